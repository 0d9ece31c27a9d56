"""The release's own files for whoever takes the data away: CSV, Parquet, JSON lines, SQLite, checksums."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from itertools import chain
from pathlib import Path

import msgspec
from litestar import Response, get
from litestar.response import Stream

from comity.errors import NotFoundError
from comity.web.addresses import DATA
from comity.web.served import Served

CHECKSUMS = "SHA256SUMS"
_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
}
_PIECE = 256 * 1024
_ROWS = 2000


def release_files(served: Served) -> dict[str, Path]:
    """Return the files of the release by name, its manifest among them: the names are the release's, no one else's."""
    folder = served.release.folder
    return {name: folder / name for name in sorted([*served.release.files, "manifest.json"])}


def line_files(served: Served) -> dict[str, str]:
    """Return the files of JSON lines by name, with the table that each holds."""
    return {f"{table}.jsonl": table for table in sorted(served.release.row_counts)}


def checksums(served: Served) -> bytes:
    """Return the SHA-256 of every file of the release, as `sha256sum --check` reads it."""
    return "".join(f"{facts.sha256}  {name}\n" for name, facts in sorted(served.release.files.items())).encode()


def json_lines(served: Served, table: str) -> Iterator[bytes]:
    """Yield a table's rows in the table's order, an object a line, in pieces of many lines."""
    cursor = served.connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608  a table of the release's manifest
    names = [column[0] for column in cursor.description]
    while rows := cursor.fetchmany(_ROWS):
        told = [msgspec.json.encode(dict(zip(names, row, strict=True))) for row in rows]
        yield b"\n".join([*told, b""])


@get(f"{DATA}{{name:str}}", sync_to_thread=True)
def data_file(served: Served, name: str) -> Response[bytes] | Stream:
    """Answer with one file; only names that the release's manifest knows lead anywhere."""
    media_type = _TYPES.get(Path(name).suffix, "text/plain")
    if name == CHECKSUMS:
        return Response(checksums(served), media_type=media_type)
    if name in (lines := line_files(served)):
        return _streamed(json_lines(served, lines[name]), media_type, {})
    files = release_files(served)
    if name not in files:
        raise NotFoundError("there is no such file", where=name, cure=f"{DATA}datapackage.json lists them all")
    headers = {"content-length": str(files[name].stat().st_size)}
    return _streamed(_read(files[name]), media_type, headers)


def _streamed(pieces: Iterator[bytes], media_type: str, headers: dict[str, str]) -> Response[bytes] | Stream:
    """Return pieces as they come; nothing at all is a whole answer, which a stream of nothing would never become."""
    first = next(pieces, b"")
    if not first:
        return Response(b"", media_type=media_type)
    return Stream(_in_pieces(chain([first], pieces)), media_type=media_type, headers=headers)


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


async def _in_pieces(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Yield pieces that are made on a thread, each when the last was taken: a slow client holds one piece."""
    while True:
        piece = await asyncio.to_thread(next, pieces, b"")
        if not piece:
            return
        yield piece


HANDLERS = [data_file]
