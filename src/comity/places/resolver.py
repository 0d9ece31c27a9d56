"""Printed state, agency, type and county → one agency, the counties it serves, and the rule that decided."""

from __future__ import annotations

import itertools
from functools import lru_cache, partial

import msgspec

from comity.model import Resolution
from comity.places.bodies import CAMPUS, JAIL_WORDS, SCHOOLS, Bodies
from comity.places.evidence import LATEST, CountyEvidence, Evidence
from comity.places.gazetteer import Gazetteer, load_gazetteer
from comity.places.grammar import POLICE, Grammar, Reading
from comity.places.identifiers import Naming, agency_name
from comity.places.identifiers import agency_id as write_id
from comity.places.matching import Match, Matcher, strip_types
from comity.places.naming import join_key, slug
from comity.places.packing import BodyRow
from comity.places.rulebook import load_rules
from comity.places.wording import Word, Wording

# A name longer than any body's is somebody's accident; reading it costs time and finds nothing.
LONGEST = 300
CACHE_SIZE = 65_536
STATEWIDE = frozenset(("state", "capitol", "troopers", "trooper", "highway", "commission", "agricultural"))
REGIONAL = frozenset(("regional", "district", "multi", "tri", "northwest"))
COUNTY_KINDS = frozenset(("sheriff", "county_jail", "prosecutor"))
BODY_KINDS = frozenset(("campus_police", "school_police", "port_police", "transit_police", "tribal", "other"))


class Resolver:
    """Resolves printed names against one gazetteer. It keeps what it has resolved; one per thread."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Compile the gazetteer's rules; states are indexed when they are first asked for."""
        self.gazetteer = gazetteer
        rules = load_rules(gazetteer.packed.rules)
        self._rules = rules
        self._wording = Wording(rules)
        self._grammar = Grammar(rules)
        self._evidence = Evidence(gazetteer)
        self._bodies = Bodies(gazetteer, rules)
        self._matchers: dict[str, Matcher] = {}
        self._namings: dict[str, Naming] = {}
        self._aliases = {
            (alias.state, join_key(say.split()), kind): alias.geoid
            for alias in rules.aliases
            for say in alias.says
            for kind in alias.kinds
        }
        self._circuits = {(c.state, c.word, c.number): tuple(c.members) for c in rules.circuits}
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
        answer = Case(self, code, agency, type, evidence).resolve()
        if not answer.agency_id and evidence.printed and not (evidence.is_exact and evidence.geoids):
            return self._in_another_state(answer, state, agency, type, county)
        return answer

    def _in_another_state(self, answer: Resolution, state: str, agency: str, type: str, county: str) -> Resolution:
        """Return the agency of the one other state where both the name and the printed county are right.

        Where several states would fit, or the county is blank, the row stays unresolved and shows them.
        """
        found = []
        for code in self._evidence.states_with_county(county):
            evidence = self._evidence.county(code, county)
            there = Case(self, code, agency, type, evidence).resolve()
            if (
                there.agency_id
                and not there.conflict
                and there.rule in {"county-name", "place-name", "place-by-county"}
            ):
                found.append(there)
        if len(found) != 1:
            seen = (*answer.candidates, *(there.agency_id for there in found))
            return msgspec.structs.replace(answer, candidates=tuple(dict.fromkeys(seen))[:8])
        name = self.gazetteer.state_name(found[0].state)
        shown = f"the list prints {' '.join(state.split())}, which has no such county; {name} has"
        return msgspec.structs.replace(found[0], rule="state-misprinted", confidence=0.8, conflict=shown)

    def matcher(self, code: str) -> Matcher:
        """Return the matcher of a state."""
        found = self._matchers.get(code)
        if found is None:
            here = self.gazetteer.in_state(code)
            found = self._matchers[code] = Matcher(
                here, self.gazetteer.packed.kinds, partial(self.gazetteer.successors, on=LATEST)
            )
            self._namings[code] = Naming(here)
        return found

    def naming(self, code: str) -> Naming:
        """Return the namer of a state's agencies."""
        self.matcher(code)
        return self._namings[code]


class Case:
    """One printed row on its way to an answer."""

    def __init__(self, resolver: Resolver, code: str, agency: str, type: str, county: CountyEvidence) -> None:
        """Read the name's words."""
        self._r = resolver
        self.code = code
        self.agency = agency
        self.county = county
        self._matcher = resolver.matcher(code)
        self._here = self._matcher.here
        self.words: list[Word] = resolver._wording.read(agency, self._here.words)
        self._canonical = {word for word, _ in self.words}
        kind = type.strip().lower()
        self.says_city = True if kind[:3] == "mun" else False if kind == "county" else None

    def resolve(self) -> Resolution:
        """Return the answer of the first reading that has one."""
        if not self.words:
            return self._unresolved("other", "no-name")
        body = None if self._is_plainly_local() else self._state_body_named()
        if body is not None:
            return self._state_body(body, "regional-jail" if body.kind == "regional_jail" else "state-body", 0.97)
        reading = self._r._grammar.read(self.words)
        if "county_jail" in reading.kinds and "sheriff" not in reading.kinds and (jail := self._regional_jail()):
            return jail
        if self._is_campus() or self._is_school() or (reading.kind is not None and reading.kind.scope == "body"):
            word, kind = ("marshal", "marshal") if "marshal" in self._canonical else ("police", POLICE)
            segments = self._r._grammar.without_police(self.words)
            plain = self._town(segments, exact_only=True, word=word, kind=kind)
            if plain is not None:
                return plain
        if self._is_campus():
            return self._body("campus_police", reading, "campus")
        if self._is_school():
            return self._body("school_police", reading, "school")
        return self._by_kind(reading)

    def _is_plainly_local(self) -> bool:
        """Return whether no state-wide body can be meant: a sheriff's, or a police without the state's name."""
        has = self._canonical
        if "sheriff" in has or "constable" in has:
            return True
        own = self._here.name_words
        return "police" in has and not (STATEWIDE & has or not has.isdisjoint(own) or self.code.lower() in has)

    def _state_body_named(self) -> BodyRow | None:
        return self._r._bodies.state_body(self.code, self.words) or self._body_in_parts()

    def _body_in_parts(self) -> BodyRow | None:
        """Return the state-wide body that one part of `A / B` or `A (B)` names."""
        if not any(mark in self.agency for mark in "/;("):
            return None
        for part in self.agency.replace(";", "/").replace("(", "/").replace(")", "/").split("/"):
            words = self._r._wording.read(part, self._here.words)
            body = self._r._bodies.state_body(self.code, words) if len(words) > 2 else None
            if body is not None and any(word == self._here.name_words[0] for word, _ in words):
                return body
        return None

    # -- which reading ------------------------------------------------------------------------------------------

    def _is_campus(self) -> bool:
        return "sheriff" not in self._canonical and not CAMPUS.isdisjoint(self._canonical)

    def _is_school(self) -> bool:
        if "school" not in self._canonical:
            return False
        canonical = [word for word, _ in self.words]
        return any(pair in SCHOOLS for pair in itertools.pairwise(canonical))

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

    def _unlisted_state(self, reading: Reading) -> Resolution | None:
        body = self._r._bodies.unlisted_state_agency(self.code, self.words)
        return self._state_body(body, "state-name", 0.85) if body else None

    def _state_scope(self, reading: Reading) -> Resolution:
        assert reading.kind is not None
        if any(self._clean(segment) for segment in reading.segments):
            return self._part_of_state_body(reading)
        name = f"{self._r.gazetteer.state_name(self.code)} {reading.kind.word.replace('-', ' ').title()}"
        body = BodyRow(self.code, "", reading.kind.word, name, reading.kind.kind, [])
        return self._state_body(body, "state-body", 0.95)

    def _part_of_state_body(self, reading: Reading) -> Resolution:
        """Answer `State Police, Troop L`; but a word right before `State` names another body, such as Kent State."""
        assert reading.kind is not None
        canonical = [word for word, _ in self.words]
        head = reading.kind.word.split("-")[0]
        first = canonical.index(head) if head in canonical else 0
        before, named = self._r._bodies.without_state(self.code, canonical[:first])
        if before and not named:
            known = self._r._bodies.begins(self.code, "campus_police", [*before, "state"])
            if known is not None:
                return self._state_body(known, "named-body", 0.85)
            return self._unresolved(reading.kind.kind, "state-body-with-other-words")
        own, kind = self._r._bodies.generic_of(reading.kind.word)
        name = f"{self._r.gazetteer.state_name(self.code)} {own.replace('-', ' ').title()}"
        return self._state_body(BodyRow(self.code, "", own, name, kind, []), "state-body-part", 0.85)

    # -- counties' agencies -------------------------------------------------------------------------------------

    def _county_agency(self, reading: Reading) -> Resolution:
        rule = reading.kind
        assert rule is not None
        if reading.unit in {"circuit", "district"} and (answer := self._circuit(reading)):
            return answer
        segments = [seg for seg in map(self._clean, reading.segments) if seg]
        if not segments:
            return self._nameless(reading)
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
            return city_answer(self, city, reading)
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
        counties = self._r._circuits.get((self.code, reading.unit, reading.number))
        if counties is None and any(self._clean(segment) for segment in reading.segments):
            return None
        slug_ = f"{rule.word}-{reading.unit}-{reading.number}"
        name = f"{rule.word.replace('-', ' ').title()}, {reading.unit.capitalize()} {reading.number}"
        found = counties or tuple(sorted(self.county.geoids))
        body = BodyRow(
            self.code, "", slug_, f"{self._r.gazetteer.state_name(self.code)} {name}", rule.kind, list(found)
        )
        return self._state_body(body, "circuit" if counties else "circuit-unlisted", 0.95 if counties else 0.6)

    def _nameless(self, reading: Reading) -> Resolution:
        """Answer `Sheriff's Office` alone: the printed county is all there is."""
        rule = reading.kind
        assert rule is not None
        if rule.kind == "county_jail" and not self.county.geoids:
            return self._unresolved(rule.kind, "no-place")
        if len(self.county.geoids) == 1:
            (geoid,) = self.county.geoids
            return self._answer(self._here.row_of[geoid], rule.kind, rule.word, "printed-county-only", 0.7)
        return self._unresolved(rule.kind, "no-place", [self._here.row_of[g] for g in self.county.geoids], rule.word)

    def _regional_jail(self) -> Resolution | None:
        """Answer a jail of several counties: of the tables, of the counties its name lists, or an unlisted one."""
        canonical = [word for word, _ in self.words]
        if not REGIONAL & set(canonical):
            return None
        listed = self._r._bodies.regional_jail(self.code, self.words)
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

    # -- towns' agencies ----------------------------------------------------------------------------------------

    def _municipal(self, reading: Reading) -> Resolution:
        rule = reading.kind
        assert rule is not None
        answer = self._town(reading.segments, exact_only=False, word=rule.word, kind=rule.kind, reading=reading)
        if answer is not None:
            return answer
        if reading.number and not reading.segments and len(self.county.geoids) == 1:
            (geoid,) = self.county.geoids
            match = Match(self._here.row_of[geoid], "printed-county-only", 0.8)
            return self._matched(match, rule.kind, rule.word, reading)
        agency = self._unlisted_state(reading)
        return agency or self._unresolved(rule.kind, "no-such-place", word=rule.word)

    def _town(
        self,
        segments: tuple[tuple[str, ...], ...],
        *,
        exact_only: bool,
        word: str = "police",
        kind: str = POLICE,
        reading: Reading | None = None,
    ) -> Resolution | None:
        """Return the municipal agency that segments name, or None; exact names first, then slips."""
        cleaned = [seg for seg in map(self._clean, segments) if seg]
        candidates: list[int] = []
        for words in cleaned:
            found = self._exact_town(words, kind, word, candidates, reading, exact_only)
            if found is not None:
                return found
        if exact_only:
            return None
        if (special := self._known_police(cleaned, kind)) is not None:
            return special
        for words in cleaned if not candidates else ():
            for match in (self._matcher.cut_short(words, self.county.geoids), self._near_any(words)):
                if match.row >= 0:
                    return self._matched(match, *self._police_of(match.row, kind, word), reading)
                candidates += match.candidates
        if not candidates and (joint := self._joint_police(cleaned, kind)) is not None:
            return joint
        return (
            self._unresolved(kind, "several-places" if candidates else "no-such-place", candidates, word)
            if candidates
            else None
        )

    def _exact_town(
        self,
        words: tuple[str, ...],
        kind: str,
        word: str,
        candidates: list[int],
        reading: Reading | None,
        exact_only: bool,
    ) -> Resolution | None:
        geoid = self._alias(words, kind)
        if geoid:
            row = self._here.row_of[geoid]
            return self._answer(row, *self._police_of(row, kind, word), "place-alias", 0.97)
        match = self._matcher.town(words, self.county.geoids)
        if match.row >= 0 and self._matcher.kind(match.row) != "cdp":
            return self._matched(match, kind, word, reading)
        candidates += match.candidates
        if exact_only or (match.candidates and strip_types(words)[1] != "county"):
            return None
        county = (
            self._matcher.county(words, self.county.geoids, wants_city=None) if self._names_county(words) else Match()
        )
        if county.row >= 0 and not (county.conflict and strip_types(words)[1] != "county"):
            return self._matched(county, *self._police_of(county.row, kind, word), reading)
        if match.row >= 0 and not match.conflict:
            return self._matched(match, kind, word, reading)
        return None

    def _known_police(self, segments: list[tuple[str, ...]], kind: str) -> Resolution | None:
        """Return a police that no place bears the name of: a regional one of the FBI's table, or a campus cut short."""
        if kind != POLICE:
            return None
        for words in segments:
            known = self._r._bodies.known(self.code, POLICE, list(words), self.county.geoids)
            if known is not None:
                return self._state_body(known, "named-body", 0.93)
            campus = self._r._bodies.begins(self.code, "campus_police", list(words))
            if campus is not None and len(words) > 1:
                return self._state_body(campus, "named-body", 0.85)
            for other in ("port_police", "transit_police"):
                body = self._r._bodies.known(self.code, other, list(words), self.county.geoids)
                if body is not None and len(words) > 1:
                    return self._state_body(body, "named-body", 0.85)
        return None

    def _joint_police(self, segments: list[tuple[str, ...]], kind: str) -> Resolution | None:
        """Return the police of two towns named side by side, or of several that print a county."""
        if kind != POLICE or len(segments) != 1:
            return None
        words = tuple(word for word in segments[0] if word != "and")
        own = "-".join(segments[0]) + "-police"
        name = f"{' '.join(w.capitalize() for w in segments[0])} Police Department"
        for cut in range(1, len(words)):
            pair = [self._matcher.town(part, self.county.geoids) for part in (words[:cut], words[cut:])]
            rows = [m.row for m in pair if m.row >= 0 and self._matcher.kind(m.row) != "cdp" and not m.conflict]
            shared = [set(self._here.counties(row)) for row in rows]
            if len(rows) == 2 and shared[0] & shared[1]:
                counties = sorted(shared[0] | shared[1])
                return self._state_body(BodyRow(self.code, "", own, name, kind, counties), "joint-police", 0.85)
        if (
            self.county.is_exact
            and len(self.county.geoids) == 1
            and {"regional", "special", "area", "joint"} & set(words)
        ):
            body = BodyRow(self.code, "", own, name, kind, sorted(self.county.geoids))
            return self._state_body(body, "printed-county-only", 0.6)
        return None

    def _names_county(self, words: tuple[str, ...]) -> bool:
        """Return whether words name a county: by the word, or because no town bears a county's name."""
        typed = strip_types(words)[1]
        return typed == "county" or join_key(words) in self._here.county_keys

    def _near_any(self, words: tuple[str, ...]) -> Match:
        typed = strip_types(words)[1]
        if typed == "county":
            return self._matcher.county(words, self.county.geoids)
        return self._matcher.near_town(words, self.county.geoids)

    def _police_of(self, row: int, kind: str, word: str) -> tuple[str, str]:
        is_county = len(self._here.geoids[row]) == 5 and self._matcher.kind(row) not in {
            "independent_city",
            "municipio",
        }
        return ("county_police" if is_county and kind == POLICE else kind, word)

    # -- agencies of a county or of a town ----------------------------------------------------------------------

    def _any_agency(self, reading: Reading) -> Resolution:
        """Answer constables and task forces: a county's where the name says so, else a town's, else the column's."""
        rule = reading.kind
        assert rule is not None
        if rule.word == "task-force" and (answer := self._circuit_force(reading)):
            return answer
        segments = [seg for seg in map(self._clean, reading.segments) if seg]
        candidates: list[int] = []
        for words in segments:
            is_county = strip_types(words)[1] == "county"
            match = (
                self._matcher.county(words, self.county.geoids)
                if is_county
                else self._matcher.town(words, self.county.geoids)
            )
            if match.row < 0:
                near = self._near_any(words)
                match = near if near.row >= 0 else Match(candidates=match.candidates + near.candidates)
            if match.row < 0 and not is_county and strip_types(words)[1] == "":
                county = self._matcher.county(words, self.county.geoids)
                match = county if county.row >= 0 else match
            if match.row < 0 and is_county and not match.candidates:
                # A township printed as a county: there is none of that name, and one township.
                town = self._matcher.town(strip_types(words)[0], frozenset())
                match = Match(town.row, "town-printed-as-county", 0.8) if town.row >= 0 else match
            if match.row >= 0:
                return self._matched(match, rule.kind, rule.word, reading)
            candidates += match.candidates
        if not segments and len(self.county.geoids) == 1:
            (geoid,) = self.county.geoids
            return self._matched(
                Match(self._here.row_of[geoid], "printed-county-only", 0.8), rule.kind, rule.word, reading
            )
        return self._unresolved(rule.kind, "no-such-place", candidates, rule.word)

    def _circuit_force(self, reading: Reading) -> Resolution | None:
        if not reading.number:
            return None
        counties = self._r._circuits.get((self.code, reading.unit, reading.number), ())
        found = counties or tuple(sorted(self.county.geoids))
        own = f"{reading.unit}-{reading.number}-task-force"
        name = f"{self._r.gazetteer.state_name(self.code)} {reading.unit.capitalize()} {reading.number} Task Force"
        body = BodyRow(self.code, "", own, name, "other", list(found))
        return self._state_body(body, "circuit" if counties else "circuit-unlisted", 0.9 if counties else 0.6)

    # -- bodies -------------------------------------------------------------------------------------------------

    def _body(self, kind: str, reading: Reading, word: str) -> Resolution:
        """Answer a campus, school district, port, carrier or tribe: known by the FBI's table, or by its own name."""
        printed = [printed for _, printed in self.words if printed]
        canonical = [canonical for canonical, _ in self.words]
        stateless = self._r._bodies.without_state(self.code, canonical)[0]
        for words in (printed, canonical, stateless):
            known = self._r._bodies.known(self.code, kind, words, self.county.geoids)
            if known is not None:
                return self._state_body(known, "named-body", 0.95)
        if "police" in self._canonical:
            town = self._town(self._r._grammar.without_police(self.words), exact_only=False)
            if town is not None and town.rule.startswith("misprint"):
                return town
        own = [
            w
            for w in canonical
            if w not in {"board", "trustees", "regents", "police", "department", "of", "the", "office"}
        ]
        if not own or own == [word]:
            return self._unresolved(kind, "no-name")
        counties = self._counties_of_body(reading)
        ending = "" if word in own or kind in {"port_police", "transit_police", "other", "tribal"} else "-police"
        name = " ".join(w.capitalize() for w in own)
        body = BodyRow(self.code, "", "-".join(own) + ending, name, kind, list(counties))
        return self._state_body(body, "body-by-name", 0.8 if counties else 0.5)

    def _counties_of_body(self, reading: Reading) -> tuple[str, ...]:
        """Return a body's counties: of a place in its name, else as printed."""
        for words in reading.segments:
            for size in range(len(words), 0, -1):
                match = self._matcher.county(words[:size], self.county.geoids) if "county" in words[:size] else Match()
                if match.row >= 0 and match.how == "county-name":
                    return self._here.counties(match.row)
        if self.county.geoids:
            return tuple(sorted(self.county.geoids))
        if reading.kind is not None and reading.kind.kind == "tribal":
            return ()
        named = self._named_place(tuple(word for _, word in self.words if word))
        return self._here.counties(named)[:1] if named >= 0 else ()

    def _named_place(self, words: tuple[str, ...]) -> int:
        """Return the row of the county or town that a body's name begins with, or -1: Broward College, Katy ISD."""
        for size in range(min(4, len(words) - 1), 0, -1):
            rows = [
                match.row
                for match in (
                    self._matcher.exact_county(words[:size]),
                    self._matcher.town(words[:size], frozenset()),
                )
                if match.row >= 0 and self._matcher.kind(match.row) != "cdp"
            ]
            if rows:
                shared = set(self._here.counties(rows[0])) & set(self._here.counties(rows[-1]))
                return rows[0] if shared else -1
        return -1

    # -- answers ------------------------------------------------------------------------------------------------

    def _clean(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return a segment without the state's name or code, unless the whole is a place's name."""
        if join_key(words) in self._here.rows_by_key:
            return words
        if "state" not in words and self._here.name_words[0] not in words and self.code.lower() not in words:
            return words
        rest, _ = self._r._bodies.without_state(self.code, list(words))
        while rest and rest[0] == "state" and len(rest) != 2:
            rest = rest[1:]
        while len(rest) > 1 and rest[-1] == "state":
            rest = rest[:-1]
        return tuple(rest) if rest != ["state"] else ()

    def _alias(self, words: tuple[str, ...], kind: str) -> str:
        return self._r._aliases.get((self.code, join_key(words), kind), "")

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
        place = self._here.place(row)
        counties = place.county_geoids
        agency_id = write_id(self.code, self._r.naming(self.code).place_slug(row), word)
        if number:
            agency_id += f"-{unit}-{number}"
        if conflict is None:
            conflict = bool(self.county.geoids) and not self.county.geoids & set(counties)
        return Resolution(
            agency_id,
            agency_name(place, word, unit, number),
            kind,
            self.code,
            place.geoid,
            counties,
            self._r.gazetteer.packed.oris.get(agency_id, ""),
            confidence,
            rule,
            (),
            self._conflict(counties) if conflict else "",
        )

    def _state_body(self, body: BodyRow, rule: str, confidence: float) -> Resolution:
        agency_id = f"us-{self.code.lower()}-{body.slug}"
        ori = body.ori or self._r.gazetteer.packed.oris.get(agency_id, "")
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
        naming = self._r.naming(self.code)
        candidates = tuple(dict.fromkeys(write_id(self.code, naming.place_slug(row), word) for row in rows or ()))
        return Resolution("", self.agency.strip(), kind, self.code, rule=rule, candidates=candidates[:8])


def city_answer(case: Case, row: int, reading: Reading) -> Resolution:
    """Return the agency of a county printed under the name of a city in it."""
    assert reading.kind is not None
    return case._answer(row, reading.kind.kind, reading.kind.word, "county-by-its-city", 0.85)


@lru_cache(maxsize=1)
def _shared() -> Resolver:
    return Resolver(load_gazetteer())


def resolve_agency(state: str, agency: str, type: str = "", county: str = "") -> Resolution:
    """Return what a printed agency is, by the package's gazetteer."""
    return _shared().resolve(state, agency, type, county)


__all__ = ["Resolver", "resolve_agency", "slug"]
