"""The work of publishing on processes that have the release by fork, or in this one where that is as good."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from comity.errors import BusyError
from comity.web.publishing.batch import Batch
from comity.web.publishing.earlier import Earlier
from comity.web.publishing.keeping import Keeper
from comity.web.publishing.traced import Traced
from comity.web.publishing.walk import Walker

# Small enough that a killed run loses seconds, large enough that handing them out costs nothing.
SHARD = 150
_TRIES = 3

Work = Callable[[Sequence[str]], Batch]
_work: Work | None = None
_decode = msgspec.msgpack.Decoder(Batch).decode


class Begun(NamedTuple):
    """What the processes share: the application, its release, the folder, and every file's hash as last published."""

    app: Any
    served: Traced
    folder: Path
    known: dict[str, str]

    def keeping(self, earlier: Earlier) -> Callable[[], Work]:
        """Return what makes a process's own work of keeping what was published earlier."""
        return lambda: Keeper(self.served, str(self.folder), self.known, earlier).keep

    def walking(self, hoped: frozenset[str]) -> Callable[[], Work]:
        """Return what makes a process's own work of answering addresses."""
        return lambda: Walker(self.app, self.folder, self.known, hoped).walk


@contextmanager
def kept(begun: Begun, earlier: Earlier, addresses: Sequence[str], jobs: int) -> Iterator[Iterator[Batch]]:
    """Look at what was published earlier, on processes that begin at once, and give what is kept as it is found.

    What a killed process had in hand counts as not kept, and is made.
    """
    shards, make = _shards(addresses), begun.keeping(earlier)
    if not _is_pooled(shards, jobs):
        yield map(make(), shards) if shards else iter(())
        return
    with _pool(begun, make, jobs) as pool:
        waiting = [pool.submit(_do, shard) for shard in shards]
        yield _found(waiting)


def _found(waiting: Sequence[Future[bytes]]) -> Iterator[Batch]:
    for future in waiting:
        with suppress(BrokenProcessPool):
            yield _decode(future.result())


def walked(begun: Begun, hoped: frozenset[str], left: Sequence[str], jobs: int) -> Iterator[Batch]:
    """Yield what became of the addresses, shard by shard; a pool that loses a process is made anew."""
    shards, make = _shards(left), begun.walking(hoped)
    if not _is_pooled(shards, jobs):
        yield from map(make(), shards)
        return
    for _ in range(_TRIES):
        with _pool(begun, make, jobs) as pool:
            waiting = [(shard, pool.submit(_do, shard)) for shard in shards]
            shards = []
            for shard, future in waiting:
                try:
                    yield _decode(future.result())
                except BrokenProcessPool:
                    shards.append(shard)
        if not shards:
            return
    raise BusyError("its processes were killed again and again", where=str(begun.folder), cure="look at the memory")


def _shards(addresses: Sequence[str]) -> list[Sequence[str]]:
    return [addresses[start : start + SHARD] for start in range(0, len(addresses), SHARD)]


def _is_pooled(shards: Sequence[Sequence[str]], jobs: int) -> bool:
    return jobs > 1 and sys.platform == "linux" and len(shards) > 1


def _pool(begun: Begun, make: Callable[[], Work], jobs: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(begun, make))


def _begin(begun: Begun, make: Callable[[], Work]) -> None:
    """Make this process's own work; what was made of the release ahead came with the fork."""
    global _work
    begun.served.forget_connections()
    _work = make()


def _do(shard: Sequence[str]) -> bytes:
    if _work is None:
        raise RuntimeError("the process was not begun")
    return msgspec.msgpack.encode(_work(shard))
