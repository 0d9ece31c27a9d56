"""Counties' agencies: prosecutors by circuit, jails of one county or several, bare sheriffs, cities' names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.places import Resolver, load_gazetteer
from comity.places.rulebook import Circuit, RegionalJail, load_rules

GAZETTEER = load_gazetteer()
RESOLVER = Resolver(GAZETTEER)
RULES = load_rules(GAZETTEER.packed.rules)
JAILS = RULES.jails
CIRCUITS = RULES.circuits
NUMBERS = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"]
OFFICES = {"FL": "State Attorney", "SC": "Solicitor's Office", "AR": "Prosecuting Attorney"}


def resolve(state: str, agency: str, type: str = "", county: str = ""):  # type: ignore[no-untyped-def]
    """Return what a printed row is."""
    return RESOLVER.resolve(state, agency, type, county)


@pytest.mark.parametrize("jail", JAILS, ids=lambda j: f"{j.state}-{j.name}")
def test_a_regional_jail_is_one_body_under_each_of_its_names(jail: RegionalJail) -> None:
    """Every name, in capitals, without hyphens, with Authority or its state, is the jail with exactly its members."""
    names = [jail.name, jail.name.upper(), jail.name.replace("-", " "), f"{jail.name} Authority", *jail.also]
    found = {resolve(jail.state, name) for name in names}
    assert {answer.agency_id for answer in found} == {resolve(jail.state, jail.name).agency_id}
    assert {answer.county_geoids for answer in found} == {tuple(jail.members)}
    assert all(answer.kind == "regional_jail" and answer.confidence >= 0.9 for answer in found)
    assert list(jail.members) == sorted(set(jail.members))


@pytest.mark.parametrize("jail", JAILS, ids=lambda j: f"{j.state}-{j.name}")
def test_a_regional_jails_members_agree_with_it_and_others_contradict(jail: RegionalJail) -> None:
    """Each member beside the name is no conflict; any other county of the state is one, and changes no member."""
    members = [GAZETTEER.county(geoid) for geoid in jail.members]
    for member in members:
        found = resolve(jail.state, jail.name, "County", member.name)
        assert (found.conflict, found.county_geoids) == ("", tuple(jail.members)), member
    here = GAZETTEER.in_state(jail.state)
    bearers = {p.name for p in members}
    other = next(
        p
        for p in map(here.place, range(len(here.geoids)))
        if len(p.geoid) == 5 and p.geoid not in jail.members and p.name not in bearers and not p.valid_until
    )
    against = resolve(jail.state, jail.name, "County", other.name)
    assert against.county_geoids == tuple(jail.members)
    assert against.conflict.startswith(f"the list prints {other.name}, the gazetteer says {members[0].name}")


@pytest.mark.parametrize("jail", JAILS, ids=lambda j: f"{j.state}-{j.name}")
def test_no_members_own_sheriff_or_jail_is_the_regional_jail(jail: RegionalJail) -> None:
    """A member's sheriff stays its own; a jail named for one county alone is that county's."""
    own = resolve(jail.state, jail.name).agency_id
    for geoid in jail.members:
        name = GAZETTEER.county(geoid).name
        assert resolve(jail.state, f"{name} Sheriff's Office").county_geoids == (geoid,)
        alone = resolve(jail.state, f"{name} Jail")
        assert alone.county_geoids == (geoid,), alone
        assert alone.agency_id != own


def test_no_two_regional_jails_of_a_state_share_an_id() -> None:
    """Western, Southwestern, Central and North Central are four."""
    ids = {(jail.state, resolve(jail.state, jail.name).agency_id) for jail in JAILS}
    assert len(ids) == len(JAILS) > 40


@pytest.mark.parametrize("circuit", CIRCUITS, ids=lambda c: f"{c.state}-{c.word}-{c.number}")
def test_a_circuit_is_one_office_however_its_number_is_printed(circuit: Circuit) -> None:
    """In figures, as an ordinal or a word, before or behind: one prosecutor with exactly the circuit's counties."""
    office = OFFICES.get(circuit.state, "District Attorney")
    unit, number = circuit.word.capitalize(), circuit.number
    ending = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    names = [
        f"{office}, {unit} {number}",
        f"{office}, {unit} No. {number}",
        f"{office} {number}{ending} {unit}",
        f"{office} {number}{ending} Judicial {unit}",
        f"{number}{ending} Judicial {unit} {office}".upper(),
        f"Office of the {office}, {number}{ending} Judicial {unit}",
    ]
    names += [f"{office}, {NUMBERS[number - 1]} Judicial {unit}"] if number <= 10 else []
    found = [resolve(circuit.state, name) for name in names]
    assert {answer.agency_id for answer in found} == {found[0].agency_id}
    assert {answer.county_geoids for answer in found} == {tuple(circuit.members)}
    assert {(answer.kind, answer.rule, answer.confidence) for answer in found} == {("prosecutor", "circuit", 0.95)}
    assert f"-{circuit.word}-{number}" in found[0].agency_id


@pytest.mark.parametrize("circuit", CIRCUITS, ids=lambda c: f"{c.state}-{c.word}-{c.number}")
def test_every_member_of_a_circuit_exists_today_and_stands_once(circuit: Circuit) -> None:
    """Members are counties of the state that have not ended."""
    assert len(set(circuit.members)) == len(circuit.members) > 0
    for geoid in circuit.members:
        county = GAZETTEER.county(geoid)
        assert (county.state, county.valid_until) == (circuit.state, "")


def test_a_circuits_task_force_is_another_body_than_its_prosecutor() -> None:
    """A joint force serves the same counties under an id of its own."""
    force = resolve("AR", "16th Judicial District Drug Task Force")
    assert (force.kind, force.rule, force.agency_id) == ("other", "circuit", "us-ar-district-16-task-force")
    assert len(force.county_geoids) == 5
    unlisted = resolve("TX", "5th District Drug Task Force", "", "Bexar County")
    assert (unlisted.county_geoids, unlisted.rule, unlisted.confidence) == (("48029",), "circuit-unlisted", 0.6)


def test_a_circuit_that_no_table_has_takes_the_printed_county_and_says_how_sure_it_is() -> None:
    """An unlisted number is not refused, and not believed much."""
    found = resolve("FL", "State Attorney, 21st Judicial Circuit", "", "Lee County")
    assert (found.agency_id, found.county_geoids) == ("us-fl-state-attorney-circuit-21", ("12071",))
    assert (found.rule, found.confidence) == ("circuit-unlisted", 0.6)


def test_a_number_beside_a_countys_own_prosecutor_is_not_a_circuit() -> None:
    """Kerr County's attorney stays the county's, whatever number stands behind, and is named once."""
    found = resolve("TX", "Kerr County Attorney, District 4")
    assert (found.agency_id, found.name) == ("us-tx-kerr-county-attorney", "Kerr County Attorney")
    assert resolve("TX", "Kerr County Attorney").agency_id == found.agency_id


@pytest.mark.parametrize(
    ("state", "agency", "county", "agency_id", "rule"),
    [
        ("KY", "Knott-Perry Regional Jail", "", "us-ky-knott-perry-regional-jail", "regional-jail-by-name"),
        (
            "VA",
            "Nowhere Valley Regional Jail",
            "Wise County",
            "us-va-nowhere-valley-regional-jail",
            "regional-jail-unlisted",
        ),
        (
            "VA",
            "Nowhere Valley Regional Jail Authority",
            "",
            "us-va-nowhere-valley-regional-jail",
            "regional-jail-unlisted",
        ),
        ("GA", "Lake District Jail", "Cobb County", "us-ga-lake-district-jail", "regional-jail-unlisted"),
        ("GA", "Cobb County Regional Jail", "", "us-ga-cobb-county-jail", "county-name"),
        ("OH", "Jail", "Lake County", "us-oh-lake-county-jail", "printed-county-only"),
        ("TX", "Sheriff's Office", "Bexar County", "us-tx-bexar-county-sheriff", "printed-county-only"),
        (
            "TX",
            "District Attorney's Office",
            "Bexar County",
            "us-tx-bexar-county-district-attorney",
            "printed-county-only",
        ),
        ("FL", "Miami Sheriff's Office", "Miami-Dade County", "us-fl-miami-dade-county-sheriff", "county-by-its-city"),
        ("FL", "Tampa Sheriff's Office", "Hillsborough", "us-fl-hillsborough-county-sheriff", "county-by-its-city"),
        ("VA", "Lynchburg Sheriff's Office", "", "us-va-lynchburg-city-sheriff", "county-name"),
        ("GA", "Georgia Department of Corrections", "Monroe County", "us-ga-department-of-corrections", "state-body"),
        (
            "OH",
            "Ohio Department of Youth Services Detention",
            "",
            "us-oh-department-youth-services-detention",
            "state-name",
        ),
        ("PA", "Somerset County Constable", "", "us-pa-somerset-county-constable", "county-name"),
    ],
)
def test_a_countys_agency_is_read_by_this_rule(state: str, agency: str, county: str, agency_id: str, rule: str) -> None:
    """Each way to a county's agency, and the rule that it leaves behind."""
    found = resolve(state, agency, "County", county)
    assert (found.agency_id, found.rule) == (agency_id, rule)


@pytest.mark.parametrize(
    ("state", "agency", "county", "reason"),
    [
        ("OH", "Jail", "", "a jail of nowhere"),
        ("GA", "Detention", "", "a word is no name"),
        ("FL", "Tampa Sheriff's Office", "", "a city has no sheriff, and no county is printed"),
        ("FL", "Tampa Sheriff's Office", "Lee", "the printed county is not the city's"),
        ("OK", "Oklahoma City Sheriff's Office", "Oklahoma County, Canadian County", "the city lies in both"),
        ("FL", "Tampa District Attorney", "Hillsborough", "a prosecutor is never taken from a city's name"),
        ("GA", "Prosecuting Attorney of Lake Circuit 5", "", "a circuit's number beside a name that is no county"),
        ("NC", "Tri-County Jail", "Bertie County", "three counties are not the one that is printed"),
    ],
)
def test_a_countys_agency_stays_undecided(state: str, agency: str, county: str, reason: str) -> None:
    """What does not tell one county is left, with the kind that its words tell."""
    found = resolve(state, agency, "", county)
    assert (found.agency_id, found.county_geoids, found.confidence) == ("", (), 0.0), reason
    assert found.name == agency


def test_how_sure_an_answer_is_falls_with_how_it_was_found() -> None:
    """A table is surer than a name that lists counties, that surer than a jail of which only the column speaks."""
    asked = ["Three Forks Regional Jail", "Knott-Perry Regional Jail", "Nowhere Regional Jail"]
    assert [resolve("KY", name, "", "Lee County").confidence for name in asked] == [0.95, 0.85, 0.6]


def test_a_bare_sheriff_with_several_printed_counties_shows_each_in_one_order() -> None:
    """The candidates come in the order of their GEOIDs, in every run of the program."""
    names = ["Harris", "Bexar", "Travis", "Dallas", "Zavala", "Collin", "Brazos"]
    found = resolve("TX", "Sheriff's Office", "", ", ".join(names))
    assert found.agency_id == ""
    assert found.candidates == tuple(f"us-tx-{name.lower()}-county-sheriff" for name in sorted(names))


def test_a_jail_and_a_sheriff_beside_it_in_a_name_are_the_sheriffs() -> None:
    """A regional word in a sheriff's own name makes no regional jail of it."""
    found = resolve("VA", "Warren County Sheriff's Office Regional Jail Unit")
    assert (found.kind, found.county_geoids) == ("sheriff", ("51187",))


COUNTIES = [p for p in GAZETTEER.all_places() if p.kind in {"county", "parish"} and not p.valid_until]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(COUNTIES),
    st.sampled_from(["{} Sheriff's Office", "{} Jail", "{} District Attorney", "{} Constable Precinct 3", "{} Police"]),
    st.data(),
)
def test_a_printed_county_never_overrides_a_county_that_the_name_tells(county, form: str, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    """With another county of the state in the column the agency is the same, less certain, and the conflict is said."""
    here = GAZETTEER.in_state(county.state)
    others = [g for g in here.geoids if len(g) == 5 and g != county.geoid]
    if not others:
        return
    other = GAZETTEER.county(data.draw(st.sampled_from(others)))
    alone = resolve(county.state, form.format(county.name))
    printed = resolve(county.state, form.format(county.name), "", other.name)
    assert printed.agency_id == alone.agency_id
    assert printed.county_geoids == alone.county_geoids
    assert printed.ori == alone.ori
    assert printed.confidence <= alone.confidence
    standing = GAZETTEER.counties_named(county.state, other.name)
    now = {geoid for p in standing for geoid in GAZETTEER.successors(p.geoid, "2026-01-01")}
    assert bool(printed.conflict) == now.isdisjoint(alone.county_geoids)
