"""The site as it grows: every file that stands, what links lead to, and whether they all lead somewhere."""

from __future__ import annotations

from pathlib import Path

import msgspec

from comity.errors import CheckError
from comity.web import addresses
from comity.web.publishing.earlier import Earlier, Entry, Links, numbers_in
from comity.web.publishing.files import asked_again, file_of
from comity.web.publishing.reads import Reads
from comity.web.publishing.walk import Written

# Linked files that no list of pages names: they are found by the links to them.
_FOUND_BY_LINK = (addresses.STYLE, addresses.PLOTS, addresses.ASSETS, f"/es{addresses.PLOTS}")
_SHOWN = 5


class Batch(msgspec.Struct, frozen=True):
    """What became of some addresses, and the reads that were noted with them for the first time."""

    written: list[Written]
    reads: Reads


class Site:
    """The files that stand, by address."""

    def __init__(self, earlier: Earlier) -> None:
        """Take what was published before, whose files may be kept."""
        self.entries: dict[str, Entry] = {}
        self.links = Links(earlier.links)
        self.reads = Reads(dict(earlier.reads.by_key), dict(earlier.reads.statements), dict(earlier.reads.kept))
        self.written_count = self.kept_count = 0
        self._before = earlier.by_address()
        self._linked: set[int] = set()
        self._fresh: set[int] = set()

    def add(self, batch: Batch, folder: Path) -> None:
        """Take in what became of some addresses; a file that is not there after all is not taken."""
        self.reads.add(batch.reads)
        for one in batch.written:
            entry = self._entry(one)
            if entry is None or not (folder / one.file).is_file():
                continue
            self.entries[one.address] = entry
            self.written_count += one.is_written
            self.kept_count += one.is_kept
            self._fresh.update(numbers_in(entry.links))
            # Those of words that change with every list are looked at and not kept.
            self._fresh.update(numbers_in(self.links.packed(one.live_links)))

    def _entry(self, one: Written) -> Entry | None:
        """Return a file's entry; of a kept one links and reads are those of before."""
        if not one.is_kept:
            links = self.links.packed(one.links)
            return Entry(one.address, one.file, one.digest, one.size, links, one.reads, one.places)
        before = self._before.get(one.address)
        if before is None:
            return None
        return Entry(one.address, one.file, one.digest, one.size, before.links, before.reads, one.places)

    def new_addresses(self) -> set[str]:
        """Return what was linked to since this was last asked and no list names: questions, plots, styles."""
        fresh, self._fresh = self._fresh - self._linked, set()
        self._linked |= fresh
        links = [self.links.names[number] for number in fresh]
        asked = {again for link in links if "?" in link and (again := asked_again(link))}
        return asked | {link for link in links if link.startswith(_FOUND_BY_LINK)}

    def files(self) -> dict[str, str]:
        """Return every file's hash."""
        return {entry.file: entry.digest for entry in self.entries.values()}

    def check_links(self, files: set[str]) -> None:
        """Raise CheckError where an internal link leads to no file."""
        names = self.links.names
        broken = {number for number in self._linked if file_of(names[number].partition("#")[0]) not in files}
        if broken:
            told = "; ".join(f"{page} → {link}" for link, page in sorted(self._pages_with(broken).items())[:_SHOWN])
            raise CheckError(f"{len(broken)} internal link(s) lead nowhere: {told}", cure="mend the page that links")

    def _pages_with(self, broken: set[int]) -> dict[str, str]:
        """Return for each of these links the first page that has it."""
        found: dict[str, str] = {}
        for entry in self.entries.values():
            for number in broken.intersection(numbers_in(entry.links)):
                found.setdefault(self.links.names[number], entry.address)
        return found
