"""A spell of years: "was in 287(g) from 2007 to 2015" tells that the agreement began in one and ended in the other."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from comity.reader.acts import Act
from comity.reader.context import Context
from comity.reader.drafts import Draft
from comity.reader.expressions import Expression
from comity.reader.parsing import Parse, Span
from comity.reader.records import DateMention
from comity.reader.verbgroups import VerbGroup

# Between two years: words, or a dash where the first stands alone.
_SPELL = Expression("spell")
# What a body does as long as it is bound by an agreement.
_BELONGING = frozenset(
    (
        "was", "were", "had", "ran", "held", "used", "belonged", "participated", "took", "been", "kept", "maintained",
        "operated", "stayed", "remained", "partnered", "worked", "part", "member", "participant", "enrolled", "carried",
        "partner", "has", "have", "signed", "operating", "participating", "taking", "running", "did", "stint",
        "run", "participation", "membership", "involvement", "partnership", "turn", "time", "years",
    )
)  # fmt: skip
_VERBS = frozenset(
    (
        "was", "were", "had", "ran", "held", "used", "belonged", "participated", "took", "been", "kept", "maintained",
        "operated", "stayed", "remained", "partnered", "worked", "has", "have", "carried", "did",
    )
)  # fmt: skip
# What is counted over some years is a number.
_COUNTED = frozenset(
    (
        "deported", "arrested", "flagged", "identified", "booked", "screened", "detained", "people", "inmates",
        "encounters", "percent", "rose", "fell", "grew", "average", "held", "interviewed", "processed", "sheriff,",
        "immigrants", "deportations", "detainers", "elected", "served", "million",
    )
)  # fmt: skip
_REACH = 12
_OPENING = 2


class Spell(NamedTuple):
    """An agreement said to have run from a year to a year, and where the two years stand in the text."""

    act: Act
    first: int
    last: int

    def ends(self, told: Draft, context: Context) -> list[Draft]:
        """Return a draft of the beginning and one of the end, each in its year."""
        return [
            replace(told, action="start", status="happened", date=_year(context, self.first)),
            replace(told, action="end", status="happened", date=_year(context, self.last)),
        ]


def spell_of(parse: Parse, folded: str) -> Spell | None:
    """Return what a sentence says to have run from a year to a year, None where it says it of nothing local."""
    named = [s for s in parse.of("instrument") if s.pattern.instrument.startswith("287g") or _is_agreed(s)]
    is_dated = any(word.text[:2] in {"19", "20"} and word.text[:4].isdigit() for word in parse.words)
    if not named or not is_dated or parse.has("hypothetical"):
        return None
    found = _SPELL.search(folded, parse.start, parse.end)
    if found is None:
        return None
    at = parse.index_at(found.start())
    words = {parse.text(i) for i in range(max(0, at - _REACH), at + (2 if at > _OPENING else 2 * _REACH))}
    if not words & _BELONGING or words & _COUNTED:
        return None
    instrument = min(named, key=lambda s: (s.pattern.is_generic, abs(s.first - at)))
    first, last = ("first", "last") if found["first"] else ("opens", "closes")
    if found[first] >= found[last]:
        return None
    verb = next((i for i in range(at - 1, -1, -1) if parse.text(i) in _VERBS), instrument.first)
    head = Span(verb, verb + 1, instrument.pattern, "past")
    act = Act(head, VerbGroup(verb, "past", is_past=True), instrument, "start", "happened")
    return Spell(act, found.start(first), found.start(last))


def _is_agreed(span: Span) -> bool:
    """Return whether a word is for an agreement of any kind, not for a request or a policy."""
    return span.pattern.is_generic and span.pattern.id not in {"generic-request", "generic-asked"}


def _year(context: Context, start: int) -> DateMention:
    return DateMention(start, start + 4, context.page.text[start : start + 4], "year")
