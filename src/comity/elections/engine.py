"""The questions to the law: which contests there are in a year or years, and the dates of a state's calendars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from comity.elections.law import Law
from comity.elections.lawfile import CycleRule, OfficeRule, SpecialContest
from comity.elections.records import Contest, Kind, OfficeDate, StageDate
from comity.elections.statelaw import Counties, StateLaw, Unit, is_valid
from comity.errors import LawError, NotFoundError, UsageError

OFFICES = ("sheriff", "prosecutor", "jailer")


def contests(
    law: Law,
    years: int | range,
    units: Mapping[str, Counties],
    *,
    state: str | None = None,
    office: str | None = None,
) -> list[Contest]:
    """Return the contests of a year or years, of one state or of all, in the order of state, year, office and unit.

    `units` gives each state's counties as GEOID → printed name. With `state`, a year outside its law file
    and a state that elects nobody are errors; without, such states give nothing (`gaps` names them).
    """
    _check_office(office)
    span = range(years, years + 1) if isinstance(years, int) else years
    chosen = [law.state(state)] if state else [law.states[code] for code in sorted(law.states)]
    found: list[Contest] = []
    for one in chosen:
        if state:
            _check_years(one, span)
            _check_elects(one, office)
        counties = _counties(units, one)
        for year in span:
            if one.file.valid_from <= year <= one.file.valid_until:
                found += _state_contests(one, year, counties, office)
    return found


def dates(law: Law, state: str, year: int, office: str | None = None) -> list[OfficeDate]:
    """Return the dated stages of a state in a year: per office that is regularly elected then, else as `all`.

    A calendar in whose year no office is regularly elected still has dates (other offices and vacancies use it), and so
    has one that none of these offices uses (the state's own primary, where counties vote on another day).
    """
    _check_office(office)
    one = law.state(state)
    _check_years(one, range(year, year + 1))
    if office is not None or not one.unused_calendars:
        _check_elects(one, office)
    found: dict[tuple[str, str], OfficeDate] = {}
    idle: dict[str, OfficeDate] = {}
    calendars = _calendars(one, year, office)
    if office is None:
        calendars |= {calendar: {"all"} for calendar in one.unused_calendars}
    for calendar, offices in calendars.items():
        for stage in one.calendar_dates(calendar, year):
            for name in sorted(offices):
                found[(name, f"{stage.stage} {stage.on}")] = OfficeDate(one.file.state, year, name, stage)
            idle[f"{stage.stage} {stage.on}"] = OfficeDate(one.file.state, year, "all", stage)
    return list(found.values()) or list(idle.values())


def gaps(law: Law, year: int, units: Mapping[str, Counties]) -> list[str]:
    """Return a sentence for each thing that the law files do not know of a year: a state, or when units elect."""
    found = []
    for code in sorted(law.states):
        one = law.states[code]
        if not one.file.valid_from <= year <= one.file.valid_until:
            found.append(_outside(one, year))
            continue
        for rule in _elected(one, year, None):
            unknown = [
                u.name for u in one.find_units(rule, year, _counties(units, one)) if not _cycle_of(one, rule, u, year)
            ]
            if unknown:
                found.append(f"{code}: when the {rule.title} is elected is unknown in {year} for {', '.join(unknown)}")
    return found


def _cycle_of(one: StateLaw, rule: OfficeRule, unit: Unit, year: int) -> bool:
    return one.find_cycle(rule.id, unit.key, year) is not None


def _check_office(office: str | None) -> None:
    if office is not None and office not in OFFICES:
        raise UsageError(f"{office!r} is no office here", cure=f"choose {', '.join(OFFICES)}")


def _counties(units: Mapping[str, Counties], one: StateLaw) -> Counties:
    try:
        return units[one.file.state]
    except KeyError as error:
        raise NotFoundError(f"no counties of {one.file.name} were given") from error


def _outside(one: StateLaw, year: int) -> str:
    file = one.file
    return f"the election law of {file.name} is known here for {file.valid_from} to {file.valid_until}, not for {year}"


def _check_years(one: StateLaw, span: range) -> None:
    for year in span:
        if not one.file.valid_from <= year <= one.file.valid_until:
            raise NotFoundError(_outside(one, year))


def _check_elects(one: StateLaw, office: str | None) -> None:
    rules = [rule for rule in one.file.offices if office in (None, rule.office)]
    if not any(rule.status == "elected" for rule in rules):
        raise NotFoundError(_why_none(one, rules, office))


def _why_none(one: StateLaw, rules: list[OfficeRule], office: str | None) -> str:
    said = " and ".join(_say_status(rule) for rule in rules) or "its law file names no such office"
    return f"{one.file.name} holds no contest for {office or 'these offices'}: {said}"


def _say_status(rule: OfficeRule) -> str:
    if rule.status == "none":
        return f"there is no {rule.title}"
    return f"the {rule.title} is appointed" + (f" by {rule.by}" if rule.by else "")


def _elected(one: StateLaw, year: int, office: str | None) -> Iterator[OfficeRule]:
    for rule in one.file.offices:
        if (
            rule.status == "elected"
            and office in (None, rule.office)
            and is_valid(rule.valid_from, rule.valid_until, year)
        ):
            yield rule


def _state_contests(one: StateLaw, year: int, counties: Counties, office: str | None) -> Iterator[Contest]:
    for rule in _elected(one, year, office):
        kind: Kind = "second_tier" if rule.second_tier else "regular"
        if not one.may_elect(rule.id, year):
            continue
        turns: dict[str, _Turn] = {}
        for unit in one.find_units(rule, year, counties):
            cycle = one.find_cycle(rule.id, unit.key, year)
            if cycle is None or (year - cycle.anchor) % cycle.period:
                continue
            turn = turns.get(cycle.id)
            if turn is None:
                turn = turns[cycle.id] = _turn_of(one, year, rule, cycle)
            yield _contest(one, year, rule, unit, kind, turn)
    for special in one.file.specials:
        if special.year == year:
            yield from _special_contest(one, special, counties, office)


class _Turn(NamedTuple):
    """One turn of a cycle, the same in all its units: the dated stages, the years of the term, the rules' ids."""

    stages: tuple[StageDate, ...]
    term: int | None
    rule_ids: tuple[str, ...]


def _turn_of(one: StateLaw, year: int, rule: OfficeRule, cycle: CycleRule) -> _Turn:
    stages = one.calendar_dates(cycle.calendar or rule.calendar or "", year)
    term = next((change.years for change in cycle.term_changes if change.year == year), cycle.term)
    return _Turn(stages, term, (rule.id, cycle.id, *one.date_rule_ids(stages)))


def _contest(one: StateLaw, year: int, rule: OfficeRule, unit: Unit, kind: Kind, turn: _Turn) -> Contest:
    return Contest(
        one.file.state,
        year,
        rule.office,
        rule.title,
        unit.unit_id,
        unit.name,
        unit.county_geoids,
        kind,
        rule.partisan,
        turn.term,
        turn.stages,
        turn.rule_ids,
    )


def _special_contest(
    one: StateLaw, special: SpecialContest, counties: Counties, office: str | None
) -> Iterator[Contest]:
    rule = next(rule for rule in one.file.offices if rule.id == special.office)
    if office not in (None, rule.office):
        return
    unit = next((u for u in one.find_units(rule, special.year, counties) if u.key == special.unit), None)
    if unit is None:
        raise LawError(
            f"{special.id} names {special.unit}, which has no {rule.title} in {special.year}", where=one.where
        )
    standing = special.standing or "projected"
    if special.stages:
        stages = tuple(
            StageDate(s.stage, s.on, standing, s.condition, special.id, special.citation) for s in special.stages
        )
    else:
        stages = one.calendar_dates(special.calendar or rule.calendar or "", special.year)
    turn = _Turn(stages, None, (rule.id, special.id, *one.date_rule_ids(stages)))
    yield _contest(one, special.year, rule, unit, "special", turn)


def _calendars(one: StateLaw, year: int, office: str | None) -> dict[str, set[str]]:
    """Return the calendars that the offices asked for use, each with the offices that are regularly elected by it."""
    found: dict[str, set[str]] = {}
    for rule in _elected(one, year, office):
        if rule.calendar:
            found.setdefault(rule.calendar, set())
        for cycle in one.file.cycles:
            if rule.id not in cycle.offices or not is_valid(cycle.valid_from, cycle.valid_until, year):
                continue
            used = found.setdefault(cycle.calendar or rule.calendar or "", set())
            if (year - cycle.anchor) % cycle.period == 0 and not rule.second_tier:
                used.add(rule.office)
    return found
