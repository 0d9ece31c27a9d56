"""Patterns that are lists of phrases: written out into literals and found in a text in one pass."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation

from comity.errors import ComityError
from comity.reader.inflection import Verbs, inflect, write_out
from comity.reader.patterns import PATTERN_FOLDER


class Phrased(Protocol):
    """A pattern with phrases: `verbs` are inflected in their first word, `words` stand as they are."""

    @property
    def id(self) -> str:
        """Return the pattern's name."""

    @property
    def words(self) -> tuple[str, ...]:
        """Return the phrases that stand as they are."""

    @property
    def verbs(self) -> tuple[str, ...]:
        """Return the phrases whose first word is inflected."""


P = TypeVar("P", bound=Phrased)


class Cue(NamedTuple, Generic[P]):
    """A phrase found in a text, its pattern, and its form (base, s, past, part, ing, word)."""

    start: int
    end: int
    pattern: P
    form: str


class Phrases(Generic[P]):
    """Patterns with the matcher over their phrases, which is made when first used."""

    def __init__(self, patterns: Sequence[P], verbs: Verbs) -> None:
        """Take the patterns and the irregular verbs."""
        self.all = tuple(patterns)
        self._readings: dict[str, list[tuple[P, str]]] = {}
        for pattern in patterns:
            forms = [pair for phrase in pattern.verbs for plain in write_out(phrase) for pair in inflect(plain, verbs)]
            forms += [(plain, "word") for phrase in pattern.words for plain in write_out(phrase)]
            for literal, form in forms:
                self._readings.setdefault(literal.lower(), []).append((pattern, form))

    @cached_property
    def literals(self) -> list[str]:
        """Return every phrase as it is looked for, in small letters."""
        return list(self._readings)

    @cached_property
    def _matcher(self) -> AhoCorasick:
        return AhoCorasick(self.literals, implementation=Implementation.ContiguousNFA)

    def find(self, folded: str) -> list[Cue[P]]:
        """Return every phrase of a folded text on word boundaries, in order, the longest first at each place."""
        found = []
        for index, start, end in self._matcher.find_matches_as_indexes(folded, overlapping=True):
            if _stands_alone(folded, start, end):
                found += [Cue(start, end, pattern, form) for pattern, form in self._readings[self.literals[index]]]
        return sorted(found, key=lambda cue: (cue.start, -cue.end, cue.pattern.id, cue.form))


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not after.isalnum()


def read_phrases(folder: Path, kind: type[P]) -> Phrases[P]:
    """Return the patterns of every file of a folder; raise `ComityError` where one does not fit or repeats an id."""
    patterns: list[P] = []
    for path in sorted(folder.glob("*.toml")):
        data = _read(path)
        try:
            patterns += [msgspec.convert(item, kind) for item in data.get("pattern", [])]
        except msgspec.ValidationError as error:
            raise ComityError(str(error), where=path.name, cure="docs/reader.md lists every field") from error
    ids = [pattern.id for pattern in patterns]
    if twice := next((one for one in ids if ids.count(one) > 1), ""):
        raise ComityError(f"the pattern {twice!r} is there twice", where=folder.name, cure="rename one")
    verbs = msgspec.convert(_read(PATTERN_FOLDER / "verbs.toml"), Verbs)
    return Phrases(patterns, verbs)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ComityError(str(error), where=path.name, cure="docs/reader.md lists every field") from error
