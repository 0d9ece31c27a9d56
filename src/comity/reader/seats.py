"""Which office an election is for, and of which place: by its sentence, its candidates, or the page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cached_property

from comity.places import load_gazetteer
from comity.reader.ballots import Ballots
from comity.reader.contests import BOARD_OFFICES, CITY_OFFICES, LISTED_OFFICES, OFFICE, offices_in, other_offices_in
from comity.reader.expressions import Expression
from comity.reader.mentions import place_meant
from comity.reader.parties import Party
from comity.reader.polling import SEVERAL_COUNTIES
from comity.reader.records import Mentions, OfficialMention, Page, PersonMention, Sentence

_CHAIRS = Expression("elected-to-chair")
_FORMER = Expression("former-post")
_THEN = Expression("then-post")
# `won the primary for U.S. Senate`: the contest is for what stands behind it.
_FOR_IT = Expression("for-it")


# How far behind the words of a contest the office may stand that it is for, in characters.
_SOUGHT = 60


def standing_offices(said: str) -> list[tuple[int, str]]:
    """Return the local offices that a text names, those apart that somebody held before or holds for another."""
    return [(at, office) for at, office in offices_in(said) if not _FORMER.search(said[max(0, at - 44) : at])]


# A seat of some body, which the page's own office is not: `the at-large seat on the council`.
_SOME_SEAT = Expression("other-seat")
# The end of a sentence or a paragraph.
_STOP = re.compile(r"\.\s|\n")
_DENIED = Expression("office-denied")
# Before a name, who that is to somebody told of before: `His successor, Doe`.
_SUCCESSOR = Expression("successor-told")
# Between a name and a post set aside behind it.
_OF_SOME = re.compile(r"[\w' ]{3,24}\sof\san?\s")
_ASIDE = re.compile(r",\s(?P<article>the|a|an)\s(?:[\w-]+\s){0,3}$")
_SAME_OFFICE = Expression("same-office")
# What a bare post is short for, where a page names the board.
_BARE_POSTS = {
    "commissioner": "county commissioner", "supervisor": "county supervisor",
    "council member": "city council", "councilmember": "city council", "councilman": "city council",
    "councilwoman": "city council", "councilor": "city council", "alderman": "city council",
}  # fmt: skip
_BOARDS = {
    "county commissioner": r"county commission|board of (?:county )?commissioners|commissioners court|county board|"
    r"commissioners?\b[^.]{0,40}\b(?:district|precinct|pct)\b|(?:district|precinct|"
    r"pct)\.?\s(?:no\. )?\d+[^.]{0,30}\bcommissioner",
    "county supervisor": r"(?:county )?board of (?:county )?supervisors|county supervisors?",
    "city council": r"city council|board of aldermen",
}
_SOUGHT_BEHIND = Expression("office-sought-behind")
_SOUGHT_BEFORE = Expression("office-sought-before")


def _is_sought(text: str, start: int, end: int) -> bool:
    """Return whether somebody stands for an office: `for sheriff`, `the sheriff's race`."""
    before = text[max(0, start - 90) : start]
    return bool(_SOUGHT_BEHIND.match(text, end) or _SOUGHT_BEFORE.search(before))


def _sought_in(said: str, named: list[tuple[int, str]], position: int) -> str:
    """Return the office nearest to a position that a text says somebody stands for, where it names others too."""
    if len({office for _, office in named}) < 2:
        return ""
    ends = {match.start(): match.end() for match in OFFICE.finditer(said)}
    sought = [(at, office) for at, office in named if at in ends and _is_sought(said, at, ends[at])]
    return min(sought, key=lambda one: abs(one[0] - position))[1] if sought else ""


def is_sought_in(said: str) -> bool:
    """Return whether a text says that an office is stood for: `for sheriff`, `the sheriff's race`."""
    return any(_is_sought(said, match.start(), match.end()) for match in OFFICE.finditer(said))


class Seats:
    """The offices and places of one page."""

    def __init__(self, page: Page, mentions: Mentions, plain: str, ballots: Ballots) -> None:
        """Take a page, what it mentions, its plain text, and its headings of offices."""
        self.page, self.mentions, self.plain, self.ballots = page, mentions, plain, ballots
        self.sought: dict[str, str] = {}
        """The offices that persons were already said to stand for, by their names."""

    def office(self, said: str, position: int, candidates: list[Party], start: int = 0) -> str:
        """Return the office at stake: named in the sentence, held or sought by a candidate, or the page's own."""
        named = standing_offices(said)
        chief = [found for found in named if found[1] in LISTED_OFFICES] or named
        nearest = min(chief, key=lambda found: abs(found[0] - position), default=None)
        other = min((abs(at - position) for at in other_offices_in(said)), default=None)
        if _CHAIRS.search(said) or (other is not None and (nearest is None or other < abs(nearest[0] - position))):
            return ""
        if self._is_for_other(said, position, [at for at, _ in named]):
            return ""
        behind = [found for found in named if 0 <= found[0] - position <= _SOUGHT]
        if behind and _FOR_IT.search(said[position : behind[0][0]]):
            return behind[0][1]
        if sought := _sought_in(said, named, position):
            return sought
        heading = self.ballots.above(start + position)
        if heading and (nearest is None or nearest[0] < position or nearest[0] - position > 30):
            return heading.office
        if (
            nearest
            and nearest[1] not in LISTED_OFFICES
            and self.page_office
            and self._is_aside(said, nearest[0], start)
        ):
            return self.page_office  # `Doe, the mayor of a nearby city, beat Dee`
        if not nearest and _SOME_SEAT.search(said) and self.page_office not in BOARD_OFFICES:
            return next((office for party in candidates for office in self._held(party)), "")
        return nearest[1] if nearest else self._unsaid(said, candidates, start)

    def _unsaid(self, said: str, candidates: list[Party], start: int) -> str:
        """Return the office that a sentence leaves out: lost, meant by `that office`, of a candidate, or the page's."""
        if then := [office for at, office in offices_in(said) if _THEN.search(said[max(0, at - 6) : at])]:
            return then[0]  # `ousted then-Sheriff X`
        if _SAME_OFFICE.search(said) and (before := offices_in(self.plain[max(0, start - 400) : start])):
            kept = [one for at, one in before if not _DENIED.search(self.plain[: max(0, start - 400) + at][-24:])]
            return kept[-1] if kept else before[-1][1]  # `X, who held that office, lost`
        for party in candidates:
            if party.name in self.sought:
                return self.sought[party.name]  # `She had beaten him in the primary`: for what she stands for
        for party in candidates:
            if held := self._held(party):
                return held[0]
        return self._introduced(start) or self.page_office or self._only_office

    def _introduced(self, start: int) -> str:
        """Return the one office that the paragraph named before a sentence, where the page has no other of its own."""
        begin = max(self.plain.rfind("\n", 0, start) + 1, start - 300)
        before = self.plain[begin:start]
        named = {office for _, office in standing_offices(before)}
        is_main = self.page_office and not is_sought_in(before)
        return named.pop() if len(named) == 1 and not is_main else ""

    def _is_aside(self, said: str, at: int, start: int) -> bool:
        """Return whether an office is only what some person is: `Doe, a county commissioner`, `the mayor of a city`."""
        before = _ASIDE.search(said[:at])
        if before is None or (before["article"] == "the" and not _OF_SOME.match(said, at)):
            return False
        return any(one.end == start + before.start() for one in self.mentions.people if one.start >= start)

    def _held(self, party: Party) -> list[str]:
        """Return the offices that a person's posts on the page are."""
        return [office for person in self.people_like(party) for office in self.offices_of(person.post)]

    def offices_of(self, post: str) -> list[str]:
        """Return the offices that a post is; a bare `Commissioner` is the county's where the page names its board."""
        found = [office for _, office in offices_in(post)]
        bare = _BARE_POSTS.get(post.lower().removesuffix("s"), "")
        return found or ([bare] if bare and re.search(_BOARDS[bare], self.plain, re.IGNORECASE) else [])

    def is_sought(self, office: str) -> bool:
        """Return whether a page speaks of a contest for an office, beside naming its holder."""
        text = re.sub(r"[-/_]", " ", self.page.url) + "\n" + self.page.title + "\n" + self.plain
        ends = (match.end() for match in OFFICE.finditer(text))
        return any(
            one == office and _is_sought(text, at, end) for (at, one), end in zip(offices_in(text), ends, strict=True)
        )

    def _is_for_other(self, said: str, position: int, named: list[int]) -> bool:
        """Return whether the first office behind the words is one of the state or the nation that they are for."""
        behind = [at for at in other_offices_in(said) if 0 <= at - position <= 70]
        is_first = bool(behind) and not any(position < at < behind[0] for at in named)
        return is_first and _FOR_IT.search(said[position : behind[0]]) is not None

    @cached_property
    def _only_office(self) -> str:
        """Return the one office of a county's or city's government that a page names, "" where it names several."""
        named = {office for _, office in offices_in(self.plain + "\n" + self.page.title)}
        return named.pop() if len(named) == 1 else ""

    @cached_property
    def page_office(self) -> str:
        """Return the office that a page speaks of before all others, "" where none stands out."""
        named = offices_in(self.plain + "\n" + self.page.title)
        kinds = {office for _, office in named} - {"sheriff", "prosecutor"}
        # `Prosecutors` are what a page calls its district attorney too.
        is_general = bool(kinds & LISTED_OFFICES)
        listed = [
            office for _, office in named if office in LISTED_OFFICES and not (is_general and office == "prosecutor")
        ]
        counted = Counter(listed).most_common(2)
        if counted and (len(counted) == 1 or counted[0][1] >= 3 * counted[1][1]):
            return counted[0][0]
        return ""

    def place(self, sentence: Sentence, position: int, candidates: list[Party], office: str) -> int:
        """Return the index of the place whose office it is: in the sentence, a candidate's, or referred back to."""
        kinds = {"municipality"} if office in CITY_OFFICES else {"county"}
        inside = self.places_in(sentence.start, sentence.end)
        local = [i for i in inside if self.is_of(i, kinds)]
        is_many = len({self.mentions.places[i].geoid for i in local}) > 1
        for party in candidates:
            for official in self._officials.get(party.name.split()[-1], ()):
                # A sergeant of one county may stand for sheriff of the next.
                is_holder = not is_many or office in self.offices_of(official.post)
                if official.place >= 0 and self.is_of(official.place, kinds) and is_holder:
                    return official.place
        if local:
            begin = self.plain.rfind("; ", sentence.start, position) + 1
            end = self.plain.find("; ", position, sentence.end)
            own = [
                i
                for i in local
                if begin <= self.mentions.places[i].start and (end < 0 or self.mentions.places[i].end <= end)
            ]
            return min(own or local, key=lambda i: abs(self.mentions.places[i].start - position))
        towns = [i for i in inside if self.mentions.places[i].kind == "municipality"]
        if towns and SEVERAL_COUNTIES.search(self.plain, sentence.start, sentence.end):
            return -1  # `district attorney for four counties`: a town in one of them is not the seat's place
        if towns:
            return self._its_county(towns[0]) if office not in CITY_OFFICES else towns[0]
        for party in candidates:
            if (known := self._place_of_person(party, kinds)) >= 0:
                return known
        meant = place_meant(self.mentions, position, kinds)
        meant = meant if meant >= 0 else place_meant(self.mentions, position, {"municipality"})
        return meant if self.agrees(inside, meant) else -1

    def _its_county(self, town: int) -> int:
        """Return the county of a town where the page names it, else the town: `Libby police sergeant X won`."""
        geoid = self.mentions.places[town].geoid
        counties = {county.geoid for county in load_gazetteer().counties_of(geoid)[:1]} if geoid else set()
        named = (
            i for i, place in enumerate(self.mentions.places) if place.kind == "county" and place.geoid in counties
        )
        return next(named, town)

    def agrees(self, inside: list[int], meant: int) -> bool:
        """Return whether no state that a sentence names is another than that of the place it is thought to mean."""
        states = {self.mentions.places[i].state for i in inside if self.mentions.places[i].kind == "state"}
        return meant < 0 or not states or self.mentions.places[meant].state in states

    def _place_of_person(self, party: Party, kinds: set[str]) -> int:
        """Return the place in the sentence that names a person in full, or -1."""
        for person in self.people_like(party):
            if person.name == party.name and " " in person.name:
                stop = _STOP.search(self.plain, person.end, person.end + 300)
                end = stop.start() if stop else -1
                begin = max(person.start - 60, *(self.plain.rfind(at, 0, person.start - 5) + 1 for at in (". ", "\n")))
                local = [i for i in self.places_in(begin, end if end > 0 else person.end) if self.is_of(i, kinds)]
                if local:
                    return min(local, key=lambda i: abs(self.mentions.places[i].start - person.end))
                if (
                    _SUCCESSOR.search(self.plain[begin : person.start])
                    and (told := self._told_before(begin, kinds)) >= 0
                ):
                    return told
        return -1

    def _told_before(self, begin: int, kinds: set[str]) -> int:
        """Return the one place that the paragraph named in the sentences before one, or -1."""
        first = max(self.plain.rfind("\n", 0, max(0, begin - 1)) + 1, begin - 300, 0)
        local = [i for i in self.places_in(first, begin) if self.is_of(i, kinds) and self.mentions.places[i].geoid]
        return local[-1] if len({self.mentions.places[i].geoid for i in local}) == 1 else -1

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
