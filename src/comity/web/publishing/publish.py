"""The whole site into a folder: walked on a pool, resumed where it stopped, rid of what is gone, its links checked."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from comity.archive import storage_errors, write_durably
from comity.errors import BusyError, CheckError, UsageError
from comity.release.lock import one_at_a_time
from comity.release.uncollected import uncollected
from comity.settings import Settings
from comity.web import addresses
from comity.web.app import create_app
from comity.web.publishing.files import file_of
from comity.web.publishing.listing import feed_addresses, other_addresses, page_addresses
from comity.web.publishing.walk import Walker, Written, alone, answer, questions, write_file
from comity.web.served import Served

MANIFEST = ".comity-publish.json"
PART = ".comity-publish.part"
NOT_FOUND = "404.html"
# Small enough that a killed run loses seconds, large enough that handing them out costs nothing.
SHARD = 150
# Pages link to questions, and those to further pages of theirs: no question of the site leads further than this.
_ROUNDS = 200
# Linked files that no list of pages names: they are found by the links to them.
_FOUND_BY_LINK = (addresses.STYLE, addresses.PLOTS, addresses.ASSETS, f"/es{addresses.PLOTS}")
_TRIES = 3

Progress = Callable[[int, int], None]


class PublishReport(msgspec.Struct, frozen=True):
    """What a run did: files in the site, written because new or changed, removed, and taken over from a stopped run."""

    release_id: str
    file_count: int
    written_count: int
    removed_count: int
    resumed_count: int
    is_unchanged: bool = False


class _Manifest(msgspec.Struct, frozen=True):
    """What stands in the folder: the validator of release and program, and every file's hash."""

    tag: str
    release_id: str
    files: dict[str, str]


def publish(
    settings: Settings,
    folder: Path,
    *,
    base_url: str = "",
    jobs: int = 0,
    progress: Progress = lambda done, total: None,
) -> PublishReport:
    """Write the site of the current release into a folder; only what is new or other is written.

    A run over what is published already ends at once; one that was stopped goes on where it stopped. Raises
    CheckError (an address that is not answered, a link that leads nowhere), UsageError (the folder holds something
    else), BusyError (another run) and StorageError.
    """
    _check_folder(folder)
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with one_at_a_time(folder / ".comity-publish.lock", "publishing"), uncollected():
        app: Any = create_app(settings, base_url=base_url, check_every=float("inf"))
        served = app.asgi_handler.serving.current()
        before = _read_manifest(folder)
        if before.tag == served.tag and not (folder / PART).exists():
            return PublishReport(served.release.release_id, len(before.files), 0, 0, 0, is_unchanged=True)
        return _publish(app, served, folder, before, jobs or os.cpu_count() or 1, progress)


def _publish(app: Any, served: Served, folder: Path, before: _Manifest, jobs: int, progress: Progress) -> PublishReport:
    done = _read_part(folder, served.tag)
    resumed = len(done)
    wanted = list(dict.fromkeys([*page_addresses(served), *other_addresses(served), *feed_addresses(served)]))
    with _journal(folder, served.tag, done) as journal:
        for _ in range(_ROUNDS):
            left = [one for one in wanted if one not in done]
            if not left:
                break
            for some in _walked(app, served, folder, before.files, left, jobs):
                done |= {one.address: one for one in some}
                journal(some)
                progress(len(done), len(wanted))
            wanted += _linked(done.values(), set(wanted))
    files = {one.file: one.digest for one in done.values()}
    files[NOT_FOUND] = _write_not_found(app, folder)
    _check_links(done.values(), set(files))
    removed = _remove(folder, set(before.files) - set(files))
    manifest = _Manifest(served.tag, served.release.release_id, dict(sorted(files.items())))
    write_durably(folder / MANIFEST, msgspec.json.encode(manifest))
    (folder / PART).unlink(missing_ok=True)
    written = sum(one.is_written for one in done.values())
    return PublishReport(served.release.release_id, len(files), written, removed, resumed)


def _check_folder(folder: Path) -> None:
    """Refuse a folder that holds what this program did not publish: it would be mixed with the site."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError("a file stands where the folder should be", where=str(folder), cure="name another folder")
    ours = {MANIFEST, PART, ".comity-publish.lock"}
    names = {path.name for path in folder.iterdir()}
    if names and not names & ours:
        cure = "name an empty folder, or one that was published before"
        raise UsageError("the folder holds something else", where=str(folder), cure=cure)


def _read_manifest(folder: Path) -> _Manifest:
    # One that is absent or damaged says nothing of the files: all are compared by writing them.
    with suppress(FileNotFoundError, msgspec.MsgspecError):
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=_Manifest)
    return _Manifest("", "", {})


def _read_part(folder: Path, tag: str) -> dict[str, Written]:
    """Return what a stopped run had written for the same release; a line that was cut off is done again."""
    try:
        head, *lines = (folder / PART).read_bytes().split(b"\n")
    except FileNotFoundError:
        return {}
    found: dict[str, Written] = {}
    if head.decode("utf-8", "replace") != tag:
        return found
    for line in lines:
        with suppress(msgspec.MsgspecError):
            found |= {one.address: one for one in msgspec.json.decode(line, type=list[Written])}
    return {address: one for address, one in found.items() if (folder / one.file).is_file()}


class _journal:
    """Notes what was written as it goes, so that a stopped run is taken up."""

    def __init__(self, folder: Path, tag: str, done: dict[str, Written]) -> None:
        self._path, self._tag, self._done = folder / PART, tag, done

    def __enter__(self) -> Callable[[Sequence[Written]], None]:
        self._file = self._path.open("wb")
        self._file.write(self._tag.encode() + b"\n")
        self._note(list(self._done.values()))
        return self._note

    def _note(self, some: Sequence[Written]) -> None:
        with storage_errors(self._path):
            self._file.write(msgspec.json.encode(some) + b"\n")
            self._file.flush()

    def __exit__(self, *_: object) -> None:
        self._file.close()


_walker: Walker | None = None


def _begin(app: Any, served: Served, folder: Path, known: dict[str, str]) -> None:
    """Make this process's own walker; what was made of the release ahead came with the fork."""
    global _walker
    served.forget_connections()
    _walker = Walker(app, folder, known)


def _walk(shard: Sequence[str]) -> bytes:
    if _walker is None:
        raise RuntimeError("the process was not begun")
    return msgspec.msgpack.encode(_walker.walk(shard))


def _walked(
    app: Any, served: Served, folder: Path, known: dict[str, str], left: Sequence[str], jobs: int
) -> Iterator[list[Written]]:
    """Yield what became of the addresses, shard by shard; a pool that loses a process is made anew."""
    shards = [left[start : start + SHARD] for start in range(0, len(left), SHARD)]
    if jobs == 1 or sys.platform != "linux" or len(shards) < 2:
        walker = Walker(app, folder, known)
        yield from (walker.walk(shard) for shard in shards)
        return
    decode = msgspec.msgpack.Decoder(list[Written]).decode
    for _ in range(_TRIES):
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, context, initializer=_begin, initargs=(app, served, folder, known)) as pool:
            waiting = [(shard, pool.submit(_walk, shard)) for shard in shards]
            shards = []
            for shard, future in waiting:
                try:
                    yield decode(future.result())
                except BrokenProcessPool:
                    shards.append(shard)
        if not shards:
            return
    raise BusyError("its processes were killed again and again", where=str(folder), cure="look at the memory")


def _linked(written: Iterable[Written], known: set[str]) -> list[str]:
    """Return what pages link to that no list names: questions, plots, styles."""
    some = list(written)
    found = {link for one in some for link in one.links if link.startswith(_FOUND_BY_LINK)} | questions(some)
    return sorted(found - known)


def _write_not_found(app: Any, folder: Path) -> str:
    """Write the page that a web server shows for an address that is none."""
    _, _, body = alone(answer(app, "/no-such-page"))
    write_file(folder / NOT_FOUND, body)
    return hashlib.sha256(body).hexdigest()[:32]


def _check_links(written: Iterable[Written], files: set[str]) -> None:
    """Raise CheckError where an internal link leads to no file."""
    broken: dict[str, str] = {}
    for one in written:
        for link in one.links:
            if file_of(link.partition("#")[0]) not in files:
                broken.setdefault(link, one.address)
    if broken:
        told = "; ".join(f"{page} → {link}" for link, page in sorted(broken.items())[:5])
        raise CheckError(f"{len(broken)} internal link(s) lead nowhere: {told}", cure="mend the page that links")


def _remove(folder: Path, names: Iterable[str]) -> int:
    """Remove the files that the last run published and this one does not, and the folders that they leave empty."""
    count = 0
    for name in names:
        path = folder / name
        with storage_errors(path):
            path.unlink(missing_ok=True)
        count += 1
        for parent in path.relative_to(folder).parents:
            if not parent.name:
                break
            with suppress(OSError):
                (folder / parent).rmdir()
    return count
