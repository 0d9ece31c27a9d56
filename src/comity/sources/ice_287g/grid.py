"""A sheet's rows, held column by column: what is asked of a column is asked of all its texts at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from comity.errors import UnreadableError
from comity.sources.ice_287g.container import CURE

MAX_CELLS = 5_000_000  # rows times columns; the largest real list has some 20,000

Row = tuple[int, dict[str, str]]


class Grid(NamedTuple):
    """The rows that hold something, by their numbers; the texts of each column by its letters, "" where none stands."""

    numbers: list[int]
    columns: dict[str, list[str]]

    def row(self, index: int) -> dict[str, str]:
        """Return the texts of a row by their column's letters, those that hold something."""
        return {letters: text for letters, texts in self.columns.items() if (text := texts[index])}

    def head(self, count: int) -> list[dict[str, str]]:
        """Return the first rows."""
        return [self.row(index) for index in range(min(count, len(self.numbers)))]

    def body(self, start: int) -> Grid:
        """Return the rows from an index on."""
        return Grid(self.numbers[start:], {letters: texts[start:] for letters, texts in self.columns.items()})


def make_grid(rows: Sequence[Row], name: str) -> Grid:
    """Return rows as a grid; raise `UnreadableError` where they are strewn so wide that no list can be meant."""
    letters = sorted(set[str]().union(*(texts for _, texts in rows)), key=lambda word: (len(word), word))
    if len(rows) * len(letters) > MAX_CELLS:
        problem = f"the sheet's values are strewn over {len(rows):,} rows and {len(letters):,} columns"
        raise UnreadableError(problem, where=name, cure=CURE)
    return Grid([number for number, _ in rows], {word: _texts(rows, word) for word in letters})


def _texts(rows: Iterable[Row], letters: str) -> list[str]:
    return [texts.get(letters, "") for _, texts in rows]
