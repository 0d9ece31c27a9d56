"""Files that are either whole and on the disk or not there at all, and the disk's refusals in plain words."""

import errno
import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from comity.errors import StorageError

_REFUSALS = {
    errno.ENOSPC: ("the disk is full", "free some space and run the command again"),
    errno.EDQUOT: ("this user's share of the disk is full", "free some space and run the command again"),
    errno.EFBIG: ("the file would be larger than this system allows", "raise the limit (ulimit -f) and run it again"),
    errno.EROFS: ("the disk is read-only", "mount it writable, or set COMITY_HOME to a folder that can be written"),
    errno.EACCES: ("this user may not use this path", "change its permissions, or set COMITY_HOME to another folder"),
    errno.EPERM: ("this user may not use this path", "change its permissions, or set COMITY_HOME to another folder"),
    errno.ENOTDIR: ("a file stands where a folder is needed", "move it away, or set COMITY_HOME to another folder"),
    errno.EEXIST: ("a file stands where a folder is needed", "move it away, or set COMITY_HOME to another folder"),
    errno.EISDIR: ("a folder stands where a file is needed", "move it away and run the command again"),
    errno.ENOENT: ("the folder has gone", "look whether its disk is mounted, then run the command again"),
}
# Waits for the disk at once: it does what several ask for together.
_WAITING = 4
_UNKNOWN = ("the disk failed", "look at the disk's health, then run the command again")


@contextmanager
def storage_errors(where: Path) -> Iterator[None]:
    """Turn what the operating system refuses inside the block into a StorageError that names path and cure."""
    try:
        yield
    except OSError as error:
        raise storage_error(error, where) from error


def storage_error(error: OSError, where: Path) -> StorageError:
    """Return the refusal in plain words; the operating system's own words stand in brackets."""
    problem, cure = _REFUSALS.get(error.errno or 0, _UNKNOWN)
    return StorageError(f"{problem} ({error.strerror or error})", where=str(where), cure=cure)


def write_durably(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Write a file beside its place, bring it to the disk and rename it there; raise StorageError, leaving nothing.

    With `sync=False` the bytes are not forced to the disk: for what can be made again at any time.
    """
    with _beside(path, sync=sync) as handle:
        _fill(handle, data, sync=sync)


def write_all_durably(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write several files as `write_durably` does, each whole or not there at all; raise StorageError.

    The disk is waited for once all are written, which costs a fraction of waiting for each. Every file is open until
    then: give some dozens at a time.
    """
    folders = {path.parent for path, _ in files}
    missing = {folder.parent for folder in folders if not folder.is_dir()}
    with ThreadPoolExecutor(_WAITING) as waiting, ExitStack() as written:
        handles = []
        for path, data in files:
            handle = written.enter_context(_beside(path, sync=False))
            handles.append(written.enter_context(os.fdopen(handle, "wb", buffering=0)))
            _write_whole(handle, data)
        with storage_errors(files[0][0].parent if files else Path()):
            list(waiting.map(os.fsync, handles))
        written.close()  # each is renamed to its place
        list(waiting.map(_sync_folder, sorted(folders | missing)))


def _sync_folder(folder: Path) -> None:
    with storage_errors(folder):
        sync_folder(folder)


@contextmanager
def open_durably(path: Path, *, mode: int = 0o644) -> Iterator[IO[bytes]]:
    """Open a file to be written beside its place; after the block it is on the disk and renamed there, or is gone.

    For what is too large to be held in memory; raises StorageError. `mode` are its permissions.
    """
    with _beside(path, sync=True) as handle, os.fdopen(handle, "w+b") as file:
        yield file
        file.flush()
        os.fchmod(handle, mode)
        os.fsync(handle)


@contextmanager
def _beside(path: Path, *, sync: bool) -> Iterator[int]:
    """Yield the handle of a new file beside a path, which is closed in the block, then renamed there or unlinked."""
    with storage_errors(path):
        _make_folder(path.parent, sync=sync)
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        try:
            yield handle
            Path(temporary).replace(path)
        except BaseException:  # also an interrupt: no partial file stays behind
            with suppress(OSError):
                Path(temporary).unlink()
            raise
        if sync:
            sync_folder(path.parent)


def _make_folder(folder: Path, *, sync: bool) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        if sync:
            sync_folder(folder.parent)


def _fill(handle: int, data: bytes, *, sync: bool) -> None:
    try:
        _write_whole(handle, data)
        if sync:
            os.fsync(handle)
    finally:
        os.close(handle)


def _write_whole(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
    os.fchmod(handle, 0o644)  # mkstemp makes 0600; the record is public


def sync_folder(folder: Path) -> None:
    """Bring a folder's entries to the disk, so that a rename survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
