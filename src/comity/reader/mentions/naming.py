"""What stands beside a name: its type, its state, the list it is in, or that it is a person or a newspaper."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from comity.reader.mentions.lexicon import Hit, Lexicon

COUNTY_TYPE = r"(?:County|county|Parish|parish|Borough|Census Area|Co\.(?= [a-z(]))"
_AFTER_COUNTY = re.compile(rf"\s{COUNTY_TYPE}(?![\w-])")
_AFTER_COUNTIES = re.compile(r"\s(?:[Cc]ounties|[Pp]arishes)\b")
_AFTER_TOWN = re.compile(r"\s(?:Township|Twp\.|Village|Borough)(?!\w)")
_BEFORE_TYPE = re.compile(
    r"(?:(?P<county>[Cc]ounty|[Cc]ounties|[Pp]arish)|(?P<city>[Cc]ity|[Tt]own|[Vv]illage|[Tt]ownship|[Bb]orough))"
    r"(?:\sand\s[Cc]ounty)?\sof\s$"
)
# Offices that only a county (or a city that is one) has, and offices that only a town has, right behind the name.
_COUNTY_OFFICE = re.compile(
    r"(?:'s?)?\s(?:[Cc]ounty\s)?(?:[Ss]heriff|[Dd]istrict [Aa]ttorney|D\.?A\.?(?!\w)|[Ss]tate's [Aa]ttorney|"
    r"[Cc]ounty|[Bb]oard of (?:[Ss]upervisors|[Cc]ommissioners|[Cc]hosen)|[Cc]ommissioners?(?!\w)|[Ff]reeholders|"
    r"[Dd]etention [Cc]enter|[Jj]ail(?!\w)|[Pp]rison(?!\w)|[Ss]upervisors?(?!\w)|[Pp]rosecutor)"
)
_TOWN_OFFICE = re.compile(
    r"(?:'s?)?\s(?:[Pp]olice|[Cc]ity (?:[Cc]ouncil|[Mm]anager|[Hh]all|[Aa]ttorney|[Cc]ommission|[Oo]fficials)|[Mm]ayor|"
    r"[Tt]own [Cc]ouncil|[Cc]ouncil(?:man|woman|member)?(?!\w))"
)
_CAPITAL_AFTER = re.compile(r"\s([A-Z][\w'.-]*)")
_CAPITAL_BEFORE = re.compile(r"([A-Z][\w'.-]*)\s$")
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|from|of|to|around|outside|across|for|throughout|into)\s(?:the\s|nearby\s)?$", re.I
)
_LINK = re.compile(r"\s?(?:[,;]\s*|\n\s*)?(?:[•*–-]\s*)?(?:(?:and|or|&|as well as)\s)?")
_COUNTIES_BEFORE = re.compile(
    r"\b(?:[Cc]ounties|[Pp]arishes)(?:(?:,?\s(?:of|like|including|named|are|were|such as|to|in))\s$"
    r"|[^.\n]{0,80}[:(]\s*(?:[•*–-]\s*)?$)"
)


class Named(NamedTuple):
    """A name with what stands beside it."""

    hit: Hit
    start: int
    end: int
    typed: str
    """county or city where a type word says so, office_county or office_city where an office does, else ""."""
    beside: str
    """The state written beside it, "" where none is."""
    is_weak: bool
    """Whether nothing but its capital says that it is a place."""


class Around:
    """Reads what stands beside names in one text."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        """Take a plain text in which names are written as names."""
        self.text = text
        self.lexicon = lexicon

    @cached_property
    def _state_after(self) -> re.Pattern[str]:
        return _state_patterns(self.lexicon)[0]

    @cached_property
    def _state_before(self) -> re.Pattern[str]:
        return _state_patterns(self.lexicon)[1]

    def before(self, position: int, size: int = 48) -> str:
        """Return the text that ends at a position."""
        return self.text[max(0, position - size) : position]

    def read(self, hits: list[Hit]) -> list[Named]:
        """Return the names that are places, each with its type and the state beside it."""
        typed = [self._type(hit) for hit in hits]
        typed = self._spread_lists(hits, typed)
        found = [self._named(hit, *kind) for hit, kind in zip(hits, typed, strict=True)]
        return [name for name in found if name is not None]

    def _type(self, hit: Hit) -> tuple[str, int, int]:
        """Return a name's type and the span with its type word."""
        text, start, end = self.text, hit.start, hit.end
        if match := _AFTER_COUNTY.match(text, end):
            return ("county", start, match.end())
        if _AFTER_COUNTIES.match(text, end):
            return ("county", start, end)
        if match := _BEFORE_TYPE.search(self.before(start)):
            whole = start - len(match.group())
            return ("county" if match["county"] else "city", whole, end)
        if hit.name.endswith(" County"):
            return ("county", start, end)
        if match := _AFTER_TOWN.match(text, end):
            return ("city", start, match.end())
        if _COUNTY_OFFICE.match(text, end):
            return ("office_county", start, end)
        if _TOWN_OFFICE.match(text, end):
            return ("office_city", start, end)
        return ("", start, end)

    def _spread_lists(self, hits: list[Hit], typed: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
        """Let `counties` before or behind a list of names say what each of them is."""
        out = list(typed)
        for i in range(len(hits) - 1, 0, -1):
            is_end = bool(_AFTER_COUNTIES.match(self.text, hits[i].end)) or (
                out[i][0] == "county" and self._ends_list(hits, i)
            )
            if is_end and out[i][0] == "county" and not out[i - 1][0] and self._linked(hits[i - 1], hits[i]):
                out[i - 1] = ("county", hits[i - 1].start, hits[i - 1].end)
        for i, hit in enumerate(hits):
            opens = _COUNTIES_BEFORE.search(self.before(hit.start, 130))
            follows = i > 0 and out[i - 1][0] == "listed" and self._linked(hits[i - 1], hit)
            if out[i][0] in {"", "listed"} and (opens or follows):
                out[i] = ("listed", hit.start, hit.end)
        return [("county" if kind == "listed" else kind, start, end) for kind, start, end in out]

    def _ends_list(self, hits: list[Hit], i: int) -> bool:
        """Return whether a typed county ends a list of bare names: `Cobb and Gwinnett County`."""
        between = self.text[hits[i - 1].end : hits[i].start]
        return bool(re.search(r"\b(?:and|or)\s$|&\s$", between)) or bool(_AFTER_COUNTIES.match(self.text, hits[i].end))

    def _linked(self, left: Hit, right: Hit) -> bool:
        between = self.text[left.end : right.start]
        return 0 < len(between) < 12 and _LINK.fullmatch(between) is not None

    def _named(self, hit: Hit, kind: str, start: int, end: int) -> Named | None:
        if hit.name not in self.lexicon.rows:
            return None
        beside = self.state_beside(start, end)
        is_weak = not (kind or beside)
        if is_weak and (hit.name in self.lexicon.words.ordinary or self.is_person(hit) or self.outlet_end(hit.end)):
            return None
        return Named(hit, start, end, kind, beside, is_weak)

    def state_beside(self, start: int, end: int) -> str:
        """Return the state written right beside a name: `, Virginia`, `(NC)`, `Georgia's`, `In Maryland,`."""
        if match := self._state_after.match(self.text, end):
            said = match["said"].rstrip(",")
            return self.lexicon.states.get(said) or self.lexicon.book.state_code(said)
        if match := self._state_before.search(self.before(start)):
            return self.lexicon.states[match["owner"] or match["inside"]]
        return ""

    def outlet_end(self, end: int) -> int:
        """Return where a newspaper's name ends whose first part ends at `end`, or 0: `Houston Chronicle`."""
        match = _CAPITAL_AFTER.match(self.text, end)
        if not match:
            return 0
        word = match[1].removesuffix("'s").rstrip(".'")
        return match.end() if word in self.lexicon.words.outlets else 0

    def is_person(self, hit: Hit) -> bool:
        """Return whether the capitals beside a bare name make a person of it: `Sheriff Jackson`, `Lincoln Riley`."""
        before = _CAPITAL_BEFORE.search(self.before(hit.start))
        if before and before[1] not in self.lexicon.words.beside and not before[1].endswith("'s"):
            return True
        if " " in hit.name:
            return False
        after = _CAPITAL_AFTER.match(self.text, hit.end)
        return bool(after) and not self.lexicon.is_name(after[1]) if after else False

    def is_located(self, hit: Hit) -> bool:
        """Return whether a preposition of place stands before a name."""
        return bool(_LOCATIVE.search(self.before(hit.start)))


def _state_patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    cached = _PATTERNS.get(id(lexicon))
    if cached is None:
        names = "|".join(re.escape(name) for name in sorted(lexicon.states, key=len, reverse=True))
        codes = "|".join(lexicon.book.packed.columns)
        after = re.compile(rf"(?:\s?,\s?|\s\()(?P<said>(?:{names})|(?:{codes})(?![\w.]))(?!\w)|\s(?P<bare>)(?!)")
        before = re.compile(
            rf"(?P<owner>{names})(?:'s?\s|\s(?:county|city)\sof\s)$|\b[Ii]n\s(?P<inside>{names}),\s(?:the\s)?$"
        )
        cached = _PATTERNS[id(lexicon)] = (after, before)
    return cached


_PATTERNS: dict[int, tuple[re.Pattern[str], re.Pattern[str]]] = {}
