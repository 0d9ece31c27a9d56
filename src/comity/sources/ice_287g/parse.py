"""A list's bytes → its rows as printed, what was refused and what a person should see. Pure."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from typing import NamedTuple

from comity.errors import SourceError, UnreadableError
from comity.model import ListFacts, ParsedList, RowIssue
from comity.sources.ice_287g.cells import column_letters
from comity.sources.ice_287g.columns import Columns, find_header, known_name, match_columns
from comity.sources.ice_287g.container import CURE, MAX_FILE_BYTES, ZIP_MAGIC
from comity.sources.ice_287g.filenames import NameSays, read_name
from comity.sources.ice_287g.grid import Row, make_grid
from comity.sources.ice_287g.rows import PrintedRows, print_rows
from comity.sources.ice_287g.workbook import Sheet, read_workbook

_NEW_LAYOUT = "look at the file: the publisher may have changed its layout, and then source.toml must learn it"


def read_list(data: bytes, name: str) -> ParsedList:
    """Return a list's rows exactly as printed, from a workbook or an old roster as CSV.

    Raises `UnreadableError` where the bytes are no whole, harmless file and `SourceError` where no table of the
    publisher's is in it. Rows in = rows + refused.
    """
    says = read_name(name)
    if name.lower().endswith(".csv") and not data.startswith(ZIP_MAGIC):
        sheets: tuple[Sheet, ...] = (_read_csv(data, name),)
        modified_at = ""
    else:
        book = read_workbook(data, name)
        sheets, modified_at = book.sheets, book.modified_at
    chosen = _choose_sheet(sheets, says, name)
    columns = match_columns(chosen.sheet.grid, chosen.header_index, chosen.sheet.title)
    if columns.missing:
        raise _missing(columns, chosen.sheet.title, name)
    printed = print_rows(chosen.sheet, chosen.header_index, columns)
    _check_models(printed, chosen.sheet.title, name)
    facts = _facts(data, name, says, modified_at, chosen.sheet.title, columns)
    issues = (*chosen.issues, *columns.issues, *printed.issues)
    row_count = len(printed.rows) + len(printed.refused)
    assert row_count == printed.row_count, f"{name}: {printed.row_count} rows in, {row_count} accounted for"
    return ParsedList(facts, printed.rows, printed.refused, issues, printed.row_count)


def _facts(data: bytes, name: str, says: NameSays, modified_at: str, sheet: str, columns: Columns) -> ListFacts:
    return ListFacts(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        name_says_list=says.list,
        name_says_on=says.on,
        name_says_order=says.order,
        modified_at=modified_at,
        sheet=sheet,
        header=columns.printed,
    )


def _missing(columns: Columns, sheet: str, name: str) -> SourceError:
    names = " and ".join(columns.missing)
    return SourceError(
        f"the table has no column {names}", where=f"{name}, {sheet}!{columns.header_row}", cure=_NEW_LAYOUT
    )


def _check_models(printed: PrintedRows, sheet: str, name: str) -> None:
    """Refuse a list whose support types are mostly unknown: its columns have moved, or its words have changed."""
    odd = sum(issue.code == "unknown_support_type" for issue in printed.issues)
    if odd > 3 and 2 * odd > len(printed.rows):
        problem = f"{odd} of {len(printed.rows)} support types are in no vocabulary"
        raise SourceError(problem, where=f"{name}, {sheet}", cure=_NEW_LAYOUT)


class _Chosen(NamedTuple):
    sheet: Sheet
    header_index: int
    issues: tuple[RowIssue, ...]


def _choose_sheet(sheets: Sequence[Sheet], says: NameSays, name: str) -> _Chosen:
    """Return the sheet with the publisher's table; say what the others hold.

    A visible sheet goes before a hidden one, the list that the file's name says before the other, more known columns
    before fewer, more rows before fewer; then the first.
    """
    tables = [(sheet, index) for sheet in sheets if (index := find_header(sheet.grid)) >= 0]
    if not tables:
        empty = not any(sheet.grid.numbers for sheet in sheets)
        problem = (
            "the sheet is empty" if empty else "no sheet has the header STATE, LAW ENFORCEMENT AGENCY, SUPPORT TYPE"
        )
        raise SourceError(problem, where=name, cure=_NEW_LAYOUT)
    sheet, index = max(tables, key=lambda table: _rank(table[0], table[1], says))
    issues = []
    if sheet.is_hidden:
        issues.append(RowIssue(sheet.title, "hidden_sheet", f"the list is on the hidden sheet {sheet.title!r}"))
    others = [other for other, _ in tables]
    for other in sheets:
        if other is not sheet and other.grid.numbers:
            what = "another list" if other in others else "something else"
            code = "another_list" if other in others else "other_sheet"
            issues.append(RowIssue(other.title, code, f"sheet {other.title!r} holds {what}; it is not read"))
    return _Chosen(sheet, index, tuple(issues))


def _rank(sheet: Sheet, index: int, says: NameSays) -> tuple[bool, int, bool, int, int]:
    names = {known_name(text) for text in sheet.grid.row(index).values()} - {""}
    required = len(names & {"STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE"})
    is_as_named = ("SIGNED" in names) == (says.list != "pending")
    return (not sheet.is_hidden, required, is_as_named, len(names), len(sheet.grid.numbers))


def _read_csv(data: bytes, name: str) -> Sheet:
    """Return a CSV as a sheet, so that everything after is one way."""
    if not data.strip():
        raise UnreadableError("the file is empty", where=name, cure=CURE)
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableError(f"the file has {len(data):,} bytes, more than any list", where=name, cure=CURE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableError("the CSV is not UTF-8", where=f"{name}, line {line}", cure="save it as UTF-8") from error
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for texts in reader:
            cells = {column_letters(n): cell for n, cell in enumerate(texts, 1) if cell}
            if cells:
                rows.append((reader.line_num, cells))
    except csv.Error as error:
        raise UnreadableError(
            f"the CSV is broken ({error})", where=f"{name}, line {reader.line_num}", cure=CURE
        ) from error
    return Sheet("csv", False, make_grid(rows, name), {}, {})
