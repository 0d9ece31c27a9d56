"""A worksheet's cells and a workbook's shared strings, read twice over: a fast way and a plain way.

The fast way is one regular expression over the rows in the shape Excel writes them. It is taken only where a count
proves that it saw every value; anything else (formulas, inline strings, prefixes, comments, other encodings) goes
through expat. Tests hold the two ways equal on every real list. Layout: ECMA-376 part 1, 18.3 (sheets) and 18.4
(strings).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import compress
from typing import NamedTuple

from comity.errors import UnreadableError
from comity.sources.ice_287g.container import CURE
from comity.sources.ice_287g.xmlparts import parse_xml

MAX_VALUES = 300_000  # cells that hold something; the largest real list has some 11,000

# real sheets: at most 0.6 MB; a larger one is read cell by cell, so that a million blank rows cost no memory
MAX_BYTES_AT_ONCE = 8 * 2**20
_LETTERS = "ABCDEFGHIJKLMN"
# a row, each of its cells with attributes and value, and behind them cells that hold nothing; what was matched is never
# tried otherwise (`*+`, `?+`), because nothing else could stand there, which saves a quarter of the time
_ROW = re.compile(
    r'<row r="(\d{1,7}+)"[^<>]*+>'
    + "".join(rf'(?:<c r="{letter}\1"([^<>/]*+)(?:/>|><v>([^<&]*+)</v></c>))?+' for letter in _LETTERS)
    + r'(?:<c r="[A-Z]{1,3}\1"[^<>/]*+/>)*+</row>'
)
_ITEM = re.compile(r'<si>(?:<t(?: xml:space="preserve")?+>([^<]*+)</t></si>|(.*?)</si>)|<si/>', re.DOTALL)
_TEXT = re.compile(r"<t(?: [^>]*)?>([^<]*)</t>")
_PHONETIC = re.compile(r"<rPh .*?</rPh>", re.DOTALL)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ENTITY = re.compile(r"&(#x[0-9A-Fa-f]{1,6}|#[0-9]{1,7}|[a-z]+);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


# column letters, row number, style number, type, value: as written in the file, entities resolved
Cell = tuple[str, str, str, str, str]


class SheetCells(NamedTuple):
    """The cells that hold something, in the file's order, and the formulas by address (`B7`)."""

    cells: list[Cell]
    formulas: dict[str, str]


class RawColumn(NamedTuple):
    """A column's cells, one a row: their other attributes and their values, as written in the file; "" for none."""

    attributes: tuple[str, ...]
    values: tuple[str, ...]


class RawColumns(NamedTuple):
    """The numbers of the rows that hold something, and the columns that do, by letters."""

    numbers: list[int]
    columns: dict[str, RawColumn]


def read_columns(xml: bytes, name: str) -> RawColumns | None:
    """Return a sheet's cells by the fast way, or None where no count proves that it saw every value.

    In the shape that the expression reads, a value closes two elements and a row one; whatever else stands in the
    sheet's data (formulas, inline strings, values with attributes, empty values) makes the count differ.
    """
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if not 0 <= start < end or end - start > MAX_BYTES_AT_ONCE or not _is_canonical(xml, b"worksheet"):
        return None
    closed = xml.count(b"</", start, end)
    found = _ROW.findall(decode(xml[start:end], name))
    if not found:
        return None
    numbers, *cells = zip(*found, strict=True)
    columns = {
        letters: RawColumn(attributes, values)
        for letters, attributes, values in zip(_LETTERS, cells[::2], cells[1::2], strict=False)
        if any(values)
    }
    seen = sum(len(values) - values.count("") for _, values in columns.values())
    if closed != 2 * seen + len(found):
        return None
    if seen > MAX_VALUES:
        raise _too_many(name)
    return _without_blank_rows(RawColumns(list(map(int, numbers)), columns))


def _without_blank_rows(raw: RawColumns) -> RawColumns:
    """Return the rows that hold more than formats."""
    if any("" not in values for _, values in raw.columns.values()):
        return raw
    holds = [any(values) for values in zip(*(values for _, values in raw.columns.values()), strict=True)]
    columns = {
        letters: RawColumn(tuple(compress(attributes, holds)), tuple(compress(values, holds)))
        for letters, (attributes, values) in raw.columns.items()
    }
    return RawColumns(list(compress(raw.numbers, holds)), columns)


def _too_many(name: str) -> UnreadableError:
    return UnreadableError(f"the sheet holds over {MAX_VALUES:,} values, and a list some 11,000", where=name, cure=CURE)


def decode(xml: bytes, name: str) -> str:
    """Return a part's text; bytes that are not the UTF-8 they claim are an `UnreadableError`."""
    try:
        return xml.decode()
    except UnicodeDecodeError as error:
        raise UnreadableError("the workbook's XML is not the UTF-8 it says", where=name, cure=CURE) from error


def _is_canonical(xml: bytes, root: bytes) -> bool:
    """Say whether the XML is UTF-8 with the plain root and none of the constructs that hide or add cells."""
    head = xml[:400]
    if b"<" + root + b" " not in head or not xml[-40:].rstrip().endswith(b"</" + root + b">"):
        return False
    if b"encoding=" in head and b'encoding="utf-8"' not in head.lower():
        return False
    if b"!" in xml and b"<!" in xml:  # comments, document types and the like; two scans because the first is fast
        return False
    return xml.find(b"\r", 100) < 0  # a parser folds carriage returns; the one after the declaration is harmless


def unescape(text: str) -> str:
    """Return the text with XML's entities resolved and Excel's `_x000D_` escapes undone (ECMA-376 22.9.2.19)."""
    if "&" in text:
        is_simple = text.count("&") == text.count("&amp;")
        text = text.replace("&amp;", "&") if is_simple else _ENTITY.sub(_entity, text)
    return unescape_excel(text)


def unescape_excel(text: str) -> str:
    """Return the text with Excel's own `_xHHHH_` escapes undone; an escape of a lone surrogate stays as it is."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: _character(int(match[1], 16), match[0]), text)


def _entity(match: re.Match[str]) -> str:
    word = match[1]
    if word.startswith("#x"):
        return _character(int(word[2:], 16), match[0])
    if word.startswith("#"):
        return _character(int(word[1:]), match[0])
    return _ENTITIES.get(word, match[0])


def _character(code: int, otherwise: str) -> str:
    return otherwise if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def read_strings(xml: bytes, name: str) -> list[str]:
    """Return the shared strings, rich text joined and pronunciation left out."""
    if not xml:
        return []
    if _is_canonical(xml, b"sst") and b"<si " not in xml:
        items = _ITEM.findall(decode(xml, name))
        if len(items) == xml.count(b"<si>") + xml.count(b"<si/>"):
            return [
                _joined(runs) if runs else unescape(text) if "&" in text or "_x" in text else text
                for text, runs in items
            ]
    return read_strings_plainly(xml, name)


def _joined(item: str) -> str:
    if "<rPh" in item:
        item = _PHONETIC.sub("", item)
    # Excel's escapes are undone per run, as in the plain way: an escape never spans two runs
    return "".join(unescape(run) for run in _TEXT.findall(item))


def read_strings_plainly(xml: bytes, name: str) -> list[str]:
    """Return the shared strings, through an XML parser."""
    strings: list[str] = []
    reader = _TextReader("si", lambda _attributes, text, _formula: strings.append(text))
    parse_xml(xml, name, reader.start, reader.end, reader.data)
    return strings


def read_cells_plainly(xml: bytes, name: str) -> SheetCells:
    """Return a sheet's cells, through an XML parser; a cell without an address follows the one before."""
    found = SheetCells([], {})
    place = _Place()

    def take(attributes: dict[str, str], text: str, formula: str) -> None:
        column, row = place.of(attributes.get("r", ""))
        if formula:
            found.formulas[f"{column}{row}"] = formula
        if text or formula:
            found.cells.append((column, str(row), attributes.get("s", ""), attributes.get("t", ""), text))
        if len(found.cells) > MAX_VALUES:
            raise _too_many(name)

    reader = _TextReader("c", take, place.begin_row)
    parse_xml(xml, name, reader.start, reader.end, reader.data)
    return found


class _Place:
    """Where the reader stands, for rows and cells that do not write their address (they need not)."""

    def __init__(self) -> None:
        self._row, self._column = 0, 0

    def begin_row(self, attributes: dict[str, str]) -> None:
        self._row = to_number(attributes.get("r", "")) or self._row + 1
        self._column = 0

    def of(self, reference: str) -> tuple[str, int]:
        letters = reference.rstrip("0123456789")
        row = to_number(reference[len(letters) :])
        if row and len(letters) <= 3 and letters.isascii() and letters.isalpha():
            self._column = column_number(letters.upper())
            return letters.upper(), row
        self._column += 1
        return column_letters(self._column), self._row


def to_number(text: str) -> int:
    """Return the whole number a short run of digits says, else 0."""
    return int(text) if len(text) < 10 and text.isascii() and text.isdigit() else 0


def column_number(letters: str) -> int:
    """Return 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return A for 1, AA for 27."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _TextReader:
    """Handlers that collect text and formula of one kind of item (cells or shared strings), less pronunciation."""

    def __init__(
        self,
        item: str,
        take: Callable[[dict[str, str], str, str], None],
        begin_row: Callable[[dict[str, str]], None] | None = None,
    ) -> None:
        self._item, self._take, self._begin_row = item, take, begin_row
        self._attributes: dict[str, str] | None = None
        self._text: list[str] = []
        self._formula: list[str] = []
        self._target: list[str] | None = None
        self._is_silent = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == self._item:
            self._attributes, self._text, self._formula = attributes, [], []
        elif local == "row" and self._begin_row:
            self._begin_row(attributes)
        elif local == "rPh":
            self._is_silent = True
        elif local in ("v", "t", "f") and self._attributes is not None and not self._is_silent:
            self._target = []

    def data(self, text: str) -> None:
        if self._target is not None:
            self._target.append(text)

    def end(self, tag: str) -> None:
        local = tag.rpartition(":")[2]
        if local == "rPh":
            self._is_silent = False
        elif local == self._item and self._attributes is not None:
            self._take(self._attributes, "".join(self._text), "".join(self._formula))
            self._attributes = None
        elif local in ("v", "t", "f") and self._target is not None:
            text = "".join(self._target)
            if local == "f":
                self._formula.append("=" + text)  # a shared formula's followers have an empty <f/>
            else:
                self._text.append(unescape_excel(text))
            self._target = None
