"""The words for what stands in a page for something that every list changes, with the links in them."""

from __future__ import annotations

from comity.web.publishing.files import relinked
from comity.web.publishing.traced import Traced


class Sayer:
    """Says what stand-ins stand for in one release; many pages show the same."""

    def __init__(self, served: Traced) -> None:
        """Take the release."""
        self._served = served
        self._known: dict[str, tuple[str, set[str]]] = {}

    def words(self, name: str) -> tuple[str, set[str]]:
        """Return the words for a stand-in's name and the links in them."""
        known = self._known.get(name)
        if known is None:
            words, links = relinked(self._served.say(name).encode())
            known = self._known[name] = (words.decode(), links)
        return known

    def begin(self) -> Said:
        """Return what says the words of one page."""
        return Said(self)


class Said:
    """Says the words of one page, and gathers the links in them."""

    def __init__(self, sayer: Sayer) -> None:
        """Take who says them."""
        self._sayer = sayer
        self.links: set[str] = set()

    def say(self, name: str) -> str:
        """Return the words for a stand-in's name."""
        words, links = self._sayer.words(name)
        self.links |= links
        return words
