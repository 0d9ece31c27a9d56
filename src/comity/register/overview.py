"""How much is in force: by state and model now, and over time."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Sequence

import msgspec

from comity.register.ask import Row, select

_USABLE = "list = 'participating' AND verdict IN ('good', 'misdated', 'swapped')"


class Growth(msgspec.Struct, frozen=True):
    """How many agreements the lists show on each of their days, by model; `counts` stand in the order of `days`."""

    days: tuple[str, ...]
    counts: dict[str, tuple[int, ...]]


def listed_by_state(connection: sqlite3.Connection) -> list[Row]:
    """Return a row for each state with agreements: how many are listed, by model, and how many agencies have them."""
    query = (
        "SELECT state, count(*) AS listed, count(DISTINCT agency_id) AS agencies,"
        " sum(model = 'JEM') AS JEM, sum(model = 'WSO') AS WSO, sum(model = 'TFM') AS TFM,"
        " sum(model = 'JEM+TFM') AS JEM_TFM FROM agreement WHERE status = 'listed' GROUP BY state ORDER BY state"
    )
    return select(connection, query)


def list_days(connection: sqlite3.Connection) -> list[str]:
    """Return the days of the usable participating lists, oldest first."""
    query = f"SELECT DISTINCT published_on AS day FROM publication WHERE {_USABLE} ORDER BY 1"  # noqa: S608  constant
    return [row["day"] for row in select(connection, query) if row["day"]]


def growth(connection: sqlite3.Connection, *, state: str = "") -> Growth:
    """Return how many agreements the lists showed on each of their days, of one state or the country."""
    spans = select(
        connection,
        "SELECT model, from_on, until_on FROM in_force JOIN agreement USING (agreement_id)"
        " WHERE agreement.state = ? OR ? = ''",
        (state, state),
    )
    days = list_days(connection)
    models = sorted({row["model"] for row in spans})
    return Growth(
        tuple(days), {model: _count([row for row in spans if row["model"] == model], days) for model in models}
    )


def _count(spans: Sequence[Row], days: Sequence[str]) -> tuple[int, ...]:
    """Return how many spans hold each day: those begun by then without those that were over by then."""
    begun = sorted(row["from_on"] for row in spans)
    over = sorted(row["until_on"] for row in spans if row["until_on"])
    return tuple(bisect_right(begun, day) - bisect_right(over, day) for day in days)


def spans(connection: sqlite3.Connection, agreement_ids: Sequence[str]) -> list[Row]:
    """Return the spans in which the lists show these agreements, with the last list that shows each, oldest first."""
    marks = ", ".join("?" * len(agreement_ids))
    query = (
        "SELECT agreement_id, agency, model, status, from_on, until_on, last_listed_on FROM in_force"  # noqa: S608
        f" JOIN agreement USING (agreement_id) WHERE agreement_id IN ({marks}) ORDER BY from_on, agreement_id"
    )
    return select(connection, query, list(agreement_ids))


def last_changes(connection: sqlite3.Connection, limit: int) -> list[Row]:
    """Return the newest changes, by state and agency within a day."""
    return select(connection, "SELECT * FROM event ORDER BY by_on DESC, state, agency, event_id LIMIT ?", (limit,))


def changes_with_rows(connection: sqlite3.Connection, event_ids: Sequence[str]) -> list[Row]:
    """Return changes by id, in the order given, with what their two printed rows name and when signed."""
    marks = ", ".join("?" * len(event_ids))
    query = (
        "SELECT event.*, old.agency AS old_agency, new.agency AS new_agency, old.signed AS old_signed,"  # noqa: S608
        " new.signed AS new_signed FROM event LEFT JOIN printed_row AS old ON old.row_id = before_row_id"
        f" LEFT JOIN printed_row AS new ON new.row_id = after_row_id WHERE event_id IN ({marks})"
    )
    found = {row["event_id"]: row for row in select(connection, query, list(event_ids))}
    return [found[event_id] for event_id in event_ids]


def agencies_of(connection: sqlite3.Connection, agency_ids: Sequence[str]) -> list[Row]:
    """Return agencies by id, in the order given."""
    marks = ", ".join("?" * len(agency_ids))
    query = f"SELECT * FROM agency WHERE agency_id IN ({marks})"  # noqa: S608
    found = {row["agency_id"]: row for row in select(connection, query, list(agency_ids))}
    return [found[agency_id] for agency_id in agency_ids if agency_id in found]


def conflicts_of(connection: sqlite3.Connection, act_ids: Iterable[str]) -> dict[str, str]:
    """Return, by act, how the claims of these acts contradict each other, in a sentence; only acts where they do."""
    wanted = sorted(set(act_ids) - {""})
    marks = ", ".join("?" * len(wanted))
    query = f"SELECT act_id, conflict FROM act WHERE act_id IN ({marks}) AND conflict <> ''"  # noqa: S608  marks
    return {row["act_id"]: row["conflict"] for row in select(connection, query, wanted)}
