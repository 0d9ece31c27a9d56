"""Which stage words of a sentence tell that names several contests: that of their own part and year."""

from __future__ import annotations

import re

from comity.reader.contests import Stage, stage_in

_TURN = re.compile(r"\s(?:after|before)\s")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def part_at(said: str, position: int) -> str:
    """Return the part of a sentence between commas in which a position is.

    What stands there on one side of `after` or `before` counts alone where it names a stage: `elected in November after
    winning the primary` is told of two contests.
    """
    start = said.rfind(", ", 0, max(0, position)) + 1
    end = said.find(", ", max(0, position))
    part = said[start : end if end >= 0 else len(said)]
    turn = _TURN.search(part)
    if not turn:
        return part
    own = part[: turn.start()] if position - start < turn.start() else part[turn.end() :]
    return own if stage_in(own) else part


def stage_beside(said: str, position: int) -> Stage | None:
    """Return the stage that a clause or its sentence names, but not that of another year: `in 2018, and in 2020`."""
    own = set(_YEAR.findall(part_at(said, position)))
    named = next((part for part in said.split(", ") if own and stage_in(part)), "")
    if set(_YEAR.findall(named)) - own:
        return None
    if own and ";" in said:
        return stage_in(_clause_at(said, position))  # `seeks the nomination; in 2018 she lost`
    return stage_in(_clause_at(said, position)) or stage_in(said)


def _clause_at(said: str, position: int) -> str:
    """Return the part of a sentence between semicolons in which a position is."""
    start = said.rfind(";", 0, max(0, position)) + 1
    end = said.find(";", max(0, position))
    return said[start : end if end >= 0 else len(said)]
