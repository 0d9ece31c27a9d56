"""Bodies of their own: which of several, how sure, and what only resembles one."""

import pytest

from comity.places import find_places, load_gazetteer, resolve_agency


@pytest.mark.parametrize(
    ("state", "agency", "county", "confidence"),
    [
        ("FL", "Broward College", "", 0.8),
        ("FL", "University Police", "", 0.5),
        ("OK", "Cherokee Nation Marshal Service", "", 0.5),
        ("FL", "Seminole Tribal Police Department", "Broward County", 0.95),
        ("OH", "Kent State Police Department", "", 0.85),
        ("GA", "Georgia State Patrol Troop C", "", 0.85),
        ("NE", "Nebraska Made-Up Commission", "", 0.85),
    ],
)
def test_how_sure_a_body_is_depends_on_how_it_is_known(state: str, agency: str, county: str, confidence: float) -> None:
    """The FBI's table is surest; a name of its own is less so, and least where nothing says where it is."""
    assert resolve_agency(state, agency, "", county).confidence == confidence


@pytest.mark.parametrize(
    ("state", "agency", "kind"),
    [
        ("TX", "University County Sheriff's Office", "sheriff"),
        ("FL", "Alachua County Sheriff's Office, University Unit", "sheriff"),
        ("FL", "Lake County Sheriff's Office; Florida Highway Patrol", "sheriff"),
        ("PA", "Constable, State College Borough", "constable"),
        ("FL", "Something; Florida Highway Patrol", "state_police"),
        ("IN", "Indiana State University", "campus_police"),
        ("FL", "Florida Agency for Made-Up Services", "state_agency"),
    ],
)
def test_a_sheriffs_or_constables_word_stands_before_a_body_beside_it(state: str, agency: str, kind: str) -> None:
    """A campus or a state body named beside a sheriff or a constable does not take the name from them."""
    assert resolve_agency(state, agency).kind == kind


def test_of_bodies_of_one_name_the_printed_county_decides_and_else_the_largest() -> None:
    """Every body of the FBI's table that shares its name with another is found by its own county."""
    book = load_gazetteer()
    named: dict[tuple[str, str, str], list[str]] = {}
    for body in book.bodies():
        # The FBI still prints Connecticut's old counties.
        if body.kind == "campus_police" and body.county_geoids and body.state != "CT":
            named.setdefault((body.state, body.name, body.key), []).append(body.county_geoids[0])
    several = {key: counties for key, counties in named.items() if len(set(counties)) > 1}
    assert several
    for (state, name, _), counties in several.items():
        for geoid in set(counties):
            found = resolve_agency(state, f"{name} Police Department", "", book.county(geoid).name)
            assert found.agency_id == "" or geoid in found.county_geoids, (name, geoid, found)


def test_a_states_university_is_not_the_city_called_university() -> None:
    """Missouri has a university and a University City, each with its police."""
    campus = resolve_agency("MO", "University of Missouri Police Department", "", "Boone County")
    assert (campus.kind, campus.county_geoids) == ("campus_police", ("29019",))
    assert resolve_agency("MO", "University City Police Department").agency_id == "us-mo-university-city-police"


def test_a_county_that_has_ended_comes_after_all_that_stand() -> None:
    """Fairfield County in Connecticut was the most populous of its name and has ended."""
    found = find_places("Fairfield County")
    assert [place.geoid for place in found][-1] == "09001"
    assert len(found) > 1


def test_a_county_renamed_keeps_the_division_that_is_known_under_its_old_code() -> None:
    """Open Civic Data knows Oglala Lakota by Shannon County's code."""
    assert load_gazetteer().county("46102").ocd_id.startswith("ocd-division/country:us/state:sd/county:")
