"""Files published before that the new release leaves as they are but for its days: given today's words for those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from comity.web.publishing.batch import Batch, Written
from comity.web.publishing.disk import Disk, digest_of_file
from comity.web.publishing.earlier import Entry
from comity.web.publishing.saying import Sayer
from comity.web.publishing.traced import Traced
from comity.web.words.standing import refill


class Keeper:
    """Puts words for days into files published before; nothing else is made."""

    def __init__(self, served: Traced, disk: Disk, entries: Mapping[str, Entry]) -> None:
        """Take the new release, the folder, and what was published there by address."""
        self._disk, self._entries = disk, entries
        self._sayer = Sayer(served)

    def say_days(self, addresses: Sequence[str]) -> Batch:
        """Put today's words into kept files; of one that is not what was published nothing is said."""
        entries = [self._entries[address] for address in addresses]
        self._disk.expect(entry.file for entry in entries)
        return Batch([one for entry in entries for one in self._with_words(entry)])

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
