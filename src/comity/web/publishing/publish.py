"""The whole site into a folder: walked on a pool, resumed where it stopped, rid of what is gone, its links checked."""

from __future__ import annotations

import os
from collections.abc import Iterable
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
from comity.web.publishing.batch import Progress
from comity.web.publishing.disk import PARTS, Disk, digest_of_file, sweep_parts
from comity.web.publishing.earlier import READS, read_earlier, write_earlier
from comity.web.publishing.opened import Opened
from comity.web.publishing.pool import asked_again
from comity.web.publishing.resuming import PART, head_of
from comity.web.publishing.traced import Traced
from comity.web.publishing.walk import alone, answer
from comity.web.served import Serving

MANIFEST = ".comity-publish.json"
NOT_FOUND = "404.html"
_LOCK = ".comity-publish.lock"
_OURS = {MANIFEST, PART, PARTS, READS, _LOCK}


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
        opened = Opened(Serving(settings, base_url=base_url, check_every=float("inf"), kind=Traced), folder)
        served = opened.served
        sweep_parts(folder)
        before = _trusted(folder, _read_manifest(folder), served.tag)
        if before.tag == served.tag and not (folder / PART).exists():
            count = len(before.files)
            return PublishReport(served.release.release_id, count, 0, 0, 0, count, is_unchanged=True)
        return _publish(opened, before, jobs or os.cpu_count() or 1, progress)


def _publish(opened: Opened, before: _Manifest, jobs: int, progress: Progress) -> PublishReport:
    served, folder = opened.served, opened.folder
    earlier = read_earlier(folder, before.tag, served)
    with asked_again(earlier, served, jobs) as other_reads:
        # Loaded meanwhile: the framework under the application takes its time.
        from comity.web.publishing.gathering import Gathering

        gathering = Gathering(opened, before.files, earlier)
        gathering.keep(other_reads)
    gathering.make(jobs, progress)
    site = gathering.site
    files = site.files()
    files[NOT_FOUND] = _write_not_found(gathering.begun.app, folder)
    site.check_links(set(files))
    removed = _remove(folder, set(before.files) - set(files))
    with ThreadPoolExecutor(1) as beside:
        # The disk takes its time for what the next release is looked at with; meanwhile the hashes are written out.
        told = beside.submit(write_earlier, folder, served, site.published(), site.reads, earlier.needed_count)
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
        resumed_count=gathering.resumed_count,
        kept_count=site.kept_count,
    )


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
    if not part.exists() or head_of(part) == tag:
        return before
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return _Manifest("", "", {path: "" for path in paths if path not in _OURS})


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
