"""Whether a page is read at all: whether it names anything that this record is about, by one pass over its characters.

Of a crawl's pages nearly none does, and what is not looked for costs nothing: so a year of news can be read.
"""

from __future__ import annotations

import tomllib
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec
from ahocorasick_rs import AhoCorasick

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
    """Words that another subject needs beside it."""

    id: str
    meaning: str
    words: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    scope: tuple[Subject, ...]
    company: tuple[Company, ...]


class Scope:
    """The subjects of the record, and which of them a text names."""

    def __init__(self, subjects: tuple[Subject, ...], companies: tuple[Company, ...]) -> None:
        """Take what the file holds; the matcher is made when first used."""
        self.subjects = subjects
        self.companies = companies
        self._words = [(word, one.id) for one in subjects for word in one.words]
        self._words += [(word, one.id) for one in companies for word in one.words]

    @cached_property
    def _matcher(self) -> AhoCorasick:
        return AhoCorasick([word.rstrip("*").lower() for word, _ in self._words])

    def subjects_of(self, text: str) -> frozenset[str]:
        """Return the ids of the subjects that a text names, each with the company that it needs."""
        lowered = text.lower()
        # A letter or two grow when they are made small; then the offsets say nothing of the text as it stands.
        printed = text if len(text) == len(lowered) else lowered.upper()
        named = {
            self._words[index][1]
            for index, start, end in self._matcher.find_matches_as_indexes(lowered, overlapping=True)
            if self._stands_alone(printed, index, start, end)
        }
        return frozenset(
            one.id for one in self.subjects if one.id in named and (not one.company or one.company in named)
        )

    def _stands_alone(self, text: str, index: int, start: int, end: int) -> bool:
        if start and text[start - 1].isalnum():
            return False
        word = self._words[index][0]
        if word[0].isupper() and text[start:end] != word and text[start:end] != word.upper():
            return False
        return word.endswith("*") or not text[end : end + 1].isalnum()


@lru_cache(maxsize=1)
def own_scope() -> Scope:
    """Return the package's own scope, made once per process."""
    return load_scope()


def load_scope(path: Path = SCOPE_FILE) -> Scope:
    """Return the scope that a file describes."""
    found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    return Scope(found.scope, found.company)
