"""Lists of one kind in time, and how like its neighbours a list is at a given day."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from comity.model import Verdict
from comity.sources.ice_287g.evidence import ListSummary

Key = tuple[str, str, str, str]


class Placed(NamedTuple):
    """A list at a day: what it sorts by, its summary, and what has been judged of it so far."""

    key: Key
    summary: ListSummary
    verdict: Verdict = Verdict.GOOD
    reason: str = ""

    @property
    def on(self) -> date:
        """Return the day."""
        return date.fromisoformat(self.key[0])

    @property
    def rows(self) -> frozenset[int]:
        """Return the ids of the list's rows."""
        return self.summary.row_keys


START_OF_DAY, END_OF_DAY = "000000", "240000"


def place(summary: ListSummary, on: date, verdict: Verdict = Verdict.GOOD, reason: str = "", clock: str = "") -> Placed:
    """Return the list at a day; in the day its name's order decides, then its last saving, then its id."""
    clock = clock or summary.facts.name_says_order or "120000"
    key = (on.isoformat(), clock, summary.facts.modified_at, f"{summary.publication_id} {summary.facts.name}")
    return Placed(key, summary, verdict, reason)


def neighbours(trusted: Sequence[Placed], on: date) -> tuple[Placed | None, Placed | None]:
    """Return the last trusted list up to a day and the first one from it on; several of that day count as after."""
    index = bisect.bisect_left(trusted, (on.isoformat(),), key=lambda placed: placed.key[:1])
    return (trusted[index - 1] if index else None), (trusted[index] if index < len(trusted) else None)


def likeness(rows: frozenset[int], trusted: Sequence[Placed], on: date) -> float:
    """Return how like its neighbours a list would be at a day: shared rows over all rows, with the liker of the two."""
    return max((_shared(rows, other.rows) for other in neighbours(trusted, on) if other), default=0.0)


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    both = len(one & other)
    return both / max(1, len(one) + len(other) - both)


def is_near(trusted: Sequence[Placed], on: date, days: int) -> bool:
    """Return whether a trusted list lies within so many days."""
    return any(abs(other.on - on) <= timedelta(days=days) for other in neighbours(trusted, on) if other)


def best_window(
    rows: frozenset[int], trusted: Sequence[Placed], tolerance: int
) -> tuple[int, Placed | None, Placed | None]:
    """Return the stretch of time where a list fits best by content: rows amiss, the list before it, the list after.

    At its true place a list lacks nothing that both neighbours have and holds nothing that neither has. Where several
    places in a row fit alike (nothing changed for a while), the stretch covers them all. The open ends, where one
    neighbour alone can speak, count only if it fits nowhere between two.
    """
    if not trusted:
        return len(rows), None, None
    scores = [_amiss(rows, trusted, index) for index in range(len(trusted) + 1)]
    inner = scores[1:-1]
    if inner and min(inner) <= tolerance:
        scores = [len(rows) + 1, *inner, len(rows) + 1]
    best = min(scores)
    last = len(scores) - 1 - scores[::-1].index(best)
    first = last
    while first and scores[first - 1] == best:
        first -= 1
    return best, (trusted[first - 1] if first else None), (trusted[last] if last < len(trusted) else None)


def amiss_on(rows: frozenset[int], trusted: Sequence[Placed], on: date) -> int:
    """Return the rows amiss if the list were of a day."""
    return _amiss(rows, trusted, bisect.bisect_left(trusted, (on.isoformat(),), key=lambda placed: placed.key[:1]))


def _amiss(rows: frozenset[int], trusted: Sequence[Placed], index: int) -> int:
    """Return the rows amiss between two lists; before the first and after the last, what comes and goes is unknown."""
    before = trusted[index - 1].rows if index else None
    after = trusted[index].rows if index < len(trusted) else None
    if before is None or after is None:
        other = before if before is not None else after
        return 0 if other is None else len(other - rows) if before is not None else len(rows - other)
    return len((before & after) - rows) + len(rows - before - after)
