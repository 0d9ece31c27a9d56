"""Dated changes of counties, both ways; ids, names, codes and columns of the gazetteer."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places_made import gazetteer

from comity.errors import NotFoundError
from comity.places import Place, load_gazetteer, resolve_agency
from comity.places.identifiers import Naming, agency_id, agency_name, county_slug
from comity.places.packing import Packed

G = load_gazetteer()
M = gazetteer()
CT_OLD = tuple(f"09{code:03}" for code in range(1, 16, 2))
CT_NEW = tuple(f"09{code}0" for code in range(11, 20))


@pytest.mark.parametrize(
    ("geoid", "on", "before", "after"),
    [
        ("09001", "2022-06-06", ("09001",), CT_NEW),
        ("02261", "2019-01-02", ("02261",), ("02063", "02066")),
        ("02270", "2015-07-01", ("02270",), ("02158",)),
        ("46113", "2015-05-01", ("46113",), ("46102",)),
        ("51515", "2013-07-01", ("51515",), ("51019",)),
        ("51560", "2001-07-01", ("51560",), ("51005",)),
        ("02232", "2007-06-20", ("02232",), ("02230", "02105")),
        ("02280", "2008-06-01", ("02280",), ("02275", "02195", "02198")),
        ("02201", "2008-05-19", ("02201",), ("02198",)),
    ],
)
def test_what_ended_stands_until_its_day_and_leads_on_from_it(
    geoid: str, on: str, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    """The day before the change the old county stands; on the day itself, and for good, what came of it."""
    year, month, day = on.split("-")
    eve = f"{year}-{month}-{int(day) - 1:02}" if int(day) > 1 else f"{year}-{int(month) - 1:02}-28"
    assert G.successors(geoid, eve) == G.successors(geoid, "1999-01-01") == before
    assert G.successors(geoid, on) == G.successors(geoid, "9999-12-31") == after
    assert G.county(geoid).valid_until == on
    assert all(G.county(later).valid_until == "" for later in after)


@pytest.mark.parametrize(
    ("geoid", "on", "before"),
    [
        ("09190", "2022-06-06", CT_OLD),
        ("02063", "2019-01-02", ("02261",)),
        ("02066", "2019-01-02", ("02261",)),
        ("02158", "2015-07-01", ("02270",)),
        ("46102", "2015-05-01", ("46113",)),
        ("02230", "2007-06-20", ("02232",)),
        ("02195", "2008-06-01", ("02280",)),
        ("08014", "2001-11-15", ("08001", "08013", "08059", "08123")),
    ],
)
def test_what_was_made_stands_from_its_day_and_leads_back_before_it(
    geoid: str, on: str, before: tuple[str, ...]
) -> None:
    """On the day of the change the new county stands; before it, what it was made from."""
    assert G.predecessors(geoid, on) == G.predecessors(geoid, "9999-12-31") == (geoid,)
    assert G.predecessors(geoid, "1999-01-01") == before
    assert G.county(geoid).valid_from == on


@pytest.mark.parametrize("geoid", ["51019", "51005", "08001", "08123", "51059", "36061"])
def test_a_county_that_only_grew_or_shrank_is_itself_on_every_day(geoid: str) -> None:
    """Bedford County took in the city, and Adams gave land to Broomfield: both are what they were."""
    for on in ("1999-01-01", "2001-11-15", "2013-07-01", "2026-01-01"):
        assert G.successors(geoid, on) == G.predecessors(geoid, on) == (geoid,)


def test_changes_come_oldest_first_with_words_and_source() -> None:
    """Ten changes since 2000, each with what happened and who says so, and GEOIDs that the gazetteer knows."""
    changes = G.changes()
    assert len(changes) == 10
    assert all(a.on <= b.on for a, b in pairwise(changes))
    for change in changes:
        assert change.what
        assert change.source
        assert change.checked in {"read", "recalled"}
        assert all(G.county(geoid) for geoid in (*change.before, *change.after))
        assert len({geoid[:2] for geoid in (*change.before, *change.after)}) == 1, "within one state"


COUNTIES = [p.geoid for p in G.all_places() if len(p.geoid) == 5]


@given(st.sampled_from(COUNTIES), st.dates().map(str))
def test_on_any_day_what_stands_stands_then(geoid: str, on: str) -> None:
    """Successors have not ended by that day, predecessors had begun by it, and both are of the same state."""
    for later in G.successors(geoid, on):
        assert later[:2] == geoid[:2]
        assert not G.county(later).valid_until or on < G.county(later).valid_until
    for earlier in G.predecessors(geoid, on):
        assert earlier[:2] == geoid[:2]
        assert not G.county(earlier).valid_from or on >= G.county(earlier).valid_from


def test_a_chain_of_changes_is_followed_to_its_end() -> None:
    """What ended into something that ended later leads to the last, and back again to the first."""
    packed = Packed.of(M.packed.stored())
    packed.changes = [
        {"on": "2012-07-01", "before": ["96007"], "after": ["96019"], "what": "w", "source": "s", "checked": "read"},
        *packed.changes,
    ]
    packed.validity = {"96009": ["", "2010-01-01"], "96007": ["2010-01-01", "2012-07-01"], "96019": ["2012-07-01", ""]}
    book = type(M)(packed)
    assert book.successors("96009", "2011-01-01") == ("96007",)
    assert book.successors("96009", "2013-01-01") == ("96019",)
    assert book.predecessors("96019", "2011-01-01") == ("96007",)
    assert book.predecessors("96019", "2009-12-31") == ("96009",)
    assert [c.on for c in book.changes()] == sorted(c.on for c in book.changes())


@pytest.mark.parametrize(
    ("state", "agency", "county", "counties", "has_conflict"),
    [
        ("SD", "Shannon County Sheriff's Office", "Shannon County", ("46102",), False),
        ("SD", "Shannon County Sheriff's Office", "Oglala Lakota County", ("46102",), False),
        ("SD", "Oglala Lakota County Sheriff's Office", "Shannon County", ("46102",), False),
        ("AK", "Valdez Police Department", "Valdez-Cordova Census Area", ("02063",), False),
        ("AK", "Valdez Police Department", "Chugach", ("02063",), False),
        ("AK", "Valdez Police Department", "Copper River", ("02063",), True),
        ("CT", "Bridgeport Police Department", "Fairfield County", ("09120",), False),
        ("CT", "Bridgeport Police Department", "Fairfeild County", ("09120",), False),
        ("CT", "Bridgeport Police Department", "Fairfield/Hartford", ("09120",), False),
        ("CT", "Bridgeport Police Department", "Greater Bridgeport Planning Region", ("09120",), False),
        ("CT", "Bridgeport Police Department", "Capitol Planning Region", ("09120",), True),
        ("VA", "Bedford Police Department", "Bedford City", ("51019",), False),
        ("VA", "Bedford County Sheriff's Office", "Bedford", ("51019",), False),
        ("VA", "Clifton Forge Police Department", "Clifton Forge", ("51005",), False),
    ],
)
def test_old_and_new_counties_printed_beside_a_name_mean_what_stands_today(
    state: str, agency: str, county: str, counties: tuple[str, ...], has_conflict: bool
) -> None:
    """A list may print a county that has ended; it agrees where its place lies in what came of it."""
    found = resolve_agency(state, agency, "", county)
    assert found.county_geoids == counties
    assert bool(found.conflict) == has_conflict, found.conflict


def test_a_state_is_read_by_code_before_it_is_read_as_a_word() -> None:
    """CO is Colorado and not a county; a FIPS code is its state; points and spaces do not matter."""
    assert (G.state_code("CO"), G.state_code("co "), G.state_code("08")) == ("CO", "CO", "CO")
    assert (G.state_code("n. c."), G.state_code("North  Carolina"), G.state_code("")) == ("NC", "NC", "")


@pytest.mark.parametrize("text", ["Nowhere", "ZZ", "", "5"])
def test_a_state_that_is_none_is_named_with_the_cure(text: str) -> None:
    """The error repeats what was asked and says what to write instead."""
    with pytest.raises(NotFoundError) as caught:
        G.state(text)
    assert str(caught.value) == f"there is no state {text!r}; use a postal code such as VA, or the full name"
    with pytest.raises(NotFoundError, match="use a postal code such as VA"):
        G.in_state(text)


@pytest.mark.parametrize("geoid", ["51", "5136648", "0919033620", ""])
def test_a_county_is_asked_for_by_five_digits(geoid: str) -> None:
    """Another place's GEOID is not a county's, and the error says how many digits one has."""
    with pytest.raises(NotFoundError, match="a county has five digits"):
        G.county(geoid)


@pytest.mark.parametrize("geoid", ["", "5", "99", "51999", "fairfax", "５１", "5105x", "-1", "5100000000"])
def test_get_gives_none_for_what_is_no_geoid(geoid: str) -> None:
    """No error, no guess."""
    assert G.get(geoid) is None


@pytest.mark.parametrize(
    ("code", "geoid", "kind", "ocd_id"),
    [
        ("VA", "51", "state", "ocd-division/country:us/state:va"),
        ("DC", "11", "district", "ocd-division/country:us/district:dc"),
        ("PR", "72", "territory", "ocd-division/country:us/territory:pr"),
        ("VI", "78", "territory", "ocd-division/country:us/territory:vi"),
    ],
)
def test_a_state_has_its_geoid_kind_and_division(code: str, geoid: str, kind: str, ocd_id: str) -> None:
    """States, the district and territories have each their form of division id."""
    state = G.state(code)
    assert (state.geoid, state.kind, state.ocd_id) == (geoid, kind, ocd_id)
    assert state.label == state.name
    assert (state.population or 0) > 50_000


def test_columns_come_back_as_they_went_in() -> None:
    """Name, kind, counties, population and point of each row of the made-up state are read back from the file."""
    arden = M.place("9610001")
    assert (arden.name, arden.short_name, arden.kind, arden.state) == ("City of Arden", "Arden", "city", "ML")
    assert (arden.county_geoids, arden.population, arden.latitude, arden.longitude) == (
        ("96003", "96001"),
        9_000,
        None,
        None,
    )
    assert M.place("9600520003").county_geoids == ("96005",)
    assert M.place("96009").population is None
    assert (M.place("96009").valid_until, M.place("96007").valid_from) == ("2010-01-01", "2010-01-01")
    assert M.place("9610014").name == "Town of Franklin Town"
    assert [p.geoid for p in M.counties_of("9610001")] == ["96003", "96001"]
    assert M.place("9610001") is M.place("9610001")
    assert M.in_state("ML").ended == [M.in_state("ML").row_of[g] for g in ("96009", "96011")]
    assert M.in_state("OL").ended == []


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("Granite", {"96013", "96510"}),
        ("Granite County", {"96013"}),
        ("Granite City", {"96510"}),
        ("City of Granite", {"96510"}),
        ("Charles City", {"96015"}),
        ("Lake City", set()),
        ("Lake Planning Region", {"96001"}),
        ("Lake Census Area", {"96001"}),
        ("Lake City and Borough", {"96001"}),
        ("Quartz & Ore", {"96017"}),
        ("Lake Lake", set()),
        ("county", set()),
    ],
)
def test_a_printed_county_is_one_with_or_without_its_type(printed: str, found: set[str]) -> None:
    """A type word chooses between a city and a county of one name, and is no part of the name otherwise."""
    assert {p.geoid for p in M.counties_named("ML", printed)} == found
    assert M.counties_named("", printed) == []


@pytest.mark.parametrize(
    ("geoid", "slug"),
    [
        ("9610001", "arden"),
        ("9610004", "brookdale-city"),
        ("9610003", "brookdale-village"),
        ("9610005", "milton-city"),
        ("9600120001", "milton-township"),
        ("9600320002", "union-township-lane-county"),
        ("9600520003", "union-township-stone-county"),
        ("9600720005", "birch-township"),
        ("9600720006", "cedar"),
        ("9610008", "westhaven"),
        ("9610009", "westhaven-cdp"),
        ("9610007", "westfield"),
        ("9610016", "granite"),
        ("96510", "granite-city"),
        ("96013", "granite-county"),
        ("96015", "charles-city-county"),
        ("9610017", "elm"),
        ("9600720004", "elm-township"),
    ],
)
def test_a_places_slug_says_no_more_than_tells_it_apart(geoid: str, slug: str) -> None:
    """The kind where another of the name stands beside it, and the county where a second is of the same kind."""
    here = M.in_state("ML")
    assert Naming(here).place_slug(here.row_of[geoid]) == slug


def a_place(name: str, short: str, kind: str, geoid: str = "96999") -> Place:
    """Return a place of this name."""
    return Place(geoid, name, kind, "ML", (geoid,), short_name=short)


@pytest.mark.parametrize(
    ("place", "word", "id_part", "name"),
    [
        (a_place("Kerr County", "Kerr", "county"), "county-attorney", "kerr-county-attorney", "Kerr County Attorney"),
        (a_place("Kerr County", "Kerr", "county"), "sheriff", "kerr-county-sheriff", "Kerr County Sheriff's Office"),
        (
            a_place("Caddo Parish", "Caddo", "parish"),
            "county-attorney",
            "caddo-parish-county-attorney",
            "Caddo Parish County Attorney",
        ),
        (
            a_place("City of Salem", "Salem", "independent_city"),
            "police",
            "salem-city-police",
            "Salem Police Department",
        ),
        (
            a_place("City of Salem", "Salem", "independent_city"),
            "sheriff",
            "salem-city-sheriff",
            "City of Salem Sheriff's Office",
        ),
        (
            a_place("Carson City", "Carson City", "independent_city"),
            "sheriff",
            "carson-city-sheriff",
            "Carson City Sheriff's Office",
        ),
        (a_place("Lake County", "Lake", "county"), "government", "lake-county-government", "Lake County Government"),
        (
            a_place("Lake County", "Lake", "county"),
            "fire-marshal",
            "lake-county-fire-marshal",
            "Lake County Fire Marshal",
        ),
    ],
)
def test_an_id_and_a_name_are_in_one_spelling(place: Place, word: str, id_part: str, name: str) -> None:
    """County is said once, and an independent city is told from the county of its name."""
    assert agency_id("ML", county_slug(place), word) == f"us-ml-{id_part}"
    assert agency_name(place, word) == name


def test_a_unit_stands_behind_the_name_and_a_township_says_so() -> None:
    """`Harris County Constable, Precinct 4`; a township's agency names the township."""
    assert agency_name(a_place("Harris County", "Harris", "county"), "constable", "precinct", 4).endswith(
        ", Precinct 4"
    )
    assert (
        agency_name(a_place("Township of Elm", "Elm", "township", "9600720004"), "police")
        == "Elm Township Police Department"
    )
    assert resolve_agency("TX", "Harris County Constable Pct. 4").agency_id.endswith("-constable-precinct-4")


def test_names_and_places_of_a_state_are_all_there_once() -> None:
    """Every row of the made-up state is listed, states first, each GEOID once."""
    places = list(M.all_places())
    assert [p.geoid for p in places[:2]] == ["96", "97"]
    assert len({p.geoid for p in places}) == len(places)
    assert set(M.names_in("ML")) == {p.name for p in places if p.state == "ML" and len(p.geoid) > 2}
    assert M.names_in("ML") == sorted(M.names_in("ML"))
