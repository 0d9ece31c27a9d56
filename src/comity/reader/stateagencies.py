"""A governor's order on what the state's own agencies sign: told of their agreement, and not of a state's law."""

from __future__ import annotations

from comity.reader.context import Context
from comity.reader.expressions import Expression
from comity.reader.parsing import Parse

_STATES_OWN = Expression("states-own-officers")
_COUNTIES = Expression("of-counties")
_ORDER = Expression("governors-order")
_DEAL = Expression("signed-deal")
# Which way an agreement goes by an order that points so.
OF_AGENCIES = {"expand": "start", "restrict": "end", "end": "end"}


def is_agencies_deal(context: Context, parse: Parse, number: int) -> bool:
    """Return whether a sentence tells of a governor's order that the state's own agencies sign, or leave, 287(g)."""
    said = context.folded[parse.start : parse.end]
    if not _ORDER.search(said):
        return False
    deal = _DEAL.search(said)
    if deal is None or ("287(g)" not in said and "287(g)" not in context.folded):
        return False
    whose = said[: deal.end()]
    if _COUNTIES.search(whose):
        return False
    if _STATES_OWN.search(whose):
        return True
    before = context.sentences[max(0, number - 1)]
    is_them = " them " in whose or " they " in whose
    return is_them and _STATES_OWN.search(context.folded, before.start, before.end) is not None
