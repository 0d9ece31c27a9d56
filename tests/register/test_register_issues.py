"""What a person should look at: each kind arises where it should and nowhere else, once, with its first place."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from comity.model import PrintedRow, Refusal, RowIssue
from comity.register.compiled import publication_id_of
from comity.register.issues import CURES
from comity.register.rows import IssueRow
from tests.register.making import Shown, compiled, sheriff

DAYS = ("2025-07-01", "2025-07-08", "2025-07-15", "2025-07-22")
WITNESS = sheriff("Laramie", "WYOMING", signed="2021-08-09")
BAY = sheriff("Bay")
UNKNOWN = PrintedRow("FLORIDA", "The Watch of Nowhere", "", "", "Task Force Model", "2025-02-20")


def weekly(*rows: Sequence[PrintedRow]) -> list[Shown]:
    """Return a list for each week, with a row that always stands first."""
    return [Shown(day, [WITNESS, *some]) for day, some in zip(DAYS, rows, strict=False)]


def short(shown: Shown) -> str:
    """Return the id by which a list is named."""
    return publication_id_of(shown.sha256)


def issues(*lists: Shown) -> list[IssueRow]:
    """Return the issues of these lists."""
    return compiled(*lists).issues


def only(*lists: Shown) -> IssueRow:
    """Return the one issue that these lists raise, with the cure that its kind has."""
    (found,) = issues(*lists)
    assert found.cure == CURES.get(found.code, "look at the place in the file")
    return found


def test_plain_lists_raise_nothing() -> None:
    """Known bodies, models and dates, listed and gone and confirmed so: nobody need look."""
    assert issues(*weekly([BAY, sheriff("Lake")], [BAY], [BAY], [BAY])) == []


def test_an_unresolved_agency_is_raised_once_at_its_first_place() -> None:
    """However many lists show the row, it is one issue, at the first of them."""
    lists = weekly([], [UNKNOWN], [UNKNOWN], [UNKNOWN])
    found = only(*lists)
    assert (found.code, found.subject, found.count) == ("unresolved_agency", "FLORIDA: The Watch of Nowhere", 1)
    assert (found.publication_id, found.locator) == (short(lists[1]), "Sheet1!3")
    assert found.message == "no single known body (candidates: none)"


def test_the_same_name_in_other_rows_is_one_issue_with_its_count() -> None:
    """Two rows that differ in their link alone are one thing to look at, counted twice."""
    other = replace(UNKNOWN, moa="link pending")
    lists = weekly([UNKNOWN], [UNKNOWN], [other])
    assert (only(*lists).count, only(*lists).publication_id) == (2, short(lists[0]))


def test_candidates_of_an_unresolved_agency_are_named() -> None:
    """A name that several bodies bear comes with them, to choose from."""
    row = PrintedRow("PENNSYLVANIA", "Washington Township Police Department", "Municipality", "", "Task Force Model")
    found = only(*weekly([row], [row]))
    assert found.code == "unresolved_agency" and found.message.count("us-pa-") > 1


def test_what_only_the_pending_list_shows_is_raised_there() -> None:
    """A body that waits and is not known is an issue of the pending list."""
    asking = Shown("2025-07-08", [sheriff("Levy", signed=""), replace(UNKNOWN, signed="")], kind="pending")
    found = only(*weekly([], []), asking)
    assert (found.code, found.publication_id, found.locator) == ("unresolved_agency", short(asking), "Sheet1!3")


def test_a_participating_list_is_the_first_place_before_a_pending_one() -> None:
    """A row that both lists print is placed in the list of participants."""
    asking = Shown("2025-06-24", [UNKNOWN], kind="pending")
    lists = weekly([UNKNOWN], [UNKNOWN])
    assert only(*lists, asking).publication_id == short(lists[0])


def test_a_printed_county_that_cannot_be_is_a_conflict() -> None:
    """A town printed under a county in which it does not lie: the row is read by its name, and a person is told."""
    row = PrintedRow(
        "FLORIDA", "Arcadia Police Department", "Municipality", "Duval County", "Task Force Model", "2025-02-20"
    )
    found = only(*weekly([row], [row]))
    assert found.code == "county_conflict" and "Duval" in found.message


def test_a_correction_that_was_applied_is_told() -> None:
    """What was read otherwise than printed, with its reason."""
    row = sheriff("Crow Wing", "MASSACHUSETTS")
    found = only(*weekly([row], [row]))
    assert found.code == "corrected_value"
    assert found.message.startswith("state read as MINNESOTA, not MASSACHUSETTS: ")


def test_a_signing_that_cannot_be_is_raised_and_an_empty_one_is_not() -> None:
    """A printed date that is none is an issue; a blank cell, as on every pending list, is not."""
    found = only(*weekly([replace(BAY, signed="soon")], [replace(BAY, signed="soon")]))
    assert (found.code, found.message) == ("signing_date", "the signing date 'soon' cannot be read")
    blank = replace(BAY, signed="")
    assert issues(*weekly([blank], [blank])) == []


def test_an_unknown_support_type_is_raised_with_its_words() -> None:
    """The row is kept and has no model; the word is quoted for whoever knows what it means."""
    row = replace(BAY, support_type="Street Model")
    found = only(*weekly([row], [row]))
    assert (found.code, found.message) == (
        "unknown_support_type",
        "the support type 'Street Model' names no known model",
    )


def test_refused_rows_are_raised_each_with_its_place() -> None:
    """The same reason twice in a file is one issue with its count; another reason is another."""
    refused = [
        Refusal("Sheet1!9", "the row names no agency"),
        Refusal("Sheet1!12", "the row names no agency"),
        Refusal("Sheet1!15", "the row names no state"),
    ]
    lists = [Shown(DAYS[0], [WITNESS, BAY], refused=refused), Shown(DAYS[1], [WITNESS, BAY])]
    found = sorted(issues(*lists), key=lambda row: row.locator)
    assert [(row.code, row.count, row.locator, row.subject) for row in found] == [
        ("refused_row", 1, "Sheet1!15", lists[0].name),
        ("refused_row", 2, "Sheet1!9", lists[0].name),
    ]


def test_a_reader_s_remark_on_a_column_names_the_file_and_one_on_a_row_does_not() -> None:
    """An unknown column is each file's own matter; the same remark on rows of many files is one issue."""
    column = RowIssue("Sheet1!I1", "column_unknown", "the column NOTES is not known")
    cell = RowIssue("Sheet1!3", "type_unknown", "the TYPE 'Borough' is not known")
    lists = [Shown(day, [WITNESS, BAY], issues=[column, cell]) for day in DAYS[:3]]
    found = issues(*lists)
    columns = [row for row in found if row.code == "column_unknown"]
    (rows,) = (row for row in found if row.code == "type_unknown")
    assert {(row.subject, row.count) for row in columns} == {(shown.name, 1) for shown in lists}
    assert (rows.subject, rows.count, rows.locator) == ("", 3, "Sheet1!3")


def test_the_first_place_is_the_earliest_list_whatever_its_hash() -> None:
    """Of many lists with the same remark the oldest is named; twins in a list likewise."""
    cell = RowIssue("Sheet1!3", "type_unknown", "the TYPE 'Borough' is not known")
    for start in range(1, 7):
        days = [f"2025-07-{start + step:02}" for step in (0, 7, 14)]
        lists = [Shown(day, [WITNESS, BAY, BAY], issues=[cell]) for day in days]
        found = issues(*lists)
        assert {(row.code, row.publication_id, row.count) for row in found} == {
            ("type_unknown", short(lists[0]), 3),
            ("printed_twice", short(lists[0]), 3),
        }


def test_a_row_printed_twice_is_raised_for_each_row() -> None:
    """Two rows that stand twice are two issues, named by what they print."""
    lists = weekly([BAY, UNKNOWN, BAY, UNKNOWN], [BAY, UNKNOWN])
    found = [row for row in issues(*lists) if row.code == "printed_twice"]
    assert [row.subject for row in found] == ["FL: Bay County Sheriff's Office", "FL: The Watch of Nowhere"]
    assert {row.message for row in found} == {"the row stands twice in the list"}


@pytest.mark.parametrize(("absent", "raised"), [(0, False), (1, True), (2, False), (3, False)])
def test_an_absence_is_raised_until_lists_confirm_it(absent: int, raised: bool) -> None:
    """One list without a row is not enough to say that it left; after the confirming lists it is no issue any more."""
    lists = [Shown(day, [WITNESS, *([BAY] if at < 4 - absent else [])]) for at, day in enumerate(DAYS)]
    found = issues(*lists)
    assert [row.code for row in found] == (["unconfirmed_absence"] if raised else [])
    for row in found:
        assert (row.subject, row.publication_id) == ("us-fl-bay-county-sheriff.1", short(lists[-1]))
        assert "absent from the newest 1 list(s), last shown on 2025-07-15" in row.message


def test_an_absence_counts_lists_and_not_days() -> None:
    """Three lists within three days do not confirm a departure, and all three are told."""
    days = ("2025-07-01", "2025-07-02", "2025-07-03", "2025-07-04")
    lists = [Shown(day, [WITNESS, *([BAY] if at == 0 else [])]) for at, day in enumerate(days)]
    assert "absent from the newest 3 list(s)" in only(*lists).message


def test_a_list_that_is_not_believed_is_an_issue_and_a_duplicate_is_not() -> None:
    """Each verdict but good and duplicate is raised with its reason, under the file's name."""
    rows = [sheriff(name) for name in ("Alachua", "Bay", "Clay", "Duval", "Lake")]
    moved = [replace(row, signed="2025-08-14") for row in rows]
    lists = [
        Shown("2025-07-01", rows, modified_at="2025-07-01T09:00:00Z"),
        Shown("2025-07-01", rows, slot="am_b", modified_at="2025-07-01T09:00:00Z"),
        Shown("2025-08-01", rows, modified_at="2025-08-01T09:00:00Z"),
        Shown("2025-01-15", moved, modified_at="2025-08-15T09:00:00Z"),
        Shown("2025-08-20", [], error="it is a web page"),
    ]
    register = compiled(*lists)
    verdicts = {row.name: str(row.verdict) for row in register.publications}
    assert sorted(verdicts.values()) == ["duplicate", "good", "good", "misdated", "unreadable"]
    raised = {row.subject: row for row in register.issues if row.code == "list"}
    assert set(raised) == {name for name, verdict in verdicts.items() if verdict not in {"good", "duplicate"}}
    assert raised[lists[4].name].message == "unreadable: it is a web page"
    assert raised[lists[3].name].publication_id == short(lists[3])
    assert raised[lists[3].name].message.startswith("misdated: ")


def undecided() -> list[Shown]:
    """Return lists in which one unknown name leaves as another comes that is somewhat like it."""
    old = PrintedRow("FLORIDA", "Brookfield Safety Company", "", "", "Task Force Model", "2025-02-20")
    new = replace(old, agency="Brockton Falls Safety Company")
    return weekly([old], [old], [new], [new])


def test_a_likeness_that_no_rule_may_settle_is_raised() -> None:
    """What waits for a person's decision stands as an issue of the agreement, with both names."""
    register = compiled(*undecided())
    waiting = [row for row in register.decisions if row.kind == "undecided"]
    raised = [row for row in register.issues if row.code == "undecided_identity"]
    assert waiting
    assert {row.subject for row in raised} == {row.agreement_id for row in waiting}
    assert all(f"FL: {words}" in row.message for row in raised for words in ("Brookfield Safety", "Brockton Falls"))


def test_ids_of_issues_stay_as_long_as_the_issue_stands() -> None:
    """A later list with the same thing, or an earlier one added afterwards, changes the place and not the id."""
    cell = RowIssue("Sheet1!3", "type_unknown", "the TYPE 'Borough' is not known")
    lists = [Shown(day, [WITNESS, UNKNOWN], issues=[cell]) for day in DAYS]
    for some in (lists[:2], lists[1:], lists):
        assert {row.issue_id for row in issues(*some)} == {row.issue_id for row in issues(*lists[:1])}
    assert len({row.issue_id for row in issues(*lists)}) == 2


def test_issues_stand_in_a_fixed_order() -> None:
    """By kind, then by what they are about, then by id."""
    rows = [replace(UNKNOWN, agency=f"Watch {name}", signed="soon") for name in "DACB"]
    rows += [sheriff(name) for name in ("Bay", "Clay", "Gulf", "Lake", "Levy")]
    found = issues(*weekly(rows, rows))
    assert [row.code for row in found] == ["signing_date"] * 4 + ["unresolved_agency"] * 4
    assert found == sorted(found, key=lambda row: (row.code, row.subject, row.issue_id))


def test_issues_on_one_subject_stand_by_their_ids() -> None:
    """Several reasons in one file come in the same order in every build."""
    refused = [Refusal(f"Sheet1!{row}", f"reason {row}") for row in range(9, 15)]
    found = [row.issue_id for row in issues(Shown(DAYS[0], [WITNESS, BAY], refused=refused))]
    assert len(found) == 6 and found == sorted(found)


def test_a_record_of_pending_lists_alone_has_issues_and_no_absences() -> None:
    """Without a list of participants nobody can be absent from one."""
    found = only(Shown("2025-07-08", [replace(UNKNOWN, signed="")], kind="pending"))
    assert found.code == "unresolved_agency"


def test_every_kind_with_a_cure_can_arise() -> None:
    """No cure is written for an issue that nothing raises."""
    rows = [
        UNKNOWN, replace(BAY, signed="soon"), replace(BAY, support_type="Street Model"),
        sheriff("Crow Wing", "MASSACHUSETTS"),
        PrintedRow("FLORIDA", "Arcadia Police Department", "Municipality", "Duval County", "TFM", "2025-02-20"),
    ]  # fmt: skip
    told = [Shown(DAYS[0], [WITNESS, *rows, UNKNOWN, sheriff("Lake")], refused=[Refusal("Sheet1!9", "no agency")])]
    told += [Shown(day, [WITNESS, *rows, sheriff("Lake")]) for day in DAYS[1:3]] + [Shown(DAYS[3], [WITNESS, *rows])]
    told.append(Shown("2025-06-02", [], error="it is a web page"))
    codes = {row.code for lists in (told, undecided()) for row in issues(*lists)}
    assert set(CURES) <= codes
