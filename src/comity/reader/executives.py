"""The state's own agencies: who must sign, or must leave, an agreement by a governor's order, and who did."""

from __future__ import annotations

from comity.reader.acts import FAMILIES, Act
from comity.reader.context import Context
from comity.reader.jurisdictions import Ground, Jurisdiction, distinct
from comity.reader.parsing import Parse
from comity.reader.unnamed import STATE_AGENCIES

_STATES_OWN = frozenset(("state", "commonwealth", "state's", "commonwealth's", "police", "corrections", "patrol"))
_BEFORE = 4  # words that the state may stand before its agency
_LOCAL = frozenset(("county", "counties", "sheriff", "sheriffs", "city", "cities", "local"))


def ordered_state(context: Context, parse: Parse, act: Act) -> Jurisdiction | None:
    """Return the state whose governor orders the state's own agencies to act on an agreement, None otherwise."""
    group = act.group
    is_told = group.governed_by("press") and parse.text(group.first).startswith(("told", "tell", "instruct"))
    if not (group.governed_by("mandate", "decide") or is_told) or group.target is None or group.is_negative:
        return None
    if act.instrument is None or FAMILIES[act.instrument.pattern.instrument or "other"] != "287g":
        return None
    words = {parse.text(i) for i in range(*group.target)}
    is_own = parse.has("state_body", *group.target) or bool(words & _STATES_OWN)
    if not is_own or words & _LOCAL or not _is_governors(parse, group.first):
        return None
    named = context.ground.states_between(parse.start, parse.end)
    if not named and (governed := context.ground.governed_between(parse.start, parse.end)):
        return governed
    return named[0].jurisdiction if named else context.home_state


def _is_governors(parse: Parse, first: int) -> bool:
    """Return whether a governor or his order is who makes them act, in the words before the verb."""
    return any(parse.text(i) in {"governor", "gov", "gov.", "governor's", "order", "directive"} for i in range(first))


def agencys_state(parse: Parse, act: Act, ground: Ground) -> list[Jurisdiction]:
    """Return the state whose own agency a sentence without a county names: "the agreements of the State Police"."""
    names = [s for s in parse.of("state_body") if parse.text(s.after - 1).removesuffix("'s") in STATE_AGENCIES]
    if not names or "287g" not in act.head.pattern.objects or ground.between(parse.start, parse.end):
        return []
    low, high = max(0, names[0].first - _BEFORE), names[0].after - 1
    named = distinct(ground.states_between(parse.words[low].start, parse.words[high].end))
    home = ground.state(ground.main_state())
    return named[-1:] or ([home] if home is not None else [])
