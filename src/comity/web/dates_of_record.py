"""Days that answers are drawn and counted from: they stand still while lists come, and turn with the month or the year.

What is made from the newest list's own day changes with every list. A calendar that begins with the year, or a picture
that begins with the month, changes when something in it does; so does its file in a published folder.
"""

from __future__ import annotations

from calendar import monthrange

import msgspec

from comity.register.listed import newest_list
from comity.register.overview import list_days
from comity.web.served import Served

_NEVER = "1970-01-01"


class DrawnLists(msgspec.Struct, frozen=True):
    """What a timeline is drawn along: the last day of the newest list's month, and the days of lists before it."""

    end_on: str
    days: tuple[str, ...]


def drawn_lists(served: Served) -> DrawnLists:
    """Return what timelines are drawn along; `end_on` is "" where there is no list."""
    newest = newest_list(served.connection)
    if not newest:
        return DrawnLists("", ())
    month = newest[:7]
    end_on = f"{month}-{monthrange(int(newest[:4]), int(newest[5:7]))[1]}"
    return DrawnLists(end_on, tuple(day for day in list_days(served.connection) if day < month))


def month_began_on(served: Served) -> str:
    """Return the first day of the month of the release's day, or "" where it has none."""
    return f"{served.as_of[:7]}-01" if served.as_of else ""


def year_began_on(served: Served) -> str:
    """Return the first day of the year of the release's day."""
    return f"{served.as_of[:4]}-01-01" if served.as_of else _NEVER


def began_on(served: Served) -> str:
    """Return the day of the first list: since when what never changed has been as it is."""
    return next(iter(list_days(served.connection)), _NEVER)
