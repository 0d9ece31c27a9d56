"""Money that a page sets out in rows: tables and lists of who gave how much to whom, however their cells are parted."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from comity.reader.expressions import Expression
from comity.reader.parties import Parties, Party
from comity.reader.records import Mentions, Page

Side = Literal["funders", "grantees"]

_LINE = re.compile(r"[^\n]*\S[^\n]*")
# Where one cell ends and the next begins.
_PART = Expression("cell-part")
_YEAR = Expression("cell-year")
_NAME = Expression("cell-name")
_BEFORE_MONEY = Expression("cell-before-money")
_BULLET = Expression("cell-bullet")
_LEAD = Expression("cell-lead")
# A cell that is no party's name: `Total`, `General support`.
_SUM = Expression("cell-sum")
_TO = Expression("cell-to")
_TAIL = Expression("cell-tail")
_AMOUNTS = Expression("column-amount")
_PLAIN_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+")
# What the column, the heading or the title calls those in the rows.
_FUNDERS, _GRANTEES = Expression("rows-of-funders"), Expression("rows-of-grantees")
_PAID, _PAYS, _BY = Expression("rows-for-owner"), Expression("rows-by-owner"), Expression("rows-from-owner")
_GIVING = frozenset((
    "Foundation", "Foundations", "Fund", "Trust", "Endowment", "Philanthropies", "Philanthropy", "Charities", "Giving",
    "Corporation", "Union", "PAC", "Association",
))  # fmt: skip
_FOUNDATION = frozenset(("Foundation", "Foundations", "Fund", "Trust", "Endowment", "Philanthropies", "Philanthropy"))
_LONGEST, _LEADS, _HEADING = 240, 6, 100
_SHORT = (" Inc.", " Co.", " Corp.", " Jr.", " Bros.")
_FEWEST, _ARTICLE = 2, len("The ")


class Cell(NamedTuple):
    """A part of a row; `kind` says whether it gives an amount, a year, a name or something else."""

    start: int
    end: int
    kind: Literal["money", "year", "name", "other"]
    amount: float | None = None
    side: Side | None = None


class Line(NamedTuple):
    """A line, or several that make up one row, with its cells."""

    start: int
    end: int
    cells: tuple[Cell, ...]

    def is_row(self) -> bool:
        """Return whether it gives a name and an amount."""
        kinds = [cell.kind for cell in self.cells]
        return "money" in kinds and "name" in kinds[:4]


class Payment(NamedTuple):
    """Who paid whom how much in which year, the span of the row, and whether that was over several years."""

    payer: Party
    receiver: Party
    amount: float | None
    year: str | None
    start: int
    end: int
    is_lasting: bool


class Ledgers:
    """The tables and lists of money of one page."""

    def __init__(self, parties: Parties, mentions: Mentions) -> None:
        """Take a page's parties and what it mentions."""
        self.parties, self.mentions = parties, mentions
        self.plain, self.title = parties.plain, parties.page.title

    def payments(self) -> Iterator[Payment]:
        """Yield the payment of every row, table by table."""
        if self.plain.count("\n") + 1 < _FEWEST or not ("$" in self.plain or _AMOUNTS.search(self.plain)):
            return
        lines = list(self._joined(self.cut(m.start(), m.end()) for m in _LINE.finditer(self.plain)))
        at = 0
        while at < len(lines):
            size = 0
            while at + size < len(lines) and lines[at + size].is_row():
                size += 1
            if size:
                yield from self._table(lines[max(0, at - _LEADS) : at], lines[at : at + size])
            at += size or 1

    def cut(self, start: int, end: int) -> Line:
        """Return a line with its cells; a long one, which is prose, has none."""
        if end - start > _LONGEST:
            return Line(start, end, ())
        bullet = _BULLET.match(self.plain, start, end)
        position, cells = bullet.end() if bullet else start, []
        for match in _PART.finditer(self.plain, position, end):
            cells.append((position, match.start()))
            position = match.end()
        cells.append((position, end))
        return Line(start, end, tuple(self._cell(*one) for one in cells if self.plain[one[0] : one[1]].strip()))

    def _cell(self, start: int, end: int) -> Cell:
        while start < end and self.plain[start].isspace():
            start += 1
        while end > start and self.plain[end - 1] in " \t.,;" and not self.plain.endswith(_SHORT, start, end):
            end -= 1
        said = self.plain[start:end]
        if _YEAR.fullmatch(said):
            return Cell(start, end, "year")
        at = bisect_left(self.mentions.money, start, key=lambda m: m.start)
        money = self.mentions.money[at] if at < len(self.mentions.money) else None
        if money and money.start < end:
            is_amount = _BEFORE_MONEY.fullmatch(self.plain, start, money.start) is not None
            return Cell(start, end, "money" if is_amount else "other", money.amount_usd)
        if _PLAIN_NUMBER.fullmatch(said):
            return Cell(start, end, "other", float(said.replace(",", "")))
        side: Side | None = None
        if lead := _LEAD.match(self.plain, start, end):
            start, side = lead.end(), "funders" if lead["way"].lower() in {"from", "by"} else "grantees"
        tail = _TAIL.search(self.plain[start:end])
        end = start + tail.start() if tail else end
        said = self.plain[start:end]
        return Cell(start, end, "name" if _NAME.fullmatch(said) and not _SUM.match(said) else "other", None, side)

    def _joined(self, lines: Iterator[Line]) -> Iterator[Line]:
        """Yield the lines, those joined to one row of which each gives one cell of it."""
        held: Line | None = None
        for line in lines:
            is_rest = bool(line.cells) and all(c.kind in {"money", "year"} for c in line.cells)
            if held and is_rest:
                held = Line(held.start, line.end, held.cells + line.cells)
                continue
            if held:
                yield held
            held = line if len(line.cells) == 1 and line.cells[0].kind == "name" else None
            if not held:
                yield line
        if held:
            yield held

    def _table(self, leads: Sequence[Line], rows: Sequence[Line]) -> Iterator[Payment]:
        alone = [found for row in rows for found in self._own_pair(row)]
        yield from alone
        columns = self._columns(leads[-1]) if leads else ""
        if "both" in columns:
            yield from (paid for row in rows for paid in self._two_named(row, columns))
            return
        if alone or len(rows) < _FEWEST:
            return
        side, owner = self._lead(leads, rows)
        if side is None or owner is None or self.parties.is_government(owner):
            return
        for row in rows:
            cell = next(c for c in row.cells if c.kind == "name")
            party = self.party(cell)
            if party and party.name != owner.name:
                pair = (party, owner) if (cell.side or side) == "funders" else (owner, party)
                yield self._payment(row, *pair)

    def _payment(self, row: Line, payer: Party, receiver: Party) -> Payment:
        years = [self.plain[c.start : c.end] for c in row.cells if c.kind == "year"]
        said = re.findall(r"(?:19|20)\d\d", years[0]) if years else []
        is_range = bool(years) and re.search(r"\d\s?(?:-|–|—|to|through)\s?\d", years[0]) is not None
        amounts = [c.amount for c in row.cells if c.kind == "money"]
        year = said[0] if said and not is_range else None
        return Payment(payer, receiver, amounts[0], year, row.start, row.end, is_range)

    def _own_pair(self, row: Line) -> Iterator[Payment]:
        """Yield the payment of a row that names both: `Alder Foundation: $5,000 to Birch Center`."""
        names = [c for c in row.cells if c.kind == "name"]
        money = next(c for c in row.cells if c.kind == "money")
        to = _TO.search(self.plain, money.start, money.end)
        if not to or names[0].start > money.start:
            return
        behind = [p for p in self.parties.between(to.end(), row.end) if p.is_direct and p.start == to.end()]
        payer = self.party(names[0])
        if behind and payer and payer.name != behind[0].name:
            yield self._payment(row, payer, behind[0])

    def _columns(self, line: Line) -> str:
        """Return which way round a table's two columns of names stand, or nothing."""
        said = self.plain[line.start : line.end]
        giver, taker = _FUNDERS.search(said), _GRANTEES.search(said)
        if not giver or not taker or len(line.cells) < 3:
            return ""
        return "both-giver-first" if giver.start() < taker.start() else "both-taker-first"

    def _two_named(self, row: Line, columns: str) -> Iterator[Payment]:
        found = [party for c in row.cells if c.kind == "name" and (party := self.party(c))]
        if len(found) > 1:
            pair = found[:2] if columns == "both-giver-first" else (found[1], found[0])
            yield self._payment(row, *pair)

    def _lead(self, leads: Sequence[Line], rows: Sequence[Line]) -> tuple[Side | None, Party | None]:
        """Return what those in the rows are, and to whom, as the lines above or the title say."""
        side: Side | None = None
        for line in reversed(leads):
            said = self.plain[line.start : line.end]
            is_lead = said.rstrip().endswith(":") or (len(said) < _HEADING and said.rstrip()[-1] not in ".;!?")
            if not is_lead:
                break
            owner = self.named_in(line.start, line.end)
            side = side or self._side(said, owner)
            if side and owner:
                return side, owner
        side = side or self._side(self.title, None) or next((c.side for c in rows[0].cells if c.side), None)
        owner = self.topic(rows[0].start)
        return side or self._by_names(rows, owner), owner

    def named_in(self, start: int, end: int) -> Party | None:
        """Return whom a line above rows names: a body, else an official, not words for what the rows hold."""
        for party in self.parties.between(start, end):
            said = self.plain[party.start : party.end]
            is_own = party.kind == "body" or self.parties.is_official(party)
            is_meant = party.is_direct or party.start == start or said.lower() in {"its", "their"}
            if " " not in said and (_FUNDERS.fullmatch(said) or _GRANTEES.fullmatch(said)):
                continue
            if is_own and is_meant and not (said.isupper() and (_FUNDERS.search(said) or _GRANTEES.search(said))):
                return party
        return None

    def _side(self, said: str, owner: Party | None) -> Side | None:
        if owner:
            behind = self.plain[owner.end : owner.end + 30]
            ahead = self.plain[max(0, owner.start - 30) : owner.start]
            if _BY.search(ahead) or _PAYS.match(behind):
                return "grantees"
            if _PAID.search(ahead):
                return "funders"
        if _FUNDERS.search(said):
            return "funders"
        return "grantees" if _GRANTEES.search(said) else None

    def topic(self, position: int) -> Party | None:
        """Return the body that the title names, or that the page begins with before a position."""
        known = [p for p in self.parties.direct if p.kind == "body"]
        titled = [p for p in known if p.name in self.title or self.plain[p.start : p.end] in self.title]
        if titled:
            return titled[0]
        alone = Parties(Page("", self.title, "", "", ""), Mentions()).direct if self.title else []
        first = known[:1] if known and known[0].start < min(_HEADING, position) else []
        return next((p._replace(start=0, end=0) for p in alone if p.kind == "body"), first[0] if first else None)

    def _by_names(self, rows: Sequence[Line], owner: Party | None) -> Side | None:
        """Return what those in the rows are by their names alone: foundations give to whoever is none."""
        if owner is None or owner.name.split()[-1] in _FOUNDATION:
            return None
        last = [self.plain[c.start : c.end].split()[-1] for row in rows for c in row.cells[:3] if c.kind == "name"]
        return "funders" if sum(word in _GIVING for word in last) * 3 >= len(rows) * 2 else None

    def party(self, cell: Cell) -> Party | None:
        """Return the party that a cell names: one known from the page, else a body of the whole cell's name."""
        inside = [p for p in self.parties.between(cell.start, cell.end) if p.is_direct]
        if inside and (inside[0].kind == "person" or inside[0].end >= cell.end):
            return inside[0] if inside[0].start - cell.start in {0, _ARTICLE} else None
        over = [p for p in self.parties.between(max(0, cell.start - 80), cell.end + 80) if p.end > cell.start]
        if not inside and any(p.start < cell.end and p.is_direct for p in over):
            return None
        people = [p for p in self.mentions.people if p.start < cell.end and cell.start < p.end]
        places = [p for p in self.mentions.places if p.start == cell.start and p.end >= cell.end]
        if (people and not inside) or places:
            return None
        said = self.plain[cell.start : cell.end]
        name = said[_ARTICLE:] if said.startswith("The ") else said
        known = [p.name for p in self.parties.direct if p.name == name or self.plain[p.start : p.end] == name]
        return Party(cell.start, cell.end, known[0] if known else name, "body")
