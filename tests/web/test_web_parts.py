"""Parts of a growing list: whole, in order, and the same for ever."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import NotFoundError
from comity.register.question import Question
from comity.web.pages.paging import cut_part

ASKED = Question("row", ("number",), ("number",))


def connection_with(count: int) -> sqlite3.Connection:
    """Return a table of the numbers from 1 to `count`."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE row (number INTEGER)")
    connection.executemany("INSERT INTO row VALUES (?)", [(number,) for number in range(1, count + 1)])
    return connection


def numbers(count: int, part: int, size: int) -> list[int]:
    """Return what a part shows of so many rows."""
    return [row["number"] for row in cut_part(ASKED, connection_with(count), part, size)[0]]


@given(st.integers(0, 60), st.integers(1, 7))
def test_the_newest_and_the_parts_behind_them_show_every_row_once(count: int, size: int) -> None:
    """Whoever goes back from the newest rows to the first part meets every row once, newest first."""
    connection = connection_with(count)
    rows, part = cut_part(ASKED, connection, 0, size)
    met = [row["number"] for row in rows]
    assert part.count == count and (part.first, part.last) == ((met[-1], met[0]) if met else (0, 0))
    while part.older:
        rows, part = cut_part(ASKED, connection, part.older, size)
        assert len(rows) == size and (part.first, part.last) == (rows[-1]["number"], rows[0]["number"])
        met += [row["number"] for row in rows]
    assert met == list(range(count, 0, -1))


@given(st.integers(0, 60), st.integers(0, 20), st.integers(1, 7))
def test_a_part_stays_what_it_was_when_rows_come(count: int, more: int, size: int) -> None:
    """Later rows change no part that is there; the newest are never fewer than a part, as long as there are any."""
    for part in range(1, max(0, count // size - 1) + 1):
        assert numbers(count, part, size) == numbers(count + more, part, size)
    assert len(numbers(count, 0, size)) >= min(count, size)


@given(st.integers(0, 60), st.integers(1, 7))
def test_the_way_forward_leads_back_to_the_newest(count: int, size: int) -> None:
    """From the first part every next one is there, and behind the last come the newest rows."""
    connection = connection_with(count)
    last = cut_part(ASKED, connection, 0, size)[1].older
    number = 1 if last else 0
    for _ in range(last):
        part = cut_part(ASKED, connection, number, size)[1]
        assert part.newer == (number + 1 if number < last else 0)
        number = part.newer
    assert number == 0


def test_a_part_that_is_not_whole_is_none() -> None:
    """What stands among the newest rows has no part of its own yet."""
    assert numbers(30, 2, 10) == list(range(20, 10, -1))
    with pytest.raises(NotFoundError, match="no part 2"):
        numbers(29, 2, 10)
