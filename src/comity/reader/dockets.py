"""Bodies that a page lists line by line below words for what they are: dockets of grants, donors, members."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal, NamedTuple

from comity.reader.expressions import Expression
from comity.reader.ledgers import Ledgers
from comity.reader.parties import Parties, Party
from comity.reader.records import Mentions

Kind = Literal["grantees", "funders", "members", "board"]

_LINE = re.compile(r"[^\n]+")
# The line above a list: what those below are. It ends with a colon or is a heading.
_LEADS: tuple[tuple[Kind, Expression], ...] = (
    ("funders", Expression("list-of-funders")),
    ("board", Expression("list-of-board")),
    ("members", Expression("list-of-members")),
    ("grantees", Expression("list-of-grantees")),
)
_BULLET = Expression("list-bullet")
_AFTER = Expression("behind-entry")
_AMOUNT_BEHIND = Expression("amount-in-entry")
_OF = " of "
_BESIDE = 90  # characters
_LONGEST = 260
_FEWEST = 2


class Entry(NamedTuple):
    """A body on a list, whose list it is, the amount that its line gives, and the span of the line."""

    kind: Kind
    owner: Party
    party: Party
    amount: float | None
    start: int
    end: int


def find_entries(ledgers: Ledgers) -> Iterator[Entry]:
    """Yield the bodies of each list of lines that stands right below words for what they are."""
    parties, mentions, plain = ledgers.parties, ledgers.mentions, ledgers.plain
    if plain.count("\n") <= _FEWEST:
        return
    lines = list(_LINE.finditer(plain))
    for number, line in enumerate(lines):
        kind = _kind(line.group())
        owner = _owner(ledgers, line, kind) if kind else None
        if kind is None or owner is None:
            continue
        entries: list[Entry] = []
        for row in lines[number + 1 :]:
            party = _official(parties, row) if kind == "board" else _first(ledgers, row)
            if party is None or party.name == owner.name:
                break
            entries.append(Entry(kind, owner, party, _amount(mentions, row), row.start(), row.end()))
            entries += _more(parties, mentions, row, entries[-1])
        known = sum(any(p.start <= e.party.start < p.end for p in parties.direct) for e in entries)
        if len(entries) >= _FEWEST and known * 2 >= len(entries):
            yield from entries


def _more(parties: Parties, mentions: Mentions, row: re.Match[str], first: Entry) -> Iterator[Entry]:
    """Yield the other bodies of a line that gives each an amount: `A, $5,000, and B, $4,000, to train lawyers`."""
    for party in parties.between(first.party.end, row.end()):
        low = bisect_left(mentions.money, party.end, key=lambda m: m.start)
        money = mentions.money[low : low + 1]
        is_own = party.is_direct and party.kind == "body" and money and money[0].end <= row.end()
        if is_own and _AMOUNT_BEHIND.fullmatch(parties.plain, party.end, money[0].start):
            yield first._replace(party=party, amount=money[0].amount_usd)


def _kind(said: str) -> Kind | None:
    """Return what a line says that those below it are, where it is a heading or ends with a colon."""
    if not said.rstrip().endswith(":") and (len(said) > 90 or said.rstrip()[-1:] in ".;,!?"):
        return None
    return next((kind for kind, words in _LEADS if words.search(said)), None)


def _owner(ledgers: Ledgers, line: re.Match[str], kind: Kind) -> Party | None:
    """Return whose list it is: named in the line above it, else the page's own body, else the last one before."""
    parties = ledgers.parties
    here = [p for p in parties.between(*line.span()) if p.kind == "body"]
    owner = (
        (here[-1] if kind == "board" else here[0])
        if here
        else ledgers.topic(line.start()) or parties.body_before(line.start())
    )
    if owner is None or parties.is_government(owner):
        return None
    if kind == "board" and _OF in owner.name:
        owner = owner._replace(name=owner.name.rpartition(_OF)[2])  # `Advisory Board of the Alder Institute`
    return owner if kind != "members" or parties.is_coalition(owner) else None


def _first(ledgers: Ledgers, row: re.Match[str]) -> Party | None:
    """Return the body that a line begins with, if nothing but its place, amount or purpose follows."""
    if row.end() - row.start() > _LONGEST:
        return None
    cells = ledgers.cut(*row.span()).cells
    if cells and cells[0].kind == "name" and (named := ledgers.party(cells[0])):
        return named if named.kind == "body" else None
    found = [p for p in ledgers.parties.between(*row.span()) if p.is_direct and p.kind == "body"]
    if not found or not _BULLET.fullmatch(ledgers.plain, row.start(), found[0].start):
        return None
    return found[0] if _AFTER.match(ledgers.plain[found[0].end : row.end()]) else None


def _official(parties: Parties, row: re.Match[str]) -> Party | None:
    """Return the official that a line names by his post: `Sheriff Ana Birch of Alder County`."""
    people = [p for p in parties.mentions.people if row.start() <= p.start < row.end() and p.role == "official"]
    if not people or len(people) > 1 or row.end() - row.start() > _LONGEST:
        return None
    found = [p for p in parties.between(*row.span()) if p.start == people[0].start]
    return found[0] if found else None


def _amount(mentions: Mentions, row: re.Match[str]) -> float | None:
    low = bisect_left(mentions.money, row.start(), key=lambda m: m.start)
    high = bisect_left(mentions.money, row.end(), key=lambda m: m.start)
    money = mentions.money[low:high]
    if len(money) > 1:
        return money[0].amount_usd if money[0].start - row.start() <= _BESIDE else None
    return money[0].amount_usd if money else None
