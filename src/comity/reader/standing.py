"""How far an act is done, from the tense of its verb and from what governs it."""

from __future__ import annotations

from comity.reader.acts import Act
from comity.reader.heads import is_imperative
from comity.reader.leave import is_leave_given, would_give_leave
from comity.reader.parsing import DETERMINERS, Parse, Span
from comity.reader.refusals import is_of_mind
from comity.reader.verbgroups import VerbGroup

_OWN_PEOPLE = frozenset(
    ("deputies", "officers", "staff", "jailers", "employees", "police", "department", "departments", "jails", "jail")
)
_PRESSING = frozenset(
    ("petition", "demand", "demands", "demanded", "urged", "urging", "rally", "rallied", "calls", "calling")
)
_PROPOSING = frozenset(
    (
        "proposal",
        "proposed",
        "proposes",
        "motion",
        "agenda",
        "considering",
        "bill",
        "pending",
        "hearing",
        "would",
    )
)

_DRAFTS = frozenset(("proposal", "idea", "request", "recommendation", "motion", "suggestion", "hope", "aim", "goal"))
_FOR_REACH = 12
_ASKING = ("ask", "wait", "pray", "appl", "petition", "look", "hop")
# Verbs that only say that an act begins, goes on or ends.
_ASPECTS = frozenset(("stop", "begin", "continue"))
# One of those who vote, by title; a board "moved to end it" has voted.
_MEMBERS = frozenset(
    (
        "commissioner", "supervisor", "councilman", "councilwoman", "councilmember", "councillor", "councilor",
        "alderman", "alderwoman", "alderperson", "alder", "ald.", "trustee", "legislator", "freeholder", "member",
        "selectman", "selectwoman", "she", "he",
    )
)  # fmt: skip
_MEMBER_REACH = 5
_MAKING = frozenset(
    ("passed", "passes", "approved", "approves", "adopted", "adopts", "enacted", "carried", "okayed", "accepted")
)
_RULE_REACH = 5
_PUTTING_OFF = ("from", "before", "until", "await", "postpon", "delay", "tabled", "defer", "scheduled")
_WANTING = frozenset(("want", "wants", "wanted", "like", "demand", "see"))
_WANT_REACH = 4
_PROPOSALS = frozenset(("bill", "proposal", "motion", "measure", "resolution"))
_PASSED = frozenset(("passed", "approved", "adopted", "signed", "enacted", "unanimously", "voted"))


def status_of(parse: Parse, act: Act) -> str:
    """Return how far an act is done, from its verb group; "" where it is not told as an act at all."""
    if is_imperative(parse, act.head, act.group):
        return "pressured"
    if _is_to_come(parse, act) or _is_awaited(parse, act):
        return "proposed" if act.group.is_perfect else "announced"
    for judged in (_of_pressure, _of_wish, _of_intent):
        status = judged(parse, act)
        if status is not None:
            return status
    return _tense(parse, act.group, act.head.pattern.role == "conduct")


def _of_pressure(parse: Parse, act: Act) -> str | None:
    """Return what it is that somebody asks, orders or is refused; None where nobody does."""
    group = act.group
    if group.governed_by("press", "wish") and {"may", "can", "could", "might"} & {*group.modals}:
        return ""  # "the police may be asked to keep somebody"
    if group.governed_by("press") and (_is_told_to_agency(parse, group) or _is_ordered(parse, group)):
        return "happened"
    if group.effects and group.effects[-1].pattern.effect == "refuse":
        if is_of_mind(parse, group.effects[-1]):
            return "announced"
        if group.governed_by("press"):
            return "happened"  # "turned aside demands to join": they were refused
    if _is_pressing(group):
        return "pressured"
    if group.governed_by("mandate"):
        is_own = _is_told_to_deputies(parse, group) or _is_told_to_agency(parse, group)
        return "happened" if is_own else "pressured"
    return None


def _is_pressing(group: VerbGroup) -> bool:
    """Return whether somebody is pressed to act, or to decide on it: not a decision to press somebody."""
    effects = [span.pattern.effect for span in group.effects]
    return "press" in effects and not {"decide", "plan"} & {*effects[effects.index("press") :]}


def _of_wish(parse: Parse, act: Act) -> str | None:
    """Return what is only moved, wished or applied for, and what became of the rule; None where nothing is."""
    group = act.group
    if _is_leave_asked(parse, group) or _is_before_vote(parse, group) or _is_members_motion(parse, group):
        return "proposed"
    if _is_vote_to_come(parse, group):
        return "proposed"
    if _is_rule_passed(parse, group):
        return "happened"
    if group.governed_by("wish") and group.effects[-1].pattern.effect != "refuse":
        return "pressured" if _is_wished_by_others(parse, group) else "proposed"
    return None


def _of_intent(parse: Parse, act: Act) -> str | None:
    """Return what a body means to do, is about to do or may do; None where its verb tells by its tense."""
    group, is_change = act.group, act.head.pattern.role == "change"
    if group.is_infinitive and group.is_perfect and not group.effects:
        return "happened"  # "said to have signed", "the first to have joined"
    if group.is_planned and _is_of_draft(parse, group):
        return "proposed"
    if group.governed_by("plan", "pledge") or group.is_planned or _is_bare_infinitive(group):
        return "announced"
    if group.governed_by("permit") and not group.governed_by("decide"):
        return "happened" if is_leave_given(parse, group) else would_give_leave(parse, group)
    is_under_way = group.is_progressive and group.is_past and not group.is_perfect
    if is_under_way and (_is_aspect(group.effects[-1]) if group.effects else is_change):
        return "announced"  # "said that it was pulling out", "was stopping the holds"
    if is_change and is_of_mind(parse, act.head):
        return "announced"
    return None


def _is_of_draft(parse: Parse, group: VerbGroup) -> bool:
    """Return whether it is a proposal that "is to": "the administrator's proposal is to end it"."""
    return bool({parse.text(i) for i in range(max(0, group.first - 2), group.first + 1)} & _DRAFTS)


def _is_bare_infinitive(group: VerbGroup) -> bool:
    """Return whether nothing known governs an infinitive, or the verb of ending or going on that it is itself."""
    return group.is_infinitive and all(_is_aspect(s) and s.form == "base" for s in group.effects)


def _is_aspect(span: Span) -> bool:
    return span.pattern.effect in _ASPECTS


def _is_vote_to_come(parse: Parse, group: VerbGroup) -> bool:
    """Return whether a vote on it is still to come: "will vote Tuesday to leave", "plans to vote on leaving"."""
    voting = next((s for s in group.effects if parse.text(s.first) in {"vote", "voting"} and s.form != "noun"), None)
    is_open = bool({"will", "'ll", "would"} & {*group.modals}) or group.is_planned or group.governed_by("plan", "wish")
    return voting is not None and is_open and not group.governed_by("press")


def _is_leave_asked(parse: Parse, group: VerbGroup) -> bool:
    """Return whether somebody asks for the leave to act: "is asking commissioners for permission to leave"."""
    leave = group.effects[-1] if group.effects else None
    if leave is None or leave.form != "noun" or parse.text(leave.first - 1) != "for":
        return False
    return any(parse.text(i).startswith(_ASKING) for i in range(max(0, leave.first - _FOR_REACH), leave.first - 1))


def _is_members_motion(parse: Parse, group: VerbGroup) -> bool:
    """Return whether one member of a board "moved to" do it, which the board has yet to vote on."""
    outer = group.effects[-1] if group.effects else None
    if outer is None or outer.form == "noun" or parse.text(outer.first) not in {"moved", "moves", "motioned"}:
        return False
    return any(parse.text(i) in _MEMBERS for i in range(max(0, outer.first - _MEMBER_REACH), outer.first))


def _is_rule_passed(parse: Parse, group: VerbGroup) -> bool:
    """Return whether what governs an act is a rule that was passed: "adopted a resolution to join"."""
    rule = group.effects[-1] if group.effects else None
    if rule is None or rule.form != "noun" or parse.text(rule.first) not in _PROPOSALS | {"ordinance", "resolutions"}:
        return False
    return any(
        parse.text(i) in _MAKING and parse.text(i - 1) not in {"be", "have"} and parse.text(i + 1) in DETERMINERS
        for i in range(max(0, rule.first - _RULE_REACH), rule.first)
    )


def _is_wanted(parse: Parse, group: VerbGroup) -> bool:
    """Return whether a participle is what somebody wants done: "want it torn up"."""
    if group.form not in {"past", "part"} or group.effects or group.is_passive or group.is_perfect:
        return False
    near = [parse.text(i) for i in range(max(0, group.first - _WANT_REACH), group.first)]
    return bool(near) and near[-1] in {"it", "them", "this", "that"} and bool(_WANTING & {*near})


def _is_plain(group: VerbGroup) -> bool:
    """Return whether nothing governs a verb: what a jail "is not honoring" is so already."""
    return not group.effects and not group.modals


def _tense(parse: Parse, group: VerbGroup, is_conduct: bool) -> str:
    if _is_wanted(parse, group):
        return "pressured" if parse.has("outsider") else "proposed"
    if group.is_barred and "would" not in group.modals:
        return "happened"
    if "will" in group.modals or "shall" in group.modals or "'ll" in group.modals:
        return "announced"
    if "would" in group.modals:
        return "announced" if _is_own_word(parse, group) else "proposed"
    if "should" in group.modals or "must" in group.modals:
        return "pressured"
    if group.modals:
        return ""
    if group.governed_by("rank") and "to" in {parse.text(act_at) for act_at in range(group.first, group.first + 8)}:
        return "happened"
    if group.form == "s" and _is_of_proposal(parse, group):
        return "proposed"
    if group.is_progressive and not group.is_past and not (is_conduct and _is_plain(group)):
        return "announced"
    if group.is_progressive and group.is_perfect:
        return "happened"
    return "happened"


def _is_own_word(parse: Parse, group: VerbGroup) -> bool:
    """Return whether "would" is what a body says of itself: "sheriffs who have said that they would honor none"."""
    at = group.first
    subject = parse.text(at - 1)
    if subject in _OWN_PEOPLE | {"county", "office", "city", "town"} and parse.text(at - 2) in DETERMINERS:
        at, subject = at - 1, "they"  # "announced that his deputies would"
    before = parse.text(at - 2)
    verb = parse.text(at - 3) if before == "that" else before
    if before == "that" and parse.text(at - 4) in {"in", "on", "last", "this"}:
        verb = parse.text(at - 5)  # "said in September that it would"
    is_said = verb in {"said", "announced", "confirmed", "declared"}
    outside = parse.has("outsider", 0, group.first) or parse.has("candidate")
    return subject in {"they", "it", "he", "she"} and is_said and not outside and parse.has("body", 0, group.first)


def _is_of_proposal(parse: Parse, group: VerbGroup) -> bool:
    """Return whether the present tense is of a bill or a motion not yet passed: "Council Bill 51 ends the contract"."""
    before = [parse.text(i) for i in range(max(0, group.first - 2), group.first)]
    is_passed = any(word.text in _PASSED for word in parse.words)
    return not is_passed and any(word in _PROPOSALS for word in before)


def _is_to_come(parse: Parse, act: Act) -> bool:
    """Return whether a present tense stands in a clause of time beside a main clause in the future."""
    first, _ = parse.clause(act.group.first)
    is_present = act.head.form in {"s", "base"} and not act.group.is_past and not act.group.is_perfect
    is_time = parse.text(first) in {"when", "once", "after", "before", "until", "as"}
    return is_present and is_time and any(word.text in {"will", "'ll"} for word in parse.words)


def _is_awaited(parse: Parse, act: Act) -> bool:
    """Return whether something else may be done only once it is: "once the sheriffs have signed, officers may"."""
    first, _ = parse.clause(act.group.first)
    is_once = parse.text(first) == "once" or parse.text(first - 1) == "soon"
    is_had = any(parse.text(i) == "had" for i in range(act.group.first, act.head.first))
    return is_once and act.group.is_perfect and not is_had


def _is_told_to_agency(parse: Parse, group: VerbGroup) -> bool:
    """Return whether the federal agency is told to do what follows: the telling is the local body's decision."""
    if group.target is None or parse.has("outsider", 0, group.first):
        return False
    words = {parse.text(i) for i in range(*group.target)}
    is_agency = any(s.pattern.id == "agency" for i in range(*group.target) for s in parse.at(i, "class"))
    return (is_agency or bool(words & {"ice", "agency"})) and not words & {"sheriff", "county", "board"}


def _is_ordered(parse: Parse, group: VerbGroup) -> bool:
    """Return whether a chief tells his own people: "the mayor told city police to stay out of raids"."""
    is_told = parse.text(group.first).startswith(("tell", "told", "instruct"))
    return is_told and not parse.has("outsider", 0, group.first) and _is_told_to_deputies(parse, group)


def _is_told_to_deputies(parse: Parse, group: VerbGroup) -> bool:
    """Return whether it is a sheriff's or board's own people who are ordered: the order is the decision."""
    if group.target is None:
        return False
    return any(parse.text(i) in _OWN_PEOPLE for i in range(*group.target))


def _is_before_vote(parse: Parse, group: VerbGroup) -> bool:
    """Return whether it is only to be voted on: "three days from a vote on ending the contract"."""
    votes = [s for s in group.effects if s.form in {"noun", "base"} and parse.text(s.first) in {"vote", "decision"}]
    return any(
        parse.text(s.first - 1) in {"a", "the", "final"}
        and any(parse.text(i).startswith(_PUTTING_OFF) for i in range(s.first - 4, s.first))
        for s in votes
    )


def _is_wished_by_others(parse: Parse, group: VerbGroup) -> bool:
    """Return whether people from outside want somebody else to act: "groups want the county to withdraw"."""
    if group.target is None:
        return False
    first = max(0, group.first - 12)
    before = {parse.text(i) for i in range(first, group.first)}
    if "sheriff" in {parse.text(i) for i in range(*group.target)} and not before & {"sheriff", "he", "she", "i"}:
        return True
    return parse.has("outsider", first, group.first + 1) and not parse.has("body", first, group.first + 1)


def shaded(parse: Parse, act: Act, status: str) -> str:
    """Return a status seen the sentence's other words: an infinitive beside "proposal" is no fact."""
    is_told = act.head.form in {"past", "part", "s"} or act.group.is_past or act.group.is_perfect
    if status != "happened" or is_told or act.group.governed_by("decide", "begin", "rank"):
        return status
    words = {word.text for word in parse.words}
    if words & _PRESSING and parse.has("outsider"):
        return "pressured"
    return "proposed" if words & _PROPOSING else status
