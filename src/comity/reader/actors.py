"""Who acts, who is asked to, who asks, and which agency it is about: the soft fields of an event."""

from __future__ import annotations

from comity.reader.acts import Act
from comity.reader.context import Context
from comity.reader.jurisdictions import Jurisdiction
from comity.reader.parsing import Parse
from comity.reader.records import BodyMention, OfficialMention
from comity.reader.subjects import subject_words

# How far before the verb of a demand its author may stand, in words.
_AUTHOR_REACH = 14
_SHERIFFS = frozenset(("sheriff", "sheriffs", "sheriff's", "deputies", "jail", "jails"))


def actor_of(context: Context, parse: Parse, act: Act, one: Jurisdiction) -> str:
    """Return who acts, with post and name as in the text; the jurisdiction itself where nobody is named."""
    start, end = act.group.target or subject_words(parse, act)
    found = _named(context, *_span(parse, start, end))
    return found or _of_place(_body(context, *_span(parse, start, end)), one)


def author_of(context: Context, parse: Parse, act: Act) -> str | None:
    """Return who presses: the official or organisation before the verb of the demand, else the word for them."""
    left = act.group.first
    start, end = _span(parse, max(0, left - _AUTHOR_REACH), left)
    named = _named(context, start, end)
    if named:
        return named
    organisations = [b.name for b in context.bodies_in(start, end) if b.kind in {"organisation", "outlet"}]
    words = [parse.text(s.after - 1) for s in parse.of("outsider") if s.first < left + 1]
    return organisations[-1] if organisations else (words[-1] if words else None)


def agency_of(context: Context, parse: Parse, one: Jurisdiction) -> str | None:
    """Return the local agency that the sentence names or plainly means, None where it does neither."""
    for body in context.bodies_in(parse.start, parse.end):
        if body.kind == "agency" and body.place >= 0 and context.mentions.places[body.place].geoid == one.geoid:
            return body.name
    if one.type in {"county", "parish"} and any(word.text in _SHERIFFS for word in parse.words):
        return f"{one.name} Sheriff"
    return None


def _of_place(body: str, one: Jurisdiction) -> str:
    """Return a body's name with its place: "County board" of Alder County is the Alder County board."""
    if not body or one.name.split()[0] in body:
        return body or one.name
    first, _, rest = body.partition(" ")
    return (
        f"{one.name} {rest if first in {'County', 'county', 'Parish', 'City', 'city', 'the', 'The'} and rest else body}"
    )


def _span(parse: Parse, first: int, after: int) -> tuple[int, int]:
    if first >= after or first >= len(parse.words):
        return 0, 0
    return parse.words[first].start, parse.words[min(after, len(parse.words)) - 1].end


def _named(context: Context, start: int, end: int) -> str:
    """Return the last official named between two places, with his post."""
    officials: list[OfficialMention] = context.officials_in(start, end)
    return f"{officials[-1].post} {officials[-1].name}".strip() if officials else ""


def _body(context: Context, start: int, end: int) -> str:
    bodies: list[BodyMention] = [b for b in context.bodies_in(start, end) if b.kind in {"agency", "office"}]
    return bodies[0].name if bodies else ""
