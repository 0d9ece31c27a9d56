"""Pages of rows and what is asked of them: cursors, cells, spans of days, numbers of pages."""

from __future__ import annotations

import base64
import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import NotFoundError, UsageError
from comity.places import load_gazetteer
from comity.release.cells import unguard_text
from comity.web.api.listing import csv_text, read_cursor, write_cursor
from comity.web.api.parameters import code, days
from comity.web.pages.asked import LONGEST, Asked
from comity.web.pages.paging import paging_of

PLACES = st.lists(st.one_of(st.text(max_size=20), st.integers(-(2**63) + 1, 2**63 - 1)), min_size=1, max_size=4)


@given(PLACES)
def test_a_cursor_tells_the_place_that_was_written(place: list[str | int]) -> None:
    """In a word that goes into an address as it is."""
    cursor = write_cursor("agreements", place)
    assert cursor.isascii() and cursor.replace("-", "").replace("_", "").isalnum()
    assert read_cursor(cursor, "agreements", len(place)) == tuple(place)


def packed(value: object) -> str:
    """Return what a stranger might write as a cursor."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "ü",
        "====",
        packed("agreements"),
        packed(["agreements"]),
        packed(["agreements", "a", "b"]),
        packed(["changes", "a"]),
        packed(["agreements", None]),
        packed(["agreements", ["a"]]),
        packed(["agreements", {"a": 1}]),
        packed(["agreements", 2**63]),
        packed(["agreements", -(2**63)]),
        packed(["agreements", 10**30]),
        packed({"agreements": "a"}),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)
def test_a_cursor_that_is_none_of_this_list_is_refused(cursor: str) -> None:
    """Of another list, of another width, of what the database cannot compare, or no cursor at all."""
    with pytest.raises(UsageError, match="none of this list's") as raised:
        read_cursor(cursor, "agreements", 1)
    assert raised.value.where == "cursor" and raised.value.cure


def test_cells_have_one_form_each() -> None:
    """Nothing is empty, truths are words, and what would be a formula is none."""
    row = {"a": None, "b": True, "c": False, "d": 0, "e": 1.5, "f": 'a "b", c', "g": "=1+1", "h": "a\nb"}
    written = csv_text([*row, "missing"], [row])
    assert written == b"""a,b,c,d,e,f,g,h,missing\n,true,false,0,1.5,"a ""b"", c",'=1+1,"a\nb",\n"""


def test_a_table_without_rows_is_a_header_and_an_empty_row_is_a_row() -> None:
    """A reader counts as many rows as there are."""
    assert csv_text(["a", "b"], []) == b"a,b\n"
    assert csv_text(["a"], [{"a": ""}, {"a": None}]) == b'a\n""\n""\n'
    assert len(list(csv.reader(io.StringIO(csv_text(["a"], [{"a": ""}] * 3).decode())))) == 4


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_any_text_comes_back_through_a_csv_reader(rows: list[tuple[str, str]]) -> None:
    """But for the apostrophe before what would be a formula, which can be taken away again."""
    clean = [tuple(cell.encode("utf-8", "replace").decode().replace("\r", "") for cell in row) for row in rows]
    written = csv_text(["a", "b"], [dict(zip("ab", row, strict=True)) for row in clean]).decode()
    found = [tuple(map(unguard_text, row)) for row in csv.reader(io.StringIO(written, newline=""))][1:]
    assert found == clean


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (None, None, ("", "")),
        (date(2025, 3, 1), None, ("2025-03-01", "")),
        (None, date(2025, 3, 1), ("", "2025-03-01")),
        (date(2025, 3, 1), date(2025, 3, 1), ("2025-03-01", "2025-03-01")),
    ],
)
def test_a_span_of_days_may_be_open_and_may_be_one_day(
    since: date | None, until: date | None, found: tuple[str, str]
) -> None:
    """In ISO text."""
    assert days(since, until) == found


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    """Rather than answered with nothing."""
    with pytest.raises(UsageError, match="ends before it begins"):
        days(date(2025, 3, 2), date(2025, 3, 1))
    assert [code(text) for text in (None, "", "va", "VA")] == ["", "", "VA", "VA"]


@pytest.mark.parametrize(
    ("count", "page", "shown", "stands"),
    [
        (0, 1, [], (1, 1, 0, 0, 0)),
        (1, 1, [0], (1, 1, 1, 1, 1)),
        (10, 1, list(range(10)), (1, 1, 1, 10, 10)),
        (11, 1, list(range(10)), (1, 2, 1, 10, 11)),
        (11, 2, [10], (2, 2, 11, 11, 11)),
        (20, 2, list(range(10, 20)), (2, 2, 11, 20, 20)),
    ],
)
def test_a_page_shows_its_rows_and_says_which(count: int, page: int, shown: list[int], stands: tuple[int, ...]) -> None:
    """Counted from 1; of no rows there is one page, which shows none."""
    paging = paging_of(count, page, 10)
    assert list(range(count))[paging.start : paging.start + 10] == shown
    assert (paging.page, paging.page_count, paging.first, paging.last, paging.count) == stands


@pytest.mark.parametrize(("count", "page"), [(0, 2), (10, 2), (11, 3)])
def test_a_page_beyond_the_last_is_not_found(count: int, page: int) -> None:
    """And the last is told."""
    with pytest.raises(NotFoundError, match=f"the last is {page - 1}"):
        paging_of(count, page, 10)


@pytest.mark.parametrize(("text", "page"), [("", 1), (" ", 1), ("1", 1), (" 12 ", 12), ("007", 7), ("999999", 999_999)])
def test_a_number_of_a_page_is_read(text: str, page: int) -> None:
    """None asked is the first."""
    assert Asked({"page": text}).page() == page and Asked({}).page() == 1


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "two", "1000000", "²", "１"])
def test_what_is_no_number_of_a_page_is_refused(text: str) -> None:
    """Figures of other scripts among them."""
    with pytest.raises(UsageError, match="is no page"):
        Asked({"page": text}).page()


def test_a_query_is_read_as_a_person_meant_it() -> None:
    """Spaces are one, a box is ticked or not, a state has many names; what is too long is refused."""
    book = load_gazetteer()
    asked = Asked(
        {"q": "  Baker \n County ", "all": "on", "none": "off", "sort": "unit", "state": " Virginia ", "x": ""}
    )
    assert (asked.words("q"), asked.words("gone"), asked.flag("all"), asked.flag("none")) == (
        "Baker County",
        "",
        True,
        False,
    )
    assert (asked.choice("sort", ("state", "unit")), asked.choice("x", ("state",)), asked.state(book)) == (
        "unit",
        "",
        "VA",
    )
    with pytest.raises(UsageError, match="none of the choices"):
        asked.choice("sort", ("state",))
    with pytest.raises(UsageError, match="there is no state"):
        Asked({"state": "Atlantis"}).state(book)
    assert Asked({"q": "x" * LONGEST}).words("q") == "x" * LONGEST
    with pytest.raises(UsageError, match="longer than"):
        Asked({"q": "x" * (LONGEST + 1)}).words("q")


def test_a_query_is_handed_on_without_what_is_empty_or_too_long() -> None:
    """Escaped for an address."""
    assert Asked({"q": "a b&c", "x": "", "y": "z" * (LONGEST + 1)}).text() == "?q=a+b%26c"
    assert Asked({"x": ""}).text() == ""
