"""Ties whose words lead a sentence: "Funded by X, Y ...", "Spun off from X, it ...", "Money came from X"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from comity.reader.expressions import Expression
from comity.reader.foundties import FoundTie
from comity.reader.parties import Parties, Party
from comity.reader.tiefits import fits
from comity.reader.ties import TieCue
from comity.reader.tiewords import COMES

_OPENS = re.compile(r"(?:^|[.!?\n\"“”]\s?)$")
# From the party behind the words to whom the sentence is about.
_NEXT, _IT_NEXT = Expression("led-to-subject"), Expression("led-to-pronoun")
_SO_TOO = Expression("so-is-too")
_ENDS = (". ", "\n", "” ", '" ')


def find_fronted(parties: Parties, cue: TieCue, rights: Sequence[Party], inside: Sequence[Party]) -> FoundTie | None:
    """Return the tie of `Funded by X, Y ...` and `With money from X, Y ...`, where the words lead the sentence."""
    is_tie = cue.pattern.relation in {"funded_by", "affiliate_of"} and cue.pattern.subject == "left"
    plain, end = parties.plain, rights[0].end
    if not is_tie or not _OPENS.search(plain[max(0, cue.start - 2) : cue.start]):
        return None
    behind = next((p for p in inside if p.start >= end and p.is_direct), None)
    led: Party | None = None
    if it := _IT_NEXT.match(plain, end):
        led = next(iter(topics_before(parties, cue.start)), None)
        led = led._replace(start=it.start(), end=it.end()) if led else None
    elif behind and _NEXT.fullmatch(plain[end : behind.start]):
        led = behind
    if led is None or led.name == rights[0].name or not fits(parties, cue.pattern, led, rights[0], led, rights[0]):
        return None
    return FoundTie(led, rights[0], cue.start, led.end, cue.pattern)


def find_of_topic(parties: Parties, cue: TieCue, rights: Sequence[Party]) -> list[FoundTie]:
    """Return the ties of `Some of the money came from X`: of the body that the sentence before begins with."""
    begin = max(parties.plain.rfind(end, 0, cue.start) for end in _ENDS)
    topics = topics_before(parties, begin + 2)
    if not topics or cue.start - begin > 40 or not COMES.search(parties.plain[cue.start : cue.end].lower()):
        return []
    paid = topics[0]
    return [
        FoundTie(paid, one, cue.start, one.end, cue.pattern)
        for one in (rights if cue.pattern.lists else rights[:1])
        if paid.name != one.name and fits(parties, cue.pattern, paid, one, paid, one)
    ]


def find_so_too(parties: Parties, told: FoundTie) -> FoundTie | None:
    """Return the tie of whoever is told to be the same right behind: `X is a project of Y; so is Z`."""
    match = _SO_TOO.match(parties.plain, told.end) if told.amount is None else None
    if match is None:
        return None
    party = next((p for p in parties.between(match.end(), match.end() + 120) if p.is_direct), None)
    is_next = party is not None and party.start == match.end() and party.kind == told.subject.kind
    if party is None or not is_next or party.name == told.object.name:
        return None
    return FoundTie(party, told.object, told.start, party.end, told.tie, None, None, told.speaker)


def topics_before(parties: Parties, begin: int) -> list[Party]:
    """Return the bodies of the sentence before the one that begins at a position, named or as its first word."""
    stop = max(parties.plain.rfind(end, 0, max(0, begin - 2)) for end in _ENDS)
    start = stop + 2 if stop >= 0 and parties.plain[stop] != "\n" else stop + 1
    found = [p for p in parties.between(max(0, start), begin) if p.kind == "body"]
    return [p for p in found if p.is_direct or p.start == start]
