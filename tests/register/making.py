"""Small records made row by row, compiled and opened without a file: what the register's tests start from."""

from __future__ import annotations

import dataclasses
import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from msgspec.structs import replace

from comity.elections import Law
from comity.identity import Ruling
from comity.ledger import Sighting, StoredList
from comity.ledger.records import compress_locators
from comity.model import Claim, ListFacts, PrintedRow, Refusal, RowIssue
from comity.places import Gazetteer, load_gazetteer
from comity.register.compile import Register, compile_register
from comity.register.inputs import Record
from comity.release.schema import election_tables, place_tables, register_tables
from comity.release.tables import Table, create_statement, insert_statement
from comity.sources.curated import CuratedRecord
from comity.sources.ice_287g import read_name

HEADER = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA", "ADDENDUM")
DOCUMENTS = "https://www.ice.gov/doclib/287gMOA/"


@cache
def gazetteer() -> Gazetteer:
    """Return the package's gazetteer, loaded once."""
    return load_gazetteer()


def sheriff(of: str = "Baker", state: str = "FLORIDA", **changes: str) -> PrintedRow:
    """Return a sheriff's row as recent lists print it, with some cells changed."""
    plain = PrintedRow(
        state, f"{of} County Sheriff's Office", "County", f"{of} County", "Task Force Model", "2025-02-26"
    )
    return replace(plain, **changes)


def police(town: str, lies_in: str, state: str = "FLORIDA", **changes: str) -> PrintedRow:
    """Return a police department's row."""
    plain = PrintedRow(
        state, f"{town} Police Department", "Municipality", f"{lies_in} County", "Task Force Model", "2025-02-27"
    )
    return replace(plain, **changes)


def moa(name: str) -> str:
    """Return the address of a memorandum."""
    return f"{DOCUMENTS}{name}"


@dataclass(frozen=True)
class Shown:
    """A list to be made: its day, rows and kind; `slot` is what its name says beside the date."""

    day: str
    rows: Sequence[PrintedRow]
    kind: str = "participating"
    slot: str = "am"
    refused: Sequence[Refusal] = ()
    issues: Sequence[RowIssue] = ()
    error: str = ""
    locators: Sequence[str] = ()
    modified_at: str = ""
    more_names: Sequence[str] = ()

    @property
    def name(self) -> str:
        """Return the file name that the publisher would give."""
        year, month, day = self.day.split("-")
        return f"{self.kind}Agencies{month}{day}{year}{self.slot}.xlsx"

    @property
    def sha256(self) -> str:
        """Return a hash that no other list has."""
        return hashlib.sha256(f"{self.name} {self.modified_at}".encode()).hexdigest()


def facts_of(name: str, sha256: str, kind: str, modified_at: str = "") -> ListFacts:
    """Return what a file of this name says of itself; a pending list has no column of signings."""
    said = read_name(name)
    header = HEADER if kind == "participating" else HEADER[:5]
    return ListFacts(name, sha256, 100, said.list, said.on, said.order, modified_at, "", "Sheet1", header)


def sighting(name: str, shown: Shown, **changes: str) -> Sighting:
    """Return one name under which a list was seen."""
    plain = Sighting(name, "", "", "", facts_of(name, shown.sha256, shown.kind, shown.modified_at))
    return replace(plain, **changes)


def record(*lists: Shown, rulings: Sequence[Ruling] = (), number_from: int = 0) -> Record:
    """Return the record of these lists; printed rows are numbered as they come, as a ledger does."""
    numbers: dict[PrintedRow, int] = {}
    stored = []
    for shown in lists:
        ids = tuple(numbers.setdefault(row, len(numbers) + number_from) for row in shown.rows)
        locators = list(shown.locators) or [f"Sheet1!{at}" for at in range(2, len(ids) + 2)]
        names = sorted((shown.name, *shown.more_names))
        stored.append(
            StoredList(
                publication_id=shown.sha256,
                source="ice-287g",
                added_at="",
                size_bytes=100,
                sightings=tuple(sighting(name, shown) for name in names),
                read_by="",
                row_count=len(ids) + len(shown.refused),
                printed_row_ids=ids,
                locator_runs=tuple(compress_locators(locators)),
                refused=tuple(shown.refused),
                issues=tuple(shown.issues),
                error=shown.error,
            )
        )
    return Record(stored, {number: row for row, number in numbers.items()}, rulings)


def compiled(*lists: Shown, rulings: Sequence[Ruling] = (), claims: Iterable[Claim] = ()) -> Register:
    """Return the register of these lists, without election law."""
    return register_of(record(*lists, rulings=rulings), claims)


def register_of(made: Record, claims: Iterable[Claim] = ()) -> Register:
    """Return the register of a record, without election law."""
    curated = CuratedRecord(publications=(), claims=tuple(claims))
    return compile_register(made, gazetteer(), curated, Law((), "none"))


@cache
def fixed_tables() -> list[Table]:
    """Return the tables that no list changes: the places of two states, and no election law."""
    (places,) = place_tables(gazetteer())
    some = tuple(row for row in places.rows if row[3] in {"FL", "VA"})
    return [dataclasses.replace(places, rows=some), *election_tables(Law((), "none"), "2025-07-01", gazetteer(), ())]


def opened(register: Register) -> sqlite3.Connection:
    """Return a database in memory with the register's tables, as a release holds them."""
    connection = sqlite3.connect(":memory:")
    for table in (*fixed_tables(), *register_tables(register)):
        connection.execute(create_statement(table))
        connection.executemany(insert_statement(table), table.rows)
    return connection
