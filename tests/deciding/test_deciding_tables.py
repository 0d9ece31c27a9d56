"""The tables of offices and deciders against plain reckoning, and on made-up agreements."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from comity.elections import Law, load_law, next_contests, read_counties
from comity.model import Claim
from comity.places import Gazetteer, Resolver, load_gazetteer
from comity.register.deciders import decider_rows
from comity.register.election_rows import DeciderRow, OfficeRow
from comity.register.office_table import last_election_day, office_rows
from comity.register.rows import AgencyRow, AgreementRow, PendingRow

AS_OF = "2026-01-09"


@pytest.fixture(scope="module")
def law() -> Law:
    """Return the carried law."""
    return load_law()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """Return the carried gazetteer."""
    return load_gazetteer()


@pytest.fixture(scope="module")
def offices(law: Law, gazetteer: Gazetteer) -> dict[str, OfficeRow]:
    """Return the offices around a day."""
    return {row.office_id: row for row in office_rows(law, gazetteer, (), AS_OF)}


def test_an_office_has_its_elections_on_both_sides_of_the_day(offices: dict[str, OfficeRow]) -> None:
    """The last is not after the day, the next not before it, and its stages follow each other."""
    for row in offices.values():
        assert row.last_general_on <= AS_OF
        assert not row.next_general_on or row.next_general_on > AS_OF
        days = [row.next_filing_deadline, row.next_primary_on, row.next_primary_runoff_on, row.next_general_on]
        given = [day for day in days if day]
        assert given == sorted(given), row.office_id
        assert bool(row.next_contest_id) == bool(row.next_standing)


def test_looking_outwards_finds_what_a_full_look_finds(
    law: Law, gazetteer: Gazetteer, offices: dict[str, OfficeRow]
) -> None:
    """The years asked for outwards from the day give the same next contests as all years at once."""
    found = next_contests(law, read_counties(gazetteer), date.fromisoformat(AS_OF))
    by_unit = {(row.unit_id, row.local_title): row for row in offices.values()}
    assert len(found) > 5_000
    for contest in found.values():
        row = by_unit.get((contest.unit_id, contest.local_title))
        if row is not None and contest.decided_on is not None and contest.stage("general"):
            assert row.next_general_on == contest.decided_on.isoformat(), row.office_id


def test_an_office_has_the_people_of_all_its_counties(offices: dict[str, OfficeRow], gazetteer: Gazetteer) -> None:
    """A shared sheriff counts the city's people too."""
    both = sum(gazetteer.place(geoid).population or 0 for geoid in ("51059", "51600"))
    assert offices["us-va-fairfax-county.sheriff"].population == both


def agency(agency_id: str, name: str, kind: str, counties: str, state: str = "KY", place: str = "") -> AgencyRow:
    """Return an agency."""
    return AgencyRow(agency_id, name, state, kind, place, counties, "", 1.0, "test", 1, 1)


def agreement(agreement_id: str, of: AgencyRow, status: str = "listed") -> AgreementRow:
    """Return an agreement of an agency."""
    days = ("2025-03-01", "2025-03-04", AS_OF)
    return AgreementRow(
        agreement_id, of.agency_id, of.agency, of.state, of.kind, of.county_geoids, "WSO", *days, status, "", "", ""
    )


SHERIFF = agency("us-ky-oldham-county-sheriff", "Oldham County Sheriff's Office", "sheriff", "21185")
JAIL = agency("us-ky-oldham-county-jail", "Oldham County Detention Center", "county_jail", "21185")
BINDS = Claim(
    claim_id="ky-law", publication_id="statute", subject_place_geoid="21", subject="Kentucky", instrument="state_law",
    action="other", status="in_force", statement="Sheriffs must.", attributed_to="the legislature",
    kind="legal_mandate", subject_state="KY", effect="compels", covers=("287g",), applies_to=("sheriff",),
    valid_from="2025-07-01",
)  # fmt: skip
POLICY = Claim(
    claim_id="oldham-contract", publication_id="article", subject_place_geoid="21185", subject="Oldham County",
    instrument="detention_contract", action="start", status="happened", statement="The jail holds people for ICE.",
    attributed_to="a newspaper", kind="practice", subject_state="KY", agency="Oldham County Detention Center",
)  # fmt: skip


def rows(law: Law, gazetteer: Gazetteer, claims: list[Claim], as_of: str = AS_OF) -> dict[str, DeciderRow]:
    """Return the deciders of a small record."""
    pending = PendingRow(
        "p",
        SHERIFF.agency_id,
        SHERIFF.agency,
        "KY",
        "sheriff",
        "21185",
        "TFM",
        AS_OF,
        AS_OF,
        "pending",
        "",
        "",
        "",
        "",
        "",
    )
    agreements = [agreement("s.1", SHERIFF), agreement("j.1", JAIL, "no_longer_listed")]
    bodies = ([SHERIFF, JAIL], agreements, [pending])
    found = decider_rows(law, gazetteer, Resolver(gazetteer), claims, as_of, bodies)
    return {row.subject_id: row for row in found}


def test_agreements_pending_entries_and_policies_have_deciders(law: Law, gazetteer: Gazetteer) -> None:
    """Each has a row; what is no longer listed is marked so; a claim's body is resolved from its name."""
    found = rows(law, gazetteer, [POLICY])
    assert {key: row.office_id for key, row in found.items()} == {
        "s.1": "us-ky-oldham-county.sheriff",
        "p": "us-ky-oldham-county.sheriff",
        "j.1": "us-ky-oldham-county.jailer",
        "oldham-contract": "us-ky-oldham-county.jailer",
    }
    assert {key: row.is_current for key, row in found.items()} == {
        "s.1": True,
        "p": True,
        "j.1": False,
        "oldham-contract": True,
    }
    assert [row.agreement_id for row in found.values() if row.agreement_id] == ["j.1", "s.1"]


def test_a_law_stands_beside_those_whom_it_addresses_while_in_force(law: Law, gazetteer: Gazetteer) -> None:
    """It is beside the sheriff, not beside the jail, and not before its first day."""
    found = rows(law, gazetteer, [BINDS])
    assert (found["s.1"].law_claim_ids, found["j.1"].law_claim_ids) == ("ky-law", "")
    assert rows(law, gazetteer, [BINDS], "2025-06-30")["s.1"].law_claim_ids == ""


@pytest.mark.parametrize(
    ("effect", "is_told"), [("compels", True), ("forbids", True), ("limits", True), ("permits", False), ("", False)]
)
def test_a_law_stands_beside_a_decider_where_it_binds(
    law: Law, gazetteer: Gazetteer, effect: str, is_told: bool
) -> None:
    """One that permits leaves whoever decides as free as before."""
    found = rows(law, gazetteer, [replace(BINDS, effect=effect)])
    assert bool(found["s.1"].law_claim_ids) is is_told


def test_laws_beside_a_decider_stand_by_their_ids(law: Law, gazetteer: Gazetteer) -> None:
    """Of the state and of what they cover alone."""
    laws = [
        replace(BINDS, claim_id="b"),
        replace(BINDS, claim_id="a"),
        replace(BINDS, claim_id="c", subject_state="TN"),
        replace(BINDS, claim_id="d", covers=("detainers",)),
    ]
    assert rows(law, gazetteer, laws)["s.1"].law_claim_ids == "a;b"


def test_a_claim_that_names_no_body_has_no_decider(law: Law, gazetteer: Gazetteer) -> None:
    """It keeps its row, with the reason."""
    from msgspec.structs import replace

    row = rows(law, gazetteer, [replace(POLICY, agency="")])["oldham-contract"]
    assert (row.decider_kind, row.body) == ("unknown", "") and row.reason


def test_a_record_without_a_list_has_no_day_and_no_tables(law: Law, gazetteer: Gazetteer) -> None:
    """Nothing is made up where no list tells the day."""
    assert decider_rows(law, gazetteer, Resolver(gazetteer), [], "", ([], [], [])) == []
    assert office_rows(law, gazetteer, [], "") == []
    assert last_election_day(law, [], "") == ""


@pytest.mark.parametrize("day", ["2025-11-05", "2026-03-04", "2026-08-01", "2026-11-03", "2027-01-01"])
def test_between_election_days_the_offices_stay_the_same(law: Law, gazetteer: Gazetteer, day: str) -> None:
    """From one day on which an office is filled up to the next, each office has the same elections around it."""
    last = last_election_day(law, (), day)
    assert "2024-12-31" < last <= day
    assert last_election_day(law, (), last) == last
    if last[:4] == day[:4]:
        assert office_rows(law, gazetteer, (), last) == office_rows(law, gazetteer, (), day)
    before = (date.fromisoformat(last) - timedelta(days=1)).isoformat()
    assert last_election_day(law, (), before) < last
