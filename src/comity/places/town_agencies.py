"""Towns' agencies: police, marshals, and the constables and forces that a county or a town may have."""

from __future__ import annotations

from comity.model import Resolution
from comity.places.county_agencies import CountyAgencies
from comity.places.grammar import POLICE, Reading
from comity.places.matching import Match
from comity.places.naming import join_key, strip_types
from comity.places.packing import BodyRow


class TownAgencies(CountyAgencies):
    """Answers for agencies that a town's name tells."""

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
        # A campus may bear the state's name, which is no part of a town's: Florida Atlantic.
        if (special := self._known_police([*cleaned, *(s for s in segments if s not in cleaned)], kind)) is not None:
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
            known = self.tools.bodies.known(self.code, POLICE, list(words), self.county.geoids)
            if known is not None:
                return self._state_body(known, "named-body", 0.93)
            campus = self.tools.bodies.begins(self.code, "campus_police", list(words))
            if campus is not None and len(words) > 1:
                return self._state_body(campus, "named-body", 0.85)
            for other in ("port_police", "transit_police"):
                body = self.tools.bodies.known(self.code, other, list(words), self.county.geoids)
                if body is not None and len(words) > 1:
                    return self._state_body(body, "named-body", 0.85)
        return None

    def _joint_police(self, segments: list[tuple[str, ...]], kind: str) -> Resolution | None:
        """Return the police of two towns named side by side, or of several that print a county."""
        if kind != POLICE or len(segments) != 1:
            return None
        words = tuple(word for word in segments[0] if word != "and")
        own = "-".join(words) + "-police"
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

    def _tails(self, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        typed = strip_types(words)[1] in {"township", "borough"}
        return [words[i:] for i in range(1, len(words) - 1)] if typed else []

    def _tail_town(self, words: tuple[str, ...]) -> Match:
        match = self._matcher.town(words, self.county.geoids)
        return Match() if match.conflict else match

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

    def _any_agency(self, reading: Reading) -> Resolution:
        """Answer constables and task forces: a county's where the name says so, else a town's, else the column's."""
        rule = reading.kind
        assert rule is not None
        if rule.word == "task-force" and (answer := self._circuit_force(reading)):
            return answer
        segments = self._segments(reading)
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
            if match.row < 0 and not is_county and self.county.geoids:
                # An officer's own name may stand before the township's: `Constable Smith, Somerset Township`.
                match = next((m for m in map(self._tail_town, self._tails(words)) if m.row >= 0), match)
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
