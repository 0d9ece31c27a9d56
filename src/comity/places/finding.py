"""Typed questions → places: `Fairfax County, VA`, `Contra Costa`, `Alexandria, Virginia`, `51059`."""

from __future__ import annotations

from comity.places.gazetteer import Gazetteer, load_gazetteer
from comity.places.naming import join_key, split_words, strip_types
from comity.places.records import Place

# The police of a consolidated government bears the name that people use for the place.
ALIAS_KINDS = ("municipal_police", "sheriff")


def find_places(text: str, state: str = "", gazetteer: Gazetteer | None = None) -> list[Place]:
    """Return every place that a typed question may mean, the most populous first; none where nothing bears the name.

    A state may stand in the text after a comma or at its end, or beside it as `state`. A type word (`County`, `Parish`,
    `City of`) keeps only places of that type. An independent city is returned once, as the county equivalent it is.
    A GEOID is its place.
    """
    book = gazetteer or load_gazetteer()
    if (known := book.get(text.strip())) is not None:
        return [known]
    words, code = _split_state(book, text, book.state_code(state) if state else "")
    if not words:
        return [book.state(code)] if code else []
    found = _everywhere(book, [code] if code else list(book.packed.columns), tuple(words))
    if not code and (whole := book.state_code(text)):
        found.append(book.state(whole))
    if words[-1] == "county" and any(p.kind == "county" for p in found):
        found = [p for p in found if p.kind != "parish"]
    return sorted(found, key=lambda p: (bool(p.valid_until), not p.is_government, -(p.population or 0), p.geoid))


def _everywhere(book: Gazetteer, codes: list[str], words: tuple[str, ...]) -> list[Place]:
    """Return the places that bear the whole name; where none does, those that bear it without its type word."""
    exact = [place for code in codes for place in _named(book, code, words)]
    bare, typed = strip_types(words)
    if not typed:
        return _without_doubles(exact)
    fitting = [p for code in codes for p in _named(book, code, bare) if _fits(p, typed)]
    return _without_doubles(exact or fitting)


def _named(book: Gazetteer, code: str, words: tuple[str, ...]) -> list[Place]:
    """Return the places of a state that bear a name, its aliases included."""
    key = join_key(words)
    here = book.in_state(code)
    rows = here.rows_by_key.get(key, ()) if here.may_hold(key) else ()
    alias = next((geoid for kind in ALIAS_KINDS if (geoid := book.aliases.get((code, key, kind)))), "")
    places = [here.place(row) for row in rows]
    if alias and not any(p.is_government for p in places):
        places.append(book.place(alias))
    return places


def _split_state(book: Gazetteer, text: str, code: str) -> tuple[list[str], str]:
    """Return the words of the name and the state's code, which the text may hold at its end."""
    head, comma, tail = text.rpartition(",")
    if comma and book.state_code(tail):
        return split_words(head), book.state_code(tail)
    words = split_words(text)
    if code:
        return ([] if book.state_code(text) == code else words), code
    for size in (3, 2, 1):
        if len(words) > size and (found := book.state_code(" ".join(words[-size:]))):
            is_code = len(words[-1]) == 2 and size == 1
            if is_code and not text.split()[-1].isupper():
                continue
            if is_code or _everywhere(book, [found], tuple(words[:-size])):
                return words[:-size], found
    return words, ""


def _fits(place: Place, typed: str) -> bool:
    if typed == "county":
        return len(place.geoid) == 5 and place.kind != "independent_city"
    if typed == "city":
        return place.kind in {"city", "independent_city", "consolidated"}
    return place.kind == typed


def _without_doubles(places: list[Place]) -> list[Place]:
    """Return each place once, and a city that is listed as its own county equivalent only as that."""
    places = list(dict.fromkeys(places))
    own = {p.geoid for p in places if p.kind == "independent_city"}
    return [p for p in places if not (len(p.geoid) == 7 and p.county_geoids[0] in own)]
