"""What never changes an agency's id, and what always does, over every county and many towns."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.places import Place, Resolver, load_gazetteer

GAZETTEER = load_gazetteer()
RESOLVER = Resolver(GAZETTEER)
COUNTIES = [p for p in GAZETTEER.all_places() if len(p.geoid) == 5 and not p.valid_until]
# A planning region has no sheriff and no jail; nothing is printed under its name.
WITH_SHERIFFS = [p for p in COUNTIES if p.kind not in {"planning_region", "territory"} and p.state != "DC"]
# New York's Department of Public Safety would be the state's; no other city bears its own state's name.
TOWNS = [
    p
    for p in GAZETTEER.all_places()
    if len(p.geoid) == 7 and p.is_government and (p.population or 0) > 2500 and p.geoid != "3651000"
]
SHERIFF_FORMS = [
    "{} Sheriff's Office",
    "{} Sheriff’s Office",
    "{} Sheriffs Office ",
    "{} SHERIFF'S OFFICE",
    "{} Sheriff' Department",
    "{} Sheriff's Dept.",
    "{} SO",
    "{} S.O.",
    "{}  Sheriff`s\u00a0Departent",
    "The {} Sheriff",
    "Office of the Sheriff, {}",
]
POLICE_FORMS = [
    "{} Police Department",
    "{} PD",
    "{} P.D.",
    "{} police department ",
    "{} Police Dept.",
    "{} Polce Department",
    "{} Police Services Department",
    "{} Department of Public Safety",
    "{}\u00a0Police  Department.",
]
JAIL_FORMS = [
    "{} Jail",
    "{} Detention Center",
    "{} Department of Corrections",
    "{} Corrections",
    "{} Prison",
    "{} Jailer",
]


def state_of(place: Place) -> str:
    """Return the state as lists print it."""
    return GAZETTEER.state_name(place.state).upper()


def test_every_countys_sheriff_resolves_to_that_county_and_to_an_id_of_its_own() -> None:
    """All counties' sheriffs give their own GEOID, and no two of them one id."""
    ids: dict[str, str] = {}
    for county in WITH_SHERIFFS:
        found = RESOLVER.resolve(state_of(county), f"{county.name} Sheriff's Office")
        assert found.county_geoids == (county.geoid,), (county, found)
        assert found.kind == "sheriff"
        assert ids.setdefault(found.agency_id, county.geoid) == county.geoid
    assert len(ids) == len(WITH_SHERIFFS) > 3200


@pytest.mark.parametrize("form", JAIL_FORMS)
def test_no_countys_jail_shares_its_sheriffs_id_or_ori(form: str) -> None:
    """A jail department is another body than the sheriff, with no ORI of the sheriff's, in every county."""
    for county in COUNTIES:
        if county.kind not in {"county", "parish"}:
            continue
        jail = RESOLVER.resolve(county.state, form.format(county.name))
        sheriff = RESOLVER.resolve(county.state, f"{county.name} Sheriff's Office")
        assert jail.agency_id, county
        assert jail.agency_id != sheriff.agency_id
        assert not jail.ori or jail.ori != sheriff.ori


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(WITH_SHERIFFS), st.sampled_from(SHERIFF_FORMS), st.sampled_from(["", "County", "#NA", "State"]))
def test_spelling_does_not_change_a_sheriffs_id(county: Place, form: str, kind: str) -> None:
    """Case, spaces, quotes, abbreviations and a wrong type leave a sheriff's id as it is."""
    plain = RESOLVER.resolve(state_of(county), f"{county.name} Sheriff's Office")
    assert RESOLVER.resolve(state_of(county), form.format(county.name), kind).agency_id == plain.agency_id


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(TOWNS), st.sampled_from(POLICE_FORMS))
def test_spelling_does_not_change_a_polices_id(town: Place, form: str) -> None:
    """PD, Police Dept., a misprint of Police and the like leave a town's police's id as it is."""
    county = GAZETTEER.county(town.county_geoids[0]).name
    plain = RESOLVER.resolve(town.state, f"{town.short_name} Police Department", "", county)
    other = RESOLVER.resolve(town.state, form.format(town.short_name), "Municipality", county)
    assert other.agency_id == plain.agency_id


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(TOWNS), st.sampled_from(COUNTIES))
def test_a_printed_county_never_overrules_a_name_that_one_place_bears(town: Place, county: Place) -> None:
    """Whatever county is printed, a name that decides alone keeps its counties; a contradiction is shown."""
    alone = RESOLVER.resolve(town.state, f"{town.short_name} Police Department")
    if alone.rule != "place-name" or county.state != town.state:
        return
    printed = RESOLVER.resolve(town.state, f"{town.short_name} Police Department", "", county.name)
    assert printed.agency_id == alone.agency_id
    assert printed.county_geoids == alone.county_geoids
    assert bool(printed.conflict) == (county.geoid not in alone.county_geoids)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.text(max_size=40), st.text(max_size=20), st.text(max_size=40))
def test_any_text_ends_in_an_answer(agency: str, county: str, kind: str, state: str) -> None:
    """No text at all raises; what is not resolved says by which rule."""
    for where in (state, "Texas"):
        found = RESOLVER.resolve(where, agency, kind, county)
        assert found.rule
        assert bool(found.agency_id) == (found.confidence > 0)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(WITH_SHERIFFS), st.data())
def test_a_slip_of_one_letter_gives_the_right_county_or_none(county: Place, data: st.DataObject) -> None:
    """A county's name with one letter dropped is its own sheriff or unresolved, never a neighbour taken by a guess."""
    place = data.draw(st.integers(min_value=1, max_value=len(county.short_name) - 1))
    slipped = county.short_name[:place] + county.short_name[place + 1 :]
    found = RESOLVER.resolve(county.state, f"{slipped} County Sheriff's Office", "", "")
    if found.agency_id and county.kind == "county" and found.rule.startswith("misprint"):
        assert found.county_geoids == (county.geoid,)


@pytest.mark.parametrize(
    ("state", "one", "other"),
    [
        ("FL", "Baker County Sheriff's Office", "Bay County Sheriff's Office"),
        ("FL", "Baker County Sheriff's Office", "Lake County Sheriff's Office"),
        ("TX", "Harris County Constable Precinct 4", "Harris County Constable Precinct 5"),
        ("TN", "Polk County Constable District 2", "Polk County Constable District 4"),
        ("MO", "St. Louis County Police Department", "St. Louis Metropolitan Police Department"),
        ("MO", "St. Louis County Police Department", "St. Louis County Sheriff's Office"),
        ("VA", "Fairfax County Police Department", "Fairfax City Police Department"),
        ("VA", "Richmond County Sheriff's Office", "Richmond City Sheriff's Office"),
        ("MD", "Baltimore County Police Department", "Baltimore Police Department"),
        ("PA", "Indiana Borough Police Department", "Indiana Township Police Department"),
        ("FL", "Gainesville Police Department", "University of Florida Police Department"),
        ("OK", "Okmulgee County District Attorney's Office", "Okmulgee County Sheriff's Office"),
        ("TX", "Kerr County Attorney", "Kerr County District Attorney"),
        ("TX", "Texas Department of Public Safety", "Texas Highway Patrol"),
        ("FL", "Florida National Guard", "Florida State Guard"),
        ("LA", "Louisiana State Police", "Louisiana Department of Public Safety & Corrections"),
        ("GA", "Macon County Sheriff's Office", "Macon-Bibb County Sheriff's Office"),
        ("NY", "Nassau County Police Department", "Nassau Police Department"),
        ("TX", "Yoakum Police Department", "Yoakum County Sheriff's Office"),
    ],
)
def test_look_alikes_stay_apart(state: str, one: str, other: str) -> None:
    """Two bodies, however alike, have two ids."""
    first, second = RESOLVER.resolve(state, one), RESOLVER.resolve(state, other)
    assert first.agency_id
    assert second.agency_id
    assert first.agency_id != second.agency_id


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("FL", ["University of Central Florida Board of Trustees", "University of Central Florida Police Department"]),
        ("FL", ["District Board of Trustees of Pensacola State College", "Pensacola State College Police"]),
        ("FL", ["Miami-Dade Corrections and Rehabilitation", "Miami Dade Corrections and Rehabilitation"]),
        (
            "FL",
            ["Gulf County BOCC", "Gulf County Board of County Commissioners /Detention Facility"],
        ),
        ("FL", ["Gulfport PD", "City of Gulfport", "Gulfport Police Department", "Gulfport, FL Police"]),
        ("FL", ["Indian River Shores DPS", "Indian River Shores Department of Public Safety"]),
        ("IA", ["Iowa Department of Public Safety", "Iowa Dept. of Public Safety"]),
        ("VA", ["Department of State Police", "Virginia Department of State Police", "Virginia State Police"]),
        ("WY", ["Wyoming State Highway Patrol", "Wyoming Highway State Patrol", "Wyoming Highway Patrol"]),
        ("GA", ["DeKalb County Sheriff's Office", "De Kalb County Sheriff's Office", "Dekalb County SO"]),
        ("FL", ["St. Johns County Sheriff's Office", "Saint Johns County SO", "St Johns County Sheriff’s Office"]),
        ("TX", ["Galveston County Constable's Office Pct.1", "Galveston County Constable Precinct 1"]),
        (
            "VA",
            [
                "Rappahannock, Shenandoah, Warren Regional Jail Authority",
                "Rappahannok,Shenandoah, Warren Regional Jail",
            ],
        ),
        ("NM", ["Doña Ana County Sheriff's Office", "Dona Ana County Sheriff's Office"]),
    ],
)
def test_spellings_of_one_body_meet(state: str, names: list[str]) -> None:
    """All spellings of a body give one id."""
    assert len({RESOLVER.resolve(state, name).agency_id for name in names} - {""}) == 1


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(TOWNS), st.sampled_from(POLICE_FORMS + JAIL_FORMS + SHERIFF_FORMS))
def test_what_was_kept_from_other_rows_changes_no_answer(town: Place, form: str) -> None:
    """A resolver that has read thousands of rows answers as one that has read none."""
    row = (town.state, form.format(town.short_name), "", GAZETTEER.county(town.county_geoids[0]).name)
    assert Resolver(GAZETTEER).resolve(*row) == RESOLVER.resolve(*row)
