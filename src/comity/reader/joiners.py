"""Bodies that joined the suit told of just before, in words that leave it out: "Alder County and Birch City joined"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from comity.reader.context import Context
from comity.reader.drafts import Draft, evidence_of
from comity.reader.expressions import Expression
from comity.reader.jurisdictions import distinct
from comity.reader.parsing import Parse
from comity.reader.timing import date_of

_REACH = 3  # sentences from the suit
_JOINED = Expression("joined-suit")


def find_joiners(context: Context, parse: Parse, number: int, suits: Sequence[Draft]) -> list[Draft]:
    """Return the suit told of before for each body of which a sentence says no more than that it joined."""
    told = [suit for suit in suits if suit.action == "sue" and suit.status == "happened"]
    if not told or number - told[-1].sentence > _REACH:
        return []
    found = _JOINED.search(context.folded, parse.start, parse.end)
    named = context.ground.between(parse.start, found.start()) if found else []
    if found is None or not named or context.folded[named[-1].end : found.start()].count(" ") > 3:
        return []
    evidence, start = evidence_of(context.page.text, context.sentences[number], found.start())
    date = date_of(context, parse, parse.index_at(found.start()), "happened")
    return [
        replace(told[-1], jurisdiction=one, date=date, evidence=evidence, start=start, sentence=number,
                actor=f"{one.name} (plaintiff)", attributed_to=None)
        for one in distinct(context.ground.list_around(named, len(named) - 1))
    ]  # fmt: skip
