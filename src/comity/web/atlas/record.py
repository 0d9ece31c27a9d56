"""What the map is drawn from: every agreement's time in the lists, whose it is, where, and when its decider is elected.

One compact JSON at `/data/map.json`, the same on every page and for every day, so that moving through time asks the
server nothing. Days are ISO dates; a run is `[from, until, model]`, the second day excluded, "" while it is listed.
What it says of a day equals `comity agreements --as-of` that day. Places and agencies are told by their number in the
file's own lists. The format is described in docs/map.md.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from comity.elections import read_counties
from comity.model import AgencyKind
from comity.places import Gazetteer
from comity.register.ask import Row, newest_list, select
from comity.web.atlas.albers import TERRITORIES, project
from comity.web.place_addresses import PlaceAddresses

FORMAT = 1
# Bodies of a whole county, or of several; others serve a part of one (a town, a campus, a constable's precinct).
COUNTYWIDE = frozenset(
    {
        AgencyKind.SHERIFF, AgencyKind.COUNTY_POLICE, AgencyKind.COUNTY_JAIL, AgencyKind.REGIONAL_JAIL,
        AgencyKind.PROSECUTOR,
    }
)  # fmt: skip
# Bodies of a whole state; they have no counties.
STATEWIDE = frozenset(
    {AgencyKind.STATE_POLICE, AgencyKind.STATE_AGENCY, AgencyKind.CORRECTIONS, AgencyKind.NATIONAL_GUARD}
)
Reach = Literal["county", "part", "state", "unknown"]

Run = tuple[str, str, str]


class MapCounty(msgspec.Struct, frozen=True, array_like=True):
    """A county as the map knows it; `slug` ends its page's address."""

    geoid: str
    name: str
    state: str
    slug: str
    population: int | None


class MapState(msgspec.Struct, frozen=True, array_like=True):
    """A state or territory."""

    fips: str
    code: str
    name: str


class MapAgency(msgspec.Struct, frozen=True, array_like=True):
    """A body: how far it reaches, its counties' numbers, its point and the general elections of who decides.

    `point` is in units of the map, or empty where the body stands in the middle of its first county; `office` is the
    local title of the elected office that decides, or "".
    """

    agency_id: str
    name: str
    kind: str
    state: str
    reach: Reach
    counties: tuple[int, ...]
    point: tuple[float, ...]
    office: str
    elections: tuple[str, ...]


class MapAgreement(msgspec.Struct, frozen=True, array_like=True):
    """An agreement: its agency's number, and when it stood in the lists under which model."""

    agreement_id: str
    agency: int
    runs: tuple[Run, ...]


class MapData(msgspec.Struct, frozen=True):
    """The whole file; `elections_from` and `elections_until` bound the election days that are known."""

    format: int
    release_id: str
    first_on: str
    newest_on: str
    elections_from: str
    elections_until: str
    states: tuple[MapState, ...]
    counties: tuple[MapCounty, ...]
    agencies: tuple[MapAgency, ...]
    agreements: tuple[MapAgreement, ...]


def make_map_data(
    connection: sqlite3.Connection, release_id: str, gazetteer: Gazetteer, addresses: PlaceAddresses
) -> MapData:
    """Return the map's data of a release."""
    runs = agreement_runs(connection)
    counties = _counties(gazetteer, addresses)
    numbers = {county.geoid: number for number, county in enumerate(counties)}
    agencies = _agencies(connection, gazetteer, numbers)
    by_id = {agency.agency_id: number for number, agency in enumerate(agencies)}
    years = select(connection, "SELECT min(year) AS first, max(year) AS last FROM contest")[0]
    return MapData(
        format=FORMAT,
        release_id=release_id,
        first_on=min((run[0] for item in runs.values() for run in item), default=""),
        newest_on=newest_list(connection),
        elections_from=f"{years['first']}-01-01" if years["first"] else "",
        elections_until=f"{years['last']}-12-31" if years["last"] else "",
        states=tuple(_states(gazetteer)),
        counties=counties,
        agencies=agencies,
        agreements=tuple(
            MapAgreement(row["agreement_id"], by_id[row["agency_id"]], runs[row["agreement_id"]])
            for row in select(connection, "SELECT agreement_id, agency_id FROM agreement ORDER BY agreement_id")
            if row["agreement_id"] in runs
        ),
    )


def agreement_runs(connection: sqlite3.Connection) -> dict[str, tuple[Run, ...]]:
    """Return when each agreement stood in the lists, and the model that they showed it under at each time."""
    listings: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for row in connection.execute(
        "SELECT agreement_id, first_on, last_on, row_id, models FROM listing JOIN printed_row USING (row_id)"
    ):
        listings[row[0]].append(row[1:])
    last = dict(connection.execute("SELECT agreement_id, model FROM agreement"))
    spans: dict[str, list[Run]] = defaultdict(list)
    for agreement_id, from_on, until_on in connection.execute(
        "SELECT agreement_id, from_on, until_on FROM in_force ORDER BY agreement_id, from_on"
    ):
        shown = listings[agreement_id]
        spans[agreement_id] += _models(from_on, until_on or "", shown, last[agreement_id])
    return {agreement_id: tuple(runs) for agreement_id, runs in spans.items()}


def _models(from_on: str, until_on: str, shown: Sequence[tuple[str, str, str, str]], last: str) -> list[Run]:
    """Return a span cut where the model that the lists show changes."""
    if len({models for _, _, _, models in shown}) == 1:
        return [(from_on, until_on, shown[0][3] or last)]
    turns = {from_on} | {day for first, end, _, _ in shown for day in (first, _day_after(end)) if day > from_on}
    days = [day for day in sorted(turns) if not until_on or day < until_on]
    runs: list[Run] = []
    for day, until in zip(days, [*days[1:], until_on], strict=True):
        model = _model_on(day, shown) or last
        if runs and runs[-1][2] == model:
            runs[-1] = (runs[-1][0], until, model)
        else:
            runs.append((day, until, model))
    return runs


def _model_on(day: str, shown: Sequence[tuple[str, str, str, str]]) -> str:
    """Return the model of the row that stood last up to a day: as `comity agreements --as-of` chooses it."""
    known = sorted(row for row in shown if row[0] <= day)
    known.sort(key=lambda row: row[2])
    known.sort(key=lambda row: (min(row[1], day), row[0]), reverse=True)
    return next((models for _, _, _, models in known if models), "")


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _states(gazetteer: Gazetteer) -> list[MapState]:
    places = [gazetteer.state(code) for code in gazetteer.state_codes]
    return [MapState(place.geoid, place.state, place.name) for place in sorted(places, key=lambda one: one.geoid)]


def _counties(gazetteer: Gazetteer, addresses: PlaceAddresses) -> tuple[MapCounty, ...]:
    standing = [gazetteer.place(geoid) for counties in read_counties(gazetteer).values() for geoid in counties]
    return tuple(
        MapCounty(place.geoid, place.name, place.state, addresses.path(place).rpartition("/")[2], place.population)
        for place in sorted(standing, key=lambda place: place.geoid)
    )


def _agencies(
    connection: sqlite3.Connection, gazetteer: Gazetteer, numbers: Mapping[str, int]
) -> tuple[MapAgency, ...]:
    elections = _elections(connection)
    rows = select(
        connection,
        "SELECT agency_id, agency.agency, agency.kind, agency.state, agency.place_geoid, agency.county_geoids,"
        " max(decider.office_id) AS office_id, max(office.local_title) AS title FROM agency JOIN decider"
        " USING (agency_id) LEFT JOIN office ON office.office_id = decider.office_id"
        " WHERE subject_kind = 'agreement' GROUP BY agency_id ORDER BY agency_id",
    )
    return tuple(
        MapAgency(
            agency_id=row["agency_id"],
            name=row["agency"],
            kind=row["kind"],
            state=row["state"],
            reach=_reach(row, gazetteer),
            counties=tuple(numbers[geoid] for geoid in row["county_geoids"].split(";") if geoid in numbers),
            point=_point(row["place_geoid"], gazetteer),
            office=row["title"] or "",
            elections=elections.get(row["office_id"], ()),
        )
        for row in rows
    )


def _elections(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    days: dict[str, set[str]] = defaultdict(set)
    for office_id, on in connection.execute("SELECT office_id, general_on FROM contest WHERE general_on <> ''"):
        days[office_id].add(on)
    return {office_id: tuple(sorted(found)) for office_id, found in days.items()}


def _reach(row: Row, gazetteer: Gazetteer) -> Reach:
    """Return how far a body reaches; where its name was not resolved to a place, that is not known."""
    kind, place = row["kind"], gazetteer.get(row["place_geoid"] or "")
    if not row["county_geoids"]:
        is_state = kind in STATEWIDE or (place is not None and len(place.geoid) == 2)
        fips = gazetteer.state(row["state"]).geoid
        return "state" if is_state or fips in TERRITORIES else "unknown"
    if kind in COUNTYWIDE:
        return "county"
    # The police of an independent or consolidated city serve all of its county equivalent.
    is_county = place is not None and (place.geoid == row["county_geoids"] or place.kind == "consolidated")
    return "county" if is_county and kind.endswith("police") else "part"


def _point(place_geoid: str, gazetteer: Gazetteer) -> tuple[float, ...]:
    """Return where a town's body stands, or nothing: the others stand in the middle of their county's shape.

    A county's own point is not used: in counties that reach into a lake it lies in the water.
    """
    place = gazetteer.get(place_geoid) if len(place_geoid) > 5 else None
    if place is None or place.longitude is None or place.latitude is None:
        return ()
    found = project(place_geoid[:2], place.longitude, place.latitude)
    return tuple(round(value, 1) for value in found) if found else ()
