"""The ledger refuses to forget, from whatever program it is written."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_samples import AT, list_of

from comity.ledger import Acceptance, Decision, Fetch, Issue, Ledger, Proposed, ReadPage, Verdict, schema
from comity.model import Claim
from comity.text.quotes import quote


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Return another program's plain connection to a ledger that holds one row in every table."""
    path = tmp_path / "ledger.sqlite"
    with Ledger(path) as ledger:
        ledger.add_list(list_of("a.xlsx", ["One"]), source="ice-287g", added_at=AT)
        claim = Claim("c-1", "p-1", "51059", "Fairfax", "287g", "joined", "reported", "It joined.", "the paper")
        ledger.add_claims([claim], added_at=AT, publications={"p-1": claim})
        ledger.add_decision(Decision("d-1", "same", "a", "b", "same document", "rule:moa", AT))
        text = "The board ended it."
        proposed = Proposed("event", {"action": "end"}, quote(text, 0, 9), "ends")
        found = ledger.propose(
            ReadPage("0" * 64, "https://a.example/"), text, [proposed], made_by="reader", added_at=AT
        )
        ledger.review([Verdict(found.new[0], "accept", "A. Reader", "", AT)])
        ledger.finish_run(ledger.start_run("add", started_at=AT), finished_at=AT, outcome="done", counts={"lists": 1})
        ledger.add_fetches([Fetch(AT, "ice-287g", "page", "https://a.example/", "https://a.example/", "refused", 403)])
        ledger.add_acceptance(Acceptance("0" * 16, "{}", ("it lost rows",), "they were renamed", "A. Reader", AT))
        ledger.add_issues([Issue("a.xlsx", "gap", "no list for a month", AT)])
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


@pytest.mark.parametrize("table", schema.TABLES)
def test_no_row_of_any_table_can_be_deleted(shell: sqlite3.Connection, table: str) -> None:
    """DELETE is refused by the file itself."""
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        shell.execute(f"DELETE FROM {table}")
    assert shell.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 1


@pytest.mark.parametrize("table", schema.TABLES)
def test_no_cell_of_any_table_can_be_changed(shell: sqlite3.Connection, table: str) -> None:
    """UPDATE is refused, whichever column it names."""
    columns = [row[1] for row in shell.execute(f"PRAGMA table_info({table})")]
    for column in columns:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            shell.execute(f'UPDATE {table} SET "{column}" = "{column}"')


@pytest.mark.parametrize("table", schema.TABLES)
def test_no_row_of_any_table_can_be_replaced(shell: sqlite3.Connection, table: str) -> None:
    """INSERT OR REPLACE, which deletes without saying so, is refused."""
    row = shell.execute(f"SELECT * FROM {table}").fetchone()
    places = ", ".join("?" * len(row))
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        shell.execute(f"INSERT OR REPLACE INTO {table} VALUES ({places})", row)


def test_a_printed_row_cannot_be_replaced_by_way_of_its_hash(shell: sqlite3.Connection) -> None:
    """A new number with a known hash would displace the old row."""
    row = shell.execute("SELECT * FROM printed_row").fetchone()
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        shell.execute(f"INSERT OR REPLACE INTO printed_row VALUES ({', '.join('?' * len(row))})", (99, *row[1:]))


def test_every_table_of_the_file_is_under_guard(shell: sqlite3.Connection) -> None:
    """A table that is added to the schema comes with its triggers."""
    tables = {row[0] for row in shell.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert tables == set(schema.TABLES)
    guards = {row[0] for row in shell.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}
    assert guards == {f"{table}_no_{verb}" for table in tables for verb in ("update", "delete", "replace")}
