"""Addresses answered in a process of the pool, and written where the file is new or other than it was."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote

from comity.errors import CheckError
from comity.web.addresses import DATA
from comity.web.publishing.batch import Batch, Written
from comity.web.publishing.disk import Disk, digest_of_file
from comity.web.publishing.files import file_of, relinked
from comity.web.publishing.saying import Sayer
from comity.web.publishing.traced import Traced
from comity.web.words.standing import OPEN, Place, fill

T = TypeVar("T")

_PAGE = "text/html"
_OPEN_IN_LINK = quote(OPEN).encode()


class Walker:
    """Answers addresses through the application, without a socket."""

    def __init__(self, app: Any, disk: Disk, known: dict[str, str], hoped: Set[str] = frozenset()) -> None:
        """Take the application, the folder and the hash of every file as it was last published.

        An address that is only hoped for, because it was there the last time, need not be answered.
        """
        self._hoped = hoped
        self._app, self._disk, self._known = app, disk, known
        self._served: Traced = app.asgi_handler.serving.current()
        self._sayer = Sayer(self._served)

    def walk(self, addresses: Sequence[str]) -> Batch:
        """Return what became of the addresses; raise CheckError for one that is not answered with 200."""
        return Batch(alone(self._made_of(addresses)), self._served.take_reads())

    async def _made_of(self, addresses: Sequence[str]) -> list[Written]:
        return [one for address in addresses if (one := await self._made(address)) is not None]

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
        said = self._sayer.begin()
        if has_stand_in:
            if _OPEN_IN_LINK in body:
                raise CheckError(
                    "a link holds what only stands in for a day", where=address, cure="show the day beside it"
                )
            body, places = fill(body.decode(), said.say)
        name = file_of(address)
        digest = digest_of_file(body)
        is_new = self._known.get(name) != digest or self._disk.size_of(name) != len(body)
        if is_new:
            self._disk.write(name, body)
        told = tuple(sorted(links)), len(body), reads, places, tuple(sorted(said.links))
        return Written(address, name, digest, is_new, *told)


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
