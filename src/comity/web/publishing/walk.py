"""Addresses answered in a process of the pool, and written where the file is new or other than it was."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Callable, Coroutine, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from comity.archive import storage_errors
from comity.errors import CheckError
from comity.web.addresses import DATA
from comity.web.publishing.batch import Batch, Written
from comity.web.publishing.earlier import Check, Earlier, Entry
from comity.web.publishing.files import file_of, relinked
from comity.web.publishing.traced import Traced
from comity.web.words.standing import OPEN, Place, fill, refill

T = TypeVar("T")

_PAGE = "text/html"
_OPEN_IN_LINK = quote(OPEN).encode()


class Walker:
    """Answers addresses through the application, without a socket; what the new release leaves as it was is kept."""

    def __init__(
        self,
        app: Any,
        folder: Path,
        known: dict[str, str],
        earlier: Earlier | None = None,
        hoped: Set[str] = frozenset(),
    ) -> None:
        """Take the application, the folder, the hash of every file as it was last published, and from what.

        An address that is only hoped for, because it was there the last time, need not be answered.
        """
        self._hoped = hoped
        self._app, self._folder, self._known = app, folder, known
        self._served: Traced = app.asgi_handler.serving.current()
        self._has_other_days = earlier is not None and earlier.days != self._served.days
        self._entries = earlier.by_address() if earlier else {}
        self._check = Check(earlier, self._served) if earlier else None
        self._words: dict[str, tuple[str, set[str]]] = {}

    def walk(self, addresses: Sequence[str]) -> Batch:
        """Return what became of the addresses; raise CheckError for one that is not answered with 200."""
        written: list[Written] = []
        untouched: list[str] = []
        left: list[str] = []
        for address in addresses:
            entry = self._same(address)
            one = self._with_words(entry) if entry and self._is_dated(entry) else None
            if one is not None:
                written.append(one)
            elif entry and not self._is_dated(entry) and _size(f"{self._folder}/{entry.file}") == entry.size:
                untouched.append(address)
            else:
                left.append(address)
        written += alone(self._made_of(left)) if left else []
        return Batch(written, untouched, self._served.take_reads())

    async def _made_of(self, addresses: Sequence[str]) -> list[Written]:
        return [one for address in addresses if (one := await self._made(address)) is not None]

    def _same(self, address: str) -> Entry | None:
        """Return what was published at an address, where the release makes it the same but for the newest days."""
        entry = self._entries.get(address)
        if entry is None or self._check is None or not self._check.is_same(entry.reads):
            return None
        return entry if self._known.get(entry.file) == entry.digest else None

    def _is_dated(self, entry: Entry) -> bool:
        """Say whether words stand in a file that this release may say otherwise."""
        return bool(entry.places) and (self._has_other_days or any(":" in name for _, _, name in entry.places))

    def _with_words(self, entry: Entry) -> Written | None:
        """Return a file with today's words put into it, or None where it is not what was published."""
        path = f"{self._folder}/{entry.file}"
        try:
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123  tens of thousands of files: a path costs as much
                body = file.read()
        except OSError:
            return None
        if _digest(body) != entry.digest:
            return None
        said = _Said(self._say)
        body, places = refill(body, entry.places, said.say)
        digest = _digest(body)
        if digest != entry.digest:
            write_file(path, body)
        return Written(
            address=entry.address,
            file=entry.file,
            digest=digest,
            is_written=digest != entry.digest,
            size=len(body),
            places=places,
            live_links=tuple(sorted(said.links)),
            is_kept=True,
        )

    async def _made(self, address: str) -> Written | None:
        if address.startswith(DATA):
            # Files of the release itself: nothing in them is made, and they may hold any bytes.
            return self._write(
                address, *(await answer(self._app, address)), self._served.note_file(address.removeprefix(DATA)), False
            )
        with self._served.noting() as frame:
            told = await answer(self._app, address)
        if told[0] == HTTPStatus.NOT_FOUND and address in self._hoped:
            return None
        return self._write(address, *told, frame.packed(), frame.has_stand_in)

    def _write(self, address: str, status: int, kind: str, body: bytes, reads: bytes, has_stand_in: bool) -> Written:
        if status != HTTPStatus.OK:
            problem = f"the site answers {status} to an address of its own"
            raise CheckError(problem, where=address, cure="look at the page under `comity serve`")
        links: set[str] = set()
        if kind.startswith(_PAGE):
            body, links = relinked(body)
        places: list[Place] = []
        said = _Said(self._say)
        if has_stand_in:
            if _OPEN_IN_LINK in body:
                raise CheckError(
                    "a link holds what only stands in for a day", where=address, cure="show the day beside it"
                )
            body, places = fill(body.decode(), said.say)
        name = file_of(address)
        digest = _digest(body)
        path = f"{self._folder}/{name}"
        is_new = self._known.get(name) != digest or _size(path) != len(body)
        if is_new:
            write_file(path, body)
        told = tuple(sorted(links)), len(body), reads, places, tuple(sorted(said.links))
        return Written(address, name, digest, is_new, *told)

    def _say(self, name: str) -> tuple[str, set[str]]:
        """Return the words for a stand-in's name and the links in them: many pages show the same."""
        known = self._words.get(name)
        if known is None:
            words, links = relinked(self._served.say(name).encode())
            known = self._words[name] = (words.decode(), links)
        return known


class _Said:
    """Says what stand-ins stand for, and gathers the links in it."""

    def __init__(self, words: Callable[[str], tuple[str, set[str]]]) -> None:
        self._words = words
        self.links: set[str] = set()

    def say(self, name: str) -> str:
        words, links = self._words(name)
        self.links |= links
        return words


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]


def alone(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end on a thread of its own: this one may have an event loop already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _at_once(work)).result()


async def _at_once(work: Coroutine[Any, Any, T]) -> T:
    asyncio.get_running_loop().set_default_executor(_Here())
    return await work


class _Here(ThreadPoolExecutor):
    """Does at once what would be handed to a thread: answers are made one after the other, and threads only cost."""

    def submit(self, work: Callable[..., T], /, *args: Any, **named: Any) -> Future[T]:
        """Return the work's result, or raise what it raises."""
        done: Future[T] = Future()
        done.set_result(work(*args, **named))
        return done


def write_file(path: str, body: bytes) -> None:
    """Write a file beside its place and rename it there: a reader sees the old one or the new one, whole."""
    folder, _, name = path.rpartition("/")
    part = f"{folder}/.{name}.{os.getpid()}.part"
    try:
        try:
            _write_bytes(part, body)
        except FileNotFoundError:
            Path(folder).mkdir(parents=True, exist_ok=True)
            _write_bytes(part, body)
        os.replace(part, path)  # noqa: PTH105
    except OSError:
        with storage_errors(Path(path)):
            raise


def _write_bytes(path: str, body: bytes) -> None:
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123  as above
        left = memoryview(body)
        while left:
            left = left[file.write(left) :]


def _size(path: str) -> int:
    """Return a file's size, or -1 where there is none."""
    try:
        return os.stat(path).st_size  # noqa: PTH116  as above
    except FileNotFoundError:
        return -1


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
