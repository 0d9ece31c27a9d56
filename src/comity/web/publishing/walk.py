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

import msgspec

from comity.archive import storage_errors
from comity.errors import CheckError
from comity.web.addresses import DATA
from comity.web.publishing.earlier import Check, Earlier, Entry
from comity.web.publishing.files import file_of, relinked
from comity.web.publishing.reads import Reads
from comity.web.publishing.traced import Days, Traced
from comity.web.words.standing import OPEN, Place, fill, refill

T = TypeVar("T")

_PAGE = "text/html"
_OPEN_IN_LINK = quote(OPEN).encode()


class Written(msgspec.Struct, frozen=True):
    """One file: its hash, whether it had to be written, and the internal addresses that the page links to.

    `reads` is what it was made from, `places` where words were put in that change with every list, `live_links` the
    links in those. One that is kept (`is_kept`) was not made again: its links and reads are those of the last time.
    """

    address: str
    file: str
    digest: str
    is_written: bool
    links: tuple[str, ...] = ()
    size: int = 0
    reads: bytes = b""
    places: list[Place] = []
    live_links: tuple[str, ...] = ()
    is_kept: bool = False


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
        self._days = earlier.days if earlier else Days()
        self._entries = earlier.by_address() if earlier else {}
        self._check = Check(earlier, self._served) if earlier else None
        self._words: dict[str, tuple[str, set[str]]] = {}

    def walk(self, addresses: Sequence[str]) -> list[Written]:
        """Return what became of each address; raise CheckError for one that is not answered with 200."""
        kept = {address: one for address in addresses if (one := self._kept(address)) is not None}
        left = [address for address in addresses if address not in kept]
        found = kept | (alone(self._made_of(left)) if left else {})
        return [found[address] for address in addresses if address in found]

    def take_reads(self) -> Reads:
        """Return what was noted since it was last taken."""
        return self._served.take_reads()

    async def _made_of(self, addresses: Sequence[str]) -> dict[str, Written]:
        return {address: one for address in addresses if (one := await self._made(address)) is not None}

    def _kept(self, address: str) -> Written | None:
        """Return a file that is left as it was, or given other days; None where it must be made."""
        entry = self._entries.get(address)
        if entry is None or self._check is None or not self._check.is_same(entry.reads):
            return None
        if self._known.get(entry.file) != entry.digest:
            return None
        is_dated = self._days != self._served.days
        if not any(is_dated or ":" in name for _, _, name in entry.places):
            return _as_it_was(entry) if _size(f"{self._folder}/{entry.file}") == entry.size else None
        return self._with_words(entry, f"{self._folder}/{entry.file}")

    def _with_words(self, entry: Entry, path: str) -> Written | None:
        """Return a file with today's words put into it, or None where it is not what was published."""
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


def _as_it_was(entry: Entry) -> Written:
    return Written(entry.address, entry.file, entry.digest, False, size=entry.size, places=entry.places, is_kept=True)


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
