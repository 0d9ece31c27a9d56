"""Decisions: that two things are the same, or are not, or that a printed value is wrong. Revoked by another row."""

import sqlite3

import msgspec

from comity.errors import NotFoundError


class Decision(msgspec.Struct, frozen=True):
    """A recorded judgement. `kind` is same, different or correct; `left` and `right` are what it judges.

    A row that `withdraws` an earlier decision decides nothing else.
    """

    decision_id: str
    kind: str
    left: str
    right: str
    reason: str
    decided_by: str
    decided_at: str
    withdraws: str = ""


def add_decision(connection: sqlite3.Connection, decision: Decision) -> None:
    """Add one decision; raise NotFoundError where it withdraws one that was never made."""
    query = "SELECT 1 FROM decision WHERE decision_id = ?"
    if decision.withdraws and not connection.execute(query, (decision.withdraws,)).fetchone():
        cure = "list the decisions and give the id of one of them"
        raise NotFoundError("there is no such decision to withdraw", where=decision.withdraws, cure=cure)
    row = (*msgspec.structs.astuple(decision)[:-1], decision.withdraws or None)
    connection.execute("INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def read_decisions(connection: sqlite3.Connection) -> list[Decision]:
    """Return every row in the order of adding, withdrawals included."""
    query = (
        'SELECT decision_id, kind, "left", "right", reason, decided_by, decided_at, coalesce(withdraws, \'\') '
        "FROM decision ORDER BY rowid"
    )
    return [Decision(*row) for row in connection.execute(query)]


def in_force(decisions: list[Decision]) -> list[Decision]:
    """Return the decisions that stand, in order; a withdrawal that is itself withdrawn no longer counts."""
    withdrawn: set[str] = set()
    standing: list[Decision] = []
    for decision in reversed(decisions):  # a withdrawal always comes after what it withdraws
        if decision.decision_id in withdrawn:
            continue
        if decision.withdraws:
            withdrawn.add(decision.withdraws)
        else:
            standing.append(decision)
    return standing[::-1]
