"""What is made of the program alone and takes long, kept in the data folder's cache from one process to the next.

On disk: `<cache>/<name>.kept`, a head that says of which program it was made and a hash of what follows. A file that
is absent, damaged or of another program is as none: what it held is made anew. So is it where nothing can be written.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from contextlib import suppress
from functools import cache as once
from importlib.metadata import version
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from comity.archive import write_durably
from comity.errors import StorageError
from comity.release.opening import package_key
from comity.settings import Settings

T = TypeVar("T")


class Kept(Generic[T]):
    """One such thing of a data folder, under a name."""

    def __init__(self, home: Path, name: str, kind: type[T]) -> None:
        """Take the data folder, the name of what is kept, and its kind."""
        self._path = Settings(home).cache / f"{name}.kept"
        self._kind = kind

    def read(self) -> T | None:
        """Return what this program kept, or None."""
        with suppress(OSError, msgspec.MsgspecError):
            data = self._path.read_bytes()
            head = len(_head(b""))
            if data[:head] == _head(data[head:]):
                return msgspec.msgpack.decode(data[head:], type=self._kind)
        return None

    def is_own(self) -> bool:
        """Return whether nobody but who runs this program can have written what is kept: then it may be run as code."""
        if not hasattr(os, "geteuid"):
            return False
        with suppress(OSError):
            told = self._path.stat()
            return told.st_uid == os.geteuid() and not told.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        return False

    def write(self, made: T) -> None:
        """Keep what was made; where that cannot be, it is made again the next time."""
        data = msgspec.msgpack.encode(made)
        with suppress(OSError, StorageError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_durably(self._path, _head(data) + data, sync=False)


def _head(data: bytes) -> bytes:
    return hashlib.sha256(_program() + hashlib.sha256(data).digest()).digest()


@once
def _program() -> bytes:
    """Return what tells this program, and what it runs with, from every other."""
    made_with = (f"{name} {version(name)}" for name in ("jinja2", "markupsafe", "msgspec"))
    return "\0".join((package_key(), sys.version, *made_with)).encode()
