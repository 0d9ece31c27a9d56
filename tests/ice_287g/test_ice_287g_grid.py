"""A sheet's rows column by column: the fast way and the plain way alike, whatever cells stand where."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import UnreadableError
from comity.sources.ice_287g import cells, workbook
from comity.sources.ice_287g.grid import MAX_CELLS, Grid, make_grid
from comity.sources.ice_287g.workbook import Sheet, read_workbook
from tests.ice_287g.ice_287g_workbooks import inline_rows, packed, plain_parts

STRINGS = ["<si><t>FLORIDA</t></si>", "<si><t>A &amp; B</t></si>", "<si><t> </t></si>"]
# what may stand in a cell, behind its address
CELLS = st.sampled_from(
    [
        "",  # no cell at all
        '{at} s="3"/>',
        '{at} t="s"><v>0</v></c>',
        '{at} s="3" t="s"><v>1</v></c>',
        "{at}><v>45700</v></c>",
        '{at} s="3"><v>12.0</v></c>',
        '{at} t="b"><v>1</v></c>',
        '{at} t="str"><v>as typed</v></c>',
    ]
)
ODD = st.sampled_from(
    [
        '{at} t="inlineStr"><is><t>inside</t></is></c>',
        '{at} t="s"><v xml:space="preserve">0</v></c>',
        '{at} cm="1" t="s"><v>0</v></c>',
        "{at}><f>1+1</f><v>2</v></c>",
        "{at}><v>a &lt; b</v></c>",
    ]
)


def sheet_of(rows: list[list[str]], first: int = 1) -> str:
    """Return rows of cells written as Excel writes them."""
    made = []
    for number, row in enumerate(rows, first):
        filled = "".join(
            f'<c r="{cell.format(at=f"{chr(65 + column)}{number}" + chr(34))}'
            for column, cell in enumerate(row)
            if cell
        )
        made.append(f'<row r="{number}" spans="1:8">{filled}</row>')
    return "".join(made)


def both_ways(sheet: str) -> tuple[Sheet, Sheet, bool]:
    """Return the sheet as it is read, as the XML parser alone reads it, and whether the fast way was taken."""
    data = packed(plain_parts(sheet, STRINGS))
    taken = []

    def watched(xml: bytes, name: str) -> cells.RawColumns | None:
        taken.append(cells.read_columns(xml, name))
        return taken[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbook, "read_columns", watched)
        (fast,) = read_workbook(data, "list.xlsx").sheets
        patch.setattr(workbook, "read_columns", lambda xml, name: None)
        (plain,) = read_workbook(data, "list.xlsx").sheets
    return fast, plain, taken[0] is not None


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=16), min_size=1, max_size=6), st.integers(1, 3))
def test_both_ways_read_alike_what_excel_writes(rows: list[list[str]], first: int) -> None:
    """Texts, numbers, truths, formats without a value and cells that are left out."""
    fast, plain, _ = both_ways(sheet_of(rows, first))
    assert fast == plain


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(CELLS | ODD, max_size=6), min_size=1, max_size=5))
def test_both_ways_read_alike_what_is_written_otherwise(rows: list[list[str]]) -> None:
    """Inline texts, formulas, entities and unknown attributes are left to the parser whole."""
    fast, plain, _ = both_ways(sheet_of(rows))
    assert fast == plain


@pytest.mark.parametrize(
    ("sheet", "is_fast"),
    [
        (sheet_of([['{at} t="s"><v>0</v></c>'] * 14]), True),
        (sheet_of([['{at} t="s"><v>0</v></c>', '{at} s="3"/>']]), True),
        (sheet_of([['{at} t="s"><v>0</v></c>'] * 15]), False),  # a value beyond the columns it looks at
        (sheet_of([["{at}><f>1+1</f><v>2</v></c>"]]), False),
        (inline_rows([["STATE"]]), False),
        ('<row r="1"><c r="A2" t="s"><v>0</v></c></row>', False),  # the cell says another row
        ('<row r="1"><c r="B1" t="s"><v>0</v></c><c r="A1" t="s"><v>1</v></c></row>', False),  # out of order
        ('<row r="1"><c r="A1" t="s"><v></v></c></row>', False),
        ("", False),
    ],
    ids=["whole", "format", "wide", "formula", "inline", "astray", "unordered", "empty value", "no rows"],
)
def test_the_fast_way_is_taken_only_where_it_sees_everything(sheet: str, is_fast: bool) -> None:
    """A count of all closed elements decides; anything that the expression does not know makes it differ."""
    xml = plain_parts(sheet)["xl/worksheets/sheet1.xml"]
    assert isinstance(xml, str)
    assert (cells.read_columns(xml.encode(), "list.xlsx") is not None) is is_fast


def test_rows_of_formats_alone_are_left_out() -> None:
    """Between two rows with texts, one that only has borders is no row; the numbers stay the sheet's."""
    fast, plain, is_fast = both_ways(
        sheet_of([['{at} t="s"><v>0</v></c>'], ['{at} s="3"/>'], ["", '{at} t="s"><v>1</v></c>']])
    )
    assert is_fast
    assert fast.grid == plain.grid == Grid([1, 3], {"A": ["FLORIDA", ""], "B": ["", "A & B"]})


def test_a_large_sheet_is_read_cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the size that is looked at in one go, nothing is held but what is there."""
    xml = plain_parts(sheet_of([['{at} t="s"><v>0</v></c>']]))["xl/worksheets/sheet1.xml"]
    assert isinstance(xml, str)
    assert cells.read_columns(xml.encode(), "list.xlsx") is not None
    monkeypatch.setattr(cells, "MAX_BYTES_AT_ONCE", 20)
    assert cells.read_columns(xml.encode(), "list.xlsx") is None


def test_too_many_values_are_refused_on_the_fast_way_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit holds on either way, and says what a list has."""
    monkeypatch.setattr(cells, "MAX_VALUES", 3)
    with pytest.raises(UnreadableError, match="over 3 values"):
        read_workbook(packed(plain_parts(sheet_of([['{at} t="s"><v>0</v></c>'] * 4]), STRINGS)), "list.xlsx")


def test_a_text_that_the_workbook_lacks_is_named() -> None:
    """A cell that points beyond the shared texts makes the file unreadable, with the number in the sentence."""
    with pytest.raises(UnreadableError, match="points at text '7'"):
        read_workbook(packed(plain_parts(sheet_of([['{at} t="s"><v>7</v></c>']]), STRINGS)), "list.xlsx")


def test_values_strewn_over_a_wide_sheet_are_refused() -> None:
    """A few thousand values on a diagonal would be millions of empty cells; the sentence says so."""
    count = int(MAX_CELLS**0.5) + 1
    rows = [(number, {f"C{number}": "x"}) for number in range(count)]
    with pytest.raises(UnreadableError, match=f"strewn over {count:,} rows and {count:,} columns"):
        make_grid(rows, "list.xlsx")
    assert len(make_grid(rows[:100], "list.xlsx").columns) == 100


def test_a_grid_gives_back_its_rows() -> None:
    """Rows in, rows out: texts by column, holes left out, columns in the sheet's order."""
    rows = [(2, {"A": "a", "AA": "z"}), (5, {"B": "b"})]
    grid = make_grid(rows, "list.xlsx")
    assert list(grid.columns) == ["A", "B", "AA"]
    assert [(number, grid.row(index)) for index, number in enumerate(grid.numbers)] == rows
    assert grid.head(1) == [{"A": "a", "AA": "z"}]
    assert grid.body(1) == Grid([5], {"A": [""], "B": ["b"], "AA": [""]})
