"""What a landing page links to today: its links in order, those to documents of a known kind, and what is left over."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from comity.sources.watched import Watched, WatchedLink

# More links to one kind of document than any page shows: beyond it something is amiss, and nobody is asked so often.
MOST_LINKS = 12


class FoundLink(NamedTuple):
    """A link to a document: its whole address, the name in it, and its kind."""

    url: str
    name: str
    kind: WatchedLink


class Landing(NamedTuple):
    """What a page shows: links of known kinds, kinds that are missing, and files that no pattern knows."""

    links: tuple[FoundLink, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


def read_landing(html: str, base: str, watched: Watched) -> Landing:
    """Return what a page at an address shows; the same address counts once."""
    links: list[FoundLink] = []
    unknown: list[str] = []
    for url in find_links(html, base):
        name = name_of(url)
        kind = next((kind for kind in watched.link if kind.fits(name)), None)
        if kind is not None:
            links.append(FoundLink(url, name, kind))
        elif name.lower().endswith(watched.document_suffixes):
            unknown.append(url)
    kept = [link for kind in watched.link for link in [one for one in links if one.kind is kind][:MOST_LINKS]]
    found = {link.kind.id for link in kept}
    missing = tuple(kind.id for kind in watched.link if kind.is_expected and kind.id not in found)
    return Landing(tuple(kept), missing, tuple(unknown))


def find_links(html: str, base: str) -> list[str]:
    """Return the web addresses that a page links to, whole and without fragments, in order, each once."""
    parser = _Links()
    parser.feed(html)
    parser.close()
    start = _join(base, parser.base) if parser.base else base
    found = (_join(start, target) for target in parser.targets)
    return list(dict.fromkeys(url for url in found if urlsplit(url).scheme in {"http", "https"}))


def name_of(url: str) -> str:
    """Return the file's name in an address, decoded; "" where the address names none."""
    return unquote(urlsplit(url).path.rpartition("/")[2], errors="replace")


def _join(base: str, target: str) -> str:
    try:
        return urljoin(base, target.strip()).partition("#")[0].replace(" ", "%20")
    except ValueError:
        return ""  # no address at all


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.targets: list[str] = []
        self.base = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.targets.append(href)
        elif tag == "base" and href and not self.base:
            self.base = href
