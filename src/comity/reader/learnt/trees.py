"""Small decision trees whose answers are summed: how likely a proposal is right, by its circumstances."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

import msgspec


class Branch(msgspec.Struct, frozen=True, array_like=True):
    """A question: is a number at most `limit`? Then on to one branch, else to another; without a name it answers."""

    name: str
    limit: float
    yes: int = 0
    no: int = 0


class Trees(msgspec.Struct, frozen=True):
    """Trees, each a list of branches of which the first is its root; a branch that answers holds it as `limit`."""

    constant: float
    trees: list[list[Branch]]

    def chance(self, circumstances: Mapping[str, float]) -> float:
        """Return how likely it is, from 0 to 1; what is not among the circumstances is 0."""
        total = self.constant
        for tree in self.trees:
            branch = tree[0]
            while branch.name:
                is_below = circumstances.get(branch.name, 0.0) <= branch.limit
                branch = tree[branch.yes if is_below else branch.no]
            total += branch.limit
        return 1 / (1 + exp(-total))
