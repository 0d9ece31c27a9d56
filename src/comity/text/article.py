"""Which of a page's visible characters are the article: trafilatura's choice, laid back onto the page.

trafilatura (fast mode) chooses well and forgets where its words stood. Only its choice is used: each line that it
returns is looked for in the visible text, letters and digits alone, from where the line before it ended. What is
found is copied from the page itself, so that the map from the article back to the page is exact by construction.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from itertools import accumulate

from comity.text.scanning import CELL, LINE, PARAGRAPH, Scan
from comity.text.sourcemap import MappedText, SourceMap

Span = tuple[int, int]

_WORD = re.compile(r"[^\W_]+")
# White space that is not one plain space, and characters that no one sees.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_FOLDED = re.compile(rf"[\s{_INVISIBLE}]{{2,}}|[^\S ]|[{_INVISIBLE}]")
_TRIM = re.compile(rf"[\s{_INVISIBLE}]+")
# The shortest stretch of letters that is looked for by itself when a line is not found whole: a few words.
_SHORTEST_PART = 12
# Pieces that one line may be found in; a line in more pieces is not of this page.
_MOST_PARTS = 40
# A hole of at most this many letters inside a line is filled from the page (a word that extraction lost).
_LARGEST_HOLE = 40
# Letters in a line that is long enough to be the article's and nothing else's.
_LONG_LINE = 80


def choose(page: str) -> list[str]:
    """Return the lines that trafilatura takes for the article, comments and lists of links left out."""
    found = _extractor()(page, fast=True, include_comments=False, include_tables=True, include_images=False)
    return [line for line in (found or "").splitlines() if line.strip()]


@cache
def _extractor() -> Callable[..., str | None]:
    from trafilatura import extract

    # What it finds wrong with a page is told by this page's outcome, and not on standard error.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    return extract


class Letters:
    """The letters and digits of a visible text in one string, with the way back."""

    def __init__(self, visible: str) -> None:
        """Take the letters of a visible text."""
        words = list(_WORD.finditer(visible))
        self.text = "".join(word[0] for word in words)
        self._visible = [word.start() for word in words]
        lengths = accumulate((word.end() - word.start() for word in words), initial=0)
        self._starts = list(lengths)[:-1]

    def visible_at(self, letter: int) -> int:
        """Return where a letter stands in the visible text."""
        at = bisect_right(self._starts, letter) - 1
        return self._visible[at] + letter - self._starts[at]


def locate(lines: list[str], scan: Scan) -> list[Span]:
    """Return where the lines stand in the visible text, in the page's order and apart from one another.

    A headline or a first sentence often stands above in menus and teasers too: the longest line that stands on the page
    only once says where the article is. From there the lines after it are looked for downwards, those before upwards.
    """
    letters = Letters(scan.visible)
    wanted = [words for line in lines if (words := "".join(_WORD.findall(line)))]
    number, at = _anchor(wanted, letters.text)
    found: list[Span] = []
    cursor = at
    for words in wanted[number:]:
        if span := _find(words, letters.text, cursor):
            cursor = span[1]
            found.append(span)
    for words in reversed(wanted[:number]):
        if span := _find_before(words, letters.text, at):
            at = span[0]
            found.insert(0, span)
    places = ((letters.visible_at(start), letters.visible_at(end - 1) + 1) for start, end in found)
    return [_with_marks(span, scan.visible) for span in places]


def _anchor(wanted: list[str], text: str) -> tuple[int, int]:
    """Return the number and the place of the longest of the first lines that stand on the page only once."""
    best, number, place = 0, 0, 0
    for index, words in enumerate(wanted):
        at = text.find(words) if len(words) > best else -1
        if at >= 0 and text.find(words, at + 1) < 0:
            best, number, place = len(words), index, at
        if best > _LONG_LINE:
            break
    return number, place


def _find_before(wanted: str, text: str, limit: int) -> Span | None:
    """Return where a line stands last before a place."""
    at = text.rfind(wanted, 0, limit)
    if at >= 0:
        return at, at + len(wanted)
    near = max(0, limit - 3 * len(wanted) - _LARGEST_HOLE)
    found = _find_in_parts(wanted, text[:limit], near)
    return found if found and found[1] <= limit else None


def _find(wanted: str, text: str, cursor: int) -> Span | None:
    at = text.find(wanted, cursor)
    if at >= 0:
        return at, at + len(wanted)
    return _find_in_parts(wanted, text, cursor)


def _find_in_parts(wanted: str, text: str, cursor: int) -> Span | None:
    """Return where a line stands that extraction changed a little: its parts in order, with small holes between."""
    start = end = -1
    done = 0
    for _ in range(_MOST_PARTS):
        if len(wanted) - done < _SHORTEST_PART:
            break
        limit = len(text) if end < 0 else end + _LARGEST_HOLE + _SHORTEST_PART
        at = text.find(wanted[done : done + _SHORTEST_PART], cursor if end < 0 else end, limit)
        if at < 0:
            done += _SHORTEST_PART // 2
            continue
        length = _common(wanted, done, text, at)
        if start < 0:
            back = 0
            while back < min(done, at) and wanted[done - back - 1] == text[at - back - 1]:
                back += 1
            start = at - back
        end = at + length
        done += length
    return (start, end) if end - start >= len(wanted) / 2 else None


def _common(wanted: str, done: int, text: str, at: int) -> int:
    """Return how many characters agree from here on, by doubling and halving."""
    length, step = _SHORTEST_PART, 64
    while step:
        piece = wanted[done + length : done + length + step]
        if len(piece) == step and text.startswith(piece, at + length):
            length += step
        else:
            step //= 2
    return length


def _with_marks(span: Span, visible: str) -> Span:
    """Return the span with the quotes, brackets and full stops that cling to it."""
    start, end = span
    while start and not visible[start - 1].isspace() and not visible[start - 1].isalnum():
        start -= 1
    while end < len(visible) and not visible[end].isspace() and not visible[end].isalnum():
        end += 1
    return start, end


def assemble(spans: list[Span], scan: Scan) -> tuple[str, SourceMap]:
    """Return the text of these stretches of the visible text, white space folded, with its map to the page."""
    out = MappedText()
    last = -1
    for start, end in spans:
        start = max(start, last)
        if start >= end:
            continue
        if last >= 0:
            out.add(_between(scan.visible[last:start]), *_gap(scan.source_map, last, start))
        _fold(scan, start, end, out)
        last = end
    return out.finish()


def _gap(source_map: SourceMap, start: int, end: int) -> tuple[int, int]:
    first = source_map.span(start - 1, start)[1]
    return first, max(source_map.span(end, end + 1)[0], first)


def _between(gap: str) -> str:
    return "\n" if gap.isspace() and PARAGRAPH not in gap else "\n\n"


def _fold(scan: Scan, start: int, end: int, out: MappedText) -> None:
    for found in _FOLDED.finditer(scan.visible, start, end):
        out.add_mapped(scan.visible, start, found.start(), scan.source_map)
        out.add(_folded(found[0]), *scan.source_map.span(found.start(), found.end()))
        start = found.end()
    out.add_mapped(scan.visible, start, end, scan.source_map)


def _folded(space: str) -> str:
    """Return what stands for a run of white space and invisible marks: a break, a space, or nothing."""
    if PARAGRAPH in space:
        return "\n\n"
    if LINE in space:
        return "\n"
    if CELL in space:
        return "\t"
    return " " if _TRIM.sub(lambda run: " " if any(c.isspace() for c in run[0]) else "", space) else ""
