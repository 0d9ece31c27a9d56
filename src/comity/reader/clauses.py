"""From a parsed sentence to its acts: every verb or noun of change or conduct that stands by what it is said of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from comity.reader.acts import FAMILIES, Act
from comity.reader.changes import judge_change
from comity.reader.conduct import judge_conduct
from comity.reader.doubts import is_doubtful
from comity.reader.heads import is_decided, is_verbal, joins_others, may_stand_alone, needs_object, with_tail
from comity.reader.idle import MONTHS
from comity.reader.objects import breaks, fits, has_object, instrument_of, is_subject_voice, stands_before
from comity.reader.parsing import DETERMINERS, MODALS, Parse, Span
from comity.reader.refusals import is_lost, is_threat
from comity.reader.verbgroups import VerbGroup, read_group

# Words that tell an act only where no verb of the sentence does.
# Who does one of these about "whether" has not decided; how far before the act, in words, "whether" and they may stand.
_DELIBERATING = frozenset(
    (
        "decide", "decides", "deciding", "vote", "votes", "voting", "debate", "debates", "debated", "debating",
        "discuss", "discusses", "discussed", "discussing", "consider", "considers", "considering", "considered",
        "weigh", "weighs", "weighing", "weighed", "mull", "mulls", "mulling", "review", "reviewing", "reviewed",
        "study", "studying", "studied", "determine", "determining", "examine", "examining", "undecided", "evaluate",
        "evaluating", "deliberate", "consult",
    )
)  # fmt: skip
# Who does one of these about doing something has not done it.
_TALKING = frozenset(
    (
        "meet", "meets", "met", "meeting", "talk", "talks", "talked", "talking", "speak", "speaks", "spoke", "spoken",
        "speaking", "confer", "conferred", "inquire", "inquired", "ask", "asked", "asking", "approached", "contacted",
        "discussion", "discussions", "conversation", "conversations", "negotiations", "think", "thinks", "thinking",
        "thought", "inquiries", "wrote",
    )
)  # fmt: skip
_QUESTION = 14
# What opens a phrase before the main clause.
_FRONTING = frozenset(("after", "despite", "amid", "following", "with", "for", "in", "having", "before", "since"))
_LATE = frozenset(("new-agreement", "since-then", "rule-against"))


def find_acts(parse: Parse) -> list[Act]:
    """Return the acts that a sentence tells, in order; conditions and questions tell none."""
    if parse.words and parse.words[-1].text == "?":
        return []
    acts: list[Act] = []
    taken: set[int] = set()
    for span in sorted(
        parse.of("change", "conduct"), key=lambda s: (s.pattern.id in _LATE, s.first, not s.pattern.tail)
    ):
        if span.pattern.id in _LATE and any(_is_before(act, span) for act in acts):
            continue
        for act in _read_head(parse, span):
            is_told = is_lost(parse, act)
            act = replace(act, status="rejected") if is_told else open_question(parse, act)
            if not is_told and is_threat(parse, act):
                action = "start" if act.action == "other" else act.action
                act = replace(act, action=action, status="pressured", is_pressed=True, is_practice=False)
                is_told = True
            is_told = is_told or act.action == "consider"
            is_told = is_told or not _is_hypothetical(parse, act)
            if act.head.first not in taken and is_told and not is_doubtful(parse, act):
                acts.append(act)
                taken.add(act.head.first)
                acts.extend(_coordinated(parse, act))
    return _without_carriers(acts)


def _is_before(act: Act, span: Span) -> bool:
    """Return whether an act leaves nothing to tell for a word that tells one alone: "has had one since 2011, and …"."""
    if act.head.pattern.id in _LATE:
        return False
    return span.pattern.id != "since-then" or act.head.first < span.first or act.action in {"start", "renew"}


def open_question(parse: Parse, act: Act) -> Act:
    """Return an act that somebody has yet to decide on as considered: "will vote on whether to end it"."""
    group = act.group
    at = next((i for i in range(act.head.first - 1, max(-1, act.head.first - _QUESTION), -1) if _asks(parse, i)), -1)
    telling = _DELIBERATING
    if at < 0 and parse.text(act.head.first).endswith("ing") and parse.text(act.head.first - 1) == "about":
        at, telling = act.head.first - 1, _DELIBERATING | _TALKING  # "has met with them about joining it"
    if at < 0 or (group.is_negative and not group.modals):
        return act
    verb = next((i for i in range(at - 1, max(-1, at - _QUESTION), -1) if parse.text(i) in telling), -1)
    is_open = verb < 0 and parse.text(at) == "whether" and group.is_infinitive and act.status == "happened"
    if is_open:
        return replace(act, status="proposed")  # "any decision on whether to house detainees again"
    if verb < 0 or any(parse.is_hard(i) for i in range(verb, at)):
        return act
    first = read_group(parse, Span(verb, verb + 1, act.head.pattern, "base")).first
    open_group = VerbGroup(first, "base", modals=["would"])
    return replace(act, group=open_group, action="consider", status="proposed", is_pressed=False, is_practice=False)


def _asks(parse: Parse, index: int) -> bool:
    return parse.text(index) == "whether" or (parse.text(index) == "if" and parse.text(index + 1) in {"it", "they"})


def _without_carriers(acts: list[Act]) -> list[Act]:
    """Leave out the verb that only carries a noun's act: "cleared an extension" is a renewal and no start."""
    carried = {act.group.first for act in acts if act.head.form == "noun"}
    governing = {effect.first for act in acts for effect in act.group.effects}
    acts = [act for act in acts if act.head.first not in governing or act.head.pattern.role == "conduct"]
    acts = [act for act in acts if not any(o.head.first < act.head.first < o.head.after for o in acts)]
    acts = [act for act in acts if not any(_is_vote_on(act, other) for other in acts)]
    return [act for act in acts if act.head.form == "noun" or act.group.first not in carried]


def _is_vote_on(act: Act, other: Act) -> bool:
    """Return whether an act only says what becomes of another: "approved leaving it", "voted for it"."""
    if other is act or act.head.pattern.role != "change":
        return False
    if act.head.pattern.id == "start" and other.head.form == "ing" and other.head.first == act.head.after:
        return True
    if act.action == "consider" and other.action != "consider":
        return act.instrument is not None and act.instrument is other.instrument and other.status == "proposed"
    if act.action in {"decline", "start"} and act.head.first > other.head.first and other.status == "rejected":
        return act.is_subject_voice or act.group.is_passive  # "a plan to leave was shot down"
    if act.action == "decline" and act.group.is_passive and other.head.pattern.id in {"apply", "ask-for"}:
        return act.head.first > other.head.first  # "applied for it and was turned down"
    return act.head.pattern.id == "vote-for" and act.instrument is None and other.head.first < act.head.first


def _read_head(parse: Parse, span: Span) -> Iterator[Act]:
    """Yield the act whose head is a cue, if what it is said of stands by and its verb group tells something."""
    if parse.text(span.first).startswith("join") and span.after == span.first + 1 and joins_others(parse, span):
        return
    if span.form == "noun" and parse.text(span.first - 1) in MODALS and parse.text(span.first).isalpha():
        return  # "will end" is a verb
    is_told = span.pattern.role == "change" and bool(span.pattern.instrument)
    if not is_told and needs_object(parse, span) and not has_object(parse, span):
        return
    tailed = with_tail(parse, span)
    if tailed is None:
        return
    span = tailed
    group = read_group(parse, span)
    if not is_verbal(parse, span, group) or (span.pattern.needs_decision and not is_decided(parse, group)):
        return
    instrument = instrument_of(parse, span, group)
    if instrument is None and not is_told and not may_stand_alone(parse, span):
        return
    is_subject = span.form == "word" or is_subject_voice(span, group) or stands_before(parse, span, group, instrument)
    act = Act(span, group, instrument, span.pattern.action, "", is_subject_voice=is_subject)
    told = judge_conduct(parse, act) if span.pattern.role == "conduct" else judge_change(parse, act)
    if told is not None:
        yield told


def _is_hypothetical(parse: Parse, act: Act) -> bool:
    """Return whether the act stands under a condition: "if", "whether", or a verb in the irrealis."""
    first, _ = parse.clause(act.group.first)
    if parse.text(first) in {"had", "were"} and act.group.first > first + 1 and act.head.form in {"past", "part"}:
        return True  # "Had the board approved it, …"
    conditions = [
        s
        for s in parse.of("hypothetical")
        if first - 1 <= s.first < act.group.first and not parse.at(s.first, "candidate")
    ]
    form = act.group.effects[-1].form if act.group.effects else act.head.form
    if parse.text(first) == "had" and act.group.first > first + 1 and form in {"past", "part"}:
        return True  # "Had the county honored it, …"
    conditions = [s for s in conditions if not _is_closed(parse, s, act.group.first)]
    if act.group.is_infinitive:
        conditions = [s for s in conditions if parse.text(s.first) != "until"]
    conditions = [s for s in conditions if not _is_time(parse, s.first)]
    if act.head.pattern.role == "conduct" and any(
        parse.text(i) == "how" or (parse.text(i) == "way" and parse.text(i - 1) == "the")
        for i in range(max(0, first - 1), act.group.first)
    ):
        return True
    return bool(conditions) or (
        act.group.is_perfect and bool({"would", "could", "might", "should"} & set(act.group.modals))
    )


def _is_time(parse: Parse, at: int) -> bool:
    """Return whether "until" only tells up to when: "until now", "until March"."""
    after = parse.text(at + 1)
    return after in {"now", "then", "recently", "last", "this"} or after in MONTHS or after.isdigit()


def _is_closed(parse: Parse, condition: Span, first: int) -> bool:
    """Return whether an open question stands in a phrase that a comma ends before the main clause begins.

    "After months of wondering whether it was worth the cost, the sheriff …"
    """
    if parse.text(condition.first) != "whether" or parse.text(0) not in _FRONTING:
        return False
    commas = [i for i in range(condition.after, first) if parse.text(i) == ","]
    return any(parse.has("body", comma, first) for comma in commas)


def _coordinated(parse: Parse, act: Act) -> list[Act]:
    """Return the act said of a second instrument too: "ending 287(g) as well as an agreement for ICE detainees"."""
    if act.instrument is None or act.is_subject_voice:
        return []
    for index in range(act.instrument.after, min(len(parse.words), act.instrument.after + 10)):
        if breaks(parse, index, 1):
            return []
        joined = any(parse.text(i) in {"and", "as"} for i in range(act.instrument.after, index))
        if parse.text(index - 1).endswith("ed") and parse.text(index) in DETERMINERS:
            return []  # a verb of its own: "ended the agreement and at the same time endorsed a program"
        for span in parse.at(index, "instrument"):
            named = not span.pattern.is_generic and span.pattern.instrument != act.instrument.pattern.instrument
            if joined and named and FAMILIES[span.pattern.instrument] in {"287g", "contract", "sharing", "custody"}:
                return [replace(act, instrument=span)] if fits(act.head, span) else []
    return []
