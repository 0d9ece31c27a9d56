"""Whole answers, kept ready: the same question to the same release has the same answer, byte for byte.

An answer is kept with its compressed forms, made when first asked for. What is kept is bounded by bytes; the answer
that was asked for longest ago goes first.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Iterator

import brotli  # type: ignore[import-untyped]

# Text shorter than this grows or hardly shrinks.
LEAST_COMPRESSED = 600
MOST_KEPT = 64 * 1024 * 1024
# An answer larger than this is not kept; a whole country's table as JSON is half as large.
LARGEST_KEPT = 4 * 1024 * 1024
_TEXTS = ("text/", "application/json", "application/atom+xml", "application/xml", "image/svg+xml")
# Ten times faster than the best, and hardly larger, on tables and pages.
_BROTLI_QUALITY = 5
_GZIP_LEVEL = 6

Headers = list[tuple[bytes, bytes]]


def _named_once(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Return a header with its charset named once: the framework adds its own to every text."""
    parts = value.split(b"; ")
    if name.lower() == b"content-type" and sum(part.startswith(b"charset=") for part in parts) > 1:
        return name, b"; ".join(dict.fromkeys(parts))
    return name, value


class Answer:
    """One whole answer: status, headers, body, and the body compressed once somebody asked for it."""

    __slots__ = ("_compressed", "body", "content_type", "headers", "ready", "status")

    def __init__(self, status: int, headers: Headers, body: bytes) -> None:
        """Take what the application answered."""
        self.status, self.headers, self.body = status, [_named_once(*pair) for pair in headers], body
        self.content_type = header(headers, b"content-type").decode("latin-1")
        self._compressed: dict[str, bytes] = {}
        # By encoding, the headers with which it goes out: the same for everyone who asks the same of one release.
        self.ready: dict[str, Headers] = {}

    @property
    def is_compressible(self) -> bool:
        """Return whether it is text of some length that the application has not encoded itself."""
        if len(self.body) < LEAST_COMPRESSED or header(self.headers, b"content-encoding"):
            return False
        return self.content_type.startswith(_TEXTS) or "+json" in self.content_type

    def in_encoding(self, encoding: str) -> bytes:
        """Return the body as `br`, `gzip` or, for "", as it is."""
        if not encoding:
            return self.body
        found = self._compressed.get(encoding)
        if found is None:
            found = self._compressed[encoding] = _compress(self.body, encoding)
        return found

    @property
    def size(self) -> int:
        """Return the bytes that it takes, headers roughly."""
        return 1000 + len(self.body) + sum(map(len, self._compressed.values()))


def _compress(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY))
    return gzip.compress(body, _GZIP_LEVEL, mtime=0)


def header(headers: Headers, name: bytes) -> bytes:
    """Return a header's value by its name in small letters, or b"" where it is not there."""
    return next((value for key, value in headers if key.lower() == name), b"")


class Answers:
    """Keeps answers by what was asked, up to a number of bytes. For one thread: the event loop's."""

    def __init__(self, most_bytes: int = MOST_KEPT) -> None:
        """Take the most bytes to keep."""
        self._kept: OrderedDict[tuple[str, ...], tuple[Answer, int]] = OrderedDict()
        self._most, self.bytes = most_bytes, 0

    def __len__(self) -> int:
        """Return how many answers are kept."""
        return len(self._kept)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Yield what was asked, the answer that goes first first."""
        return iter(self._kept)

    def get(self, asked: tuple[str, ...]) -> Answer | None:
        """Return the answer to what was asked, or None where it is not kept."""
        found = self._kept.get(asked)
        return found[0] if found else None

    def put(self, asked: tuple[str, ...], answer: Answer) -> None:
        """Keep an answer as the one that was asked for last; one that is kept and has grown is counted anew."""
        size = answer.size
        known = self._kept.pop(asked, None)
        if known:
            self.bytes -= known[1]
        if size > LARGEST_KEPT:
            return
        self._kept[asked] = (answer, size)
        self.bytes += size
        while self.bytes > self._most:
            _, (_, freed) = self._kept.popitem(last=False)
            self.bytes -= freed
