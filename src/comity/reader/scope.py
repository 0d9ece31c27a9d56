"""Whether a page is read at all: whether it names anything that this record is about, by one pass over its characters.

Of a crawl's pages nearly none does, and what is not looked for costs nothing: so a year of news can be read.
"""

from __future__ import annotations

import tomllib
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec
from ahocorasick_rs import BytesAhoCorasick, Implementation

from comity.reader.patterns import PATTERN_FOLDER

SCOPE_FILE = PATTERN_FOLDER / "scope" / "pages.toml"


class Subject(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"company": "with"}):
    """Words that put a page in scope, by themselves or (`company`) together with others."""

    id: str
    meaning: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    company: str = ""


class Company(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that another subject needs beside it; within one of the phrases of `apart` they mean something else."""

    id: str
    meaning: str
    words: tuple[str, ...]
    apart: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    scope: tuple[Subject, ...]
    company: tuple[Company, ...]


class Scope:
    """The subjects of the record, and which of them a text names."""

    def __init__(self, subjects: tuple[Subject, ...], companies: tuple[Company, ...]) -> None:
        """Take what the file holds; the matcher is made when first used."""
        self.subjects = subjects
        self.companies = companies
        self._words = [(word.encode(), one.id, False) for one in subjects for word in one.words]
        self._words += [(word.encode(), one.id, False) for one in companies for word in one.words]
        self._words += [(word.encode(), one.id, True) for one in companies for word in one.apart]

    @cached_property
    def _matcher(self) -> BytesAhoCorasick:
        # By itself it walks more than a hundred words in a form that takes less memory and thrice the time.
        words = [word.rstrip(b"*").lower() for word, _, _ in self._words]
        return BytesAhoCorasick(words, implementation=Implementation.DFA)

    def subjects_of(self, text: str) -> frozenset[str]:
        """Return the ids of the subjects that a text names, each with the company that it needs."""
        printed = text.encode(errors="surrogatepass")
        # Bytes are made small in a fraction of the time that letters take, and keep their places. A line may break
        # between two words.
        lines = printed.lower().replace(b"\n", b" ")
        hits = self._matcher.find_matches_as_indexes(lines, overlapping=True)
        found = [
            (start, *self._words[index][1:])
            for index, start, end in hits
            if self._stands_alone(printed, index, start, end)
        ]
        apart = {(start, name) for start, name, is_apart in found if is_apart}
        named = {name for start, name, is_apart in found if not is_apart and (start, name) not in apart}
        return frozenset(
            one.id for one in self.subjects if one.id in named and (not one.company or one.company in named)
        )

    def _stands_alone(self, printed: bytes, index: int, start: int, end: int) -> bool:
        if start and _ends_in_letter(printed, start):
            return False
        word = self._words[index][0]
        if word[:1].isupper() and printed[start:end] not in {word, word.upper()}:
            return False
        return word.endswith(b"*") or not printed[end : end + 4].decode(errors="ignore")[:1].isalnum()


def _ends_in_letter(printed: bytes, at: int) -> bool:
    """Return whether the character before a place in bytes is a letter or a digit."""
    first = at - 1
    while first and printed[first] & 0xC0 == 0x80:  # inside a character of several bytes
        first -= 1
    return printed[first:at].decode(errors="ignore").isalnum()


@lru_cache(maxsize=1)
def own_scope() -> Scope:
    """Return the package's own scope, made once per process."""
    return load_scope()


def load_scope(path: Path = SCOPE_FILE) -> Scope:
    """Return the scope that a file describes."""
    found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    return Scope(found.scope, found.company)
