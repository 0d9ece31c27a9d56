"""Writing a release: a folder beside the old ones, brought to the disk, renamed into place, then made current."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from comity.archive import storage_errors, sync_folder
from comity.errors import ComityError, RecordError
from comity.release.current import (
    POINTER_IN_MAKING,
    ReleaseInfo,
    check_release,
    read_release,
    write_pointer,
)
from comity.release.database import add_tables
from comity.release.describe import (
    FileFacts,
    TableFacts,
    datapackage,
    datasette_metadata,
    file_facts,
    manifest,
    release_id_of,
    table_facts,
)
from comity.release.flatfiles import flat_files
from comity.release.pointer import DATABASE, is_release_id, read_pointer
from comity.release.static import StaticTables, static_database, static_files
from comity.release.tables import Table, check_tables

_KEPT = 3
_BUILDING = ".building-"

# Looks at a release that is whole but not yet current, and raises CheckError where it must not become so.
Admit = Callable[[ReleaseInfo], None]


def write_release(
    releases: Path,
    tables: Sequence[Table],
    *,
    inputs: Mapping[str, str],
    facts: Mapping[str, Any],
    static: StaticTables | None = None,
    admit: Admit | None = None,
) -> ReleaseInfo:
    """Write a release and make it the current one, if `admit` lets it; the caller holds the build lock.

    `inputs` are hashes by name, `facts` what the manifest tells beside (rule fingerprint, counts, issues, date). Raises
    CheckError (rows that do not fit) and StorageError; the last good release then stays in place.
    """
    check_tables(tables)
    with storage_errors(releases):
        releases.mkdir(parents=True, exist_ok=True)
        _sweep(releases)
        with _building(releases) as building:
            release_id = _write_files(building, tables, inputs, facts, static)
            folder = _put_in_place(releases, building, release_id)
        if admit is not None:
            _ask(admit, releases, folder)
        write_pointer(releases, release_id)
        _prune(releases, release_id)
    return read_release(folder)


def _ask(admit: Admit, releases: Path, folder: Path) -> None:
    """Ask whether a release may become current; one that may not stays beside the others, to be looked at."""
    try:
        admit(read_release(folder))
    except ComityError:
        _prune(releases, read_pointer(releases) or folder.name)
        raise


def _write_files(
    building: Path,
    tables: Sequence[Table],
    inputs: Mapping[str, str],
    facts: Mapping[str, Any],
    static: StaticTables | None,
) -> str:
    with ThreadPoolExecutor(1) as beside:
        flat = beside.submit(_write_flat_files, building, tables)
        described, template = static_database(static) if static else ((), b"")
        files = _write_database(building, tables, template)
        files |= flat.result()
    if static:
        files |= static_files(static).take(building)
    return _describe(building, [*described, *map(table_facts, tables)], files, inputs, facts)


def _write_database(building: Path, tables: Sequence[Table], template: bytes) -> dict[str, FileFacts]:
    path = building / DATABASE
    if template:
        path.write_bytes(template)
    add_tables(path, tables)
    return {DATABASE: file_facts(path.read_bytes())}


def _write_flat_files(building: Path, tables: Sequence[Table]) -> dict[str, FileFacts]:
    files: dict[str, FileFacts] = {}
    for table in tables:
        for name, data in flat_files(table).items():
            files |= _put(building, name, data)
    return files


def _describe(
    building: Path,
    tables: Sequence[TableFacts],
    files: dict[str, FileFacts],
    inputs: Mapping[str, str],
    facts: Mapping[str, Any],
) -> str:
    files = files | _put(building, "metadata.json", datasette_metadata(tables))
    release_id = release_id_of(inputs, facts, files)
    files = files | _put(building, "datapackage.json", datapackage(release_id, tables, files))
    _put(building, "manifest.json", manifest(release_id, inputs, facts, tables, files))
    return release_id


def _put(building: Path, name: str, data: bytes) -> dict[str, FileFacts]:
    (building / name).write_bytes(data)
    return {name: file_facts(data)}


@contextmanager
def _building(releases: Path) -> Iterator[Path]:
    building = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=releases))
    try:
        yield building
    finally:
        shutil.rmtree(building, ignore_errors=True)  # renamed away by now, unless the build failed


def _put_in_place(releases: Path, building: Path, release_id: str) -> Path:
    folder = releases / release_id
    if _is_whole(folder):
        os.utime(folder)  # made again: the oldest are pruned first
    else:
        _bring_to_disk(building)
        if folder.exists():
            folder.rename(Path(tempfile.mkdtemp(prefix=_BUILDING, dir=releases)) / release_id)
        building.rename(folder)
        sync_folder(releases)
    return folder


def _is_whole(folder: Path) -> bool:
    try:
        return folder.exists() and not check_release(folder)
    except RecordError:
        return False


def _bring_to_disk(building: Path) -> None:
    """Make a release's files read-only and force them to the disk, several at once."""
    with ThreadPoolExecutor(8) as waiting:
        list(waiting.map(_seal, sorted(building.iterdir())))
    building.chmod(0o755)
    sync_folder(building)


def _seal(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fchmod(handle, 0o444)
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(releases: Path) -> None:
    """Throw away what killed builds left; nothing there was ever current."""
    for path in releases.glob(f"{_BUILDING}*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in releases.glob(f"{POINTER_IN_MAKING}*"):
        path.unlink()


def _prune(releases: Path, current: str) -> None:
    """Keep the current release and the latest made beside it; a folder that will not go is no reason to fail."""
    made = [path for path in releases.iterdir() if is_release_id(path.name) and path.name != current]
    made.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in made[_KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
