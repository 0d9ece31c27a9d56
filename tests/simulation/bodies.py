"""Real bodies of the gazetteer with the ways their names are printed, look-alikes side by side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein

from comity.places import Place, Resolver, load_gazetteer

STATES = ("AL", "FL", "GA", "KS", "LA", "MN", "NC", "PA", "TN", "TX", "VA", "WY")
STATE_BODIES = (
    ("FL", "Florida Highway Patrol"),
    ("KS", "Kansas Bureau of Investigation"),
    ("VA", "Virginia State Police"),
    ("TX", "Texas Department of Public Safety"),
    ("GA", "Georgia Department of Public Safety"),
    ("TN", "Tennessee Highway Patrol"),
)
# Towns smaller than this make the choice slow without making it harder.
TOWN_POPULATION = 4_000


@dataclass(frozen=True)
class Body:
    """An agency: what it is printed as (the first name is the usual one), and what the printed cells beside say."""

    agency_id: str
    state: str
    code: str
    names: tuple[str, ...]
    type: str
    county: str
    kind: str

    @property
    def name(self) -> str:
        """Return the usual name."""
        return self.names[0]


@cache
def resolver() -> Resolver:
    """Return the resolver, loaded once."""
    return Resolver(load_gazetteer())


@cache
def all_bodies() -> dict[str, tuple[Body, ...]]:
    """Return bodies by kind (sheriff, police, jail, constable, state), in a fixed order."""
    found: defaultdict[str, list[Body]] = defaultdict(list)
    places = sorted(
        (place for place in load_gazetteer().all_places() if place.state in STATES and not place.valid_until),
        key=lambda place: place.geoid,
    )
    for place in places:
        if len(place.geoid) == 5:
            _add(found, "sheriff", place, _sheriff_names(place), "County", place.name)
            if place.state in {"FL", "GA", "KS", "PA"}:
                _add(found, "jail", place, (f"{place.name} Department of Corrections",), "County", place.name)
            if place.state == "TX" and (place.population or 0) > 100_000:
                for precinct in (1, 2, 3, 4):
                    _add(
                        found,
                        "constable",
                        place,
                        (f"{place.name} Constable Precinct {precinct}",),
                        "County",
                        place.name,
                    )
        elif len(place.geoid) == 7 and place.is_government and (place.population or 0) >= TOWN_POPULATION:
            _add(found, "police", place, _police_names(place), "Municipality", _county_name(place))
    for code, name in STATE_BODIES:
        _add(found, "state", load_gazetteer().state(code), (name,), "State Agency", "")
    return {kind: tuple(bodies) for kind, bodies in found.items()}


def _add(found: dict[str, list[Body]], kind: str, place: Place, names: tuple[str, ...], type: str, county: str) -> None:
    state = load_gazetteer().state_name(place.state).upper()
    answer = resolver().resolve(state, names[0], type, county)
    if answer.agency_id:
        found[kind].append(Body(answer.agency_id, state, place.state, names, type, county, kind))


def _county_name(place: Place) -> str:
    return load_gazetteer().place(place.county_geoids[0]).name if place.county_geoids else ""


def _sheriff_names(place: Place) -> tuple[str, ...]:
    short = place.name.removesuffix(" County")
    return (
        f"{place.name} Sheriff's Office",
        f"{place.name} Sheriff's Department",
        f"{place.name} SO",
        f"{short} Co. Sheriff's Office" if short != place.name else f"{place.name} Sheriff",
        f"{place.name} Sheriffs Office",
    )


def _police_names(place: Place) -> tuple[str, ...]:
    short = place.short_name or place.name
    return (
        f"{short} Police Department",
        f"{short} PD",
        f"City of {short} Police Department",
        f"{short} Police Dept.",
    )


@cache
def look_alikes() -> tuple[tuple[Body, Body], ...]:
    """Return pairs of sheriffs of one state whose counties differ by one or two letters."""
    pairs = []
    sheriffs = all_bodies()["sheriff"]
    for index, one in enumerate(sheriffs):
        for other in sheriffs[index + 1 :]:
            if one.code == other.code and DamerauLevenshtein.distance(one.name, other.name) <= 2:
                pairs.append((one, other))
    return tuple(pairs)
