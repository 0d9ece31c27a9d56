"""Asking a server as many clients at once: plain sockets, one question after the other on each, for some seconds."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Load:
    """What came of it: the seconds that each answer took, how many were no 200, and how long it went on."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    lasted: float = 0.0

    @property
    def rate(self) -> float:
        """Return answers a second."""
        return len(self.seconds) / self.lasted

    @property
    def median(self) -> float:
        """Return the median of the answers' seconds."""
        return median(self.seconds)

    @property
    def p99(self) -> float:
        """Return the seconds within which 99 of 100 answers came."""
        return sorted(self.seconds)[int(len(self.seconds) * 0.99)]


class _Client(asyncio.Protocol):
    """One connection that asks again as soon as it is answered."""

    def __init__(self, questions: Sequence[bytes], load: Load, until: float, done: asyncio.Future[None]) -> None:
        self._questions, self._load, self._until, self._done = questions, load, until, done
        self._buffer, self._wanted, self._asked = bytearray(), 0, 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._ask()

    def _ask(self) -> None:
        self._asked = time.perf_counter()
        if self._asked >= self._until:
            self._transport.close()
            return
        self._transport.write(random.choice(self._questions))  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._wanted:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self._buffer[:end]).lower()
            self._wanted = end + 4 + int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
            self._load.errors += not head.startswith(b"http/1.1 200")
        if len(self._buffer) >= self._wanted:
            self._load.seconds.append(time.perf_counter() - self._asked)
            del self._buffer[: self._wanted]
            self._wanted = 0
            self._ask()

    def connection_lost(self, exc: Exception | None) -> None:
        self._load.errors += exc is not None or time.perf_counter() < self._until
        if not self._done.done():
            self._done.set_result(None)


def ask(host: str, port: int, paths: Sequence[str], seconds: float, connections: int = 64) -> Load:
    """Return what came of asking for paths at random for some seconds over so many connections."""
    questions = [f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode() for path in paths]
    return asyncio.run(_ask(host, port, questions, seconds, connections))


async def _ask(host: str, port: int, questions: Sequence[bytes], seconds: float, connections: int) -> Load:
    loop = asyncio.get_running_loop()
    load = Load()
    started = time.perf_counter()
    ends = [loop.create_future() for _ in range(connections)]
    for end in ends:
        await loop.create_connection(
            lambda end=end: _Client(questions, load, started + seconds, end),  # type: ignore[misc]
            host,
            port,
        )
    await asyncio.wait(ends, timeout=seconds + 60)
    load.lasted = time.perf_counter() - started
    load.errors += sum(not end.done() for end in ends)
    return load
