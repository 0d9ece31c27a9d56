"""Contests in rows, each of which begins with its county: "- Alder County, Ohio: Ana Birch against Carl Dee"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from comity.reader.contests import LISTED_OFFICES, Stage, offices_in, stage_in
from comity.reader.expressions import Expression
from comity.reader.parties import Parties
from comity.reader.records import Mentions, Page
from comity.reader.seats import Seats
from comity.reader.sightings import Sighting

# Above rows: an office and that it is filled.
_HEAD = Expression("rows-head")
# Between the county that a row begins with and what it says.
_COLON = re.compile(r"(?:,\s[A-Z][\w. ]{1,20}|\s\([^()]{2,30}\))?\s?(?::|\s[–—-])\s")
_COMMA = re.compile(r"(?:,|\s?[:–—-])\s")
_BULLET = re.compile(r"[\s•*·–—>-]*(?:[A-Z][a-z]+(?:\s[A-Z][a-z]+)?:\s)?")
_FILING = Expression("filing-head")
_FAR = 900
_FEWEST = 2


class PlaceRows:
    """The rows of one page that begin with counties, below words that name an office and its contest."""

    def __init__(self, page: Page, mentions: Mentions, parties: Parties, seats: Seats) -> None:
        """Take a page, what it mentions, its parties and its offices."""
        self.page, self.mentions, self.parties, self.seats = page, mentions, parties, seats
        self.plain = parties.plain

    def read(self) -> Iterator[Sighting]:
        """Yield the contest of every row, where at least two rows stand below one head."""
        if ":" not in self.plain and "–" not in self.plain and "—" not in self.plain:
            return
        found = [one for one in map(self._row, self._starts) if one]
        yield from found if len(found) >= _FEWEST else ()

    @cached_property
    def _starts(self) -> list[int]:
        """Return the counties that a line or a sentence begins with, by their indexes."""
        out = []
        for index, place in enumerate(self.mentions.places):
            begin = max(self.plain.rfind("\n", 0, place.start), self.plain.rfind(". ", 0, place.start) + 1) + 1
            is_first = place.end > place.start and _BULLET.fullmatch(self.plain[begin : place.start])
            if is_first and place.geoid and self.seats.is_of(index, {"county"}):
                out.append(index)
        return out

    def _row(self, index: int) -> Sighting | None:
        place = self.mentions.places[index]
        is_under_state = self.plain.endswith(": ", 0, place.start)  # `Ohio: Alder County, May 5 primary`
        colon = (_COMMA if is_under_state else _COLON).match(self.plain, place.end)
        head = self._head(place.start)
        if not colon or not head:
            return None
        office, stage = head
        stop = self.plain.find("\n", colon.end())
        end = stop if stop >= 0 else len(self.plain)
        end = min(
            [end, *(self.mentions.places[i].start for i in self._starts if self.mentions.places[i].start > place.start)]
        )
        said = self.plain[colon.end() : end]
        own = [one for _, one in offices_in(said[:60])]
        people = [p for p in self.parties.between(colon.end(), end) if p.kind == "person" and p.is_direct]
        date = next((d.on for d in self.mentions.dates if colon.end() <= d.start < end and d.on), None)
        if not (people or date):
            return None
        stage = stage if stage == "filing_deadline" else stage_in(said) or stage
        names = tuple(dict.fromkeys(p.name for p in people))
        last = people[-1].end if people else colon.end()
        return Sighting(own[0] if own else office, index, stage, date, names, None, place.start, last, "row")

    def _head(self, position: int) -> tuple[str, Stage | None] | None:
        """Return the office and the stage of the nearest words above a row that tell of contests, or None."""
        begin = max(0, position - _FAR)
        above = [*_HEAD.finditer(self.plain, begin, position)] or [*_HEAD.finditer(self.page.title)]
        if not above:
            return None
        said = above[-1].group()
        named = [office for _, office in offices_in(said) if office in LISTED_OFFICES]
        if not named:
            return None
        return named[0], "filing_deadline" if _FILING.search(said) else stage_in(said)
