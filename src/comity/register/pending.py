"""The pending lists: which agency and model was pending from when to when, and whether it was listed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from comity.ledger import StoredList
from comity.register.compiled import Compiled, publication_id_of
from comity.register.reading import ReadRow, display_name
from comity.register.rows import AgreementRow, PendingRow
from comity.text import name_key

Key = tuple[str, str]


def pending_rows(compiled: Compiled, agreements: Sequence[AgreementRow]) -> list[PendingRow]:
    """Return a row for every agency and model that the pending lists ever showed."""
    shown: dict[Key, list[tuple[StoredList, int, ReadRow]]] = defaultdict(list)
    for stored in compiled.pending:
        for position, number in enumerate(stored.printed_row_ids):
            row = compiled.rows[number]
            shown[_key(row)].append((stored, position, row))
    by_key = _by_agency_and_model(agreements)
    rows = [_pending(compiled, key, seen, by_key.get(key, [])) for key, seen in shown.items()]
    return sorted(rows, key=lambda row: row.pending_id)


def _key(row: ReadRow) -> Key:
    slug = "-".join(name_key(row.printed.agency).split()) or "unnamed"
    state = (row.resolution.state or row.printed.state.strip()).lower()
    return row.resolution.agency_id or f"us-{state}-unresolved-{slug}", row.model


def _by_agency_and_model(agreements: Iterable[AgreementRow]) -> dict[Key, list[AgreementRow]]:
    found: dict[Key, list[AgreementRow]] = defaultdict(list)
    for row in agreements:
        found[row.agency_id, row.model].append(row)
    return found


def _pending(
    compiled: Compiled,
    key: Key,
    seen: Sequence[tuple[StoredList, int, ReadRow]],
    agreements: Sequence[AgreementRow],
) -> PendingRow:
    (first, first_position, _), (last, last_position, row) = seen[0], seen[-1]
    first_on, last_on = compiled.day_of(first), compiled.day_of(last)
    # Listed since: the agreement's first listing does not come before the first day on which it was pending.
    since = sorted(item.agreement_id for item in agreements if item.first_listed_on >= first_on)
    # The newest list itself counts, not its day: a list of the afternoon may lack what the morning's had.
    is_shown = last is compiled.pending[-1]
    status = "pending" if is_shown and not since else "listed_since" if since else "no_longer_pending"
    return PendingRow(
        pending_id=f"{key[0]}.{(key[1] or 'unknown').lower()}",
        agency_id=key[0],
        agency=display_name(row),
        state=row.resolution.state or row.printed.state.strip(),
        kind=row.resolution.kind,
        county_geoids=";".join(row.resolution.county_geoids),
        model=key[1],
        first_pending_on=first_on,
        last_pending_on=last_on,
        status=status,
        agreement_id=since[0] if since else "",
        first_publication_id=publication_id_of(first.publication_id),
        first_locator=first.locators[first_position],
        last_publication_id=publication_id_of(last.publication_id),
        last_locator=last.locators[last_position],
    )
