"""One state's law, indexed: its units, its cycles by unit, and the dates of its calendars in a year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache

import msgspec

from comity.elections.dating import RruleTable, find_date, is_in_years
from comity.elections.lawfile import (
    CycleRule,
    DateMove,
    Holiday,
    Landmark,
    LawFile,
    OfficeRule,
    StageRule,
)
from comity.elections.records import STAGES, StageDate, Standing
from comity.errors import LawError
from comity.places import naming

Counties = Mapping[str, str]


class Unit(msgspec.Struct, frozen=True):
    """A unit that elects: the key by which the law file names it, its id, its name and its counties."""

    key: str
    unit_id: str
    name: str
    county_geoids: tuple[str, ...]


@cache
def slug(name: str) -> str:
    """Return a name as the readable part of a unit's id: `Doña Ana County` → `dona-ana-county`."""
    # The Census writes an independent city both ways; a unit is to have one id.
    return naming.slug(re.sub(r"^City of (.+)$", r"\1 city", name))


def is_valid(first: int | None, last: int | None, year: int) -> bool:
    """Return whether a rule valid from `first` until `last` (either open) holds in `year`."""
    return (first is None or first <= year) and (last is None or year <= last)


def _valid(cycles: Iterable[CycleRule], year: int) -> list[CycleRule]:
    return [cycle for cycle in cycles if is_valid(cycle.valid_from, cycle.valid_until, year)]


class StateLaw:
    """A law file with its indexes. Built once per load; answers are kept, since the law does not change beneath it."""

    def __init__(self, file: LawFile, table: RruleTable, holidays: tuple[Holiday, ...]) -> None:
        """Index `file`; `table` holds its recurrences and `holidays` those of every state."""
        self.file = file
        self.where = f"law/{file.state.lower()}.toml"
        self._table = table
        self._holidays = holidays + file.holidays
        self._holiday_years: dict[int, frozenset[date]] = {}
        self._dates: dict[tuple[str, int], tuple[StageDate, ...]] = {}
        self._stage_rules: dict[tuple[str, str], list[StageRule]] = {}
        for rule in file.stages:
            for calendar in rule.calendars:
                self._stage_rules.setdefault((calendar, rule.stage), []).append(rule)
        self._landmarks: dict[str, list[Landmark]] = {}
        for landmark in file.landmarks:
            self._landmarks.setdefault(landmark.id, []).append(landmark)
        self._sets = {unit_set.id: unit_set for unit_set in file.unit_sets}
        self._cycles = {office.id: self._index_cycles(office.id) for office in file.offices}
        self._general: dict[tuple[str, int], list[CycleRule]] = {}

        used = {office.calendar for office in file.offices} | {cycle.calendar for cycle in file.cycles}
        self.unused_calendars = tuple(calendar.id for calendar in file.calendars if calendar.id not in used)

    def _index_cycles(self, office_id: str) -> tuple[dict[str, list[CycleRule]], list[CycleRule]]:
        by_unit: dict[str, list[CycleRule]] = {}
        general: list[CycleRule] = []
        for cycle in self.file.cycles:
            if office_id not in cycle.offices:
                continue
            if not cycle.units:
                general.append(cycle)
            for key in self.resolve(cycle.units):
                by_unit.setdefault(key, []).append(cycle)
        return by_unit, general

    def resolve(self, refs: Iterable[str]) -> Iterator[str]:
        """Yield the units named by references: GEOIDs, district ids, and the members of `@groups`."""
        for ref in refs:
            if ref.startswith("@"):
                yield from self.resolve(self.file.groups[ref[1:]])
            else:
                yield ref

    # Units -----------------------------------------------------------------------------------------------------------

    def find_units(self, office: OfficeRule, year: int, counties: Counties) -> list[Unit]:
        """Return the units that elect `office` in elections of `year`, without its islands."""
        state = self.file.state.lower()
        if office.unit == "statewide":
            return [Unit("statewide", f"us-{state}", self.file.name, tuple(sorted(counties)))]
        named = set(self.resolve(office.units))
        islands = {
            key
            for island in office.islands
            if is_valid(island.valid_from, island.valid_until, year)
            for key in self.resolve(island.units)
        }
        if office.unit == "district":
            return [unit for unit in self._districts(office, year) if unit.key not in islands and _in(named, unit.key)]
        return self._county_units(office, year, {k: v for k, v in counties.items() if _in(named, k)}, islands)

    def _districts(self, office: OfficeRule, year: int) -> Iterator[Unit]:
        state, unit_set = self.file.state.lower(), self._sets[office.unit_set or ""]
        for unit in unit_set.units:
            if is_valid(unit.valid_from, unit.valid_until, year):
                yield Unit(unit.id, f"us-{state}-{unit_set.id}-{unit.id}", unit.name, unit.members)

    def _county_units(self, office: OfficeRule, year: int, counties: Counties, islands: set[str]) -> list[Unit]:
        shared = {s.seat: s for s in office.shared if is_valid(s.valid_from, s.valid_until, year)}
        gone = {geoid for s in shared.values() for geoid in s.members if geoid != s.seat} | islands
        state = self.file.state.lower()
        units = []
        for geoid, name in counties.items():
            if geoid in gone:
                continue
            joint = shared.get(geoid)
            label, members = (joint.name or name, joint.members) if joint else (name, (geoid,))
            units.append(Unit(geoid, f"us-{state}-{slug(name)}", label, members))
        return units

    # Cycles ----------------------------------------------------------------------------------------------------------

    def find_cycle(self, office_id: str, unit_key: str, year: int) -> CycleRule | None:
        """Return the one cycle that holds for a unit in `year`, or None where the law file knows of none."""
        by_unit, _ = self._cycles[office_id]
        own = by_unit.get(unit_key, ())
        found = _valid(own, year) if own else []
        found = found or self._general_cycles(office_id, year)
        if len(found) > 1:
            ids = " and ".join(cycle.id for cycle in found)
            raise LawError(f"{ids} both hold for {unit_key} in {year}", where=self.where, cure="bound one by its years")
        return found[0] if found else None

    def _general_cycles(self, office_id: str, year: int) -> list[CycleRule]:
        """Return the cycles of an office that name no units and hold in `year`."""
        known = self._general.get((office_id, year))
        if known is None:
            known = self._general[office_id, year] = _valid(self._cycles[office_id][1], year)
        return known

    def may_elect(self, office_id: str, year: int) -> bool:
        """Return whether any cycle of the office elects in `year`: a quick no for most years."""
        by_unit, general = self._cycles[office_id]
        return bool(by_unit) or any((year - cycle.anchor) % cycle.period == 0 for cycle in general)

    def date_rule_ids(self, stages: tuple[StageDate, ...]) -> tuple[str, ...]:
        """Return the ids of the rules that dated these stages, each once."""
        return tuple(dict.fromkeys(stage.rule_id for stage in stages))

    # Dates -----------------------------------------------------------------------------------------------------------

    def calendar_dates(self, calendar: str, year: int) -> tuple[StageDate, ...]:
        """Return the dated stages of a calendar in an election year, in the order of the stages."""
        key = (calendar, year)
        if key not in self._dates:
            self._dates[key] = _Reckoning(self, calendar, year).stage_dates()
        return self._dates[key]

    def stage_rule(self, calendar: str, stage: str, year: int) -> StageRule | None:
        """Return the one rule that holds for a stage in `year`, or None where there is none."""
        rules = self._stage_rules.get((calendar, stage), ())
        found = [r for r in rules if is_valid(r.valid_from, r.valid_until, year) and is_in_years(r.in_years, year)]
        if len(found) > 1:
            ids = " and ".join(rule.id for rule in found)
            raise LawError(f"{ids} both hold for {stage} in {year}", where=self.where, cure="bound one by its years")
        return found[0] if found else None

    def landmark(self, name: str, year: int) -> Landmark | None:
        """Return the one rule of a landmark's date in `year`, or None where there is none."""
        rules = self._landmarks.get(name, ())
        found = [r for r in rules if is_valid(r.valid_from, r.valid_until, year) and is_in_years(r.in_years, year)]
        if len(found) > 1:
            raise LawError(f"two rules give the landmark {name} in {year}", where=self.where)
        return found[0] if found else None

    def rule_date(self, rule: StageRule | Landmark, calendar: str, year: int) -> date:
        """Return what a rule itself gives in a calendar's year, before any date was moved.

        Raises `LawError` where it counts from a date that the file does not know in that year.
        """
        return _Reckoning(self, calendar, year, with_moves=False).by_rule(rule)

    def holidays(self, year: int) -> frozenset[date]:
        """Return the public holidays of a calendar year, with the days on which they are observed."""
        if year not in self._holiday_years:
            self._holiday_years[year] = frozenset(self._holiday_days(year))
        return self._holiday_years[year]

    def _holiday_days(self, year: int) -> Iterator[date]:
        for holiday in self._holidays:
            if not is_valid(holiday.valid_from, holiday.valid_until, year) or not is_in_years(holiday.in_years, year):
                continue
            day = self._table[holiday.rrule].get(year)
            if day is None:
                continue
            yield day
            if holiday.observed and day.weekday() >= 5:
                yield day + timedelta(days=1 if day.weekday() == 6 else -1)


def _in(named: set[str], key: str) -> bool:
    return not named or key in named


class _UnknownAnchorError(LawError):
    """A rule counts from a stage or landmark that no rule dates in that year, so its own date is unknown."""


class _Reckoning:
    """The dates of one calendar in one year; rules that refer to each other in a ring are refused."""

    def __init__(self, law: StateLaw, calendar: str, year: int, *, with_moves: bool = True) -> None:
        self._law, self._calendar, self._year = law, calendar, year
        self._moves: dict[str, DateMove] = {
            move.stage: move
            for move in law.file.exceptions
            if with_moves and move.year == year and (not move.calendars or calendar in move.calendars)
        }
        self._open: list[str] = []

    def stage_dates(self) -> tuple[StageDate, ...]:
        found = (self._stage_date(stage) for stage in STAGES)
        return tuple(stage for stage in found if stage is not None)

    def _stage_date(self, stage: str) -> StageDate | None:
        rule = self._law.stage_rule(self._calendar, stage, self._year)
        if rule is None:
            return None
        move = self._moves.get(stage)
        if move is None:
            try:
                on = self.by_rule(rule)
            except _UnknownAnchorError:
                return None
            return StageDate(stage, on, self._standing(stage, on), rule.condition, rule.id, rule.citation)
        self._expect(rule, move)
        standing = self._standing(stage, move.on)
        return StageDate(stage, move.on, standing, rule.condition, move.id, move.citation)

    def _expect(self, rule: StageRule, move: DateMove) -> None:
        given = self.by_rule(rule)
        if given != move.instead_of:
            problem = f"{move.id} moves {move.instead_of}, but {rule.id} gives {given} in {self._year}"
            raise LawError(problem, where=self._law.where, cure="correct the rule or retire the exception")

    def _standing(self, stage: str, on: date) -> Standing:
        ranks: dict[str, int] = {"projected": 0, "scheduled": 1, "held": 2}
        best: Standing = "projected"
        for notice in self._law.file.notices:
            if (notice.year, notice.stage) != (self._year, stage):
                continue
            if notice.calendars and self._calendar not in notice.calendars:
                continue
            if notice.on != on:
                problem = f"{notice.source} says {notice.on} for {stage} {self._year}, the law file gives {on}"
                raise LawError(
                    problem, where=self._law.where, cure="add the exception that moved it, or correct the rule"
                )
            if ranks[notice.standing] > ranks[best]:
                best = notice.standing
        return best

    def by_rule(self, rule: StageRule | Landmark) -> date:
        if rule.id in self._open:
            raise LawError(f"{' → '.join([*self._open, rule.id])} refer to each other", where=self._law.where)
        self._open.append(rule.id)
        where = f"{self._law.where}: {rule.id}"
        stage = rule.stage if isinstance(rule, StageRule) else ""
        law = self._law
        day = find_date(rule.date, self._year, law._table, lambda n: self._anchor(n, stage, where), law.holidays, where)
        self._open.pop()
        return day

    def _anchor(self, name: str, for_stage: str, where: str) -> date:
        rule: StageRule | Landmark | None
        if name in STAGES:
            move = self._moves.get(name)
            if move is not None and for_stage in move.moves_with:
                return move.on
            rule = self._law.stage_rule(self._calendar, name, self._year)
        else:
            rule = self._law.landmark(name, self._year)
        if rule is None:
            raise _UnknownAnchorError(f"counts from {name}, which has no rule in {self._year}", where=where)
        return self.by_rule(rule)
