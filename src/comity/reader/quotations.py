"""Where it is told who speaks a quotation: behind its end, before its beginning, or beside the quotation before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from comity.reader.expressions import Expression
from comity.reader.records import Sentence
from comity.reader.sentences import find_quotes

_BEHIND = Expression("quotation-said-behind")
_BEFORE = Expression("quotation-said-before")
# A quotation without a speaker goes on with the one before, if so little lies between.
_GAP = 140  # characters
_AHEAD = 160  # characters


class Quotations:
    """The quotations of a page."""

    def __init__(self, text: str, folded: str) -> None:
        """Take a page's text and its folded form."""
        self._text, self._folded = text, folded
        self._sentences: Sequence[Sentence] = ()

    @cached_property
    def _spans(self) -> tuple[tuple[int, int], ...]:
        return find_quotes(self._text, tuple(self._sentences))

    def holds(self, position: int, sentences: Sequence[Sentence]) -> bool:
        """Return whether a place stands between quotation marks."""
        return self._index(position, sentences) >= 0

    def said_by(self, position: int, sentences: Sequence[Sentence]) -> tuple[int, int] | None:
        """Return the span of the words that name who speaks the quotation around a place, None where none do."""
        index = self._index(position, sentences)
        if index < 0:
            return None
        found = self._beside(index)
        if found is None and index and self._spans[index][0] - self._spans[index - 1][1] < _GAP:
            found = self._beside(index - 1) if self._is_whole(index) else None
        return found

    def _index(self, position: int, sentences: Sequence[Sentence]) -> int:
        self._sentences = self._sentences or sentences
        index = bisect_right(self._spans, (position, len(self._text))) - 1
        return index if index >= 0 and self._spans[index][0] <= position < self._spans[index][1] else -1

    def _is_whole(self, index: int) -> bool:
        """Return whether a quotation is of a sentence: it ends with a mark of its own."""
        start, end = self._spans[index]
        return self._text[start:end].rstrip()[-1:] in {".", "!", "?", ","} and self._text[start].isupper()

    def _beside(self, index: int) -> tuple[int, int] | None:
        start, end = self._spans[index]
        behind = _BEHIND.match(self._folded[end : end + _AHEAD])
        if behind is not None:
            group = next(name for name in ("who", "whose") if behind[name])
            return end + behind.start(group), end + behind.end(group)
        low = max(0, start - _AHEAD)
        before = _BEFORE.search(self._folded[low:start])
        return (low + before.start("who"), low + before.end("who")) if before is not None else None
