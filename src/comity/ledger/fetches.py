"""The log of fetching: every request to a publisher and what came of it, the unsuccessful ones above all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from comity.ledger.connection import has_table


class Fetch(msgspec.Struct, frozen=True):
    """One request. `role` is page, list, document or article; `url` is what was wanted, `final_url` what was asked.

    `sha256` names the bytes that came, or those held that still stand; `is_last` marks the last attempt at the address
    in that run, whose outcome counts.
    """

    asked_at: str
    source: str
    role: str
    url: str
    final_url: str
    outcome: str
    status: int = 0
    message: str = ""
    name: str = ""
    sha256: str = ""
    size_bytes: int = 0
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    retry_at: str = ""
    is_last: bool = True


_COLUMNS = ", ".join(Fetch.__struct_fields__)
_PLACES = ", ".join("?" * len(Fetch.__struct_fields__))


def add_fetches(connection: sqlite3.Connection, fetches: Iterable[Fetch]) -> None:
    """Add requests to the log."""
    rows = [msgspec.structs.astuple(fetch) for fetch in fetches]
    connection.executemany(f"INSERT INTO fetch ({_COLUMNS}) VALUES ({_PLACES})", rows)  # noqa: S608  constant names


def read_last(connection: sqlite3.Connection, url: str) -> Fetch | None:
    """Return the last word on an address, or None where it was never asked."""
    return _one(connection, "url = ? AND is_last", url)


def read_held(connection: sqlite3.Connection, url: str) -> Fetch | None:
    """Return the request that last brought bytes from an address, or None."""
    return _one(connection, "url = ? AND outcome = 'fetched' AND is_last", url)


def _one(connection: sqlite3.Connection, condition: str, url: str) -> Fetch | None:
    if not has_table(connection, "fetch"):
        return None
    query = f"SELECT {_COLUMNS} FROM fetch WHERE {condition} ORDER BY fetch_id DESC LIMIT 1"  # noqa: S608  constant
    row = connection.execute(query, (url,)).fetchone()
    return _fetch(row) if row else None


def read_fetches(connection: sqlite3.Connection, since: str, *, last_only: bool) -> list[Fetch]:
    """Return the requests from a moment on, in the order of asking."""
    if not has_table(connection, "fetch"):
        return []
    condition = "asked_at >= ? AND is_last" if last_only else "asked_at >= ?"
    rows = connection.execute(f"SELECT {_COLUMNS} FROM fetch WHERE {condition} ORDER BY fetch_id", (since,))  # noqa: S608
    return [_fetch(row) for row in rows]


def read_outcomes(connection: sqlite3.Connection, role: str) -> dict[str, Fetch]:
    """Return the last word on every address of a role."""
    if not has_table(connection, "fetch"):
        return {}
    query = (
        f"SELECT {_COLUMNS} FROM fetch WHERE fetch_id IN "  # noqa: S608  constant names
        "(SELECT max(fetch_id) FROM fetch WHERE role = ? AND is_last GROUP BY url)"
    )
    return {fetch.url: fetch for fetch in map(_fetch, connection.execute(query, (role,)))}


def read_hashes(connection: sqlite3.Connection) -> list[str]:
    """Return the SHA-256 of everything that was ever fetched, sorted."""
    if not has_table(connection, "fetch"):
        return []
    return [
        row[0] for row in connection.execute("SELECT DISTINCT sha256 FROM fetch WHERE sha256 <> '' ORDER BY sha256")
    ]


def count_outcomes(connection: sqlite3.Connection) -> dict[tuple[str, str, str], int]:
    """Return how many requests ended how, by source, role and outcome."""
    if not has_table(connection, "fetch"):
        return {}
    rows = connection.execute("SELECT source, role, outcome, count(*) FROM fetch GROUP BY 1, 2, 3 ORDER BY 1, 2, 3")
    return {(source, role, outcome): count for source, role, outcome, count in rows}


def read_linked(connection: sqlite3.Connection, columns: Iterable[str]) -> list[str]:
    """Return every address that a printed row links to, the rows printed last first, each once."""
    parts = [f"SELECT printed_row_id AS n, {column} AS url FROM printed_row WHERE {column} <> ''" for column in columns]  # noqa: S608
    query = f"SELECT url FROM ({' UNION ALL '.join(parts)}) GROUP BY url ORDER BY max(n) DESC, url"  # noqa: S608
    return [row[0] for row in connection.execute(query)]


def _fetch(row: tuple[object, ...]) -> Fetch:
    return msgspec.convert(dict(zip(Fetch.__struct_fields__, row, strict=True)), Fetch, strict=False)
