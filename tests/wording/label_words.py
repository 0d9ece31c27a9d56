"""Find label words in texts of our own, quotations and code left out.

Any test may hold its texts to the list: `assert not find_labels(texts)`.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

LIST = Path(__file__).with_name("label_words.toml")

# A quotation is set off by double quotes, curly or straight, within one paragraph; code by backticks or a fence.
_SET_OFF = (
    re.compile(r"```.*?```", re.DOTALL),
    re.compile(r"`[^`\n]*`"),
    re.compile(r"“[^”]*”"),
    re.compile(r'"[^"\n]*"'),
    re.compile(r"^>.*$", re.MULTILINE),
)


class Label(NamedTuple):
    """One entry of the list: its pattern, why it is there, and texts that must and must not match."""

    label_id: str
    pattern: re.Pattern[str]
    reason: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class Finding(NamedTuple):
    """A label word found in a text of our own."""

    text: str
    words: str
    label_id: str
    reason: str


@cache
def read_labels() -> tuple[Label, ...]:
    """Return the list of labels."""
    entries = tomllib.loads(LIST.read_text(encoding="utf-8"))["label"]
    return tuple(
        Label(
            entry["id"],
            re.compile(entry["pattern"], 0 if entry.get("case") else re.IGNORECASE),
            entry["reason"],
            tuple(entry["examples"]),
            tuple(entry["counter_examples"]),
        )
        for entry in entries
    )


def our_own_words(text: str, names: Iterable[str] = ()) -> str:
    """Return a text without what is set off as quotation or code, and without the given proper names."""
    for pattern in _SET_OFF:
        text = pattern.sub(" … ", text)
    for name in names:
        text = text.replace(name, " … ")
    return text


def find_labels(texts: Iterable[str], names: Iterable[str] = ()) -> list[Finding]:
    """Return every label word that the texts say in our own voice; `names` are proper names to pass over."""
    kept = tuple(names)
    return [finding for text in texts for finding in _find_in(text, kept)]


def _find_in(text: str, names: tuple[str, ...]) -> Iterator[Finding]:
    own = our_own_words(text, names)
    for label in read_labels():
        for match in label.pattern.finditer(own):
            yield Finding(text[:200], match[0], label.label_id, label.reason)
