"""Sheet rows → printed rows: each kept whole and untouched, or refused with its reason; never lost.

Refused: no agency, no state, a support type that is blank, a control character in state, agency or support type, a
cell longer than any the publisher prints. Kept, with an issue: marks that show nothing (direction, zero width) or were
lost between encodings, an unknown support type or TYPE, a formula (its cached value is what the sheet shows).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from comity.model import PrintedRow, Refusal, RowIssue
from comity.sources.ice_287g.addresses import unwrap_url
from comity.sources.ice_287g.columns import Columns
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
    body = sheet.rows[header_index + 1 :]
    reader = _RowReader(sheet, columns, set().union(*(texts.values() for _, texts in body)))
    for number, texts in body:
        reader.take(number, texts)
    return PrintedRows(tuple(reader.rows), tuple(reader.refused), tuple(reader.finish()), reader.row_count)


class _RowReader:
    """Reads one sheet's rows; what can be asked of a text is asked once for each distinct text of the sheet."""

    def __init__(self, sheet: Sheet, columns: Columns, distinct: set[str]) -> None:
        self.rows: list[tuple[str, PrintedRow]] = []
        self.refused: list[Refusal] = []
        self.row_count = 0
        self._issues: list[RowIssue] = []
        self._sheet, self._at = sheet, columns.letters
        self._urls = {address: unwrap_url(target) for address, target in sheet.links.items()}
        self._faults = {text: fault for text in distinct if (fault := _fault(text))}
        self._marked = {text for text in distinct if not text.isascii() and (_mark(text))}
        words = load_source().type
        types = {comparable(word) for word in (*words.known, *words.fixable, *words.ignored)} | {""}
        self._odd_types = {text for text in distinct if comparable(text) not in types}
        self._odd_models = {text for text in distinct if support_models(text) is None}

    def take(self, number: int, texts: dict[str, str]) -> None:
        """Keep or refuse one row; leave out one that holds nothing but spaces."""
        at, get = self._at.get, texts.get
        moa_at, addendum_at = at("MOA", ""), at("ADDENDUM", "")
        row = PrintedRow(
            get(at("STATE", ""), ""),
            get(at("LAW ENFORCEMENT AGENCY", ""), ""),
            get(at("TYPE", ""), ""),
            get(at("COUNTY", ""), ""),
            get(at("SUPPORT TYPE", ""), ""),
            get(at("SIGNED", ""), ""),
            moa := get(moa_at, ""),
            self._url(moa, f"{moa_at}{number}"),
            addendum := get(addendum_at, ""),
            self._url(addendum, f"{addendum_at}{number}"),
        )
        reason = self._refusal(row, texts)
        if reason is None:
            return
        self.row_count += 1
        locator = f"{self._sheet.title}!{number}"
        if reason:
            self.refused.append(Refusal(locator, reason))
            return
        self.rows.append((locator, row))
        if row.type in self._odd_types or row.support_type in self._odd_models:
            self._audit_words(locator, row)
        if self._marked:
            self._audit_marks(locator, row)

    def _url(self, text: str, address: str) -> str:
        """Return the address behind a cell, or the one its text is (as in 2021)."""
        target = self._urls.get(address, "")
        return unwrap_url(text) if not target and "://" in text else target

    def _refusal(self, row: PrintedRow, texts: dict[str, str]) -> str | None:
        """Return why a row cannot be an observation, "" where it can, None where it is blank."""
        for text, name in ((row.agency, "agency"), (row.state, "state"), (row.support_type, "support type")):
            if not text or text.isspace():
                is_blank = all(not text or text.isspace() for text in texts.values())
                return None if is_blank else f"no {name} is printed"
        if self._faults:
            printed = (row.agency, row.state, row.type, row.county, row.support_type, row.signed)
            found = [self._faults[text] for text in printed if text in self._faults]
            found += [_TOO_LONG] * (max(len(row.moa), len(row.addendum)) > MAX_LINK_TEXT)
            return found[0] if found else ""
        return ""

    def _audit_words(self, locator: str, row: PrintedRow) -> None:
        if row.support_type in self._odd_models:
            message = f"the support type {row.support_type!r} is in no vocabulary"
            self._issues.append(RowIssue(locator, "unknown_support_type", message))
        if row.type in self._odd_types:
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
        elsewhere = [address for address in self._sheet.links if address.rstrip("0123456789") not in linked]
        if elsewhere:
            first = elsewhere[0]
            message = f"{len(elsewhere)} links stand outside MOA and ADDENDUM, the first at {first}; they are not read"
            self._issues.append(RowIssue(f"{title}!{first}", "link_elsewhere", message))
        return self._issues


def _fault(text: str) -> str:
    """Return why no cell of a name may hold the text, or ""."""
    if len(text) > MAX_TEXT:
        return _TOO_LONG
    return "" if text.isprintable() or not _CONTROL.search(text) else "a control character stands in the row"


def _mark(text: str) -> str:
    """Return the mark in a text that shows nothing or was lost between two encodings, named by its code, or ""."""
    found = INVISIBLE.search(text) or _MISREAD.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""
