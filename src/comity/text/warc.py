"""The pages of a web archive (WARC, gzip or not), streamed, going on after a damaged record.

fastwarc reads; where it stops at a damaged record, the file is searched for the next record's beginning and read on
from there. A record is given out once the next one has been found whole: only then is it known that its declared
length did not swallow its neighbour. `answer_of` is what the record's server answered.
"""

from __future__ import annotations

import re
import warnings
import zlib
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from comity.text.httpblock import Answer, read_answer

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_GZIP = b"\x1f\x8b\x08"
_START = re.compile(rb"(?:\A|\n)(WARC/1\.)")
_SWALLOWED = re.compile(rb"\nWARC/1\.[01]\r?\nWARC-")
_SHORTER = "is shorter than its record says"
_STEP = 1 << 20
# Kinds of record that hold a page, by the numbers that fastwarc gives them.
_KINDS = {4: "response", 8: "resource", 128: "conversion"}
# A record that says it is larger is jumped over in the file and not unpacked.
_JUMP = 256_000_000
# Headers of the HTTP answer come on top of the page.
_HEADERS = 65_536


class ArchivedPage(msgspec.Struct, frozen=True):
    """One record's page, or (`problem`) what is wrong with it; `position` is the record's byte in the file."""

    position: int
    id: str = ""
    url: str = ""
    retrieved: str = ""
    """The day, as the record prints it."""
    captured_at: str = ""
    """The moment in UTC, to the second; "" where the record prints no moment."""
    kind: str = ""
    """response, resource or conversion."""
    content_type: str = ""
    block: bytes = b""
    problem: str = ""
    is_refused: bool = False
    """The record is whole and too large, rather than damaged."""


def answer_of(page: ArchivedPage, most_bytes: int) -> Answer:
    """Return what the server answered; a page kept without an answer was had, and its record names its type.

    Raises RefusedPage above `most_bytes`, UnreadableError where the answer or its packing is damaged.
    """
    if page.content_type.startswith("application/http") or page.block.startswith(b"HTTP/1."):
        return read_answer(page.block, most_bytes)
    return Answer(200, page.content_type.partition(";")[0].strip(), "", page.block)


def archived_pages(path: Path, most_bytes: int) -> Iterator[ArchivedPage]:
    """Yield the pages of a WARC file, one at a time, the damaged ones as such."""
    with path.open("rb") as file:
        walk = _Walk(file, path.suffix == ".gz", most_bytes + _HEADERS)
        start: int | None = 0
        while start is not None:
            yield from walk.run(start)
            start = walk.next_start


class _Walk:
    """Reads records until one is damaged, and says where to go on."""

    def __init__(self, file: BinaryIO, is_gzip: bool, most_bytes: int) -> None:
        self.file = file
        self.most_bytes = most_bytes
        self.is_gzip = file.read(3) == _GZIP or is_gzip
        self.next_start: int | None = None
        self.is_after_damage = False
        self.has_swallowed = False

    def run(self, start: int) -> Iterator[ArchivedPage]:
        """Yield the pages from `start` on; `next_start` tells where to go on after a damaged record, if anywhere."""
        held: ArchivedPage | None = None
        position = start
        self.file.seek(start)
        try:
            for record in _records(_From(self.file, start)):
                if self.is_after_damage:
                    yield ArchivedPage(start, problem="a damaged record stands before this one")
                    self.is_after_damage = False
                if held:
                    yield held
                position = start + record.stream_pos
                held = self._page(record, position) if int(record.record_type) in _KINDS else None
                length = _declared(record)
                if length > _JUMP or self.has_swallowed:
                    yield from [held] if held else []
                    step = 1 if self.is_gzip or self.has_swallowed else length
                    self.next_start = self._find_start(position + step)
                    self.has_swallowed = False
                    return
        except OSError as error:
            yield from self._damaged(held, position, start, error)
            return
        if held:
            yield held
        self.next_start = None

    def _damaged(self, held: ArchivedPage | None, position: int, start: int, error: OSError) -> Iterator[ArchivedPage]:
        if held and _SWALLOWED.search(held.block):
            yield msgspec.structs.replace(held, block=b"", problem=_SHORTER)
        elif held:
            yield held
            self.is_after_damage = True
        elif position == start:
            is_none = not start and not self.is_gzip
            yield ArchivedPage(start, problem="is no web archive" if is_none else f"the record is damaged ({error})")
            self.is_after_damage = False
        else:
            self.is_after_damage = True
        self.next_start = self._find_start(position + 1)
        if self.next_start is None and self.is_after_damage:
            yield ArchivedPage(position, problem=f"the file is damaged after this record ({error})")

    def _page(self, record: WarcRecord, position: int) -> ArchivedPage:
        headers = record.headers
        page = ArchivedPage(
            position,
            id=headers.get("WARC-Record-ID") or "",
            url=(headers.get("WARC-Target-URI") or "").strip("<>"),
            retrieved=(headers.get("WARC-Date") or "")[:10],
            captured_at=f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if (at := record.record_date) else "",
            kind=_KINDS.get(int(record.record_type), ""),
            content_type=(headers.get("Content-Type") or "").lower(),
        )
        declared = _declared(record)
        if declared < 0:
            return msgspec.structs.replace(page, problem="the record does not say how long it is")
        if declared > self.most_bytes:
            return msgspec.structs.replace(page, problem=f"holds {declared:,} bytes", is_refused=True)
        block = _read(record, declared)
        if len(block) < declared and _SWALLOWED.search(block):
            self.has_swallowed = True
            return msgspec.structs.replace(page, problem=_SHORTER)
        if len(block) < declared:
            return msgspec.structs.replace(page, problem=f"ends after {len(block):,} of {declared:,} bytes")
        return msgspec.structs.replace(page, block=block)

    def _find_start(self, after: int) -> int | None:
        """Return where the next record begins, at or after a byte, or None."""
        self.file.seek(after)
        overlap, base = b"", after
        while chunk := self.file.read(_STEP):
            data = overlap + chunk
            for at in self._starts(data):
                if at + 8 <= len(data) and (not self.is_gzip or self._is_member(base + at)):
                    return base + at
            overlap = data[-16:]
            base += len(data) - len(overlap)
            self.file.seek(base + len(overlap))
        return None

    def _starts(self, data: bytes) -> Iterator[int]:
        if not self.is_gzip:
            yield from (found.start(1) for found in _START.finditer(data) if found.start(1) > 0)
            return
        at = data.find(_GZIP)
        while at >= 0:
            yield at
            at = data.find(_GZIP, at + 1)

    def _is_member(self, at: int) -> bool:
        self.file.seek(at)
        try:
            return zlib.decompressobj(31).decompress(self.file.read(4096), 16).startswith(b"WARC/")
        except zlib.error:
            return False


class _From:
    """A file from one byte on, as the reader wants it: the reader counts from where it began."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self._file = file
        self._start = start

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def tell(self) -> int:
        return self._file.tell() - self._start

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset + (self._start if whence == 0 else 0), whence) - self._start

    def close(self) -> None:
        """Leave the file open: it is read on after a damaged record."""


def _records(file: _From) -> Iterator[WarcRecord]:
    with warnings.catch_warnings():
        # It warns of its own old names when it is imported.
        warnings.simplefilter("ignore", DeprecationWarning)
        from fastwarc.warc import ArchiveIterator, WarcRecordType

    records: Iterator[WarcRecord] = ArchiveIterator(file, record_types=WarcRecordType.any_type, parse_http=False)
    return records


def _declared(record: WarcRecord) -> int:
    printed = record.headers.get("Content-Length") or ""
    return int(printed) if printed.isdecimal() and len(printed) < 16 else -1


def _read(record: WarcRecord, length: int) -> bytes:
    parts: list[bytes] = []
    while length > 0 and (part := record.reader.read(min(length, _STEP))):
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
