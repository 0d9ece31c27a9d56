"""What a printed row means where it is known to be misprinted; what is printed stands beside it, untouched."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from msgspec.structs import replace

from comity.model import PrintedRow
from comity.sources.ice_287g.source import Correction, load_source
from comity.sources.ice_287g.values import comparable


def correct_row(row: PrintedRow) -> tuple[PrintedRow, tuple[Correction, ...]]:
    """Return the row as it is meant, with the corrections that were applied; most rows come back as they are.

    A correction applies only to a row that prints exactly what it expects, spaces and case aside.
    """
    candidates = _by_agency().get(comparable(row.agency), ())
    applied = tuple(one for one in candidates if comparable(getattr(row, one.field)) == comparable(one.expect))
    return (replace(row, **{one.field: one.becomes for one in applied}) if applied else row), applied


def idle_corrections(rows: Iterable[PrintedRow]) -> tuple[Correction, ...]:
    """Return the corrections that no row needs any more; each should be looked at and retired."""
    idle = set(load_source().correction)
    for row in rows:
        if comparable(row.agency) in _by_agency():
            idle -= set(correct_row(row)[1])
    return tuple(one for one in load_source().correction if one in idle)


@cache
def _by_agency() -> dict[str, tuple[Correction, ...]]:
    found: dict[str, tuple[Correction, ...]] = {}
    for one in load_source().correction:
        found[comparable(one.agency)] = (*found.get(comparable(one.agency), ()), one)
    return found
