"""Who publishes what the record holds: each source's publications, how fresh they are, and what one of them brought."""

from __future__ import annotations

import sqlite3
from typing import Any

from comity.errors import NotFoundError
from comity.register.ask import CHANGE, CLAIM, ISSUE, Row, select


def publishers(connection: sqlite3.Connection) -> list[Row]:
    """Return a row for each source and list: how many publications, from when to when, how judged, how many rows."""
    query = (
        "SELECT source, list, count(*) AS publication_count, min(nullif(published_on, '')) AS first_on,"
        " max(published_on) AS newest_on, sum(rows) AS row_count, sum(accepted) AS accepted, sum(refused) AS refused,"
        " sum(verdict IN ('good', 'misdated', 'swapped')) AS usable_count FROM publication"
        " GROUP BY source, list ORDER BY source <> 'ice-287g', source, list"
    )
    return select(connection, query)


def verdicts(connection: sqlite3.Connection, source: str) -> list[Row]:
    """Return how many of a source's publications were judged to be what, by list."""
    query = (
        "SELECT list, verdict, count(*) AS publication_count FROM publication WHERE source = ?"
        " GROUP BY list, verdict ORDER BY list, publication_count DESC"
    )
    return select(connection, query, (source,))


def publication(connection: sqlite3.Connection, publication_id: str) -> dict[str, Any]:
    """Return a publication with what it brought: changes first seen in it, rows first seen in it, claims, issues.

    Raises NotFoundError where there is none of that id.
    """
    found = select(connection, "SELECT * FROM publication WHERE publication_id = ?", (publication_id,))
    if not found:
        cure = "list the publications with `comity publications`, or at /sources"
        raise NotFoundError("there is no such publication", where=publication_id, cure=cure)
    return {
        "record": found[0],
        "changes": _of(connection, "event", CHANGE, "publication", publication_id, "agency, event_id"),
        "rows": _new_rows(connection, publication_id),
        "claims": _of(connection, "claim", CLAIM, "publication_id", publication_id, "claim_id"),
        "issues": _of(connection, "issue", ISSUE, "publication_id", publication_id, "code, issue_id"),
        **_neighbours(connection, found[0]),
    }


def _of(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], key: str, wanted: str, order: str
) -> list[Row]:
    names = ", ".join(f'"{column}"' for column in columns)
    return select(connection, f"SELECT {names} FROM {table} WHERE {key} = ? ORDER BY {order}", (wanted,))  # noqa: S608


def _new_rows(connection: sqlite3.Connection, publication_id: str) -> list[Row]:
    query = (
        "SELECT first_locator AS locator, listing.agreement_id, printed_row.* FROM listing"
        " JOIN printed_row USING (row_id) WHERE first_publication_id = ? ORDER BY printed_row.state, agency, row_id"
    )
    return select(connection, query, (publication_id,))


def _neighbours(connection: sqlite3.Connection, row: Row) -> dict[str, str]:
    """Return the publications of the same list before and after this one, by id, or "" where there is none."""
    if not (row["list"] and row["published_on"]):
        return {"before": "", "after": ""}
    place = (row["source"], row["list"], row["published_on"], row["sequence"], row["publication_id"])
    (found,) = select(connection, f"SELECT {_next_to('<', 'DESC')} AS before, {_next_to('>', '')} AS after", place * 2)
    return found


def _next_to(side: str, order: str) -> str:
    return (
        "coalesce((SELECT publication_id FROM publication WHERE source = ? AND list = ? AND published_on <> ''"  # noqa: S608
        f" AND (published_on, sequence, publication_id) {side} (?, ?, ?)"
        f" ORDER BY published_on {order}, sequence {order}, publication_id {order} LIMIT 1), '')"
    )


def publications_of(connection: sqlite3.Connection, source: str) -> list[Row]:
    """Return a source's publications, newest first."""
    query = "SELECT * FROM publication WHERE source = ? ORDER BY published_on DESC, list, sequence DESC, publication_id"
    return select(connection, query, (source,))


def issue_counts(connection: sqlite3.Connection) -> list[Row]:
    """Return how many issues of each kind stand, the most frequent first."""
    return select(connection, "SELECT code, count(*) AS issue_count FROM issue GROUP BY code ORDER BY 2 DESC, 1")


def list_totals(connection: sqlite3.Connection) -> Row:
    """Return how many lists the record holds, with how many rows, and the day of the first."""
    query = (
        "SELECT count(*) AS list_count, coalesce(sum(rows), 0) AS row_count,"
        " coalesce(min(nullif(published_on, '')), '') AS first_on FROM publication WHERE list <> ''"
    )
    return select(connection, query)[0]


def names_of(connection: sqlite3.Connection, publication_ids: set[str]) -> dict[str, str]:
    """Return the file names of publications by id."""
    wanted = sorted(publication_ids)
    marks = ", ".join("?" * len(wanted))
    query = f"SELECT publication_id, name FROM publication WHERE publication_id IN ({marks})"  # noqa: S608
    return {row["publication_id"]: row["name"] for row in select(connection, query, wanted)}
