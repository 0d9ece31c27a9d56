"""Who speaks of himself: a body that denies, the federal agency that ends its own agreement, and "we"."""

from __future__ import annotations

from comity.reader.acts import Act
from comity.reader.attribution import Speaker
from comity.reader.expressions import Expression
from comity.reader.parsing import Parse
from comity.reader.subjects import subject_words

FEDERAL = Expression("federal-speaker")


def says_so_itself(parse: Parse, speaker: Speaker | None) -> bool:
    """Return whether it is the body itself that denies: through a spokesman, or as "it said"."""
    is_it = any(parse.text(i) == "it" and parse.at(i + 1, "speech") for i in range(len(parse.words)))
    return speaker is None or not speaker.name or is_it


def is_agencys_own(parse: Parse, act: Act, speaker: Speaker | None) -> bool:
    """Return whether the federal agency tells of its own act: "ICE said that it is ending the agreement"."""
    if speaker is None or act.action != "end" or not FEDERAL.search(speaker.name):
        return False
    first, left = subject_words(parse, act)
    return "it" in {parse.text(i) for i in range(first, left)} and not parse.has("body", 0, left)


def is_of_us(parse: Parse, act: Act) -> bool:
    """Return whether "we" or "our" is the subject of an act."""
    first, left = subject_words(parse, act)
    return any(parse.text(i) in {"we", "we've", "we're", "we'll", "our"} for i in range(first, left + 1))
