"""Questions over an open release. Each takes a connection and plain filters and returns rows as dictionaries."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from comity.errors import NotFoundError
from comity.register.documents import document_name
from comity.text import name_key

Row = dict[str, Any]

AGREEMENT = (
    "agreement_id", "agency_id", "agency", "state", "kind", "county_geoids", "model", "signed_on", "first_listed_on",
    "last_listed_on", "status", "successor_id", "moa_url",
)  # fmt: skip
CHANGE = (
    "event_id", "event", "agreement_id", "agency", "state", "model", "after_on", "by_on", "before", "after",
    "publication",
)  # fmt: skip
AFTER_ELECTION = ("deciding_office", "last_general_on", "days_after")
PUBLICATION = (
    "publication_id", "source", "list", "published_on", "printed_on", "rows", "accepted", "refused", "verdict",
    "reason", "sha256",
)  # fmt: skip
ISSUE = ("issue_id", "code", "subject", "message", "publication_id", "locator", "count", "cure")


def select(connection: sqlite3.Connection, query: str, values: Sequence[object] = ()) -> list[Row]:
    """Return the rows of a query as dictionaries."""
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def agreements(
    connection: sqlite3.Connection,
    *,
    as_of: str = "",
    state: str = "",
    status: str = "",
    county: str = "",
    agency_id: str = "",
) -> list[Row]:
    """Return agreements by id; with `as_of` those that the lists show on that day, as they were shown until then."""
    where, values = _where({"agreement.state": state, "agreement.agency_id": agency_id})
    if county:
        where.append("agency_id IN (SELECT agency_id FROM agency_county WHERE county_geoid = ?)")
        values.append(county)
    if as_of:
        where.append(
            "agreement_id IN (SELECT agreement_id FROM in_force"
            " WHERE from_on <= ? AND (until_on IS NULL OR until_on > ?))"
        )
        values += [as_of, as_of]
    rows = select(connection, _query("agreement", AGREEMENT, where, "agreement_id"), values)
    if as_of:
        rows = [as_shown(connection, row, as_of) for row in rows]
    return [row for row in rows if not status or row["status"] == status]


def as_shown(connection: sqlite3.Connection, row: Row, as_of: str) -> Row:
    """Return an agreement as the lists up to a day showed it: listed, under the model, date and link of that day."""
    runs = select(
        connection,
        "SELECT min(listing.last_on, ?) AS last_on, printed_row.models, printed_row.signed_on, printed_row.moa_url"
        " FROM listing JOIN printed_row USING (row_id) WHERE agreement_id = ? AND first_on <= ?"
        " ORDER BY 1 DESC, first_on DESC, row_id",
        (as_of, row["agreement_id"], as_of),
    )
    # A run that ends later stands in the newest list up to the day, not on the day itself.
    return row | {
        "last_listed_on": min(runs[0]["last_on"], newest_list(connection, as_of)),
        "model": _first(runs, "models") or row["model"],
        "signed_on": _first(runs, "signed_on") or row["signed_on"],
        "moa_url": next((run["moa_url"] for run in runs if document_name(run["moa_url"])), ""),
        "status": "listed",
        "successor_id": "",
    }


def _first(runs: Sequence[Row], name: str) -> str:
    return next((run[name] for run in runs if run[name]), "")


def newest_list(connection: sqlite3.Connection, as_of: str = "", kind: str = "participating") -> str:
    """Return the date of the newest usable list of a kind, up to a day if one is given, or "" where none is."""
    query = (
        "SELECT max(published_on) AS day FROM publication WHERE list = ?"
        " AND verdict IN ('good', 'misdated', 'swapped') AND published_on <= ?"
    )
    return str(select(connection, query, (kind, as_of or "9999-12-31"))[0]["day"] or "")


def changes(
    connection: sqlite3.Connection,
    *,
    since: str = "",
    until: str = "",
    state: str = "",
    event: str = "",
    agreement_ids: Sequence[str] | None = None,
) -> list[Row]:
    """Return the events whose first list with the change lies within the days given, oldest first."""
    where, values = _where({"state": state, "event": event})
    if since:
        where.append("by_on >= ?")
        values.append(since)
    if until:
        where.append("by_on <= ?")
        values.append(until)
    if agreement_ids is not None:
        where.append(f"agreement_id IN ({', '.join('?' * len(agreement_ids))})")
        values += agreement_ids
    return select(connection, _query("event", CHANGE, where, "by_on, agreement_id, event_id"), values)


def publications(connection: sqlite3.Connection, *, source: str = "", verdict: str = "") -> list[Row]:
    """Return the publications in the order of their dates."""
    where, values = _where({"source": source, "verdict": verdict})
    order = "published_on = '', published_on, list, sequence, publication_id"
    return select(connection, _query("publication", PUBLICATION, where, order), values)


def issues(connection: sqlite3.Connection, *, code: str = "") -> list[Row]:
    """Return what a person should look at."""
    where, values = _where({"code": code})
    return select(connection, _query("issue", ISSUE, where, "code, subject, issue_id"), values)


def _where(equal: dict[str, str]) -> tuple[list[str], list[object]]:
    given = {column: value for column, value in equal.items() if value}
    return [f"{column} = ?" for column in given], list(given.values())


def _query(table: str, columns: Sequence[str], where: Sequence[str], order: str) -> str:
    """Return a SELECT; table, columns and order are constants of this module, values are always bound."""
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    return f"SELECT {', '.join(columns)} FROM {table}{condition} ORDER BY {order}"  # noqa: S608


CLAIM = (
    "claim_id", "kind", "subject_state", "subject_place_geoid", "subject", "agency", "instrument", "action", "status",
    "on", "on_precision", "statement", "quotation", "attributed_to", "publication_id", "locator", "actor", "pressed_by",
    "relation", "object", "effect", "valid_from", "valid_until", "citation", "checked", "note",
)  # fmt: skip
PENDING = (
    "pending_id", "agency_id", "agency", "state", "kind", "county_geoids", "model", "first_pending_on",
    "last_pending_on", "status", "agreement_id", "last_publication_id", "last_locator",
)  # fmt: skip


def claims(
    connection: sqlite3.Connection, *, state: str = "", places: Sequence[str] | None = None, kind: str = ""
) -> list[Row]:
    """Return claims by id: of a state, of places by GEOID, of a kind."""
    where, values = _where({"subject_state": state, "kind": kind})
    if places is not None:
        where.append(f"subject_place_geoid IN ({', '.join('?' * len(places))})")
        values += places
    columns = [f'"{column}"' for column in CLAIM]
    return select(connection, _query("claim", columns, where, "claim_id"), values)


def pending(
    connection: sqlite3.Connection, *, state: str = "", county: str = "", agency_ids: Sequence[str] = ()
) -> list[Row]:
    """Return what the pending lists showed, by agency and model."""
    where, values = _where({"state": state})
    if county or agency_ids:
        served = "';' || county_geoids || ';' LIKE '%;' || ? || ';%'"
        where.append(f"({served} OR agency_id IN ({', '.join('?' * len(agency_ids))}))")
        values += [county or "none", *agency_ids]
    return select(connection, _query("pending", PENDING, where, "pending_id"), values)


def agreement_reference(connection: sqlite3.Connection, agreement_id: str) -> str:
    """Return the printed identity of an agreement's latest row, by which people's decisions name it."""
    rows = select(
        connection,
        "SELECT agreement.state, agreement.model, agreement.signed_on, printed_row.agency FROM agreement"
        " JOIN listing USING (agreement_id) JOIN printed_row USING (row_id)"
        " WHERE agreement_id = ? ORDER BY last_on DESC, first_on DESC LIMIT 1",
        (agreement_id,),
    )
    if not rows:
        cure = "list the ids with `comity agreements`"
        raise NotFoundError("there is no such agreement", where=agreement_id, cure=cure)
    row = rows[0]
    return f"{row['state']}|{name_key(row['agency'])}|{row['model']}|{row['signed_on']}"
