"""What a sentence tells of a case by whichever words: brought, lost, decided, settled; where no pattern fits."""

from __future__ import annotations

from typing import NamedTuple

from comity.reader.expressions import Expression

_PLANNED = Expression("case-planned")
_FILED = Expression("case-filed")
_LOST = Expression("case-lost")
_RULED = Expression("case-ruled")
_SETTLED = Expression("case-settled")
_OF_CASE = Expression("of-case")
_BEFORE = 40  # characters


class Step(NamedTuple):
    """What happened to a case: the action and status of the event, and where it is said."""

    action: str
    status: str
    at: int


def case_step(said: str) -> Step | None:
    """Return what folded words tell of a case: lost, settled, decided or brought, the first of these that they say."""
    if not _OF_CASE.search(said):
        return None
    for pattern, action, status in (
        (_LOST, "sue", "rejected"),
        (_SETTLED, "other", "happened"),
        (_RULED, "other", "happened"),
        (_FILED, "sue", "happened"),
    ):
        found = pattern.search(said)
        if found is None:
            continue
        if _PLANNED.search(said, max(0, found.start() - _BEFORE), found.end()) and pattern is not _SETTLED:
            return None
        return Step(action, status, found.start())
    return None
