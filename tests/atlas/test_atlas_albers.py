"""Where points of the United States stand on the map."""

from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.places import Place, load_gazetteer
from comity.web.atlas.albers import HEIGHT, TERRITORIES, WIDTH, project
from comity.web.atlas.geometry import Geometry, rings_of, shape_at

# Points worked out by another implementation of the same projection, at a scale of 1070 around (480, 250).
KNOWN = [
    ("06", -122.4194, 37.7749, 107.4, 214.1),
    ("36", -74.0059, 40.7128, 794.6, 176.5),
    ("40", -95.9928, 36.1540, 488.8, 298.0),
    ("02", -149.9003, 61.2181, 171.2, 446.9),
    ("15", -157.8583, 21.3069, 298.5, 451.0),
]


@pytest.mark.parametrize(("fips", "east", "north", "x", "y"), KNOWN)
def test_known_points_stand_where_another_implementation_puts_them(
    fips: str, east: float, north: float, x: float, y: float
) -> None:
    """Cities of three coasts, Alaska and Hawaii stand within a tenth of a unit of their known places."""
    assert project(fips, east, north, scale=1070, middle=(480, 250)) == pytest.approx((x, y), abs=0.1)


def test_the_middle_of_the_projection_is_the_middle_of_the_map() -> None:
    """The point that the projection is centred on stands in the map's middle."""
    assert project("31", -96.6, 38.7) == pytest.approx((WIDTH / 2, HEIGHT / 2))


@pytest.mark.parametrize("fips", TERRITORIES)
def test_a_territory_has_no_point(fips: str) -> None:
    """Territories are boxes, so that nothing of them is laid on the map."""
    assert project(fips, -66.1, 18.4) is None


def test_both_sides_of_the_antimeridian_stand_together() -> None:
    """Two islands of the Aleutians on either side of the 180th meridian are neighbours on the map."""
    west, east = project("02", -179.5, 51.9), project("02", 179.5, 51.9)
    assert west is not None
    assert east is not None
    assert abs(west[0] - east[0]) < 8
    assert east[0] < west[0]


@given(st.floats(-124, -67), st.floats(25, 49))
def test_more_to_the_north_is_higher_up(east: float, north: float) -> None:
    """Of two points of the lower states on a meridian the northern one stands higher."""
    lower, upper = project("20", east, north), project("20", east, north + 0.5)
    assert lower is not None
    assert upper is not None
    assert upper[1] < lower[1]


def test_the_middle_of_a_county_stands_in_its_shape(shapes: Geometry) -> None:
    """Our projection and the shapes agree: the Census Bureau's own inner points lie in the counties they belong to.

    Only counties that reach out into a lake or the sea may have theirs in the water before the drawn shore.
    """
    asked = missed = 0
    for place in load_gazetteer().all_places():
        if place.geoid not in shapes.counties or place.longitude is None or place.latitude is None:
            continue
        asked += 1
        if not _stands(place, (place.geoid,), shapes):
            missed += 1
            assert _away(place, place.geoid, shapes) < 15, place.label
    assert asked > 3000
    assert missed < asked / 50


def _place_on_map(place: Place, shapes: Geometry) -> tuple[float, float]:
    assert place.longitude is not None
    assert place.latitude is not None
    found = project(place.geoid[:2], place.longitude, place.latitude)
    assert found is not None
    return found[0] * shapes.scale, found[1] * shapes.scale


def _stands(place: Place, on: tuple[str, ...], shapes: Geometry) -> bool:
    return bool(shape_at(*_place_on_map(place, shapes), {shape: shapes.counties[shape] for shape in on}))


def _away(place: Place, shape: str, shapes: Geometry) -> float:
    """Return how far, in units of the map, a place's point is from the nearest corner of a shape."""
    here = _place_on_map(place, shapes)
    return min(dist(here, corner) for ring in rings_of(shapes.counties[shape]) for corner in ring) / shapes.scale


def test_every_county_has_a_shape_or_stands_on_older_ones(shapes: Geometry) -> None:
    """No county of the record is without a place on the map, and no shape is without a county."""
    places = [one for one in load_gazetteer().all_places() if len(one.geoid) == 5 and not one.valid_until]
    inland = [place for place in places if place.geoid[:2] not in TERRITORIES]
    assert [place.label for place in inland if not shapes.shapes_of(place.geoid)] == []
    drawn = {shape for place in inland for shape in shapes.shapes_of(place.geoid)}
    assert set(shapes.counties) - drawn == set()


def test_a_newer_county_stands_on_a_shape_that_holds_its_middle(shapes: Geometry) -> None:
    """Each county drawn on older shapes has its inner point in one of them, or in the water before it."""
    gazetteer = load_gazetteer()
    for geoid, older in shapes.standing_on.items():
        place = gazetteer.place(geoid)
        assert _stands(place, older, shapes) or min(_away(place, one, shapes) for one in older) < 3, place.label
