"""Updating with everything around it: the lock, the fetcher with its manners, the record open for writing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from comity.archive import Archive
from comity.archive.captures import captures_size
from comity.archive.fetching import Clock, Fetcher, Manners, SystemClock, stamp
from comity.ledger import Ledger
from comity.release.lock import one_at_a_time
from comity.settings import Settings
from comity.sources.watched import Watched
from comity.watch.articles import KeptArticle, fetch_article, is_address, keep_article
from comity.watch.backfill import BackfillReport, back_fill
from comity.watch.memoranda import fetch_documents
from comity.watch.updating import WATCHED, SourceUpdate, UpdateReport, watched_source
from comity.watch.visit import Visit, is_due

__all__ = [
    "add_articles",
    "back_fill_source",
    "captures_size",
    "update_sources",
    "visit_sources",
    "watch_lock",
]

DOING = "updating or watching"


@contextmanager
def watch_lock(settings: Settings) -> Iterator[None]:
    """Hold the lock under which publishers are asked; raise BusyError where another process holds it."""
    with one_at_a_time(settings.home / "watch.lock", DOING):
        yield


def update_sources(
    settings: Settings,
    sources: Iterable[str] = (),
    *,
    documents: int | None = None,
    manners: Manners | None = None,
    clock: Clock | None = None,
) -> list[UpdateReport]:
    """Ask the publishers of sources (by default all) for what they show now, and return what each update did."""
    with watch_lock(settings):
        return visit_sources(settings, sources, documents=documents, manners=manners, clock=clock)


def visit_sources(
    settings: Settings,
    sources: Iterable[str] = (),
    *,
    documents: int | None = None,
    only_due: bool = False,
    manners: Manners | None = None,
    clock: Clock | None = None,
) -> list[UpdateReport]:
    """Do what `update_sources` does under a lock that is held already; with `only_due`, those whose time has come."""
    chosen = {source: watched_source(settings, source) for source in (tuple(sources) or tuple(WATCHED))}
    reports = []
    with Ledger(settings.ledger) as ledger:
        for source, watched in chosen.items():
            with _fetcher(settings, manners, clock, watched.pause_seconds) as fetcher:
                visit = Visit(fetcher, Archive(settings.archive), ledger)
                if not only_due or _is_due(visit, watched.pages, watched.every_hours):
                    reports.append(_update(visit, source, watched, documents))
    return reports


def _update(visit: Visit, source: str, watched: Watched, documents: int | None) -> UpdateReport:
    one = SourceUpdate(visit, source, watched)
    one.run()
    came = fetch_documents(visit, source, watched, documents)
    return UpdateReport(
        source=source,
        asked_count=visit.asked_count,
        lists=tuple(one.lists),
        document_count=len(came.sha256s),
        documents_left=came.left_count,
        findings=tuple(visit.findings),
    )


def _is_due(visit: Visit, pages: tuple[str, ...], every_hours: int) -> bool:
    asked = [last.asked_at for page in pages if (last := visit.ledger.last_fetch(page)) is not None]
    return is_due(max(asked, default=""), every_hours, visit.now())


def _fetcher(settings: Settings, manners: Manners | None, clock: Clock | None, pause: float = 0.5) -> Fetcher:
    own = Manners(contact=settings.contact, pause_seconds=pause, allow_loopback=settings.allow_loopback)
    return Fetcher(manners or own, robots=settings.cache / "robots", clock=clock)


def back_fill_source(
    settings: Settings, source: str, folder: Path, *, progress: Callable[[int], None] = lambda _: None
) -> BackfillReport:
    """Take a saved folder of captures into the record, under the lock; see `back_fill`."""
    with watch_lock(settings):
        return back_fill(settings, source, folder, progress=progress)


def add_articles(
    settings: Settings,
    texts: Iterable[str],
    *,
    manners: Manners | None = None,
    clock: Clock | None = None,
) -> list[KeptArticle]:
    """Archive articles by addresses given by hand or from files, and return what became of each."""
    chosen, archive, now = tuple(texts), Archive(settings.archive), stamp((clock or SystemClock()).now())
    with ExitStack() as stack:
        stack.enter_context(watch_lock(settings))
        ledger = stack.enter_context(Ledger(settings.ledger))
        visit = None
        if any(is_address(text) for text in chosen):
            visit = Visit(stack.enter_context(_fetcher(settings, manners, clock)), archive, ledger)
        return [
            fetch_article(visit, text) if visit and is_address(text) else keep_article(archive, ledger, Path(text), now)
            for text in chosen
        ]
