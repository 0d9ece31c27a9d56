"""The work of publishing on processes that have the release by fork, or in this one where that is as good."""

from __future__ import annotations

import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from comity.errors import BusyError
from comity.web.publishing.batch import Batch, Kept
from comity.web.publishing.disk import Disk
from comity.web.publishing.earlier import Check, Earlier, Entry
from comity.web.publishing.keeping import Keeper
from comity.web.publishing.looking import Findings, Looked, Looker, Sought
from comity.web.publishing.traced import Traced
from comity.web.publishing.walk import Walker

# Small enough that a killed run loses seconds, large enough that handing them out costs nothing.
SHARD = 150
# Of reads and files that are only looked at, which is soon done.
_SOUGHT = 1500
_TRIES = 3


class Shard(NamedTuple):
    """Some addresses for a process: of kept files that are given today's words, or to be answered."""

    addresses: Sequence[str]
    is_kept: bool = False


Work = Callable[[Any], msgspec.Struct]
More = Callable[[], Sequence[str]]
_work: Work | None = None
_decode_looked = msgspec.msgpack.Decoder(Looked).decode
_decode_batch = msgspec.msgpack.Decoder(Batch).decode


class Begun(NamedTuple):
    """What the processes share: the application, its release, the folder, and what was published there before.

    `known` is every file's hash as last published, `earlier` from what, `entries` the same by address.
    """

    app: Any
    served: Traced
    folder: Path
    known: dict[str, str]
    earlier: Earlier
    entries: dict[str, Entry]

    def findings(self) -> Findings:
        """Return what puts together what processes see of what was published earlier."""
        return Findings(self.earlier, self.entries, self.known, self.served.days)

    def looking(self) -> Callable[[Sought], Looked]:
        """Return a process's own work of looking at what was published earlier."""
        return Looker(Check(self.earlier, self.served), Disk(self.folder), self.entries).look

    def making(self, hoped: frozenset[str]) -> Callable[[Shard], Batch]:
        """Return a process's own work of putting days into kept files and of answering addresses."""
        keeper = Keeper(self.served, Disk(self.folder), self.entries)
        walker = Walker(self.app, Disk(self.folder), self.known, hoped)
        return lambda shard: (keeper.say_days if shard.is_kept else walker.walk)(shard.addresses)


@contextmanager
def looked_at(begun: Begun, addresses: Sequence[str], jobs: int) -> Iterator[Callable[[], Kept]]:
    """Look at what was published earlier, on processes that begin at once, and give what tells which files are kept.

    What a killed process had in hand counts as other than it was, and is made.
    """
    findings = begun.findings()

    def kept(looked: Iterable[Looked]) -> Kept:
        findings.add(looked)
        return findings.kept(addresses)

    sought = _sought(begun, [address for address in addresses if not findings.is_dated(address)])
    if not _is_pooled(sought, jobs):
        yield lambda: kept(map(begun.looking(), sought))
        return
    with _pool(begun, begun.looking, jobs) as pool:
        waiting = [(one, _handed_out(pool, one)) for one in sought]
        yield lambda: kept(_seen(one, future) for one, future in waiting)


def _sought(begun: Begun, files: Sequence[str]) -> list[Sought]:
    noted = begun.earlier.reads.by_key
    # Those of one statement come one behind the other, so that it is prepared once.
    reads = sorted(noted, key=lambda key: noted[key].what)
    return [
        *(Sought(reads=reads[at : at + _SOUGHT]) for at in range(0, len(reads), _SOUGHT)),
        *(Sought(files=files[at : at + _SOUGHT]) for at in range(0, len(files), _SOUGHT)),
    ]


def _seen(sought: Sought, future: Future[bytes]) -> Looked:
    try:
        return _decode_looked(future.result())
    except BrokenProcessPool:
        return Looked(sought.reads, sought.files)


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
        with _pool(begun, make, jobs + bool(dated)) as pool:
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


def _is_pooled(shards: Sequence[Shard] | Sequence[Sought], jobs: int) -> bool:
    return jobs > 1 and sys.platform == "linux" and len(shards) > 1


def _pool(begun: Begun, make: Callable[[], Work], jobs: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(begun, make))


def _handed_out(pool: ProcessPoolExecutor, shard: Shard | Sought) -> Future[bytes]:
    """Return what becomes of a shard; a pool that lost a process already says so there too."""
    try:
        return pool.submit(_do, shard)
    except BrokenProcessPool as lost:
        none: Future[bytes] = Future()
        none.set_exception(lost)
        return none


def _begin(begun: Begun, make: Callable[[], Work]) -> None:
    """Make this process's own work; what was made of the release ahead came with the fork."""
    global _work
    begun.served.forget_connections()
    _work = make()


def _do(shard: Shard | Sought) -> bytes:
    if _work is None:
        raise RuntimeError("the process was not begun")
    return msgspec.msgpack.encode(_work(shard))
