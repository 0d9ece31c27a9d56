"""What a body does for the agency: plain a practice, begun a start, stopped an end, with a condition a limit."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from comity.reader.acts import Act
from comity.reader.changes import is_of_decisions, is_voted_down
from comity.reader.idle import MONTHS, is_let
from comity.reader.leave import is_leave_given, would_give_leave
from comity.reader.parsing import DO, HAVE, MODALS, NEGATIVES, Parse
from comity.reader.refusals import is_kept, is_voted_against
from comity.reader.standing import status_of
from comity.reader.verbgroups import VerbGroup

_ONE_PERSON = frozenset(
    ("man", "woman", "teen", "teenager", "suspect", "plaintiff", "father", "mother", "student", "boy")
)
# What a body does for the agency, told without a change, is told as a practice only of these.
_PLAIN_PRACTICES = frozenset(
    ("answer-detainers", "hold-for-agency", "notify-agency", "honor-detainers", "let-agents-in", "flag", "hand-over",
     "share-information", "let-know", "share-releases")
)  # fmt: skip
# Of these it is told, too, that they go on: "staff still call the agency".
_TOLD_ON = frozenset(("notify-agency", "let-agents-in", "let-know"))
# Verbs of telling of which "now", in the present tense, says no more than that they are done.
_SENDING = ("send", "tell", "notif", "call", "inform", "report", "phone", "give")
# What a relative clause tells of only says what it is for.
_PAPERS = frozenset(("agreement", "agreements", "contract", "contracts", "deal", "program", "arrangement", "model"))
_PAPER_REACH = 4
_REPORTED = frozenset(("on", "that", "a", "an", "about", "how", "no"))
# What the agency asks of a jail in a single case, every day.
_ASKED_OF_JAILS = frozenset(("hold-for-agency", "house-detainees"))
# Words that limit only beside another that says so.
_WEAK_LIMITS = frozenset(("warrant", "cause", "warrants", "order", "felonies", "of", "crimes"))
_STRICT = frozenset(
    ("only", "unless", "without", "except", "must", "requires", "require", "needs", "absent", "limited", "limits")
)
# Of these a single case in the past is no practice.
_ONLY_NOW = frozenset(("hand-over",))
# Verbs by which agents are let in from then on: in the past tense they tell a beginning.
_OPENING = ("open", "grant", "restor", "gave", "give", "admit", "invit", "welcom")
_OF_RELEASE = ("release", "custody", "book", "inmate", "foreign-born", "roster", "list", "arrest", "jail")
_FRONTED = frozenset(
    ("no longer", "never", "never again", "nor", "neither", "under no circumstances", "in no case", "at no time",
     "not until then")
)  # fmt: skip
_HOLDING = frozenset(("hold", "holds", "held", "holding"))
# What a contract's notice of leaving is called by.
_TERMS_OF_NOTICE = frozenset(
    ("days", "days'", "day", "day's", "months", "months'", "month's", "weeks", "weeks'", "written", "formal")
)
_LEAVE_REACH = 12
_NEED = frozenset(("need", "needs", "must", "require", "requires", "required"))
_LEAVE = frozenset(
    ("leave", "permission", "approval", "authorization", "okay", "ok", "consent", "sign-off", "clearance", "supervisor",
     "supervisor's", "chief", "chief's", "blessing", "lieutenant", "commander")
)  # fmt: skip
_AFTER_PARTICIPLE = frozenset(("for", "in", "at", "by", "on", "under", "there", "past", "beyond", "from", "after"))


def judge_conduct(parse: Parse, act: Act) -> Act | None:
    """Return an act of conduct: begun, stopped, refused, limited, or simply what a body does."""
    group = _fronted(parse, act.group)
    if group.governed_by("decide") and is_voted_against(parse, act):
        group.is_negative = True
    if _tells_nothing(parse, act):
        return None
    if is_voted_down(parse, act):
        is_limit = group.is_negative or group.governed_by("stop", "forbid")
        return replace(act, action="restrict" if is_limit else "start", status="rejected")
    status = _status_of_conduct(parse, act)
    condition = _has_condition(parse, act) and (act.head.pattern.id != "arrest-for-status" or _is_strict(parse, act))
    if group.governed_by("continue") or (_is_told_on(act) and _is_still(parse, act)):
        return _continued(act, status)
    if group.governed_by("stop"):
        if is_kept(parse, replace(act, action="end")):
            return replace(act, action="end", status="rejected")
        return replace(act, action="end", status="announced" if _is_made_known(parse, act) else status)
    if group.is_negative or _is_nobody(parse, act):
        return _refused(parse, act, status, condition)
    if _needs_leave(parse, act):
        return replace(act, action="restrict", status="happened")
    if _is_under_limits(parse, act):
        return replace(act, action="restrict", status=status if group.modals else "happened")
    if condition:
        return replace(act, action="restrict", status=status or "happened", is_practice=not group.modals)
    return _begun(parse, act, status) or _practised(parse, act)


def _fronted(parse: Parse, group: VerbGroup) -> VerbGroup:
    """Note a negation that opens the clause, its auxiliary before the subject: "no longer will the county hold"."""
    first, _ = parse.clause(group.first)
    for size in (1, 2, 3, 4):
        opening = " ".join(parse.text(i) for i in range(first, first + size))
        if opening in _FRONTED and parse.text(first + size) in MODALS | DO | HAVE and group.first > first + size:
            group.is_negative = True
            group.modals += [word for word in (parse.text(first + size),) if word in MODALS]
    return group


def _needs_leave(parse: Parse, act: Act) -> bool:
    """Return whether somebody's leave is needed first: "officers need a supervisor's approval before they call"."""
    first, _ = parse.clause(act.group.first)
    before = range(max(0, first - _LEAVE_REACH), first)
    words = {parse.text(i) for i in before}
    return parse.text(first) == "before" and bool(words & _NEED) and bool(words & _LEAVE)


def _is_made_known(parse: Parse, act: Act) -> bool:
    """Return whether an end, as a noun, is what was announced: "an end to honoring detainers was announced"."""
    is_noun = any(effect.form == "noun" for effect in act.group.effects)
    behind = range(act.head.after, len(parse.words) - 1)
    return is_noun and any(parse.text(i) in {"was", "were"} and parse.text(i + 1) == "announced" for i in behind)


def _tells_nothing(parse: Parse, act: Act) -> bool:
    """Return whether the words only describe: a purpose, a person held, what the agency asks, or nothing new."""
    group = act.group
    if group.governed_by("forbid") and group.target is not None and parse.has("state_body", *group.target):
        return True  # what a state's rule forbids its own agencies
    if parse.has("state_body") and bool({"may", "can"} & {*group.modals}) and _has_no_subject(parse, act):
        return True  # what a state's attorney general holds to be the law
    if parse.text(act.head.first) in _HOLDING and parse.text(act.head.after) in {"up", "off", "out"}:
        return True  # "hold up traffic stops"
    if _is_of_one_person(parse, act) or is_let(parse, act) or _is_little(parse, act) or _is_of_papers(parse, act):
        return True
    if group.is_negative and any(parse.text(i) == "all" for i in range(group.first, act.head.first)):
        return True  # "they do not all deal with the agency alike"
    is_permitted = group.governed_by("permit") and not group.governed_by("decide") and not group.is_negative
    is_permitted = is_permitted and not (is_leave_given(parse, group) or would_give_leave(parse, group))
    if (is_permitted and not _has_condition(parse, act)) or group.form == "noun" or _is_described(parse, group):
        return True
    if is_of_decisions(parse, group) or _is_optional(parse, act) or _is_let_go(parse, act) or _is_made_into(parse, act):
        return True
    asked = [effect for effect in group.effects if parse.text(effect.first).startswith("request")]
    if any(effect.form == "noun" or parse.text(effect.after) == "," for effect in asked):
        return True  # "sends jails requests, called detainers, to keep people"
    is_asked = (
        group.target is not None and parse.has("body", *group.target) and act.head.pattern.id not in _ASKED_OF_JAILS
    )
    if not is_asked and any(parse.has("federal", max(0, e.first - 4), e.first) for e in group.effects):
        return True
    is_still = _is_still(parse, act) and (group.is_negative or not _is_told_on(act))
    return _is_reduced(parse, act) or is_still or _is_other_news(parse, act)


def _is_of_papers(parse: Parse, act: Act) -> bool:
    """Return whether a clause says what an agreement is: "ended an agreement in June that gave them an office"."""
    first, _ = parse.clause(act.group.first)
    before = {parse.text(i) for i in range(max(0, first - _PAPER_REACH), first)}
    is_plain = not (act.group.modals or act.group.is_negative or act.group.effects)
    return parse.text(first) in {"that", "which"} and is_plain and bool(_PAPERS & before)


def _is_little(parse: Parse, act: Act) -> bool:
    """Return whether it is said how little is done: "sent ICE nothing but an occasional call"."""
    near = range(act.head.after, act.head.after + 4)
    if parse.text(act.head.first).startswith("report") and parse.text(act.head.after) in _REPORTED:
        return True  # "will report on access given to the agency"
    return any(f"{parse.text(i)} {parse.text(i + 1)}" in {"nothing but", "little but", "little more"} for i in near)


def _is_of_one_person(parse: Parse, act: Act) -> bool:
    """Return whether one person's case is told, which is no rule: "detained a man for two days", "held him"."""
    if act.head.form == "noun" or act.group.modals:
        return False
    near = [parse.text(i) for i in range(act.head.after, act.head.after + 5)]
    is_one = near[:1] in (["a"], ["an"], ["the"]) and any(word in _ONE_PERSON for word in near[1:4])
    return is_one or near[:1] in (["him"], ["her"])


def _status_of_conduct(parse: Parse, act: Act) -> str:
    """Return how far it is done; a "will" after "before" tells a rule in force."""
    opening = parse.text(parse.clause(act.group.first)[0])
    is_rule = "will" in act.group.modals and opening in {"before", "unless", "until"}
    return "happened" if is_rule else status_of(parse, act)


def _is_nobody(parse: Parse, act: Act) -> bool:
    """Return whether the negation stands in the noun: "keeps nobody", "no detainers are honored"."""
    first = act.instrument.first if act.instrument is not None else 0
    is_none = act.is_subject_voice and any(
        parse.text(i) == "no" and parse.text(i + 2) != "than" for i in range(max(0, first - 4), first)
    )
    is_none = is_none or _is_given_none(parse, act)
    is_none = is_none or "nothing" in {parse.text(i) for i in range(act.head.after, act.head.after + 3)}
    return is_none or _has_no_subject(parse, act) or parse.text(act.head.after) in {"nobody", "no", "none"}


def _is_given_none(parse: Parse, act: Act) -> bool:
    """Return whether "no" stands before what the agency would be given: "gives ICE no notice of releases"."""
    spans = (s for i in range(act.head.after, act.head.after + 2) for s in parse.at(i, "class"))
    return any(s.pattern.id == "agency" and parse.text(s.after) == "no" for s in spans)


def _has_no_subject(parse: Parse, act: Act) -> bool:
    """Return whether nobody is whom it is done to, or who stays: "no one will be kept", "nobody stays in jail"."""
    if not act.is_subject_voice:
        return False
    near = [parse.text(i) for i in range(max(0, act.group.first - 5), act.group.first)]
    pairs = {f"{a} {b}" for a, b in pairwise(near)}
    return bool(
        {"nobody", "none"} & {*near} or pairs & {"no one", "no inmate", "no person", "no prisoner", "no detainee"}
    )


def _refused(parse: Parse, act: Act, status: str, has_condition: bool) -> Act:
    """Return conduct under "not": ended, limited or refused."""
    group = act.group
    if _no_longer(parse, group):
        return replace(act, action="restrict" if has_condition else "end", status=status or "happened")
    is_rule = bool({"may", "can", "must"} & set(group.modals))
    is_practice = not group.modals and not group.effects
    action = "restrict" if has_condition or is_rule else "decline"
    return replace(act, action=action, status=status or "happened", is_practice=is_practice)


def _begun(parse: Parse, act: Act, status: str) -> Act | None:
    """Return conduct that begins: governed so, to come, ordered by the body itself, or going on since a date."""
    group = act.group
    if act.head.pattern.id == "cooperate" and not group.governed_by("begin", "decide"):
        return None
    is_new = any(parse.text(i) in {"now", "again"} for i in range(max(0, group.first - 1), act.head.first + 2))
    is_new = (is_new and not _is_only_now(parse, act)) or _is_again(parse, act)
    is_opened = act.head.form == "past" and parse.text(act.head.first).startswith(_OPENING)
    if is_opened and act.head.pattern.id == "let-agents-in" and not group.effects and not group.is_passive:
        return replace(act, action="start", status="happened")
    if is_leave_given(parse, group) or would_give_leave(parse, group):
        return replace(act, action="start", status=status)
    is_to_come = group.governed_by("begin", "decide", "plan", "wish", "pledge", "press") or "will" in group.modals
    is_ordered = group.governed_by("mandate") and status == "happened"
    if is_new or is_to_come or is_ordered:
        return replace(act, action="start", status=status, is_pressed=status == "pressured")
    is_since = group.is_perfect and not group.modals and _is_since(parse, act)
    return replace(act, action="start", status="happened") if is_since else None


def _is_only_now(parse: Parse, act: Act) -> bool:
    """Return whether "now" only says how things stand: "the jail now sends the agency the names of inmates"."""
    is_present = act.head.form in {"s", "base"} and not (act.group.modals or act.group.effects)
    is_sent = parse.text(act.head.first).startswith(_SENDING) and _is_told_on(act)
    return is_present and is_sent and parse.text(act.head.first - 1) == "now"


def _is_again(parse: Parse, act: Act) -> bool:
    """Return whether the clause says that it is done as once before: "once again the jail honors", "… once more"."""
    first, after = parse.clause(act.group.first)
    near = [*range(max(0, first - 1), act.group.first), *range(act.head.after, min(after + 1, act.head.after + 8))]
    words = {parse.text(i) for i in near}
    return bool(words & {"again", "anew"}) or any(parse.text(i) == "once" and parse.text(i + 1) == "more" for i in near)


def _continued(act: Act, status: str) -> Act | None:
    """Return conduct that goes on as before: a practice, of the kinds that are told as such."""
    is_told = act.head.pattern.id in _PLAIN_PRACTICES and not act.group.is_negative
    is_to_go_on = "will" in act.group.modals and status == "announced"
    status = "announced" if is_to_go_on else "happened"
    return replace(act, action="other", status=status, is_practice=True) if is_told else None


def _practised(parse: Parse, act: Act) -> Act | None:
    """Return what a body plainly does, for the few kinds of conduct that are told as practices."""
    group, pattern = act.group, act.head.pattern
    if group.is_infinitive or _is_of_program(parse, act) or _is_of_beds(parse, act):
        return None
    if group.modals or group.effects or act.head.form == "ing" or pattern.id not in _PLAIN_PRACTICES:
        return None
    if group.is_perfect and parse.text(act.head.first - 1) == "had":
        return None  # "had called the agency about a farmworker": one case of the past
    if pattern.id in _ONLY_NOW and (act.head.form not in {"s", "base"} or group.is_passive):
        return None
    is_of_release = any(word.text.startswith(_OF_RELEASE) for word in parse.words)
    if pattern.id == "notify-agency" and not is_of_release:
        return None
    return replace(act, action="other", status="happened", is_practice=True)


def _is_reduced(parse: Parse, act: Act) -> bool:
    """Return whether a participle only describes a noun: "people held for ICE"."""
    group = act.group
    has_no_helper = group.first == act.head.first and not group.effects
    if act.head.form in {"past", "part"} and has_no_helper and parse.text(group.first - 1) == "access":
        return True  # "a report on access given to the agency"
    return act.head.form in {"past", "part"} and has_no_helper and parse.text(act.head.after) in _AFTER_PARTICIPLE


def _is_told_on(act: Act) -> bool:
    """Return whether it is conduct that is told as a practice where it only goes on."""
    is_now = act.head.form in {"s", "base"} and not ({"would", "could", "can"} & {*act.group.modals})
    return is_now and act.head.pattern.id in _TOLD_ON


def _is_still(parse: Parse, act: Act) -> bool:
    return any(parse.text(i) in {"still", "always"} for i in range(act.group.first, act.head.first))


def _is_other_news(parse: Parse, act: Act) -> bool:
    """Return whether what the agency is told is not about a person: "notified ICE that the contract is void"."""
    if act.head.pattern.id != "notify-agency" or act.instrument is None:
        return False
    after = {parse.text(i) for i in range(act.instrument.first, min(len(parse.words), act.instrument.after + 2))}
    is_notice = "notice" in {parse.text(i) for i in range(act.head.first, act.head.after + 7)}
    is_of_release = any(parse.text(i).startswith(("releas", "inmate")) for i in range(act.head.after, len(parse.words)))
    return "that" in after or _is_of_leaving(parse, act) or (is_notice and not is_of_release)


def _is_of_leaving(parse: Parse, act: Act) -> bool:
    """Return whether notice is what a contract asks for before it ends: "gave ICE 120 days' notice"."""
    at = next((i for i in range(act.head.after, act.head.after + 7) if parse.text(i) == "notice"), -1)
    return at > 0 and bool(_TERMS_OF_NOTICE & {parse.text(i) for i in range(at - 3, at)})


def _is_since(parse: Parse, act: Act) -> bool:
    """Return whether the conduct is said to go on since a stated date: then it began at that date."""
    after = range(act.head.after, min(len(parse.words), act.head.after + 14))
    at = next((i for i in after if parse.text(i) == "since"), -1)
    return at >= 0 and any(parse.text(i).isdigit() or parse.text(i) in MONTHS for i in range(at, at + 9))


def _is_described(parse: Parse, group: VerbGroup) -> bool:
    """Return whether an infinitive only tells what an agreement is for: "a contract to house detainees"."""
    if parse.text(group.first) != "to" or group.effects:
        return False
    return any(s.after == group.first for s in parse.of("instrument"))


def _no_longer(parse: Parse, group: VerbGroup) -> bool:
    first, _ = parse.clause(group.first)
    if parse.text(first) in {"no", "never"} and parse.text(first + 1) in {"longer", "again"}:
        return True
    return (
        any(parse.text(i) == "longer" for i in range(max(0, group.first - 1), group.first + 8))
        or "won't" in group.modals
    )


def _has_condition(parse: Parse, act: Act) -> bool:
    """Return whether a limit stands in the act's clause or right after it."""
    is_only = any(parse.text(i) == "only" for i in range(max(0, act.group.first - 8), act.head.after + 4))
    near = [s for s in parse.of("condition") if abs(s.first - act.head.first) <= 24]
    is_strict = act.group.is_negative or any(word.text in _STRICT for word in parse.words)
    near += [s for s in parse.of("class") if s.pattern.id == "court-warrant" and abs(s.first - act.head.first) <= 24]
    return is_only or any(is_strict or parse.text(s.after - 1) not in _WEAK_LIMITS for s in near)


def _is_strict(parse: Parse, act: Act) -> bool:
    """Return whether a limit on arrests or questions is one: "only", "never", not "on a warrant" alone."""
    return act.group.is_negative or any(word.text in {"only", "unless", "except", "solely"} for word in parse.words)


def _is_under_limits(parse: Parse, act: Act) -> bool:
    """Return whether the conduct is only what limits are set on: "limits on when its jail will honor detainers"."""
    first, _ = parse.clause(act.group.first)
    return any(span.pattern.id == "restrict" for i in (first, first - 1) for span in parse.ending_at(i, "change"))


def _is_optional(parse: Parse, act: Act) -> bool:
    """Return whether it is only said that nobody must: "need not be honored", "does not require jails to honor"."""
    forcing = [effect.first for effect in act.group.effects if effect.pattern.effect == "mandate"]
    is_unforced = any(parse.text(i - 1) in NEGATIVES for i in forcing)
    return is_unforced or any(parse.text(i) == "need" for i in range(max(0, act.group.first - 1), act.head.first))


def _is_made_into(parse: Parse, act: Act) -> bool:
    """Return whether people are made something else, and handed to nobody: "turn its officers into agents"."""
    is_turned = act.head.pattern.id == "hand-over" and parse.text(act.head.first).startswith("turn")
    near = range(act.head.after, act.head.after + 4)
    return is_turned and any(parse.text(i) == "into" and parse.text(i + 1) not in {"ice", "the"} for i in near)


def _is_let_go(parse: Parse, act: Act) -> bool:
    """Return whether somebody is only released, and handed to nobody: "notify ICE when he is released"."""
    is_release = act.head.pattern.id == "hand-over" and parse.text(act.head.first).startswith("releas")
    return is_release and (act.instrument is None or act.instrument.first < act.head.first)


def _is_of_beds(parse: Parse, act: Act) -> bool:
    """Return whether beds are what is kept: "the beds that the jail keeps for the agency"."""
    first, _ = parse.clause(act.group.first)
    return parse.text(first) in {"that", "which"} and parse.text(first - 1) in {"bed", "beds", "cells", "space"}


def _is_of_program(parse: Parse, act: Act) -> bool:
    """Return whether it is only said what a program is for, or what may be done: "under which deputies hand over"."""
    first, _ = parse.clause(act.group.first)
    before = range(first, act.group.first)
    is_coordinated = act.head.form == "base" and parse.text(act.group.first - 1) in {"and", "or", ","}
    is_allowed = is_coordinated and any(
        parse.text(i) in MODALS or parse.text(i) in {"to", "let", "lets"} for i in before
    )
    is_described = parse.text(first) in {"which", "where"} and parse.text(first - 1) in {"in", "under", "by", "through"}
    opening = {parse.text(i) for i in range(12)} if parse.text(0) in {"under", "in", "through"} else set()
    return is_allowed or is_described or bool(opening & {"program", "model", "agreement", "287(g)"})
