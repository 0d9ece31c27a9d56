"""The day that a sentence beside an act tells: "He made that known Tuesday", "It was filed in May"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from comity.reader.context import Context
from comity.reader.drafts import SIDES, Draft
from comity.reader.expressions import Expression
from comity.reader.records import DateMention

# Behind an act: what tells of the decision again, what tells of a beginning, and from when it holds.
_TOLD_AGAIN = Expression("decision-told-again")
_BEGUN_AGAIN = Expression("agreement-told-again")
_SIGNED_THEN = Expression("papers-signed-then")
_IN_EFFECT = Expression("in-effect-from")
# Before an act: a rule is made, of which the act is what it says.
_MADE = Expression("rule-made")
_SAYS = Expression("rule-says")
_FILED = Expression("suit-filed-day")
_BEHIND = 2  # sentences
_RIGHT_BEHIND, _WORD = 16, 3  # characters
# A line that is a date, or a label and a date; and how many of the first kind make a chronicle.
_LABELLED = Expression("date-label")
_LONGEST_LINE = 60  # characters
_FEWEST_ENTRIES = 3
_STATUSES = frozenset(("happened", "announced", "rejected"))
_AGREEMENTS = ("287g", "detention_contract")


def dated_beside(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts, those without a date with the one that a sentence beside gives to the same act."""
    told = {draft.sentence for draft in drafts}
    lines = _date_lines(context) if any(draft.date is None for draft in drafts) else {}
    drafts = [_headed(draft, lines) if draft.date is None and draft.kind != "practice" else draft for draft in drafts]
    return [_dated(context, draft, told) if _is_open(draft) else _told_later(context, draft, told) for draft in drafts]


def _is_open(draft: Draft) -> bool:
    is_applied_for = draft.status == "proposed" and draft.action == "start" and draft.instrument.startswith(_AGREEMENTS)
    is_decided = draft.status in _STATUSES or is_applied_for
    return draft.date is None and draft.kind not in {"practice", "pressure", "campaign_pledge"} and is_decided


def _dated(context: Context, draft: Draft, told: set[int]) -> Draft:
    sentence = context.sentences[draft.sentence]
    if any(date.on for date in context.dates_in(sentence.start, sentence.end)):
        return draft  # its own dates were found to be another's
    if draft.action == "sue":
        date = _filed(context, draft) if draft.status == "happened" else None
    else:
        date = _behind(context, draft, told) or _before(context, draft)
    return draft if date is None else replace(draft, date=date)


def _date_lines(context: Context) -> dict[int, DateMention]:
    """Return the lines that are nothing but a date: a chronicle's, or a meeting's or an ordinance's own."""
    lines: dict[int, DateMention] = {}
    labelled = {}
    for number, sentence in enumerate(context.sentences):
        dates = context.dates_in(sentence.start, sentence.end)
        if len(dates) != 1 or not dates[0].on or sentence.end - sentence.start > _LONGEST_LINE:
            continue
        rest = context.folded[sentence.start : dates[0].start] + context.folded[dates[0].end : sentence.end]
        if not rest.strip(" .:,-()"):
            lines[number] = dates[0]
        elif _LABELLED.fullmatch(rest.strip()):
            labelled[number] = dates[0]
    is_chronicle = len({date.on for date in lines.values()}) >= _FEWEST_ENTRIES
    return labelled | (lines if is_chronicle else {})


def _headed(draft: Draft, lines: dict[int, DateMention]) -> Draft:
    """Return a draft with the date of the line under which it stands."""
    over = [number for number in lines if number < draft.sentence]
    return replace(draft, date=lines[max(over)]) if over else draft


def _told_later(context: Context, draft: Draft, told: set[int]) -> Draft:
    """Return a draft of what is to be by some day, with the day on which that was made known where it is told."""
    is_to_be = draft.status == "announced" and draft.date is not None and draft.date.is_future
    date = _behind(context, draft, told) if is_to_be else None
    return draft if date is None or date.is_future else replace(draft, date=date)


def _filed(context: Context, draft: Draft) -> DateMention | None:
    """Return the day on which a sentence near says that the suit was filed."""
    near = (draft.sentence - 1, draft.sentence + 1, draft.sentence - 2)
    for number in (n for n in near if 0 <= n < len(context.sentences)):
        if _FILED.search(context.folded, *_span(context, number)):
            return _only_date(context, draft, number)
    return None


def _behind(context: Context, draft: Draft, told: set[int]) -> DateMention | None:
    """Return the day that one of the next sentences gives to the decision just told."""
    last = min(len(context.sentences), draft.sentence + 1 + _BEHIND)
    for number in range(draft.sentence + 1, last):
        start, end = _span(context, number)
        if number in told or not _is_of(context, draft, start, end):
            return None
        said = context.folded[start:end]
        if (found := _IN_EFFECT.match(said)) is not None:
            return _only_date(context, draft, number, start + found.end(), is_to_come=True)
        is_begun = SIDES[draft.action] == "more"
        found = (is_begun and (_BEGUN_AGAIN.match(said) or _SIGNED_THEN.search(said))) or _TOLD_AGAIN.search(said)
        if found:
            return _only_date(context, draft, number, start + found.end())
        if context.dates_in(start, end):
            return None
    return None


def _before(context: Context, draft: Draft) -> DateMention | None:
    """Return the day on which the sentence before says that the rule was made which does it."""
    if not draft.sentence or not _SAYS.match(context.folded[slice(*_span(context, draft.sentence))]):
        return None
    before = draft.sentence - 1
    is_made = _MADE.search(context.folded, *_span(context, before)) is not None
    return _only_date(context, draft, before) if is_made else None


def _only_date(
    context: Context, draft: Draft, number: int, behind: int = -1, *, is_to_come: bool = False
) -> DateMention | None:
    """Return the one day or month of a sentence about the same place, of several the one right `behind` the telling."""
    start, end = _span(context, number)
    dates = [date for date in context.dates_in(start, end) if date.on]
    if len({date.on for date in dates}) > 1 and behind >= 0:
        dates = [date for date in dates if behind <= date.start + _WORD and date.start - behind <= _RIGHT_BEHIND][:1]
    if not _is_of(context, draft, start, end) or len({date.on for date in dates}) != 1:
        return None
    return dates[0] if dates[0].precision != "year" and (is_to_come or not dates[0].is_future) else None


def _is_of(context: Context, draft: Draft, start: int, end: int) -> bool:
    """Return whether a stretch names no place but the draft's."""
    named: Iterable[str] = (one.jurisdiction.geoid for one in context.ground.between(start, end))
    return all(geoid == draft.jurisdiction.geoid for geoid in named)


def _span(context: Context, number: int) -> tuple[int, int]:
    return context.sentences[number].start, context.sentences[number].end
