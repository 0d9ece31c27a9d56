"""Counts of an election, candidate by candidate: "County Treasurer Ana Birch had 60 percent", "Carl Dee, 1,203"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comity.reader.contests import names_other_office, offices_in
from comity.reader.parties import Party

# What is counted, and the verbs of counting.
_COUNT = re.compile(
    r"\b\d{1,3}(?:,\d{3})+(?:\svotes?\b)?|"
    r"\b\d{1,3}(?:\.\d{1,2})?(?:\s?%|\s(?:percent|per\scent|percentage points|votes)\b)"
    r"(?!\s(?:more|fewer|less|higher|lower|increase|raise|of\s(?!the\svote|votes|ballots)))|"
    r"\b\d{2}(?:\.\d)?\s?(?:-|–|to)\s?\d{2}(?:\.\d)?(?:\s(?:percent|margin))?"
)
_COUNTED = re.compile(
    r"\b(?:had|has|got|gets|leads?|led|leading|received|garnered|collected|drew|took|trailed|trails|trailing|earned|"
    r"tallied|polled|with|ahead of|captured|picked up|finished with|leaning)\b"
)
_UNOPPOSED = re.compile(
    r"\b(?:unopposed|without opposition|no (?:opponent|opposition|challenger)|uncontested|(?:four|six|two) more years|"
    r"another (?:four-year )?term|nobody against)\b"
)
# A page that gives results says so.
_RESULTS = re.compile(
    r"\b(?:unofficial|precincts?|results|returns|ballots (?:cast|counted)|votes (?:cast|counted)|turnout|turned out|"
    r"election night|vote totals?|the count)\b",
    re.IGNORECASE,
)
_RIVAL = re.compile(
    r"[^.;]{0,60}?\b(?:against|to|over|ahead of|led|leads|for|trailed|trails|behind|with|and|by)\s"
    r"(?:the\s|his\s|her\s)?"
    r"(?:(?:Republican|Democrat(?:ic)?|incumbent|challenger|former|[A-Z][\w.]+)\s){0,4}$"
)


_COMMISSIONER = re.compile(r"(?<!City )(?<!Police )(?<!Insurance )(?<!Parks )\bCommissioner\s$")


class Tally(NamedTuple):
    """What one candidate, or he and his rivals, got for one office; `at` is where the office is named."""

    candidates: tuple[Party, ...]
    office: str
    at: int
    is_won: bool


def gives_results(plain: str) -> bool:
    """Return whether a page gives the results of an election."""
    return _RESULTS.search(plain) is not None


def find_tallies(plain: str, start: int, end: int, people: Sequence[Party]) -> Iterator[Tally]:
    """Yield the counts of a sentence, one for each candidate whose office stands right before or behind his name."""
    direct = [p for p in people if p.is_direct]
    taken = -1
    for index, party in enumerate(direct):
        if party.start < taken:
            continue
        before, behind = plain[max(start, party.start - 44) : party.start], plain[party.end : end]
        told = _tells(behind)
        if told is None:
            continue
        office = _office_of(before, behind[told.start() : told.end() + 60])
        if not office or names_other_office(before):
            continue
        rivals: list[Party] = []
        for rival in direct[index + 1 :]:
            if not _RIVAL.fullmatch(plain[(rivals[-1] if rivals else party).end : rival.start]):
                break
            last = (rivals[-1] if rivals else party).end
            if offices_in(plain[max(last, rival.start - 24) : rival.start]):
                break
            rivals.append(rival)
        taken = rivals[-1].end if rivals else party.end
        yield Tally((party, *rivals), office, party.start, _UNOPPOSED.search(behind[:120]) is not None)


def _tells(behind: str) -> re.Match[str] | None:
    """Return the count or the words "no opponent" that are told of a candidate right behind his name."""
    verb = _COUNTED.search(behind, 0, 90)
    count = _COUNT.search(behind, verb.end(), verb.end() + 80) if verb else None
    return count or _UNOPPOSED.search(behind, 0, 60)


def _office_of(before: str, behind: str) -> str:
    """Return the office in the title before a name, or the seat spoken of behind it, "" for none."""
    titles = [(at, office) for at, office in offices_in(before) if not re.search(r"[.;,]\s", before[at:])]
    if titles:
        return titles[-1][1]
    if _COMMISSIONER.search(before):
        return "county commissioner"
    seats = [
        office for at, office in offices_in(behind) if re.search(r"\b(?:for|in|the|of)\s[^.;]{0,30}$", behind[:at])
    ]
    return seats[0] if seats else ""
