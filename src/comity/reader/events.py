"""A page's events: local decisions, practices and demands, state mandates and suits, each told once."""

from __future__ import annotations

from comity.reader.acts import FAMILIES, Act, find_acts
from comity.reader.attribution import Speaker
from comity.reader.context import Context
from comity.reader.drafts import Draft, evidence_of, to_events
from comity.reader.jurisdictions import Jurisdiction
from comity.reader.laws import find_law_drafts
from comity.reader.parsing import Parse
from comity.reader.records import Event
from comity.reader.subjects import Memory, whose_act
from comity.reader.suits import find_suit_drafts
from comity.reader.timing import date_of

_MODELS = ("287g_jail_model", "287g_warrant_service", "287g_task_force")


def find_events(context: Context) -> tuple[Event, ...]:
    """Return the events that a page tells, none where it is not about this country's local cooperation."""
    if not context.is_ours:
        return ()
    memory = Memory()
    drafts: list[Draft] = []
    for number, sentence in enumerate(context.sentences):
        parse = context.parse(number) if sentence.form in {"prose", "item"} else None
        if parse is None:
            continue
        told = find_suit_drafts(context, parse, number, memory) or find_law_drafts(context, parse, number)
        drafts.extend(told or _local_drafts(context, parse, number, memory))
        context.voices.note(parse, number)
    return to_events(context, drafts)


def _local_drafts(context: Context, parse: Parse, number: int, memory: Memory) -> list[Draft]:
    drafts = []
    for act in find_acts(parse):
        if not _is_on_topic(context, parse, number):
            continue
        instrument = _instrument(context, parse, act)
        if instrument:
            drafts.extend(_drafts_of(context, parse, number, memory, act, instrument))
    return drafts


def _is_on_topic(context: Context, parse: Parse, number: int) -> bool:
    """Return whether the sentence or one beside it speaks of immigration enforcement."""
    if parse.has("topic"):
        return True
    low, high = max(0, number - 2), min(len(context.sentences), number + 2)
    return any(cue.pattern.role == "topic" for n in range(low, high) for cue in context.cues_in(context.sentences[n]))


def _instrument(context: Context, parse: Parse, act: Act) -> str:
    """Return the instrument of an act, "" where the page names none that its verb can be said of."""
    if act.head.pattern.role == "conduct":
        return act.head.pattern.instrument
    pattern = act.instrument.pattern if act.instrument else None
    at = parse.words[act.instrument.first].start if act.instrument else parse.words[act.head.first].start
    found = context.topics.meant(pattern, at, (parse.start, parse.end))
    if not found:
        return ""
    family = FAMILIES[found]
    objects = act.head.pattern.objects
    is_said_of = family in objects or (family in {"notification", "access"} and "custody" in objects)
    return _with_model(context, parse, found) if is_said_of else ""


def _with_model(context: Context, parse: Parse, instrument: str) -> str:
    """Return the model of an agreement where its sentence names just one."""
    if instrument != "287g_unspecified":
        return instrument
    named = {c.pattern.instrument for c in context.topics.models if parse.start <= c.start < parse.end}
    return named.pop() if len(named) == 1 else instrument


def _drafts_of(context: Context, parse: Parse, number: int, memory: Memory, act: Act, instrument: str) -> list[Draft]:
    sentence = context.sentences[number]
    back_to = context.sentences[max(0, number - 3)].start
    whose = whose_act(parse, act, context.ground, memory, back_to)
    if not whose:
        return []
    memory.last = whose
    speaker = context.voices.speaker(parse, number, context.sentences, act.head, act.group.first)
    status, kind = _standing(parse, act, speaker)
    if not status:
        return []
    date = date_of(context, parse, act.head.first, act.group.first, status)
    name = _attributed(speaker, status)
    evidence, start = evidence_of(context.page.text, sentence, parse.words[act.head.first].start)
    return [
        Draft(kind, instrument, act.action, one, status, date, name, evidence, start, act.head.pattern.id, number)
        for one in whose
    ]


def _standing(parse: Parse, act: Act, speaker: Speaker | None) -> tuple[str, str]:
    """Return an act's status and kind, seen who tells it and who wants it."""
    status, kind = act.status, "local_decision"
    is_candidate = parse.has("candidate") and not parse.has("hypothetical")
    if status == "pressured":
        return ("pressured", "pressure") if _is_pressed_from_outside(parse, act) else ("proposed", kind)
    if act.is_practice:
        kind = "practice"
    if speaker is not None and speaker.is_denying:
        return "denied", kind
    if is_candidate and (act.is_pledged or status in {"announced", "proposed"}):
        return "proposed", "campaign_pledge"
    if status == "proposed" and "would" in act.group.modals and speaker is not None and speaker.is_local:
        status = "announced"
    if status == "happened" and speaker is not None and speaker.is_announcing and speaker.is_local:
        status = "happened" if _is_done(act) else "announced"
    return status, kind


def _is_done(act: Act) -> bool:
    return act.head.form in {"past", "part"} or act.group.is_perfect or act.group.is_past


def _is_pressed_from_outside(parse: Parse, act: Act) -> bool:
    return parse.has("outsider") or parse.has("federal") or act.group.target is not None


def _attributed(speaker: Speaker | None, status: str) -> str | None:
    """Return whose word a claim is: none where an official tells of his own body's act to come."""
    if speaker is None or not speaker.name:
        return None
    if speaker.is_local and status in {"announced", "proposed", "pressured"}:
        return None
    return speaker.name


__all__ = ["Jurisdiction", "find_events"]
