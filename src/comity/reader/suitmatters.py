"""What a suit is about: the law that it is against, else the instrument that its sentence or the page names."""

from __future__ import annotations

from comity.reader.breaches import is_breach
from comity.reader.context import Context
from comity.reader.expressions import Expression
from comity.reader.parsing import Parse, Span
from comity.reader.rulings import is_wrongly, tells_holding

_OVER_LAW = Expression("over-law")
_OVER_ORDER = Expression("over-states-order")
_ANOTHER = Expression("another-suit")
_IN_COURT = Expression("in-court")
_BACK = 6  # sentences
_WEAK_LAWS = frozenset(("order", "opinion", "bill", "proposal", "act", "measure", "directive", "initiative"))
# "The rule of law", "federal law": no law that a suit is about.
_NO_LAWS = frozenset(
    ("of", "federal", "immigration", "constitutional", "criminal", "civil", "county", "city", "local", "town")
)
_COMMON_LAWS = _WEAK_LAWS | {"law", "laws", "state law", "legislation", "statute", "bills"}
_NEAR = 900  # characters
_SUITS = frozenset(("sue", "suit", "lawsuit", "sued", "sues", "suing", "class", "case"))
# How far a case with a named party may stand from a sentence on immigration enforcement, in sentences.
_ABOUT_REACH = 3


def instrument_of_suit(context: Context, parse: Parse, number: int, after: int) -> str:
    """Return what a suit is about: the law that it is against, else the instrument named nearest."""
    spoken = [s for s in parse.of("instrument") if s.first < after and not s.pattern.is_generic]
    named = [s.pattern.instrument for s in spoken if s.pattern.instrument not in {"", "other"}]
    deals = [s for s in parse.of("instrument") if s.first < after and s.pattern.id == "generic-agreement"]
    if deals and not named:  # "sued over his agreement with the agency": what the page calls so
        at = parse.words[deals[0].first].start
        meant = context.topics.meant(deals[0].pattern, at, (parse.start, parse.end))
        named = [meant] if any(c.pattern.instrument == meant for c in context.topics.named) else []
    names = [s for s in parse.of("law") if not is_breach(parse, s)]
    names = [s for s in names if parse.text(s.first) not in _WEAK_LAWS or _is_capital(context, parse, s)]
    names = [s for s in names if parse.text(s.first - 1) not in _NO_LAWS]
    said = context.folded[parse.start : parse.end]
    if (names and (not named or _is_over_law(said))) or _OVER_ORDER.search(said):
        return "state_law"
    if not named and _ANOTHER.search(said) and _is_over_law_before(context, number):
        return "state_law"
    if named:
        return named[0]
    before = context.sentences[max(0, number - 1)]
    laws = [c for c in context.cues_in(before) if c.pattern.id == "law-name"]
    is_named = any(context.folded[c.start : c.end] not in _COMMON_LAWS for c in laws)
    if is_named or _is_over_law(context.folded[before.start : before.end]):
        return "state_law"
    near = [c for c in context.topics.named if parse.start - _NEAR <= c.start < parse.end + _NEAR // 2]
    if is_wrongly(context.folded):  # who is held wrongly is held past his release, and not for pay
        near = [c for c in near if c.pattern.id != "detainees-held"]
    if near:
        return min(near, key=lambda c: abs(c.start - parse.start)).pattern.instrument
    meant = context.topics.meant(None, parse.start, (parse.start, parse.end))
    if meant or tells_holding(context.folded):
        return meant or "detainer_policy"
    first = context.sentences[max(0, number - _ABOUT_REACH)].start
    if any(
        c.pattern.id == "law-name" and c.start >= first and context.folded[c.start : c.end] not in _COMMON_LAWS
        for c in context.cues
        if c.start < parse.start
    ):
        return "state_law"
    earlier = {c.pattern.instrument for c in context.topics.named if first <= c.start < parse.start}
    if len(earlier) == 1 and parse.of("suit"):
        return earlier.pop()  # what the sentences just before are about: "The ACLU sued Alder in June."
    return "other" if any(parse.text(i) in _SUITS for i in range(len(parse.words))) else ""


def _is_capital(context: Context, parse: Parse, span: Span) -> bool:
    """Return whether a word for a law is part of its name: "the Way Forward Act"."""
    return context.page.text[parse.words[span.after - 1].start].isupper()


def _is_over_law(said: str) -> bool:
    """Return whether words tell of a suit against a law: "challenging the state law", "over a new law"."""
    return _OVER_LAW.search(said) is not None


def _is_over_law_before(context: Context, number: int) -> bool:
    """Return whether one of the sentences before tells of a case over a law: "blocked Senate Bill 4", "to stop it"."""
    for before in context.sentences[max(0, number - _BACK) : number]:
        said = context.folded[before.start : before.end]
        if (_is_over_law(said) or _OVER_ORDER.search(said)) and _IN_COURT.search(said):
            return True
    return False
