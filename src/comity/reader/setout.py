"""Lists of places that a sentence sets out: behind a colon, or on past the "and" at which a clause may seem to end."""

from __future__ import annotations

from comity.reader.jurisdictions import Ground, Jurisdiction, Named, distinct
from comity.reader.parsing import Parse
from comity.reader.unnamed import GENERIC, bounds

# What a colon's list tells of: "three counties", "the following agencies", "those towns".
_SET_OUT = GENERIC | {"following", "towns", "villages", "townships", "parishes", "sheriff's", "police", "places"}
# From the word that tells of several to the colon: "counties of northern Virginia:".
_TO_COLON = 12
# From the colon to the first of them: ": the sheriffs of Alder, …".
_FROM_COLON = 6
# A verb behind a name makes it the subject of another clause: "with Alder County, and Birch County has refused".
_VERBS = frozenset(
    ("has", "have", "had", "is", "are", "was", "were", "will", "would", "did", "does", "do", "may", "can")
)
_ACTS = ("change", "conduct", "speech", "press", "hint", "turn", "step")


def behind_colon(parse: Parse, ground: Ground, first: int) -> list[Jurisdiction]:
    """Return the places that stand behind a colon in a sentence that told of several from a word on, none otherwise."""
    for index in range(first + 1, len(parse.words) - 1):
        if parse.text(index) == ":":
            return distinct(_set_out(parse, ground, first, index))
    return []


def _set_out(parse: Parse, ground: Ground, first: int, colon: int) -> list[Named]:
    told = {parse.text(i) for i in range(first, colon)}
    near = {parse.text(i) for i in range(max(first, colon - _TO_COLON), colon)}
    if not (_SET_OUT & near or (_SET_OUT & told and {"these", "following", "those"} & told)):
        return []
    before = ground.between(*bounds(parse, first, colon))
    if before and not _SET_OUT & {parse.text(i) for i in range(parse.index_at(before[-1].end - 1) + 1, colon)}:
        return []  # who is meant has been named: what follows the colon is something else
    named = ground.between(*bounds(parse, colon, len(parse.words)))
    if len(named) < 2 or parse.index_at(named[0].start) - colon > _FROM_COLON:
        return []
    listed = ground.list_around(named, 0)
    return [] if len(listed) < 2 or _is_subject(parse, listed[-1]) else [*before, *listed]


def on_past_and(parse: Parse, ground: Ground, first: int, after: int) -> list[Jurisdiction]:
    """Return the list of places that begins among some words, with those of it that stand behind their end."""
    inside = ground.between(*bounds(parse, first, after))
    if not inside:
        return []
    listed = ground.list_around(ground.between(*bounds(parse, first, len(parse.words))), 0)
    while len(listed) > 1 and _is_subject(parse, listed[-1]):
        listed = listed[:-1]
    return distinct(listed)


def _is_subject(parse: Parse, named: Named) -> bool:
    """Return whether a verb stands right behind a name, "County" and an office left out."""
    index = parse.index_at(named.end - 1) + 1
    behind = range(index, min(index + 4, len(parse.words)))
    for at in behind:
        if parse.is_hard(at) or parse.text(at) == ",":
            return False
        if parse.text(at) in _VERBS or parse.at(at, *_ACTS):
            return True
    return False
