"""The FBI's table of agencies as ORIs by agency id, and as bodies known by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from comity.places.bodies import CAMPUS, body_key
from comity.places.census import read_table
from comity.places.gazetteer import Gazetteer
from comity.places.naming import slug, split_words
from comity.places.packing import BodyRow, Packed
from comity.places.resolver import Resolver

# The FBI's own state codes, where they are not the postal ones.
STATES = {"NB": "NE", "GM": "GU"}
KINDS = {"University or College": "campus_police", "Tribal": "tribal"}
STATE_AGENCY = "Other State Agency"
PORT_WORDS = {"airport", "port", "aviation", "harbor"}
TRANSIT_WORDS = {"transit", "railroad", "railway"}
SCHOOL_WORDS = {"school", "schools"}


@dataclass(slots=True)
class Agencies:
    """What the table gives: bodies by name, and ORIs by agency id."""

    bodies: list[BodyRow]
    oris: dict[str, str]


def link_agencies(fbi_csv: Path, packed: Packed) -> Agencies:
    """Return the bodies and ORIs of the FBI's table, matched by state, kind, name and county."""
    columns = {"ori", "pub_agency_name", "state_abbr", "county_name", "agency_type_name", "total_pe_ct"}
    gazetteer = Gazetteer(packed)
    rows = [r for r in read_table(fbi_csv, columns) if STATES.get(r["state_abbr"], r["state_abbr"]) in packed.columns]
    packed.bodies = _sorted(b for b in (_body(r, gazetteer) for r in rows) if b)
    resolver = Resolver(gazetteer)
    found: dict[str, list[dict[str, str]]] = {}
    unplaced: list[BodyRow] = []
    for row in rows:
        agency_id = link_row(row, resolver)
        if agency_id:
            found.setdefault(agency_id, []).append(row)
        elif row["agency_type_name"] == "City" or row["pub_agency_name"].endswith("Police Department"):
            unplaced.append(_police_body(row, gazetteer))
    packed.bodies = _sorted([*packed.bodies, *(b for b in unplaced if b.county_geoids)])
    capitals = _capitals(rows)
    oris = {agency_id: ori for agency_id, listed in sorted(found.items()) if (ori := _only(listed, capitals))}
    return Agencies(packed.bodies, oris)


def _capitals(rows: list[dict[str, str]]) -> set[tuple[str, str]]:
    """Return each state's county in which the most state agencies sit: their offices are headquarters."""
    names: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row["agency_type_name"] == STATE_AGENCY and printed_county(row):
            names.setdefault((row["state_abbr"], row["county_name"]), set()).add(row["pub_agency_name"])
    most: dict[str, tuple[int, str]] = {}
    for (state, county), listed in names.items():
        most[state] = max(most.get(state, (0, "")), (len(listed), county))
    return {(state, county) for state, (_, county) in most.items()}


def _only(rows: list[dict[str, str]], capitals: set[tuple[str, str]]) -> str:
    """Return the ORI of an agency's one row, or of its headquarters, or "".

    Headquarters are the one row without a county or, for a state agency with offices in many counties, the one in the
    capital's. A state police's posts have none: the post nearest the capitol is a post like the others.
    """
    if len(rows) > 1:
        rows = (
            [row for row in rows if not printed_county(row)]
            or [row for row in rows if (row["state_abbr"], row["county_name"]) in capitals and _is_office(row)]
            or [row for row in rows if _is_plain(row)]
        )
    return rows[0]["ori"] if len(rows) == 1 and not _is_post(rows[0]) else ""


def _is_office(row: dict[str, str]) -> bool:
    return row["agency_type_name"] == STATE_AGENCY


def _is_post(row: dict[str, str]) -> bool:
    return row["pub_agency_name"].endswith(":") and bool(printed_county(row)) and not _is_office(row)


def _is_plain(row: dict[str, str]) -> bool:
    return not row["pub_agency_name"].startswith("Town of")


def printed_county(row: dict[str, str]) -> str:
    """Return a row's counties as a list would print them; blank where the FBI does not say."""
    name = row["county_name"]
    return "" if name in {"NOT SPECIFIED", "UNMAPPED COUNTY"} else name


def printed_agency(row: dict[str, str]) -> str:
    """Return the name under which a row's agency would stand in a list, or "" where the FBI's name is cut short."""
    name, kind = row["pub_agency_name"].strip(), row["agency_type_name"]
    if name.endswith((":", ",")) and kind != STATE_AGENCY:
        return ""
    if kind == "City":
        return f"{name} Police Department"
    if kind == "County":
        return (
            name
            if {"police", "office", "sheriff", "sheriffs"} & set(split_words(name))
            else f"{name} County Sheriff's Office"
        )
    if kind in {"State Police", "Other State Agency", "Other"}:
        return name
    return ""


def link_row(row: dict[str, str], resolver: Resolver) -> str:
    """Return the agency id of a row of the table, or ""."""
    agency = printed_agency(row)
    if not agency:
        return ""
    state = STATES.get(row["state_abbr"], row["state_abbr"])
    answer = resolver.resolve(state, agency, "", printed_county(row))
    if answer.conflict or answer.confidence < 0.8 or answer.rule in {"body-by-name", "named-body"}:
        return ""
    return answer.agency_id


def _body(row: dict[str, str], gazetteer: Gazetteer) -> BodyRow | None:
    name = row["pub_agency_name"].strip().rstrip(":,").strip()
    state = STATES.get(row["state_abbr"], row["state_abbr"])
    words = split_words(name)
    kind = KINDS.get(row["agency_type_name"]) or (_other_kind(set(words)) if row["agency_type_name"] == "Other" else "")
    if not kind or not words:
        return None
    counties = _counties(row, state, gazetteer)
    ending = "police" if kind in {"campus_police", "school_police"} else ""
    own = slug(name) if not ending else f"{slug(name)}-{ending}"
    size = int(row["total_pe_ct"] or 0)
    return BodyRow(state, body_key(words), own, name, kind, counties, row["ori"], size)


def _other_kind(words: set[str]) -> str:
    if words & CAMPUS:
        return "campus_police"
    if words & SCHOOL_WORDS:
        return "school_police"
    if words & PORT_WORDS:
        return "port_police"
    return "transit_police" if words & TRANSIT_WORDS else ""


def _police_body(row: dict[str, str], gazetteer: Gazetteer) -> BodyRow:
    """Return a police that no place bears the name of, regional ones above all, with the FBI's counties."""
    name = row["pub_agency_name"].strip()
    state = STATES.get(row["state_abbr"], row["state_abbr"])
    counties = _counties(row, state, gazetteer)
    size = int(row["total_pe_ct"] or 0)
    key, own = body_key(split_words(name)), f"{slug(name)}-police"
    return BodyRow(state, key, own, f"{name} Police Department", "municipal_police", counties, row["ori"], size)


def _counties(row: dict[str, str], state: str, gazetteer: Gazetteer) -> list[str]:
    return [p.geoid for part in printed_county(row).split(",") for p in gazetteer.counties_named(state, part)[:1]]


def _sorted(bodies: Iterable[BodyRow]) -> list[BodyRow]:
    return sorted((b for b in bodies if b.key), key=lambda b: (b.state, b.slug, b.ori))
