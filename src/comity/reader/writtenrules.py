"""What will be done because a rule says so that is in writing: the rule has been made, so the change has happened."""

from __future__ import annotations

from dataclasses import replace

from comity.reader.context import Context
from comity.reader.drafts import SIDES, Draft
from comity.reader.expressions import Expression

# Holds, notices, access and help at large go by rules; an agreement that "will end" is only announced.
_BY_RULES = frozenset(("detainer_policy", "notification", "access_to_jail", "other"))
_WRITTEN = Expression("rule-in-writing")
_OPEN = Expression("rule-to-come")
# How many sentences before and behind the rule may be told.
_BEFORE, _BEHIND = 1, 2


def with_rules_made(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts, those announced as happened whose rule is told as made right beside them."""
    return [replace(d, status="happened") if _is_made(context, d) else d for d in drafts]


def _is_made(context: Context, draft: Draft) -> bool:
    if draft.status != "announced" or draft.kind != "local_decision" or draft.instrument not in _BY_RULES:
        return False
    if SIDES[draft.action] != "less":
        return False  # what officers will be given to do begins with the training, not with the paper
    sentences = context.sentences
    first = sentences[max(0, draft.sentence - _BEFORE)].start
    last = sentences[min(len(sentences) - 1, draft.sentence + _BEHIND)].end
    is_open = _OPEN.search(context.folded, first, last) is not None
    return not is_open and _WRITTEN.search(context.folded, first, last) is not None
