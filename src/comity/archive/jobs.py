"""Runs one function over many files, here or on a cluster, and keeps each result once, whole and on the disk.

The function must be pure and importable by name: any try of a file gives the same result, so that a file whose worker
died is simply read again. On disk: `<folder>/<name>-<hash of its path>.<form>`, and beside it `….done.json`, written
last, which says what the result was made of; a file whose `done` still fits is not read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from comity.archive.durable import storage_errors, write_durably


class Result(msgspec.Struct, frozen=True):
    """What a file gave: its rows as the bytes of one file, and counts of them by name."""

    rows: bytes
    counts: dict[str, int]


class Finished(msgspec.Struct, frozen=True):
    """A file that is done: by this run, by an earlier one (`is_resumed`), or not at all (`problem`)."""

    shard: str
    counts: dict[str, int]
    rows: bytes = b""
    problem: str = ""
    is_resumed: bool = False


class Engine(Protocol):
    """Runs a function over many files; a file that cannot be done comes back as the problem in words."""

    def run(self, work: Callable[[str], Result], shards: Sequence[str]) -> Iterator[tuple[str, Result | str]]:
        """Yield each file once with its result or its problem, in any order."""


class _Done(msgspec.Struct, frozen=True):
    """What a finished result was made of, and its counts."""

    shard: str
    size: int
    modified_ns: int
    made_by: str
    counts: dict[str, int]


def unique_shards(paths: Sequence[Path]) -> list[str]:
    """Return the files' paths, each once, in order."""
    return list({str(path.resolve()): str(path) for path in reversed(paths)}.values())[::-1]


def run_into(
    folder: Path, work: Callable[[str], Result], shards: Sequence[str], engine: Engine, *, made_by: str, form: str
) -> Iterator[Finished]:
    """Yield each file once as it is done, its result durably in `folder`; those done before are not read again.

    `made_by` names the function's version and options: a result made by another is made anew.
    """
    left = []
    for shard in shards:
        done = _read_done(folder, shard, form)
        if done is not None and done == _done(shard, made_by, done.counts):
            yield Finished(shard, done.counts, is_resumed=True)
        else:
            left.append(shard)
    # What a file was before it was read: one that changes meanwhile is read again at the next run.
    before = {shard: _done(shard, made_by, {}) for shard in left}
    for shard, result in engine.run(work, left):
        if isinstance(result, str):
            yield Finished(shard, {}, problem=result)
            continue
        path = result_path(folder, shard, form)
        write_durably(path, result.rows)
        done = msgspec.structs.replace(before[shard], counts=result.counts)
        write_durably(_done_path(path), msgspec.json.encode(done))
        yield Finished(shard, result.counts)


def result_path(folder: Path, shard: str, form: str) -> Path:
    """Return where the rows of a file stand."""
    digest = hashlib.sha256(str(Path(shard).resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return folder / f"{Path(shard).name}-{digest[:12]}.{form}"


def _done_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.done.json")


def _done(shard: str, made_by: str, counts: dict[str, int]) -> _Done:
    try:
        facts = Path(shard).stat()
    except OSError:
        # The function says what is wrong with a file that cannot be read.
        return _Done(shard, -1, -1, made_by, counts)
    return _Done(shard, facts.st_size, facts.st_mtime_ns, made_by, counts)


def _read_done(folder: Path, shard: str, form: str) -> _Done | None:
    """Return what is noted beside a finished result, or None where there is none that can be trusted."""
    path = result_path(folder, shard, form)
    with storage_errors(path):
        if not (path.is_file() and _done_path(path).is_file()):
            return None
        try:
            return msgspec.json.decode(_done_path(path).read_bytes(), type=_Done)
        except msgspec.DecodeError:
            return None
