"""From every character of a cleaned text back to the characters it was made of."""

from __future__ import annotations

from bisect import bisect_right

import msgspec


class SourceMap(msgspec.Struct, frozen=True):
    """Stretches of a made text, each with the stretch of the original that it was made of.

    A stretch as long as its original maps character by character; any other one (a folded space, an entity) maps
    whole. Offsets count characters of the decoded original; `starts` is sorted and begins with 0 unless empty.
    """

    length: int
    starts: tuple[int, ...]
    source_starts: tuple[int, ...]
    source_ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters `start` to `end` (exclusive, at least one) stand in the original."""
        if not 0 <= start < end <= self.length:
            raise IndexError(f"no characters {start} to {end} in a text of {self.length}")
        return self._one(start)[0], self._one(end - 1)[1]

    def _one(self, index: int) -> tuple[int, int]:
        at = bisect_right(self.starts, index) - 1
        source, source_end = self.source_starts[at], self.source_ends[at]
        end = self.starts[at + 1] if at + 1 < len(self.starts) else self.length
        if source_end - source != end - self.starts[at]:
            return source, source_end
        offset = index - self.starts[at]
        return source + offset, source + offset + 1


def identity_map(length: int, offset: int = 0) -> SourceMap:
    """Return the map of a text that is its original, or its original from `offset` on."""
    return SourceMap(length, (0,), (offset,), (offset + length,)) if length else SourceMap(0, (), (), ())


class MappedText:
    """A text that is being put together, with its map; stretches that go on where the last ended are one."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._source_starts: list[int] = []
        self._source_ends: list[int] = []
        self._is_verbatim: list[bool] = []
        self.length = 0

    def add(self, text: str, source_start: int, source_end: int) -> None:
        """Append text that was made of this stretch of the original."""
        if not text:
            return
        is_verbatim = len(text) == source_end - source_start
        goes_on = is_verbatim and self._is_verbatim and self._is_verbatim[-1] and self._source_ends[-1] == source_start
        if goes_on:
            self._source_ends[-1] = source_end
        else:
            self._starts.append(self.length)
            self._source_starts.append(source_start)
            self._source_ends.append(source_end)
            self._is_verbatim.append(is_verbatim)
        self._parts.append(text)
        self.length += len(text)

    def add_mapped(self, text: str, start: int, end: int, through: SourceMap) -> None:
        """Append `text[start:end]`, a stretch of a text that has a map itself."""
        at = bisect_right(through.starts, start) - 1
        while start < end:
            until = min(end, through.starts[at + 1] if at + 1 < len(through.starts) else through.length)
            self.add(text[start:until], *through.span(start, until))
            start, at = until, at + 1

    def finish(self) -> tuple[str, SourceMap]:
        """Return the text and its map."""
        text = "".join(self._parts)
        return text, SourceMap(len(text), tuple(self._starts), tuple(self._source_starts), tuple(self._source_ends))
