"""Who was told what: an SQLite file beside the ledger, written before and after every hand-over.

A message goes waiting → handing → sent. `handing` is on the disk before the last byte leaves, so after a crash there
are two cases only: a message still `waiting` was not delivered and goes again; one found `handing` may have been, is
set `in_doubt` and never sent again. That there was one is told in the subscriber's next message, with where to look.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType

import msgspec

from comity.errors import BusyError, ComityError, RecordError, StorageError
from comity.settings import Settings
from comity.telling.items import Item

_VERSION = 1
_SCHEMA = """
CREATE TABLE subscriber (subscriber_id TEXT PRIMARY KEY, began_at TEXT NOT NULL, began_on TEXT NOT NULL);
CREATE TABLE message (
    message_id TEXT PRIMARY KEY, subscriber_id TEXT NOT NULL REFERENCES subscriber, made_at TEXT NOT NULL,
    items TEXT NOT NULL, doubted TEXT NOT NULL, state TEXT NOT NULL, attempt_count INTEGER NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT '', sent_at TEXT NOT NULL DEFAULT '', is_doubt_told INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE item (
    subscriber_id TEXT NOT NULL REFERENCES subscriber, item_id TEXT NOT NULL, message_id TEXT NOT NULL,
    item TEXT NOT NULL, PRIMARY KEY (subscriber_id, item_id)
) WITHOUT ROWID;
"""
_STORAGE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)
_to_items = msgspec.json.Decoder(tuple[Item, ...]).decode


def outbox_path(settings: Settings) -> Path:
    """Return where it is remembered who was told what."""
    return settings.home / "telling.sqlite"


class Message(msgspec.Struct, frozen=True):
    """One message to one subscriber; `doubted` are earlier messages that may not have arrived."""

    message_id: str
    subscriber_id: str
    made_at: str
    items: tuple[Item, ...]
    doubted: tuple[str, ...]
    state: str
    attempt_count: int
    error: str


class Outbox:
    """The file, open for one process; every call that writes returns once it is on the disk."""

    def __init__(self, path: Path, *, in_memory: bool = False) -> None:
        """Open the file; a missing one is made. With `in_memory` it is copied and never written."""
        self.path = path
        with self._errors():
            if in_memory:
                self._connection = _copied(path)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._connection = sqlite3.connect(path, isolation_level=None, timeout=10)
            self._prepare()

    def __enter__(self) -> Outbox:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._connection.close()

    def _prepare(self) -> None:
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version > _VERSION:
            cure = "install the newest version of Comity"
            raise RecordError("was written by a newer version of Comity", where=str(self.path), cure=cure)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        if version == 0:
            with self._transaction():
                for statement in _SCHEMA.split(";\n")[:-1]:
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {_VERSION}")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StorageError(f"the folder cannot be written ({error})", where=str(self.path.parent)) from error
        except sqlite3.Error as error:
            raise _translated(error, self.path) from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def began_on(self, subscriber_id: str) -> str | None:
        """Return how new the record was when the subscriber was first met, or None for one not met yet."""
        with self._errors():
            row = self._connection.execute(
                "SELECT began_on FROM subscriber WHERE subscriber_id = ?", (subscriber_id,)
            ).fetchone()
        return row[0] if row else None

    def begin(self, subscriber_id: str, history: Iterable[Item], *, at: str, began_on: str) -> None:
        """Meet a subscriber: what had changed before is history and will not be told."""
        with self._errors(), self._transaction():
            self._connection.execute("INSERT INTO subscriber VALUES (?, ?, ?)", (subscriber_id, at, began_on))
            self._note(subscriber_id, history, "")

    def set_aside(self, subscriber_id: str, items: Iterable[Item]) -> None:
        """Note items as history: they will not be told."""
        with self._errors(), self._transaction():
            self._note(subscriber_id, items, "")

    def _note(self, subscriber_id: str, items: Iterable[Item], message_id: str) -> None:
        rows = [(subscriber_id, item.item_id, message_id, _json(item) if message_id else "") for item in items]
        self._connection.executemany("INSERT INTO item VALUES (?, ?, ?, ?)", rows)

    def known(self, subscriber_id: str) -> set[str]:
        """Return the ids of every item that was told or set aside."""
        query = "SELECT item_id FROM item WHERE subscriber_id = ?"
        with self._errors():
            return {row[0] for row in self._connection.execute(query, (subscriber_id,))}

    def told(self, subscriber_id: str) -> list[Item]:
        """Return the items that stand in a message to the subscriber."""
        query = "SELECT item FROM item WHERE subscriber_id = ? AND message_id <> '' ORDER BY item_id"
        with self._errors():
            return [msgspec.json.decode(row[0], type=Item) for row in self._connection.execute(query, (subscriber_id,))]

    def last_made_at(self, subscriber_id: str) -> str:
        """Return when the subscriber's last message was made, or ""."""
        query = "SELECT coalesce(max(made_at), '') FROM message WHERE subscriber_id = ?"
        with self._errors():
            return str(self._connection.execute(query, (subscriber_id,)).fetchone()[0])

    def doubt_handed(self) -> int:
        """Set aside as in doubt what a process that was killed had begun to hand over; return how many."""
        with self._errors():
            return self._connection.execute("UPDATE message SET state = 'in_doubt' WHERE state = 'handing'").rowcount

    def doubted(self, subscriber_id: str) -> list[str]:
        """Return the messages in doubt of which the subscriber has not been told, oldest first."""
        query = (
            "SELECT message_id FROM message WHERE subscriber_id = ? AND state = 'in_doubt' AND is_doubt_told = 0"
            " ORDER BY made_at, message_id"
        )
        with self._errors():
            return [row[0] for row in self._connection.execute(query, (subscriber_id,))]

    def add(self, message_id: str, subscriber_id: str, items: Sequence[Item], doubted: Sequence[str], at: str) -> None:
        """Put a message into the box: from here on its items are told once and no more, whatever happens."""
        row = (message_id, subscriber_id, at, _json(items), _json(doubted))
        with self._errors(), self._transaction():
            self._connection.execute(
                "INSERT INTO message (message_id, subscriber_id, made_at, items, doubted, state)"
                " VALUES (?, ?, ?, ?, ?, 'waiting')",
                row,
            )
            self._note(subscriber_id, items, message_id)
            marks = [(one,) for one in doubted]
            self._connection.executemany("UPDATE message SET is_doubt_told = 1 WHERE message_id = ?", marks)

    def waiting(self) -> list[Message]:
        """Return the messages that wait to be sent, oldest first."""
        return self._messages("WHERE state = 'waiting' ORDER BY made_at, message_id")

    def messages(self) -> list[Message]:
        """Return every message ever made, oldest first."""
        return self._messages("ORDER BY made_at, message_id")

    def _messages(self, condition: str) -> list[Message]:
        columns = "message_id, subscriber_id, made_at, items, doubted, state, attempt_count, error"
        query = f"SELECT {columns} FROM message {condition}"  # noqa: S608  constant texts
        with self._errors():
            rows = self._connection.execute(query).fetchall()
        return [
            Message(row[0], row[1], row[2], _to_items(row[3]), tuple(msgspec.json.decode(row[4])), *row[5:])
            for row in rows
        ]

    def set_state(self, message_id: str, state: str, *, at: str = "", error: str = "") -> None:
        """Record how far a message has come: `handing` before it leaves, then `sent`, `waiting` again or `in_doubt`."""
        with self._errors():
            self._connection.execute(
                "UPDATE message SET state = ?, sent_at = ?, error = ?,"
                " attempt_count = attempt_count + (? = 'handing') WHERE message_id = ?",
                (state, at if state == "sent" else "", error[:500], state, message_id),
            )


def _copied(path: Path) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", isolation_level=None)
    if path.exists():
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)) as original:
            original.backup(copy)
    return copy


def _translated(error: sqlite3.Error, path: Path) -> ComityError:
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF  # the low byte is the primary code
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyError("another process is telling", where=str(path), cure="wait for it, then run it again")
    if code in _STORAGE:
        return StorageError(f"the disk is full or refuses ({error})", where=str(path), cure="free some space")
    cure = "move the file away: subscribers are then met anew, and what is history is not told"
    return RecordError(f"cannot be used ({error})", where=str(path), cure=cure)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
