"""From a parsed sentence to acts: a verb or noun of change or conduct, what it is said of, and how far it is done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from comity.reader.parsing import HAVE, NEGATIVES, Parse, Span
from comity.reader.verbgroups import VerbGroup, read_group

FAMILIES = {
    "287g_unspecified": "287g", "287g_jail_model": "287g", "287g_warrant_service": "287g", "287g_task_force": "287g",
    "detention_contract": "contract", "detainer_policy": "custody", "notification": "notification",
    "access_to_jail": "access", "information_sharing": "sharing", "other": "other",
}  # fmt: skip
_CUSTODY = frozenset(("custody", "notification", "access"))
# What is passed or adopted is a rule: its words tell the act.
_RULES = frozenset(
    ("ordinance", "resolution", "law", "bill", "legislation", "rule", "measure", "motion", "rules", "statute")
)
_OWN_PEOPLE = frozenset(
    ("deputies", "officers", "staff", "jailers", "employees", "police", "department", "departments")
)
_TALLY = re.compile(r"\d{1,2}-\d{1,2}")
_BELONGING = frozenset(
    ("had", "part", "participated", "housed", "held", "rented", "used", "run", "taken", "partnered", "belonged")
    + ("contracted", "operated", "participating", "cooperated", "worked", "enrolled", "jailed", "leased", "member")
)
_DOORS = 4  # words of "opened its doors to"
_THEM = frozenset(("it", "them", "one", "these", "those", "either"))
# Verbs whose pronoun object is nearly always a person or a thing of no interest here.
_NO_PRONOUN = frozenset(
    (
        "release-despite",
        "share-information",
        "notify-agency",
        "let-agents-in",
        "cooperate",
        "house-detainees",
        "since-then",
    )
    + (
        "hold-for-agency",
        "take-part",
        "get",
        "announce",
        "bring-to",
        "restrict",
        "consider",
        "apply",
        "detainees-leave",
    )
    + ("detainees-arrive", "expand")
)
_PASSIVE_LINKS = frozenset(("for", "into", "to", "under", "as", "by", "at", "in"))
_MONTHS = frozenset(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november")
    + (
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
    )
    + ("year", "month", "week", "spring", "summer", "fall", "winter")
)
# How many words an instrument may stand from its verb.
REACH = 14
# A subject may be longer: "agreements between the agency and the jails in A, B and C must end".
SUBJECT_REACH = 26
# How many words an object may be long that stands between a verb and its tail.
TAIL_REACH = 14
_DETERMINERS = frozenset(
    ("the", "a", "an", "its", "their", "his", "her", "this", "that", "these", "those", "our", "my")
)
_PLURALS = frozenset(
    ("they", "we", "i", "you", "who", "which", "and", "or", "people", "police", "now", "also", "still", "then")
)
# Words that tell an act only where no verb of the sentence does.
_LATE = frozenset(("new-agreement", "since-then"))
# What a body does for the agency, told without a change, is told as a practice only of these.
_PLAIN_PRACTICES = frozenset(("hold-for-agency", "notify-agency", "honor-detainers", "let-agents-in"))
# Verbs that may leave out what they are said of.
_BARE = frozenset(
    ("quit", "opt out", "opt in", "sign up", "pull out", "withdraw", "leave", "sign on", "join", "rejoin", "apply")
    + ("sign", "approve", "reject", "agree", "follow suit", "do so", "do the same", "do likewise", "want out")
    + ("refuse", "renew", "drop out", "enroll", "decline", "begin again", "start again")
)


@dataclass(frozen=True, slots=True)
class Act:
    """One act as a sentence tells it; `instrument` is None where nothing is named ("it quit in 2015")."""

    head: Span
    group: VerbGroup
    instrument: Span | None
    action: str
    status: str
    is_practice: bool = False
    is_pressed: bool = False
    is_pledged: bool = False
    is_subject_voice: bool = False


def find_acts(parse: Parse) -> list[Act]:
    """Return the acts that a sentence tells, in order; conditions and questions tell none."""
    if parse.words and parse.words[-1].text == "?":
        return []
    acts: list[Act] = []
    taken: set[int] = set()
    for span in sorted(parse.of("change", "conduct"), key=lambda s: s.pattern.id in _LATE):
        if span.pattern.id in _LATE and acts:
            continue
        for act in _read_head(parse, span):
            if act.head.first not in taken and not _is_hypothetical(parse, act):
                acts.append(act)
                taken.add(act.head.first)
                acts.extend(_coordinated(parse, act))
    return _without_carriers(acts)


def _without_carriers(acts: list[Act]) -> list[Act]:
    """Leave out the verb that only carries a noun's act: "cleared an extension" is a renewal and no start."""
    carried = {act.group.first for act in acts if act.head.form == "noun"}
    return [act for act in acts if act.head.form == "noun" or act.group.first not in carried]


def _read_head(parse: Parse, span: Span) -> Iterator[Act]:
    """Yield the act whose head is a cue, if what it is said of stands by and its verb group tells something."""
    if parse.text(span.first).startswith("join") and span.after == span.first + 1 and _joins_others(parse, span):
        return
    tailed = _with_tail(parse, span)
    if tailed is None:
        return
    span = tailed
    group = read_group(parse, span)
    if not _is_verbal(parse, span, group) or (span.pattern.needs_decision and not _is_decided(parse, group)):
        return
    instrument = _instrument(parse, span, group)
    is_told = span.pattern.role == "change" and bool(span.pattern.instrument)
    if instrument is None and not is_told and not _may_stand_alone(parse, span):
        return
    is_subject = span.form == "word" or _is_subject_voice(span, group) or _stands_before(parse, span, group, instrument)
    act = Act(span, group, instrument, span.pattern.action, "", is_subject_voice=is_subject)
    told = _judge_conduct(parse, act) if span.pattern.role == "conduct" else _judge_change(parse, act)
    if told is not None:
        yield told


def _is_supposed(parse: Parse, act: Act) -> bool:
    """Return whether the verb only says by what something else might come: "could save money by leaving"."""
    if act.head.form != "ing" or parse.text(act.group.first - 1) not in {"by", "if", "of", "for"}:
        return False
    return any(parse.text(i) in {"could", "would", "might", "may"} for i in range(act.group.first))


def _is_decided(parse: Parse, group: VerbGroup) -> bool:
    """Return whether somebody decides on the verb: "voted to keep", "kept … on a 6-3 vote"."""
    is_refused = group.is_negative and bool(group.modals)
    return (
        is_refused
        or group.governed_by("decide", "plan")
        or (
            group.form == "past"
            and any(word.text in {"vote", "voted", "votes"} or _TALLY.fullmatch(word.text) for word in parse.words)
        )
    )


def _joins_others(parse: Parse, span: Span) -> bool:
    """Return whether a body joins other bodies, not a programme: "joined several sheriffs in announcing"."""
    near = [parse.text(i) for i in range(span.after, span.after + 5)]
    return any(word in {"sheriffs", "counties", "others", "agencies", "officials", "cities", "forces"} for word in near)


def _with_tail(parse: Parse, span: Span) -> Span | None:
    """Return a verb with the words that must follow it over an object, None where they do not; "began to" is no start."""
    if (
        span.pattern.role == "change"
        and span.form != "noun"
        and parse.text(span.after) == "to"
        and span.after == span.first + 1
    ):
        word = parse.text(span.first)
        if word.startswith(("beg", "start", "contin", "ceas", "agree")):
            return None
    if not span.pattern.tail:
        return span
    for index in range(span.after, min(len(parse.words), span.after + TAIL_REACH)):
        if parse.is_hard(index) or (parse.is_link(index) and index > span.after + 1):
            return None
        first = parse.text(index)
        for words in span.pattern.tail:
            if not words.startswith(first):
                continue
            size = words.count(" ") + 1
            if words == " ".join(parse.text(i) for i in range(index, index + size)):
                return span._replace(after=index + size)
    return None


def _stands_before(parse: Parse, span: Span, group: VerbGroup, instrument: Span | None) -> bool:
    """Return whether the instrument is the verb's subject: before it, and not of another clause."""
    if instrument is None or instrument.after > group.first or span.form == "noun":
        return False
    return not any(parse.is_link(i) for i in range(instrument.after, group.first))


def _is_verbal(parse: Parse, span: Span, group: VerbGroup) -> bool:
    """Return whether a cue is used as a verb (or as the noun it is listed as): not "the signed form", "jail beds"."""
    before = parse.text(span.first - 1)
    if span.form in {"noun", "word"}:
        return True
    if before in _DETERMINERS and span.form != "ing" and not _is_demonstrative(parse, span):
        return False
    if span.pattern.id == "start" and any(parse.text(i) in _RULES for i in range(span.after, span.after + 4)):
        return False
    if span.first == 0 and span.form in {"past", "part"} and _has_no_agent(parse, span):
        return False
    outermost = group.effects[-1].form if group.effects else span.form
    if outermost == "base" and _is_subjunctive(parse, group):
        return True
    if parse.text(span.first) in {"starting", "beginning"} and parse.text(span.after) in {
        "in",
        "on",
        "with",
        "from",
        "at",
    }:
        return False
    if span.form != "base" or group.modals or group.effects or group.is_infinitive or before in {"to", "not", "let's"}:
        return True
    return before in _PLURALS or (before.endswith("s") and not before.endswith("'s") and len(before) > 3)


def _is_demonstrative(parse: Parse, span: Span) -> bool:
    """Return whether "that" or "this" before a verb is its subject: "That came to an end"."""
    is_first = span.first == 1 or parse.text(span.first - 2) in {",", ";", ":", "and", "but"}
    return is_first and parse.text(span.first - 1) in {"that", "this"} and span.form in {"past", "s"}


def _has_no_agent(parse: Parse, span: Span) -> bool:
    """Return whether an opening participle names nobody: "Launched last year, the program …"."""
    return not any(parse.text(i) == "by" for i in range(span.after, span.after + 8))


def _is_subjunctive(parse: Parse, group: VerbGroup) -> bool:
    """Return whether the verb is what somebody demands: "demanded that the sheriff end it"; that demand governs it."""
    for index in range(group.first - 1, max(0, group.first - 12), -1):
        if parse.text(index) == "that":
            found = [
                s
                for s in parse.ending_at(index, "governor") + parse.ending_at(index + 1, "governor")
                if s.pattern.effect == "press"
            ]
            if found:
                group.target = (index + 1, group.first)
                group.effects.append(found[0])
                group.first = found[0].first
                return True
    return False


def _may_stand_alone(parse: Parse, span: Span) -> bool:
    """Return whether an act needs no instrument beside it: a bare verb, "it" as object, or a noun with its verb."""
    if span.form == "noun":
        return span.pattern.id in {"renew", "end", "expand"}
    if span.pattern.id == "since-then":
        return parse.text(span.first - 1) in {"it", "program", "agreement"}
    if _is_pronoun_meant(parse, span):
        return True
    is_it = span.pattern.id in {"start", "end", "renew", "expand", "turn-down", "vote-for", "let-run-out"} and (
        parse.text(span.after) in {"it", "them"}
        or parse.text(span.first + 1) in {"it", "them"}
        or parse.text(span.after - 1) == "it"
    )
    return _is_bare(parse, span) or is_it


def _is_pronoun_meant(parse: Parse, span: Span) -> bool:
    """Return whether a pronoun stands for the instrument: "cancel it", "honored none of them", "it was renewed"."""
    if parse.text(span.after) == "one" and span.pattern.objects:
        return True
    if span.pattern.id in _NO_PRONOUN:
        return False
    after = [parse.text(i) for i in range(span.after, span.after + 3)]
    if after[0] in _THEM or after[:2] in (["for", "one"], ["none", "of"], ["any", "of"], ["all", "of"], ["none", "."]):
        return True
    group = read_group(parse, span)
    return _is_subject_voice(span, group) and parse.text(group.first - 1) in {"it", "that", "this", "which"}


def _is_bare(parse: Parse, span: Span) -> bool:
    """Return whether a verb may leave out what it is said of: "the county opted in"."""
    pattern = span.pattern
    if pattern.role != "change" or span.form == "noun":
        return False
    words = " ".join(parse.text(i) for i in range(span.first, span.after))
    return any(verb in _BARE and _same_verb(verb, words) for verb in pattern.verbs) and _is_clause_end(
        parse, span.after
    )


def _same_verb(verb: str, words: str) -> bool:
    stem, _, rest = verb.partition(" ")
    head, _, tail = words.partition(" ")
    return tail == rest and head[:3] == stem[:3]


def _is_clause_end(parse: Parse, index: int) -> bool:
    return parse.text(index) in {
        "",
        ".",
        ",",
        ";",
        "in",
        "on",
        "for",
        "by",
        "as",
        "this",
        "last",
        "after",
        "and",
        "to",
        "to,",
    }


def _is_subject_voice(span: Span, group: VerbGroup) -> bool:
    return span.pattern.voice == "subject" or group.is_passive


def _instrument(parse: Parse, span: Span, group: VerbGroup) -> Span | None:
    """Return what the act is said of: after an active verb, before a passive or intransitive one."""
    if span.form == "word":
        around = [*range(span.first, min(len(parse.words), span.after + REACH)), *range(span.first - 1, -1, -1)]
        return next((s for i in around for s in parse.at(i, "instrument") if _fits(span, s)), None)
    if span.pattern.id in {"let-go", "release-despite"}:
        anywhere = [s for s in parse.of("instrument") if not s.pattern.is_generic and _fits(span, s)]
        return anywhere[0] if anywhere else None
    if span.pattern.id == "bring-into":
        return _best(parse, span, range(span.after, min(len(parse.words), span.after + 8)))
    if span.pattern.tail and not _is_subject_voice(span, group):
        inside = _best(parse, span, range(span.first + 1, min(len(parse.words), span.after + REACH)))
        if inside is not None:
            return inside
    if _is_subject_voice(span, group):
        left = _best(parse, span, range(group.first - 1, max(-1, group.first - 1 - SUBJECT_REACH), -1))
        if left is not None or parse.text(span.after) not in _PASSIVE_LINKS:
            return left
        return _best(parse, span, range(span.after, min(len(parse.words), span.after + 7)))
    first = span.first if span.pattern.role == "conduct" else span.after
    found = _best(parse, span, range(first, min(len(parse.words), span.after + min(REACH, span.pattern.reach))))
    if found is None and span.form != "noun" and span.pattern.reach >= REACH:
        found = _antecedent(parse, span, group)
    if found is None and span.form in {"past", "part"} and group.first == span.first:
        return _best(parse, span, range(span.first - 1, max(-1, span.first - 4), -1))
    return found


def _antecedent(parse: Parse, span: Span, group: VerbGroup) -> Span | None:
    """Return the instrument that a relative clause speaks of: "an agreement, which the sheriff signed"."""
    for index in range(group.first, max(0, group.first - 7), -1):
        if parse.text(index) in {"which", "that"}:
            return _best(parse, span, range(index - 1, max(-1, index - 7), -1))
    return None


def _best(parse: Parse, span: Span, indexes: range) -> Span | None:
    """Return the instrument among words in the order given: a named one before a generic, until the clause breaks."""
    generic: Span | None = None
    for steps, index in enumerate(indexes):
        if _breaks(parse, index, indexes.step) or (indexes.step > 0 and _is_other_verb(parse, span, index)):
            break
        found = [s for s in parse.at(index, "instrument") if _fits(span, s) and _is_whole(parse, s)]
        if found:
            longest = max(found, key=lambda s: (not s.pattern.is_generic, s.after))
            if not longest.pattern.is_generic and longest.pattern.instrument != "other":
                return longest
            generic = generic or longest
            if steps > 10 and indexes.step > 0:
                break
    return generic


def _is_other_verb(parse: Parse, head: Span, index: int) -> bool:
    """Return whether another verb of an act begins at a word, which has its own object."""
    if index < head.after or parse.text(index - 1) in _DETERMINERS:
        return False
    return any(
        s.form != "noun"
        and s.form != "word"
        and not (s.pattern.role == "conduct" and parse.text(index - 1) == "to")
        and (parse.text(index - 1) in {"to", "will", "would", "not", "he", "she", "it", "they"} or s.form == "s")
        for s in parse.at(index, "change", "conduct")
    )


def _is_whole(parse: Parse, span: Span) -> bool:
    """Return whether an instrument's cue is not only a part of a longer named one."""
    return not any(
        o.first <= span.first and span.after <= o.after and (o.first, o.after) != (span.first, span.after)
        for o in parse.spans
        if o.pattern.role == "instrument" and not o.pattern.is_generic
    )


def _breaks(parse: Parse, index: int, step: int) -> bool:
    if parse.is_hard(index):
        return True
    if parse.is_link(index):
        return not (step < 0 and parse.text(index) in {"that", "which"})
    return False


def _fits(head: Span, instrument: Span) -> bool:
    if instrument.pattern.id == "for-agency":
        return head.pattern.id in {"hold-for-agency", "house-detainees", "hand-over"}
    if instrument.pattern.id == "generic-policy" and head.pattern.role == "conduct":
        return head.pattern.id == "honor-detainers"
    if instrument.pattern.id == "agents":
        return head.pattern.id in {"let-agents-in", "restrict"} or head.after - head.first == _DOORS
    if head.pattern.id == "get" and instrument.pattern.id == "287g-described":
        return False
    if instrument.pattern.is_generic:
        return head.pattern.role == "change" or "contract" in head.pattern.objects or "287g" in head.pattern.objects
    family = FAMILIES[instrument.pattern.instrument]
    return family in head.pattern.objects or (
        family in _CUSTODY and "custody" in head.pattern.objects and head.pattern.role == "change"
    )


def _is_hypothetical(parse: Parse, act: Act) -> bool:
    """Return whether the act stands under a condition: "if", "whether", or a verb in the irrealis."""
    first, after = parse.clause(act.group.first)
    conditions = [
        s
        for s in parse.of("hypothetical")
        if first - 1 <= s.first < act.group.first and not parse.at(s.first, "candidate")
    ]
    if act.group.is_infinitive:
        conditions = [s for s in conditions if parse.text(s.first) != "until"]
    conditions = [s for s in conditions if parse.text(s.first + 1) not in {"now", "then", "recently"}]
    return bool(conditions) or (
        act.group.is_perfect and bool({"would", "could", "might", "should"} & set(act.group.modals))
    )


def _judge_change(parse: Parse, act: Act) -> Act | None:
    """Return an act of change with its action and status, or None where the words tell of none."""
    group, action = act.group, act.action
    if act.head.pattern.id in {"since", "since-then"} and not _has_start_date(parse, act):
        return None
    if act.head.pattern.id == "since-then" and not _is_had(parse, act):
        return None
    if (
        act.head.pattern.id == "lapse"
        and act.head.form in {"s", "base"}
        and parse.text(act.head.first).startswith(("expir", "lapse", "run"))
    ):
        return None
    if act.head.pattern.id == "new-agreement":
        return replace(act, status=_standing_of_new(parse))
    if act.head.form == "noun" and not group.effects:
        return _judge_noun(parse, act)
    if group.governed_by("permit") and not group.governed_by("decide"):
        return None
    if act.instrument is not None and _is_sanctuary(parse, act.instrument) and action in {"start", "end"}:
        action = "restrict" if action == "start" else "start"
    if group.governed_by("stop") and action in {"start", "renew", "expand"}:
        action = "end"
    elif group.is_negative:
        action = _turned(act, action)
    status = _status(parse, act)
    if not action or not status or _is_supposed(parse, act):
        return None
    if _is_voted_down(parse, act):
        return replace(act, action=action, status="rejected")
    if action == "decline" and (_is_application_refused(parse, act) or _is_vote(parse, act)):
        return replace(act, action="start", status="rejected")
    if act.head.pattern.id == "release-despite" and (
        status != "happened" or act.head.form not in {"past", "part", "ing"}
    ):
        return None
    if act.head.pattern.status == "proposed" and status in {"happened", "announced"}:
        status = "proposed"
    status = _shaded(parse, act, status)
    if action == "consider" and status == "happened":
        status = "proposed"
    return replace(
        act, action=action, status=status, is_pressed=status == "pressured", is_pledged=group.governed_by("pledge")
    )


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
    return any(parse.text(i) in {"sanctuary", "welcoming"} for i in range(span.first, span.after))


def _is_now(group: VerbGroup) -> bool:
    """Return whether a passive stands in the present: "when he is released" tells of nothing done."""
    return group.is_passive and not group.is_past and not group.is_perfect


def _has_start_date(parse: Parse, act: Act) -> bool:
    """Return whether a year or month stands by: without one, "in effect" tells only that something exists."""
    near = range(act.head.first, min(len(parse.words), act.head.after + 12))
    return any(parse.text(i).isdigit() or parse.text(i) in _MONTHS for i in near)


def _shaded(parse: Parse, act: Act, status: str) -> str:
    """Return a status seen the sentence's other words: an infinitive beside "proposal" is no fact."""
    is_told = act.head.form in {"past", "part", "s"} or act.group.is_past or act.group.is_perfect
    if status != "happened" or is_told or act.group.governed_by("decide", "begin", "rank"):
        return status
    words = {word.text for word in parse.words}
    if words & _PRESSING and parse.has("outsider"):
        return "pressured"
    return "proposed" if words & _PROPOSING else status


_PRESSING = frozenset(
    ("petition", "demand", "demands", "demanded", "urged", "urging", "rally", "rallied", "calls", "calling")
)
_PROPOSING = frozenset(
    ("proposal", "proposed", "proposes", "motion", "agenda", "considering", "bill", "pending", "hearing", "would")
)


def _turned(act: Act, action: str) -> str:
    """Return what a change becomes under "not": no event where it only says that nothing happened."""
    group = act.group
    said = (
        bool(group.modals)
        or group.governed_by("decide", "refuse", "plan", "pledge", "wish", "press")
        or group.is_progressive
    )
    if action == "renew":
        return "end" if said else ""
    if action in {"start", "expand"}:
        return "decline" if said else ""
    return ""


_AFTER_PARTICIPLE = frozenset(("for", "in", "at", "by", "on", "under", "there", "past", "beyond", "from", "after"))
_APPLICATIONS = frozenset(("application", "request", "bid", "proposal", "motion", "applications", "requests"))


def _is_application_refused(parse: Parse, act: Act) -> bool:
    """Return whether what is refused is a body's own application or motion: it wanted to begin and may not."""
    around = range(max(0, act.group.first - 12), min(len(parse.words), act.head.after + 6))
    asked = [i for i in around if parse.text(i) in _APPLICATIONS]
    is_ours = not any(parse.text(i - 1) in {"ice", "ice's", "federal"} for i in asked)
    return bool(asked) and is_ours


_DECIDING = frozenset(
    ("board", "commission", "council", "commissioners", "supervisors", "committee", "councilors", "freeholders")
)


def _is_vote(parse: Parse, act: Act) -> bool:
    """Return whether a board votes a thing down: what it might have begun is rejected."""
    word = parse.text(act.head.first)
    is_board = any(parse.text(i) in _DECIDING for i in range(max(0, act.group.first - 10), act.group.first))
    is_past = act.head.form in {"past", "part"} and not act.group.effects
    return is_past and (
        word.startswith(("vote", "defeat", "kill")) or (is_board and word in {"rejected", "shot", "turned"})
    )


_VOTED_DOWN = frozenset(("fail", "failed", "fails", "died", "rejected", "defeated", "stalled"))
_MOTIONS = frozenset(("motion", "proposal", "plan", "resolution", "measure", "request", "vote", "bid", "effort"))


def _is_voted_down(parse: Parse, act: Act) -> bool:
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
            if verb.form == "noun" or verb.pattern.id not in {"start", "apply", "decline", "renew"}:
                continue
            group = read_group(parse, verb)
            governed = replace(act, group=group, head=act.head)
            status = _status(parse, replace(act, head=verb, group=group))
            if verb.pattern.id == "apply":
                status = "proposed"
            if verb.pattern.id == "decline" or group.is_negative:
                return replace(governed, action=_turned_noun(act.action), status=status) if status else None
            return replace(governed, status=status) if status else None
    return None


def _turned_noun(action: str) -> str:
    return "end" if action == "renew" else "decline"


def _judge_conduct(parse: Parse, act: Act) -> Act | None:
    """Return an act of conduct: begun, stopped, refused, limited, or simply what a body does."""
    group = act.group
    if group.governed_by("permit", "continue") or group.form == "noun" or _is_described(parse, group):
        return None
    if _is_reduced(parse, act) or _is_still(parse, act) or _is_other_news(parse, act):
        return None
    if parse.text(act.head.after) in {"nobody", "no", "none"}:
        group.is_negative = True
    status = _status(parse, act)
    if any(parse.text(e.first).startswith("request") and e.form == "noun" for e in group.effects):
        return None
    if _is_voted_down(parse, act):
        return replace(act, action="start", status="rejected")
    if "will" in group.modals and parse.text(parse.clause(group.first)[0]) in {"before", "unless", "until"}:
        status = "happened"
    if act.instrument is not None and parse.text(act.instrument.first - 1) == "no" and act.is_subject_voice:
        group.is_negative = True
    condition = _has_condition(parse, act)
    if group.governed_by("stop"):
        return replace(act, action="end", status=status)
    if group.is_negative:
        if _no_longer(parse, group):
            return replace(act, action="restrict" if condition else "end", status=status)
        action = "restrict" if condition or {"may", "can", "must"} & set(group.modals) else "decline"
        status = status or "happened"
        return replace(act, action=action, status=status, is_practice=not group.modals and not group.effects)
    if condition:
        return replace(act, action="restrict", status=status, is_practice=not group.modals)
    if act.head.pattern.id == "cooperate" and not group.governed_by("begin", "decide"):
        return None
    is_new = any(parse.text(i) == "now" for i in range(max(0, group.first - 1), act.head.first))
    if is_new or group.governed_by("begin", "decide", "plan", "wish", "pledge", "press") or "will" in group.modals:
        return replace(act, action="start", status=status, is_pressed=status == "pressured")
    if group.governed_by("mandate") and status == "happened":
        return replace(act, action="start", status=status)
    if group.modals or group.governed_by("mandate"):
        return None
    if group.is_perfect and _is_since(parse, act):
        return replace(act, action="start", status="happened")
    if act.head.pattern.id == "notify-agency" and not any(
        w.text.startswith(("release", "custody", "book")) for w in parse.words
    ):
        return None
    if act.head.pattern.id not in _PLAIN_PRACTICES or act.head.form == "ing" or group.effects:
        return None
    return replace(act, action="other", status="happened", is_practice=True)


def _is_reduced(parse: Parse, act: Act) -> bool:
    """Return whether a participle only describes a noun: "people held for ICE"."""
    group = act.group
    has_no_helper = group.first == act.head.first and not group.effects
    return act.head.form in {"past", "part"} and has_no_helper and parse.text(act.head.after) in _AFTER_PARTICIPLE


def _is_still(parse: Parse, act: Act) -> bool:
    return any(parse.text(i) in {"still", "continues", "always"} for i in range(act.group.first, act.head.first))


def _is_other_news(parse: Parse, act: Act) -> bool:
    """Return whether what the agency is told is not about a person: "notified ICE that the contract is void"."""
    if act.head.pattern.id != "notify-agency" or act.instrument is None:
        return False
    after = {parse.text(i) for i in range(act.instrument.first, min(len(parse.words), act.instrument.after + 2))}
    return "that" in after or "notice" in {parse.text(i) for i in range(act.head.first, act.head.after + 4)}


def _is_since(parse: Parse, act: Act) -> bool:
    """Return whether the conduct is said to go on since a stated date: then it began at that date."""
    after = range(act.head.after, min(len(parse.words), act.head.after + 14))
    at = next((i for i in after if parse.text(i) == "since"), -1)
    return at >= 0 and any(parse.text(i).isdigit() or parse.text(i) in _MONTHS for i in range(at, at + 4))


def _is_described(parse: Parse, group: VerbGroup) -> bool:
    """Return whether an infinitive only tells what an agreement is for: "a contract to house detainees"."""
    if parse.text(group.first) != "to" or group.effects:
        return False
    return any(s.after == group.first for s in parse.of("instrument"))


def _no_longer(parse: Parse, group: VerbGroup) -> bool:
    return (
        any(parse.text(i) == "longer" for i in range(max(0, group.first - 1), group.first + 8))
        or "won't" in group.modals
    )


def _has_condition(parse: Parse, act: Act) -> bool:
    """Return whether a limit stands in the act's clause or right after it."""
    is_only = any(parse.text(i) == "only" for i in range(max(0, act.group.first - 8), act.head.first))
    return is_only or any(abs(s.first - act.head.first) <= 24 for s in parse.of("condition"))


def _is_to_come(parse: Parse, act: Act) -> bool:
    """Return whether a present tense stands in a clause of time beside a main clause in the future."""
    first, _ = parse.clause(act.group.first)
    is_present = act.head.form in {"s", "base"} and not act.group.is_past and not act.group.is_perfect
    is_time = parse.text(first) in {"when", "once", "after", "before", "until", "as"}
    return is_present and is_time and any(word.text in {"will", "'ll"} for word in parse.words)


def _status(parse: Parse, act: Act) -> str:
    """Return how far an act is done, from its verb group; "" where it is not told as an act at all."""
    group = act.group
    if _is_to_come(parse, act):
        return "announced"
    if group.governed_by("press") and not group.governed_by("decide", "plan"):
        return "pressured"
    if group.governed_by("mandate"):
        return "happened" if _is_told_to_deputies(parse, group) else "pressured"
    if group.governed_by("wish"):
        return "pressured" if _is_wished_by_others(parse, group) else "proposed"
    if group.governed_by("plan", "pledge") or group.is_planned or (group.is_infinitive and not group.effects):
        return "announced"
    if group.governed_by("permit") and not group.governed_by("decide"):
        return ""
    return _tense(parse, group)


def _is_told_to_deputies(parse: Parse, group: VerbGroup) -> bool:
    """Return whether it is a sheriff's or board's own people who are ordered: the order is the decision."""
    if group.target is None:
        return False
    return any(parse.text(i) in _OWN_PEOPLE for i in range(*group.target))


def _is_wished_by_others(parse: Parse, group: VerbGroup) -> bool:
    """Return whether people from outside want somebody else to act: "groups want the county to withdraw"."""
    if group.target is None:
        return False
    first = max(0, group.first - 12)
    return parse.has("outsider", first, group.first + 1) and not parse.has("body", first, group.first + 1)


def _tense(parse: Parse, group: VerbGroup) -> str:
    if "will" in group.modals or "shall" in group.modals or "'ll" in group.modals:
        return "announced"
    if "would" in group.modals:
        return "proposed"
    if "should" in group.modals or "must" in group.modals:
        return "pressured"
    if group.modals:
        return ""
    if group.governed_by("rank") and "to" in {parse.text(act_at) for act_at in range(group.first, group.first + 8)}:
        return "happened"
    if group.is_progressive and not group.is_past:
        return "announced"
    if group.is_progressive and group.is_perfect:
        return "happened"
    return "happened"


def _coordinated(parse: Parse, act: Act) -> list[Act]:
    """Return the act said of a second instrument too: "ending 287(g) as well as an agreement for ICE detainees"."""
    if act.instrument is None or act.is_subject_voice:
        return []
    for index in range(act.instrument.after, min(len(parse.words), act.instrument.after + 10)):
        if _breaks(parse, index, 1):
            return []
        joined = any(parse.text(i) in {"and", "as"} for i in range(act.instrument.after, index))
        for span in parse.at(index, "instrument"):
            named = not span.pattern.is_generic and span.pattern.instrument != act.instrument.pattern.instrument
            if joined and named and FAMILIES[span.pattern.instrument] in {"287g", "contract", "sharing", "custody"}:
                return [replace(act, instrument=span)] if _fits(act.head, span) else []
    return []


__all__ = ["FAMILIES", "HAVE", "NEGATIVES", "Act", "find_acts"]
