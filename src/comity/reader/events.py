"""A page's events: local decisions, practices and demands, state mandates and suits, each told once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from comity.reader.actors import actor_of, agency_of, author_of
from comity.reader.acts import Act
from comity.reader.bearings import bearing_act
from comity.reader.clauses import find_acts
from comity.reader.context import Context
from comity.reader.countedrefusals import counted_refusals
from comity.reader.courts import is_into_suit, is_left_to_court
from comity.reader.daysbeside import dated_beside
from comity.reader.doubts import is_doubtful
from comity.reader.drafts import Draft, evidence_of, is_limit_told, to_events
from comity.reader.entries import entry_drafts
from comity.reader.executives import agencys_state, ordered_state
from comity.reader.expressions import Expression
from comity.reader.followers import find_followers
from comity.reader.gapping import left_out
from comity.reader.histories import history_drafts
from comity.reader.jailspace import space_act
from comity.reader.joiners import find_joiners
from comity.reader.jurisdictions import Jurisdiction
from comity.reader.kinds import (
    Setting,
    attributed_to,
    has_given_notice,
    instrument_on_page,
    is_before_program,
    is_of_others,
    is_to_come,
    kind_of,
)
from comity.reader.lawmakers import by_lawmakers
from comity.reader.laws import find_law_drafts, names_law
from comity.reader.lawsays import is_of_law, is_the_laws, is_told_at_large
from comity.reader.likewise import LIKEWISE, as_did, as_done_again, kind_of_done, likewise, so_did
from comity.reader.listings import listed_drafts
from comity.reader.lists import Pending, drafts_of_list
from comity.reader.loose import loose_act, lost_motion
from comity.reader.opinions import find_opinion
from comity.reader.ordinances import find_ordinance
from comity.reader.ownwords import FEDERAL, is_agencys_own, is_of_us, says_so_itself
from comity.reader.paperdays import BY_RULES, dated_by_paper
from comity.reader.parsing import Parse
from comity.reader.programs import program_act
from comity.reader.reasons import ruled_at
from comity.reader.records import DateMention, Event
from comity.reader.spells import spell_of
from comity.reader.startyears import start_year, told_again
from comity.reader.staterules import find_state_rules
from comity.reader.statutes import find_statutes
from comity.reader.subjects import Memory, is_unnamed, subject_words, whose_act
from comity.reader.suits import find_suit_drafts
from comity.reader.tellings import is_told_on
from comity.reader.timing import date_of, is_news, news_date, scene_date
from comity.reader.verdicts import with_verdicts
from comity.reader.votes import note_vote

Drafting = Callable[[Jurisdiction], Draft]
_FORMS = frozenset(("prose", "item"))
_RULE = Expression("of-rule")
_STATE_MAKERS, _LAW = Expression("state-lawmakers"), Expression("law-named")
_FIRST_AGREEMENT = "2002"
_ABOUT = 4  # sentences from one about immigration enforcement
_NEAR = 3  # sentences back to what a pronoun or a bare "the county" means


def find_events(context: Context) -> tuple[Event, ...]:
    """Return the events that a page tells, none where it is not about this country's local cooperation."""
    told = _Teller(context).tell() if context.is_ours else []
    return as_events(context, told)


def as_events(context: Context, drafts: list[Draft]) -> tuple[Event, ...]:
    """Return drafts as events: with the days and verdicts that other sentences tell of them, each change once."""
    return with_verdicts(context, to_events(context, dated_by_paper(context, dated_beside(context, drafts))))


_VETOED = Expression("vetoed")
_CARRIED = Expression("motion-carried")
# What a body does, by a decision or by its conduct.
_ACTS = ("change", "conduct")
_DONE_SINCE = ("conduct", "class", "condition")  # what goes on, or is left undone, "since" a day changed on it
_LAWS_ACTS = frozenset(("restrict", "end", "start"))  # "it forbids", "it was signed"
_CARRIED_REACH = 2  # sentences


class _Teller:
    """Goes through a page sentence by sentence, remembering whose acts were told and which list is still open."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._memory = Memory(context.references)
        self._pending: Pending | None = None
        self._last: Drafting | None = None
        self._unnamed: tuple[int, Drafting] | None = None
        self._told_in = -1
        self._suits: list[Draft] = []
        self._drafts: list[Draft] = []

    @cached_property
    def _news(self) -> DateMention | None:
        return news_date(self._context)

    def tell(self) -> list[Draft]:
        """Return the drafts of every sentence, in order."""
        drafts = self._drafts
        for number, sentence in enumerate(self._context.sentences):
            hanging = drafts_of_list(self._context, number, self._pending)
            is_read = sentence.form in _FORMS and self._context.is_about(number, _ABOUT)
            parse = self._context.parse(number) if is_read else None
            told = self._told(parse, number) if parse is not None else []
            if told and parse is not None:
                told = told + start_year(self._context, parse, told) + told_again(self._context, parse, told)
            told = told or hanging or self._so_did_others(number)
            drafts.extend(told)
            self._told_in = number if told else self._told_in
            if parse is not None:
                self._context.voices.note(parse, number)
        is_law_told = any(draft.instrument == "state_law" and draft.status != "proposed" for draft in drafts)
        drafts += history_drafts(self._context, is_law_told)
        drafts += find_statutes(self._context, drafts)
        told_in = {draft.sentence for draft in drafts}
        drafts += entry_drafts(self._context) or listed_drafts(self._context, told_in)
        return drafts + counted_refusals(self._context, {draft.start for draft in drafts})

    def _told(self, parse: Parse, number: int) -> list[Draft]:
        """Return the suits, laws and local acts of a sentence."""
        note_vote(self._context, parse, number, self._told_in == number - 1)
        suits = find_suit_drafts(self._context, parse, number, self._memory)
        suits = suits or find_joiners(self._context, parse, number, self._suits)
        self._suits = suits or self._suits
        if suits and (done := self._before_ruling(parse, number)):
            actors = {draft.jurisdiction for draft in done}
            return done + [suit for suit in suits if suit.jurisdiction not in actors]
        if suits:
            parties = {draft.jurisdiction for draft in suits}
            acts = [act for act in find_acts(parse) if act.head.form != "ing" or act.group.effects]
            beside = [draft for act in acts for draft in self._local(parse, number, act, False)]
            return suits + [d for d in beside if d.status != "pressured" and d.jurisdiction not in parties]
        laws = find_law_drafts(self._context, parse, number) or find_state_rules(self._context, parse, number)
        drafts = list(laws) or find_opinion(self._context, parse, number)
        drafts = drafts or find_followers(self._context, parse, number)
        if drafts and not laws:
            return drafts
        acts = find_acts(parse)
        for act in acts:
            drafts.extend(self._local(parse, number, act, bool(laws) or names_law(self._context, parse)))
        if not drafts and (decided := self._vetoed(parse, number) or self._carried(parse, number)):
            return decided
        drafts += self._spell(parse, number)
        is_placed = bool(self._context.ground.between(parse.start, parse.end))
        is_courts = any(is_left_to_court(parse, act) for act in acts)
        if not drafts and not laws and not is_courts and (let := space_act(parse, self._context.topics, is_placed)):
            drafts.extend(self._local(parse, number, let, False))
        hinted = None if drafts or is_courts else lost_motion(parse) or loose_act(parse, is_placed)
        if hinted is not None and not is_doubtful(parse, hinted):
            drafts.extend(self._local(parse, number, hinted, False))
        if not drafts and not laws and not is_courts and (step := program_act(parse, self._context.topics, is_placed)):
            drafts.extend(self._local(parse, number, step, False))
        if not drafts and not laws and not is_courts:
            return find_ordinance(self._context, parse, number) or self._borne(parse, number)
        if not drafts or laws:
            return drafts
        drafts += left_out(self._context, parse, self._last, drafts) if self._last is not None else []
        return drafts + self._as_others_did(parse, number)

    def _borne(self, parse: Parse, number: int) -> list[Draft]:
        """Return what a jail does for the agency, told by no fixed verb."""
        act = bearing_act(parse, bool(self._context.ground.between(parse.start, parse.end)))
        if act is None or is_doubtful(parse, act):
            return []
        told = self._local(parse, number, act, False)
        told = told or self._local(parse, number, replace(act, is_subject_voice=True), False)
        return [replace(draft, weight=-1) for draft in told]

    def _spell(self, parse: Parse, number: int) -> list[Draft]:
        """Return the beginning and the end of what is said to have run "from 2007 to 2015"."""
        spell = spell_of(parse, self._context.folded)
        told = self._local(parse, number, spell.act, False) if spell is not None else []
        return [draft for one in told for draft in spell.ends(one, self._context)] if spell is not None else []

    def _before_ruling(self, parse: Parse, number: int) -> list[Draft]:
        """Return what a body did "after a judge ruled" something, which then is only the reason."""
        ruling = ruled_at(parse)
        acts = [act for act in find_acts(parse) if act.head.after <= ruling and act.head.pattern.role in _ACTS]
        return [draft for act in acts for draft in self._local(parse, number, act, False)]

    def _local(self, parse: Parse, number: int, act: Act, is_law: bool) -> list[Draft]:
        """Return an act's drafts, one for each jurisdiction; an act of nobody named waits for the list of them."""
        if act.head.pattern.id in LIKEWISE:
            return self._same_again(parse, number, act)
        is_sum = act.head.pattern.id == "since" and parse.text(act.head.after) == "$"  # "it comes to $5,000 a day"
        is_others = is_sum or is_into_suit(parse, act) or self._is_states_order(parse, number, act)
        if is_others or self._is_law_meant(parse, number, act):
            return []
        if (act.instrument is None and self._is_rule_meant(parse, number, act)) or is_of_law(parse, act, is_law):
            return []
        draft = None if is_left_to_court(parse, act) else self._drafting(parse, number, act, is_law)
        if draft is None:
            return []
        context, back_to = self._context, self._context.sentences[max(0, number - _NEAR)].start
        state = ordered_state(context, parse, act)
        if state is not None:
            status = "proposed" if {"would", "may", "could"} & {*act.group.modals} else "happened"
            return [replace(draft(state), kind="legal_mandate", status=status, pressed_by=None)]
        whose = whose_act(parse, act, context.ground, self._memory, back_to)
        whose = whose or agencys_state(parse, act, context.ground)
        if not whose and act.head.pattern.role in {"turn", "step"}:
            return []
        if not whose:
            is_told = act.status == "happened" and act.action != "other" and not act.is_practice
            self._unnamed = (number, draft) if is_told else self._unnamed
            if is_unnamed(parse, act) or parse.words[-1].text == ":":
                self._pending = Pending(number, draft)
            return []
        is_own_law = act.head.pattern.role == "change" and not act.group.governed_by("press") and not is_law
        if is_own_law and (by_state := by_lawmakers(parse, act, whose[0], draft)):
            return [by_state]
        if is_law and draft(whose[0]).kind != "legal_mandate" and is_the_laws(parse, act, whose, context):
            return []
        if is_law and is_told_at_large(parse, draft(whose[0]), context):
            return []
        self._memory.last, self._last = whose, draft
        return [made for made in map(draft, whose) if not is_limit_told(act, made, self._drafts)]

    def _drafting(self, parse: Parse, number: int, act: Act, is_law: bool) -> Drafting | None:
        """Return what makes the act's draft for a jurisdiction, None where it is no event."""
        context, sentences = self._context, self._context.sentences
        instrument = instrument_on_page(context, parse, act, sentences[max(0, number - _NEAR)].start)
        speaker = context.voices.speaker(parse, number, sentences, act.head, act.group.first)
        before = context.cues_in(sentences[number - 1]) if number else []
        was_candidate = any(cue.pattern.role == "candidate" for cue in before)
        if instrument == "detention_contract" and act.is_practice and act.action == "other":
            return None  # that a jail goes on housing people only says that there is a contract
        status, kind = kind_of(parse, act, Setting(speaker, is_law, was_candidate, context.is_agenda))
        if status == "happened" and is_to_come(context, parse, act):
            status = "announced"
        if speaker is not None and FEDERAL.search(speaker.name) and is_of_us(parse, act):
            return None  # "we" is then the federal agency
        if not instrument or not status or is_before_program(context, parse, act, instrument, status):
            return None
        at = act.group.first if act.head.form == "noun" else act.head.first
        is_kept = act.group.is_perfect and act.action in {"decline", "restrict"} and instrument in BY_RULES
        is_since = is_kept or act.action == "start" or act.head.pattern.role in _DONE_SINCE
        date = date_of(context, parse, at, status, is_since) or scene_date(context, parse, number, act)
        is_laws = instrument.startswith("287g") and date is not None and "" < date.on < _FIRST_AGREEMENT
        if is_laws or (kind == "practice" and date is not None and is_told_on(parse, date)):
            date = None  # the year of the law: "under a program from 1996"; the day on which a practice was told of
        is_own = is_agencys_own(parse, act, speaker) or (kind == "campaign_pledge" and not is_of_others(speaker))
        is_own = is_own or (status == "happened" and has_given_notice(parse, act))
        by = None if is_own else attributed_to(speaker, status)
        evidence, start = evidence_of(context.page.text, sentences[number], parse.words[act.head.first].start)
        author = author_of(context, parse, act) if status == "pressured" else None

        def draft(one: Jurisdiction) -> Draft:
            actor, agency = actor_of(context, parse, act, one), agency_of(context, parse, one)
            is_own = status == "denied" and says_so_itself(parse, speaker)
            # What an office says of its own decision is the page's word; of what it does from day to day, the office's.
            is_practice = kind == "practice" and status == "happened"
            is_own = is_own or (is_practice and speaker is not None and speaker.is_office)
            said_by = agency or one.name if is_own else by
            is_dated = date is not None and not (status == "announced" and date.is_future and self._news is not None)
            is_pages = one == context.ground.main() and is_news(context, parse, number, status)
            on = date if is_dated or not is_pages else self._news
            return Draft(
                kind, instrument, act.action, one, status, on, said_by, evidence, start, act.head.pattern.id, number,
                actor, agency, author,
            )  # fmt: skip

        return draft

    def _as_others_did(self, parse: Parse, number: int) -> list[Draft]:
        """Return the act of a sentence for those of whom it says that they did it before: "as A and B counties did"."""
        if self._last is None:
            return []
        return [
            replace(told, status="happened", date=None, sentence=number, kind=kind_of_done(told), weight=-1)
            for one in as_did(self._context, parse)
            if one not in self._memory.last and (told := self._last(one))
        ]

    def _so_did_others(self, number: int) -> list[Draft]:
        """Return the act of the sentence before for those who did likewise: "So have A and B counties"."""
        sentence = self._context.sentences[number]
        if self._last is None or number - self._told_in > 1 or sentence.form not in _FORMS:
            return []
        others, status = so_did(self._context, sentence)
        evidence, start = evidence_of(self._context.page.text, sentence, sentence.start)
        dates = self._context.dates_in(sentence.start, sentence.end)
        date = dates[0] if len(dates) == 1 else None
        told = [self._last(one) for one in others if one not in self._memory.last]
        return [
            replace(
                d, status=status if d.status in {"happened", "announced"} else d.status, date=date, evidence=evidence,
                start=start, sentence=number, attributed_to=None,
            )
            for d in told
        ]  # fmt: skip

    def _is_states_order(self, parse: Parse, number: int, act: Act) -> bool:
        """Return whether "his directive" does it, of the governor or attorney general of the sentence before."""
        first, left = subject_words(parse, act)
        words = {parse.text(i) for i in range(first, left)}
        if not number or not words & {"directive", "order"} or parse.text(first) not in {"his", "her", "the", "their"}:
            return False
        is_local = bool(self._context.ground.between(parse.start, parse.words[left].start))
        before = self._context.cues_in(self._context.sentences[number - 1])
        return not is_local and any(cue.pattern.role == "state_body" for cue in before)

    def _is_law_meant(self, parse: Parse, number: int, act: Act) -> bool:
        """Return whether "it" forbids or ends something and is the law of the sentence before: no act of a body."""
        first, left = subject_words(parse, act)
        words = {parse.text(i) for i in range(first, left)}
        if not number or act.action not in _LAWS_ACTS or "it" not in words or parse.has("body", first, left):
            return False
        ground, before = self._context.ground, self._context.sentences[number - 1]
        if ground.between(parse.start, parse.words[left].start) or parse.has("body", 0, first):
            return False
        is_law = _LAW.search(self._context.folded, before.start, before.end) is not None
        is_states = _STATE_MAKERS.search(self._context.folded, before.start, before.end) is not None
        return is_law and (is_states or not ground.between(before.start, before.end))

    def _is_rule_meant(self, parse: Parse, number: int, act: Act) -> bool:
        """Return whether "sign it" or "pass it" is said of the rule whose act was told just before."""
        is_it = {parse.text(act.head.after), parse.text(act.head.after - 1)} & {"it", "them"}
        near = {parse.text(i) for i in range(max(0, act.group.first - 6), act.head.after + 1)}
        if act.action in {"start", "suspend"} and near & {"resolution", "ordinance", "measure"}:
            return True
        if act.action != "start" or not is_it or self._told_in < max(0, number - 1):
            return False
        before = self._context.sentences[number - 1]
        return _RULE.search(self._context.folded, before.start, before.end) is not None

    def _vetoed(self, parse: Parse, number: int) -> list[Draft]:
        """Return the act told just before as rejected, where the county's or city's executive has vetoed it."""
        if (
            self._last is None
            or not self._memory.last
            or not _VETOED.search(self._context.folded, parse.start, parse.end)
        ):
            return []
        told = self._last(self._memory.last[-1])
        if number - told.sentence > _NEAR or told.kind != "local_decision" or told.jurisdiction.type == "state":
            return []
        veto = next((i for i in range(len(parse.words)) if parse.text(i).startswith("veto")), 0)
        date = date_of(self._context, parse, veto, "happened")
        evidence, start = evidence_of(self._context.page.text, self._context.sentences[number], parse.words[veto].start)
        return [replace(told, status="rejected", date=date, evidence=evidence, start=start, sentence=number)]

    def _carried(self, parse: Parse, number: int) -> list[Draft]:
        """Return what was moved just before as done, where the motion is said to have carried."""
        if self._last is None or not self._memory.last:
            return []
        moved = self._last(self._memory.last[-1])
        is_open = moved.status in {"proposed", "announced"} and 0 < number - moved.sentence <= _CARRIED_REACH
        if not is_open or not _CARRIED.search(self._context.folded, parse.start, parse.end):
            return []
        return [replace(moved, status="happened", attributed_to=None)]

    def _same_again(self, parse: Parse, number: int, act: Act) -> list[Draft]:
        """Return the act told last, of the bodies that are now said to have done the same."""
        model = self._last
        if model is None and self._unnamed is not None and number - self._unnamed[0] <= _NEAR:
            model = self._unnamed[1]  # "several counties have stopped; A County did so in May"
        if model is None or act.group.is_negative:
            return []
        context = self._context
        whose = likewise(parse, act, context.ground)
        if whose is None:
            whose = whose_act(parse, act, context.ground, self._memory, context.sentences[number].start)
        if parse.text(act.head.first).startswith("follow"):
            whose = [one for one in whose if one.type != "state"]  # "two in Ohio followed"
        evidence, start = evidence_of(context.page.text, context.sentences[number], parse.words[act.head.first].start)
        date = date_of(context, parse, act.head.first, "happened")
        speaker = context.voices.speaker(parse, number, context.sentences, act.head, act.group.first)
        copies = [as_done_again(act, model(one)) for one in whose if one not in self._memory.last]
        return [
            replace(
                copy, evidence=evidence, start=start, date=date, sentence=number,
                attributed_to=attributed_to(speaker, copy.status),
            )
            for copy in copies
            if copy is not None
        ] or self._kept_word(parse, act, number)  # fmt: skip

    def _kept_word(self, parse: Parse, act: Act, number: int) -> list[Draft]:
        """Return what was promised just before as done, where the same body "did so"."""
        if self._last is None or not self._memory.last or act.head.form != "past" or act.group.effects:
            return []
        promised = self._last(self._memory.last[-1])
        if promised.status not in {"proposed", "announced"} or number - promised.sentence > 1:
            return []
        date = date_of(self._context, parse, act.head.first, "happened")
        return [replace(promised, status="happened", kind="local_decision", date=date, attributed_to=None)]
