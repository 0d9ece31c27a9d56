"""What became of what was asked, moved or promised: told in the same breath, in words that only point back to it."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from comity.reader.context import Context
from comity.reader.expressions import Expression
from comity.reader.records import Event, Sentence
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
_ASKED_DENIED = Expression("asked-and-denied")
_APPLIED = Expression("application-agreed-to")
_ON_HOLD = Expression("left-on-hold")
_BILL_LOST = Expression("bill-lost-behind")
_MUST_END = Expression("must-end")
# A state's law that has been made and ends agreements.
_BINDING = frozenset((("restrict", "happened"), ("end", "happened"), ("restrict", "announced")))
_AGREEMENTS = ("287g", "detention_contract")
_CLAIMED = frozenset(("happened", "announced"))


def with_verdicts(context: Context, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events, each as far done as a rule in writing or the words right behind it say."""
    told = tuple(_judged(context, event) for event in with_rules_made(context, events))
    bound = {e.state for e in told if e.instrument == "state_law" and (e.action, e.status) in _BINDING}
    return tuple(_as_mandated(context, event) if event.state in bound else event for event in told)


def _as_mandated(context: Context, event: Event) -> Event:
    """Return what "must be ended" on a page that tells of the state's law as that law's mandate."""
    if event.action != "end" or event.status not in {"pressured", "proposed"}:
        return event
    here = _sentence(context, event)
    if not event.instrument.startswith(_AGREEMENTS) or _MUST_END.search(context.folded, here.start, here.end) is None:
        return event
    return msgspec.structs.replace(event, kind="legal_mandate", status="announced", pressed_by=None)


def _judged(context: Context, event: Event) -> Event:
    if event.instrument == "state_law" and event.status == "proposed":
        return msgspec.structs.replace(event, status="rejected") if _is_bill_lost(context, event) else event
    if event.kind != "local_decision" or event.status not in _TO_COME | _CLAIMED:
        return event
    status = _verdict(context, event)
    return msgspec.structs.replace(event, status=status) if status else event


def _verdict(context: Context, event: Event) -> str:
    """Return what the words of its sentence or the next say became of an event, "" where they do not."""
    sentences, number = context.sentences, _number(context, event)
    here = (sentences[number].start, sentences[number].end)
    if event.status in _CLAIMED and _UNTRUE.search(context.folded, *here) is not None:
        return "denied"
    if _ASKED_DENIED.search(context.folded, *here) is not None and event.action != "consider":
        return "rejected"
    if event.status == "happened" and event.action == "start" and _APPLIED.search(context.folded, *here) is not None:
        return "proposed"
    if event.action == "consider" or event.status == "happened":
        return ""
    if event.status == "announced" and _ON_HOLD.search(context.folded, *here) is not None:
        return "proposed"
    behind = sentences[number + 1 : number + 2]
    places = [here, *((sentence.start, sentence.end) for sentence in behind)]
    if event.status == "proposed" and (
        any(_is_told(context, event, _LOST, place) for place in places)
        or _is_told(context, event, _ASKER_REFUSED, here)
    ):
        return "rejected"
    return "happened" if any(_is_told(context, event, _CARRIED, place) for place in places) else ""


def _number(context: Context, event: Event) -> int:
    return max(0, bisect_right([sentence.start for sentence in context.sentences], event.start) - 1)


def _sentence(context: Context, event: Event) -> Sentence:
    return context.sentences[_number(context, event)]


def _is_bill_lost(context: Context, event: Event) -> bool:
    """Return whether the sentence behind a bill says that it died: "It failed in committee"."""
    behind = context.sentences[_number(context, event) + 1 :][:1]
    return any(_BILL_LOST.match(context.folded[one.start : one.end]) is not None for one in behind)


def _is_told(context: Context, event: Event, verdict: Expression, place: tuple[int, int]) -> bool:
    """Return whether a verdict stands there: not under a condition, not on an earlier try, not on another's."""
    found = verdict.search(context.folded, *place)
    if found is None or _OPEN.search(context.folded, max(place[0], found.start() - _BEFORE), found.start()):
        return False
    if _EARLIER.search(context.folded, place[0], found.end()):
        return False
    named = context.ground.between(place[0], found.start())
    return not named or any(one.jurisdiction.name == event.jurisdiction_name for one in named)
