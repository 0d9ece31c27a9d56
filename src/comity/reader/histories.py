"""Records of legislation: fields, or a history by days, whose last step is what became of a bill or an ordinance."""

from __future__ import annotations

import re

from comity.reader.context import Context
from comity.reader.directions import points
from comity.reader.drafts import Draft, evidence_of
from comity.reader.expressions import Expression
from comity.reader.ordinances import instrument_of
from comity.reader.patterns import fold
from comity.reader.records import DateMention

# How a council's record begins: its kind, and how far it has come.
_FIELDS = Expression("record-fields")
_PASSED = Expression("record-passed")
_LOST = Expression("record-lost")
_ACTED = Expression("record-acted")
_CREATED = Expression("record-created")
# A step of a bill's history, with its day before or behind it.
_STEP = {
    "rejected": Expression("step-rejected"),
    "happened": Expression("step-happened"),
    "proposed": Expression("step-proposed"),
}
_BILL = Expression("bill-number")
_HEAD = 1500  # characters in which a record names itself
_SENTENCES = 40


def history_drafts(context: Context, is_told: bool) -> list[Draft]:
    """Return what a record of legislation says of its own bill or ordinance; none for other pages."""
    head = context.folded[:_HEAD]
    if found := _FIELDS.search(head):
        return _local(context, found)
    named = fold(f"{context.page.title} {context.page.text[:_HEAD]}")
    return [] if is_told or not _BILL.search(named) else _bill(context)


def _local(context: Context, found: re.Match[str]) -> list[Draft]:
    """Return a council's record as what its body did, of the place that the page is about."""
    place, side = context.ground.main(), _side(context)
    if place is None or not side or side == "end":
        return []
    status = (
        "rejected" if _LOST.search(found["status"]) else "happened" if _PASSED.search(found["status"]) else "proposed"
    )
    day = _day_behind(context, _ACTED) if status != "proposed" else _day_behind(context, _CREATED)
    sentence = _sentence_at(context, found.start())
    evidence, start = evidence_of(context.page.text, context.sentences[sentence], found.start())
    instrument = instrument_of(context, context.folded[:_HEAD])
    return [
        Draft(
            "local_decision", instrument, side, place, status, day, None, evidence, start, "history", sentence,
            actor=place.name, weight=-1,
        )
    ]  # fmt: skip


def _bill(context: Context) -> list[Draft]:
    """Return a bill's history as its last step: vetoed or signed before what came earlier."""
    state, side = context.home_state, _side(context)
    for status, step in _STEP.items():
        found = step.search(context.folded)
        if found is None:
            continue
        if state is None or not side:
            return []
        days = context.dates_in(found.start(), found.end())
        number = _sentence_at(context, found.start())
        text, start = context.page.text[found.start() : found.end()], found.start()
        return [
            Draft(
                "legal_mandate", "state_law", side, state, status, days[0] if days else None, None, text, start,
                "history", number, actor=state.name, weight=2,
            )
        ]  # fmt: skip
    return []


def _side(context: Context) -> str:
    """Return which way a record's rule points: by its title, else by most of its sentences."""
    told = points(fold(context.page.title))
    if told:
        return told
    found = [points(context.folded[s.start : s.end]) for s in context.sentences[:_SENTENCES]]
    more, less = found.count("expand"), found.count("restrict")
    return "" if more == less else "expand" if more > less else "restrict"


def _day_behind(context: Context, field: Expression) -> DateMention | None:
    """Return the day that stands right behind a field's name."""
    for found in field.finditer(context.folded[: _HEAD * 2]):
        days = context.dates_in(found.end(), found.end() + 24)
        if days and days[0].start <= found.end() + 2:
            return days[0]
    return None


def _sentence_at(context: Context, position: int) -> int:
    """Return the number of the sentence that holds a place of the text, the nearest before it otherwise."""
    found = [n for n, s in enumerate(context.sentences) if s.start <= position]
    return found[-1] if found else 0
