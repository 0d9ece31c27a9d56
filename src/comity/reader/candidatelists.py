"""Lines that list who stands for an office: "Sheriff: Ana Birch, Carl Dee and Eve Foss"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comity.reader.contests import LISTED_OFFICES, offices_in, stage_in
from comity.reader.mentions import place_meant
from comity.reader.parties import Parties
from comity.reader.polling import LIST_LINE, NAME
from comity.reader.records import Mentions, Page, Sentence
from comity.reader.seats import Seats
from comity.reader.sightings import Sighting

# Behind the colon stands a sentence, not a list.
_VERB = re.compile(r"\b(?:is|was|are|were|has|had|have|will|who|whom|says|said|leads?|beat|won)\b")


class CandidateLists:
    """The lines of one page that list candidates."""

    def __init__(self, page: Page, mentions: Mentions, parties: Parties, seats: Seats) -> None:
        """Take a page, what it mentions, its parties and its offices."""
        self.page, self.mentions, self.parties, self.seats = page, mentions, parties, seats
        self.plain = parties.plain

    def read(self, sentence: Sentence, said: str) -> Iterator[Sighting]:
        """Yield the offices of a list of candidates."""
        for match in LIST_LINE.finditer(said):
            office = _listed_office(match["office"])
            names = self._names(sentence.start + match.start("names"), sentence.start + match.end("names"))
            if office not in LISTED_OFFICES or not names:
                continue
            start = sentence.start + match.start()
            place = self._place(start, sentence.start + match.end("office"))
            if place >= 0:
                stage = stage_in(said) or ("primary" if "primary" in self.plain.lower() else None)
                end = start + len(match.group().rstrip())
                yield Sighting(office, place, stage, None, names, None, start, end, "listed")

    def _names(self, first: int, last: int) -> tuple[str, ...]:
        """Return the names of a list; of a sentence only those of persons."""
        persons = [p for p in self.parties.between(first, last) if p.kind == "person" and p.is_direct]
        if _VERB.search(self.plain, first, last):
            return tuple(dict.fromkeys(p.name for p in persons))
        printed = self.page.text[first:last].replace("’", "'")
        return tuple(name.rstrip(".") if name[-3:] != "Jr." else name for name in NAME.findall(printed))

    def _place(self, start: int, end: int) -> int:
        """Return the county that the line names with the office, else the one meant."""
        here = [i for i in self.seats.places_in(start, end) if self.seats.is_of(i, {"county"})]
        named = [i for i in here if self.mentions.places[i].geoid]
        return named[0] if named else place_meant(self.mentions, start, {"county"})


def _listed_office(said: str) -> str:
    """Return the office that the words before a colon name, where they name nothing else but a place."""
    found = offices_in(said)
    is_short = len(said) < 30 or re.fullmatch(r"[A-Z][a-z']+(?:\s[a-z']+)?\s(?:of|in|for)\s.*", said) is not None
    return found[0][1] if found and found[0][0] <= 8 and is_short else ""
