"""What a page tells, a line for each event or election, events in the labels' own groups of instruments and sides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.reader.scoring import FAMILY, SIDE

from comity.reader.page import read_page
from comity.reader.records import Election, Event, Page

_PARTS: dict[str, Callable[[Event], str | None]] = {
    "place": lambda event: event.jurisdiction_name,
    "state": lambda event: event.state,
    "family": lambda event: FAMILY[event.instrument],
    "side": lambda event: SIDE[event.action],
    "status": lambda event: event.status,
    "date": lambda event: event.date,
    "speaker": lambda event: event.attributed_to,
}
_ELECTION_PARTS: dict[str, Callable[[Election], str | None]] = {
    "office": lambda election: election.office,
    "place": lambda election: election.jurisdiction_name,
    "state": lambda election: election.state,
    "stage": lambda election: election.kind,
}


def told(page: Page, parts: Sequence[str], *, is_plain: bool = False) -> list[str]:
    """Return the parts of every event of a page, sorted; "-" where a part is not told."""
    events = read_page(page, is_plain=is_plain).events
    return sorted(" | ".join(_PARTS[part](event) or "-" for part in parts) for event in events)


def told_elections(page: Page, parts: Sequence[str], *, is_plain: bool = False) -> list[str]:
    """Return the parts of every election of a page, sorted; "-" where a part is not told."""
    elections = read_page(page, is_plain=is_plain).elections
    return sorted(" | ".join(_ELECTION_PARTS[part](election) or "-" for part in parts) for election in elections)
