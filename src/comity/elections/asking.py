"""Two questions that callers ask of many contests: which comes next for a county, and what the law here rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

import msgspec

from comity.elections.engine import contests, gaps
from comity.elections.law import Law
from comity.elections.records import Contest
from comity.elections.statelaw import Counties

# The longest cycle in the country is of eight years (Tennessee's district attorneys general); one more for odd starts.
HORIZON = 9


class StateCoverage(msgspec.Struct, frozen=True):
    """What a state's law file rests on: rules read in the statute, rules recalled, and what it does not know."""

    state: str
    name: str
    read_count: int
    recalled_count: int
    unknown: tuple[str, ...]


def next_contests(
    law: Law, units: Mapping[str, Counties], after: date, state: str | None = None
) -> dict[tuple[str, str, str], Contest]:
    """Return, by state, office and county GEOID, the first contest there that is decided after a day.

    What the law files do not know within their years is absent. Offices of the second tier are left out.
    """
    return _nearest(law, units, range(after.year - 1, after.year + HORIZON + 1), state, lambda on: on > after, 1)


def last_contests(
    law: Law, units: Mapping[str, Counties], until: date, state: str | None = None
) -> dict[tuple[str, str, str], Contest]:
    """Return, by state, office and county GEOID, the latest contest that was decided on or before a day."""
    return _nearest(law, units, range(until.year - HORIZON, until.year + 1), state, lambda on: on <= until, -1)


def _nearest(
    law: Law,
    units: Mapping[str, Counties],
    years: range,
    state: str | None,
    is_wanted: Callable[[date], bool],
    direction: int,
) -> dict[tuple[str, str, str], Contest]:
    chosen = Law([law.state(state)], law.fingerprint) if state else law
    dated = [
        (on.toordinal() * direction, contest)
        for contest in contests(chosen, years, units)
        if contest.kind != "second_tier" and (on := contest.decided_on) is not None and is_wanted(on)
    ]
    found: dict[tuple[str, str, str], Contest] = {}
    for _, contest in sorted(dated, key=lambda pair: pair[0]):
        for county in contest.county_geoids:
            found.setdefault((contest.state, contest.office, county), contest)
    return found


def law_coverage(law: Law, year: int, units: Mapping[str, Counties]) -> list[StateCoverage]:
    """Return what each state's law rests on, and what of `year` it does not know, in the order of the states."""
    unknown: dict[str, list[str]] = {}
    for code in law.states:
        unknown[code] = gaps(Law([law.states[code]], law.fingerprint), year, units)
    found = []
    for code in sorted(law.states):
        file = law.states[code].file
        rules = (*file.offices, *file.cycles, *file.stages, *file.landmarks, *file.exceptions)
        checked = Counter(rule.citation.checked for rule in rules)
        found.append(StateCoverage(code, file.name, checked["read"], checked["recalled"], tuple(unknown[code])))
    return found
