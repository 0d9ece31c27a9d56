"""Typed questions → places: `Fairfax County, VA`, `Contra Costa`, `Alexandria, Virginia`, `51059`."""

from __future__ import annotations

from comity.places.gazetteer import Gazetteer, load_gazetteer
from comity.places.naming import join_key, name_key, split_words, strip_types
from comity.places.records import Place

# The police of a consolidated government bears the name that people use for the place.
ALIAS_KINDS = ("municipal_police", "sheriff")
# The longest type in a legal name is `City and Borough of`, or `Census Designated Place`, of three words.
LONGEST_TYPE = 4


def find_places(text: str, state: str = "", gazetteer: Gazetteer | None = None) -> list[Place]:
    """Return every place that a typed question may mean, the most populous first; none where nothing bears the name.

    A state may stand in the text after a comma or at its end, or beside it as `state`. A type word (`County`, `Parish`,
    `City of`) keeps only places of that type. An independent city is returned once, as the county equivalent it is.
    A GEOID is its place, and so is a legal name in full.
    """
    book = gazetteer or load_gazetteer()
    if (known := book.get(text.strip())) is not None:
        return [known]
    words, code = _split_state(book, text, book.state_code(state) if state else "")
    if not words:
        return [book.state(code)] if code else []
    found = _everywhere(book, [code] if code else list(book.packed.columns), tuple(words))
    # `New York, NY` is the city and `Texas, TX` the state; where no state stands beside the name, both are meant.
    whole = book.state_code(" ".join(words))
    if whole and (not code or (whole == code and not found)):
        found.append(book.state(whole))
    for typed, other in (("county", "parish"), ("parish", "county")):
        if typed in {words[0], words[-1]} and any(p.kind == typed for p in found):
            found = [p for p in found if p.kind != other]
    return sorted(found, key=lambda p: (bool(p.valid_until), not p.is_government, -(p.population or 0), p.geoid))


def _everywhere(book: Gazetteer, codes: list[str], words: tuple[str, ...]) -> list[Place]:
    """Return the places that bear the whole name, or else the name without its type word, or their legal name."""
    bare, typed = strip_types(words)
    found = []
    for code in codes:
        exact = _named(book, code, words)
        found += exact + _aliased(book, code, words, exact)
    # `Kansas City` is no city of Kansas; but a county's name stands beside a consolidated government's of that name.
    if typed and (typed == "county" or not any(_is_called(p, words) for p in found)):
        found += [p for code in codes for p in _fitting(book, code, bare, typed)]
    return _without_doubles(found or [p for code in codes for p in _by_legal_name(book, code, words)])


def _is_called(place: Place, words: tuple[str, ...]) -> bool:
    return name_key(place.short_name) == join_key(words)


def _fitting(book: Gazetteer, code: str, bare: tuple[str, ...], typed: str) -> list[Place]:
    """Return the places of a type that bear a name; `City of Athens` is its alias's, `Macon County` is not Macon's."""
    places = _named(book, code, bare)
    if typed != "county":
        places = places + _aliased(book, code, bare, places)
    return [place for place in places if _fits(place, typed)]


def _by_legal_name(book: Gazetteer, code: str, words: tuple[str, ...]) -> list[Place]:
    """Return the places of a state whose name with its type is the words: `Capitol Planning Region`."""
    key = join_key(words)
    most = min(LONGEST_TYPE, len(words) - 1)
    parts = [part for cut in range(1, most + 1) for part in (words[:-cut], words[cut:])]
    return [place for part in parts for place in _named(book, code, part) if name_key(place.name) == key]


def _named(book: Gazetteer, code: str, words: tuple[str, ...]) -> list[Place]:
    """Return the places of a state that bear a name."""
    key = join_key(words)
    here = book.in_state(code)
    rows = here.rows_by_key.get(key, ()) if here.may_hold(key) else ()
    return [here.place(row) for row in rows]


def _aliased(book: Gazetteer, code: str, words: tuple[str, ...], beside: list[Place]) -> list[Place]:
    """Return the place that people call by a name which is not its own, unless a town of that name stands `beside`."""
    key = join_key(words)
    geoid = next((geoid for kind in ALIAS_KINDS if (geoid := book.aliases.get((code, key, kind)))), "")
    is_taken = any(p.is_government and len(p.geoid) > 5 for p in beside)
    return [book.place(geoid)] if geoid and not is_taken else []


def _split_state(book: Gazetteer, text: str, code: str) -> tuple[list[str], str]:
    """Return the words of the name and the state's code, which the text may hold at its end."""
    words, code = _take_state(book, text, code)
    return ([*words[:-1], "county"] if len(words) > 1 and words[-1] == "co" else words), code


def _take_state(book: Gazetteer, text: str, code: str) -> tuple[list[str], str]:
    head, comma, tail = text.rpartition(",")
    if comma and book.state_code(tail):
        return split_words(head), book.state_code(tail)
    words = split_words(text)
    if code:
        return words, code
    for size in (3, 2, 1):
        if len(words) > size and (found := book.state_code(" ".join(words[-size:]))):
            is_code = len(words[-1]) == 2 and size == 1
            if is_code and text.split()[-1].isupper():
                return words[:-size], found
            # In lower case `in`, `or` and `la` are words first: they are states where nothing bears the whole name.
            if is_code and _everywhere(book, list(book.packed.columns), tuple(words)):
                continue
            if _everywhere(book, [found], tuple(words[:-size])):
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
