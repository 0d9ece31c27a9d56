"""Small workbooks for the tests: whole ones through openpyxl, malformed ones part by part."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

MODERN = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA", "ADDENDUM")
PENDING = MODERN[:5]
SIGNED = datetime.fromisoformat("2026-02-03")

SAVED_ON = "2026-02-03"
# The hour of writing, which openpyxl and zipfile would both print into the bytes.
_WRITTEN = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ZIPPED = (2026, 2, 3, 0, 0, 0)

Cell = str | int | float | bool | datetime | None


def modern_row(agency: str = "Baker County Sheriff's Office", **changes: Cell) -> list[Cell]:
    """Return a row as recent lists have it, with some cells changed."""
    row: dict[str, Cell] = {
        "state": "FLORIDA",
        "agency": agency,
        "type": "County",
        "county": "Baker County",
        "support_type": "Task Force Model",
        "signed": SIGNED,
        "moa": "link",
        "addendum": None,
    }
    return list((row | changes).values())


def book(
    rows: Sequence[Sequence[Cell]] = (),
    header: Sequence[Cell] = MODERN,
    links: Mapping[str, str] | None = None,
    title: str = "Sheet1",
    above: Sequence[Sequence[Cell]] = (),
    saved_on: str = SAVED_ON,
) -> bytes:
    """Return a workbook with one table."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    fill(sheet, [*above, header, *rows], links or {})
    return saved(made, saved_on)


def fill(sheet: Worksheet, rows: Sequence[Sequence[Cell]], links: Mapping[str, str]) -> None:
    """Write rows and links into a sheet."""
    for row in rows:
        sheet.append(list(row))
    for address, target in links.items():
        sheet[address].hyperlink = target


def saved(made: openpyxl.Workbook, saved_on: str = SAVED_ON) -> bytes:
    """Return the workbook's bytes: the same for the same cells and day, whatever the hour of writing."""
    stream = io.BytesIO()
    made.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    core = parts["docProps/core.xml"]
    assert isinstance(core, bytes)
    parts["docProps/core.xml"] = _WRITTEN.sub(f"{saved_on}T00:00:00Z".encode(), core)
    return packed(parts)


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def plain_parts(sheet: str, strings: Sequence[str] = ()) -> dict[str, str | bytes]:
    """Return the parts of a minimal workbook around `<sheetData>` as written by hand; `strings` are whole `<si>`s."""
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {
        "_rels/.rels": f'{_DECLARATION}<Relationships xmlns="{package}"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_DECLARATION}<Relationships xmlns="{package}">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{_DECLARATION}<worksheet xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        f"<sheetData>{sheet}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f'{_DECLARATION}<sst xmlns="{_MAIN}">{"".join(strings)}</sst>',
    }


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return the parts as a zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(zipfile.ZipInfo(path, _ZIPPED), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def inline(address: str, text: str) -> str:
    """Return a cell with its text inside."""
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def inline_rows(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of cells with their texts inside."""
    made = []
    for number, texts in enumerate(rows, 1):
        cells = "".join(inline(f"{chr(65 + column)}{number}", text) for column, text in enumerate(texts))
        made.append(f'<row r="{number}">{cells}</row>')
    return "".join(made)
