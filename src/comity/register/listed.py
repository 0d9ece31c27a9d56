"""What the lists up to a day showed: agreements under the model, the date and the link of that day."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from operator import itemgetter

from comity.register.documents import document_name
from comity.register.question import Row, select

# With more agreements than this, one look at all listings is quicker than asking for each.
ASKED_ONE_BY_ONE = 100


def shown_on(connection: sqlite3.Connection, rows: Sequence[Row], as_of: str) -> list[Row]:
    """Return agreements as the lists up to a day showed them: listed, under the model, date and link of that day.

    The newest printed row that tells one of these decides it; an agreement that no list up to the day shows keeps what
    it has.
    """
    ids = [row["agreement_id"] for row in rows]
    newest = newest_list(connection, as_of)
    shown = _shown(connection, ids, as_of)
    return [_as_shown(row, shown.get(row["agreement_id"], []), newest) for row in rows]


Run = tuple[str, str, str, str, str, str, str]


def _shown(connection: sqlite3.Connection, ids: Sequence[str], as_of: str) -> dict[str, list[Run]]:
    """Return each agreement's printed rows up to a day, those that stood last and came last first."""
    some = f" AND agreement_id IN ({', '.join('?' * len(ids))})" if len(ids) <= ASKED_ONE_BY_ONE else ""
    query = (
        "SELECT agreement_id, min(listing.last_on, ?), first_on, row_id, printed_row.models, printed_row.signed_on,"  # noqa: S608
        f" printed_row.moa_url FROM listing JOIN printed_row USING (row_id) WHERE first_on <= ?{some}"
    )
    values = (as_of, as_of, *(ids if some else ()))
    wanted = set(ids)
    found: dict[str, list[Run]] = {}
    for run in connection.execute(query, values):
        if run[0] in wanted:
            found.setdefault(run[0], []).append(run)
    for runs in found.values():
        runs.sort(key=itemgetter(3))
        runs.sort(key=itemgetter(1, 2), reverse=True)
    return found


def _as_shown(row: Row, runs: Sequence[Run], newest: str) -> Row:
    if not runs:
        return row
    # A run that ends later stands in the newest list up to the day, not on the day itself.
    return row | {
        "last_listed_on": min(runs[0][1], newest),
        "model": next((run[4] for run in runs if run[4]), row["model"]),
        "signed_on": next((run[5] for run in runs if run[5]), row["signed_on"]),
        "moa_url": next((run[6] for run in runs if document_name(run[6])), ""),
        "status": "listed",
        "successor_id": "",
    }


def newest_list(connection: sqlite3.Connection, as_of: str = "", kind: str = "participating") -> str:
    """Return the date of the newest usable list of a kind, up to a day if one is given, or "" where none is."""
    query = (
        "SELECT max(published_on) AS day FROM publication WHERE list = ?"
        " AND verdict IN ('good', 'misdated', 'swapped') AND published_on <= ?"
    )
    return str(select(connection, query, (kind, as_of or "9999-12-31"))[0]["day"] or "")
