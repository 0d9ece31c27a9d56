"""Addresses answered in a process of the pool, and written where the file is new or other than it was."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from comity.archive import storage_errors
from comity.errors import CheckError
from comity.web.publishing.files import asked_again, file_of, relinked

T = TypeVar("T")

_PAGE = "text/html"


class Written(msgspec.Struct, frozen=True):
    """One file: its hash, whether it had to be written, and the internal addresses that the page links to."""

    address: str
    file: str
    digest: str
    is_written: bool
    links: tuple[str, ...]


class Walker:
    """Answers addresses through the application, without a socket."""

    def __init__(self, app: Any, folder: Path, known: dict[str, str]) -> None:
        """Take the application, the folder, and the hash of every file as it was last published."""
        self._app, self._folder, self._known = app, folder, known

    def walk(self, addresses: Sequence[str]) -> list[Written]:
        """Return what became of each address; raise CheckError for one that is not answered with 200."""
        return alone(self._walk(addresses))

    async def _walk(self, addresses: Sequence[str]) -> list[Written]:
        return [self._write(address, *(await answer(self._app, address))) for address in addresses]

    def _write(self, address: str, status: int, kind: str, body: bytes) -> Written:
        if status != 200:
            problem = f"the site answers {status} to an address of its own"
            raise CheckError(problem, where=address, cure="look at the page under `comity serve`")
        links: set[str] = set()
        if kind.startswith(_PAGE):
            body, links = relinked(body)
        name = file_of(address)
        digest = hashlib.sha256(body).hexdigest()[:32]
        path = self._folder / name
        is_new = self._known.get(name) != digest or not path.is_file() or path.stat().st_size != len(body)
        if is_new:
            write_file(path, body)
        return Written(address, name, digest, is_new, tuple(sorted(links)))


def alone(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end on a thread of its own: this one may have an event loop already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def write_file(path: Path, body: bytes) -> None:
    """Write a file beside its place and rename it there: a reader sees the old one or the new one, whole."""
    with storage_errors(path):
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            part.write_bytes(body)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(body)
        part.replace(path)


def questions(written: Sequence[Written]) -> set[str]:
    """Return the questions that pages link to and that have files of their own."""
    return {asked for one in written for link in one.links if "?" in link and (asked := asked_again(link))}


async def answer(app: Any, address: str) -> tuple[int, str, bytes]:
    """Return the application's status, media type and body for an address."""
    path, _, query = address.partition("?")
    parts: list[bytes] = []
    start: dict[str, Any] = {}
    ended = asyncio.Event()

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                ended.set()

    asked: list[dict[str, Any]] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if asked:
            return asked.pop()
        await ended.wait()  # as a server does, which hangs up when it has sent everything
        return {"type": "http.disconnect"}

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 1), "server": ("localhost", 80), "state": {},
    }  # fmt: skip
    await app(scope, receive, send)
    kinds = [value.decode("latin-1") for name, value in start["headers"] if name.lower() == b"content-type"]
    return int(start["status"]), kinds[0] if kinds else "", b"".join(parts)
