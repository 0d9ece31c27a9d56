"""Leave that a board gives to its sheriff, which is as good as the act: "allowed the sheriff to take 75 inmates"."""

from __future__ import annotations

from comity.reader.parsing import Parse
from comity.reader.verbgroups import VerbGroup

# Who gives a sheriff leave, and how far before the verb it may stand.
_BOARDS = frozenset(
    ("board", "commissioners", "commission", "council", "supervisors", "court", "freeholders", "trustees")
)
_BOARD_REACH = 6
_DRAFTS = frozenset(("ordinance", "resolution", "measure", "proposal", "motion", "plan", "amendment"))


def is_leave_given(parse: Parse, group: VerbGroup) -> bool:
    """Return whether a board lets somebody act: "commissioners on Monday allowed the sheriff to take 75 inmates"."""
    if not group.effects or group.effects[-1].pattern.effect != "permit" or group.is_negative:
        return False
    outer = group.effects[-1]
    is_past = outer.form in {"past", "part"} or parse.text(outer.first) in {"let", "cleared"}
    near = [parse.text(i) for i in range(max(0, outer.first - _BOARD_REACH), outer.first)]
    is_other = bool({"will", "would", "could", "may", "might", "to", "that", "which"} & {*near[-3:]})
    return is_past and not is_other and bool(_BOARDS & {*near})


def would_give_leave(parse: Parse, group: VerbGroup) -> str:
    """Return "proposed" where a draft would give leave: "an ordinance that would let the sheriff rent out cells"."""
    outer = group.effects[-1] if group.effects else None
    if outer is None or outer.pattern.effect != "permit" or group.is_negative:
        return ""
    near = {parse.text(i) for i in range(max(0, outer.first - _BOARD_REACH), outer.first)}
    return "proposed" if "would" in near and _DRAFTS & near else ""
