"""Files that are no good pages, made here, each with how it must come out; and good ones to stand between them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass

from tests.text.text_html_pages import Article, newspaper, paywalled, wordpress

GOOD = wordpress(Article()).encode()
SPANISH = (
    "La junta de supervisores del condado votó el lunes para poner fin a su contrato con la agencia federal, según "
    "dijo la presidenta. El alguacil había pedido que se mantuviera el acuerdo, que dejó al condado más de dos "
    "millones el año pasado."
)


def archived(number: int, body: bytes, *, length: int | None = None, headers: bytes = b"", status: int = 200) -> bytes:
    """Return a web archive's record of an answer, with a false length if one is given."""
    answer = b"HTTP/1.1 %d X\r\nContent-Type: text/html; charset=utf-8\r\n%s\r\n%s" % (status, headers, body)
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://granite.example/%d\r\n"
        b"WARC-Date: 2019-03-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:%d>\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (number, number, len(answer) if length is None else length, answer)
    )


def archive(*records: bytes, packed: bool = True) -> bytes:
    """Return a web archive of records, each packed by itself."""
    return b"".join(map(gzip.compress, records)) if packed else b"".join(records)


def line(**fields: object) -> bytes:
    """Return a line of JSON."""
    return json.dumps(fields).encode() + b"\n"


@dataclass(frozen=True)
class Case:
    """A file: its name, what it holds, and each of its pages' outcome with words of the reason or the notes."""

    name: str
    make: Callable[[], bytes]
    pages: tuple[tuple[str, str], ...]


TEXT = "\n\n".join(Article().paragraphs)
READ = ("read", "")

CASES = (
    Case("latin_called_utf8.html", lambda: newspaper(Article()).replace("–", "-").encode("cp1252"), (READ,)),
    Case("no_encoding.txt", lambda: TEXT.encode("cp1252"), (READ,)),
    Case("utf8_called_latin.html", lambda: GOOD.replace(b'"UTF-8"', b'"iso-8859-1"'), (("read", "is UTF-8"),)),
    Case("wide.html", lambda: wordpress(Article()).encode("utf-16"), (READ,)),
    Case("wide_unmarked.html", lambda: wordpress(Article()).encode("utf-16-le"), (READ,)),
    Case(
        "mojibake.html",
        lambda: GOOD.decode().encode().decode("cp1252", "replace").encode(),
        (("read", "decoded wrongly"),),
    ),
    Case("damaged_utf8.html", lambda: GOOD.replace(b"votes", b"v\xfftes"), (("read", "could not be decoded"),)),
    Case("huge.html", lambda: GOOD + b"<p>more</p>" * 4_800_000, (("refused", r"more than 10,000,000"),)),
    Case(
        "nested.html",
        lambda: b"<div>" * 100_000 + b"<p>x</p>" + b"</div>" * 100_000,
        (("refused", "within one another"),),
    ),
    Case("nested_bold.html", lambda: b"<b>" * 100_000 + GOOD, (("refused", "within one another"),)),
    Case("many_tags.html", lambda: b"<p>a</p>" * 60_000, (("refused", "tags"),)),
    Case("endless.txt", lambda: b"word " * 1_000_000, (("refused", "characters"),)),
    Case("endless_word.html", lambda: b"<p>" + b"a" * 9_000_000, (("refused", "characters"),)),
    Case("endless.jsonl", lambda: b'{"id": "x", "text": "' + b"a" * 45_000_000, (("refused", "in one line"),)),
    Case("long.txt", lambda: (TEXT + "\n\n").encode() * 200, (("read", r"only the first \d\d,\d\d\d of"),)),
    Case("pdf.html", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", (("refused", "is a PDF"),)),
    Case("picture.html", lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), (("refused", "is a picture"),)),
    Case("packed.html", lambda: gzip.compress(GOOD), (("refused", "is a gzip file"),)),
    Case("binary.txt", lambda: bytes(range(256)) * 20, (("refused", "is not text"),)),
    Case("empty.html", lambda: b"", (("empty", "is empty"),)),
    Case("blank.txt", lambda: b" \n\t\r\n", (("empty", "is empty"),)),
    Case(
        "no_article.html",
        lambda: b"<html><head><title>x</title></head><body></body></html>",
        (("empty", "no article"),),
    ),
    Case("empty.jsonl", lambda: b"\n\n", (("empty", "holds no page"),)),
    Case("empty.warc.gz", lambda: b"", (("empty", "holds no page"),)),
    Case(
        "login.html",
        lambda: (
            b"<html><body><h1>Welcome back</h1><p>Please log in to continue reading.</p><form><input></form></body>"
        ),
        (("refused", "log-in wall"),),
    ),
    Case(
        "subscribe.html",
        lambda: (
            b"<html><body><p>Subscribe to continue reading this article.</p><p>Already a subscriber?</p></body></html>"
        ),
        (("refused", "subscription wall"),),
    ),
    Case(
        "robot.html",
        lambda: b"<html><body><p>Please verify you are a human before you go on to the site.</p></body></html>",
        (("refused", "robots"),),
    ),
    Case("paywalled.html", lambda: paywalled(Article()).encode(), (("read", "before a wall"),)),
    Case("spanish.txt", lambda: SPANISH.encode(), (("refused", "is in Spanish"),)),
    Case(
        "spanish.html", lambda: wordpress(Article(paragraphs=(SPANISH,) * 3)).encode(), (("refused", "is in Spanish"),)
    ),
    Case(
        "lines.jsonl",
        lambda: (
            b"\xef\xbb\xbf"
            + line(id="one", text=TEXT)
            + b"{not json}\n"
            + b"[1, 2]\n"
            + line(id="four", text=None)
            + line(id="five", text=SPANISH)
            + b'{"id": "six", "text": "The county board voted \\ud800 on Monday to end it."}\n'
            + b'{"id": "seven", "text": "\xff\xfe"}\n'
            + line(text=" ")
            + b"[" * 100_000
            + b"\n"
            + line(id="ten", text=TEXT)
        ),
        (
            READ,
            ("failed", "no JSON"),
            ("failed", "no JSON object"),
            ("failed", "has no text"),
            ("refused", "Spanish"),
            READ,
            ("failed", "no JSON"),
            ("empty", "is empty"),
            ("failed", "no JSON"),
            READ,
        ),
    ),
    Case(
        "truncated.warc.gz",
        lambda: archive(archived(1, GOOD), archived(2, GOOD, length=90_000), archived(3, GOOD))[:-400],
        (READ, ("failed", "shorter than its record"), ("failed", "ends after")),
    ),
    Case(
        "truncated.warc",
        lambda: archive(archived(1, GOOD, length=90_000), archived(2, GOOD), packed=False)[:-400],
        (("failed", "shorter than its record"), ("failed", "ends after")),
    ),
    Case(
        "corrupt.warc.gz",
        lambda: (
            gzip.compress(archived(1, GOOD))
            + gzip.compress(archived(2, GOOD))[:300]
            + b"\0\0\0"
            + gzip.compress(archived(3, GOOD))
        ),
        (READ, ("failed", "damaged"), READ),
    ),
    Case(
        "corrupt_start.warc.gz",
        lambda: b"\x1f\x8b\x08nonsense" + archive(archived(1, GOOD)),
        (("failed", "damaged"), READ),
    ),
    Case("no_archive.warc", lambda: b"hello\n" * 100, (("failed", "is no web archive"),)),
    Case(
        "bomb.warc.gz",
        lambda: archive(archived(1, GOOD), archived(2, bytes(300_000_000)), archived(3, GOOD)),
        (READ, ("refused", "holds 300,0"), READ),
    ),
    Case(
        "false_bomb.warc.gz",
        lambda: archive(archived(1, GOOD), archived(2, bytes(50_000_000), length=100), archived(3, GOOD)),
        (READ, ("refused", "is not text"), ("failed", "damaged record"), READ),
    ),
    Case(
        "inner_bomb.warc.gz",
        lambda: archive(
            archived(1, gzip.compress(bytes(200_000_000)), headers=b"Content-Encoding: gzip\r\n"),
            archived(2, gzip.compress(GOOD), headers=b"Content-Encoding: gzip\r\n"),
            archived(3, gzip.compress(GOOD)[:-20], headers=b"Content-Encoding: gzip\r\n"),
            archived(4, GOOD, headers=b"Content-Encoding: br\r\n"),
        ),
        (("refused", "unpacks from"), READ, ("failed", "ends too early"), READ),
    ),
    Case(
        "answers.warc.gz",
        lambda: archive(
            archived(1, GOOD, status=404),
            archived(2, b"<a href=x>moved</a>", status=301),
            archived(3, b"%x\r\n%s\r\n0\r\n\r\n" % (len(GOOD), GOOD), headers=b"Transfer-Encoding: chunked\r\n"),
            archived(4, GOOD, headers=b"Transfer-Encoding: chunked\r\n"),
            archived(5, b"").replace(b"HTTP/1.1", b"nothing!"),
        ),
        (("refused", "answered with 404"), ("refused", "answered with 301"), READ, READ, ("failed", "HTTP answer")),
    ),
)

# What makes a careless expression or a careless search take for ever; how it comes out matters less than that it does.
TRAPS = {
    "signs": "<" * 300_000,
    "open_tags": "<a " * 100_000,
    "open_quotes": '<a b="' * 100_000,
    "comments": "<!--" * 100_000,
    "scripts": "<script>" * 40_000,
    "titles": "<title>x" * 40_000,
    "references": "&" * 300_000,
    "long_references": "&a" * 100_000 + ";",
    "attributes": "<p " + "a=" * 200_000 + ">x</p>",
    "equals": "<p " + " = " * 200_000 + ">x</p>",
    "spaces": "<p>" + " " * 300_000 + "x</p>",
    "breaks": "<p>x" + "<br>" * 19_900,
    "quotes": "<p>" + "“" * 200_000,
    "capitals": "<p>" + "By A. " * 60_000,
    "dates": "<h1>x</h1><p>" + "published on " * 25_000,
    "links": "<a href=x>y</a> " * 9_900,
    "commas": "<p>" + "Granite County, " * 20_000,
    "numbers": "<p>" + "1/" * 150_000,
    "walls": "<p>" + "log in " * 50_000,
    "json": '<script type="application/ld+json">' + "[" * 200_000 + "</script><p>x</p>",
    "one_paragraph": "<p>" + "The sheriff said that the county would end its agreement with ICE and " * 5_000,
    "headings": "<p>Related</p>" * 9_000,
}
