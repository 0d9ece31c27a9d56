"""The rows of every table: places in the lists, spans, links, bodies with their counts, pending entries."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from msgspec.structs import replace

from comity.identity import Ruling
from comity.model import Claim, PrintedRow, Refusal
from comity.register.compile import Register
from comity.register.compiled import publication_id_of
from comity.register.reading import row_id
from comity.register.rows import AgreementRow, ListingRow, PendingRow
from comity.register.tables import curated_publication_rows
from comity.sources.curated import CuratedPublication, CuratedRecord
from tests.register.making import Shown, compiled, gazetteer, moa, opened, police, sheriff

DAYS = ("2025-07-01", "2025-07-08", "2025-07-15", "2025-07-22", "2025-07-29", "2025-08-05")
WITNESS = sheriff("Laramie", "WYOMING", signed="2021-08-09")
BAY = sheriff("Bay")


def weekly(*rows: Sequence[PrintedRow]) -> list[Shown]:
    """Return a list for each week, with a row that always stands first."""
    return [Shown(day, [WITNESS, *some]) for day, some in zip(DAYS, rows, strict=False)]


def agreement(register: Register, agency_id: str) -> AgreementRow:
    """Return the only agreement of an agency."""
    (found,) = (row for row in register.agreements if row.agency_id == agency_id)
    return found


def listings(register: Register, agency_id: str) -> list[ListingRow]:
    """Return the runs of an agency's rows, in the order of their first lists."""
    rows = [row for row in register.listings if row.agreement_id.startswith(f"{agency_id}.")]
    return sorted(rows, key=lambda row: (row.first_on, row.row_id))


def short(shown: Shown) -> str:
    """Return the id by which a list is named."""
    return publication_id_of(shown.sha256)


def test_a_run_names_its_first_and_last_place_to_the_row() -> None:
    """Locators are those of the very lists, wherever the row moved between them."""
    lists = [
        Shown("2025-07-01", [WITNESS, BAY], locators=["Sheet1!2", "Sheet1!3"]),
        Shown("2025-07-08", [BAY, WITNESS], locators=["Page 2!70", "Page 2!71"]),
        Shown("2025-07-15", [WITNESS, sheriff("Lake"), BAY], locators=["Other!5", "Other!9", "Other!12"]),
        Shown("2025-07-22", [WITNESS, sheriff("Lake")]),
    ]
    (run,) = listings(compiled(*lists), "us-fl-bay-county-sheriff")
    assert run == ListingRow(
        agreement_id="us-fl-bay-county-sheriff.1",
        row_id=row_id(BAY),
        first_on="2025-07-01",
        last_on="2025-07-15",
        first_publication_id=short(lists[0]),
        first_locator="Sheet1!3",
        last_publication_id=short(lists[2]),
        last_locator="Other!12",
        list_count=3,
    )


def test_a_row_printed_twice_is_placed_where_it_stands_first() -> None:
    """The first of two equal rows is the place that is named, and the row counts once."""
    register = compiled(*weekly([BAY, sheriff("Lake"), BAY], [sheriff("Lake"), BAY, BAY]))
    (run,) = listings(register, "us-fl-bay-county-sheriff")
    assert (run.first_locator, run.last_locator) == ("Sheet1!3", "Sheet1!4")
    assert len([row for row in register.agreements if row.state == "FL"]) == 2


def test_a_change_of_a_cell_ends_one_run_and_begins_another() -> None:
    """The lists before and after the change each stand under the row that they print."""
    other = replace(BAY, county="BAY")
    first, second = listings(compiled(*weekly([BAY], [BAY], [other], [])), "us-fl-bay-county-sheriff")
    assert (first.row_id, first.first_on, first.last_on, first.list_count) == (row_id(BAY), DAYS[0], DAYS[1], 2)
    assert (second.row_id, second.first_on, second.last_on, second.list_count) == (row_id(other), DAYS[2], DAYS[2], 1)


def test_lists_of_one_day_are_walked_in_their_slots() -> None:
    """A row that the evening's list brings first stands in the evening's list, whatever the files' hashes."""
    for day in ("2025-07-08", "2025-07-09", "2025-07-10", "2025-07-11"):
        lists = [
            Shown("2025-07-01", [WITNESS]),
            Shown(day, [WITNESS]),
            Shown(day, [WITNESS, BAY], slot="pm"),
            Shown("2025-07-15", [WITNESS, BAY]),
        ]
        (run,) = listings(compiled(*lists), "us-fl-bay-county-sheriff")
        assert (run.first_publication_id, run.list_count) == (short(lists[2]), 2)


def test_spans_end_with_the_first_list_without_once_confirmed() -> None:
    """Gone for three weeks and back: two spans; gone for one list: one span."""
    register = compiled(*weekly([BAY], [], [], [BAY], [], [BAY]))
    spans = [(row.from_on, row.until_on) for row in register.in_force if row.agreement_id.startswith("us-fl-bay")]
    assert spans == [("2025-07-01", "2025-07-08"), ("2025-07-22", None)]
    gone = compiled(*weekly([BAY, sheriff("Lake")], [BAY], [BAY], [BAY]))
    closed = [(row.from_on, row.until_on) for row in gone.in_force if row.agreement_id.startswith("us-fl-lake")]
    assert closed == [("2025-07-01", "2025-07-08")]
    assert agreement(gone, "us-fl-lake-county-sheriff").status == "no_longer_listed"


def with_link(*urls: str) -> list[Shown]:
    """Return weekly lists in which Bay's row links one address after the other."""
    return weekly(*([replace(BAY, moa_url=url)] for url in urls))


@pytest.mark.parametrize(
    ("urls", "latest"),
    [
        ((moa("old.pdf"), moa("new.pdf")), moa("new.pdf")),
        ((moa("old.pdf"), ""), moa("old.pdf")),
        ((moa("old.pdf"), "https://www.ice.gov/287g"), moa("old.pdf")),
        (("https://www.ice.gov/287g", ""), ""),
        ((moa("a.pdf"), moa("b.pdf"), moa("a.pdf")), moa("a.pdf")),
    ],
)
def test_the_memorandum_is_the_latest_real_document(urls: Sequence[str], latest: str) -> None:
    """A link that was lost, or leads to a page, does not hide the document that was linked before."""
    assert agreement(compiled(*with_link(*urls)), "us-fl-bay-county-sheriff").moa_url == latest


def test_the_memorandum_is_that_of_the_row_that_still_stands() -> None:
    """Of two rows side by side the one that stood longer is the later word, though it came first."""
    stays = replace(BAY, moa_url=moa("stays.pdf"))
    beside = replace(BAY, county="BAY", moa_url=moa("beside.pdf"))
    register = compiled(*weekly([stays], [stays, beside], [stays], [stays]))
    assert agreement(register, "us-fl-bay-county-sheriff").moa_url == moa("stays.pdf")


def test_an_agreement_tells_the_body_as_its_latest_row_knows_it() -> None:
    """Name, kind, counties, dates and status, from the rows that name the agreement's body."""
    row = police("Arcadia", "DeSoto", agency="Arcadia PD")
    found = agreement(compiled(*weekly([row], [row])), "us-fl-arcadia-police")
    assert found == AgreementRow(
        agreement_id="us-fl-arcadia-police.1",
        agency_id="us-fl-arcadia-police",
        agency="Arcadia Police Department",
        state="FL",
        kind="municipal_police",
        county_geoids="12027",
        model="TFM",
        signed_on="2025-02-27",
        first_listed_on="2025-07-01",
        last_listed_on="2025-07-08",
        status="listed",
        successor_id="",
        moa_url="",
        note="",
    )


UNKNOWN = PrintedRow("FLORIDA", "The Watch of  Nowhere", "", "", "Task Force Model", "2025-02-20")


def test_an_unknown_body_is_called_as_it_was_printed_last() -> None:
    """The words of the newest row, where no rule knows the body."""
    first = replace(UNKNOWN, agency="THE WATCH OF NOWHERE")
    found = agreement(compiled(*weekly([first], [UNKNOWN])), "us-fl-unresolved-the-watch-of-nowhere")
    assert found.agency == "The Watch of Nowhere"


def test_a_switch_names_its_successor_and_says_what_it_was() -> None:
    """The superseded agreement points at the new one; the event names both lists and both rows."""
    jail = replace(BAY, support_type="Jail Enforcement Model", signed="2024-02-26")
    warrants = replace(BAY, support_type="Warrant Service Officer", signed="2025-07-10")
    lists = weekly([jail], [jail], [warrants], [warrants], [warrants])
    register = compiled(*lists)
    old, new = (row for row in register.agreements if row.state == "FL")
    assert (old.status, old.successor_id, old.note) == ("superseded", new.agreement_id, "switch")
    assert (new.status, new.successor_id, new.note) == ("listed", "", "")
    event = next(row for row in register.events if row.event == "model_changed")
    assert (event.agreement_id, event.agency_id) == (old.agreement_id, old.agency_id)
    assert (event.before, event.after, event.after_on, event.by_on) == ("JEM", "WSO", DAYS[1], DAYS[2])
    assert (event.before_publication, event.publication) == (short(lists[1]), short(lists[2]))
    assert (event.before_row_id, event.after_row_id) == (row_id(jail), row_id(warrants))
    assert event.county_geoids == "12005"


def test_an_event_keeps_the_name_of_its_time() -> None:
    """A listing is told in the words of the list that brought it, the agreement in today's."""
    old, new = replace(UNKNOWN, agency="The Watch of Nowhere"), replace(UNKNOWN, agency="The Watch of Nowhereville")
    register = compiled(*weekly([], [old], [new], [new]))
    told = {row.event: row for row in register.events}
    assert told["listed"].agency == "The Watch of Nowhere"
    assert {row.agency for row in register.agreements if row.state == "FL"} == {"The Watch of Nowhereville"}


def test_a_ruling_joins_what_no_rule_would() -> None:
    """A person's decision stands in the table with its reason, its two rows and the list at which it acted."""
    old = replace(UNKNOWN, agency="Lake Panasoffkee Watch")
    new = replace(UNKNOWN, agency="Quite Another Watch")
    left, right = (f"FL|{name}|TFM|2025-02-20" for name in ("lake panasoffkee watch", "quite another watch"))
    ruling = Ruling("decision-1", "same", left, right, "the minutes name one body", "A. Reader")
    lists = weekly([old], [], [new], [new], [new])
    apart, joined = compiled(*lists), compiled(*lists, rulings=[ruling])
    assert [len([row for row in made.agreements if row.state == "FL"]) for made in (apart, joined)] == [2, 1]
    (decision,) = (row for row in joined.decisions if row.rule == "reviewed")
    assert (decision.kind, decision.reason) == ("same", "the minutes name one body")
    assert (decision.left_row_id, decision.right_row_id) == (row_id(old), row_id(new))
    assert decision.publication_id == short(lists[2])


def test_an_agency_is_known_by_its_surest_row() -> None:
    """Of a misprint and a clear row the clear one says what the body is; both are its rows."""
    clear, misprint = sheriff("Alachua"), sheriff("Alachua", agency="Alachuaa County Sheriff's Office", county="")
    for rows in ([clear, misprint], [misprint, clear]):
        register = compiled(*weekly(rows[:1], rows[1:]))
        (agency,) = (row for row in register.agencies if row.state == "FL")
        shown = {row.row_id: row for row in register.printed_rows}
        assert shown[row_id(clear)].agency_id == shown[row_id(misprint)].agency_id == agency.agency_id
        assert shown[row_id(misprint)].confidence < shown[row_id(clear)].confidence
        assert (agency.confidence, agency.rule) == (shown[row_id(clear)].confidence, shown[row_id(clear)].rule)


def test_agencies_count_their_agreements_and_those_listed_now() -> None:
    """Two models, of which one has gone: two agreements, one listed."""
    jail = replace(BAY, support_type="Jail Enforcement Model")
    register = compiled(*weekly([BAY, jail], [BAY], [BAY], [BAY]))
    (agency,) = (row for row in register.agencies if row.state == "FL")
    assert (agency.agreement_count, agency.listed_count) == (2, 1)
    assert (agency.county_geoids, agency.place_geoid, agency.ori[:2]) == ("12005", "12005", "FL")


def test_an_unknown_body_stands_by_itself_with_nothing_claimed() -> None:
    """It has its agreements' counts and the name as printed; no place, no confidence, and a rule that says so."""
    other = replace(UNKNOWN, support_type="Warrant Service Officer")
    register = compiled(*weekly([UNKNOWN, other], [UNKNOWN], [UNKNOWN], [UNKNOWN]))
    (agency,) = (row for row in register.agencies if row.state == "FL")
    assert agency.agency_id == "us-fl-unresolved-the-watch-of-nowhere"
    assert (agency.agency, agency.place_geoid, agency.ori) == ("The Watch of Nowhere", "", "")
    assert (agency.confidence, agency.rule) == (0.0, "unresolved")
    assert (agency.agreement_count, agency.listed_count) == (2, 1)
    assert not [row for row in register.agency_counties if row.agency_id == agency.agency_id]


def test_an_agency_of_the_pending_lists_alone_has_no_agreement() -> None:
    """It is an agency all the same, named plainly, with counts of nought."""
    asking = sheriff("Levy", signed="", agency="LEVY CO SHERIFFS OFFICE")
    register = compiled(*weekly([], []), Shown("2025-07-08", [asking], kind="pending"))
    (agency,) = (row for row in register.agencies if row.state == "FL")
    assert (agency.agency, agency.agreement_count, agency.listed_count) == ("Levy County Sheriff's Office", 0, 0)


def test_an_agency_bears_the_name_of_its_latest_agreement() -> None:
    """Where agreements tell different names, the one shown last counts, whatever its number."""
    row = PrintedRow("FLORIDA", "Florida Highway Patrol", "State Agency", "", "Task Force Model", "2025-02-20")
    older = replace(row, agency="FLORIDA HIGHWAY PATROL", support_type="Warrant Service Officer", signed="2024-01-02")
    for first, last in ((older, row), (row, older)):
        register = compiled(*weekly([first, last], [last], [last], [last]))
        (agency,) = (one for one in register.agencies if one.state == "FL")
        assert agency.agency == last.agency and agency.agreement_count == 2


def test_every_county_of_a_body_is_its_own_row() -> None:
    """A town in several counties serves each of them."""
    town = next(
        place
        for place in gazetteer().all_places()
        if place.state == "FL" and len(place.county_geoids) > 1 and place.is_government and len(place.geoid) == 7
    )
    row = police(town.short_name, "", county="")
    register = compiled(*weekly([row], [row]))
    (agency,) = (one for one in register.agencies if one.state == "FL")
    served = [one.county_geoid for one in register.agency_counties if one.agency_id == agency.agency_id]
    assert sorted(served) == sorted(town.county_geoids) == sorted(agency.county_geoids.split(";"))
    assert agreement(register, agency.agency_id).county_geoids == agency.county_geoids


def test_publications_stand_in_the_order_of_their_days_and_account_for_their_rows() -> None:
    """Lists of a day by their slots, undated and unreadable ones last; rows are those accepted and those refused."""
    refused = [Refusal("Sheet1!9", "the row names no agency"), Refusal("Sheet1!12", "the row names no state")]
    lists = [
        Shown("2025-07-08", [WITNESS, BAY], slot="pm"),
        Shown("2025-07-08", [WITNESS]),
        Shown("2025-07-01", [WITNESS], refused=refused, modified_at="2025-07-01T08:00:00Z"),
        Shown("2025-06-01", [], error="it is a web page"),
    ]
    rows = compiled(*lists).publications
    told = [(row.published_on, row.name[-7:], row.rows, row.accepted, row.refused) for row in rows]
    days = {row.name: row.published_on for row in rows}
    assert told == sorted(told, key=lambda row: (row[0] or "9999", row[1]))
    assert {row[2:] for row in told} == {(1, 1, 0), (2, 2, 0), (3, 1, 2), (0, 0, 0)}
    assert [row.name[-7:-5] for row in rows if row.published_on == "2025-07-08"] == ["am", "pm"]
    assert days["participatingAgencies07082025pm.xlsx"] == "2025-07-08"
    assert next(row for row in rows if row.refused).modified_at == "2025-07-01T08:00:00Z"


def test_a_list_of_no_day_stands_last() -> None:
    """A file whose name tells no date, and which cannot be read, is not taken for the oldest."""
    nameless = Shown("2025-06-01", [], error="it is a web page", more_names=("download.xlsx",))
    rows = compiled(*weekly([BAY], [BAY]), nameless).publications
    assert [(row.name, row.published_on) for row in rows if not row.published_on] == [("download.xlsx", "")]
    assert rows[-1].name == "download.xlsx"


def test_one_file_under_two_names_is_two_publications_with_one_hash() -> None:
    """Each with its own id and printed date; the second is told from the first by its number."""
    shown = Shown("2025-07-08", [WITNESS], more_names=("participatingAgencies07152025am.xlsx",))
    first, second = compiled(Shown("2025-07-01", [WITNESS]), shown).publications[1:]
    assert (first.publication_id, second.publication_id) == (short(shown), f"{short(shown)}-2")
    assert first.sha256 == second.sha256 == shown.sha256
    assert (first.printed_on, second.printed_on) == ("2025-07-08", "2025-07-15")


def test_the_register_is_as_old_as_its_newest_usable_list() -> None:
    """A later list that could not be read, or is not believed, does not make the record younger."""
    good = weekly([BAY], [BAY])
    bad = Shown("2025-08-30", [], error="it is a web page")
    assert compiled(*good, bad).as_of == "2025-07-08"
    assert compiled(bad).as_of == ""
    pending = Shown("2025-07-10", [replace(BAY, signed="")], kind="pending")
    assert compiled(*good, pending).as_of == "2025-07-10"


def test_a_misdated_list_shows_its_rows_on_its_true_day() -> None:
    """What the name says stays beside it as printed, and the record is as old as the true day."""
    rows = [sheriff(name, signed="2025-08-14") for name in ("Alachua", "Bay", "Clay", "Duval", "Lake")]
    early = [sheriff(name) for name in ("Alachua", "Bay", "Clay", "Duval", "Lake")]
    misnamed = Shown("2025-01-15", rows, modified_at="2025-08-15T09:00:00Z")
    register = compiled(
        Shown("2025-07-01", early, modified_at="2025-07-01T09:00:00Z"),
        Shown("2025-08-01", early, modified_at="2025-08-01T09:00:00Z"),
        misnamed,
    )
    (row,) = (row for row in register.publications if row.sha256 == misnamed.sha256)
    assert (row.verdict, row.printed_on, row.published_on) == ("misdated", "2025-01-15", register.as_of)
    assert register.as_of > "2025-08-01"


ASKING = sheriff("Levy", signed="")


def pending(days: Sequence[str], *rows: PrintedRow, slot: str = "am") -> list[Shown]:
    """Return a pending list of these rows for each of some days."""
    return [Shown(day, [sheriff("Holmes", signed=""), *rows], kind="pending", slot=slot) for day in days]


def entry(register: Register, agency_id: str = "us-fl-levy-county-sheriff") -> PendingRow:
    """Return the only pending entry of an agency."""
    (found,) = (row for row in register.pending if row.agency_id == agency_id)
    return found


def test_a_pending_entry_names_its_first_and_last_place() -> None:
    """From the first list to the last, each with sheet and row."""
    first = Shown("2025-07-02", [sheriff("Holmes", signed=""), ASKING], kind="pending")
    last = Shown("2025-07-09", [ASKING], kind="pending", locators=["Other!7"])
    found = entry(compiled(*weekly([], []), first, last))
    assert found == PendingRow(
        pending_id="us-fl-levy-county-sheriff.tfm",
        agency_id="us-fl-levy-county-sheriff",
        agency="Levy County Sheriff's Office",
        state="FL",
        kind="sheriff",
        county_geoids="12075",
        model="TFM",
        first_pending_on="2025-07-02",
        last_pending_on="2025-07-09",
        status="pending",
        agreement_id="",
        first_publication_id=short(first),
        first_locator="Sheet1!3",
        last_publication_id=short(last),
        last_locator="Other!7",
    )


def test_an_entry_that_the_newest_list_lacks_is_no_longer_pending() -> None:
    """It is not pending, and nothing says that it was signed."""
    register = compiled(*weekly([], []), *pending(["2025-07-02"], ASKING), *pending(["2025-07-09"]))
    assert (entry(register).status, entry(register).agreement_id) == ("no_longer_pending", "")
    assert entry(register, "us-fl-holmes-county-sheriff").status == "pending"


def test_the_newest_list_counts_and_not_its_day() -> None:
    """What the morning's list had and the evening's lacks is no longer pending."""
    lists = [*pending(["2025-07-09"], ASKING), *pending(["2025-07-09"], slot="pm")]
    assert entry(compiled(*weekly([], []), *lists)).status == "no_longer_pending"


@pytest.mark.parametrize(
    ("listed_from", "status"),
    [(1, "listed_since"), (2, "listed_since"), (0, "pending")],
    ids=["same", "later", "before"],
)
def test_listed_since_only_where_the_listing_is_not_older(listed_from: int, status: str) -> None:
    """An agreement first listed on the day of the first pending list, or later, answers it; an older one does not."""
    signed = sheriff("Levy", signed="2025-06-20")
    lists = weekly(*([signed] if week >= listed_from else [] for week in range(4)))
    register = compiled(*lists, *pending([DAYS[1]], ASKING))
    assert entry(register).status == status
    assert entry(register).agreement_id == ("us-fl-levy-county-sheriff.1" if status == "listed_since" else "")


def test_another_model_does_not_answer_a_pending_entry() -> None:
    """An agency that is listed for one model still waits for the other."""
    signed = sheriff("Levy", signed="2025-07-10", support_type="Warrant Service Officer")
    register = compiled(*weekly([], [], [signed], [signed]), *pending([DAYS[0], DAYS[3]], ASKING))
    assert (entry(register).status, entry(register).model) == ("pending", "TFM")


def test_the_first_of_two_agreements_answers_the_entry() -> None:
    """Listed once, and then under a second signing beside it: the entry was answered by the first."""
    first, second = sheriff("Levy", signed="2025-07-07"), sheriff("Levy", signed="2025-07-27")
    register = compiled(*weekly([], [first], [first, second], [first, second]), *pending([DAYS[0]], ASKING))
    assert len([row for row in register.agreements if row.agency_id.startswith("us-fl-levy")]) == 2
    assert entry(register).agreement_id == "us-fl-levy-county-sheriff.1"


def test_unknown_bodies_wait_each_for_themselves() -> None:
    """Two names that no rule knows are two entries, under their names as printed; a word that is no model is told."""
    one = PrintedRow(" FLORIDA ", "The Watch of Nowhere", "", "", "Street Model")
    other = replace(one, agency="Quite Another Watch")
    register = compiled(*weekly([], []), *pending(["2025-07-09"], one, other))
    ids = [row.pending_id for row in register.pending if "unresolved" in row.agency_id]
    assert ids == ["us-fl-unresolved-quite-another-watch.unknown", "us-fl-unresolved-the-watch-of-nowhere.unknown"]


def test_printed_rows_stand_beside_what_they_were_read_as() -> None:
    """The cells as printed, the resolution with its rule, and what is wrong with a signing."""
    late = sheriff("Bay", "florida ", signed="2025-12-24", moa="link", moa_url=moa("b.pdf"), addendum="a")
    register = compiled(*weekly([late, UNKNOWN], [late, UNKNOWN]))
    (row,) = (row for row in register.printed_rows if row.row_id == row_id(late))
    assert (row.state, row.signed, row.moa_url, row.addendum) == ("florida ", "2025-12-24", moa("b.pdf"), "a")
    assert (row.agency_id, row.models, row.signed_on) == ("us-fl-bay-county-sheriff", "TFM", "")
    assert "later than the list of 2025-07-01" in row.signed_problem
    (unknown,) = (row for row in register.printed_rows if row.row_id == row_id(UNKNOWN))
    assert (unknown.agency_id, unknown.signed_on, unknown.signed_problem) == ("", "2025-02-20", "")
    assert [row.row_id for row in register.printed_rows] == sorted(row.row_id for row in register.printed_rows)


def test_a_town_of_two_counties_sheriffs_is_left_open_with_its_candidates() -> None:
    """Candidates of a name that may mean several bodies stand in the row, and nothing is chosen."""
    row = PrintedRow("PENNSYLVANIA", "Washington Township Police Department", "Municipality", "", "Task Force Model")
    register = compiled(*weekly([row], [row]))
    (found,) = (one for one in register.printed_rows if one.row_id == row_id(row))
    assert found.agency_id == "" and len(found.candidates.split(";")) > 1


def test_references_between_the_tables_hold() -> None:
    """Every reference of every table is to a row that is there."""
    jail = replace(BAY, support_type="Jail Enforcement Model")
    lists = [*weekly([BAY, jail, UNKNOWN], [BAY], [BAY, UNKNOWN], [BAY], [jail]), *pending(["2025-07-09"], ASKING)]
    assert opened(compiled(*lists)).execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_duplicate_counts_neither_as_a_list_nor_as_a_confirmation() -> None:
    """The same rows of the same hour twice are one list: no run is longer for it, and no absence is surer."""
    again = Shown(DAYS[1], [BAY, WITNESS], slot="am_b", modified_at="2025-07-08T08:00:00Z")
    lists = [
        Shown(DAYS[0], [WITNESS, BAY]),
        Shown(DAYS[1], [WITNESS, BAY], modified_at="2025-07-08T08:00:00Z"),
        again,
        Shown(DAYS[2], [WITNESS, BAY]),
    ]
    register = compiled(*lists)
    assert [row.verdict for row in register.publications].count("duplicate") == 1
    (run,) = listings(register, "us-fl-bay-county-sheriff")
    assert run.list_count == 3


def test_a_list_that_is_not_believed_changes_nothing() -> None:
    """Half of the bodies are gone at once in the newest list: nobody leaves, nobody comes, and no run grows."""
    counties = [place for place in gazetteer().all_places() if place.kind == "county" and place.state == "TX"][:80]
    rows = [sheriff(place.short_name, "TEXAS") for place in counties]
    lists = [Shown(day, rows) for day in ("2025-07-01", "2025-07-02")]
    before = compiled(*lists)
    after = compiled(*lists, Shown("2025-07-03", [*rows[:40], BAY]))
    assert [row.verdict for row in after.publications] == ["good", "good", "suspect"]
    assert (after.agreements, after.listings, after.in_force) == (before.agreements, before.listings, before.in_force)
    assert (after.events, after.as_of) == ([], "2025-07-02")


def test_claims_stand_by_their_ids() -> None:
    """In whatever order the files were read."""
    claims = [Claim(name, "p", "12005", "s", "i", "a", "happened", "t", "A. Reader") for name in "bca"]
    assert [row.claim_id for row in compiled(*weekly([]), claims=claims).claims] == ["a", "b", "c"]


def test_a_publication_written_from_by_hand_counts_its_claims() -> None:
    """Rows in are the claims made of it, all accepted; publications stand by their ids."""
    publications = tuple(
        msgspec.convert(
            {"id": name, "title": f"On {name}", "outlet": "A Paper", "kind": "article", "published_on": "2025-03-02"},
            CuratedPublication,
        )
        for name in "qp"
    )
    claims = [
        Claim(f"c{number}", name, "12005", "s", "i", "a", "happened", "t", "A. Reader")
        for number, name in enumerate("pqp")
    ]
    rows = curated_publication_rows(CuratedRecord(publications, tuple(claims)))
    assert [(row.publication_id, row.rows, row.accepted, row.refused) for row in rows] == [
        ("p", 2, 2, 0),
        ("q", 1, 1, 0),
    ]
    assert (rows[0].source, rows[0].title, rows[0].outlet, rows[0].published_on, rows[0].verdict) == (
        "curated",
        "On p",
        "A Paper",
        "2025-03-02",
        "good",
    )
