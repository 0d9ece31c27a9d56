"""Lines of a page of results or of a list of races: counts, candidates behind an office, winners by their posts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from comity.reader.contenders import row_behind
from comity.reader.contests import NATIONAL_CANDIDATES, Stage, offices_in, stage_in
from comity.reader.parties import Party
from comity.reader.polling import FOR_OFFICE, ON_LIST, WINNERS
from comity.reader.records import Mentions, Page, Sentence
from comity.reader.schedule import Schedule
from comity.reader.seats import Seats
from comity.reader.sightings import Sighting
from comity.reader.tallies import find_tallies, gives_results


class ResultLines:
    """Reads such lines of one page."""

    def __init__(
        self, page: Page, mentions: Mentions, plain: str, seats: Seats, schedule: Schedule, page_stage: Stage | None
    ) -> None:
        """Take a page, its plain text and what it says of offices, days and the stage that it is about."""
        self.page, self.mentions, self.plain = page, mentions, plain
        self.seats, self.schedule, self.page_stage = seats, schedule, page_stage

    @cached_property
    def is_on_list(self) -> bool:
        """Return whether the page lists who stands or won."""
        return ON_LIST.search(self.plain) is not None

    def tallied(self, sentence: Sentence, said: str, people: list[Party]) -> Iterator[Sighting]:
        """Yield the contests whose counts a sentence gives, on a page of results."""
        if not self._gives_results:
            return
        for tally in find_tallies(self.plain, sentence.start, sentence.end, people):
            place = self.seats.place(sentence, tally.at, list(tally.candidates), tally.office)
            is_placed = place >= 0 and bool(self.mentions.places[place].geoid)
            if not is_placed or any(p.name in NATIONAL_CANDIDATES for p in tally.candidates):
                continue
            names = tuple(dict.fromkeys(p.name for p in tally.candidates))
            winner = names[0] if tally.is_won else None
            stage, day = (
                stage_in(said) or stage_in(self.page.title) or "general",
                self.schedule.day_near(sentence, tally.at),
            )
            last = tally.candidates[-1].end
            yield Sighting(tally.office, place, stage, day, names, winner, tally.candidates[0].start, last, "tally")

    @cached_property
    def _gives_results(self) -> bool:
        return gives_results(self.plain)

    def for_office(self, sentence: Sentence, said: str, people: list[Party]) -> Iterator[Sighting]:
        """Yield the candidates of `For sheriff there are X and Y; for prosecutor, Z`."""
        for match in FOR_OFFICE.finditer(said) if self.is_on_list else ():
            right = [p for p in people if p.start >= sentence.start + match.end() and p.is_direct]
            office = offices_in(match["office"])[0][1]
            place = self.schedule.place_of(sentence, sentence.start + match.start(), office)
            if not right or right[0].start - sentence.start - match.end() > 12 or place < 0:
                continue
            listed = row_behind(self.plain, right)
            if self.mentions.places[place].geoid:
                names = tuple(dict.fromkeys(p.name for p in listed))
                start, stage = sentence.start + match.start(), stage_in(said) or self.page_stage
                yield Sighting(office, place, stage, None, names, None, start, listed[-1].end, "for-office")

    def winners(self, sentence: Sentence, said: str, people: list[Party]) -> Iterator[Sighting]:
        """Yield the winners of a list by their own posts: `Winners include X, sheriff; Y, commissioner`."""
        match = WINNERS.search(said)
        for party in people if match else ():
            posts = [p.post for p in self.seats.people_like(party) if p.start == party.start]
            behind = offices_in(self.plain[party.end : party.end + 50].split(";")[0])
            offices = [office for _, office in behind] or [one for post in posts for one in self.seats.offices_of(post)]
            place = self.seats.place(sentence, party.start, [party], offices[0]) if offices else -1
            if (
                match
                and party.start >= sentence.start + match.end()
                and place >= 0
                and self.mentions.places[place].geoid
            ):
                yield Sighting(
                    offices[0], place, stage_in(said) or "general", None, (party.name,), party.name,
                    party.start, party.end, "winners",
                )  # fmt: skip
