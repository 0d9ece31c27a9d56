"""Small decision trees whose answers are summed: how likely a proposal is right, by its circumstances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import exp
from typing import TypeAlias

import msgspec


class Branch(msgspec.Struct, frozen=True, array_like=True):
    """A question: is a number at most `limit`? Then on to one branch, else to another; without a name it answers."""

    name: str
    limit: float
    yes: int = 0
    no: int = 0


# A question with what follows either answer, or an answer.
_Node: TypeAlias = "float | tuple[str, float, _Node, _Node]"


class Trees(msgspec.Struct, frozen=True, dict=True):
    """Trees, each a list of branches of which the first is its root; a branch that answers holds it as `limit`."""

    constant: float
    trees: list[list[Branch]]

    @cached_property
    def _roots(self) -> list[_Node]:
        # Walked some thousand times a page: what follows a question is held by it, and not looked up.
        return [_nested(tree, 0) for tree in self.trees]

    def chance(self, circumstances: Mapping[str, float]) -> float:
        """Return how likely it is, from 0 to 1; what is not among the circumstances is 0."""
        total, get = self.constant, circumstances.get
        for node in self._roots:
            while isinstance(node, tuple):
                name, limit, yes, no = node
                node = yes if get(name, 0.0) <= limit else no
            total += node
        return 1 / (1 + exp(-total))


def _nested(tree: Sequence[Branch], at: int) -> _Node:
    branch = tree[at]
    if not branch.name:
        return branch.limit
    return branch.name, branch.limit, _nested(tree, branch.yes), _nested(tree, branch.no)
