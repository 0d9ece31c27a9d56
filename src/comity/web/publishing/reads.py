"""What an answer was made from, noted as it is made; and whether the same reads give the same in another release.

A page is a function of what it reads. Each read is noted with a digest of what it gave: a query with its values, a
fact of the release, a thing that is kept for the whole release (which rests on reads of its own), or what a function
made of the release. Where every read gives the same in the new release, so does the page, and it is left alone.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain
from struct import iter_unpack
from typing import Any, Literal

import msgspec

# A query whose rows are digested as they are; one whose newest days are stood in for; a fact; kept; made.
Kind = Literal["rows", "shown", "fact", "kept", "made"]
# Of a key in bytes: reads are told apart by it.
KEY = 12


class Read(msgspec.Struct, frozen=True, array_like=True):
    """One read: its kind, what was read (a statement's key, a name), with which values, a digest of what it gave."""

    kind: Kind
    what: str
    values: tuple[Any, ...] = ()
    digest: bytes = b""


class Reads(msgspec.Struct):
    """Reads by key, the statements that they name, and the reads that each kept thing rests on, key behind key."""

    by_key: dict[bytes, Read] = {}
    statements: dict[str, str] = {}
    kept: dict[str, bytes] = {}

    def add(self, other: Reads) -> None:
        """Take in what another process noted."""
        self.by_key.update(other.by_key)
        self.statements.update(other.statements)
        self.kept.update(other.kept)

    def only(self, wanted: Sequence[bytes]) -> Reads:
        """Return what answers with these reads rest on, and nothing else."""
        found: dict[bytes, Read] = {}
        kept: dict[str, bytes] = {}
        left = set(wanted)  # of both languages of a page the reads are the same
        while left:
            keys = set(keys_of(b"".join(left)))
            reads = {key: self.by_key[key] for key in keys - found.keys() if key in self.by_key}
            names = {read.what for read in reads.values() if read.kind == "kept"} & self.kept.keys()
            rests = {name: self.kept[name] for name in names}
            found |= reads
            kept |= rests
            left = set(rests.values())
        named = {read.what for read in found.values()}
        return Reads(found, {key: text for key, text in self.statements.items() if key in named}, kept)


def digest_of(value: object) -> bytes:
    """Return a digest of plain values."""
    return hashlib.blake2b(msgspec.msgpack.encode(value), digest_size=KEY).digest()


def keys_of(packed: bytes) -> Iterator[bytes]:
    """Yield the keys of reads that stand one behind the other."""
    return chain.from_iterable(iter_unpack(f"{KEY}s", packed))


def tables_read(connection: sqlite3.Connection, statement: str, values: Sequence[Any]) -> set[str]:
    """Return the tables that a statement reads, as SQLite itself tells while it prepares it."""
    found: set[str] = set()

    def note(action: int, first: str | None, *_: str | None) -> int:
        if action == sqlite3.SQLITE_READ and first:
            found.add(first)
        return sqlite3.SQLITE_OK

    connection.set_authorizer(note)
    try:
        connection.execute(f"EXPLAIN {statement}", values).close()
    finally:
        connection.set_authorizer(None)
    return found
