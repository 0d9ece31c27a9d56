"""Namesakes settled from the page's evidence, or left open with their candidates; each by a named rule."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from comity.reader.mentions.evidence import PageEvidence
from comity.reader.mentions.lexicon import Lexicon, Row
from comity.reader.mentions.naming import Around, Named
from comity.reader.mentions.surface import named_text, plain_text

# Size decides last, and only where one place is so much larger that nobody would name another without its state.
SIZE_RATIO = 10
SIZE_PEOPLE = 100_000
NEAR = 300
# `Republican County Executive X`: the party stands before the post, and is the name of towns too.
_PARTISANS = frozenset(("Republican", "Democrat", "Democratic", "Independent", "Liberal"))


class Settled(NamedTuple):
    """What a name is: the row it means, or none and the candidates; and the rule that decided."""

    named: Named
    row: Row | None
    candidates: tuple[Row, ...]
    rule: str


class Settling:
    """Settles the names of one page."""

    def __init__(self, around: Around, evidence: PageEvidence, title: str = "") -> None:
        """Take the page's text and title and what it says of states."""
        self.around = around
        self.lexicon: Lexicon = around.lexicon
        self.evidence = evidence
        self.votes: Counter[str] = Counter()
        self.around_towns: set[str] = set()
        self.mutual: set[str] = set()
        self._title_counties = _counties_typed(title, around.lexicon)
        self._titled = _names_of(title, around.lexicon)

    def settle(self, names: list[Named]) -> list[Settled]:
        """Return every name settled or open, the plain ones first deciding for the others."""
        counties = {name.hit.name for name in names if name.typed == "county"} | self._title_counties
        options = [self._options(name, counties) for name in names]
        plain = [self._by_name(name, rows) for name, rows in zip(names, options, strict=True)]
        self._take_votes(plain, names, options)
        known = {done.named.hit.name: done.row for done in plain if done and done.row and done.rule == "state beside"}
        settled = [
            done or self._by_page(name, rows, known) for name, rows, done in zip(names, options, plain, strict=True)
        ]
        return self._kept([done for done in settled if done])

    def _kept(self, settled: list[Settled]) -> list[Settled]:
        """Return the names that are places: by what stands beside them, or for what the page says elsewhere."""
        kept = [self._is_kept(done) for done in settled]
        rows = {done.row for done, is_kept in zip(settled, kept, strict=True) if is_kept and done.row}
        return [done for done, is_kept in zip(settled, kept, strict=True) if is_kept or self._is_again(done, rows)]

    def _is_again(self, done: Settled, rows: set[Row]) -> bool:
        """Return whether a bare name stands in the title, or opens a sentence and is called a place elsewhere."""
        hit = done.named.hit
        if done.row is None or self.around.is_of_person(hit):
            return False
        return hit.name in self._titled or (done.row in rows and self.around.is_opening(hit))

    def _take_votes(self, plain: list[Settled | None], names: list[Named], options: list[list[Row]]) -> None:
        """Let places that need no evidence speak for their state, and towns for the county that they lie in."""
        sure = [done.row for done in plain if done and done.row]
        for name, rows in zip(names, options, strict=True):
            big = self._largest(rows, SIZE_RATIO) if rows else None
            if big and self.lexicon.population(big) >= SIZE_PEOPLE and not name.beside:
                sure.append(big)
        for row in sure:
            self.votes[row.state] += 1
            if len(self.lexicon.geoid(row)) == 7:
                self.around_towns.update(self.lexicon.book.in_state(row.state).counties(row.row))
        self._take_pairs(names, options)

    def _take_pairs(self, names: list[Named], options: list[list[Row]]) -> None:
        """Note the counties in which a town lies that the page may name too: `Oak Ridge` and `Anderson County`."""
        if not any(
            len(rows) > 1 and name.typed in {"county", "office_county"}
            for name, rows in zip(names, options, strict=True)
        ):
            return
        named = {name.hit.name for name in names if name.typed == "county"}
        open_rows = [rows for name, rows in zip(names, options, strict=True) if rows and name.hit.name not in named]
        for row in {row for rows in open_rows for row in rows}:
            if len(self.lexicon.geoid(row)) == 7:
                self.mutual.update(self.lexicon.book.in_state(row.state).counties(row.row))

    def _options(self, name: Named, counties: set[str]) -> list[Row]:
        """Return the places that a name can be, by its type word or office and by what else the page calls so."""
        lexicon = self.lexicon
        rows = lexicon.rows[name.hit.name]
        if name.beside:
            rows = [row for row in rows if row.state == name.beside]
        county = [row for row in rows if len(lexicon.geoid(row)) == 5 and lexicon.kind(row) != "independent_city"]
        own = [
            row
            for row in rows
            if lexicon.kind(row) == "independent_city" or (len(lexicon.geoid(row)) == 7 and lexicon.county_of(row))
        ]
        if name.typed == "county":
            return [row for row in county if lexicon.is_named(row, name.hit.name)] or county or own
        if name.typed == "office_county":
            own_jail = [] if counties else self._towns(rows, name)  # a town that keeps a jail of its own
            return _without_doubles(lexicon, county + own) or own_jail
        towns = self._towns(rows, name)
        if name.typed == "either":
            return county + towns
        if name.hit.name in counties and county and not any(lexicon.population(r) >= SIZE_PEOPLE for r in towns):
            return county
        return towns or (county if self._is_plain_county(name, county) else [])

    def _towns(self, rows: list[Row], name: Named) -> list[Row]:
        """Return the municipalities among rows; those without a government, and townships, only with state or type."""
        lexicon = self.lexicon
        strong = {"city", "town", "village", "borough", "consolidated", "independent_city", "municipality"}
        found = [
            row
            for row in rows
            if lexicon.kind(row) in strong and (len(lexicon.geoid(row)) != 5 or lexicon.kind(row) == "independent_city")
        ]
        if not found and (name.beside or name.typed == "city"):
            found = [row for row in rows if len(lexicon.geoid(row)) > 5]
        return _without_doubles(lexicon, found)

    def _is_plain_county(self, name: Named, county: list[Row]) -> bool:
        """Return whether a bare name can only be a county's: no town bears it, and it is no single common word."""
        return bool(county) and (bool(name.beside) or " " in name.hit.name or "-" in name.hit.name or len(county) <= 2)

    def _by_name(self, name: Named, rows: list[Row]) -> Settled | None:
        """Settle a name by itself: the state beside it, or that only one place bears it."""
        if not rows:
            is_county = name.typed == "county" and name.hit.name not in _PARTISANS
            return Settled(name, None, (), "no such place") if is_county else None
        if name.beside:
            row = rows[0] if len(rows) == 1 else self._largest(rows, 1)
            return Settled(name, row, tuple(rows), "state beside")
        if len(rows) == 1 and (not name.is_weak or self.lexicon.population(rows[0]) > 20_000 or " " in name.hit.name):
            return Settled(name, rows[0], (), "only one")
        return None

    def _by_page(self, name: Named, rows: list[Row], known: dict[str, Row]) -> Settled | None:
        if not rows:
            return None
        same = known.get(name.hit.name)
        if same and (match := [row for row in rows if row.state == same.state]):
            return Settled(name, self._largest(match, 1), tuple(rows), "named with its state elsewhere")
        for rule, states in self._witnesses(name):
            fit = [row for row in rows if row.state in states]
            if len({row.state for row in fit}) == 1:
                return Settled(name, self._best(name, fit), tuple(rows), rule)
        inside = [row for row in rows if self.lexicon.geoid(row) in self.around_towns]
        if len(inside) == 1:
            return Settled(name, inside[0], tuple(rows), "a town in it is named")
        around = [row for row in rows if self.lexicon.geoid(row) in self.mutual]
        if len(rows) > 1 and len(around) == 1:
            return Settled(name, around[0], tuple(rows), "a town in it may be named")
        row = self._largest(rows, SIZE_RATIO)
        if row and self.lexicon.population(row) >= SIZE_PEOPLE and not self._is_elsewhere(rows):
            return Settled(name, row, tuple(rows), "by far the largest")
        return Settled(name, None, tuple(rows), "open")

    def _best(self, name: Named, rows: list[Row]) -> Row | None:
        """Return the county among a state's places of one name in a list of counties, else the most populous."""
        counties = [row for row in rows if len(self.lexicon.geoid(row)) == 5]
        largest = self._largest(rows, SIZE_RATIO)
        if largest is not None and self.lexicon.population(largest) >= SIZE_PEOPLE:
            return largest  # in "Houston and El Paso County" nobody means a county a hundredth of the city's size
        return counties[0] if name.typed == "either" and counties else self._largest(rows, 1)

    def _witnesses(self, name: Named) -> list[tuple[str, set[str]]]:
        """Return what speaks for states, the strongest first, each as the set of states that it speaks for."""
        evidence = self.evidence
        near = [s.code for s in evidence.named if abs(s.hit.start - name.start) < NEAR and s.code in evidence.counts]
        both = {code for code in evidence.counts if code in evidence.origin}
        return [
            ("state nearby", set(near)),
            ("state in its paragraph", self._in_paragraph(name)),
            ("state nearest", self._nearest(name)),
            ("state named and outlet", both),
            ("state named", set(evidence.counts)),
            ("outlet or address", set(evidence.origin)),
            ("state named most", _top(evidence.counts)),
            ("outlet or address", _top(evidence.origin)),
            ("other places", _top(self.votes)),
        ]

    def _in_paragraph(self, name: Named) -> set[str]:
        """Return the states that a name's own paragraph names, where other paragraphs as near name others."""
        text = self.around.text
        first, last = text.rfind("\n", 0, name.start), text.find("\n", name.end)
        last = last if last >= 0 else len(text)
        return {s.code for s in self.evidence.named if first < s.hit.start < last and s.code in self.evidence.counts}

    def _nearest(self, name: Named) -> set[str]:
        """Return the state named nearest to a name, where no other is nearly as near."""
        spans = [(min(abs(s.hit.start - name.end), abs(name.start - s.hit.end)), s.code) for s in self.evidence.named]
        ranked = sorted(spans)[:2]
        is_clear = ranked and (len(ranked) == 1 or ranked[1][0] > 2 * ranked[0][0] or ranked[0][1] == ranked[1][1])
        return {ranked[0][1]} if is_clear and ranked[0][0] < 60 else set()

    def _is_elsewhere(self, rows: list[Row]) -> bool:
        """Return whether the page speaks of states in which another of the candidates lies."""
        largest = self._largest(rows, SIZE_RATIO)
        spoken = set(self.evidence.counts) | set(self.evidence.origin)
        return bool(largest and spoken and largest.state not in spoken and any(row.state in spoken for row in rows))

    def _largest(self, rows: list[Row], ratio: int) -> Row | None:
        """Return the most populous row, where it is so by a ratio."""
        sized = sorted(rows, key=lambda row: -self.lexicon.population(row))
        if len(sized) == 1 or self.lexicon.population(sized[0]) >= ratio * max(1, self.lexicon.population(sized[1])):
            return sized[0]
        return None

    def _is_kept(self, settled: Settled) -> bool:
        """Return whether a name is a place at all: a bare one needs more than its capital."""
        if not settled.named.is_weak:
            return True
        if settled.row is None:
            return False
        if settled.rule == "by far the largest" or self.around.is_located(settled.named.hit):
            return True
        if self.around.is_acting(settled.named.hit):
            return True
        return self.lexicon.population(settled.row) >= SIZE_PEOPLE or len(self.lexicon.geoid(settled.row)) == 5


def _top(votes: Counter[str]) -> set[str]:
    """Return the state that is named at least twice as often as any other, if one is."""
    ranked = votes.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
        return {ranked[0][0]}
    return set()


def _without_doubles(lexicon: Lexicon, rows: list[Row]) -> list[Row]:
    """Return rows with a city that is its own county listed once, as the county equivalent it is."""
    own = {lexicon.county_of(row) for row in rows if len(lexicon.geoid(row)) == 5}
    return [row for row in rows if len(lexicon.geoid(row)) == 5 or lexicon.county_of(row) not in own]


def _names_of(title: str, lexicon: Lexicon) -> set[str]:
    """Return the bare names of places in a title that are no person's, newspaper's or ordinary word."""
    line = Around(named_text(plain_text(title)), lexicon)
    return {named.hit.name for named in line.read(lexicon.find(line.text)) if not line.is_of_person(named.hit)}


def _counties_typed(title: str, lexicon: Lexicon) -> set[str]:
    """Return the names that a title calls counties."""
    line = Around(named_text(plain_text(title)), lexicon)
    return {hit.name for hit in lexicon.find(line.text) if line.type_of(hit) == "county"}
