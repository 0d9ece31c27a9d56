"""Typed questions → places: `Fairfax County, VA`, `Contra Costa`, `Alexandria, Virginia`."""

from __future__ import annotations

from comity.places.gazetteer import Gazetteer, load_gazetteer
from comity.places.matching import LEADING, strip_types
from comity.places.naming import join_key, name_key, split_words
from comity.places.records import Place


def find_places(text: str, state: str = "", gazetteer: Gazetteer | None = None) -> list[Place]:
    """Return every place that a typed question may mean, the most populous first; none where nothing bears the name.

    A state may stand in the text after a comma or at its end, or beside it as `state`. A type word (`County`, `Parish`,
    `City of`) keeps only places of that type. An independent city is returned once, as the county equivalent it is.
    """
    book = gazetteer or load_gazetteer()
    words, code = _split_state(book, text, book.state_code(state) if state else "")
    if not words:
        return [book.state(code)] if code else []
    codes = [code] if code else [c for c in book.state_codes if c in book.packed.columns]
    found = [place for c in codes for place in _in_state(book, c, tuple(words))]
    if not code and (whole := book.state_code(text)):
        found.append(book.state(whole))
    if words[-1] == "county" and any(p.kind == "county" for p in found):
        found = [p for p in found if p.kind != "parish"]
    return sorted(found, key=lambda p: (bool(p.valid_until), not p.is_government, -(p.population or 0), p.geoid))


def _split_state(book: Gazetteer, text: str, code: str) -> tuple[list[str], str]:
    """Return the words of the name and the state's code, which the text may hold at its end."""
    head, comma, tail = text.rpartition(",")
    if comma and book.state_code(tail):
        return split_words(head), book.state_code(tail)
    words = split_words(text)
    if code:
        return ([] if book.state_code(text) == code else words), code
    for size in (3, 2, 1):
        if len(words) > size and (found := book.state_code(" ".join(words[-size:]))) and len(words[-1]) > 2:
            name = words[:-size]
            if _in_state(book, found, tuple(name)):
                return name, found
    if len(words) > 1 and len(words[-1]) == 2 and text.split()[-1].isupper() and (found := book.state_code(words[-1])):
        return words[:-1], found
    return words, ""


def _in_state(book: Gazetteer, code: str, words: tuple[str, ...]) -> list[Place]:
    here = book.in_state(code)
    rows = list(here.rows_by_key.get(join_key(words), ()))
    places = [here.place(row) for row in rows]
    bare, typed = strip_types(words)
    if typed:
        places += [p for p in map(here.place, here.rows_by_key.get(join_key(bare), ())) if _fits(p, words, typed)]
    elif not places and words[-1] not in LEADING:
        places = (
            [here.place(r) for r in range(len(here.geoids)) if name_key(here.place(r).name) == join_key(words)]
            if "area" in words or "region" in words
            else []
        )
    return _without_doubles(list(dict.fromkeys(places)))


def _fits(place: Place, words: tuple[str, ...], typed: str) -> bool:
    if typed == "county":
        return len(place.geoid) == 5 and place.kind != "independent_city"
    if typed == "city":
        return place.kind in {"city", "independent_city", "consolidated"}
    return place.kind == typed


def _without_doubles(places: list[Place]) -> list[Place]:
    """Return the places without a city that is listed as its own county equivalent."""
    own = {p.geoid for p in places if p.kind == "independent_city"}
    return [p for p in places if not (len(p.geoid) == 7 and p.county_geoids[0] in own)]
