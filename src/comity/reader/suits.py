"""Suits about local cooperation: filed, thrown out, decided."""

from __future__ import annotations

from collections.abc import Sequence

from comity.reader.context import Context
from comity.reader.drafts import Draft, evidence_of
from comity.reader.jurisdictions import Named
from comity.reader.parsing import Parse, Span
from comity.reader.subjects import Memory
from comity.reader.timing import date_of

_MEANT = frozenset(("the county", "the sheriff", "the sheriff's", "the city", "the board", "the jail", "'s office"))


def find_suit_drafts(context: Context, parse: Parse, number: int, memory: Memory) -> list[Draft]:
    """Return what a sentence tells of a suit to which a named county or town is a party."""
    head = _head(parse)
    if head is None or not context.is_about(number, 1):
        return []
    named = [n for n in context.ground.between(parse.start, parse.end) if not _is_example(parse, n)]
    if named:
        parties = [n.jurisdiction for n in context.ground.list_around(named, 0)]
    else:
        main = context.ground.main()
        is_meant = any(f"{parse.text(i)} {parse.text(i + 1)}" in _MEANT for i in range(len(parse.words)))
        parties = [main] if is_meant and main is not None and context.ground.is_main(0.6) else []
    instrument = _instrument(context, parse, number)
    if not parties or not instrument:
        return []
    memory.last = parties
    date = date_of(context, parse, head.first, head.pattern.status)
    evidence, start = evidence_of(context.page.text, context.sentences[number], parse.words[head.first].start)
    return [
        Draft(
            "lawsuit",
            instrument,
            head.pattern.action,
            one,
            head.pattern.status,
            date,
            None,
            evidence,
            start,
            head.pattern.id,
            number,
            actor=f"{one.name} ({_side(parse, head, named)})" if head.pattern.action == "sue" else "court",
        )
        for one in parties
    ]


def _is_example(parse: Parse, named: Named) -> bool:
    """Return whether a place is only an instance of a kind: "cities such as …"."""
    at = parse.index_at(named.start)
    return any(f"{parse.text(i)} {parse.text(i + 1)}" == "such as" for i in range(max(0, at - 6), at))


def _side(parse: Parse, head: Span, named: Sequence[Named]) -> str:
    """Return on which side a party stands: before the verb of a filing it sues, behind it is sued."""
    is_before = bool(named) and named[0].start < parse.words[head.first].start
    return "plaintiff" if is_before and head.pattern.id != "suit-lost" else "defendant" if named else "party"


def _head(parse: Parse) -> Span | None:
    """Return the verb of a suit: a filing, or what a court does."""
    spans = [s for s in parse.of("suit") if s.form != "noun"]
    filed = [s for s in spans if s.pattern.id in {"suit-filed", "suit-planned"}]
    if filed:
        return max(filed, key=lambda s: (s.pattern.id == "suit-planned", s.after - s.first))
    if not parse.has("court"):
        return None
    decided = [s for s in spans if _has_court_subject(parse, s)]
    return decided[0] if decided else None


def _has_court_subject(parse: Parse, span: Span) -> bool:
    return parse.has("court", max(0, span.first - 10), span.first) and span.form in {"past", "s"}


def _instrument(context: Context, parse: Parse, number: int) -> str:
    """Return what a suit is about: a state's law where one is named here or just before, else the page's instrument."""
    before = context.cues_in(context.sentences[max(0, number - 1)])
    names = [s for s in parse.of("law") if parse.text(s.first) not in {"order", "opinion"}]
    if names or any(c.pattern.role == "law" and c.pattern.id == "law-name" for c in before):
        return "state_law"
    spoken = [s.pattern.instrument for s in parse.of("instrument") if s.pattern.instrument and not s.pattern.is_generic]
    named = [one for one in spoken if one != "other"]
    return named[0] if named else context.topics.meant(None, parse.start, (parse.start, parse.end))
