"""Acts that are told as not done: kept from happening, lost in a vote, out of somebody's power, or denied."""

from __future__ import annotations

from comity.reader.acts import Act
from comity.reader.parsing import NEGATIVES, Parse, Span
from comity.reader.verbgroups import VerbGroup

# What would have done something, had it passed; and what became of it.
_PROPOSALS = frozenset(
    (
        "resolution",
        "order",
        "motion",
        "bill",
        "measure",
        "proposal",
        "ordinance",
        "plan",
        "amendment",
        "petition",
        "request",
    )
)
_LOST = frozenset(
    (
        "rejected", "defeated", "declined", "refused", "killed", "blocked", "failed", "fails", "fail", "died", "vetoed",
        "against", "down", "short", "tabled", "withdrew", "withdrawn", "dropped", "denied", "scuttled", "spiked",
    )
)  # fmt: skip
_POWERS = frozenset(("authority", "power", "right", "ability", "jurisdiction", "standing"))
_LACKING = frozenset(("no", "not", "lack", "lacks", "lacked", "without", "never", "doesn't", "don't", "didn't"))
_THREATS = frozenset(
    (
        "threatened",
        "threatens",
        "threatening",
        "warned",
        "cut",
        "pull",
        "withhold",
        "strip",
        "sue",
        "lose",
        "deny",
        "block",
    )
)
_NEAR = 5
# How far a proposal may stand before the verb that tells what it would have done, and its fate before or behind it.
_PROPOSAL_REACH = 14
_FATE_REACH = 9
_NOT = frozenset(("isn't", "aren't", "not"))
_MINDED = frozenset(("about", "ready", "prepared", "inclined", "willing", "looking", "eager", "interested"))
_DENIABLE = frozenset(("start", "expand", "renew", "end"))
# What becomes of an act that a board "voted 2-1 against".
_VOTED_DOWN = {"renew": ("end", "happened"), "start": ("start", "rejected"), "expand": ("expand", "rejected")}
_OFFERS = frozenset(("offer", "offers", "bid", "proposal", "plan"))
_OFFER_REACH, _SUBJECT = 5, 10
_ENDING = frozenset(("end", "suspend"))


def refused(parse: Parse, act: Act) -> Act | None:
    """Return an act that a body would not do or has no power to do as rejected; None where it is no such act."""
    if is_kept(parse, act) or _lacks_power(parse, act):
        return Act(act.head, act.group, act.instrument, act.action, "rejected", is_subject_voice=act.is_subject_voice)
    if act.action in _VOTED_DOWN and act.group.governed_by("decide") and is_voted_against(parse, act):
        action, status = _VOTED_DOWN[act.action]
        return Act(act.head, act.group, act.instrument, action, status, is_subject_voice=act.is_subject_voice)
    return None


def is_offer_refused(parse: Parse, act: Act) -> bool:
    """Return whether it is the agency that turned down what a body offered: "ICE has turned down an offer by …"."""
    left = act.group.first
    if act.head.pattern.id not in {"decline", "turn-down", "drop-idea"} or act.group.is_passive or act.group.effects:
        return False
    is_agencys = parse.has("federal", max(0, left - _SUBJECT), left) and not parse.has("body", 0, left)
    behind = [parse.text(i) for i in range(act.head.first + 1, act.head.after + _OFFER_REACH)]
    return is_agencys and any(word in _OFFERS for word in behind)


def denied(parse: Parse, act: Act) -> Act | None:
    """Return an act that somebody says was not done: "has not signed an agreement, a spokesman said", else None."""
    group = act.group
    is_untrue = group.is_negative and not group.modals and not group.effects and (group.is_perfect or group.is_past)
    is_never = any(parse.text(i) == "never" for i in range(group.first, act.head.first))
    if act.action not in _DENIABLE or not is_untrue or not parse.has("speech") or is_never:
        return None
    return Act(act.head, group, act.instrument, act.action, "denied", is_subject_voice=act.is_subject_voice)


def is_lost(parse: Parse, act: Act) -> bool:
    """Return whether the act is what a proposal that failed would have done: "rejected a bill that would have …"."""
    if not act.group.is_perfect or "would" not in act.group.modals:
        return False
    before = range(act.group.first - 1, max(-1, act.group.first - _PROPOSAL_REACH), -1)
    noun = next((i for i in before if parse.text(i) in _PROPOSALS), -1)
    if noun < 0:
        return False
    around = [*range(max(0, noun - _FATE_REACH), noun), *range(act.head.after, len(parse.words))]
    return any(parse.text(i) in _LOST for i in around)


def is_threat(parse: Parse, act: Act) -> bool:
    """Return whether the act is what somebody from above demands under a threat: "will cut funds unless it ends …"."""
    first, _ = parse.clause(act.group.first)
    is_other = any(s.pattern.effect not in {"decide", "stop", "begin"} for s in act.group.effects)
    if "unless" not in {parse.text(first), parse.text(first - 1)} or is_other or act.group.is_negative:
        return False
    before = [parse.text(i) for i in range(first)]
    is_above = any(parse.has(role, 0, first) for role in ("state_body", "federal"))
    return is_above and bool(_THREATS & {*before})


def is_kept(parse: Parse, act: Act) -> bool:
    """Return whether a body refused to end something, or voted against it: the end is what was rejected."""
    group = act.group
    if act.action in {"start", "expand"} and _is_leave_refused(parse, group):
        return True
    if act.action not in _ENDING or group.modals or not group.effects:
        return False
    is_told = group.effects[-1].form in {"past", "part"}
    if _is_leave_refused(parse, group):
        return True
    if group.governed_by("refuse"):
        return group.is_negative and (is_told or group.effects[-1].form == "s")
    return is_told and group.governed_by("decide") and (group.is_negative or is_voted_against(parse, act))


def is_of_mind(parse: Parse, span: Span) -> bool:
    """Return whether a verb tells what a body has in mind, and not that it has said no: "has no plans to join"."""
    first, after = parse.text(span.first), parse.text(span.first + 1)
    return (first in {"has", "have", "want", "wants"} and after in {"no", "nothing"}) or (
        first in _NOT and after in _MINDED
    )


def _is_leave_refused(parse: Parse, group: VerbGroup) -> bool:
    """Return whether somebody's leave to act was refused: "refused to let the sheriff join"."""
    if group.target is None or parse.has("federal", *group.target) or not parse.has("body", *group.target):
        return False  # what the agency is not let do is refused by the body itself
    effects = [span.pattern.effect for span in group.effects[-2:]]
    return effects == ["permit", "refuse"] and group.effects[-1].form in {"past", "part"}


def is_voted_against(parse: Parse, act: Act) -> bool:
    """Return whether "against" stands between a vote, with its count, and the act: "voted 4-3 against ending"."""
    return any(parse.text(i) == "against" for i in range(act.group.first, act.head.first))


def _lacks_power(parse: Parse, act: Act) -> bool:
    """Return whether a body says that it may not do it: "has no power to end the agreement"."""
    if act.action not in _ENDING:
        return False
    power = next((s for s in act.group.effects if parse.text(s.first) in _POWERS), None)
    if power is None:
        is_unable = act.group.is_negative and act.group.modals == ["can"] and not act.group.effects
        return is_unable and parse.has("speech") and parse.has("body", 0, act.group.first)
    return any(parse.text(i) in _LACKING | NEGATIVES for i in range(max(0, power.first - _NEAR), power.first))
