"""When an act was: the date that stands by its verb."""

from __future__ import annotations

from comity.reader.context import Context
from comity.reader.parsing import Parse
from comity.reader.records import DateMention

# What a mark or a linking word between a verb and a date counts in words; beyond the limit the date is another's.
_BREAK_COST = 12
_LIMIT = 34


_UNTIL = frozenset(("through", "until", "till", "thru"))
_DETERMINERS = frozenset(("a", "an", "the", "his", "her", "its", "their", "this", "that"))


def date_of(context: Context, parse: Parse, head: int, status: str, is_start: bool = True) -> DateMention | None:
    """Return the date that belongs to a verb: the nearest in its sentence, across as few breaks as can be.

    "Since" dates what began (`is_start`), not what was then done to it.
    """
    best: tuple[int, DateMention] | None = None
    for date in context.dates_in(parse.start, parse.end):
        if date.is_future and status == "happened":
            continue
        at = parse.index_at(date.start)
        if not is_start and "since" in {parse.text(at), parse.text(at - 1)}:
            continue
        if parse.text(at) in _UNTIL or parse.text(at - 1) in _UNTIL or _is_others(parse, head, at):
            continue
        if _is_attribute(parse, at, parse.index_at(date.end - 1)):
            continue
        cost = _distance(parse, head, at)
        if cost <= _LIMIT and (best is None or cost < best[0]):
            best = cost, date
    return best[1] if best else None


def _is_others(parse: Parse, head: int, at: int) -> bool:
    """Return whether another verb of change stands between a verb and a date behind it: the date is that one's."""
    return any(
        head + 1 < s.first < at and s.form not in {"noun", "word"} and parse.is_link(s.first - 1)
        for s in parse.of("change")
    )


def _is_attribute(parse: Parse, first: int, last: int) -> bool:
    """Return whether a year only describes a noun: "a 1996 law", "his 2020 campaign"."""
    is_year = first == last and parse.text(first).isdigit()
    return is_year and parse.text(first - 1) in _DETERMINERS and parse.text(last + 1).isalpha()


def _distance(parse: Parse, head: int, at: int) -> int:
    low, high = min(head, at), max(head, at)
    breaks = sum(parse.is_link(i) or parse.is_hard(i) for i in range(low + 1, high))
    return high - low + _BREAK_COST * breaks
