"""Addresses of places, both ways: `/place/us`, `/place/us/va`, `/place/us/va/fairfax-county`.

A slug says what a place is, so that no other place's coming or going changes it: `fairfax-county`, `vienna-town`,
`seeley-lake-cdp`; a county subdivision names its county too (`rock-elm-town-pierce-county`). What still falls
together names its county, then its GEOID; a county keeps the plain slug. Names that mean one place in its state
(`vienna`, `town-of-vienna`, a GEOID, a former county's renamed successor) lead to it by a permanent redirect.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import msgspec

from comity.archive.kept import Kept
from comity.errors import NotFoundError
from comity.places import Gazetteer, Place, load_gazetteer
from comity.places.identifiers import county_slug
from comity.places.naming import slug
from comity.web.addresses import state_path
from comity.web.kept import kept_of_program


@dataclass(frozen=True)
class FoundPlace:
    """What a place's address leads to: the place and its own address, which may be another than was asked for."""

    place: Place
    path: str
    is_moved: bool


class _Made(msgspec.Struct, frozen=True):
    """What is worked out of a state: each place's slug, and the places that are told of on another's page."""

    slugs: dict[str, str]
    same: dict[str, str]


class _StateSlugs:
    """One state's slugs: of each GEOID its own, and of each other name the GEOIDs that it may mean."""

    def __init__(self, gazetteer: Gazetteer, code: str, made: _Made) -> None:
        self.made, self.slugs = made, made.slugs
        self.geoids = {name: geoid for geoid, name in made.slugs.items() if geoid not in made.same}
        self._gazetteer, self._code, self._same = gazetteer, code, made.same

    @cached_property
    def others(self) -> dict[str, tuple[str, ...]]:
        """Return the other names, worked out when one is first asked for: the pages themselves link to none."""
        found: dict[str, set[str]] = defaultdict(set)
        for place in _places(self._gazetteer, self._code):
            standing = self._same.get(place.geoid, place.geoid)
            for name in _other_names(place):
                if name not in self.geoids:
                    found[name].add(standing)
        return {name: tuple(sorted(meant)) for name, meant in found.items()}


class PlaceAddresses:
    """Finds places by address and addresses by place; a state's slugs are made when first asked for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Take the places."""
        self._gazetteer = gazetteer
        self._states: dict[str, _StateSlugs] = {}
        self._kept: dict[str, _Made] = {}

    def read(self, home: Path) -> None:
        """Take the slugs that a data folder keeps of these places."""
        kept = _kept(home).read()
        # The same program may be asked for the places of another gazetteer.
        self._kept = kept.states if kept is not None and kept.manifest == self._gazetteer.manifest else {}

    def write(self, home: Path) -> None:
        """Let a data folder keep the slugs that were made, where some are not kept."""
        made = {code: state.made for code, state in self._states.items()}
        if made.keys() - self._kept.keys():
            self._kept = self._kept | made
            _kept(home).keep(_KeptSlugs(self._gazetteer.manifest, self._kept))

    def make_ready(self) -> None:
        """Make every state's slugs, so that the first who asks does not wait."""
        for code in self._gazetteer.state_codes:
            self._of(code)

    def path(self, place: Place) -> str:
        """Return the address of a place's page; an independent city has one under either of its GEOIDs."""
        if len(place.geoid) == 2:
            return state_path(place.state)
        return f"{state_path(place.state)}/{self._of(place.state).slugs[place.geoid]}"

    def path_of(self, geoid: str) -> str:
        """Return the address of a place by GEOID, or "" where the gazetteer does not know it."""
        place = self._gazetteer.get(geoid) if geoid else None
        return self.path(place) if place else ""

    def find(self, state: str, name: str = "") -> FoundPlace:
        """Return what `/place/us/{state}/{name}` leads to; raise NotFoundError where it leads nowhere.

        A name that may mean several places leads nowhere, and the error names them.
        """
        code = state.upper()
        if code not in self._gazetteer.state_codes:
            return self._elsewhere(state, name)
        if not name:
            return FoundPlace(self._gazetteer.state(code), state_path(code), state != code.lower())
        here = self._of(code)
        geoid = here.geoids.get(name.lower())
        if geoid is not None:
            place = self._gazetteer.place(geoid)
            return FoundPlace(place, self.path(place), (state, name) != (code.lower(), name.lower()))
        meant = here.others.get(name.lower(), ())
        if len(meant) != 1:
            raise self._unknown(code, name, meant)
        place = self._gazetteer.place(meant[0])
        return FoundPlace(place, self.path(place), is_moved=True)

    def _elsewhere(self, text: str, name: str) -> FoundPlace:
        """Return what a GEOID or a state's name in the place of its postal code leads to."""
        place = self._gazetteer.get(text)
        if place is not None and not name:
            place = self._standing(place)
            return FoundPlace(place, self.path(place), is_moved=True)
        code = self._gazetteer.state_code(text.replace("-", " "))
        if not code:
            raise NotFoundError("there is no such state", where=text, cure="use a postal code, as in /place/us/va")
        found = self.find(code.lower(), name)
        return FoundPlace(found.place, found.path, is_moved=True)

    def _unknown(self, code: str, name: str, meant: Iterable[str]) -> NotFoundError:
        places = sorted((self._gazetteer.place(geoid) for geoid in meant), key=lambda one: one.geoid)
        if not places:
            return NotFoundError("there is no such place", where=f"{code}: {name}", cure="search for it by name")
        paths = ", ".join(self.path(place) for place in places[:8])
        return NotFoundError("several places are called so", where=f"{code}: {name}", cure=f"choose one of {paths}")

    def _standing(self, place: Place) -> Place:
        """Return the place itself, or the one that it was merely renamed to, or the county equivalent it is."""
        here = self._of(place.state) if len(place.geoid) > 2 else None
        return self._gazetteer.place(here.geoids[here.slugs[place.geoid]]) if here else place

    def _of(self, code: str) -> _StateSlugs:
        found = self._states.get(code)
        if found is None:
            found = self._states[code] = _StateSlugs(
                self._gazetteer, code, self._kept.get(code) or _make(self._gazetteer, code)
            )
        return found


class _KeptSlugs(msgspec.Struct, frozen=True):
    """States' slugs, and of which gazetteer they are."""

    manifest: dict[str, Any]
    states: dict[str, _Made]


def _kept(home: Path) -> Kept[_KeptSlugs]:
    return kept_of_program(home, "slugs", _KeptSlugs)


def _places(gazetteer: Gazetteer, code: str) -> list[Place]:
    try:
        rows = gazetteer.in_state(code)
    except NotFoundError:  # a territory of which the gazetteer holds no counties
        return []
    return [rows.place(row) for row in range(len(rows.geoids))]


def _make(gazetteer: Gazetteer, code: str) -> _Made:
    """Return a state's slugs; a place that shares a page with another (an independent city) shares its slug."""
    places = _places(gazetteer, code)
    same = _same_page(gazetteer, places)
    own = _own_slugs([place for place in places if place.geoid not in same], gazetteer)
    return _Made(own | {geoid: own[standing] for geoid, standing in same.items()}, same)


def _same_page(gazetteer: Gazetteer, places: Iterable[Place]) -> dict[str, str]:
    """Return the GEOIDs that have no page of their own, with the GEOID whose page tells of them."""
    cities = {place.geoid for place in places if place.kind == "independent_city" and not place.valid_until}
    same = {
        place.geoid: place.county_geoids[0]
        for place in places
        if len(place.geoid) == 7 and place.is_government and place.county_geoids[0] in cities
        and len(place.county_geoids) == 1
    }  # fmt: skip
    known = {place.geoid: place for place in places}
    for change in gazetteer.changes():
        # One ended and one was made of it on the same day: a new name, and no more.
        if len(change.before) == len(change.after) == 1 and change.before[0] in known:
            before, after = known[change.before[0]], known.get(change.after[0])
            if after and before.valid_until == after.valid_from == change.on:
                same[before.geoid] = after.geoid
    return same


def _own_slugs(places: Iterable[Place], gazetteer: Gazetteer) -> dict[str, str]:
    """Return a slug for each place, no two alike."""
    named: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        named[_slug(place, gazetteer)].append(place)
    found: dict[str, str] = {}
    taken = set(named)
    for name, rivals in named.items():
        # A county keeps the plain name; others that share it say more.
        first = [place for place in rivals if len(place.geoid) == 5][:1] or (rivals if len(rivals) == 1 else [])
        rest = [place for place in rivals if place not in first]
        found |= {place.geoid: name for place in first}
        longer = [f"{name}-{_county(place, gazetteer)}" for place in rest]
        for place, more in zip(rest, longer, strict=True):
            is_one = longer.count(more) == 1 and more not in taken and len(place.geoid) == 7
            found[place.geoid] = more if is_one else f"{name}-{place.geoid}"
    return found


def _slug(place: Place, gazetteer: Gazetteer) -> str:
    if len(place.geoid) == 5:
        return county_slug(place)
    own, kind = slug(place.short_name), place.kind.replace("_", "-")
    named = own if own.endswith(f"-{kind}") else f"{own}-{kind}"
    return named if len(place.geoid) == 7 else f"{named}-{_county(place, gazetteer)}"


def _county(place: Place, gazetteer: Gazetteer) -> str:
    county = gazetteer.get(place.county_geoids[0]) if place.county_geoids else None
    return county_slug(county) if county else place.geoid


def _other_names(place: Place) -> set[str]:
    """Return what else a place may be called in an address: its short and its legal name, and its GEOID."""
    names = {place.geoid, slug(place.name)}
    if place.is_government:
        names.add(slug(place.short_name))
    return names - {""}


@cache
def place_addresses() -> PlaceAddresses:
    """Return the addresses of the package's places, made once per process."""
    return PlaceAddresses(load_gazetteer())
