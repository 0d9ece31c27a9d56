"""One build at a time, one watch at a time: the lock is the system's and falls with the process, however that ends."""

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
    with one_at_a_time(home / "build.lock", "building a release"):
        yield


@contextmanager
def one_at_a_time(path: Path, doing: str) -> Iterator[None]:
    """Hold a lock file inside the block; raise BusyError that names the process which holds it and what it does."""
    key = os.path.realpath(path)
    if key in _held:
        raise _busy(path, str(os.getpid()), doing)
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _take(handle, path, doing)
        _held.add(key)
        try:
            yield
        finally:
            _held.discard(key)
    finally:
        os.close(handle)


def _take(handle: int, path: Path, doing: str) -> None:
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN):
            raise _busy(path, os.pread(handle, 32, 0).decode("ascii", "replace").strip(), doing) from error
        raise
    with storage_errors(path):
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)


def _busy(path: Path, pid: str, doing: str) -> BusyError:
    cure = "wait until it ends, then run the command again"
    return BusyError(f"process {pid or 'unknown'} is {doing}", where=str(path.parent), cure=cure)
