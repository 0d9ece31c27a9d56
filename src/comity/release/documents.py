"""Documents that were fetched, into the record: as `intake` takes files, with the address and the hour beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from comity.archive import Archive
from comity.errors import SourceError, UnreadableError, UsageError
from comity.ledger import Ledger, ListEntry
from comity.model import ListFacts, ParsedList
from comity.release.intake import SOURCES, Taken, told
from comity.release.reading import Outcome, Read


class Document(msgspec.Struct, frozen=True):
    """A list's bytes, the name under which the publisher showed it, its address, and when it was fetched."""

    name: str
    data: bytes
    url: str
    retrieved_at: str


def take_documents(
    archive: Archive, ledger: Ledger, source: str, documents: Sequence[Document], *, added_at: str
) -> list[Taken]:
    """Add documents to the record and return what became of each, in order; what is returned is on the disk.

    One that cannot be read is kept in the archive and recorded with the reason. Raises UsageError (no such source),
    StorageError, BusyError and RecordError.
    """
    if source not in SOURCES:
        raise UsageError(f"there is no source {source!r}", cure=f"use one of: {', '.join(sorted(SOURCES))}")
    outcomes = [_read(SOURCES[source], document) for document in documents]
    archive.put_many(document.data for document in documents)
    entries = [
        ListEntry(
            outcome.parsed,
            source,
            added_at,
            document.url,
            document.retrieved_at,
            error=str(outcome.error) if outcome.error else "",
        )
        for document, outcome in zip(documents, outcomes, strict=True)
    ]
    return [told(*item) for item in zip(outcomes, ledger.add_lists(entries), strict=True)]


def _read(read: Read, document: Document) -> Outcome:
    try:
        return Outcome(read(document.data, document.name))
    except (UnreadableError, SourceError) as error:
        facts = ListFacts(document.name, hashlib.sha256(document.data).hexdigest(), len(document.data))
        return Outcome(ParsedList(facts, rows=(), refused=(), issues=(), row_count=0), error)
