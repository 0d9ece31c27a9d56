"""A publisher on this machine: a small server that shows what a test lays down, and misbehaves as told."""

from __future__ import annotations

import gzip
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType

from comity.archive.fetching import Manners

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONTACT = "desk@example.org"


@dataclass(frozen=True)
class Reply:
    """What the server answers. `cut` leaves out so many bytes at the end of a body whose length it declared.

    `drip` sends a byte at a time with so many seconds between; `validators` adds ETag and answers 304.
    """

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = 0
    drip: float = 0.0
    validators: bool = False
    is_packed: bool = False

    @property
    def etag(self) -> str:
        """Return the validator of these bytes."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


Route = Reply | Callable[[int], Reply]


@dataclass(frozen=True)
class Seen:
    """One request as the server saw it."""

    path: str
    headers: dict[str, str]
    at: float


class Publisher:
    """A server on the loopback; what stands at a path may depend on how often it was asked."""

    def __init__(self) -> None:
        """Start serving."""
        self.routes: dict[str, Route] = {}
        self.seen: list[Seen] = []
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                publisher._answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def origin(self) -> str:
        """Return the beginning of every address of the server."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Publisher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def paths(self) -> list[str]:
        """Return the paths asked for, in order, without robots.txt."""
        return [seen.path for seen in self.seen if seen.path != "/robots.txt"]

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.seen.append(Seen(handler.path, {k.lower(): v for k, v in handler.headers.items()}, time.monotonic()))
        route = self.routes.get(handler.path, Reply(b"not here", 404))
        count = sum(seen.path == handler.path for seen in self.seen)
        reply = route if isinstance(route, Reply) else route(count)
        if reply.validators and handler.headers.get("If-None-Match") == reply.etag:
            reply = Reply(status=304)
        try:
            self._send(handler, reply)
        except (BrokenPipeError, ConnectionResetError):
            handler.close_connection = True

    def _send(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        body = gzip.compress(reply.body, mtime=0) if reply.is_packed else reply.body
        handler.send_response(reply.status)
        headers = {"Content-Type": reply.kind, "Content-Length": str(len(body))} | reply.headers
        if reply.validators:
            headers["ETag"] = reply.etag
        if reply.is_packed:
            headers.setdefault("Content-Encoding", "gzip")
        for name, value in headers.items():
            if value:
                handler.send_header(name, value)
        handler.end_headers()
        if reply.status != 304:
            self._send_body(handler, body[: len(body) - reply.cut] if reply.cut else body, reply.drip)
        if reply.cut:
            handler.close_connection = True

    def _send_body(self, handler: BaseHTTPRequestHandler, body: bytes, drip: float) -> None:
        if not drip:
            handler.wfile.write(body)
            return
        for byte in body:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(drip)


class TestClock:
    """A clock that stands still until somebody waits; every wait is kept."""

    __test__ = False

    def __init__(self, now: datetime = datetime(2025, 7, 1, 6, 0, tzinfo=UTC)) -> None:
        """Begin at a moment."""
        self.moment = now
        self.waits: list[float] = []

    def now(self) -> datetime:
        """Return the moment."""
        return self.moment

    def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.waits.append(seconds)
        self.moment += timedelta(seconds=seconds)


def manners(**changes: object) -> Manners:
    """Return manners for a server on this machine."""
    return Manners(**({"contact": CONTACT, "allow_loopback": True} | changes))  # type: ignore[arg-type]


def page(*links: str, title: str = "Partners") -> bytes:
    """Return a landing page that links to these addresses among others."""
    anchors = "".join(f'<li><a href="{link}">a list</a></li>' for link in links)
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><a href='/about'>About</a>"
        f"<ul>{anchors}</ul><a href='mailto:x@example.org'>Write</a></body></html>"
    ).encode()
