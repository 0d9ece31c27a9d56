"""The day of the paper that a page is, or that it tells an act by: a letter, an agenda, a rule, a letter of demand."""

from __future__ import annotations

from dataclasses import replace

from comity.reader.context import Context
from comity.reader.drafts import SIDES, Draft
from comity.reader.expressions import Expression
from comity.reader.records import DateMention, Sentence

_DEAR = Expression("letter-opening")
_MEETING = Expression("meeting-line")
_ADOPTED = Expression("adoption-formula")
_RESOLVED = Expression("resolved-that")
_RULE = Expression("rule-of-day")
_DEMAND = Expression("letter-of-demand")
_SAME_DAY = Expression("same-occasion")
_SENT = Expression("papers-signed-then")
# What rules are made on; and how many characters may part what was done to a rule from its day.
BY_RULES = frozenset(("detainer_policy", "notification", "access_to_jail", "information_sharing", "other"))
_TO_DAY = 24
_TOP, _LETTER_BEFORE, _LETTER_BEHIND = 3, 8, 3  # sentences


def dated_by_paper(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts, those without a day with that of the paper by which they were done, or that the page is."""
    adopted = _adopted(context) if drafts else None
    if adopted is not None:
        drafts = [replace(d, status="happened") if d.status == "announced" else d for d in drafts]
    if all(draft.date is not None for draft in drafts) and not context.is_agenda:
        return drafts
    day = adopted or _letter_day(context)
    return [_dated(context, draft, day) for draft in drafts]


def _dated(context: Context, draft: Draft, day: DateMention | None) -> Draft:
    """Return a draft with its paper's day: its rule's, the page's, or that of a meeting or a letter told beside."""
    if context.is_agenda and draft.status == "proposed" and (draft.date is None or draft.date.is_future):
        meeting = _meeting_day(context)
        return replace(draft, date=meeting) if meeting is not None else draft
    if draft.date is not None:
        return draft
    found = _rules_day(context, draft) or (day if draft.kind != "practice" else None) or _told_before(context, draft)
    found = found or (_demanded(context, draft) if draft.kind == "pressure" else None)
    return replace(draft, date=found) if found is not None else draft


def _days(context: Context, sentence: Sentence) -> list[DateMention]:
    return [date for date in context.dates_in(sentence.start, sentence.end) if date.on]


def _only(context: Context, sentence: Sentence) -> DateMention | None:
    """Return the one past day or month of a sentence, None where it holds none or several."""
    days = _days(context, sentence)
    is_one = len({day.on for day in days}) == 1 and days[0].precision != "year" and not days[0].is_future
    return days[0] if is_one else None


def _adopted(context: Context) -> DateMention | None:
    """Return the day under a resolution's text: "passed and adopted this 9th day of August, 2011"."""
    if _RESOLVED.search(context.folded) is None:
        return None
    for sentence in reversed(context.sentences):
        if _ADOPTED.match(context.folded[sentence.start : sentence.end]) and (day := _only(context, sentence)):
            return day
    return None


def _letter_day(context: Context) -> DateMention | None:
    """Return the day that stands over a letter, as a line of its own before "Dear …"."""
    for number, sentence in enumerate(context.sentences):
        if _DEAR.match(context.folded[sentence.start : sentence.end]):
            over = context.sentences[:number]
            days = [day for one in over if (day := _only(context, one)) is not None and day.start == one.start]
            return days[-1] if days and days[-1].precision == "day" else None
    return None


def _meeting_day(context: Context) -> DateMention | None:
    """Return the day of the meeting that heads an agenda."""
    for sentence in context.sentences[:_TOP]:
        days = _days(context, sentence)
        if _MEETING.search(context.folded, sentence.start, sentence.end) is not None and len(days) == 1:
            return days[0]
    return None


def _rules_day(context: Context, draft: Draft) -> DateMention | None:
    """Return the day on which the rule was made by which a sentence says that it is done: "under the ordinance, …"."""
    is_rules = draft.instrument in BY_RULES and SIDES[draft.action] == "less" and draft.status == "happened"
    if not is_rules and draft.kind != "legal_mandate":
        return None
    sentence = context.sentences[draft.sentence]
    made = _RULE.search(context.folded, sentence.start, sentence.end)
    if made is None:
        return None
    days = [d for d in _days(context, sentence) if 0 <= d.start - made.end() + 1 <= _TO_DAY and not d.is_future]
    return days[0] if days else None


def _told_before(context: Context, draft: Draft) -> DateMention | None:
    """Return the day of the sentence before, of what was done on the same occasion, or by the papers sent in then."""
    if not draft.sentence or draft.kind == "pressure":
        return None
    sentence, before = context.sentences[draft.sentence], context.sentences[draft.sentence - 1]
    if _SAME_DAY.match(context.folded[sentence.start : sentence.end]) is not None:
        return _only(context, before)
    is_asked = draft.status == "proposed" and draft.action == "start" and not _days(context, sentence)
    is_sent = is_asked and _SENT.search(context.folded, before.start, before.end) is not None
    return _only(context, before) if is_sent else None


def _demanded(context: Context, draft: Draft) -> DateMention | None:
    """Return the day of the one letter near a demand in which it is made."""
    first = max(0, draft.sentence - _LETTER_BEFORE)
    near = context.sentences[first : draft.sentence + 1 + _LETTER_BEHIND]
    letters = [one for one in near if _DEMAND.search(context.folded, one.start, one.end) is not None]
    days = [day for one in letters if (day := _only(context, one)) is not None]
    return days[0] if len({day.on for day in days}) == 1 else None
