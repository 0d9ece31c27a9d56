"""The day of what is told of a state's law: the verb's, else the one date that its sentence or the next holds."""

from __future__ import annotations

from comity.reader.context import Context
from comity.reader.expressions import Expression
from comity.reader.parsing import Parse
from comity.reader.records import DateMention
from comity.reader.timing import date_of, opening_date

_GOES_ON = Expression("law-dated-behind")
_YEARS_JOINED = Expression("years-joined")
_BILL = Expression("bill-before-number")
_HEADER = 20  # characters


def law_date(context: Context, parse: Parse, number: int, head: int, status: str) -> DateMention | None:
    """Return the day of a law's step: by its verb, else the one date of the sentence, else of the next."""
    date = date_of(context, parse, head, status, is_law=True)
    if date is not None:
        return None if _is_number(context, date) else date
    dates = [d for d in context.dates_in(parse.start, parse.end) if d.on and (d.is_future or d.precision != "year")]
    if dates:
        return dates[0] if len({d.on for d in dates}) == 1 else None
    opening = opening_date(context, parse, number)
    return opening if opening is not None and opening.start > _HEADER else _behind(context, number)


def other_years(context: Context, parse: Parse, date: DateMention | None) -> list[DateMention]:
    """Return the other years in which the like was done: "vetoed similar bills in 2019 and 2022"."""
    if date is None or date.precision != "year":
        return []
    dates = [d for d in context.dates_in(parse.start, parse.end) if d.precision == "year" and d.on and d != date]
    return [d for d in dates if _joins_years(context, min(d, date, key=_start), max(d, date, key=_start))]


def _start(date: DateMention) -> int:
    return date.start


def _joins_years(context: Context, first: DateMention, last: DateMention) -> bool:
    """Return whether two years stand beside each other: "in 2019 and 2022", "in 2019 and again in 2022"."""
    return _YEARS_JOINED.fullmatch(context.folded, first.end, last.start) is not None


def _is_number(context: Context, date: DateMention) -> bool:
    """Return whether a year is the number of a bill: "House Bill 2018"."""
    return (
        date.precision == "year" and _BILL.search(context.folded, max(0, date.start - _HEADER), date.start) is not None
    )


def _behind(context: Context, number: int) -> DateMention | None:
    """Return the one date of the next sentence, where that goes on about the law: "It takes effect on July 1"."""
    if number + 1 >= len(context.sentences):
        return None
    after = context.sentences[number + 1]
    if not _GOES_ON.match(context.folded[after.start : after.end]):
        return None
    dates = [d for d in context.dates_in(after.start, after.end) if d.on and not d.is_future]
    return dates[0] if len(dates) == 1 else None
