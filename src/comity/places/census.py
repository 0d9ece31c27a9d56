"""The Census and Open Civic Data tables as rows of the gazetteer: read, checked, and what is left out is counted."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from comity.errors import SourceError

# What is read of counties, of their subdivisions and of places alike.
COLUMNS = ("GEOID", "Name", "FIPS Class", "Population", "Latitude", "Longitude")
COUNTY_KINDS = {
    "County": "county",
    "Parish": "parish",
    "Borough": "borough",
    "Census Area": "census_area",
    "Municipio": "municipio",
    "Planning Region": "planning_region",
    "Municipality": "municipality",
    "City and Borough": "borough",
    "Island": "island",
    "District": "district",
}
PLACE_KINDS = ("City", "Town", "Village", "Borough", "Municipality", "Township")
# Active governments, and towns that are one with a city of their name; the rest are statistical or without office.
ACTIVE_TOWNS = {"T1": "", "T5": "coextensive"}
# "Saint" as the Census writes it; its short names keep "St." in two independent cities only.
_LONG = {"St. Louis (city)": "Saint Louis"}


@dataclass(slots=True)
class Row:
    """One place on its way into the compact file."""

    geoid: str
    short: str
    name: str
    kind: str
    state: str
    county_geoids: list[str] = field(default_factory=list)
    population: int = -1
    latitude: float | None = None
    longitude: float | None = None
    ocd_id: str = ""


@dataclass(slots=True)
class Census:
    """What was read: states as (code, name, fips, kind, population), places by state, and what was left out."""

    states: list[list[str]]
    rows: list[Row]
    left_out: Counter[str]


def read_table(path: Path, columns: set[str]) -> list[dict[str, str]]:
    """Return a CSV table's rows; raise SourceError where the file or a column is missing."""
    if not path.is_file():
        raise SourceError("the table is missing", where=str(path), cure="name the folder that holds it")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        missing = columns - set(reader.fieldnames or ())
        if missing:
            raise SourceError(f"the table lacks {', '.join(sorted(missing))}", where=str(path))
        return list(reader)


def read_census(folder: Path, ocd_csv: Path, connecticut_town_of: dict[str, str]) -> Census:
    """Return every state, county, place and active county subdivision of the tables."""
    left_out: Counter[str] = Counter()
    state_rows = read_table(folder / "states.csv", {"Name", "Code", "FIPS", "Type", "Population"})
    county_rows = read_table(folder / "counties.csv", {"Short Name", "State", *COLUMNS})
    # A state's FIPS code is what its counties' GEOIDs begin with; the state table errs in one (the Virgin Islands).
    fips_of = {r["State"]: r["GEOID"][:2] for r in county_rows}
    states = [[r["Code"], r["Name"], fips_of.get(r["Code"], r["FIPS"]), r["Type"], r["Population"]] for r in state_rows]
    code_of = {fips: code for code, _, fips, *_ in states}
    ocd = _read_ocd(ocd_csv)
    counties = [_county(r, ocd) for r in county_rows]
    towns = _towns(folder, code_of, ocd, left_out)
    places = _places(folder, code_of, ocd)
    _move_connecticut(places, towns, connecticut_town_of)
    both = {(row.state, row.short, county) for row in places for county in row.county_geoids}
    kept = [t for t in towns if not (t.kind == "coextensive" and (t.state, t.short, t.county_geoids[0]) in both)]
    left_out["towns that are one with a city of their name"] = len(towns) - len(kept)
    for row in kept:
        row.kind = row.name.partition(" of ")[0].split()[-1].lower() if row.kind == "coextensive" else row.kind
    return Census(states, sorted([*counties, *places, *kept], key=lambda r: (r.state, r.geoid)), left_out)


def _read_ocd(path: Path) -> dict[str, str]:
    """Return Open Civic Data ids by GEOID; towns of Connecticut are also known by state and subdivision code."""
    ids: dict[str, str] = {}
    for row in read_table(path, {"id", "census_geoid"}):
        geoid = row["census_geoid"].removeprefix("place-")
        ids[geoid] = row["id"]
        if geoid.startswith("09") and len(geoid) == 10:
            ids["09-" + geoid[5:]] = row["id"]
    return ids


def _number(text: str) -> int:
    return int(text) if text else -1


def _county(row: dict[str, str], ocd: dict[str, str]) -> Row:
    name, short = row["Name"], row["Short Name"].removesuffix(" (city)")
    if row["FIPS Class"] == "C7":
        kind, short = "independent_city", _LONG.get(row["Short Name"], short)
    else:
        kind = next((k for word, k in COUNTY_KINDS.items() if name.endswith(word) or name.startswith(word)), "county")
        if name.startswith("Saint") and short.startswith(("St.", "Ste.")):
            short = name.removesuffix(" County").removesuffix(" Parish").removesuffix(" Island")
    if name.startswith("Territory of"):
        kind = "territory"
    geoid = row["GEOID"]
    ocd_id = ocd.get(geoid) or ocd.get({"46102": "46113"}.get(geoid, ""), "")
    if geoid == "11001":
        ocd_id = "ocd-division/country:us/district:dc"
    made = Row(geoid, short, name, kind, row["State"], [geoid], _number(row["Population"]), ocd_id=ocd_id)
    if row["Latitude"]:
        made.latitude, made.longitude = float(row["Latitude"]), float(row["Longitude"])
    return made


def _towns(folder: Path, code_of: dict[str, str], ocd: dict[str, str], left_out: Counter[str]) -> list[Row]:
    rows = []
    for r in read_table(folder / "county_subdivisions.csv", {"County GEOID", *COLUMNS}):
        fips_class = r["FIPS Class"]
        if fips_class not in ACTIVE_TOWNS:
            left_out[f"county subdivisions of class {fips_class}"] += 1
            continue
        name, geoid = r["Name"], r["GEOID"]
        kind, _, short = name.partition(" of ")
        known = kind.split()[-1].lower() if short else "town"
        row = Row(geoid, short or name, name, ACTIVE_TOWNS[fips_class] or known, code_of[geoid[:2]])
        row.county_geoids = [r["County GEOID"]]
        row.population = _number(r["Population"])
        row.latitude, row.longitude = float(r["Latitude"]), float(r["Longitude"])
        row.ocd_id = ocd.get(geoid) or (ocd.get("09-" + geoid[5:], "") if geoid.startswith("09") else "")
        rows.append(row)
    return rows


def _places(folder: Path, code_of: dict[str, str], ocd: dict[str, str]) -> list[Row]:
    """Return the places, each in the state that its GEOID says: the table's own column errs in a few of Alaska's."""
    links: dict[str, set[str]] = {}
    for link in read_table(folder / "place_counties.csv", {"Place GEOID", "County GEOID"}):
        links.setdefault(link["Place GEOID"], set()).add(link["County GEOID"])
    rows = []
    for r in read_table(folder / "places.csv", {"Short Name", "County GEOID", *COLUMNS}):
        geoid, name, main = r["GEOID"], r["Name"], r["County GEOID"]
        row = Row(geoid, r["Short Name"], name, place_kind(name, r["FIPS Class"]), code_of[geoid[:2]])
        row.county_geoids = [main, *sorted(links.get(geoid, set()) - {main})]
        row.population = _number(r["Population"])
        row.latitude, row.longitude = float(r["Latitude"]), float(r["Longitude"])
        row.ocd_id = ocd.get(geoid, "")
        rows.append(row)
    return rows


def place_kind(name: str, fips_class: str) -> str:
    """Return what a place is: city, town, village, borough, consolidated, or cdp for one without a government."""
    if fips_class[0] in "UM":
        return "cdp"
    if "Government" in name or "County" in name or name.startswith("Anaconda"):
        return "consolidated"
    return next((k.lower() for k in PLACE_KINDS if name.startswith(k + " ")), "city")


def _move_connecticut(places: list[Row], towns: list[Row], town_of: dict[str, str]) -> None:
    """Put Connecticut's places into the planning region of their town; the place table still holds old counties.

    A city, a borough and a designated place bear their town's name or stand in `town_of`; the few that do neither
    are designated places, which have no government, and take the region of the nearest town.
    """
    here = {t.short: t for t in towns if t.state == "CT"}
    for row in places:
        if row.state != "CT":
            continue
        town = here.get(town_of.get(row.short, row.short)) or min(here.values(), key=lambda t: _distance(t, row))
        row.county_geoids = list(town.county_geoids)


def _distance(a: Row, b: Row) -> float:
    return abs((a.latitude or 0) - (b.latitude or 0)) + 0.75 * abs((a.longitude or 0) - (b.longitude or 0))
