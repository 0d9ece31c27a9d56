"""A page's events: local decisions, practices and demands, state mandates and suits, each told once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from comity.reader.acts import FAMILIES, Act
from comity.reader.attribution import Speaker
from comity.reader.clauses import find_acts
from comity.reader.context import Context
from comity.reader.drafts import Draft, evidence_of, to_events
from comity.reader.jurisdictions import Jurisdiction
from comity.reader.laws import find_law_drafts, law_by, names_law
from comity.reader.listings import listed_drafts
from comity.reader.lists import Pending, drafts_of_list
from comity.reader.loose import loose_act, lost_motion
from comity.reader.parsing import Parse
from comity.reader.records import Event
from comity.reader.subjects import Memory, is_by_state, is_unnamed, whose_act
from comity.reader.suits import find_suit_drafts
from comity.reader.timing import date_of

_FORMS = frozenset(("prose", "item"))


def find_events(context: Context) -> tuple[Event, ...]:
    """Return the events that a page tells, none where it is not about this country's local cooperation."""
    return to_events(context, _Teller(context).tell()) if context.is_ours else ()


class _Teller:
    """Goes through a page sentence by sentence, remembering whose acts were told and which list is still open."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._memory = Memory()
        self._pending: Pending | None = None
        self._last: Callable[[Jurisdiction], Draft] | None = None

    def tell(self) -> list[Draft]:
        """Return the drafts of every sentence, in order."""
        drafts: list[Draft] = []
        for number, sentence in enumerate(self._context.sentences):
            if sentence.form not in _FORMS:
                continue
            parse = self._context.parse(number)
            hanging = drafts_of_list(self._context, number, self._pending)
            told = self._told(parse, number) if parse is not None else []
            drafts.extend(told or hanging)
            if parse is not None:
                self._context.voices.note(parse, number)
        return drafts + listed_drafts(self._context, {draft.sentence for draft in drafts})

    def _told(self, parse: Parse, number: int) -> list[Draft]:
        """Return the suits, laws and local acts of a sentence."""
        suits = find_suit_drafts(self._context, parse, number, self._memory)
        if suits:
            return suits
        laws = find_law_drafts(self._context, parse, number)
        drafts = list(laws)
        for act in find_acts(parse):
            if self._context.is_about(number, 4):
                drafts.extend(self._local(parse, number, act, bool(laws) or names_law(parse)))
        is_placed = bool(self._context.ground.between(parse.start, parse.end))
        hinted = None if drafts else lost_motion(parse) or loose_act(parse, is_placed)
        if hinted is not None:
            drafts.extend(self._local(parse, number, hinted, False))
        return drafts

    def _local(self, parse: Parse, number: int, act: Act, is_law: bool) -> list[Draft]:
        """Return an act's drafts, one for each jurisdiction; an act of nobody named waits for the list of them."""
        context = self._context
        if act.head.pattern.id == "same-again":
            return self._same_again(parse, number, act)
        instrument = _instrument(context, parse, act, context.sentences[max(0, number - 3)].start)
        speaker = context.voices.speaker(parse, number, context.sentences, act.head, act.group.first)
        before = context.cues_in(context.sentences[number - 1]) if number else []
        was_candidate = any(cue.pattern.role == "candidate" for cue in before)
        status, kind = _standing(parse, act, speaker, is_law, was_candidate, context.is_agenda)
        if not instrument or not status:
            return []
        if instrument.startswith("287g") and _is_before_program(context, parse, act, status):
            return []
        at = act.group.first if act.head.form == "noun" else act.head.first
        date = date_of(context, parse, at, status, act.action == "start")
        evidence, start = evidence_of(context.page.text, context.sentences[number], parse.words[act.head.first].start)
        by = _attributed(speaker, status)

        def draft(one: Jurisdiction) -> Draft:
            return Draft(
                kind, instrument, act.action, one, status, date, by, evidence, start, act.head.pattern.id, number
            )

        back_to = context.sentences[max(0, number - 3)].start
        laws_of_state = act.head.pattern.role == "change" and not act.group.governed_by("press")
        whose = whose_act(parse, act, context.ground, self._memory, back_to)
        if not whose:
            if is_unnamed(parse, act) or parse.words[-1].text == ":":
                self._pending = Pending(number, draft)
            return []
        if laws_of_state and not is_law and (by_state := law_by(parse, act, whose)):
            return [replace(draft(whose[0]), kind="legal_mandate", instrument="state_law", action=by_state)]
        is_only_lawful = is_law and (bool(act.group.modals) or act.group.is_infinitive)
        if is_only_lawful and kind != "legal_mandate":
            return []
        if is_law and kind != "legal_mandate" and (whose[0].type == "state" or is_by_state(parse, act, context.ground)):
            return []
        self._memory.last = whose
        self._last = draft
        return [draft(one) for one in whose]

    def _same_again(self, parse: Parse, number: int, act: Act) -> list[Draft]:
        """Return the act told last, of the bodies that are now said to have done the same."""
        if self._last is None or act.group.is_negative:
            return []
        context = self._context
        whose = whose_act(parse, act, context.ground, self._memory, context.sentences[number].start)
        evidence, start = evidence_of(context.page.text, context.sentences[number], parse.words[act.head.first].start)
        date = date_of(context, parse, act.head.first, "happened")
        told = self._memory.last
        return [
            replace(self._last(one), evidence=evidence, start=start, date=date, sentence=number)
            for one in whose
            if one not in told
        ]


def at_head(parse: Parse, act: Act) -> int:
    """Return where an act's head begins in the text."""
    return parse.words[act.head.first].start


def _instrument(context: Context, parse: Parse, act: Act, before: int) -> str:
    """Return the instrument of an act, "" where the page names none that its verb can be said of."""
    pattern = act.head.pattern
    families = {*pattern.objects, *(("notification", "access") if "custody" in pattern.objects else ())}
    if pattern.role == "change" and pattern.instrument:
        return pattern.instrument
    if act.instrument is None:
        return context.topics.nearest(at_head(parse, act), before, families)
    if pattern.role == "conduct" and act.instrument.pattern.id != "for-agency":
        return context.topics.helped(pattern.instrument, act.action, parse)
    at = parse.words[act.instrument.first].start
    found = context.topics.meant(act.instrument.pattern, at, (parse.start, parse.end))
    if not found or pattern.role in {"conduct", "hint", "condition"}:
        return found
    return _with_model(context, parse, found) if FAMILIES[found] in families else ""


def _with_model(context: Context, parse: Parse, instrument: str) -> str:
    """Return the model of an agreement where its sentence names just one."""
    if instrument != "287g_unspecified":
        return instrument
    named = {c.pattern.instrument for c in context.topics.models if parse.start <= c.start < parse.end}
    return named.pop() if len(named) == 1 else instrument


def _standing(
    parse: Parse, act: Act, speaker: Speaker | None, is_law: bool, was_candidate: bool, context_is_agenda: bool
) -> tuple[str, str]:
    """Return an act's status and kind, seen who tells it and who wants it."""
    status, kind = act.status, "local_decision"
    if status == "pressured":
        if is_law and act.action in {"end", "restrict", "decline"}:
            is_bill = any(word.text in {"would", "bill", "could"} for word in parse.words)
            return ("proposed" if is_bill else "announced"), "legal_mandate"
        return ("pressured", "pressure") if _is_pressed_from_outside(parse, act) else ("proposed", kind)
    if status == "happened" and context_is_agenda and not _is_done(act):
        return "proposed", kind
    if status == "proposed" and act.action in {"restrict", "end", "decline"} and _is_of_passed_rule(parse, act):
        return "happened", kind
    if act.is_practice:
        kind = "practice"
    if speaker is not None and speaker.is_denying:
        return "denied", kind
    if (parse.has("candidate") or _is_candidate_meant(parse, act, was_candidate)) and (
        act.is_pledged or status in {"announced", "proposed"}
    ):
        return "proposed", "campaign_pledge"
    if status == "proposed" and "would" in act.group.modals and speaker is not None and speaker.is_local:
        status = "announced"
    if (
        status == "happened"
        and speaker is not None
        and speaker.is_announcing
        and speaker.is_local
        and not _is_done(act)
    ):
        status = "announced"
    return status, kind


def _is_before_program(context: Context, parse: Parse, act: Act, status: str) -> bool:
    """Return whether the date is older than any agreement: section 287(g) is of 1996, the first agreement of 2002."""
    date = date_of(context, parse, act.head.first, status)
    return date is not None and bool(date.on) and date.on < "2002"


def _is_candidate_meant(parse: Parse, act: Act, was_candidate: bool) -> bool:
    """Return whether "he" or "she" is the candidate of the sentence before."""
    return was_candidate and any(parse.text(i) in {"he", "she", "her", "him"} for i in range(act.head.first))


def _is_of_passed_rule(parse: Parse, act: Act) -> bool:
    """Return whether the act is what a rule says that was passed: "passed a resolution that aims to restrict …"."""
    before = range(max(0, act.group.first - 9), act.group.first)
    rule = next((i for i in before if parse.text(i) in {"resolution", "ordinance", "policy", "rule", "order"}), -1)
    return rule > 0 and any(
        s.form == "past" and s.pattern.id == "start"
        for i in range(max(0, rule - 4), rule)
        for s in parse.at(i, "change")
    )


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
