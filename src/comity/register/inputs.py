"""What is compiled: everything the ledger or the starter record holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from comity.identity import Ruling
from comity.ledger import StoredList
from comity.model import PrintedRow
from comity.register.reviewing import Reviewed


class Record(msgspec.Struct, frozen=True):
    """The lists with their printed rows (by the numbers that the lists use), people's rulings, and reviewed claims."""

    lists: Sequence[StoredList]
    printed_rows: Mapping[int, PrintedRow]
    rulings: Sequence[Ruling] = ()
    reviewed: Reviewed = Reviewed()


def showings(record: Record) -> Iterator[StoredList]:
    """Yield every list as often as it was published: the same bytes under another name are another day's list.

    A publisher that shows an unchanged file anew says that its rows still stand (or shows an old file by mistake),
    so each name is judged by itself. The first keeps the hash as its id, a later one has `+2`, `+3` … behind it.
    """
    for stored in record.lists:
        named = {sighting.name: sighting for sighting in reversed(stored.sightings)}
        ordered = sorted(
            named.values(), key=lambda seen: (seen.facts.name_says_on, seen.facts.name_says_order, seen.name)
        )
        for number, sighting in enumerate(ordered, 1):
            key = stored.publication_id if number == 1 else f"{stored.publication_id}+{number}"
            yield replace(stored, publication_id=key, sightings=(sighting,))


def sha256_of(publication_id: str) -> str:
    """Return the hash of the bytes that a showing's id begins with."""
    return publication_id.partition("+")[0]
