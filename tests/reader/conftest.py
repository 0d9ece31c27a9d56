"""A reader of made-up pages: invented counties stand beside the real gazetteer's names."""

import re
from collections.abc import Callable

import msgspec
import pytest

from comity.places import load_gazetteer
from comity.reader.context import Context
from comity.reader.events import find_events
from comity.reader.mentions import find_mentions
from comity.reader.patterns import own_patterns
from comity.reader.records import Event, Mentions, Page, PlaceMention
from comity.reader.sentences import split_sentences

# Invented counties and a town, each with a state and a GEOID that no place has.
INVENTED = {
    "Alder": ("county", "FL", "12901"),
    "Birch": ("county", "FL", "12903"),
    "Rowan": ("county", "FL", "12905"),
    "Elder": ("county", "MI", "26901"),
    "Maple": ("county", "IL", "17901"),
    "Alder City": ("municipality", "OR", "4199901"),
}
_NAMED = re.compile(r"\b(Alder City|Alder|Birch|Rowan|Elder|Maple)(?: County)?\b")

ReadMadeUp = Callable[..., tuple[Event, ...]]


@pytest.fixture(scope="session")
def read_made_up() -> ReadMadeUp:
    """Return a function that reads the events of a made-up text."""
    return _read


def _read(text: str, published: str = "2025-06-10", title: str = "", is_plain: bool = False) -> tuple[Event, ...]:
    page = Page("made-up", text, title=title, published=published)
    sentences = split_sentences(text)
    mentions = _with_invented(text, find_mentions(page, sentences))
    context = Context(page, sentences, mentions, Mentions(), own_patterns(), load_gazetteer(), is_plain)
    return find_events(context)


def _with_invented(text: str, mentions: Mentions) -> Mentions:
    """Return the mentions with the invented places in the stead of whatever the gazetteer saw there."""
    invented = [_place(found) for found in _NAMED.finditer(text)]
    spans = [(place.start, place.end) for place in invented]
    real = [p for p in mentions.places if not any(s < p.end and p.start < e for s, e in spans)]
    return Mentions(
        places=tuple(sorted([*real, *invented], key=lambda place: place.start)),
        dates=mentions.dates,
        bodies=tuple(msgspec.structs.replace(body, place=-1) for body in mentions.bodies),
        officials=tuple(msgspec.structs.replace(official, place=-1) for official in mentions.officials),
    )


def _place(found: re.Match[str]) -> PlaceMention:
    kind, state, geoid = INVENTED[found[1]]
    name = f"{found[1]} County" if kind == "county" else found[1]
    county = geoid if kind == "county" else ""
    return PlaceMention(found.start(), found.end(), name, kind, state, geoid, county, True)
