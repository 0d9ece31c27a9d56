"""Counties' agencies: sheriffs, jails, prosecutors, and the jails and circuits of several counties."""

from __future__ import annotations

from comity.model import Resolution
from comity.places.answers import Answering
from comity.places.bodies import JAIL_WORDS
from comity.places.grammar import Reading
from comity.places.packing import BodyRow

REGIONAL = frozenset(("regional", "district", "multi", "tri", "northwest"))


class CountyAgencies(Answering):
    """Answers for agencies that a county's name tells."""

    def _county_agency(self, reading: Reading) -> Resolution:
        rule = reading.kind
        assert rule is not None
        if reading.unit in {"circuit", "district"} and (answer := self._circuit(reading)):
            return answer
        segments = self._segments(reading)
        if not segments:
            return self._nameless(reading)
        # `Oklahoma Corrections Board` is the state's, though a county bears the state's name.
        if rule.kind == "county_jail" and list(segments[0]) == self._here.name_words:
            state = self._unlisted_state(reading)
            if state:
                return state
        candidates: list[int] = []
        for words in segments:
            geoid = self._alias(words, rule.kind)
            if geoid:
                return self._answer(self._here.row_of[geoid], rule.kind, rule.word, "place-alias", 0.97)
            match = self._matcher.county(words, self.county.geoids, self.says_city)
            if match.row >= 0:
                return self._matched(match, rule.kind, rule.word)
            candidates += match.candidates
        city = self._county_of_city(segments[0])
        if city is not None and rule.kind != "prosecutor":
            return self._answer(city, rule.kind, rule.word, "county-by-its-city", 0.85)
        if rule.kind == "county_jail" and not candidates and (state := self._unlisted_state(reading)):
            return state
        return self._unresolved(rule.kind, "no-such-county", candidates, rule.word)

    def _county_of_city(self, words: tuple[str, ...]) -> int | None:
        """Return the county of a city whose name a county's agency bears, where the printed county agrees."""
        match = self._matcher.town(words, self.county.geoids)
        if match.row < 0 or match.conflict or not self.county.geoids:
            return None
        agreeing = [geoid for geoid in self._here.counties(match.row) if geoid in self.county.geoids]
        return self._here.row_of[agreeing[0]] if len(agreeing) == 1 else None

    def _circuit(self, reading: Reading) -> Resolution | None:
        rule = reading.kind
        assert rule is not None
        counties = self.tools.circuits.get((self.code, reading.unit, reading.number))
        if counties is None and any(self._clean(segment) for segment in reading.segments):
            return None
        slug_ = f"{rule.word}-{reading.unit}-{reading.number}"
        name = f"{rule.word.replace('-', ' ').title()}, {reading.unit.capitalize()} {reading.number}"
        found = counties or tuple(sorted(self.county.geoids))
        body = BodyRow(
            self.code, "", slug_, f"{self.tools.gazetteer.state_name(self.code)} {name}", rule.kind, list(found)
        )
        return self._state_body(body, "circuit" if counties else "circuit-unlisted", 0.95 if counties else 0.6)

    def _nameless(self, reading: Reading) -> Resolution:
        """Answer `Sheriff's Office` alone: the printed county is all there is."""
        rule = reading.kind
        assert rule is not None
        if rule.kind == "county_jail" and (state := self._unlisted_state(reading)):
            return state
        if rule.kind == "county_jail" and not self.county.geoids:
            return self._unresolved(rule.kind, "no-place")
        if len(self.county.geoids) == 1:
            (geoid,) = self.county.geoids
            return self._answer(self._here.row_of[geoid], rule.kind, rule.word, "printed-county-only", 0.7)
        rows = [self._here.row_of[geoid] for geoid in sorted(self.county.geoids)]
        return self._unresolved(rule.kind, "no-place", rows, rule.word)

    def _regional_jail(self) -> Resolution | None:
        """Answer a jail of several counties: of the tables, of the counties its name lists, or an unlisted one."""
        canonical = [word for word, _ in self.words]
        if not REGIONAL & set(canonical):
            return None
        listed = self.tools.bodies.regional_jail(self.code, self.words)
        if listed is not None:
            return self._state_body(listed, "regional-jail", 0.95)
        own = [word for word in canonical if word != "authority"]
        name = " ".join(self.agency.split())
        members = self._matcher.county_list([printed for _, printed in self.words if printed not in JAIL_WORDS])
        if len(members) > 1:
            body = BodyRow(self.code, "", "-".join(own), name, "regional_jail", sorted(members))
            return self._state_body(body, "regional-jail-by-name", 0.85)
        if "regional" not in canonical and canonical[-2:] != ["district", "jail"]:
            return None
        if (
            self._matcher.county(tuple(w for w in canonical if w not in JAIL_WORDS - {"district"}), frozenset()).row
            >= 0
        ):
            return None
        body = BodyRow(self.code, "", "-".join(own), name, "regional_jail", sorted(self.county.geoids))
        return self._state_body(body, "regional-jail-unlisted", 0.6)

    def _circuit_force(self, reading: Reading) -> Resolution | None:
        if not reading.number:
            return None
        counties = self.tools.circuits.get((self.code, reading.unit, reading.number), ())
        found = counties or tuple(sorted(self.county.geoids))
        own = f"{reading.unit}-{reading.number}-task-force"
        name = f"{self.tools.gazetteer.state_name(self.code)} {reading.unit.capitalize()} {reading.number} Task Force"
        body = BodyRow(self.code, "", own, name, "other", list(found))
        return self._state_body(body, "circuit" if counties else "circuit-unlisted", 0.9 if counties else 0.6)
