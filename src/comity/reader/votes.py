"""A vote told in one sentence whose matter stands in the next: "The board voted 4-1. The contract will lapse"."""

from __future__ import annotations

from comity.reader.context import Context
from comity.reader.expressions import Expression
from comity.reader.parsing import Parse

_VOTE = Expression("vote")
_WEIGHING = Expression("vote-to-come")
# A term that was voted for ends as well: "voted to extend the contract, which will expire in 2030".
_GOING_ON = frozenset(("start", "renew", "keep", "expand"))
_NAME = "after a vote"


def note_vote(context: Context, parse: Parse, number: int, is_told_before: bool) -> None:
    """Note on a sentence whether it, or the one before that told no act, tells that a body has voted."""
    bare = number > 0 and not is_told_before
    first = context.sentences[number - 1].start if bare else parse.start
    vote = _VOTE.search(context.folded, first, parse.end)
    is_open = _WEIGHING.search(context.folded, first, parse.start) is not None
    is_on = any(s.pattern.id in _GOING_ON and s.form in {"base", "past", "ing"} for s in parse.of("change"))
    parse.known[_NAME] = vote is not None and not is_open and not is_on


def is_after_vote(parse: Parse) -> bool:
    """Return whether a vote stands in the sentence or just before it."""
    return parse.known.get(_NAME, False)
