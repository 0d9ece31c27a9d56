"""A whole copy of a SQLite file while others read and write it, by SQLite's online backup."""

import sqlite3
from contextlib import closing
from pathlib import Path

from comity.ledger.connection import BUSY_SECONDS, ledger_errors, read_only_uri


def copy_database(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment; raise RecordError, BusyError or StorageError with the file.

    Writers go on meanwhile: what they commit after the beginning is not in the copy.
    """
    with ledger_errors(source):
        opened = sqlite3.connect(read_only_uri(source), uri=True, timeout=BUSY_SECONDS)
        with closing(opened) as from_file, ledger_errors(target), closing(sqlite3.connect(target)) as to_file:
            from_file.backup(to_file)
