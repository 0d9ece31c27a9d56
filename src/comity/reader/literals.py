"""Literals of which one must stand in a text for an expression to fit it, read off the expression itself.

Nearly no sentence holds what an expression looks for. One pass over a text for the literals of all of them says which
are worth trying on it. What is not understood of an expression asks for nothing: it is then always tried.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SHORTEST = 3
# Nearly every sentence holds one of these: what needs them is worth trying nearly always.
_COMMON = frozenset((
    "the", "and", "for", "of", "to", "in", "with", "ith", "that", "was", "were", "has", "have", "had", "ave", "from",
    "rom", "not", "all", "who", "will", "said", "ies", "off", "are", "his", "its", "but", "over", "into", "this",
))  # fmt: skip
# The parts of an expression: groups and what opens them, classes, escapes, how often, and single characters.
_PART = re.compile(
    r"(?P<aside>\(\?(?:[=!]|<[=!]))|(?P<open>\((?:\?:|\?P<\w+>|(?!\?)))|(?P<unknown>\(\?)|(?P<close>\))|(?P<bar>\|)|"
    r"(?P<many>(?:[*+?]|\{\d*,?\d*\})[?+]?)|(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<escape>\\.)|(?P<char>.)",
    re.DOTALL,
)


class _Part(NamedTuple):
    kind: str
    text: str


class _Reader:
    """Reads one expression from its first part to its last."""

    def __init__(self, expression: str) -> None:
        self._parts = [_Part(str(m.lastgroup), m.group()) for m in _PART.finditer(expression)]
        self._at = 0

    def is_at_end(self) -> bool:
        return self._at >= len(self._parts)

    def choice(self) -> frozenset[str]:
        """Return the literals of all alternatives up to the closing bracket; nothing if one of them has none."""
        ways = [self._row()]
        while not self.is_at_end() and self._parts[self._at].kind == "bar":
            self._at += 1
            ways.append(self._row())
        return frozenset().union(*ways) if all(ways) else frozenset()

    def _row(self) -> frozenset[str]:
        """Return the best literals of one alternative: those whose shortest is longest."""
        found: list[frozenset[str]] = []
        run = ""
        while not self.is_at_end() and self._parts[self._at].kind not in {"bar", "close"}:
            part = self._parts[self._at]
            self._at += 1
            inside, char = self._atom(part)
            often = self._often()
            if char and often is None:
                run += char
                continue
            found.append(frozenset({run + char if often else run}))
            run = ""
            if often is None or often:
                found.append(inside)
        found.append(frozenset({run}))
        return max(found, key=_worth) if max(map(_worth, found)) >= _SHORTEST else frozenset()

    def _atom(self, part: _Part) -> tuple[frozenset[str], str]:
        """Return what is inside a group, or the one character that a part stands for; neither where it is a class."""
        if part.kind in {"open", "aside", "unknown"}:
            inside = self.choice()
            self._at += 1  # its closing bracket
            return (inside if part.kind == "open" else frozenset()), ""
        if part.kind == "escape":
            return frozenset(), "" if part.text[1].isalnum() else part.text[1]
        return frozenset(), part.text if part.kind == "char" and part.text not in ".^$" else ""

    def _often(self) -> bool | None:
        """Return whether what was just read must stand there at least once; None where nothing says how often."""
        if self.is_at_end() or self._parts[self._at].kind != "many":
            return None
        text = self._parts[self._at].text
        self._at += 1
        return text[0] == "+" or (text[0] == "{" and text[1] not in "0,")


def _worth(literals: frozenset[str]) -> int:
    return min(map(len, literals), default=0)


def needed(expression: str) -> frozenset[str]:
    """Return literals, in small letters, of which one stands in every text that an expression fits; none if unsure."""
    if re.search(r"\(\?(?![:=!P<])|\(\?P[^<]|\\\d", expression):
        return frozenset()
    reader = _Reader(expression)
    found = reader.choice()
    is_sure = reader.is_at_end() and all(one.isascii() and one.strip().lower() not in _COMMON for one in found)
    return frozenset(one.lower() for one in found) if is_sure else frozenset()
