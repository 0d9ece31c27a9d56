"""Tables into `register.sqlite`, the same bytes for the same tables in the same order."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from comity.errors import CheckError, ComityError, StorageError
from comity.release.tables import Table, create_statement, index_statements, insert_statement

# A fresh file that is renamed into place when it is whole needs no journal; a killed build's file is thrown away.
_PRAGMAS = (
    "page_size = 4096",
    "encoding = 'UTF-8'",
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "cache_size = -65536",
)

_STORAGE_CODES = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


def add_tables(path: Path, tables: Sequence[Table]) -> None:
    """Add the tables to the database, which is made where there is none; raise CheckError, StorageError."""
    with _errors(path, str(path)), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        for table in tables:
            with _errors(path, f"table {table.name}"):
                _add_table(connection, table)
        for table in tables:
            with _errors(path, f"table {table.name}"):
                _check_references(connection, table)


def _add_table(connection: sqlite3.Connection, table: Table) -> None:
    connection.execute("BEGIN")
    connection.execute(create_statement(table))
    connection.executemany(insert_statement(table), table.rows)
    for statement in index_statements(table):
        connection.execute(statement)
    connection.execute("COMMIT")


def _check_references(connection: sqlite3.Connection, table: Table) -> None:
    if not any(column.references for column in table.columns):
        return
    found = connection.execute(f'PRAGMA foreign_key_check("{table.name}")').fetchone()
    if found:
        message = f"row {found[1]} points at a row of {found[2]} that is not there"
        raise CheckError(message, where=f"table {table.name}", cure="mend the rule that made the row")


@contextmanager
def _errors(path: Path, place: str) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, UnicodeEncodeError) as error:
        raise _translated(error, path, place) from error


def _translated(error: Exception, path: Path, place: str) -> ComityError:
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF  # the low byte is the primary code
    if code in _STORAGE_CODES:
        cure = "free some space and build again; the last good release stays in place"
        return StorageError(f"the disk is full or failed ({error})", where=str(path), cure=cure)
    return CheckError(f"its rows do not fit together ({error})", where=place, cure="mend the rule that made them")
