"""What a file's name says: which list, of what date, and where in the day. A name is one witness, and names lie."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_STAMP = re.compile(r"(?<!\d)((?:19|20)\d{6})(\d{6})(?!\d)")
_DIGITS = re.compile(r"(?<!\d)\d{7,9}(?!\d)")
_APART = re.compile(r"(?<!\d)(\d{1,4})[-_.](\d{1,2})[-_.](\d{2,4})(?!\d)")
_SUFFIX = re.compile(r"[\s_-]*(am|mid|noon|pm)?[\s_-]*(\d)?[\s_-]*([a-e](?![a-z]))?", re.IGNORECASE)
_CLOCK = {"am": 9, "": 12, "mid": 13, "noon": 13, "pm": 17}


class NameSays(NamedTuple):
    """The list's kind, its ISO date and its place in the day (`hhmmss`, comparable as text); each "" if not said."""

    list: str = ""
    on: str = ""
    order: str = ""


def read_name(name: str) -> NameSays:
    """Return what a file's name says, of any of the publisher's patterns.

    Examples: `participatingAgencies07242025pm_b.xlsx` is participating, 2025-07-24, 17:00:02;
    `090022025am` has a digit too many and only one date is left when one is dropped: 2025-09-02.
    A day's order is am, then nothing, mid, pm, pm2; a letter comes after its plain form.
    """
    base = name.replace("\\", "/").rpartition("/")[2]
    low = base.lower()
    kind = "pending" if "pending" in low else "participating" if "participating" in low or "roster" in low else ""
    stamp = _STAMP.search(base)
    if stamp and (on := _iso(stamp[1][:4], stamp[1][4:6], stamp[1][6:])):
        return NameSays(kind, on, stamp[2])
    if (match := _DIGITS.search(base)) and (on := _date_of_digits(match[0])):
        return NameSays(kind, on, _order(base[match.end() :]))
    if (match := _APART.search(base)) and (on := _date_apart(*match.groups())):
        return NameSays(kind, on, _order(base[match.end() :]))
    return NameSays(kind)


def _date_of_digits(digits: str) -> str:
    if len(digits) == 8:
        return _iso(digits[4:], digits[:2], digits[2:4]) or _iso(digits[:4], digits[4:6], digits[6:])
    if len(digits) == 7:
        return _iso(digits[3:], digits[:1], digits[1:3])
    # one digit too many: believed only if dropping one leaves a single date
    dates = {_iso(d[4:], d[:2], d[2:4]) for i in range(9) if (d := digits[:i] + digits[i + 1 :])} - {""}
    return dates.pop() if len(dates) == 1 else ""


def _date_apart(first: str, second: str, third: str) -> str:
    if len(first) == 4:
        return _iso(first, second, third)
    return _iso(third if len(third) == 4 else f"20{third[-2:]}", first, second)


def _iso(year: str, month: str, day: str) -> str:
    """Return the ISO date, or "" where there is none or it lies outside the programme's life."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return ""
    return found.isoformat() if 2002 <= found.year <= 2099 else ""


def _order(rest: str) -> str:
    match = _SUFFIX.match(rest)
    if match is None:
        return "120000"
    hour = _CLOCK[(match[1] or "").lower()]
    minute = int(match[2] or 0)
    second = "abcde".index(match[3].lower()) + 1 if match[3] else 0
    return f"{hour:02}{minute:02}{second:02}"
