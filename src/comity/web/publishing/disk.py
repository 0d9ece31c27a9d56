"""Files of the published folder on the disk: written whole, or in one block, hashed, measured.

A file is written in the folder's own `.comity-publish.parts` and renamed from there to its place. Where each file is
begun beside its place, the file system must find room for it in another folder each time, which takes half as long
again as all the rest; and what a killed run leaves there would lie about the site.

Of thousands of pages a new list changes nothing but its day. To replace a file frees the old one's blocks, which on
ext4 took far longer than to write a few bytes into it. Bytes within one block are copied in one go that no signal
interrupts: a kill leaves the old ones or the new. So a file in which all that changes lies in a single block is
written into, and every other one is replaced.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from comity.archive import storage_errors

PARTS = ".comity-publish.parts"
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
_INTO = os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC
# The size of a page of memory on most machines, and a part of it on the others: a block never lies in two.
BLOCK = 4096


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

    def change(self, name: str, old: bytes, body: bytes) -> None:
        """Write over a file that holds `old`: into the only block that changes, or else whole."""
        at = _only_block(old, body)
        if at is None or not _written_into(f"{self._folder}/{name}", body, at):
            self.write(name, body)

    def expect(self, names: Iterable[str]) -> None:
        """Tell the disk which files are read next, so that it fetches them together and none is waited for alone."""
        if not hasattr(os, "posix_fadvise"):
            return
        for name in names:
            # What is wrong with a file is said where it is read.
            with suppress(OSError):
                handle = os.open(f"{self._folder}/{name}", os.O_RDONLY | os.O_CLOEXEC)
                try:
                    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_WILLNEED)
                finally:
                    os.close(handle)

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


def _only_block(old: bytes, body: bytes) -> int | None:
    """Return where the only block begins in which two texts of the same length differ, or None."""
    if len(old) != len(body):
        return None
    differing = [at for at in range(0, len(body), BLOCK) if old[at : at + BLOCK] != body[at : at + BLOCK]]
    return differing[0] if len(differing) == 1 else None


def _written_into(path: str, body: bytes, at: int) -> bool:
    """Write one block into a file, if that can be done; one of more names is left alone: another may be a copy."""
    try:
        handle = os.open(path, _INTO)
    except OSError:
        return False
    try:
        told = os.fstat(handle)
        block = body[at : at + BLOCK]
        return told.st_nlink == 1 and told.st_size == len(body) and os.pwrite(handle, block, at) == len(block)
    except OSError:
        return False
    finally:
        os.close(handle)


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
