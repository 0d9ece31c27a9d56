"""The page of changes: filtered by a plain form, newest first, each with both lists and the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from comity.model.words import MODELS, EventKind
from comity.register import ask
from comity.register.ask import Row, select
from comity.web import addresses
from comity.web.pages.asked import Asked
from comity.web.pages.contests import state_choices
from comity.web.pages.frame import Desk, Page
from comity.web.pages.paging import Paging, cut

PAGE_SIZE = 50
EVENTS = tuple(kind.value for kind in EventKind)


class ChangeFilters(msgspec.Struct, frozen=True):
    """What changes were asked for."""

    since: str = ""
    until: str = ""
    state: str = ""
    event: str = ""
    model: str = ""

    def query(self) -> dict[str, object]:
        """Return the filters as a query."""
        return msgspec.structs.asdict(self) | {"state": self.state.lower()}


class ChangesView(msgspec.Struct, frozen=True):
    """One page of changes, newest first."""

    filters: ChangeFilters
    events: tuple[str, ...]
    models: tuple[str, ...]
    states: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    names: dict[str, str]
    paging: Paging


def changes_page(desk: Desk, query: Mapping[str, str]) -> Page:
    """Return the page of changes; raise UsageError for a filter that cannot be understood."""
    asked = Asked(query)
    filters = ChangeFilters(
        since=asked.day("since"),
        until=asked.day("until"),
        state=asked.state(desk.served.gazetteer),
        event=asked.choice("event", EVENTS),
        model=asked.choice("model", MODELS),
    )
    connection = desk.served.connection
    found = ask.changes(connection, since=filters.since, until=filters.until, state=filters.state, event=filters.event)
    if filters.model:
        found = [row for row in found if row["model"] == filters.model]
    found.reverse()
    rows, paging = cut(found, asked.page(), PAGE_SIZE)
    full = _with_lists(desk, rows)
    view = ChangesView(
        filters=filters,
        events=EVENTS,
        models=MODELS,
        states=state_choices(desk),
        rows=tuple(full),
        names=_names(desk, full),
        paging=paging,
    )
    return Page(
        kind="changes",
        path=addresses.CHANGES,
        title=desk.text("changes.title"),
        description=desk.text("changes.description"),
        view=view,
        query=asked.text(),
        feeds=(("application/atom+xml", desk.text("changes.title"), addresses.changes_feed_path()),),
        is_indexed=not query,
    )


def _with_lists(desk: Desk, rows: Iterable[Row]) -> list[Row]:
    """Return changes with both lists and both printed rows."""
    wanted = [row["event_id"] for row in rows]
    marks = ", ".join("?" * len(wanted))
    query = (
        "SELECT event.*, old.agency AS old_agency, new.agency AS new_agency, old.signed AS old_signed,"  # noqa: S608  marks
        " new.signed AS new_signed FROM event LEFT JOIN printed_row AS old ON old.row_id = before_row_id"
        f" LEFT JOIN printed_row AS new ON new.row_id = after_row_id WHERE event_id IN ({marks})"
    )
    found = {row["event_id"]: row for row in select(desk.served.connection, query, wanted)}
    return [found[event_id] for event_id in wanted]


def _names(desk: Desk, rows: Iterable[Row]) -> dict[str, str]:
    """Return the file names of the lists that changes lie between, by publication."""
    wanted = sorted({row[key] for row in rows for key in ("publication", "before_publication") if row[key]})
    marks = ", ".join("?" * len(wanted))
    query = f"SELECT publication_id, name FROM publication WHERE publication_id IN ({marks})"  # noqa: S608
    return {row["publication_id"]: row["name"] for row in select(desk.served.connection, query, wanted)}
