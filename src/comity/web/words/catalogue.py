"""Catalogue files → words: one string for each key, with its values put in and escaped."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from markupsafe import Markup, escape

from comity.errors import RecordError

# The first is the one that pages are addressed in without a prefix.
LANGUAGES = ("en", "es")
# A string for several things has these two forms; both languages need no more.
_FORMS = frozenset({"one", "other"})
Entry = str | dict[str, str]


class Words:
    """The strings of one language. A key is its table and its name: `place.in_force`."""

    def __init__(self, language: str, entries: Mapping[str, Entry]) -> None:
        """Keep the strings; they are escaped once, since they hold no markup."""
        self.language = language
        self._entries = {key: _escape(entry) for key, entry in entries.items()}

    def __contains__(self, key: object) -> bool:
        """Return whether there is a string of that key."""
        return key in self._entries

    def keys(self) -> list[str]:
        """Return every key, sorted."""
        return sorted(self._entries)

    def text(self, key: str, /, **values: object) -> Markup:
        """Return a string with its values put in; plain values are escaped, and `n` chooses between one and more.

        Raises RecordError for a key that the catalogue does not hold.
        """
        entry = self._entries.get(key)
        if entry is None:
            raise RecordError(f"no string is called {key!r}", where=f"words/{self.language}", cure="add it")
        if isinstance(entry, dict):
            entry = entry["one" if values.get("n") == 1 else "other"]
        return entry.format(**{name: self._value(value) for name, value in values.items()}) if values else entry

    def name(self, vocabulary: str, value: str) -> Markup:
        """Return the word for a value of a closed vocabulary, or the value itself where there is none for it."""
        entry = self._entries.get(f"{vocabulary}.{value}")
        return entry if isinstance(entry, Markup) else escape(value.replace("_", " "))

    def number(self, value: float) -> str:
        """Return a number with its thousands set apart as the language does in the United States."""
        return f"{value:,}"

    def _value(self, value: object) -> object:
        return self.number(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _escape(entry: Entry) -> Markup | dict[str, Markup]:
    return escape(entry) if isinstance(entry, str) else {form: escape(text) for form, text in entry.items()}


@cache
def load_words(language: str) -> Words:
    """Return a language's words, read once; raise RecordError where a file is no catalogue."""
    entries: dict[str, Entry] = {}
    folder = resources.files("comity.web.words") / language
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            for key, entry in _read(file, language):
                if key in entries:
                    raise RecordError(f"{key!r} stands in two files", where=file.name, cure="keep one")
                entries[key] = entry
    return Words(language, entries)


def _read(file: Traversable, language: str) -> Iterator[tuple[str, Entry]]:
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RecordError(str(error), where=f"words/{language}/{file.name}", cure="mend the file") from error
    for table, strings in tables.items():
        for name, entry in strings.items():
            if not isinstance(entry, str) and set(entry) != _FORMS:
                raise RecordError(f"{table}.{name} lacks a form", where=file.name, cure="give `one` and `other`")
            yield f"{table}.{name}", entry
