"""What a process of the pool tells of the addresses that it was given."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from comity.web.publishing.reads import Reads
from comity.web.words.standing import Place

# Told how many files stand, and of how many that are known by now.
Progress = Callable[[int, int], None]


class Written(msgspec.Struct, frozen=True):
    """One file: its hash, whether it had to be written, and the internal addresses that the page links to.

    `reads` is what it was made from, `places` where words were put in that change with every list, `live_links` the
    links in those. One that is kept (`is_kept`) was not made again: its links and reads are those of the last time.
    """

    address: str
    file: str
    digest: str
    is_written: bool
    links: tuple[str, ...] = ()
    size: int = 0
    reads: bytes = b""
    places: list[Place] = []
    live_links: tuple[str, ...] = ()
    is_kept: bool = False


class Kept(msgspec.Struct, frozen=True):
    """Addresses whose files are kept: those that stand as they are, and those whose words for days are to be put in."""

    untouched: list[str]
    dated: list[str]


class Batch(msgspec.Struct, frozen=True):
    """What became of some addresses, and the reads that were noted with them for the first time."""

    written: list[Written]
    reads: Reads = msgspec.field(default_factory=Reads)
