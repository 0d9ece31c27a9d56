"""What the program did and what a person should look at: runs and issues."""

import sqlite3
from collections.abc import Iterable, Mapping

import msgspec

from comity.ledger.connection import has_table

_to_counts = msgspec.json.Decoder(dict[str, int]).decode


class Run(msgspec.Struct, frozen=True):
    """One command's run; `outcome` is "" while it runs, and for ever if it was killed."""

    run_id: int
    started_at: str
    finished_at: str
    command: str
    outcome: str
    counts: dict[str, int]


class Issue(msgspec.Struct, frozen=True):
    """Something a person should look at that belongs to no single row of a list."""

    subject: str
    code: str
    message: str
    raised_at: str


def start_run(connection: sqlite3.Connection, command: str, started_at: str) -> int:
    """Record that a command began and return the run's number."""
    statement = "INSERT INTO run_start (started_at, command) VALUES (?, ?)"
    return connection.execute(statement, (started_at, command)).lastrowid or 0


def finish_run(
    connection: sqlite3.Connection, run_id: int, finished_at: str, outcome: str, counts: Mapping[str, int]
) -> None:
    """Record how a run ended."""
    row = (run_id, finished_at, outcome, msgspec.json.encode(dict(counts), order="sorted").decode())
    connection.execute("INSERT INTO run_end VALUES (?, ?, ?, ?)", row)


def read_runs(connection: sqlite3.Connection, limit: int) -> list[Run]:
    """Return the latest runs, newest first."""
    query = (
        "SELECT run_id, started_at, coalesce(finished_at, ''), command, outcome, counts FROM run "
        "ORDER BY run_id DESC LIMIT ?"
    )
    rows = connection.execute(query, (limit,))
    return [
        Run(number, began, ended, command, outcome, _to_counts(counts))
        for number, began, ended, command, outcome, counts in rows
    ]


def add_issues(connection: sqlite3.Connection, issues: Iterable[Issue]) -> None:
    """Add issues."""
    rows = [msgspec.structs.astuple(issue) for issue in issues]
    connection.executemany("INSERT INTO issue (subject, code, message, raised_at) VALUES (?, ?, ?, ?)", rows)


def read_issues(connection: sqlite3.Connection) -> list[Issue]:
    """Return all issues in the order of adding."""
    return [
        Issue(*row)
        for row in connection.execute("SELECT subject, code, message, raised_at FROM issue ORDER BY issue_id")
    ]


# What a release may be compiled from; the logs of runs, fetches and acceptances change nothing in it.
_COMPILED = ("sighting", "reading", "claim", "claim_publication", "decision", "page_reading", "proposal", "review")


def read_mark(connection: sqlite3.Connection) -> str:
    """Return a text that is another one whenever a fact was added that a release is compiled from."""
    held = [name for name in _COMPILED if has_table(connection, name)]
    query = " UNION ALL ".join(f"SELECT coalesce(max(rowid), 0) FROM {name}" for name in held)  # noqa: S608  constant
    numbers = [row[0] for row in connection.execute(query)]
    return " ".join(f"{name}:{number}" for name, number in zip(held, numbers, strict=True))
