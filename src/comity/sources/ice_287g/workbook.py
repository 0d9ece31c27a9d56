"""A workbook's sheets as printed rows: shared strings resolved, dates as ISO text, links by address.

What the cells hold is the *cached* value of a formula; the formula itself is reported, never run. Parts that lead out
of the file (`externalLinks/`, connections, macros) are not opened at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import compress, repeat
from typing import NamedTuple

from comity.errors import UnreadableError
from comity.sources.ice_287g.cells import Cell, RawColumns, read_cells_plainly, read_columns, read_strings, to_number
from comity.sources.ice_287g.container import CURE, read_parts
from comity.sources.ice_287g.grid import Grid, make_grid
from comity.sources.ice_287g.links import Links, read_links, read_relations
from comity.sources.ice_287g.xmlparts import named, read_elements

# ECMA-376 18.8.30: the built-in number formats that show a date, the locale-bound ones of East Asia included
_DATE_FORMATS = frozenset((14, 15, 16, 17, 18, 19, 20, 21, 22, *range(27, 37), 45, 46, 47, *range(50, 59)))
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ATTRIBUTES = re.compile(r'(?: s="(\d{1,6})")?(?: t="([a-z]{1,3})")?')
_FORMATS = re.compile(rb"<numFmts\b.*?</numFmts>|<cellXfs\b.*?</cellXfs>", re.DOTALL)


class Sheet(NamedTuple):
    """A worksheet: its rows as printed, link targets by column and row, formulas by address."""

    title: str
    is_hidden: bool
    grid: Grid
    links: Links
    formulas: dict[str, str]


class Workbook(NamedTuple):
    """The sheets in the workbook's order, when it says it was last saved, and whether it leads to other files."""

    sheets: tuple[Sheet, ...]
    modified_at: str


def read_workbook(data: bytes, name: str) -> Workbook:
    """Return a workbook's worksheets; raise `UnreadableError` for what is not a whole, harmless workbook."""
    parts = read_parts(data, name)
    book_path = _office_document(parts, name)
    book = read_elements(parts[book_path], name, frozenset(("sheet", "workbookPr")))
    relations = read_relations(parts, book_path, name)
    strings = read_strings(_by_type(parts, relations, "sharedStrings"), name)
    styles = _date_styles(_by_type(parts, relations, "styles"), name)
    is_1904 = any(tag == "workbookPr" and a.get("date1904", "") in ("1", "true") for tag, a, _ in book)
    printer = _Printer(strings, styles, is_1904, name)
    sheets = []
    for tag, attributes, _ in book:
        path, kind = relations.get(attributes.get("id", ""), ("", ""))
        if tag == "sheet" and kind == "worksheet" and path in parts:
            sheets.append(_read_sheet(parts, path, attributes, printer))
    if not sheets:
        raise UnreadableError("the workbook holds no worksheet", where=name, cure=CURE)
    return Workbook(tuple(sheets), _modified_at(parts, name))


def _office_document(parts: Mapping[str, bytes], name: str) -> str:
    if "_rels/.rels" in parts:
        for target, kind in read_relations(parts, "", name).values():
            if kind == "officeDocument" and target in parts:
                return target
    if "xl/workbook.xml" in parts:
        return "xl/workbook.xml"
    raise UnreadableError("the file is a zip but no Excel workbook", where=name, cure=CURE)


def _by_type(parts: Mapping[str, bytes], relations: Mapping[str, tuple[str, str]], kind: str) -> bytes:
    return next((parts[target] for target, its_kind in relations.values() if its_kind == kind and target in parts), b"")


def _modified_at(parts: Mapping[str, bytes], name: str) -> str:
    """Return when the workbook says it was last saved (`docProps/core.xml`), else ""."""
    xml = parts.get("docprops/core.xml")
    if xml is None:
        return ""
    found = read_elements(xml, name, frozenset(("modified",)))
    text = found[0][2].strip() if found else ""
    return text if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?", text) else ""


def _date_styles(xml: bytes, name: str) -> frozenset[str]:
    """Return the style numbers whose format shows a date (ECMA-376 18.8.10, 18.8.30)."""
    return named(name, _styles_of, xml) if xml else frozenset()


@lru_cache(maxsize=64)  # one publisher's files share a few stylesheets
def _styles_of(xml: bytes) -> frozenset[str]:
    date_ids = set(_DATE_FORMATS)
    styles: set[str] = set()
    count = 0
    for tag, attributes, _ in read_elements(_formats_only(xml), "", frozenset(("numFmt", "xf"))):
        if tag == "numFmt" and _shows_date(attributes.get("formatCode", "")):
            date_ids.add(to_number(attributes.get("numFmtId", "")))
        elif tag == "xf":
            if to_number(attributes.get("numFmtId", "")) in date_ids:
                styles.add(str(count))
            count += 1
    return frozenset(styles)


def _formats_only(xml: bytes) -> bytes:
    """Return the number formats and the cells' formats alone, for most of a stylesheet is fonts and borders.

    `cellStyleXfs` has elements of the same name that cells do not count.
    """
    if b"<!" in xml or b"<cellXfs" not in xml:  # a document type must be seen, and a prefix read, by the parser
        return re.sub(rb"<((?:\w+:)?)cellStyleXfs\b.*?</\1cellStyleXfs>", b"", xml, flags=re.DOTALL)
    return b"<s>" + b"".join(_FORMATS.findall(xml)) + b"</s>"


def _shows_date(code: str) -> bool:
    bare = _QUOTED.sub("", code).lower()
    return any(letter in bare for letter in "ymdh") and "general" not in bare


def _read_sheet(parts: Mapping[str, bytes], path: str, attributes: dict[str, str], printer: _Printer) -> Sheet:
    xml = parts[path]
    raw = read_columns(xml, printer.name)
    grid = printer.print_columns(raw) if raw else None
    formulas: dict[str, str] = {}
    if grid is None:
        cells, formulas = read_cells_plainly(xml, printer.name)
        grid = make_grid(printer.print_rows(cells), printer.name)
    links = read_links(xml, parts, path, printer.name)
    title, state = attributes.get("name", ""), attributes.get("state", "visible")
    return Sheet(title, state != "visible", grid, links, formulas)


class _Printer:
    """Turns raw cells into the texts a reader of the sheet sees; one per workbook, so that numbers are done once."""

    def __init__(self, strings: list[str], date_styles: frozenset[str], is_1904: bool, name: str) -> None:
        self.name = name
        self._strings = {"": "", **dict(zip(map(str, range(len(strings))), strings, strict=True))}
        self._date_styles = date_styles
        self._epoch = datetime.fromisoformat("1904-01-01" if is_1904 else "1899-12-30")  # Excel has no zones
        self._numbers: dict[tuple[str, str], str] = {}

    def print_columns(self, raw: RawColumns) -> Grid | None:
        """Return the texts of columns, or None where a cell has attributes that the plain way must look at."""
        printed = {}
        for letters, (attributes, values) in raw.columns.items():
            kinds = {text: _ATTRIBUTES.fullmatch(text) for text in set(compress(attributes, values))}
            if not all(kinds.values()):
                return None
            told = {text: (kind[1] or "", kind[2] or "") for text, kind in kinds.items() if kind}
            printed[letters] = self._column(told, attributes, values)
        return Grid(raw.numbers, printed)

    def _column(
        self, kinds: dict[str, tuple[str, str]], attributes: tuple[str, ...], values: tuple[str, ...]
    ) -> list[str]:
        """Return a column's texts; most columns hold shared texts alone, which is one look-up a cell."""
        try:
            if all(kind == "s" for _, kind in kinds.values()):
                return list(map(self._strings.__getitem__, values))
            cells = {
                cell: self._text(*kinds[cell[0]], cell[1])
                for cell in set(zip(attributes, values, strict=True))
                if cell[1]
            }
            return list(map(cells.get, zip(attributes, values, strict=True), repeat("")))
        except KeyError as error:
            raise self._lacking(error) from error

    def print_rows(self, cells: list[Cell]) -> list[tuple[int, dict[str, str]]]:
        """Return the rows that hold something, each as its number and texts by column."""
        rows: list[tuple[int, dict[str, str]]] = []
        current, texts = "", dict[str, str]()
        try:
            for column, row, style, kind, value in cells:
                if row != current:
                    current, texts = row, {}
                    rows.append((int(row), texts))
                texts[column] = self._text(style, kind, value)
        except KeyError as error:
            raise self._lacking(error) from error
        return rows

    def _lacking(self, error: KeyError) -> UnreadableError:
        problem = f"a cell points at text {error} that the workbook lacks"
        return UnreadableError(problem, where=self.name, cure=CURE)

    def _text(self, style: str, kind: str, value: str) -> str:
        if kind == "s":
            return self._strings[value]
        if kind in ("", "n", "d"):
            key = (value, "d" if kind == "d" or style in self._date_styles else "")
            return self._numbers[key] if key in self._numbers else self._number(key)
        return ("FALSE", "TRUE")[value == "1"] if kind == "b" else value

    def _number(self, key: tuple[str, str]) -> str:
        value, is_date = key
        text = self._date(value) if is_date else _plain_number(value)
        self._numbers[key] = text
        return text

    def _date(self, value: str) -> str:
        """Return a serial day number as ISO text, with the time only where there is one; what is none stays as is."""
        try:
            moment = self._epoch + timedelta(days=round(float(value) * 86_400) / 86_400)
        except (ValueError, OverflowError):
            return value
        moment = moment.replace(microsecond=0)
        return moment.date().isoformat() if moment.time() == datetime.min.time() else moment.isoformat()


def _plain_number(value: str) -> str:
    """Return a number as a person would read it: 12.0 is 12."""
    whole, point, rest = value.partition(".")
    return whole if point and not rest.strip("0") else value
