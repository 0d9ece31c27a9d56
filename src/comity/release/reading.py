"""Many files read at once: a pure function from a file to its rows, run in this process or on a pool of processes.

The result is the same either way. A pool pays from a few dozen files on; a worker that dies costs nothing but time,
because its files are then read here.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path

import msgspec

from comity.errors import ComityError, SourceError, UnreadableError
from comity.model import ListFacts, ParsedList, PrintedRow, Refusal, RowIssue
from comity.release.uncollected import uncollected

Read = Callable[[bytes, str], ParsedList]

# Larger than any list by far; what is larger is not read into memory at all.
MAX_BYTES = 64 * 1024 * 1024
# Fewer files than this are read faster than a pool starts.
POOLED_FROM = 48
SHARD = 24


class Outcome(msgspec.Struct, frozen=True):
    """A file that was read, or the error that says why it could not be; `parsed` then holds its facts alone."""

    parsed: ParsedList
    error: ComityError | None = None


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    """One outcome on its way between processes; `rows` are numbers into the shard's distinct rows."""

    facts: ListFacts
    locators: list[str]
    rows: list[int]
    refused: tuple[Refusal, ...]
    issues: tuple[RowIssue, ...]
    row_count: int
    error: tuple[str, str, str, str] | None


class _Shard(msgspec.Struct, frozen=True, array_like=True):
    """The outcomes of some files, with each distinct printed row once: lists repeat almost all of each other."""

    printed_rows: list[PrintedRow]
    lists: list[_Packed]


def read_files(read: Read, paths: Sequence[Path]) -> Iterator[Outcome]:
    """Yield what each file holds, in order."""
    if len(paths) < POOLED_FROM or (os.cpu_count() or 1) < 2:
        yield from (read_file(read, path) for path in paths)
        return
    shards = [paths[start : start + SHARD] for start in range(0, len(paths), SHARD)]
    # A forked worker starts at once with everything imported; elsewhere than on Linux forking is not safe.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    workers = min(os.cpu_count() or 1, 4)
    with ProcessPoolExecutor(workers, context, initializer=_end_with, initargs=(os.getpid(),)) as pool:
        waiting: list[Future[bytes]] = []
        # A pool whose worker died takes nothing more: what is left then is read here too.
        with suppress(BrokenProcessPool):
            for shard in shards:
                waiting.append(pool.submit(_read_shard, read, shard))  # noqa: PERF401  those before it broke count
        for shard, future in zip_longest(shards, waiting):
            packed = _packed_by(future)
            yield from _unpack(packed) if packed else (read_file(read, path) for path in shard)


def read_file(read: Read, path: Path) -> Outcome:
    """Return what a file holds; a file that cannot be read is an outcome too."""
    # A name may hold bytes that are no text at all; they become the sign for that.
    name = os.fsencode(path.name).decode("utf-8", "replace")
    try:
        if path.stat().st_size > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            cure = "a list is far smaller; look what it is"
            raise UnreadableError(f"the file is larger than {limit} MB", where=name, cure=cure)
        return Outcome(read(path.read_bytes(), name))
    except (UnreadableError, SourceError) as error:
        with path.open("rb") as file:
            facts = ListFacts(name, hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)
        return Outcome(ParsedList(facts, rows=(), refused=(), issues=(), row_count=0), error)


# Seconds between two looks of a worker at whether it still has a parent.
_WATCH = 0.5


def _end_with(parent: int) -> None:
    """Let this worker end once its parent was killed: it would wait for work for ever, holding what it inherited."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)


def _read_shard(read: Read, paths: Sequence[Path]) -> bytes:
    with uncollected():
        return msgspec.msgpack.encode(_shard(read, paths))


def _shard(read: Read, paths: Sequence[Path]) -> _Shard:
    numbers: dict[PrintedRow, int] = {}
    lists = []
    for path in paths:
        outcome = read_file(read, path)
        parsed, error = outcome.parsed, outcome.error
        rows = [numbers.setdefault(row, len(numbers)) for _, row in parsed.rows]
        told = (type(error).__name__, error.problem, error.where, error.cure) if error else None
        locators = [locator for locator, _ in parsed.rows]
        lists.append(_Packed(parsed.facts, locators, rows, parsed.refused, parsed.issues, parsed.row_count, told))
    return _Shard(list(numbers), lists)


def _packed_by(future: Future[bytes] | None) -> bytes:
    """Return what a worker read, or nothing where it died or was never asked."""
    with suppress(BrokenProcessPool):
        return future.result() if future else b""
    return b""


def _unpack(data: bytes) -> Iterator[Outcome]:
    shard = msgspec.msgpack.decode(data, type=_Shard)
    for item in shard.lists:
        rows = [shard.printed_rows[number] for number in item.rows]
        pairs = tuple(zip(item.locators, rows, strict=True))
        yield Outcome(ParsedList(item.facts, pairs, item.refused, item.issues, item.row_count), _error(item.error))


def _error(told: tuple[str, str, str, str] | None) -> ComityError | None:
    if told is None:
        return None
    kind, problem, where, cure = told
    kinds: dict[str, type[ComityError]] = {"SourceError": SourceError, "UnreadableError": UnreadableError}
    return kinds[kind](problem, where=where, cure=cure)
