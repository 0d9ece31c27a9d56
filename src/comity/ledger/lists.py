"""Lists into the ledger and out of it: publications, sightings, readings and the printed rows they share."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import cast

import msgspec

from comity.ledger import schema
from comity.ledger.connection import transaction
from comity.ledger.records import AddOutcome, LocatorRun, Sighting, StoredList, compress_locators
from comity.model import ListFacts, ParsedList, PrintedRow, Refusal, RowIssue

_PRINTED = ", ".join(schema.PRINTED_COLUMNS)
_PLACES = ", ".join("?" * len(schema.PRINTED_COLUMNS))
_READING = "row_count, printed_row_ids, row_locators, refused, issues, error"

# Rows looked up together; SQLite takes some hundreds of values in one statement, however it was built.
_AT_ONCE = 500

_to_ids = msgspec.json.Decoder(tuple[int, ...]).decode
_to_runs = msgspec.json.Decoder(tuple[LocatorRun, ...]).decode
_to_refused = msgspec.json.Decoder(tuple[Refusal, ...]).decode
_to_issues = msgspec.json.Decoder(tuple[RowIssue, ...]).decode
_to_facts = msgspec.json.Decoder(ListFacts).decode


class ListEntry(msgspec.Struct, frozen=True):
    """A list to add, with where it came from; `error` is set, and the list empty, where it could not be read."""

    parsed: ParsedList
    source: str
    added_at: str
    url: str = ""
    retrieved_at: str = ""
    read_by: str = ""
    error: str = ""


class ListWriter:
    """Adds lists over one connection; remembers the printed rows it has met, because lists repeat each other.

    Not to be used after a failure: what it remembers of the failed list was never written.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take an open connection."""
        self._connection = connection
        self._row_ids: dict[PrintedRow, int] = {}

    def add(self, entry: ListEntry) -> AddOutcome:
        """Add one list in one transaction and return what changed."""
        with transaction(self._connection):
            return self._add(entry)

    def _add(self, entry: ListEntry) -> AddOutcome:
        publication_id = entry.parsed.facts.sha256
        is_new = self._add_publication(entry)
        is_new_sighting = self._add_sighting(entry)
        before = self._printed_row_count()
        reading = self._reading(entry)
        is_new_reading = self._add_reading(entry, reading)
        return AddOutcome(
            publication_id=publication_id,
            is_new=is_new,
            is_new_sighting=is_new_sighting,
            is_new_reading=is_new_reading,
            row_count=entry.parsed.row_count,
            new_row_count=self._printed_row_count() - before,
        )

    def _printed_row_count(self) -> int:
        # Rows are never deleted, so the highest number is the count.
        found: int = self._connection.execute("SELECT coalesce(max(printed_row_id), 0) FROM printed_row").fetchone()[0]
        return found

    def _add_publication(self, entry: ListEntry) -> bool:
        facts = entry.parsed.facts
        known = self._connection.execute("SELECT 1 FROM publication WHERE publication_id = ?", (facts.sha256,))
        if known.fetchone():
            return False
        row = (facts.sha256, entry.source, facts.name, entry.url, entry.retrieved_at, entry.added_at, facts.size_bytes)
        self._connection.execute("INSERT INTO publication VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        return True

    def _add_sighting(self, entry: ListEntry) -> bool:
        facts = entry.parsed.facts
        key = (facts.sha256, facts.name, entry.url, entry.retrieved_at)
        known = self._connection.execute(
            "SELECT facts FROM sighting WHERE publication_id = ? AND name = ? AND url = ? AND retrieved_at = ? "
            "ORDER BY sighting_id DESC LIMIT 1",
            key,
        ).fetchone()
        text = _json(facts)
        if known and known[0] == text:
            return False
        columns = "publication_id, name, url, retrieved_at, added_at, facts"
        statement = f"INSERT INTO sighting ({columns}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608  constant names
        self._connection.execute(statement, (*key, entry.added_at, text))
        return True

    def _reading(self, entry: ListEntry) -> tuple[int, str, str, str, str, str]:
        parsed = entry.parsed
        row_ids = self._numbers([row for _, row in parsed.rows])
        locators = compress_locators([locator for locator, _ in parsed.rows])
        found = (_json(row_ids), _json(locators), _json(parsed.refused), _json(parsed.issues))
        return (parsed.row_count, *found, entry.error)

    def _numbers(self, rows: list[PrintedRow]) -> list[int]:
        """Return the rows' numbers; almost all were met in lists before."""
        known = self._row_ids
        found = list(map(known.get, rows))
        unmet = list(dict.fromkeys(row for row, number in zip(rows, found, strict=True) if number is None))
        if not unmet:
            return cast("list[int]", found)  # as most lists: they repeat the one before
        for start in range(0, len(unmet), _AT_ONCE):
            known.update(self._store(unmet[start : start + _AT_ONCE]))
        return [known[row] if number is None else number for row, number in zip(rows, found, strict=True)]

    def _store(self, rows: Sequence[PrintedRow]) -> dict[PrintedRow, int]:
        """Return the numbers of some distinct rows; those that the ledger lacks are added."""
        values = [msgspec.structs.astuple(row) for row in rows]
        hashes = [hashlib.sha256(msgspec.json.encode(one)).digest() for one in values]
        places = ", ".join("?" * len(hashes))
        query = f"SELECT content_hash, printed_row_id FROM printed_row WHERE content_hash IN ({places})"  # noqa: S608
        numbers: dict[bytes, int] = dict(self._connection.execute(query, hashes))
        lacking = [(*one, key) for one, key in zip(values, hashes, strict=True) if key not in numbers]
        numbers |= zip((row[-1] for row in lacking), count(self._printed_row_count() + 1))
        statement = f"INSERT INTO printed_row ({_PRINTED}, content_hash, printed_row_id) VALUES ({_PLACES}, ?, ?)"  # noqa: S608
        self._connection.executemany(statement, ((*row, numbers[row[-1]]) for row in lacking))
        return {row: numbers[key] for row, key in zip(rows, hashes, strict=True)}

    def _add_reading(self, entry: ListEntry, reading: tuple[int, str, str, str, str, str]) -> bool:
        publication_id = entry.parsed.facts.sha256
        known = self._connection.execute(
            f"SELECT read_by, {_READING} FROM reading WHERE publication_id = ? "  # noqa: S608  constant names
            "ORDER BY reading_id DESC LIMIT 1",
            (publication_id,),
        ).fetchone()
        if known == (entry.read_by, *reading):
            return False
        statement = (
            f"INSERT INTO reading (publication_id, read_by, added_at, {_READING}) "  # noqa: S608  constant names
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        self._connection.execute(statement, (publication_id, entry.read_by, entry.added_at, *reading))
        return True


def unreadable_entry(
    facts: ListFacts, error: str, *, source: str, added_at: str, url: str, retrieved_at: str
) -> ListEntry:
    """Return the entry of a file that could not be read: its facts and why, no rows."""
    parsed = ParsedList(facts=facts, rows=(), refused=(), issues=(), row_count=0)
    return ListEntry(parsed, source, added_at, url, retrieved_at, error=error)


def read_lists(connection: sqlite3.Connection, publication_id: str | None = None) -> list[StoredList]:
    """Return all publications, or one, sorted by their SHA-256, with latest readings and all sightings."""
    where, values = ("WHERE publication_id = ?", (publication_id,)) if publication_id else ("", ())
    sightings = _read_sightings(connection, where, values)
    rows = connection.execute(
        f"SELECT publication_id, source, publication.added_at, size_bytes, read_by, {_READING} "  # noqa: S608
        f"FROM publication JOIN latest_reading USING (publication_id) {where} ORDER BY publication_id",
        values,
    )
    return [_stored_list(row, sightings[row[0]]) for row in rows]


def _stored_list(row: tuple[str, str, str, int, str, int, str, str, str, str, str], seen: list[Sighting]) -> StoredList:
    publication_id, source, added_at, size_bytes, read_by, row_count, ids, runs, refused, issues, error = row
    return StoredList(
        publication_id=publication_id,
        source=source,
        added_at=added_at,
        size_bytes=size_bytes,
        sightings=tuple(seen),
        read_by=read_by,
        row_count=row_count,
        printed_row_ids=_to_ids(ids),
        locator_runs=_to_runs(runs),
        refused=_to_refused(refused),
        issues=_to_issues(issues),
        error=error,
    )


def _read_sightings(connection: sqlite3.Connection, where: str, values: tuple[str, ...]) -> dict[str, list[Sighting]]:
    latest: dict[tuple[str, str, str, str], Sighting] = {}
    query = (
        f"SELECT publication_id, name, url, retrieved_at, added_at, facts FROM sighting {where} ORDER BY sighting_id"  # noqa: S608
    )
    for publication_id, name, url, retrieved_at, added_at, facts in connection.execute(query, values):
        key = (publication_id, name, url, retrieved_at)
        latest[key] = Sighting(name, url, retrieved_at, added_at, _to_facts(facts))
    found: defaultdict[str, list[Sighting]] = defaultdict(list)
    for key in sorted(latest):
        found[key[0]].append(latest[key])
    return found


def read_printed_rows(connection: sqlite3.Connection) -> dict[int, PrintedRow]:
    """Return every distinct printed row by its number in this file."""
    rows = connection.execute(f"SELECT printed_row_id, {_PRINTED} FROM printed_row")  # noqa: S608  constant names
    return {row[0]: PrintedRow(*row[1:]) for row in rows}


def acknowledge(connection: sqlite3.Connection, acknowledged_at: str, publication_count: int) -> None:
    """Write the row whose commit, in full synchrony, brings all earlier ones to the disk."""
    statement = "INSERT INTO acknowledgement (acknowledged_at, publication_count) VALUES (?, ?)"
    connection.execute(statement, (acknowledged_at, publication_count))


def _json(value: Iterable[object] | ListFacts) -> str:
    return msgspec.json.encode(value).decode()
