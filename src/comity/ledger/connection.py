"""One connection to the ledger's file: opened, checked, its transactions, its errors in plain words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from comity.errors import BusyError, ComityError, RecordError, StorageError
from comity.ledger import schema

# Another process's transaction lasts milliseconds; a reader in Datasette or a checkpoint may hold a little longer.
BUSY_SECONDS = 10.0
_FULL = ("the disk is full", "free some space and run the command again")
_REFUSED = ("the disk does not let the ledger be written", "make the folder writable, or set COMITY_HOME to another")
_STORAGE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _REFUSED,
    sqlite3.SQLITE_CANTOPEN: _REFUSED,
    sqlite3.SQLITE_PERM: _REFUSED,
    sqlite3.SQLITE_IOERR: ("the disk failed or is full", "look at its free space and health, then run it again"),
}


@contextmanager
def ledger_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors inside the block into the record's, with the file and the cure."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translated(error, path) from error
    except UnicodeEncodeError as error:
        cure = "repair the text at its source; nothing of it was recorded"
        raise RecordError("a text holds half a character (a lone surrogate)", where=str(path), cure=cure) from error


def _translated(error: sqlite3.Error, path: Path) -> ComityError:
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF  # the low byte is the primary code
    where, words = str(path), str(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyError("another process is writing the ledger", where=where, cure="wait for it, then run it again")
    if code in _STORAGE:
        problem, cure = _STORAGE[code]
        return StorageError(f"{problem} ({words})", where=where, cure=cure)
    cure = "restore the file from a copy, or move it away and add the publications again from the archive"
    if code == sqlite3.SQLITE_CONSTRAINT:
        cure = "nothing of this was recorded; look at the fact that was given"
    return RecordError(f"the ledger cannot be used ({words})", where=where, cure=cure)


def open_ledger(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Return a checked connection; a missing ledger is made, unless `read_only`."""
    with ledger_errors(path):
        if read_only:
            connection = sqlite3.connect(read_only_uri(path), uri=True, timeout=BUSY_SECONDS, isolation_level=None)
        else:
            connection = sqlite3.connect(_made_folder(path), timeout=BUSY_SECONDS, isolation_level=None)
        try:
            _prepare(connection, path, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def _made_folder(path: Path) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"the record's folder cannot be made ({error.strerror})",
            where=str(path.parent),
            cure="make it by hand, or set COMITY_HOME to a folder that can be written",
        ) from error
    return path


def read_only_uri(path: Path) -> str:
    """Return the address by which SQLite opens a file for reading only."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    # A reader of a WAL database writes its shared-memory file; where nobody can write, nothing changes either.
    wal = path.with_name(f"{path.name}-wal")
    effective = os.access in os.supports_effective_ids
    if not os.access(path.parent, os.W_OK, effective_ids=effective) and not wal.exists():
        return f"{uri}&immutable=1"
    return uri


def _prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    version = _value(connection, "PRAGMA user_version")
    if version == 0 and not read_only:
        _make(connection, path)
        version = _value(connection, "PRAGMA user_version")
    if version > schema.VERSION:
        cure = "install the newest version of Comity"
        raise RecordError("the ledger was written by a newer version of Comity", where=str(path), cure=cure)
    if version == 0 or _value(connection, "PRAGMA application_id") != schema.APPLICATION_ID:
        raise _not_ours(path)
    if not read_only:
        _bring_up(connection)
        set_full_synchrony(connection)


def _make(connection: sqlite3.Connection, path: Path) -> None:
    if _value(connection, "SELECT count(*) FROM sqlite_schema") and not _value(connection, "PRAGMA user_version"):
        raise _not_ours(path)
    connection.execute("PRAGMA journal_mode = WAL")
    with transaction(connection):
        # Another process may have made it between the look and the lock.
        if _value(connection, "PRAGMA user_version") == 0:
            for statement in schema.statements():
                connection.execute(statement)


def _bring_up(connection: sqlite3.Connection) -> None:
    """Bring an older ledger to this version; a reader of one that nobody has written since finds fewer tables."""
    if _value(connection, "PRAGMA user_version") == schema.VERSION:
        return
    with transaction(connection):
        # Another process may have done it between the look and the lock.
        for statement in schema.migration(_value(connection, "PRAGMA user_version")):
            connection.execute(statement)


def has_table(connection: sqlite3.Connection, name: str) -> bool:
    """Return whether this ledger's version has a table: one opened for reading only may be older."""
    return bool(_value(connection, f"SELECT count(*) FROM sqlite_schema WHERE name = '{name}'"))  # noqa: S608  constant


def _not_ours(path: Path) -> RecordError:
    cure = "move the file away, or set COMITY_HOME to another folder"
    return RecordError("this database is not a Comity ledger", where=str(path), cure=cure)


def _value(connection: sqlite3.Connection, statement: str) -> Any:
    return connection.execute(statement).fetchone()[0]


def set_full_synchrony(connection: sqlite3.Connection) -> None:
    """Make each commit wait for the disk."""
    connection.execute("PRAGMA synchronous = FULL")


def set_batch_synchrony(connection: sqlite3.Connection) -> None:
    """Let commits go ahead of the disk: a power cut may lose the latest, never half of one."""
    connection.execute("PRAGMA synchronous = NORMAL")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run the block as one transaction: all of it or nothing, whatever stops it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
