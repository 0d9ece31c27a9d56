"""Questions on who decides: for a place, for a year's contests, and after an election."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from comity.places import Place
from comity.register.ask import Row, select
from comity.register.question import IN_COUNTY

DECIDING = (
    "agency", "subject_ids", "decider_kind", "body", "office_id", "next_kind", "next_filing_deadline",
    "next_primary_on", "next_primary_runoff_on", "next_general_on", "next_general_runoff_on", "next_standing", "rule",
    "reason", "citation", "law_claim_ids",
)  # fmt: skip
_NEXT = (
    "next_kind", "next_filing_deadline", "next_primary_on", "next_primary_runoff_on", "next_general_on",
    "next_general_runoff_on", "next_standing",
)  # fmt: skip


def deciding_rows(
    connection: sqlite3.Connection, place: Place, subjects: Iterable[str], *, as_of: str = ""
) -> list[Row]:
    """Return who decides on these agreements, pending entries and claims: a row for each body that acts.

    Of a county, its own elected offices follow, whether they have entered anything or not. The next election is the
    first after the release's day, or after `as_of`.
    """
    found: dict[tuple[str, str], Row] = {}
    order = {subject: position for position, subject in enumerate(dict.fromkeys(subjects))}
    for row in sorted(_deciders(connection, list(order)), key=lambda row: order[row["subject_id"]]):
        known = found.setdefault((row["agency"], row["body"]), row | {"subject_ids": ""})
        known["subject_ids"] = ";".join(filter(None, (known["subject_ids"], row["subject_id"])))
    rows = list(found.values())
    named = {row["office_id"] for row in rows}
    if len(place.geoid) == 5:
        rows += [row for row in _offices_of(connection, place) if row["office_id"] not in named]
    if as_of:
        rows = [row | _next_after(connection, row["office_id"], as_of) for row in rows]
    return [{name: row[name] for name in DECIDING} for row in rows]


def _deciders(connection: sqlite3.Connection, subjects: Sequence[str]) -> list[Row]:
    marks = ", ".join("?" * len(subjects))
    names = ", ".join(f"coalesce(office.{name}, '') AS {name}" for name in _NEXT)
    query = (
        f"SELECT decider.*, {names} FROM decider LEFT JOIN office USING (office_id)"  # noqa: S608  constants
        f" WHERE subject_id IN ({marks})"
    )
    return select(connection, query, subjects)


def _offices_of(connection: sqlite3.Connection, place: Place) -> list[Row]:
    # No unit that elects an office reaches beyond its state, which the table is ordered by.
    rows = select(
        connection,
        f"SELECT * FROM office WHERE state = ? AND {IN_COUNTY}"  # noqa: S608  a constant
        " AND NOT is_second_tier ORDER BY office DESC, office_id",
        (place.state, place.geoid),
    )
    return [
        row
        | {
            "agency": "",
            "subject_ids": "",
            "decider_kind": "office",
            "body": f"the {row['local_title']} of {row['unit']}, {row['state']}",
            "rule": "",
            "reason": "Chosen by the voters here.",
            "law_claim_ids": "",
        }
        for row in rows
    ]


def _next_after(connection: sqlite3.Connection, office_id: str, day: str) -> Row:
    """Return an office's next contest after a day, as far as the release's years reach; else nothing."""
    first = select(connection, "SELECT min(year) AS year FROM contest")[0]["year"]
    rows: list[Row] = []
    if first is not None and int(day[:4]) >= first:
        rows = select(
            connection,
            "SELECT * FROM contest WHERE office_id = ? AND coalesce(nullif(general_on, ''), primary_on) > ?"
            " ORDER BY coalesce(nullif(general_on, ''), primary_on) LIMIT 1",
            (office_id, day),
        )
    return {name: rows[0][name.removeprefix("next_")] if rows else "" for name in _NEXT}


def deciding_offices(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the offices that decide on something in force, pending or claimed, with the people of their counties."""
    rows = select(
        connection,
        "SELECT DISTINCT office_id, population FROM decider JOIN office USING (office_id)"
        " WHERE is_current AND subject_kind <> 'pending'",
    )
    return {row["office_id"]: row["population"] or 0 for row in rows}


def offices_by_agreement(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the office that decides on each agreement, of those whose office the law files know."""
    rows = select(
        connection, "SELECT agreement_id, office_id FROM decider WHERE agreement_id <> '' AND office_id <> ''"
    )
    return {row["agreement_id"]: row["office_id"] for row in rows}
