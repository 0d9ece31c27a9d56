"""Bodies with names of their own: state agencies, campuses, school districts, ports, carriers, tribes."""

from __future__ import annotations

import itertools

from comity.model import Resolution
from comity.places.bodies import CAMPUS, SCHOOLS
from comity.places.grammar import Reading
from comity.places.matching import Match
from comity.places.naming import join_key
from comity.places.packing import BodyRow
from comity.places.town_agencies import TownAgencies

STATEWIDE = frozenset(("usvi", "state", "capitol", "troopers", "trooper", "highway", "commission", "agricultural"))


class BodyAgencies(TownAgencies):
    """Answers for bodies that are neither a county's nor a town's."""

    def _is_campus(self) -> bool:
        return self._canonical.isdisjoint({"sheriff", "constable"}) and not CAMPUS.isdisjoint(self._canonical)

    def _is_school(self) -> bool:
        if "school" not in self._canonical:
            return False
        canonical = [word for word, _ in self.words]
        return any(pair in SCHOOLS for pair in itertools.pairwise(canonical))

    def _body(self, kind: str, reading: Reading, word: str) -> Resolution:
        """Answer a campus, school district, port, carrier or tribe: known by the FBI's table, or by its own name."""
        printed = [printed for _, printed in self.words if printed]
        canonical = [canonical for canonical, _ in self.words]
        stateless = self.tools.bodies.without_state(self.code, canonical)[0]
        for words in (printed, canonical, stateless):
            known = self.tools.bodies.known(self.code, kind, words, self.county.geoids)
            if known is not None:
                return self._state_body(known, "named-body", 0.95)
        if "police" in self._canonical:
            town = self._town(self.tools.grammar.without_police(self.words), exact_only=False)
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

    def _state_scope(self, reading: Reading) -> Resolution:
        assert reading.kind is not None
        if any(self._clean(segment) for segment in reading.segments):
            return self._part_of_state_body(reading)
        name = f"{self.tools.gazetteer.state_name(self.code)} {reading.kind.word.replace('-', ' ').title()}"
        body = BodyRow(self.code, "", reading.kind.word, name, reading.kind.kind, [])
        return self._state_body(body, "state-body", 0.95)

    def _part_of_state_body(self, reading: Reading) -> Resolution:
        """Answer `State Police, Troop L`; but a word right before `State` names another body, such as Kent State."""
        assert reading.kind is not None
        canonical = [word for word, _ in self.words]
        head = reading.kind.word.split("-")[0]
        first = canonical.index(head) if head in canonical else 0
        before, named = self.tools.bodies.without_state(self.code, canonical[:first])
        if before and not named:
            known = self.tools.bodies.begins(self.code, "campus_police", [*before, "state"])
            if known is not None:
                return self._state_body(known, "named-body", 0.85)
            return self._unresolved(reading.kind.kind, "state-body-with-other-words")
        own, kind = self.tools.bodies.generic_of(reading.kind.word)
        name = f"{self.tools.gazetteer.state_name(self.code)} {own.replace('-', ' ').title()}"
        return self._state_body(BodyRow(self.code, "", own, name, kind, []), "state-body-part", 0.85)

    def _is_plainly_local(self) -> bool:
        """Return whether no state-wide body can be meant: a sheriff's, or a police without the state's name."""
        has = self._canonical
        if "sheriff" in has or "constable" in has:
            return True
        if "police" not in has or STATEWIDE & has or self.code.lower() in has:
            return False
        return has.isdisjoint(self._here.name_words) or self._is_city_of_states_name()

    def _is_city_of_states_name(self) -> bool:
        """Return whether a city bears the state's name: New York Police Department is the city's, not the state's."""
        rows = self._here.rows_by_key.get(join_key(self._here.name_words), ())
        return any(len(self._here.geoids[row]) == 7 for row in rows)

    def _state_body_named(self) -> BodyRow | None:
        return self.tools.bodies.state_body(self.code, self.words) or self._body_in_parts()

    def _body_in_parts(self) -> BodyRow | None:
        """Return the state-wide body that one part of `A / B` or `A (B)` names."""
        if not any(mark in self.agency for mark in "/;("):
            return None
        for part in self.agency.replace(";", "/").replace("(", "/").replace(")", "/").split("/"):
            words = self.tools.wording.read(part, self._here.words, self._matcher.learnt)
            body = self.tools.bodies.state_body(self.code, words) if len(words) > 2 else None
            if body is not None and any(word == self._here.name_words[0] for word, _ in words):
                return body
        return None
