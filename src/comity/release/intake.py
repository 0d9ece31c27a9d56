"""Publications into the record: bytes to the archive first, then what they say to the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from comity.archive import Archive
from comity.errors import ComityError, SourceError, UnreadableError, UsageError
from comity.ledger import AddOutcome, Ledger, ListEntry
from comity.model import ListFacts, ParsedList
from comity.settings import Settings
from comity.sources.ice_287g import read_list

# Larger than any list by far; what is larger is not read into memory at all.
MAX_BYTES = 64 * 1024 * 1024
AT_ONCE = 64

SOURCES: dict[str, Callable[[bytes, str], ParsedList]] = {"ice-287g": read_list}


class Taken(msgspec.Struct, frozen=True):
    """What became of one file: `outcome` is new, known, shown_again (known bytes, another name) or unreadable."""

    name: str
    publication_id: str
    outcome: str
    rows: int
    accepted: int
    refused: int
    error: ComityError | None = None


def take_in(
    settings: Settings,
    source: str,
    paths: Sequence[Path],
    *,
    added_at: str,
    progress: Callable[[int], None] = lambda _: None,
) -> list[Taken]:
    """Add files to the record and return what became of each, in order.

    A file that cannot be read is kept in the archive and recorded with the reason; the others go in. What is returned
    is on the disk. Raises UsageError (no such source or file), StorageError, BusyError and RecordError.
    """
    read = _reader(source)
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise UsageError("there is no such file", where=str(missing[0]), cure="give the path of a list")
    archive = Archive(settings.archive)
    taken: list[Taken] = []
    with Ledger(settings.ledger) as ledger:
        for batch in _batches(paths):
            documents = [path.read_bytes() for path in batch if _fits(path)]
            archive.put_many(documents)
            taken += _enter(ledger, source, read, batch, iter(documents), added_at)
            progress(len(batch))
    return taken


def _reader(source: str) -> Callable[[bytes, str], ParsedList]:
    if source not in SOURCES:
        raise UsageError(f"there is no source {source!r}", cure=f"use one of: {', '.join(sorted(SOURCES))}")
    return SOURCES[source]


def _fits(path: Path) -> bool:
    return path.stat().st_size <= MAX_BYTES


def _batches(paths: Iterable[Path]) -> Iterator[list[Path]]:
    rest = iter(paths)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch


def _enter(
    ledger: Ledger,
    source: str,
    read: Callable[[bytes, str], ParsedList],
    batch: Sequence[Path],
    documents: Iterator[bytes],
    added_at: str,
) -> list[Taken]:
    entries, errors = [], []
    for path in batch:
        entry, error = _entry(source, read, path, next(documents) if _fits(path) else None, added_at)
        entries.append(entry)
        errors.append(error)
    outcomes = ledger.add_lists(entries)
    return [_taken(*item) for item in zip(entries, outcomes, errors, strict=True)]


def _entry(
    source: str, read: Callable[[bytes, str], ParsedList], path: Path, data: bytes | None, added_at: str
) -> tuple[ListEntry, ComityError | None]:
    try:
        if data is None:
            limit = MAX_BYTES // 1024 // 1024
            problem, cure = f"the file is larger than {limit} MB", "a list is far smaller; look what it is"
            raise UnreadableError(problem, where=path.name, cure=cure)
        return ListEntry(read(data, path.name), source, added_at), None
    except (UnreadableError, SourceError) as error:
        parsed = ParsedList(_facts(path, data), rows=(), refused=(), issues=(), row_count=0)
        return ListEntry(parsed, source, added_at, error=str(error)), error


def _facts(path: Path, data: bytes | None) -> ListFacts:
    if data is None:
        with path.open("rb") as file:
            return ListFacts(path.name, hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)
    return ListFacts(path.name, hashlib.sha256(data).hexdigest(), len(data))


def _taken(entry: ListEntry, outcome: AddOutcome, error: ComityError | None) -> Taken:
    known = "new" if outcome.is_new else "shown_again" if outcome.is_new_sighting else "known"
    return Taken(
        name=entry.parsed.facts.name,
        publication_id=outcome.publication_id,
        outcome="unreadable" if error else known,
        rows=entry.parsed.row_count,
        accepted=len(entry.parsed.rows),
        refused=len(entry.parsed.refused),
        error=error,
    )
