"""Two releases side by side: what the newer one would change. Reads their databases, writes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import msgspec

from comity.release.current import ReleaseInfo
from comity.release.pointer import read_only_address

# What tells one state of an agreement from another, for a person who asks what changed.
_STATE = ("agency", "model", "signed_on", "last_listed_on", "status", "successor_id")
_TOLD = ("agency", "model", "signed_on", "status", "successor_id")


class Change(msgspec.Struct, frozen=True):
    """One thing that is in one release and not in the other, or differs: added, removed or changed."""

    change: str
    kind: str
    id: str
    state: str
    agency: str
    detail: str


class Difference(msgspec.Struct, frozen=True):
    """What a release would change: events and agreements one by one, and each table's rows before and after."""

    before_id: str
    after_id: str
    changes: tuple[Change, ...]
    counts: dict[str, tuple[int, int]]


def compare_releases(before: ReleaseInfo | None, after: ReleaseInfo) -> Difference:
    """Return what `after` changes against `before`, or against nothing; events first, each kind sorted by id."""
    held, new = (before.row_counts if before else {}), after.row_counts
    counts = {name: (held.get(name, 0), new.get(name, 0)) for name in sorted(held.keys() | new.keys())}
    with both(before, after) as database:
        changes = (*_events(database), *_agreements(database))
    return Difference(before.release_id if before else "", after.release_id, changes, counts)


@contextmanager
def both(before: ReleaseInfo | None, after: ReleaseInfo) -> Iterator[sqlite3.Connection]:
    """Yield one read-only connection to both databases, `old` and `new`; without an older release `old` is empty."""
    with closing(sqlite3.connect("file::memory:", uri=True)) as database:
        database.row_factory = sqlite3.Row
        _attach(database, "new", after)
        if before is not None:
            _attach(database, "old", before)
        else:
            database.execute("ATTACH ':memory:' AS old")
            for name in ("event", "agreement", "publication", "issue"):
                database.execute(f"CREATE TABLE old.{name} AS SELECT * FROM new.{name} WHERE 0")  # noqa: S608  constant
        yield database


def _attach(database: sqlite3.Connection, name: str, release: ReleaseInfo) -> None:
    database.execute(f"ATTACH ? AS {name}", (read_only_address(release.database),))


def _events(database: sqlite3.Connection) -> Iterator[Change]:
    for change, one, other in (("added", "new", "old"), ("removed", "old", "new")):
        query = (
            f"SELECT event_id, event, state, agency, model, after_on, by_on FROM {one}.event "  # noqa: S608  constant
            f"WHERE event_id NOT IN (SELECT event_id FROM {other}.event) ORDER BY by_on, event_id"
        )
        for row in database.execute(query):
            detail = f"{row['event']}, {row['model']}, after {row['after_on'] or 'nothing'}, by {row['by_on']}"
            yield Change(change, "event", row["event_id"], row["state"] or "", row["agency"] or "", detail)


def _agreements(database: sqlite3.Connection) -> Iterator[Change]:
    for change, one, other in (("added", "new", "old"), ("removed", "old", "new")):
        query = (
            f"SELECT agreement_id, state, agency, model, status FROM {one}.agreement "  # noqa: S608  constant
            f"WHERE agreement_id NOT IN (SELECT agreement_id FROM {other}.agreement) ORDER BY agreement_id"
        )
        for row in database.execute(query):
            detail = f"{row['model']}, {row['status']}"
            yield Change(change, "agreement", row["agreement_id"], row["state"] or "", row["agency"] or "", detail)
    columns = ", ".join(f"o.{name} AS old_{name}, n.{name} AS new_{name}" for name in _STATE)
    query = (
        f"SELECT n.agreement_id, n.state, {columns} FROM new.agreement AS n "  # noqa: S608  constant
        "JOIN old.agreement AS o USING (agreement_id) ORDER BY n.agreement_id"
    )
    for row in database.execute(query):
        told = [
            f"{name}: {_said(row, 'old', name)} → {_said(row, 'new', name)}" for name in _TOLD if _differs(row, name)
        ]
        if told:
            yield Change("changed", "agreement", row[0], row["state"] or "", row["new_agency"] or "", "; ".join(told))


def _differs(row: Any, name: str) -> bool:
    return bool(row[f"old_{name}"] != row[f"new_{name}"])


def _said(row: Any, side: str, name: str) -> str:
    return row[f"{side}_{name}"] or "nothing"
