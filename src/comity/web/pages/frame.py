"""What every page has: its address, title, way up, what it says to machines, and how it becomes HTML."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import jinja2
import msgspec
from markupsafe import Markup, escape

from comity.web import addresses, plots
from comity.web.addresses import Language, absolute, localized
from comity.web.assets import assets
from comity.web.atlas.view import MapView
from comity.web.pages.compiled import shared_code
from comity.web.pages.links import Links, links_in, web_address
from comity.web.pages.sheet import icon, style_sheet
from comity.web.plots import Figure
from comity.web.served import Served
from comity.web.words import LANGUAGES, Words, load_words
from comity.web.words.dates import say_date, say_short_date

# Signs that turn the direction of the text around them; in an attribute or a title they would reach beyond it.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])


class Crumb(msgspec.Struct, frozen=True):
    """One step of the way up to the first page."""

    label: str
    path: str


class Page(msgspec.Struct, frozen=True):
    """A page before it is written: `kind` names its template, `path` is its address in English.

    `data` is what it says to machines (schema.org), `feeds` what may be subscribed to, as (type, title, path).
    `query` is kept when the language is switched; `is_indexed` is false for pages that search engines should skip.
    """

    kind: str
    path: str
    title: str
    description: str
    view: Any
    crumbs: tuple[Crumb, ...] = ()
    data: dict[str, Any] | None = None
    feeds: tuple[tuple[str, str, str], ...] = ()
    map: MapView | None = None
    query: str = ""
    is_indexed: bool = True


class Desk:
    """What a page is made with: the release, the language, its words and addresses."""

    def __init__(self, served: Served, language: Language) -> None:
        """Take the release that answers and the language of the page."""
        self.served = served
        self.language = language
        self.words: Words = load_words(language)
        self.links: Links = links_in(language)

    def text(self, key: str, /, **values: object) -> str:
        """Return a string of the interface as plain text, for titles and descriptions."""
        return self.words.text(key, **values).unescape()

    def name(self, vocabulary: str, value: str) -> str:
        """Return the word for a value of a vocabulary as plain text."""
        return self.words.name(vocabulary, value).unescape()

    def date(self, iso: str) -> str:
        """Return a date in words."""
        return say_date(self.language, iso)


def render(desk: Desk, page: Page) -> str:
    """Return a page as HTML."""
    template = environment(desk.language).get_template(f"{page.kind}.html")
    served = desk.served
    return template.render(
        page=page,
        view=page.view,
        map=page.map,
        as_of=served.newest_day,
        is_starter=served.is_starter,
        canonical=absolute(served.base_url, localized(page.path, desk.language)),
        alternates=[
            (other, absolute(served.base_url, localized(page.path, other)), localized(page.path, other) + page.query)
            for other in _languages()
        ],
        machine=machine_data(page.data, served.base_url),
    )


def machine_data(data: dict[str, Any] | None, base_url: str) -> Markup:
    """Return what a page says to machines as a data block's text: no `<` in it can end the block."""
    if data is None:
        return Markup("")
    text = msgspec.json.encode({"@context": "https://schema.org", **data}).decode()
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(safe)  # noqa: S704  JSON with every sign of markup escaped


@cache
def environment(language: Language) -> jinja2.Environment:
    """Return the templates of a language, compiled once per process."""
    words, links = load_words(language), links_in(language)
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("comity.web", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=shared_code(),
    )
    made.globals |= {
        "language": language,
        "languages": LANGUAGES,
        "t": words.text,
        "name": words.name,
        "has": words.__contains__,
        "to": links,
        "style_path": style_sheet().path,
        "icon_path": icon().path,
        "addresses": addresses,
        "picture": _picture,
        "built": assets().path,
    }
    made.filters |= {
        "said": _said_in(language),
        "bdi": _bdi,
        "plain": plain,
        "day": _day_in(language),
        "short_day": _short_day_in(language),
        "number": words.number,
        "web_address": web_address,
        "lines": _lines,
    }
    return made


def plain(text: object) -> str:
    """Return text for a title or an attribute: without the signs that turn the direction of what follows."""
    return str(text).translate(_TURNING)


def _said_in(language: Language) -> Any:
    """Return a filter that sets off what the record says, which is in English whatever the page is in."""
    tongue = "" if language == "en" else ' lang="en"'
    opening = Markup(f"<bdi{tongue}>")  # noqa: S704  a constant

    def said(text: object) -> Markup:
        return Markup(f"{opening}{escape(text)}</bdi>")  # noqa: S704  escaped

    return said


def _bdi(text: object) -> Markup:
    return Markup(f"<bdi>{escape(text)}</bdi>")  # noqa: S704  escaped


# Pages say the same few thousand days again and again.
_DAYS = 8192


def _day_in(language: Language) -> Any:
    @lru_cache(_DAYS)
    def day(iso: str) -> Markup:
        return Markup('<time datetime="{}">{}</time>').format(iso, say_date(language, iso))

    return day


def _short_day_in(language: Language) -> Any:
    @lru_cache(_DAYS)
    def short_day(iso: str) -> Markup:
        return Markup('<time datetime="{}">{}</time>').format(iso, say_short_date(language, iso))

    return short_day


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def _picture(figure: Figure, size: plots.Size) -> Markup:
    return Markup(plots.draw(figure, size))  # noqa: S704  written by plots.marks, which escapes every word


def _languages() -> Sequence[Language]:
    return ("en", "es")
