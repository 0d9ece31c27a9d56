"""The beds of a jail that are kept for the immigration agency, counted: more of them, or fewer."""

from __future__ import annotations

from comity.reader.acts import Act
from comity.reader.parsing import Parse

_BEDS = frozenset(("bed", "beds", "space", "spaces", "capacity", "slots"))
_REACH = 8
_SUBJECT = 14


def counted_change(parse: Parse, act: Act) -> str:
    """Return "expand" or "restrict" as the numbers behind "from" and "to" say, "" where no beds are counted."""
    subject = range(max(0, act.group.first - _SUBJECT), act.group.first)
    if not any(parse.text(i) in _BEDS for i in subject):
        return ""
    after = range(act.head.after, min(len(parse.words), act.head.after + _REACH))
    numbers = [int(parse.text(i)) for i in after if parse.text(i).isdigit()]
    if len(numbers) < 2 or numbers[0] == numbers[1]:
        return ""
    return "expand" if numbers[1] > numbers[0] else "restrict"
