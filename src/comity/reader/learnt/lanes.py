"""Several numbers of each feature, added up in one go: each has a lane of its own in one whole number."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat
from struct import Struct

_BITS = 32
_UNIT = 1_000  # the numbers are learnt to three places; sums stay below 2,000,000 of them


class Lanes:
    """By feature a row of numbers, of which most are nothing.

    Python adds whole numbers of any size at once and floats one by one; and in any order they come to the same.
    """

    def __init__(self, size: int) -> None:
        """Take how many numbers a row holds."""
        self._packed: dict[str, int] = {}
        self._bytes = size * _BITS // 8
        self._unpack = Struct(f"<{size}i").unpack
        self._signs = sum(1 << (_BITS * at + _BITS - 1) for at in range(size))

    def put(self, name: str, at: int, number: float) -> None:
        """Add a number to a feature's row."""
        self._packed[name] = self._packed.get(name, 0) + (round(number * _UNIT) << (_BITS * at))

    def sums(self, names: Iterable[str]) -> tuple[int, ...]:
        """Return the sum of the rows of some features, in thousandths; what is not known adds nothing."""
        total = sum(map(self._packed.get, names, repeat(0)))
        # A lane below nothing has borrowed from the next one: with its sign's bit added none has, and turned back each
        # is a number with its sign.
        return self._unpack(((total + self._signs) ^ self._signs).to_bytes(self._bytes, "little"))
