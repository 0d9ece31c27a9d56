"""An act told by words that stand near each other, where no verb governs its instrument by the rules of grammar."""

from __future__ import annotations

from comity.reader.acts import FAMILIES, Act
from comity.reader.parsing import NEGATIVES, Parse, Span
from comity.reader.verbgroups import VerbGroup

_FAMILIES = frozenset(("287g", "contract", "custody", "sharing"))
# How many words a hint may stand from the instrument.
_REACH = 12
# Federal persons, of whom nothing local is told.
_PERSONS = frozenset(("president", "trump", "biden", "obama", "congress", "nationwide", "nationally"))
_NEEDING = frozenset(
    (
        "must",
        "need",
        "needs",
        "needed",
        "require",
        "requires",
        "required",
        "only",
        "unless",
        "without",
        "accompanied",
        "comes",
        "come",
    )
)
_TO_COME = frozenset(("will", "plans", "intends", "soon", "going", "announced", "shall"))
_WISHED = frozenset(
    ("would", "proposed", "proposes", "wants", "seeks", "sought", "pending", "applied", "application", "asked", "may")
    + ("could", "might", "considering", "requested", "proposal", "hopes", "seeking", "wanted", "request", "apply")
)
_ASKED = frozenset(("urge", "urged", "urging", "demand", "demanded", "demanding", "pressure", "petition"))


def loose_act(parse: Parse) -> Act | None:
    """Return the act that a sentence's words hint at, None where they hint at none or contradict each other."""
    if not parse.words or parse.words[-1].text == "?":
        return None
    if any(word.text in _PERSONS for word in parse.words):
        return None
    named = [
        s for s in parse.of("instrument") if not s.pattern.is_generic and FAMILIES[s.pattern.instrument] in _FAMILIES
    ]
    if not named:
        return None
    instrument = named[0]
    hint = _hint(parse, instrument)
    if hint is None:
        return None
    action = hint.pattern.action
    if FAMILIES[instrument.pattern.instrument] == "custody" and action == "start":
        return None
    words = {word.text for word in parse.words}
    if words & (NEGATIVES - {"no"} | {"longer", "none", "nobody", "few"}) and action in {"start", "renew"}:
        return None
    status = _status(parse, words)
    group = VerbGroup(hint.first, hint.form)
    return Act(hint, group, instrument, action, status, is_pressed=status == "pressured")


def lost_motion(parse: Parse) -> Act | None:
    """Return the beginning that a lost motion would have made: "the motion failed", "voted it down"."""
    lost = [s for s in parse.of("hint") if s.pattern.status == "rejected"]
    if not lost:
        return None
    head = lost[0]
    named = [
        s for s in parse.of("instrument") if not s.pattern.is_generic and FAMILIES[s.pattern.instrument] in _FAMILIES
    ]
    return Act(head, VerbGroup(head.first, "past"), named[0] if named else None, "start", "rejected")


def _limited(parse: Parse) -> Act | None:
    """Return the limit that a sentence sets on detainers or agents in the jail: "must come with a judge's warrant"."""
    conditions = list(parse.of("condition"))
    custody = [
        s
        for s in parse.of("instrument")
        if not s.pattern.is_generic and FAMILIES[s.pattern.instrument] in {"custody", "access"}
    ]
    words = {word.text for word in parse.words}
    if not conditions or not custody or not words & _NEEDING:
        return None
    status = "announced" if words & _TO_COME else "happened"
    head = conditions[0]
    return Act(head, VerbGroup(head.first, "word"), custody[0], "restrict", status, is_subject_voice=True)


def _hint(parse: Parse, instrument: Span) -> Span | None:
    """Return the hint nearest to an instrument."""
    near = [
        s for s in parse.of("hint") if min(abs(s.first - instrument.after), abs(instrument.first - s.after)) <= _REACH
    ]
    return min(
        near,
        key=lambda s: (min(abs(s.first - instrument.after), abs(instrument.first - s.after)), s.first),
        default=None,
    )


def _status(parse: Parse, words: set[str]) -> str:
    if words & _ASKED and parse.has("outsider"):
        return "pressured"
    if words & _WISHED:
        return "proposed"
    return "announced" if words & _TO_COME else "happened"
