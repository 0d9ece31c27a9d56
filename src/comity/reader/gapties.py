"""Ties that one word between two parties tells: what leads to it, and which preposition or owner ties the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comity.reader.expressions import Expression
from comity.reader.parties import Party
from comity.reader.ties import Tie, TieCue
from comity.reader.tiewords import BREAK, DENIED, LIST

_LONGEST = 110  # characters
# What may stand before the other party, behind its preposition.
_PAID_BY = Expression("paid-by")
_BY = Expression("made-by")
_OF = Expression("tie-of")
_AT = Expression("tie-at")
_MADE = Expression("tie-made")
# Between a party and the noun that it is called: `, one of the`, ` is an editorially independent`, ` - the`.
_CALLED = Expression("tie-called")
_PASSIVE = Expression("tie-passive")
# Whoever studies, turns down or only wants money does not live on it.
_OTHER = Expression("tie-other")
_OWNER = Expression("tie-owner-aside")
_OWNED = Expression("tie-owned")
_CLOSED = Expression("tie-closed")
_NAME_NEXT = Expression("name-next")
_INTO_WHICH = Expression("into-which")
_PUT = Expression("put-money")


class GapTie(NamedTuple):
    """Whom a word between two parties ties, by which pattern, and the span of it all."""

    subject: Party
    object: Party
    tie: Tie
    start: int
    end: int


def find_gap_ties(plain: str, cues: Sequence[TieCue], inside: Sequence[Party]) -> Iterator[GapTie]:
    """Yield the ties that the words of `frame` patterns tell between two parties of a sentence."""
    for cue in cues:
        before = [p for p in inside if p.end <= cue.start]
        after = [p for p in inside if p.start >= cue.end and p.is_direct]
        if before and (made := _between(plain, cue, before, after) or _owned(plain, cue, before, after)):
            yield from made
        elif cue.pattern.id == "frame-money" and (pooled := _pooled(plain, cue, inside)):
            yield from pooled
        elif after and (fronted := _fronted(plain, cue, after)):
            yield fronted


def _pooled(plain: str, cue: TieCue, inside: Sequence[Party]) -> list[GapTie]:
    """Return the ties of `a fund into which A and B put money`: the fund has it from each."""
    before = [p for p in inside if p.is_direct and p.end <= cue.start]
    at = next((i for i, p in enumerate(before[1:], 1) if _INTO_WHICH.search(plain, before[i - 1].end, p.start)), 0)
    if not at or not _PUT.fullmatch(plain[before[-1].end : cue.start]):
        return []
    payers = _lefts(plain, before[-1], before[at:])
    return [GapTie(before[at - 1], one, cue.pattern, before[at - 1].start, cue.end) for one in payers]


def _between(plain: str, cue: TieCue, before: Sequence[Party], after: Sequence[Party]) -> list[GapTie]:
    """Return the tie of `A, a grantee of B`, for each body of the list that A ends."""
    if not after or after[0].start - before[-1].end > _LONGEST:
        return []
    left, right = before[-1], after[0]
    ahead, behind = plain[left.end : cue.start], plain[cue.end : right.start]
    if (
        "$" in ahead + behind
        or BREAK.search(ahead + behind)
        or re.search(r"[.;?!]\s", ahead + behind)
        or DENIED.search(ahead)
    ):
        return []
    if not _leads(cue, ahead, behind):
        return []
    turned = cue.pattern.subject == "right"
    lefts = _lefts(plain, left, before) if re.search(r"\b(?:both|all|are|were|have|each)\b", ahead) else [left]
    pairs = [(right, one) if turned else (one, right) for one in lefts if one.name != right.name]
    return [GapTie(*pair, cue.pattern, lefts[0].start, right.end) for pair in pairs]


def _leads(cue: TieCue, ahead: str, behind: str) -> bool:
    """Return whether the words on both sides of a tie's word make the tie."""
    name = cue.pattern.id
    if name == "frame-money":
        return _PAID_BY.fullmatch(behind) is not None and not _OTHER.search(ahead + behind) and " of " not in behind
    if name == "frame-paid":
        return bool(_BY.fullmatch(behind) and _PASSIVE.fullmatch(ahead) and not _OTHER.search(ahead))
    if name == "frame-made":
        return bool(_MADE.fullmatch(behind) and _PASSIVE.fullmatch(ahead) and not _OTHER.search(ahead))
    is_called = _CALLED.fullmatch(ahead) is not None and not _OTHER.search(ahead)
    return is_called and (_AT if name in {"frame-project", "frame-publication"} else _OF).fullmatch(behind) is not None


def _owned(plain: str, cue: TieCue, before: Sequence[Party], after: Sequence[Party]) -> list[GapTie]:
    """Return the tie of `A, B's legal arm,` and of `B's legal arm, A`."""
    name, owner = cue.pattern.id, before[-1]
    if name not in {"frame-project", "frame-affiliate", "frame-publication"}:
        return []
    if not owner.is_direct or not _OWNED.fullmatch(plain[owner.end : cue.start]):
        return []
    is_left = len(before) > 1 and _OWNER.fullmatch(plain[before[-2].end : owner.start])
    if is_left and before[-2].is_direct and _CLOSED.match(plain, cue.end):
        return [GapTie(before[-2], owner, cue.pattern, before[-2].start, cue.end)]
    if after and _NAME_NEXT.fullmatch(plain[cue.end : after[0].start]):
        return [GapTie(after[0], owner, cue.pattern, owner.start, after[0].end)]
    return []


def _fronted(plain: str, cue: TieCue, after: Sequence[Party]) -> GapTie | None:
    """Return the tie of `Launched in 2015 by B, A ...`."""
    if cue.pattern.id not in {"frame-made", "frame-paid"} or len(after) < 2:
        return None
    opens = re.search(r"(?:^|[.!?\n\"]\s?)$", plain[max(0, cue.start - 2) : cue.start])
    words = _MADE if cue.pattern.id == "frame-made" else _BY
    is_next = re.fullmatch(r",\s(?:the\s)?", plain[after[0].end : after[1].start])
    if not opens or not is_next or not words.fullmatch(plain[cue.end : after[0].start]):
        return None
    return GapTie(after[1], after[0], cue.pattern, cue.start, after[1].end)


def _lefts(plain: str, left: Party, before: Sequence[Party]) -> list[Party]:
    found = [left]
    for party in reversed(before[:-1]):
        if not party.is_direct or not LIST.fullmatch(plain[party.end : found[0].start]):
            break
        found.insert(0, party)
    return found
