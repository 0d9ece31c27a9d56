"""Rows of bodies behind or before a word for what they are to another: "its grantees include A, B and C"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comity.reader.parties import Parties, Party
from comity.reader.ties import TieCue

# Between the owner and the word: `Alder's biggest`, `its other major`, `Alder, whose past`.
_OWN = re.compile(r"(?:(?:'s?)?|,?\swhose)\s(?:[a-z-]+,?\s){0,4}")
_PRONOUNS = frozenset(("its", "their", "his", "her"))
# Behind the word: `grantees of the Alder Fund`, `groups that the Alder Fund supports`.
_OF = re.compile(r"\s(?:of|to|for|in|within|behind|at)\s(?:the\s)?(?:billionaire\s|[a-z]+\s){0,2}")
_GOVERNS = re.compile(
    r"\s(?:by|of|in|within|through|from|for|to|into|funding|financing|backing|behind|supporting|funds?|"
    r"finances?|backs?|"
    r"make up|joined|formed?|"
    r"supports?|bankrolling)$"
)
_FORMER = re.compile(r"\b(?:former|past|ex|onetime|one-time|would-be|potential|future)\b")
_ENDED = re.compile(r"\s(?:the\s)?(?:billionaire\s|[a-z]+\s){0,2}")
_THAT = re.compile(r"\s(?:(?:that|which|whom)\s)?(?:the\s)?")
# Kinds of bodies: what they are to another is told by a verb alone.
_KINDS = frozenset(("groups", "organizations", "nonprofits", "think tanks", "charities", "bodies", "outfits"))
_PAYS = re.compile(
    r"\s(?:(?:has|have|had|also|now|already|regularly|will|currently|long)\s){0,2}(?:funds?|funded|supports?|"
    r"supported|"
    r"finances?|financed|backs|backed|bankrolls?|bankrolled|underwrites?|gives (?:money )?to|gave (?:money )?to|"
    r"pays for|paid for|helps fund|helped fund)\b"
)
_LISTER = re.compile(
    r"[^.:!?\n]{0,90}\.\s(?:They|These|Those|Among\s(?:them|these|those))\s(?:are|were|include[sd]?):?\s(?:the\s)?|"
    r"[^.:!?\n]{0,90};\s(?:those|these|they|the others|among them)\s(?:include[sd]?|are|were)\s(?:the\s)?|"
    r"(?:,?\s[^.;:!?\n]{0,90}?)?(?:,?\s(?:include[sd]?|including|such as|like|among (?:them|others)|namely|"
    r"have included|"
    r"(?:is|are|was|were)(?:\s(?:also|now|both|either))?)[:,]?|:|\s[–—-]+)\s(?:the\s|an?\s)?(?:(?:nonprofit|groups?|"
    r"organizations?|foundations?|billionaire|philanthropist|financier|heiress)\s)*(?:the\s|like\s|as\s)?"
)
# A colon may come late: `Of ten groups that it funds, half were founded by one man: A, B and C`.
_COLON = re.compile(r"[^.;:!?\n]{0,140}:\s(?:the\s)?")
_LINK = re.compile(
    r"(?:\s\([^()]{1,60}\)|\s(?:of|in)\s[A-Z]\w+(?:\s[A-Z]\w+)?(?=,|\sand))?(?:[,;]\s(?:(?:and|or|as well as|"
    r"plus)\s)?|"
    r"\s(?:and|or|&|as well as|plus)\s)(?:the\s|an?\s)?(?:[a-z]+-based\s)?"
)
_AMONG = re.compile(
    r"(?:,?\s(?:which\s|who\s)?(?:(?:has|have|had)\s)?(?:all\s|both\s|each\s|long\s)*(?:been|is|are|was|"
    r"were)\s(?:also\s|all\s|"
    r"both\s|each\s|now\s)*|,\s(?:all|both|each)?\s?|\s)(?:as|among|one of|some of|two of|three of|an?|all|"
    r"both)\s(?:of\s)?(?:the\s)?|\s(?:is|are|was|were|remains?)\s(?:also\s|now\s|still\s|both\s|all\s)?"
)
_COUNTS = re.compile(
    r"\s(?:now\s|also\s)?(?:counts?|counted|lists?|listed|names?|named|numbers|claims?|has|had)\s(?:the\s)?"
)
_NOT = re.compile(
    r"\b(?:not|never|no|denie[sd]|deny|denying|neither|unlike|critics? of|against|opposes?|opposed|sued?|suing|"
    r"except|other than|"
    r"whether|unclear|falsely|if)\b"
)

_ALL = re.compile(
    r"(?:^|[.!?\n]\s?)(?:[Aa]ll|[Bb]oth|[Tt]he|[Ee]ach)(?:\sof\s(?:them|these|the))?"
    r"(?:\s(?P<count>two|three|four|five|six|seven|eight))?(?:\s(?:groups|organizations|bodies|nonprofits))?\s$"
)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_LIST_BACK = 500  # characters
_FEWEST = 2
_JOINT = re.compile(r"(?:\s\([A-Z]{2,8}\))?(?:[,;]\s(?:(?:and|or)\s)?|\s(?:and|or|&)\s)(?:the\s)?")


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
    is_kind = plain[cue.start : cue.end].lower() in _KINDS
    for party in reversed([p for p in inside if p.end <= cue.start] if not is_kind else []):
        is_pronoun = not party.is_direct and not plain.startswith(("the ", "The "), party.start)
        gap = plain[party.end : cue.start]
        if is_pronoun and plain[party.start : party.end].lower() not in _PRONOUNS:
            continue
        if cue.pattern.relation == "member_of" and _FORMER.search(gap):
            return
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
