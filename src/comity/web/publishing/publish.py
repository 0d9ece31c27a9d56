"""The whole site into a folder: walked on a pool, resumed where it stopped, rid of what is gone, its links checked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from comity.archive import storage_errors, write_durably
from comity.errors import UsageError
from comity.release.lock import one_at_a_time
from comity.release.uncollected import uncollected
from comity.settings import Settings
from comity.web.app import create_app, prepare
from comity.web.publishing.batch import Batch
from comity.web.publishing.disk import PARTS, Disk, digest_of_file, sweep_parts
from comity.web.publishing.earlier import READS, read_earlier, write_earlier
from comity.web.publishing.listing import feed_addresses, other_addresses, page_addresses
from comity.web.publishing.pool import Begun, looked_at, made
from comity.web.publishing.site import Site
from comity.web.publishing.traced import Traced
from comity.web.publishing.walk import alone, answer

MANIFEST = ".comity-publish.json"
PART = ".comity-publish.part"
NOT_FOUND = "404.html"
_LOCK = ".comity-publish.lock"
_OURS = {MANIFEST, PART, PARTS, READS, _LOCK}
# Pages link to questions, and those to further pages of theirs: no question of the site leads further than this.
_ROUNDS = 200

Progress = Callable[[int, int], None]


class PublishReport(msgspec.Struct, frozen=True):
    """What a run did: files in the site, written because new or changed, removed, and taken over from a stopped run.

    `kept_count` files were not made again, because the release gives them what it gave the last time; of those, the
    ones that show the newest list's day are among the written all the same.
    """

    release_id: str
    file_count: int
    written_count: int
    removed_count: int
    resumed_count: int
    kept_count: int = 0
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
    """Write the site of the current release into a folder; only what is new or other is made and written.

    A run over what is published already ends at once; one that was stopped goes on where it stopped. Raises
    CheckError (an address that is not answered, a link that leads nowhere), UsageError (the folder holds something
    else), BusyError (another run) and StorageError.
    """
    _check_folder(folder)
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with one_at_a_time(folder / _LOCK, "publishing"), uncollected():
        app: Any = create_app(settings, base_url=base_url, check_every=float("inf"), kind=Traced, ready=())
        served = app.asgi_handler.serving.current()
        sweep_parts(folder)
        before = _trusted(folder, _read_manifest(folder), served.tag)
        if before.tag == served.tag and not (folder / PART).exists():
            count = len(before.files)
            return PublishReport(served.release.release_id, count, 0, 0, 0, count, is_unchanged=True)
        return _publish(app, served, folder, before, jobs or os.cpu_count() or 1, progress)


def _publish(app: Any, served: Traced, folder: Path, before: _Manifest, jobs: int, progress: Progress) -> PublishReport:
    earlier = read_earlier(folder, before.tag, served)
    begun = Begun(app, served, folder, before.files, earlier, earlier.by_address())
    site = Site(earlier, begun.entries)
    resumed = _gather(site, begun, jobs, progress)
    files = site.files()
    files[NOT_FOUND] = _write_not_found(app, folder)
    site.check_links(set(files))
    removed = _remove(folder, set(before.files) - set(files))
    with ThreadPoolExecutor(1) as beside:
        # The disk takes its time for what the next release is looked at with; meanwhile the hashes are written out.
        entries = list(site.entries.values())
        told = beside.submit(write_earlier, folder, served, entries, site.links, site.reads, begun.earlier.needed_count)
        manifest = msgspec.json.encode(_Manifest(served.tag, served.release.release_id, dict(sorted(files.items()))))
        told.result()
    write_durably(folder / MANIFEST, manifest)
    (folder / PART).unlink(missing_ok=True)
    sweep_parts(folder)
    return PublishReport(
        release_id=served.release.release_id,
        file_count=len(files),
        written_count=site.written_count,
        removed_count=removed,
        resumed_count=resumed,
        kept_count=site.kept_count,
    )


def _gather(site: Site, begun: Begun, jobs: int, progress: Progress) -> int:
    """Fill the site with every file, kept or made, and return how many a stopped run had written."""
    served = begun.served
    noted = list(_read_part(begun.folder, served.tag))
    done = {one.address for batch in noted for one in batch.written}
    # While processes look at what was published before, what answers need is made in this one.
    earlier = [entry.address for entry in begun.earlier.entries if entry.address not in done]
    with looked_at(begun, earlier, jobs) as found:
        # Nobody searches while a site is published: what the API would make ready for that is not made.
        prepare(("pages",), served)
        site.reads.add(served.take_reads())
        wanted = list(dict.fromkeys([*page_addresses(served), *other_addresses(served), *feed_addresses(served)]))
        hoped = site.hope_for(wanted)
        for batch in noted:
            site.add(batch)
        resumed = len(site.entries)
        kept = found()
        site.keep(kept.untouched)
        dated = kept.dated
    with _journal(begun.folder, served.tag, bool(noted)) as journal:
        for _ in range(_ROUNDS):
            in_hand = set(dated)
            left = [one for one in (*wanted, *hoped) if not (site.has(one) or one in in_hand)]
            if not (left or dated):
                break
            to_light = _ToLight(site, in_hand.union(left))
            for batch in made(begun, frozenset(hoped), dated, left, jobs, to_light.take):
                site.add(batch)
                to_light.look()
                journal(batch)
                progress(len(site.entries), len(wanted))
            # What no list names is answered from now on where a link leads there, as is what was not as published.
            hoped, dated = [], []
            wanted += sorted(one for one in to_light.found.difference(wanted) if not site.has(one))
    return resumed


class _ToLight:
    """Addresses that no list names and links lead to, as they come to light while others are made."""

    def __init__(self, site: Site, in_hand: set[str]) -> None:
        self.found: set[str] = set()
        self._site, self._in_hand = site, in_hand
        self._fresh: list[str] = []

    def look(self) -> None:
        """Look at the links of what was made since this was last done."""
        linked = self._site.new_addresses()
        self.found |= linked
        self._fresh += sorted(linked - self._in_hand)
        self._in_hand |= linked

    def take(self) -> list[str]:
        """Return those that nobody has in hand yet, each once."""
        fresh, self._fresh = self._fresh, []
        return fresh


def _check_folder(folder: Path) -> None:
    """Refuse a folder that holds what this program did not publish: it would be mixed with the site."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError("a file stands where the folder should be", where=str(folder), cure="name another folder")
    names = {path.name for path in folder.iterdir()}
    if names and not names & _OURS:
        cure = "name an empty folder, or one that was published before"
        raise UsageError("the folder holds something else", where=str(folder), cure=cure)


def _read_manifest(folder: Path) -> _Manifest:
    # One that is absent or damaged says nothing of the files: all are compared by writing them.
    with suppress(FileNotFoundError, msgspec.MsgspecError):
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=_Manifest)
    return _Manifest("", "", {})


def _trusted(folder: Path, before: _Manifest, tag: str) -> _Manifest:
    """Return the manifest, or every file that is there with no hash where a run for another release was stopped.

    Such a run has written some files and not said so: none is what the manifest says without looking.
    """
    part = folder / PART
    if not part.exists() or _head_of(part) == tag:
        return before
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return _Manifest("", "", {path: "" for path in paths if path not in _OURS})


def _head_of(part: Path) -> str:
    with part.open("rb") as file:
        return file.readline().rstrip(b"\n").decode("utf-8", "replace")


def _read_part(folder: Path, tag: str) -> Iterator[Batch]:
    """Yield what a stopped run had written for the same release; a line that was cut off is done again."""
    path = folder / PART
    if not path.exists() or _head_of(path) != tag:
        return
    for line in path.read_bytes().split(b"\n")[1:]:
        with suppress(msgspec.MsgspecError):
            batch = msgspec.json.decode(line, type=Batch)
            yield Batch([one for one in batch.written if (folder / one.file).is_file()], batch.reads)


class _journal:
    """Notes what was written as it goes, so that a stopped run is taken up."""

    def __init__(self, folder: Path, tag: str, is_resumed: bool) -> None:
        self._path, self._tag, self._is_resumed = folder / PART, tag, is_resumed

    def __enter__(self) -> Callable[[Batch], None]:
        self._file = self._path.open("ab" if self._is_resumed else "wb")
        # A line that was cut off ends here, and is none.
        self._file.write(b"\n" if self._is_resumed else self._tag.encode() + b"\n")
        self._file.flush()
        return self._note

    def _note(self, batch: Batch) -> None:
        # What was left as it was is found so again, in less time than a note would take.
        noted = Batch([one for one in batch.written if one.is_written or not one.is_kept], batch.reads)
        if not noted.written:
            return
        with storage_errors(self._path):
            self._file.write(msgspec.json.encode(noted) + b"\n")
            self._file.flush()

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _write_not_found(app: Any, folder: Path) -> str:
    """Write the page that a web server shows for an address that is none."""
    _, _, body = alone(answer(app, "/no-such-page"))
    Disk(folder).write(NOT_FOUND, body)
    return digest_of_file(body)


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
