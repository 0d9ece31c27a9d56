"""What a page says of the state it is about: states named, the outlet, the address, and what is in its title."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from comity.reader.mentions.lexicon import Hit, Lexicon
from comity.reader.mentions.naming import Around
from comity.reader.mentions.surface import named_text, plain_text
from comity.reader.records import Page

# A newspaper's city in its address: only cities that have newspapers of their own, so that few words are taken for one.
CITY_PEOPLE = 20_000


class StateNamed(NamedTuple):
    """A state named in the text."""

    hit: Hit
    code: str


class PageEvidence(NamedTuple):
    """The states that a page names, and those that its title, outlet and address speak of, with their weight."""

    named: tuple[StateNamed, ...]
    counts: Counter[str]
    origin: Counter[str]


def read_evidence(page: Page, around: Around, hits: list[Hit]) -> PageEvidence:
    """Return what the page says of states, in its text and outside it."""
    lexicon = around.lexicon
    named = [found for hit in hits if (found := _state_named(around, hit))]
    counts = Counter(state.code for state in named if not _is_washington(around, state))
    origin: Counter[str] = Counter()
    title = named_text(plain_text(page.title))
    origin.update(lexicon.states[h.name] for h in lexicon.find(title) if h.name in lexicon.states)
    origin.update(_states_of_address(lexicon, page.url))
    outlet = named_text(plain_text(page.outlet))
    origin.update(lexicon.states[h.name] for h in lexicon.find(outlet) if h.name in lexicon.states)
    return PageEvidence(tuple(named), counts, origin)


def _state_named(around: Around, hit: Hit) -> StateNamed | None:
    """Return a state that a name is, unless it is a county's name, a person's or a newspaper's."""
    code = around.lexicon.states.get(hit.name)
    if not code or around._type(hit)[0] == "county":
        return None
    is_paper = around.outlet_end(hit.end) and hit.name in {"New York", "Washington"}
    if is_paper or (
        hit.name in {"Washington", "Virginia", "Georgia"} and around.is_person(hit) and _is_alone(around, hit)
    ):
        return None
    return StateNamed(hit, code)


def _is_alone(around: Around, hit: Hit) -> bool:
    before = around.before(hit.start, 3)
    return not before.endswith(", ")


def _is_washington(around: Around, state: StateNamed) -> bool:
    """Return whether Washington is named with nothing that says it is the state: most often the capital is meant."""
    if state.hit.name != "Washington":
        return False
    before, after = around.before(state.hit.start, 16), around.text[state.hit.end : state.hit.end + 8]
    return not (after.startswith(" state") or before.endswith(("state of ", ", ")))


_SPLIT = re.compile(r"[^a-z]+")


def _states_of_address(lexicon: Lexicon, url: str) -> Counter[str]:
    """Return the states that an address speaks of: by name in its host or path, or by a newspaper's city."""
    parts = urlsplit(url if "//" in url else f"//{url}")
    host = (parts.hostname or "").lower().removeprefix("www.").removeprefix("m.")
    found: Counter[str] = Counter()
    joined, cities = _joined_states(lexicon), _joined_cities(lexicon)
    path = unquote(parts.path).lower()
    spaced = " ".join(word for word in _SPLIT.split(path) if word)
    for name, code in joined.items():
        if name.replace(" ", "") in host.replace("-", "").replace(".", "") and not _is_inside(name, host):
            found[code] += 2
        if f" {name} " in f" {spaced} " and name != "washington":
            found[code] += 2
    labels = host.split(".")
    if len(labels) > 2 and labels[-1] == "us" and (code := lexicon.book.state_code(labels[-2])):
        found[code] += 3
    for label in labels[:-1]:
        plain = label.replace("-", "")
        for size in range(len(plain), 4, -1):
            if plain[:size] in cities:
                found.update(dict.fromkeys(cities[plain[:size]], 1))
                break
    return found


def _is_inside(name: str, host: str) -> bool:
    return (name == "kansas" and "arkansas" in host) or (name == "virginia" and "westvirginia" in host)


@lru_cache(maxsize=4)
def _joined_states(lexicon: Lexicon) -> dict[str, str]:
    return {lexicon.book.state_name(code).lower(): code for code in lexicon.book.packed.columns if code != "DC"}


@lru_cache(maxsize=4)
def _joined_cities(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Return the states of the cities of each name run together; where one is far the largest, its state alone."""
    found: dict[str, tuple[str, ...]] = {}
    for name, rows in lexicon.rows.items():
        sized = sorted(((lexicon.population(row), row.state) for row in rows), reverse=True)
        if sized[0][0] < CITY_PEOPLE:
            continue
        big = [state for people, state in sized if people * 4 > sized[0][0]]
        found[name.lower().replace(" ", "").replace(".", "").replace("'", "")] = tuple(dict.fromkeys(big))
    return found
