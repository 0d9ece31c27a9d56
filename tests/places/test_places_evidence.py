"""The columns beside a name: states and counties as printed, misprinted, several, ended, or saying nothing."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places_made import gazetteer

from comity.places import load_gazetteer
from comity.places.evidence import TERRITORIES, Evidence

REAL = Evidence(load_gazetteer())
MADE = Evidence(gazetteer())
CODES = load_gazetteer().state_codes


@pytest.mark.parametrize("code", CODES)
def test_every_state_is_read_by_code_and_name_in_any_case(code: str) -> None:
    """Code, name, capitals, spaces and `State of` all mean the state."""
    name = load_gazetteer().state_name(code)
    for printed in (code, code.lower(), name, name.upper(), f" {name} ", name.replace(" ", "  "), f"State of {name}"):
        assert REAL.state(printed) == code, printed


@pytest.mark.parametrize("code", CODES)
def test_a_state_with_one_letter_left_out_is_that_state_or_none(code: str) -> None:
    """No slip of a letter turns one state into another."""
    name = load_gazetteer().state_name(code)
    read = [REAL.state(name[:i] + name[i + 1 :]) for i in range(len(name))]
    assert set(read) <= {code, ""}
    assert len(name) < 5 or code in read


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Commonwealth of Virginia", "VA"),
        ("Commonwealth Virginia", "VA"),
        ("Commonwealth of Puerto Rico", "PR"),
        ("State Texas", "TX"),
        ("Washington DC", "DC"),
        ("Washington, D.C.", "DC"),
        ("USVI", "VI"),
        ("US Virgin Islands", "VI"),
        ("U.S. Virgin Islands", "VI"),
        ("Virgin Islands", "VI"),
        ("CNMI", "MP"),
        ("Northern Mariana Islands", "MP"),
        ("The Commonwealth of the Northern Mariana Islands", "MP"),
        ("Iwoa", "IA"),
        ("Masachusets", "MA"),
        ("Conneticutt", "CT"),
        ("48", "TX"),
    ],
)
def test_other_spellings_of_a_state_are_read(printed: str, code: str) -> None:
    """Commonwealths, territories and slips of a letter or two."""
    assert REAL.state(printed) == code


@pytest.mark.parametrize(
    "printed",
    [
        "",
        " ",
        "N/A",
        "Carolina",
        "Dakota",
        "Virgina Islands West",
        "Uta Utah",
        "Nouth Dakota",
        "Nouth Carolina",
        "Iow",
        "Uta",
        "Io",
        "Txs",
        "ZZ",
        "?",
    ],
)
def test_what_is_no_state_or_two_is_none(printed: str) -> None:
    """Half a name, two names, one as near to two, three letters of a short name: nothing is guessed."""
    assert REAL.state(printed) == ""


def test_every_territorys_spelling_leads_to_a_state_that_exists() -> None:
    """The table of spellings holds keys as they are looked up, and codes of the gazetteer."""
    assert set(TERRITORIES.values()) <= set(CODES)
    assert all(key == key.lower().replace(" ", "") for key in TERRITORIES)


def found(printed: str) -> set[str]:
    """Return the counties of Midland that a printed county means, by their last three digits."""
    return {geoid[2:] for geoid in MADE.county("ML", printed).geoids}


@pytest.mark.parametrize(
    ("printed", "counties"),
    [
        ("Lake County", {"001"}),
        ("LAKE", {"001"}),
        ("lake co.", {"001"}),
        ("Lake Parish", {"001"}),
        ("Lake, Lane", {"001", "003"}),
        ("Lake and Lane", set()),
        ("Lake & Lane", {"001", "003"}),
        ("Lake/Lane", {"001", "003"}),
        ("Lake; Lane; Stone", {"001", "003", "005"}),
        ("Lake County, Nowhere County", {"001"}),
        ("Granite", {"013", "510"}),
        ("Granite County", {"013"}),
        ("Granite City", {"510"}),
        ("Granite, Lake", {"013", "510", "001"}),
        ("Old Quarry County", {"007"}),
        ("Split", {"001", "003"}),
        ("Splitt", {"001", "003"}),
        ("Split/Stone", {"001", "003", "005"}),
        ("Old Quarrry County", {"007"}),
        ("Marblle County", {"007"}),
        ("Marblle Couny", {"007"}),
        ("Marblle Parish", {"007"}),
        ("Northmbre", {"019"}),
        ("Stonee", {"005"}),
        ("Quartz & Ore", {"017"}),
    ],
)
def test_a_printed_county_means_these(printed: str, counties: set[str]) -> None:
    """One, several, one that has ended and stands as others now, or one misprinted."""
    assert found(printed) == counties


@pytest.mark.parametrize(
    "printed",
    ["", "#N/A", "N/A", "n.a.", "None", "NULL", "nan", "No County", "Statewide", "Various", "Multiple", " - "],
)
def test_a_blank_county_is_no_evidence_and_nothing_to_show(printed: str) -> None:
    """What says only that nothing is said leaves neither a county nor words to quote."""
    read = MADE.county("ML", printed)
    assert (read.geoids, read.printed) == (frozenset(), "")


@pytest.mark.parametrize("printed", ["German Coast", "Lan", "Lxxe", "Loke Lone", "Stxnx", "North"])
def test_a_county_that_is_none_is_shown_but_is_no_evidence(printed: str) -> None:
    """Two names as near, a short slip, two slips in a short name: the words stand, and mean nothing."""
    read = MADE.county("ML", f"  {printed}  ")
    assert (read.geoids, read.printed, read.is_exact) == (frozenset(), printed, False)


def test_a_misprint_is_not_exact_and_a_name_is() -> None:
    """Only a name that stands in the gazetteer is a witness that can send a row to another state."""
    assert MADE.county("ML", "Lake").is_exact
    assert MADE.county("ML", "Lake/Lane").is_exact
    assert not MADE.county("ML", "Marblle").is_exact


def test_a_slip_as_near_to_two_counties_is_neither() -> None:
    """`Lare` is as near to Lake as to Lane."""
    assert found("Lare") == set()


def test_without_a_state_a_county_says_nothing() -> None:
    """A county's name is read within its state alone."""
    assert MADE.county("", "Lake County").geoids == frozenset()


def test_the_states_that_have_a_county_of_a_name() -> None:
    """With or without its type; a name that none has is in none."""
    assert MADE.states_with_county("Lake County") == MADE.states_with_county("lake") == ["ML", "OL"]
    assert MADE.states_with_county("Far") == ["OL"]
    assert MADE.states_with_county("Nowhere") == []
    assert REAL.states_with_county("Kershaw County") == ["SC"]
    assert {"KS", "TX"} == set(REAL.states_with_county("Wichita"))


def test_what_was_read_before_is_read_alike_and_within_its_state() -> None:
    """The memory is kept by state and printed words."""
    assert MADE.county("ML", "Lake") is MADE.county("ML", "Lake")
    assert MADE.county("ML", "Lake").geoids != MADE.county("OL", "Lake").geoids


@given(st.sampled_from(["ML", "OL"]), st.text(alphabet=string.printable, max_size=140))
def test_any_printed_county_is_read_and_lies_in_its_state(code: str, printed: str) -> None:
    """No text raises; what it means are counties of that state which stand today."""
    fips = {"ML": "96", "OL": "97"}[code]
    for geoid in MADE.county(code, printed).geoids:
        assert geoid[:2] == fips
        assert geoid not in {"96009", "96011"}
