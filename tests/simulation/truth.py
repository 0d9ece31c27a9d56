"""What a perfect reader of the same lists would say: agreements, statuses and events, by the documented rules."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from comity.text import name_key
from tests.simulation.files import File
from tests.simulation.world import Accord, World

# As docs/commands.md defines the word: at least two later lists over at least seven days.
CONFIRMING_LISTS = 2
CONFIRMING_DAYS = 7

Event = tuple[str, int, int]  # what, whose (uid), first shown by which list (index)


@dataclass(frozen=True)
class Known:
    """The truth of one agreement: status, the lists that show it first and last, and its events."""

    uid: int
    status: str
    first: int
    last: int
    events: frozenset[Event]
    is_twin: bool


def truth(world: World, files: Sequence[File]) -> dict[int, Known]:
    """Return what is true of every agreement that some usable list shows, by its number."""
    used = sorted({file.index for file in files if file.kind == "participating" and file.is_used})
    seen = {accord.uid: [index for index in used if index in accord.shown] for accord in world.accords}
    return {accord.uid: _known(world, accord, used, seen) for accord in world.accords if seen[accord.uid]}


def _known(world: World, accord: Accord, used: list[int], seen: dict[int, list[int]]) -> Known:
    at = seen[accord.uid]
    events: set[Event] = set()
    if at[0] != used[0]:
        events.add(("listed", accord.uid, at[0]))
    for before, after in itertools.pairwise(at):
        events |= _changes(accord, before, after)
        missing = [index for index in used if before < index < after]
        if is_confirmed(world, before, missing):
            events |= {("unlisted", accord.uid, missing[0]), ("relisted", accord.uid, after)}
    status = "listed"
    missing = [index for index in used if index > at[-1]]
    if is_confirmed(world, at[-1], missing):
        heirs = seen.get(accord.successor, []) if accord.successor is not None else []
        status = "superseded" if heirs else "no_longer_listed"
        until = [index for index in missing if not heirs or index < heirs[0]]
        if not heirs or is_confirmed(world, at[-1], until):
            events.add(("unlisted", accord.uid, missing[0]))
        elif world.accords[accord.successor or 0].model != accord.model:
            events.add(("model_changed", accord.uid, missing[0]))
    return Known(accord.uid, status, at[0], at[-1], frozenset(events), bool(accord.twins))


def _changes(accord: Accord, before: int, after: int) -> set[Event]:
    left, right = accord.shown[before], accord.shown[after]
    events: set[Event] = set()
    if accord.body_at(before) != accord.body_at(after):
        events.add(("moved_to_another_agency", accord.uid, after))
    elif name_key(left.agency) != name_key(right.agency):
        events.add(("renamed", accord.uid, after))
    if left.means != right.means:
        events.add(("redated", accord.uid, after))
    return events


def is_confirmed(world: World, last: int, missing: Sequence[int]) -> bool:
    """Return whether the lists that lack a row are enough to say that it has left."""
    if len(missing) < CONFIRMING_LISTS:
        return False
    return (world.issues[missing[-1]].on - world.issues[last].on).days >= CONFIRMING_DAYS
