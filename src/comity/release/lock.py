"""One build at a time. The lock is the system's: it falls with the process that held it, however that ends."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from comity.archive import storage_errors
from comity.errors import BusyError

# A record lock belongs to the process and would fall if the same process opened and closed the file again; so a
# second holder in the same process is refused here, before the file is touched. (flock would not have this trait,
# but it passes to forked workers and could outlive a killed build with them.)
_held: set[str] = set()


@contextmanager
def build_lock(home: Path) -> Iterator[None]:
    """Hold the record's build lock inside the block; raise BusyError that names the process which holds it."""
    path = home / "build.lock"
    key = os.path.realpath(path)
    if key in _held:
        raise _busy(path, str(os.getpid()))
    with storage_errors(path):
        home.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _take(handle, path)
        _held.add(key)
        try:
            yield
        finally:
            _held.discard(key)
    finally:
        os.close(handle)


def _take(handle: int, path: Path) -> None:
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN):
            raise _busy(path, os.pread(handle, 32, 0).decode("ascii", "replace").strip()) from error
        raise
    with storage_errors(path):
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)


def _busy(path: Path, pid: str) -> BusyError:
    cure = "wait until it ends, then run the command again"
    return BusyError(f"process {pid or 'unknown'} is building a release", where=str(path.parent), cure=cure)
