"""Grants that a page tells without their giver: the foundation whose gifts the page announces gives them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from comity.reader.founders import FOUNDATIONS
from comity.reader.grants import Payment
from comity.reader.parties import Parties, Party
from comity.reader.records import Mentions, MoneyMention, Sentence

_LEAD = 500  # characters
_GIVERS = FOUNDATIONS | {"Fund", "Endowment", "Giving"}
# What such a page begins with: somebody gives grants.
_ANNOUNCES = re.compile(
    r"\b(?:award(?:s|ed)?|grant(?:s|ed)?|gives?|gave|giving|distribut\w+|announc\w+|approv\w+|commit\w*|donat\w+|"
    r"go(?:es)? (?:from|to)|went (?:from|to)|on its way to)\b"
)
_GRANTS = re.compile(r"\b(?:grants?|gifts?|awards?|funding|money)\b|\$", re.IGNORECASE)
# `A, B and C will each get $5,000`.
_GETS = re.compile(
    r"(?:\s\([A-Z]{2,8}\))?(?:,\s[^$.;]{3,60},)?\s(?:will\s|would\s|is to\s|are to\s|has\s|"
    r"have\s)?(?P<each>each\s|also\s|then\s)?"
    r"(?:gets?|got|receive[sd]?|be (?:given|awarded|granted)|was (?:given|awarded|granted)|"
    r"were (?:each )?(?:given|awarded|granted)|"
    r"been (?:given|awarded|granted)|won|landed|secured)\s(?:[a-z-]+\s){0,6}$"
)
# `$5,000 is for A`, `$5,000 went to A`, `$5,000 to A`.
_GOES = re.compile(
    r"\s(?:(?:more|apiece|each)\s)?(?:(?:is|are|was|were|goes|go|went|will go|has gone|is going|"
    r"will be)\s)?(?:given\s|set aside\s)?"
    r"(?:for|to)\s(?:the\s)?$"
)
# `A ($5,000), B ($4,000)`.
_BRACKET = re.compile(r"(?:\s\([A-Z]{2,8}\))?(?:\s\(|,\s|:\s|\s[–—-]\s)$")
_LINK = re.compile(r"(?:\s\([A-Z]{2,8}\))?(?:[,;]\s(?:and\s)?|\sand\s)(?:the\s)?")
_FROM = re.compile(r"\b(?:from|by)\s(?:the\s|an?\s)?(?:[A-Z]|[\w-]+\s(?:fund|agency|county|city|state)\b)")
_UNPAID = re.compile(
    r"\b(?:asked|sought|seeks|requested|denied|rejected|would|could|might|fined?|sued|"
    r"settle\w*|cost|costs|budget)\b"
)


class Givers:
    """The gifts of one page whose giver its sentences leave out."""

    def __init__(self, parties: Parties, mentions: Mentions, title: str) -> None:
        """Take a page's parties, what it mentions, and its title."""
        self.parties, self.mentions, self.title = parties, mentions, title
        self.plain = parties.plain

    @cached_property
    def giver(self) -> Party | None:
        """Return the foundation whose grants the page begins with, or None."""
        lead = self.plain[:_LEAD]
        if not _ANNOUNCES.search(self.title + "\n" + lead) or not _GRANTS.search(self.title + "\n" + lead):
            return None
        named = [p for p in self.parties.between(0, _LEAD) if p.is_direct and self._is_giver(p)]
        names = {p.name for p in named}
        titled = [p for p in named if p.name in self.title]
        return titled[0] if titled else named[0] if len(names) == 1 else None

    def _is_giver(self, party: Party) -> bool:
        return party.kind == "body" and party.name.split()[-1] in _GIVERS and not self.parties.is_government(party)

    def read(self, sentence: Sentence, inside: Sequence[Party]) -> Iterator[tuple[Payment, float, int, int]]:
        """Yield the gifts of a sentence that names no giver, each with its amount and span."""
        low = bisect_left(self.mentions.money, sentence.start, key=lambda m: m.start)
        high = bisect_left(self.mentions.money, sentence.end, key=lambda m: m.start)
        said = self.plain[sentence.start : sentence.end]
        if low == high or self.giver is None or _UNPAID.search(said) or _FROM.search(said):
            return
        bodies = [p for p in inside if p.is_direct and p.kind == "body" and p.name != self.giver.name]
        for money in self.mentions.money[low:high]:
            for party in self._receivers(bodies, money, sentence):
                yield (
                    Payment(self.giver, party),
                    money.amount_usd,
                    min(party.start, money.start),
                    max(party.end, money.end),
                )

    def _receivers(self, bodies: Sequence[Party], money: MoneyMention, sentence: Sentence) -> list[Party]:
        """Return who gets an amount: those of the list before it, or the one behind it."""
        before = [p for p in bodies if p.end <= money.start]
        behind = [p for p in bodies if p.start >= money.end]
        if before and (gets := _GETS.fullmatch(self.plain, before[-1].end, money.start)):
            row = [before[-1]]
            for party in reversed(before[:-1]):
                if not _LINK.fullmatch(self.plain[party.end : row[0].start]):
                    break
                row.insert(0, party)
            is_each = "each" in gets.group() or self.plain.startswith((" each", " apiece"), money.end)
            return row if len(row) == 1 or is_each else []
        if behind and _GOES.fullmatch(self.plain, money.end, behind[0].start):
            return behind[:1]
        is_beside = before and _BRACKET.fullmatch(self.plain, before[-1].end, money.start)
        return before[-1:] if is_beside and self.plain[sentence.start : sentence.end].count("$") > 1 else []
