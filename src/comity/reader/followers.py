"""States that are said to have done what the law told just before does: "New Jersey and Illinois followed in 2021"."""

from __future__ import annotations

from comity.reader.context import Context
from comity.reader.directions import direction_beside, points
from comity.reader.drafts import Draft, evidence_of
from comity.reader.expressions import Expression
from comity.reader.parsing import Parse
from comity.reader.timing import date_of

# What is said of a state that has such a law too; it stands right behind the states' names.
_DID_TOO = Expression("did-too")
_BEFORE = 3  # sentences in which the law must be told
_OF_LAW = Expression("of-laws")


def find_followers(context: Context, parse: Parse, number: int) -> list[Draft]:
    """Return a state's law for each state of which a sentence says that it did as was told of a law before."""
    states = context.ground.states_between(parse.start, parse.end)
    if not states or not context.is_about(number, _BEFORE):
        return []
    for last, state in enumerate(states):
        found = _DID_TOO.match(context.folded, state.end, parse.end)
        if found is None or not _is_of_law(context, number):
            continue
        side = points(context.folded[parse.start : parse.end]) or direction_beside(context, number)
        if not side:
            return []
        first = last
        while first and not context.folded[states[first - 1].end : states[first].start].strip(", ").removeprefix("and"):
            first -= 1
        head = parse.index_at(found.start("did"))
        date = date_of(context, parse, head, "happened")
        evidence, start = evidence_of(context.page.text, context.sentences[number], states[first].start)
        return [
            Draft(
                "legal_mandate", "state_law", side, one.jurisdiction, "happened", date, None, evidence, start,
                "followed", number, actor=one.jurisdiction.name, is_guess=True,
            )
            for one in states[first : last + 1]
        ]  # fmt: skip
    return []


def _is_of_law(context: Context, number: int) -> bool:
    """Return whether a law is what the sentences just before tell of."""
    first = context.sentences[max(0, number - _BEFORE)].start
    return _OF_LAW.search(context.folded, first, context.sentences[number].start) is not None
