"""Agencies' ids and names: stable, readable, one for one body."""

from __future__ import annotations

from comity.places.gazetteer import StatePlaces
from comity.places.naming import slug
from comity.places.records import Place

NAMES = {
    "sheriff": "Sheriff's Office",
    "jail": "Jail",
    "police": "Police Department",
    "constable": "Constable",
    "marshal": "Marshal",
    "district-attorney": "District Attorney",
    "state-attorney": "State's Attorney",
    "commonwealth-attorney": "Commonwealth's Attorney",
    "prosecuting-attorney": "Prosecuting Attorney",
    "county-attorney": "County Attorney",
    "task-force": "Task Force",
    "fire-marshal": "Fire Marshal",
}


class Naming:
    """Writes slugs of one state's places so that no two governments share one."""

    def __init__(self, here: StatePlaces) -> None:
        """Keep the state's rows."""
        self._here = here
        self._slugs: dict[int, str] = {}

    def place_slug(self, row: int) -> str:
        """Return the part of an id that names a place."""
        found = self._slugs.get(row)
        if found is None:
            found = self._slugs[row] = self._make(row)
        return found

    def _make(self, row: int) -> str:
        place = self._here.place(row)
        if len(place.geoid) == 5:
            return county_slug(place)
        own = slug(place.short_name)
        rivals = [self._here.place(r) for r in self._here.rows_by_key[self._here.keys[row]] if r != row]
        rivals = [p for p in rivals if len(p.geoid) > 5]
        if len(place.geoid) == 7 and place.is_government:
            same = [p for p in rivals if len(p.geoid) == 7 and p.is_government]
            return own if not same else self._with_county(f"{own}-{place.kind}", place, same)
        if not place.is_government:
            return f"{own}-cdp" if rivals else own
        # A township says so; a New England town is its state's plain municipality and does not, unless it has a rival.
        governments = [p for p in rivals if p.is_government]
        named = f"{own}-{place.kind}" if place.kind == "township" or governments else own
        same = [p for p in governments if len(p.geoid) == 10 and p.kind == place.kind]
        return self._with_county(named, place, same, is_town=True)

    def _with_county(self, own: str, place: Place, same: list[Place], is_town: bool = False) -> str:
        if not [p for p in same if p.kind == place.kind]:
            return own
        county = self._here.place(self._here.row_of[place.county_geoids[0]])
        twins = [p for p in same if p.kind == place.kind and p.county_geoids[0] == county.geoid]
        return f"{own}-{county_slug(county)}" + (f"-{place.geoid}" if twins else "")


def agency_id(state: str, place: str, word: str) -> str:
    """Return an agency's id: `us-va-fairfax-county-sheriff`; a county attorney says county once."""
    tail = word.removeprefix("county-") if place.endswith("-county") else word
    return f"us-{state.lower()}-{place}-{tail}"


def county_slug(county: Place) -> str:
    """Return a county as the part of an id: `fairfax-county`, `orleans-parish`, `alexandria-city`."""
    if county.kind == "independent_city":
        own = slug(county.short_name)
        return own if own.endswith("-city") else f"{own}-city"
    return slug(county.name)


def agency_name(place: Place, word: str, unit: str = "", number: int = 0) -> str:
    """Return an agency's name in one spelling: `Fairfax County Sheriff's Office`."""
    own = place.name if len(place.geoid) == 5 else place.short_name
    if place.kind == "township":
        own = f"{place.short_name} Township"
    if place.kind == "independent_city" and word == "police":
        own = place.short_name
    if own.endswith(" County"):
        word = word.removeprefix("county-")
    name = f"{own} {NAMES.get(word, word.replace('-', ' ').title())}"
    return f"{name}, {unit.capitalize()} {number}" if number else name
