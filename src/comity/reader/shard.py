"""A file of pages → what the reader proposes of each: the one function that a pool or a cluster runs on many files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from comity.reader.model import ModelProposals
from comity.reader.records import Election, Event, Page, Reading, Relation
from comity.text import Outcome, SourcePage, pages_of

Read = Callable[[Page], Reading]
AskModel = Callable[[Page], ModelProposals]


class PageResult(msgspec.Struct, frozen=True):
    """One page's line of output: what it proposes, or why it was not read. None stands for what is not known."""

    id: str
    url: str | None
    title: str | None
    published: str | None
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    elections: tuple[Election, ...] = ()
    outcome: Outcome = "read"
    reason: str | None = None
    notes: tuple[str, ...] = ()
    published_rule: str | None = None
    """How the day of publication was found: given, json_ld, meta, time, url or visible."""
    source: str = ""
    """The file, and the line or the byte in it."""
    model_proposals: ModelProposals | msgspec.UnsetType = msgspec.UNSET
    """What a language model proposed, where one was asked; never mixed with the claims above."""


def read_shard(path: str, read: Read | None = None, ask: AskModel | None = None) -> Iterator[PageResult]:
    """Yield exactly one result for each page of a file, in the file's order; `ask` also asks a model about each."""
    read = read or default_reader()
    for page in pages_of(Path(path)):
        yield read_source_page(page, read, ask)


def read_source_page(page: SourcePage, read: Read, ask: AskModel | None = None) -> PageResult:
    """Return what the reader proposes of one page of a file, and a model, if one is asked, beside it."""
    clean = page.clean
    if clean is None:
        return PageResult(
            page.id, page.url or None, None, None, outcome=page.outcome, reason=page.reason, source=page.source
        )
    result = PageResult(
        page.id,
        page.url or None,
        clean.title or None,
        clean.published or None,
        notes=clean.notes,
        published_rule=clean.published_rule or None,
        source=page.source,
    )
    try:
        reading = read(as_page(page))
    except Exception as mistake:  # noqa: BLE001 - a mistake on one page of a million must not end the run; it is told
        reason = f"{type(mistake).__name__} while it was read"
        return msgspec.structs.replace(result, outcome="failed", reason=reason)
    return msgspec.structs.replace(
        result,
        title=reading.title or None,
        events=reading.events,
        relations=reading.relations,
        elections=reading.elections,
        model_proposals=ask(as_page(page)) if ask else msgspec.UNSET,
    )


def as_page(page: SourcePage) -> Page:
    """Return a page that has text as the reader takes it."""
    clean = page.clean
    if clean is None:
        raise ValueError(f"{page.source} has no text")
    return Page(page.id, clean.text, page.url, clean.title, clean.published, clean.outlet)


def default_reader(*, looks_twice: bool = True) -> Read:
    """Return the reader itself, loaded now: the rules, and where it `looks_twice` what is learnt of their finds."""
    from comity.reader.page import read_page

    if not looks_twice:
        return read_page
    from comity.reader.learnt import own_second_look

    return partial(read_page, look=own_second_look())
