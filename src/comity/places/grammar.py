"""What a printed name says by its words alone: the kind of agency, its numbered unit, and the words of the place."""

from __future__ import annotations

from dataclasses import dataclass

from comity.places.rulebook import KindRule, Rules
from comity.places.wording import UNITS, Word, read_number

# Words that belong to the kind where they stand directly before or after its own words.
BEFORE = frozenset(("office", "department", "division", "bureau", "unit", "elected", "municipal", "s"))
AFTER = frozenset(
    [
        "office",
        "department",
        "agency",
        "division",
        "bureau",
        "services",
        "unit",
        "law",
        "enforcement",
        "and",
        "security",
        "authority",
        "force",
        "center",
        "facility",
        "rehabilitation",
        "complex",
        "annex",
        "board",
        "operations",
        "section",
        "trust",
        "s",
    ]
)
# Type words are read in their canonical spelling wherever they stand; every other word of a place stays as printed.
TYPES = frozenset(["county", "parish", "borough", "township", "city", "town", "village", "municipio", "municipality"])
POLICE = "municipal_police"
_NUMBERED = frozenset(UNITS)
# Shapes of names kept; there are some hundreds.
MOST_SHAPES = 10_000


@dataclass(slots=True, frozen=True)
class Reading:
    """A name read: its kind (None where no word tells), the unit it numbers, and the places' words in order."""

    kind: KindRule | None
    segments: tuple[tuple[str, ...], ...]
    unit: str = ""
    number: int = 0
    kinds: tuple[str, ...] = ()


class Grammar:
    """Finds kinds' words in a name; the kind that stands first in the rules wins."""

    def __init__(self, rules: Rules) -> None:
        """Index the rules' keys by their first word."""
        self._rules = rules.kinds
        self._by_first: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for order, rule in enumerate(rules.kinds):
            for key in rule.keys:
                parts = tuple(word for word in key.split() if word not in {"of", "the"})
                self._by_first.setdefault(parts[0], []).append((parts, order))
        keys = {word for rule in rules.kinds for key in rule.keys for word in key.split()}
        self._telling = keys | BEFORE | AFTER
        self._shapes: dict[tuple[str, ...], tuple[KindRule | None, tuple[str, ...], frozenset[int]]] = {}
        for listed in self._by_first.values():
            listed.sort(key=lambda item: -len(item[0]))
        self.police = next(rule for rule in rules.kinds if rule.kind == POLICE)

    def read(self, words: list[Word]) -> Reading:
        """Return what the words say."""
        canonical = [word for word, _ in words]
        unit, number = "", 0
        if not _NUMBERED.isdisjoint(canonical):
            words, unit, number = take_unit(words)
            canonical = [word for word, _ in words]
        # Names of one shape, told apart by their places' words alone, are cut alike: the shape is read once.
        told = self._telling
        shape = tuple([word if word in told else "" for word in canonical])
        found = self._shapes.get(shape)
        if found is None:
            if len(self._shapes) > MOST_SHAPES:
                self._shapes.clear()
            found = self._shapes[shape] = self._read_shape(canonical)
        rule, kinds, cut = found
        return Reading(rule, _segments(words, cut), unit, number, kinds)

    def _read_shape(self, canonical: list[str]) -> tuple[KindRule | None, tuple[str, ...], frozenset[int]]:
        spans = self._spans(canonical)
        if not spans:
            return None, (), frozenset()
        order = min(order for _, _, order in spans)
        kinds = tuple(dict.fromkeys(self._rules[o].kind for _, _, o in spans))
        return self._rules[order], kinds, _cut(canonical, [(start, end) for start, end, _ in spans])

    def without_police(self, words: list[Word]) -> tuple[tuple[str, ...], ...]:
        """Return the segments that are left when only the words of a town's police or marshal are taken away."""
        words, _, _ = take_unit(words)
        canonical = [word for word, _ in words]
        spans = [(i, i + 1) for i, word in enumerate(canonical) if word in {"police", "marshal"}]
        spans += [(i, i + 2) for i in range(len(canonical) - 1) if canonical[i : i + 2] == ["public", "safety"]]
        return _segments(words, _cut(canonical, spans))

    def _spans(self, canonical: list[str]) -> list[tuple[int, int, int]]:
        spans = []
        end_of_last = 0
        for start, word in enumerate(canonical):
            if start < end_of_last:
                continue
            for parts, order in self._by_first.get(word, ()):
                end = start + len(parts)
                if len(parts) == 1 or tuple(canonical[start:end]) == parts:
                    spans.append((start, end, order))
                    end_of_last = end
                    break
        return spans


def _widen(canonical: list[str], start: int, end: int) -> tuple[int, int]:
    while start > 0 and canonical[start - 1] in BEFORE:
        start -= 1
    while end < len(canonical) and canonical[end] in AFTER:
        end += 1
    return start, end


def _cut(canonical: list[str], spans: list[tuple[int, int]]) -> frozenset[int]:
    """Return the positions of kinds' words and of those that belong to them."""
    widened = [_widen(canonical, start, end) for start, end in spans]
    return frozenset(i for start, end in widened for i in range(start, end))


def _segments(words: list[Word], gone: frozenset[int]) -> tuple[tuple[str, ...], ...]:
    segments: list[tuple[str, ...]] = []
    current: list[str] = []
    for i, (canonical, printed) in enumerate(words):
        if i in gone:
            if current:
                segments.append(tuple(current))
                current = []
        elif printed and canonical != "addendum":
            current.append(canonical if canonical in TYPES else printed)
    if current:
        segments.append(tuple(current))
    return tuple(segments)


def take_unit(words: list[Word]) -> tuple[list[Word], str, int]:
    """Return the words without `Precinct 4`, `Fourth Ward` or `6th Judicial Circuit`, the unit and its number."""
    for i, (canonical, _) in enumerate(words):
        if canonical not in UNITS:
            continue
        after = i + 2 if i + 1 < len(words) and words[i + 1][0] in {"no", "number", "north"} else i + 1
        if after < len(words) and (number := read_number(words[after][0])) is not None:
            return [*words[:i], *words[after + 1 :]], canonical, number
        before = i - 2 if i > 1 and words[i - 1][0] == "judicial" else i - 1
        if before >= 0 and (number := read_number(words[before][0])) is not None:
            return [*words[:before], *words[i + 1 :]], canonical, number
    return words, "", 0
