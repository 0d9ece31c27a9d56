"""Months, weekdays, seasons and small numbers as words, and steps back from a day."""

from __future__ import annotations

from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# The month in which a season has surely begun; a winter belongs to the year in which it begins.
SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}


def month_of(word: str) -> int:
    """Return a month's number by its name or abbreviation."""
    return MONTHS.index(word[:3].lower()) + 1


def read_number(said: str) -> int | None:
    """Return the number that a phrase begins with, or None where it is vague (`several`, `a few`)."""
    first, second = [*said.lower().split(), ""][:2]
    if first.isdigit():
        return int(first)
    return None if second == "few" else _NUMBERS.get(first)


def back_to(weekday: int, day: date) -> date:
    """Return the last day on or before `day` that is the weekday (Monday is 0)."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def back_months(day: str, count: int) -> str:
    """Return the month `count` months before an ISO day or month."""
    months = int(day[:4]) * 12 + int(day[5:7]) - 1 - count
    return f"{months // 12}-{months % 12 + 1:02}"
