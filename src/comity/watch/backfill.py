"""A saved folder of captures, taken in: lists into the record, pages into the archive, in any order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from comity.archive import Archive
from comity.archive.captures import Capture, captures_size, read_captures
from comity.archive.fetching import Clock, SystemClock, stamp
from comity.archive.media import sniff
from comity.errors import UnreadableError
from comity.ledger import Fetch, Ledger
from comity.release.documents import Document, take_documents
from comity.release.intake import Taken
from comity.settings import Settings
from comity.sources.watched import Watched
from comity.watch.updating import dated_name, watched_source

__all__ = ["BackfillReport", "back_fill", "captures_size"]

_AT_ONCE = 24
# The bytes held in memory together: a folder of large captures is taken in by fewer at once.
_MOST_BYTES = 64 * 1024 * 1024


class BackfillReport(msgspec.Struct, frozen=True):
    """What a folder held: captures of lists with what became of each, pages that were archived, and the rest."""

    capture_count: int
    page_count: int
    other_count: int
    lists: tuple[Taken, ...]


def back_fill(
    settings: Settings,
    source: str,
    folder: Path,
    *,
    progress: Callable[[int], None] = lambda _: None,
    clock: Clock | None = None,
) -> BackfillReport:
    """Take the captures of a folder into the record, a batch at a time; what is known already changes nothing.

    Raises UsageError (no such source), UnreadableError (a damaged WARC file), StorageError, BusyError, RecordError.
    """
    watched = watched_source(settings, source)
    now = stamp((clock or SystemClock()).now())
    with Ledger(settings.ledger) as ledger:
        work = _Work(Archive(settings.archive), ledger, source, watched, now)
        try:
            for capture in read_captures(folder):
                work.take(capture)
                progress(capture.consumed)
        except UnreadableError:
            work.flush()  # all but the damaged captures goes in
            raise
        work.flush()
    return BackfillReport(work.capture_count, work.page_count, work.other_count, tuple(work.lists))


class _Work:
    """Captures on their way in, some at a time."""

    def __init__(self, archive: Archive, ledger: Ledger, source: str, watched: Watched, now: str) -> None:
        self._archive, self._ledger, self._source, self._watched, self._now = archive, ledger, source, watched, now
        self._waiting: list[Document] = []
        self._known = set(ledger.fetched_hashes())
        self._pages: list[Capture] = []
        self.lists: list[Taken] = []
        self.capture_count = self.page_count = self.other_count = 0

    def take(self, capture: Capture) -> None:
        """Sort one capture: a list by its name, a page by its bytes; the rest is counted."""
        self.capture_count += 1
        data = capture.data
        if data is None:
            self.other_count += 1
        elif any(link.fits(capture.name) for link in self._watched.link) and sniff(data) != "html":
            name = dated_name(capture.name, capture.captured_at) if capture.captured_at else capture.name
            self._waiting.append(Document(name, data, capture.url, capture.captured_at))
        elif capture.url in self._watched.pages and sniff(data) == "html":
            self._pages.append(capture)
            self.page_count += 1
        else:
            self.other_count += 1
        held = sum(len(document.data) for document in self._waiting)
        if len(self._waiting) + len(self._pages) >= _AT_ONCE or held > _MOST_BYTES:
            self.flush()

    def flush(self) -> None:
        """Bring what waits into the record."""
        self.lists += take_documents(self._archive, self._ledger, self._source, self._waiting, added_at=self._now)
        hashes = self._archive.put_many(page.data or b"" for page in self._pages)
        self._ledger.add_fetches(
            Fetch(
                asked_at=page.captured_at or self._now,
                source=self._source,
                role="page",
                url=f"capture:{page.url}",  # not the live address: a capture is no word on what stands there now
                final_url=page.url,
                outcome="captured",
                sha256=sha256,
                size_bytes=len(page.data or b""),
            )
            for page, sha256 in zip(self._pages, hashes, strict=True)
            if sha256 not in self._known
        )
        self._known.update(hashes)
        self._waiting.clear()
        self._pages.clear()
