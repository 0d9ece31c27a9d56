"""The words of many names: which names bear a word, one that begins so, or one that is spelled nearly so.

Names are numbered by their weight, the weightiest first, so that the first of any set of numbers are the best of it;
where next to nothing has been typed, no more than these are looked at.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import accumulate, islice
from typing import TypeVar

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

K = TypeVar("K")
V = TypeVar("V")

# So many names are ranked in earnest; more fit only where little has been typed, and then the weightiest are meant.
MOST_CANDIDATES = 400
# A word this long may have one slip, or two; a shorter one means too many others.
ONE_SLIP, TWO_SLIPS = 4, 8
# So many spellings of one word are followed.
MOST_SPELLINGS = 12

# How well a word fits: as it stands, as a beginning, or but for a slip.
EXACT, BEGINNING, SLIP = 3, 2, 1


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name to be found: its id, its state, its words as searched for, itself and its other forms run together."""

    identifier: str
    state: str
    words: tuple[str, ...]
    keys: tuple[str, ...]
    weight: int


class Index:
    """Finds names by words, and by what they are run together."""

    def __init__(self, names: Iterable[Name]) -> None:
        """Take every name."""
        self.names = sorted(names, key=lambda name: (-name.weight, name.identifier))
        self._bearing = _postings(set(name.words) for name in self.names)
        self._by_key = _postings(set(name.keys) for name in self.names)
        self._words = sorted(self._bearing)
        # How many names bear the words up to one, so that a span's names are counted without looking at them.
        self._borne = [0, *accumulate(len(self._bearing[word]) for word in self._words)]
        self._by_length: dict[int, list[str]] = {}
        for word in self._words:
            self._by_length.setdefault(len(word), []).append(word)
        self._begun: dict[str, dict[int, int]] = {}
        self._spelled: dict[str, tuple[str, ...]] = {}
        self._started: dict[int, list[str]] = {}

    def named(self, key: str) -> Sequence[int]:
        """Return the names that are this, run together: the weightiest."""
        return self._by_key.get(key, _NONE)[:MOST_CANDIDATES]

    def bearing(self, words: Sequence[str], *, slips: bool) -> dict[int, int]:
        """Return the names that bear every word, with how well; the last may be a beginning, and any have `slips`."""
        found: dict[int, int] | None = None
        for word in words[:-1]:
            found = _both(found, self._fitting(word, slips=slips))
            if not found:
                return {}
        return self._with_last(found, words[-1], slips=slips)

    def _fitting(self, word: str, *, slips: bool) -> dict[int, int]:
        numbers = self._bearing.get(word)
        if numbers is not None:
            return dict.fromkeys(numbers, EXACT)
        near = self._near(word) if slips else ()
        return {number: SLIP for one in near for number in self._bearing[one]}

    def _with_last(self, found: dict[int, int] | None, word: str, *, slips: bool) -> dict[int, int]:
        if found is None:
            fits = self._beginning(word) or (self._slipped(word) if slips else {})
            return fits | dict.fromkeys(self._bearing.get(word, _NONE)[:MOST_CANDIDATES], EXACT)
        fits = {}
        for number, fit in found.items():
            words = self.names[number].words
            if word in words:
                fits[number] = fit + EXACT
            elif any(one.startswith(word) for one in words):
                fits[number] = fit + BEGINNING
        if not fits and slips:
            fits = _both(found, self._slipped(word))
        return {number: fits[number] for number in nsmallest(MOST_CANDIDATES, fits)}

    def _slipped(self, word: str) -> dict[int, int]:
        """Return the names with a word that is, or begins, nearly so."""
        near = self._near(word)
        if near:
            return {number: SLIP for one in near for number in self._bearing[one]}
        starts = self._starts(len(word)) if len(word) >= ONE_SLIP else []
        alike = process.extract(word, starts, scorer=OSA.distance, score_cutoff=1, limit=MOST_SPELLINGS)
        return {number: SLIP for start, _, _ in alike for number in self._beginning(start)}

    def _beginning(self, start: str) -> dict[int, int]:
        return _known(self._begun, start, self._find_beginning)

    def _near(self, word: str) -> tuple[str, ...]:
        return _known(self._spelled, word, self._find_near)

    def _starts(self, length: int) -> list[str]:
        return _known(self._started, length, self._find_starts)

    def _find_beginning(self, start: str) -> dict[int, int]:
        """Return the names with a word that begins so; of very many, the weightiest."""
        first = bisect_left(self._words, start)
        last = bisect_left(self._words, start + "\U0010ffff")
        if self._borne[last] - self._borne[first] > 8 * MOST_CANDIDATES:
            return dict.fromkeys(islice(self._walk(start), MOST_CANDIDATES), BEGINNING)
        numbers: set[int] = set().union(*(self._bearing[word] for word in self._words[first:last]))
        return dict.fromkeys(nsmallest(MOST_CANDIDATES, numbers), BEGINNING)

    def _walk(self, start: str) -> Iterator[int]:
        """Yield the names with a word that begins so, the weightiest first."""
        for number, name in enumerate(self.names):
            if any(word.startswith(start) for word in name.words):
                yield number

    def _find_near(self, word: str) -> tuple[str, ...]:
        """Return the words that are spelled nearly so."""
        slips = 2 if len(word) >= TWO_SLIPS else 1 if len(word) >= ONE_SLIP else 0
        if not slips:
            return ()
        lengths = range(len(word) - slips, len(word) + slips + 1)
        alike = [one for length in lengths for one in self._by_length.get(length, ())]
        found = process.extract(word, alike, scorer=OSA.distance, score_cutoff=slips, limit=MOST_SPELLINGS)
        return tuple(spelling for spelling, _, _ in found)

    def _find_starts(self, length: int) -> list[str]:
        return sorted({word[:length] for word in self._words if len(word) > length})


_NONE = array("I")
# So many answers of one kind are remembered; what was typed once is mostly typed again, one letter longer.
MOST_REMEMBERED = 1024


def _known(memory: dict[K, V], asked: K, find: Callable[[K], V]) -> V:
    """Return what is remembered, or found now; a full memory begins anew."""
    found = memory.get(asked)
    if found is None:
        if len(memory) >= MOST_REMEMBERED:
            memory.clear()
        found = memory[asked] = find(asked)
    return found


def _postings(features: Iterable[set[str]]) -> dict[str, array[int]]:
    gathered: dict[str, array[int]] = {}
    for number, some in enumerate(features):
        for one in some:
            if one not in gathered:
                gathered[one] = array("I")
            gathered[one].append(number)
    return gathered


def _both(found: dict[int, int] | None, fits: dict[int, int]) -> dict[int, int]:
    return fits if found is None else {number: found[number] + fits[number] for number in found.keys() & fits.keys()}
