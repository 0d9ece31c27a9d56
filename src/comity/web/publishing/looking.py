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
        entries = (entry for address in addresses if not self._is_dated(entry := self._entries[address]))
        self._other_files.update(entry.address for entry in entries if disk.size_of(entry.file) != entry.size)

    def kept(self, addresses: Sequence[str], other_reads: Set[bytes]) -> Kept:
        """Return the addresses whose files are kept where these reads give something else; the others are left out."""
        entries = [self._entries[address] for address in addresses]
        same = set(self._noted).difference(other_reads)
        # One that was not noted is not the same. Of both languages of a page the reads are the same: looked at once.
        are_same = {packed: same.issuperset(keys_of(packed)) for packed in {entry.reads for entry in entries}}
        # Of a file without any read nothing is known.
        are_same[b""] = False
        kept = [entry for entry in entries if are_same[entry.reads] and self._is_known(entry)]
        dated = [entry.address for entry in kept if self._is_dated(entry)]
        standing = {entry.address for entry in kept}.difference(dated, self._other_files)
        return Kept([entry.address for entry in kept if entry.address in standing], dated)

    def _is_dated(self, entry: Entry) -> bool:
        """Say whether words stand in a file that this release may say otherwise."""
        return bool(entry.places) and (self._has_other_days or any(":" in name for _, _, name in entry.places))

    def _is_known(self, entry: Entry) -> bool:
        """Say whether the folder's list of hashes knows the file as it was published."""
        return self._known.get(entry.file) == entry.digest
