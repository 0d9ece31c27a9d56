"""Connections that go to the address that was checked, and end by a deadline whatever the other side does."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from comity.archive.addresses import resolve_host

# One silence of the other side; the deadline of the whole request stands above it.
_SILENCE = 20.0


class Deadline:
    """When the request in hand must have ended, on the monotonic clock; shared with the connections."""

    def __init__(self) -> None:
        """Begin with no time left: `start` gives some."""
        self._ends = 0.0

    def start(self, seconds: float) -> None:
        """Give the next request so many seconds."""
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left; raise ReadTimeout where there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for this request is used up")
        return min(left, _SILENCE)


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves a name once, refuses what is not public, and connects to the very address that was looked at."""

    def __init__(self, deadline: Deadline, *, allow_loopback: bool) -> None:
        """Take the deadline that every connection obeys."""
        self._deadline, self._allow_loopback = deadline, allow_loopback
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a connection to the first of the host's checked addresses that answers."""
        refused: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for number in self._resolve(host, port):
            try:
                stream = self._inner.connect_tcp(number, port, self._deadline.left(), local_address, socket_options)
                return _DeadlineStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                refused = error
        raise refused or httpcore.ConnectError(f"{host} has no address")

    def _resolve(self, host: str, port: int) -> list[str]:
        try:
            return resolve_host(host, port, allow_loopback=self._allow_loopback)
        except OSError as error:
            raise httpcore.ConnectError(f"{host} does not resolve ({error.strerror or error})") from error

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Refuse: no publisher lives in a file."""
        raise httpcore.ConnectError("sockets of this machine are not asked")

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class _DeadlineStream(httpcore.NetworkStream):
    """A connection whose every read and write ends by the deadline, so that a drip of bytes cannot hold it open."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _DeadlineStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class CheckedTransport(httpx.BaseTransport):
    """httpx over checked connections: one at a time, HTTP/1.1, no proxy, no retries of its own."""

    def __init__(self, deadline: Deadline, *, allow_loopback: bool) -> None:
        """Make the pool; certificates are verified against the name, though the connection goes to a number."""
        self._pool = httpcore.ConnectionPool(
            max_connections=1,
            network_backend=CheckedBackend(deadline, allow_loopback=allow_loopback),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the response; its body is read as it is asked for."""
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
