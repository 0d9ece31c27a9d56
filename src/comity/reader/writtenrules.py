"""What will be done because a rule says so that is in writing: the rule has been made, so the change has happened."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from comity.reader.context import Context
from comity.reader.drafts import SIDES
from comity.reader.expressions import Expression
from comity.reader.records import Event

# Holds, notices, access and help at large go by rules; an agreement that "will end" is only announced.
_BY_RULES = frozenset(("detainer_policy", "notification", "access_to_jail", "other"))
_WRITTEN = Expression("rule-in-writing")
_OPEN = Expression("rule-to-come")
_FROM_NOW = Expression("rule-from-now")
# How many sentences before and behind the rule may be told.
_BEFORE, _BEHIND = 1, 2


def with_rules_made(context: Context, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events, those announced as happened whose rule is told as made right beside them."""
    return tuple(msgspec.structs.replace(e, status="happened") if _is_made(context, e) else e for e in events)


def _is_made(context: Context, event: Event) -> bool:
    if event.status != "announced" or event.kind != "local_decision" or event.instrument not in _BY_RULES:
        return False
    sentences = context.sentences
    number = max(0, bisect_right([sentence.start for sentence in sentences], event.start) - 1)
    first, own = sentences[max(0, number - _BEFORE)].start, sentences[number].start
    last = sentences[min(len(sentences) - 1, number + _BEHIND)].end
    if _OPEN.search(context.folded, first, last) is not None:
        return False
    is_now = _FROM_NOW.search(context.folded, own, sentences[min(len(sentences) - 1, number + 1)].end) is not None
    if SIDES[event.action] != "less":
        return is_now  # what officers will be given to do begins with the training, not with the paper
    return is_now or _WRITTEN.search(context.folded, first, last) is not None
