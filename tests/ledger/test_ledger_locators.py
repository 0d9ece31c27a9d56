"""Locators are kept as runs and come back exactly, in Python and in SQL."""

import sqlite3

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comity.ledger.records import LocatorRun, compress_locators, expand_locators

PARTS = st.sampled_from(["Sheet1!", "", "A1!", "p. 0", "0", "00", "9", "10", "é!"])
LOCATORS = st.lists(
    st.one_of(
        st.builds("{}{}".format, PARTS, st.integers(0, 12)),
        st.builds("{}{}".format, PARTS, st.integers(0, 10**30)),
        st.text(max_size=4),
    ),
    max_size=12,
)


@given(LOCATORS)
@example(["A!9", "A!10", "A!11"])
@example(["A!009", "A!010"])
@example(["A!99", "A!0100"])
@example(["same", "same", ""])
@example(["A!999999999999999", "A!1000000000000000"])
def test_runs_expand_to_the_same_locators(locators: list[str]) -> None:
    """Whatever the locators are, nothing of them is lost or changed."""
    assert expand_locators(compress_locators(locators)) == locators


@given(LOCATORS)
def test_sql_reads_the_runs_as_python_does(locators: list[str]) -> None:
    """The expression of the observation view gives each row its own locator."""
    if any("\0" in locator for locator in locators):
        return  # SQLite's text functions end at a NUL; no publisher's sheet name can hold one
    runs = msgspec.json.encode(compress_locators(locators)).decode()
    query = """
        SELECT (SELECT (run.value ->> 1) || coalesce((run.value ->> 2) + ? - (run.value ->> 0), '')
            FROM json_each(?) AS run WHERE (run.value ->> 0) <= ? ORDER BY run.key DESC LIMIT 1)"""
    connection = sqlite3.connect(":memory:")
    found = [connection.execute(query, (index, runs, index)).fetchone()[0] for index in range(len(locators))]
    connection.close()
    assert found == locators


def test_rows_that_follow_each_other_are_one_run() -> None:
    """A plain sheet costs one run, a gap one more."""
    assert compress_locators([f"S!{row}" for row in range(2, 500)]) == [LocatorRun(0, "S!", 2, 498)]
    assert len(compress_locators(["S!2", "S!3", "S!7", "S!8"])) == 2
    assert compress_locators([]) == []


@pytest.mark.parametrize("locator", ["S!0", "no number", "S!007", ""])
def test_a_locator_without_a_plain_number_stands_as_it_is(locator: str) -> None:
    """A zero in front belongs to the prefix, so that it comes back."""
    assert expand_locators(compress_locators([locator])) == [locator]
