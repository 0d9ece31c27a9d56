"""What stands beside a name: its type, its state, the list it is in, or that it is a person or a newspaper."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from comity.reader.mentions.lexicon import Hit, Lexicon

COUNTY_TYPE = r"(?:County|county|Parish|parish|Borough|Census Area|Co\.(?= [a-z(]|,))"
_AFTER_COUNTY = re.compile(rf"\s{COUNTY_TYPE}(?![\w-])")
_AFTER_COUNTIES = re.compile(r"\s(?:[Cc]ounties|[Pp]arishes)\b")
_AFTER_TOWN = re.compile(r"\s(?:Township|Twp\.|Village|Borough)(?!\w)")
_BEFORE_TYPE = re.compile(
    r"(?:(?P<county>[Cc]ounty|[Cc]ounties|[Pp]arish)|(?P<city>[Cc]ity|[Tt]own|[Vv]illage|[Tt]ownship|[Bb]orough))"
    r"(?:\sand\s[Cc]ounty|\s(?:[Bb]oard|[Cc]ommission|[Cc]ouncil|[Ss]heriff))?\sof\s$"
)
# Offices that only a county (or a city that is one) has, and offices that only a town has, right behind the name.
_COUNTY_OFFICE = re.compile(
    r"(?:'s?)?\s(?:[Cc]ounty\s)?(?:[Ss]heriff|[Dd]istrict [Aa]ttorney|D\.?A\.?(?!\w)|[Ss]tate's [Aa]ttorney|"
    r"[Bb]oard of (?:[Ss]upervisors|[Cc]ommissioners|[Cc]hosen)|[Cc]ommissioners?(?!\w)|[Ff]reeholders|"
    r"[Ff]iscal [Cc]ourt|[Cc]ommissioners [Cc]ourt|[Qq]uorum [Cc]ourt|[Pp]olice [Jj]ury|"
    r"[Dd]etention [Cc]enter|[Jj]ail(?!\w)|[Pp]rison(?!\w)|[Ss]upervisors?(?!\w)|[Pp]rosecutor)"
)
_TOWN_OFFICE = re.compile(
    r"(?:'s?)?\s(?:[Pp]olice|[Oo]fficers(?!\w)|"
    r"[Cc]ity (?:[Cc]ouncil|[Mm]anager|[Hh]all|[Aa]ttorney|[Cc]ommission|[Oo]fficials)|[Mm]ayor|"
    r"(?:Resolution|Ordinance)\s(?:No\.?\s)?\d|[Tt]own [Cc]ouncil|[Cc]ouncil(?:man|woman|member)?(?!\w))"
)
# "In Cobb, the sheriff …": the county's, although its type is left out.
_ITS_OFFICE = re.compile(
    r"(?:,?\s|,\s(?:\w+\s){0,2}\w+,\s)(?:the|its)\s(?:county\s)?"
    r"(?:sheriff|jail(?!\w)|board of (?:supervisors|commissioners))"
)
# "Neighboring Guilford never took part": what lies beside a county is as often one.
_BESIDE = re.compile(r"\b(?:[Nn]eighbou?ring|[Aa]djacent|[Aa]djoining|[Ss]urrounding)\s$")
# "In early May, Illinois …": a state behind it makes no town of a month.
_MONTHS = frozenset(("January", "February", "March", "April", "May", "June", "July", "August"))
_IN = re.compile(r"\b[Ii]n\s$")
_CAPITAL_AFTER = re.compile(r"\s([A-Z][\w'.-]*)")
_CAPITAL_BEFORE = re.compile(r"([A-Z][\w'.-]*)\s$")
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|from|of|to|around|outside|across|for|throughout|into)\s(?:the\s|nearby\s)?$", re.I
)
# "Monmouth signed in April", "Orem, for its part, has turned it down": who acts so on an agreement is a body.
_ACTING = re.compile(
    r"(?:, [^,.;:()]{3,60},)?\s"
    r"(?:(?:has|have|had|will|would|did|does|not|never|also|already|since|later|recently|just)\s)*"
    r"(?:sign(?:ed|s)?|(?:re)?join(?:ed|s)?|(?:re)?appl(?:ied|y|ies)|withdrew|withdrawn|(?:pulled|backed|dropped) out|"
    r"opt(?:ed)? (?:in|out)|turned down|quit|terminated|renewed|took part|take part|taken part|"
    r"sent in an application)\b(?!\sthe letter|\sa letter)"
)
_OPENS = re.compile(r"(?:^|\n|[.!?;:]['\")]?\s|\band\s)$")
_LINK = re.compile(r"\s?(?:[,;]\s*|\n\s*)?(?:[•*–-]\s*)?(?:(?:and|or|&|as well as)\s)?")
_COUNTIES_BEFORE = re.compile(
    r"\b(?:[Cc]ounties|[Pp]arishes)(?:(?:,?\s(?:of|like|including|named|are|were|such as|to|in)|,)\s$"
    r"|[^.\n]{0,80}[:(]\s*(?:[•*–-]\s*)?$)"
)
# "The police departments of A, B and C", "the towns of A and B": each is a town.
_TOWNS_BEFORE = re.compile(
    r"\b(?:[Tt]owns|[Cc]ities|[Vv]illages|[Bb]oroughs|[Mm]unicipalities|[Mm]ayors|"
    r"[Pp]olice (?:[Dd]epartments|[Cc]hiefs|[Ff]orces))"
    r"(?:,?\s(?:of|in|like|including|such as|are|were)|:)\s(?:the\s)?$"
)
_STATE_OF_COUNTIES = re.compile(r"[A-Z][\w.'-]+ (?:[Cc]ounties|[Pp]arishes)(?: in|,) $")
_SHERIFFS_BEFORE = re.compile(
    r"\b(?:[Ss]heriffs|[Cc]ounterparts|[Ss]heriff's (?:[Oo]ffices|[Dd]epartments)) (?:in|of) $"
)

# A jail of two places: `Prince William-Manassas Regional Adult Detention Center`.
_REGIONAL = re.compile(
    r"-[A-Z][a-z]+(?: [A-Z][a-z]+)? (?:[Rr]egional|[Jj]oint|[Aa]dult|[Dd]etention|[Jj]ail|[Cc]orrectional)\b"
)


class Named(NamedTuple):
    """A name with what stands beside it."""

    hit: Hit
    start: int
    end: int
    typed: str
    """county or city where a type word says so, office_county or office_city where an office does, either in a list
    that ends with a county, else ""."""
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
        self._state_after, self._state_before = _state_patterns(lexicon)

    def before(self, position: int, size: int = 48) -> str:
        """Return the text that ends at a position."""
        return self.text[max(0, position - size) : position]

    def read(self, hits: list[Hit]) -> list[Named]:
        """Return the names that are places, each with its type and the state beside it."""
        typed = [self._type(hit) for hit in hits]
        alone = self._spread_lists(hits, [kind for kind, _, _ in typed], [end for _, _, end in typed])
        counties = {hit.start for hit, kind in zip(hits, alone, strict=True) if kind == "county"}
        beside = [self._beside(start, end, counties) for _, start, end in typed]
        kinds = self._spread_lists(hits, [kind for kind, _, _ in typed], [end for _, end in beside])
        found: list[Named] = []
        for hit, kind, (_, start, end), (state, _) in zip(hits, kinds, typed, beside, strict=True):
            named = Named(hit, start, end, kind, state, not (kind or state))
            is_month = hit.name in _MONTHS and not kind
            if found and found[-1].typed == "county" and self._is_second(found[-1].hit, hit):
                continue
            if hit.name in self.lexicon.rows and not (is_month or (named.is_weak and self._is_no_place(hit))):
                found.append(named)
        return found

    def _is_second(self, lead: Hit, hit: Hit) -> bool:
        """Return whether a name is the second of a regional jail's, whose lead county stands before the hyphen."""
        return self.text[lead.end : hit.start] == "-" and _REGIONAL.match(self.text, lead.end) is not None

    def _is_no_place(self, hit: Hit) -> bool:
        """Return whether a bare name is an ordinary word, a state's, a person's or a newspaper's."""
        is_state = hit.name in self.lexicon.states
        return (
            is_state or hit.name in self.lexicon.words.ordinary or self.is_person(hit) or bool(self.outlet_end(hit.end))
        )

    def type_of(self, hit: Hit) -> str:
        """Return what a type word or an office beside a name says that it is, "" where none stands there."""
        kind = self._type(hit)[0]
        return "county" if kind == "listed" else kind

    def _type(self, hit: Hit) -> tuple[str, int, int]:
        """Return a name's type and the span with its type word."""
        text, start, end = self.text, hit.start, hit.end
        if (match := _AFTER_COUNTY.match(text, end)) and not self._is_a_states(hit, match):
            return ("county", start, match.end())
        if _AFTER_COUNTIES.match(text, end) and self._has_county(hit):
            return ("counties", start, end)
        if match := _BEFORE_TYPE.search(self.before(start)):
            whole = start - len(match.group())
            is_several = (match["county"] or "").lower() == "counties"  # "the counties of A, B and C": all of them
            return ("listed" if is_several else "county" if match["county"] else "city", whole, end)
        if hit.name.endswith(" County") or (_REGIONAL.match(text, end) and self._has_county(hit)):
            return ("county", start, end)
        if match := _AFTER_TOWN.match(text, end):
            return ("city", start, match.end())
        if hit.name in self.lexicon.states or hit.name in self.lexicon.words.ordinary:
            return ("", start, end)
        if _COUNTY_OFFICE.match(text, end):
            return ("office_county", start, end)
        if _ITS_OFFICE.match(text, end) and _IN.search(self.before(start, 4)):
            return ("office_county", start, end)
        if _BESIDE.search(self.before(start, 16)) and self._has_county(hit):
            return ("either", start, end)
        if _TOWN_OFFICE.match(text, end):
            return ("office_city", start, end)
        return ("", start, end)

    def _is_a_states(self, hit: Hit, match: re.Match[str]) -> bool:
        """Return whether a county of a state is spoken of, not one of the state's name: "a Nevada county"."""
        is_small = match.group().strip()[:1].islower()
        return is_small and hit.name in self.lexicon.states and hit.name != "Washington"

    def _spread_lists(self, hits: list[Hit], kinds: list[str], ends: list[int]) -> list[str]:
        """Let `counties` before or behind a list of names say what each of them is.

        `Cobb and Gwinnett counties` are two counties; in `Charlotte and Mecklenburg County` the first may be a town.
        """
        out = list(kinds)
        for i in range(len(hits) - 1, 0, -1):
            left, right = hits[i - 1], hits[i]
            if (
                out[i] not in {"counties", "county", "either"}
                or out[i - 1]
                or not self._linked(ends[i - 1], right.start)
            ):
                continue
            if out[i] == "counties":
                out[i - 1] = "counties" if self._has_county(left) else ""
            elif out[i] == "either" or re.search(r"(?:\band|\bor|&)\s$", self.before(right.start, 8)):
                out[i - 1] = "either" if self._has_county(left) else ""
        for i, hit in enumerate(hits):
            follows = i > 0 and out[i - 1] == "listed" and self._linked(ends[i - 1], hit.start)
            if not out[i] and self._has_county(hit) and (follows or self._opens_list(hit)):
                out[i] = "listed"
            follows = i > 0 and out[i - 1] == "towns" and self._linked(ends[i - 1], hit.start)
            if not out[i] and self._may_be_town(hit) and (follows or _TOWNS_BEFORE.search(self.before(hit.start))):
                out[i] = "towns"
        return [{"listed": "county", "counties": "county", "towns": "city"}.get(kind, kind) for kind in out]

    def _may_be_town(self, hit: Hit) -> bool:
        """Return whether a name in a list of towns is one: no state's, no person's and no ordinary word."""
        is_other = hit.name in self.lexicon.states or hit.name in self.lexicon.words.ordinary
        return not is_other and not self.is_person(hit)

    def _opens_list(self, hit: Hit) -> bool:
        if hit.name in self.lexicon.states and _STATE_OF_COUNTIES.search(self.before(hit.start)):
            return False  # "A and B counties in Washington", "A and B counties, Oklahoma,": the state
        if _COUNTIES_BEFORE.search(self.before(hit.start, 130)):
            return True
        return hit.name not in self.lexicon.states and bool(_SHERIFFS_BEFORE.search(self.before(hit.start)))

    def _has_county(self, hit: Hit) -> bool:
        return any(len(self.lexicon.geoid(row)) == 5 for row in self.lexicon.rows.get(hit.name, ()))

    def _linked(self, left: int, right: int) -> bool:
        between = self.text[left:right]
        return 0 < len(between) < 12 and _LINK.fullmatch(between) is not None

    def _beside(self, start: int, end: int, counties: set[int]) -> tuple[str, int]:
        """Return the state written right beside a name and where it ends: `, Virginia`, `(NC)`, `Georgia's`.

        In `Outagamie, Washington and Wood counties` no state is.
        """
        match = self._state_after.match(self.text, end)
        if match and match.start("said") not in counties:
            said = match["said"]
            return self.lexicon.states.get(said) or self.lexicon.book.state_code(said.rstrip(".")), match.end()
        before = self.before(start)
        if before.rstrip().endswith(_ENDS_OF_STATE) and (match := self._state_before.search(before)):
            return self.lexicon.states[match["owner"] or match["inside"]], end
        return "", end

    def state_behind(self, end: int) -> tuple[str, int]:
        """Return the state written right behind a place, as its code, and where it ends; "" where none is."""
        return self._beside(end, end, set())

    def outlet_end(self, end: int) -> int:
        """Return where a newspaper's name ends whose first part ends at `end`, or 0: `Houston Chronicle`."""
        match = _CAPITAL_AFTER.match(self.text, end)
        if not match:
            return 0
        word = match[1].removesuffix("'s").rstrip(".'")
        outlets = self.lexicon.words.outlets
        return match.end() if word in outlets or ("-" in word and {*word.split("-")} & outlets) else 0

    def is_person(self, hit: Hit) -> bool:
        """Return whether the capitals beside a bare name make a person of it: `Sheriff Jackson`, `Lincoln Riley`."""
        before = _CAPITAL_BEFORE.search(self.before(hit.start))
        is_end = before is not None and before[1].endswith(".") and before[1][:-1].isupper() and len(before[1]) > 2
        if before and not is_end and before[1] not in self.lexicon.words.beside and not before[1].endswith("'s"):
            return True
        if " " in hit.name:
            return False
        after = _CAPITAL_AFTER.match(self.text, hit.end)
        return after is not None and after[1] not in self.lexicon.states and after[1] not in self.lexicon.words.beside

    def is_acting(self, hit: Hit) -> bool:
        """Return whether a bare name opens a sentence and joins or leaves something, and is no person's on the page."""
        return bool(_ACTING.match(self.text, hit.end)) and self.is_opening(hit) and not self.is_of_person(hit)

    def is_opening(self, hit: Hit) -> bool:
        """Return whether a name opens a sentence, or what "and" joins to one."""
        return bool(_OPENS.search(self.before(hit.start, 4)))

    def is_of_person(self, hit: Hit) -> bool:
        """Return whether a name stands behind another capital somewhere on the page: `Ray Monmouth`."""
        return bool(re.search(rf"\b(?:[A-Z]\.|[A-Z][\w'-]+) {re.escape(hit.name)}\b", self.text))

    def is_located(self, hit: Hit) -> bool:
        """Return whether a preposition of place stands before a name."""
        return bool(_LOCATIVE.search(self.before(hit.start)))


# What ends every text that the second of these patterns fits, but for white space.
_ENDS_OF_STATE = ("'", "'s", "of", ",", "the")


@lru_cache(maxsize=4)
def _state_patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what says a state behind a name and before it."""
    names = "|".join(re.escape(name) for name in sorted(lexicon.states, key=len, reverse=True))
    codes = "|".join(lexicon.book.packed.columns)
    # "ARLINGTON, VA. – ": a dot behind a postal code only where a report was written.
    code_end = r"(?:(?![\w.'-])|\.(?= ?[–—-]))"
    after = re.compile(
        rf"(?:\s?,\s?|\s\()(?P<said>(?:{names})(?!\w|\s(?:[Cc]ounty|[Cc]ity)\b)|(?:{codes}){code_end})\)?"
    )
    before = re.compile(
        rf"(?P<owner>{names})(?:'s?\s|\s(?:county|city)\sof\s)$|\b[Ii]n\s(?P<inside>{names}),\s(?:the\s)?$"
    )
    return after, before
