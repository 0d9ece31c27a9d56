"""Linear models over words: how likely a sentence tells an event of a place, and which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, sqrt
from typing import NamedTuple

import msgspec

from comity.reader.drafts import SIDES
from comity.reader.learnt.rows import FAINT, FAMILY, Features, Row

_CHOICES = "instrument", "action"


class Head(msgspec.Struct, frozen=True):
    """A choice among classes: a constant each, and by feature the weights of those classes that it speaks for."""

    classes: list[str]
    constants: list[float]
    weights: dict[str, list[tuple[int, float]]]

    def sums(self, features: Features) -> list[float]:
        """Return what features speak for each class."""
        found = [0.0] * len(self.classes)
        known = self.weights.get
        for weights in filter(None, map(known, features.plain)):
            for at, weight in weights:
                found[at] += weight
        for weights in filter(None, map(known, features.faint)):
            for at, weight in weights:
                found[at] += weight * FAINT
        return found

    def chances(self, sums: Sequence[float], length: float) -> dict[str, float]:
        """Return the likelihood of each class by what some features speak for it, divided by their length."""
        scores = [constant + one / length for constant, one in zip(self.constants, sums, strict=True)]
        top = max(scores)
        powers = [exp(score - top) for score in scores]
        whole = sum(powers)
        return {name: power / whole for name, power in zip(self.classes, powers, strict=True)}


class Linear(msgspec.Struct, frozen=True):
    """The weights of all features for "an event is told", and the choices of what it is, by field.

    What is summed is divided by the features' length, so that a long sentence weighs no more than a short one.
    """

    constant: float
    weights: dict[str, float]
    heads: dict[str, Head]

    def guesses(self, rows: Sequence[Row], least: float) -> list[Guess]:
        """Return a guess for each row; what is less likely than `least` is no event, and nothing is said of which."""
        sentences: dict[int, _Sums] = {}
        return [self._guess(row, sentences, least) for row in rows]

    def _guess(self, row: Row, sentences: dict[int, _Sums], least: float) -> Guess:
        # The rows of a sentence share its words: they are summed once.
        shared = sentences.get(row.number)
        if shared is None:
            shared = sentences[row.number] = _Sums(*self._sum(row.words), {})
        bearing, more = self._sum(row.bearing)
        length = sqrt(shared.square + more) or 1.0
        told = 1 / (1 + exp(-(self.constant + (shared.total + bearing) / length)))
        if told < least:
            return Guess(told, {}, {}, {}, {})
        if not shared.heads:
            shared.heads.update({name: self.heads[name].sums(row.words) for name in _CHOICES})
        instruments, actions = (self._chances(name, shared.heads[name], row, length) for name in _CHOICES)
        return Guess(told, _gathered(instruments, FAMILY), _gathered(actions, SIDES), instruments, actions)

    def _chances(self, name: str, shared: Sequence[float], row: Row, length: float) -> dict[str, float]:
        own = self.heads[name].sums(row.bearing)
        return self.heads[name].chances([one + other for one, other in zip(shared, own, strict=True)], length)

    def _sum(self, features: Features) -> tuple[float, float]:
        """Return the sum of what the features weigh, and of their squares as far as they are known."""
        known = self.weights.get
        plain = [weight for weight in map(known, features.plain) if weight is not None]
        faint = [weight for weight in map(known, features.faint) if weight is not None]
        return sum(plain) + FAINT * sum(faint), len(plain) + FAINT * FAINT * len(faint)

    def chances(self, name: str, row: Row) -> dict[str, float]:
        """Return the likelihood of each class of a field: `kind`, `status`."""
        length = sqrt(self._sum(row.words)[1] + self._sum(row.bearing)[1]) or 1.0
        return self._chances(name, self.heads[name].sums(row.words), row, length)


class Guess(NamedTuple):
    """How likely an event is told (0 to 1), and if so each family of instruments and side, instrument and action."""

    told: float
    families: Mapping[str, float]
    sides: Mapping[str, float]
    instruments: Mapping[str, float]
    actions: Mapping[str, float]


class _Sums(NamedTuple):
    """What a sentence's words sum to: for "an event is told", their squares, and by choice for each class."""

    total: float
    square: float
    heads: dict[str, list[float]]


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
