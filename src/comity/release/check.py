"""A release must balance before it is published: every row of every list is accounted for, once."""

from __future__ import annotations

from collections.abc import Iterator

from comity.errors import CheckError
from comity.register.compile import Register
from comity.register.compiled import publication_id_of
from comity.register.inputs import Record, showings


def check_register(record: Record, register: Register) -> None:
    """Raise CheckError that names the first thing which does not balance."""
    for fault in faults(record, register):
        raise CheckError(fault, cure="the last good release stays in place; report this with the list")


def faults(record: Record, register: Register) -> Iterator[str]:
    """Yield what does not balance, a sentence each."""
    rows = {row.publication_id: row for row in register.publications if row.source == "ice-287g"}
    for stored in showings(record):
        row = rows.get(publication_id_of(stored.publication_id))
        if row is None:
            yield f"the list {stored.name} is not in the release"
        elif row.rows != row.accepted + row.refused:
            yield f"{stored.name} has {row.rows} rows, {row.accepted} accepted and {row.refused} refused"
    agreements = {row.agreement_id for row in register.agreements}
    yield from (
        f"the event {row.event_id} has no agreement" for row in register.events if row.agreement_id not in agreements
    )
    yield from (
        f"{row.agreement_id} names no successor" for row in register.agreements if not _has_successor(row, agreements)
    )
    yield from _runs(register)


def _has_successor(row: object, agreements: set[str]) -> bool:
    status, successor = getattr(row, "status", ""), getattr(row, "successor_id", "")
    return successor in agreements if status == "superseded" else not successor


def _runs(register: Register) -> Iterator[str]:
    """Every agreement rests on at least one printed row, and its dates are those of its rows."""
    spans: dict[str, tuple[str, str]] = {}
    for row in register.listings:
        first, last = spans.get(row.agreement_id, (row.first_on, row.last_on))
        spans[row.agreement_id] = (min(first, row.first_on), max(last, row.last_on))
    for agreement in register.agreements:
        span = spans.get(agreement.agreement_id)
        if span != (agreement.first_listed_on, agreement.last_listed_on):
            dated = (agreement.first_listed_on, agreement.last_listed_on)
            yield f"{agreement.agreement_id} is dated {dated}, its rows {span}"
