"""What was published before and would be made the same today: processes share the looking, one puts it together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

import msgspec

from comity.web.publishing.batch import Kept
from comity.web.publishing.disk import Disk
from comity.web.publishing.earlier import Check, Earlier, Entry
from comity.web.publishing.reads import keys_of
from comity.web.publishing.traced import Days


class Sought(NamedTuple):
    """What a process is to look at: reads by their keys, and files by their addresses."""

    reads: Sequence[bytes] = ()
    files: Sequence[str] = ()


class Looked(msgspec.Struct, frozen=True):
    """What a process saw: the reads that give something else in the new release, the files that are not as they were.

    These are few, where all that is the same is the whole site.
    """

    reads: Sequence[bytes] = ()
    files: Sequence[str] = ()


class Looker:
    """Looks at reads and at files in one process."""

    def __init__(self, check: Check, disk: Disk, entries: Mapping[str, Entry]) -> None:
        """Take what asks the new release, the folder, and what was published there by address."""
        self._check, self._disk, self._entries = check, disk, entries

    def look(self, sought: Sought) -> Looked:
        """Return what is other than it was."""
        return Looked(self._check.others(sought.reads), [one for one in sought.files if not self._has_size(one)])

    def _has_size(self, address: str) -> bool:
        entry = self._entries[address]
        return self._disk.size_of(entry.file) == entry.size


class Findings:
    """What all processes saw, and which files are kept by it."""

    def __init__(self, earlier: Earlier, entries: Mapping[str, Entry], known: Mapping[str, str], days: Days) -> None:
        """Take what was published before, also by address, every file's hash as last published, and today's days."""
        self._entries, self._known = entries, known
        self._has_other_days = earlier.days != days
        self._noted: Set[bytes] = earlier.reads.by_key.keys()
        self._other_reads: set[bytes] = set()
        self._other_files: set[str] = set()
        # Of both languages of a page, and of its pictures' two forms, the reads are the same.
        self._same: dict[bytes, bool] = {}

    def add(self, looked: Iterable[Looked]) -> None:
        """Take in what processes saw."""
        for one in looked:
            self._other_reads.update(one.reads)
            self._other_files.update(one.files)

    def is_dated(self, address: str) -> bool:
        """Say whether words stand in a file that this release may say otherwise; such a file is read in any case."""
        places = self._entries[address].places
        return bool(places) and (self._has_other_days or any(":" in name for _, _, name in places))

    def kept(self, addresses: Sequence[str]) -> Kept:
        """Return the addresses whose files are kept; of the others nothing is said."""
        same = [address for address in addresses if self._is_same(self._entries[address])]
        dated = [address for address in same if self.is_dated(address)]
        untouched = set(same).difference(dated, self._other_files)
        return Kept([address for address in same if address in untouched], dated)

    def _is_same(self, entry: Entry) -> bool:
        """Say whether the release makes a file the same but for the newest days, and the folder's list knows it."""
        found = self._same.get(entry.reads)
        if found is None:
            found = self._same[entry.reads] = self._are_same(entry.reads)
        return found and self._known.get(entry.file) == entry.digest

    def _are_same(self, packed: bytes) -> bool:
        """Say whether all of these reads give the same; one that was not noted does not, nor does none at all."""
        keys = set(keys_of(packed))
        return bool(keys) and keys <= self._noted and keys.isdisjoint(self._other_reads)
