"""Printed rows → what they mean: the agency they resolve to, the models, the signing date, the linked document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

import msgspec

from comity.identity import Sighting
from comity.model import PrintedRow, Resolution
from comity.places import Resolver
from comity.register.documents import document_name
from comity.sources.ice_287g import Signed, comparable, correct_row, signed_on, support_models
from comity.text import fold, name_key

# Below this the name was taken for a misprint of the body's.
SURE = 0.9


class ReadRow(msgspec.Struct, frozen=True):
    """A distinct printed row with its meaning; `row_id` is made of its content, so it is the same in every release.

    `corrections` say which printed value was read otherwise and why; the printed row itself is never touched.
    """

    row_id: str
    printed: PrintedRow
    resolution: Resolution
    model: str
    signed: Signed
    document: str
    corrections: tuple[str, ...] = ()


def read_rows(
    printed_rows: Mapping[int, PrintedRow], first_seen: Mapping[int, str], resolver: Resolver
) -> dict[int, ReadRow]:
    """Return the meaning of each printed row that some list shows; `first_seen` is the day it was first published."""
    # rows that differ in their links or dates alone name one body
    resolve, date = lru_cache(maxsize=None)(resolver.resolve), lru_cache(maxsize=None)(signed_on)
    return {number: _read(printed_rows[number], first_seen[number], resolve, date) for number in sorted(first_seen)}


def _read(
    printed: PrintedRow, day: str, resolve: Callable[..., Resolution], date: Callable[[str, str], Signed]
) -> ReadRow:
    meant, corrections = correct_row(printed)
    resolution = resolve(meant.state, meant.agency, meant.type, meant.county)
    models = support_models(meant.support_type)
    return ReadRow(
        row_id=row_id(printed),
        printed=printed,
        resolution=resolution,
        model="+".join(sorted(models)) if models else "",
        signed=date(meant.signed, day),
        document=document_name(printed.moa_url),
        corrections=tuple(f"{one.field} read as {one.becomes}, not {one.expect}: {one.reason}" for one in corrections),
    )


# What the COUNTY column prints where it names none.
NO_COUNTY = frozenset({"", "#n/a", "#na", "n/a", "na", "#n?a", "none"})
# Kinds whose plain name is the body's own; others are called as the publisher prints them.
PLAINLY_NAMED = frozenset({"sheriff", "municipal_police", "county_police", "constable", "marshal"})


def display_name(row: ReadRow) -> str:
    """Return what a body is called: its plain name, or the publisher's words with single spaces."""
    if row.resolution.kind in PLAINLY_NAMED and row.resolution.name:
        return row.resolution.name
    return fold(row.printed.agency)


def row_id(printed: PrintedRow) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a printed row's cells."""
    return hashlib.sha256("\x1f".join(msgspec.structs.astuple(printed)).encode()).hexdigest()[:16]


class Sightings:
    """Turns read rows into sightings: rows that were printed alike share a key."""

    def __init__(self, rows: Mapping[int, ReadRow]) -> None:
        """Number the printed identities in the order of their text, so that no number depends on the adding."""
        identities = {number: self._identity(row) for number, row in rows.items()}
        keys = {identity: key for key, identity in enumerate(sorted(set(identities.values())))}
        self._made = {number: self._make(row, keys[identities[number]]) for number, row in rows.items()}

    def of(self, numbers: Iterable[int]) -> tuple[Sighting, ...]:
        """Return the sightings of a list's rows, in their order."""
        made = self._made
        return tuple([made[number] for number in numbers])

    def _identity(self, row: ReadRow) -> tuple[str, str, str, str]:
        signed = row.signed.on or comparable(row.printed.signed)
        model = row.model or f"? {comparable(row.printed.support_type)}"
        return row.resolution.state or comparable(row.printed.state), name_key(row.printed.agency), model, signed

    def _make(self, row: ReadRow, key: int) -> Sighting:
        resolution = row.resolution
        return Sighting(
            row_id=row.row_id,
            key=key,
            state=resolution.state or row.printed.state.strip(),
            agency_id=resolution.agency_id,
            agency=" ".join(row.printed.agency.split()),
            name_key=name_key(row.printed.agency),
            model=row.model,
            signed_on=row.signed.on,
            signed_printed=row.printed.signed.strip(),
            document=row.document,
            county_geoids=resolution.county_geoids,
            printed_county="" if comparable(row.printed.county) in NO_COUNTY else fold(row.printed.county),
            printed_state=fold(row.printed.state),
            is_sure=resolution.confidence >= SURE,
        )
