"""What is made of something else and takes long, kept in a file under a key that tells what it was made of.

On disk: a hash of the key and of what follows, and then that. A file that is absent, damaged or of another key is as
none: what it held is made anew. So is it where nothing can be written.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from comity.archive.durable import write_durably
from comity.errors import StorageError

T = TypeVar("T")


class Kept(Generic[T]):
    """One such thing in a file."""

    def __init__(self, path: Path, key: str, kind: type[T]) -> None:
        """Take the file, what tells what is kept from what was made of anything else, and its kind."""
        self._path, self._key, self._kind = path, key, kind

    def read(self) -> T | None:
        """Return what was kept under the key, or None."""
        with suppress(OSError, msgspec.MsgspecError):
            data = self._path.read_bytes()
            head = len(self._head(b""))
            if data[:head] == self._head(data[head:]):
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

    def keep(self, made: T) -> None:
        """Keep what was made; where that cannot be, it is made again the next time."""
        with suppress(StorageError):
            self.write(made)

    def write(self, made: T) -> None:
        """Keep what was made; raise StorageError where that cannot be."""
        data = msgspec.msgpack.encode(made)
        write_durably(self._path, self._head(data) + data, sync=False)

    def _head(self, data: bytes) -> bytes:
        return hashlib.sha256(self._key.encode() + b"\0" + hashlib.sha256(data).digest()).digest()


def fingerprint(texts: Mapping[str, bytes], form: str) -> str:
    """Return what tells files, by name and bytes, and the form of what is made of them from any others."""
    digest = hashlib.sha256(form.encode())
    for name, text in texts.items():
        digest.update(f"\0{name}\0{len(text)}\0".encode())
        digest.update(text)
    return digest.hexdigest()
