"""Ties that were found in a page's sentences, and the relations that they come to, each once."""

from __future__ import annotations

from typing import NamedTuple

from comity.reader.parties import Party
from comity.reader.records import Page, Relation
from comity.reader.ties import Tie


class FoundTie(NamedTuple):
    """Two parties, the pattern that ties them, where, and what is said beside."""

    subject: Party
    object: Party
    start: int
    end: int
    tie: Tie
    amount: float | None = None
    on: str | None = None
    speaker: str | None = None


def distinct(page: Page, found: list[FoundTie]) -> tuple[Relation, ...]:
    """Return relations without repetitions: one for each pair, relation and amount."""
    out: dict[tuple[str, str, str, float | None], Relation] = {}
    for one in sorted(found, key=lambda f: (f.start, f.end)):
        key = (one.subject.name, one.tie.relation, one.object.name, one.amount)
        if key in out or one.subject.name == one.object.name:
            continue
        out[key] = Relation(
            one.subject.name, one.tie.relation, one.object.name, one.amount, one.on,
            page.text[one.start : one.end], one.speaker, one.start, one.tie.id,
        )  # fmt: skip
    return tuple(out.values())
