"""Bad bytes: each ends in one clear sentence that names the file, the place and the cure, and in no other traceback."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.errors import ComityError, SourceError, UnreadableError
from comity.model import ParsedList
from comity.sources.ice_287g import container, read_list
from tests.ice_287g.ice_287g_workbooks import PENDING, book, inline_rows, modern_row, packed, plain_parts

NAME = "participatingAgencies02042026pm.xlsx"
GOOD_ROWS = inline_rows([PENDING, ("UTAH", "X Police", "County", "X", "Task Force Model")])


def refused(data: bytes, name: str = NAME) -> str:
    """Return the sentence with which the bytes are refused, once it is seen to be one that helps."""
    with pytest.raises((UnreadableError, SourceError)) as caught:
        read_list(data, name)
    error = caught.value
    assert name in error.where
    assert error.problem
    assert error.cure
    assert "\n" not in str(error)
    return error.problem


def with_part(path: str, content: str | bytes) -> bytes:
    """Return a good workbook with one part replaced or added."""
    return packed({**plain_parts(GOOD_ROWS), path: content})


def test_the_workbook_these_tests_damage_is_good() -> None:
    """Without damage the same parts read as one row."""
    assert len(read_list(packed(plain_parts(GOOD_ROWS)), NAME).rows) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "a web page"),
        (b"\xef\xbb\xbf\n<HTML><head></head>", "a web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "encrypted or an old .xls"),
        (b"%PDF-1.7", "no Excel workbook"),
        (b"PK\x03\x04" + bytes(50), "damaged or cut short"),
    ],
)
def test_what_is_no_workbook_is_called_what_it_is(data: bytes, words: str) -> None:
    """An empty file, a web page, an encrypted or old workbook and other bytes are each named."""
    assert words in refused(data)


def test_a_truncated_workbook_is_unreadable() -> None:
    """A download that stopped half-way is called cut short."""
    data = book([modern_row()])
    for share in (0.2, 0.5, 0.9, 0.99):
        assert "damaged or cut short" in refused(data[: int(len(data) * share)])


def test_a_zip_that_is_no_workbook_is_unreadable() -> None:
    """Any other zip is no workbook, and a workbook without a sheet holds no list."""
    assert "no Excel workbook" in refused(packed({"readme.txt": "hello"}))
    parts = plain_parts(GOOD_ROWS)
    del parts["xl/worksheets/sheet1.xml"]
    assert "no worksheet" in refused(packed(parts))


def test_an_encrypted_entry_is_unreadable() -> None:
    """A part with the zip's own encryption asks for the password's removal."""
    data = bytearray(packed(plain_parts(GOOD_ROWS)))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    assert "encrypted" in refused(bytes(data))


def test_a_packing_that_excel_does_not_use_is_unreadable() -> None:
    """A part packed with bzip2 is refused before it is opened."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as archive:
        for path, content in plain_parts(GOOD_ROWS).items():
            archive.writestr(path, content)
    assert "packed in a way" in refused(stream.getvalue())


def test_a_bomb_is_refused_by_its_declared_size() -> None:
    """A part that says it is larger than any list is not opened."""
    assert "zip bomb" in refused(with_part("xl/worksheets/sheet1.xml", b" " * (container.MAX_PART_BYTES + 1)))


def test_a_bomb_is_refused_by_its_ratio() -> None:
    """A small part that unpacks a thousandfold is refused, whatever its size."""
    assert "zip bomb" in refused(with_part("xl/sharedStrings.xml", b"A" * 8 * 2**20))


def test_a_bomb_that_lies_about_its_size_is_refused_without_unpacking_it() -> None:
    """Where the directory says that a part is small, no more than that comes out of it."""
    data = bytearray(with_part("xl/sharedStrings.xml", b"A" * 64 * 2**20))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        if b"sharedStrings" in data[at : at + 80]:
            data[at + 24 : at + 28] = struct.pack("<I", 100)
        at = data.find(b"PK\x01\x02", at + 4)
    tracemalloc.start()
    problem = refused(bytes(data))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "damaged" in problem or "zip bomb" in problem
    assert peak < 16 * 2**20


def test_too_many_parts_and_two_of_one_name_are_refused() -> None:
    """A workbook has some twenty parts, each once."""
    many: dict[str, str | bytes] = {f"xl/media/{n}.png": b"" for n in range(container.MAX_ENTRIES + 1)}
    assert "parts" in refused(packed({**plain_parts(GOOD_ROWS), **many}))
    assert "two parts" in refused(with_part("xl/worksheets/SHEET1.xml", b"<worksheet/>"))


def test_a_file_larger_than_any_list_is_refused_unopened() -> None:
    """The first limit is on the file itself."""
    assert "at most" in refused(b"PK\x03\x04" + bytes(container.MAX_FILE_BYTES))


ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "path", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "_rels/.rels", "docProps/core.xml"]
)
def test_a_document_type_in_any_part_is_refused(path: str) -> None:
    """Entities, outside or inside, come only with a document type, and no list has one."""
    before = plain_parts(GOOD_ROWS).get(path, "<core/>")
    assert isinstance(before, str)
    body = before.partition("?>")[2].strip() or before
    assert "document type" in refused(with_part(path, ENTITY + body))


def test_broken_xml_and_broken_pointers_are_unreadable() -> None:
    """XML that ends early, another encoding than it says, and a cell that points at no text are each refused."""
    sheet = plain_parts(GOOD_ROWS)["xl/worksheets/sheet1.xml"]
    assert isinstance(sheet, str)
    assert "XML is broken" in refused(with_part("xl/worksheets/sheet1.xml", sheet[:-20]))
    assert "XML is" in refused(with_part("xl/sharedStrings.xml", b"\xff\xfe<sst>"))
    header = inline_rows([PENDING])
    pointing = plain_parts(header + '<row r="2"><c r="A2" t="s"><v>7</v></c></row>')
    assert "points at text" in refused(packed(pointing))


def test_links_to_other_workbooks_are_never_opened() -> None:
    """Parts that lead out of the file are left alone, whatever they hold."""
    data = with_part("xl/externalLinks/externalLink1.xml", ENTITY + "<externalLink/>")
    assert len(read_list(data, NAME).rows) == 1


def test_a_sheet_with_no_table_and_an_empty_sheet_are_source_errors() -> None:
    """A readable workbook without the publisher's table says what is missing."""
    assert "no sheet has the header" in refused(book([["x", "y"]], ("Row Labels", "Count")))
    assert "empty" in refused(book([], ()))


def test_a_million_blank_rows_take_neither_rows_nor_memory() -> None:
    """Blank rows in the file and a dimension that lies are read for what they hold."""
    blank = "".join(f'<row r="{n}" spans="1:8" ht="15"/>' for n in range(3, 1_000_003))
    parts = plain_parts(GOOD_ROWS + blank)
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert isinstance(sheet, str)
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    parsed = read_list(packed(parts), NAME)
    assert (parsed.row_count, parsed.rows[0][1].agency) == (1, "X Police")


def test_too_many_values_are_refused() -> None:
    """A sheet with more values than a hundred lists is refused before they are read."""
    values = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 400_000))
    assert "values" in refused(packed(plain_parts(values)))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        ("state,agency,support_type\nTEXAS,Ca\u00f1on,Task Force\n".encode("latin-1"), "not UTF-8"),
        (b'state,agency,support_type\n"TEXAS,x,y\n', "CSV is broken"),
        (b"a,b,c\n1,2,3\n", "no sheet has the header"),
        (b"state,agency,date_signed\nTEXAS,x,2016-01-01\n", "no column SUPPORT TYPE"),
    ],
)
def test_a_bad_csv_says_what_and_where(data: bytes, words: str) -> None:
    """A CSV in another encoding, with an open quotation, without its header or a column, or empty is refused."""
    assert words in refused(data, "roster_20170801.csv")


def test_a_workbook_under_a_csv_name_is_read_as_what_it_is() -> None:
    """The bytes decide, not the ending of the name."""
    assert len(read_list(book([modern_row()]), "roster_20260101.csv").rows) == 1


SAMPLE = book([modern_row(f"Agency {n} Sheriff’s Office") for n in range(5)], links={"G2": "https://www.ice.gov/x.pdf"})
STORED = packed(plain_parts(GOOD_ROWS))


def outcome(data: bytes, name: str) -> None:
    """Read bytes, and let nothing but a list that balances or one of the program's own errors come out."""
    try:
        parsed = read_list(data, name)
    except ComityError:
        return
    assert isinstance(parsed, ParsedList)
    assert parsed.row_count == len(parsed.rows) + len(parsed.refused)


FUZZ = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FUZZ
@given(
    st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=8), st.integers(0, 3)
)
def test_flipped_bytes_end_in_a_list_or_an_error_of_the_program(flips: list[tuple[int, int]], cut: int) -> None:
    """Damage anywhere in a workbook's bytes never raises anything else."""
    data = bytearray(SAMPLE)
    for at, value in flips:
        data[at] = value
    outcome(bytes(data[: len(data) - cut]), NAME)


@FUZZ
@given(
    st.sampled_from(sorted(plain_parts(GOOD_ROWS))),
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=4),
)
def test_damaged_parts_end_in_a_list_or_an_error_of_the_program(path: str, wounds: list[tuple[float, bytes]]) -> None:
    """Damage inside a part, behind a valid zip, never raises anything else."""
    parts = plain_parts(GOOD_ROWS)
    content = parts[path]
    assert isinstance(content, str)
    data = bytearray(content.encode())
    for share, patch in wounds:
        at = int(share * len(data))
        data[at : at + len(patch)] = patch
    outcome(packed({**parts, path: bytes(data)}), NAME)


@FUZZ
@given(st.binary(max_size=300), st.sampled_from([NAME, "roster_20170801.csv", "x", ""]))
def test_any_bytes_end_in_a_list_or_an_error_of_the_program(data: bytes, name: str) -> None:
    """Bytes of any kind under any name never raise anything else."""
    outcome(data, name)
    outcome(b"state,agency,support_type\n" + data, name)


TEXT = st.text(max_size=12)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(TEXT, TEXT, TEXT, TEXT, st.sampled_from(["Task Force Model", "", "x", "\u00a0"]), TEXT).map(list),
        max_size=6,
    )
)
def test_every_row_is_accounted_for(rows: list[list[str]]) -> None:
    """Whatever the cells hold, the rows that hold something are all kept or refused."""
    lines = [",".join('"' + text.replace('"', '""') + '"' for text in row) for row in rows]
    data = "\n".join(["state,agency,type,county,support_type", *lines]).encode("utf-8", "surrogatepass")
    try:
        parsed = read_list(data, "roster_20170801.csv")
    except ComityError:  # an encoding that is none, or no support type among the words
        return
    expected = sum(any(text and not text.isspace() for text in row) for row in rows)
    assert parsed.row_count == expected == len(parsed.rows) + len(parsed.refused)
