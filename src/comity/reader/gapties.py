"""Ties that one word between two parties tells: what leads to it, and which preposition or owner ties the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comity.reader.parties import Party
from comity.reader.ties import Tie, TieCue
from comity.reader.tiewords import BREAK, DENIED, LIST

_LONGEST = 110  # characters
# What may stand before the other party, behind its preposition.
_OWN = r"(?:the\s|an?\s|its\s)?(?:[a-z0-9'-]+\s){0,4}(?:[A-Z][a-z]+-based\s)?"
_PAID_BY = re.compile(rf"(?:\s[\w',-]+){{0,6}}?,?\s(?:from|by|of)\s{_OWN}")
_BY = re.compile(rf"(?:\s[\w',-]+){{0,5}}?\sby\s{_OWN}")
_OF = re.compile(
    rf"(?:\s(?:in|for|over|during|on|since|about|based)\s[\w' -]{{2,30}}?)?\s(?:of|to|for|"
    rf"behind)\s{_OWN}"
)
_AT = re.compile(
    rf"(?:\s(?:on|about|for|in|since|now)\s[\w' -]{{2,30}}?)?\s(?:of|by|at|within|under|inside|from|in)\s{_OWN}"
)
_MADE = re.compile(
    r"(?:\s(?:in|on|by|during|after|since|last|this|late|early)\s[\w', -]{2,40}?)?\s(?:by|at|within|inside|"
    r"under|out\sof)\s" + _OWN
)
# Between a party and the noun that it is called: `, one of the`, ` is an editorially independent`, ` - the`.
_CALLED = re.compile(
    r"(?:\s\([^()]{2,40}\))?(?:,\s(?:which|who|that|itself|is|are|was|were|now|then|still|once|long|also|both|"
    r"all|each|has|have|been|had)*"
    r"|\s(?:-|--|–|—)|\s\(|\s(?:is|are|was|were|remains?|became|has\sbeen|have\sbeen|had\sbeen))"
    r"(?:\s?(?:which|who|itself|is|are|was|were|now|then|still|once|long|also|both|all|each|has|have|been|had|"
    r"among|one\sof|some\sof|part\sof|of))*"
    r"(?:\s?(?:the|an?|its))?\s?(?:[\w'-]+,?\s){0,4}"
)
_PASSIVE = re.compile(
    r"(?:\s\([^()]{2,40}\))?(?:,|\s(?:-|–|—))?(?:\s(?:which|that|an?|the|is|are|was|were|has|have|been|being|"
    r"group|outfit|organization|"
    r"nonprofit|[a-z-]+))*\s"
)
# Whoever studies, turns down or only wants money does not live on it.
_OTHER = re.compile(
    r"\b(?:stud(?:y|ies|ied)|track\w*|report(?:s|ed)?|found|exposed|investigat\w+|examin\w+|detail(?:s|ed)|"
    r"reveal\w*|cit(?:es|ed)|"
    r"question\w*|turn(?:s|ed)? down|declin\w+|return\w*|refus\w+|seeks?|sought|appl(?:y|ied|ies)|compet\w+|hopes?|"
    r"lost|loses?|need\w*|shar(?:es|ed)|gives?|gave|given|giving|donat(?:es|ed)|spen[dt]s?|pays?|paid|pours?|"
    r"poured|sent|"
    r"sends?|awards?|awarded|grants\s(?:to|for)|to\s(?:the\s)?[A-Z]|met|meets|ties|link\w*|target\w*|victim|"
    r"critic\w*|list(?:s|ed)|names?|named|who[ms]e?\s(?:leader|director|head)|unlike|like|with\sthe)\b"
)
_OWNER = re.compile(r"(?:,|\s(?:is|was|are|remains)|\s(?:-|–|—)|\s\()\s?(?:the\s|now\s|also\s|once\s)*$")
_OWNED = re.compile(r"'s?\s(?:[A-Za-z][\w'-]*,?\s){0,4}$")
_CLOSED = re.compile(r"[,.;:)\n]|$|\s(?:-|–|—|that|which|for|in|on|since|and|with|about|is|has|was)\b")
_NAME_NEXT = re.compile(
    r"(?:,|:|\s(?:-|–|—)|,?\s(?:called|named|known\sas|dubbed)|\s(?:is|was)(?:\scalled)?)?\s(?:the\s)?"
)


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
        elif after and (fronted := _fronted(plain, cue, after)):
            yield fronted


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
