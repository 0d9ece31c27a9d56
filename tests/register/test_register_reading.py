"""What printed rows mean, what they are called, and by which ids they are known; lists as judged and as shown."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple, fields, replace

from comity.model import PrintedRow, Refusal
from comity.places import Resolver
from comity.register.compiled import publication_id_of
from comity.register.documents import document_name
from comity.register.inputs import Record, sha256_of, showings
from comity.register.judging import judge_record
from comity.register.reading import ReadRow, Sightings, display_name, read_rows, row_id
from comity.sources.ice_287g import load_source
from tests.register.making import Shown, gazetteer, moa, police, record, register_of, sheriff, sighting


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    """Return the package's resolver."""
    return Resolver(gazetteer())


def read(resolver: Resolver, *rows: PrintedRow, day: str = "2025-07-01") -> list[ReadRow]:
    """Return the meaning of rows first shown on a day."""
    found = read_rows(dict(enumerate(rows)), dict.fromkeys(range(len(rows)), day), resolver)
    return [found[number] for number in range(len(rows))]


def test_a_correction_is_applied_and_told_and_the_print_stays(resolver: Resolver) -> None:
    """A row printed under a wrong state is the right county's; its id and cells are those of the print."""
    wrong = sheriff("Crow Wing", "MASSACHUSETTS", signed="2025-03-20")
    (found,) = read(resolver, wrong)
    (correction,) = (one for one in load_source().correction if one.agency == wrong.agency)
    assert (found.resolution.state, found.resolution.agency_id) == ("MN", "us-mn-crow-wing-county-sheriff")
    assert found.printed == wrong and found.row_id == row_id(wrong)
    assert found.corrections == (f"state read as MINNESOTA, not MASSACHUSETTS: {correction.reason}",)
    assert found.row_id != row_id(replace(wrong, state="MINNESOTA"))


def test_what_a_correction_means_is_what_is_resolved(resolver: Resolver) -> None:
    """Both states have a Lake Placid, so that nothing but the correction tells whose the row is."""
    row = police("Lake Placid", "", "NEW YORK", county="", signed="2025-03-04")
    (found,) = read(resolver, row)
    assert len(found.corrections) == 1 and found.resolution.agency_id == "us-fl-lake-placid-police"
    (other,) = read(resolver, replace(row, agency="Lake Placid Police Dept."))
    assert other.corrections == () and other.resolution.state == "NY"


def test_a_row_that_needs_no_correction_has_none(resolver: Resolver) -> None:
    """The same body under its own state is read as printed."""
    (found,) = read(resolver, sheriff("Crow Wing", "MINNESOTA"))
    assert found.corrections == () and found.resolution.agency_id == "us-mn-crow-wing-county-sheriff"


@pytest.mark.parametrize(
    ("printed", "model"),
    [
        ("Task Force Model", "TFM"),
        ("Jail Enforcement & Task Force", "JEM+TFM"),
        (" warrant  service OFFICER ", "WSO"),
        ("Street Patrol Model", ""),
        ("", ""),
    ],
)
def test_an_unknown_support_type_is_no_model(resolver: Resolver, printed: str, model: str) -> None:
    """Known words and their variants name models; a word that nobody listed names none."""
    assert read(resolver, sheriff(support_type=printed))[0].model == model


def test_a_signing_is_judged_against_the_day_of_the_first_list(resolver: Resolver) -> None:
    """A signing later than the list that first shows it is not believed, and stands as printed."""
    late = sheriff(signed="2025-09-30")
    (before,), (after,) = read(resolver, late, day="2025-07-01"), read(resolver, late, day="2025-10-01")
    assert before.signed.on == "" and "later than the list of 2025-07-01" in before.signed.problem
    assert (after.signed.on, after.signed.problem) == ("2025-09-30", "")


def test_only_rows_that_a_list_shows_are_read(resolver: Resolver) -> None:
    """A row of an earlier reading that no list shows any more is left alone."""
    rows = {3: sheriff("Bay"), 5: sheriff("Lake")}
    assert list(read_rows(rows, {5: "2025-07-01"}, resolver)) == [5]


@given(st.data())
def test_a_row_id_is_that_of_the_cells_and_of_nothing_else(data: st.DataObject) -> None:
    """The same cells have one id; a change of any cell, or text moved to the next cell, gives another."""
    text = st.text("ab=' é", max_size=4)
    row = PrintedRow(*(data.draw(text) for _ in fields(PrintedRow)))
    assert row_id(row) == row_id(PrintedRow(*astuple(row))) and len(row_id(row)) == 16
    cells = list(astuple(row))
    at = data.draw(st.integers(0, len(cells) - 2))
    moved = [*cells[:at], cells[at] + "x", *cells[at + 1 :]]
    over = [*cells[:at], cells[at], "x" + cells[at + 1], *cells[at + 2 :]]
    assert len({row_id(row), row_id(PrintedRow(*moved)), row_id(PrintedRow(*over))}) == 3


def test_the_row_id_does_not_change_from_version_to_version() -> None:
    """An id that somebody wrote down is still that row's: its recipe is pinned by an example."""
    row = sheriff("Baker", moa="link", moa_url=moa("BakerCoSO.pdf"))
    assert row_id(row) == "1568fef8910b769f"


DOCUMENTS = {
    "https://www.ice.gov/doclib/287gMOA/287gJEM_%20etowahCoAL_06-09-2020.pdf": "287gJEM_ etowahCoAL_06-09-2020.pdf",
    "https://www.ice.gov/doclib/287gMOA/BellairePoliceDept_TFM_MOA_02.28.25%20508.pdf": (
        "BellairePoliceDept_TFM_MOA_02.28.25 508.pdf"
    ),
    "https://www.ice.gov/doclib/287gMOA/DOC_JEM_2025.PDF": "DOC_JEM_2025.PDF",
    "https://www.ice.gov/doclib/287gMOA/draft.docx": "draft.docx",
    "https://www.ice.gov/doclib/287gMOA/draft.doc": "draft.doc",
    "https://www.ice.gov/doclib/287gMOA/BaySO.pdf?v=2#page=3": "BaySO.pdf",
    "http://ice.gov/a%2Fb/c%C3%A9.pdf": "cé.pdf",
    "": "",
    "https://www.ice.gov/identify-and-arrest/287g": "",
    "https://www.ice.gov/doclib/287gMOA/": "",
    "https://www.ice.gov/": "",
    "https://www.ice.gov/doclib/287gMOA/pdf": "",
    "https://www.ice.gov/doclib/287gMOA/.pdf": "",
    "https://www.ice.gov/search?file=BaySO.pdf": "",
    "https://www.ice.gov/page#BaySO.pdf": "",
    "https://www.ice.gov/doclib/287gMOA/BaySO.pdf.html": "",
    "mailto:287g@ice.dhs.gov": "",
    "link pending": "",
}


@pytest.mark.parametrize("url", DOCUMENTS)
def test_a_document_is_told_from_other_addresses(url: str) -> None:
    """The file name of a memorandum as a person reads it; pages, folders and placeholders have none."""
    assert document_name(url) == DOCUMENTS[url]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (sheriff("Baker", agency="BAKER CO SHERIFFS OFFICE"), "Baker County Sheriff's Office"),
        (police("Arcadia", "DeSoto", agency="Arcadia  PD"), "Arcadia Police Department"),
        (
            PrintedRow("FLORIDA", " Florida\u00a0 Highway\u200b Patrol ", "State Agency", "", "Task Force Model"),
            "Florida Highway Patrol",
        ),
        (sheriff("Baker", agency="The  Watch of Nowhere", type="", county=""), "The Watch of Nowhere"),
    ],
)
def test_a_body_is_called_by_its_plain_name_or_as_printed(resolver: Resolver, row: PrintedRow, name: str) -> None:
    """Sheriffs and police have a plain name whatever the print; others keep the publisher's words."""
    (found,) = read(resolver, row)
    assert display_name(found) == name


def test_a_state_body_keeps_the_publishers_words(resolver: Resolver) -> None:
    """The state's own bodies are called as they are printed, not as the gazetteer knows them."""
    words = "Florida  Department of Highway Safety & Motor Vehicles"
    row = PrintedRow("FLORIDA", words, "State Agency", "", "Task Force Model", "2025-02-26")
    (found,) = read(
        resolver,
        replace(row, agency="Florida Highway Patrol, Division of FLHSMV"),
    )
    assert display_name(found) == "Florida Highway Patrol, Division of FLHSMV"


def keys_of(rows: Mapping[int, ReadRow]) -> dict[str, int]:
    """Return each row's key by its id."""
    made = Sightings(rows)
    return {row.row_id: made.of([number])[0].key for number, row in rows.items()}


def test_rows_printed_alike_share_a_key_and_others_do_not(resolver: Resolver) -> None:
    """Case, quotes, spaces, county and link do not part rows; name, state, model and signing do."""
    plain = sheriff("Baker")
    alike = [
        plain,
        replace(plain, agency="BAKER  County Sheriff’s Office ", state=" Florida"),
        replace(plain, county="#N/A", moa_url=moa("x.pdf"), type="county"),
        replace(plain, state="FL"),
        replace(plain, signed="2/26/2025", support_type="TFM"),
    ]
    others = [
        replace(plain, agency="Baker County Sheriff Department"),
        replace(plain, state="GEORGIA"),
        replace(plain, support_type="WSO"),
        replace(plain, signed="2025-02-27"),
        replace(plain, signed="soon"),
        replace(plain, signed="later"),
        replace(plain, support_type="Street Model"),
        replace(plain, support_type="Beach Model"),
    ]
    rows = read(resolver, *alike, *others)
    keys = [one.key for one in Sightings(dict(enumerate(rows))).of(range(len(rows)))]
    assert len(set(keys[: len(alike)])) == 1
    assert len(set(keys)) == 1 + len(others)


def test_keys_do_not_depend_on_the_numbers_of_the_rows(resolver: Resolver) -> None:
    """The rows of a ledger that was filled in another order get the same keys."""
    rows = read(resolver, *(sheriff(name) for name in ("Lake", "Bay", "Clay", "Union", "Baker")))
    assert keys_of(dict(enumerate(rows))) == keys_of(dict(enumerate(reversed(rows))))


def test_a_sighting_says_what_is_printed_and_how_sure_it_is(resolver: Resolver) -> None:
    """No county where the cell says that there is none; a name taken for a misprint is not sure."""
    rows = read(
        resolver,
        sheriff("Baker", county="#N/A", signed=" soon "),
        sheriff("Alachua", agency="Alachuaa County Sheriff's Office", county="", moa_url=moa("a.pdf")),
    )
    plain, misprint = Sightings(dict(enumerate(rows))).of([0, 1])
    assert (plain.printed_county, plain.signed_printed, plain.signed_on, plain.is_sure) == ("", "soon", "", True)
    assert plain.county_geoids == ("12003",) and plain.state == "FL"
    assert (misprint.agency_id, misprint.is_sure, misprint.document) == ("us-fl-alachua-county-sheriff", False, "a.pdf")


def shown_ids(made: Record) -> list[tuple[str, str]]:
    """Return each showing's id and name."""
    return [(publication_id_of(shown.publication_id), shown.name) for shown in showings(made)]


def test_the_same_bytes_under_other_names_are_lists_of_their_own() -> None:
    """The first by date keeps the hash as its id, later ones are numbered; each shows its own name and facts."""
    shown = Shown(
        "2025-07-08",
        [sheriff()],
        more_names=("participatingAgencies07152025am.xlsx", "participatingAgencies07012025pm.xlsx", "a list.xlsx"),
    )
    found = list(showings(record(shown)))
    assert [one.name for one in found] == [
        "a list.xlsx",
        "participatingAgencies07012025pm.xlsx",
        "participatingAgencies07082025am.xlsx",
        "participatingAgencies07152025am.xlsx",
    ]
    assert [one.publication_id for one in found] == [
        shown.sha256, f"{shown.sha256}+2", f"{shown.sha256}+3", f"{shown.sha256}+4",
    ]  # fmt: skip
    assert [one.facts.name_says_on for one in found] == ["", "2025-07-01", "2025-07-08", "2025-07-15"]
    assert {sha256_of(one.publication_id) for one in found} == {shown.sha256}
    short = f"ice-287g-{shown.sha256[:12]}"
    assert [one for one, _ in shown_ids(record(shown))] == [short, f"{short}-2", f"{short}-3", f"{short}-4"]


def test_a_morning_and_an_evening_list_of_the_same_bytes_stand_in_their_order() -> None:
    """Names of one day are ordered by the slot that they say, not by their letters."""
    shown = Shown("2025-07-08", [sheriff()], slot="pm", more_names=("z_participatingAgencies07082025am.xlsx",))
    assert [name[:1] for _, name in shown_ids(record(shown))] == ["z", "p"]


def test_one_name_seen_twice_is_one_showing() -> None:
    """A list fetched again under its name, at another time or address, is the same list as at first."""
    (stored,) = record(Shown("2025-07-08", [sheriff()])).lists
    shown = Shown("2025-07-08", [sheriff()])
    again = sighting(shown.name, shown, url="https://example.org/b", retrieved_at="2025-08-01")
    twice = replace(stored, sightings=(*stored.sightings, again))
    (found,) = showings(Record([twice], {0: sheriff()}))
    assert found.sightings == stored.sightings and found.publication_id == shown.sha256


@settings(max_examples=25, deadline=None)
@given(st.permutations(["a.xlsx", "participatingAgencies07012025.xlsx", "participatingAgencies07022025pm.xlsx"]))
def test_ids_of_showings_do_not_depend_on_the_order_of_the_names(names: list[str]) -> None:
    """However the names came to be known, each has the same id."""
    shown = Shown("2025-07-03", [sheriff()], more_names=names)
    (stored,) = record(shown).lists
    shuffled = replace(stored, sightings=tuple(sighting(name, shown) for name in [*names, shown.name]))
    told = {one.name: one.publication_id for one in showings(Record([shuffled], {0: sheriff()}))}
    assert told == {one.name: one.publication_id for one in showings(Record([stored], {0: sheriff()}))}


def verdicts(*lists: Shown, number_from: int = 0) -> dict[str, str]:
    """Return each list's verdict by its name."""
    made = record(*lists, number_from=number_from)
    return {one.name: str(one.verdict) for one in judge_record(made, showings(made)).values()}


ROWS = [sheriff(name) for name in ("Alachua", "Baker", "Bay", "Clay", "Duval", "Gulf", "Lake", "Union")]


def test_the_same_rows_in_another_order_are_one_content() -> None:
    """A list of the same day and slot with its rows shuffled is a duplicate; with one row other it is not."""
    shuffled = random.Random(3).sample(ROWS, len(ROWS))
    first = Shown("2025-07-01", ROWS, modified_at="2025-07-01T08:00:00Z")
    again = Shown("2025-07-01", shuffled, slot="am_b", modified_at="2025-07-01T08:00:00Z")
    assert sorted(verdicts(first, again).values()) == ["duplicate", "good"]
    other = Shown("2025-07-01", [*ROWS[:-1], sheriff("Levy")], slot="am_b", modified_at="2025-07-01T08:00:00Z")
    assert sorted(verdicts(first, other).values()) == ["good", "good"]


def test_a_list_with_other_refusals_is_no_duplicate() -> None:
    """Rows that could be read are not all that a file holds."""
    first = Shown("2025-07-01", ROWS, modified_at="2025-07-01T08:00:00Z")
    more = Shown(
        "2025-07-01", ROWS, slot="am_b", modified_at="2025-07-01T08:00:00Z",
        refused=[Refusal("Sheet1!40", "the row names no agency")],
    )  # fmt: skip
    assert sorted(verdicts(first, more).values()) == ["good", "good"]


def test_a_list_that_could_not_be_read_is_unreadable_and_keeps_its_name() -> None:
    """Its verdict carries the error in words, whatever the others are."""
    made = record(Shown("2025-07-01", ROWS), Shown("2025-07-02", [], error="bad.xlsx: it is a web page; fetch again"))
    found = {one.name: one for one in judge_record(made, showings(made)).values()}
    bad = found["participatingAgencies07022025am.xlsx"]
    assert (str(bad.verdict), bad.reason) == ("unreadable", "bad.xlsx: it is a web page; fetch again")
    assert not bad.is_used


def test_a_list_signed_after_its_name_is_misdated() -> None:
    """Rows signed after the printed date prove it wrong, if there are enough of them; a single one is a misprint."""
    many = [replace(row, signed="2025-08-14") for row in ROWS[:5]] + ROWS[5:]
    one = [replace(row, signed="2025-08-14") for row in ROWS[:1]] + ROWS[1:]
    before, after = Shown("2025-07-01", ROWS), Shown("2025-08-20", many)
    assert verdicts(before, Shown("2025-07-15", many), after)["participatingAgencies07152025am.xlsx"] != "good"
    assert verdicts(before, Shown("2025-07-15", one), after)["participatingAgencies07152025am.xlsx"] == "good"


def test_judgements_do_not_depend_on_the_ledgers_numbers() -> None:
    """The same lists added in another order, so with other row numbers, are judged alike."""
    lists = [Shown(f"2025-07-{day:02}", ROWS[: 4 + day % 5]) for day in (1, 8, 15, 22)]
    assert verdicts(*lists) == verdicts(*reversed(lists)) == verdicts(*lists, number_from=1000)


def test_a_register_does_not_depend_on_the_order_of_adding() -> None:
    """Every table's rows are the same, ids and all, however the lists and rulings came."""
    asking = [sheriff(name, signed="") for name in ("Levy", "Holmes")]
    lists = [
        Shown("2025-07-01", ROWS),
        Shown("2025-07-08", ROWS[1:], more_names=("participatingAgencies07092025.xlsx",)),
        Shown("2025-07-15", [*ROWS[2:], sheriff("Polk", agency="The Watch", type="", county="")]),
        Shown("2025-07-22", ROWS[2:]),
        Shown("2025-07-22", asking, kind="pending"),
    ]
    told = register_of(record(*lists))
    assert told == register_of(record(*reversed(lists), number_from=70))


COUNTIES = [place for place in gazetteer().all_places() if place.kind == "county" and place.state == "TX"][:80]


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [({"county": "#N/A", "type": "", "moa_url": moa("x.pdf"), "signed": "2025-02-27"}, "good"), ({}, "suspect")],
    ids=["other cells", "other bodies"],
)
def test_a_list_is_judged_by_its_bodies_and_models_alone(changes: dict[str, str], verdict: str) -> None:
    """Cells that say nothing of who is listed may change all at once; half of the bodies may not."""
    rows = [sheriff(place.short_name, "TEXAS") for place in COUNTIES]
    later = [replace(row, **changes) for row in (rows if changes else rows[:40])]
    found = verdicts(Shown("2025-07-01", rows), Shown("2025-07-02", rows), Shown("2025-07-03", later))
    assert found["participatingAgencies07032025am.xlsx"] == verdict
