"""Donors whose sentence leaves out to whom they give: "Another funder is X", "Our donors: X and Y"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from comity.reader.expressions import Expression
from comity.reader.leadingties import topics_before
from comity.reader.parties import Parties, Party
from comity.reader.records import Mentions, Sentence

# `Another funder is the`, `Our donors:`: what leads to the donors.
_LEADS = Expression("donors-lead")
# `X has been the largest donor`: behind the donors.
_BEHIND = Expression("is-the-donor")
_LINK = Expression("donor-link")
_GIVERS = frozenset(("Foundation", "Foundations", "Trust", "Endowment"))
_IN_BRACKETS = re.compile(r"\s\((?:[a-z]+\s){0,2}\$")


class TopicDonor(NamedTuple):
    """Who gives to whom, an amount if one stands in brackets behind the donor, and the span."""

    payer: Party
    receiver: Party
    amount: float | None
    start: int
    end: int


def find_topic_donors(
    parties: Parties, mentions: Mentions, sentence: Sentence, inside: Sequence[Party], home: Party | None
) -> Iterator[TopicDonor]:
    """Yield the donors of a sentence that gives them to the body of the sentence before, or to the page's own."""
    plain = parties.plain
    named = [p for p in inside if p.is_direct and (p.kind == "body" or parties.is_public(p))]
    if not named:
        return
    first = named[0]
    if _LEADS.fullmatch(plain, sentence.start, first.start):
        donors = _row(plain, named)
    elif any(_BEHIND.match(plain, p.end) for p in named[:3]):
        last = next(at for at, p in enumerate(named[:3]) if _BEHIND.match(plain, p.end))
        donors = named[: last + 1]
        if any(not _LINK.fullmatch(plain[a.end : b.start]) for a, b in pairwise(donors)):
            return
    else:
        return
    topics = [p for p in topics_before(parties, sentence.start) if p.name not in {d.name for d in donors}]
    topics = [p for p in topics if p.name.split()[-1] not in _GIVERS] or topics
    owner = topics[0] if topics else home
    if owner is None or parties.is_government(owner):
        return
    for donor in donors:
        amount = bracketed(plain, donor, mentions)
        if donor.name != owner.name:
            yield TopicDonor(donor, owner, amount, min(donor.start, sentence.start), donor.end)


def bracketed(plain: str, party: Party, mentions: Mentions) -> float | None:
    """Return the amount in brackets right behind a party, if one stands there."""
    money = _IN_BRACKETS.match(plain, party.end)
    return next((m.amount_usd for m in mentions.money if money and m.start == money.end() - 1), None)


def _row(plain: str, named: Sequence[Party]) -> list[Party]:
    found = [named[0]]
    for party in named[1:]:
        if not _LINK.fullmatch(plain[found[-1].end : party.start]):
            break
        found.append(party)
    return found
