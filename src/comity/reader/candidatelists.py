"""Lines that list who stands for an office: "Sheriff: Ana Birch, Carl Dee and Eve Foss"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comity.reader.contests import LISTED_OFFICES, OFFICE, Stage, offices_in, stage_in
from comity.reader.expressions import Expression
from comity.reader.mentions import place_meant
from comity.reader.parties import Parties, Party
from comity.reader.polling import LIST_LINE, NAME
from comity.reader.records import Mentions, Page, Sentence
from comity.reader.seats import Seats
from comity.reader.sightings import Sighting

_FEWEST = 2
# Before the office: a day, a district, a party.
_LED = re.compile(r"(?:(?:[A-Z][\w.]+|\d{1,2}|the|for|of),?\s){0,4}")
# `X for sheriff, Y for coroner`; `X, sheriff; Y, coroner`.
_FOR = re.compile(r"(?:,?\s(?:\([^()]{1,20}\)\s)?for\s(?:the\s)?|,\s(?:an?\s|the\s)?)(?:[A-Z]?[\w.-]+\s){0,3}?$")
_OWNED = re.compile(
    r"[a-z]s?'s?\s(?!(?:race|contest|primary|election|seat|office|post|job|runoff|attorney|candidates?)s?\b)",
    re.IGNORECASE,
)
_FILED = Expression("filed")
_LABEL_VERB = Expression("label-verb")
# Behind the colon stands a sentence, not a list.
_VERB = Expression("list-verb")

# Before a name in a list, the party of it or of several: `Democrats Ana Birch and Carl Dee`.
_PARTY = re.compile(r"\b(?:Democrat|Republican|Independent|Libertarian)s?\s(?=[A-Z])")


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
            if match["sign"] != ":" and not OFFICE.fullmatch(match["office"]):
                continue  # a dash may stand behind anything
            names = self._names(sentence.start + match.start("names"), sentence.start + match.end("names"))
            if not office or not names or (office not in LISTED_OFFICES and len(names) < _FEWEST):
                continue
            start = sentence.start + match.start()
            place = self._place(start, sentence.start + match.end("office"))
            if place >= 0:
                stage = stage_in(said) or ("primary" if "primary" in self.plain.lower() else None)
                end = start + len(match.group().rstrip())
                yield Sighting(office, place, stage, None, names, None, start, end, "listed")

    def rows(self, sentence: Sentence, said: str, people: list[Party], stage: Stage | None) -> Iterator[Sighting]:
        """Yield the candidates of a row that gives each his office: `X for sheriff, Y for coroner`."""
        if not _FILED.search(said):
            return
        found = [(p, office) for p in people if p.is_direct and (office := self._office_behind(p, sentence))]
        if len(found) < _FEWEST or len({office for _, office in found}) < _FEWEST:
            return
        for party, office in found:
            place = self.seats.place(sentence, party.start, [party], office)
            if place >= 0 and self.mentions.places[place].geoid:
                told = stage_in(said) or stage
                yield Sighting(office, place, told, None, (party.name,), None, party.start, party.end, "row")

    def _office_behind(self, party: Party, sentence: Sentence) -> str:
        behind = self.plain[party.end : min(sentence.end, party.end + 50)]
        found = offices_in(behind)
        return found[0][1] if found and _FOR.search(behind[: found[0][0]]) else ""

    def _names(self, first: int, last: int) -> tuple[str, ...]:
        """Return the names of a list; of a sentence only those of persons."""
        persons = [p for p in self.parties.between(first, last) if p.kind == "person" and p.is_direct]
        if _VERB.search(self.plain, first, last):
            return tuple(dict.fromkeys(p.name for p in persons))
        printed = _PARTY.sub("", self.page.text[first:last].replace("’", "'"))
        return tuple(name.rstrip(".") if name[-3:] != "Jr." else name for name in NAME.findall(printed))

    def _place(self, start: int, end: int) -> int:
        """Return the county that the line names with the office, else the one meant."""
        here = [i for i in self.seats.places_in(start, end) if self.seats.is_of(i, {"county"})]
        named = [i for i in here if self.mentions.places[i].geoid]
        return named[0] if named else place_meant(self.mentions, start, {"county"})


def _listed_office(said: str) -> str:
    """Return the office that the words before a colon name, where they name nothing else but a place."""
    found = offices_in(said)
    is_led = bool(found) and _LED.fullmatch(said[: found[0][0]]) is not None
    is_short = (
        len(said) < 30 or is_led or re.fullmatch(r"[A-Z][a-z']+(?:\s[a-z']+)?\s(?:of|in|for)\s.*", said) is not None
    )
    is_told = bool(found) and _LABEL_VERB.search(said) is not None  # `Sheriff X beat the deadline:`
    is_owned = bool(found) and _OWNED.search(said) is not None  # `Sheriff's Statement:`
    return found[0][1] if found and (found[0][0] <= 8 or is_led) and is_short and not is_told and not is_owned else ""
