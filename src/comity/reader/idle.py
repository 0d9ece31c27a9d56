"""Words of change that tell of no act: what exists, is usual, is only said, thought or allowed."""

from __future__ import annotations

from comity.reader.acts import Act
from comity.reader.leave import is_leave_given, would_give_leave
from comity.reader.movements import is_mere_movement
from comity.reader.parsing import HAVE, Parse, Span
from comity.reader.verbgroups import VerbGroup
from comity.reader.votes import is_after_vote

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
_FOLLOWING = frozenset(("would", "could", "might", "may"))
# What is lost, won, entered or left that is no agreement.
_CONTESTS = frozenset(("election", "race", "primary", "runoff", "re-election", "reelection", "seat", "campaign"))
_CONTEST_REACH = 5
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
_PLANS = frozenset(("plan", "plans", "proposal", "proposals", "idea", "bid"))
_TERM = ("expir", "lapse", "run")  # a term that is said to end is no end yet


def tells_nothing(parse: Parse, act: Act) -> bool:
    """Return whether the words tell only that something exists, may be, runs for a term, or is allowed."""
    group, head = act.group, act.head
    if _is_listed_as(parse, act) or _is_opinion(parse, act) or (act.head.pattern.id == "audit" and _is_habit(act)):
        return True
    if is_let(parse, act) or _wants_it_to(parse, act) or any(is_so(parse, act) for is_so in _IDLE):
        return True
    if any(
        is_so(parse, act)
        for is_so in (_is_of_plan, _is_of_speech, _is_of_warrant, _is_only_thought_of, _is_held_to_be, _is_usual)
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
    is_undated = (
        head.pattern.id in {"since", "since-then", "program-begins"}
        and parse.text(head.after - 1) != "back"
        and not _has_start_date(parse, act)
    )
    if is_undated or (head.pattern.id == "since-then" and not _is_had(parse, act)):
        return True
    is_unended = not group.is_passive and not group.is_perfect and (head.form != "past" or group.is_planned)
    is_decided = "will" in group.modals and is_after_vote(parse)
    if head.pattern.id == "lapse" and is_unended and not is_decided and parse.text(head.first).startswith(_TERM):
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
    if is_leave_given(parse, group) or would_give_leave(parse, group):
        return False
    return group.governed_by("permit") and not group.governed_by("decide") and head.pattern.id != "new-agreement"


def _is_of_plan(parse: Parse, act: Act) -> bool:
    """Return whether a plan and no program is what rests: "a plan to lease 40 beds is on hold"."""
    if act.action != "suspend" or not act.is_subject_voice:
        return False
    first, _ = parse.clause(act.group.first)
    return any(parse.text(i) in _PLANS and parse.text(i + 1) in {"to", "for", "of"} for i in range(first, first + 4))


def _is_of_another(parse: Parse, act: Act) -> bool:
    """Return whether "stop" or "end" has an object of its own: "should sign up and stop listening to them"."""
    word, behind = parse.text(act.head.first), parse.text(act.head.after)
    is_doing = behind.endswith("ing") and word.startswith(("stop", "end", "cease"))
    return act.head.pattern.id == "lapse" and is_doing


def _is_of_contest(parse: Parse, act: Act) -> bool:
    """Return whether an election is what is won, lost, entered or left: "after he lost the election"."""
    if act.head.form == "noun" or act.is_subject_voice:
        return False
    behind = [parse.text(i) for i in range(act.head.after, act.head.after + _CONTEST_REACH)]
    stop = next((n for n, word in enumerate(behind) if word in {",", ".", ";", "to", "and", "by"}), len(behind))
    return bool(_CONTESTS & {*behind[:stop]})


def _is_against(parse: Parse, act: Act) -> bool:
    """Return whether what begins is directed against the instrument, "joined a revolt against it", or is yet to be."""
    if act.head.pattern.id == "go-free":
        return act.group.is_infinitive  # "was to go free"
    if act.head.pattern.id != "start" or act.instrument is None or act.head.form == "noun":
        return False
    return any(parse.text(i) == "against" for i in range(act.head.after, act.instrument.first))


def _is_in_due_course(parse: Parse, act: Act) -> bool:
    """Return whether a clause of time in the present tells what comes before something else as a rule, without a day.

    "Before the agreement is signed, officials visit the jail."
    """
    group, first = act.group, parse.clause(act.group.first)[0]
    if parse.text(first) not in {"before", "when", "whenever", "once", "until"} or group.modals or group.effects:
        return False
    is_present = act.head.form in {"s", "base"} or _is_now(group)
    is_to_come = any(word.text in {"will", "'ll", "would"} for word in parse.words)
    return is_present and not group.is_perfect and not is_to_come and not _has_start_date(parse, act)


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
        return not _is_told_as_done(parse, act) or _is_one_officer(parse, act)
    if act.head.pattern.id == "release-despite":
        return any(parse.text(i) in _PAPERS for i in range(act.head.after, act.head.after + 4))
    is_begun = group.governed_by("begin", "plan", "stop", "decide") or bool(group.modals)
    return act.head.pattern.id == "detainees-in" and not is_begun


def _is_one_officer(parse: Parse, act: Act) -> bool:
    """Return whether one officer of many was trained, who is spoken of for something else: "the deputy, who was"."""
    before = [parse.text(i) for i in range(max(0, act.group.first - 4), act.group.first)]
    one = {"deputy", "officer", "employee", "jailer", "sergeant", "lieutenant", "he", "she"}
    return act.group.is_passive and "who" in before and bool(one & {*before})


def _is_told_as_done(parse: Parse, act: Act) -> bool:
    """Return whether officers were or will be made agents: not what a program does, nor "deputies trained by ICE"."""
    group = act.group
    if act.head.form in {"past", "part"}:
        first, _ = parse.clause(group.first)
        if group.is_perfect and parse.text(first) == "which" and parse.text(first - 1) in {"for", "in", "under", "by"}:
            return False  # "a program, for which guards had been trained"
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


def is_none(parse: Parse, act: Act) -> bool:
    """Return whether the subject of a passive is nothing: "not one request was denied", "no contract was signed"."""
    if act.instrument is None or act.head.form == "word" or act.instrument.after > act.group.first:
        return False
    before = [parse.text(i) for i in range(max(0, act.instrument.first - 4), act.instrument.first)]
    return bool({"no", "none"} & {*before}) or any(words in " ".join(before) for words in ("not one", "not a single"))


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


def _is_had(parse: Parse, act: Act) -> bool:
    """Return whether a body is said to have had something, or been in it, before "since"."""
    before = {parse.text(i) for i in range(act.head.first)}
    is_in = any(parse.text(i) == "been" and parse.text(i + 1) == "in" for i in range(act.head.first))
    return bool(before & HAVE) and (is_in or bool(before & _BELONGING))


def _is_now(group: VerbGroup) -> bool:
    """Return whether a passive stands in the present: "when he is released" tells of nothing done."""
    return group.is_passive and not group.is_past and not group.is_perfect and "will" not in group.modals


def _has_start_date(parse: Parse, act: Act) -> bool:
    """Return whether a year or month stands by: without one, "in effect" tells only that something exists."""
    near = range(act.head.first, min(len(parse.words), act.head.after + 12))
    if any(parse.text(i) == "as" and parse.text(i + 1) == "of" for i in near):
        return False  # "in force as of Friday": nothing is said of when it began
    return any(parse.text(i).isdigit() or parse.text(i) in MONTHS for i in near)


def _is_topic(parse: Parse, act: Act) -> bool:
    """Return whether the instrument is only what something else is about: "ends a series on immigration detention"."""
    instrument, head = act.instrument, act.head
    if instrument is None or head.pattern.id not in _OBJECT_TAKERS or head.form == "noun" or head.pattern.tail:
        return False
    return not act.is_subject_voice and is_topic(parse, head.after, instrument.first)


def is_topic(parse: Parse, first: int, after: int) -> bool:
    """Return whether a verb's object ends before `after` and only is about what stands there: "a series on …"."""
    if parse.text(first) not in {"a", "an", "the", "its", "their", "his", "her", "this"}:
        return False
    about = next((i for i in range(first + 1, after) if parse.text(i) in _ABOUT), -1)
    is_agreed = parse.text(about - 1) in _ABOUT_AGREED or any(parse.at(i, "instrument") for i in range(first, about))
    return about > first + 1 and not is_agreed


_OBJECT_TAKERS = frozenset(("start", "end", "renew", "expand", "suspend"))
_ABOUT = frozenset(("on", "about", "over", "regarding", "concerning"))
# What is on something and decides on it: to end a ban on detainers is no topic.
_ABOUT_AGREED = frozenset(
    (
        "ban", "bans",
        "limit", "limits", "restrictions", "cap", "moratorium", "prohibition", "hold", "freeze", "policy",
        "resolution", "ordinance", "policies", "order", "rule", "rules", "law", "bill", "vote", "decision", "agreement",
        "contract", "deal", "memorandum", "pact", "negotiations", "talks", "work", "cooperation", "action", "stance",
        "position", "participation", "reliance", "extension", "program", "partnership", "plug", "door", "page",
    )
)  # fmt: skip
_IDLE = (is_mere_movement, _is_in_due_course, _is_against, _is_topic, _is_of_another, _is_of_contest)
