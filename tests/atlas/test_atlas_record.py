"""The map's data says of every day what the questions to the release say."""

import itertools
import sqlite3
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.register import ask
from comity.web.atlas.files import map_bytes
from comity.web.atlas.geometry import Geometry, shape_at
from comity.web.atlas.record import MapData, agreement_runs
from comity.web.atlas.shown import fill_of, shown_on, standing
from comity.web.served import Served

DAYS = ("2010-10-28", "2010-10-29", "2015-01-01", "2021-03-01", "2025-03-03", "2025-06-30", "2025-09-22", "2026-01-09",
        "2026-06-01")  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
def test_a_day_of_the_map_is_the_day_of_the_release(record: MapData, served: Served, day: str) -> None:
    """The map shows the agreements, and the models, that `comity agreements --as-of` lists."""
    listed = {
        (row["agreement_id"], row["agency_id"], row["model"]) for row in ask.agreements(served.connection, as_of=day)
    }
    shown = {(one.agreement.agreement_id, one.agency.agency_id, one.model) for one in standing(record, day)}
    assert shown == listed


def test_the_file_is_read_back_as_it_was_made(record: MapData, served: Served) -> None:
    """The JSON at `/data/map.json` holds the same record."""
    assert msgspec.json.decode(map_bytes(served), type=MapData) == record


def test_numbers_lead_to_counties_and_agencies(record: MapData) -> None:
    """Every county of an agency and every agency of an agreement is in the file."""
    assert all(0 <= number < len(record.counties) for agency in record.agencies for number in agency.counties)
    assert all(0 <= item.agency < len(record.agencies) for item in record.agreements)
    assert record.first_on == min(item.runs[0][0] for item in record.agreements)


def test_how_far_a_body_reaches(record: MapData) -> None:
    """A sheriff serves a county, a town's police a part of one, a state's police the state."""
    reach = {agency.kind: agency.reach for agency in record.agencies if agency.counties or agency.reach == "state"}
    assert reach["sheriff"] == "county"
    assert reach["municipal_police"] == "part"
    assert reach["state_police"] == "state"
    assert all(agency.reach == "unknown" for agency in record.agencies if "unresolved" in agency.agency_id)


def test_a_body_of_a_town_stands_in_its_town(record: MapData, shapes: Geometry) -> None:
    """A town's police has a point of its own, in its county; the others stand in the middle of their county's shape."""
    points = {agency.kind: bool(agency.point) for agency in record.agencies if agency.reach != "unknown"}
    assert points["municipal_police"]
    assert not points["sheriff"]
    assert not points["state_police"]
    danbury = next(agency for agency in record.agencies if agency.agency_id == "us-ct-danbury-police")
    x, y = danbury.point
    # Fairfield County, on whose shape Western Connecticut is drawn.
    assert shape_at(x * shapes.scale, y * shapes.scale, shapes.counties) == "09001"


def test_who_decides_brings_the_election_days(record: MapData) -> None:
    """A sheriff's office has the general elections of its sheriff; a town's police has none."""
    sheriffs = [agency for agency in record.agencies if agency.kind == "sheriff"]
    assert sum(bool(agency.elections and agency.office) for agency in sheriffs) > 0.9 * len(sheriffs)
    assert not any(agency.elections for agency in record.agencies if agency.kind == "municipal_police")
    assert all(list(agency.elections) == sorted(agency.elections) for agency in record.agencies)


def test_fills_name_the_model_and_the_part() -> None:
    """A whole county's models go before a part's; more than one is `several`; none is nothing."""
    assert fill_of({"WSO"}, {"TFM"}) == "wso"
    assert fill_of(set(), {"TFM"}) == "tfm-part"
    assert fill_of({"WSO", "TFM"}, set()) == "several"
    assert fill_of(set(), set()) == ""


def test_state_bodies_are_not_painted_over_counties(record: MapData) -> None:
    """An agreement of a state's body fills no county."""
    shown = shown_on(record, record.newest_on)
    served_counties = {
        number
        for one in standing(record, record.newest_on)
        if one.agency.reach != "state"
        for number in one.agency.counties
    }
    assert set(shown.whole) | set(shown.part) == served_counties
    assert sum(shown.states.values()) == sum(one.agency.reach == "state" for one in standing(record, record.newest_on))


FIRST = date(2025, 1, 1)
Runs = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 12), st.sampled_from(["TFM", "WSO", "JEM", ""])),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(Runs, st.integers(1, 40))
def test_any_history_of_rows_gives_the_model_of_each_day(runs: list[tuple[int, int, str]], length: int) -> None:
    """However rows of different models overlap, the runs say of each day what the question says."""
    connection = _history(runs, length)
    found = agreement_runs(connection)["a.1"]
    for number in range(60):
        day = (FIRST + timedelta(days=number)).isoformat()
        shown = [model for from_on, until_on, model in found if from_on <= day and (not until_on or day < until_on)]
        assert shown == [row["model"] for row in ask.agreements(connection, as_of=day)]
    assert all(one[2] != two[2] for one, two in itertools.pairwise(found))


def _history(runs: list[tuple[int, int, str]], length: int) -> sqlite3.Connection:
    """Return a release's tables with one agreement whose rows ran so, in force from the first for some days."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE TABLE agreement ({', '.join(ask.AGREEMENT)})")
    connection.execute("CREATE TABLE in_force (agreement_id, from_on, until_on)")
    connection.execute("CREATE TABLE listing (agreement_id, row_id, first_on, last_on)")
    connection.execute("CREATE TABLE printed_row (row_id, models, signed_on, moa_url)")
    connection.execute("CREATE TABLE publication (list, verdict, published_on)")
    connection.execute("INSERT INTO publication VALUES ('participating', 'good', '2025-01-01')")
    first = FIRST + timedelta(days=min(start for start, _, _ in runs))
    connection.execute("INSERT INTO agreement (agreement_id, agency_id, model) VALUES ('a.1', 'a', 'TFM')")
    until = (first + timedelta(days=length)).isoformat()
    connection.execute("INSERT INTO in_force VALUES ('a.1', ?, ?)", (first.isoformat(), until))
    for number, (start, days, model) in enumerate(runs):
        span = [(FIRST + timedelta(days=day)).isoformat() for day in (start, start + days)]
        connection.execute("INSERT INTO listing VALUES ('a.1', ?, ?, ?)", (f"r{number}", *span))
        connection.execute("INSERT INTO printed_row VALUES (?, ?, '', '')", (f"r{number}", model))
    return connection
