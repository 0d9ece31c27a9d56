"""A document's page as words with their places, put into lines as an eye reads them: across, from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import msgspec

# Words whose middles are closer than this share of the lower one's height stand on one line.
_SAME_LINE = 0.6
_RULED = re.compile(r"_{2,}|\.{4,}|-{4,}|—{2,}")


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word with its box in shares of the page (0 to 1, from the top left) and how surely it was read, 0 to 100."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    sure: float = 100.0


class PlacedWord(msgspec.Struct, frozen=True, gc=False):
    """A word, the line it stands in (from 0), and its characters in the sheet's text."""

    word: Word
    line: int
    start: int
    end: int


class Sheet(msgspec.Struct, frozen=True, dict=True):
    """One reading of one page. `how` is text (drawn as text), layer (somebody's invisible recognition) or ocr (ours).

    A page may have several readings; one that could not be read has none.
    """

    page: int
    how: str
    words: tuple[Word, ...]

    @cached_property
    def lines(self) -> tuple[tuple[Word, ...], ...]:
        """Return the words in lines, top to bottom, each from left to right."""
        return tuple(tuple(line) for line in _in_lines(self.words))

    @cached_property
    def placed(self) -> tuple[PlacedWord, ...]:
        """Return the words in reading order with their characters in `text`."""
        return tuple(_placed(self.lines))

    @cached_property
    def text(self) -> str:
        """Return the page's text: words with single spaces, a line for each line."""
        return "\n".join(" ".join(word.text for word in line) for line in self.lines)

    @property
    def label(self) -> str:
        """Return what the reading is called: `page 7`, `page 7 (OCR)`."""
        return f"page {self.page}" + {"ocr": " (OCR)", "layer": " (text layer)"}.get(self.how, "")


def make_sheet(page: int, how: str, words: Iterable[Word]) -> Sheet:
    """Return a reading of a page; the lines to be filled in (`____`) are no words."""
    return Sheet(page, how, tuple(part for word in words for part in _without_rules(word)))


def _without_rules(word: Word) -> Iterator[Word]:
    """Yield what is left of a word where ruled lines are cut out of it: `Date:____3/18` is two words."""
    at = 0
    pieces = [(match.start(), match.end()) for match in _RULED.finditer(word.text)]
    for start, end in [*pieces, (len(word.text), len(word.text))]:
        text = word.text[at:start].strip("_")
        if text:
            width = (word.x1 - word.x0) / len(word.text)
            yield Word(text, word.x0 + at * width, word.y0, word.x0 + start * width, word.y1, word.sure)
        at = end


def _in_lines(words: Sequence[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: ((word.y0 + word.y1) / 2, word.x0)):
        line = next((line for line in reversed(lines[-4:]) if _shares_line(line, word)), None)
        if line is None:
            lines.append([word])
        else:
            line.append(word)
    return [sorted(line, key=lambda word: (word.x0, word.y0)) for line in lines]


def _shares_line(line: Sequence[Word], word: Word) -> bool:
    """Return whether a word stands beside the line's nearest word: a page may be slightly askew."""
    near = min(line, key=lambda other: abs(other.x0 - word.x0))
    height = min(near.y1 - near.y0, word.y1 - word.y0)
    apart = abs((near.y0 + near.y1) - (word.y0 + word.y1)) / 2
    return apart <= _SAME_LINE * height


def _placed(lines: Sequence[Sequence[Word]]) -> Iterator[PlacedWord]:
    at = 0
    for number, line in enumerate(lines):
        for word in line:
            yield PlacedWord(word, number, at, at + len(word.text))
            at += len(word.text) + 1
