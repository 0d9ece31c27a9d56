"""Every file of the site, kept or made: loaded while other processes already ask again what was read before."""

from __future__ import annotations

from collections.abc import Callable, Set

from comity.web.app import app_over, prepare
from comity.web.publishing.batch import Progress
from comity.web.publishing.disk import Disk
from comity.web.publishing.earlier import Earlier
from comity.web.publishing.listing import feed_addresses, other_addresses, page_addresses
from comity.web.publishing.looking import Findings
from comity.web.publishing.opened import Opened
from comity.web.publishing.pool import Begun, made
from comity.web.publishing.resuming import Journal, read_part
from comity.web.publishing.site import Site

# Pages link to questions, and those to further pages of theirs: no question of the site leads further than this.
_ROUNDS = 200


class Gathering:
    """Fills a site: with what a stopped run had written, what stands as it was published, and what is made."""

    def __init__(self, opened: Opened, known: dict[str, str], earlier: Earlier) -> None:
        """Take the release with its folder, every file's hash as last published, and what that was made from."""
        published = earlier.published()
        self.begun = Begun(app_over(opened.serving), opened.served, opened.folder, known, published.by_address())
        self.site = Site(earlier.reads, published.links, self.begun.entries)
        self.resumed_count = 0
        self._noted = list(read_part(opened.folder, opened.served.tag))
        self._earlier = earlier
        self._wanted: list[str] = []
        self._hoped: list[str] = []
        self._dated: list[str] = []

    def keep(self, other_reads: Callable[[], Set[bytes]]) -> None:
        """Take in what stands already; the reads that give something else are asked for last, others look for them."""
        served, site, begun = self.begun.served, self.site, self.begun
        # Nobody searches while a site is published: what the API would make ready for that is not made.
        prepare(("pages",), served)
        site.reads.add(served.take_reads())
        self._wanted = list(dict.fromkeys([*page_addresses(served), *other_addresses(served), *feed_addresses(served)]))
        self._hoped = site.hope_for(self._wanted)
        for batch in self._noted:
            site.add(batch)
        self.resumed_count = len(site.entries)
        done = {one.address for batch in self._noted for one in batch.written}
        left = [address for address in begun.entries if address not in done]
        findings = Findings(self._earlier, begun.entries, begun.known, served.days)
        findings.look_at_files(Disk(begun.folder), left)
        kept = findings.kept(left, other_reads())
        site.keep(kept.untouched)
        self._dated = kept.dated

    def make(self, jobs: int, progress: Progress) -> None:
        """Make what is not kept, and what links bring to light meanwhile."""
        site, wanted, hoped, dated = self.site, self._wanted, self._hoped, self._dated
        with Journal(self.begun.folder, self.begun.served.tag, bool(self._noted)) as journal:
            for _ in range(_ROUNDS):
                in_hand = set(dated)
                left = [one for one in (*wanted, *hoped) if not (site.has(one) or one in in_hand)]
                if not (left or dated):
                    break
                to_light = _ToLight(site, in_hand.union(left))
                for batch in made(self.begun, frozenset(hoped), dated, left, jobs, to_light.take):
                    site.add(batch)
                    to_light.look()
                    journal(batch)
                    progress(len(site.entries), len(wanted))
                # What no list names is answered from now on where a link leads there, as is what was not as published.
                hoped, dated = [], []
                wanted += sorted(one for one in to_light.found.difference(wanted) if not site.has(one))


class _ToLight:
    """Addresses that no list names and links lead to, as they come to light while others are made."""

    def __init__(self, site: Site, in_hand: set[str]) -> None:
        self.found: set[str] = set()
        self._site, self._in_hand = site, in_hand
        self._fresh: list[str] = []

    def look(self) -> None:
        """Look at the links of what was made since this was last done."""
        linked = self._site.new_addresses()
        self.found |= linked
        self._fresh += sorted(linked - self._in_hand)
        self._in_hand |= linked

    def take(self) -> list[str]:
        """Return those that nobody has in hand yet, each once."""
        fresh, self._fresh = self._fresh, []
        return fresh
