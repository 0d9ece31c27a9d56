"""What a page says of the state it is about: states named, the outlet, the address, and what is in its title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from comity.reader.mentions.governors import governed_states
from comity.reader.mentions.lexicon import Hit, Lexicon
from comity.reader.mentions.naming import Around
from comity.reader.mentions.surface import DATELINE_END, named_text, plain_text
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


# A postal code stands for its state in brackets, behind a comma or a dot, or where a form says so: `(NC)`, `State: KY`.
# What only a state has, behind a name that is a person's first as well: "the Virginia Senate".
_STATE_BODY = re.compile(
    r"(?:'s)? (?:Senate|House|General Assembly|Assembly|Legislature|Supreme Court|Court of Appeals)\b"
)
_CODE = re.compile(r"(?:\(|[a-z.],? |· |\| |: ?)(?P<code>[A-Z]{2})(?=\)|,| [-–—·|(]|\.?$|\. |\n)", re.MULTILINE)
_BARE_CODE = re.compile(
    r"(?<=[a-z] )(?:AR|AZ|CT|FL|GA|IA|IL|KS|KY|MI|MN|MO|NC|NE|NH|NJ|NM|NV|NY|PA|RI|SC|TN|TX|UT|VT|WI|WV)"
    r"(?= [A-Za-z]|[.,]|$)"
)
# Two capitals that are words or titles more often than states.
_NO_CODES = frozenset(("OK", "IN", "OR", "ME", "HI", "AL", "ID", "PR", "PA", "DE", "LA", "MS", "MD"))
# Two newspapers read everywhere, of whose names the first part says nothing about a page.
_NATIONAL = frozenset(("New York", "Washington"))

# Offices that only one state has: they tell which `Cherokee County` is meant.
_OFFICES_OF = {
    "tax assessor-collector": "TX", "commissioners court": "TX", "commissioner of the revenue": "VA",
    "police jury": "LA", "district attorney general": "TN", "judge-executive": "KY",
    "county jailer": "KY", "prothonotary": "PA", "chancery clerk": "MS",
}  # fmt: skip
_STATE_OFFICE = re.compile(rf"\b(?:{'|'.join(_OFFICES_OF)})\b", re.IGNORECASE)
# Towns of the federal training centers, which officers of every state are sent to.
_SCHOOL_TOWN = re.compile(r"\b(?:Charleston|Glynco|Artesia|Brunswick),? $")
_TRAINING = re.compile(r"\btrain(?:ing|ed)?\b|\bacademy\b|\bcourse\b|\bclass(?:es)?\b|\bFLETC\b|\bTraining Center\b")
_SCHOOL_REACH = 200


def read_evidence(page: Page, around: Around, hits: list[Hit]) -> PageEvidence:
    """Return what the page says of states, in its text and outside it."""
    lexicon = around.lexicon
    named = [found for hit in hits if (found := _state_named(around, hit)) and not is_of_school(around, hit.start)]
    counts = Counter(state.code for state in named if not _is_washington(around, state))
    counts.update(_codes(around.text, lexicon))
    counts.update(code for hit in hits if (code := _state_inside(lexicon, hit.name)))
    origin = Counter(_states_of_address(lexicon, page.url))
    for line in (page.title, page.outlet):
        plain = named_text(plain_text(line))
        origin.update(lexicon.states[hit.name] for hit in lexicon.find(plain) if hit.name in lexicon.states)
        origin.update(_codes(plain, lexicon))
        origin.update(state for hit in lexicon.find(plain) for state in _paper(around.lexicon, plain, hit))
    origin.update(_OFFICES_OF[match.group().lower()] for match in _STATE_OFFICE.finditer(around.text))
    origin.update(state for hit in hits if around.outlet_end(hit.end) for state in _city_states(lexicon, hit.name))
    origin.update(state for hit in hits if is_dateline(page.text, hit) for state in _city_states(lexicon, hit.name))
    origin.update(governed_states(page.text, page.published))
    return PageEvidence(tuple(named), counts, origin)


def is_of_school(around: Around, start: int) -> bool:
    """Return whether a name tells where the agency trains officers of all states: "to Charleston, South Carolina"."""
    if not _SCHOOL_TOWN.search(around.text, max(0, start - 14), start):
        return False
    return bool(_TRAINING.search(around.text, max(0, start - _SCHOOL_REACH), start + _SCHOOL_REACH))


def is_dateline(text: str, hit: Hit) -> bool:
    """Return whether a town in capitals opens a line before a dash: where a report was written."""
    if hit.start and text[hit.start - 1] != "\n":
        return False
    return text[hit.start : hit.end].isupper() and bool(DATELINE_END.match(text, hit.end))


def _state_inside(lexicon: Lexicon, name: str) -> str:
    """Return the state that a city is named after and lies in: `Oklahoma City`."""
    code = lexicon.states.get(name.removesuffix(" City"), "") if name.endswith(" City") else ""
    return code if code and any(row.state == code for row in lexicon.rows.get(name, ())) else ""


def _paper(lexicon: Lexicon, line: str, hit: Hit) -> tuple[str, ...]:
    return _city_states(lexicon, hit.name) if Around(line, lexicon).outlet_end(hit.end) else ()


def _codes(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the states whose postal codes stand where only a state's does."""
    for match in _CODE.finditer(text):
        code = match["code"]
        is_sure = match.group()[0] in "(·|:" or code not in _NO_CODES
        if code in lexicon.book.packed.columns and is_sure:
            yield code
    yield from _BARE_CODE.findall(text)


def _state_named(around: Around, hit: Hit) -> StateNamed | None:
    """Return a state that a name is, unless it is a county's name, a person's or a national newspaper's."""
    code = around.lexicon.states.get(hit.name)
    if not code or around.type_of(hit):
        return None
    is_paper = hit.name in _NATIONAL and around.outlet_end(hit.end)
    is_first_name = hit.name in {"Washington", "Virginia", "Georgia"} and around.is_person(hit)
    is_first_name = is_first_name and not _STATE_BODY.match(around.text, hit.end)
    return None if is_paper or is_first_name else StateNamed(hit, code)


def _is_washington(around: Around, state: StateNamed) -> bool:
    """Return whether Washington is named with nothing that says it is the state: most often the capital is meant."""
    if state.hit.name != "Washington":
        return False
    before, after = around.before(state.hit.start, 16), around.text[state.hit.end : state.hit.end + 8]
    is_state = after.startswith(" state") or _STATE_BODY.match(around.text, state.hit.end)
    return not (is_state or before.endswith(("state of ", ", ")))


def _city_states(lexicon: Lexicon, name: str) -> tuple[str, ...]:
    """Return the states of a newspaper's city."""
    return () if name in _NATIONAL else _joined_cities(lexicon).get(_join(name), ())


def _join(name: str) -> str:
    return name.lower().replace(" ", "").replace(".", "").replace("'", "")


_SPLIT = re.compile(r"[^a-z]+")


def _states_of_address(lexicon: Lexicon, url: str) -> Counter[str]:
    """Return the states that an address speaks of: by name in its host or path, or by a newspaper's city."""
    parts = urlsplit(url if "//" in url else f"//{url}")
    host = (parts.hostname or "").lower().removeprefix("www.").removeprefix("m.")
    found: Counter[str] = Counter()
    joined, cities = _joined_states(lexicon), _joined_cities(lexicon)
    path = unquote(parts.path).lower()
    spaced = " ".join(word for word in _SPLIT.split(path) if word)
    flat = host.replace("-", "").replace(".", "")
    for name, code in joined.items():
        plain = name.replace(" ", "")
        if plain in flat and not _is_inside(plain, flat) and name not in _NOT_IN_HOSTS:
            found[code] += 2
        if f" {name} " in f" {spaced} " and name != "washington":
            found[code] += 2
    labels = host.split(".")
    if len(labels) > 2 and labels[-1] == "us" and (code := lexicon.book.state_code(labels[-2])):
        found[code] += 3
    for label in labels[:-1]:
        found.update(_states_of_label(label.replace("-", ""), cities, lexicon))
    return found


# `washingtonpost`, `newyorktimes` and the like are read everywhere.
_NOT_IN_HOSTS = frozenset(("washington", "new york"))


def _states_of_label(label: str, cities: dict[str, tuple[str, ...]], lexicon: Lexicon) -> tuple[str, ...]:
    """Return the states of the city with which a host's name begins; a short one only before a paper's word."""
    papers = _paper_words(lexicon)
    for size in range(len(label), 3, -1):
        if (
            label[:size] in cities
            and label[:size] not in {"washington", "newyork"}
            and (size > 5 or label[size:] in papers)
        ):
            return cities[label[:size]]
    return ()


@lru_cache(maxsize=4)
def _paper_words(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(word.lower().replace(" ", "").replace("-", "") for word in lexicon.words.outlets) | {
        "co",
        "county",
    }


def _is_inside(name: str, host: str) -> bool:
    """Return whether a state's name is only a part of another's in a host."""
    return (name == "kansas" and "arkansas" in host) or (name == "virginia" and "westvirginia" in host)


@lru_cache(maxsize=4)
def _joined_states(lexicon: Lexicon) -> dict[str, str]:
    return {lexicon.book.state_name(code).lower(): code for code in lexicon.book.packed.columns if code != "DC"}


@lru_cache(maxsize=4)
def _joined_cities(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Return the states of the cities of each name run together; where one is far the largest, its state alone."""
    found: dict[str, tuple[str, ...]] = {}
    for name, rows in lexicon.rows.items():
        towns = [row for row in rows if len(lexicon.geoid(row)) == 7]
        sized = sorted(((lexicon.population(row), row.state) for row in towns), reverse=True)
        if not sized or sized[0][0] < CITY_PEOPLE:
            continue
        big = [state for people, state in sized if people * 4 > sized[0][0]]
        found[_join(name)] = tuple(dict.fromkeys(big))
    return found
