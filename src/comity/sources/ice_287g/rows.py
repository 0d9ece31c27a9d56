"""Sheet rows → printed rows: each kept whole and untouched, or refused with its reason; never lost.

Refused: no agency, no state, a support type that is blank, a control character in state, agency or support type, a
cell longer than any the publisher prints. Kept, with an issue: marks that show nothing (direction, zero width), an
unknown support type or TYPE, a formula (its cached value is what the sheet shows).
"""

from __future__ import annotations

import re
from collections import Counter
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


class PrintedRows(NamedTuple):
    """The rows kept with their locators, the rows refused, the issues, and the number of rows that hold something."""

    rows: tuple[tuple[str, PrintedRow], ...]
    refused: tuple[Refusal, ...]
    issues: tuple[RowIssue, ...]
    row_count: int


def print_rows(sheet: Sheet, header_index: int, columns: Columns) -> PrintedRows:
    """Return every row below the header that holds more than spaces, kept or refused."""
    reader = _RowReader(sheet, columns)
    count = 0
    for number, texts in sheet.rows[header_index + 1 :]:
        if any(text and not text.isspace() for text in texts.values()):
            count += 1
            reader.take(number, texts)
    return PrintedRows(tuple(reader.rows), tuple(reader.refused), tuple(reader.finish()), count)


class _RowReader:
    """Reads one sheet's rows; gathers kept rows, refusals, and issues by kind."""

    def __init__(self, sheet: Sheet, columns: Columns) -> None:
        self.rows: list[tuple[str, PrintedRow]] = []
        self.refused: list[Refusal] = []
        self._issues: list[RowIssue] = []
        self._title, self._links = sheet.title, sheet.links
        at = columns.letters
        self._state, self._agency, self._support = at["STATE"], at["LAW ENFORCEMENT AGENCY"], at["SUPPORT TYPE"]
        self._type, self._county = at.get("TYPE", ""), at.get("COUNTY", "")
        self._signed, self._moa, self._addendum = at.get("SIGNED", ""), at.get("MOA", ""), at.get("ADDENDUM", "")
        self._formulas = sheet.formulas
        self._used = set(at.values())
        self._odd_types: Counter[str] = Counter()
        words = load_source().type
        self._types = {comparable(word) for word in (*words.known, *words.fixable, *words.ignored)} | {""}

    def take(self, number: int, texts: dict[str, str]) -> None:
        """Keep or refuse one row."""
        get = texts.get
        state, agency, support = get(self._state, ""), get(self._agency, ""), get(self._support, "")
        locator = f"{self._title}!{number}"
        moa, addendum = get(self._moa, ""), get(self._addendum, "")
        row = PrintedRow(
            state,
            agency,
            get(self._type, ""),
            get(self._county, ""),
            support,
            get(self._signed, ""),
            moa,
            self._url(moa, f"{self._moa}{number}") if self._moa else "",
            addendum,
            self._url(addendum, f"{self._addendum}{number}") if self._addendum else "",
        )
        if reason := _refusal(row):
            self.refused.append(Refusal(locator, reason))
            return
        self.rows.append((locator, row))
        self._audit(locator, row)

    def _url(self, text: str, address: str) -> str:
        """Return the address behind a cell, or the one its text is (as in 2021)."""
        target = self._links.get(address, "")
        if not target and "://" in text:
            target = text
        return unwrap_url(target) if target else ""

    def _audit(self, locator: str, row: PrintedRow) -> None:
        if support_models(row.support_type) is None:
            message = f"the support type {row.support_type!r} is in no vocabulary"
            self._issues.append(RowIssue(locator, "unknown_support_type", message))
        if comparable(row.type) not in self._types:
            self._issues.append(RowIssue(locator, "unknown_type", f"the TYPE {row.type!r} is in no vocabulary"))
        texts = row.state + row.agency + row.county + row.support_type
        if not texts.isascii():
            self._audit_marks(locator, texts)

    def _audit_marks(self, locator: str, texts: str) -> None:
        if mark := INVISIBLE.search(texts):
            message = f"the row holds a mark that shows nothing (U+{ord(mark[0]):04X}); names compare without it"
            self._issues.append(RowIssue(locator, "invisible_mark", message))
        if mark := _MISREAD.search(texts):
            message = f"the row holds U+{ord(mark[0]):04X}, a letter lost between two encodings"
            self._issues.append(RowIssue(locator, "misread_letter", message))

    def finish(self) -> list[RowIssue]:
        """Return the issues, with those of formulas and of links on columns that have none."""
        for address, formula in sorted(self._formulas.items()):
            if address.rstrip("0123456789") in self._used:
                message = f"cell {address} holds the formula {formula[:60]!r}; its last shown value is read"
                self._issues.append(RowIssue(f"{self._title}!{address}", "formula", message))
        linked = {self._moa, self._addendum}
        elsewhere = [address for address in self._links if address.rstrip("0123456789") not in linked]
        if elsewhere:
            message = (
                f"{len(elsewhere)} links stand outside MOA and ADDENDUM, the first at {elsewhere[0]}; they are not read"
            )
            self._issues.append(RowIssue(f"{self._title}!{elsewhere[0]}", "link_elsewhere", message))
        return self._issues


def _refusal(row: PrintedRow) -> str:
    """Return why a row cannot be an observation, or ""."""
    state, agency, support = row.state, row.agency, row.support_type
    if not agency or agency.isspace():
        return "no agency is printed"
    if not state or state.isspace():
        return "no state is printed"
    if not support or support.isspace():
        return "no support type is printed"
    texts = (state, agency, row.type, row.county, support, row.signed)
    longest = max(map(len, texts))
    if longest > MAX_TEXT or len(row.moa) > MAX_LINK_TEXT or len(row.addendum) > MAX_LINK_TEXT:
        return f"a cell of {max(longest, len(row.moa), len(row.addendum)):,} characters is no name"
    if not (agency.isprintable() and state.isprintable() and support.isprintable()) and _CONTROL.search(
        "\n".join(texts)
    ):
        return "a control character stands in the row"
    return ""
