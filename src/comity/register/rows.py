"""A record per table of the release; field names are column names everywhere. Dates are ISO text, "" is unknown."""

from __future__ import annotations

import msgspec


class PublicationRow(msgspec.Struct, frozen=True):
    """One publication and what it was judged to be as a whole."""

    publication_id: str
    source: str
    list: str
    published_on: str
    printed_on: str
    rows: int
    accepted: int
    refused: int
    verdict: str
    reason: str
    sha256: str
    name: str
    title: str
    outlet: str
    url: str
    retrieved_at: str
    modified_at: str
    sequence: int


class PrintedRowRow(msgspec.Struct, frozen=True):
    """One distinct row exactly as printed, beside what it was resolved to and by which rule."""

    row_id: str
    state: str
    agency: str
    type: str
    county: str
    support_type: str
    signed: str
    moa: str
    moa_url: str
    addendum: str
    addendum_url: str
    agency_id: str
    kind: str
    place_geoid: str
    county_geoids: str
    ori: str
    confidence: float
    rule: str
    conflict: str
    candidates: str
    models: str
    signed_on: str
    signed_problem: str


class AgencyRow(msgspec.Struct, frozen=True):
    """A body that acts, with how it was known."""

    agency_id: str
    agency: str
    state: str
    kind: str
    place_geoid: str
    county_geoids: str
    ori: str
    confidence: float
    rule: str
    agreement_count: int
    listed_count: int


class AgencyCountyRow(msgspec.Struct, frozen=True):
    """A county that an agency serves."""

    agency_id: str
    county_geoid: str


class AgreementRow(msgspec.Struct, frozen=True):
    """A lineage of observations that speak of the same agency, model and signing."""

    agreement_id: str
    agency_id: str
    agency: str
    state: str
    kind: str
    county_geoids: str
    model: str
    signed_on: str
    first_listed_on: str
    last_listed_on: str
    status: str
    successor_id: str
    moa_url: str
    note: str


class InForceRow(msgspec.Struct, frozen=True):
    """A span in which the lists show an agreement: from the first list with it to before the first without, or open."""

    agreement_id: str
    from_on: str
    until_on: str | None


class ListingRow(msgspec.Struct, frozen=True):
    """A printed row standing in every usable list from one to another, with its place in the first and the last."""

    agreement_id: str
    row_id: str
    first_on: str
    last_on: str
    first_publication_id: str
    first_locator: str
    last_publication_id: str
    last_locator: str
    list_count: int


class EventRow(msgspec.Struct, frozen=True):
    """A change between two lists: `after_on` is the last list without it, `by_on` the first with it."""

    event_id: str
    event: str
    agreement_id: str
    agency_id: str
    agency: str
    state: str
    model: str
    county_geoids: str
    after_on: str
    by_on: str
    before: str
    after: str
    publication: str
    before_publication: str
    before_row_id: str
    after_row_id: str


class DecisionRow(msgspec.Struct, frozen=True):
    """A judgement that two printed rows are one agreement, are not, or wait for a person."""

    decision_id: str
    kind: str
    rule: str
    reason: str
    agreement_id: str
    left_row_id: str
    right_row_id: str
    publication_id: str


class PendingRow(msgspec.Struct, frozen=True):
    """An agency and model on the pending lists: `status` is pending, listed_since or no_longer_pending."""

    pending_id: str
    agency_id: str
    agency: str
    state: str
    kind: str
    county_geoids: str
    model: str
    first_pending_on: str
    last_pending_on: str
    status: str
    agreement_id: str
    first_publication_id: str
    first_locator: str
    last_publication_id: str
    last_locator: str


class IssueRow(msgspec.Struct, frozen=True):
    """Something that a person should look at; the same thing in many lists is one issue with its count."""

    issue_id: str
    code: str
    subject: str
    message: str
    publication_id: str
    locator: str
    count: int
    cure: str
