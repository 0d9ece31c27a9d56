"""Saved captures of a web archive: files in a folder, each with the moment of its capture, or records of WARC files.

The moment (14 digits, UTC) stands in the file's name or in the folders above it, as archives' own tools write them
(`20250221214937/https:/www.ice.gov/…/list.xlsx`), in a listing beside the files (`.cdx`, `.cdxj`: matched by digest, so
one file may be several captures), or in the record. What bears none is taken with its name alone. No network.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain, pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from comity.archive.durable import storage_errors
from comity.errors import UnreadableError
from comity.text.records import RefusedPage
from comity.text.warc import ArchivedPage, answer_of, archived_pages

# Larger than any list, page or memorandum; what is larger is passed over and counted as such.
MAX_BYTES = 64 * 1024 * 1024
_STAMP = re.compile(r"(?<!\d)((?:19|20)\d{12})(?:[a-z]{2}_)?(?!\d)")
_WEB = re.compile(r"https?:/+(.+)", re.IGNORECASE)
_LISTINGS = (".cdx", ".cdxj")
_WARCS = (".warc", ".warc.gz", ".warc.zst")


class Capture(msgspec.Struct, frozen=True):
    """A document as captured: its name, its address and moment where they are known, and its bytes.

    `consumed` is how many bytes of the folder were read to get it; `data` is None where it is too large.
    """

    name: str
    url: str
    captured_at: str
    data: bytes | None
    consumed: int


class _Seen(msgspec.Struct, frozen=True):
    url: str
    captured_at: str


def captures_size(path: Path) -> int:
    """Return how many bytes a folder or file of captures holds."""
    with storage_errors(path):
        return sum(file.stat().st_size for file in _files(path))


def read_captures(path: Path) -> Iterator[Capture]:
    """Yield every capture, in the order of the paths; then raise UnreadableError where a WARC file is damaged."""
    files = _files(path)
    damage: list[UnreadableError] = []
    seen = _read_listings([file for file in files if _is(file, _LISTINGS)])
    for file in files:
        if _is(file, _WARCS):
            yield from _read_warc(file, damage)
        elif not _is(file, _LISTINGS):
            yield from _read_file(file, path, seen)
    if damage:
        raise damage[0]


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))


def _is(file: Path, suffixes: tuple[str, ...]) -> bool:
    return file.name.lower().endswith(suffixes)


def _read_file(file: Path, top: Path, seen: dict[str, list[_Seen]]) -> Iterator[Capture]:
    with storage_errors(file):
        size = file.stat().st_size
        data = file.read_bytes() if size <= MAX_BYTES else None
    told = seen.get(_sha1(data), []) if data is not None and seen else []
    for number, one in enumerate(told):
        yield Capture(_last(one.url) or file.name, one.url, one.captured_at, data, size if number == 0 else 0)
    if told:
        return
    where = file.relative_to(top).as_posix() if file != top else file.name
    yield Capture(*place_of(where), data, size)


def place_of(where: str) -> tuple[str, str, str]:
    """Return a captured file's name, address and moment, as its path tells them; "" for what it does not tell.

    `20250221214937/https:/www.ice.gov/doc/list.xlsx` gives the list's name, its address and 2025-02-21T21:49:37Z.
    """
    match = _STAMP.search(where)
    captured_at = _iso(match[1]) if match else ""
    web = _WEB.search(unquote(where)[match.end() :] if match and captured_at else unquote(where))
    url = f"https://{web[1]}" if web else ""
    name = _last(url) if url else where.rpartition("/")[2]
    if captured_at and match:
        name = re.sub(rf"^{match[1]}(?:[a-z]{{2}}_)?[-_. ]+", "", name)
    return name, url, captured_at


def _last(url: str) -> str:
    return unquote(urlsplit(url).path.rpartition("/")[2], errors="replace")


def _iso(digits: str) -> str:
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        return ""


def _sha1(data: bytes) -> str:
    """Return the digest by which listings of captures name a payload: base32 of its SHA-1."""
    return base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def _read_listings(files: list[Path]) -> dict[str, list[_Seen]]:
    """Return the captures that listings tell of, by digest; lines of another shape say nothing."""
    found: defaultdict[str, list[_Seen]] = defaultdict(list)
    for file in files:
        with storage_errors(file):
            lines = file.read_text("utf-8", "replace").splitlines()
        for line in lines:
            digest, one = _read_line(line)
            if digest and one not in found[digest]:
                found[digest].append(one)
    return dict(found)


def _read_line(line: str) -> tuple[str, _Seen]:
    fields = line.split(" ", 2)
    captured_at = _iso(fields[1]) if len(fields) == 3 else ""
    if not captured_at:
        return "", _Seen("", "")
    if fields[2].startswith("{"):
        try:
            told = msgspec.json.decode(fields[2], type=dict[str, object])
        except msgspec.MsgspecError:
            return "", _Seen("", "")
        url, status, digest = (str(told.get(key, "")) for key in ("url", "status", "digest"))
    else:
        url, _, status, digest, *_ = (*fields[2].split(" "), "", "", "", "")
    digest = digest.upper().removeprefix("SHA1:") if status in {"200", "-", ""} else ""
    return digest, _Seen(url, captured_at)


def _read_warc(file: Path, damage: list[UnreadableError]) -> Iterator[Capture]:
    """Yield what was answered with 200, what stands behind a damaged record too; the damage is noted."""
    with storage_errors(file):
        size = file.stat().st_size
        pages = archived_pages(file, MAX_BYTES) if size else iter(())
        for page, after in pairwise(chain(pages, [None])):
            assert page is not None
            try:
                capture = _capture(page, after.position if after else size)
            except UnreadableError as error:
                problem = f"the WARC file is damaged at byte {page.position:,} ({error.problem})"
                cure = "fetch the file again; the other captures were taken in"
                damage.append(UnreadableError(problem, where=str(file), cure=cure))
            else:
                yield from [capture] if capture else []


def _capture(page: ArchivedPage, end: int) -> Capture | None:
    """Return what a record captured, or None where that is no document; raise UnreadableError where it is damaged."""
    if page.problem and not page.is_refused:
        raise UnreadableError(page.problem)
    if page.kind == "conversion":
        return None
    data = None
    with suppress(RefusedPage):
        answer = answer_of(page, MAX_BYTES) if not page.is_refused else None
        if answer and answer.status != 200:
            return None
        data = answer.body if answer and len(answer.body) <= MAX_BYTES else None
    return Capture(_last(page.url), page.url, page.captured_at, data, max(end - page.position, 0))
