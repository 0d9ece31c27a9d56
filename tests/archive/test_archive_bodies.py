"""A body is read within its bounds, to the byte; bytes are what their beginning says, whatever they are called."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator

import pytest

from comity.archive.body import CodingError, TooLargeError, TruncatedError, read_body
from comity.archive.media import contradiction, is_cut, sniff

BODY = b"the county board voted " * 10


def pieces(data: bytes, size: int = 7) -> Iterator[bytes]:
    """Yield bytes as they come over the wire."""
    yield from (data[at : at + size] for at in range(0, len(data), size))


@pytest.mark.parametrize("coding", ["", "identity", " Identity "])
def test_a_plain_body_comes_as_it_is(coding: str) -> None:
    """In however many pieces, and with a length declared or not."""
    assert read_body(pieces(BODY), coding, str(len(BODY)), 1000) == BODY
    assert read_body(pieces(BODY), coding, "", 1000) == BODY
    assert read_body(iter(()), coding, "0", 1000) == b""


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "GZIP"])
def test_a_packed_body_is_unpacked_with_all_its_members(coding: str) -> None:
    """A gzip body may have several members, and may come byte by byte."""
    packed = gzip.compress(BODY[:50]) + gzip.compress(BODY[50:])
    assert read_body(pieces(packed, 1), coding, "", 1000) == BODY
    assert read_body([packed], coding, "", 1000) == BODY


def test_the_bound_is_the_last_size_that_is_taken() -> None:
    """As declared, on the wire and unpacked: a byte more is too large."""
    most = len(BODY)
    assert read_body(pieces(BODY), "", str(most), most) == BODY
    with pytest.raises(TooLargeError, match="declares 230 bytes, more than 229"):
        read_body(pieces(BODY), "", str(most), most - 1)
    with pytest.raises(TooLargeError, match="unpacked"):
        read_body(pieces(BODY), "", "", most - 1)
    packed = gzip.compress(BODY)
    assert read_body(pieces(packed), "gzip", "", most) == BODY
    with pytest.raises(TooLargeError, match="on the wire"):
        read_body([gzip.compress(bytes(range(256)), 0)], "gzip", "", 256)


def test_a_bomb_is_noticed_before_it_is_unpacked() -> None:
    """Ten megabytes in ten kilobytes: no more than a piece beyond the bound is ever held."""
    with pytest.raises(TooLargeError, match="more than 20,000 bytes unpacked"):
        read_body([gzip.compress(bytes(10_000_000))], "gzip", "", 20_000)


@pytest.mark.parametrize("cut", [1, 5, 9, 20])
def test_a_packed_body_that_breaks_off_is_no_body(cut: int) -> None:
    """Wherever it breaks off, and where nothing came at all."""
    with pytest.raises(TruncatedError):
        read_body(pieces(gzip.compress(BODY)[:-cut]), "gzip", "", 1000)
    with pytest.raises(TruncatedError):
        read_body(iter(()), "gzip", "", 1000)


@pytest.mark.parametrize(("coding", "words"), [("br", "'br', which was not asked"), ("gzip", "not packed as it says")])
def test_a_coding_that_was_not_asked_for_or_is_none_is_told(coding: str, words: str) -> None:
    """Bytes are never taken for something else."""
    with pytest.raises(CodingError, match=words):
        read_body(pieces(BODY), coding, "", 1000)


@pytest.mark.parametrize("length", ["many", "-1", "²", "1e9", ""])
def test_a_length_that_is_no_number_says_nothing(length: str) -> None:
    """The body is counted all the same."""
    assert read_body(pieces(BODY), "", length, 1000) == BODY


def zipped(*names: str) -> bytes:
    """Return a zip of small files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name in names:
            book.writestr(name, "x")
    return out.getvalue()


BOOK, ZIP, PDF = zipped("xl/workbook.xml"), zipped("readme.txt"), b"%PDF-1.7\nstartxref\n9\n%%EOF\n"
KINDS = {
    "empty": (b"",),
    "pdf": (PDF, b"\n\n junk " + PDF, bytes(1019) + b"%PDF-"),
    "xlsx": (BOOK,),
    "zip": (ZIP,),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1",),
    "image": (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"II*\x00"),
    "html": (b"<!DOCTYPE html>", b"  <HTML>", b"\xef\xbb\xbf<html>", b"Loading <script src=x>",
             "<html>".encode("utf-16")),
    "xml": (b'<?xml version="1.0"?><rss/>', b"<feed/>"),
    "json": (b' {"a": 1}', b"[1]"),
    "text": (b"State,Agency\n", b"a < b", b"<".join([b"a", b"b"]), bytes([200, 201])),
    "binary": (b"abc\x00def", bytes(1024) + b"%PDF-"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "data"), [(kind, data) for kind, some in KINDS.items() for data in some])
def test_bytes_are_what_they_begin_with(kind: str, data: bytes) -> None:
    """Each kind in the forms in which it comes."""
    assert sniff(data) == kind


@pytest.mark.parametrize(
    ("declared", "data", "is_told"),
    [
        ("application/pdf", PDF, False),
        ("Application/PDF; charset=binary", PDF, False),
        ("application/pdf", b"<html>", True),
        ("text/csv", b"a,b\n", False),
        ("text/csv", b"<html>", True),
        ("application/vnd.ms-excel", BOOK, False),
        ("application/vnd.ms-excel", b"a,b\n", False),
        ("application/vnd.ms-excel", b"<html>", True),
        ("application/zip", BOOK, False),
        ("text/html", BOOK, True),
        ("application/octet-stream", BOOK, False),
        ("", PDF, False),
        ("image/png", b"\x89PNG\r\n", False),
        ("image/png", PDF, True),
        ("video/mp4", PDF, True),
    ],
)
def test_a_declared_type_that_the_bytes_are_not_is_told(declared: str, data: bytes, is_told: bool) -> None:
    """With both named; a type that says nothing may hold anything, and old servers call every table Excel."""
    told = contradiction(data, declared)
    assert bool(told) == is_told
    if told:
        assert sniff(data) in told and declared.partition(";")[0].lower() in told


@pytest.mark.parametrize(
    ("data", "is_lacking"),
    [
        (PDF, False),
        (PDF.replace(b"%%EOF\n", b""), False),
        (b"%PDF-1.7\n" + b"x" * 3000, True),
        (b"%PDF-1.7\n%%EOF" + b"x" * 3000, True),
        (BOOK, False),
        (BOOK[:-30], True),
        (BOOK[: len(BOOK) // 2] + b"PK\x05\x06", True),
        (BOOK + b"a comment behind it", False),
        (b"a,b\n", False),
        (b"", False),
    ],
)
def test_a_document_without_its_end_was_cut(data: bytes, is_lacking: bool) -> None:
    """A PDF or a zip tells where it ends; of other kinds nothing can be said."""
    assert is_cut(data) is is_lacking
