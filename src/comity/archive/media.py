"""What bytes are, by their own first bytes, whatever a server calls them."""

from __future__ import annotations

import io
import re
import zipfile

# Where a document's end or beginning may stand: RFC-less custom of PDF readers, and a zip's longest comment.
_PDF_HEAD, _ZIP_TAIL = 1024, 66_000
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|script|div|p|a)\b", re.IGNORECASE)
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*")

# What a declared type may hold; a type that says nothing (octet-stream) may hold anything.
DECLARED: dict[str, frozenset[str]] = {
    "text/html": frozenset({"html"}),
    "application/xhtml+xml": frozenset({"html", "xml"}),
    "application/pdf": frozenset({"pdf"}),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": frozenset({"xlsx"}),
    "application/vnd.ms-excel": frozenset({"xls", "xlsx", "text"}),  # old servers call every spreadsheet so
    "application/zip": frozenset({"zip", "xlsx"}),
    "text/csv": frozenset({"text"}),
    "text/plain": frozenset({"text", "json"}),
    "application/json": frozenset({"json"}),
    "application/xml": frozenset({"xml", "html"}),
    "text/xml": frozenset({"xml", "html"}),
}


def sniff(data: bytes) -> str:
    """Return what the bytes are: html, pdf, xlsx, xls, zip, json, xml, text, image, empty or binary."""
    if not data:
        return "empty"
    if b"%PDF-" in data[:_PDF_HEAD]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "xlsx" if b"xl/" in data else "zip"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    if data.startswith(_IMAGES):
        return "image"
    return _sniff_text(data)


def _sniff_text(data: bytes) -> str:
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    if b"\x00" in head:
        return "binary"
    if _HTML.search(head):
        return "html"
    if head.startswith(b"<"):
        return "xml"
    return "json" if head.startswith((b"{", b"[")) else "text"


def contradiction(data: bytes, declared: str) -> str:
    """Return how the declared type contradicts the bytes, in words, or "" where it does not."""
    name = declared.partition(";")[0].strip().lower()
    allowed, found = DECLARED.get(name), sniff(data)
    if allowed is None:
        is_odd = name.partition("/")[0] in {"image", "audio", "video", "font"} and found != "image"
        return f"declared as {name}, the bytes are {found}" if is_odd else ""
    return "" if found in allowed else f"declared as {name}, the bytes are {found}"


def is_cut(data: bytes) -> bool:
    """Return whether a zip or a PDF lacks its end: the transfer was cut, though nobody said so."""
    kind = sniff(data)
    if kind == "pdf":
        return b"%%EOF" not in data[-_PDF_HEAD * 2 :] and b"startxref" not in data[-_PDF_HEAD * 2 :]
    if kind in {"xlsx", "zip"}:
        return b"PK\x05\x06" not in data[-_ZIP_TAIL:] or not _opens(data)
    return False


def _opens(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return bool(book.namelist())
    except zipfile.BadZipFile:
        return False
