"""Stand-ins for what changes with every list: a page made with them is the same page whatever they stand for.

`comity publish` makes pages with stand-ins and puts the words in as it writes, so that a new list needs no page made
again that is the same but for the newest list's day. A stand-in is a name between two private-use signs: whose day it
is and in which form, or a function that says it. It compares as later than every ISO date, which the newest day is. A
record's own text with the first of the signs has it doubled (`guarded`), so that nothing printed is a stand-in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

OPEN, CLOSE = "\ue000", "\ue001"
# As a release tells it: the day of the newest list of any kind, and that of the newest participating list.
RELEASE_DAY, LIST_DAY = f"{OPEN}release{CLOSE}", f"{OPEN}list{CLOSE}"
_STANDS = re.compile(f"{OPEN}{OPEN}|{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
# Where something was put in: from which byte, how many bytes, and the stand-in's name.
Place = tuple[int, int, str]


def stands_in(text: str) -> bool:
    """Say whether a text is a stand-in for a day."""
    return text.startswith(OPEN) and text.endswith(CLOSE)


def in_form(text: str, form: str, language: str) -> str:
    """Return a stand-in for the same day written in a form: `long` or `short`, in a language."""
    return f"{text[:-1]}.{form}.{language}{CLOSE}"


def guarded(text: str) -> str:
    """Return a record's own text so that nothing in it is taken for a stand-in."""
    return text.replace(OPEN, OPEN * 2)


def stand_in(name: str) -> str:
    """Return what stands in for the words of a name."""
    return f"{OPEN}{name}{CLOSE}"


def fill(body: str, say: Callable[[str], str]) -> tuple[bytes, list[Place]]:
    """Return a text's bytes with the words put in that `say` returns for a stand-in's name, and where they stand."""
    parts: list[bytes] = []
    places: list[Place] = []
    at = length = 0
    for found in _STANDS.finditer(body):
        name = found[1]
        before, words = body[at : found.start()].encode(), (OPEN if name is None else say(name)).encode()
        if name is not None:
            places.append((length + len(before), len(words), name))
        parts += (before, words)
        length += len(before) + len(words)
        at = found.end()
    return b"".join((*parts, body[at:].encode())), places


def refill(body: bytes, places: Sequence[Place], say: Callable[[str], str]) -> tuple[bytes, list[Place]]:
    """Return a body with other words in the same places."""
    parts: list[bytes] = []
    fresh: list[Place] = []
    at = length = 0
    for start, long, name in places:
        words = say(name).encode()
        parts += (body[at:start], words)
        length += start - at
        fresh.append((length, len(words), name))
        length += len(words)
        at = start + long
    return b"".join((*parts, body[at:])), fresh
