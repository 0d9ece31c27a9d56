"""Questions page by page, and the lists of a past day read for all agreements at once."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.register.making import Shown, compiled, moa, opened, police, sheriff

from comity.register import ask
from comity.register.documents import document_name
from comity.register.listed import ASKED_ONE_BY_ONE, newest_list, shown_on
from comity.register.question import Question, Row, select


@pytest.fixture(scope="module")
def release() -> sqlite3.Connection:
    """Return a small release in which agreements change their date, link and model, go and come."""
    first = sheriff("Baker", moa="m", moa_url=moa("baker.pdf"))
    later = sheriff("Baker", signed="2025-02-27", moa="m", moa_url="https://www.ice.gov/287g")
    other, town = sheriff("Union"), police("Lake Butler", "Union")
    return opened(
        compiled(
            Shown("2025-03-01", [first, other]),
            Shown("2025-03-10", [later, other, town]),
            Shown("2025-03-20", [later, town]),
            Shown("2025-03-30", [later, town]),
            Shown("2025-04-10", [later, town, other]),
        )
    )


def as_shown_one_by_one(connection: sqlite3.Connection, row: Row, as_of: str) -> Row:
    """Return what the lists up to a day showed of one agreement, asked plainly: the oracle."""
    runs = select(
        connection,
        "SELECT min(listing.last_on, ?) AS last_on, printed_row.models, printed_row.signed_on, printed_row.moa_url"
        " FROM listing JOIN printed_row USING (row_id) WHERE agreement_id = ? AND first_on <= ?"
        " ORDER BY 1 DESC, first_on DESC, row_id",
        (as_of, row["agreement_id"], as_of),
    )
    first = {name: next((run[name] for run in runs if run[name]), "") for name in ("models", "signed_on")}
    return row | {
        "last_listed_on": min(runs[0]["last_on"], newest_list(connection, as_of)),
        "model": first["models"] or row["model"],
        "signed_on": first["signed_on"] or row["signed_on"],
        "moa_url": next((run["moa_url"] for run in runs if document_name(run["moa_url"])), ""),
        "status": "listed",
        "successor_id": "",
    }


def test_a_past_day_is_the_same_asked_for_all_at_once_or_one_by_one(release: sqlite3.Connection) -> None:
    """On the day of every list, and between them."""
    seen = set()
    for day in ("2025-03-01", "2025-03-05", "2025-03-10", "2025-03-25", "2025-03-30", "2025-04-10", "2026-01-01"):
        rows = ask.agreements_asked(as_of=day).rows(release)
        expected = [as_shown_one_by_one(release, row, day) for row in rows]
        assert shown_on(release, rows, day) == expected == ask.agreements(release, as_of=day)
        seen |= {(row["signed_on"], row["moa_url"] != "") for row in expected}
    assert len(seen) > 2, "the days are to differ, or the test says nothing"


@pytest.mark.real
@pytest.mark.parametrize("day", ["2021-01-13", "2025-03-27", "2025-08-01", "2026-01-09"])
def test_the_whole_countrys_past_day_is_the_same_either_way(real_release: sqlite3.Connection, day: str) -> None:
    """More agreements than are asked for one by one, and fewer."""
    rows = ask.agreements_asked(as_of=day).rows(real_release)
    expected = [as_shown_one_by_one(real_release, row, day) for row in rows]
    assert shown_on(real_release, rows, day) == expected
    few = rows[:ASKED_ONE_BY_ONE]
    assert shown_on(real_release, few, day) == expected[: len(few)]


def test_an_agreement_that_no_list_up_to_the_day_shows_keeps_what_it_has(release: sqlite3.Connection) -> None:
    """Nothing is made up for a day before its first list."""
    rows = ask.agreements(release)
    assert shown_on(release, rows, "2020-01-01") == rows


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["", "a", "b"])), max_size=12), st.integers(1, 5))
def test_pages_put_together_are_the_whole(cells: list[tuple[int, str]], limit: int) -> None:
    """Whatever the size of a page and however many rows share the head of the order."""
    with sqlite3.connect(":memory:") as connection:
        connection.execute('CREATE TABLE t ("on" INTEGER, name TEXT, id INTEGER)')
        connection.executemany("INSERT INTO t VALUES (?, ?, ?)", [(*cell, at) for at, cell in enumerate(cells)])
        asked = Question("t", ('"on"', "name", "id"), ("name = ''", "name", '"on"', "id")).between('"on"', "", "")
        gathered: list[Row] = []
        after: tuple[object, ...] = ()
        while True:
            rows, after = asked.page(connection, after, limit)
            gathered += rows
            assert len(rows) <= limit and (not after or len(rows) == limit)
            if not after:
                break
        assert gathered == asked.rows(connection) and asked.count(connection) == len(gathered)
    connection.close()


def test_a_question_is_narrowed_by_what_is_given_alone(release: sqlite3.Connection) -> None:
    """Nothing given narrows nothing; no value at all leaves no row; days are taken with both ends."""
    every = Question("event", ("event_id", "by_on"), ("event_id",))
    assert every.equal({"state": "", "model": None}) == every
    assert every.within("event_id", []).rows(release) == [] and every.count(release) > 0
    days = sorted({row["by_on"] for row in every.rows(release)})
    assert {row["by_on"] for row in every.between("by_on", days[1], days[1]).rows(release)} == {days[1]}


def test_an_agreement_of_a_past_day_is_listed_whatever_became_of_it(release: sqlite3.Connection) -> None:
    """Another status than listed fits none of that day."""
    assert ask.agreements(release, as_of="2025-03-05", status="superseded") == []
    assert ask.agreements(release, as_of="2025-03-05", status="listed") == ask.agreements(release, as_of="2025-03-05")
