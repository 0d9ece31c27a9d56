"""A page's proposals, found by rules and guessed, each with the circumstances that the trees ask of."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import log
from typing import NamedTuple

from comity.reader.drafts import SIDES
from comity.reader.learnt.linear import Guess, Linear, likeliest
from comity.reader.learnt.rows import FAMILY, Row, key_of, key_of_event
from comity.reader.records import Event

# What is less likely to tell an event is not looked at further.
LEAST = 0.25
_FIELDS = ("kind", "instrument", "action", "status", "pattern")
_MOST_EVENTS, _MOST_SAME = 8, 3

Circumstances = dict[str, float]


class Proposal(NamedTuple):
    """What is proposed of a place (`key` tells it from others): family of instruments and side, its circumstances."""

    key: str
    name: str
    state: str
    fips: str
    family: str
    side: str
    circumstances: Circumstances


class _Told(NamedTuple):
    """An event of the rules, as far as it is compared; `number` is its sentence's, -1 where that has no row."""

    event: Event
    key: str
    family: str
    side: str
    number: int

    def groups(self) -> tuple[tuple[str | int, ...], ...]:
        """Return the groups of a page's events that it is counted in."""
        return (
            ("place", self.key),
            ("place", self.key, self.family),
            ("family", self.family),
            ("family", self.family, self.side),
            ("sentence", self.number),
            ("sentence", self.number, self.key),
        )


class PageProposals:
    """The rows of a page with their guesses, beside the events that rules found on it."""

    def __init__(self, rows: Sequence[Row], events: Sequence[Event], linear: Linear) -> None:
        """Take a page's rows, its events by rules in the order of the text, and the linear models."""
        self._rows, self._guesses = rows, linear.guesses(rows, LEAST)
        self._keys = [key_of(row.place) for row in rows]
        told = [guess.told for guess in self._guesses]
        # The likeliest two by sentence, by place and of the page.
        numbers = (row.number for row in rows)
        self._best = _bests(
            [*zip(numbers, told, strict=True), *zip(self._keys, told, strict=True), *(("", one) for one in told)]
        )
        self._sum = sum(told)
        starts = sorted({(row.start, row.end, row.number) for row in rows})
        self._told = [
            _Told(event, key_of_event(event), FAMILY[event.instrument], SIDES[event.action], _within(starts, event))
            for event in events
        ]
        self._rows_by_place = {
            (row.number, key): at for at, (row, key) in reversed([*enumerate(zip(rows, self._keys, strict=True))])
        }
        # What the rules tell by place, family and side, which nothing needs to be added to.
        self.told = {(told.key, told.family, told.side) for told in self._told}
        # How many events are of a place, of a family and so on, asked again for every row.
        self._counts = Counter(name for told in self._told for name in told.groups())

    def of_events(self) -> Iterator[Proposal]:
        """Yield the rules' events, in their order."""
        for told in self._told:
            event = told.event
            place = told.key, event.jurisdiction_name, event.state or "", event.fips5_or_null or ""
            yield Proposal(*place, told.family, told.side, self._of_event(told))

    def of_rows(self) -> Iterator[tuple[Row, Guess, Proposal]]:
        """Yield what rows tell that no rule found, with their guesses."""
        for at, (row, guess) in enumerate(zip(self._rows, self._guesses, strict=True)):
            if guess.told < LEAST:
                continue
            family, side = likeliest(guess.families), likeliest(guess.sides)
            if (self._keys[at], family, side) not in self.told:
                place = self._keys[at], row.place.name, row.place.state, row.place.fips
                yield row, guess, Proposal(*place, family, side, self._of_row(at, family, side))

    def _row_of(self, told: _Told) -> int | None:
        return self._rows_by_place.get((told.number, told.key))

    def _of_event(self, told: _Told) -> Circumstances:
        event = told.event
        at = self._row_of(told)
        found = {f"{name}={getattr(event, name)}": 1.0 for name in _FIELDS}
        found[f"family={told.family}"] = found[f"side={told.side}"] = 1.0
        found |= {"dated": float(event.date is not None), "attributed": float(event.attributed_to is not None)}
        found["events"] = float(min(len(self._told), _MOST_EVENTS))
        found["events_of_place"] = float(self._counts["place", told.key] - 1)
        found["events_of_place_and_family"] = float(self._counts["place", told.key, told.family] - 1)
        if at is None:
            found["no_row"] = 1.0
            return found | self._elsewhere(told.key, None)
        row, guess = self._rows[at], self._guesses[at]
        found |= row.around
        found["told"] = guess.told
        found |= {f"family={name} guessed": chance for name, chance in guess.families.items()}
        found |= {f"side={name} guessed": chance for name, chance in guess.sides.items()}
        found["own"] = guess.families.get(told.family, 0.0) * guess.sides.get(told.side, 0.0)
        found["events_in_sentence"] = float(self._counts["sentence", told.number])
        return found | self._elsewhere(told.key, at)

    def _of_row(self, at: int, family: str, side: str) -> Circumstances:
        row, guess, key = self._rows[at], self._guesses[at], self._keys[at]
        chances = guess.families[family], guess.sides[side]
        found = dict(row.around)
        found |= {"told": guess.told, "log_told": log(guess.told), "family_told": chances[0], "side_told": chances[1]}
        found["whole"] = guess.told * (chances[0] * chances[1]) ** 0.5
        found[f"family={family}"] = found[f"side={side}"] = 1.0
        found["instrument_named"] = float(f"ins={family}" in row.around)
        counts = self._counts
        found |= {
            "events": float(min(len(self._told), _MOST_EVENTS)),
            "events_in_sentence": float(counts["sentence", row.number]),
            "events_of_place_in_sentence": float(counts["sentence", row.number, key]),
            "events_of_place": float(min(counts["place", key], _MOST_SAME)),
            "events_of_place_and_family": float(min(counts["place", key, family], _MOST_SAME)),
            "events_of_family": float(min(counts["family", family], _MOST_SAME)),
            "events_alike": float(min(counts["family", family, side], _MOST_SAME)),
        }
        return found | self._elsewhere(key, at)

    def _elsewhere(self, key: str, at: int | None) -> Circumstances:
        """Return how likely an event is told by the page's other rows: of the sentence, of the place, of any."""
        number = self._rows[at].number if at is not None else -1
        own = self._guesses[at].told if at is not None else None
        return {
            "best_in_sentence": _best_other(self._best.get(number), own),
            "best_of_place": _best_other(self._best.get(key), own),
            "best_of_page": _best_other(self._best.get(""), own),
            "sum_of_page": min(self._sum - (own or 0.0), 5.0),
        }


def _within(starts: Sequence[tuple[int, int, int]], event: Event) -> int:
    """Return the number of the sentence with rows in which an event stands, -1 where there is none."""
    at = bisect_right(starts, event.start, key=lambda one: one[0]) - 1
    return starts[at][2] if at >= 0 and event.start < starts[at][1] else -1


def _bests(groups: Iterable[tuple[int | str, float]]) -> dict[int | str, tuple[float, float]]:
    """Return the two highest numbers of each group."""
    found: dict[int | str, tuple[float, float]] = {}
    for name, value in groups:
        first, second = found.get(name, (0.0, 0.0))
        if value > second:
            found[name] = (value, first) if value > first else (first, value)
    return found


def _best_other(best: tuple[float, float] | None, own: float | None) -> float:
    """Return the highest of a group beside one of its own."""
    first, second = best or (0.0, 0.0)
    return second if own is not None and own == first else first
