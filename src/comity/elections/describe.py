"""A state's law in plain words, each rule with its citation: the text behind `comity law XX`."""

from __future__ import annotations

from collections.abc import Iterator

from comity.elections.law import Law
from comity.elections.lawfile import Citation, CycleRule, DateMove, DateRule, LawFile, OfficeRule, StageRule
from comity.elections.records import STAGES

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 11: "eleventh", -1: "last"}
_YEARS = {
    "all": "every year",
    "even": "even years",
    "odd": "odd years",
    "presidential": "presidential years",
    "midterm": "even years between presidential elections",
    "not_presidential": "years without a presidential election",
    "year_after": "the year after a presidential election",
    "year_before": "the year before a presidential election",
}


def describe_law(law: Law, state: str) -> list[str]:
    """Return the law of a state as lines of plain text, in the order in which one would ask."""
    file = law.state(state).file
    lines = [f"{file.name}: elections of {file.valid_from} to {file.valid_until}"]
    for office in file.offices:
        lines += ["", *_office_lines(file, office)]
    for calendar in file.calendars:
        lines += ["", f"Calendar: {calendar.title}"]
        rules = [rule for rule in file.stages if calendar.id in rule.calendars]
        for rule in sorted(rules, key=lambda rule: (STAGES.index(rule.stage), rule.valid_from)):
            lines += _stage_lines(rule)
        if calendar.no_stages:
            lines.append(f"  The law has no {', no '.join(map(_plain, calendar.no_stages))}.")
    lines += [line for move in file.exceptions for line in _move_lines(move)]
    return lines + [f"Note: {note}" for note in file.notes]


def describe_date(rule: DateRule) -> str:
    """Return a date rule in words: `the second Tuesday in June`, `75 days before the primary`."""
    words = say_rrule(rule.rrule) if rule.rrule else _month_day_or_stage(rule.from_)
    for count, unit in ((rule.months, "month"), (rule.weeks, "week"), (rule.days, "day")):
        if count:
            plural = "" if abs(count) == 1 else "s"
            words = f"{abs(count)} {unit}{plural} {'after' if count > 0 else 'before'} {words}"
    if rule.weekday:
        ordinal = _ORDINALS.get(abs(rule.ordinal), f"{abs(rule.ordinal)}th")
        or_on = " or on" if rule.inclusive else ""
        words = f"the {ordinal} {_DAYS[rule.weekday]} {'after' if rule.ordinal > 0 else 'before'}{or_on} {words}"
    if rule.year:
        words += " of the year before" if rule.year < 0 else " of the year after"
    if rule.shift:
        words += f", or the {rule.shift} day that is no {' or '.join(rule.off)}"
    return words


def say_rrule(rrule: str) -> str:
    """Return a yearly recurrence in words."""
    parts = dict(part.split("=") for part in rrule.split(";"))
    month = " and ".join(_MONTHS[int(number) - 1] for number in parts.get("BYMONTH", "1").split(","))
    day, days = parts.get("BYDAY", ""), parts.get("BYMONTHDAY", "").split(",")
    if not day:
        return f"{' or '.join(days)} {month}"
    name = _DAYS[day[-2:]]
    if days == [""]:
        number = int(day[:-2] or parts.get("BYSETPOS", "1"))
        from_end = {-2: "second to last", -3: "third to last"}
        return f"the {_ORDINALS.get(number) or from_end.get(number, f'{number}th')} {name} in {month}"
    first = int(days[0])
    if name == "Tuesday" and first % 7 == 2:
        return f"the Tuesday after the {_ORDINALS[(first + 5) // 7]} Monday in {month}"
    return f"the {name} between {days[0]} and {days[-1]} {month}"


def _month_day_or_stage(name: str) -> str:
    if name[0].isdigit():
        return f"{int(name[3:])} {_MONTHS[int(name[:2]) - 1]}"
    return f"the {_plain(name)}"


def _plain(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")


def _cite(citation: Citation) -> str:
    words = f": “{citation.words}”" if citation.words else ""
    return f"{citation.section}{words} ({citation.checked})"


def _span(first: int | None, last: int | None) -> str:
    if first is None and last is None:
        return ""
    return f" from {first}" * (first is not None) + f" until {last}" * (last is not None)


def _office_lines(file: LawFile, office: OfficeRule) -> Iterator[str]:
    if office.status == "elected":
        unit = "in the whole state" if office.unit == "statewide" else f"by {office.unit}"
        yield f"{office.title} ({office.office}): elected {unit}{_span(office.valid_from, office.valid_until)}"
    else:
        by = f" by {office.by}" if office.by else ""
        yield f"{office.title} ({office.office}): {office.status}{by}"
    yield f"  {_cite(office.citation)}"
    labels = {True: "with party labels", False: "without party labels", "optional": "with party labels where used"}
    if office.partisan is not None:
        yield f"  On the ballot {labels[office.partisan]}."
    if office.second_tier:
        yield "  Second tier: another prosecutor of the same place prosecutes felonies."
    for island in office.islands:
        years = _span(island.valid_from, island.valid_until)
        yield f"  Not in {', '.join(island.units)}{years}: {island.status}. {_cite(island.citation)}"
    for cycle in file.cycles:
        if office.id in cycle.offices:
            yield from _cycle_lines(cycle)


def _cycle_lines(cycle: CycleRule) -> Iterator[str]:
    named = ", ".join(unit.replace("@", "the group ") for unit in cycle.units)
    where = f" in {named}" if named else ""
    years = _span(cycle.valid_from, cycle.valid_until)
    yield f"  In {cycle.anchor} and every {cycle.period} years, for {cycle.term} years{where}{years}."
    yield f"    {_cite(cycle.citation)}"
    for change in cycle.term_changes:
        yield f"    Those elected in {change.year} serve {change.years} years."


def _stage_lines(rule: StageRule) -> Iterator[str]:
    years = "" if rule.in_years == "all" else f" in {_YEARS[rule.in_years]}"
    span = _span(rule.valid_from, rule.valid_until)
    yield f"  {_plain(rule.stage)}: {describe_date(rule.date)}{years}{span}"
    if rule.condition:
        yield f"    {rule.condition}"
    yield f"    {_cite(rule.citation)}"


def _move_lines(move: DateMove) -> Iterator[str]:
    yield f"Moved by {move.by}: {_plain(move.stage)} of {move.year} from {move.instead_of} to {move.on}"
    yield f"  {_cite(move.citation)}"
