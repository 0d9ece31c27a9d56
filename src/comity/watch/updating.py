"""Updating: what a source's publisher shows now, fetched where it is new, archived, and taken into the record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import msgspec

from comity.archive.answers import Ask
from comity.errors import UsageError
from comity.release.documents import Document, take_documents
from comity.release.intake import Taken
from comity.settings import Settings
from comity.sources.ice_287g import load_source, read_name
from comity.sources.landing import name_of, read_landing
from comity.sources.watched import Watched, WatchedFile, override_watched
from comity.watch.findings import Finding, FindingCode
from comity.watch.visit import Got, Visit, secure_address

if TYPE_CHECKING:
    from comity.archive.answers import Answer

WATCHED: dict[str, Callable[[], Watched]] = {"ice-287g": lambda: load_source().watched}
# What one folder of deliveries may hold beside; a file larger than a list is not read.
_SUFFIXES = (".xlsx", ".csv")


class UpdateReport(msgspec.Struct, frozen=True):
    """What an update of one source did: requests made, lists that came (new or shown again), findings."""

    source: str
    asked_count: int
    lists: tuple[Taken, ...]
    document_count: int
    documents_left: int
    findings: tuple[Finding, ...]

    @property
    def new_count(self) -> int:
        """Return how many lists changed the record."""
        return sum(taken.outcome != "known" for taken in self.lists)


def watched_source(settings: Settings, source: str) -> Watched:
    """Return what is watched of a source, with the data folder's own keys in their place."""
    if source not in WATCHED:
        raise UsageError(f"there is no source {source!r} to watch", cure=f"use one of: {', '.join(sorted(WATCHED))}")
    watched = WATCHED[source]()
    path = settings.home / "sources" / f"{source}.toml"
    return override_watched(watched, path.read_bytes(), str(path)) if path.is_file() else watched


class SourceUpdate:
    """One source's update within a visit."""

    def __init__(self, visit: Visit, source: str, watched: Watched) -> None:
        """Take the visit, the source's id and what is watched of it."""
        self.visit, self.source, self.watched = visit, source, watched
        self.lists: list[Taken] = []

    def run(self) -> None:
        """Look at every page, file and folder of the source."""
        for page in self.watched.pages:
            self._read_page(page)
        for file in self.watched.files:
            self._get_list(file, name_of(file.address), is_dated=False)
        for folder in self.watched.folders:
            self._read_folder(Path(folder).expanduser())

    def _read_page(self, page: str) -> None:
        """Archive a landing page and fetch what it links to; a page without the expected links is a finding."""
        wanted = Ask(page, self.watched.hosts, ("html",), self.watched.page_max_bytes)
        got = self.visit.get(self.source, "page", wanted)
        if got is None:
            return
        data = got.answer.data or self.visit.archive.get(got.sha256)
        landing = read_landing(data.decode("utf-8", "replace"), got.answer.final_url, self.watched)
        for missing in landing.missing:
            message = f"the page links to no {missing} list; it has changed, or shows something else"
            self.visit.find(self.source, "page", FindingCode.NO_LINK, page, message)
        for url in landing.unknown:
            message = "the page links to a document that no pattern of the source knows"
            self.visit.find(self.source, "page", FindingCode.UNKNOWN_FILE, url, message)
        for link in landing.links:
            self._get_list(WatchedFile(link.url, link.kind.kinds, link.kind.max_bytes), link.name, is_dated=True)

    def _get_list(self, file: WatchedFile, name: str, *, is_dated: bool) -> Got | None:
        url = file.address if self.visit.fetcher.manners.allow_loopback else secure_address(file.address)

        def take(answer: Answer, _: str) -> None:
            self._take(Document(dated_name(name, answer.asked_at), answer.data, url, answer.asked_at))

        wanted = Ask(url, self.watched.hosts, file.kinds, file.max_bytes)
        return self.visit.get(self.source, "list", wanted, name, take)

    def _read_folder(self, folder: Path) -> None:
        """Take in what lies in a folder of deliveries; what is known already changes nothing."""
        if not folder.is_dir():
            self.visit.find(self.source, "list", "not_found", str(folder), "the folder of deliveries is not there")
            return
        for path in sorted(folder.iterdir()):
            if path.name.lower().endswith(_SUFFIXES) and not path.name.startswith("."):
                self._take(Document(path.name, path.read_bytes(), "", ""))

    def _take(self, document: Document) -> None:
        visit = self.visit
        taken = take_documents(visit.archive, visit.ledger, self.source, [document], added_at=visit.now())
        for one in taken:
            self.lists.append(one)
            if one.error is not None:
                visit.find(self.source, "list", FindingCode.UNREADABLE, document.url or document.name, str(one.error))


def dated_name(name: str, asked_at: str) -> str:
    """Return a list's name, with the moment of fetching behind it where it bears no date of its own.

    `participating.xlsx` becomes `participating-20250221214937.xlsx`; a moment is in UTC, as names of captures are.
    """
    clean = "".join(c if c.isprintable() and c not in "/\\" else "_" for c in name) or "list"
    if read_name(clean).on:
        return clean
    path = PurePosixPath(clean)
    digits = "".join(c for c in asked_at if c.isdigit())[:14]
    return f"{path.stem}-{digits}{path.suffix}"
