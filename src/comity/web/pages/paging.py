"""One page of many rows: counted from the beginning, or a part that stays what it is when rows come at the end."""

from __future__ import annotations

import sqlite3

import msgspec

from comity.errors import NotFoundError
from comity.register.question import Question, Row


class Paging(msgspec.Struct, frozen=True):
    """Which page it is, of how many, and which rows of how many it shows, counted from 1."""

    page: int
    page_count: int
    first: int
    last: int
    count: int

    @property
    def start(self) -> int:
        """Return how many rows stand before those that are shown."""
        return max(0, self.first - 1)


def paging_of(count: int, page: int, size: int) -> Paging:
    """Return where a page's rows stand among all; raise NotFoundError for a page beyond the last."""
    page_count = max(1, -(-count // size))
    if page > page_count:
        raise NotFoundError(f"there is no page {page}", where="page", cure=f"the last is {page_count}")
    start = (page - 1) * size
    return Paging(page, page_count, start + 1 if count else 0, min(start + size, count), count)


class Part(msgspec.Struct, frozen=True):
    """Which rows of a growing list are shown, counted from 1 at its beginning, and which parts stand beside it.

    `number` is 0 for the newest rows, whose `count` of all rows is known; `newer` is 0 where those come next, `older`
    is 0 where nothing is older.
    """

    number: int
    first: int
    last: int
    newer: int
    older: int
    count: int = 0


def cut_part(asked: Question, connection: sqlite3.Connection, number: int, size: int) -> tuple[list[Row], Part]:
    """Return a part's rows, newest first, of a question whose rows are asked oldest first; raise NotFoundError.

    Part 1 is the oldest `size` rows, and a part that is whole stays what it is, with its address. The newest rows
    (`number` 0) are those behind the last whole part but one, so that they are never few.
    """
    if not number:
        count = asked.count(connection)
        whole = max(0, count // size - 1)
        rows = asked.some(connection, whole * size, 2 * size)
        return rows[::-1], Part(0, whole * size + 1 if count else 0, count, 0, whole, count)
    # How many rows there are is not asked: every new one would change every part.
    if not asked.has(connection, (number + 1) * size):
        raise NotFoundError(f"there is no part {number}", where="part", cure="begin with the newest, and go back")
    newer = number + 1 if asked.has(connection, (number + 2) * size) else 0
    rows = asked.some(connection, (number - 1) * size, size)
    return rows[::-1], Part(number, (number - 1) * size + 1, number * size, newer, number - 1)
