"""Questions over an open release. Each takes a connection and plain filters and returns rows as dictionaries."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from comity.errors import NotFoundError
from comity.register.listed import newest_list, shown_on
from comity.register.question import IN_COUNTY, Question, Row, select
from comity.text import name_key

__all__ = ["Question", "Row", "newest_list", "select"]

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


def agreements_asked(
    *, as_of: str = "", state: str = "", status: str = "", county: str = "", agency_id: str = "",
    agency_ids: Sequence[str] | None = None,
) -> Question:  # fmt: skip
    """Return the question for agreements; with `as_of` for those that the lists show on that day."""
    asked = Question("agreement", AGREEMENT, ("agreement_id",)).equal({"state": state, "agency_id": agency_id})
    if agency_ids is not None:
        asked = asked.within("agency_id", agency_ids)
    if county:
        asked = asked.where("agency_id IN (SELECT agency_id FROM agency_county WHERE county_geoid = ?)", county)
    if not as_of:
        return asked.equal({"status": status})
    spans = "SELECT agreement_id FROM in_force WHERE from_on <= ? AND (until_on IS NULL OR until_on > ?)"
    return asked.where(f"agreement_id IN ({spans})", as_of, as_of)


def agreements(
    connection: sqlite3.Connection,
    *,
    as_of: str = "",
    state: str = "",
    status: str = "",
    county: str = "",
    agency_id: str = "",
    agency_ids: Sequence[str] | None = None,
) -> list[Row]:
    """Return agreements by id; with `as_of` those that the lists show on that day, as they were shown until then."""
    asked = agreements_asked(
        as_of=as_of, state=state, status=status, county=county, agency_id=agency_id, agency_ids=agency_ids
    )
    rows = asked.rows(connection)
    if not as_of:
        return rows
    # Whatever became of it since: on a day on which the lists show it, an agreement is listed.
    return shown_on(connection, rows, as_of) if status in ("", "listed") else []


def changes_asked(
    *, since: str = "", until: str = "", state: str = "", event: str = "", agreement_ids: Sequence[str] | None = None
) -> Question:
    """Return the question for events whose first list with the change lies within the days given."""
    asked = Question("event", CHANGE, ("by_on", "agreement_id", "event_id"))
    asked = asked.equal({"state": state, "event": event}).between("by_on", since, until)
    return asked if agreement_ids is None else asked.within("agreement_id", agreement_ids)


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
    asked = changes_asked(since=since, until=until, state=state, event=event, agreement_ids=agreement_ids)
    return asked.rows(connection)


def publications_asked(*, source: str = "", verdict: str = "") -> Question:
    """Return the question for publications in the order of their dates, undated ones last."""
    order = ("published_on = ''", "published_on", "list", "sequence", "publication_id")
    return Question("publication", PUBLICATION, order).equal({"source": source, "verdict": verdict})


def publications(connection: sqlite3.Connection, *, source: str = "", verdict: str = "") -> list[Row]:
    """Return the publications in the order of their dates."""
    return publications_asked(source=source, verdict=verdict).rows(connection)


def issues_asked(*, code: str = "") -> Question:
    """Return the question for what a person should look at."""
    return Question("issue", ISSUE, ("code", "subject", "issue_id")).equal({"code": code})


def issues(connection: sqlite3.Connection, *, code: str = "") -> list[Row]:
    """Return what a person should look at."""
    return issues_asked(code=code).rows(connection)


CLAIM = (
    "claim_id", "kind", "subject_state", "subject_place_geoid", "subject", "agency", "instrument", "action", "status",
    "on", "on_precision", "statement", "quotation", "attributed_to", "publication_id", "locator", "actor", "pressed_by",
    "relation", "object", "effect", "valid_from", "valid_until", "citation", "checked", "note", "act_id",
)  # fmt: skip
PENDING = (
    "pending_id", "agency_id", "agency", "state", "kind", "county_geoids", "model", "first_pending_on",
    "last_pending_on", "status", "agreement_id", "last_publication_id", "last_locator",
)  # fmt: skip


def claims_asked(*, state: str = "", places: Sequence[str] | None = None, kind: str = "") -> Question:
    """Return the question for claims: of a state, of places by GEOID, of a kind."""
    columns = tuple(f'"{column}"' for column in CLAIM)
    asked = Question("claim", columns, ("claim_id",)).equal({"subject_state": state, "kind": kind})
    return asked if places is None else asked.within("subject_place_geoid", places)


def claims(
    connection: sqlite3.Connection, *, state: str = "", places: Sequence[str] | None = None, kind: str = ""
) -> list[Row]:
    """Return claims by id: of a state, of places by GEOID, of a kind."""
    return claims_asked(state=state, places=places, kind=kind).rows(connection)


def pending_asked(*, state: str = "", county: str = "", agency_ids: Sequence[str] = ()) -> Question:
    """Return the question for what the pending lists showed: of a state; of a county, or of agencies."""
    asked = Question("pending", PENDING, ("pending_id",)).equal({"state": state})
    if not county and not agency_ids:
        return asked
    some = f"agency_id IN ({', '.join('?' * len(agency_ids))})"
    if not county:
        return asked.where(some, *agency_ids)
    return asked.where(f"({IN_COUNTY} OR {some})", county, *agency_ids)


def pending(
    connection: sqlite3.Connection, *, state: str = "", county: str = "", agency_ids: Sequence[str] = ()
) -> list[Row]:
    """Return what the pending lists showed, by agency and model."""
    return pending_asked(state=state, county=county, agency_ids=agency_ids).rows(connection)


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
