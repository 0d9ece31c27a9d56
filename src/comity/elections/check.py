"""Whether the law files keep what they say: schema, examples, counter-examples, anchors against published results."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from comity.elections.engine import contests
from comity.elections.law import LAW_FOLDER, Law
from comity.elections.lawfile import CycleRule, LawFile, StageRule
from comity.elections.records import Contest
from comity.elections.statelaw import Counties, StateLaw, is_valid
from comity.errors import LawError


class StateCheck(msgspec.Struct, frozen=True):
    """One state's check: how much was proved, and each thing that does not hold as a sentence."""

    state: str
    rule_count: int
    read_count: int
    example_count: int
    problems: tuple[str, ...]

    @property
    def line(self) -> str:
        """Return the check in one line."""
        verdict = "; ".join(self.problems) if self.problems else "holds"
        counts = f"{self.rule_count} rules ({self.read_count} read), {self.example_count} examples"
        return f"{self.state} {'FAILS' if self.problems else 'ok'}: {counts}: {verdict}"


def check_law(law: Law, units: Mapping[str, Counties], folder: Path | None = LAW_FOLDER) -> list[StateCheck]:
    """Return a check of each state, in order; with `folder`, its files are also held against `schema.json`."""
    return [_check_state(law, law.states[code], units.get(code, {}), folder) for code in sorted(law.states)]


def read_schema() -> dict[str, Any]:
    """Return the JSON Schema of a law file."""
    text = resources.files("comity.elections").joinpath("schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def make_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) that the records of `lawfile` stand for."""
    schema = msgspec.json.schema(LawFile)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A state's law file", **schema}


def schema_problems(text: bytes) -> list[str]:
    """Return what in a law file's text does not fit the schema, each with its field."""
    import jsonschema  # here, because only a check of the law files needs it

    validator = jsonschema.Draft202012Validator(read_schema())
    data = _plain(tomllib.loads(text.decode()))
    return [f"{'.'.join(map(str, e.absolute_path)) or 'the file'}: {e.message}" for e in validator.iter_errors(data)]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def _check_state(law: Law, one: StateLaw, counties: Counties, folder: Path | None) -> StateCheck:
    file = one.file
    problems: list[str] = []
    if folder is not None:
        problems += schema_problems((folder / f"{file.state.lower()}.toml").read_bytes())
    for step in (_unknown_counties(one, counties), _date_problems(one), _order_problems(one)):
        problems += _gather(step)
    if not problems:
        problems += _gather(_cycle_problems(law, one, counties))
    rules = (*file.offices, *file.cycles, *file.stages, *file.landmarks, *file.exceptions)
    examples = sum(len(cycle.examples) for cycle in file.cycles)
    examples += sum(len(rule.examples) for rule in (*file.stages, *file.landmarks))
    read = sum(rule.citation.checked == "read" for rule in rules)
    return StateCheck(file.state, len(rules), read, examples + len(file.notices), tuple(problems))


def _gather(problems: Iterator[str]) -> list[str]:
    found: list[str] = []
    try:
        found.extend(problems)
    except LawError as error:
        found.append(str(error))
    return found


def _unknown_counties(one: StateLaw, counties: Counties) -> Iterator[str]:
    named = {m for unit_set in one.file.unit_sets for unit in unit_set.units for m in unit.members}
    refs = [*(ref for office in one.file.offices for ref in office.units), *one.file.groups]
    refs += [ref for cycle in one.file.cycles for ref in cycle.units]
    named |= {m for office in one.file.offices for shared in office.shared for m in shared.members}
    named |= {
        key
        for key in one.resolve(f"@{g}" if g in one.file.groups else g for g in refs)
        if key.isdigit() and len(key) == 5
    }
    for geoid in sorted(named - set(counties)):
        yield f"{geoid} is no county of {one.file.name}"


def _date_problems(one: StateLaw) -> Iterator[str]:
    """Each rule gives its examples' dates, and none of its counter-examples'."""
    for rule in (*one.file.stages, *one.file.landmarks):
        calendar = rule.calendars[0] if isinstance(rule, StageRule) else ""
        for example in rule.examples:
            if not is_valid(rule.valid_from, rule.valid_until, example.year):
                yield f"{rule.id} has an example of {example.year}, when it does not hold"
                continue
            given = one.rule_date(rule, calendar, example.year)
            if given != example.on:
                yield f"{rule.id} gives {given} in {example.year}, but {example.source} has {example.on}"
        for counter in rule.counter_examples:
            holds = is_valid(rule.valid_from, rule.valid_until, counter.year)
            if holds and one.rule_date(rule, calendar, counter.year) == counter.on:
                yield f"{rule.id} gives {counter.on} in {counter.year}, which it must not: {counter.why}"


def _order_problems(one: StateLaw) -> Iterator[str]:
    """Stages of a calendar follow each other in every year that the file speaks of; exceptions and notices fit."""
    for calendar in one.file.calendars:
        for year in range(one.file.valid_from, one.file.valid_until + 1):
            stages = one.calendar_dates(calendar.id, year)
            for before, after in pairwise(stages):
                if before.on > after.on:
                    yield f"{calendar.id} {year}: {before.stage} {before.on} is after {after.stage} {after.on}"
    for move in one.file.exceptions:
        calendars = move.calendars or tuple(calendar.id for calendar in one.file.calendars)
        if not any(one.stage_rule(name, move.stage, move.year) for name in calendars):
            yield f"{move.id} moves {move.stage} {move.year}, which no rule dates"


def _cycle_problems(law: Law, one: StateLaw, counties: Counties) -> Iterator[str]:
    for cycle in one.file.cycles:
        for example in cycle.examples:
            yield from _result_problems(law, one, cycle, example.year, counties)
        for counter in cycle.counter_examples:
            held = {c.unit_id for c in _contests_of(law, one, cycle, counter.year, counties)}
            wrong = _ids(one, cycle, counter.year, counties, counter.units) & held if counter.units else held
            if wrong:
                yield f"{cycle.id} gives contests in {counter.year}, which it must not: {counter.why}"


def _contests_of(law: Law, one: StateLaw, cycle: CycleRule, year: int, counties: Counties) -> list[Contest]:
    if not one.file.valid_from <= year <= one.file.valid_until:
        return []
    found = contests(law, year, {one.file.state: counties}, state=one.file.state)
    return [contest for contest in found if cycle.id in contest.rule_ids]


def _ids(one: StateLaw, cycle: CycleRule, year: int, counties: Counties, refs: tuple[str, ...]) -> set[str]:
    keys = set(one.resolve(refs))
    rules = [rule for rule in one.file.offices if rule.id in cycle.offices]
    return {u.unit_id for rule in rules for u in one.find_units(rule, year, counties) if u.key in keys}


def _result_problems(law: Law, one: StateLaw, cycle: CycleRule, year: int, counties: Counties) -> Iterator[str]:
    if (year - cycle.anchor) % cycle.period or not is_valid(cycle.valid_from, cycle.valid_until, year):
        yield f"{cycle.id} has an example of {year}, when it elects nobody"
        return
    if not one.file.valid_from <= year <= one.file.valid_until:
        return
    held = _contests_of(law, one, cycle, year, counties)
    for example in cycle.examples:
        if example.year != year:
            continue
        if example.count is not None and example.count != len(held):
            yield f"{cycle.id} gives {len(held)} contests in {year}, but {example.source} has {example.count}"
        given = {contest.unit_id for contest in held}
        missing = [key for key in one.resolve(example.units) if not _ids(one, cycle, year, counties, (key,)) & given]
        if missing:
            yield f"{cycle.id} leaves out {', '.join(missing)}, which {example.source} has in {year}"
