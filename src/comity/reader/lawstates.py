"""Whose law a sentence tells of: the state that it names, those that it lists, or the page's own."""

from __future__ import annotations

from comity.reader.context import Context
from comity.reader.expressions import Expression
from comity.reader.jurisdictions import Jurisdiction, Named
from comity.reader.parsing import Parse

_MEANT = Expression("law-told-before")
_LIST_START = 25  # characters


def states_of_law(context: Context, parse: Parse, number: int) -> list[Jurisdiction]:
    """Return the state whose law it is, and those that a list names with it: "in Ohio, Iowa and Utah"."""
    one = _state(context, parse, number)
    named = context.ground.states_between(parse.start, parse.end)
    at = next((i for i, n in enumerate(named) if n.jurisdiction == one), None)
    if one is None or at is None:
        return [one] if one is not None else []
    found = [one]
    for before, after in zip(named[at:], named[at + 1 :], strict=False):
        if context.folded[before.end : after.start].strip(" ,") not in {"", "and"}:
            break
        found.append(after.jurisdiction)
    return found if len(found) > 1 and _is_list(context, named[at].start, parse.start) else [one]


def law_maker(context: Context, parse: Parse, state: Jurisdiction) -> str:
    """Return the lawmaker or executive whom the sentence names, else the state."""
    officials = context.officials_in(parse.start, parse.end)
    return f"{officials[0].post} {officials[0].name}".strip() if officials else state.name


def _is_list(context: Context, first: int, start: int) -> bool:
    """Return whether states stand as those where a law is: behind "in" or "by", or first in the sentence."""
    return first - start < _LIST_START or context.folded[max(0, first - 5) : first].endswith((" in ", " by ", " of "))


def _state(context: Context, parse: Parse, number: int) -> Jurisdiction | None:
    """Return the state whose law it is: the one named, here or just before, or the page's."""
    law = next(iter(parse.of("law")), None)
    first, after = _segment(parse, law.first) if law else (0, len(parse.words))
    named = context.ground.states_between(parse.words[first].start, parse.words[after - 1].end)
    if not named and any(parse.text(i) == "states" for i in range(first, after)):
        return None
    named = named or context.ground.states_between(parse.start, parse.words[first].start)[-1:]
    is_meant = not parse.of("law") or _MEANT.match(context.folded, parse.start) is not None
    if not named and is_meant:  # "it", "the law": that of the sentence before
        named = context.ground.states_between(context.sentences[max(0, number - 1)].start, parse.start)[-1:]
    if not named and law is not None and parse.text(law.first - 1) in {"the", "that", "this"}:
        named = _named_before(context, number)
    if not named:
        return context.home_state
    return named[0].jurisdiction


def _named_before(context: Context, number: int) -> list[Named]:
    """Return the one state of the sentence before, where "the law" goes on about its law; none of several."""
    before = context.sentences[max(0, number - 1)]
    if not number or not any(cue.pattern.role in {"law", "direction"} for cue in context.cues_in(before)):
        return []
    named = context.ground.states_between(before.start, before.end)
    return named[:1] if len({one.jurisdiction for one in named}) == 1 else []


def _segment(parse: Parse, at: int) -> tuple[int, int]:
    """Return the first word and the word after the last of what stands between two semicolons."""
    first, after = at, at + 1
    while first > 0 and parse.text(first - 1) != ";":
        first -= 1
    while after < len(parse.words) and parse.text(after) != ";":
        after += 1
    return first, after
