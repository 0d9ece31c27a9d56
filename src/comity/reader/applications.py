"""Applications that who made them took back in the same breath: told as asked for, and not asked for any more."""

from __future__ import annotations

from comity.reader.acts import Act
from comity.reader.parsing import Parse

_TAKING = frozenset(("took", "pulled", "withdrew", "rescinded", "dropped", "cancelled", "canceled", "revoked"))
_JOINED = frozenset(("and", "but", "then", "later", "soon"))
_REACH = 8


def is_then_taken_back(parse: Parse, act: Act) -> bool:
    """Return whether who applied took it back: "sent in an application and took it back"."""
    behind = range(act.head.after, min(len(parse.words), act.head.after + _REACH))
    is_told = act.head.pattern.id == "apply" and act.head.form in {"past", "part"} and not act.group.effects
    return is_told and any(
        parse.text(i) in _TAKING and parse.text(i + 1) == "it"
        and parse.text(i - 1) in _JOINED
        for i in behind
    )  # fmt: skip


def wants_out(parse: Parse, act: Act) -> bool:
    """Return whether a body or its jail is wanted out of what is named: "wanted his jail out of 287(g)"."""
    if act.instrument is None or not parse.text(act.head.first).startswith("want"):
        return False
    between = [parse.text(i) for i in range(act.head.after, act.instrument.first)]
    return ["out", "of"] in [between[i : i + 2] for i in range(len(between))]
