"""What goes into the following of agreements, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Sighting(msgspec.Struct, frozen=True, gc=False):
    """One distinct printed row of a participating list, resolved: what identity is decided on.

    `key` is the row's normalised identity (state, agency name, model, signing date) as one integer: rows that differ
    only in case, quotes, spaces, county or link share it. `document` is the file name of the linked memorandum, or ""
    where the list has none or a placeholder. `signed_printed` differs from `signed_on` where the print was no date.
    """

    row_id: str
    key: int
    state: str
    agency_id: str
    agency: str
    name_key: str
    model: str
    signed_on: str = ""
    signed_printed: str = ""
    document: str = ""
    county_geoids: tuple[str, ...] = ()
    printed_county: str = ""
    printed_state: str = ""
    is_sure: bool = True

    @property
    def reference(self) -> str:
        """Return the printed identity that a person's ruling names: state|agency|model|signed."""
        return f"{self.state}|{self.name_key}|{self.model}|{self.signed_on}"


class Snapshot(msgspec.Struct, frozen=True):
    """One list that was judged usable, at its true date, with its rows in printed order.

    `sequence` orders the lists of one day (am before pm).
    """

    publication_id: str
    published_on: str
    sightings: tuple[Sighting, ...]
    sequence: int = 0


class Ruling(msgspec.Struct, frozen=True):
    """A person's recorded decision that two printed identities are the same agreement, or are not."""

    decision_id: str
    kind: str
    left: str
    right: str
    reason: str
    decided_by: str = ""


class Run(msgspec.Struct, frozen=True, gc=False):
    """A printed row standing in every usable list from `first` to `last` (indices into the snapshots)."""

    row_id: str
    first: int
    last: int


class Span(msgspec.Struct, frozen=True):
    """A time in which the lists show an agreement: until before the first list without it, once that is confirmed."""

    from_on: str
    until_on: str | None


class Agreement(msgspec.Struct, frozen=True):
    """A lineage of observations that speak of the same agency, model and signing."""

    agreement_id: str
    agency_id: str
    agency: str
    state: str
    model: str
    signed_on: str
    county_geoids: tuple[str, ...]
    document: str
    first_listed_on: str
    last_listed_on: str
    status: str
    successor_id: str
    runs: tuple[Run, ...]
    spans: tuple[Span, ...] = ()
    note: str = ""


class Event(msgspec.Struct, frozen=True):
    """A change between two lists: `after_on` is the last list without it, `by_on` the first with it."""

    event_id: str
    event: str
    agreement_id: str
    agency: str
    state: str
    model: str
    after_on: str
    by_on: str
    before: str
    after: str
    publication_id: str
    before_publication_id: str
    before_row_id: str = ""
    after_row_id: str = ""


class Decision(msgspec.Struct, frozen=True):
    """A judgement that two printed rows are one agreement (`same`), are not (`different`), or wait (`undecided`)."""

    decision_id: str
    kind: str
    rule: str
    reason: str
    agreement_id: str
    left_row_id: str
    right_row_id: str
    publication_id: str


class History(msgspec.Struct, frozen=True):
    """Everything that following the lists yields; `twins` maps a publication to rows printed twice in it."""

    agreements: tuple[Agreement, ...]
    events: tuple[Event, ...]
    decisions: tuple[Decision, ...]
    twins: Mapping[str, tuple[str, ...]]
