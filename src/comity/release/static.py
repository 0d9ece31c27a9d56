"""Big tables that change only with the program (the gazetteer): made once, kept in the cache, taken into each build.

On disk: `<cache>/static-<key>/` with a database of these tables, their CSV and Parquet files and `facts.json`, which
is written last and holds every file's hash. A cached file that does not match is made anew; a build is the same
bytes with a warm or a cold cache, because both go through the same files.
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
from contextlib import contextmanager, suppress
from dataclasses import dataclass
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


@dataclass(frozen=True)
class StaticTables:
    """Tables that depend on `fingerprint` alone; `load` is called only where the cache does not hold them."""

    fingerprint: str
    load: Callable[[], Sequence[Table]]
    cache: Path


class StaticFacts(msgspec.Struct, frozen=True):
    """What the cache says of the tables and their files."""

    tables: tuple[TableFacts, ...]
    files: dict[str, FileFacts]


class StaticFiles(msgspec.Struct, frozen=True):
    """The verified files of static tables, ready to be taken into a release."""

    folder: Path
    facts: StaticFacts
    template: bytes

    def take(self, building: Path) -> dict[str, FileFacts]:
        """Put the CSV and Parquet files into a release being built and return their facts."""
        flat = {name: facts for name, facts in self.facts.files.items() if name != TEMPLATE}
        for name in flat:
            _link(self.folder / name, building / name)
        return flat


def static_files(static: StaticTables) -> StaticFiles:
    """Return the static tables' files from the cache, made first where they are not there or not whole."""
    folder = static.cache / f"static-{_key(static.fingerprint)}"
    found = _read(folder)
    if found is None:
        with storage_errors(folder):
            _make(folder, static.load())
        found = _read(folder)
    if found is None:
        raise StorageError("the cache does not keep what is written to it", where=str(folder), cure="look at the disk")
    return found


@contextmanager
def made_ahead(static: StaticTables) -> Iterator[None]:
    """Make the static tables, where the cache lacks them, in a process beside the work inside the block.

    Only a gain of time: whatever becomes of that process, `static_files` makes what is missing afterwards.
    """
    folder = static.cache / f"static-{_key(static.fingerprint)}"
    if folder.exists() or sys.platform != "linux" or (os.cpu_count() or 1) < 2:
        yield
        return
    process = multiprocessing.get_context("fork").Process(target=_make_ahead, args=(static,))
    process.start()
    try:
        yield
    finally:
        process.join()


def _make_ahead(static: StaticTables) -> None:
    # What fails here fails again where it is needed, and is told there.
    with suppress(ComityError, OSError):
        static_files(static)


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
    return StaticFiles(folder, facts, data[TEMPLATE])


def _make(folder: Path, tables: Sequence[Table]) -> None:
    check_tables(tables)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".static-", dir=folder.parent) as name:
        making = Path(name) / "made"
        making.mkdir()
        add_tables(making / TEMPLATE, tables)
        for table in tables:
            for file_name, data in flat_files(table).items():
                (making / file_name).write_bytes(data)
        files = {path.name: file_facts(path.read_bytes()) for path in sorted(making.iterdir())}
        facts = StaticFacts(tuple(table_facts(table) for table in tables), files)
        (making / _FACTS).write_bytes(msgspec.json.encode(facts, order="sorted"))
        _sweep(folder.parent, Path(name))
        making.replace(folder)


def _sweep(cache: Path, making: Path) -> None:
    """Throw away the tables of other fingerprints, and what killed builds left."""
    for path in (*cache.glob("static-*"), *cache.glob(".static-*")):
        if path != making:
            shutil.rmtree(path, ignore_errors=True)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or one without hard links
        shutil.copyfile(source, target)
