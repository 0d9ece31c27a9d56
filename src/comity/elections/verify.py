"""What a schema cannot say of a law file: references resolve, rules do not overlap, and each rule is whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from comity.elections.dating import RruleTable
from comity.elections.lawfile import CycleRule, DateRule, Holiday, LawFile, OfficeRule, StageRule
from comity.elections.records import STAGES
from comity.elections.statelaw import StateLaw
from comity.errors import LawError


def verify_file(file: LawFile, table: RruleTable, holidays: tuple[Holiday, ...]) -> StateLaw:
    """Return the state's law of `file`, or raise `LawError` for the first thing in it that contradicts itself."""
    where = f"law/{file.state.lower()}.toml"
    for problem in _problems(file):
        raise LawError(problem, where=where)
    law = StateLaw(file, table, holidays)
    for year in range(file.valid_from, file.valid_until + 1):
        for calendar in file.calendars:
            for stage in STAGES:
                law.stage_rule(calendar.id, stage, year)
    _verify_cycles(file, law)
    return law


def _problems(file: LawFile) -> Iterator[str]:
    yield from _repeated_ids(file)
    yield from _unknown_names(file)
    for group, refs in file.groups.items():
        yield from _unknown_refs(file, f"group {group}", refs)
        if any(ref.startswith("@") for ref in refs):
            yield f"group {group} names another group"
    for office in file.offices:
        yield from _office_problems(office)
    for rule in (*file.stages, *file.landmarks):
        yield from _date_problems(rule.id, rule.date, {*STAGES, *(mark.id for mark in file.landmarks)})
        yield from _span_problems(rule.id, rule.valid_from, rule.valid_until)
    for cycle in file.cycles:
        yield from _span_problems(cycle.id, cycle.valid_from, cycle.valid_until)
        yield from _unknown_refs(file, cycle.id, cycle.units)
        yield from _cycle_problems(cycle)
    for calendar in file.calendars:
        yield from _contradicted_absences(calendar.id, calendar.no_stages, file.stages)


def _repeated_ids(file: LawFile) -> Iterator[str]:
    rules = (*file.offices, *file.cycles, *file.stages, *file.exceptions, *file.specials)
    for rule_id, count in Counter(rule.id for rule in rules).items():
        if count > 1:
            yield f"the id {rule_id} is given {count} times"


def _unknown_names(file: LawFile) -> Iterator[str]:
    calendars, offices = {c.id for c in file.calendars}, {o.id for o in file.offices}
    sets = {unit_set.id for unit_set in file.unit_sets}
    used = [(stage.id, name) for stage in file.stages for name in stage.calendars]
    used += [(move.id, name) for move in file.exceptions for name in move.calendars]
    used += [(office.id, office.calendar) for office in file.offices if office.calendar]
    used += [(cycle.id, cycle.calendar) for cycle in file.cycles if cycle.calendar]
    used += [(special.id, special.calendar) for special in file.specials if special.calendar]
    used += [(f"the notice of {n.stage} {n.year}", name) for n in file.notices for name in n.calendars]
    for rule_id, name in used:
        if name not in calendars:
            yield f"{rule_id} names a calendar {name}, which is not here"
    named = [(cycle.id, name) for cycle in file.cycles for name in cycle.offices]
    for rule_id, name in [*named, *((special.id, special.office) for special in file.specials)]:
        if name not in offices:
            yield f"{rule_id} names an office {name}, which is not here"
    for office in file.offices:
        if office.unit_set and office.unit_set not in sets:
            yield f"{office.id} names a unit set {office.unit_set}, which is not here"
    for rule in file.offices:
        yield from _unknown_refs(
            file, rule.id, (*rule.units, *(unit for island in rule.islands for unit in island.units))
        )
    for special in file.specials:
        yield from _unknown_refs(file, special.id, (special.unit,))


def _unknown_refs(file: LawFile, where: str, refs: Iterable[str]) -> Iterator[str]:
    districts = {unit.id for unit_set in file.unit_sets for unit in unit_set.units}
    for ref in refs:
        if ref.startswith("@"):
            known = ref[1:] in file.groups
        else:
            known = (ref.isdigit() and len(ref) == 5) or ref in districts or ref == "statewide"
        if not known:
            yield f"{where} names a unit {ref}, which is not here"


def _office_problems(office: OfficeRule) -> Iterator[str]:
    if office.status == "elected" and office.unit is None:
        yield f"{office.id} is elected but has no unit"
    if (office.unit == "district") != (office.unit_set is not None):
        yield f"{office.id} needs unit_set where its unit is district, and only there"
    yield from _span_problems(office.id, office.valid_from, office.valid_until)
    for shared in office.shared:
        if shared.seat not in shared.members:
            yield f"{office.id} shares {shared.seat}, which is not among its members"


def _span_problems(rule_id: str, first: int | None, last: int | None) -> Iterator[str]:
    if first is not None and last is not None and last < first:
        yield f"{rule_id} is valid from {first} until {last}"


def _date_problems(rule_id: str, rule: DateRule, names: set[str]) -> Iterator[str]:
    if bool(rule.rrule) == bool(rule.from_):
        yield f"{rule_id} needs exactly one of rrule and from"
    if rule.from_ and not rule.from_[0].isdigit():
        if rule.from_ not in names:
            yield f"{rule_id} counts from {rule.from_}, which is no stage or landmark here"
        if rule.year:
            yield f"{rule_id} has year beside a stage or landmark; year is for rrule and month-days"
    if (rule.weekday is None) != (rule.ordinal == 0):
        yield f"{rule_id} needs weekday and ordinal together"
    if bool(rule.off) != (rule.shift is not None):
        yield f"{rule_id} needs off and shift together"


def _cycle_problems(cycle: CycleRule) -> Iterator[str]:
    for change in cycle.term_changes:
        if (change.year - cycle.anchor) % cycle.period:
            yield f"{cycle.id} changes the term of {change.year}, when it elects nobody"


def _contradicted_absences(calendar: str, absent: tuple[str, ...], rules: tuple[StageRule, ...]) -> Iterator[str]:
    for rule in rules:
        if calendar in rule.calendars and rule.stage in absent:
            yield f"{rule.id} dates {rule.stage}, which the calendar {calendar} says the law does not have"


def _verify_cycles(file: LawFile, law: StateLaw) -> None:
    """Look up the cycle of every unit named in a file in every year: `find_cycle` refuses two at once."""
    keys = {key for cycle in file.cycles for key in law.resolve(cycle.units)} | {""}
    for office in file.offices:
        for year in range(file.valid_from, file.valid_until + 1):
            for key in keys:
                law.find_cycle(office.id, key, year)
