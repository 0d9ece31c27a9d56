"""An act told by words that stand near each other, where no verb governs its instrument by the rules of grammar."""

from __future__ import annotations

from comity.reader.acts import FAMILIES, Act
from comity.reader.heads import leaves_alone
from comity.reader.idle import MONTHS, is_terms, is_topic
from comity.reader.parsing import BE, NEGATIVES, Parse, Span
from comity.reader.verbgroups import VerbGroup, read_group

_FAMILIES = frozenset(("287g", "contract", "custody", "sharing"))
# How many words a hint may stand from the instrument.
_REACH = 12
# Federal persons, of whom nothing local is told, and what is only thought of.
# What is told of releases or of warrants is no hold that a limit could be set on.
_NO_HOLD = frozenset(("told-of-release", "warrant-to-hold", "held-on-warrant"))
_UNREAL = frozenset(
    (
        "stake",
        "race",
        "ballot",
        "president",
        "trump",
        "biden",
        "obama",
        "congress",
        "nationwide",
        "nationally",
        "could",
        "might",
        "study",
    )
)
# What opens a clause about something else than the instrument, and what only tells of what might be.
_PARTING = frozenset(("which", "who", "where", "that", "because", "while", "unless", "how", "whether"))
_ONLY = frozenset(("only", "sole", "lone", "remaining", "last", "its", "ice's", "other", "current", "existing"))
# "In the first month of it" tells of no beginning.
_TIMES = frozenset(("day", "days", "week", "weeks", "month", "months", "year", "years", "half", "quarter", "time"))
_LETTING = frozenset(("allows", "allow", "lets", "let"))
# In the present tense these tell only that something exists.
_STANDING = ("participat", "partner", "house", "take")
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
        "enough",
        "sufficient",
    )
)
_TO_COME = frozenset(("will", "plans", "intends", "soon", "going", "announced", "shall"))
_WISHED = frozenset(
    (
        "would",
        "proposed",
        "proposes",
        "wants",
        "seeks",
        "sought",
        "pending",
        "applied",
        "application",
        "asked",
        "may",
        "could",
        "might",
        "considering",
        "requested",
        "proposal",
        "hopes",
        "seeking",
        "wanted",
        "request",
        "apply",
        "awaiting",
        "awaits",
    )
)
_ASKED = frozenset(("urge", "urged", "urging", "demand", "demanded", "demanding", "pressure", "petition"))

_ASKINGS = frozenset(("application", "applications", "request", "bid"))


def loose_act(parse: Parse, is_placed: bool) -> Act | None:
    """Return the act that a sentence's words hint at, None where they hint at none or contradict each other.

    Without a place in the sentence (`is_placed`) only a limit is told.
    """
    if not parse.words or parse.words[-1].text == "?":
        return None
    limited = _limited(parse)
    if limited is not None or parse.has("hypothetical") or any(w.text in _UNREAL for w in parse.words) or not is_placed:
        return limited
    named = _named(parse)
    if not named or any(leaves_alone(parse, s) for s in parse.of("hint")):
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
    if action not in {"start", "renew"} and _is_denied(parse, hint):
        return None
    if hint.pattern.id == "hint-refuse" and FAMILIES[instrument.pattern.instrument] != "custody":
        return None
    status = _status(parse, words)
    if any(parse.text(i) == "no" and parse.text(i + 1) in _ASKINGS for i in range(len(parse.words))):
        if not parse.has("speech"):
            return None
        status = "denied"  # "has made no application, his office said"
    group = VerbGroup(hint.first, hint.form)
    return Act(hint, group, instrument, action, status, is_pressed=status == "pressured")


def lost_motion(parse: Parse) -> Act | None:
    """Return the beginning that a lost motion would have made: "the motion failed", "voted it down"."""
    lost = [s for s in parse.of("hint") if s.pattern.status == "rejected"]
    if not lost:
        return None
    head = lost[0]
    named = _named(parse)
    return Act(head, VerbGroup(head.first, "past"), named[0] if named else None, "start", "rejected")


def _limited(parse: Parse) -> Act | None:
    """Return the limit that a sentence sets on detainers or agents in the jail: "must come with a judge's warrant"."""
    conditions = list(parse.of("condition"))
    custody = [
        s
        for s in parse.of("instrument", "object")
        if not s.pattern.is_generic
        and s.pattern.id not in _NO_HOLD
        and FAMILIES[s.pattern.instrument] in {"custody", "access"}
    ]
    conditions += [s for s in parse.of("class") if s.pattern.id == "court-warrant"]
    words = {word.text for word in parse.words}
    is_not_enough = (
        "alone" in words
        and parse.has("body")
        and not parse.has("state_body")
        and bool(words & (NEGATIVES | {"nobody", "none"}))
    )
    if not conditions or not custody or not (words & _NEEDING or is_not_enough) or _is_one_case(parse, words):
        return None
    status = "announced" if words & _TO_COME else "happened"
    head = conditions[0]
    return Act(head, VerbGroup(head.first, "word"), custody[0], "restrict", status, is_subject_voice=True)


def _is_one_case(parse: Parse, words: set[str]) -> bool:
    """Return whether one case is told of, in which no paper came: "no judicial warrant was ever shown to the jail"."""
    if not words & {"shown", "presented", "provided", "produced", "sent"} or not {"was", "were", "had"} & words:
        return False
    return any(
        parse.text(i) == "no" and "warrant" in parse.text(i + 1) + parse.text(i + 2) for i in range(len(parse.words))
    )


def _hint(parse: Parse, instrument: Span) -> Span | None:
    """Return the hint nearest to an instrument."""
    near = [
        s
        for s in parse.of("hint")
        if _is_used(parse, s)
        and not _is_parted(parse, s, instrument)
        and min(abs(s.first - instrument.after), abs(instrument.first - s.after)) <= _REACH
    ]
    return min(
        near,
        key=lambda s: (min(abs(s.first - instrument.after), abs(instrument.first - s.after)), s.first),
        default=None,
    )


def _is_parted(parse: Parse, hint: Span, instrument: Span) -> bool:
    """Return whether the instrument is only in a clause about something else: "a budget that counts on …"."""
    low, high = (hint.after, instrument.first) if hint.first < instrument.first else (instrument.after, hint.first)
    if any(parse.is_hard(i) for i in range(low, high)):
        return True
    if hint.first < instrument.first and is_topic(parse, hint.after, instrument.first):
        return True
    is_let = hint.first > instrument.first and any(parse.text(i) in _LETTING for i in range(low, high))
    return is_let or any(parse.text(i) in _PARTING for i in range(low, high))


def _is_denied(parse: Parse, hint: Span) -> bool:
    """Return whether "not" stands right before a hint: what does not end is no news."""
    return any(parse.text(i) in NEGATIVES - {"no", "without"} for i in range(max(0, hint.first - 3), hint.first))


def _named(parse: Parse) -> list[Span]:
    """Return the instruments that a sentence calls by name, those only described left out."""
    spans = [
        s
        for s in parse.of("instrument")
        if (not s.pattern.is_generic and s.pattern.id != "287g-described")
        or (s.pattern.id == "generic-contract" and s.after > s.first + 1)
    ]
    return [s for s in spans if FAMILIES[s.pattern.instrument] in _FAMILIES]


def _is_used(parse: Parse, span: Span) -> bool:
    """Return whether a hint is a verb where its form may be a noun's: not "a traffic stop"."""
    if _is_lone_partner(parse, span) or (parse.text(span.first) == "first" and parse.text(span.after) in _TIMES):
        return False
    if span.pattern.status or (span.form in {"s", "base"} and parse.text(span.first).startswith(_STANDING)):
        return False
    if parse.text(span.first) == "since" and not any(
        parse.text(i).isdigit() or parse.text(i) in MONTHS | {"then"} for i in range(span.after, span.after + 6)
    ):
        return False  # a reason, not a time
    if is_terms(parse, span, read_group(parse, span)) or _is_due(parse, span):
        return False
    if parse.text(span.first).startswith("ask") and parse.text(span.after) in {"about", "whether", "if", "by", "how"}:
        return False  # "asked about 287(g), a deputy said"
    if parse.text(span.first).startswith(("declin", "refus")) and parse.text(span.after) == "to":
        return False  # "declined to comment"
    if span.form == "noun" and parse.text(span.first - 1) == "for" and parse.text(span.first - 2) in {"up", "due"}:
        return False  # "comes up for renewal in April": nobody has decided
    is_transitive = span.form in {"past", "s", "base"} and parse.text(span.after) in {"a", "an", "their"}
    if is_transitive and any(i.after <= span.first for i in _named(parse)):
        return False
    if span.form == "ing" and any(parse.text(i) in {"would", "could"} for i in range(span.after, span.after + 8)):
        return False
    if parse.text(span.first - 1) == "to" and parse.text(span.first - 2) in {"authority", "power", "right"}:
        return False
    return span.form != "base" or parse.text(span.first - 1) in {
        "to",
        "will",
        "would",
        "not",
        "they",
        "we",
        "and",
        "also",
    }


def _is_lone_partner(parse: Parse, span: Span) -> bool:
    """Return whether it is only said who is in a program: "the state's only partner", "its partners, among them"."""
    if parse.text(span.first) not in {"partner", "partners", "participant", "participants", "member", "members"}:
        return False
    return any(parse.text(i) in _ONLY for i in range(max(0, span.first - 4), span.first))


def _is_due(parse: Parse, span: Span) -> bool:
    """Return whether a noun is only what will have to be decided: "comes up for renewal in April"."""
    pair = f"{parse.text(span.first - 2)} {parse.text(span.first - 1)}"
    return span.form == "noun" and pair in {"up for", "due for", "eligible for", "subject to", "open for", "time for"}


def _is_to(parse: Parse, index: int) -> bool:
    """Return whether "to" stands behind "are", at once or over one word: "are both to withdraw"."""
    return parse.text(index + (parse.text(index) in {"both", "all", "now", "also", "each", "soon"})) == "to"


def _status(parse: Parse, words: set[str]) -> str:
    if words & _ASKED and parse.has("outsider"):
        return "pressured"
    if words & _WISHED:
        return "proposed"
    if any(parse.text(i) in BE and _is_to(parse, i + 1) for i in range(len(parse.words))):
        return "announced"
    return "announced" if words & _TO_COME else "happened"
