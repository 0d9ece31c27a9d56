"""Parties, and which body a pronoun means where more than the last one named may be meant."""

from __future__ import annotations

from typing import Literal, NamedTuple

from comity.reader.listednames import JOINED
from comity.reader.partywords import MEANT, VERB

Kind = Literal["body", "person"]


class Party(NamedTuple):
    """A body or a person at a span; `name` is the fullest name that the page gives."""

    start: int
    end: int
    name: str
    kind: Kind
    is_direct: bool = True
    """Whether it is named here, not by a pronoun or `the group`."""


def meant_as_object(plain: str, known: list[Party], position: int) -> Party | None:
    """Return the body that `it` means as a verb's object, not its subject: `X met Y. Z pays it.`."""
    begin = max(plain.rfind(end, 0, position) for end in (". ", "\n", "; ", '" ')) + 1
    here = [p for p in known if p.start >= begin]
    before = known[: len(known) - len(here)]
    if here and VERB.fullmatch(plain, here[-1].end, position):
        row = [here.pop()]
        while here and JOINED.fullmatch(plain[here[-1].end : row[-1].start]):
            row.append(here.pop())
    if len(here) > 1 and plain.startswith(",", here[-1].end) and here[0].start - begin in {0, 1, 4, 5}:
        return here[0]  # `The Alder Fund, a project of the Birch Fund, has a staff behind it.`
    if here:
        return here[-1]
    if not before or position - before[-1].end > MEANT:
        return None
    stop = max(plain.rfind(end, 0, max(0, begin - 2)) for end in (". ", "\n", "; ")) + 1
    return next((p for p in before if p.start >= stop and p.start - stop in {0, 1, 4, 5}), before[-1])


def topic_of(plain: str, known: list[Party], position: int) -> Party | None:
    """Return the body that the sentence before begins with, if a pronoun begins the next one: `X met Y. It ...`."""
    if not plain.startswith(("It ", "Its "), position) or plain[position - 2 : position] != ". ":
        return None
    stop = plain.rfind(". ", 0, position - 2)
    begin = max(stop + 2 if stop >= 0 else 0, plain.rfind("\n", 0, position - 2) + 1)
    return next((p for p in known if p.start - begin in {0, 4} and p.start >= begin), None)
