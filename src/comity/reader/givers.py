"""Grants that a page tells without their giver: the foundation whose gifts the page announces gives them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from comity.reader.expressions import Expression
from comity.reader.founders import FOUNDATIONS
from comity.reader.grants import Payment
from comity.reader.parties import Parties, Party
from comity.reader.records import Mentions, MoneyMention, Sentence

_LEAD = 500  # characters
_GIVERS = FOUNDATIONS | {"Fund", "Endowment", "Giving"}
# What such a page begins with: somebody gives grants.
_ANNOUNCES = Expression("grants-announced")
_GRANTS = Expression("grants-named")
# `A, B and C will each get $5,000`.
_GETS = Expression("gets-amount")
# `$5,000 is for A`, `$5,000 went to A`, `$5,000 to A`.
_GOES = Expression("amount-goes-to")
# `A ($5,000), B ($4,000)`.
_BRACKET = Expression("amount-beside")
_LINK = Expression("list-link")
_GAPPED = Expression("amount-follows")
_FROM = Expression("giver-named")
_UNPAID = Expression("gift-unpaid")


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
        if low == high or self.giver is None or _UNPAID.search(said):
            return
        start = sentence.start
        if _FROM.search(said):
            colon = said.find(":", max(0, said.find(self.giver.name)))
            if colon < 0 or self.giver.name not in said:
                return  # another gives, or the sentence tells it
            start += colon
        last: Party | None = None
        bodies = [
            p for p in inside if p.is_direct and p.start >= start and p.kind == "body" and p.name != self.giver.name
        ]
        for money in self.mentions.money[low:high]:
            found = self._receivers(bodies, money, sentence) or self._gapped(bodies, money, last)
            last = found[-1] if found else None
            for party in found:
                yield (
                    Payment(self.giver, party),
                    money.amount_usd,
                    min(party.start, money.start),
                    max(party.end, money.end),
                )

    def _gapped(self, bodies: Sequence[Party], money: MoneyMention, last: Party | None) -> list[Party]:
        """Return who gets an amount without a verb of its own: `A gets $5,000, B $4,000 and C $3,000`."""
        before = [p for p in bodies if last and last.end <= p.start and p.end <= money.start]
        is_gapped = before and _GAPPED.fullmatch(self.plain, before[-1].end, money.start) is not None
        return before[-1:] if is_gapped else []

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
