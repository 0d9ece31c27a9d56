"""Suits about local cooperation: filed, planned, thrown out, decided; and what a court makes somebody stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from comity.reader.context import Context
from comity.reader.courts import case_step
from comity.reader.drafts import Draft, evidence_of
from comity.reader.expressions import Expression
from comity.reader.jurisdictions import Jurisdiction, Named, distinct
from comity.reader.parsing import BE, Parse, Span
from comity.reader.rulings import is_cleared, ruled
from comity.reader.subjects import Memory
from comity.reader.suedstates import is_against_authority, names_its_law, sued_states
from comity.reader.suitmatters import instrument_of_suit
from comity.reader.timing import date_of, opening_date
from comity.reader.verbgroups import read_group

_MEANT = frozenset(("the county", "the sheriff", "the sheriff's", "the city", "the board", "the jail", "'s office"))
_POSTS = frozenset(("sheriff", "sheriff's", "undersheriff", "jailer", "warden"))
# How many words may lie between a verb and its suit, or a court and its verb.
_OBJECT_REACH = 8
_SUBJECT_REACH = 14
# A page with this share of one place is about that place's suit.
_ABOUT = 0.6
_COURT_OF = Expression("court-behind")
_COURT_IN = Expression("court-before")
_INDEFINITE = Expression("sued-unnamed")
_SUIT_ITSELF = Expression("suit-itself")
_CAUSES = frozenset(("after", "since", "because", "following"))
_OURS = Expression("ours")
_FEDERAL = Expression("federal-sued")
_AGAINST_HIM = Expression("suit-against")
_WHEN = Expression("when")
# How far a case with a named party may stand from a sentence on immigration enforcement, in sentences.
_ABOUT_REACH = 3
_LOCATED = Expression("located")
_WEIGHED = frozenset(
    ("ways", "considering", "consider", "weighing", "exploring", "explore", "look", "looking", "options")
)
_HIGH_COURT = Expression("high-court")
_IRREAL = frozenset(("would", "could", "may", "might", "can", "should"))


_NATION = Expression("of-the-nation")


class _Told(NamedTuple):
    """What a verb says of a suit."""

    head: Span
    action: str
    status: str


def find_suit_drafts(context: Context, parse: Parse, number: int, memory: Memory) -> list[Draft]:
    """Return what a sentence tells of a suit to which a named county or town is a party."""
    by_verb = _told(context, parse)
    told = by_verb or _told_of_case(context, parse)
    if not told or not context.is_about(number, _ABOUT_REACH):
        return []
    named = [n for n in context.ground.between(parse.start, parse.end) if not _is_aside(context, parse, n)]
    reasons = _clause_start(parse, told)
    named = [n for n in named if n.start >= reasons] or named
    if not named and _FEDERAL.search(context.folded, parse.start, parse.end) and not sued_states(context, parse):
        return []  # a ruling on what the federal government does
    if not (named and told[0].action == "sue") and not context.is_about(number, 1):
        return []
    is_example = _INDEFINITE.search(context.folded, parse.start, parse.end) is not None
    parties = _parties(context, parse, named) or ([] if is_example else memory.parties(number))
    if not by_verb:
        parties = [party for party in parties if party.type != "state"] or _of_page(context, number)
    instrument = instrument_of_suit(context, parse, number, _clause_end(parse, told[0].head.after))
    if not any(s.pattern.instrument and not s.pattern.is_generic for s in parse.of("instrument")):
        instrument = memory.suit_instrument(parties) or instrument  # of the suit that was told before
    if not parties or not instrument or (not by_verb and instrument == "detention_contract"):
        return []
    if is_against_authority(context, parse) or any(p.type == "state" for p in parties):
        is_all = all(p.type == "state" for p in parties) or is_against_authority(context, parse)
        instrument = instrument if told[0].action != "sue" or not is_all else "state_law"
    memory.note_suit(number, parties, instrument)
    drafts = [_draft(context, parse, number, one, party, instrument, named) for one in told for party in parties]
    if not by_verb:
        drafts = [replace(d, date=None) if _is_of_next_clause(context, parse, told[0], d) else d for d in drafts]
    is_filed = told[0].action == "sue" and told[0].status == "happened"
    return [replace(d, date=memory.day(number, d.date)) if is_filed else d for d in drafts]


def _draft(
    context: Context, parse: Parse, number: int, told: _Told, party: Jurisdiction, instrument: str,
    named: Sequence[Named],
) -> Draft:  # fmt: skip
    evidence, start = evidence_of(context.page.text, context.sentences[number], parse.words[told.head.first].start)
    at = told.head.after - 1 if told.head.form == "word" else told.head.first
    date = date_of(context, parse, at, told.status)
    if date is None and told.status != "announced":
        date = opening_date(context, parse, number)
    is_filed = told.action == "sue" and told.status != "rejected"
    actor = f"{party.name} ({_side(parse, told.head, named)})" if is_filed else "court"
    about = "state_law" if party.type == "state" and told.action == "sue" else instrument
    draft = Draft(
        "lawsuit", about, told.action, party, told.status, date, None, evidence, start, told.head.pattern.id, number,
        actor=actor,
    )  # fmt: skip
    return draft if told.action != "restrict" or instrument != "state_law" else replace(draft, action="other")


def _parties(context: Context, parse: Parse, named: Sequence[Named]) -> list[Jurisdiction]:
    """Return the local bodies of a suit, the state sued over its law, or the place that the page is about."""
    sued = sued_states(context, parse)
    states = [s for s in context.ground.states_between(parse.start, parse.end) if not names_its_law(context, s)]
    if named:
        is_by_nation = _NATION.search(context.folded, parse.start, parse.end) is not None
        return distinct(context.ground.list_around(named, 0)) + (sued if is_by_nation else [])
    is_open = _INDEFINITE.search(context.folded, parse.start, parse.end) is not None
    if not sued and not is_open and parse.has("suit") and _HIGH_COURT.search(context.folded, parse.start, parse.end):
        sued = [s.jurisdiction for s in states[:1]]
    if sued:
        return list({one.geoid: one for one in sued}.values())
    his = context.ground.person_between(parse.start, parse.end)
    if (
        his is not None
        and his.type != "state"
        and not is_open
        and _AGAINST_HIM.search(context.folded, parse.start, parse.end)
    ):
        return [his]
    main = context.ground.main()
    if main is None or not context.ground.is_main(_ABOUT) or is_open:
        return []
    if any(s.jurisdiction.state != main.state for s in states):
        return []
    is_meant = any(f"{parse.text(i)} {parse.text(i + 1)}" in _MEANT for i in range(len(parse.words)))
    is_meant = is_meant or any(parse.text(i) in _POSTS for i in range(len(parse.words)))
    is_his = his == main
    return [main] if is_meant or is_his or _SUIT_ITSELF.match(context.folded, parse.start) else []


def _is_of_next_clause(context: Context, parse: Parse, told: _Told, draft: Draft) -> bool:
    """Return whether a date is that of what was done "when, in 2014, it passed a rule", and not of the case."""
    if draft.date is None:
        return False
    return _WHEN.search(context.folded, parse.words[told.head.first].start, draft.date.start) is not None


def _of_page(context: Context, number: int) -> list[Jurisdiction]:
    """Return the place that a page is about, for a case told right behind a sentence that names it."""
    main = context.ground.main()
    before = context.sentences[max(0, number - 1)]
    is_near = any(n.jurisdiction == main for n in context.ground.between(before.start, context.sentences[number].end))
    is_near = is_near or _OURS.search(context.folded, before.start, context.sentences[number].end) is not None
    return [main] if main is not None and is_near and context.ground.is_main(_ABOUT) else []


def _is_aside(context: Context, parse: Parse, named: Named) -> bool:
    """Return whether a place is only an instance of a kind ("cities such as …") or where a court sits."""
    at = parse.index_at(named.start)
    if any(f"{parse.text(i)} {parse.text(i + 1)}" == "such as" for i in range(max(0, at - 6), at)):
        return True
    before = context.folded[max(0, named.start - 40) : named.start]
    if named.jurisdiction.type == "city" and _LOCATED.search(before):
        return True
    return bool(_COURT_OF.match(context.folded, named.end) or _COURT_IN.search(before))


def _side(parse: Parse, head: Span, named: Sequence[Named]) -> str:
    """Return on which side a party stands: before the verb of a filing it sues, behind it is sued."""
    is_before = bool(named) and named[0].start < parse.words[head.first].start
    is_passive = any(parse.text(i) in BE for i in range(max(0, head.first - 3), head.first + 1))
    return ("plaintiff" if is_before and not is_passive else "defendant") if named else "party"


def _told(context: Context, parse: Parse) -> list[_Told]:
    """Return what a sentence says of suits: how one ended, and beside it when it was brought."""
    spans = [s for s in parse.of("suit") if s.form != "noun"]
    endings = [t for s in spans if (t := _ended(context, parse, s))]
    ended = max(endings, key=lambda t: t.status == "rejected", default=None)  # "ruled that …, and dismissed the case"
    filed = [t for s in spans if (t := _filed(parse, s))]
    if ended is not None:
        own = [
            t for t in filed if t.head.form != "word" and t.head.first != ended.head.first and t.status == "happened"
        ]
        return [ended, *own[:1]]
    return (
        [max(filed, key=lambda t: (t.status != "happened", t.head.form != "word", t.head.after - t.head.first))][:1]
        if filed
        else []
    )


def _told_of_case(context: Context, parse: Parse) -> list[_Told]:
    """Return what a sentence tells of a case where no verb of the patterns fits: by the court's or the case's words."""
    cases = [*parse.of("suit"), *parse.of("court")]
    said = context.folded[parse.start : parse.end]
    step = case_step(said) if cases else None
    is_refused = any(s.form not in {"noun", "word"} and read_group(parse, s).is_negative for s in parse.of("suit"))
    if step is None or is_refused:
        return []
    at = parse.index_at(parse.start + step.at)
    head = Span(at, at + 1, cases[0].pattern, "word")
    if step.action == "other" and is_cleared(said):
        return [_Told(head, "sue", "rejected")]
    if step.action == "other":
        return [_Told(head, ruled(said, said[step.at :]), "happened")]
    return [_Told(head, step.action, step.status)]


def _filed(parse: Parse, span: Span) -> _Told | None:
    """Return a suit brought or planned, by the tense of its verb and what governs it."""
    if span.pattern.id == "suit-planned":
        return _Told(span, "sue", "announced")
    if span.pattern.id not in {"suit-filed", "suit-brought"}:
        return None
    if span.form == "word":
        return None if _is_refused(parse, span) else _Told(span, "sue", "happened")
    if span.pattern.id == "suit-brought" and not _has_suit(parse, span):
        return None
    group = read_group(parse, span)
    if group.is_negative or parse.has("hypothetical", max(0, group.first - 6), group.first):
        return None
    if _IRREAL & {*group.modals} and not any(word.text in _WEIGHED for word in parse.words):
        return None  # "the county could be sued"
    if group.governed_by("wish") or _IRREAL & {*group.modals}:
        return _Told(span, "sue", "proposed")
    is_open = group.governed_by("plan", "pledge", "press", "decide")
    is_open = is_open or bool({"will", "shall", "'ll"} & {*group.modals})
    is_open = is_open or (group.is_infinitive and not group.effects and not _is_caused(parse, group.first))
    is_open = is_open and not (group.governed_by("decide") and parse.text(span.first).startswith("join"))
    return _Told(span, "sue", "announced" if is_open else "happened")


def _is_refused(parse: Parse, span: Span) -> bool:
    """Return whether somebody would not join the suit: "declined Tuesday to join the lawsuit"."""
    before = [parse.text(i) for i in range(max(0, span.first - _OBJECT_REACH), span.after)]
    is_joining = any(a == "to" and b.startswith(("join", "sue", "file")) for a, b in pairwise(before))
    return is_joining and bool({"declined", "refused", "declines", "refuses", "not", "against"} & {*before})


def _is_caused(parse: Parse, to_at: int) -> bool:
    """Return whether somebody brought it about: "got the county to join"."""
    return any(
        parse.text(i) in {"got", "led", "prompted", "persuaded", "caused"} for i in range(max(0, to_at - 8), to_at)
    )


def _ended(context: Context, parse: Parse, span: Span) -> _Told | None:
    """Return how a suit ended: thrown out, or decided, and what the ruling makes somebody stop."""
    if span.pattern.id == "suit-settled":
        return _settled(context, parse, span)
    if span.pattern.id not in {"suit-lost", "suit-ruled"} or span.form in {"base", "ing"}:
        return None
    if span.form == "s" and parse.text(span.first - 1) in {"court", "courts", "judicial"}:
        return None  # "court orders" are a noun
    has_court = parse.has("court", max(0, span.first - _SUBJECT_REACH), span.first) or _is_by_court(parse, span)
    if span.pattern.id == "suit-lost":
        is_motion = any(parse.text(i) == "dismiss" for i in range(span.after, span.after + _OBJECT_REACH))
        is_lost = (has_court and span.form in {"past", "part", "s"}) or (
            _has_suit(parse, span) and parse.is_passive(span)
        )
        is_supposed = "if" in {parse.text(i) for i in range(max(0, span.first - 5), span.first)}
        return _Told(span, "sue", "rejected") if is_lost and not is_motion and not is_supposed else None
    if not has_court or not _is_courts(parse, span) or _is_awaited(parse, span):
        return None
    said = context.folded[parse.start : parse.end]
    if is_cleared(said):
        return _Told(span, "sue", "rejected")
    action = ruled(said, context.folded[parse.words[span.first].start : parse.end])
    return _Told(span, action, "happened")


def _is_awaited(parse: Parse, span: Span) -> bool:
    """Return whether a court's order is only what something waits for: "freed as soon as a judge orders it"."""
    before = [parse.text(i) for i in range(max(0, span.first - _OBJECT_REACH), span.first)]
    return bool({"unless", "until", "once", "if", "whenever"} & {*before}) or "as soon as" in " ".join(before)


def _settled(context: Context, parse: Parse, span: Span) -> _Told | None:
    """Return what a settlement makes somebody do: it ends or limits something, or only pays."""
    group = read_group(parse, span)
    if span.form != "word" and (group.is_negative or _IRREAL & {*group.modals}):
        return None
    said = context.folded[parse.start : parse.end]
    action = ruled(said, context.folded[parse.words[span.first].start : parse.end])
    return _Told(span, action, "happened")


def _is_courts(parse: Parse, span: Span) -> bool:
    """Return whether the court, not a party or the sheriff, is who decides: it stands nearest before the verb."""
    for index in range(span.first - 1, max(-1, span.first - _SUBJECT_REACH), -1):
        if parse.at(index, "court") and parse.text(index) not in {"lawsuit", "suit", "case", "complaint", "lawsuits"}:
            return True
        if parse.is_link(index) and parse.text(index) not in {"who", "which"}:
            return False
    return _is_by_court(parse, span)


def _is_by_court(parse: Parse, span: Span) -> bool:
    """Return whether a court is named behind the verb as who did it: "was thrown out by a judge", ", a judge ruled"."""
    behind = range(span.after, min(len(parse.words), span.after + 4))
    return any(parse.text(i) == "by" for i in behind) and parse.has("court", span.after, span.after + _OBJECT_REACH)


def _has_suit(parse: Parse, span: Span) -> bool:
    """Return whether a suit is what a verb is said of: behind it, or before a passive."""
    after = range(span.after, min(len(parse.words), span.after + _OBJECT_REACH))
    if any(s.form == "noun" for i in after for s in parse.at(i, "suit")):
        return True
    before = range(max(0, span.first - _SUBJECT_REACH), span.first)
    is_before = any(s.form == "noun" for i in before for s in parse.at(i, "suit"))
    is_relative = any(parse.text(i) in {"that", "which"} or parse.text(i) == "," for i in before)
    return is_before and (
        parse.is_passive(span) or is_relative or parse.text(span.first - 1).endswith(("suit", "action", "complaint"))
    )


def _clause_start(parse: Parse, told: Sequence[_Told]) -> int:
    """Return where the clause of a ruling begins that is only why others acted: "A changed it after a judge …"."""
    head = told[0].head
    if head.pattern.id != "suit-ruled":
        return parse.start
    for index in range(head.first - 1, max(0, head.first - _SUBJECT_REACH), -1):
        if parse.text(index) in _CAUSES and index > _OBJECT_REACH // 2:
            return parse.words[index].start
    return parse.start


def _clause_end(parse: Parse, first: int) -> int:
    """Return where another clause with a subject of its own begins behind a verb: "…, and it now posts"."""
    return next(
        (i for i in range(first, len(parse.words)) if parse.text(i - 1) == "," and parse.text(i) in {"and", "but"}
         and parse.text(i + 1) in {"it", "he", "she", "they"}),
        len(parse.words),
    )  # fmt: skip
