"""State laws, bills and orders on local cooperation: what a sentence says of one, and which way it points."""

from __future__ import annotations

from comity.reader.context import Context
from comity.reader.drafts import Draft, evidence_of
from comity.reader.jurisdictions import Jurisdiction
from comity.reader.parsing import Parse, Span
from comity.reader.timing import date_of

# How many words may part a law from the verb that is said of it.
_REACH = 9
_DIRECTION_REACH = 14
# Common nouns that name a law only beside a verb that makes or breaks laws.
_WEAK = frozenset(
    ("order", "proposal", "measure", "ban", "mandate", "initiative", "amendment", "opinion", "prop", "directive")
)
_FEDERAL = frozenset(("congress", "trump", "biden", "obama", "president", "congressional", "laken"))
_STATE_WORDS = frozenset(
    ("governor", "gov", "legislature", "state", "lawmakers", "legislators", "assembly", "statehouse")
)
_ADVANCE = {"rejected": 4, "happened": 3, "passed": 2, "proposed": 1}
_IRREAL = frozenset(("would", "could", "might", "may"))


def find_law_drafts(context: Context, parse: Parse, number: int) -> list[Draft]:
    """Return what a sentence tells of a state's law on local cooperation; none for federal law."""
    laws = [span for span in parse.of("law") if _is_law(parse, span)]
    if not laws or _is_federal(parse):
        return []
    acts = [s for s in parse.of("law_act") if s.form != "noun" and any(_is_near(parse, s, law, _REACH) for law in laws)]
    directions = [s for s in parse.of("direction") if any(_follows(parse, law, s) for law in laws)]
    if not (acts or directions) or not context.is_about(number, 1):
        return []
    direction = _direction(directions) or _direction(list(parse.of("direction"))) or context.law_direction
    state = _state(context, parse)
    status = _status(parse, laws, acts)
    if state is None or not direction or not status:
        return []
    head = max(acts, key=lambda s: _ADVANCE[s.pattern.status]) if acts else laws[0]
    action = head.pattern.action or direction if acts else direction
    date = date_of(context, parse, head.first, head.first, status)
    evidence, start = evidence_of(context.page.text, context.sentences[number], parse.words[head.first].start)
    pattern = head.pattern.id if acts else directions[0].pattern.id
    return [Draft("legal_mandate", "state_law", action, state, status, date, None, evidence, start, pattern, number)]


def _is_law(parse: Parse, span: Span) -> bool:
    """Return whether a cue names a law: not "act as", "in order to", "law enforcement", "federal law"."""
    word, after, before = parse.text(span.first), parse.text(span.after), parse.text(span.first - 1)
    if after in {"enforcement", "firm", "school", "professor", "center", "officers"} or before in {
        "federal",
        "in",
        "immigration",
        "court",
    }:
        return False
    if word == "act":
        return (
            before not in {"to", "not", "will", "would", "can", "they", "officers", "nationality", "and"}
            and after != "as"
        )
    return not (word == "order" and after == "to")


def _is_federal(parse: Parse) -> bool:
    words = {word.text for word in parse.words}
    return bool(words & _FEDERAL) and not words & _STATE_WORDS


def _is_near(parse: Parse, act: Span, law: Span, reach: int) -> bool:
    """Return whether a law is what a verb is said of: close by, with no hard mark between."""
    if law.first <= act.first < law.after:
        return False
    low, high = (act.after, law.first) if act.first < law.first else (law.after, act.first)
    return high - low <= reach and not any(parse.is_hard(i) for i in range(low, high))


def _follows(parse: Parse, law: Span, direction: Span) -> bool:
    """Return whether a verb tells what a law does: after its name, or in its name."""
    if law.first <= direction.first < law.after or abs(direction.first - law.first) <= 3:
        return True
    return 0 <= direction.first - law.after <= _DIRECTION_REACH


def _direction(spans: list[Span]) -> str:
    """Return which way the words point, the longer ones before the shorter."""
    return max(spans, key=lambda s: (s.after - s.first, -s.first)).pattern.action if spans else ""


def _state(context: Context, parse: Parse) -> Jurisdiction | None:
    """Return the state whose law it is: the one named, or the page's."""
    named = context.ground.states_between(parse.start, parse.end)
    if not named:
        return context.ground.state(context.ground.main_state())
    return named[0].jurisdiction


def _status(parse: Parse, laws: list[Span], acts: list[Span]) -> str:
    words = {word.text for word in parse.words}
    is_bill = any(parse.text(law.after - 1) in {"bill", "bills", "proposal", "sb", "hb", "legislation"} for law in laws)
    if acts:
        best = max(acts, key=lambda s: _ADVANCE[s.pattern.status])
        status = best.pattern.status
        if status == "passed":
            is_over = (
                not is_bill
                and not words & {"house", "senate", "committee", "chamber", "assembly"}
                and not words & _IRREAL
            )
            return "happened" if is_over else "proposed"
        if status == "happened" and (
            words & {"expected", "if"} or parse.text(best.first - 1) in {"to", "will", "would"}
        ):
            return "proposed"
        return status
    return "proposed" if is_bill or words & _IRREAL else "happened"
