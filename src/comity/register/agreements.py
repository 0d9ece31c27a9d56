"""The history of the lists as rows: agreements, the spans they were shown in, their printed rows, events, decisions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from comity.identity import Agreement, Event
from comity.ledger import StoredList
from comity.register.compiled import Compiled, publication_id_of
from comity.register.reading import ReadRow, display_name
from comity.register.rows import AgreementRow, DecisionRow, EventRow, InForceRow, ListingRow

Tables = tuple[list[AgreementRow], list[InForceRow], list[ListingRow], list[EventRow], list[DecisionRow]]


def agreement_tables(compiled: Compiled) -> Tables:
    """Return the rows of `agreement`, `in_force`, `listing`, `event` and `decision`."""
    by_row_id = {row.row_id: row for row in compiled.rows.values()}
    agreements = {item.agreement_id: _agreement(item, by_row_id) for item in compiled.history.agreements}
    return (
        list(agreements.values()),
        _in_force(compiled),
        _listings(compiled),
        [_event(item, agreements[item.agreement_id]) for item in compiled.history.events],
        [
            DecisionRow(
                decision_id=item.decision_id,
                kind=item.kind,
                rule=item.rule,
                reason=item.reason,
                agreement_id=item.agreement_id,
                left_row_id=item.left_row_id,
                right_row_id=item.right_row_id,
                publication_id=publication_id_of(item.publication_id),
            )
            for item in compiled.history.decisions
        ],
    )


def _agreement(item: Agreement, rows: Mapping[str, ReadRow]) -> AgreementRow:
    ordered = _latest_first(item, rows)
    # The latest row that names the agreement's body; where none does, the latest.
    last = next((row for row in ordered if row.resolution.agency_id == item.agency_id), ordered[0])
    urls = [row.printed.moa_url for row in ordered if row.document]
    return AgreementRow(
        agreement_id=item.agreement_id,
        agency_id=item.agency_id,
        agency=display_name(last),
        state=item.state,
        kind=last.resolution.kind,
        county_geoids=";".join(item.county_geoids),
        model=item.model,
        signed_on=item.signed_on,
        first_listed_on=item.first_listed_on,
        last_listed_on=item.last_listed_on,
        status=item.status,
        successor_id=item.successor_id,
        moa_url=urls[0] if urls else "",
        note=item.note,
    )


def _latest_first(item: Agreement, rows: Mapping[str, ReadRow]) -> list[ReadRow]:
    """Return an agreement's rows, those that stood last and came last first."""
    return [rows[run.row_id] for run in sorted(item.runs, key=lambda run: (run.last, run.first), reverse=True)]


def _in_force(compiled: Compiled) -> list[InForceRow]:
    return [
        InForceRow(item.agreement_id, span.from_on, span.until_on)
        for item in compiled.history.agreements
        for span in item.spans
    ]


class Positions:
    """Where each printed row stands in a list, made when first asked."""

    def __init__(self, stored: StoredList, rows: Mapping[int, ReadRow]) -> None:
        """Take a list and the meaning of its rows."""
        self._stored = stored
        self._rows = rows

    @cached_property
    def _by_row_id(self) -> dict[str, int]:
        numbers = self._stored.printed_row_ids
        return {self._rows[number].row_id: position for position, number in reversed(list(enumerate(numbers)))}

    @cached_property
    def _locators(self) -> list[str]:
        return self._stored.locators

    def locator(self, row_id: str) -> str:
        """Return the first place of a printed row in the list."""
        return self._locators[self._by_row_id[row_id]]


def _listings(compiled: Compiled) -> list[ListingRow]:
    lists = compiled.participating
    days = [compiled.day_of(stored) for stored in lists]
    positions = [Positions(stored, compiled.rows) for stored in lists]
    return [
        ListingRow(
            agreement_id=item.agreement_id,
            row_id=run.row_id,
            first_on=days[run.first],
            last_on=days[run.last],
            first_publication_id=publication_id_of(lists[run.first].publication_id),
            first_locator=positions[run.first].locator(run.row_id),
            last_publication_id=publication_id_of(lists[run.last].publication_id),
            last_locator=positions[run.last].locator(run.row_id),
            list_count=run.last - run.first + 1,
        )
        for item in compiled.history.agreements
        for run in item.runs
    ]


def _event(item: Event, agreement: AgreementRow) -> EventRow:
    return EventRow(
        event_id=item.event_id,
        event=item.event,
        agreement_id=item.agreement_id,
        agency_id=agreement.agency_id,
        agency=item.agency,
        state=item.state,
        model=item.model,
        county_geoids=agreement.county_geoids,
        after_on=item.after_on,
        by_on=item.by_on,
        before=item.before,
        after=item.after,
        publication=publication_id_of(item.publication_id),
        before_publication=publication_id_of(item.before_publication_id),
        before_row_id=item.before_row_id,
        after_row_id=item.after_row_id,
    )
