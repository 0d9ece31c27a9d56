"""Short names and the full ones that a page gives: `FAIR`, `Colcom` and `Soros` are named in full elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from comity.reader.mentions.organisations import Named
from comity.reader.records import Mentions, Page

_ALIAS = re.compile(
    r"\s?\((?:the\s)?[\"']?(?P<short>[A-Z][A-Za-z-]{1,11})[\"']?\)"
    r"|,\s(?:or\s)?(?P<named>[A-Z]{2,8})(?=,| for short)"
)
_CAPITALS = re.compile(r"(?<!\w)[A-Z]{3,12}(?!\w)")
_CAMEL = re.compile(r"[a-z][A-Z]")
_CAPITAL_WORD = re.compile(r"[A-Z][\w'-]*")
# The words behind `The` inside a sentence, and behind a small `the` (with one adjective between or none).
_INSIDE = re.compile(r"[a-z,] The ([A-Z][\w'-]*(?: [A-Z][\w'-]*)?)")
_SMALL = re.compile(r"\bthe (?:[a-z][\w-]* |[A-Z][a-z]+-[a-z]+ )?([A-Z][\w'-]*(?: [A-Z][\w'-]*)?)")


# What a body adds to its own name for its arm.
_ARMS = frozenset(("PAC", "Action", "Votes", "Fund", "Foundation"))
_ALONE = re.compile(
    r"\b([A-Z]\w+)(?:\sand\sits\b|'s\s(?:political|legal)\b|,\san?\s(?:[a-z]+\s){0,3}(?:group|nonprofit|network)\b)"
)
_INITIALS = re.compile(r"(?:[A-Z]\.)+")


class FullNames:
    """The names of one page's bodies and persons, looked up by their short forms; made in one pass over each."""

    def __init__(self, page: Page, plain: str, mentions: Mentions, names: Sequence[Named]) -> None:
        """Take a page, its plain text, its mentions, and the runs of capitals that may name bodies."""
        self._page, self._plain, self._mentions, self._names = page, plain, mentions, names
        self._printed = [straight(page.text[name.start : name.end]).removeprefix("The ") for name in names]

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Return full names by the short ones that the page gives in brackets or by `X, or ABC,`, and by initials."""
        found: dict[str, str] = {}
        written = set(_CAPITALS.findall(self._plain))
        for name, full in zip(self._names, self._printed, strict=True):
            if " " not in full:
                continue
            if match := _ALIAS.match(self._plain, name.end):
                found.setdefault(match["short"] or match["named"], full)
            initials = "".join(word[0] for word in _CAPITAL_WORD.findall(full))
            if len(initials) > 2 and initials in written:
                found.setdefault(initials, full)
        return found

    @cached_property
    def _by_first_word(self) -> dict[str, str]:
        """Return the most frequent name of a few words by its first words."""
        found: dict[str, str] = {}
        for full, _ in Counter(self._printed).most_common():
            words = full.split()
            if len(words) == 2 and words[1] in _ARMS and words[0] in self._alone:
                continue  # `Mijente and its Mijente PAC`
            for size in range(1, min(len(words), 4)) if len(words) < 5 else (1,):
                found.setdefault(" ".join(words[:size]), full)
            if len(words) > 2 and _INITIALS.fullmatch(words[0]):
                found.setdefault(words[1], full)  # `Kellogg` of the W.K. Kellogg Foundation
        return found

    @cached_property
    def _alone(self) -> frozenset[str]:
        """Return the single words that own a body of their name, or are called one: `Mijente and its`, `Mijente, a`."""
        return frozenset(_ALONE.findall(self._plain))

    @cached_property
    def _by_last_word(self) -> dict[str, str]:
        """Return persons' full names by their last word."""
        found: dict[str, str] = {}
        for person in self._mentions.people:
            if " " in person.name:
                found.setdefault(person.name.rpartition(" ")[2], straight(person.name))
        return found

    @cached_property
    def _joined(self) -> frozenset[str]:
        return frozenset(full for full in self._printed if " " not in full and _CAMEL.search(full))

    @cached_property
    def _with_article(self) -> frozenset[str]:
        return frozenset(_INSIDE.findall(self._plain))

    @cached_property
    def _without_article(self) -> frozenset[str]:
        return frozenset(_SMALL.findall(self._plain))

    def keeps_article(self, name: str) -> bool:
        """Return whether `The` belongs to a name: it stands with a capital inside a sentence, and never small."""
        if ": " in name:
            return True
        head = " ".join(name.split()[1:3])
        keys = {head, head.split(" ")[0]}
        return bool(keys & self._with_article) and not (keys & self._without_article)

    def is_short(self, name: str) -> bool:
        """Return whether a word begins a longer body's name that the page gives: `Colcom` of `Colcom Foundation`."""
        return name in self._by_first_word

    def full_name(self, name: str) -> str:
        """Return the fullest name that the page gives to whom it calls so: `Soros` is George Soros."""
        if name in self.aliases:
            return self.aliases[name]
        if " " in name:
            joined = name.replace(" ", "")
            return joined if joined in self._joined else name
        full = self._by_first_word.get(name, name)
        return self._by_last_word.get(name, full if len(full.split()) < 4 else name)


def straight(name: str) -> str:
    """Return a name as the page spells it, with plain apostrophes and spaces."""
    return name.replace("’", "'").replace("\u00a0", " ")
