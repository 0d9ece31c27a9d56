"""Typed questions find places."""

import pytest

from comity.places import find_places


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Fairfax County, VA", "51059"),
        ("fairfax county virginia", "51059"),
        ("Contra Costa", "06013"),
        ("Alexandria, Virginia", "51510"),
        ("City of Alexandria, VA", "51510"),
        ("Orleans Parish", "22071"),
        ("St. Tammany Parish, LA", "22103"),
        ("Saint Johns County, Florida", "12109"),
        ("Prince George's County, MD", "24033"),
        ("Prince Georges County, MD", "24033"),
        ("Doña Ana County", "35013"),
        ("Dona Ana", "35013"),
        ("King County, WA", "53033"),
        ("Matanuska-Susitna Borough", "02170"),
        ("Virginia", "51"),
        ("Philadelphia County", "42101"),
        ("Arcadia, FL", "1201750"),
        ("Fairfield County, CT", "09001"),
    ],
)
def test_a_typed_question_finds_its_place_first(text: str, first: str) -> None:
    """The place that a person means stands first."""
    assert find_places(text)[0].geoid == first


def test_many_places_of_one_name_come_with_the_most_populous_first() -> None:
    """Every Washington County is a candidate, the most populous first."""
    found = find_places("Washington County")
    assert len(found) > 25
    populations = [place.population or 0 for place in found]
    assert populations == sorted(populations, reverse=True)
    assert {place.name for place in found} == {"Washington County"}


def test_a_name_that_nothing_bears_finds_nothing() -> None:
    """An unknown name is no place."""
    assert find_places("Nowhere At All County, VA") == []


def test_an_independent_city_is_found_once() -> None:
    """Alexandria is one candidate, the county equivalent, not also the place inside it."""
    assert [place.geoid for place in find_places("Alexandria, VA")] == ["51510"]


@pytest.mark.parametrize("text", ["", "   ", ",", ", VA", "\u202e", "x" * 10_000, "=1+1", "County"])
def test_any_text_ends_in_a_list(text: str) -> None:
    """Blank, long and odd questions find a state at most, and raise nothing."""
    assert all(len(place.geoid) == 2 for place in find_places(text))


@pytest.mark.parametrize(
    ("text", "state", "first"),
    [
        ("Fairfax County", "VA", "51059"),
        ("Montgomery County", "Maryland", "24031"),
        ("Lexington, KY", "", "2146027"),
        ("Athens, GA", "", "1303440"),
        ("Dade County, FL", "", "12086"),
        ("Carson City", "", "32510"),
        ("12031", "", "12031"),
        ("Jacksonville, FL", "", "1235000"),
        ("Indiana", "", "18"),
        ("Hudson County NJ", "", "34017"),
        ("Town of Greenwich, CT", "", "0919033620"),
    ],
)
def test_a_state_beside_an_alias_and_a_geoid_are_understood(text: str, state: str, first: str) -> None:
    """The state may stand beside, people's names for consolidated cities count, and a GEOID is its place."""
    assert find_places(text, state)[0].geoid == first
