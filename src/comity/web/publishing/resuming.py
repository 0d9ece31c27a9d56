"""What a run notes as it goes, so that one that was stopped is taken up where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from comity.archive import storage_errors
from comity.web.publishing.batch import Batch

PART = ".comity-publish.part"


def head_of(part: Path) -> str:
    """Return the release that a stopped run was for."""
    with part.open("rb") as file:
        return file.readline().rstrip(b"\n").decode("utf-8", "replace")


def read_part(folder: Path, tag: str) -> Iterator[Batch]:
    """Yield what a stopped run had written for the same release; a line that was cut off is done again."""
    path = folder / PART
    if not path.exists() or head_of(path) != tag:
        return
    for line in path.read_bytes().split(b"\n")[1:]:
        with suppress(msgspec.MsgspecError):
            batch = msgspec.json.decode(line, type=Batch)
            yield Batch([one for one in batch.written if (folder / one.file).is_file()], batch.reads)


class Journal:
    """Notes what was written as it goes, so that a stopped run is taken up."""

    def __init__(self, folder: Path, tag: str, is_resumed: bool) -> None:
        self._path, self._tag, self._is_resumed = folder / PART, tag, is_resumed

    def __enter__(self) -> Callable[[Batch], None]:
        self._file = self._path.open("ab" if self._is_resumed else "wb")
        # A line that was cut off ends here, and is none.
        self._file.write(b"\n" if self._is_resumed else self._tag.encode() + b"\n")
        self._file.flush()
        return self._note

    def _note(self, batch: Batch) -> None:
        # What was left as it was is found so again, in less time than a note would take.
        noted = Batch([one for one in batch.written if one.is_written or not one.is_kept], batch.reads)
        if not noted.written:
            return
        with storage_errors(self._path):
            self._file.write(msgspec.json.encode(noted) + b"\n")
            self._file.flush()

    def __exit__(self, *_: object) -> None:
        self._file.close()
