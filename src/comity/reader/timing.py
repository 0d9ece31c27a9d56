"""When an act was: the date that stands by its verb."""

from __future__ import annotations

from comity.reader.context import Context
from comity.reader.parsing import Parse
from comity.reader.records import DateMention

# What a mark or a linking word between a verb and a date counts in words; beyond the limit the date is another's.
_BREAK_COST = 12
_LIMIT = 34


def date_of(context: Context, parse: Parse, head: int, left: int, status: str) -> DateMention | None:
    """Return the date that belongs to a verb: the nearest in its sentence, across as few breaks as can be."""
    best: tuple[int, DateMention] | None = None
    for date in context.dates_in(parse.start, parse.end):
        if date.is_future and status == "happened":
            continue
        at = parse.index_at(date.start)
        cost = _distance(parse, head, at)
        if cost <= _LIMIT and (best is None or cost < best[0]):
            best = cost, date
    return best[1] if best else None


def _distance(parse: Parse, head: int, at: int) -> int:
    low, high = min(head, at), max(head, at)
    breaks = sum(parse.is_link(i) or parse.is_hard(i) for i in range(low + 1, high))
    return high - low + _BREAK_COST * breaks
