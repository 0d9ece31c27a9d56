"""The states that a sentence says are sued."""

from __future__ import annotations

from comity.reader.context import Context
from comity.reader.expressions import Expression
from comity.reader.jurisdictions import Jurisdiction, Named
from comity.reader.parsing import Parse

# The states sued stand behind the verb, one after the other; or before its passive.
_AGAINST_STATE = Expression("against-state")
_ITS_BODIES = Expression("its-bodies")
_ITS_LAW = Expression("its-law")
_WAS_SUED = Expression("was-sued")
# Who sues the state, its governor or its attorney general is against the state's rule.
_AGAINST_AUTHORITY = Expression("against-authority")


def sued_states(context: Context, parse: Parse) -> list[Jurisdiction]:
    """Return the states that a sentence says are sued."""
    states = context.ground.states_between(parse.start, parse.end)
    return [s.jurisdiction for s in states if _is_sued(context, parse, s)]


def _is_sued(context: Context, parse: Parse, state: Named) -> bool:
    """Return whether a state is who is sued: "sued California, Illinois", "against New Jersey", "X … were sued"."""
    if _AGAINST_STATE.search(context.folded, parse.start, state.start):
        return _ITS_BODIES.match(context.folded, state.end) is None
    return _WAS_SUED.match(context.folded[state.end : parse.end]) is not None


def names_its_law(context: Context, state: Named) -> bool:
    """Return whether a state's name only says whose constitution or law it is."""
    return _ITS_LAW.match(context.folded, state.end) is not None


def is_against_authority(context: Context, parse: Parse) -> bool:
    """Return whether a sentence tells of a suit against a state, its governor or its attorney general."""
    return _AGAINST_AUTHORITY.search(context.folded, parse.start, parse.end) is not None
