"""Printed state, agency, type and county → one agency, the counties it serves, and the rule that decided."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from comity.model import Resolution
from comity.places.answers import MOST_CANDIDATES, Tools
from comity.places.bodies import CAMPUS, Bodies
from comity.places.body_agencies import BodyAgencies
from comity.places.evidence import CountyEvidence, Evidence
from comity.places.gazetteer import Gazetteer, load_gazetteer
from comity.places.grammar import POLICE, Grammar, Reading
from comity.places.naming import strip_types
from comity.places.rulebook import load_rules
from comity.places.wording import Wording

# A name longer than any body's is somebody's accident; reading it costs time and finds nothing.
LONGEST = 300
CACHE_SIZE = 65_536
COUNTY_KINDS = frozenset(("sheriff", "county_jail", "prosecutor"))


class Resolver:
    """Resolves printed names against one gazetteer. It keeps what it has resolved; one per thread."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Compile the gazetteer's rules; states are indexed when they are first asked for."""
        self.gazetteer = gazetteer
        rules = load_rules(gazetteer.packed.rules)
        circuits = {(c.state, c.word, c.number): tuple(c.members) for c in rules.circuits}
        self._evidence = Evidence(gazetteer)
        self._tools = Tools(
            gazetteer, Wording(rules), Grammar(rules), Bodies(gazetteer, rules), gazetteer.aliases, circuits
        )
        self._seen: dict[tuple[str, str, str, str], Resolution] = {}

    def resolve(self, state: str, agency: str, type: str = "", county: str = "") -> Resolution:
        """Return what a printed agency is, or an unresolved one (`agency_id` "") with its candidates."""
        asked = (state, agency, type, county)
        found = self._seen.get(asked)
        if found is None:
            if len(self._seen) >= CACHE_SIZE:
                self._seen.clear()
            found = self._seen[asked] = self._resolve(state, agency, type, county)
        return found

    def _resolve(self, state: str, agency: str, type: str, county: str) -> Resolution:
        code = self._evidence.state(state)
        if not code:
            return Resolution("", agency, "other", "", rule="unknown-state")
        if len(agency) > LONGEST:
            return Resolution("", agency[:LONGEST], "other", code, rule="name-too-long")
        if code not in self.gazetteer.packed.columns:
            return Resolution("", agency, "other", code, rule="unknown-state")
        evidence = self._evidence.county(code, county)
        answer = Case(self._tools, code, agency, type, evidence).resolve()
        if not answer.agency_id and "/" in agency:
            answer = self._in_parts(answer, code, agency, type, evidence)
        if not answer.agency_id and evidence.printed and not (evidence.is_exact and evidence.geoids):
            return self._in_another_state(answer, state, agency, type, county)
        return answer

    def _in_parts(self, answer: Resolution, code: str, agency: str, type: str, evidence: CountyEvidence) -> Resolution:
        """Return what one part of `A / B` is, where the whole is nothing: `County of X / X County Jail`."""
        parts = [Case(self._tools, code, part, type, evidence).resolve() for part in agency.split("/")]
        known = [part for part in parts if part.agency_id]
        return next((part for part in known if part.kind != "other"), known[0] if known else answer)

    def _in_another_state(self, answer: Resolution, state: str, agency: str, type: str, county: str) -> Resolution:
        """Return the agency of the one other state where both the name and the printed county are right.

        Where several states would fit, or the county is blank, the row stays unresolved and shows them.
        """
        found = []
        for code in self._evidence.states_with_county(county):
            evidence = self._evidence.county(code, county)
            there = Case(self._tools, code, agency, type, evidence).resolve()
            if (
                there.agency_id
                and not there.conflict
                and there.rule in {"county-name", "place-name", "place-by-county"}
            ):
                found.append(there)
        if len(found) != 1:
            seen = (*answer.candidates, *(there.agency_id for there in found))
            return msgspec.structs.replace(answer, candidates=tuple(dict.fromkeys(seen))[:MOST_CANDIDATES])
        name = self.gazetteer.state_name(found[0].state)
        shown = f"the list prints {' '.join(state.split())}, which has no such county; {name} has"
        return msgspec.structs.replace(found[0], rule="state-misprinted", confidence=0.8, conflict=shown)


class Case(BodyAgencies):
    """One printed row: which reading of its name applies."""

    def resolve(self) -> Resolution:
        """Return the answer of the first reading that has one."""
        if not self.words:
            return self._unresolved("other", "no-name")
        body = None if self._is_plainly_local() else self._state_body_named()
        if body is not None:
            return self._state_body(body, "regional-jail" if body.kind == "regional_jail" else "state-body", 0.97)
        reading = self.tools.grammar.read(self.words)
        if "county_jail" in reading.kinds and "sheriff" not in reading.kinds and (jail := self._regional_jail()):
            return jail
        is_campus = self._is_campus()
        if is_campus or self._is_school() or (reading.kind is not None and reading.kind.scope == "body"):
            word, kind = ("marshal", "marshal") if "marshal" in self._canonical else ("police", POLICE)
            # `University` is all that is left of University of Missouri, and is not University City.
            left = self.tools.grammar.without_police(self.words)
            segments = tuple(words for words in left if not CAMPUS.issuperset(self._clean(words)))
            plain = self._town(segments, exact_only=True, word=word, kind=kind)
            if plain is not None:
                return plain
        if is_campus:
            return self._body("campus_police", reading, "campus")
        if self._is_school():
            return self._body("school_police", reading, "school")
        return self._by_kind(reading)

    def _by_kind(self, reading: Reading) -> Resolution:
        rule = reading.kind
        if rule is None:
            return self._without_kind(reading)
        if rule.kind in COUNTY_KINDS:
            return self._county_agency(reading)
        if rule.kind == "constable" or rule.word in {"fire-marshal", "task-force"}:
            return self._any_agency(reading)
        if rule.scope == "body":
            return self._body(rule.kind, reading, rule.word)
        if rule.scope == "state":
            return self._unlisted_state(reading) or self._state_scope(reading)
        return self._municipal(reading)

    def _without_kind(self, reading: Reading) -> Resolution:
        agency = self._unlisted_state(reading)
        if agency is not None:
            return agency
        if reading.segments and strip_types(reading.segments[0])[1] == "county":
            match = self._matcher.county(reading.segments[0], self.county.geoids)
            if match.row >= 0:
                return self._answer(match.row, "other", "government", match.how, 0.8, match.conflict)
        answer = self._town(reading.segments, exact_only=False) if reading.segments else None
        return answer or self._unresolved("other", "no-kind")


@lru_cache(maxsize=1)
def _shared() -> Resolver:
    return Resolver(load_gazetteer())


def resolve_agency(state: str, agency: str, type: str = "", county: str = "") -> Resolution:
    """Return what a printed agency is, by the package's gazetteer."""
    return _shared().resolve(state, agency, type, county)
