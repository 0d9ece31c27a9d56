"""The place that the words of a name mean, in one state: exactly, by its kind, by the printed county, or by a slip."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from rapidfuzz import process
from rapidfuzz.distance import OSA

from comity.places.gazetteer import StatePlaces
from comity.places.naming import COUNTY_TYPES, LEADING, TOWN_TYPES, join_key, split_words, strip_types
from comity.places.wording import Word

METRO = frozenset(("metro", "metropolitan", "unified", "consolidated", "government"))
# What counties and their equivalents are called, in Alaska, Puerto Rico and the islands above all.
EQUIVALENTS = frozenset(
    ("county", "parish", "borough", "census", "area", "municipio", "municipality", "city", "and", "district", "island")
)
# A place printed as one of these is never the city whose name ends in `City` or `Town`.
NO_CITY = frozenset(("county", "township", "borough"))
# A slip in a name: one letter from five letters on, two from nine; one more where the printed county agrees.
SHORTEST = 5
LONG = 9


@dataclass(slots=True)
class Match:
    """A row that words mean, and how it was found; or no row, and the rows that it might have been."""

    row: int = -1
    how: str = ""
    confidence: float = 0.0
    candidates: list[int] = field(default_factory=list)
    conflict: bool = False


class Matcher:
    """Finds rows of one state by words."""

    def __init__(self, here: StatePlaces, kinds: list[str], now: Callable[[str], tuple[str, ...]]) -> None:
        """Keep the state's rows, the names of their kinds, and what came of a county that has ended (`now`)."""
        self.here = here
        self._kind_of = kinds
        ended = {row: now(here.geoids[row]) for row in here.ended}
        # A county renamed or merged whole is still found under its old name; one that was divided is not.
        self._former = {row: here.row_of.get(after[0], -1) if len(after) == 1 else -1 for row, after in ended.items()}
        # What the words of this state were read as, and its agencies as written: kept between rows.
        self.learnt: dict[str, tuple[Word, ...]] = {}
        self.written: dict[tuple[int, str, str, int], tuple[str, str, str, tuple[str, ...], str]] = {}

    def kind(self, row: int) -> str:
        """Return a row's kind."""
        return self._kind_of[self.here.kinds[row]]

    # -- counties -----------------------------------------------------------------------------------------------

    def county(self, words: tuple[str, ...], evidence: frozenset[str], wants_city: bool | None = None) -> Match:
        """Return the county or equivalent that words mean.

        `wants_city` says that the columns speak of a city (True) or a county (False); it decides only between an
        independent city and the county of the same name.
        """
        if len(words) > 1 and words[0] in METRO:
            words = words[1:]
        bare, typed = strip_types(words)
        rows = self._county_rows(words) if typed != "county" else []
        if not rows and bare != words:
            rows = self._county_rows(bare)
        if not rows and not EQUIVALENTS.isdisjoint(words):
            rows = self._county_rows(tuple(word for word in words if word not in EQUIVALENTS))
        if typed == "county":
            rows = [r for r in rows if self.kind(r) != "independent_city"] or rows
        elif typed in {"city", "town"}:
            rows = [r for r in rows if self.kind(r) == "independent_city" or self._says_city(r)]
        if len(rows) > 1:
            rows = self._choose(rows, evidence, wants_city)
        if len(rows) == 1:
            return self._with_evidence(rows[0], evidence, "county-name")
        if rows:
            return Match(candidates=rows)
        return self._near_county(bare, evidence) if typed != "city" else Match()

    def exact_county(self, words: tuple[str, ...]) -> Match:
        """Return the one county that bears a name as it stands, without its type."""
        rows = self._county_rows(words)
        return Match(rows[0], "county-name", 0.8) if len(rows) == 1 else Match()

    def county_list(self, words: list[str]) -> list[str]:
        """Return the GEOIDs of counties named one after another, or nothing where a word is left over."""
        found: list[str] = []
        start = 0
        while start < len(words):
            if words[start] in {"and", "county", "counties"}:
                start += 1
                continue
            rows = next(
                (r for end in range(len(words), start, -1) if (r := self._county_rows(tuple(words[start:end])))), []
            )
            if not rows:
                return []
            found.append(self.here.geoids[rows[0]])
            start += next(
                end - start for end in range(len(words), start, -1) if self._county_rows(tuple(words[start:end]))
            )
        return found

    def _says_city(self, row: int) -> bool:
        return "City" in self.here.shorts[row]

    def _county_rows(self, words: tuple[str, ...]) -> list[int]:
        rows = self.here.county_keys.get(join_key(words), ())
        return [row for row in rows if row not in self._former] or [
            self._former[row] for row in rows if self._former[row] >= 0
        ]

    def _choose(self, rows: list[int], evidence: frozenset[str], wants_city: bool | None) -> list[int]:
        agreeing = [row for row in rows if self.here.geoids[row] in evidence]
        if len(agreeing) == 1:
            return agreeing
        if wants_city is not None:
            typed = [row for row in rows if (self.kind(row) == "independent_city") == wants_city]
            return typed if len(typed) == 1 else rows
        return rows

    def _with_evidence(self, row: int, evidence: frozenset[str], how: str) -> Match:
        conflict = bool(evidence) and evidence.isdisjoint(self.here.counties(row))
        return Match(row, how, 0.9 if conflict else 0.99, conflict=conflict)

    def _near_county(self, words: tuple[str, ...], evidence: frozenset[str]) -> Match:
        return self._near(join_key(words), self.here.county_keys, lambda row: row not in self._former, evidence)

    # -- municipalities -----------------------------------------------------------------------------------------

    def town(self, words: tuple[str, ...], evidence: frozenset[str]) -> Match:
        """Return the municipality or town that words mean."""
        match = self._best(self._towns(words), evidence)
        if match.row >= 0 and self.kind(match.row) != "cdp":
            return match
        typed = self._typed_town(words, evidence, strictly=match.row >= 0)
        if typed.row >= 0 or typed.candidates:
            return typed
        if match.row >= 0 or match.candidates:
            return match
        longer = self._longer_town(words, evidence)
        bare, kind = strip_types(words)
        # `City of Boise` is Boise City; but Lake County is not Lake City, nor is Boise Township Boise City.
        return longer if longer.row >= 0 or kind in NO_CITY else self._longer_town(bare, evidence)

    def _longer_town(self, words: tuple[str, ...], evidence: frozenset[str]) -> Match:
        """Return `Boise City` for Boise and `Franklin Town` for Franklin: the type is part of the Census's name."""
        for ending in ("city", "town", "village"):
            rows = [r for r in self._towns((*words, ending)) if self._tier(r) == 0]
            if rows:
                return self._best(rows, evidence)
        return Match()

    def cut_short(self, words: tuple[str, ...], evidence: frozenset[str]) -> Match:
        """Return the one government whose name begins with all the words, two at least: Sunny Isles [Beach]."""
        if len(words) < 2:
            return Match()
        key = join_key(words)
        rows = [
            row
            for row, (name, short) in enumerate(zip(self.here.keys, self.here.shorts, strict=True))
            if name.startswith(key) and self._is_town(row) and self._tier(row) < 2 and _begins(short, words)
        ]
        agreeing = [row for row in rows if set(self.here.counties(row)) & evidence]
        if len(rows) == 1 and (agreeing or not evidence):
            return Match(rows[0], "name-cut-short", 0.85)
        return Match(candidates=rows[:5])

    def near_town(self, words: tuple[str, ...], evidence: frozenset[str]) -> Match:
        """Return the municipality whose name the words misprint, where there is one by a clear margin."""
        words, evidence = self._take_county(words, evidence)
        bare, typed = strip_types(words)
        whole = self._near(join_key(words), self.here.rows_by_key, self._is_town, evidence)
        if whole.row >= 0 or bare == words:
            return whole
        of_type = partial(self._is_town, kind=typed if typed in TOWN_TYPES else "")
        return self._near(join_key(bare), self.here.rows_by_key, of_type, evidence)

    def _towns(self, words: tuple[str, ...]) -> list[int]:
        """Return the rows of places, no counties, that bear a name."""
        geoids = self.here.geoids
        return [row for row in self.here.rows_by_key.get(join_key(words), ()) if len(geoids[row]) > 5]

    def _is_town(self, row: int, kind: str = "") -> bool:
        return len(self.here.geoids[row]) > 5 and (not kind or self.kind(row) == kind)

    def _typed_town(self, words: tuple[str, ...], evidence: frozenset[str], strictly: bool) -> Match:
        """Read `Town of X`, `X Township`, `X Township, Y County` and `X, Y County`.

        A city is often printed as a town and the other way round; not so `strictly`, where the whole names a place.
        """
        rest, evidence = self._take_county(words, evidence)
        bare, typed = strip_types(rest)
        if typed == "county" or (rest == words and bare == words):
            return Match()
        rows = self._towns(bare)
        if typed in TOWN_TYPES:
            fitting = [r for r in rows if self.kind(r) == typed]
            rows = fitting or (
                [] if typed == "township" or strictly else [r for r in rows if self.kind(r) != "township"]
            )
        if not rows and rest != words:
            rows = self._towns(rest)
        return self._best(rows, evidence)

    def _take_county(self, words: tuple[str, ...], evidence: frozenset[str]) -> tuple[tuple[str, ...], frozenset[str]]:
        """Return the words without a county named at their end, and that county as evidence."""
        if len(words) < 3:
            return words, evidence
        # After a word such as township the rest can only be the county, whatever type is printed with it.
        inner = next((i + 1 for i, word in enumerate(words[1:-1], 1) if word in TOWN_TYPES), 0)
        starts = [inner] if inner else range(len(words) - 2, 0, -1) if words[-1] in COUNTY_TYPES else []
        for start in starts:
            tail = words[start:-1] if words[-1] in LEADING and len(words) > start + 1 else words[start:]
            rows = self._county_rows(tail)
            if rows:
                return words[:start], frozenset(self.here.geoids[row] for row in rows)
        return words, evidence

    def _best(self, rows: list[int], evidence: frozenset[str]) -> Match:
        """Return the one row that fits: a government before a designated place, a city before a township."""
        if not rows:
            return Match()
        if len(rows) == 1:
            return self._lone(rows[0], evidence)
        tiers = [[r for r in rows if self._tier(r) == tier] for tier in (0, 1, 2)]
        for tier in tiers[:2] if evidence else ():
            agreeing = [r for r in tier if set(self.here.counties(r)) & evidence]
            if len(agreeing) == 1:
                return Match(agreeing[0], "place-by-county" if len(rows) > 1 else "place-name", 0.97)
            if agreeing and len(agreeing) < len(tier):
                return self._best(agreeing, evidence)
            if agreeing:
                break
        first = next(tier for tier in tiers if tier)
        if len(first) > 1:
            # A city and a village of one name stand side by side in Wisconsin: the bare name is the city's.
            cities = [r for r in first if self.kind(r) == "city"]
            alone = len(cities) == 1 and all(
                set(self.here.counties(r)) & set(self.here.counties(cities[0])) for r in first
            )
            return Match(cities[0], "city-before-village", 0.88) if alone else Match(candidates=first)
        match = self._lone(first[0], evidence)
        if len(tiers[1]) and first is tiers[0]:
            match.how, match.confidence = "city-before-township", min(match.confidence, 0.92)
        return match

    def _lone(self, row: int, evidence: frozenset[str]) -> Match:
        match = self._with_evidence(row, evidence, "place-name")
        if self.kind(row) == "cdp":
            match.how, match.confidence = "designated-place", min(match.confidence, 0.85)
        return match

    def _tier(self, row: int) -> int:
        if self.kind(row) == "cdp":
            return 2
        return 0 if len(self.here.geoids[row]) == 7 else 1

    # -- slips --------------------------------------------------------------------------------------------------

    def _near(
        self, key: str, index: dict[str, list[int]], accept: Callable[[int], bool], evidence: frozenset[str]
    ) -> Match:
        """Return the accepted row whose name a key misprints: the nearest by far, or the one in the printed county."""
        if len(key) < (3 if evidence else SHORTEST):
            return Match()
        limit = 2 if len(key) >= LONG else 1
        near = process.extract(key, index.keys(), scorer=OSA.distance, score_cutoff=limit + 2, limit=None)
        rows = {name: kept for name, _, _ in near if (kept := [row for row in index[name] if accept(row)])}
        near = [one for one in near if one[0] in rows]
        if not near:
            return Match()
        found = sorted((int(distance), name) for name, distance, _ in near)
        best = found[0][0]
        ties = [name for distance, name in found if distance == best]
        allowed = max(1, min(limit + 1, len(key) // 4))
        agreeing = [
            (d, r) for d, name in found if d <= allowed for r in rows[name] if set(self.here.counties(r)) & evidence
        ]
        nearest = [row for distance, row in agreeing if distance == agreeing[0][0]]
        chosen = self._best(nearest, evidence).row if nearest else -1
        if chosen >= 0:
            return Match(chosen, "misprint-by-county", 0.92)
        if len(ties) > 1:
            # Misprints seldom change the first letter.
            ties = [name for name in ties if name[0] == key[0]] or ties
        tied = [row for name in ties for row in rows[name]]
        if len(ties) == 1 and len(tied) > 1:
            first = self._best(tied, evidence)
            tied = [first.row] if first.row >= 0 else tied
        if best > limit:
            return Match(candidates=tied if best <= limit + 2 and len(tied) <= 5 else [])
        if len(tied) == 1 and not evidence:
            return Match(tied[0], "misprint", 0.85)
        return Match(candidates=tied[:5])


def _begins(short: str, words: tuple[str, ...]) -> bool:
    return split_words(short)[: len(words)] == list(words)
