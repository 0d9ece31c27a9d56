"""From an answer down to the publication, the row and the printed cells."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from comity.errors import NotFoundError
from comity.register.ask import Row, select

PRINTED = (
    "state", "agency", "type", "county", "support_type", "signed", "moa", "moa_url", "addendum", "addendum_url",
)  # fmt: skip
READ = (
    "agency_id", "kind", "place_geoid", "county_geoids", "ori", "rule", "confidence", "conflict", "candidates",
    "models", "signed_on", "signed_problem",
)  # fmt: skip

# The table that an id may belong to, its key, and what is traced from it.
KEYS = {
    "agreement": "agreement_id",
    "event": "event_id",
    "publication": "publication_id",
    "printed_row": "row_id",
    "agency": "agency_id",
    "claim": "claim_id",
    "act": "act_id",
    "decision": "decision_id",
    "pending": "pending_id",
    "issue": "issue_id",
    "office": "office_id",
    "contest": "contest_id",
}


def trace(connection: sqlite3.Connection, wanted: str, *, first: str = "") -> dict[str, Any]:
    """Return what an id names and everything it rests on; raise NotFoundError where nothing bears it.

    The table named `first` is looked in before the others. The answer has `table`, `record` and, according to the
    table: `listings` (printed rows with their first and last place), `events`, `decisions`, `publication`.
    """
    for table in dict.fromkeys([*filter(None, [first]), *KEYS]):
        key = KEYS[table]
        rows = select(connection, f"SELECT * FROM {table} WHERE {key} = ?", (wanted,))  # noqa: S608  constants
        if rows:
            rests_on = FOLLOW[table](connection, rows[0]) if table in FOLLOW else {}
            return {"table": table, "record": rows[0], **rests_on}
    cure = "take an id from `comity agreements`, `changes`, `publications`, `claims`, `issues` or `show`"
    raise NotFoundError("nothing in the record has this id", where=wanted, cure=cure)


def _agreement(connection: sqlite3.Connection, row: Row) -> dict[str, Any]:
    wanted = row["agreement_id"]
    listings = sorted(_rows(connection, "listing", "agreement_id", wanted), key=_run_order)
    return {
        "listings": [_with_row(connection, listing) for listing in listings],
        "events": _rows(connection, "event", "agreement_id", wanted),
        "decisions": _rows(connection, "decision", "agreement_id", wanted),
        "decider": _rows(connection, "decider", "agreement_id", wanted),
    }


def _office(connection: sqlite3.Connection, row: Row) -> dict[str, Any]:
    wanted = row["office_id"]
    return {
        "contests": [
            {**contest, "stages": _stages(connection, contest)}
            for contest in _rows(connection, "contest", "office_id", wanted)
        ],
        "decides_on": _rows(connection, "decider", "office_id", wanted),
    }


def _contest(connection: sqlite3.Connection, row: Row) -> dict[str, Any]:
    rules = [found for rule_id in row["rule_ids"].split(";") if (found := _rule(connection, row["state"], rule_id))]
    return {"stages": _stages(connection, row), "rules": rules}


def _stages(connection: sqlite3.Connection, contest: Row) -> list[Row]:
    """Return a contest's stages with the rule, or the claim, that each rests on."""
    stages = _rows(connection, "contest_stage", "contest_id", contest["contest_id"])
    return [stage | {"rests_on": _rule(connection, contest["state"], stage["rule_id"])} for stage in stages]


def _rule(connection: sqlite3.Connection, state: str, rule_id: str) -> Row:
    """Return a rule of the law in words, or the claim that stands in its place."""
    rules = select(connection, "SELECT * FROM law_rule WHERE state = ? AND rule_id = ?", (state, rule_id))
    claims = rules or _rows(connection, "claim", "claim_id", rule_id)
    names = ("text", "condition", "citation", "quotation", "url", "checked", "statement", "attributed_to")
    return {name: claims[0][name] for name in names if claims[0].get(name)} if claims else {}


def _run_order(listing: Row) -> tuple[str, str, str]:
    """Order runs as a reader follows them, in time."""
    return listing["first_on"], listing["last_on"], listing["row_id"]


def _with_row(connection: sqlite3.Connection, listing: Row) -> Row:
    """Return a run with its printed cells, what they were read as, and the two publications at its ends."""
    row = _rows(connection, "printed_row", "row_id", listing["row_id"])[0]
    return {
        **{key: listing[key] for key in ("row_id", "first_on", "last_on", "list_count")},
        "printed": {name: row[name] for name in PRINTED if row[name]},
        "read_as": {name: row[name] for name in READ if row[name]},
        "first": _place(connection, listing["first_publication_id"], listing["first_locator"]),
        "last": _place(connection, listing["last_publication_id"], listing["last_locator"]),
    }


def _place(connection: sqlite3.Connection, publication_id: str, locator: str) -> Row:
    publication = _publication(connection, publication_id)
    return {"locator": locator, **publication}


def _publication(connection: sqlite3.Connection, publication_id: str) -> Row:
    names = ("publication_id", "name", "published_on", "verdict", "reason", "sha256", "title", "outlet", "url")
    rows = _rows(connection, "publication", "publication_id", publication_id)
    return {name: rows[0][name] for name in names if rows[0][name]} if rows else {"publication_id": publication_id}


def _event(connection: sqlite3.Connection, row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {
        "before": _publication(connection, row["before_publication"]),
        "after": _publication(connection, row["publication"]),
    }
    for side, key in (("before", "before_row_id"), ("after", "after_row_id")):
        if row[key]:
            printed = _rows(connection, "printed_row", "row_id", row[key])[0]
            found[side]["printed"] = {name: printed[name] for name in PRINTED if printed[name]}
    found["agreement"] = _rows(connection, "agreement", "agreement_id", row["agreement_id"])[0]
    return found


def _agency(connection: sqlite3.Connection, row: Row) -> dict[str, Any]:
    wanted = row["agency_id"]
    names = "SELECT state, agency, type, county, rule, confidence, conflict, count(*) AS row_count FROM printed_row"
    return {
        "agreements": _rows(connection, "agreement", "agency_id", wanted),
        "pending": _rows(connection, "pending", "agency_id", wanted),
        "printed_names": select(
            connection, f"{names} WHERE agency_id = ? GROUP BY state, agency, type, county ORDER BY 2, 4", (wanted,)
        ),
    }


def _claim(connection: sqlite3.Connection, row: Row) -> dict[str, Any]:
    found = {"publication": _publication(connection, row["publication_id"])}
    return {**found, "act": _told(connection, row["act_id"])} if row["act_id"] else found


def _told(connection: sqlite3.Connection, act_id: str) -> dict[str, Any]:
    """Return an act with every claim that tells of it, and how they contradict each other."""
    acts = _rows(connection, "act", "act_id", act_id)
    return {**acts[0], **_act(connection, acts[0])} if acts else {}


def _act(connection: sqlite3.Connection, row: Row) -> dict[str, Any]:
    names = 'claim_id, status, "on", statement, quotation, attributed_to, publication_id, locator'
    query = f"SELECT {names} FROM claim WHERE act_id = ? ORDER BY claim_id"  # noqa: S608  constants
    return {"claims": select(connection, query, (row["act_id"],))}


def _printed_row(connection: sqlite3.Connection, row: Row) -> dict[str, Any]:
    return {"listings": _rows(connection, "listing", "row_id", row["row_id"])}


def _decision(connection: sqlite3.Connection, row: Row) -> dict[str, Any]:
    left, right = (_rows(connection, "printed_row", "row_id", row[key]) for key in ("left_row_id", "right_row_id"))
    return {
        "left": {name: left[0][name] for name in PRINTED if left[0][name]} if left else {},
        "right": {name: right[0][name] for name in PRINTED if right[0][name]} if right else {},
        "publication": _publication(connection, row["publication_id"]),
    }


def _rows(connection: sqlite3.Connection, table: str, key: str, wanted: str) -> list[Row]:
    return select(connection, f"SELECT * FROM {table} WHERE {key} = ?", (wanted,))  # noqa: S608  constants


FOLLOW: dict[str, Callable[[sqlite3.Connection, Row], dict[str, Any]]] = {
    "agreement": _agreement,
    "event": _event,
    "agency": _agency,
    "claim": _claim,
    "act": _act,
    "printed_row": _printed_row,
    "decision": _decision,
    "office": _office,
    "contest": _contest,
}
