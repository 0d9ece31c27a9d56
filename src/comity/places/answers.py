"""One printed row on its way to an answer: what is known of it, and how an answer is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from comity.model import Resolution
from comity.places.bodies import Bodies
from comity.places.evidence import LATEST, CountyEvidence
from comity.places.gazetteer import Gazetteer
from comity.places.grammar import Grammar, Reading
from comity.places.identifiers import Naming, agency_name
from comity.places.identifiers import agency_id as write_id
from comity.places.matching import Match, Matcher
from comity.places.naming import COUNTY_TYPES, join_key
from comity.places.packing import BodyRow
from comity.places.wording import Word, Wording

# More candidates than this help nobody; Pennsylvania has twenty-two Washington Townships.
MOST_CANDIDATES = 25
# Kinds whose bodies are no state's even where they serve no county that is known.
BODY_KINDS = frozenset(("campus_police", "school_police", "port_police", "transit_police", "tribal", "other"))


@dataclass(slots=True)
class Tools:
    """What every row is read with: the gazetteer, the compiled rules, and one matcher for each state asked for."""

    gazetteer: Gazetteer
    wording: Wording
    grammar: Grammar
    bodies: Bodies
    aliases: dict[tuple[str, str, str], str]
    circuits: dict[tuple[str, str, int], tuple[str, ...]]
    matchers: dict[str, Matcher] = field(default_factory=dict)
    namings: dict[str, Naming] = field(default_factory=dict)

    def matcher(self, code: str) -> Matcher:
        """Return the matcher of a state."""
        found = self.matchers.get(code)
        if found is None:
            here = self.gazetteer.in_state(code)
            now = partial(self.gazetteer.successors, on=LATEST)
            found = self.matchers[code] = Matcher(here, self.gazetteer.packed.kinds, now)
            self.namings[code] = Naming(here)
        return found

    def naming(self, code: str) -> Naming:
        """Return the namer of a state's agencies."""
        self.matcher(code)
        return self.namings[code]


class Answering:
    """A printed row, its words read, and the ways to write an answer to it."""

    def __init__(self, tools: Tools, code: str, agency: str, type: str, county: CountyEvidence) -> None:
        """Read the name's words."""
        self.tools = tools
        self.code = code
        self.agency = agency
        self.county = county
        self._matcher = tools.matcher(code)
        self._here = self._matcher.here
        self.words: list[Word] = tools.wording.read(agency, self._here.words, self._matcher.learnt)
        self._canonical = {word for word, _ in self.words}
        kind = type.strip().lower()
        self.says_city = True if kind[:3] == "mun" else False if kind == "county" else None

    def _clean(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return a segment without the state's name or code, unless the whole is a place's name."""
        if "state" not in words and self._here.name_words[0] not in words and self.code.lower() not in words:
            return words
        if join_key(words) in self._here.rows_by_key:
            return words
        rest, _ = self.tools.bodies.without_state(self.code, list(words))
        while rest and rest[0] == "state" and len(rest) != 2:
            rest = rest[1:]
        while len(rest) > 1 and rest[-1] == "state":
            rest = rest[:-1]
        return tuple(rest) if rest != ["state"] else ()

    def _segments(self, reading: Reading) -> list[tuple[str, ...]]:
        """Return the segments of a reading, cleaned; one that goes on after its county is also given cut there."""
        found: list[tuple[str, ...]] = []
        for words in map(self._clean, reading.segments):
            if words:
                found.append(words)
                cut = next((i for i, word in enumerate(words[1:-1], 1) if word in COUNTY_TYPES), 0)
                if cut:
                    found.append(words[: cut + 1])
        return found

    def _alias(self, words: tuple[str, ...], kind: str) -> str:
        return self.tools.aliases.get((self.code, join_key(words), kind), "")

    def _matched(self, match: Match, kind: str, word: str, reading: Reading | None = None) -> Resolution:
        unit, number = (reading.unit, reading.number) if reading else ("", 0)
        return self._answer(match.row, kind, word, match.how, match.confidence, match.conflict, unit, number)

    def _answer(
        self,
        row: int,
        kind: str,
        word: str,
        rule: str,
        confidence: float,
        conflict: bool | None = None,
        unit: str = "",
        number: int = 0,
    ) -> Resolution:
        written = self._matcher.written.get((row, word, unit, number))
        if written is None:
            written = self._matcher.written[row, word, unit, number] = self._write(row, word, unit, number)
        agency_id, name, geoid, counties, ori = written
        if conflict is None:
            conflict = bool(self.county.geoids) and self.county.geoids.isdisjoint(counties)
        return Resolution(
            agency_id,
            name,
            kind,
            self.code,
            geoid,
            counties,
            ori,
            confidence,
            rule,
            (),
            self._conflict(counties) if conflict else "",
        )

    def _write(self, row: int, word: str, unit: str, number: int) -> tuple[str, str, str, tuple[str, ...], str]:
        """Return what is always the same of a place's agency: id, name, GEOID, counties and ORI."""
        place = self._here.place(row)
        agency_id = write_id(self.code, self.tools.naming(self.code).place_slug(row), word)
        if number:
            agency_id += f"-{unit}-{number}"
        name = agency_name(place, word, unit, number)
        return agency_id, name, place.geoid, place.county_geoids, self.tools.gazetteer.packed.oris.get(agency_id, "")

    def _state_body(self, body: BodyRow, rule: str, confidence: float) -> Resolution:
        agency_id = f"us-{self.code.lower()}-{body.slug}"
        ori = body.ori or self.tools.gazetteer.packed.oris.get(agency_id, "")
        counties = tuple(body.county_geoids)
        wrong = counties and self.county.geoids and not self.county.geoids & set(counties)
        geoid = body.place_geoid or (self._here.fips if not counties and body.kind not in BODY_KINDS else "")
        return Resolution(
            agency_id,
            body.name,
            body.kind,
            self.code,
            geoid,
            counties,
            ori,
            confidence,
            rule,
            (),
            self._conflict(counties) if wrong else "",
        )

    def _conflict(self, counties: tuple[str, ...]) -> str:
        names = " and ".join(self._here.place(self._here.row_of[geoid]).name for geoid in counties)
        return f"the list prints {self.county.printed}, the gazetteer says {names}"

    def _unresolved(self, kind: str, rule: str, rows: list[int] | None = None, word: str = "police") -> Resolution:
        naming = self.tools.naming(self.code)
        candidates = tuple(dict.fromkeys(write_id(self.code, naming.place_slug(row), word) for row in rows or ()))
        return Resolution("", self.agency.strip(), kind, self.code, rule=rule, candidates=candidates[:MOST_CANDIDATES])

    def _unlisted_state(self, reading: Reading) -> Resolution | None:
        body = self.tools.bodies.unlisted_state_agency(self.code, self.words)
        return self._state_body(body, "state-name", 0.85) if body else None
