"""What was published before: each file, what it was made from, and whether it would be made the same today."""

from __future__ import annotations

import hashlib
import platform
import sqlite3
from array import array
from collections.abc import Iterable, Set
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

import msgspec

import comity
from comity.archive import write_durably
from comity.web.atlas.files import shapes_of
from comity.web.publishing.reads import Read, Reads, keys_of
from comity.web.publishing.traced import Days, Traced
from comity.web.words.standing import Place

READS = ".comity-publish.reads"
# How many more reads may be kept than were needed when that was last looked at: to look each day would cost more
# than the bytes of those that nothing rests on any more.
_ROOM = 1.25
# What answers are made with, beside the program itself.
_MADE_WITH = ("jinja2", "markupsafe", "litestar", "msgspec", "icalendar")


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One published file: its address, hash and size, its links by number, its reads, what was put in."""

    address: str
    file: str
    digest: str
    size: int
    links: bytes
    reads: bytes
    places: list[Place]


class Published(msgspec.Struct, frozen=True):
    """A published folder's files, and the addresses that they link to, by number."""

    links: list[str] = []
    entries: list[Entry] = []

    def by_address(self) -> dict[str, Entry]:
        """Return the entries by address."""
        return {entry.address: entry for entry in self.entries}

    def packed(self) -> msgspec.Raw:
        """Return them as they are noted."""
        return msgspec.Raw(msgspec.msgpack.encode(self))


class Earlier(msgspec.Struct, frozen=True):
    """What a published folder was made from, with all that is needed to see what a new release changes.

    `needed_count` reads were needed when it was last looked which are. The files are `packed`: they are unpacked while
    other processes already ask the reads again.
    """

    tag: str = ""
    fingerprint: str = ""
    days: Days = Days()
    tables: dict[str, str] = {}
    reads: Reads = msgspec.field(default_factory=Reads)
    needed_count: int = 0
    packed: msgspec.Raw = Published().packed()

    def published(self) -> Published:
        """Return the files; none where what is noted of them is damaged: then all are made."""
        with suppress(msgspec.MsgspecError):
            return msgspec.msgpack.decode(self.packed, type=Published)
        return Published()


class Links:
    """The addresses that pages link to, each with a number."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Take the addresses that are known already, in their order."""
        self.names = list(names)
        self._numbers = {name: number for number, name in enumerate(self.names)}

    def packed(self, links: Iterable[str]) -> bytes:
        """Return links by their numbers."""
        numbers, names = self._numbers, self.names
        found = array("I")
        for link in links:
            number = numbers.get(link)
            if number is None:
                number = numbers[link] = len(names)
                names.append(link)
            found.append(number)
        return found.tobytes()


def numbers_in(packed: bytes) -> array[int]:
    """Return the numbers of packed links."""
    found = array("I")
    found.frombytes(packed)
    return found


def read_earlier(folder: Path, tag: str, served: Traced) -> Earlier:
    """Return what a folder was published from, or nothing where it was made otherwise than today: then all is made."""
    with suppress(FileNotFoundError, msgspec.MsgspecError):
        found = msgspec.msgpack.decode((folder / READS).read_bytes(), type=Earlier)
        if found.tag == tag and found.fingerprint == fingerprint(served):
            return found
    return Earlier()


def write_earlier(folder: Path, served: Traced, published: Published, reads: Reads, needed_count: int = 0) -> None:
    """Write what a folder is published from, for the next release."""
    if len(reads.by_key) > _ROOM * needed_count:
        reads = reads.only([entry.reads for entry in published.entries])
        needed_count = len(reads.by_key)
    told = served.tag, fingerprint(served), served.days, served.tables, reads, needed_count, published.packed()
    write_durably(folder / READS, msgspec.msgpack.encode(Earlier(*told)))


def fingerprint(served: Traced) -> str:
    """Return a hash over everything beside the release that decides what files look like."""
    shapes = shapes_of(served)
    made_with = [f"{name} {version(name)}" for name in _MADE_WITH]
    told = [_program(), platform.python_version(), sqlite3.sqlite_version, *made_with, served.base_url,
            str(served.is_starter), shapes.name if shapes else ""]  # fmt: skip
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:32]


@cache
def _program() -> str:
    """Return a hash over the whole package, its data included."""
    package = Path(comity.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(path for path in package.rglob("*") if path.suffix != ".pyc" and path.is_file()):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


class Check:
    """Says of reads noted before whether the new release gives the same; each is asked once."""

    def __init__(self, earlier: Earlier, served: Traced) -> None:
        """Take what was published, and the new release."""
        self._reads, self._served = earlier.reads, served
        tables = served.tables
        self._same = {name for name, digest in earlier.tables.items() if tables.get(name) == digest}
        self._is_same_list = earlier.days.list == served.days.list
        self._read_from: dict[str, bool] = {}
        self._known: dict[bytes, bool] = {}

    def others(self, keys: Iterable[bytes]) -> Set[bytes]:
        """Return the keys of those reads that do not give the same; these are few."""
        return {key for key in keys if not self._is_known_same(key)}

    def _is_known_same(self, key: bytes) -> bool:
        found = self._known.get(key)
        if found is None:
            read = self._reads.by_key.get(key)
            found = self._known[key] = read is not None and self._is_read_same(read)
        return found

    def _is_read_same(self, read: Read) -> bool:
        if read.kind == "fact":
            return self._served.fact(read.what) == read.digest
        if read.kind == "made":
            return self._served.made(read.what) == read.digest
        if read.kind == "kept":
            kept = self._reads.kept.get(read.what)
            return kept is not None and all(map(self._is_known_same, keys_of(kept)))
        statement = self._reads.statements.get(read.what)
        if statement is None:
            return False
        # The same rows show another day where the newest list's day is stood in for.
        if (read.kind == "rows" or self._is_same_list) and self._is_of_same(read, statement):
            return True
        return self._served.rows(statement, read.values, read.kind) == read.digest

    def _is_of_same(self, read: Read, statement: str) -> bool:
        """Say whether a statement reads only tables that are the same in both releases."""
        found = self._read_from.get(read.what)
        if found is None:
            found = self._read_from[read.what] = self._served.tables_of(statement, read.values) <= self._same
        return found
