"""Grants and gifts of a stated amount, whatever the verb: "added a $5,000 grant to X", "$5,000 was given to X"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from comity.reader.parties import Party
from comity.reader.records import MoneyMention

# What an amount is called that goes from one to another.
_GIFT = r"(?:in\s)?(?:[a-z-]+\s){0,3}?(?:grants?|gifts?|donations?|contributions?|checks?|pledges?|awards?)"
_TO = re.compile(rf"\s{_GIFT}\s(?:to|for)\s(?:the\s)?(?:[a-z'-]+\s){{0,4}}")
_FROM = re.compile(
    rf"\s{_GIFT}(?:\s(?:in|last|this|for)\s[^.,;]{{3,24}})?\sfrom\s(?:the\s|an?\s)?(?:[a-z'-]+\s){{0,3}}"
)
# `$5,000 (of the committee's money) was spent to support X`.
_WENT = re.compile(
    r"(?:\s(?:of|in)\s[^.;]{3,60}?|\s(?:more|of it))?\s(?:was|were|has been|have been|had been|has|have|had|"
    r"is being)\s(?:also\s|then\s)?"
    r"(?:spent|given|paid|awarded|granted|sent|donated|poured|put|directed|steered|gone|committed|pledged|"
    r"contributed)\s"
    r"(?:on\s[^.;,]{3,40}?\s|by\s[^.;,]{3,60}?\s)?"
    r"(?:to (?:support|back|boost|help|elect|promote)|in support of|supporting|backing|boosting|on behalf of|"
    r"for|to|into)\s"
    r"(?:[\w.'-]+\s){0,5}"
)
_WITH = re.compile(
    r"(?:^|[.\n\"]\s?|,\s)(?:[Ww]ith|[Tt]hanks to|[Uu]sing|[Bb]acked by|[Ff]unded by|[Ss]upported by)\s(?:an?\s|"
    r"the\s)?(?:[a-z-]+\s){0,2}$"
)
_TOTAL = re.compile(r"\s(?:totaling|totalling|worth|amounting to|adding up to|of)\s(?:[a-z]+\s){0,3}")
_GOT = re.compile(
    r"(?:'s\s(?:[a-z-]+\s){1,2})?[^.;:]{0,30}?\s(?:has |have |had )?(?:received|receives?|got|took|taken|"
    r"accepted|collected)\s(?:[a-z-]+\s){0,4}"
    r"from\s(?:the\s)?"
)
_BY = re.compile(r"(?:'s?)?(?:\s[^.;]{0,60}?)?,?\sby\s(?:the\s|an?\s)?(?:[a-z'-]+\s){0,3}")
_OF = re.compile(r"\s(?:of|in|from)\s(?:the\s)?$")
# Who asks, refuses or gives back gives nothing.
_UNPAID = re.compile(
    r"\b(?:asked|asks|sought|seeks?|seeking|requested|applied|denied|rejected|refused|returned|declined|lost|"
    r"cut|canceled|cancelled|"
    r"criticized|would|could|might|hopes?|hoped|wants?|wanted|not|never|sued?|fine[sd]?|against|unless|if)\b"
)
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
        and _FROM.fullmatch(plain[amount.end : direct[0].start])
        and _WITH.search(plain, max(0, amount.start - 24), amount.start)
        and re.fullmatch(r",\s(?:the\s)?", plain[direct[0].end : direct[1].start])
    ):
        return Payment(*direct[:2])  # `With a $5,000 grant from X, Y hired ...`
    for receiver in direct[:2]:
        if match := _WENT.fullmatch(plain, amount.end, receiver.start):
            payer = _payer(plain, inside, amount, receiver, match)
            return Payment(payer, receiver) if payer and payer.name != receiver.name else None
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
