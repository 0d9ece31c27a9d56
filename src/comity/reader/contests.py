"""The patterns of elections, as `patterns/elections/*.toml` holds them, and the offices they are about."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import msgspec

from comity.reader.expressions import Expression
from comity.reader.patterns import PATTERN_FOLDER
from comity.reader.phrases import Cue, Phrases, read_phrases

Form = Literal[
    "beats", "loses", "wins", "elected", "picks", "went", "runs", "against", "lost", "noun", "pair", "replaced",
    "rival", "downfall", "own", "new",
]  # fmt: skip
Stage = Literal["primary", "general", "runoff", "filing_deadline"]

OFFICE = Expression("local-office")
_ELSEWHERE = Expression("state-office")
# Groups whose names cannot be what the offices are called.
_CALLED = {
    "states_attorney": "state's attorney",
    "commonwealths_attorney": "commonwealth's attorney",
    "tax_assessor_collector": "tax assessor-collector",
}
# A runoff that there is not: `avoids a runoff`, `without a runoff`.
_NO_RUNOFF = Expression("no-runoff")
LISTED_OFFICES = frozenset(
    (
        "sheriff",
        "district attorney",
        "district attorney general",
        "state's attorney",
        "commonwealth's attorney",
        "county attorney",
        "county prosecuting attorney",
        "county and prosecuting attorney",
        "prosecutor",
        "circuit attorney",
        "solicitor",
        "solicitor general",
    )
)
CITY_OFFICES = frozenset(("mayor", "city council", "city attorney", "city clerk", "town council"))
# Offices of which a county or city has several, each with its own contest.
BOARD_OFFICES = frozenset(
    ("county commissioner", "county supervisor", "county council", "county board", "city council", "town council")
)
# Who stands for the nation's highest office is no candidate for a local one, whatever else the sentence names.
NATIONAL_CANDIDATES = frozenset(
    (
        "Donald Trump",
        "Trump",
        "Joe Biden",
        "Biden",
        "Hillary Clinton",
        "Bill Clinton",
        "Barack Obama",
        "Obama",
        "Kamala Harris",
        "Mitt Romney",
        "John McCain",
        "George Bush",
        "George W. Bush",
        "Bernie Sanders",
        "Mike Pence",
        "JD Vance",
        "Tim Walz",
    )
)


class Contest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One pattern: what it means, its words, where the candidates stand, and what it does and does not fit."""

    id: str
    meaning: str
    form: Form
    words: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """Words of which one must stand in the sentence."""
    objects: tuple[str, ...] = ()
    """Nouns of which one must stand within a few words behind the phrase."""
    page: tuple[str, ...] = ()
    """Words of which one must stand on the page."""
    next: tuple[str, ...] = ()
    """Words of which one must be the next behind the phrase."""
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


Contests = Phrases[Contest]
ContestCue = Cue[Contest]


@lru_cache(maxsize=1)
def own_contests() -> Contests:
    """Return the package's own patterns of elections, made once per process."""
    return read_phrases(PATTERN_FOLDER / "elections", Contest)


def offices_in(text: str) -> list[tuple[int, str]]:
    """Return the local offices that a text names, with where, in order."""
    named = [(m.start(), str(m.lastgroup)) for m in OFFICE.finditer(text)]
    return [(at, _CALLED.get(group, group.replace("_", " "))) for at, group in named]


def names_other_office(text: str) -> bool:
    """Return whether a text speaks of an office of the state or the nation."""
    return _ELSEWHERE.search(text) is not None


def other_offices_in(text: str) -> list[int]:
    """Return where a text names offices of the state or the nation."""
    return [match.start() for match in _ELSEWHERE.finditer(text)]


def stage_in(text: str) -> Stage | None:
    """Return the stage that a text names, the most particular first, or None."""
    low = text.lower()
    if re.search(r"\brun-?off\b", _NO_RUNOFF.sub("", low)):
        return "runoff"
    if re.search(r"\bprimary\b|\bprimaries\b|\bnomination\b|\bnominee\b", low):
        return "primary"
    return "general" if re.search(r"\bgeneral election\b|\bnovember\b|\bnov\.", low) else None
