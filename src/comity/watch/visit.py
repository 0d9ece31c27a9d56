"""One visit to publishers: ask, keep the bytes, take them into the record, write down what came of it; in that order.

A visit that is killed anywhere has lost nothing: what was not yet written into the log is asked for again, and what is
in the record already is known by its hash.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit, urlunsplit

import msgspec

from comity.archive import Archive
from comity.archive.answers import Answer, Ask, FetchOutcome
from comity.archive.fetching import Fetcher, stamp
from comity.ledger import Fetch, Ledger
from comity.watch.findings import Finding, FindingCode

# Brings a document into the record: given the answer with its bytes, and their SHA-256 in the archive.
Take = Callable[[Answer, str], None]


class Got(msgspec.Struct, frozen=True):
    """What stands at an address now: the answer, the SHA-256 of its bytes ("" for none), and whether they are new."""

    answer: Answer
    sha256: str
    is_new: bool


class Visit:
    """A fetcher, an archive and a ledger at work together; collects what is found."""

    def __init__(self, fetcher: Fetcher, archive: Archive, ledger: Ledger) -> None:
        """Take the three; the ledger is open for writing."""
        self.fetcher, self.archive, self.ledger = fetcher, archive, ledger
        self.findings: list[Finding] = []
        self.asked_count = 0

    def now(self) -> str:
        """Return the time of day as the record writes it."""
        return stamp(self.fetcher.clock.now())

    def get(self, source: str, role: str, wanted: Ask, name: str = "", take: Take | None = None) -> Got | None:
        """Ask for an address and return what stands there, or None where it could not be had (that is a finding then).

        New bytes go to the archive, then to `take`, which brings them into the record, then the log speaks of them.
        """
        if self._must_wait(source, role, wanted.url):
            return None
        held = self.ledger.held_fetch(wanted.url)
        if held and self.archive.has(held.sha256):
            wanted = msgspec.structs.replace(wanted, etag=held.etag, last_modified=held.last_modified)
        answer = self.fetcher.fetch(wanted)
        self.asked_count += len(answer.attempts)
        sha256 = held.sha256 if held and answer.outcome == FetchOutcome.NOT_MODIFIED else ""
        is_new = False
        if answer.outcome == FetchOutcome.FETCHED:
            sha256 = self.archive.put(answer.data)
            is_new = held is None or held.sha256 != sha256
            if take is not None and is_new:
                take(answer, sha256)
        self._log(source, role, answer, sha256, name)
        if not answer.is_good:
            self.find(source, role, answer.outcome.value, answer.final_url, answer.message)
            return None
        self._note_move(source, role, answer)
        return Got(answer, sha256, is_new)

    def find(self, source: str, role: str, code: str, where: str, message: str) -> None:
        """Add a finding."""
        self.findings.append(Finding(source, role, code, where, message))

    def _must_wait(self, source: str, role: str, url: str) -> bool:
        """Return whether the server asked to be left alone until a time that has not come."""
        last = self.ledger.last_fetch(url)
        if last is None or not last.retry_at or last.retry_at <= self.now():
            return False
        self.find(source, role, FindingCode.WAITING, url, f"the server asked to be left alone until {last.retry_at}")
        return True

    def _note_move(self, source: str, role: str, answer: Answer) -> None:
        if role == "page" and answer.final_url != answer.url:
            message = f"it has moved to {answer.final_url}; say so in the source's file"
            self.find(source, role, FindingCode.MOVED, answer.url, message)

    def _log(self, source: str, role: str, answer: Answer, sha256: str, name: str) -> None:
        last = len(answer.attempts)
        made = []
        for number, attempt in enumerate(answer.attempts, 1):
            row = Fetch(
                asked_at=attempt.asked_at,
                source=source,
                role=role,
                url=answer.url,
                final_url=attempt.url,
                outcome=attempt.outcome.value,
                status=attempt.status,
                message=attempt.message,
                name=name,
                is_last=number == last,
            )
            made.append(_with_bytes(row, answer, sha256) if number == last else row)
        self.ledger.add_fetches(made)


def _with_bytes(row: Fetch, answer: Answer, sha256: str) -> Fetch:
    return msgspec.structs.replace(
        row,
        sha256=sha256,
        size_bytes=len(answer.data),
        content_type=answer.content_type,
        etag=answer.etag,
        last_modified=answer.last_modified,
        retry_at=answer.retry_at,
    )


def secure_address(url: str) -> str:
    """Return an address with https in place of http: lists link to documents by either, and both are one document."""
    parts = urlsplit(url)
    return urlunsplit(("https", *parts[1:])) if parts.scheme == "http" else url


def is_due(last_at: str, every_hours: int, now: str) -> bool:
    """Return whether a publisher is to be asked again; a clock that went back makes it due."""
    if not last_at:
        return True
    passed = _moment(now) - _moment(last_at)
    # A daily timer is never exactly on time: five minutes early is due.
    return passed.total_seconds() < 0 or passed.total_seconds() >= every_hours * 3600 - 300


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
