"""How single rows are read: states, counties as evidence, conflicts, bodies, and what stays undecided."""

import pytest

from comity.places import resolve_agency


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("TEXAS", "TX"),
        ("Texas ", "TX"),
        ("tx", "TX"),
        ("UTAHJ", "UT"),
        ("PENNSLYVANIA", "PA"),
        ("MCHIGAN", "MI"),
        ("WEST VIRIGINIA", "WV"),
        ("State of Ohio", "OH"),
        ("NORTH  CAROLINA", "NC"),
        ("CO", "CO"),
        ("Commonwealth of the Northern Mariana Islands", "MP"),
        ("PUERTO RICO", "PR"),
    ],
)
def test_a_misprinted_state_is_read(printed: str, code: str) -> None:
    """States are read in any case, with spaces, as codes, and with a slip or two."""
    assert resolve_agency(printed, "Nobody's Office").state == code


@pytest.mark.parametrize("printed", ["", "Nowhere", "XX", "CAROLINA", "12345", "=1+1"])
def test_a_state_that_is_none_resolves_nothing(printed: str) -> None:
    """A state that cannot be read leaves the row unresolved."""
    found = resolve_agency(printed, "Washington County Sheriff's Office")
    assert (found.agency_id, found.rule) == ("", "unknown-state")


@pytest.mark.parametrize(
    ("state", "agency", "county", "counties"),
    [
        ("OK", "Oklahoma City Police Department", "#N/A", {"40109", "40017", "40027", "40125"}),
        ("VA", "Hopewell Sheriff's Office", "Hopewell County", {"51670"}),
        ("VA", "City of Manassas Police Department", "", {"51683"}),
        ("LA", "Orleans Parish Sheriff's Office", "", {"22071"}),
        ("AK", "North Slope Borough Police Department", "", {"02185"}),
        ("CT", "Bridgeport Police Department", "Fairfield County", {"09120"}),
        ("CT", "Town of Greenwich Police", "", {"09190"}),
        ("AK", "Valdez Police Department", "Valdez-Cordova Census Area", {"02063"}),
        ("SD", "Shannon County Sheriff's Office", "", {"46102"}),
        ("SD", "Oglala Lakota County Sheriff's Office", "", {"46102"}),
        ("PR", "San Juan Municipal Police", "", {"72127"}),
        ("MT", "Butte-Silver Bow Law Enforcement Department", "", {"30093"}),
        ("TN", "Metropolitan Moore County Sheriff's Office", "", {"47127"}),
        ("ME", "Monmouth Winthrop Police Department", "", {"23011"}),
        ("FL", "Office of the State Attorney Sixth Judical Circuit", "#NA", {"12101", "12103"}),
        ("NC", "Albermarle District Jail", "Albermarle County", {"37029", "37139", "37143"}),
        ("PA", "Southhampton Twp. Cumberland City, Constables Office", "Cumberland County ", {"42041"}),
        ("LA", "Ward 5 Marshal's Office", "Allen Parish", {"22003"}),
        ("FL", "Lee County Port Authority Police", "", {"12071"}),
    ],
)
def test_the_counties_a_body_serves(state: str, agency: str, county: str, counties: set[str]) -> None:
    """A body serves every county that its government lies in, or its members."""
    assert set(resolve_agency(state, agency, "", county).county_geoids) == counties


def test_a_printed_county_that_contradicts_is_shown_and_not_obeyed() -> None:
    """The name wins over the column, and the contradiction is a sentence."""
    found = resolve_agency("GA", "Monroe Police Department", "Municipality", "Monroe County")
    assert found.county_geoids == ("13297",)
    assert found.conflict == "the list prints Monroe County, the gazetteer says Walton County"


@pytest.mark.parametrize("county", ["", "#N/A", "#NA", "N/A", "German Coast", "North County", "Pop County"])
def test_a_county_column_that_says_nothing_changes_nothing(county: str) -> None:
    """Blanks and things that are no county are neither evidence nor conflict."""
    found = resolve_agency("LA", "St. Charles Parish Sheriff's Office", "County", county)
    assert (found.agency_id, found.conflict) == ("us-la-saint-charles-parish-sheriff", "")


@pytest.mark.parametrize("county", ["Frankin County", "Frankln", "FRANKLIN"])
def test_a_misprinted_county_still_decides_between_towns_of_one_name(county: str) -> None:
    """Of many Washington Townships the printed county tells which."""
    found = resolve_agency("PA", "Washington Township Police Department", "Municipality", county)
    assert found.agency_id == "us-pa-washington-township-franklin-county-police"


def test_two_towns_of_one_name_without_a_county_stay_undecided_with_candidates() -> None:
    """Nothing is guessed between equals; both are shown."""
    found = resolve_agency("PA", "Washington Township Police Department")
    assert found.agency_id == ""
    assert "us-pa-washington-township-franklin-county-police" in found.candidates


@pytest.mark.parametrize("kind", ["County", "Municipality", "State Agency", "#NA", "Muncipality "])
def test_a_wrong_type_is_not_believed_over_the_name(kind: str) -> None:
    """The type column never turns a sheriff into something else."""
    assert resolve_agency("TX", "Bexar County Sheriff's Office", kind).agency_id == "us-tx-bexar-county-sheriff"


def test_the_type_decides_only_between_a_city_and_a_county_of_one_name() -> None:
    """Virginia's Richmond is a county and a city, each with a sheriff; the bare name needs the type."""
    assert resolve_agency("VA", "Richmond Sheriff's Office", "Municipality").county_geoids == ("51760",)
    assert resolve_agency("VA", "Richmond Sheriff's Office", "County").county_geoids == ("51159",)
    undecided = resolve_agency("VA", "Richmond Sheriff's Office")
    assert undecided.agency_id == ""
    assert set(undecided.candidates) == {"us-va-richmond-county-sheriff", "us-va-richmond-city-sheriff"}


def test_a_row_under_another_state_is_found_by_two_witnesses() -> None:
    """Name and county that exist together in one other state only are that state's, and the conflict says so."""
    found = resolve_agency("FLORIDA", "Kershaw County Sheriff's Office", "County", "Kershaw County")
    assert found.agency_id == "us-sc-kershaw-county-sheriff"
    assert found.rule == "state-misprinted"
    assert "FLORIDA" in found.conflict


def test_a_row_that_several_other_states_could_claim_stays_undecided() -> None:
    """Kansas and Texas both have a Wichita County: both are shown, neither is chosen, nor Oklahoma's Washita."""
    found = resolve_agency("OKLAHOMA", "Wichita County Sheriff's Office", "County", "Wichita County")
    assert found.agency_id == ""
    assert {"us-ks-wichita-county-sheriff", "us-tx-wichita-county-sheriff"} <= set(found.candidates)


def test_a_name_in_no_state_without_a_county_is_not_moved_elsewhere() -> None:
    """One witness is not enough to leave the printed state."""
    assert resolve_agency("FLORIDA", "Kershaw County Sheriff's Office").agency_id == ""


@pytest.mark.parametrize(
    "agency",
    [
        "",
        "   ",
        "\u202e\u200f",
        '=HYPERLINK("x")',
        "x" * 10_000,
        "County",
        "Police Department",
        "Sheriff's Office",
        "\x00\x07",
    ],
)
def test_a_name_that_is_none_resolves_nothing(agency: str) -> None:
    """Blank, oversized, control and formula text ends unresolved."""
    assert resolve_agency("TX", agency).agency_id == ""


def test_a_bare_sheriff_takes_the_printed_county_with_low_confidence() -> None:
    """Where the name says only `Sheriff's Office`, the column is all there is, and the rule says so."""
    found = resolve_agency("TX", "Sheriff's Office", "County", "Bexar County")
    assert (found.agency_id, found.rule) == ("us-tx-bexar-county-sheriff", "printed-county-only")
    assert found.confidence < 0.8


@pytest.mark.parametrize(
    ("state", "agency", "ori"),
    [
        ("FL", "Alachua County Sheriff's Office", "FL0010000"),
        ("VA", "Fairfax County Police Department", "VA0290100"),
        ("NE", "Sarpy County Sheriff's Office", "NB0770000"),
        ("FL", "University of Florida Police Department", "FL0010600"),
        ("FL", "Okaloosa County Department of Corrections", ""),
    ],
)
def test_oris_come_from_the_fbis_table(state: str, agency: str, ori: str) -> None:
    """An agency has the FBI's ORI of its own kind and place; a jail department has none of its sheriff's."""
    assert resolve_agency(state, agency).ori == ori


def test_a_state_agency_serves_no_county_and_stands_at_its_state() -> None:
    """A state-wide body has no county even where one is printed."""
    found = resolve_agency("INDIANA", "Indiana Department of Corrections", "State", "Putnam County")
    assert (found.kind, found.county_geoids, found.place_geoid) == ("corrections", (), "18")


@pytest.mark.parametrize(
    ("state", "agency", "agency_id"),
    [
        ("FL", "Florida Highway Patrol Troop C", "us-fl-highway-patrol"),
        ("LA", "LA State Police", "us-la-state-police"),
        ("AZ", "Arizona Department of Corrections, Rehabilitation and Reentry", "us-az-department-of-corrections"),
        ("TN", "Tennessee Department of Safety and Homeland Security / THP", "us-tn-department-of-safety"),
        ("SD", "South Dakota DCI", "us-sd-division-of-criminal-investigation"),
        ("NE", "Nebraska Made-Up Commission", "us-ne-made-up-commission"),
    ],
)
def test_divisions_and_initials_lead_to_their_state_body(state: str, agency: str, agency_id: str) -> None:
    """A troop, an inspector or initials are the body's; a body that no rule lists has an id of its own name."""
    found = resolve_agency(state, agency)
    assert (found.agency_id, found.county_geoids) == (agency_id, ())


@pytest.mark.parametrize(
    ("state", "agency", "agency_id"),
    [
        ("NY", "New York Police Department", "us-ny-new-york-police"),
        ("NY", "New York City Police Department", "us-ny-new-york-police"),
        ("NY", "New York State Police", "us-ny-state-police"),
        ("NY", "NY State Police", "us-ny-state-police"),
        ("NY", "New York Mills Police Department", "us-ny-new-york-mills-police"),
        ("VA", "Virginia Police", "us-va-state-police"),
        ("GU", "Guam Police Department", "us-gu-guam-police"),
        ("IL", "Ohio Police Department", "us-il-ohio-police"),
    ],
)
def test_a_police_of_a_states_name_is_the_states_unless_a_city_bears_it(
    state: str, agency: str, agency_id: str
) -> None:
    """New York is the one city named as its state: its police is not the state's, whose name says state."""
    assert resolve_agency(state, agency).agency_id == agency_id


def test_a_state_in_front_of_state_police_is_not_a_university() -> None:
    """Kent State is a university and not Ohio's police, though its name ends in the same words."""
    assert resolve_agency("OH", "Kent State Police Department").agency_id != "us-oh-state-police"
    assert resolve_agency("PA", "State College Police Department").kind == "municipal_police"


@pytest.mark.parametrize(
    ("state", "agency", "kind"),
    [
        ("IA", "University Heights Police Department", "municipal_police"),
        ("MO", "University City DPS", "municipal_police"),
        ("FL", "Winter Park Police Department", "municipal_police"),
        ("IN", "Princes Lakes Town Marshal", "marshal"),
        ("TX", "Katy ISD Police Department", "school_police"),
        ("FL", "Broward College", "campus_police"),
        ("TX", "Port of Houston Authority Police", "port_police"),
        ("OK", "Cherokee Nation Marshal Service", "tribal"),
        ("SC", "Charleston County Sheriff Al Cannon Detention Center", "sheriff"),
        ("TX", "Smith County Fire Marshal", "other"),
        ("TX", "Kleberg County Attorney's Specialized Crimes & Narcotics Task Force", "other"),
    ],
)
def test_a_kind_is_told_by_words_and_by_the_places_that_bear_them(state: str, agency: str, kind: str) -> None:
    """A city named for a university is a city; a body's words tell its kind everywhere else."""
    assert resolve_agency(state, agency).kind == kind


def test_a_part_that_is_known_answers_for_a_name_of_two_parts() -> None:
    """`County of X / X County Jail` is the jail."""
    found = resolve_agency("PA", "County of Franklin / Franklin County Jail ", "County", "Franklin County")
    assert found.agency_id == "us-pa-franklin-county-jail"


def test_an_officers_name_before_a_township_is_passed_over_where_the_county_agrees() -> None:
    """The township is found behind a person's name, whose name does not enter the id."""
    found = resolve_agency("PA", "Constable Robert, Somerset Township", "", "Somerset County")
    assert found.agency_id == "us-pa-somerset-township-somerset-county-constable"
    assert "robert" not in found.agency_id
