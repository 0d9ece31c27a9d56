"""Spans of a text that are asked again and again what they touch, in the time that a look into a sorted list takes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """Any spans, overlapping ones too; ends are exclusive. They do not change."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Take the spans in any order."""
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        # How far any of the spans up to each one reaches.
        self._reach = list(accumulate((end for _, end in ordered), max))

    def touch(self, start: int, end: int) -> bool:
        """Return whether a span shares a character with this stretch."""
        at = bisect_left(self._starts, end)
        return at > 0 and self._reach[at - 1] > start

    def cover(self, start: int, end: int) -> bool:
        """Return whether one span holds the whole of this stretch."""
        at = bisect_right(self._starts, start)
        return at > 0 and self._reach[at - 1] >= end
