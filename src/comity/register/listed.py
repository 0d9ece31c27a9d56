"""What the lists up to a day showed: agreements under the model, the date and the link of that day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from comity.register.documents import document_name
from comity.register.question import Row, select

# With more agreements than this, one look at all listings is quicker than asking for each.
ASKED_ONE_BY_ONE = 100
# SQLite takes no more values in one question by far; so many are asked for at once.
AT_ONCE = 5000

# A printed row's stand in the lists up to a day: until when, since when, which; and what it says: model, date, link.
Run = tuple[str, str, str]
Said = tuple[str, str, str]


def shown_on(connection: sqlite3.Connection, rows: Sequence[Row], as_of: str) -> list[Row]:
    """Return agreements as the lists up to a day showed them: listed, under the model, date and link of that day.

    The newest printed row that tells one of these decides it; an agreement that no list up to the day shows keeps what
    it has.
    """
    newest = newest_list(connection, as_of)
    runs = _runs(connection, [row["agreement_id"] for row in rows], as_of)
    # Mostly the newest printed row tells everything; the older ones are read only where it does not.
    said = _said(connection, {some[0][2] for some in runs.values()})
    partly = [some for some in runs.values() if not _is_whole(said[some[0][2]])]
    said |= _said(connection, {run[2] for some in partly for run in some[1:]} - said.keys())
    return [_as_shown(row, runs.get(row["agreement_id"], ()), said, newest) for row in rows]


def _runs(connection: sqlite3.Connection, ids: Sequence[str], as_of: str) -> dict[str, list[Run]]:
    """Return each agreement's printed rows up to a day, those that stood last and came last first."""
    some = f" AND agreement_id IN ({', '.join('?' * len(ids))})" if len(ids) <= ASKED_ONE_BY_ONE else ""
    query = f"SELECT agreement_id, min(last_on, ?), first_on, row_id FROM listing WHERE first_on <= ?{some}"  # noqa: S608
    wanted = set(ids)
    found: dict[str, list[Run]] = {}
    for agreement_id, *run in connection.execute(query, (as_of, as_of, *(ids if some else ()))):
        if agreement_id in wanted:
            found.setdefault(agreement_id, []).append((run[0], run[1], run[2]))
    for runs in found.values():
        if len(runs) > 1:
            runs.sort(key=itemgetter(2))
            runs.sort(key=itemgetter(0, 1), reverse=True)
    return found


def _said(connection: sqlite3.Connection, row_ids: Iterable[str]) -> dict[str, Said]:
    """Return what printed rows say: models, day of signing, link."""
    found: dict[str, Said] = {}
    wanted = sorted(row_ids)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        marks = ", ".join("?" * len(some))
        query = f"SELECT row_id, models, signed_on, moa_url FROM printed_row WHERE row_id IN ({marks})"  # noqa: S608
        found.update((row[0], row[1:]) for row in connection.execute(query, some))
    return found


def _is_whole(said: Said) -> bool:
    return bool(said[0] and said[1] and document_name(said[2]))


def _as_shown(row: Row, runs: Sequence[Run], said: Mapping[str, Said], newest: str) -> Row:
    if not runs:
        return row
    first = said[runs[0][2]]
    if _is_whole(first):
        model, signed_on, moa_url = first
    else:
        every = [said[run[2]] for run in runs]
        model = next((one[0] for one in every if one[0]), row["model"])
        signed_on = next((one[1] for one in every if one[1]), row["signed_on"])
        moa_url = next((one[2] for one in every if document_name(one[2])), "")
    # A run that ends later stands in the newest list up to the day, not on the day itself.
    last = min(runs[0][0], newest)
    then = {"last_listed_on": last, "model": model, "signed_on": signed_on, "moa_url": moa_url}
    return {**row, **then, "status": "listed", "successor_id": ""}


def newest_list(connection: sqlite3.Connection, as_of: str = "", kind: str = "participating") -> str:
    """Return the date of the newest usable list of a kind, up to a day if one is given, or "" where none is."""
    query = (
        "SELECT max(published_on) AS day FROM publication WHERE list = ?"
        " AND verdict IN ('good', 'misdated', 'swapped') AND published_on <= ?"
    )
    return str(select(connection, query, (kind, as_of or "9999-12-31"))[0]["day"] or "")
