"""Big tables that change only with the program (the gazetteer): made once, kept in the cache, taken into each build.

On disk: `<cache>/static-<key>/database/` with a database of these tables and `…/files/` with their CSV and Parquet
files; in each `facts.json`, which is written last and holds every file's hash. The database comes first, because the
build goes on with it while the files are still being made. A cached file that does not match is made anew; a build is
the same bytes with a warm or a cold cache, because both go through the same files.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from comity.archive import storage_errors
from comity.errors import ComityError, StorageError
from comity.release.database import add_tables
from comity.release.describe import FORMAT, FileFacts, TableFacts, file_facts, table_facts
from comity.release.flatfiles import flat_files, parquet_writer
from comity.release.tables import Table, check_tables

TEMPLATE = "template.sqlite"
_FACTS = "facts.json"
_DATABASE, _FILES = _PARTS = ("database", "files")


@dataclass(frozen=True)
class StaticTables:
    """Tables that depend on `fingerprint` alone; `load` is called only where the cache does not hold them.

    `read` takes a part's folder and returns what the cache holds there, when nobody else is at work on it.
    """

    fingerprint: str
    load: Callable[[], Sequence[Table]]
    cache: Path
    read: Callable[[Path], StaticFiles | None] = lambda folder: _read(folder)

    @property
    def folder(self) -> Path:
        """Return where the cache keeps them."""
        return self.cache / f"static-{_key(self.fingerprint)}"


class StaticFacts(msgspec.Struct, frozen=True):
    """What the cache says of the tables and of the files of one part."""

    tables: tuple[TableFacts, ...]
    files: dict[str, FileFacts]


class StaticFiles(msgspec.Struct, frozen=True):
    """One part's verified files, ready to be taken into a release."""

    folder: Path
    facts: StaticFacts
    data: dict[str, bytes]

    def take(self, building: Path) -> dict[str, FileFacts]:
        """Put the files into a release being built and return their facts."""
        for name in self.facts.files:
            _link(self.folder / name, building / name)
        return self.facts.files


def static_database(static: StaticTables) -> tuple[tuple[TableFacts, ...], bytes]:
    """Return the static tables' facts and a database of them, made first where the cache has none or a damaged one."""
    ready = _ready(static, _DATABASE)
    return ready.facts.tables, ready.data[TEMPLATE]


def static_files(static: StaticTables) -> StaticFiles:
    """Return the static tables' CSV and Parquet files, made first where the cache lacks them or they are damaged."""
    return _ready(static, _FILES)


def _ready(static: StaticTables, part: str) -> StaticFiles:
    folder = static.folder / part
    found = static.read(folder)
    if found is None:
        with storage_errors(folder):
            _make_missing(static)
        found = _read(folder)
    if found is None:
        raise StorageError("the cache does not keep what is written to it", where=str(folder), cure="look at the disk")
    return found


@contextmanager
def made_ahead(static: StaticTables) -> Iterator[Callable[[Path], StaticFiles | None]]:
    """Read the static tables, or make them where the cache lacks them, beside the work inside the block.

    Yields what reads a part of them, waiting for it. Only a gain of time: whatever becomes of the process that makes
    them, what is missing is made when it is asked for.
    """
    if static.folder.exists():
        with ThreadPoolExecutor(1) as beside:
            # To read and hash tens of megabytes leaves the interpreter to the work beside.
            parts = {folder: beside.submit(_read, folder) for folder in (static.folder / part for part in _PARTS)}
            yield lambda folder: parts.pop(folder).result() if folder in parts else _read(folder)
    elif sys.platform != "linux" or (os.cpu_count() or 1) < 2:
        yield _read
    else:
        with _made_beside(static) as wait:
            yield lambda folder: _read_when(folder, wait)


def _read_when(folder: Path, wait: Callable[[str], None]) -> StaticFiles | None:
    wait(folder.name)
    return _read(folder)


@contextmanager
def _made_beside(static: StaticTables) -> Iterator[Callable[[str], None]]:
    """Make the static tables in another process, and yield what waits for a part of them."""
    context = multiprocessing.get_context("fork")
    told, telling = context.Pipe(duplex=False)
    process = context.Process(target=_make_ahead, args=(static, telling))
    process.start()
    telling.close()  # so that the end of the process is the end of the pipe
    try:
        yield partial(_wait, told, set())
    finally:
        process.join()
        told.close()


def _wait(told: Connection, made: set[str], part: str) -> None:
    while part not in made:
        try:
            made.add(told.recv())
        except EOFError:
            return  # it has ended: what it did not make is made where it is needed


def _make_ahead(static: StaticTables, telling: Connection) -> None:
    # What fails here fails again where it is needed, and is told there; it is verified there too.
    with suppress(ComityError, OSError):
        tables = _loaded(static)
        files = multiprocessing.get_context("fork").Process(target=_make_part, args=(static, _FILES, tables))
        files.start()
        _make_part(static, _DATABASE, tables)
        telling.send(_DATABASE)
        files.join()
        telling.send(_FILES)


def _key(fingerprint: str) -> str:
    parts = (fingerprint, str(FORMAT), sqlite3.sqlite_version, parquet_writer())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _read(folder: Path) -> StaticFiles | None:
    try:
        facts = msgspec.json.decode((folder / _FACTS).read_bytes(), type=StaticFacts)
        data = {name: (folder / name).read_bytes() for name in facts.files}
    except (OSError, msgspec.MsgspecError):
        return None  # absent or damaged: both are cured by making it
    if any(file_facts(data[name]) != expected for name, expected in facts.files.items()):
        return None
    return StaticFiles(folder, facts, data)


def _loaded(static: StaticTables) -> Sequence[Table]:
    """Return the tables, with the cache ready to take them."""
    tables = static.load()
    check_tables(tables)
    static.folder.mkdir(parents=True, exist_ok=True)
    _sweep(static)
    return tables


def _make_missing(static: StaticTables) -> None:
    """Make the parts that are not there or not whole."""
    tables = _loaded(static)
    for part in _PARTS:
        if _read(static.folder / part) is None:
            _make(static.folder / part, tables)


def _make_part(static: StaticTables, part: str, tables: Sequence[Table]) -> None:
    with suppress(ComityError, OSError):
        _make(static.folder / part, tables)


def _make(folder: Path, tables: Sequence[Table]) -> None:
    with tempfile.TemporaryDirectory(prefix=".making-", dir=folder.parent) as name:
        making = Path(name) / "made"
        making.mkdir()
        if folder.name == _DATABASE:
            add_tables(making / TEMPLATE, tables)
        else:
            _write_flat_files(making, tables)
        files = {path.name: file_facts(path.read_bytes()) for path in sorted(making.iterdir())}
        facts = StaticFacts(tuple(table_facts(table) for table in tables), files)
        (making / _FACTS).write_bytes(msgspec.json.encode(facts, order="sorted"))
        shutil.rmtree(folder, ignore_errors=True)
        making.replace(folder)


def _write_flat_files(making: Path, tables: Sequence[Table]) -> None:
    for table in tables:
        for name, data in flat_files(table).items():
            (making / name).write_bytes(data)


def _sweep(static: StaticTables) -> None:
    """Throw away the tables of other fingerprints, and what killed builds left."""
    for path in (*static.cache.glob("static-*"), *static.folder.glob(".making-*")):
        if path != static.folder:
            shutil.rmtree(path, ignore_errors=True)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without hard links
        shutil.copyfile(source, target)
