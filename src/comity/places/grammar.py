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
        for listed in self._by_first.values():
            listed.sort(key=lambda item: -len(item[0]))
        self.police = next(rule for rule in rules.kinds if rule.kind == POLICE)

    def read(self, words: list[Word]) -> Reading:
        """Return what the words say."""
        words, unit, number = take_unit(words)
        canonical = [word for word, _ in words]
        spans = self._spans(canonical)
        if not spans:
            return Reading(None, _segments(words, []), unit, number)
        order = min(order for _, _, order in spans)
        kinds = tuple(dict.fromkeys(self._rules[o].kind for _, _, o in spans))
        cut = [_widen(canonical, start, end) for start, end, _ in spans]
        return Reading(self._rules[order], _segments(words, cut), unit, number, kinds)

    def without_police(self, words: list[Word]) -> tuple[tuple[str, ...], ...]:
        """Return the segments that are left when only the words of a town's police or marshal are taken away."""
        words, _, _ = take_unit(words)
        canonical = [word for word, _ in words]
        spans = [(i, i + 1) for i, word in enumerate(canonical) if word in {"police", "marshal"}]
        spans += [(i, i + 2) for i in range(len(canonical) - 1) if canonical[i : i + 2] == ["public", "safety"]]
        return _segments(words, [_widen(canonical, start, end) for start, end in spans])

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


def _segments(words: list[Word], cut: list[tuple[int, int]]) -> tuple[tuple[str, ...], ...]:
    gone = {i for start, end in cut for i in range(start, end)}
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
