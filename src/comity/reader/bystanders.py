"""Words of change said of somebody who decides nothing: a building, one member of a board, anybody at all."""

from __future__ import annotations

from comity.reader.acts import Act
from comity.reader.parsing import BE, DETERMINERS, Parse
from comity.reader.subjects import subject_words

# What is opened and closed, and built, without a word on whom it holds.
_HOUSES = frozenset(
    (
        "jail", "facility", "prison", "building", "wing", "pod", "annex", "tower", "dormitory", "lockup", "addition",
        "unit", "floor", "cellblock", "block",
    )
)  # fmt: skip
_BUILDING = ("open", "built", "clos", "finish", "reopen")
_HOUSE_REACH = 9
# Whoever is held there tells that an agreement began or ended with the doors.
_HELD = ("detain", "ice", "immigra", "federal", "agency", "migrant", "contract", "agreement", "deal")
_HELD_REACH = 7
# One of those who vote, by title: a board decides, and not one of its members.
_MEMBERS = frozenset(
    (
        "commissioner", "supervisor", "councilman", "councilwoman", "councilmember", "councilor", "councillor", "juror",
        "alderman", "alderwoman", "alderperson", "trustee", "legislator", "freeholder", "member", "selectman", "judge",
        "magistrate", "chairman", "chairwoman", "chair", "controller", "mayor", "vice",
    )
)  # fmt: skip
_BOARDS = frozenset(
    ("board", "council", "commission", "commissioners", "supervisors", "court", "jury", "committee", "members", "and")
)
_SINGLE = frozenset(("he", "she"))
_ANY = frozenset(("a", "an", "any", "every", "each", "no"))
_ANY_REACH = 4
# What drivers are stopped for by the police.
_ROAD = frozenset(("traffic", "speeding", "driving", "drunken", "drunk", "expired", "broken", "running"))


def is_by_bystander(parse: Parse, act: Act) -> bool:
    """Return whether who or what an act's words are said of decides nothing."""
    return (
        _is_buildings(parse, act)
        or _is_one_members(parse, act)
        or _is_anybodys(parse, act)
        or _is_set_up_for(parse, act)
        or _is_over_something(parse, act)
        or _is_stopped_for(parse, act)
        or _is_agencys_want(parse, act)
    )


def _is_buildings(parse: Parse, act: Act) -> bool:
    """Return whether only a building was opened or closed: "the jail opened in 1994 and has 90 beds"."""
    if act.head.form not in {"past", "part"} or not parse.text(act.head.first).startswith(_BUILDING):
        return False
    if act.head.after > act.head.first + 1 or parse.text(act.head.after) in DETERMINERS or act.group.effects:
        return False  # "opened its doors to", "opened a wing for"
    before = [parse.text(i) for i in range(max(0, act.group.first - _HOUSE_REACH), act.group.first)]
    behind = [parse.text(i) for i in range(act.head.after, min(len(parse.words), act.head.after + _HELD_REACH))]
    return bool(_HOUSES & {*before}) and not any(word.startswith(_HELD) for word in before + behind)


def _is_one_members(parse: Parse, act: Act) -> bool:
    """Return whether one member votes, whose board decides: "Supervisor Doe voted against it"."""
    if not parse.text(act.head.first).startswith("vot") or act.group.effects:
        return False
    first, left = subject_words(parse, act)
    words = {parse.text(i) for i in range(first, left)}
    if parse.text(first) in {"board", "council"} and parse.text(first + 1) == "member":
        return True
    return bool(words & _MEMBERS or (words and words <= _SINGLE)) and not words & _BOARDS


def _is_anybodys(parse: Parse, act: Act) -> bool:
    """Return whether it is said of whoever does it: "a prosecutor who breaks it may be removed"."""
    at = act.group.first - 1
    if parse.text(at) != "who" or act.head.form != "s" or act.group.effects:
        return False
    return any(parse.text(i) in _ANY for i in range(max(0, at - _ANY_REACH), at))


def _is_set_up_for(parse: Parse, act: Act) -> bool:
    """Return whether a participle only describes what something is there for: "a corporation set up for it"."""
    if parse.text(act.head.first) != "set" or act.head.form not in {"past", "part"}:
        return False
    return act.instrument is None and parse.text(act.head.after) in {"for", "to", "by"}


def _is_agencys_want(parse: Parse, act: Act) -> bool:
    """Return whether the federal agency is who wants it: "the agency wants its detainees near the court"."""
    before = f"{parse.text(act.group.first - 2)} {parse.text(act.group.first - 1)}"
    return before == "the agency" and act.head.pattern.id in {"apply", "ask-for"}


def _is_stopped_for(parse: Parse, act: Act) -> bool:
    """Return whether people were stopped by the police: "half of them had been stopped for traffic offenses"."""
    if parse.text(act.head.first) != "stopped" or parse.text(act.head.after) != "for":
        return False
    return act.group.is_passive or any(parse.text(i) in _ROAD for i in range(act.head.after + 1, act.head.after + 4))


def _is_over_something(parse: Parse, act: Act) -> bool:
    """Return whether something is over a sum or a number, and not at its end: "it is over its budget"."""
    if parse.text(act.head.after - 1) != "over" or parse.text(act.head.first) not in BE:
        return False
    behind = parse.text(act.head.after)
    return behind in DETERMINERS or behind in {"budget", "capacity", "$"} or behind.isdigit()
