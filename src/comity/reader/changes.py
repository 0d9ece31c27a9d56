"""Changes of an instrument: begun, renewed, ended, refused, voted down, or only considered."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from comity.reader.acts import FAMILIES, Act
from comity.reader.applications import is_then_taken_back, wants_out
from comity.reader.beds import counted_change
from comity.reader.idle import is_none, tells_nothing
from comity.reader.nominal import deed_of
from comity.reader.parsing import BE, DETERMINERS, MODALS, Parse, Span
from comity.reader.refusals import denied, is_offer_refused, refused
from comity.reader.standing import shaded, status_of
from comity.reader.subjects import subject_words
from comity.reader.verbgroups import VerbGroup, read_group

_APPLICATIONS = frozenset(("application", "request", "bid", "proposal", "motion", "applications", "requests"))
# What a body can apply for; a request on anything else is the agency's.
_APPLIED_FOR = frozenset(("287g", "contract", "sharing", "other"))
_DECIDING = frozenset(
    ("board", "commission", "council", "commissioners", "supervisors", "committee", "councilors", "freeholders")
)
_VOTED_DOWN = frozenset(
    (
        "fell", "lost", "short", "fail", "failed", "fails", "died", "rejected", "defeated", "stalled", "nowhere",
        "collapsed", "fizzled", "scuttled", "dead",
    )
)  # fmt: skip
_MOTIONS = frozenset(
    (
        "motion",
        "proposal",
        "plan",
        "resolution",
        "measure",
        "request",
        "vote",
        "bid",
        "effort",
        "application",
        "attempt",
        "ordinance",
        "amendment",
    )
)


# What is done with the noun of an act: "approved an extension", "blessed the renewal".
_CARRYING = frozenset(("start", "join-agreement", "apply", "decline", "renew", "announce", "keep"))
_SHOT = frozenset(("voted", "shot", "turned"))
_KILLED = ("veto", "kill", "block", "defeat", "sank", "sunk", "scuttle", "quash", "spike", "torpedo", "beat", "nix")
_TAKING_BACK = ("withdr", "pull", "rescind", "drop")
_TAKEN_BACK = frozenset(
    (
        "withdrew", "withdrawn", "rescinded", "pulled", "dropped", "cancelled", "canceled", "revoked", "scrapped",
        "abandoned",
    )
)  # fmt: skip
_ASIDE_REACH = 5
_ASKING = frozenset(("apply", "ask-for"))
_BID_REACH = 5
_SUBJECT_REACH = 6
_DEAD = frozenset(("dead", "over", "history", "killed", "died", "fizzled", "through", "nowhere", "off"))
# How far behind the act its taking back may be told: "his request to join 287(g) was withdrawn".
_TAKEN_REACH = 8


def judge_change(parse: Parse, act: Act) -> Act | None:
    """Return an act of change with its action and status, or None where the words tell of none."""
    told = refused(parse, act) or denied(parse, act)
    if told is not None:
        return told
    if tells_nothing(parse, act):
        return None
    if act.is_subject_voice and is_none(parse, act):
        return None
    special = _judge_special(parse, act)
    if special is not None:
        return special if special.action else None
    if act.head.pattern.id in _ASKING and _is_agencys_wish(parse, act):
        return None
    if act.group.is_planned and act.group.is_perfect and act.group.is_past:
        return None  # "it was to have run out": it did not
    action, status = _action_of(parse, act), status_of(parse, act)
    if not action or not status or _is_supposed(parse, act):
        return None
    if _is_taken_back(parse, act) or is_then_taken_back(parse, act):
        return replace(act, action="decline", status="happened")
    if action == "end" and _is_of_application(parse, act):
        return replace(act, action="decline", status=status)
    if is_voted_down(parse, act):
        return replace(act, action=action, status="rejected")
    is_turned_down = _is_application_refused(parse, act) or _is_vote(parse, act) or is_offer_refused(parse, act)
    if action == "decline" and is_turned_down:
        return replace(act, action="start", status="rejected")
    status = shaded(parse, act, _lowered(act, action, status))
    is_pressed, is_pledged = status == "pressured", act.group.governed_by("pledge")
    return replace(act, action=action, status=status, is_pressed=is_pressed, is_pledged=is_pledged)


def _is_agencys_wish(parse: Parse, act: Act) -> bool:
    """Return whether the federal agency is who asks a body, or a body only asks about it: "wanted 100 beds"."""
    if act.instrument is not None and act.instrument.first > act.head.after:
        between = {parse.text(i) for i in range(act.head.after, act.instrument.first)}
        if between & {"numbers", "figures", "questions", "information", "details", "records", "data", "answers"}:
            return True
    first, left = subject_words(parse, act)
    is_told = act.head.form in {"past", "part"} or act.group.is_perfect
    if not is_told or parse.has("body", first, left) or not parse.has("federal", first, left):
        return False
    return act.instrument is None or act.instrument.pattern.instrument == "detention_contract"


def _judge_special(parse: Parse, act: Act) -> Act | None:
    """Return an act that its verb's tense alone does not settle, with no action where it is none; else None."""
    if act.head.pattern.id == "new-agreement":
        return replace(act, status=_standing_of_new(parse))
    if act.head.pattern.id == "pay-for-beds" and not (act.group.modals or act.group.effects):
        return replace(act, action="")  # what is paid already
    if act.head.pattern.id == "beds-change":
        return replace(act, action=counted_change(parse, act), status=status_of(parse, act))
    if act.head.form == "noun" and act.head.pattern.id == "apply" and _is_noun_taken_back(parse, act):
        return replace(act, action="decline", status="happened")
    if act.head.form == "noun" and not act.group.effects:
        return _judge_noun(parse, act) or replace(act, action="")
    if _is_turned_away(parse, act) or _is_bid_dead(parse, act):
        return replace(act, action="start", status="rejected")
    is_on_something = act.instrument is not None or act.head.pattern.id == "occurs"
    if act.is_subject_voice and is_on_something and (deed := deed_of(parse, act)):
        action = "" if parse.has("hypothetical") else deed
        status = "announced" if act.head.pattern.id == "announce" and deed != "decline" else status_of(parse, act)
        return replace(act, action=action, status=status)
    return replace(act, action="") if act.head.pattern.id == "occurs" else None


def _is_undecided(parse: Parse, act: Act) -> bool:
    """Return whether somebody has yet to decide: "considering whether to join"."""
    words = range(act.group.first, act.head.first)
    return any(parse.text(i) == "whether" and parse.text(i + 1) == "to" for i in words)


def _is_only_planned(group: VerbGroup) -> bool:
    """Return whether what was given up is a plan: "dropped a plan to join"."""
    return any(s.form == "noun" and s.pattern.effect in {"plan", "wish", "pledge"} for s in group.effects)


def _is_no_object(parse: Parse, act: Act) -> bool:
    """Return whether the negation stands by the noun of a passive: "no new detainees will be accepted"."""
    if act.instrument is None or not act.group.is_passive:
        return False
    before = range(max(0, act.instrument.first - 3), act.instrument.first)
    return any(parse.text(i) == "no" and parse.text(i + 2) != "than" for i in before)  # "no more than 50 detainees"


def _is_last_one(parse: Parse, act: Act) -> bool:
    """Return whether what comes is the last of its kind: "got its last ICE detainee in October"."""
    if act.instrument is None or not parse.text(act.instrument.after - 1).startswith(
        ("detainee", "inmate", "prisoner")
    ):
        return False
    return any(
        parse.text(i) in {"last", "final"} for i in range(max(0, act.instrument.first - 2), act.instrument.first)
    )


def _is_turned_away(parse: Parse, act: Act) -> bool:
    """Return whether a body itself is refused what it wanted: "the county was turned down", "he had been denied"."""
    group = act.group
    if act.head.pattern.id not in {"decline", "turn-down"} or not group.is_passive or group.is_negative:
        return False
    if act.instrument is not None and (act.instrument.first < group.first or not _is_wanted(parse, act.head.after)):
        return False
    subject = parse.text(group.first - 1)
    is_named = subject == "," and parse.has("body", max(0, group.first - _SUBJECT_REACH), group.first)
    return is_named or subject in {"he", "she", "it", "they"} or bool(parse.ending_at(group.first, "body"))


def _is_bid_dead(parse: Parse, act: Act) -> bool:
    """Return whether what came to nothing is a body's wish to join: "the county's 287(g) bid is dead"."""
    if act.action != "end" or not act.is_subject_voice:
        return False
    before = range(max(0, act.group.first - _BID_REACH), act.group.first)
    return any(parse.text(i) in _APPLICATIONS for i in before) and bool(
        _DEAD & {parse.text(i) for i in range(act.head.first, act.head.after)}
    )


def _is_wanted(parse: Parse, at: int) -> bool:
    """Return whether what stands behind a refusal is what the refused body wanted: "was turned down for 287(g)"."""
    word = parse.text(at)
    return word in {"for", "entry", "admission", "a", "the", "membership", "its", "permission"} or parse.text(
        at + 1
    ) in {"authority", "status", "powers"}


def _action_of(parse: Parse, act: Act) -> str:
    """Return what a change is once "stop", "not" and a status such as sanctuary are reckoned in, "" for nothing."""
    action, group = act.action, act.group
    if _is_undecided(parse, act):
        return "consider"
    if act.head.pattern.id == "apply" and not group.is_negative and wants_out(parse, act):
        return "end"
    if not group.is_negative and action in {"start", "renew"} and _is_no_object(parse, act):
        return "decline"
    if action == "start" and _is_last_one(parse, act):
        return "end"
    if act.head.pattern.id == "apply" and parse.text(act.head.after) in {"no", "nothing", "none"}:
        return "decline"
    if act.instrument is not None and _is_sanctuary(parse, act.instrument) and action in {"start", "end", "restrict"}:
        action = "restrict" if action == "start" else "start"
    if group.governed_by("stop") and action in {"start", "renew", "expand"}:
        return "decline" if action != "renew" and _is_only_planned(group) else "end"
    return _turned(act, action) if group.is_negative else action


def is_of_decisions(parse: Parse, group: VerbGroup) -> bool:
    """Return whether unnamed decisions at large are spoken of: "local decisions not to honor detainers"."""
    at = group.first - (2 if parse.text(group.first - 1) == "not" else 1)
    return group.is_infinitive and parse.text(at) in {"decisions", "efforts", "moves"}


def _lowered(act: Act, action: str, status: str) -> str:
    """Return the status of a verb that only asks or considers: no more than proposed."""
    if act.head.pattern.id == "require-warrant" and status == "pressured" and not act.group.governed_by("press"):
        return "happened"
    is_refusal = action == "decline" and status in {"announced", "happened"}  # "will not bid", "decided not to"
    is_asking = act.head.pattern.status == "proposed" and status in {"happened", "announced"} and not is_refusal
    if action == "consider" and status == "happened":
        return status if _is_ordered(act.group) and act.head.pattern.id != "put-off-decision" else "proposed"
    return "proposed" if is_asking else status


def _is_ordered(group: VerbGroup) -> bool:
    """Return whether it was decided that something be looked into: "voted to review", "ordered a study"."""
    outer = group.effects[-1] if group.effects and not group.is_negative else None
    return outer is not None and outer.pattern.effect in {"decide", "mandate"} and outer.form in {"past", "part"}


def _standing_of_new(parse: Parse) -> str:
    """Return how far a "new agreement" is, by the modal verbs of its sentence."""
    words = {word.text for word in parse.words}
    if words & {"would", "proposed", "could", "may", "might", "if"}:
        return "proposed"
    return (
        "announced"
        if words & {"will", "soon", "plans", "announced", "announces", "announcing", "unveiled"}
        else "happened"
    )


def _is_sanctuary(parse: Parse, span: Span) -> bool:
    """Return whether an instrument is a status whose start is a limit on cooperation."""
    return any(parse.text(i) in {"sanctuary", "welcoming", "ice-free"} for i in range(span.first, span.after))


def _turned(act: Act, action: str) -> str:
    """Return what a change becomes under "not": no event where it only says that nothing happened."""
    group = act.group
    said = (
        bool(group.modals)
        or group.governed_by("decide", "refuse", "plan", "pledge", "wish", "press")
        or group.is_progressive
    )
    if action == "renew":
        is_over = group.form in {"past", "part", "base"} and not group.is_perfect
        return "end" if said or is_over else ""
    if action in {"start", "expand"}:
        return "decline" if said else ""
    return ""


def _is_supposed(parse: Parse, act: Act) -> bool:
    """Return whether the verb only says by what something else might come: "could save money by leaving"."""
    if act.head.form != "ing" or parse.text(act.group.first - 1) not in {"by", "if", "of", "for"}:
        return False
    return any(parse.text(i) in {"could", "would", "might", "may"} for i in range(act.group.first))


def _is_application_refused(parse: Parse, act: Act) -> bool:
    """Return whether what is refused is a body's own application or motion: it wanted to begin and may not."""
    if parse.text(act.head.first).startswith("withdr"):
        return False
    around = range(max(0, act.group.first - 12), min(len(parse.words), act.head.after + 6))
    if act.instrument is not None and FAMILIES[act.instrument.pattern.instrument or "other"] not in _APPLIED_FOR:
        return False
    if parse.text(act.head.first).startswith(_TAKING_BACK):
        return False
    asked = [i for i in around if parse.text(i) in _APPLICATIONS]
    is_ours = not any(
        parse.text(i - 1) in {"ice", "ice's", "federal"}
        or (parse.text(i - 1) == "its" and parse.has("federal", max(0, i - 8), i) and not parse.has("body", 0, i))
        for i in asked
    )
    return bool(asked) and is_ours


def _is_vote(parse: Parse, act: Act) -> bool:
    """Return whether a board votes a thing down: what it might have begun is rejected."""
    word = parse.text(act.head.first)
    is_board = any(parse.text(i) in _DECIDING for i in range(max(0, act.group.first - 10), act.group.first))
    is_past = act.head.form in {"past", "part"} and not act.group.effects
    return is_past and (
        word.startswith(("vote", "defeat", "kill")) or (is_board and word in {"rejected", "shot", "turned"})
    )


def _is_taken_back(parse: Parse, act: Act) -> bool:
    """Return whether the application to begin was taken back: "have withdrawn their application to join"."""
    noun = next((s for s in act.group.effects if parse.text(s.first) in _APPLICATIONS and _is_noun(parse, s)), None)
    if noun is None or act.action != "start":
        return False
    before = [parse.text(i) for i in range(max(0, noun.first - _ASIDE_REACH), noun.first)]
    is_back = "back" in before and bool({"took", "taken"} & {*before})
    behind = [parse.text(i) for i in range(act.head.after, act.head.after + _TAKEN_REACH)]
    is_passive = any(a in BE | {"been"} and b in _TAKEN_BACK for a, b in pairwise(behind))
    return is_back or is_passive or bool(_TAKEN_BACK & {*before})


def _is_noun_taken_back(parse: Parse, act: Act) -> bool:
    """Return whether an application is what somebody took back: "took back an application for the program"."""
    before = [parse.text(i) for i in range(max(0, act.head.first - _ASIDE_REACH), act.head.first)]
    return "back" in before and bool({"took", "taken", "takes", "pulled"} & {*before})


def _is_noun(parse: Parse, span: Span) -> bool:
    """Return whether a word such as "request" is the noun: listed so, or behind an article."""
    return span.form == "noun" or parse.text(span.first - 1) in DETERMINERS or parse.text(span.first - 1).endswith("'s")


def _is_of_application(parse: Parse, act: Act) -> bool:
    """Return whether what is withdrawn is a body's own application: before a passive, or right behind the verb."""
    if not parse.text(act.head.first).startswith((*_TAKING_BACK, "cancel", "scrap", "revok", "abandon")):
        return False
    behind = [parse.text(i) for i in range(act.head.after, act.head.after + _ASIDE_REACH)]
    if act.group.is_passive:
        behind = [parse.text(i) for i in range(max(0, act.group.first - _TAKEN_REACH), act.group.first)]
    stop = next((n for n, word in enumerate(behind) if word in {"from", "of", ","}), len(behind))
    nouns = behind if act.group.is_passive else behind[:stop]
    return bool(_APPLICATIONS & {*nouns}) and not {"ice", "ice's", "federal"} & {*nouns}


def is_voted_down(parse: Parse, act: Act) -> bool:
    """Return whether a proposal of the act was voted down: before its noun, or after it as its verb."""
    noun = next((s for s in act.group.effects if parse.text(s.first) in _MOTIONS and s.form == "noun"), None)
    if noun is None:
        return False
    before = [
        s
        for i in range(max(0, noun.first - 5), noun.first)
        for s in parse.at(i, "change")
        if s.pattern.action == "decline" and _is_whole(parse, s, noun.first)
    ]
    after = range(act.head.after, min(len(parse.words), act.head.after + 10))
    is_killed = any(_is_killed(parse, i) for i in range(max(0, noun.first - 4), noun.first))
    is_down = any(parse.text(i) == "down" and parse.text(i - 1) in _SHOT for i in after)
    return bool(before) or is_killed or is_down or any(parse.text(i) in _VOTED_DOWN for i in after)


def _is_whole(parse: Parse, span: Span, before: int) -> bool:
    """Return whether a verb stands with the words that it needs over an object: "voted … down", not "will vote on"."""
    behind = " ".join(parse.text(i) for i in range(span.after, before))
    return not span.pattern.tail or any(f" {tail} " in f" {behind} " for tail in span.pattern.tail)


def _is_killed(parse: Parse, index: int) -> bool:
    """Return whether a motion is told as done away with at a word: "killed a proposal to withdraw"."""
    word = parse.text(index)
    return word.startswith(_KILLED) and word.endswith(("ed", "k", "t")) and parse.text(index - 1) not in MODALS | {"to"}


def _judge_noun(parse: Parse, act: Act) -> Act | None:
    """Return an act told by a noun, if a verb near to its left does it: "approved a four-month extension"."""
    for index in range(act.head.first - 1, max(-1, act.head.first - 7), -1):
        if parse.is_hard(index) or parse.is_link(index):
            return None
        for verb in parse.at(index, "change"):
            if verb.form == "noun" or verb.pattern.id not in _CARRYING:
                continue
            group = read_group(parse, verb)
            governed = replace(act, group=group, head=act.head)
            status = status_of(parse, replace(act, head=verb, group=group))
            if verb.pattern.id == "apply":
                status = "proposed"
            if verb.pattern.id == "announce":
                status = "announced"
            if verb.pattern.id == "decline" or group.is_negative:
                return replace(governed, action=_turned_noun(act.action), status=status) if status else None
            return replace(governed, status=status) if status else None
    return None


def _turned_noun(action: str) -> str:
    return "end" if action == "renew" else "decline"
