"""Asking the indexes and ranking what they give."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from comity.errors import UsageError
from comity.places import Gazetteer, Place, load_gazetteer
from comity.register.question import Row, select
from comity.web.addresses import agency_path, contest_path, elections_path
from comity.web.search.asking import Reading, readings, searched_words
from comity.web.search.index import EXACT, Index, Name
from comity.web.served import Served

Kind = Literal["place", "agency", "office"]
KINDS: tuple[Kind, ...] = ("place", "agency", "office")
LONGEST_TEXT = 120
# What the text is the whole name of comes before what merely begins so.
_WHOLE_NAME, _BEGINS_SO = 70, 15
# That every word stands in the name, and that its state was named.
_WORDS, _IN_STATE = 10, 22


class Found(msgspec.Struct, frozen=True):
    """One thing that a search found: what it is, its id, name and state, what kind of it, and its page."""

    found: Kind
    id: str
    name: str
    state: str
    kind: str
    page: str


def make_ready(served: Served) -> None:
    """Make the indexes of a release, so that its first search is as fast as the others."""
    _place_index()
    served.addresses.make_ready()
    for kind in ("agency", "office"):
        served.keep(f"search.{kind}", _MAKE[kind])


def find(served: Served, text: str, *, limit: int = 10, kind: Kind | None = None) -> list[Found]:
    """Return what a typed text may mean, the likeliest first; raise UsageError where it is too long.

    The last word may be unfinished, and a longer word may have a slip; a state may stand behind the name.
    """
    if len(text) > LONGEST_TEXT:
        raise UsageError(f"is longer than {LONGEST_TEXT} characters", where="q", cure="type less")
    asked = list(readings(served.gazetteer, text))
    kinds = KINDS if kind is None else (kind,)
    scored: list[tuple[int, int, Kind, Name]] = []
    for slips in (False, True):
        # Only what is found in no spelling is taken for a slip.
        for order, one in enumerate(kinds):
            scores = _scored(_index(served, one), asked, slips=slips)
            scored += [(-score, order, one, name) for score, name in scores]
        if scored:
            break
    scored.sort(key=lambda each: (each[0], each[1], -each[3].weight, each[3].identifier))
    return [_show(served, one, name) for _, _, one, name in scored[:limit]]


def _index(served: Served, kind: Kind) -> Index:
    return _place_index() if kind == "place" else served.keep(f"search.{kind}", _MAKE[kind])


def _scored(index: Index, asked: Sequence[Reading], *, slips: bool) -> list[tuple[int, Name]]:
    """Return the names that any reading fits, each with its best score."""
    best: dict[int, int] = {}
    for reading in asked:
        key = "".join(reading.words)
        fits = dict.fromkeys(index.named(key), 0) | index.bearing(reading.words, slips=slips)
        for number, fit in fits.items():
            name = index.names[number]
            if not reading.states or name.state in reading.states:
                best[number] = max(best.get(number, 0), _score(name, reading, key, fit))
    return [(score, index.names[number]) for number, score in best.items()]


def _score(name: Name, reading: Reading, key: str, fit: int) -> int:
    """Return how well a reading fits a name: as a whole, by its words, by its state, and by the name's weight."""
    score = name.weight + _WORDS * fit // (EXACT * len(reading.words))
    if key in name.keys:
        score += _WHOLE_NAME
    elif any(one.startswith(key) for one in name.keys):
        score += _BEGINS_SO
    return score + (_IN_STATE if reading.states else 0)


@lru_cache(maxsize=1)
def _place_index() -> Index:
    gazetteer = load_gazetteer()
    return Index(_place_name(place) for place in gazetteer.all_places() if not _is_twin(gazetteer, place))


def _is_twin(gazetteer: Gazetteer, place: Place) -> bool:
    """Return whether a place is found as the county equivalent that it is, or ended long ago."""
    if len(place.geoid) != 7 or not place.county_geoids:
        return False
    county = gazetteer.get(place.county_geoids[0])
    return county is not None and county.kind == "independent_city" and county.short_name == place.short_name


# What people mean by a name, all else alike: the state, the county, the town, then what has no government.
_LEVELS = {2: 42, 5: 26, 7: 16, 10: 8}


def _place_name(place: Place) -> Name:
    kind = "" if place.is_government else "cdp"
    name = place.name if place.is_government else place.short_name
    words = searched_words(f"{name} {place.short_name} {kind}")
    level = _LEVELS.get(len(place.geoid), 0) if place.is_government else 4
    people = int(2 * math.log2(1 + (place.population or 0) / 500)) if place.population else 0
    weight = max(level + people - (20 if place.valid_until else 0), 1)
    return Name(
        place.geoid, place.state, words, _keys(name, place.short_name, f"{place.short_name} {place.kind}"), weight
    )


def _agency_index(served: Served) -> Index:
    rows = select(served.connection, "SELECT agency_id, agency, state, listed_count FROM agency")
    return Index(_agency_name(row) for row in rows)


def _agency_name(row: Row) -> Name:
    weight = 18 + min(3 * row["listed_count"], 9)
    return Name(row["agency_id"], row["state"], searched_words(row["agency"]), _keys(row["agency"]), weight)


def _keys(*names: str) -> tuple[str, ...]:
    return tuple(sorted({"".join(searched_words(name)) for name in names} - {""}))


def _office_index(served: Served) -> Index:
    query = "SELECT office_id, office, local_title, state, unit, coalesce(population, 0) AS population FROM office"
    return Index(_office_name(row) for row in select(served.connection, query))


def _office_name(row: Row) -> Name:
    title, unit = row["local_title"], row["unit"]
    words = searched_words(f"{title} {row['office']} {unit}")
    people = int(math.log2(1 + row["population"] / 500))
    return Name(row["office_id"], row["state"], words, _keys(f"{title} {unit}", f"{unit} {title}"), 8 + people)


_MAKE = {"agency": _agency_index, "office": _office_index}


def _show(served: Served, kind: Kind, name: Name) -> Found:
    return _SHOW[kind](served, name.identifier)


def _show_place(served: Served, geoid: str) -> Found:
    place = served.gazetteer.place(geoid)
    return Found("place", geoid, place.label, place.state, place.kind, served.addresses.path(place))


def _show_agency(served: Served, agency_id: str) -> Found:
    row = _row(served, "SELECT agency, state, kind FROM agency WHERE agency_id = ?", agency_id)
    return Found("agency", agency_id, f"{row['agency']}, {row['state']}", row["state"], row["kind"],
                 agency_path(agency_id))  # fmt: skip


def _show_office(served: Served, office_id: str) -> Found:
    row = _row(served, "SELECT * FROM office WHERE office_id = ?", office_id)
    contest = row["next_contest_id"]
    page = contest_path(contest) if contest else elections_path(int(served.as_of[:4] or 0))
    name = f"{row['local_title']} of {row['unit']}, {row['state']}"
    return Found("office", office_id, name, row["state"], row["office"], page)


_SHOW = {"place": _show_place, "agency": _show_agency, "office": _show_office}


def _row(served: Served, query: str, wanted: str) -> Row:
    return select(served.connection, query, (wanted,))[0]
