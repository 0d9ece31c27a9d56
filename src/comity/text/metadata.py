"""A page's title, outlet and byline, each from the first place that has one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import msgspec

from comity.text.jsonld import PageFacts
from comity.text.scanning import CELL, LINE, PARAGRAPH, Scan

_SEPARATED = re.compile(r"\s+[|–—·»]\s+|\s+-\s+|\s+::\s+")
_BREAK = re.compile(f"[{PARAGRAPH}{LINE}{CELL}]")
_BY = re.compile(r"^\s*(?:written\s+)?by:?\s+(?=\S)", re.I)
_CREDIT = re.compile(r"byline|author", re.I)
_COMMENT = re.compile(r"comment|reply|bio", re.I)
# A line under the headline that is "By" and one to three names, capital letters throughout.
_NAME = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}"
_NAMED = re.compile(rf"(?:By|BY|by) ({_NAME}(?:(?:,| and) {_NAME}){{0,2}})(?:, .{{1,60}})?")
_LONGEST_BYLINE = 120
_NEAR = 400


class Credits(msgspec.Struct, frozen=True):
    """A page's title, outlet, byline and address, "" where it has none."""

    title: str
    outlet: str
    byline: str
    url: str = ""


def read_credits(scan: Scan, facts: PageFacts) -> Credits:
    """Return title, outlet and byline; JSON-LD before meta tags before what is seen."""
    metas = _metas(scan)
    headings = [_seen(scan, tag.at, tag.until) for tag in scan.tags if tag.name == "h1"]
    parts = _SEPARATED.split(_window_title(scan))
    title = _first([*facts.titles, metas.get("og:title", ""), metas.get("twitter:title", ""), *headings, *parts])
    named = [*facts.publishers, metas.get("og:site_name", ""), metas.get("application-name", "")]
    outlet = _first([*named, parts[-1] if len(parts) > 1 else ""])
    # A title that ends in the outlet's name is the window's, not the article's.
    stripped = _SEPARATED.split(title)
    if len(stripped) > 1 and outlet and _same(stripped[-1], outlet):
        title = title[: title.rindex(stripped[-1])].rstrip(" |–—·»-:")
    byline = _first([", ".join(dict.fromkeys(facts.authors)), metas.get("author", ""), *_bylines(scan)])
    return Credits(title, outlet, "" if "://" in byline else byline, _address(scan, metas))


def _metas(scan: Scan) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in scan.tags:
        if tag.name == "meta":
            name = tag.attributes.get("property") or tag.attributes.get("name") or ""
            found.setdefault(name.lower(), " ".join(tag.attributes.get("content", "").split()))
    return found


def _address(scan: Scan, metas: dict[str, str]) -> str:
    """Return the address that a saved page gives as its own."""
    links = [tag.attributes for tag in scan.tags if tag.name == "link"]
    canonical = [link.get("href", "") for link in links if link.get("rel", "").lower() == "canonical"]
    return next((url for url in [*canonical, metas.get("og:url", "")] if url.startswith(("http://", "https://"))), "")


def _window_title(scan: Scan) -> str:
    text = next((tag.text for tag in scan.tags if tag.name == "title"), "")
    return " ".join(html.unescape(text).split())


def _seen(scan: Scan, start: int, end: int) -> str:
    return " ".join(scan.visible[start:end].split())


def _bylines(scan: Scan) -> Iterator[str]:
    for tag in scan.tags:
        telling = (
            f"{tag.attributes.get('class', '')} {tag.attributes.get('itemprop', '')} {tag.attributes.get('rel', '')}"
        )
        is_credit = _CREDIT.search(telling) and not _COMMENT.search(telling)
        if is_credit and tag.name not in ("meta", "link", "script"):
            text = _BREAK.split(scan.visible[tag.at : tag.until].strip())[0]
            if 3 < len(text) <= _LONGEST_BYLINE:
                yield _BY.sub("", " ".join(text.split()))
    heading = next((tag for tag in scan.tags if tag.name == "h1"), None)
    near = scan.visible[heading.until : heading.until + _NEAR] if heading else ""
    for line in _BREAK.split(near):
        if found := _NAMED.fullmatch(" ".join(line.split())):
            yield found[1]


def _first(found: list[str]) -> str:
    return next((text.strip() for text in found if text.strip()), "")


def _same(left: str, right: str) -> bool:
    return re.sub(r"\W", "", left).lower() == re.sub(r"\W", "", right).lower()
