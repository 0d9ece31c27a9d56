"""Documents that the rows of lists link to: fetched some at a time, newest first, each archived once.

Its bytes are secured before they are gone; what it says is proposed as claims for review.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

import msgspec

from comity.archive.answers import Answer, Ask
from comity.archive.fetching import stamp
from comity.errors import UnreadableError
from comity.ledger import Fetch, Ledger
from comity.places import Resolver, load_gazetteer
from comity.sources.landing import name_of
from comity.sources.watched import Watched, WatchedDocuments
from comity.watch.findings import FindingCode
from comity.watch.visit import Visit, secure_address

ROLE = "document"


class DocumentRound(msgspec.Struct, frozen=True):
    """What a round did: the SHA-256 of each document that came, and how many addresses are left for later rounds."""

    sha256s: tuple[str, ...]
    left_count: int


def fetch_documents(visit: Visit, source: str, watched: Watched, most: int | None = None) -> DocumentRound:
    """Fetch documents that were never had, at most so many (by default as the source says)."""
    wanted = watched.documents
    if wanted is None or most == 0:
        return DocumentRound((), 0)
    due = list(_due(visit, watched, wanted))
    bound = wanted.per_run if most is None else most
    came = []
    reader = _Reader()
    for url in due[:bound]:
        visit.fetcher.pause(url, wanted.pause_seconds)
        ask = Ask(url, watched.hosts, wanted.kinds, wanted.max_bytes)
        got = visit.get(source, ROLE, ask, name_of(url), partial(_propose, visit, source, reader))
        if got is not None and got.is_new:
            came.append(got.sha256)
    return DocumentRound(tuple(came), max(0, len(due) - bound))


class _Reader:
    """Reads documents, with what that needs loaded at the first one."""

    def __init__(self) -> None:
        self._resolver: Resolver | None = None

    def propose(self, ledger: Ledger, answer: Answer, sha256: str, now: str) -> None:
        """Bring what a document says before a reviewer; raise UnreadableError where it says nothing."""
        from comity.release.memoranda import read_document
        from comity.sources.moa.proposals import MAKER, page_of, propose_claims

        resolver = self._resolver = self._resolver or Resolver(load_gazetteer())
        memorandum = read_document(answer.data, name_of(answer.final_url), resolver)
        claims = propose_claims(memorandum, resolver.gazetteer)
        texts = [sheet.text for sheet in memorandum.sheets]
        ledger.propose(page_of(memorandum, sha256, answer.final_url), texts, claims, made_by=MAKER, added_at=now)


def _propose(visit: Visit, source: str, reader: _Reader, answer: Answer, sha256: str) -> None:
    try:
        reader.propose(visit.ledger, answer, sha256, visit.now())
    except UnreadableError as error:
        visit.find(source, ROLE, FindingCode.UNREADABLE, answer.final_url, str(error))


def _due(visit: Visit, watched: Watched, wanted: WatchedDocuments) -> Iterator[str]:
    """Yield addresses on the source's hosts that were never asked, then those whose failure is old enough."""
    outcomes = visit.ledger.fetch_outcomes(ROLE)
    retry_from = stamp(visit.fetcher.clock.now() - timedelta(days=wanted.retry_days))
    linked = list(dict.fromkeys(_addresses(visit, watched, wanted)))
    yield from (url for url in linked if url not in outcomes)
    yield from (url for url in linked if url in outcomes and _may_retry(outcomes[url], retry_from))


def _may_retry(last: Fetch, retry_from: str) -> bool:
    return not last.sha256 and last.asked_at <= retry_from


def _addresses(visit: Visit, watched: Watched, wanted: WatchedDocuments) -> Iterator[str]:
    for url in visit.ledger.linked_addresses(wanted.columns):
        try:
            host = urlsplit(url).hostname
        except ValueError:
            continue  # no address; the register tells it as an issue of its row
        if host in watched.hosts:
            yield url if visit.fetcher.manners.allow_loopback else secure_address(url)
