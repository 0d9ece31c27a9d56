"""What a page tells machines of itself: the JSON-LD of its scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from comity.text.scanning import Scan

# schema.org's kinds of article; what is said of a video, a breadcrumb or a site is not said of the page.
_ARTICLES = (
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle"
    " reviewnewsarticle askpublicnewsarticle advertisercontentarticle blogposting liveblogposting report"
    " socialmediaposting webpage"
)
_ARTICLE_KINDS = frozenset(_ARTICLES.split())
_MOST_SCRIPTS = 30
_LARGEST_SCRIPT = 1_000_000
_DEEPEST = 6


class PageFacts(msgspec.Struct, frozen=True):
    """What the page's JSON-LD says, the article's own entry before its web page's."""

    titles: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    is_free: bool = True


def read_facts(scan: Scan) -> PageFacts:
    """Return what a page's JSON-LD says; a script that is no JSON says nothing."""
    entries = [entry for script in _scripts(scan) for entry in _entries(script, 0)]
    entries.sort(key=lambda entry: _kind(entry) == "webpage")
    return PageFacts(
        tuple(_texts(entries, "headline")),
        tuple(_texts(entries, "datePublished")),
        tuple(_texts(entries, "author")),
        tuple(_texts(entries, "publisher")),
        all(str(entry.get("isAccessibleForFree", True)).lower() != "false" for entry in entries),
    )


def _scripts(scan: Scan) -> Iterator[Any]:
    for tag in [tag for tag in scan.tags if tag.name == "script"][:_MOST_SCRIPTS]:
        is_json = "ld+json" in tag.attributes.get("type", "").lower()
        if is_json and len(tag.text) <= _LARGEST_SCRIPT:
            try:
                yield json.loads(tag.text.strip().rstrip(";"), strict=False)
            except (ValueError, RecursionError):
                continue


def _entries(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _entries(item, depth + 1)
    elif isinstance(value, dict):
        if _kind(value) in _ARTICLE_KINDS:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _entries(value.get(key), depth + 1)


def _kind(entry: dict[str, Any]) -> str:
    kind = entry.get("@type", "")
    return str(kind[0] if isinstance(kind, list) and kind else kind).lower()


def _texts(entries: list[dict[str, Any]], key: str) -> Iterator[str]:
    for entry in entries:
        value = entry.get(key)
        for item in value if isinstance(value, list) else [value]:
            text = item.get("name") if isinstance(item, dict) else item
            if isinstance(text, str) and text.strip():
                yield " ".join(text.split())
