"""Where a function runs over many files: in this process, on a pool of processes here, or on a dask cluster."""

from __future__ import annotations

import importlib
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from typing import Any

from comity.archive.jobs import Result
from comity.errors import UsageError

Work = Callable[[str], Result]
Outcome = tuple[str, Result | str]

# A file whose worker died this often is the reason of it.
TRIES = 3
# Files handed to each worker ahead of time; more would only be lost together.
_AHEAD = 2
_LONGEST_WAIT = "30s"


class HereEngine:
    """One file after the other in this process."""

    def run(self, work: Work, shards: Sequence[str]) -> Iterator[Outcome]:
        """Yield each file with its result."""
        for shard in shards:
            yield shard, work(shard)


class PoolEngine:
    """A pool of processes; one that is killed costs the files it held another try, and nothing else."""

    def __init__(self, workers: int) -> None:
        """Take the number of processes."""
        self.workers = workers

    def run(self, work: Work, shards: Sequence[str]) -> Iterator[Outcome]:
        """Yield each file once, in the order in which they are done."""
        left = list(shards)
        while left:
            broken: list[str] = []
            with self._pool(self.workers) as pool:
                yield from _drain(pool, work, left, self.workers * _AHEAD, broken)
            # The pool does not tell whose worker died: the files it held are tried one by one.
            yield from self._one_by_one(work, broken)

    def _one_by_one(self, work: Work, shards: list[str]) -> Iterator[Outcome]:
        """Yield each file's result from a process that holds no other file; one that kills it each time is told."""
        left = [(shard, TRIES) for shard in shards]
        while left:
            with self._pool(1) as pool:
                while left:
                    shard, tries = left.pop(0)
                    try:
                        yield shard, pool.submit(work, shard).result()
                    except BrokenProcessPool:
                        if tries > 1:
                            left.insert(0, (shard, tries - 1))
                        else:
                            yield shard, f"its worker died {TRIES + 1} times"
                        break

    @staticmethod
    def _pool(workers: int) -> ProcessPoolExecutor:
        # A fresh interpreter each: a fork would share the locks of the libraries' threads.
        return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def _drain(pool: Executor, work: Work, left: list[str], ahead: int, broken: list[str]) -> Iterator[Outcome]:
    """Yield results until `left` is empty or the pool breaks; the files it then held are put into `broken`."""
    running: dict[Future[Result], str] = {}
    while (left and not broken) or running:
        while left and not broken and len(running) < ahead:
            shard = left.pop(0)
            try:
                running[pool.submit(work, shard)] = shard
            except BrokenProcessPool:
                broken.append(shard)
        for future in wait(running, return_when=FIRST_COMPLETED).done if running else ():
            shard = running.pop(future)
            try:
                yield shard, future.result()
            except BrokenProcessPool:
                broken.append(shard)


class DaskEngine:
    """A dask.distributed cluster that exists already; it needs the extra `dask` and this package on its workers."""

    def __init__(self, address: str) -> None:
        """Take the scheduler's address."""
        self.address = address

    def run(self, work: Work, shards: Sequence[str]) -> Iterator[Outcome]:
        """Yield each file once; the cluster itself tries a file again whose worker died."""
        with self._client() as client:
            ahead = max(1, sum(client.nthreads().values())) * _AHEAD
            executor = client.get_executor(retries=TRIES, pure=False)
            suspects: list[str] = []
            for shard, result in _window(executor, work, list(shards), ahead):
                if isinstance(result, str):
                    suspects.append(shard)
                else:
                    yield shard, result
            # A file that waited on a worker which died is suspected with the one that killed it: each is tried alone.
            yield from _window(executor, work, suspects, 1)

    def _client(self) -> AbstractContextManager[Any]:
        try:
            distributed = importlib.import_module("distributed")
        except ImportError as error:
            cure = "install it with `pip install 'comity[dask]'`"
            raise UsageError("--engine dask needs the package distributed", cure=cure) from error
        try:
            client: AbstractContextManager[Any] = distributed.Client(self.address, timeout=_LONGEST_WAIT)
        except (OSError, ValueError) as error:
            cure = "give the address that the scheduler printed when it started, as in tcp://host:8786"
            raise UsageError(f"no scheduler answers at {self.address}", cure=cure) from error
        return client


def _window(executor: Executor, work: Work, left: list[str], ahead: int) -> Iterator[Outcome]:
    """Yield each file's result or problem, no more than `ahead` of them handed out at a time."""
    running: dict[Future[Result], str] = {}
    while left or running:
        while left and len(running) < ahead:
            shard = left.pop(0)
            running[executor.submit(work, shard)] = shard
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            yield _told(running.pop(future), future)


def _told(shard: str, future: Future[Result]) -> Outcome:
    try:
        return shard, future.result()
    except Exception as error:  # noqa: BLE001 - a cluster's errors are its own classes; the file is told, the run goes on
        return shard, f"the cluster gave it up ({type(error).__name__})"
