"""Whether detainees who come and go tell of a contract: all of a jail's, not one, some, or from wing to wing."""

from __future__ import annotations

from comity.reader.acts import Act
from comity.reader.parsing import Parse

_LEAVING = frozenset(("detainees-leave", "detainees-out"))
_MOVING = _LEAVING | {"detainees-arrive", "detainees-in"}
# Words before "detainees" by which all of them are meant.
_WHOLE = frozenset(("last", "all", "remaining", "every", "its", "their", "his", "the", "final", "no", "those"))
_PART = frozenset(("some", "most", "many", "several", "few", "of", "dozens", "other", "half", "more", "sick"))
_PEOPLE = frozenset(("detainees", "inmates", "prisoners", "detainee", "inmate", "prisoner"))
_AGREED = frozenset(("contract", "agreement", "deal", "contracts", "agreements", "deals"))
_ONE = frozenset(("detainee", "inmate", "prisoner"))
# Where to or when, in what is only a jail's daily course.
_INSIDE = frozenset(("another", "within", "between", "wing", "unit", "pod", "dormitory", "hospital", "court"))
_DOORS = frozenset(("jail", "custody", "facility", "building", "court", "room", "cell", "cells"))
_AFTER = 10
_QUANTITY = 4


def is_mere_movement(parse: Parse, act: Act) -> bool:
    """Return whether people are only moved: one of them, a part, as a rule, or inside the jail."""
    if act.head.pattern.id == "let-run-out" or parse.text(act.head.first).startswith("beg"):
        return _is_of_people(parse, act)
    if act.head.pattern.id in {"end", "leave-agreement"}:
        return _is_out_of_door(parse, act)
    if act.head.pattern.id not in _MOVING:
        return False
    if parse.text(parse.clause(act.group.first)[0]) in {"how", "why"} or _is_daily(act):
        return True
    if act.head.pattern.id not in _LEAVING:
        return False
    after = (parse.text(i) for i in range(act.head.after, min(len(parse.words), act.head.after + _AFTER)))
    if any(word in _INSIDE for word in after):
        return True
    return _is_part(parse, act)


def _is_of_people(parse: Parse, act: Act) -> bool:
    """Return whether people are let go, or begin something of their own, and no agreement does."""
    if act.instrument is None or act.head.pattern.id not in {"let-run-out", "since"}:
        return False
    words = {parse.text(i) for i in range(act.instrument.first, act.instrument.after)}
    return bool(words & _PEOPLE) and not words & _AGREED


def _is_out_of_door(parse: Parse, act: Act) -> bool:
    """Return whether a person leaves a building: "a detainee left the jail by mistake"."""
    is_left = parse.text(act.head.first).startswith(("leav", "left", "exit"))
    return is_left and any(parse.text(i) in _DOORS for i in range(act.head.after, act.head.after + 4))


def _is_daily(act: Act) -> bool:
    """Return whether a plain present tense tells what is done as a rule: "are transferred out within 72 hours"."""
    group = act.group
    is_told = group.is_past or group.is_perfect or group.is_progressive or group.modals or group.effects
    is_present = group.is_passive or act.head.form in {"s", "base"}
    return is_present and not is_told and not group.is_infinitive and not group.is_negative


def _is_part(parse: Parse, act: Act) -> bool:
    """Return whether not all of a jail's detainees are spoken of: "an ICE detainee", "some detainees"."""
    if act.instrument is None:
        return False
    before = {parse.text(i) for i in range(max(0, act.instrument.first - _QUANTITY), act.instrument.first)}
    if parse.text(act.instrument.after - 1) in _ONE and not before & {"last", "every"}:
        return True
    if before & _PART and "last" not in before:
        return True
    is_gone = act.group.is_perfect or act.group.is_progressive  # "detainees are leaving": all of them
    is_all = bool(act.group.modals) or is_gone or parse.text(act.head.after - 1) == "gone"
    return not is_all and not before & _WHOLE
