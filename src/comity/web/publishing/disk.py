"""Files of the published folder on the disk: written whole, hashed, measured.

A file is written in the folder's own `.comity-publish.parts` and renamed from there to its place. Where each file is
begun beside its place, the file system must find room for it in another folder each time, which takes half as long
again as all the rest; and what a killed run leaves there would lie about the site.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from pathlib import Path

from comity.archive import storage_errors

PARTS = ".comity-publish.parts"
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC


def digest_of_file(body: bytes) -> str:
    """Return the hash by which a file is known."""
    return hashlib.sha256(body).hexdigest()[:32]


class Disk:
    """The published folder: its files are written one after the other by the process that asks."""

    def __init__(self, folder: Path) -> None:
        """Take the folder."""
        self._folder = str(folder)
        # One that is renamed is there no more, so that a process needs a single name.
        self._part = f"{folder}/{PARTS}/{os.getpid()}"

    def write(self, name: str, body: bytes) -> None:
        """Write a file whole and rename it to its place: a reader sees the old one or the new one, whole."""
        path = f"{self._folder}/{name}"
        try:
            _made_with_folder(self._part, body)
            _renamed(self._part, path, body)
        except OSError:
            with storage_errors(Path(path)):
                raise

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes, or None where it cannot be read."""
        try:
            with open(f"{self._folder}/{name}", "rb", buffering=0) as file:  # noqa: PTH123  tens of thousands of files
                return file.read()
        except OSError:
            return None

    def size_of(self, name: str) -> int:
        """Return a file's size, or -1 where there is none."""
        try:
            return os.stat(f"{self._folder}/{name}").st_size  # noqa: PTH116  as above
        except FileNotFoundError:
            return -1


def sweep_parts(folder: Path) -> None:
    """Throw away what is not in its place: nobody is at work on it."""
    shutil.rmtree(folder / PARTS, ignore_errors=True)


def _renamed(part: str, path: str, body: bytes) -> None:
    """Rename a file to its place, whose folder may not be there yet, or may lie on a disk of its own."""
    try:
        try:
            os.replace(part, path)  # noqa: PTH105  as above
        except FileNotFoundError:
            _folder_of(path).mkdir(parents=True, exist_ok=True)
            os.replace(part, path)  # noqa: PTH105
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        folder, _, name = path.rpartition("/")
        beside = f"{folder}/.{name}.{os.getpid()}.part"
        _write_bytes(beside, body)
        os.replace(beside, path)  # noqa: PTH105


def _made_with_folder(path: str, body: bytes) -> None:
    try:
        _write_bytes(path, body)
    except FileNotFoundError:
        _folder_of(path).mkdir(parents=True, exist_ok=True)
        _write_bytes(path, body)


def _folder_of(path: str) -> Path:
    return Path(path.rpartition("/")[0])


def _write_bytes(path: str, body: bytes) -> None:
    handle = os.open(path, _FLAGS, 0o666)
    try:
        left = memoryview(body)
        while left:
            left = left[os.write(handle, left) :]
    finally:
        os.close(handle)
