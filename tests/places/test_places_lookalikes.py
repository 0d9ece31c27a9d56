"""Names a letter or two apart: every such pair of counties, every slip of one letter, and ids over all places."""

from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from comity.places import Place, Resolver, load_gazetteer
from comity.places.identifiers import Naming
from comity.places.naming import name_key

GAZETTEER = load_gazetteer()
RESOLVER = Resolver(GAZETTEER)
STATES = sorted(GAZETTEER.packed.columns)
# Statistical equivalents have no sheriff, jail or police that a list could print.
WITHOUT_OFFICES = {"planning_region", "census_area", "district", "territory", "island"}
FORMS = [
    "{} Sheriff's Office",
    "{} Jail",
    "{} Detention Center",
    "{} District Attorney",
    "{} Police Department",
    "{} Constable",
    "{} Marshal's Office",
]


def counties_of(code: str) -> list[Place]:
    """Return the counties of a state that stand today and have offices."""
    here = GAZETTEER.in_state(code)
    rows = [row for row, geoid in enumerate(here.geoids) if len(geoid) == 5]
    return [p for p in map(here.place, rows) if not p.valid_until and p.kind not in WITHOUT_OFFICES]


def close_pairs() -> list[tuple[Place, Place]]:
    """Return all pairs of counties of one state whose names are one or two letters apart."""
    pairs = [pair for code in STATES for pair in combinations(counties_of(code), 2)]
    keys = {p.geoid: name_key(p.short_name) for pair in pairs for p in pair}
    return [(a, b) for a, b in pairs if OSA.distance(keys[a.geoid], keys[b.geoid], score_cutoff=2) <= 2]


CLOSE = close_pairs()


def test_there_are_hundreds_of_close_pairs() -> None:
    """The pairs are made from the gazetteer, and hold the ones that people mix up."""
    named = {(a.state, a.short_name, b.short_name) for a, b in CLOSE}
    assert len(CLOSE) > 250
    assert named >= {("FL", "Baker", "Lake"), ("FL", "Bay", "Clay"), ("TX", "Coke", "Cooke"), ("VA", "Essex", "Sussex")}


@pytest.mark.parametrize("form", FORMS)
def test_counties_a_letter_or_two_apart_never_share_an_id(form: str) -> None:
    """Each of the two is its own county by its name in full, and their ids differ."""
    for one, other in CLOSE:
        if one.kind == "municipio" and {"Police", "Marshal's"} & set(form.split()):
            continue  # Puerto Rico's municipal police are printed `X Municipal Police`, without the word
        first = RESOLVER.resolve(one.state, form.format(one.name))
        second = RESOLVER.resolve(other.state, form.format(other.name))
        assert first.county_geoids == (one.geoid,), (one.label, first)
        assert second.county_geoids == (other.geoid,), (other.label, second)
        assert first.agency_id != second.agency_id


def test_the_other_ones_printed_county_does_not_turn_a_name_into_its_look_alike() -> None:
    """A name in full stands against the look-alike in the county column, and the contradiction is said."""
    for one, other in CLOSE:
        found = RESOLVER.resolve(one.state, f"{one.name} Sheriff's Office", "", other.name)
        assert found.county_geoids == (one.geoid,), (one.label, other.label, found)
        assert found.conflict.startswith(f"the list prints {other.name}, the gazetteer says"), found


def test_every_slip_of_a_letter_that_is_repaired_is_repaired_to_the_right_county() -> None:
    """Each county's name with each letter left out is that county, unresolved, or exactly another county's name."""
    repaired = 0
    for code in STATES:
        exact = {name_key(p.short_name) for p in counties_of(code)}
        for county in counties_of(code):
            if county.kind not in {"county", "parish"}:
                continue
            name = county.short_name
            for i in range(1, len(name)):
                slipped = name[:i] + name[i + 1 :]
                if name_key(slipped) in exact or slipped.lower() == "band":
                    continue
                found = RESOLVER.resolve(code, f"{slipped} {county.kind.title()} Sheriff's Office")
                repaired += bool(found.agency_id)
                assert not found.agency_id or county.geoid in found.county_geoids, (slipped, county.label, found)
                assert found.confidence < 0.95 or found.rule in {"county-name", "place-alias"}, found
    assert repaired > 10_000


def test_two_letters_changed_places_lead_to_no_other_county() -> None:
    """A transposition in a county's name is that county or nothing."""
    repaired = 0
    for code in STATES:
        for county in counties_of(code):
            name = county.short_name
            for i in (1, len(name) // 2):
                swapped = name[:i] + name[i + 1 : i + 2] + name[i] + name[i + 2 :]
                if county.kind not in {"county", "parish"} or swapped.lower() == name.lower():
                    continue
                found = RESOLVER.resolve(code, f"{swapped} {county.kind.title()} Sheriff's Office")
                repaired += found.rule == "misprint"
                assert not found.agency_id or county.geoid in found.county_geoids, (swapped, county.label, found)
    assert repaired > 4_000


def test_a_name_that_exists_is_never_repaired_to_its_neighbour() -> None:
    """The printed county of a town a letter away does not move a town that exists: the repair comes last."""
    moved = []
    for code in STATES:
        here = GAZETTEER.in_state(code)
        towns = {here.keys[row]: row for row, geoid in enumerate(here.geoids) if len(geoid) == 7}
        by_length = defaultdict(list)
        for key in towns:
            by_length[len(key), key[:1]].append(key)
        for key, row in towns.items():
            near = next(
                (
                    other
                    for other in by_length[len(key), key[:1]]
                    if other != key and OSA.distance(key, other, score_cutoff=1) == 1
                ),
                "",
            )
            town = here.place(row)
            if not near or not town.is_government or len(here.rows_by_key[key]) > 1:
                continue
            county = here.place(here.row_of[here.place(towns[near]).county_geoids[0]])
            found = RESOLVER.resolve(code, f"{town.short_name} Police Department", "", county.name)
            if found.agency_id and found.place_geoid[:5] != town.geoid[:5] and found.rule.startswith("misprint"):
                moved.append((town.label, county.name, found))
    assert not moved, moved[:5]


@pytest.mark.parametrize(
    ("state", "agency", "agency_id"),
    [
        ("GA", "Cobb County Police Department", "us-ga-cobb-county-police"),
        ("GA", "Cobb County Department of Public Safety", "us-ga-cobb-county-police"),
        ("GA", "Cobb County Marshal's Office", "us-ga-cobb-county-marshal"),
        ("GA", "Union County Police Department", "us-ga-union-county-police"),
        ("FL", "Lake County Police", "us-fl-lake-county-police"),
        ("MO", "Benton County Marshal", "us-mo-benton-county-marshal"),
        ("ID", "Boise Police Department", "us-id-boise-city-police"),
        ("ID", "City of Boise Police Department", "us-id-boise-city-police"),
        ("FL", "Lake City Police Department", "us-fl-lake-city-police"),
        ("GA", "Cobbtown Police Department", "us-ga-cobbtown-police"),
        ("GA", "Union City Police Department", "us-ga-union-city-police"),
    ],
)
def test_a_county_is_not_the_city_whose_name_adds_city_or_town(state: str, agency: str, agency_id: str) -> None:
    """Cobb County's police is not Cobbtown's, though Boise's is Boise City's."""
    assert RESOLVER.resolve(state, agency).agency_id == agency_id


def test_a_township_is_not_the_city_whose_name_adds_city() -> None:
    """There is no Boise Township, and Boise City's police is not given in its place."""
    assert RESOLVER.resolve("ID", "Boise Township Police Department").agency_id == ""


def test_every_county_police_is_its_countys_whatever_city_begins_with_the_same_word() -> None:
    """`X County Police Department` is county X's in every county and parish of the country."""
    for code in STATES:
        for county in counties_of(code):
            if county.kind in {"county", "parish"} and county.name.endswith(("County", "Parish")):
                found = RESOLVER.resolve(code, f"{county.name} Police Department")
                assert county.geoid in found.county_geoids, (county.label, found)
                assert found.place_geoid == county.geoid or found.county_geoids == (county.geoid,), (
                    county.label,
                    found,
                )


@pytest.mark.parametrize("code", STATES)
def test_no_two_governments_of_a_state_share_the_name_in_an_id(code: str) -> None:
    """Every government has its own slug; only a consolidated one shares it with the county that it is."""
    here = GAZETTEER.in_state(code)
    naming = Naming(here)
    seen: dict[str, Place] = {}
    for row in range(len(here.geoids)):
        place = here.place(row)
        if not place.is_government:
            continue
        slug = naming.place_slug(row)
        other = seen.setdefault(slug, place)
        is_one = place.county_geoids == other.county_geoids and {place.kind, other.kind} & {
            "consolidated",
            "independent_city",
        }
        assert other is place or is_one, (slug, place.label, other.label)


def test_a_designated_place_never_takes_a_governments_slug() -> None:
    """A designated place beside a government of its name says that it is none."""
    taken = {}
    for code in STATES:
        here = GAZETTEER.in_state(code)
        naming = Naming(here)
        for row in range(len(here.geoids)):
            if here.place(row).is_government:
                taken[code, naming.place_slug(row)] = here.geoids[row]
    for code in STATES:
        here = GAZETTEER.in_state(code)
        naming = Naming(here)
        for row in range(len(here.geoids)):
            if not here.place(row).is_government:
                # The Town of Tonawanda and the designated place of its unincorporated part are one to a list.
                rival = taken.get((code, naming.place_slug(row)), here.geoids[row])
                assert here.counties(row) == GAZETTEER.place(rival).county_geoids, here.place(row)


SEVERAL = [p for p in GAZETTEER.all_places() if len(p.geoid) == 7 and p.is_government and len(p.county_geoids) > 1]


def test_cities_in_several_counties_are_many() -> None:
    """The list of cities in several counties comes from the gazetteer and is no handful."""
    assert len(SEVERAL) > 1_000
    assert max(len(p.county_geoids) for p in SEVERAL) >= 5


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(SEVERAL), st.data())
def test_a_city_in_several_counties_serves_all_of_them_whichever_is_printed(city: Place, data: st.DataObject) -> None:
    """Any one of its counties beside a city's name agrees with it, and all are given, the main one first."""
    printed = GAZETTEER.county(data.draw(st.sampled_from(city.county_geoids)))
    found = RESOLVER.resolve(city.state, f"{city.short_name} Police Department", "Municipality", printed.name)
    if found.place_geoid == city.geoid:
        assert found.county_geoids == city.county_geoids
        assert found.conflict == ""
    else:
        # Another place of the name lies in that county as well; the answer is never one outside it.
        assert not found.agency_id or printed.geoid in found.county_geoids, (city.label, printed.label, found)
