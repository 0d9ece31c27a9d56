"""Ties that a page sets out line by line: who is granted what, who gives, who belongs to a coalition."""

from __future__ import annotations

from collections.abc import Iterator

from comity.reader.dockets import find_entries
from comity.reader.foundties import FoundTie
from comity.reader.ledgers import Ledgers
from comity.reader.parties import Parties
from comity.reader.records import Mentions
from comity.reader.ties import Tie, Ties

_TIES = {"members": "member-of", "board": "officer-of"}


def find_set_out(parties: Parties, mentions: Mentions, ties: Ties) -> Iterator[FoundTie]:
    """Yield the tie of each row of money, then of each entry of a list of names."""
    rows: list[tuple[int, int]] = []
    ledgers = Ledgers(parties, mentions)
    for one in ledgers.payments():
        rows.append((one.start, one.end))
        if parties.may_pay(one.payer) and parties.may_receive(one.receiver, one.payer):
            pair = (one.receiver, one.payer) if one.is_lasting else (one.payer, one.receiver)
            tie = _tie(ties, "funded-by" if one.is_lasting else "gives")
            yield FoundTie(*pair, one.start, one.end, tie, one.amount, one.year)
    for entry in find_entries(ledgers):
        if any(start <= entry.start < end for start, end in rows):
            continue
        is_gift = entry.kind == "grantees" and entry.amount is not None
        pair = (entry.owner, entry.party) if is_gift or entry.kind == "funders" else (entry.party, entry.owner)
        payer, paid = pair if is_gift else (pair[1], pair[0])
        if entry.kind in {"members", "board"} or (parties.may_pay(payer) and parties.may_receive(paid, payer)):
            tie = _tie(ties, "gives" if is_gift else _TIES.get(entry.kind, "funded-by"))
            yield FoundTie(*pair, entry.start, entry.end, tie, entry.amount if is_gift else None)


def _tie(ties: Ties, name: str) -> Tie:
    return next(tie for tie in ties.all if tie.id == name)
