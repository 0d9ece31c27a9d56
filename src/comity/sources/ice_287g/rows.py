"""Sheet rows → printed rows: each kept whole and untouched, or refused with its reason; never lost.

Refused: no agency, no state, a support type that is blank, a control character in state, agency or support type, a
cell longer than any the publisher prints. Kept, with an issue: marks that show nothing (direction, zero width) or were
lost between encodings, an unknown support type or TYPE, a formula (its cached value is what the sheet shows).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from comity.model import PrintedRow, Refusal, RowIssue
from comity.sources.ice_287g.addresses import unwrap_url
from comity.sources.ice_287g.columns import Columns
from comity.sources.ice_287g.grid import Grid
from comity.sources.ice_287g.source import load_source
from comity.sources.ice_287g.values import INVISIBLE, comparable, support_models
from comity.sources.ice_287g.workbook import Sheet

MAX_TEXT = 500  # the longest agency printed so far has 98 characters
MAX_LINK_TEXT = 4_000  # MOA cells of 2021 hold an archived address of up to 200
# tab, line feed and carriage return are spaces; the codes 80-9F are what a Windows apostrophe becomes, and are kept
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MISREAD = re.compile("[\u0080-\u009f\ufffd]")


_TOO_LONG = f"a cell has more than {MAX_TEXT} characters, which no name has"


class PrintedRows(NamedTuple):
    """The rows kept with their locators, the rows refused, the issues, and the number of rows that hold something."""

    rows: tuple[tuple[str, PrintedRow], ...]
    refused: tuple[Refusal, ...]
    issues: tuple[RowIssue, ...]
    row_count: int


def print_rows(sheet: Sheet, header_index: int, columns: Columns) -> PrintedRows:
    """Return every row below the header that holds more than spaces, kept or refused."""
    reader = _RowReader(sheet, columns, sheet.grid.body(header_index + 1))
    reader.read()
    return PrintedRows(tuple(reader.rows), tuple(reader.refused), tuple(reader.finish()), reader.row_count)


class _RowReader:
    """Reads one sheet's rows; what can be asked of a text is asked once for each distinct text of a column."""

    def __init__(self, sheet: Sheet, columns: Columns, body: Grid) -> None:
        self.rows: list[tuple[str, PrintedRow]] = []
        self.refused: list[Refusal] = []
        self.row_count = 0
        self._issues: list[RowIssue] = []
        self._sheet, self._at, self._body = sheet, columns.letters, body
        self._distinct = {letters: set(texts) for letters, texts in body.columns.items()}
        unlike = set[str]().union(*self._distinct.values()) - _plain
        self._blank = {text for text in unlike if not text or text.isspace()}
        strange = _strange(unlike)
        _remember_plain(unlike - strange - self._blank)
        self._faults = {text: fault for text in strange if (fault := _fault(text))}
        self._marked = {text for text in strange if not text.isascii() and _mark(text)}
        words = load_source().type
        types = {comparable(word) for word in (*words.known, *words.fixable, *words.ignored)} | {""}
        self._types = {text for text in self._words("TYPE") if comparable(text) in types} | {""}
        self._models = {text for text in self._words("SUPPORT TYPE") if support_models(text) is not None}

    def _words(self, name: str) -> set[str]:
        """Return the distinct texts of a known column."""
        return self._distinct.get(self._at.get(name, ""), {""})

    def read(self) -> None:
        """Keep, refuse or leave out each row; one that holds nothing but spaces is no row."""
        title, odd = self._sheet.title, self._odd()
        printed = map(
            PrintedRow,
            *map(self._texts, ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED")),
            self._texts("MOA"),
            self._addresses("MOA"),
            self._texts("ADDENDUM"),
            self._addresses("ADDENDUM"),
        )
        for index, (number, row) in enumerate(zip(self._body.numbers, printed, strict=True)):
            if index not in odd:
                self.rows.append((f"{title}!{number}", row))
            elif not self._blank.issuperset(self._body.row(index).values()):
                self._take(f"{title}!{number}", row)
        self.row_count = len(self.rows) + len(self.refused)

    def _texts(self, name: str) -> Sequence[str]:
        """Return the texts of a known column, row by row; "" throughout where the sheet has no such column."""
        column = self._body.columns.get(self._at.get(name, ""))
        return [""] * len(self._body.numbers) if column is None else column

    def _addresses(self, name: str) -> Sequence[str]:
        """Return the addresses behind a known column's cells, or those that stand in them as text, as in 2021."""
        behind = self._urls(self._at.get(name, ""))
        standing = {text: unwrap_url(text) for text in self._words(name) if "://" in text}
        if not standing:
            return [behind.get(number, "") for number in self._body.numbers]
        texts = zip(self._body.numbers, self._texts(name), strict=True)
        return [behind.get(number) or standing.get(text, "") for number, text in texts]

    def _odd(self) -> set[int]:
        """Return the rows to look at: something is missing, unknown or strange in one of their texts."""
        needed = {self._at.get("STATE", ""): {""}, self._at.get("LAW ENFORCEMENT AGENCY", ""): {""}}
        needed[self._at.get("SUPPORT TYPE", "")] = self._words("SUPPORT TYPE") - self._models
        needed[self._at.get("TYPE", "")] = self._words("TYPE") - self._types
        special = (self._blank | self._faults.keys() | self._marked) - {""}
        odd: set[int] = set()
        for letters, texts in self._body.columns.items():
            wrong = (self._distinct[letters] & special) | (self._distinct[letters] & needed.get(letters, set()))
            if wrong:
                odd.update(index for index, text in enumerate(texts) if text in wrong)
        return odd

    def _urls(self, column: str) -> dict[int, str]:
        """Return a column's addresses by row number."""
        return {row: unwrap_url(target) for row, target in self._sheet.links.get(column, {}).items()}

    def _take(self, locator: str, row: PrintedRow) -> None:
        """Keep or refuse a row that has something to look at."""
        if reason := self._refusal(row):
            self.refused.append(Refusal(locator, reason))
            return
        self.rows.append((locator, row))
        self._audit_words(locator, row)
        self._audit_marks(locator, row)

    def _refusal(self, row: PrintedRow) -> str:
        """Return why a row cannot be an observation, or ""."""
        for text, name in ((row.agency, "agency"), (row.state, "state"), (row.support_type, "support type")):
            if not text or text in self._blank:
                return f"no {name} is printed"
        printed = (row.agency, row.state, row.type, row.county, row.support_type, row.signed)
        found = [self._faults[text] for text in printed if text in self._faults]
        found += [_TOO_LONG] * (max(len(row.moa), len(row.addendum)) > MAX_LINK_TEXT)
        return found[0] if found else ""

    def _audit_words(self, locator: str, row: PrintedRow) -> None:
        if row.support_type not in self._models:
            message = f"the support type {row.support_type!r} is in no vocabulary"
            self._issues.append(RowIssue(locator, "unknown_support_type", message))
        if row.type not in self._types:
            self._issues.append(RowIssue(locator, "unknown_type", f"the TYPE {row.type!r} is in no vocabulary"))

    def _audit_marks(self, locator: str, row: PrintedRow) -> None:
        for text in (row.state, row.agency, row.county, row.support_type):
            if text in self._marked:
                message = f"{text!r} holds {_mark(text)}; names compare without it"
                self._issues.append(RowIssue(locator, "invisible_mark", message))

    def finish(self) -> list[RowIssue]:
        """Return the issues, with those of formulas and of links on columns that have none."""
        title, used = self._sheet.title, set(self._at.values())
        for address, formula in sorted(self._sheet.formulas.items()):
            if address.rstrip("0123456789") in used:
                message = f"cell {address} holds the formula {formula[:60]!r}; its last shown value is read"
                self._issues.append(RowIssue(f"{title}!{address}", "formula", message))
        linked = {self._at.get("MOA"), self._at.get("ADDENDUM")}
        elsewhere = [(row, at) for at, rows in self._sheet.links.items() if at not in linked for row in rows]
        if elsewhere:
            row, letters = min(elsewhere)
            first = f"{letters}{row or ''}"
            message = f"{len(elsewhere)} links stand outside MOA and ADDENDUM, the first at {first}; they are not read"
            self._issues.append(RowIssue(f"{title}!{first}", "link_elsewhere", message))
        return self._issues


# Texts in which nothing is to be looked at: lists repeat almost all texts of each other.
_plain: set[str] = set()
_MOST_PLAIN = 100_000


def _remember_plain(texts: set[str]) -> None:
    if len(_plain) + len(texts) > _MOST_PLAIN:
        _plain.clear()
    _plain.update(texts)


def _strange(texts: set[str]) -> set[str]:
    """Return the texts that may be faulty or marked: mostly none, which one look at all of them together tells."""
    long = {text for text in texts if len(text) > MAX_TEXT} if max(map(len, texts), default=0) > MAX_TEXT else set()
    together = "".join(texts)
    if together.isascii() and together.isprintable():
        return long
    return long | {text for text in texts if not (text.isascii() and text.isprintable())}


def _fault(text: str) -> str:
    """Return why no cell of a name may hold the text, or ""."""
    if len(text) > MAX_TEXT:
        return _TOO_LONG
    return "" if text.isprintable() or not _CONTROL.search(text) else "a control character stands in the row"


def _mark(text: str) -> str:
    """Return the mark in a text that shows nothing or was lost between two encodings, named by its code, or ""."""
    found = INVISIBLE.search(text) or _MISREAD.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""
