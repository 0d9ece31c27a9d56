"""The patterns of elections, as `patterns/elections/*.toml` holds them, and the offices they are about."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

import msgspec

from comity.reader.patterns import PATTERN_FOLDER
from comity.reader.phrases import Cue, Phrases, read_phrases

Form = Literal[
    "beats", "loses", "wins", "elected", "picks", "went", "runs", "against", "lost", "noun", "pair", "replaced",
    "rival", "downfall", "own", "new",
]  # fmt: skip
Stage = Literal["primary", "general", "runoff", "filing_deadline"]

# Local offices by how a page writes them, the longer first; the last word alone would be another's.
_OFFICES = (
    ("district attorney general", r"district attorneys? general"),
    ("district attorney", r"district attorneys?|d\.?a\.?s?(?=['\s,])|das"),
    ("state's attorney", r"state's'? attorneys?(?! general)|states' attorneys|state attorney(?! general)"),
    ("circuit attorney", r"circuit attorneys?"),
    ("solicitor general", r"(?<!u\.s\. )solicitors? general"),
    ("solicitor", r"(?:circuit )?solicitors?"),
    ("commonwealth's attorney", r"commonwealth(?:'?s)? attorneys?"),
    ("county attorney", r"county attorneys?"),
    (
        "prosecutor",
        r"(?:county )?(?<!chief )(?<!top )(?<!federal )(?<!former )(?<!deputy )(?<!assistant )(?<!special )"
        r"prosecutors?|"
        r"prosecuting attorneys?",
    ),
    ("sheriff", r"sheriffs?|sheriff-elect"),
    ("county executive", r"county executives?"),
    ("county judge", r"county judge(?:[ -]executive)?|judge[ -]executive"),
    (
        "county commissioner",
        r"county (?:board of )?commissioners?|county commission(?:er)?|board of (?:county )?commissioners|"
        r"commissioners court|"
        r"commissioner(?=,? (?:candidate|race|seat|district|precinct|pct)s?\b)|commission(?= (?:seat|race|"
        r"district|precinct)s?\b)|"
        r"district \d+ commission(?:er)?",
    ),
    (
        "county supervisor",
        r"county supervisors?|board of (?:county )?supervisors|supervisors?(?=,? (?:candidate|race|seat)s?\b)|"
        r"(?:(?:first|second|third|fourth|fifth) district|district \w+) supervisors?|"
        r"supervisors?(?= (?:in|of|for) (?:the )?(?:\w+ district|district))",
    ),
    ("county council", r"county council(?:member|man|woman|or)?|county legislat(?:ure|or)s?|police jury|freeholders?"),
    ("county board", r"county board(?: (?:chair|president|member)\w*)?"),
    ("county mayor", r"county mayors?"),
    ("mayor", r"mayors?|mayoral"),
    (
        "city council",
        r"city council(?:member|man|woman|or)?|alder(?:man|men|woman|person)|seats? on the (?:city )?council\b",
    ),
    ("city attorney", r"city attorneys?"),
    ("jailer", r"jailers?"),
    ("county clerk", r"county clerks?"),
    ("clerk of court", r"clerks? of (?:the )?(?:superior |circuit |district )?courts?|superior court clerks?"),
    ("chancery clerk", r"chancery clerks?"),
    ("county surveyor", r"county surveyors?"),
    ("court clerk", r"court clerks?"),
    ("circuit clerk", r"circuit clerks?"),
    ("clerk and recorder", r"clerk and recorders?|clerk[- ]recorders?"),
    ("tax assessor-collector", r"tax assessor[- ]collectors?"),
    ("tax collector", r"tax collectors?"),
    ("commissioner of the revenue", r"commissioners? of (?:the )?revenue"),
    ("city clerk", r"city clerks?"),
    ("town council", r"town council(?:member|man|woman|or)?"),
    ("coroner", r"coroners?"),
    ("county treasurer", r"county treasurers?"),
    ("county assessor", r"county assessors?"),
    ("county auditor", r"county auditors?"),
    ("county recorder", r"county recorders?"),
    ("recorder", r"recorders?(?= (?:race|candidates?)|:)"),
    ("treasurer", r"(?<!state )(?<!u\.s\. )treasurers?(?= (?:[A-Z]|race|candidate))"),
    ("assessor", r"assessors?"),
    ("register of deeds", r"registers? of deeds"),
    ("probate judge", r"probate judges?"),
    ("magistrate judge", r"(?<!u\.s\. )(?<!federal )(?:county )?magistrate judges?"),
    ("justice of the peace", r"justices? of the peace"),
)
OFFICE = re.compile(
    r"(?<![\w'])(?<!(?<!then)-)(?:"
    + "|".join(f"(?P<o{i}>{words})" for i, (_, words) in enumerate(_OFFICES))
    + r")(?!\w|-(?!elect))",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:governor|president|presidential|senator|senate|congress\w*|attorney general|"
    r"(?<!county )legislat\w+|supreme court|house of|secretary of state|lieutenant governor|lt\. gov|school board|"
    r"delegate|state treasurer|state auditor|"
    r"assembly\w*|white house|state (?:rep|sen|house)\b|prime minister)\b",
    re.IGNORECASE,
)
# The offices that a list of candidates is read for: those who decide, or prosecute.
LISTED_OFFICES = frozenset(
    (
        "sheriff",
        "district attorney",
        "district attorney general",
        "state's attorney",
        "commonwealth's attorney",
        "county attorney",
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
    return [(m.start(), _OFFICES[int(str(m.lastgroup)[1:])][0]) for m in OFFICE.finditer(text)]


def names_other_office(text: str) -> bool:
    """Return whether a text speaks of an office of the state or the nation."""
    return _ELSEWHERE.search(text) is not None


def other_offices_in(text: str) -> list[int]:
    """Return where a text names offices of the state or the nation."""
    return [match.start() for match in _ELSEWHERE.finditer(text)]


def stage_in(text: str) -> Stage | None:
    """Return the stage that a text names, the most particular first, or None."""
    low = text.lower()
    if re.search(r"\brun-?off\b", low):
        return "runoff"
    if re.search(r"\bprimary\b|\bprimaries\b|\bnomination\b|\bnominee\b", low):
        return "primary"
    return "general" if re.search(r"\bgeneral election\b|\bnovember\b|\bnov\.", low) else None
