"""State laws, bills and orders on local cooperation, and the agreements that they end by name."""

from __future__ import annotations

from comity.reader.context import Context
from comity.reader.drafts import Draft, evidence_of
from comity.reader.jurisdictions import Jurisdiction
from comity.reader.parsing import Parse, Span
from comity.reader.timing import date_of

_LOCAL_ACTS = frozenset(
    ("order", "proposal", "measure", "ban", "mandate", "initiative", "amendment", "opinion", "prop")
)
_FEDERAL = frozenset(
    ("congress", "u.s. house", "u.s. senate", "president", "trump", "biden", "obama", "administration")
)
_ADVANCE = {"happened": 3, "rejected": 4, "proposed": 2, "passed": 2}


def find_law_drafts(context: Context, parse: Parse, number: int) -> list[Draft]:
    """Return what a sentence tells of a state's law on local cooperation; none for federal law."""
    laws = [span for span in parse.of("law")]
    if not laws or not (parse.has("law_act") or parse.has("direction")) or _is_federal(parse):
        return []
    if not _is_on_topic(context, parse, number):
        return []
    state = _state(context, parse)
    if state is None:
        return []
    acts = [span for span in parse.of("law_act") if not _is_noun_of_law(span, laws)]
    direction = _direction(context, parse)
    if not direction or not (acts or _is_named(parse, laws)):
        return []
    status, head = _status(parse, acts)
    if not status:
        return []
    head = head or laws[0]
    date = date_of(context, parse, head.first, head.first, status)
    evidence, start = evidence_of(context.page.text, context.sentences[number], parse.words[head.first].start)
    return [
        Draft(
            "legal_mandate", "state_law", direction, state, status, date, None, evidence, start, head.pattern.id, number
        )
    ]


def _is_federal(parse: Parse) -> bool:
    words = {parse.text(i) for i in range(len(parse.words))}
    return bool(words & _FEDERAL) and not (
        parse.has("state_body") and words & {"governor", "gov", "gov.", "legislature"}
    )


def _is_on_topic(context: Context, parse: Parse, number: int) -> bool:
    low, high = max(0, number - 1), min(len(context.sentences), number + 2)
    return any(cue.pattern.role == "topic" for n in range(low, high) for cue in context.cues_in(context.sentences[n]))


def _state(context: Context, parse: Parse) -> Jurisdiction | None:
    """Return the state whose law it is: the one named, or the page's."""
    named = context.ground.states_between(parse.start, parse.end) or [
        n for n in context.ground.states if parse.start <= n.start < parse.end
    ]
    if named:
        return named[0].jurisdiction
    return context.ground.state(context.ground.main_state())


def _is_noun_of_law(span: Span, laws: list[Span]) -> bool:
    return any(law.first <= span.first < law.after for law in laws)


def _is_named(parse: Parse, laws: list[Span]) -> bool:
    """Return whether a law stands by a name or a number rather than as a bare common noun."""
    return any(parse.text(span.first) not in _LOCAL_ACTS for span in laws)


def _direction(context: Context, parse: Parse) -> str:
    """Return which way the law points: by the sentence, else by the page."""
    found = [span.pattern.action for span in parse.of("direction")]
    if "expand" in found and "restrict" in found:
        longest = max(parse.of("direction"), key=lambda s: s.after - s.first)
        return longest.pattern.action
    if found:
        return found[0]
    return context.law_direction


def _status(parse: Parse, acts: list[Span]) -> tuple[str, Span | None]:
    best: tuple[int, str, Span | None] = (0, "", None)
    for span in acts:
        status = span.pattern.status
        if span.form == "noun":
            continue
        rank = _ADVANCE[status]
        if rank > best[0]:
            best = rank, "proposed" if status == "passed" else status, span
    if best[1]:
        return best[1], best[2]
    words = {parse.text(i) for i in range(len(parse.words))}
    return ("proposed" if "would" in words or "bill" in words else "happened"), None
