"""Money of which one sentence says who got it and the next who gave it: "X got $5,000. It came from Y."."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from comity.reader.expressions import Expression
from comity.reader.parties import Parties, Party
from comity.reader.records import Mentions, Sentence

# `The grant was made by`, `; the giver was`: up to who gives.
_GIVEN_BY = Expression("given-by-whom")
# `let X train lawyers`, `went to X`; `X got`: on which side of the amount who receives stands.
_LETS, _GOT = Expression("lets-receiver"), Expression("receiver-got")
_BACK = 320  # characters


class LaterGift(NamedTuple):
    """An amount, who gave and who got it, and its span."""

    payer: Party
    receiver: Party
    amount: float
    start: int
    end: int


def find_later_payer(
    parties: Parties, mentions: Mentions, sentence: Sentence, inside: Sequence[Party]
) -> LaterGift | None:
    """Return the gift whose giver a sentence names, where what was given stands in it before or in the one before."""
    plain = parties.plain
    said = _GIVEN_BY.search(plain[sentence.start : sentence.end])
    payers = [p for p in inside if p.is_direct and said and p.start == sentence.start + said.end()]
    if said is None or not payers:
        return None
    begin = sentence.start + said.start()
    start = max(0, begin - _BACK, plain.rfind("\n", 0, sentence.start))
    stop = plain.rfind(". ", start, max(0, begin - 2))
    start = max(start, stop + 2) if stop >= 0 else start
    low = bisect_left(mentions.money, start, key=lambda m: m.start)
    money = [m for m in mentions.money[low : low + 2] if m.end <= begin]
    if len(money) != 1:
        return None
    for party in parties.between(start, begin):
        is_got = party.end <= money[0].start and _GOT.fullmatch(plain[party.end : money[0].start])
        is_let = party.start >= money[0].end and _LETS.fullmatch(plain[money[0].end : party.start])
        if (is_got or is_let) and party.name != payers[0].name:
            return LaterGift(payers[0], party, money[0].amount_usd, min(party.start, money[0].start), payers[0].end)
    return None
