"""A file of pages → its pages one by one, each read, empty, refused or failed, whatever stands in the file.

`.txt` is one page's text, `.html` one page; `.jsonl` holds an object `{id, url, title, published, text}` a line;
`.warc` and `.warc.gz` hold what servers answered. Nothing is held longer than one page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Literal

import msgspec

from comity.errors import ComityError, UnreadableError
from comity.text.cleaning import MOST_BYTES, check_article, clean_html, clean_text, shortened
from comity.text.published import parse_day, published_in_url
from comity.text.records import CleanPage, EmptyPage, RefusedPage
from comity.text.sourcemap import identity_map
from comity.text.warc import ArchivedPage, answer_of, archived_pages

Outcome = Literal["read", "empty", "refused", "failed"]
OUTCOMES: tuple[Outcome, ...] = ("read", "empty", "refused", "failed")
SUFFIXES = (".txt", ".html", ".htm", ".jsonl", ".ndjson", ".warc", ".warc.gz")

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", ""})
_CUT_DAY = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
_SURROGATES = re.compile("[\ud800-\udfff]")


class SourcePage(msgspec.Struct, frozen=True):
    """One page of a file: `clean` where the outcome is "read", else the `reason`; `source` is its place in the file."""

    source: str
    id: str
    url: str = ""
    outcome: Outcome = "read"
    reason: str = ""
    clean: CleanPage | None = None


def pages_of(path: Path) -> Iterator[SourcePage]:
    """Yield the pages of a file; a file that cannot be read is one failed page."""
    reader = _reader(path)
    if reader is None:
        yield SourcePage(str(path), path.stem, outcome="failed", reason=f"is none of {', '.join(SUFFIXES)}")
        return
    has_pages = False
    try:
        for page in reader(path):
            has_pages = True
            yield page
        if not has_pages:
            yield SourcePage(str(path), path.stem, outcome="empty", reason="holds no page")
    except OSError as error:
        yield SourcePage(str(path), path.stem, outcome="failed", reason=f"cannot be read ({error.strerror or error})")
    except Exception as mistake:  # noqa: BLE001 - as for one page: what was read of the file stands, the rest is told
        reason = f"{type(mistake).__name__} while the file was read"
        yield SourcePage(str(path), path.stem, outcome="failed", reason=reason)


def _reader(path: Path) -> Callable[[Path], Iterator[SourcePage]] | None:
    name = path.name.lower()
    if name.endswith((".warc", ".warc.gz")):
        return _warc
    if name.endswith((".jsonl", ".ndjson")):
        return _jsonl
    if name.endswith(".txt"):
        return lambda where: _single(where, clean_text)
    return (lambda where: _single(where, clean_html)) if name.endswith((".html", ".htm")) else None


def _single(path: Path, clean: Callable[[bytes], CleanPage]) -> Iterator[SourcePage]:
    with path.open("rb") as file:
        # One byte more than the most tells that there are more; the rest of a huge file is never read.
        data = file.read(MOST_BYTES + 1)
    yield _attempt(SourcePage(str(path), path.stem), lambda: clean(data))


def _attempt(page: SourcePage, clean: Callable[[], CleanPage]) -> SourcePage:
    """Return the page cleaned, or with the reason why it is not."""
    try:
        cleaned = clean()
    except ComityError as problem:
        return _without(page, problem)
    except Exception as mistake:  # noqa: BLE001 - a parser's mistake on one page of a million must not end the run
        reason = f"{type(mistake).__name__} while its text was taken out"
        return msgspec.structs.replace(page, outcome="failed", reason=reason)
    return msgspec.structs.replace(page, clean=cleaned, url=page.url or cleaned.url)


def _without(page: SourcePage, problem: ComityError) -> SourcePage:
    outcome: Outcome = "failed"
    if isinstance(problem, EmptyPage):
        outcome = "empty"
    elif isinstance(problem, RefusedPage):
        outcome = "refused"
    return msgspec.structs.replace(page, outcome=outcome, reason=str(problem))


def _jsonl(path: Path) -> Iterator[SourcePage]:
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), 1):
            if line.strip():
                yield _json_page(f"{path}:{number}", f"{path.stem}-{number}", line)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a file, of an endless one no more than shows that it is too long."""
    # Written as JSON, a character can take six bytes.
    while line := file.readline(2 * MOST_BYTES):
        yield line
        while not line.endswith(b"\n") and len(line) == 2 * MOST_BYTES:
            line = file.readline(2 * MOST_BYTES)


def _json_page(source: str, name: str, line: bytes) -> SourcePage:
    page = SourcePage(source, name)
    if len(line) >= 2 * MOST_BYTES:
        return msgspec.structs.replace(page, outcome="refused", reason=f"holds {len(line):,} bytes or more in one line")
    try:
        # Not msgspec: half a surrogate pair is no character, and the rest of such a page can be read.
        entry = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        return msgspec.structs.replace(page, outcome="failed", reason=f"is no JSON ({error})")
    if not isinstance(entry, dict):
        return msgspec.structs.replace(page, outcome="failed", reason="is no JSON object")
    page = SourcePage(source, _field(entry, "id") or name, _field(entry, "url"))
    return _attempt(page, lambda: _given(entry))


def _field(entry: dict[str, Any], name: str) -> str:
    value = entry.get(name)
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", str(value)) if isinstance(value, str | int) else ""


def _given(entry: dict[str, Any]) -> CleanPage:
    """Return a page whose text is given: it is taken as it is, so that spans count its own characters."""
    text = entry.get("text")
    if not isinstance(text, str):
        raise UnreadableError("has no text", cure='give {"id", "url", "title", "published", "text"}')
    text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
    notes = check_article(text)
    url, printed = _field(entry, "url"), _field(entry, "published")
    if printed:
        # Cut to what is known, a month or a year is worth having; anything else is read as a day or is none.
        published, rule = printed if _CUT_DAY.fullmatch(printed) else parse_day(printed), "given"
    else:
        published, rule = published_in_url(url), "url"
    page = CleanPage(
        text,
        identity_map(len(text)),
        title=_field(entry, "title"),
        outlet=_field(entry, "outlet"),
        published=published,
        published_rule=rule if published else "",
        notes=notes,
    )
    return shortened(page)


def _warc(path: Path) -> Iterator[SourcePage]:
    if not path.stat().st_size:
        return
    for record in archived_pages(path, MOST_BYTES):
        source = f"{path}@{record.position}"
        page = SourcePage(source, record.id.strip("<>") or f"{path.name}@{record.position}", record.url)
        if record.problem:
            outcome: Outcome = "refused" if record.is_refused else "failed"
            yield msgspec.structs.replace(page, outcome=outcome, reason=record.problem)
        else:
            yield _attempt(page, lambda record=record: _archived(record))  # type: ignore[misc]


def _archived(record: ArchivedPage) -> CleanPage:
    """Return the article of a record: an HTTP answer, a page kept without one, or a text already extracted."""
    if record.kind == "conversion":
        return clean_text(record.block)
    answer = answer_of(record, MOST_BYTES)
    if answer.status != 200:
        raise RefusedPage(f"was answered with {answer.status}", cure="leave it out")
    if answer.content_type == "text/plain":
        return clean_text(answer.body)
    if answer.content_type not in _HTML_TYPES:
        raise RefusedPage(f"is {answer.content_type[:60]} and not a web page", cure="leave it out")
    return clean_html(answer.body, record.url, charset=answer.charset, retrieved=record.retrieved)
