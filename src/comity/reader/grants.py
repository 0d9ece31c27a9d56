"""Grants and gifts of a stated amount, whatever the verb: "added a $5,000 grant to X", "$5,000 was given to X"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from comity.reader.expressions import Expression
from comity.reader.parties import Party
from comity.reader.records import MoneyMention

# What an amount is called that goes from one to another.
_TO = Expression("grant-to")
_FROM = Expression("grant-from")
_FROM_OR_PLAIN = Expression("grant-or-plain-from")
# `$5,000 (of the committee's money) was spent to support X`.
_WENT = Expression("amount-went")
_WITH = Expression("with-grant-before")
_TOTAL = Expression("totaling")
_GOT = Expression("got-from")
_BY = Expression("grant-by")
_OF = Expression("amount-of")
# `A grant of $5,000 from X will let Y`, `a $5,000 gift from X went to Y`
_LETS = Expression("grant-lets")
_GIFT_OF = Expression("gift-of-before")
# `X was the biggest spender on behalf of Y`
_SPENDER = Expression("is-spender-for")
# `X gave: $5,000 to Y`, `X wrote checks: $5,000 for Y`
_GAVE = Expression("gave-colon")
_TO_PLAIN = Expression("plain-to")
# Who asks, refuses or gives back gives nothing.
_UNPAID = Expression("grant-unpaid")
_FAR = 90


class Payment(NamedTuple):
    """Who pays an amount, and who receives it."""

    payer: Party
    receiver: Party


def find_payment(plain: str, inside: Sequence[Party], amount: MoneyMention) -> Payment | None:
    """Return who pays whom an amount that is called a grant or gift, or that is said to have gone to somebody."""
    left = [p for p in inside if p.end <= amount.start]
    right = [p for p in inside if p.start >= amount.end]
    last = left[-1] if left else None
    gap = plain[last.end : amount.start] if last else ""
    is_subject = last is not None and len(gap) <= _FAR and not _UNPAID.search(gap) and not re.search(r"[.;:]\s", gap)
    direct = [p for p in right if p.is_direct]
    if last and is_subject and right and right[0].is_direct:
        behind = plain[amount.end : right[0].start]
        if _TO.fullmatch(behind):
            return Payment(last, right[0])
        if _FROM.fullmatch(behind):
            return Payment(right[0], last)
    if last and (receiver := _from_totaling(plain, left, last, amount)):
        return Payment(last, receiver)
    if (
        len(direct) > 1
        and _FROM_OR_PLAIN.fullmatch(plain[amount.end : direct[0].start])
        and _WITH.search(plain, max(0, amount.start - 24), amount.start)
        and re.fullmatch(r",?\s(?:the\s)?", plain[direct[0].end : direct[1].start])
    ):
        return Payment(*direct[:2])  # `With a $5,000 grant from X, Y hired ...`
    if special := _special(plain, last, direct, amount):
        return special
    for receiver in direct[:2]:
        if match := _WENT.fullmatch(plain, amount.end, receiver.start):
            payer = _payer(plain, inside, amount, receiver, match)
            return Payment(payer, receiver) if payer and payer.name != receiver.name else None
    return None


def _special(plain: str, last: Party | None, direct: Sequence[Party], amount: MoneyMention) -> Payment | None:
    """Return who pays whom where the gift is the subject, where it leads the sentence, or behind a colon."""
    if last and direct and _GAVE.fullmatch(plain[last.end : amount.start]):
        return Payment(last, direct[0]) if _TO_PLAIN.fullmatch(plain[amount.end : direct[0].start]) else None
    if len(direct) < 2:
        return None
    first, second = direct[:2]
    between = plain[first.end : second.start]
    is_gift = _FROM.fullmatch(plain[amount.end : first.start]) or (
        _GIFT_OF.search(plain, max(0, amount.start - 40), amount.start)
        and _FROM_OR_PLAIN.fullmatch(plain[amount.end : first.start])
    )
    if is_gift and _LETS.fullmatch(between):
        return Payment(first, second)
    is_with = re.search(
        r"(?:^|[.\n]\s?)(?:With|At)\s(?:[a-z]+\s){0,3}$", plain[max(0, amount.start - 30) : amount.start]
    )
    if is_with and plain[amount.end : first.start] in {", ", ", the "} and _SPENDER.fullmatch(between):
        return Payment(first, second)
    return None


def _from_totaling(plain: str, left: Sequence[Party], payer: Party, amount: MoneyMention) -> Party | None:
    """Return who received what is told behind the payer: `X received gifts from Y totaling $5,000`."""
    before = [p for p in left if p.end <= payer.start]
    if not before or not _TOTAL.fullmatch(plain[payer.end : amount.start]):
        return None
    got = plain[before[-1].end : payer.start]
    return before[-1] if _GOT.fullmatch(got) and not _UNPAID.search(got) else None


def _payer(
    plain: str, inside: Sequence[Party], amount: MoneyMention, receiver: Party, match: re.Match[str]
) -> Party | None:
    """Return whose money it is: named between the amount and the verb, or by whom it was given."""
    for party in inside:
        if match.start() <= party.start and party.end <= receiver.start:
            is_owner = _OF.search(plain[amount.end : party.start]) or plain[: party.start].endswith(" by the ")
            return party if is_owner or plain[: party.start].endswith(" by ") else None
    behind = [p for p in inside if p.start >= receiver.end]
    return behind[0] if behind and _BY.fullmatch(plain[receiver.end : behind[0].start]) else None
