"""Linear models over words: how likely a sentence tells an event of a place, and which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from math import exp, sqrt
from typing import NamedTuple

import msgspec

from comity.reader.drafts import SIDES
from comity.reader.learnt.lanes import Lanes
from comity.reader.learnt.rows import FAINT, FAMILY, Features, Row

_CHOICES = "instrument", "action"
_KNOWN, _TOLD, _FIRST = 0, 1, 2  # lanes: how many features are known, what speaks for an event, and then the heads'
_PART = 0.001  # of what the lanes hold


class Head(msgspec.Struct, frozen=True):
    """A choice among classes: a constant each, and by feature the weights of those classes that it speaks for."""

    classes: list[str]
    constants: list[float]
    weights: dict[str, list[tuple[int, float]]]

    def chances(self, sums: Sequence[float], length: float) -> dict[str, float]:
        """Return the likelihood of each class by what some features speak for it, divided by their length."""
        scores = [constant + one / length for constant, one in zip(self.constants, sums, strict=True)]
        top = max(scores)
        powers = [exp(score - top) for score in scores]
        whole = sum(powers)
        return {name: power / whole for name, power in zip(self.classes, powers, strict=True)}


class Linear(msgspec.Struct, frozen=True, dict=True):
    """The weights of all features for "an event is told", and the choices of what it is, by field.

    What is summed is divided by the features' length, so that a long sentence weighs no more than a short one.
    """

    constant: float
    weights: dict[str, float]
    heads: dict[str, Head]

    @cached_property
    def _lanes(self) -> Lanes:
        """Return all weights of each feature."""
        lanes = Lanes(_FIRST + sum(len(head.classes) for head in self.heads.values()))
        for name, weight in self.weights.items():
            lanes.put(name, _KNOWN, _PART)
            lanes.put(name, _TOLD, weight)
        for field, head in self.heads.items():
            for name, weights in head.weights.items():
                for at, weight in weights:
                    lanes.put(name, self._first_lane[field] + at, weight)
        return lanes

    @cached_property
    def _first_lane(self) -> dict[str, int]:
        sizes = [len(head.classes) for head in self.heads.values()]
        return dict(zip(self.heads, accumulate(sizes, initial=_FIRST), strict=False))

    def guesses(self, rows: Sequence[Row], least: float) -> list[Guess]:
        """Return a guess for each row; what is less likely than `least` is no event, and nothing is said of which."""
        # The rows of a sentence share its words: they are summed once.
        sentences: dict[int, _Sums] = {}
        return [self._guess(row, sentences, least) for row in rows]

    def _guess(self, row: Row, sentences: dict[int, _Sums], least: float) -> Guess:
        shared = sentences.get(row.number)
        if shared is None:
            shared = sentences[row.number] = self._sums(row.words)
        own = self._sums(row.bearing)
        length = sqrt(shared.square + own.square) or 1.0
        told = 1 / (1 + exp(-(self.constant + _PART * (shared.lanes[_TOLD] + own.lanes[_TOLD]) / length)))
        if told < least:
            return Guess(told, {}, {}, {}, {})
        instruments, actions = (self._chances(name, shared, own, length) for name in _CHOICES)
        return Guess(told, _gathered(instruments, FAMILY), _gathered(actions, SIDES), instruments, actions)

    def _chances(self, name: str, shared: _Sums, own: _Sums, length: float) -> dict[str, float]:
        head, first = self.heads[name], self._first_lane[name]
        lanes = slice(first, first + len(head.classes))
        sums = [_PART * (one + other) for one, other in zip(shared.lanes[lanes], own.lanes[lanes], strict=True)]
        return head.chances(sums, length)

    def _sums(self, features: Features) -> _Sums:
        plain = self._lanes.sums(features.plain)
        if not features.faint:
            return _Sums(plain[_KNOWN], plain)
        faint = self._lanes.sums(features.faint)
        lanes = [one + FAINT * other for one, other in zip(plain, faint, strict=True)]
        return _Sums(plain[_KNOWN] + FAINT * FAINT * faint[_KNOWN], lanes)

    def chances(self, name: str, row: Row) -> dict[str, float]:
        """Return the likelihood of each class of a field: `kind`, `status`."""
        shared, own = self._sums(row.words), self._sums(row.bearing)
        return self._chances(name, shared, own, sqrt(shared.square + own.square) or 1.0)


class Guess(NamedTuple):
    """How likely an event is told (0 to 1), and if so each family of instruments and side, instrument and action."""

    told: float
    families: Mapping[str, float]
    sides: Mapping[str, float]
    instruments: Mapping[str, float]
    actions: Mapping[str, float]


class _Sums(NamedTuple):
    """The squares of some features, as far as they are known, summed; and the sum of each lane of their weights."""

    square: float
    lanes: Sequence[float]


def _gathered(chances: Mapping[str, float], groups: Mapping[str, str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, chance in chances.items():
        group = groups[name]
        found[group] = found.get(group, 0.0) + chance
    return found


def likeliest(chances: Mapping[str, float], groups: Mapping[str, str] | None = None, group: str = "") -> str:
    """Return the likeliest name, of a group if one is named."""
    names = chances if groups is None else [name for name in chances if groups[name] == group]
    return max(names, key=lambda name: chances[name])
