"""From a date rule and an election year to a date; plain recurrences are worked out once, when the law is compiled."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr

from comity.elections.lawfile import DateRule, InYears
from comity.errors import LawError

# Recurrences are tabulated for these years, two beyond what a file may speak of on either side.
TABLE_YEARS = range(1970, 2071)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

RruleTable = dict[str, dict[int, date]]


def is_in_years(in_years: InYears, year: int) -> bool:
    """Return whether a rule for such years holds in `year`."""
    presidential = year % 4 == 0
    return {
        "all": True,
        "even": year % 2 == 0,
        "odd": year % 2 == 1,
        "presidential": presidential,
        "midterm": year % 4 == 2,
        "not_presidential": not presidential,
        "year_after": year % 4 == 1,
        "year_before": year % 4 == 3,
    }[in_years]


def tabulate_rrule(text: str, where: str) -> dict[int, date]:
    """Return the one date that a yearly recurrence has in each year of the table; a year without one is absent."""
    start, end = datetime(TABLE_YEARS[0], 1, 1), datetime(TABLE_YEARS[-1], 12, 31)  # noqa: DTZ001 (days, not moments)
    try:
        found = [moment.date() for moment in rrulestr(text, dtstart=start).between(start, end, inc=True)]
    except ValueError as error:
        raise LawError(f"the recurrence {text} cannot be read ({error})", where=where) from error
    table = {day.year: day for day in found}
    if not found:
        raise LawError(f"the recurrence {text} has no date in any year", where=where)
    if len(table) < len(found):
        raise LawError(f"the recurrence {text} has several dates in one year", where=where, cure="narrow it to one")
    return table


def _month_day(text: str, year: int, where: str) -> date:
    try:
        return date.fromisoformat(f"{year}-{text}")
    except ValueError as error:
        raise LawError(f"{year} has no {text}", where=where) from error


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _count_weekdays(day: date, weekday: str, ordinal: int, inclusive: bool) -> date:
    """Return the `ordinal`-th such weekday after (positive) or before (negative) a day."""
    wanted = WEEKDAYS.index(weekday)
    step = 1 if ordinal > 0 else -1
    gap = (wanted - day.weekday()) * step % 7
    if gap == 0 and not inclusive:
        gap = 7
    return day + timedelta(days=step * (gap + 7 * (abs(ordinal) - 1)))


def _shift_off(day: date, rule: DateRule, holidays: Collection[date]) -> date:
    step = timedelta(days=1 if rule.shift == "next" else -1)
    while (
        ("saturday" in rule.off and day.weekday() == 5)
        or ("sunday" in rule.off and day.weekday() == 6)
        or ("holiday" in rule.off and day in holidays)
    ):
        day += step
    return day


def find_date(
    rule: DateRule,
    year: int,
    table: Mapping[str, Mapping[int, date]],
    anchor: Callable[[str], date],
    holidays: Callable[[int], Collection[date]],
    where: str,
) -> date:
    """Return the date of `rule` in an election year; `anchor` gives the dates of stages and landmarks by name."""
    day = _first_day(rule, year, table, anchor, where)
    if rule.months:
        day = _add_months(day, rule.months)
    day += timedelta(weeks=rule.weeks, days=rule.days)
    if rule.weekday is not None:
        day = _count_weekdays(day, rule.weekday, rule.ordinal, rule.inclusive)
    return _shift_off(day, rule, holidays(day.year) if "holiday" in rule.off else ()) if rule.shift else day


def _first_day(
    rule: DateRule,
    year: int,
    table: Mapping[str, Mapping[int, date]],
    anchor: Callable[[str], date],
    where: str,
) -> date:
    if rule.from_:
        return _month_day(rule.from_, year + rule.year, where) if rule.from_[0].isdigit() else anchor(rule.from_)
    found = table[rule.rrule].get(year + rule.year)
    if found is None:
        raise LawError(f"{year + rule.year} has no such day as {rule.rrule}", where=where)
    return found
