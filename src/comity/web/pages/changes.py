"""The page of changes: filtered by a plain form, newest first, each with both lists and the rows.

Older ones stand in parts counted from the oldest change: a part keeps its address and what stands in it.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from comity.model.words import MODELS, EventKind
from comity.register import ask, overview
from comity.register.ask import Row
from comity.register.publishers import names_of
from comity.web import addresses
from comity.web.pages.asked import Asked
from comity.web.pages.contests import state_choices
from comity.web.pages.frame import Desk, Page
from comity.web.pages.paging import Part, cut_part

PART_SIZE = 50
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
    """The newest changes or one part of the older ones, newest first."""

    filters: ChangeFilters
    events: tuple[str, ...]
    models: tuple[str, ...]
    states: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    names: dict[str, str]
    part: Part


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
    wanted = ask.changes_asked(since=filters.since, until=filters.until, state=filters.state, event=filters.event)
    wanted = wanted.equal({"model": filters.model})
    rows, part = cut_part(wanted, connection, asked.number("part"), PART_SIZE)
    full = overview.changes_with_rows(connection, [row["event_id"] for row in rows])
    lists = {row[key] for row in full for key in ("publication", "before_publication") if row[key]}
    view = ChangesView(
        filters=filters,
        events=EVENTS,
        models=MODELS,
        states=state_choices(desk),
        rows=tuple(full),
        names=names_of(connection, lists),
        part=part,
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
