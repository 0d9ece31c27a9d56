"""The pages of sources: all of them, one publisher's lists, one publication."""

from __future__ import annotations

from typing import Any

import msgspec

from comity.errors import NotFoundError
from comity.register import ask
from comity.register.ask import Row
from comity.register.publishers import issue_counts, publication, publications_of, publishers, verdicts
from comity.web import addresses
from comity.web.pages.frame import Crumb, Desk, Page
from comity.web.pages.machine import document_data


class SourcesView(msgspec.Struct, frozen=True):
    """Which release it is; every source and its freshness, the issues that stand, the newest publications of claims."""

    release_id: str
    publishers: tuple[Row, ...]
    issue_codes: tuple[Row, ...]
    issues: tuple[Row, ...]


def sources_page(desk: Desk) -> Page:
    """Return the page of all sources."""
    connection = desk.served.connection
    view = SourcesView(
        desk.served.release.release_id,
        tuple(publishers(connection)),
        tuple(issue_counts(connection)),
        tuple(ask.issues(connection)),
    )
    return Page("sources", addresses.SOURCES, desk.text("sources.title"), desk.text("sources.description"), view)


class SourceView(msgspec.Struct, frozen=True):
    """One source: its publications, newest first, and what they were judged to be."""

    source: str
    publications: tuple[Row, ...]
    verdicts: tuple[Row, ...]
    newest: dict[str, str]
    issues: tuple[Row, ...]


def source_page(desk: Desk, source: str) -> Page:
    """Return the page of a source; raise NotFoundError where there is none of that name."""
    connection = desk.served.connection
    rows = publications_of(connection, source)
    if not rows:
        raise NotFoundError("there is no such source", where=source, cure="see all of them at /sources")
    ids = {row["publication_id"] for row in rows}
    newest: dict[str, str] = {}
    for row in rows:
        newest.setdefault(row["list"], row["published_on"])
    view = SourceView(
        source=source,
        publications=tuple(rows),
        verdicts=tuple(verdicts(connection, source)),
        newest=newest,
        issues=tuple(row for row in ask.issues(connection) if row["publication_id"] in ids),
    )
    return Page(
        kind="source",
        path=addresses.source_path(source),
        title=desk.name("source", source),
        description=desk.text("source.describe", name=desk.name("source", source), n=len(rows)),
        view=view,
        crumbs=(_all(desk),),
    )


def publication_page(desk: Desk, publication_id: str) -> Page:
    """Return the page of a publication; raise NotFoundError where there is none of that id."""
    found: dict[str, Any] = publication(desk.served.connection, publication_id)
    row = found["record"]
    title = row["title"] or row["name"] or publication_id
    crumbs = (_all(desk), Crumb(desk.name("source", row["source"]), desk.links.source(row["source"])))
    return Page(
        kind="publication",
        path=addresses.publication_path(publication_id),
        title=title,
        description=desk.text("publication.describe", name=title),
        view=found,
        crumbs=crumbs,
        data=document_data(row),
    )


def _all(desk: Desk) -> Crumb:
    return Crumb(desk.text("nav.sources"), desk.links.sources())
