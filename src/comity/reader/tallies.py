"""Counts of an election, candidate by candidate: "County Treasurer Ana Birch had 60 percent", "Carl Dee, 1,203"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comity.reader.contests import OFFICE, names_other_office, offices_in
from comity.reader.expressions import Expression
from comity.reader.parties import Party

# What is counted, and the verbs of counting.
_COUNT = Expression("vote-count")
_COUNTED = Expression("votes-had")
_UNOPPOSED = Expression("no-rival")
# A page that gives results says so.
_RESULTS = Expression("results-page")
_RIVAL = Expression("rival-behind")


# Between a name and its count: `Ana Birch (R) 48%`, `Carl Dee, 1,203`.
_AT_ONCE = re.compile(r"(?:\s\([A-Za-z]{1,12}\))?(?:,\s[a-z][a-z' ]{3,24})?(?:,|:|\s[-–—])?\s\(?(?=\d)")
_COMMISSIONER = Expression("commissioner-title")


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
        office = _office_between(behind[: told.start()]) or _office_of(before, behind[told.start() : told.end() + 60])
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
    if at_once := _AT_ONCE.match(behind):
        return _COUNT.match(behind, at_once.end()) or _UNOPPOSED.search(behind, 0, 60)
    verb = _COUNTED.search(behind, 0, 90)
    count = _COUNT.search(behind, verb.end(), verb.end() + 80) if verb else None
    return count or _UNOPPOSED.search(behind, 0, 60)


def _office_between(said: str) -> str:
    """Return the office that stands between a name and its count: `Ana Birch, sheriff, 48,011`."""
    found = offices_in(said)
    return found[0][1] if found and OFFICE.fullmatch(said.strip(", ")) else ""


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
