"""Persons whose foundation a body is, by the words of founding that stand apart from it in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from comity.reader.expressions import Expression
from comity.reader.parties import Party

FOUNDATIONS = frozenset(("Foundation", "Foundations", "Philanthropies", "Philanthropy", "Trust", "Trusts", "Charities"))
# `the Alder Foundation, which was set up in 1996 by Ana Birch`; `Set up in 1996 by Ana Birch, it ...`.
_BY = Expression("founded-by")
_OPENING = Expression("founded-by-opening")
# `its late founder, Ana Birch`; `the foundation's founder Ana Birch`.
# `the Alder Foundation, which the heiress Ana Birch established`
_WHICH = Expression("which-founder")
_MADE = Expression("made-it")
_FOUNDER = Expression("founder-of")
# `Ana Birch, founder of the Alder Foundation`; `Ana Birch, who founded the Alder Foundation`.
_FOUNDED = Expression("who-founded")


def find_founders(plain: str, start: int, inside: Sequence[Party]) -> Iterator[tuple[Party, Party]]:
    """Yield each body of a sentence that begins at a position, with the person who founded it."""
    for left, right in pairwise(inside):
        gap = plain[left.end : right.start]
        if left.kind == "body" and right.kind == "person" and right.is_direct:
            is_own = left.is_direct or plain[left.start : left.end].lower() in {"its", "their"} or gap.startswith("'")
            is_made = left.is_direct and _WHICH.fullmatch(gap) and _MADE.match(plain, right.end)
            if is_made or (left.is_direct and _BY.fullmatch(gap)) or (is_own and _FOUNDER.fullmatch(gap)):
                yield left, right
        elif left.kind == "person" and right.kind == "body" and right.is_direct and _FOUNDED.fullmatch(gap):
            yield right, left
    if len(inside) > 1 and inside[0].kind == "person" and _OPENING.fullmatch(plain[start : inside[0].start]):
        for party in inside[1:]:
            if re.search(r",\s(?:the\s)?$", plain[inside[0].end : party.start]) and is_foundation(party):
                yield party, inside[0]
                return


def is_foundation(party: Party) -> bool:
    """Return whether a body is a foundation by its name."""
    return party.kind == "body" and party.name.split()[-1] in FOUNDATIONS
