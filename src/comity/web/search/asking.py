"""Reading what was typed: its words, and the state that its end may name."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from comity.places import Gazetteer
from comity.places.naming import join_key, split_words

# More words than any name has; what comes behind them is not looked at.
MOST_WORDS = 8
# The most words that a state's name has: District of Columbia.
LONGEST_STATE = 3
# A state's name is guessed from so many letters.
FEWEST_LETTERS = 3
# A word so long may be a plural.
FEWEST_OF_PLURAL = 5


class Reading(msgspec.Struct, frozen=True):
    """One way to read what was typed: words, and the states that it names (none: anywhere)."""

    words: tuple[str, ...]
    states: frozenset[str] = frozenset()


def searched_words(text: str) -> tuple[str, ...]:
    """Return the words of a name in one spelling: `Saint` is `st`, `of` and `the` fall away."""
    return tuple(_singular(word) for word in (join_key([word]) for word in split_words(text)) if word)


def _singular(word: str) -> str:
    """Return a word without the s of a plural or a possessive: `Sheriff's Office` is found as `sheriff office`."""
    return word[:-1] if len(word) >= FEWEST_OF_PLURAL and word[-1] == "s" and word[-2] != "s" else word


def readings(gazetteer: Gazetteer, text: str) -> Iterator[Reading]:
    """Yield the ways to read what was typed: as a name alone, and as a name with its state behind it."""
    plain = split_words(text)[: MOST_WORDS + LONGEST_STATE]
    words = searched_words(" ".join(plain))[:MOST_WORDS]
    if not words:
        return
    yield Reading(words)
    for size in range(min(LONGEST_STATE, len(plain) - 1), 0, -1):
        code = gazetteer.state_code(" ".join(plain[-size:]))
        before = searched_words(" ".join(plain[:-size]))[:MOST_WORDS]
        if code and before:
            yield Reading(before, frozenset({code}))
    begun = frozenset(_beginning(gazetteer, plain[-1])) if len(plain) > 1 else frozenset()
    before = searched_words(" ".join(plain[:-1]))[:MOST_WORDS]
    if begun and before:
        yield Reading(before, begun)


def _beginning(gazetteer: Gazetteer, start: str) -> Iterator[str]:
    """Yield the states whose name begins so."""
    if len(start) >= FEWEST_LETTERS:
        for code in gazetteer.state_codes:
            if "".join(split_words(gazetteer.state_name(code))).startswith(start):
                yield code
