"""What became of what was asked, moved or promised: told in the same breath, in words that only point back to it."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from comity.reader.context import Context
from comity.reader.expressions import Expression
from comity.reader.records import Event
from comity.reader.writtenrules import with_rules_made

_LOST = Expression("verdict-lost")
_ASKER_REFUSED = Expression("asker-refused")
_CARRIED = Expression("verdict-carried")
_OPEN = Expression("verdict-open")
_EARLIER = Expression("verdict-earlier")
_UNTRUE = Expression("told-untrue")
# How far before a verdict the word may stand by which it is only supposed, in characters.
_BEFORE = 30
_TO_COME = frozenset(("proposed", "announced"))
_CLAIMED = frozenset(("happened", "announced"))


def with_verdicts(context: Context, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events, each as far done as a rule in writing or the words right behind it say."""
    return tuple(_judged(context, event) for event in with_rules_made(context, events))


def _judged(context: Context, event: Event) -> Event:
    if event.kind != "local_decision" or event.status not in _TO_COME | _CLAIMED:
        return event
    status = _verdict(context, event)
    return msgspec.structs.replace(event, status=status) if status else event


def _verdict(context: Context, event: Event) -> str:
    """Return what the words of its sentence or the next say became of an event, "" where they do not."""
    sentences = context.sentences
    number = max(0, bisect_right([sentence.start for sentence in sentences], event.start) - 1)
    here = (sentences[number].start, sentences[number].end)
    if event.status in _CLAIMED and _UNTRUE.search(context.folded, *here) is not None:
        return "denied"
    if event.action == "consider" or event.status == "happened":
        return ""
    behind = sentences[number + 1 : number + 2]
    places = [here, *((sentence.start, sentence.end) for sentence in behind)]
    if event.status == "proposed" and (
        any(_is_told(context, event, _LOST, place) for place in places)
        or _is_told(context, event, _ASKER_REFUSED, here)
    ):
        return "rejected"
    return "happened" if any(_is_told(context, event, _CARRIED, place) for place in places) else ""


def _is_told(context: Context, event: Event, verdict: Expression, place: tuple[int, int]) -> bool:
    """Return whether a verdict stands there: not under a condition, not on an earlier try, not on another's."""
    found = verdict.search(context.folded, *place)
    if found is None or _OPEN.search(context.folded, max(place[0], found.start() - _BEFORE), found.start()):
        return False
    if _EARLIER.search(context.folded, place[0], found.end()):
        return False
    named = context.ground.between(place[0], found.start())
    return not named or any(one.jurisdiction.name == event.jurisdiction_name for one in named)
