"""Bytes of a page → characters, with the encoding and how it was found; and a text that was decoded wrongly before."""

from __future__ import annotations

import codecs
import re

import msgspec

from comity.text.records import RefusedPage

# What a web page may name, under the names that browsers know (WHATWG Encoding Standard): Latin-1 is read as
# windows-1252, of which it is a part on paper. Codecs outside this table (rot13, zlib, idna) are nobody's charset.
_LABELS = {
    "utf-8": "utf-8", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8",
    "ascii": "cp1252", "us-ascii": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252", "iso_8859-1": "cp1252", "l1": "cp1252", "windows-1252": "cp1252", "cp1252": "cp1252",
    "x-cp1252": "cp1252", "iso-8859-2": "iso8859-2", "iso-8859-15": "iso8859-15", "windows-1250": "cp1250",
    "windows-1251": "cp1251", "windows-1254": "cp1254", "macintosh": "mac_roman", "mac": "mac_roman",
    "utf-16": "utf-16-le", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "koi8-r": "koi8-r",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5", "shift_jis": "cp932",
    "euc-jp": "euc_jp", "euc-kr": "cp949", "windows-1258": "cp1258",
}  # fmt: skip
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.I
)
# A declaration stands at the top; browsers look at 1,024 bytes, publishers write it later too.
_HEAD = 8192

_FILE_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP file or an office document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)


class Decoded(msgspec.Struct, frozen=True):
    """The characters of a page; `rule` says how the encoding was found, `notes` what a person should know."""

    text: str
    encoding: str
    rule: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, declared: str = "") -> Decoded:
    """Return the characters of a page's bytes; `declared` is the charset of the HTTP answer, "" where unknown.

    The order: byte-order mark; bytes that are UTF-8 (nothing else is so by chance); the HTTP answer's charset; the
    page's own; windows-1252, which the web falls back to. Raises RefusedPage for what is no text at all.
    """
    _refuse_other_kinds(data)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, "byte_order_mark")
    if not (wide := _wide(data)):
        try:
            return Decoded(data.decode("utf-8"), "utf-8", "utf8_bytes", _contradiction(data, declared))
        except UnicodeDecodeError:
            pass
    for label, rule in ((declared, "http_charset"), (_own_declaration(data), "page_charset")):
        known = _LABELS.get(label.strip().lower())
        if known and known.startswith("utf-16") == bool(wide) and not (known == "utf-8" and _is_not_utf8(data)):
            return _decoded(data, known, rule)
    if wide:
        return _decoded(data, wide, "zero_bytes")
    return _decoded(data, "cp1252", "fallback")


def _decoded(data: bytes, encoding: str, rule: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    notes = (f"{lost:,} characters could not be decoded as {encoding}",) if lost else ()
    return Decoded(text, encoding, rule, notes)


def _contradiction(data: bytes, declared: str) -> tuple[str, ...]:
    label = declared or _own_declaration(data)
    if data.isascii() or not label or _LABELS.get(label.strip().lower()) == "utf-8":
        return ()
    return (f"the page says {label[:40]} and is UTF-8",)


def _own_declaration(data: bytes) -> str:
    found = _DECLARED.search(data, 0, _HEAD)
    return found[1].decode("ascii", "replace") if found else ""


def _is_not_utf8(data: bytes) -> bool:
    lost = data.decode("utf-8", errors="replace").count("\N{REPLACEMENT CHARACTER}")
    beyond_ascii = len(data) - len(data.decode("ascii", errors="ignore"))
    # A damaged UTF-8 page has a few bad places among many good ones; Latin-1 has only bad ones.
    return lost > beyond_ascii / 2


def _wide(data: bytes) -> str:
    even, odd = data[:2048:2], data[1:2048:2]
    if len(data) < 4:
        return ""
    zeros = even.count(0) / len(even), odd.count(0) / len(odd)
    if zeros[1] > 0.6 and zeros[0] < 0.2:
        return "utf-16-le"
    return "utf-16-be" if zeros[0] > 0.6 and zeros[1] < 0.2 else ""


def _refuse_other_kinds(data: bytes) -> None:
    start = data[:1024].lstrip()
    for magic, kind in _FILE_KINDS:
        if start.startswith(magic):
            raise RefusedPage(f"is {kind} and not a page of text", cure="give the page's text or HTML")
    # Zero bytes apart (UTF-16 is full of them), text holds hardly a control character.
    control = sum(byte < 32 and byte not in b"\0\t\n\r\f\x1b" for byte in start)
    if control > len(start) / 10 or (start.count(0) > len(start) / 10 and not _wide(data)):
        raise RefusedPage("is not text", cure="give the page's text or HTML")


# A character of two to four UTF-8 bytes that were read as windows-1252: “â€™” for ’, “Ã©” for é.
_CONTINUATION = "".join(
    sorted(bytes([code]).decode("cp1252") for code in range(0x80, 0xC0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D))
)
_CONTINUATION_CLASS = f"[{re.escape(_CONTINUATION)}\x81\x8d\x8f\x90\x9d]"
# The closing quote’s last byte is none of windows-1252 and is lost where that was decoded strictly.
_LOST_QUOTE = "â€\N{REPLACEMENT CHARACTER}"
MOJIBAKE = re.compile(
    f"[Â-ß]{_CONTINUATION_CLASS}|[à-ï]{_CONTINUATION_CLASS}{{2}}|[ð-ô]{_CONTINUATION_CLASS}{{3}}|{_LOST_QUOTE}"
)
# One such pair may be meant; several in one page are not.
FEWEST_MOJIBAKE = 3


# One of these stands in every text that was decoded wrongly; looking for them costs next to nothing.
_SIGNS = ("â€", "Ã", "Â")


def count_mojibake(text: str) -> int:
    """Return how many characters of a text were decoded as windows-1252 though they were UTF-8."""
    if text.isascii() or not any(sign in text for sign in _SIGNS):
        return 0
    return len(MOJIBAKE.findall(text))


def unmangle(printed: str) -> str:
    """Return the character that was meant by a match of MOJIBAKE, or the same text where it means nothing."""
    if printed == _LOST_QUOTE:
        return "\N{RIGHT DOUBLE QUOTATION MARK}"
    raw = bytearray()
    for character in printed:
        raw += character.encode("latin-1") if character < "\u0100" else character.encode("cp1252")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return printed
