"""What extraction takes along and is no part of the article: its furniture, menus, and its title told twice."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise, takewhile

from comity.text.article import Span
from comity.text.furniture import begins_links, furniture_rule
from comity.text.metadata import Credits
from comity.text.scanning import CELL, LINE, PARAGRAPH, Scan

_LINES = re.compile(f"[^{PARAGRAPH}{LINE}]+")
# Fewer links in a row are what an article mentions; more, before its first or after its last sentence, are a menu.
_SHORTEST_MENU = 3
_LONGEST_ENTRY = 12
_LINKED = 0.8


def trim(spans: list[Span], scanned: Scan, credits: Credits) -> list[Span]:
    """Return the article's own lines among these stretches of the visible text."""
    lines = _with_lists([line for span in spans for line in _split(span, scanned.visible)], scanned)
    kept = _without_furniture(lines, scanned)
    kept = _without_head(kept, scanned, credits)
    first, last = _menu_length(kept, scanned), _menu_length(kept[::-1], scanned)
    return kept[first : len(kept) - last] if first < len(kept) else []


def _split(span: Span, visible: str) -> list[Span]:
    """Return the lines of a stretch, white space around them left out; the cells of a row are one line."""
    found = []
    for match in _LINES.finditer(visible, *span):
        words = match[0].strip()
        if words.strip(CELL):
            start = match.start() + match[0].index(words)
            found.append((start, start + len(words)))
    return found


def _with_lists(lines: list[Span], scanned: Scan) -> list[Span]:
    """Return the lines with the lists that hang on a colon: extraction takes a list of links for a menu."""
    found: list[Span] = []
    for line, after in pairwise(lines):
        found.append(line)
        if scanned.visible[line[1] - 1] == ":":
            items = _split((line[1], after[0]), scanned.visible)
            found += takewhile(lambda item: _is_link(item, scanned), items)
    return found + lines[-1:]


def _words(span: Span, scanned: Scan) -> str:
    return " ".join(scanned.visible[span[0] : span[1]].split())


def _without_furniture(lines: list[Span], scanned: Scan) -> list[Span]:
    kept: list[Span] = []
    under_links = False
    for span in lines:
        line = _words(span, scanned)
        if begins_links(line):
            under_links = True
            continue
        under_links = under_links and _is_link(span, scanned)
        if not under_links and not furniture_rule(line):
            kept.append(span)
    return kept


def _without_head(lines: list[Span], scanned: Scan, credits: Credits) -> list[Span]:
    """Leave out what repeats title, outlet and byline before the first sentence."""
    told = {_letters(text) for text in (credits.title, credits.outlet, credits.byline, f"By {credits.byline}")} - {""}
    for number, span in enumerate(lines):
        letters = _letters(_words(span, scanned))
        if letters not in told and span[1] - span[0] > 80:
            head = [line for line in lines[:number] if _letters(_words(line, scanned)) not in told]
            return head + lines[number:]
    return [span for span in lines if _letters(_words(span, scanned)) not in told]


def _menu_length(lines: list[Span], scanned: Scan) -> int:
    """Return how many lines in a row from the first on are short links, if they are enough for a menu."""
    count = 0
    for span in lines:
        if not _is_link(span, scanned) or len(_words(span, scanned).split()) > _LONGEST_ENTRY:
            break
        count += 1
    return count if count >= _SHORTEST_MENU else 0


def _is_link(span: Span, scanned: Scan) -> bool:
    """Return whether a line is one link or several and hardly a word beside; the links follow each other."""
    start, end = span
    linked, number = 0, max(0, bisect_right(scanned.links, (start, start)) - 1)
    while number < len(scanned.links) and scanned.links[number][0] < end:
        at, until = scanned.links[number]
        linked += max(0, min(end, until) - max(start, at))
        number += 1
    return linked >= _LINKED * (end - start)


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).lower()
