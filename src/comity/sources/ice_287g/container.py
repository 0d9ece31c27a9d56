"""Open a workbook's zip safely: every limit is checked against what is declared and against what comes out.

An `.xlsx` is a zip of XML parts (ECMA-376 part 2). Sizes written in a zip's directory are claims by whoever made
it, so a part is inflated through a counter and stops at the limit, whatever was declared.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from types import MappingProxyType

from comity.errors import UnreadableError

MAX_FILE_BYTES = 32 * 2**20  # real files: at most 181 kB; a hundred times that is still no list
MAX_PART_BYTES = 96 * 2**20  # real parts: at most 0.6 MB; a million empty rows as Excel writes them take some 80 MB
MAX_TOTAL_BYTES = 160 * 2**20
MAX_ENTRIES = 2_000  # real files: at most 30
MAX_RATIO = 400  # real parts: at most 13.4; empty rows compress some 150 times, bombs a thousand times
RATIO_FLOOR = 2**20  # below one megabyte a high ratio is harmless

CURE = "fetch the file again from the publisher, or leave it out"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2: encrypted workbooks and the old .xls
ZIP_MAGIC = b"PK\x03\x04"
# what the standard library's zipfile raises for damaged, truncated or exotic archives
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError, RuntimeError)


def read_parts(data: bytes, name: str) -> Mapping[str, bytes]:
    """Return the XML parts of a workbook by their path in the zip; raise `UnreadableError` for anything else."""
    _refuse_other_kinds(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inflate_all(data, archive, name)
    except _ZIP_ERRORS as error:
        raise UnreadableError(
            f"the file is damaged or cut short ({_first_words(error)})", where=name, cure=CURE
        ) from error


def _first_words(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text[:80] or type(error).__name__


def _refuse_other_kinds(data: bytes, name: str) -> None:
    """Say in plain words what the bytes are, where they are not a zip."""
    if not data:
        raise UnreadableError("the file is empty", where=name, cure=CURE)
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableError(
            f"the file has {len(data):,} bytes and a list has at most {MAX_FILE_BYTES:,}", where=name, cure=CURE
        )
    if data.startswith(OLE_MAGIC):
        raise UnreadableError(
            "the workbook is encrypted or an old .xls", where=name, cure="save it as .xlsx without a password"
        )
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head:
        raise UnreadableError("the file is a web page saved under a workbook's name", where=name, cure=CURE)
    if not data.startswith(ZIP_MAGIC):
        raise UnreadableError("the file is no Excel workbook", where=name, cure=CURE)


def _inflate_all(data: bytes, archive: zipfile.ZipFile, name: str) -> Mapping[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_ENTRIES:
        raise UnreadableError(f"the workbook holds {len(entries):,} parts", where=name, cure=CURE)
    wanted = [entry for entry in entries if _is_wanted(entry.filename)]
    _check_declared(wanted, name)
    parts: dict[str, bytes] = {}
    total = 0
    for entry in wanted:
        key = entry.filename.lstrip("/").lower()
        if key in parts:
            raise UnreadableError(f"the workbook holds two parts named {key!r}", where=name, cure=CURE)
        parts[key] = _inflate(data, entry, name, MAX_TOTAL_BYTES - total)
        total += len(parts[key])
    return MappingProxyType(parts)


def _is_wanted(path: str) -> bool:
    """Only parts that carry cells, links and properties are opened; pictures, macros, links to other books never."""
    low = path.lower().lstrip("/")
    if low.startswith(("xl/worksheets/", "xl/workbook", "xl/_rels/", "xl/sharedstrings", "xl/styles", "xl/sheets/")):
        return low.endswith((".xml", ".rels"))
    return low in ("_rels/.rels", "docprops/core.xml")


def _check_declared(entries: list[zipfile.ZipInfo], name: str) -> None:
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise UnreadableError("the workbook is encrypted", where=name, cure="save it without a password")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableError("the workbook is packed in a way Excel does not use", where=name, cure=CURE)
        ratio = entry.file_size / max(1, entry.compress_size)
        if entry.file_size > MAX_PART_BYTES or (entry.file_size > RATIO_FLOOR and ratio > MAX_RATIO):
            raise _bomb(entry.filename, name)
    if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        raise _bomb("the whole", name)


def _bomb(part: str, name: str) -> UnreadableError:
    return UnreadableError(
        f"{part} unpacks to more than any list needs: a zip bomb, or formats down to the last row",
        where=name,
        cure=CURE,
    )


def _inflate(data: bytes, entry: zipfile.ZipInfo, name: str, room: int) -> bytes:
    """Return a part's bytes, never more of them than the limit, whatever size was declared; the checksum must agree.

    Done here and not through zipfile's streams, which take longer than the inflating (local header: APPNOTE 4.3.7).
    """
    at = entry.header_offset
    name_size, extra_size = struct.unpack("<HH", data[at + 26 : at + 30])
    begin = at + 30 + name_size + extra_size
    packed = data[begin : begin + entry.compress_size]
    limit = min(room, entry.file_size)
    if entry.compress_type == zipfile.ZIP_STORED:
        content = packed[: limit + 1]
    else:
        content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, limit + 1)
    if len(content) > limit:
        raise _bomb(entry.filename, name)
    if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC or data[at : at + 4] != ZIP_MAGIC:
        raise zipfile.BadZipFile(f"{entry.filename} does not have its checksum")
    return content
