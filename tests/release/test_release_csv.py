"""CSV files hold what the tables hold, in the standard library's form, and never a formula."""

import csv
import io

import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comity.errors import CheckError
from comity.release import Column, Table, guard_text, unguard_text
from comity.release.flatfiles import csv_bytes, flat_files, parquet_bytes

TEXTS = st.text(st.one_of(st.sampled_from("',\"\n\r=+-@\t ＝x"), st.characters(exclude_categories=["Cs"])), max_size=5)


def written(*columns: list[object]) -> str:
    """Return the CSV of text columns named a, b, …."""
    named = tuple(Column("abcdefgh"[number]) for number in range(len(columns)))
    return csv_bytes(Table("t", "", named, list(zip(*columns, strict=True))), columns).decode()


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x","y")',
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "'=1",
        "''@x",
    ],
)
def test_a_text_that_would_be_a_formula_is_guarded(text: str) -> None:
    """One apostrophe stands in front, and taking it away gives the text as printed."""
    assert guard_text(text) == f"'{text}"
    assert unguard_text(guard_text(text)) == text
    [[_], [cell]] = csv.reader(io.StringIO(written([text]), newline=""))
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", ["", "x", "'", "''", "'x", " =1", "a=1", "O'Brien", "1-2", "’=1", "('=1)"])
def test_other_texts_stand_as_they_are(text: str) -> None:
    """Nothing that a spreadsheet takes for text is touched."""
    assert guard_text(text) == text
    assert unguard_text(text) == text


@given(TEXTS)
def test_the_guard_can_always_be_undone(text: str) -> None:
    """No two texts give the same cell, and no cell is a formula."""
    assert unguard_text(guard_text(text)) == text
    assert guard_text(text)[:1] not in tuple("=+-@\t\r\n＝＋－＠")


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
@example([("", "")])
@example([("a\rb", "x"), ("y", "z")])
def test_any_text_comes_back_through_a_reader(rows: list[tuple[str, str]]) -> None:
    """Quotes, commas, line breaks of every kind and empty cells."""
    text = csv_bytes(
        Table("t", "", (Column("a"), Column("b")), rows), list(zip(*rows, strict=True)) or [(), ()]
    ).decode()
    header, *found = csv.reader(io.StringIO(text, newline=""))
    assert header == ["a", "b"]
    assert [tuple(unguard_text(cell) for cell in row) for row in found] == rows


@given(st.lists(st.tuples(TEXTS, st.one_of(st.none(), st.integers(), st.floats(allow_nan=False))), max_size=4))
def test_the_bytes_are_those_of_the_standard_librarys_writer(rows: list[tuple[str, object]]) -> None:
    """The fast path is compared with the plain path, where both agree what needs quotes."""
    rows = [(text.replace("\r", ""), number) for text, number in rows]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([("a", "n"), *((guard_text(text), number) for text, number in rows)])
    table = Table("t", "", (Column("a"), Column("n", "real")), rows)  # type: ignore[arg-type]
    assert csv_bytes(table, list(zip(*rows, strict=True)) or [(), ()]).decode() == out.getvalue()


def test_an_empty_cell_alone_in_its_row_is_still_a_row() -> None:
    """A blank line would be no row to most readers."""
    assert written(["x", "", None]) == 'a\nx\n""\n""\n'


def test_each_type_has_its_form() -> None:
    """None is empty, booleans are words, numbers are never guarded."""
    columns = (Column("i", "integer"), Column("r", "real"), Column("b", "boolean"), Column("t"))
    rows = [(-1, -86.5, True, "-1"), (None, None, None, None), (2**62, 1e-7, False, "")]
    table = Table("t", "", columns, rows)
    assert csv_bytes(table, table.values()).decode() == (
        "i,r,b,t\n-1,-86.5,true,'-1\n,,,\n4611686018427387904,1e-07,false,\n"
    )


def test_parquet_holds_the_same_cells_unguarded_with_types_and_descriptions() -> None:
    """Machines get the text as printed."""
    columns = (Column("i", "integer", "a count"), Column("r", "real"), Column("b", "boolean"), Column("t"))
    rows = [(-1, -86.5, True, "=1"), (None, None, None, None)]
    table = Table("t", "what it is", columns, rows)
    found = pq.read_table(io.BytesIO(parquet_bytes(table, table.values())))
    assert [tuple(row.values()) for row in found.to_pylist()] == rows
    assert [str(field.type) for field in found.schema] == ["int64", "double", "bool", "string"]
    assert found.schema.field("i").metadata == {b"description": b"a count"}


def test_a_table_without_rows_is_a_header() -> None:
    """Empty is not absent."""
    files = flat_files(Table("t", "", (Column("a"), Column("n", "integer")), []))
    assert files["t.csv"] == b"a,n\n"
    assert pq.read_table(io.BytesIO(files["t.parquet"])).num_rows == 0


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        (Column("c"), 1),
        (Column("c"), True),
        (Column("c"), "\ud800"),
        (Column("c", "integer"), "1"),
        (Column("c", "integer"), 1.5),
        (Column("c", "integer"), True),
        (Column("c", "integer"), 2**63),
        (Column("c", "real"), "1"),
        (Column("c", "real"), float("nan")),
        (Column("c", "real"), float("inf")),
        (Column("c", "boolean"), 1),
        (Column("c", "boolean"), "true"),
    ],
)
def test_a_cell_of_another_type_stops_the_release(column: Column, cell: object) -> None:
    """The sentence names the table and the column."""
    with pytest.raises(CheckError, match="table t, column c"):
        flat_files(Table("t", "", (column,), [(cell,)]))  # type: ignore[list-item]
