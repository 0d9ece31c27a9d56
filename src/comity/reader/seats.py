"""Which office an election is for, and of which place: by its sentence, its candidates, or the page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cached_property

from comity.reader.contests import CITY_OFFICES, LISTED_OFFICES, offices_in, other_offices_in
from comity.reader.mentions import place_meant
from comity.reader.parties import Party
from comity.reader.records import Mentions, OfficialMention, Page, PersonMention, Sentence

_CHAIRS = re.compile(
    r"\belect(?:ed|s|ing)?\s(?:\w+\s){0,4}?(?:chair\w*|leader|spokes\w+|treasurer|captain|member|trustee|pope|bishop|union)\b"
)
_FORMER = re.compile(
    r"\b(?:[Ff]ormer|[Rr]etired|[Ee]x-|[Dd]eputy|[Aa]ssistant|[Tt]hen-?|[Oo]netime|[Pp]revious)\s?(?:[A-Z][\w.]+,?\s){0,4}$"
)
# `won the primary for U.S. Senate`: the contest is for what stands behind it.
_FOR_IT = re.compile(r"\b(?:for|to|as|of)\s(?:the\s|a\s)?(?:[\w.]+\s){0,2}$")


# How far behind the words of a contest the office may stand that it is for, in characters.
_SOUGHT = 60


def standing_offices(said: str) -> list[tuple[int, str]]:
    """Return the local offices that a text names, those apart that somebody held before or holds for another."""
    return [(at, office) for at, office in offices_in(said) if not _FORMER.search(said[max(0, at - 44) : at])]


class Seats:
    """The offices and places of one page."""

    def __init__(self, page: Page, mentions: Mentions, plain: str) -> None:
        """Take a page, what it mentions, and its plain text."""
        self.page, self.mentions, self.plain = page, mentions, plain

    def office(self, said: str, position: int, candidates: list[Party]) -> str:
        """Return the office at stake: named in the sentence, held or sought by a candidate, or the page's own."""
        named = standing_offices(said)
        chief = [found for found in named if found[1] in LISTED_OFFICES] or named
        nearest = min(chief, key=lambda found: abs(found[0] - position), default=None)
        other = min((abs(at - position) for at in other_offices_in(said)), default=None)
        if _CHAIRS.search(said) or (other is not None and (nearest is None or other < abs(nearest[0] - position))):
            return ""
        if self._is_for_other(said, position, [at for at, _ in named]):
            return ""
        sought = [found for found in named if 0 <= found[0] - position <= _SOUGHT]
        if sought and _FOR_IT.search(said[position : sought[0][0]]):
            return sought[0][1]
        if nearest:
            return nearest[1]
        for party in candidates:
            for person in self.people_like(party):
                if held := offices_in(person.post):
                    return held[0][1]
        return self.page_office

    def _is_for_other(self, said: str, position: int, named: list[int]) -> bool:
        """Return whether the first office behind the words is one of the state or the nation that they are for."""
        behind = [at for at in other_offices_in(said) if 0 <= at - position <= 70]
        is_first = bool(behind) and not any(position < at < behind[0] for at in named)
        return is_first and _FOR_IT.search(said[position : behind[0]]) is not None

    @cached_property
    def page_office(self) -> str:
        """Return the office that a page speaks of before all others, "" where none stands out."""
        named = offices_in(self.plain + "\n" + self.page.title)
        counted = Counter(office for _, office in named if office in LISTED_OFFICES).most_common(2)
        if counted and (len(counted) == 1 or counted[0][1] >= 3 * counted[1][1]):
            return counted[0][0]
        return ""

    def place(self, sentence: Sentence, position: int, candidates: list[Party], office: str) -> int:
        """Return the index of the place whose office it is: in the sentence, a candidate's, or referred back to."""
        kinds = {"municipality"} if office in CITY_OFFICES else {"county"}
        for party in candidates:
            for official in self._officials.get(party.name.split()[-1], ()):
                if official.place >= 0 and self.is_of(official.place, kinds):
                    return official.place
        inside = self.places_in(sentence.start, sentence.end)
        local = [i for i in inside if self.is_of(i, kinds)]
        if local:
            return min(local, key=lambda i: abs(self.mentions.places[i].start - position))
        towns = [i for i in inside if self.mentions.places[i].kind == "municipality"]
        if towns:
            return towns[0]
        for party in candidates:
            if (known := self._place_of_person(party, kinds)) >= 0:
                return known
        meant = place_meant(self.mentions, position, kinds)
        meant = meant if meant >= 0 else place_meant(self.mentions, position, {"municipality"})
        return meant if self._agrees(inside, meant) else -1

    def _agrees(self, inside: list[int], meant: int) -> bool:
        """Return whether no state that a sentence names is another than that of the place it is thought to mean."""
        states = {self.mentions.places[i].state for i in inside if self.mentions.places[i].kind == "state"}
        return meant < 0 or not states or self.mentions.places[meant].state in states

    def _place_of_person(self, party: Party, kinds: set[str]) -> int:
        """Return the place in the sentence that names a person in full, or -1."""
        for person in self.people_like(party):
            if person.name == party.name and " " in person.name:
                end = self.plain.find(". ", person.end, person.end + 300)
                begin = max(person.start - 60, self.plain.rfind(". ", 0, person.start - 5) + 1)
                local = [i for i in self.places_in(begin, end if end > 0 else person.end) if self.is_of(i, kinds)]
                if local:
                    return min(local, key=lambda i: abs(self.mentions.places[i].start - person.end))
        return -1

    def places_in(self, start: int, end: int) -> list[int]:
        """Return the indexes of the places that a span names."""
        places = self.mentions.places
        low, high = (bisect_left(places, at, key=lambda p: p.start) for at in (start, end))
        return [i for i in range(low, high) if places[i].geoid or places[i].kind]

    def people_like(self, party: Party) -> list[PersonMention]:
        """Return the persons of the page with a party's surname."""
        return self._people.get(party.name.split()[-1], [])

    @cached_property
    def _people(self) -> dict[str, list[PersonMention]]:
        found: dict[str, list[PersonMention]] = {}
        for person in self.mentions.people:
            found.setdefault(person.name.split()[-1], []).append(person)
        return {name: people[:50] for name, people in found.items()}

    @cached_property
    def _officials(self) -> dict[str, list[OfficialMention]]:
        found: dict[str, list[OfficialMention]] = {}
        for official in self.mentions.officials:
            found.setdefault(official.name.split()[-1], []).append(official)
        return {name: officials[:50] for name, officials in found.items()}

    @cached_property
    def holders_of(self) -> dict[str, frozenset[str]]:
        """Return the full names of those who hold each office on the page."""
        found: dict[str, set[str]] = {}
        for person in self.mentions.people:
            for _, office in offices_in(person.post) if " " in person.name else ():
                found.setdefault(office, set()).add(person.name)
        return {office: frozenset(names) for office, names in found.items()}

    def is_of(self, index: int, kinds: set[str]) -> bool:
        """Return whether a place is of one of the kinds; a city that is its own county is a county too."""
        place = self.mentions.places[index]
        return place.kind in kinds or ("county" in kinds and bool(place.county_geoid))
