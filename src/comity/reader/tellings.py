"""Days on which something is told and not done: "said Monday", "in an interview Friday", "the memo of April 28"."""

from __future__ import annotations

from comity.reader.expressions import Expression
from comity.reader.parsing import Parse
from comity.reader.records import DateMention

_PAPERS = Expression("dated-paper")
_TELLINGS = Expression("telling-named")
_DATING = Expression("before-its-day")
_CLOSE = 3


def is_told_on(parse: Parse, date: DateMention) -> bool:
    """Return whether a day is that on which somebody tells what a sentence says, and not when it was done."""
    if not parse.start <= date.start < parse.end:
        return date.precision == "day"
    at, last = parse.index_at(date.start), parse.index_at(date.end - 1)
    if is_of_saying(parse, at, last) or is_of_telling(parse, at):
        return True
    return date.precision == "day" and bool(parse.of("speech"))


def is_of_telling(parse: Parse, at: int) -> bool:
    """Return whether a date is that of a paper or a talk in which something is told: "in an interview Friday"."""
    index = at - 1
    while index > at - _CLOSE and parse.text(index) in _DATING.words:
        index -= 1
    return parse.text(index) in _TELLINGS.words


def is_said_on(parse: Parse, first: int, last: int) -> bool:
    """Return whether a date is that of a verb of saying, with no comma between: not "in May, he said"."""
    return "," not in {parse.text(first - 1), parse.text(last + 1)} and is_of_saying(parse, first, last)


def is_of_saying(parse: Parse, first: int, last: int) -> bool:
    """Return whether a date stands right before or behind a verb of saying: "said Monday", "on Tuesday announced"."""
    behind = any(
        s.form in {"past", "s", "part"}
        for i in range(max(0, first - 2), first + 1)
        for s in parse.ending_at(i, "speech")
    )
    ahead = any(s.form in {"past", "s"} for i in range(last + 1, last + 3) for s in parse.at(i, "speech"))
    return behind or ahead


def is_of_paper(parse: Parse, at: int) -> bool:
    """Return whether a date is that of a paper in which something is said: "the memo of April 28", "a letter dated"."""
    return parse.text(at - 1) in {"of", "dated", "from"} and parse.text(at - 2) in _PAPERS.words
