"""Frozen records that pass between the packages. Field names are the column names everywhere."""

from __future__ import annotations

import msgspec


class PrintedRow(msgspec.Struct, frozen=True, order=True, gc=False):
    """One row of a list exactly as printed: cell texts, untouched; a date cell is its ISO text; absent is "".

    `moa_url` and `addendum_url` are the addresses behind the cells, unwrapped from mail gateways.
    """

    state: str
    agency: str
    type: str = ""
    county: str = ""
    support_type: str = ""
    signed: str = ""
    moa: str = ""
    moa_url: str = ""
    addendum: str = ""
    addendum_url: str = ""


class Refusal(msgspec.Struct, frozen=True):
    """A row that did not become an observation, and why."""

    locator: str
    reason: str


class RowIssue(msgspec.Struct, frozen=True):
    """Something about a row, a column or a file that a person should look at; the row itself was kept."""

    locator: str
    code: str
    message: str


class ListFacts(msgspec.Struct, frozen=True):
    """What a file says of itself, beside its rows; each is a witness to its date, none is believed alone."""

    name: str
    sha256: str
    size_bytes: int
    name_says_list: str = ""
    name_says_on: str = ""
    name_says_order: str = ""
    modified_at: str = ""
    retrieved_at: str = ""
    sheet: str = ""
    header: tuple[str, ...] = ()


class ParsedList(msgspec.Struct, frozen=True):
    """A list's rows with their locators (`Sheet1!7`), what was refused, and what a person should see.

    `row_count` is the number of non-blank data rows in the file and equals `len(rows) + len(refused)`.
    """

    facts: ListFacts
    rows: tuple[tuple[str, PrintedRow], ...]
    refused: tuple[Refusal, ...]
    issues: tuple[RowIssue, ...]
    row_count: int


class Resolution(msgspec.Struct, frozen=True, gc=False):
    """What a printed agency is: or, where `agency_id` is "", unresolved with its candidates.

    `counties` are the counties it serves (none for a state agency); `confidence` is 0..1; `conflict` is a sentence
    when the printed county contradicts the gazetteer.
    """

    agency_id: str
    name: str
    kind: str
    state: str
    place_geoid: str = ""
    county_geoids: tuple[str, ...] = ()
    ori: str = ""
    confidence: float = 0.0
    rule: str = ""
    candidates: tuple[str, ...] = ()
    conflict: str = ""


class Claim(msgspec.Struct, frozen=True):
    """What a source says: subject, what, when, how certain, the quoted words, where they stand, and who says so.

    `relation` and `object` belong to claims on organisations; `count` and `counted` to figures; `office` and `stage` to
    elections; `effect` to `dates_checked` to laws (`valid_from` and `valid_until` are days, the second excluded, ""
    unknown). `act_id` is set where a release is compiled: claims of one act share it.
    """

    claim_id: str
    publication_id: str
    subject_place_geoid: str
    subject: str
    instrument: str
    action: str
    status: str
    statement: str
    attributed_to: str
    on: str = ""
    on_precision: str = ""
    actor: str = ""
    agency_id: str = ""
    quotation: str = ""
    locator: str = ""
    note: str = ""
    kind: str = ""
    subject_state: str = ""
    agency: str = ""
    on_words: str = ""
    pressed_by: str = ""
    relation: str = ""
    object: str = ""
    count: int | None = None
    counted: str = ""
    office: str = ""
    stage: str = ""
    effect: str = ""
    covers: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ()
    valid_from: str = ""
    valid_until: str = ""
    citation: str = ""
    checked: str = ""
    dates_checked: str = ""
    act_id: str = ""
