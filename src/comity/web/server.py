"""Running the application on a port of this machine: uvicorn, bound first, so that a failure is one sentence."""

from __future__ import annotations

import errno
import gc
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from comity.errors import UsageError

if TYPE_CHECKING:
    from litestar import Litestar

# Seconds that a connection without a question stays open, and that open answers have when the server ends.
KEEP_ALIVE = 20
LAST_ANSWERS = 5
BACKLOG = 1024


def bind(host: str, port: int) -> socket.socket:
    """Return a socket that is bound to a host and a port (0: any that is free); raise UsageError where it cannot be."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{host!r} is no address of this machine ({error})", where="--host", cure=_LOOPBACK) from error
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(BACKLOG)
    except OSError as error:
        bound.close()
        raise _refused(error, host, port) from error
    bound.setblocking(False)
    return bound


_LOOPBACK = "use 127.0.0.1 for this machine alone, or 0.0.0.0 for all of its networks"


def _refused(error: OSError, host: str, port: int) -> UsageError:
    if error.errno == errno.EADDRINUSE:
        cure = "stop the other program, or choose another port: --port 0 takes one that is free"
        return UsageError(f"port {port} of {host} is in use", where="--port", cure=cure)
    if error.errno == errno.EACCES:
        return UsageError(f"port {port} is reserved by the system", where="--port", cure="choose one above 1023")
    return UsageError(f"{host} cannot be bound ({error.strerror})", where="--host", cure=_LOOPBACK)


def address_of(bound: socket.socket) -> str:
    """Return the address that a browser opens."""
    host, port = bound.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(host, host)  # noqa: S104  shown, not bound
    return f"http://{shown}:{port}"


def run(app: Litestar, bound: socket.socket, started: Callable[[], None] = lambda: None) -> None:
    """Serve until interrupted; `started` is called once, when questions are answered."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            # What was made for good is not looked through for garbage again: that would hold up answers.
            gc.collect()
            gc.freeze()
            await super().startup(sockets)
            started()

    config = uvicorn.Config(
        app,
        http="httptools",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=LAST_ANSWERS,
    )
    Server(config).run(sockets=[bound])
