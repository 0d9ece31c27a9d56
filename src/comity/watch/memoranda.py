"""Documents that the rows of lists link to: fetched some at a time, newest first, each archived once.

What such a document says is proposed elsewhere; here its bytes are secured before they are gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import msgspec

from comity.archive.answers import Ask
from comity.archive.fetching import stamp
from comity.ledger import Fetch
from comity.sources.landing import name_of
from comity.sources.watched import Watched, WatchedDocuments
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
    for url in due[:bound]:
        visit.fetcher.pause(url, wanted.pause_seconds)
        got = visit.get(source, ROLE, Ask(url, watched.hosts, wanted.kinds, wanted.max_bytes), name_of(url))
        if got is not None and got.is_new:
            came.append(got.sha256)
    return DocumentRound(tuple(came), max(0, len(due) - bound))


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
