"""Questions as people write them: what each finds, what it must not find, and how ambiguity is shown."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.places import Place, find_places, load_gazetteer

GAZETTEER = load_gazetteer()
GOVERNMENTS = [p for p in GAZETTEER.all_places() if len(p.geoid) > 2 and p.is_government]
COUNTIES = [p for p in GOVERNMENTS if len(p.geoid) == 5]


def geoids(text: str, state: str = "") -> list[str]:
    """Return the GEOIDs that a question finds, in order."""
    return [place.geoid for place in find_places(text, state)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fairfax, VA", ["51059", "51600"]),
        ("Fairfax City, VA", ["51600"]),
        ("City of Fairfax, Virginia", ["51600"]),
        ("Richmond, VA", ["51760", "51159"]),
        ("Richmond County, VA", ["51159"]),
        ("Roanoke, VA", ["51770", "51161"]),
        ("Bristol Virginia", ["51520"]),
        ("Franklin, VA", ["51067", "51620"]),
        ("St. Louis County, MO", ["29189"]),
        ("St. Louis City, Missouri", ["29510"]),
        ("Saint Louis, MO", ["29189", "29510"]),
        ("Baltimore City, MD", ["24510"]),
        ("Baltimore County", ["24005"]),
        ("New York, NY", ["3651000", "36061"]),
        ("New York City", ["3651000"]),
        ("NYC", ["3651000"]),
        ("New York", ["36", "3651000", "36061", "2902552400"]),
        ("Kansas City", ["2938000", "2036000"]),
        ("Kansas City, KS", ["2036000"]),
        ("Indiana, PA", ["42063", "4236816", "4200336808"]),
        ("Borough of Indiana", ["4236816"]),
        ("Village of Babylon, NY", ["3603408"]),
        ("Town of Babylon", ["3610304000"]),
        ("Babylon, NY", ["3610304000", "3603408"]),
        ("Township of Lakewood, NJ", ["3402938550"]),
        ("Lakewood, NJ", ["3402938550", "3438580"]),
        ("Bedford, VA", ["51019", "5105544", "51515"]),
        ("James City County", ["51095"]),
        ("Charles City County", ["51036"]),
        ("Carson City, NV", ["32510"]),
        ("Guam", ["66", "66010"]),
        ("District of Columbia", ["11", "11001"]),
        ("Washington, DC", ["1150000"]),
        ("Ste. Genevieve County", ["29186"]),
        ("Isle Wight County", ["51093"]),
    ],
)
def test_a_question_finds_all_that_it_may_mean_and_nothing_else(text: str, found: list[str]) -> None:
    """All candidates stand in order of population, governments first, and none beside them."""
    assert geoids(text) == found


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Bexar Co., TX", "48029"),
        ("Bexar Co. TX", "48029"),
        ("Bexar Co TX", "48029"),
        ("Maricopa County (AZ)", "04013"),
        ("Maricopa County; Arizona", "04013"),
        ("Maricopa County - AZ", "04013"),
        ("maricopa county arizona", "04013"),
        ("fairfax va", "51059"),
        ("marion county in", "18097"),
        ("salt lake city ut", "4967000"),
        ("portland or", "4159000"),
        ("portland me", "2360545"),
        ("Portland, Me.", "2360545"),
        ("washington dc", "1150000"),
        ("Charleston West Virginia", "5414600"),
        ("Winston Salem North Carolina", "3775000"),
        ("Ft. Worth, TX", "4827000"),
        ("Mt. Vernon, NY", "3649121"),
        ("OBrien County, IA", "19141"),
        ("De Kalb County GA", "13089"),
        ("County of Los Angeles", "06037"),
        ("  PRINCE   GEORGE’S ", "24033"),
        ("Prince George County, VA", "51149"),
        ("Denver CO", "08031"),
        ("Denver Co", "08031"),
        ("La Porte, IN", "18091"),
    ],
)
def test_a_question_as_people_type_it_finds_its_place_first(text: str, first: str) -> None:
    """Abbreviations, brackets, lower case and odd punctuation are no hindrance."""
    assert geoids(text)[:1] == [first]


def test_co_is_county_at_the_end_and_colorado_in_capitals() -> None:
    """`Denver Co` asks for the county alone; `Denver CO` for all that is called Denver in Colorado."""
    assert geoids("Denver Co") == ["08031"]
    assert geoids("Denver CO") == geoids("Denver, Colorado") == ["08031", "0820000"]
    assert geoids("CO") == geoids("co") == ["08"]


@pytest.mark.parametrize(
    ("text", "not_found"),
    [
        ("Fond du lac", "22"),
        ("Macon County", "13021"),
        ("Macon County, GA", "13021"),
        ("Dade County, GA", "12086"),
        ("Fairfax City, VA", "51059"),
        ("Jacksonville, FL", "12031"),
        ("Orleans Parish", "36073"),
        ("Parish of Orleans", "36073"),
        ("LaSalle Parish", "17099"),
        ("Lake County, IL", "18089"),
        ("City of Fairfax, VA", "51059"),
        ("Oklahoma City", "4256496"),
        ("Virginia Beach", "51"),
        ("West Virginia", "51"),
        ("Kansas City", "20"),
        ("New Orleans, LA", "22071"),
    ],
)
def test_a_question_does_not_find_what_only_resembles_it(text: str, not_found: str) -> None:
    """A type word, a state and a longer name each shut others out."""
    found = geoids(text)
    assert found
    assert not_found not in found


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Macon, GA", {"13021", "13193"}),
        ("Dade County", {"12086", "13083", "29057"}),
        ("Clarke County, GA", {"13059", "1303440"}),
        ("Echols County, GA", {"13101", "1326156"}),
    ],
)
def test_a_name_that_people_use_stands_beside_the_county_that_bears_it(text: str, both: set[str]) -> None:
    """Macon is Macon-Bibb and there is a Macon County: neither hides the other."""
    assert set(geoids(text)) == both


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Nashville, TN", "4752006"),
        ("Louisville, Kentucky", "2148006"),
        ("Lexington, KY", "2146027"),
        ("Athens, GA", "1303440"),
        ("City of Athens, GA", "1303440"),
        ("Augusta, GA", "13245"),
        ("Columbus, GA", "1319000"),
        ("Honolulu", "15003"),
        ("Charlotte-Mecklenburg", "3712000"),
        ("Butte-Silver Bow", "3011397"),
        ("Indianapolis", "1836003"),
        ("Miami Dade", "12086"),
    ],
)
def test_a_consolidated_government_is_found_by_the_name_that_people_use(text: str, first: str) -> None:
    """The Census's name is not what people type."""
    assert geoids(text)[0] == first


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(GOVERNMENTS))
def test_a_place_is_found_by_the_label_that_the_program_prints(place: Place) -> None:
    """What stands on a page or in a table can be typed back; a city that is a county equivalent is found as that."""
    if place.name.startswith("Metro Township"):
        return  # the Census's short name of these five of Utah is their name with the type
    found = find_places(place.label)
    doubles = {p.geoid for p in found if p.kind == "independent_city"}
    assert place in found or doubles & set(place.county_geoids), (place.label, found)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(COUNTIES), st.sampled_from([str.upper, str.lower, str.title, "  {}  ".format]))
def test_case_and_spaces_never_change_what_is_found(county: Place, form: Callable[[str], str]) -> None:
    """A county's label finds the same places in capitals, in small letters and between spaces."""
    name, state = county.name, GAZETTEER.state_name(county.state)
    assert geoids(form(f"{name}, {state}")) == geoids(f"{name}, {state}")
    assert geoids(form(name), county.state) == geoids(name, county.state)


@pytest.mark.parametrize(
    ("name", "state", "first"),
    [("Iowa", "IA", "19095"), ("New York", "NY", "3651000"), ("Texas", "TX", "48"), ("TX", "TX", "48")],
)
def test_a_name_that_is_a_states_too_means_the_place_in_it_where_there_is_one(
    name: str, state: str, first: str
) -> None:
    """Written after a comma or beside it, the state says where to look; with nothing of that name there it is meant."""
    assert geoids(name, state)[0] == first
    assert geoids(f"{name}, {state}") == geoids(name, state)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(GOVERNMENTS))
def test_a_state_beside_a_name_keeps_only_places_of_that_state(place: Place) -> None:
    """The state may stand in the text or beside it; both keep the same places."""
    beside = find_places(place.short_name, place.state)
    assert {p.state for p in beside} == {place.state}
    assert [p.geoid for p in beside] == geoids(f"{place.short_name}, {place.state}")
    assert set(geoids(f"{place.short_name}, {place.state}")) <= set(geoids(place.short_name)) | {place.geoid}


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(GOVERNMENTS))
def test_candidates_come_once_and_in_one_order(place: Place) -> None:
    """What has ended comes last, what has no government after what has one, then by population."""
    found = find_places(place.short_name)
    assert len({p.geoid for p in found}) == len(found)
    order = [(bool(p.valid_until), not p.is_government, -(p.population or 0), p.geoid) for p in found]
    assert order == sorted(order)


@pytest.mark.parametrize("geoid", ["51", "51059", "5103368", "0919033620", "46113", "78"])
def test_a_geoid_is_its_place_and_only_that(geoid: str) -> None:
    """Two, five, seven or ten digits are the state, county, place or town, ended ones included."""
    assert geoids(geoid) == [geoid]
    assert geoids(f" {geoid}\n") == [geoid]


@pytest.mark.parametrize("text", ["99", "2", "5100", "51999", "510590", "00000", "٥١"])
def test_digits_that_are_no_geoid_find_nothing(text: str) -> None:
    """A number that is no place's is not read as another."""
    assert geoids(text) == []


def test_a_state_that_does_not_exist_is_not_guessed() -> None:
    """A tail after a comma that is no state is a part of the name, which nothing bears."""
    assert geoids("Fairfax County, ZZ") == []
    assert geoids("Lake County, Ill") == []


@pytest.mark.parametrize(
    ("text", "state", "found"),
    [("Virginia", "VA", ["51"]), ("va", "Virginia", ["51"]), ("", "VA", ["51"]), ("Ohio", "WV", ["54069"])],
)
def test_a_state_beside_its_own_name_is_the_state(text: str, state: str, found: list[str]) -> None:
    """Asked for Virginia within Virginia the state is meant; Ohio within West Virginia is its county."""
    assert geoids(text, state) == found


def test_another_gazetteer_may_be_asked() -> None:
    """The gazetteer given is the one that answers."""
    assert find_places("51059", gazetteer=GAZETTEER)[0] is GAZETTEER.place("51059")
