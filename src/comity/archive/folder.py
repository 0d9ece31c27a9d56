"""The archive in a local folder."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from comity.archive.durable import storage_error, storage_errors, write_all_durably, write_durably
from comity.errors import NotFoundError, RecordError, UsageError

_SHA256 = re.compile(r"[0-9a-f]{64}")
# Documents held in memory together, and brought to the disk together: waiting for it is most of a put.
_AT_ONCE = 64


class Damage(msgspec.Struct, frozen=True, order=True):
    """One thing wrong with the archive: `kind` is missing, altered, unfinished or foreign."""

    path: str
    kind: str
    message: str


class Archive:
    """Publications as bytes under their SHA-256, in a local folder that is made at the first `put`."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; nothing is read or written yet."""
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Store bytes and return their SHA-256 once they are on the disk; bytes already there cost one reading.

        A copy that no longer matches its name is replaced by the good one at hand.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        if not self._holds(path, data):
            write_durably(path, data)
        return sha256

    def put_many(self, documents: Iterable[bytes]) -> list[str]:
        """Store many documents and return their SHA-256s in order, once all are on the disk."""
        found: list[str] = []
        rest = iter(documents)
        while some := list(islice(rest, _AT_ONCE)):
            hashes = [hashlib.sha256(data).hexdigest() for data in some]
            named = {self.path(sha256): data for sha256, data in zip(hashes, some, strict=True)}
            write_all_durably([item for item in named.items() if not self._holds(*item)])
            found += hashes
        return found

    def _holds(self, path: Path, data: bytes) -> bool:
        with storage_errors(path):
            return path.is_file() and path.read_bytes() == data

    def get(self, sha256: str) -> bytes:
        """Return the bytes of a publication, verified; raise NotFoundError or RecordError."""
        path = self.path(sha256)
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            cure = "add the file again with `comity add`"
            raise NotFoundError("the archive does not hold this publication", where=str(path), cure=cure) from error
        except OSError as error:
            raise storage_error(error, path) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            cure = "add the original file again with `comity add`; it replaces the damaged copy"
            raise RecordError("the archived bytes are not those that were put there", where=str(path), cure=cure)
        return data

    def has(self, sha256: str) -> bool:
        """Return whether a file of that name is there; its bytes are verified by `get` and `check`."""
        path = self.path(sha256)
        with storage_errors(path):
            return path.is_file()

    def path(self, sha256: str) -> Path:
        """Return where the bytes of that SHA-256 stand; raise UsageError for what is no SHA-256."""
        if not _SHA256.fullmatch(sha256):
            raise UsageError(f"{sha256[:80]!r} is no SHA-256", cure="give 64 hexadecimal digits in lower case")
        return self.folder / sha256[:2] / sha256

    def check(self, expected: Iterable[str] = ()) -> list[Damage]:
        """Return all damage, sorted: every file is read and verified, every expected SHA-256 looked for."""
        damage = [found for path in self._files() if (found := self._damage(path)) is not None]
        missing = sorted(sha256 for sha256 in set(expected) if not self.has(sha256))
        message = "the ledger speaks of this publication; add the file again with `comity add`"
        return sorted(damage + [Damage(str(self.path(sha256)), "missing", message) for sha256 in missing])

    def _files(self) -> Iterator[Path]:
        with storage_errors(self.folder):
            for folder, _, names in os.walk(self.folder):
                yield from (Path(folder) / name for name in names)

    def _damage(self, path: Path) -> Damage | None:
        if path.name.startswith("."):
            return Damage(str(path), "unfinished", "left by a write that was stopped; it may be deleted")
        if not _SHA256.fullmatch(path.name) or path != self.path(path.name):
            return Damage(str(path), "foreign", "not a file of the archive; move it away")
        with storage_errors(path):
            actual = hashlib.sha256(path.read_bytes()).hexdigest()
        if actual == path.name:
            return None
        return Damage(str(path), "altered", "its bytes are not those that were put there; add the original again")
