"""Days of contests: what a calendar or a plain sentence says of when an office is filled, and where."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cached_property

from comity.reader.ballots import Heading
from comity.reader.calendars import RECENT, StageDay, find_stage_days
from comity.reader.contests import CITY_OFFICES, LISTED_OFFICES, offices_in, other_offices_in
from comity.reader.expressions import Expression
from comity.reader.mentions import place_meant
from comity.reader.parties import Parties, Party
from comity.reader.polling import FEW, FOR, NATIONAL, SAME_LINES, SEVERAL, STANDS_IN
from comity.reader.records import Mentions, Page, Sentence
from comity.reader.seats import Seats, standing_offices
from comity.reader.sightings import Sighting


class Schedule:
    """The days of contests that one page gives."""

    def __init__(
        self, page: Page, mentions: Mentions, parties: Parties, seats: Seats, is_elsewhere: Callable[[Party], bool]
    ) -> None:
        """Take a page, what it mentions, its parties and offices, and what says that a person's post is another's."""
        self.page, self.mentions, self.parties, self.seats = page, mentions, parties, seats
        self.plain, self._is_elsewhere = parties.plain, is_elsewhere

    def day_near(self, sentence: Sentence, position: int, is_decided: bool = True) -> str | None:
        """Return the day of an election in its sentence: a stage's own day, else the nearest date.

        Of what is not decided a day of the week is when it was said, or somebody filed.
        """
        days = list(find_stage_days(self.plain, sentence.start, sentence.end, self.mentions, self.page.published))
        days = [day for day in days if day.stage != "filing_deadline"]
        if days:
            return min(days, key=lambda day: abs(day.start - position)).on or None
        dates = self.mentions.dates
        low, high = (bisect_left(dates, at, key=lambda d: d.start) for at in (sentence.start, sentence.end))
        first = self.plain.rfind(";", sentence.start, position)
        last = self.plain.find(";", position, sentence.end)
        own = [d for d in dates[low:high] if first < d.start and (last < 0 or d.start < last)]
        known = [d for d in own if d.on and (is_decided or d.rule not in _NOT_DAYS)]
        return min(known, key=lambda d: abs(d.start - position)).on if known else None

    def is_old(self, begin: int, end: int) -> bool:
        """Return whether a span names a month that lies further back than what is news."""
        published = self.page.published
        dates = (d.on for d in self.mentions.dates if begin <= d.start < end and d.on and len(d.on) >= 7)
        if len(published) < 7:
            return False
        now = int(published[:4]) * 12 + int(published[5:7])
        return any(now - int(on[:4]) * 12 - int(on[5:7]) > RECENT for on in dates)

    def month_in(self, sentence: Sentence) -> str | None:
        """Return the first day or month that a sentence gives, or None."""
        dates = self.mentions.dates
        low, high = (bisect_left(dates, at, key=lambda d: d.start) for at in (sentence.start, sentence.end))
        return next((d.on for d in dates[low:high] if d.on and len(d.on) >= 7 and d.rule not in _NOT_DAYS), None)

    def read(self, sentence: Sentence, said: str) -> Iterator[Sighting]:
        """Yield the stages whose days a sentence gives, one for each office at stake."""
        days = list(find_stage_days(self.plain, sentence.start, sentence.end, self.mentions, self.page.published))
        if not days or NATIONAL.search(said):
            return
        named = [office for at, office in standing_offices(said) if office in LISTED_OFFICES or FOR.search(said[:at])]
        offices = list(dict.fromkeys(named)) or self._offices_above(sentence, days)
        others = other_offices_in(said)
        here = [at for at, _ in offices_in(said)]
        for day in days:
            at = day.start - sentence.start
            if self._is_others_day(sentence, day):
                continue
            if others and min(abs(at - o) for o in others) < min((abs(at - o) for o in here), default=999):
                continue
            for office in offices:
                place = self.place_of(sentence, day.start, office)
                if place >= 0 and day.on and self.mentions.places[place].geoid:
                    yield Sighting(office, place, day.stage, day.on, (), None, day.start, day.end, "calendar")

    def _is_others_day(self, sentence: Sentence, day: StageDay) -> bool:
        """Return whether the person before `elected in 2018` has a post of the state or the nation."""
        before = [p for p in self.parties.between(sentence.start, day.start) if p.kind == "person"]
        is_elected = self.plain[day.start : day.end].lower().startswith("elected")
        return is_elected and bool(before) and self._is_elsewhere(before[-1])

    def _offices_above(self, sentence: Sentence, days: list[StageDay]) -> list[str]:
        """Return the offices that a calendar's line leaves out: those of the lines above, or the page's main one."""
        if not self._is_calendar:
            office = self.seats.page_office
            is_open = all(day.stage == "general" for day in days)
            return [office] if office and (not is_open or self.seats.is_sought(office)) else []
        heading = self.seats.ballots.above(sentence.start)
        if heading and heading in self._tabled:  # a head above candidates, not `County Clerk's election calendar`
            return [heading.office]
        above = offices_in(self.plain[max(0, sentence.start - 400) : sentence.start]) or offices_in(self.plain)
        chief = [office for _, office in above if office in LISTED_OFFICES]
        # Among all that a ballot fills, the sheriff is whom the pages are about.
        last = ["sheriff"] if "sheriff" in chief else list(dict.fromkeys(chief))[-1:]
        row = _of_one_row(self.plain[max(0, sentence.start - 400) : sentence.start])
        return row or self._sought_of(chief) or last

    def _sought_of(self, chief: list[str]) -> list[str]:
        """Return the offices among those above a calendar's line that persons stand for, where there are several."""
        sought = [office for office in dict.fromkeys(chief) if self.seats.is_sought(office)]
        return sought if len(sought) > 1 else []

    @cached_property
    def _tabled(self) -> list[Heading]:
        return [heading for heading, _ in self.seats.ballots.tables()]

    @cached_property
    def _is_calendar(self) -> bool:
        """Return whether a page gives days of several stages: then it is about them."""
        days = find_stage_days(self.plain, 0, len(self.plain), self.mentions, self.page.published)
        return len({day.stage for day in days}) > 1

    @cached_property
    def _has_county(self) -> bool:
        """Return whether a page names a county or a city: then a state's own calendar is not what it is about."""
        return any(place.kind in {"county", "municipality"} and place.geoid for place in self.mentions.places)

    def place_of(self, sentence: Sentence, position: int, office: str) -> int:
        """Return the index of the place of a stage's day: a county or city, else the state that a calendar names."""
        kinds = {"municipality"} if office in CITY_OFFICES else {"county"}
        places = self.mentions.places
        inside = self.seats.places_in(sentence.start, sentence.end)
        local = [i for i in inside if self.seats.is_of(i, kinds) and not self._is_site(i)]
        states = [i for i in inside if places[i].kind == "state" and not self._has_county]
        if local:
            return min(local, key=lambda i: abs(places[i].start - position))
        if states:
            return min(states, key=lambda i: abs(places[i].start - position))
        if SEVERAL.search(self.plain, sentence.start, sentence.end):
            return -1
        meant = place_meant(
            self.mentions, position, kinds | ({"state"} if self._is_calendar and not self._has_county else set())
        )
        # On a page about many counties a line without one may be about any of them.
        is_near = meant >= 0 and 0 <= position - places[meant].start <= SAME_LINES
        # What stands over several counties is of none of them.
        few = 1 if meant >= 0 and places[meant].start > position else FEW
        ok = self.seats.agrees(inside, meant) and (is_near or self._counties_named <= few)
        return meant if ok else -1

    def _is_site(self, index: int) -> bool:
        """Return whether a town is only where an office stands: `at the registrar's office in Lexington`."""
        place = self.mentions.places[index]
        before = self.plain[max(0, place.start - 40) : place.start]
        return place.kind == "municipality" and STANDS_IN.search(before) is not None

    @cached_property
    def _counties_named(self) -> int:
        return len({place.geoid for place in self.mentions.places if place.kind == "county" and place.geoid})


def _of_one_row(above: str) -> list[str]:
    """Return the chief offices of a row with nothing but commas between: `Prosecutor, Sheriff, Coroner`."""
    row = _ROW.search(above)
    named = [office for _, office in offices_in(row["row"])] if row else []
    return list(dict.fromkeys(office for office in named if office in LISTED_OFFICES)) if len(named) > 1 else []


# Offices behind a colon.
_ROW = Expression("row-of-offices")
# Days of the week are those of what was said or done.
_NOT_DAYS = frozenset(("weekday", "relative", "today", "yesterday"))
