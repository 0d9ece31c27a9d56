"""A response's body, read within its bounds: bytes on the wire, bytes unpacked, and whether it is whole."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

# The codings that are asked for; both unpack piece by piece within a bound (RFC 9110, 8.4.1).
ACCEPTED = "gzip, identity"
_GZIP = 16 + zlib.MAX_WBITS
_PIECE = 64 * 1024


class TooLargeError(Exception):
    """A body is larger than its document can be."""


class TruncatedError(Exception):
    """A body ended before its end."""


class CodingError(Exception):
    """A body is packed in a way that was not asked for, or is not packed as it says."""


def read_body(chunks: Iterable[bytes], coding: str, declared_length: str, max_bytes: int) -> bytes:
    """Return a body unpacked; raise TooLargeError, TruncatedError or CodingError."""
    if declared_length.isascii() and declared_length.isdigit() and int(declared_length) > max_bytes:
        raise TooLargeError(f"it declares {int(declared_length):,} bytes, more than {max_bytes:,}")
    name = coding.strip().lower()
    if name in ("", "identity"):
        pieces: Iterable[bytes] = chunks
    elif name in ("gzip", "x-gzip"):
        pieces = _unpack(_bounded(chunks, max_bytes, "on the wire"))
    else:
        raise CodingError(f"it is packed as {name[:40]!r}, which was not asked for")
    return b"".join(_bounded(pieces, max_bytes, "unpacked"))


def _bounded(pieces: Iterable[bytes], max_bytes: int, where: str) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > max_bytes:
            raise TooLargeError(f"it has more than {max_bytes:,} bytes {where}")
        yield piece


def _unpack(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the unpacked body in small pieces, so that a bomb is noticed by its first megabytes."""
    packer = zlib.decompressobj(_GZIP)
    for chunk in chunks:
        rest = chunk
        while rest:
            if packer.eof:  # a gzip body may have several members (RFC 1952, 2.2)
                packer = zlib.decompressobj(_GZIP)
            try:
                yield packer.decompress(rest, _PIECE)
            except zlib.error as error:
                raise CodingError(f"it is not packed as it says ({error})") from error
            rest = packer.unused_data or packer.unconsumed_tail
    if not packer.eof:
        raise TruncatedError("the packed body ends before its end")
