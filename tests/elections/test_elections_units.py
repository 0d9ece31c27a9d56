"""A unit that elects has the id of the place that it is."""

from __future__ import annotations

import pytest

from comity.elections.statelaw import slug
from comity.places import load_gazetteer, naming


def test_a_county_has_one_spelling_in_ids() -> None:
    """The readable part of a unit's id is the place's name, for every county of the country that is no city."""
    named = [place.name for place in load_gazetteer().all_places() if len(place.geoid) == 5]
    counties = [name for name in named if not name.startswith("City of ")]
    assert len(counties) > 3000
    assert [name for name in counties if slug(name) != naming.slug(name)] == []


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("City of Alexandria", "alexandria-city"),
        ("Alexandria city", "alexandria-city"),
        ("Doña Ana County", "dona-ana-county"),
        ("Prince George's County", "prince-georges-county"),
        ("Prince George’s County", "prince-georges-county"),
        ("Matanuska-Susitna Borough", "matanuska-susitna-borough"),
        ("Carson City", "carson-city"),
        ("County of the City of X", "county-of-the-city-of-x"),
    ],
)
def test_an_independent_city_is_spelled_one_way(name: str, spelled: str) -> None:
    """However the Census writes it; accents, apostrophes and hyphens change nothing."""
    assert slug(name) == spelled
