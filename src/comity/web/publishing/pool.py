"""The work of publishing on processes that have the release by fork, or in this one where that is as good."""

from __future__ import annotations

import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence, Set
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from comity.errors import BusyError
from comity.web.publishing.batch import Batch
from comity.web.publishing.disk import Disk
from comity.web.publishing.earlier import Check, Earlier, Entry
from comity.web.publishing.keeping import Keeper
from comity.web.publishing.traced import Traced
from comity.web.publishing.walk import Walker

# Small enough that a killed run loses seconds, large enough that handing them out costs nothing.
SHARD = 150
# Of reads, which are soon asked again.
_READS = 1500
_TRIES = 3


class Shard(NamedTuple):
    """Some addresses for a process: of kept files that are given today's words, or to be answered."""

    addresses: Sequence[str]
    is_kept: bool = False


Work = Callable[[Any], object]
More = Callable[[], Sequence[str]]
_work: Work | None = None
_decode_reads = msgspec.msgpack.Decoder(list[bytes]).decode
_decode_batch = msgspec.msgpack.Decoder(Batch).decode


class Begun(NamedTuple):
    """What the processes share: the application, its release, the folder, and what was published there before.

    `known` is every file's hash as last published, `entries` what is noted of each file, by address.
    """

    app: Any
    served: Traced
    folder: Path
    known: dict[str, str]
    entries: dict[str, Entry]

    def making(self, hoped: frozenset[str]) -> Callable[[Shard], Batch]:
        """Return a process's own work of putting days into kept files and of answering addresses."""
        keeper = Keeper(self.served, Disk(self.folder), self.entries)
        walker = Walker(self.app, Disk(self.folder), self.known, hoped)
        return lambda shard: (keeper.say_days if shard.is_kept else walker.walk)(shard.addresses)


@contextmanager
def asked_again(earlier: Earlier, served: Traced, jobs: int) -> Iterator[Callable[[], Set[bytes]]]:
    """Ask again what was read before, on processes that begin at once, and give what tells which reads give other.

    What a killed process had in hand counts as other than it was: all that rests on it is made.
    """
    noted = earlier.reads.by_key
    # Those of one statement come one behind the other, so that it is prepared once.
    reads = sorted(noted, key=lambda key: noted[key].what)
    shards = [reads[at : at + _READS] for at in range(0, len(reads), _READS)]
    if not _is_pooled(shards, jobs):
        check = Check(earlier, served)
        yield lambda: check.others(reads)
        return
    # One fewer, because this process has its own work meanwhile.
    with _pool(served, lambda: Check(earlier, served).others, jobs - 1) as pool:
        waiting = [(shard, _handed_out(pool, shard)) for shard in shards]
        yield lambda: set(chain.from_iterable(_others(shard, future) for shard, future in waiting))


def _others(shard: Sequence[bytes], future: Future[bytes]) -> Sequence[bytes]:
    try:
        return _decode_reads(future.result())
    except BrokenProcessPool:
        return shard


def made(
    begun: Begun, hoped: frozenset[str], dated: Sequence[str], left: Sequence[str], jobs: int, more: More
) -> Iterator[Batch]:
    """Yield what became of kept files that get today's words and of addresses to be answered, shard by shard.

    `more` is asked after each for addresses that have come to light by then. A pool that loses a process is made anew.
    """
    shards, make = _mixed(_shards(dated, is_kept=True), _shards(left)), partial(begun.making, hoped)
    if not _is_pooled(shards, jobs):
        yield from _made_here(make(), shards, more)
        return
    for _ in range(_TRIES):
        # Putting words into files waits for the disk, answering for the processor: one more has something to do.
        with _pool(begun.served, make, jobs + bool(dated)) as pool:
            waiting = deque((shard, _handed_out(pool, shard)) for shard in shards)
            shards = []
            while waiting:
                shard, future = waiting.popleft()
                try:
                    yield _decode_batch(future.result())
                except BrokenProcessPool:
                    shards.append(shard)
                waiting.extend((shard, _handed_out(pool, shard)) for shard in _shards(more()))
        if not shards:
            return
    raise BusyError("its processes were killed again and again", where=str(begun.folder), cure="look at the memory")


def _made_here(make: Callable[[Shard], Batch], shards: Sequence[Shard], more: More) -> Iterator[Batch]:
    waiting = deque(shards)
    while waiting:
        yield make(waiting.popleft())
        waiting.extend(_shards(more()))


def _shards(addresses: Sequence[str], *, is_kept: bool = False) -> list[Shard]:
    return [Shard(addresses[start : start + SHARD], is_kept) for start in range(0, len(addresses), SHARD)]


def _mixed(first: Sequence[Shard], second: Sequence[Shard]) -> list[Shard]:
    """Return the shards of both, evenly mixed, so that the processor works while the disk does."""
    placed = [(at / len(shards), shard) for shards in (first, second) for at, shard in enumerate(shards)]
    return [shard for _, shard in sorted(placed, key=itemgetter(0))]


def _is_pooled(shards: Sequence[Shard] | Sequence[Sequence[bytes]], jobs: int) -> bool:
    return jobs > 1 and sys.platform == "linux" and len(shards) > 1


def _pool(served: Traced, make: Callable[[], Work], jobs: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(served, make))


def _handed_out(pool: ProcessPoolExecutor, shard: Shard | Sequence[bytes]) -> Future[bytes]:
    """Return what becomes of a shard; a pool that lost a process already says so there too."""
    try:
        return pool.submit(_do, shard)
    except BrokenProcessPool as lost:
        none: Future[bytes] = Future()
        none.set_exception(lost)
        return none


def _begin(served: Traced, make: Callable[[], Work]) -> None:
    """Make this process's own work; what was made of the release ahead came with the fork."""
    global _work
    served.forget_connections()
    _work = make()


def _do(shard: Shard | Sequence[bytes]) -> bytes:
    if _work is None:
        raise RuntimeError("the process was not begun")
    return msgspec.msgpack.encode(_work(shard))
