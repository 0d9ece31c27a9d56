"""Questions over an open release: filters to the day, places of every kind, and traces down to the print."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import pytest
from msgspec.structs import replace

from comity.errors import NotFoundError
from comity.model import Claim, PrintedRow
from comity.register import ask
from comity.register.compiled import publication_id_of
from comity.register.place import PlaceHistory, as_json, place_history
from comity.register.reading import row_id
from comity.register.trace import KEYS, PRINTED, trace
from tests.register.making import Shown, compiled, gazetteer, moa, opened, police, sheriff

# The town of Arcadia in DeSoto County, Florida.
ARCADIA_GEOID = "1201750"
DAYS = ("2025-07-01", "2025-07-08", "2025-07-15", "2025-07-22", "2025-07-29")
BAY = sheriff("Bay", moa="link", moa_url=moa("BaySO.pdf"))
BAY_WSO = replace(BAY, support_type="Warrant Service Officer", signed="2025-07-01")
RENAMED = sheriff("Lake", agency="Lake County Sheriff Department")
ARCADIA = police("Arcadia", "DeSoto")
PATROL = PrintedRow("FLORIDA", "Florida Highway Patrol", "State Agency", "", "Task Force Model", "2025-02-20")
PATROL_WSO = replace(PATROL, support_type="Warrant Service Officer", signed="")
WATCH = PrintedRow("FLORIDA", "The Watch of Nowhere", "", "", "Task Force Model", "2025-02-20")
GEORGIA = sheriff("Baker", "GEORGIA", signed="2024-05-06")
FAIRFAX = police("Fairfax", "Fairfax", "VIRGINIA", agency="City of Fairfax Police Department", county="Fairfax City")
STRAY = police("Arcadia", "Duval", agency="City of Arcadia Police Department", support_type="WSO", signed="2025-07-12")
LISTS = [
    Shown(DAYS[0], [PATROL, BAY, sheriff("Lake"), WATCH, GEORGIA, FAIRFAX]),
    Shown(DAYS[1], [PATROL, BAY, BAY_WSO, sheriff("Lake"), WATCH, GEORGIA, FAIRFAX]),
    Shown(DAYS[2], [PATROL, BAY_WSO, RENAMED, ARCADIA, STRAY, WATCH, GEORGIA, FAIRFAX]),
    Shown(DAYS[3], [PATROL, BAY_WSO, RENAMED, ARCADIA, STRAY, WATCH, GEORGIA, FAIRFAX]),
    Shown(DAYS[4], [PATROL, BAY_WSO, RENAMED, ARCADIA, STRAY, WATCH, GEORGIA, FAIRFAX]),
    Shown(
        "2025-06-30",
        [sheriff("Levy", signed=""), sheriff("Bay", signed="", support_type="WSO"), PATROL_WSO],
        kind="pending",
    ),
    Shown("2025-07-30", [sheriff("Levy", signed="")], kind="pending"),
    Shown("2025-08-20", [], error="it is a web page"),
]


def claim(claim_id: str, geoid: str, **changes: str) -> Claim:
    """Return a claim on a place."""
    plain = Claim(
        claim_id, "pub-1", geoid, "a county", "287g", "ended", "happened", "It ended.", "A. Reporter", on="2025-03-01"
    )
    return replace(plain, **changes)


CLAIMS = [
    claim("c-bay", "12005", subject_state="FL", kind="act"),
    claim("c-bay-undated", "12005", subject_state="FL", kind="act", on=""),
    claim("a-bay-later", "12005", subject_state="FL", kind="report", on="2025-04-01"),
    claim("c-city", "51600", subject_state="VA", kind="act"),
    claim("c-city-as-place", "5126496", subject_state="VA", kind="act"),
    claim("c-county", "51059", subject_state="VA", kind="act"),
    claim("c-law", "12", subject_state="FL", kind="legal_mandate", effect="compels"),
    claim("c-bill", "12", subject_state="FL", kind="legal_mandate"),
]


@pytest.fixture(scope="module")
def release() -> Iterator[sqlite3.Connection]:
    """Return the release of these lists, open."""
    connection = opened(compiled(*LISTS, claims=CLAIMS))
    yield connection
    connection.close()


def ids(rows: Sequence[ask.Row], name: str = "agreement_id") -> list[str]:
    """Return one column of some rows."""
    return [row[name] for row in rows]


def test_agreements_are_found_by_state_status_county_and_agency(release: sqlite3.Connection) -> None:
    """Each filter alone and two together; no filter is all, by id."""
    every = ids(ask.agreements(release))
    assert every == sorted(every) and len(every) == 9
    assert ids(ask.agreements(release, state="GA")) == ["us-ga-baker-county-sheriff.1"]
    assert ids(ask.agreements(release, county="12027")) == ["us-fl-arcadia-police.1", "us-fl-arcadia-police.2"]
    bay = "us-fl-bay-county-sheriff"
    assert ids(ask.agreements(release, agency_id=bay)) == [f"{bay}.1", f"{bay}.2"]
    assert ids(ask.agreements(release, agency_id=bay, status="listed")) == [f"{bay}.2"]
    assert ids(ask.agreements(release, state="GA", status="no_longer_listed")) == []


def test_changes_are_found_by_the_day_of_the_first_list_with_them(release: sqlite3.Connection) -> None:
    """Both ends of the time asked for belong to it; kind and state narrow it; the oldest stands first."""
    every = ask.changes(release)
    assert ids(every, "by_on") == sorted(ids(every, "by_on"))
    assert {row["by_on"] for row in every} == {DAYS[1], DAYS[2]}
    assert {row["by_on"] for row in ask.changes(release, since=DAYS[2])} == {DAYS[2]}
    assert {row["by_on"] for row in ask.changes(release, until=DAYS[1])} == {DAYS[1]}
    assert len(ask.changes(release, since=DAYS[1], until=DAYS[2])) == len(every)
    assert ids(ask.changes(release, event="renamed"), "agency") == [RENAMED.agency]
    assert ask.changes(release, state="GA") == []
    assert ask.changes(release, agreement_ids=[]) == []
    lake = ask.changes(release, agreement_ids=["us-fl-lake-county-sheriff.1"])
    assert ids(lake, "event") == ["renamed"]


def test_publications_stand_by_day_and_those_of_no_day_last(release: sqlite3.Connection) -> None:
    """What has no date is not taken for the oldest."""
    rows = ask.publications(release)
    days = ids(rows, "published_on")
    dated = [day for day in days if day]
    assert dated == sorted(dated) and days[: len(dated)] == dated
    assert ids(ask.publications(release, verdict="unreadable"), "list") == ["participating"]
    assert ask.publications(release, source="curated") == []


def test_an_undated_publication_is_the_last(release: sqlite3.Connection) -> None:
    """A list without any witness to its day stands behind the others."""
    nameless = replace(CLAIMS[0], claim_id="x")
    register = compiled(*LISTS, claims=[nameless])
    undated = replace(register.publications[0], publication_id="zz", published_on="")
    with_it = opened(replace(register, publications=[undated, *register.publications]))
    assert ask.publications(with_it)[-1]["publication_id"] == "zz"


def test_issues_and_claims_are_found_by_their_kind(release: sqlite3.Connection) -> None:
    """Issues by code; claims by state, kind and places, by id; no place is no claim."""
    assert set(ids(ask.issues(release, code="unresolved_agency"), "subject")) == {"FLORIDA: The Watch of Nowhere"}
    assert len(ask.issues(release)) > 1
    assert ids(ask.claims(release, state="VA"), "claim_id") == ["c-city", "c-city-as-place", "c-county"]
    assert ids(ask.claims(release, kind="report"), "claim_id") == ["a-bay-later"]
    assert ids(ask.claims(release, places=["51600", "12"]), "claim_id") == ["c-bill", "c-city", "c-law"]
    assert ask.claims(release, places=[]) == []


def test_pending_entries_are_found_by_the_county_they_serve(release: sqlite3.Connection) -> None:
    """A whole GEOID counts, never a part of one; agencies may be named beside."""
    assert ids(ask.pending(release, state="FL"), "agency_id") == [
        "us-fl-bay-county-sheriff",
        "us-fl-highway-patrol",
        "us-fl-levy-county-sheriff",
    ]
    assert ids(ask.pending(release, county="12075"), "agency_id") == ["us-fl-levy-county-sheriff"]
    assert ask.pending(release, county="1207") == []
    both = ask.pending(release, county="12075", agency_ids=["us-fl-bay-county-sheriff"])
    assert len(both) == 2
    assert len(ask.pending(release, agency_ids=["us-fl-bay-county-sheriff"])) == 1


def test_an_agreement_is_named_by_its_latest_row(release: sqlite3.Connection) -> None:
    """A person's decision holds on to what is printed last: state, name, model, signing."""
    found = ask.agreement_reference(release, "us-fl-lake-county-sheriff.1")
    assert found == "FL|lake county sheriff department|TFM|2025-02-26"
    with pytest.raises(NotFoundError, match="there is no such agreement"):
        ask.agreement_reference(release, "us-fl-lake-county-sheriff.9")


def page(release: sqlite3.Connection, geoid: str, as_of: str = "") -> PlaceHistory:
    """Return a place's history by its GEOID."""
    return place_history(release, gazetteer().place(geoid), as_of=as_of)


def test_a_county_shows_all_bodies_that_serve_it(release: sqlite3.Connection) -> None:
    """Its sheriff's agreements, in force and not; the state's own bodies beside them; nobody else's."""
    found = page(release, "12005")
    assert ids(found.in_force) == ["us-fl-bay-county-sheriff.2"]
    assert ids(found.no_longer) == ["us-fl-bay-county-sheriff.1"]
    assert ids(found.statewide) == ["us-fl-highway-patrol.1"]
    assert {row["agreement_id"] for row in found.changes} <= {*ids(found.in_force), *ids(found.no_longer)}
    assert ids(found.claims, "claim_id") == ["c-bay", "a-bay-later", "c-bay-undated"]
    assert ids(found.laws, "claim_id") == ["c-law"]
    assert page(release, "12027").in_force == ask.agreements(release, county="12027")


def test_a_body_of_unknown_counties_is_no_body_of_the_whole_state(release: sqlite3.Connection) -> None:
    """Only kinds that act for the whole state stand beside a county; an unknown watch does not."""
    (watch,) = ask.agreements(release, agency_id="us-fl-unresolved-the-watch-of-nowhere")
    assert (watch["county_geoids"], watch["status"]) == ("", "listed")
    for geoid in ("12005", "12075", "1201750"):
        assert watch["agreement_id"] not in ids(page(release, geoid).statewide)


def test_a_state_body_that_serves_counties_stands_with_them(release: sqlite3.Connection) -> None:
    """Of a body of the state whose counties are known nobody says that it serves all of them."""
    register = compiled(*LISTS)
    local = [
        replace(row, county_geoids="12001") if row.agency_id == "us-fl-highway-patrol" else row
        for row in register.agreements
    ]
    assert page(opened(replace(register, agreements=local)), "12005").statewide == []


def test_a_town_shows_its_own_bodies_alone(release: sqlite3.Connection) -> None:
    """Not its county's sheriff; and the note says which printed county was not obeyed."""
    found = page(release, ARCADIA_GEOID)
    assert set(ids(found.in_force, "agency_id")) == {"us-fl-arcadia-police"}
    assert len(found.notes) == 1 and "Duval" in found.notes[0]
    assert page(release, "12005").notes == []


def test_a_state_shows_every_body_in_it_and_its_own_only_once(release: sqlite3.Connection) -> None:
    """Known and unknown bodies alike; another state's not."""
    found = page(release, "12")
    assert found.statewide == []
    shown = {*ids(found.in_force), *ids(found.no_longer)}
    assert shown == {row["agreement_id"] for row in ask.agreements(release, state="FL")}
    assert ids(found.claims, "claim_id") == ["c-bill", "c-law"] and found.laws == []
    assert ids(found.pending, "agency_id") == ["us-fl-highway-patrol", "us-fl-levy-county-sheriff"]


@pytest.mark.parametrize("geoid", ["51600", "5126496"], ids=["as a county", "as a place"])
def test_an_independent_city_is_a_county_and_a_place(release: sqlite3.Connection, geoid: str) -> None:
    """By either GEOID all bodies that serve it and the claims filed under both; not those of the county around it."""
    found = page(release, geoid)
    assert ids(found.claims, "claim_id") == ["c-city", "c-city-as-place"]
    assert set(ids(found.in_force, "agency_id")) == {"us-va-fairfax-police"}
    assert ids(page(release, "51059").claims, "claim_id") == ["c-county"]


def test_a_town_that_is_no_city_of_its_own_has_not_its_countys_claims() -> None:
    """What is claimed of DeSoto County is not claimed of Arcadia."""
    made = opened(compiled(*LISTS, claims=[claim("c-desoto", "12027", subject_state="FL")]))
    assert page(made, ARCADIA_GEOID).claims == []
    assert ids(page(made, "12027").claims, "claim_id") == ["c-desoto"]


def test_statewide_bodies_are_those_of_the_day(release: sqlite3.Connection) -> None:
    """Before the first list nobody is listed, and there is no newest list."""
    before = page(release, "12005", "2025-06-30")
    assert (before.statewide, before.newest_list_on) == ([], "")
    assert ids(page(release, "12005", DAYS[0]).statewide) == ["us-fl-highway-patrol.1"]
    assert page(release, "12005").newest_list_on == DAYS[4]
    assert page(release, "12005", DAYS[1]).newest_list_on == DAYS[1]


def test_a_page_as_json_holds_the_place_and_every_section(release: sqlite3.Connection) -> None:
    """What programs read: the place's ids and counties, the day, and the rows as they are."""
    found = page(release, "12005")
    told = as_json(found)
    assert told["place"]["geoid"] == "12005" and told["place"]["name"] == "Bay County, FL"
    assert told["in_force"] == found.in_force and told["laws"] == found.laws
    assert set(told) == {
        "place", "as_of", "newest_list_on", "in_force", "no_longer", "pending", "statewide", "deciding", "changes",
        "claims", "laws", "notes",
    }  # fmt: skip


def short(shown: Shown) -> str:
    """Return the id by which a list is named."""
    return publication_id_of(shown.sha256)


def test_an_agreement_is_traced_to_the_cells_of_its_first_and_last_list(release: sqlite3.Connection) -> None:
    """Each run with its two places, the publications' hashes, and the printed cells that are not empty."""
    found = trace(release, "us-fl-bay-county-sheriff.1")
    assert found["table"] == "agreement" and found["record"]["status"] == "no_longer_listed"
    (listing,) = found["listings"]
    assert (listing["first"]["locator"], listing["first"]["publication_id"]) == ("Sheet1!3", short(LISTS[0]))
    assert (listing["last"]["locator"], listing["last"]["publication_id"]) == ("Sheet1!3", short(LISTS[1]))
    assert listing["first"]["sha256"] == LISTS[0].sha256 and listing["last"]["published_on"] == DAYS[1]
    assert listing["printed"] == {name: value for name in PRINTED if (value := getattr(BAY, name))}
    assert listing["read_as"]["agency_id"] == "us-fl-bay-county-sheriff"
    assert listing["list_count"] == 2
    (event,) = found["events"]
    assert (event["event"], event["before_publication"], event["publication"]) == (
        "unlisted",
        short(LISTS[1]),
        short(LISTS[2]),
    )


def test_a_decision_shows_both_rows_in_their_order(release: sqlite3.Connection) -> None:
    """Left is what stood, right is what came, with the list at which it was decided."""
    (row,) = (
        row
        for row in ask.select(release, "SELECT * FROM decision")
        if row["agreement_id"].startswith("us-fl-lake-county")
    )
    found = trace(release, row["decision_id"])
    assert (found["table"], found["left"]["agency"], found["right"]["agency"]) == (
        "decision",
        sheriff("Lake").agency,
        RENAMED.agency,
    )
    assert found["publication"]["publication_id"] == short(LISTS[2])
    agreement = trace(release, "us-fl-lake-county-sheriff.1")
    assert ids(agreement["decisions"], "decision_id") == [row["decision_id"]]


def test_an_event_shows_what_both_lists_print(release: sqlite3.Connection) -> None:
    """The list before with its row, the list after with its row, and the agreement."""
    (event,) = ask.changes(release, event="renamed")
    found = trace(release, event["event_id"])
    assert (found["before"]["publication_id"], found["after"]["publication_id"]) == (short(LISTS[1]), short(LISTS[2]))
    assert found["before"]["printed"]["agency"] == sheriff("Lake").agency
    assert found["after"]["printed"]["agency"] == RENAMED.agency
    assert found["agreement"]["agreement_id"] == event["agreement_id"]


def test_an_agency_shows_its_agreements_its_entries_and_its_printed_names(release: sqlite3.Connection) -> None:
    """Every way in which it was printed, with how many rows."""
    found = trace(release, "us-fl-bay-county-sheriff")
    assert ids(found["agreements"]) == ["us-fl-bay-county-sheriff.1", "us-fl-bay-county-sheriff.2"]
    assert ids(found["pending"], "model") == ["WSO"]
    assert [(row["agency"], row["row_count"]) for row in found["printed_names"]] == [(BAY.agency, 3)]


def test_a_printed_row_shows_its_runs_and_a_claim_its_publication(release: sqlite3.Connection) -> None:
    """From the row up to the agreements that rest on it; from a claim to who published it."""
    found = trace(release, row_id(BAY))
    assert (found["table"], ids(found["listings"])) == ("printed_row", ["us-fl-bay-county-sheriff.1"])
    assert trace(release, "c-bay")["publication"] == {"publication_id": "pub-1"}


TRACED = ("agreement", "event", "publication", "printed_row", "agency", "claim", "decision", "pending", "issue")


@pytest.mark.parametrize("table", TRACED)
def test_the_id_of_every_row_of_every_table_is_traced(release: sqlite3.Connection, table: str) -> None:
    """Whatever a table calls its id leads back to that very row, and the table is not empty here."""
    rows = ask.select(release, f"SELECT * FROM {table}")
    assert rows
    for row in rows:
        found = trace(release, row[KEYS[table]])
        assert (found["table"], found["record"]) == (table, row)


def test_an_id_that_nothing_bears_is_not_found(release: sqlite3.Connection) -> None:
    """One sentence, with the commands that list ids."""
    with pytest.raises(NotFoundError, match="nothing in the record has this id") as caught:
        trace(release, "' OR 1=1 --")
    assert "comity agreements" in caught.value.cure
