"""The model files of law answer as their states' published calendars and results do."""

import csv
from datetime import date
from pathlib import Path

import pytest

from comity.elections import Law, contests, dates, load_law

Units = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def law() -> Law:
    """Return the law of every state."""
    return load_law()


@pytest.fixture(scope="module")
def units(shared_data: Path) -> Units:
    """Return every state's counties."""
    found: Units = {}
    with (shared_data / "census" / "counties.csv").open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            found.setdefault(row["State"], {})[row["GEOID"]] = row["Name"]
    return found


@pytest.mark.real
@pytest.mark.parametrize(
    ("year", "sheriffs", "attorneys"), [(2019, 95, 95), (2021, 28, 25), (2022, 0, 0), (2023, 95, 95)]
)
def test_virginia_counties_and_cities_vote_in_their_own_years(
    law: Law, units: Units, year: int, sheriffs: int, attorneys: int
) -> None:
    """Virginia's counties elect in 2019 and 2023, its cities in 2021, and a shared officer in the county's year."""
    found = [c for c in contests(law, year, units, state="VA") if c.kind == "regular"]
    assert sum(c.office == "sheriff" for c in found) == sheriffs
    assert sum(c.office == "prosecutor" for c in found) == attorneys


@pytest.mark.real
def test_tennessee_elects_in_august(law: Law, units: Units) -> None:
    """Tennessee's sheriffs are elected on the first Thursday of August, its district attorneys every eighth year."""
    found = contests(law, range(2018, 2023), units, state="TN")
    assert {c.year for c in found if c.office == "prosecutor"} == {2022}
    general = {c.stage("general") for c in found if c.year == 2018}
    assert [stage.on for stage in general if stage] == [date(2018, 8, 2)]


def test_a_moved_primary_is_given_as_moved(law: Law) -> None:
    """Virginia's primary of 2020 is given on the day to which it was moved, by the exception's id."""
    primary = next(d.date for d in dates(law, "VA", 2020) if d.date.stage == "primary")
    assert (primary.on, primary.rule_id) == (date(2020, 6, 23), "primary-2020-moved")
