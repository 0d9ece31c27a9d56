"""Changes of an instrument: begun, renewed, ended, refused, voted down, or only considered."""

from __future__ import annotations

from dataclasses import replace

from comity.reader.acts import FAMILIES, Act
from comity.reader.objects import SUBJECT_REACH
from comity.reader.parsing import HAVE, Parse, Span
from comity.reader.refusals import denied, refused
from comity.reader.standing import shaded, status_of
from comity.reader.verbgroups import VerbGroup, read_group

_BELONGING = frozenset(
    (
        "had",
        "agreement",
        "agreements",
        "part",
        "participated",
        "housed",
        "held",
        "rented",
        "used",
        "run",
        "taken",
        "partnered",
        "belonged",
        "contracted",
        "operated",
        "participating",
        "cooperated",
        "worked",
        "enrolled",
        "jailed",
        "leased",
        "member",
    )
)
MONTHS = frozenset(
    (
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "aug",
        "sept",
        "oct",
        "nov",
        "dec",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "year",
        "month",
        "week",
        "spring",
        "summer",
        "fall",
        "winter",
    )
)
_APPLICATIONS = frozenset(("application", "request", "bid", "proposal", "motion", "applications", "requests"))
# What a body can apply for; a request on anything else is the agency's.
_APPLIED_FOR = frozenset(("287g", "contract", "sharing", "other"))
_FOLLOWING = frozenset(("would", "could", "might", "may"))
_DECIDING = frozenset(
    ("board", "commission", "council", "commissioners", "supervisors", "committee", "councilors", "freeholders")
)
_VOTED_DOWN = frozenset(("fell", "lost", "short", "fail", "failed", "fails", "died", "rejected", "defeated", "stalled"))
_MOTIONS = frozenset(
    ("motion", "proposal", "plan", "resolution", "measure", "request", "vote", "bid", "effort", "application")
)


_OPINIONS = frozenset(
    (
        "merely", "as", "only", "just", "mandatory", "voluntary", "optional", "unlawful", "illegal", "lawful", "legal",
        "unconstitutional", "necessary", "important", "essential", "harmful", "valid", "invalid",
    )
)  # fmt: skip
_LETTING = frozenset(("lets", "let", "letting", "helps", "helping", "has", "makes"))
_LET_REACH = 14
# What follows what somebody holds to be so.
_SO = frozenset(
    ("merely", "a", "an", "as", "illegal", "unlawful", "voluntary", "optional", "valid", "unconstitutional")
)
_TAKING_BACK = ("withdr", "pull", "rescind", "drop")
# What is released that nobody is.
_PAPERS = frozenset(
    (
        "list",
        "report",
        "statement",
        "data",
        "figures",
        "names",
        "letter",
        "video",
        "memo",
        "records",
        "numbers",
        "documents",
    )
)
_JUDGES = frozenset(("judge", "judges", "magistrate", "judge's", "court"))
_AFTER_REDUCED = frozenset(("by", "under", "in", "through", "to", "as", "with"))
_WARRANTS = frozenset(("warrant", "warrants", "order", "orders", "form", "document", "paper"))
_TERM = ("expir", "lapse", "run")  # a term that is said to end is no end yet


def judge_change(parse: Parse, act: Act) -> Act | None:
    """Return an act of change with its action and status, or None where the words tell of none."""
    told = refused(parse, act) or denied(parse, act)
    if told is not None:
        return told
    if _tells_nothing(parse, act):
        return None
    if act.is_subject_voice and _is_none(parse, act):
        return None
    special = _judge_special(parse, act)
    if special is not None:
        return special if special.action else None
    action, status = _action_of(parse, act), status_of(parse, act)
    if not action or not status or _is_supposed(parse, act):
        return None
    if is_voted_down(parse, act):
        return replace(act, action=action, status="rejected")
    if action == "decline" and (_is_application_refused(parse, act) or _is_vote(parse, act)):
        return replace(act, action="start", status="rejected")
    status = shaded(parse, act, _lowered(act, action, status))
    is_pressed, is_pledged = status == "pressured", act.group.governed_by("pledge")
    return replace(act, action=action, status=status, is_pressed=is_pressed, is_pledged=is_pledged)


def _judge_special(parse: Parse, act: Act) -> Act | None:
    """Return an act that its verb's tense alone does not settle, with no action where it is none; else None."""
    if act.head.pattern.id == "new-agreement":
        return replace(act, status=_standing_of_new(parse))
    if act.head.form == "noun" and not act.group.effects:
        return _judge_noun(parse, act) or replace(act, action="")
    if _is_turned_away(parse, act):
        return replace(act, action="start", status="rejected")
    if act.head.pattern.id in {"since", "lapse"} and (subject := _noun_subject(parse, act)):
        action = "" if parse.has("hypothetical") else subject
        return replace(act, action=action, status=status_of(parse, act))
    return None


def _tells_nothing(parse: Parse, act: Act) -> bool:
    """Return whether the words tell only that something exists, may be, runs for a term, or is allowed."""
    group, head = act.group, act.head
    if _is_listed_as(parse, act) or _is_opinion(parse, act) or (act.head.pattern.id == "audit" and _is_habit(act)):
        return True
    if is_let(parse, act) or _wants_it_to(parse, act):
        return True
    if any(
        is_so(parse, act) for is_so in (_is_of_speech, _is_of_warrant, _is_only_thought_of, _is_held_to_be, _is_usual)
    ):
        return True
    if is_terms(parse, act.head, act.group):
        return True
    is_taking_part = parse.text(head.first).startswith(("participate", "take")) and head.pattern.id == "start"
    if (
        (head.pattern.id == "partner" or is_taking_part)
        and head.form in {"s", "base"}
        and not (group.modals or group.effects)
    ):
        return True
    is_undated = head.pattern.id in {"since", "since-then"} and not _has_start_date(parse, act)
    if is_undated or (head.pattern.id == "since-then" and not _is_had(parse, act)):
        return True
    is_unended = not group.is_passive and not group.is_perfect and (head.form != "past" or group.is_planned)
    if head.pattern.id == "lapse" and is_unended and parse.text(head.first).startswith(_TERM):
        return True
    if head.pattern.id == "start" and any(parse.text(i) == "still" for i in range(max(0, group.first - 1), head.first)):
        return True
    if (
        head.pattern.id == "release-despite"
        and head.form == "ing"
        and parse.text(group.first - 1) in {"before", "upon"}
    ):
        return True
    is_rule = act.instrument is not None and act.instrument.pattern.role == "object"
    is_present = head.form not in {"past", "part", "ing"} or _is_now(group)
    if head.pattern.id == "release-despite" and is_present and not is_rule:
        return True
    return group.governed_by("permit") and not group.governed_by("decide") and head.pattern.id != "new-agreement"


def _is_of_speech(parse: Parse, act: Act) -> bool:
    """Return whether what is declined or refused is to say or do something of its own: "declined to comment"."""
    is_single = act.head.after == act.head.first + 1
    return act.head.pattern.id == "decline" and is_single and parse.text(act.head.after) == "to"


def _is_of_warrant(parse: Parse, act: Act) -> bool:
    """Return whether a verb only tells who signed a warrant: "a warrant signed by a judge", "a judge has signed"."""
    if not parse.text(act.head.first).startswith(("sign", "approv", "authoriz", "issu")):
        return False
    is_reduced = act.head.form in {"past", "part"} and act.group.first == act.head.first
    near = range(max(0, act.group.first - 4), min(len(parse.words), act.head.after + 4))
    return (is_reduced and parse.text(act.head.first - 1) in _WARRANTS) or any(parse.text(i) in _JUDGES for i in near)


def _is_usual(parse: Parse, act: Act) -> bool:
    """Return whether it is only said what is done at large: officers trained, detainees sent to some jail."""
    group = act.group
    if act.head.pattern.id == "deputize":
        return not _is_told_as_done(parse, act)
    if act.head.pattern.id == "release-despite":
        return any(parse.text(i) in _PAPERS for i in range(act.head.after, act.head.after + 4))
    is_begun = group.governed_by("begin", "plan", "stop", "decide") or bool(group.modals)
    return act.head.pattern.id == "detainees-in" and not is_begun


def _is_told_as_done(parse: Parse, act: Act) -> bool:
    """Return whether officers were or will be made agents: not what a program does, nor "deputies trained by ICE"."""
    group = act.group
    if act.head.form in {"past", "part"}:
        if group.is_passive and not (group.is_past or group.is_perfect or group.modals or group.effects):
            return parse.text(act.head.first - 1) == "now"
        return group.first < act.head.first or parse.text(act.head.after) not in _AFTER_REDUCED
    is_governed = group.governed_by("begin", "plan", "decide", "stop", "pledge")
    return is_governed or group.is_progressive or "will" in group.modals


def _is_only_thought_of(parse: Parse, act: Act) -> bool:
    """Return whether an act is only the subject of what would follow from it, or a term is said to run unless …."""
    group, head = act.group, act.head
    after = range(head.after, min(len(parse.words), head.after + 8))
    if head.form == "ing" and not group.effects and not group.is_progressive:
        follows = next((parse.text(i) for i in after if parse.is_hard(i) or parse.text(i) in _FOLLOWING), "")
        return follows in _FOLLOWING
    is_bare = head.form in {"s", "base"} and not group.modals and not group.effects
    return is_bare and any(parse.text(i) == "unless" for i in after)


def _wants_it_to(parse: Parse, act: Act) -> bool:
    """Return whether what is wanted is that the instrument do something: "want the contract with ICE to end"."""
    if act.head.pattern.id != "apply" or act.instrument is None or not parse.text(act.head.first).startswith("want"):
        return False
    after = range(act.instrument.after, min(len(parse.words), act.instrument.after + 12))
    return any(parse.text(i) == "to" and parse.at(i + 1, "change", "governor") for i in after)


def _is_none(parse: Parse, act: Act) -> bool:
    """Return whether the subject of a passive is nothing: "not one request was denied", "no contract was signed"."""
    if act.instrument is None or act.head.form == "word" or act.instrument.after > act.group.first:
        return False
    before = [parse.text(i) for i in range(max(0, act.instrument.first - 4), act.instrument.first)]
    return "no" in before or "none" in before or "not one" in " ".join(before)


def _is_listed_as(parse: Parse, act: Act) -> bool:
    """Return whether a body is only put down as doing it: "is listed as accepting detainers"."""
    return act.head.form == "ing" and parse.text(act.group.first - 1) == "as" and act.head.pattern.id == "start"


def _is_opinion(parse: Parse, act: Act) -> bool:
    """Return whether "consider" tells what somebody thinks: "considers detainers merely a request"."""
    if not parse.text(act.head.first).startswith("consider") or act.instrument is None or act.is_subject_voice:
        return False
    after = range(act.instrument.after, min(len(parse.words), act.instrument.after + 4))
    return any(parse.text(i) in _OPINIONS for i in after)


def _is_habit(act: Act) -> bool:
    """Return whether a plain present tense tells what somebody does as a rule: "deputies investigate"."""
    return act.head.form == "base" and not (act.group.modals or act.group.effects or act.group.is_infinitive)


def is_let(parse: Parse, act: Act) -> bool:
    """Return whether somebody is only let do it, by the agreement say: "lets deputies question, arrest and limit …"."""
    group = act.group
    if act.head.form != "base" or group.modals or group.effects or group.is_infinitive or act.head.pattern.tail:
        return False
    for index in range(group.first - 1, max(-1, group.first - 1 - _LET_REACH), -1):
        if parse.is_hard(index) or (parse.is_link(index) and parse.text(index) != "as"):
            return False
        if parse.text(index) in _LETTING:
            return index < group.first - 1
    return False


def is_terms(parse: Parse, head: Span, group: VerbGroup) -> bool:
    """Return whether the words tell an agreement's terms: "it has to be renewed every year", "ended by either"."""
    if not group.is_passive or group.is_past or group.is_perfect:
        return False
    after = {parse.text(i) for i in range(head.after, head.after + 8)}
    is_regular = bool(after & {"every", "each", "annually", "yearly", "either"}) or "year by year" in " ".join(
        parse.text(i) for i in range(head.after, head.after + 4)
    )
    return is_regular and (bool(group.modals) or group.is_infinitive or group.governed_by("mandate"))


def _is_held_to_be(parse: Parse, act: Act) -> bool:
    """Return whether somebody only holds something to be so: "considers detainers merely a request"."""
    if (
        act.head.pattern.id != "consider"
        or act.instrument is None
        or not parse.text(act.head.first).startswith("consider")
    ):
        return False
    after = range(act.instrument.after, act.instrument.after + 3)
    return any(parse.text(i) in _SO for i in after)


def _is_undecided(parse: Parse, act: Act) -> bool:
    """Return whether somebody has yet to decide: "considering whether to join"."""
    words = range(act.group.first, act.head.first)
    return any(parse.text(i) == "whether" and parse.text(i + 1) == "to" for i in words)


def _is_no_object(parse: Parse, act: Act) -> bool:
    """Return whether the negation stands by the noun of a passive: "no new detainees will be accepted"."""
    if act.instrument is None or not act.group.is_passive:
        return False
    return any(parse.text(i) == "no" for i in range(max(0, act.instrument.first - 2), act.instrument.first))


def _noun_subject(parse: Parse, act: Act) -> str:
    """Return the action of the noun that is the subject of "took effect": a termination, a ban, a decision to end."""
    for index in range(act.group.first - 1, max(-1, act.group.first - SUBJECT_REACH), -1):
        if parse.is_link(index) or parse.is_hard(index):
            return ""
        for span in parse.at(index, "change", "conduct"):
            is_deed = span.form == "noun" or (span.form == "base" and parse.text(index - 1) == "to")
            if is_deed and span.pattern.action in {"end", "restrict", "suspend", "decline"}:
                return span.pattern.action
    return ""


def _is_turned_away(parse: Parse, act: Act) -> bool:
    """Return whether a body itself is refused what it wanted: "the county was turned down", "he had been denied"."""
    group = act.group
    if act.head.pattern.id != "decline" or not group.is_passive or act.instrument is not None or group.is_negative:
        return False
    subject = parse.text(group.first - 1)
    return subject in {"he", "she", "it", "they"} or bool(parse.ending_at(group.first, "body"))


def _action_of(parse: Parse, act: Act) -> str:
    """Return what a change is once "stop", "not" and a status such as sanctuary are reckoned in, "" for nothing."""
    action, group = act.action, act.group
    if _is_undecided(parse, act):
        return "consider"
    if not group.is_negative and action in {"start", "renew"} and _is_no_object(parse, act):
        return "decline"
    if act.instrument is not None and _is_sanctuary(parse, act.instrument) and action in {"start", "end", "restrict"}:
        action = "restrict" if action == "start" else "start"
    if group.governed_by("stop") and action in {"start", "renew", "expand"}:
        return "end"
    return _turned(act, action) if group.is_negative else action


def is_of_decisions(parse: Parse, group: VerbGroup) -> bool:
    """Return whether unnamed decisions at large are spoken of: "local decisions not to honor detainers"."""
    at = group.first - (2 if parse.text(group.first - 1) == "not" else 1)
    return group.is_infinitive and parse.text(at) in {"decisions", "efforts", "moves"}


def _lowered(act: Act, action: str, status: str) -> str:
    """Return the status of a verb that only asks or considers: no more than proposed."""
    if act.head.pattern.id == "require-warrant" and status == "pressured" and not act.group.governed_by("press"):
        return "happened"
    is_asking = act.head.pattern.status == "proposed" and status in {"happened", "announced"}
    return "proposed" if is_asking or (action == "consider" and status == "happened") else status


def _standing_of_new(parse: Parse) -> str:
    """Return how far a "new agreement" is, by the modal verbs of its sentence."""
    words = {word.text for word in parse.words}
    if words & {"would", "proposed", "could", "may", "might", "if"}:
        return "proposed"
    return "announced" if words & {"will", "soon", "plans"} else "happened"


def _is_had(parse: Parse, act: Act) -> bool:
    """Return whether a body is said to have had something, or been in it, before "since"."""
    before = {parse.text(i) for i in range(act.head.first)}
    is_in = any(parse.text(i) == "been" and parse.text(i + 1) == "in" for i in range(act.head.first))
    return bool(before & HAVE) and (is_in or bool(before & _BELONGING))


def _is_sanctuary(parse: Parse, span: Span) -> bool:
    """Return whether an instrument is a status whose start is a limit on cooperation."""
    return any(parse.text(i) in {"sanctuary", "welcoming", "ice-free"} for i in range(span.first, span.after))


def _is_now(group: VerbGroup) -> bool:
    """Return whether a passive stands in the present: "when he is released" tells of nothing done."""
    return group.is_passive and not group.is_past and not group.is_perfect


def _has_start_date(parse: Parse, act: Act) -> bool:
    """Return whether a year or month stands by: without one, "in effect" tells only that something exists."""
    near = range(act.head.first, min(len(parse.words), act.head.after + 12))
    return any(parse.text(i).isdigit() or parse.text(i) in MONTHS for i in near)


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


def is_voted_down(parse: Parse, act: Act) -> bool:
    """Return whether a proposal of the act was voted down: before its noun, or after it as its verb."""
    noun = next((s for s in act.group.effects if parse.text(s.first) in _MOTIONS and s.form == "noun"), None)
    if noun is None:
        return False
    before = [
        s
        for i in range(max(0, noun.first - 5), noun.first)
        for s in parse.at(i, "change")
        if s.pattern.action == "decline"
    ]
    after = range(act.head.after, min(len(parse.words), act.head.after + 10))
    return bool(before) or any(parse.text(i) in _VOTED_DOWN for i in after)


def _judge_noun(parse: Parse, act: Act) -> Act | None:
    """Return an act told by a noun, if a verb near to its left does it: "approved a four-month extension"."""
    for index in range(act.head.first - 1, max(-1, act.head.first - 7), -1):
        if parse.is_hard(index) or parse.is_link(index):
            return None
        for verb in parse.at(index, "change"):
            if verb.form == "noun" or verb.pattern.id not in {"start", "apply", "decline", "renew", "announce", "keep"}:
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
