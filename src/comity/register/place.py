"""Everything about one place: what is in force, what was, what is pending, what changed, what is claimed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

import msgspec

from comity.places import Place
from comity.register import ask
from comity.register.ask import Row, select
from comity.register.decided import deciding_rows
from comity.register.listed import shown_on
from comity.register.question import Question

# Kinds of bodies that act for the whole state; another body without counties is one whose counties are not known.
STATE_KINDS = frozenset({"state_police", "state_agency", "corrections", "national_guard"})


class PlaceHistory(msgspec.Struct, frozen=True):
    """A place's record on a day, or up to now. `statewide` are the state's own bodies, which serve no one county."""

    place: Place
    as_of: str
    newest_list_on: str
    in_force: list[Row]
    no_longer: list[Row]
    pending: list[Row]
    statewide: list[Row]
    deciding: list[Row]
    changes: list[Row]
    claims: list[Row]
    laws: list[Row]
    notes: list[str]


def place_history(
    connection: sqlite3.Connection, place: Place, *, as_of: str = "", newest_list_on: str | None = None
) -> PlaceHistory:
    """Return a place's history: of a county all agencies that serve it, of a town its own, of a state all in it.

    An independent city is asked for as a county is, by either of its GEOIDs. Who knows the day of the newest list up
    to `as_of` may give it; else it is asked for.
    """
    geoids = _geoids(connection, place)
    ids = _agency_ids(connection, place, geoids)
    every = ask.agreements(connection, state=place.state, agency_ids=ids)
    shown = every
    if as_of:
        listed = ask.agreements(connection, as_of=as_of, state=place.state, agency_ids=ids)
        shown = listed + _gone(connection, every, listed, as_of)
    statewide = [] if len(place.geoid) == 2 else _statewide(connection, place.state, as_of)
    history = ask.changes(connection, until=as_of, agreement_ids=[row["agreement_id"] for row in every])
    pending = ask.pending(connection, state=place.state, agency_ids=ids) if ids else []
    if as_of:
        pending = _pending_then(connection, pending, every, as_of)
    claims = ask.claims(connection, places=geoids)
    subjects = [row[key] for rows, key in _decided(shown, pending, statewide, claims) for row in rows]
    return PlaceHistory(
        place=place,
        as_of=as_of,
        newest_list_on=ask.newest_list(connection, as_of) if newest_list_on is None else newest_list_on,
        in_force=[row for row in shown if row["status"] == "listed"],
        no_longer=[row for row in shown if row["status"] != "listed"],
        pending=[row for row in pending if row["status"] != "listed_since"],
        statewide=statewide,
        deciding=deciding_rows(connection, place, subjects, as_of=as_of),
        changes=history,
        claims=sorted(claims, key=_claim_order),
        laws=_laws(connection, place, claims),
        notes=_notes(connection, ids) + _conflicts(connection, geoids),
    )


def _decided(
    agreements: Sequence[Row], pending: Sequence[Row], statewide: Sequence[Row], claims: Sequence[Row]
) -> list[tuple[Sequence[Row], str]]:
    """Return what somebody decides on, with the name of its id: listed first, then what was, then the state's own."""
    listed = [row for row in agreements if row["status"] == "listed"]
    others = [row for row in agreements if row["status"] != "listed"]
    return [
        (listed, "agreement_id"), (pending, "pending_id"), (others, "agreement_id"), (claims, "claim_id"),
        (statewide, "agreement_id"),
    ]  # fmt: skip


def _gone(connection: sqlite3.Connection, every: Sequence[Row], listed: Sequence[Row], as_of: str) -> list[Row]:
    """Return what lists up to a day had shown and no longer did, whatever became of it afterwards."""
    still = {row["agreement_id"] for row in listed}
    began = {row["agreement_id"]: row["first_listed_on"] for row in every}
    gone = [row for row in every if row["first_listed_on"] <= as_of and row["agreement_id"] not in still]
    rows = []
    for row, shown in zip(gone, shown_on(connection, gone, as_of), strict=True):
        is_followed = began.get(row["successor_id"], "9999-12-31") <= as_of
        status, successor = ("superseded", row["successor_id"]) if is_followed else ("no_longer_listed", "")
        rows.append(shown | {"status": status, "successor_id": successor})
    return rows


def _pending_then(connection: sqlite3.Connection, rows: Sequence[Row], every: Sequence[Row], as_of: str) -> list[Row]:
    """Return what the pending lists up to a day had shown, with its standing on that day."""
    newest = ask.newest_list(connection, as_of, "pending")
    listed = {row["agreement_id"] for row in every if row["first_listed_on"] <= as_of}
    found = []
    for row in rows:
        if row["first_pending_on"] <= as_of:
            last = min(row["last_pending_on"], newest)
            status = "pending" if last == newest else "no_longer_pending"
            is_listed = row["agreement_id"] in listed
            found.append(row | {"last_pending_on": last, "status": "listed_since" if is_listed else status})
    return found


def _geoids(connection: sqlite3.Connection, place: Place) -> list[str]:
    """Return the GEOIDs that mean a place: an independent city has two, one as a county and one as a place."""
    if place.kind == "independent_city":
        query = "SELECT geoid FROM place WHERE state = ? AND county_geoids = ? AND length(geoid) = 7 AND kind <> 'cdp'"
        found = select(connection, query, (place.state, place.geoid))
    elif len(place.geoid) == 7 and place.is_government and len(place.county_geoids) == 1:
        query = "SELECT geoid FROM place WHERE geoid = ? AND kind = 'independent_city'"
        found = select(connection, query, place.county_geoids)
    else:
        found = []
    return [place.geoid, *(row["geoid"] for row in found)]


def _agency_ids(connection: sqlite3.Connection, place: Place, geoids: Sequence[str]) -> list[str]:
    """Return the agencies that a place's page speaks of."""
    if len(place.geoid) == 2:
        rows = select(connection, "SELECT agency_id FROM agency WHERE state = ?", (place.state,))
    elif counties := [geoid for geoid in geoids if len(geoid) == 5]:
        rows = select(connection, "SELECT agency_id FROM agency_county WHERE county_geoid = ?", counties)
    else:
        rows = select(connection, "SELECT agency_id FROM agency WHERE place_geoid = ?", (place.geoid,))
    return sorted({row["agency_id"] for row in rows})


def _statewide(connection: sqlite3.Connection, state: str, as_of: str) -> list[Row]:
    """Return what the state's own bodies have in force; the rows of all its other bodies are not read."""
    kinds = sorted(STATE_KINDS)
    asked = ask.agreements_asked(as_of=as_of, state=state, status="" if as_of else "listed")
    rows = asked.where("county_geoids = ''").within("kind", kinds).rows(connection)
    return shown_on(connection, rows, as_of) if as_of else rows


def _claim_order(row: Row) -> tuple[bool, str, str]:
    """Order claims by the day they speak of, those of unknown day last."""
    return not row["on"], row["on"], row["claim_id"]


def _laws(connection: sqlite3.Connection, place: Place, claims: Sequence[Row]) -> list[Row]:
    """Return what the state's laws do, as claimed; those that are the state's own claims are told as such."""
    told = {row["claim_id"] for row in claims}
    laws = ask.claims(connection, state=place.state, kind="legal_mandate")
    return [row for row in laws if row["effect"] and row["claim_id"] not in told]


def _notes(connection: sqlite3.Connection, ids: Sequence[str]) -> list[str]:
    """Return what a reader must know to read the answer fairly: printed counties that were not obeyed."""
    asked = Question("printed_row", ("agency_id", "conflict"), ("conflict", "agency_id", "row_id"))
    rows = asked.where("conflict <> ''").within("agency_id", ids).rows(connection)
    return list(dict.fromkeys(row["conflict"] for row in rows))


def _conflicts(connection: sqlite3.Connection, geoids: Sequence[str]) -> list[str]:
    """Return how sources contradict each other on what was done here; each claim stands beside."""
    asked = Question("act", ("act_id", "conflict"), ('"on"', "act_id"))
    rows = asked.where("conflict <> ''").within("subject_place_geoid", geoids).rows(connection)
    return [f"Sources differ on {row['conflict']} [{row['act_id']}]" for row in rows]


def as_json(history: PlaceHistory) -> dict[str, Any]:
    """Return a history as plain values."""
    place = history.place
    return {
        "place": {
            "geoid": place.geoid,
            "name": place.label,
            "kind": place.kind,
            "state": place.state,
            "county_geoids": list(place.county_geoids),
            "population": place.population,
            "ocd_id": place.ocd_id,
        },
        "as_of": history.as_of,
        "newest_list_on": history.newest_list_on,
        **{name: getattr(history, name) for name in SECTIONS},
        "notes": history.notes,
    }


SECTIONS = ("in_force", "no_longer", "pending", "statewide", "deciding", "changes", "claims", "laws")
