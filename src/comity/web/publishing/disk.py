"""Files of the published folder on the disk: written whole, hashed, measured."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from comity.archive import storage_errors


def digest_of_file(body: bytes) -> str:
    """Return the hash by which a file is known."""
    return hashlib.sha256(body).hexdigest()[:32]


def write_file(path: str, body: bytes) -> None:
    """Write a file beside its place and rename it there: a reader sees the old one or the new one, whole."""
    folder, _, name = path.rpartition("/")
    part = f"{folder}/.{name}.{os.getpid()}.part"
    try:
        try:
            _write_bytes(part, body)
        except FileNotFoundError:
            Path(folder).mkdir(parents=True, exist_ok=True)
            _write_bytes(part, body)
        os.replace(part, path)  # noqa: PTH105
    except OSError:
        with storage_errors(Path(path)):
            raise


def _write_bytes(path: str, body: bytes) -> None:
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123  as above
        left = memoryview(body)
        while left:
            left = left[file.write(left) :]


def size_of(path: str) -> int:
    """Return a file's size, or -1 where there is none."""
    try:
        return os.stat(path).st_size  # noqa: PTH116  as above
    except FileNotFoundError:
        return -1
