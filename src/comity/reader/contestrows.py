"""Contests that a page names by office and place alone, without candidates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from comity.reader.calendars import find_stage_days
from comity.reader.contests import Stage, offices_in, other_offices_in, stage_in
from comity.reader.polling import (
    AND_PLACE,
    AT_STAKE,
    BALLOT,
    CONTESTS_FOR,
    CONTESTS_IN,
    HOLDERS_LOST,
    NATIONAL,
    NOT_NOW,
    OFFICES_OF,
    ROW_LINK,
    SPOKEN_OF,
    STRONG,
)
from comity.reader.records import Mentions, Page, Sentence
from comity.reader.schedule import Schedule
from comity.reader.seats import Seats
from comity.reader.sightings import Sighting


class Rows:
    """Contests of one page in rows of places."""

    def __init__(self, page: Page, mentions: Mentions, seats: Seats, schedule: Schedule, stage: Stage | None) -> None:
        """Take a page, what it mentions, its offices and days, and the stage that it speaks of."""
        self.page, self.mentions, self.seats, self.schedule = page, mentions, seats, schedule
        self.plain, self.page_stage = seats.plain, stage

    def unnamed(self, sentence: Sentence, said: str) -> Iterator[Sighting]:
        """Yield contests that unnamed holders of an office lost: `voters ousted the sheriffs of X and Y in May`."""
        match = HOLDERS_LOST.search(said)
        if not match or not BALLOT.search(said):
            return
        start, end = (sentence.start + at for at in match.span())
        kinds = {"county", "municipality"}
        places = [i for i in self.seats.places_in(end, sentence.end) if self.seats.is_of(i, kinds)]
        last, stage, day = end, stage_in(said) or "general", self.schedule.day_near(sentence, start)
        for index in places:
            place = self.mentions.places[index]
            if not AND_PLACE.fullmatch(self.plain[last : place.start]):
                return
            last = place.end
            office = offices_in(match["office"])[0][1]
            if place.geoid:
                yield Sighting(office, index, stage, day, (), None, start, last, "unnamed")

    def read(self, sentence: Sentence, said: str) -> Iterator[Sighting]:
        """Yield contests without names: `the sheriff's elections in A, B and C`."""
        found = list(CONTESTS_IN.finditer(self.plain, sentence.start, sentence.end))
        found += CONTESTS_FOR.finditer(self.plain, sentence.start, sentence.end)
        found += list(OFFICES_OF.finditer(self.plain, sentence.start, sentence.end)) if self._is_at_stake(said) else []
        if not found or NATIONAL.search(said):
            return
        day = self.schedule.day_near(sentence, sentence.start) if BALLOT.search(said) else None
        day = day or self._page_day
        if not day:
            return
        is_calendar = (
            next(find_stage_days(self.plain, sentence.start, sentence.end, self.mentions, ""), None) is not None
        )
        for match in found:
            row = self._row_of_places(match.end(), sentence.end) or self._owner_of(match.start())
            for index in row if len(row) > 1 or not is_calendar else ():  # a stage's own day is a calendar's
                place = self.mentions.places[index]
                stage, start = stage_in(said) or self.page_stage, min(match.start(), place.start)
                office = offices_in(match["office"])[0][1]
                yield Sighting(office, index, stage, day, (), None, start, max(match.end(), place.end), "places")

    @staticmethod
    def _is_at_stake(said: str) -> bool:
        """Return whether a sentence says that an office is up for election, and names none of the state or nation."""
        return AT_STAKE.search(said) is not None and not other_offices_in(said)

    def spoken_of(self, sentence: Sentence, said: str) -> Iterator[Sighting]:
        """Yield a contest that is only spoken of, with its stage or day: `two people running for sheriff in June`."""
        for match in SPOKEN_OF.finditer(self.plain, sentence.start, sentence.end):
            at = match.start() - sentence.start
            office = offices_in(match["office"] or match["own"] or match["held"])[0][1]
            place = self.schedule.place_of(sentence, match.start(), office)
            if match["held"] and not STRONG.search(said):
                continue  # who replaces a sheriff may be appointed
            if NATIONAL.search(said) or NOT_NOW.search(said[max(0, at - 40) : at]) or place < 0:
                continue
            day = self.schedule.month_in(sentence)
            stage = stage_in(said) or (self.page_stage if day else None)
            if (day or stage) and self.mentions.places[place].geoid:
                yield Sighting(office, place, stage, day, (), None, match.start(), match.end(), "spoken")

    def _row_of_places(self, position: int, end: int) -> list[int]:
        """Return the counties or cities that stand in a row from a position."""
        out: list[int] = []
        last = position
        for index in self.seats.places_in(position, end):
            place = self.mentions.places[index]
            if place.kind == "state" and re.fullmatch(r",\s", self.plain[last : place.start]):
                last = place.end
                continue
            link = self.plain[last : place.start]
            if not (ROW_LINK.fullmatch(link) if out else re.fullmatch(r"(?:the\s)?(?:cities of\s)?", link)):
                break
            last = place.end
            if place.geoid and self.seats.is_of(index, {"county", "municipality"}):
                out.append(index)
        return out

    def _owner_of(self, position: int) -> list[int]:
        """Return the place whose name stands right before an office: `Anne Arundel's county executive`."""
        before = self.seats.places_in(max(0, position - 60), position)
        near = [i for i in before if re.fullmatch(r"(?:'s?)?\s", self.plain[self.mentions.places[i].end : position])]
        return [i for i in near if self.mentions.places[i].geoid and self.seats.is_of(i, {"county", "municipality"})]

    @cached_property
    def _page_day(self) -> str | None:
        """Return the month of the election that a page looks forward to: the November of its year."""
        year = self.page.published[:4]
        return f"{year}-11" if year and BALLOT.search(self.plain) and "November" in self.plain else None
