"""Cases over a state's own law: a court blocks it, lets it stand, or throws out a suit against the state."""

from __future__ import annotations

import re

from comity.reader.context import Context
from comity.reader.courts import case_step
from comity.reader.drafts import Draft, evidence_of
from comity.reader.expressions import Expression
from comity.reader.jurisdictions import Jurisdiction
from comity.reader.lawdates import law_date
from comity.reader.lawstates import states_of_law
from comity.reader.records import Sentence

_LAW = Expression("law-in-court")
_RULED = Expression("law-ruled-on")
_UNREAL = Expression("ruling-unreal")
_SUIT = Expression("suit-word")
_TOLD = frozenset(("state", "state's"))
_BLOCK_REFUSED = Expression("block-refused")
_DATELINE = Expression("dateline-behind")
_SEAT = Expression("court-seat")
_BEFORE = 40  # characters
_NATION = Expression("national-rule")


def find_law_case(context: Context, number: int) -> list[Draft]:
    """Return what a court did with a state's law on local cooperation, or a suit brought against the state over one."""
    sentence = context.sentences[number]
    said = context.folded[sentence.start : sentence.end]
    law = _LAW.search(said)
    if law is None or _NATION.search(said) or _parties(context, sentence):
        return []
    found = _RULED.search(said)
    step = case_step(said)
    if found is not None and not _UNREAL.search(said, max(0, found.start() - _BEFORE), found.end()):
        is_lost = step is not None and (step.action, step.status) == ("sue", "rejected") and bool(_SUIT.search(said))
        is_lost = is_lost or _BLOCK_REFUSED.search(said) is not None
        action, status, at = ("sue", "rejected", found.start()) if is_lost else ("other", "happened", found.start())
    elif step is not None and step.action == "sue" and _owns(context, sentence.start, law):
        action, status, at = step.action, step.status, step.at
    else:
        return []
    is_named = bool(context.ground.states_between(sentence.start, sentence.end))
    is_states = is_named or bool(_TOLD & {*law.group().split()}) or law.group()[-1].isdigit()
    if action == "other" and not is_states:
        return []
    parse = context.parsed(number)
    head = parse.index_at(sentence.start + at)
    date = law_date(context, parse, number, head, status)
    evidence, start = evidence_of(context.page.text, sentence, parse.words[head].start)
    actor = "court" if action == "other" else "plaintiff"
    return [
        Draft(
            "lawsuit", "state_law", action, state, status, date, None, evidence, start, "law-case", number, actor=actor,
            weight=-1,
        )
        for state in states_of_law(context, parse, number)
    ]  # fmt: skip


def _parties(context: Context, sentence: Sentence) -> list[Jurisdiction]:
    """Return the places of a sentence that may be parties: neither where a court sits nor where the news is from."""
    return [
        n.jurisdiction
        for n in context.ground.between(sentence.start, sentence.end)
        if not _SEAT.search(context.folded, sentence.start, n.start) and not _DATELINE.match(context.page.text, n.end)
    ]


def _owns(context: Context, start: int, law: re.Match[str]) -> bool:
    """Return whether the law is called by its state's name: "against California's new law"."""
    return bool(context.ground.states_between(start + law.start(), start + law.end()))
