"""Whose act it is: the places around a verb, lists of them, and what "the county" or "it" refers back to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from comity.places import Gazetteer
from comity.reader.expressions import Expression
from comity.reader.namesakes import is_of_paper, is_where_many_are
from comity.reader.records import Mentions, OfficialMention, Page, PlaceMention

# What may stand between two places of one list, beside names of states and what is in brackets.
_LIST_WORDS = frozenset(
    (
        ",",
        ";",
        "&",
        "and",
        "or",
        "as",
        "well",
        "both",
        "county",
        "counties",
        "parish",
        "parishes",
        "the",
        "of",
        "those",
        "sheriff's",
        "together",
        "with",
        "along",
        "offices",
        "departments",
        "co",
        ".",
        "county's",
        "cities",
        "city",
        "then",
        "also",
        "sheriffs",
        "in",
    )
)
# The words after a town's name that tell of its county's government, or of its own.
_COUNTY_BODY = Expression("county-body-behind")
_CITY_BODY = Expression("city-body-behind")
_PLURAL = Expression("several-behind")
_FROM_THERE = Expression("from-there")
# What a county's name is joined to: "Multnomah and Washington counties".
_JOINED_TO = re.compile(r"(?P<name>[A-Z][\w.'-]+(?: [A-Z][\w.'-]+)*),? (?:and|or|&) $")
_DATELINE = re.compile(r"(?:,\s*[A-Z][\w.]*\.?(?:\s[A-Z][\w.]*)?)?\s*(?:\([A-Z][\w /]{1,20}\)\s*)?(?:—|–|--|-)\s")
# A town that only tells where something is.
_WHERE = Expression("where")
_CITY_OF = Expression("city-of")
# Names of states that are as often something else.
_NO_STATE = frozenset(("Washington", "New York", "Virginia", "Kansas", "American Samoa"))
_STATE_BEHIND = Expression("state-behind")
_ENDS_AS_PLACE = Expression("ends-as-place")
_NAME_BEHIND = re.compile(r"\.?\s[A-Z][a-z]+\s[A-Z]")
_JOINING = frozenset(("and", "or", "&", ";"))
_GAP_TOKEN = re.compile(r"\([^()]*\)|[\w']+|[^\w\s]")


_GOVERNOR = Expression("governor-post")
_HOLDS_COUNTIES = "3651000"  # New York: the one city that is larger than its counties
# A page's place that it names first and most needs this share of all that it names.
_FIRST_SHARE = 0.4
# One that another rivals, named first and half as often, needs this share.
_NEARLY_ALL = 0.75


class Jurisdiction(NamedTuple):
    """A state, county or town as an event names it."""

    name: str
    type: str
    state: str
    fips: str
    geoid: str
    is_state_in_text: bool


class Named(NamedTuple):
    """A jurisdiction with where it is named."""

    start: int
    end: int
    jurisdiction: Jurisdiction


def distinct(named: Sequence[Named]) -> list[Jurisdiction]:
    """Return the jurisdictions of some names, each once, in the order of the names."""
    return list({one.jurisdiction.geoid: one.jurisdiction for one in named}.values())


class Ground:
    """The jurisdictions that a page names, in order, and the one that it is about."""

    def __init__(
        self, text: str, mentions: Mentions, beside: Mentions, book: Gazetteer, around: Sequence[tuple[int, int]] = ()
    ) -> None:
        """Take the page's mentions, those of its title, the gazetteer, and the lines printed around the article."""
        self._around = around
        self._text = text
        self._counties = {p.county_geoid for p in (*mentions.places, *beside.places) if p.kind == "county" and p.geoid}
        self._book = book
        self._datelines: list[Jurisdiction] = []
        self._of_papers: list[Jurisdiction] = []
        self.named = self._gather(mentions)
        self._starts = [named.start for named in self.named]
        self.states = self._gather_states(mentions)
        self._persons = self._gather_persons(mentions)
        self._governors = {
            official.name.split()[-1]: state
            for official in mentions.officials
            if _GOVERNOR.match(official.post) and (state := self._governed(mentions, official))
        }
        of_papers = self._of_papers
        titled = [named.jurisdiction for named in self._gather(beside)]
        # What a page may be about beside the places that it names: its title's, and where it was written.
        self.headed = list(dict.fromkeys((*titled, *self._datelines)))
        self._counts = Counter(j.geoid for j in (*(n.jurisdiction for n in self.named), *of_papers)) + Counter(
            j.geoid for j in titled * 2
        )
        self._ranked, self._total = self._counts.most_common(2), sum(self._counts.values())
        self._by_geoid = {j.geoid: j for j in (*of_papers, *titled, *(n.jurisdiction for n in self.named))}

    def _gather(self, mentions: Mentions) -> list[Named]:
        found = [Named(p.start, p.end, j) for p in mentions.places if (j := self._local(p, p.end))]
        spans = {(n.start, n.end) for n in found}
        posts = [(o.start, o.end, o.place) for o in mentions.officials]
        posts += [(b.start, b.end, b.place) for b in mentions.bodies]
        for start, end, place in posts:
            if place >= 0 and (j := self._local(mentions.places[place], end)):
                is_named_inside = any(start <= s and e <= end for s, e in spans)
                if not is_named_inside:
                    found.append(Named(start, end, j))
        self._datelines += [n.jurisdiction for n in found if self._is_dateline(n)]
        kept = [n for n in found if not self._is_dateline(n) and not self._is_landmark(n) and self._is_inside(n)]
        self._of_papers = [n.jurisdiction for n in kept if is_of_paper(self._text, n.start, n.end)]
        return sorted(n for n in kept if not is_of_paper(self._text, n.start, n.end))

    def _is_inside(self, named: Named) -> bool:
        """Return whether a place stands in the article, not in what is printed around it."""
        return not any(start <= named.start < end for start, end in self._around)

    def dateline(self, words: Sequence[str]) -> Jurisdiction | None:
        """Return the town where a report was written, or its county where the words speak of one's body.

        None where the page names a place of its own.
        """
        if not self._datelines or self.named:
            return None
        town = self._datelines[0]
        place = self._book.get(town.geoid)
        if not {"county", "sheriff", "sheriff's", "deputies", "parish", "commissioners"} & {*words} or town.fips:
            return town
        return self.county(place.county_geoids[0], town.is_state_in_text) if place and place.county_geoids else None

    def _gather_persons(self, mentions: Mentions) -> list[Named]:
        """Return where officials of named places are spoken of, by the surname alone too."""
        places: dict[str, set[Jurisdiction]] = {}
        for official in mentions.officials:
            if official.place >= 0 and (j := self._local(mentions.places[official.place], official.end)):
                places.setdefault(official.name.split()[-1], set()).add(j)
        sure = {surname: found.pop() for surname, found in places.items() if len(found) == 1 and len(surname) > 2}
        taken = [(n.start, n.end) for n in self.named]
        found = []
        for surname, place in sure.items():
            spans = [at.span() for at in re.finditer(rf"\b{re.escape(surname)}\b", self._text)]
            found += [
                Named(start, end, place)
                for start, end in spans
                if not any(s <= start and end <= e and self._is_place_name(s, e) for s, e in taken)
            ]
        return sorted(found)

    def _governed(self, mentions: Mentions, official: OfficialMention) -> Jurisdiction | None:
        """Return the state of a governor: the one named right before his post, else the one that the page is in."""
        place = mentions.places[official.place] if official.place >= 0 else None
        state = self._book.state_code(place.name) if place is not None else ""
        return self.state(state or (place.state if place is not None else "") or self.main_state())

    def _is_place_name(self, start: int, end: int) -> bool:
        return bool(_ENDS_AS_PLACE.search(self._text[start:end]))

    def governor_between(self, start: int, end: int) -> Jurisdiction | None:
        """Return the state whose governor is named, by the surname alone too, between two places of the text."""
        found = [state for surname, state in self._governors.items() if surname in self._text[start:end].split()]
        return found[-1] if found else None

    def person_between(self, start: int, end: int) -> Jurisdiction | None:
        """Return the place of the official last spoken of between two places of the text."""
        found = [n for n in self._persons if start <= n.start and n.end <= end]
        return found[-1].jurisdiction if found else None

    def _is_landmark(self, named: Named) -> bool:
        """Return whether a town only tells where another place lies: "southwest of Houston"."""
        before = self._text[max(0, named.start - 24) : named.start]
        return named.jurisdiction.type == "city" and bool(_FROM_THERE.search(before))

    def _is_dateline(self, named: Named) -> bool:
        """Return whether a town only tells where a report was written: at a line's start, before a dash or "(AP)"."""
        if named.jurisdiction.type != "city" or (named.start and self._text[named.start - 1] != "\n"):
            return False
        return bool(_DATELINE.match(self._text, named.end))

    def _local(self, place: PlaceMention, end: int) -> Jurisdiction | None:
        """Return a settled county or town as a jurisdiction; a town with a sheriff is its county."""
        if place.kind == "county" and not place.geoid and place.state:  # no list holds it: as the page spells it
            name, kind = place.name, "parish" if place.name.endswith("Parish") else "county"
            return Jurisdiction(name, kind, place.state, "", f"{name}, {place.state}", True)
        if place.kind not in {"county", "municipality"} or not place.geoid or self._names_state(place):
            return None
        if self._is_of_many(place):
            return None
        if place.kind == "municipality" and not place.county_geoid and not self._is_of_city(place.start, end):
            town = self._book.get(place.geoid)
            is_inside = town is not None and place.geoid != _HOLDS_COUNTIES
            county = town.county_geoids[0] if town and is_inside and town.county_geoids else ""
            is_beside = county in self._counties and _WHERE.search(self._text, max(0, place.start - 12), place.start)
            if county and (is_beside or _COUNTY_BODY.match(self._text, end)):
                return self.county(county, place.is_state_in_text)
        kind = place.kind
        kind = ("parish" if place.name.endswith("Parish") else "county") if kind == "county" else "city"
        return Jurisdiction(place.name, kind, place.state, place.county_geoid, place.geoid, place.is_state_in_text)

    def _is_of_many(self, place: PlaceMention) -> bool:
        """Return whether a state's name tells where several counties are: "three counties in Iowa"."""
        is_state = bool(self._book.state_code(self._text[place.start : place.end]))
        return is_state and is_where_many_are(self._text, place.start, place.end)

    def _names_state(self, place: PlaceMention) -> bool:
        """Return whether a town or county bears the bare name of a state: the state is meant then."""
        if place.kind == "county" and self._is_joined_to_county(place):
            return False
        is_weak = place.kind == "municipality" or place.state == "PR" or bool(_PLURAL.match(self._text, place.end))
        printed = self._text[place.start : place.end]
        if printed.endswith(" counties"):
            is_weak, printed = True, printed.removesuffix(" counties")
        return is_weak and len(printed) > 2 and bool(self._book.state_code(printed))

    def _is_joined_to_county(self, place: PlaceMention) -> bool:
        """Return whether a name follows a county's in a list: "Multnomah and Washington counties"."""
        before = _JOINED_TO.search(self._text, max(0, place.start - 40), place.start)
        words = before["name"].split() if before else []
        return bool(words) and not any(self._book.state_code(" ".join(words[at:])) for at in range(len(words)))

    def _gather_states(self, mentions: Mentions) -> list[Named]:
        """Return the states mentioned, with those whose full name stands where no place was seen."""
        found = [n for n in (self._state(p) for p in mentions.places if not self._is_delegate(p)) if n]
        taken = {place.start for place in mentions.places}
        for code in self._book.state_codes:
            name = self._book.state_name(code)
            for start, end in self._spelled(name):
                if not any(s <= start < s + 30 for s in taken if s <= start):
                    state = self.state(code)
                    found += [Named(start, end, state)] if state else []
        return sorted(found)

    def _is_delegate(self, place: PlaceMention) -> bool:
        """Return whether "Del." before a name is a lawmaker's title and no state."""
        if self._text[place.start : place.end].rstrip(".") != "Del":
            return False
        return not self._text[: place.start].endswith(", ") and bool(_NAME_BEHIND.match(self._text, place.end))

    def _spelled(self, name: str) -> list[tuple[int, int]]:
        """Return where a state's name stands; one that is as often something else only beside words of a state."""
        if name not in self._text:
            return []
        found = re.finditer(rf"(?<!West ){re.escape(name)}(?![^\W_])", self._text)
        return [at.span() for at in found if name not in _NO_STATE or _STATE_BEHIND.match(self._text, at.end())]

    def governed_between(self, start: int, end: int) -> Jurisdiction | None:
        """Return the state whose name stands right before its governor's, wherever else it may mean a place."""
        for code in self._book.state_codes:
            pattern = rf"(?<!West )\b{re.escape(self._book.state_name(code))}(?:['’]s)? (?:[Gg]overnor|Gov\.)"
            if re.search(pattern, self._text[start:end]):
                return self.state(code)
        return None

    def _is_of_city(self, start: int, end: int) -> bool:
        """Return whether the words around a town's name speak of its own government."""
        if _COUNTY_BODY.match(self._text, end):
            return False
        return bool(_CITY_BODY.match(self._text, end) or _CITY_OF.search(self._text, max(0, start - 30), start))

    def county(self, geoid: str, is_state_in_text: bool) -> Jurisdiction | None:
        """Return a county by its GEOID."""
        county = self._book.get(geoid)
        if county is None:
            return None
        return Jurisdiction(county.name, "county", county.state, county.geoid, county.geoid, is_state_in_text)

    def state(self, code: str) -> Jurisdiction | None:
        """Return a state by its postal code, named in the text or not; None for ""."""
        if not code:
            return None
        state = self._book.state(code)
        is_named = any(n.jurisdiction.state == code for n in getattr(self, "states", ()))
        return Jurisdiction(state.name, "state", code, "11001" if code == "DC" else "", state.geoid, is_named)

    def _state(self, place: PlaceMention) -> Named | None:
        if place.kind != "state" and self._names_state(place):
            state = self.state(self._book.state_code(self._text[place.start : place.end]))
            return Named(place.start, place.end, state) if state else None
        if place.kind != "state" or not place.state:
            return None
        fips = place.county_geoid or ""
        return Named(place.start, place.end, Jurisdiction(place.name, "state", place.state, fips, place.geoid, True))

    def state_of_address(self, page: Page) -> Jurisdiction | None:
        """Return the one state whose name stands in a page's title or address, for a page that names none itself."""
        said = re.sub(r"[^a-z]", "", f"{page.title} {page.url}".lower())
        codes = [
            code for code in self._book.state_codes if self._book.state_name(code).lower().replace(" ", "") in said
        ]
        longest = [c for c in codes if not any(c != d and self._is_part(c, d) for d in codes)]
        return self.state(longest[0]) if len(longest) == 1 else None

    def _is_part(self, code: str, other: str) -> bool:
        return self._book.state_name(code) in self._book.state_name(other)

    def between(self, start: int, end: int) -> list[Named]:
        """Return what is named between two places of the text."""
        low = bisect_left(self._starts, start)
        return [n for n in self.named[low : low + 60] if n.end <= end and n.start >= start]

    def states_between(self, start: int, end: int) -> list[Named]:
        """Return the states named between two places of the text, those that only tell where a county lies left out."""
        return [n for n in self.states if start <= n.start and n.end <= end and not self._tells_where(n)]

    def _tells_where(self, state: Named) -> bool:
        low = bisect_left(self._starts, state.start)
        before = self.named[low - 1] if low else None
        return before is not None and self._text[before.end : state.start].strip() in {",", "(", "in"}

    def list_around(self, named: Sequence[Named], at: int) -> list[Named]:
        """Return the named places that stand in one list with the one at an index."""
        first = last = at
        while first > 0 and self._is_joined(named[first - 1], named[first]):
            first -= 1
        while last + 1 < len(named) and self._is_joined(named[last], named[last + 1]):
            last += 1
        found = list(named[first : last + 1])
        joined = any(_JOINING & set(self._gap(a, b)) for a, b in pairwise(found))
        return found if joined or len(found) > 2 else [named[at]]

    def _gap(self, left: Named, right: Named) -> list[str]:
        """Return the words between two places, names of states and brackets left out."""
        gap = self._text[left.end : right.start]
        for state in reversed([s for s in self.states if left.end <= s.start and s.end <= right.start]):
            gap = gap[: state.start - left.end] + gap[state.end - left.end :]
        return [token.lower() for token in _GAP_TOKEN.findall(gap[:90]) if not token.startswith("(")]

    def _is_joined(self, left: Named, right: Named) -> bool:
        if right.start - left.end > 90 or left.jurisdiction.geoid == right.jurisdiction.geoid:
            return False
        return set(self._gap(left, right)) <= _LIST_WORDS

    def main(self) -> Jurisdiction | None:
        """Return the one that the page names most, None where two are named as often."""
        ranked = self._ranked
        if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
            return None
        return self._by_geoid[ranked[0][0]]

    def most_named(self) -> Jurisdiction | None:
        """Return the one that the page names most, of those named as often the first; None where none is named."""
        return self._by_geoid[self._ranked[0][0]] if self._ranked else None

    def count_of(self, place: Jurisdiction) -> int:
        """Return how often the page names a county or a town, in its title twice."""
        return self._counts[place.geoid]

    def is_main(self, share: float) -> bool:
        """Return whether the page's main place has at least a share of all that it names."""
        return bool(self._total) and self._ranked[0][1] >= share * self._total

    def topic(self, share: float) -> Jurisdiction | None:
        """Return the place that the page is about: most of what it names, or named first and twice as often as others.

        What a page compares it with may be many places, each named once.
        """
        ranked, main = self._ranked, self.main()
        first_named = self.named[0].jurisdiction.geoid if self.named else ""
        if main is None or (main.geoid != first_named and self._counts[first_named] * 2 >= ranked[0][1]):
            return main if self.is_main(_NEARLY_ALL) else None
        if self.is_main(share):
            return main
        first = self.named[0].jurisdiction.geoid if self.named else ""
        is_first = main.geoid == first and ranked[0][1] >= 2 * ranked[1][1] and self.is_main(_FIRST_SHARE)
        return main if is_first else None

    def before(self, position: int, back_to: int) -> Jurisdiction | None:
        """Return the last one named before a position and after another."""
        low = bisect_left(self._starts, position)
        if low and self.named[low - 1].start >= back_to:
            return self.named[low - 1].jurisdiction
        return None

    def main_state(self) -> str:
        """Return the postal code of the state that the page is in, "" where that is open."""
        counts = Counter(n.jurisdiction.state for n in (*self.named, *self.states, *self.states))
        ranked = counts.most_common(2)
        if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
            return ""
        return ranked[0][0]
