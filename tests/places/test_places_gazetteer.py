"""The gazetteer answers typed questions about states, counties, places and their changes."""

import re

import pytest

from comity.errors import NotFoundError, RecordError
from comity.places import load_gazetteer
from comity.places.packing import FILE_NAME, read_packed

G = load_gazetteer()


def test_it_holds_every_state_county_and_place() -> None:
    """The manifest's counts are those of the rows that can be read back."""
    counts = G.manifest["counts"]
    assert isinstance(counts, dict)
    rows = list(G.all_places())
    current = [p for p in rows if len(p.geoid) == 5 and not p.valid_until]
    assert len(current) == counts["counties"] == 3235
    assert sum(len(p.geoid) == 7 for p in rows) == counts["places"] > 31_846
    assert sum(len(p.geoid) == 10 for p in rows) == counts["towns"] > 16_000
    assert len({p.geoid for p in rows}) == len(rows)


def test_every_places_counties_exist_and_lie_in_its_state() -> None:
    """Place to county links lead to counties of the same state."""
    for place in G.all_places():
        for county in place.county_geoids:
            assert G.county(county).state == place.state
            assert county[:2] == place.geoid[:2]


@pytest.mark.parametrize("text", ["VA", "va", "Virginia", " VIRGINIA ", "51"])
def test_a_state_is_found_by_code_name_or_fips(text: str) -> None:
    """Code, name and FIPS code all mean the state."""
    assert (G.state_code(text), G.state(text).geoid) == ("VA", "51")


@pytest.mark.parametrize(
    ("state", "printed", "geoids"),
    [
        ("VA", "Fairfax County", ["51059"]),
        ("VA", "Fairfax City", ["51600"]),
        ("VA", "Fairfax", ["51059", "51600"]),
        ("LA", "St Tammany", ["22103"]),
        ("MD", "Prince Georges County", ["24033"]),
        ("AK", "Juneau", ["02110"]),
        ("NV", "Carson City", ["32510"]),
        ("MS", "Desoto County", ["28033"]),
        ("PA", "Nowhere County", []),
        ("PA", "", []),
    ],
)
def test_a_printed_county_means_its_counties(state: str, printed: str, geoids: list[str]) -> None:
    """A county is found by its printed name in its state, with or without its type."""
    assert sorted(p.geoid for p in G.counties_named(state, printed)) == geoids


@pytest.mark.parametrize("geoid", ["99", "51999", "5199999", "", "abc", "5100000000"])
def test_a_geoid_that_is_none_is_not_found(geoid: str) -> None:
    """An unknown GEOID is an error that names itself."""
    with pytest.raises(NotFoundError, match=re.escape(repr(geoid))):
        G.place(geoid)


def test_ocd_ids_and_points_stand_where_they_are_known() -> None:
    """Known ids, coordinates and populations come through the compact form."""
    fairfax = G.county("51059")
    assert fairfax.ocd_id == "ocd-division/country:us/state:va/county:fairfax"
    assert (fairfax.latitude, fairfax.longitude) == (pytest.approx(38.83, abs=0.05), pytest.approx(-77.28, abs=0.05))
    assert (fairfax.population or 0) > 1_000_000
    assert G.place("11").ocd_id == "ocd-division/country:us/district:dc"
    assert G.county("22071").ocd_id == "ocd-division/country:us/state:la/parish:orleans"
    assert G.place("09110").ocd_id == ""


def test_connecticut_is_known_before_and_after_its_change() -> None:
    """Eight counties until June 2022, nine planning regions since; towns lie in regions."""
    assert [p.valid_until for p in map(G.county, ("09001", "09015"))] == ["2022-06-06", "2022-06-06"]
    assert G.county("09190").valid_from == "2022-06-06"
    assert len(G.successors("09001", "2024-01-01")) == 9
    assert G.successors("09001", "2021-01-01") == ("09001",)
    assert len(G.predecessors("09190", "2020-01-01")) == 8
    assert G.predecessors("09190", "2023-01-01") == ("09190",)
    assert [p.name for p in G.counties_of("0908000")] == ["Greater Bridgeport Planning Region"]


@pytest.mark.parametrize(
    ("geoid", "on", "after"),
    [
        ("46113", "2020-01-01", ("46102",)),
        ("51515", "2020-01-01", ("51019",)),
        ("02261", "2020-01-01", ("02063", "02066")),
        ("02270", "2020-01-01", ("02158",)),
        ("51059", "2020-01-01", ("51059",)),
    ],
)
def test_an_ended_county_has_successors(geoid: str, on: str, after: tuple[str, ...]) -> None:
    """What ended leads to what stands; what never ended is itself."""
    assert G.successors(geoid, on) == after


def test_a_county_that_took_in_another_or_gave_land_is_not_made_by_it() -> None:
    """Bedford County and Colorado's four counties have no beginning and no end of ours."""
    for geoid in ("51019", "08001", "08013"):
        assert (G.county(geoid).valid_from, G.county(geoid).valid_until) == ("", "")
    assert G.county("08014").valid_from == "2001-11-15"


def test_names_of_a_state_are_sorted_and_hold_all_kinds() -> None:
    """The names of Rhode Island hold counties, cities and towns."""
    names = G.names_in("RI")
    assert names == sorted(names)
    assert {"Bristol County", "City of Providence", "Town of Barrington"} <= set(names)


def test_a_missing_or_damaged_file_says_so(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """A gazetteer that is absent, of another form or cut short is one clear error with its cure."""
    with pytest.raises(RecordError, match="missing"):
        read_packed(tmp_path)
    (tmp_path / FILE_NAME).write_bytes(b"something else")
    with pytest.raises(RecordError, match="not a gazetteer"):
        read_packed(tmp_path)
    (tmp_path / FILE_NAME).write_bytes(b"comity-places-1\nxxxx")
    with pytest.raises(RecordError, match="gazetteer build"):
        read_packed(tmp_path)


def test_the_values_of_all_places_are_those_of_the_places() -> None:
    """What is written of all places at once is what each place says, in the order of length and number of GEOID."""
    places = sorted(G.all_places(), key=lambda place: (len(place.geoid), place.geoid))
    names = ("geoid", "name", "kind", "state", "county_geoids", "population", "latitude", "longitude", "ocd_id",
             "valid_from", "valid_until")  # fmt: skip
    told = [tuple(getattr(place, name) for name in names) for place in places]
    told = [(*cells[:4], ";".join(cells[4]), *cells[5:]) for cells in told]
    assert G.all_cells() == told
