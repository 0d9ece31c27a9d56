"""The act of a clause for those whom the sentence goes on to name without its verb.

"A County joined in 2008, B County in 2007": the verb is left out and the day is another (a gap). "A County joined in
2008, along with B County": no verb and no day, for B is only company.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from comity.reader.context import Context
from comity.reader.drafts import Draft
from comity.reader.expressions import Expression
from comity.reader.jurisdictions import Jurisdiction, Named, distinct
from comity.reader.parsing import Parse
from comity.reader.records import DateMention

_GAP = Expression("gap-before")
_DAY = Expression("gap-day")
_COMPANY = Expression("along-with")
# How many characters may stand between "along with" and the first of those named, and between a day and a place.
_TO_NAME = 26
_TO_DAY = 30


def left_out(context: Context, parse: Parse, last: Callable[[Jurisdiction], Draft], told: list[Draft]) -> list[Draft]:
    """Return the act told last in a sentence, of those whom the same sentence names behind it without a verb."""
    known = {draft.jurisdiction for draft in told}
    if told[-1].kind in {"lawsuit", "legal_mandate"} or told[-1].jurisdiction.type == "state":
        return []
    gapped = [(n.jurisdiction, _day(context, n, parse.end)) for n in _gapped(context, parse)]
    made = [replace(last(one), date=day) for one, day in gapped if one not in known]
    return made + [last(one) for one in _company(context, parse) if one not in known]


def _gapped(context: Context, parse: Parse) -> list[Named]:
    """Return the places that stand between two days, with nothing but a joining word before them."""
    found: list[Named] = []
    days = context.dates_in(parse.start, parse.end)
    places = context.ground.between(parse.start, parse.end)
    for at, named in enumerate(places):
        before = max((day.end for day in days if day.end <= named.start), default=-1)
        if before < 0 or not _GAP.search(context.folded, before, named.start):
            continue
        listed = [one for one in context.ground.list_around(places, at) if one.start >= named.start]
        if _DAY.match(context.folded, listed[-1].end, parse.end):
            found += listed
    return found


def _day(context: Context, named: Named, end: int) -> DateMention | None:
    days = context.dates_in(named.end, min(end, named.end + _TO_DAY))
    return next((day for day in days if day.on and not day.is_future), None)


def _company(context: Context, parse: Parse) -> list[Jurisdiction]:
    """Return the places of the list behind "along with"."""
    said = _COMPANY.search(context.folded, parse.start, parse.end)
    named = context.ground.between(said.end(), parse.end) if said is not None else []
    if said is None or not named or named[0].start - said.end() > _TO_NAME:
        return []
    return distinct(context.ground.list_around(named, 0))
