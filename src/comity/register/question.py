"""A question to one table of a release: which columns, which rows, in which order; whole, counted, or page by page.

Names, conditions and orders are constants of the modules that ask; values are always bound. A page begins behind the
place in the order where the last one ended, not at a row's number: it stays right when rows come or go before it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from comity.errors import UsageError

Row = dict[str, Any]
Place = tuple[Any, ...]

# The row's counties, joined by semicolons, hold the one that is bound.
IN_COUNTY = "';' || county_geoids || ';' LIKE '%;' || ? || ';%'"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True)
class Question:
    """A SELECT in the making. `order` ends with what no two rows share; its expressions may not be NULL."""

    table: str
    columns: tuple[str, ...]
    order: tuple[str, ...]
    conditions: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()

    def where(self, condition: str, *values: Any) -> Question:
        """Return the question with one more condition."""
        return replace(self, conditions=(*self.conditions, condition), values=(*self.values, *values))

    def equal(self, wanted: Mapping[str, Any]) -> Question:
        """Return the question narrowed to columns' values; "" and None narrow nothing."""
        given = {column: value for column, value in wanted.items() if value not in ("", None)}
        return replace(
            self,
            conditions=(*self.conditions, *(f"{column} = ?" for column in given)),
            values=(*self.values, *given.values()),
        )

    def within(self, column: str, values: Sequence[Any]) -> Question:
        """Return the question narrowed to some values of a column: none of them, no row."""
        return self.where(f"{column} IN ({', '.join('?' * len(values))})", *values)

    def between(self, column: str, since: str, until: str) -> Question:
        """Return the question narrowed to days from `since` to `until`, both included; "" is open."""
        asked = self.where(f"{column} >= ?", since) if since else self
        return asked.where(f"{column} <= ?", until) if until else asked

    def rows(self, connection: sqlite3.Connection) -> list[Row]:
        """Return every row."""
        query = f"SELECT {self._columns()} FROM {self.table}{_where(self.conditions)} ORDER BY {self._order()}"  # noqa: S608
        return select(connection, query, self.values)

    def count(self, connection: sqlite3.Connection) -> int:
        """Return how many rows there are."""
        query = f"SELECT count(*) FROM {self.table}{_where(self.conditions)}"  # noqa: S608  constants
        return int(connection.execute(query, self.values).fetchone()[0])

    def has(self, connection: sqlite3.Connection, count: int) -> bool:
        """Say whether there are so many rows at least: unlike their number, the answer stays as rows come."""
        query = f"SELECT count(*) >= ? FROM {self.table}{_where(self.conditions)}"  # noqa: S608  constants
        return bool(connection.execute(query, (count, *self.values)).fetchone()[0])

    def some(self, connection: sqlite3.Connection, start: int, limit: int) -> list[Row]:
        """Return at most `limit` rows behind the first `start`."""
        query = (
            f"SELECT {self._columns()} FROM {self.table}{_where(self.conditions)}"  # noqa: S608  constants
            f" ORDER BY {self._order()} LIMIT ? OFFSET ?"
        )
        return select(connection, query, (*self.values, limit, start))

    def page(self, connection: sqlite3.Connection, after: Place, limit: int) -> tuple[list[Row], Place]:
        """Return at most `limit` rows behind a place in the order (from the beginning for `()`), and the last's place.

        The place is `()` where no row follows the last one.
        """
        keys = ", ".join(f"{key} AS key_{at}" for at, key in enumerate(self.order))
        marks = ", ".join("?" * len(self.order))
        conditions = (*self.conditions, f"({self._order()}) > ({marks})") if after else self.conditions
        query = (
            f"SELECT {self._columns()}, {keys} FROM {self.table}{_where(conditions)}"  # noqa: S608  constants
            f" ORDER BY {self._order()} LIMIT ?"
        )
        found = connection.execute(query, (*self.values, *after, limit + 1)).fetchall()
        width = len(self.columns)
        names = [column.strip('"') for column in self.columns]
        rows = [dict(zip(names, row[:width], strict=True)) for row in found[:limit]]
        return rows, tuple(found[limit - 1][width:]) if len(found) > limit else ()

    def _columns(self) -> str:
        return ", ".join(self.columns)

    def _order(self) -> str:
        return ", ".join(self.order)


def _where(conditions: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def read_day(text: str | None, where: str) -> str:
    """Return an ISO date as it was asked, or "" where none was; raise UsageError for what is no day."""
    if not text:
        return ""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise UsageError(f"{text[:20]!r} is no day", where=where, cure="write it as YYYY-MM-DD, such as 2025-06-30")


def select(connection: sqlite3.Connection, query: str, values: Sequence[object] = ()) -> list[Row]:
    """Return the rows of a query as dictionaries."""
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
