"""Rows of bodies behind or before a word for what they are to another: "its grantees include A, B and C"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comity.reader.expressions import Expression
from comity.reader.parties import Parties, Party
from comity.reader.ties import TieCue

# Between the owner and the word: `Alder's biggest`, `its other major`, `Alder, whose past`.
_OWN = Expression("roster-owner")
# `Alder lists two donors:`
_LISTS = Expression("roster-lists")
_PRONOUN = Expression("roster-pronoun")
# Behind the word: `grantees of the Alder Fund`, `groups that the Alder Fund supports`.
_OF = Expression("roster-of")
_GOVERNS = Expression("roster-governs")
_FORMER = Expression("roster-former")
_ENDED = Expression("roster-ended")
_THAT = Expression("roster-that")
# Kinds of bodies: what they are to another is told by a verb alone.
_KIND = Expression("roster-kind")
_PAYS = Expression("roster-pays")
_LISTER = Expression("roster-lister")
# A colon may come late: `Of ten groups that it funds, half were founded by one man: A, B and C`.
_COLON = Expression("roster-colon")
_LINK = Expression("roster-link")
_AMONG = Expression("roster-among")
_COUNTS = Expression("roster-counts")
_NOT = Expression("roster-denied")

_ALL = Expression("roster-all")
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_LIST_BACK = 500  # characters
_FEWEST = 2
_JOINT = Expression("roster-joint")


class Row(NamedTuple):
    """Whose list it is, who is on it, and the span of both."""

    owner: Party
    listed: tuple[Party, ...]
    start: int
    end: int


def find_rows(parties: Parties, cue: TieCue, inside: Sequence[Party]) -> Iterator[Row]:
    """Yield the row of bodies that a word such as `grantees` or `funders` tells what they are to its owner."""
    plain = parties.plain
    for owner, start, end in _owners(plain, cue, inside):
        if _NOT.search(plain, max(0, start - 60), end) and _NOT.search(plain[max(0, start - 60) : end].split(". ")[-1]):
            continue
        behind = _behind(plain, end, inside)
        listed = behind or _before(plain, start, inside)
        if not behind and listed and not owner.is_direct and owner.name in {one.name for one in listed}:
            owner = (
                parties.body_before(listed[0].start, owner.name) or owner
            )  # `A and B are among its grantees`: a third one's
        listed, owner = _counted(plain, owner, listed, inside)
        if listed:
            yield Row(owner, tuple(listed), min(start, listed[0].start), max(end, listed[-1].end))
            return


def _counted(plain: str, owner: Party, listed: list[Party], inside: Sequence[Party]) -> tuple[list[Party], Party]:
    """Return the list without its owner; in `X counts A among its grantees` the owner is who counts."""
    before = [p for p in inside if listed and p.end <= listed[0].start]
    if before and not owner.is_direct and _COUNTS.fullmatch(plain[before[-1].end : listed[0].start]):
        owner = before[-1]
    return [one for one in listed if one.name != owner.name], owner


def _owners(plain: str, cue: TieCue, inside: Sequence[Party]) -> Iterator[tuple[Party, int, int]]:
    """Yield whose the word may say that others are, with the span of owner and word."""
    is_kind = _KIND.fullmatch(plain[cue.start : cue.end].lower()) is not None
    for party in reversed([p for p in inside if p.end <= cue.start] if not is_kind else []):
        is_pronoun = not party.is_direct and not plain.startswith(("the ", "The "), party.start)
        gap = plain[party.end : cue.start]
        if is_pronoun and not _PRONOUN.fullmatch(plain[party.start : party.end].lower()):
            continue
        if cue.pattern.relation == "member_of" and _FORMER.search(gap):
            return
        if party.is_direct and _LISTS.fullmatch(gap) and plain.startswith((":", ",", " include"), cue.end):
            yield party, party.start, cue.end
        if _OWN.fullmatch(gap) and (is_pronoun or gap.startswith(("'", ", whose", " whose"))):
            yield party, party.start, cue.end
        break
    behind = [p for p in inside if p.start >= cue.end]
    if not behind:
        return
    gap = plain[cue.end : behind[0].start]
    is_ended = _GOVERNS.search(plain, cue.start, cue.end) is not None
    if not is_kind and (_ENDED if is_ended else _OF).fullmatch(gap):
        yield behind[0], cue.start, behind[0].end
    elif _THAT.fullmatch(gap) and (pays := _PAYS.match(plain, behind[0].end)):
        yield behind[0], cue.start, pays.end()


def _behind(plain: str, position: int, inside: Sequence[Party]) -> list[Party]:
    after = [p for p in inside if p.start >= position and p.is_direct]
    for first, party in enumerate(after):
        gap = plain[position : party.start]
        is_first = first == 0 or all(p.kind == "person" for p in after[:first])
        if not is_first:
            return []
        if (first == 0 and _LISTER.fullmatch(gap)) or _COLON.fullmatch(gap):
            return _row(plain, after[first:])
    return []


def _row(plain: str, after: Sequence[Party]) -> list[Party]:
    found, last = [after[0]], after[0].end
    for party in after[1:]:
        between = plain[last : party.start]
        if re.fullmatch(r"\s\(", between) and plain.startswith(")", party.end):
            last = party.end + 1  # `the Alder Institute (AI)`
            continue
        if not _LINK.fullmatch(between):
            break
        found.append(party)
        last = party.end
    return found


def _before(plain: str, position: int, inside: Sequence[Party]) -> list[Party]:
    before = [p for p in inside if p.end <= position and p.is_direct]
    if not before or not _AMONG.fullmatch(plain[before[-1].end : position]):
        return []
    found = [before[-1]]
    for party in reversed(before[:-1]):
        if not _LINK.fullmatch(plain[party.end : found[0].start]):
            break
        found.insert(0, party)
    return found


def counted_before(parties: Parties, position: int) -> list[Party]:
    """Return the bodies of the list that `All three` means right before a position, or none."""
    plain = parties.plain
    count = _ALL.search(plain, max(0, position - 40), position)
    if not count:
        return []
    listed: list[Party] = []
    for party in parties.between(max(0, position - _LIST_BACK), count.start()):
        if not party.is_direct or (listed and party.name == listed[-1].name):
            continue  # `the Alder Institute (AI)`
        is_joined = listed and _JOINT.fullmatch(plain[listed[-1].end : party.start])
        listed = [*listed, party] if is_joined else [party] if len(listed) < _FEWEST else listed
    wanted = _NUMBERS.get(count["count"] or "", 0)
    return [] if len(listed) < _FEWEST or (wanted and len(listed) != wanted) else listed
