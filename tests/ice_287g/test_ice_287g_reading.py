"""Reading lists: every header era, what cells print, which sheet and column is which, what is refused."""

from __future__ import annotations

from datetime import datetime

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from comity.errors import SourceError
from comity.model import ParsedList, PrintedRow
from comity.sources.ice_287g import read_list
from tests.ice_287g.ice_287g_workbooks import (
    MODERN,
    PENDING,
    book,
    fill,
    inline_rows,
    modern_row,
    packed,
    plain_parts,
    saved,
)

NAME = "participatingAgencies02042026pm.xlsx"


def codes(parsed: ParsedList) -> list[str]:
    """Return the issues' codes in order."""
    return [issue.code for issue in parsed.issues]


def only_row(parsed: ParsedList) -> PrintedRow:
    """Return the one row of a list."""
    assert len(parsed.rows) == 1
    return parsed.rows[0][1]


def test_a_modern_row_is_kept_as_printed_with_its_locator() -> None:
    """A row keeps its texts untouched, its date as ISO text, its link's address, and says where it stood."""
    data = book(
        [modern_row("Baker County Sheriff’s Office ", support_type="Task Force Model ")],
        links={"G2": "https://www.ice.gov/doclib/287gMOA/Baker.pdf"},
    )
    parsed = read_list(data, NAME)
    assert parsed.rows == (
        (
            "Sheet1!2",
            PrintedRow(
                "FLORIDA",
                "Baker County Sheriff’s Office ",
                "County",
                "Baker County",
                "Task Force Model ",
                "2026-02-03",
                "link",
                "https://www.ice.gov/doclib/287gMOA/Baker.pdf",
            ),
        ),
    )
    assert (parsed.row_count, parsed.refused, parsed.issues) == (1, (), ())
    facts = parsed.facts
    assert (facts.name_says_list, facts.name_says_on, facts.name_says_order) == (
        "participating",
        "2026-02-04",
        "170000",
    )
    assert facts.header == MODERN
    assert facts.size_bytes == len(data)
    assert len(facts.modified_at) == len("2026-02-04T12:00:00Z")


ERAS = {
    "2021": ("STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "SIGNED", "MOA"),
    "2025-02": ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "SUPPORT TYPE", "SIGNED", "MOA"),
    "2025-03": ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA"),
    "2025-07": (*MODERN, None, None, None, None, None),
    "pending without county": ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "SUPPORT TYPE"),
    "pending": PENDING,
    "pending with MOA": (*PENDING, "MOA"),
}


@pytest.mark.parametrize("era", ERAS)
def test_every_header_era_is_read_without_an_issue(era: str) -> None:
    """A list of any era gives its row, with "" for the columns it does not have."""
    header = ERAS[era]
    values = dict(zip(MODERN, modern_row(), strict=True))
    row = only_row(parsed := read_list(book([[values.get(name) for name in header if name]], header), NAME))
    assert (row.state, row.agency, row.support_type) == ("FLORIDA", "Baker County Sheriff's Office", "Task Force Model")
    assert row.county == ("Baker County" if "COUNTY" in header else "")
    assert row.signed == ("2026-02-03" if "SIGNED" in header else "")
    assert codes(parsed) == []


def test_the_archived_address_in_a_cell_of_2021_gives_the_original_address() -> None:
    """A MOA cell whose text is an archive's address keeps its text and yields the publisher's address."""
    text = "https://web.archive.org/web/20210113002027/https://www.ice.gov/doclib/287gMOA/Etowah.pdf"
    row = only_row(read_list(book([modern_row(moa=text)]), NAME))
    assert (row.moa, row.moa_url) == (text, "https://www.ice.gov/doclib/287gMOA/Etowah.pdf")


def test_addendum_and_moa_links_are_told_apart_and_a_link_over_a_range_covers_it() -> None:
    """Each cell gets its own address, and a link drawn over two rows serves both."""
    data = book(
        [modern_row(addendum="link"), modern_row("Bay County Sheriff's Office")],
        links={
            "G2": "https://www.ice.gov/a.pdf",
            "H2": "https://www.ice.gov/b.pdf#page=2",
            "G3": "https://www.ice.gov/c.pdf",
        },
    )
    first, second = (row for _, row in read_list(data, NAME).rows)
    assert (first.moa_url, first.addendum_url) == ("https://www.ice.gov/a.pdf", "https://www.ice.gov/b.pdf#page=2")
    assert second.moa_url == "https://www.ice.gov/c.pdf"


def test_a_link_outside_the_link_columns_is_reported() -> None:
    """A link on an agency's name is not read, and a person is told."""
    parsed = read_list(book([modern_row()], links={"B2": "https://example.org/"}), NAME)
    assert codes(parsed) == ["link_elsewhere"]
    assert only_row(parsed).moa_url == ""


def test_numbers_booleans_errors_and_times_print_as_a_reader_sees_them() -> None:
    """Cells that are no text come out as the sheet shows them."""
    data = book([modern_row(county=12, type=True, moa="#N/A", signed=datetime.fromisoformat("2026-02-03T14:30"))])
    row = only_row(read_list(data, NAME))
    assert (row.county, row.type, row.moa, row.signed) == ("12", "TRUE", "#N/A", "2026-02-03T14:30:00")


def test_a_date_counted_from_1904_is_the_same_date() -> None:
    """A workbook made on an old Mac counts its days from another year."""
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert isinstance(made.active, Worksheet)
    fill(made.active, [MODERN, modern_row()], {})
    assert only_row(read_list(saved(made), NAME)).signed == "2026-02-03"


def test_a_date_without_a_date_style_stays_the_number_it_prints() -> None:
    """A serial number is a date only where the sheet shows it as one."""
    assert only_row(read_list(book([modern_row(signed=46056)]), NAME)).signed == "46056"


def test_rich_text_entities_escapes_and_pronunciations_read_as_shown() -> None:
    """Runs are joined, entities and Excel's escapes resolved, pronunciations left out."""
    header = "".join(f"<si><t>{name}</t></si>" for name in (*MODERN[:3], "SUPPORT TYPE"))
    strings = [
        header,
        "<si><t>TEXAS</t></si>",
        '<si><r><t xml:space="preserve">Bell &amp; </t></r><r><t>Son_x0041_</t></r>'
        '<rPh sb="0" eb="1"><t>no</t></rPh></si>',
        "<si><t>Warrant Service Officer</t></si>",
    ]
    cells = "".join(f'<c r="{column}1" t="s"><v>{n}</v></c>' for n, column in enumerate("ABCD"))
    row = '<row r="9"><c r="A9" t="s"><v>4</v></c><c r="B9" t="s"><v>5</v></c><c r="D9" t="s"><v>6</v></c></row>'
    parsed = read_list(packed(plain_parts(f'<row r="1">{cells}</row>{row}', strings)), NAME)
    assert parsed.rows == (("Sheet1!9", PrintedRow("TEXAS", "Bell & SonA", support_type="Warrant Service Officer")),)


def test_cells_without_addresses_follow_one_another() -> None:
    """Rows and cells may leave their address out, and then count on."""
    cells = [f"<c t='inlineStr'><is><t>{text}</t></is></c>" for text in ERAS["pending without county"]]
    row = ("UTAH", "X Police", "County", "Task Force Model")
    values = [f"<c t='inlineStr'><is><t>{text}</t></is></c>" for text in row]
    sheet = f"<row>{''.join(cells)}</row><row>{''.join(values)}</row>"
    parsed = read_list(packed(plain_parts(sheet)), NAME)
    assert parsed.rows == (("Sheet1!2", PrintedRow("UTAH", "X Police", "County", support_type="Task Force Model")),)


def test_a_header_under_a_title_is_found() -> None:
    """Notes above the table are passed over, and locators count the sheet's own rows."""
    parsed = read_list(book([modern_row()], above=[["287(g) participating agencies"], [], ["as of today"]]), NAME)
    assert parsed.rows[0][0] == "Sheet1!5"


def sheets_book(tables: list[tuple[str, str, list[list[object]]]]) -> bytes:
    """Return a workbook of several sheets: title, state, rows."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, state, rows in tables:
        sheet = made.create_sheet(title)
        sheet.sheet_state = state
        fill(sheet, rows, {})  # type: ignore[arg-type]
    return saved(made)


def test_a_pivot_sheet_first_is_passed_over_and_reported() -> None:
    """The sheet with the publisher's header is read, wherever it stands."""
    pivot: list[list[object]] = [["Row Labels", "Count of LEA"], ["FLORIDA", 300]]
    data = sheets_book([("Pivot", "visible", pivot), ("List", "visible", [list(MODERN), modern_row()])])
    parsed = read_list(data, NAME)
    assert (parsed.facts.sheet, codes(parsed)) == ("List", ["other_sheet"])


def test_a_visible_sheet_goes_before_a_hidden_one_and_a_hidden_one_alone_is_reported() -> None:
    """A hidden older table is not read; where nothing else is there, it is, and a person is told."""
    table: list[list[object]] = [list(MODERN), modern_row()]
    old: list[list[object]] = [list(MODERN), modern_row(), modern_row("Old")]
    both = read_list(sheets_book([("old", "hidden", old), ("new", "visible", table)]), NAME)
    assert (both.facts.sheet, codes(both)) == ("new", ["another_list"])
    note: list[list[object]] = [["a note"]]
    alone = read_list(sheets_book([("note", "visible", note), ("list", "hidden", table)]), NAME)
    assert (alone.facts.sheet, codes(alone)) == ("list", ["hidden_sheet", "other_sheet"])


def test_of_two_lists_in_one_workbook_the_one_the_name_says_is_read() -> None:
    """The file's name decides between a participating and a pending sheet, and the other is reported."""
    table: list[list[object]] = [list(MODERN), modern_row()]
    pending: list[list[object]] = [list(PENDING), *([modern_row()[:5]] * 3)]
    data = sheets_book([("a", "visible", table), ("b", "visible", pending)])
    assert read_list(data, "participatingAgencies02042026pm.xlsx").facts.sheet == "a"
    parsed = read_list(data, "pendingAgencies02042026pm.xlsx")
    assert (parsed.facts.sheet, codes(parsed)) == ("b", ["another_list"])


def test_type_spelt_twice_is_read_by_what_the_columns_hold() -> None:
    """Where SUPPORT TYPE is called TYPE, the column that holds support types is it, on either side."""
    for header in (
        ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "TYPE"),
        ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "TYPE"),
    ):
        row = [value for value, name in zip(modern_row(), PENDING, strict=False) if name in (*header, "SUPPORT TYPE")]
        parsed = read_list(book([row], header), "pendingAgencies02042026pm.xlsx")
        assert (only_row(parsed).type, only_row(parsed).support_type) == ("County", "Task Force Model")
        assert codes(parsed) == ["header_misprint"]
    swapped = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "TYPE")
    row2 = only_row(read_list(book([["UTAH", "X Police", "Task Force Model", "County"]], swapped), "pending.xlsx"))
    assert (row2.type, row2.support_type) == ("County", "Task Force Model")


@pytest.mark.parametrize("printed", ["LAW ENFORCEMENT AGECNY", " law  enforcement agency ", "AGENCY"])
def test_a_misspelt_header_is_read_as_what_it_is_near(printed: str) -> None:
    """One or two slips in a header's name do not stop the reading."""
    header = (MODERN[0], printed, *MODERN[2:])
    assert only_row(read_list(book([modern_row()], header), NAME)).agency == "Baker County Sheriff's Office"


@pytest.mark.parametrize("printed", ["STATUS", "AGENT", "LAW", "OTHER AGENCY"])
def test_a_header_that_is_not_near_any_name_is_no_misprint(printed: str) -> None:
    """A name three letters away is another column, and the missing one stops the reading."""
    header = (MODERN[0], printed, *MODERN[2:])
    with pytest.raises(SourceError, match="no column LAW ENFORCEMENT AGENCY"):
        read_list(book([modern_row()], header), NAME)


@pytest.mark.parametrize("missing", ["STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE"])
def test_a_missing_required_column_is_a_source_error_that_says_which_and_where(missing: str) -> None:
    """Without state, agency or support type there is no list, and the error names the file and the row."""
    keep = [name != missing for name in MODERN]
    header = [name for name, is_kept in zip(MODERN, keep, strict=True) if is_kept]
    row = [value for value, is_kept in zip(modern_row(support_type="?"), keep, strict=True) if is_kept]
    with pytest.raises(SourceError) as caught:
        read_list(book([row], header), NAME)
    assert missing in caught.value.problem
    assert caught.value.where == f"{NAME}, Sheet1!1"
    assert caught.value.cure


def test_new_repeated_and_unnamed_columns_are_reported_and_not_read() -> None:
    """What no list had before, a second column of a known name, and values under no name each reach a person."""
    header = (*MODERN, "RENEWAL", "COUNTY", None)
    parsed = read_list(book([[*modern_row(), "yes", "Elsewhere", "note"]], header), NAME)
    assert codes(parsed) == ["unknown_column", "duplicate_column", "unnamed_column"]
    assert only_row(parsed).county == "Baker County"
    assert "RENEWAL" in parsed.issues[0].message
    assert "'note'" in parsed.issues[2].message


def test_empty_unnamed_columns_are_fine() -> None:
    """The publisher leaves up to five empty columns at the right."""
    assert codes(read_list(book([[*modern_row(), None, " ", None]], (*MODERN, None, None, None)), NAME)) == []


def test_unknown_words_are_kept_and_reported() -> None:
    """A support type or TYPE outside the vocabulary stays in the row and reaches a person; known variants do not."""
    rows = [
        modern_row(support_type="Hybrid Model"),
        modern_row("b", type="Village"),
        modern_row("c", type="Muncipality", support_type="warrant services  officer"),
        modern_row("d", type="#NA"),
        modern_row("e", type=None),
    ]
    parsed = read_list(book(rows), NAME)
    assert [(issue.locator, issue.code) for issue in parsed.issues] == [
        ("Sheet1!2", "unknown_support_type"),
        ("Sheet1!3", "unknown_type"),
    ]
    assert len(parsed.rows) == 5


REFUSED = {
    "no agency is printed": {"agency": " "},
    "no state is printed": {"state": None},
    "no support type is printed": {"support_type": "\u00a0"},
    "a cell has more than 500 characters, which no name has": {"agency": "A" * 10_000},
}


@pytest.mark.parametrize("reason", REFUSED)
def test_a_bad_row_is_refused_with_its_reason_and_counted(reason: str) -> None:
    """One bad row leaves the others alone and is not lost."""
    row = modern_row(**REFUSED[reason])  # type: ignore[arg-type]
    parsed = read_list(book([modern_row("before"), row, modern_row("after")]), NAME)
    assert [(refusal.locator, refusal.reason) for refusal in parsed.refused] == [("Sheet1!3", reason)]
    assert [row.agency for _, row in parsed.rows] == ["before", "after"]
    assert parsed.row_count == 3


def test_control_characters_refuse_a_row_and_spaces_of_any_kind_do_not() -> None:
    """Excel's escape can smuggle a control character in; a line break or no-break space is only a space."""
    rows = [list(PENDING), ["UTAH", "A_x0007_gency", "County", "X", "Task Force Model"]]
    rows += [["UTAH", "Two&#10;lines\u00a0Police_x000D_", "County", "X", "Task Force Model"]]
    parsed = read_list(packed(plain_parts(inline_rows(rows))), "pendingAgencies02042026pm.xlsx")  # type: ignore[arg-type]
    assert [refusal.reason for refusal in parsed.refused] == ["a control character stands in the row"]
    assert only_row(parsed).agency == "Two\nlines\u00a0Police\r"


def test_invisible_marks_are_kept_and_reported() -> None:
    """A direction mark stays in the printed name, and a person is told that names compare without it."""
    parsed = read_list(book([modern_row("Baker\u202e Police"), modern_row("Sheriff\u0092s Office")]), NAME)
    assert codes(parsed) == ["invisible_mark", "invisible_mark"]
    assert parsed.rows[0][1].agency == "Baker\u202e Police"
    assert "U+202E" in parsed.issues[0].message


def test_blank_rows_are_not_rows_and_a_footnote_is_refused() -> None:
    """Rows of spaces are nothing; a note under the table is a row that could not be read, and is counted."""
    parsed = read_list(book([modern_row(), [None] * 8, [" ", "\u00a0"], ["Updated daily"]]), NAME)
    assert (parsed.row_count, len(parsed.rows)) == (2, 1)
    assert parsed.refused[0].reason == "no agency is printed"


def test_a_formula_is_never_run_and_its_last_shown_value_is_read() -> None:
    """A formula with a cached value gives that value and an issue; one without gives nothing."""
    rows = inline_rows([PENDING])
    cells = '<c r="A2" t="str"><f>UPPER("utah")</f><v>UTAH</v></c><c r="B2" t="str"><f>HYPERLINK("x","y")</f></c>'
    parts = plain_parts(f'{rows}<row r="2">{cells}<c r="E2" t="str"><v>Task Force Model</v></c></row>')
    parsed = read_list(packed(parts), "pendingAgencies02042026pm.xlsx")
    assert codes(parsed) == ["formula", "formula"]
    assert parsed.refused[0].reason == "no agency is printed"


def test_a_formula_as_text_is_kept_as_the_text_it_is() -> None:
    """A name that begins with an equals sign is printed text here; what writes tables must guard it."""
    name = '=HYPERLINK("https://example.org","x")'
    data = packed(
        plain_parts(inline_rows([PENDING, ("UTAH", name.replace('"', "&quot;"), "County", "X", "Task Force Model")]))
    )
    assert only_row(read_list(data, "pendingAgencies02042026pm.xlsx")).agency == name


def test_a_header_without_rows_is_an_empty_list() -> None:
    """Everything pending may have been signed; the list is then empty, and that is no error."""
    parsed = read_list(book([], PENDING), "pendingAgencies11062025pm.xlsx")
    assert (parsed.rows, parsed.row_count) == ((), 0)


ROSTER = "state,agency,support_type,date_signed\nALABAMA,Etowah County Sheriff's Office,Jail & Task Force,2008-07-08\n"


def test_an_old_roster_is_a_participating_list() -> None:
    """A roster as CSV gives rows, and its name gives the list and the date."""
    parsed = read_list(ROSTER.encode(), "roster_20101029_capture20110220.csv")
    row = PrintedRow("ALABAMA", "Etowah County Sheriff's Office", support_type="Jail & Task Force", signed="2008-07-08")
    assert parsed.rows == (("csv!2", row),)
    assert (parsed.facts.name_says_list, parsed.facts.name_says_on) == ("participating", "2010-10-29")
    assert codes(parsed) == []
