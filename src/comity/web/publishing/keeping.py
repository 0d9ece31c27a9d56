"""What was published before and would be made the same today: left as it is, or given today's words for its days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from comity.web.publishing.batch import Batch, Kept, Written
from comity.web.publishing.disk import Disk, digest_of_file
from comity.web.publishing.earlier import Check, Earlier, Entry
from comity.web.publishing.saying import Sayer
from comity.web.publishing.traced import Traced
from comity.web.words.standing import refill


class Keeper:
    """Tells of files published before which the new release leaves as they were; nothing is made but words for days."""

    def __init__(
        self, served: Traced, disk: Disk, known: Mapping[str, str], earlier: Earlier, entries: Mapping[str, Entry]
    ) -> None:
        """Take the new release, the folder, the hash of every file as it was last published, and from what."""
        self._disk, self._known = disk, known
        self._has_other_days = earlier.days != served.days
        self._entries = entries
        self._check = Check(earlier, served)
        self._sayer = Sayer(served)

    def look(self, addresses: Sequence[str]) -> Kept:
        """Return the addresses whose files are kept; of the others nothing is said."""
        kept = Kept([], [])
        for address in addresses:
            entry = self._same(address)
            if entry is None:
                continue
            if self._is_dated(entry):
                kept.dated.append(address)
            elif self._disk.size_of(entry.file) == entry.size:
                kept.untouched.append(address)
        return kept

    def say_days(self, addresses: Sequence[str]) -> Batch:
        """Put today's words into kept files; of one that is not what was published nothing is said."""
        return Batch([one for address in addresses for one in self._with_words(self._entries[address])])

    def _same(self, address: str) -> Entry | None:
        """Return what was published at an address, where the release makes it the same but for the newest days."""
        entry = self._entries.get(address)
        if entry is None or not self._check.is_same(entry.reads):
            return None
        return entry if self._known.get(entry.file) == entry.digest else None

    def _is_dated(self, entry: Entry) -> bool:
        """Say whether words stand in a file that this release may say otherwise."""
        return bool(entry.places) and (self._has_other_days or any(":" in name for _, _, name in entry.places))

    def _with_words(self, entry: Entry) -> list[Written]:
        """Return a file with today's words put into it, or nothing where it is not what was published."""
        old = self._disk.read(entry.file)
        if old is None or digest_of_file(old) != entry.digest:
            return []
        said = self._sayer.begin()
        body, places = refill(old, entry.places, said.say)
        digest = digest_of_file(body)
        if digest != entry.digest:
            self._disk.change(entry.file, old, body)
        return [
            Written(
                address=entry.address,
                file=entry.file,
                digest=digest,
                is_written=digest != entry.digest,
                size=len(body),
                places=places,
                live_links=tuple(sorted(said.links)),
                is_kept=True,
            )
        ]
