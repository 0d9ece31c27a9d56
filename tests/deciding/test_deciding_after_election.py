"""Changes beside the elections of those who decide: a coincidence in time, exactly stated."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.elections.making_law import UNITS, base, make_law

from comity.elections import Contest
from comity.register.after_election import pair_with_elections, twelve_months_before
from comity.register.contests import all_contests

ALDER = "us-zz-alder-county.sheriff"
OFFICES = {"a.1": ALDER}
CONTESTS: list[Contest] = all_contests(make_law(base()), range(2000, 2030), UNITS)


def change(after_on: str, by_on: str, agreement_id: str = "a.1") -> dict[str, Any]:
    """Return a change between two lists."""
    return {"agreement_id": agreement_id, "after_on": after_on, "by_on": by_on}


def pair(after_on: str, by_on: str, agreement_id: str = "a.1") -> tuple[str, str, int | None]:
    """Return what is set beside one change."""
    (row,) = pair_with_elections([change(after_on, by_on, agreement_id)], OFFICES, CONTESTS)
    return row["deciding_office"], row["last_general_on"], row["days_after"]


@pytest.mark.parametrize(
    ("after_on", "by_on", "expected"),
    [
        ("2019-01-02", "2019-01-09", ("2018-11-06", 64)),
        ("2019-11-01", "2019-11-06", ("2018-11-06", 365)),
        ("2019-11-01", "2019-11-07", ("", None)),
        ("2018-10-29", "2018-11-05", ("", None)),
        ("2018-11-06", "2018-11-06", ("2018-11-06", 0)),
        ("2018-11-01", "2018-11-09", ("2018-11-06", None)),
    ],
    ids=["after", "a year to the day", "a year and a day", "before", "on the day", "between the lists"],
)
def test_the_last_general_election_within_twelve_months(
    after_on: str, by_on: str, expected: tuple[str, int | None]
) -> None:
    """It counts to the first list with the change; where it fell between two lists no days are given."""
    assert pair(after_on, by_on) == (ALDER, *expected)


def test_a_body_without_an_office_of_the_law_files_has_no_election() -> None:
    """A municipal agreement keeps its row, with nothing beside it."""
    assert pair("2019-01-02", "2019-01-09", "police.1") == ("", "", None)


def test_the_year_before_a_leap_day() -> None:
    """A 29 February has a 28th for its day a year before."""
    assert twelve_months_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert twelve_months_before(date(2025, 2, 28)) == date(2024, 2, 28)


@given(st.dates(date(2001, 1, 1), date(2029, 12, 31)), st.integers(0, 400))
def test_a_pairing_is_never_later_and_never_older_than_a_year(by_on: date, apart: int) -> None:
    """Whatever the day: the election is on or before it, within twelve months, and the days are those between."""
    after_on = by_on - timedelta(days=apart)
    _, general, days = pair(after_on.isoformat(), by_on.isoformat())
    if not general:
        assert days is None
        return
    held = date.fromisoformat(general)
    assert twelve_months_before(by_on) <= held <= by_on and held.weekday() == 1
    assert days == ((by_on - held).days if held <= after_on else None)
