"""Days as they are typed, stamped or signed electronically on a signature page; what is not plainly a day is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_NUMBERS = {name: at for at, name in enumerate(_MONTHS, 1)} | {name[:3]: at for at, name in enumerate(_MONTHS, 1)}
_NUMBERS["sept"] = 9
_NAME = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_FORMS = (
    # March 5, 2025 · Mar. 5th 2025
    (
        "named",
        re.compile(rf"\b({_NAME})\.? {{0,2}}{_ORDINAL}\b[,.]? {{0,2}}((?:19|20)\d{{2}})\b", re.IGNORECASE),
        "mdy",
    ),
    # 5 March 2025 · 5th day of March, 2025
    ("named", re.compile(rf"\b{_ORDINAL} (?:day of )?({_NAME})\.?,? ((?:19|20)\d{{2}})\b", re.IGNORECASE), "dmy"),
    # 12-Jun-25
    ("named", re.compile(rf"\b(\d{{1,2}})-({_NAME})-((?:19|20)?\d{{2}})\b", re.IGNORECASE), "dmy"),
    # An electronic signature's stamp: 2025.03.18 09:52:57, the time often on the next line
    ("stamp", re.compile(r"(?<![\d.])((?:19|20)\d{2})\.(\d{2})\.(\d{2})(?![\d.]\d)"), "ymd"),
    ("stamp", re.compile(r"\b((?:19|20)\d{2})[/-](\d{2})[/-](\d{2})(?=[ T]\d{1,2} ?:\d{2})"), "ymd"),
    ("numbers", re.compile(r"(?<![\d./-])((?:19|20)\d{2})-(\d{2})-(\d{2})(?![\d./-])"), "ymd"),
    # 3/5/2025 · 03-05-25 · 3.5.25
    ("numbers", re.compile(r"(?<![\d./-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)?\d{2})(?![\d/-]|\.\d)"), "m.dy"),
)
# The programme's first agreement was signed in July 2002.
FIRST_YEAR, LAST_YEAR = 2002, 2049


class Dated(msgspec.Struct, frozen=True):
    """A day with its characters; `form` is named (a month's name), stamp (electronic), or numbers."""

    on: str
    start: int
    end: int
    form: str


def find_days(text: str) -> list[Dated]:
    """Return every day that a line of text holds, in order; a number that is no day of a calendar is none."""
    found = sorted(_all(text), key=lambda one: (one.start, -one.end))
    kept: list[Dated] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _all(text: str) -> Iterator[Dated]:
    for form, pattern, order in _FORMS:
        for match in pattern.finditer(text):
            on = _day(match, order)
            if on:
                yield Dated(on, match.start(), match.end(), form)


def _full_year(year: str) -> str:
    """Return a year in four digits: two digits are of this century, as old as the programme is."""
    return f"20{year}" if len(year) == 2 else year


def _day(match: re.Match[str], order: str) -> str:
    if order == "mdy":
        month, day, year = str(_NUMBERS[match[1].lower()]), match[2], match[3]
    elif order == "dmy":
        day, month, year = match[1], str(_NUMBERS[match[2].lower()]), _full_year(match[3])
    elif order == "ymd":
        year, month, day = match.groups()
    else:
        month, _, day, year = match.groups()
        year = _full_year(year)
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return ""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
