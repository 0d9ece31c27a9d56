"""The site as it grows: every file that stands, what links lead to, and whether they all lead somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from comity.errors import CheckError
from comity.web import addresses
from comity.web.publishing.batch import Batch, Written
from comity.web.publishing.earlier import Entry, Links, Published, numbers_in
from comity.web.publishing.files import asked_again, file_of
from comity.web.publishing.reads import Reads

# Linked files that no list of pages names: they are found by the links to them.
_FOUND_BY_LINK = (addresses.STYLE, addresses.PLOTS, addresses.ASSETS, f"/es{addresses.PLOTS}")
_SHOWN = 5


class Site:
    """The files that stand, by address."""

    def __init__(self, reads: Reads, links: Sequence[str], before: dict[str, Entry]) -> None:
        """Take what was read for the files published before, what they link to, and the files, which may be kept."""
        self.entries: dict[str, Entry] = {}
        self.links = Links(links)
        self.reads = Reads(dict(reads.by_key), dict(reads.statements), dict(reads.kept))
        self.written_count = self.kept_count = 0
        self._before = before
        # What was hoped for, and where it was answered what became of it: "" is a file that stands as it was.
        self._hoped: dict[str, Written | Literal[""] | None] = {}
        self._linked: set[int] = set()
        self._fresh: set[int] = set()

    def hope_for(self, wanted: Sequence[str]) -> list[str]:
        """Return what was found by links the last time: asked for at once, and taken in when a link leads to it."""
        named = set(wanted)
        self._hoped = {address: None for address in self._before if address not in named}
        return list(self._hoped)

    def has(self, address: str) -> bool:
        """Say whether an address has its file."""
        return address in self.entries or self._hoped.get(address) is not None

    def add(self, batch: Batch) -> None:
        """Take in what became of some addresses."""
        self.reads.add(batch.reads)
        for one in batch.written:
            self._take(one)

    def keep(self, addresses: Sequence[str]) -> None:
        """Take in addresses whose files stand as they were published before."""
        for address in addresses:
            self._keep(address)

    def _take(self, one: Written) -> None:
        if one.address in self._hoped:
            self._hoped[one.address] = one
            return
        entry = self._entry(one)
        if entry is not None:
            self.entries[one.address] = entry
            self.written_count += one.is_written
            self.kept_count += one.is_kept
            self._fresh.update(numbers_in(entry.links))
            # Those of words that change with every list are looked at and not kept.
            self._fresh.update(numbers_in(self.links.packed(one.live_links)))

    def _keep(self, address: str) -> None:
        if address in self._hoped:
            self._hoped[address] = ""
            return
        entry = self.entries[address] = self._before[address]
        self.kept_count += 1
        self._fresh.update(numbers_in(entry.links))

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
        found: set[str] = set()
        while fresh := self._fresh - self._linked:
            self._fresh = set()
            self._linked |= fresh
            links = [self.links.names[number] for number in fresh]
            found |= {again for link in links if "?" in link and (again := asked_again(link))}
            found |= {link for link in links if link.startswith(_FOUND_BY_LINK)}
            for address in found & self._hoped.keys():
                there = self._hoped.pop(address)
                if there == "":
                    self._keep(address)
                elif there is not None:
                    self._take(there)
        # Not as a difference of sets, which would go through every file that stands.
        return {address for address in found if address not in self.entries}

    def published(self) -> Published:
        """Return all that is to be noted of the files."""
        return Published(self.links.names, list(self.entries.values()))

    def files(self) -> dict[str, str]:
        """Return every file's hash."""
        return {entry.file: entry.digest for entry in self.entries.values()}

    def check_links(self, files: set[str]) -> None:
        """Raise CheckError where an internal link leads to no file."""
        names = self.links.names
        broken = {number for number in self._linked if not self._stands(names[number].partition("#")[0], files)}
        if broken:
            told = "; ".join(f"{page} → {link}" for link, page in sorted(self._pages_with(broken).items())[:_SHOWN])
            raise CheckError(f"{len(broken)} internal link(s) lead nowhere: {told}", cure="mend the page that links")

    def _stands(self, address: str, files: set[str]) -> bool:
        return address in self.entries or file_of(address) in files

    def _pages_with(self, broken: set[int]) -> dict[str, str]:
        """Return for each of these links the first page that has it."""
        found: dict[str, str] = {}
        for entry in self.entries.values():
            for number in broken.intersection(numbers_in(entry.links)):
                found.setdefault(self.links.names[number], entry.address)
        return found
