"""A release that notes what each answer reads of it, and stands in for the newest list's day where it is only shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeVar, cast
from urllib.parse import quote, unquote

import msgspec
from markupsafe import Markup

from comity.register.listed import newest_list
from comity.release import ReleaseInfo
from comity.web.publishing.reads import Kind, Read, Reads, digest_of, tables_read
from comity.web.served import Served
from comity.web.words.dates import say_date, say_short_date
from comity.web.words.standing import LIST_DAY, OPEN, RELEASE_DAY, guarded, stand_in

T = TypeVar("T")
C = TypeVar("C", bound=sqlite3.Connection)
F = TypeVar("F", "Frame", None)
Cells = tuple[Any, ...]
# What a column shows instead, by its position: None for a day that is stood in for.
Columns = dict[int, Any]

# Columns that tell of an agreement that it still stands in the newest list, and change with every list that comes.
_STANDING = frozenset({"first_listed_on", "last_listed_on", "first_on", "last_on"})
# Of a run of lists that the newest one goes on with, what changes with it: only words made for `live` tell it.
_GOES_ON = {"list_count": 0, "last_publication_id": "", "last_locator": ""}


_OPEN = OPEN.encode()


class Days(msgspec.Struct, frozen=True):
    """The days that are stood in for: that of a release's newest list, and of its newest participating list."""

    release: str = ""
    list: str = ""

    def say(self, name: str) -> str:
        """Return the words for a stand-in's name: `list`, `release.long.en`."""
        whose, _, form = name.partition(".")
        day: str = getattr(self, whose)
        if not form:
            return day
        say = say_date if form.startswith("long") else say_short_date
        return say(form.rpartition(".")[2], day)


class Rows:
    """Rows that were fetched, as a cursor gives them."""

    def __init__(self, description: Any, rows: list[Cells]) -> None:
        """Take the columns and the rows."""
        self.description, self._rows = description, iter(rows)

    def __iter__(self) -> Iterator[Cells]:
        """Yield the rows that are left."""
        return self._rows

    def fetchall(self) -> list[Cells]:
        """Return the rows that are left."""
        return list(self._rows)

    def fetchone(self) -> Cells | None:
        """Return the next row, or None."""
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[Cells]:
        """Return the next rows."""
        return [row for row, _ in zip(self._rows, range(size), strict=False)]


class NotingConnection(sqlite3.Connection):
    """A connection that notes every query of the answer being made."""

    traced: Traced | None = None

    def execute(self, sql: str, values: Any = (), /) -> Any:
        """Return a query's rows, noted."""
        cursor = super().execute(sql, values)
        frame = self.traced.frame if self.traced is not None else None
        if frame is None or self.traced is None or cursor.description is None:
            return cursor
        return self.traced.noted(frame, sql, tuple(values), cursor)


class Frame(msgspec.Struct):
    """The reads of one answer, or of one thing that is kept; only an answer is shown stand-ins (`has_stand_in`)."""

    keys: dict[bytes, None] = {}
    is_answer: bool = True
    has_stand_in: bool = False

    def packed(self) -> bytes:
        """Return the keys of the reads, one behind the other."""
        return b"".join(self.keys)


class Traced(Served):
    """One release, open, that notes reads while an answer is made (`noting`)."""

    def __init__(self, release: ReleaseInfo, **named: Any) -> None:
        """Take a release as `Served` does."""
        self.frame: Frame | None = None
        self.reads = Reads()
        self._known: set[bytes] = set()
        self._made: dict[str, bytes] = {}
        self._columns: dict[str, Columns] = {}
        self._telling: sqlite3.Connection | None = None
        self._info = release
        super().__init__(release, **named)
        self.plain: sqlite3.Connection = self._connect()
        self.days = Days(str(release.facts.get("as_of", "")), newest_list(self.plain))

    # What is read of the release itself, beside its database, names the release: it is another in every one.
    @property
    def release(self) -> ReleaseInfo:
        """Return the release, noted."""
        self._note("fact", "release")
        return self._info

    @release.setter
    def release(self, info: ReleaseInfo) -> None:
        self._info = info

    @property
    def as_of(self) -> str:
        """Return the day of the release's newest list, noted."""
        self._note("fact", "day")
        return self.days.release

    @property
    def newest_day(self) -> str:
        """Return what stands in for the same day, or "" where there is none."""
        return self._standing("release", RELEASE_DAY)

    @property
    def newest_list_on(self) -> str:
        """Return what stands in for the day of the newest participating list, or "" where there is none."""
        return self._standing("list", LIST_DAY)

    def _standing(self, name: str, sign: str) -> str:
        day: str = getattr(self.days, name)
        if self.frame is None or not self.frame.is_answer:
            return day
        self._note("fact", f"has_{name}")
        self.frame.has_stand_in |= bool(day)
        return sign if day else ""

    def live(self, make: Callable[..., Markup], *values: str) -> Markup:
        """Return what stands in for words that a function makes of the release and some ids."""
        if self.frame is None or not self.frame.is_answer:
            return super().live(make, *values)
        self.frame.has_stand_in = True
        told = "|".join((f"{make.__module__}:{make.__qualname__}", *(quote(value, safe="") for value in values)))
        return Markup(stand_in(told))  # noqa: S704  a name without any sign of markup

    def say(self, name: str) -> str:
        """Return the words for a stand-in's name."""
        function, *values = name.split("|")
        if ":" not in function:
            return self.days.say(name)
        return str(_function(function)(self, *map(unquote, values)))

    def keep(self, name: str, make: Callable[[Served], T]) -> T:
        """Return what is kept under a name; what it was made from is noted once, and that an answer read it."""
        if name not in self._kept:
            with self._framed(Frame(is_answer=False)) as frame:
                value = super().keep(name, make)
            self.reads.kept[name] = frame.packed()
            self._note("kept", name)
            return value
        self._note("kept", name)
        return cast(T, self._kept[name])

    def read(self, make: Callable[[Served], T]) -> T:
        """Return what a function makes of the release; what was made is noted, not what it was made from."""
        name = f"{make.__module__}:{make.__qualname__}"
        with self._framed(Frame(is_answer=False)):
            value = super().keep(name, make)
        self._note("made", name)
        return value

    @contextmanager
    def noting(self) -> Iterator[Frame]:
        """Note what is read meanwhile."""
        with self._framed(Frame()) as frame:
            yield frame

    @contextmanager
    def _framed(self, frame: F) -> Iterator[F]:
        outer, self.frame = self.frame, frame
        try:
            yield frame
        finally:
            self.frame = outer

    def note_file(self, name: str) -> bytes:
        """Return the reads of a file of the release, or of a table's lines; of what is neither, the release itself."""
        with self._framed(Frame()) as frame:
            self._note("fact", f"file {name}")
        return frame.packed()

    def _note(self, kind: Kind, what: str) -> None:
        if self.frame is not None:
            digest = b"" if kind == "kept" else self.made(what) if kind == "made" else self.fact(what)
            self._put(self.frame, Read(kind, what, (), digest))

    def _put(self, frame: Frame, read: Read) -> None:
        key = digest_of((read.kind, read.what, read.values))
        frame.keys[key] = None
        if key not in self._known:
            self._known.add(key)
            self.reads.by_key[key] = read

    def made(self, name: str) -> bytes:
        """Return the digest of what a function makes of this release, named as `module:function`."""
        if name not in self._made:
            with self._framed(None):
                self._made[name] = digest_of(super().keep(name, _function(name)))
        return self._made[name]

    def fact(self, name: str) -> bytes:
        """Return the digest of a fact of this release."""
        if name.startswith("file "):
            file = self._info.files.get(name.removeprefix("file ").replace(".jsonl", ".parquet"))
            return digest_of(file.sha256 if file else self._info.release_id)
        facts: dict[str, str | bool] = {
            "release": self._info.release_id,
            "day": self.days.release,
            "has_release": bool(self.days.release),
            "has_list": bool(self.days.list),
        }
        return digest_of(facts[name])

    def noted(self, frame: Frame, sql: str, values: Cells, cursor: sqlite3.Cursor) -> Rows:
        """Return a query's rows, noted; in an answer the newest list's day is stood in for."""
        columns = self._columns_of(sql, cursor) if frame.is_answer else {}
        rows, packed, has_stand_in = self._shown(cursor.fetchall(), columns)
        frame.has_stand_in |= has_stand_in
        statement = digest_of(sql).hex()
        self.reads.statements.setdefault(statement, sql)
        self._put(frame, Read("shown" if columns else "rows", statement, values, digest_of(packed)))
        if frame.is_answer and _OPEN in packed:
            rows = [tuple(guarded(cell) if _is_text(cell) else cell for cell in row) for row in rows]
        return Rows(cursor.description, rows)

    def rows(self, sql: str, values: Cells, kind: Kind) -> bytes:
        """Return the digest of a query's rows, as it would be noted."""
        cursor = self.plain.execute(sql, values)
        columns = self._columns_of(sql, cursor) if kind == "shown" else {}
        return digest_of(self._shown(cursor.fetchall(), columns)[1])

    def _columns_of(self, sql: str, cursor: sqlite3.Cursor) -> Columns:
        known = self._columns.get(sql)
        if known is None:
            known = self._columns[sql] = _standing_columns(cursor)
        return known

    def _shown(self, rows: list[Cells], columns: Columns) -> tuple[list[Cells], bytes, bool]:
        """Return rows as an answer is shown them, packed, and whether something stands in for a day in them."""
        day = self.days.list
        is_there = bool(rows and columns and day) and any(row[at] == day for row in rows for at in columns)
        if is_there:
            rows = [_stood_in(row, columns, day) for row in rows]
        return rows, msgspec.msgpack.encode(rows), is_there

    @property
    def tables(self) -> dict[str, str]:
        """Return the digest of each table as the release tells it; the same digest is the same rows."""
        files = self._info.files
        return {name: files[file].sha256 for name in self._info.row_counts if (file := f"{name}.parquet") in files}

    def tables_of(self, statement: str, values: Cells) -> set[str]:
        """Return the tables that a statement reads."""
        # On a connection of its own: to be told of reads makes a connection prepare all its statements anew.
        if self._telling is None:
            self._telling = self._connect()
        return tables_read(self._telling, statement, values)

    def take_reads(self) -> Reads:
        """Return what was noted since it was last taken, so that it is handed on once."""
        found, self.reads = self.reads, Reads({}, {}, {})
        return found

    def forget_connections(self) -> None:
        """Leave the connections to the process that this one was forked from."""
        super().forget_connections()
        self.plain, self._telling = self._connect(), None

    def close(self) -> None:
        """Close every connection."""
        super().close()
        self.plain.close()
        if self._telling is not None:
            self._telling.close()

    def _open(self) -> sqlite3.Connection:
        connection = self._connect(NotingConnection)
        connection.traced = self
        with self._lock:
            self._opened.append(connection)
        return connection

    def _connect(self, factory: type[C] = sqlite3.Connection) -> C:  # type: ignore[assignment]
        address = f"{self._info.database.absolute().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False, cached_statements=512, factory=factory)
        connection.execute(f"PRAGMA mmap_size = {self._info.database.stat().st_size}")
        return connection


def _standing_columns(cursor: sqlite3.Cursor) -> Columns:
    """Return what is shown otherwise where it is the newest day, by position: its stand-in, or what goes on with it."""
    names = [column[0] for column in cursor.description]
    found: Columns = {at: None for at, name in enumerate(names) if name in _STANDING}
    if "last_on" in names:
        found |= {at: _GOES_ON[name] for at, name in enumerate(names) if name in _GOES_ON}
    return found


def _stood_in(row: Cells, columns: Columns, day: str) -> Cells:
    goes_on = any(row[at] == day for at, shown in columns.items() if shown is None)
    return tuple(
        cell if at not in columns
        else LIST_DAY if cell == day
        else cell if columns[at] is None or not goes_on
        else columns[at]
        for at, cell in enumerate(row)
    )  # fmt: skip


def _function(name: str) -> Callable[..., Any]:
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def _is_text(cell: object) -> bool:
    return isinstance(cell, str) and cell != LIST_DAY
