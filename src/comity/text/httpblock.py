"""An HTTP answer as a web archive keeps it → status, type, charset and the page's bytes, with every size bounded."""

from __future__ import annotations

import re
import zlib

import msgspec

from comity.errors import UnreadableError
from comity.text.records import RefusedPage

_HEADER_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.I)
_AGAIN = "fetch the page again"


class Answer(msgspec.Struct, frozen=True):
    """What a server answered."""

    status: int
    content_type: str
    charset: str
    body: bytes


def read_answer(block: bytes, most_bytes: int) -> Answer:
    """Return an HTTP answer with its body unpacked; raise RefusedPage above `most_bytes`, or UnreadableError."""
    found = _HEADER_END.search(block, 0, 65_536)
    if not found or not block.startswith(b"HTTP/"):
        raise UnreadableError("holds no whole HTTP answer", cure=_AGAIN)
    lines = block[: found.start()].decode("latin-1").splitlines()
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    body = block[found.end() :]
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _without_chunks(body)
    body = _unpacked(body, headers.get("content-encoding", "").lower(), most_bytes)
    content_type = headers.get("content-type", "")
    charset = _CHARSET.search(content_type)
    parts = lines[0].split()
    status = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0
    return Answer(status, content_type.partition(";")[0].strip().lower(), charset[1] if charset else "", body)


def _without_chunks(body: bytes) -> bytes:
    """Return a chunked body in one; archives often keep the header of a body that is in one already."""
    parts: list[bytes] = []
    position = 0
    while found := _CHUNK.match(body, position):
        size = int(found[1], 16)
        if not size:
            return b"".join(parts)
        parts.append(body[found.end() : found.end() + size])
        position = found.end() + size
        position += 2 if body.startswith(b"\r\n", position) else body.startswith(b"\n", position)
    if not parts:
        return body
    if position < len(body):
        raise UnreadableError("has damaged chunks", cure=_AGAIN)
    return b"".join(parts)


def _unpacked(body: bytes, encoding: str, most_bytes: int) -> bytes:
    if "gzip" in encoding and body.startswith(b"\x1f\x8b"):
        return inflate(body, 31, most_bytes)
    if "deflate" in encoding and body[:1] == b"\x78":
        return inflate(body, 15, most_bytes)
    return _unbrotli(body, most_bytes) if encoding == "br" else body


def inflate(data: bytes, window: int, most_bytes: int) -> bytes:
    """Return what zlib unpacks; raise RefusedPage above `most_bytes`, UnreadableError where it is damaged."""
    unpacker = zlib.decompressobj(window)
    try:
        found = unpacker.decompress(data, most_bytes + 1)
    except zlib.error as error:
        raise UnreadableError(f"is packed and damaged ({error})", cure=_AGAIN) from error
    if len(found) > most_bytes:
        raise too_large(len(data), most_bytes)
    if not unpacker.eof:
        raise UnreadableError("is packed and ends too early", cure=_AGAIN)
    return found


def too_large(packed: int, most_bytes: int) -> RefusedPage:
    """Return the refusal of a page that unpacks to more than a page can be."""
    return RefusedPage(f"unpacks from {packed:,} bytes to more than {most_bytes:,}", cure="leave it out")


def _unbrotli(data: bytes, most_bytes: int) -> bytes:
    import brotli  # type: ignore[import-untyped]

    unpacker = brotli.Decompressor()
    try:
        found: bytes = unpacker.process(data, output_buffer_limit=most_bytes + 1)
    except brotli.error:
        # Archives often keep the header of a body that is unpacked already.
        return data
    if len(found) > most_bytes:
        raise too_large(len(data), most_bytes)
    return found
