"""A state's rule told by the state's name alone, with no word for a law: "Illinois bars its counties from …"."""

from __future__ import annotations

from comity.reader.context import Context
from comity.reader.directions import forbids_limits
from comity.reader.drafts import Draft, evidence_of
from comity.reader.parsing import Parse
from comity.reader.timing import date_of

# What a state's rule binds, and what may stand between the state's name and its verb.
_RULED = frozenset(
    ("its", "counties", "jails", "sheriffs", "local", "localities", "cities", "police", "municipalities", "agencies")
)
_BEFORE_RULES = frozenset(("now", "also", "has", "have", "had", "since", "already", "state", "law", "effectively"))
_MADE = frozenset(("made", "makes", "ordered", "orders"))
_BANNED = frozenset(("banned", "bans", "prohibits", "prohibited", "outlaws", "outlawed"))


def find_state_rules(context: Context, parse: Parse, number: int) -> list[Draft]:
    """Return the rule that a sentence tells of a state by its name alone: "Illinois bars its counties from …"."""
    if not context.is_about(number, 1):
        return []
    for span in parse.of("direction"):
        is_verb = span.form in {"s", "past", "part"} or parse.text(span.first) in _BANNED
        if not is_verb or parse.is_passive(span) or parse.text(span.first) in _MADE:
            continue
        first = span.first
        while first > 0 and (parse.is_adverb(first - 1) or parse.text(first - 1) in _BEFORE_RULES):
            first -= 1
        before = context.ground.states_between(parse.start, parse.words[span.first].start)
        is_subject = (
            bool(before)
            and not context.folded[: before[-1].start].endswith(("of ", "in ", "for ", "across "))
            and before[-1].end + 1 >= parse.words[first].start - 1
            and first > 0
        )
        near = range(span.first + 1, span.first + 7)
        is_ruled = any(parse.text(i) in _RULED or parse.at(i, "instrument") for i in near)
        if not is_subject or not is_ruled:
            continue
        evidence, start = evidence_of(context.page.text, context.sentences[number], parse.words[span.first].start)
        date = date_of(context, parse, span.first, "happened")
        action = forbids_limits(parse, [span]) or span.pattern.action
        state = before[-1].jurisdiction
        return [
            Draft(
                "legal_mandate", "state_law", action, state, "happened", date, None, evidence, start,
                span.pattern.id, number, actor=state.name,
            )
        ]  # fmt: skip
    return []
