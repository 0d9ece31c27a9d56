"""Amounts whose giver or receiver no verb names: "its money: $5,000 from X", "X's gifts to Y reached $5,000"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from comity.reader.expressions import Expression
from comity.reader.grants import Payment
from comity.reader.parties import Party
from comity.reader.records import MoneyMention

# `$5,000 (of it) (came) from X`
_FROM = Expression("amount-from")
# `X raised`, `X's war chest`, `X reported contributions`: what stands between the receiver and the amounts.
_TAKES = Expression("takes-money")
_LOSES = Expression("loses-money")
# `X's gifts to Y (reached) $5,000`, `gifts from X to Y totaled $5,000`
_NOMINAL = Expression("gift-of-owner")
_FROM_TO = Expression("from-to")
_TO_FROM = Expression("to-from")
_LED = Expression("gift-from-before")
_LED_TO = Expression("gift-to-before")
_SUMS = Expression("sums-to")
_ANOTHER = Expression("another-gift")
_GAPPED = Expression("gapped-amount")


def find_flow(plain: str, start: int, inside: Sequence[Party], amount: MoneyMention) -> Payment | None:
    """Return who pays whom an amount in a sentence that begins at a position, where no verb joins the two."""
    after = [p for p in inside if p.start >= amount.end]
    if after and _FROM.fullmatch(plain[amount.end : after[0].start]):
        return _received(plain, start, inside, amount, after[0])
    left = [p for p in inside if p.end <= amount.start]
    if len(left) > 1:
        return _nominal(plain, left[-2], left[-1], amount)
    return None


def _received(plain: str, start: int, inside: Sequence[Party], amount: MoneyMention, payer: Party) -> Payment | None:
    """Return the payment to the party that the sentence begins with and tells to take money."""
    for party in inside:
        if party.end > amount.start:
            return None
        between = plain[party.end : amount.start]
        is_its = not party.is_direct and plain[party.start : party.end].lower() in {"its", "his", "her", "their"}
        is_open = len(between) < 220 and not _LOSES.search(between)
        if party.name != payer.name and is_open and (_TAKES.search(between) or (is_its and party.start == start)):
            return Payment(payer, party)
    return None


def _nominal(plain: str, first: Party, last: Party, amount: MoneyMention) -> Payment | None:
    between, sums = plain[first.end : last.start], plain[last.end : amount.start]
    if first.name == last.name or not _SUMS.fullmatch(sums):
        return None
    ahead = plain[max(0, first.start - 60) : first.start]
    if _NOMINAL.fullmatch(between) or (_FROM_TO.fullmatch(between) and _LED.search(ahead)):
        return Payment(first, last)
    return Payment(last, first) if _TO_FROM.fullmatch(between) and _LED_TO.search(ahead) else None


def find_gapped(plain: str, inside: Sequence[Party], amount: MoneyMention, end: int) -> Party | None:
    """Return who pays a further amount for the same end: "..., and Y another $5,000"."""
    between = [p for p in inside if end <= p.start and p.end <= amount.start]
    if len(between) != 1 or not between[0].is_direct:
        return None
    is_next = _ANOTHER.fullmatch(plain[end : between[0].start]) or re.fullmatch(
        r",?\s[^.;]{0,30},?\s(?:and\s)(?:the\s)?", plain[end : between[0].start]
    )
    return between[0] if is_next and _GAPPED.fullmatch(plain[between[0].end : amount.start]) else None
