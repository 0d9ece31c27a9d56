"""What a sentence tells of a case by whichever words: brought, lost, decided, settled; where no pattern fits."""

from __future__ import annotations

from typing import NamedTuple

from comity.reader.acts import Act
from comity.reader.expressions import Expression
from comity.reader.parsing import Parse

_PLANNED = Expression("case-planned")
_FILED = Expression("case-filed")
_TO_COME = Expression("case-to-come")
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
    ):
        found = pattern.search(said)
        if found is None:
            continue
        if _PLANNED.search(said, max(0, found.start() - _BEFORE), found.end()) and pattern is not _SETTLED:
            return None
        return Step(action, status, found.start())
    return _brought(said)


def _brought(said: str) -> Step | None:
    """Return a case brought, or one that somebody says he will bring."""
    found = _FILED.search(said)
    if found and not _PLANNED.search(said, max(0, found.start() - _BEFORE), found.end()):
        return Step("sue", "happened", found.start())
    planned = _TO_COME.search(said)
    return Step("sue", "announced", planned.start()) if planned else None


def is_into_suit(parse: Parse, act: Act) -> bool:
    """Return whether a suit is what is joined, or what somebody would not join."""
    near = range(act.head.first, min(len(parse.words), act.head.after + 5))
    is_joining = any(parse.text(i).startswith("join") for i in range(act.head.first, act.head.after))
    return is_joining and any(s.form == "noun" for i in near for s in parse.at(i, "suit"))


def is_left_to_court(parse: Parse, act: Act) -> bool:
    """Return whether a court is asked to do it, which is a suit: "wants a judge to dissolve it"."""
    return act.group.target is not None and parse.has("court", *act.group.target)
