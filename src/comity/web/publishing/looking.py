"""Which files published before a new release makes the same: by what was read for them, and by their lengths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from comity.web.publishing.batch import Kept
from comity.web.publishing.disk import Disk
from comity.web.publishing.earlier import Earlier, Entry
from comity.web.publishing.reads import keys_of
from comity.web.publishing.traced import Days


class Findings:
    """What is seen of files that were published before, and which are kept by it."""

    def __init__(self, earlier: Earlier, entries: Mapping[str, Entry], known: Mapping[str, str], days: Days) -> None:
        """Take what was published before, its files by address, every file's hash as last published, today's days."""
        self._entries, self._known = entries, known
        self._has_other_days = earlier.days != days
        self._noted: Set[bytes] = earlier.reads.by_key.keys()
        self._other_files: set[str] = set()

    def look_at_files(self, disk: Disk, addresses: Sequence[str]) -> None:
        """See which files do not have the length that was published; one with days in it is read in any case."""
        entries = (self._entries[address] for address in addresses if not self._is_dated(address))
        self._other_files.update(entry.address for entry in entries if disk.size_of(entry.file) != entry.size)

    def kept(self, addresses: Sequence[str], other_reads: Set[bytes]) -> Kept:
        """Return the addresses whose files are kept where these reads give something else; the others are left out."""
        # Of both languages of a page, and of its pictures' two forms, the reads are the same.
        same = {packed: self._are_same(packed, other_reads) for packed in {one.reads for one in self._entries.values()}}
        kept = [address for address in addresses if same[self._entries[address].reads] and self._is_known(address)]
        dated = [address for address in kept if self._is_dated(address)]
        untouched = set(kept).difference(dated, self._other_files)
        return Kept([address for address in kept if address in untouched], dated)

    def _is_dated(self, address: str) -> bool:
        """Say whether words stand in a file that this release may say otherwise."""
        places = self._entries[address].places
        return bool(places) and (self._has_other_days or any(":" in name for _, _, name in places))

    def _is_known(self, address: str) -> bool:
        """Say whether the folder's list of hashes knows the file as it was published."""
        entry = self._entries[address]
        return self._known.get(entry.file) == entry.digest

    def _are_same(self, packed: bytes, other_reads: Set[bytes]) -> bool:
        """Say whether all of these reads give the same; one that was not noted does not, nor does none at all."""
        keys = set(keys_of(packed))
        return bool(keys) and keys <= self._noted and keys.isdisjoint(other_reads)
