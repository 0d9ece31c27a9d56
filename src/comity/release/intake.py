"""Publications into the record: bytes to the archive first, then what they say to the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from comity.archive import Archive
from comity.errors import ComityError, StorageError, UsageError
from comity.ledger import AddOutcome, Ledger, ListEntry
from comity.model import ParsedList
from comity.release.reading import MAX_BYTES, Outcome, read_files
from comity.settings import Settings
from comity.sources.ice_287g import read_list

AT_ONCE = 24

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
    if source not in SOURCES:
        raise UsageError(f"there is no source {source!r}", cure=f"use one of: {', '.join(sorted(SOURCES))}")
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise UsageError("there is no such file", where=str(missing[0]), cure="give the path of a list")
    archive = Archive(settings.archive)
    outcomes = read_files(SOURCES[source], paths)
    taken: list[Taken] = []
    with Ledger(settings.ledger) as ledger:
        for batch in _batches(paths):
            read = list(islice(outcomes, len(batch)))
            _keep(archive, batch, read)
            entries = [_entry(source, outcome, added_at) for outcome in read]
            added = ledger.add_lists(entries)
            taken += [told(*item) for item in zip(read, added, strict=True)]
            progress(len(batch))
    return taken


def _batches(paths: Iterable[Path]) -> Iterator[list[Path]]:
    rest = iter(paths)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch


def _keep(archive: Archive, paths: Sequence[Path], read: Sequence[Outcome]) -> None:
    """Put the bytes into the archive before the ledger speaks of them; they must be the bytes that were read."""
    kept = [(path, outcome) for path, outcome in zip(paths, read, strict=True) if path.stat().st_size <= MAX_BYTES]
    found = archive.put_many(path.read_bytes() for path, _ in kept)
    for sha256, (path, outcome) in zip(found, kept, strict=True):
        if sha256 != outcome.parsed.facts.sha256:
            raise StorageError("the file changed while it was read", where=str(path), cure="add it again")


def _entry(source: str, outcome: Outcome, added_at: str) -> ListEntry:
    return ListEntry(outcome.parsed, source, added_at, error=str(outcome.error) if outcome.error else "")


def told(outcome: Outcome, added: AddOutcome) -> Taken:
    """Return what became of a document that was read and added."""
    known = "new" if added.is_new else "shown_again" if added.is_new_sighting else "known"
    parsed = outcome.parsed
    return Taken(
        name=parsed.facts.name,
        publication_id=added.publication_id,
        outcome="unreadable" if outcome.error else known,
        rows=parsed.row_count,
        accepted=len(parsed.rows),
        refused=len(parsed.refused),
        error=outcome.error,
    )
