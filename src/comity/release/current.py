"""Which release is current, and reading it. On disk: `releases/<release_id>/` and `releases/current`.

`current` is a link to the release's folder, or a small file with its id where links do not work; either is replaced
in one step, and a reader follows it once, so that it never sees half of one release and half of another.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec

from comity.archive import storage_errors, sync_folder
from comity.errors import RecordError
from comity.release.describe import FileFacts, file_facts
from comity.release.pointer import DAMAGED, DATABASE, POINTER, read_pointer
from comity.settings import Settings

POINTER_IN_MAKING = ".current-"


class ReleaseInfo(msgspec.Struct, frozen=True):
    """A release's manifest and its folder."""

    release_id: str
    folder: Path
    inputs: dict[str, str]
    facts: dict[str, Any]
    row_counts: dict[str, int]
    files: dict[str, FileFacts]

    @property
    def database(self) -> Path:
        """Return the release's SQLite file."""
        return self.folder / DATABASE


def current_release(settings: Settings) -> ReleaseInfo | None:
    """Return the current release, or None where none was built; raise RecordError where its manifest is damaged."""
    release_id = read_pointer(settings.releases)
    return None if release_id is None else read_release(settings.releases / release_id)


def read_release(folder: Path) -> ReleaseInfo:
    """Return what a release's manifest says; raise RecordError where it is missing or damaged."""
    path = folder / "manifest.json"
    try:
        manifest = msgspec.json.decode(path.read_bytes())
        return msgspec.convert({**manifest, "folder": folder}, ReleaseInfo)
    except (OSError, TypeError, msgspec.MsgspecError) as error:
        raise RecordError(f"the release's manifest cannot be read ({error})", where=str(path), cure=DAMAGED) from error


def check_release(folder: Path) -> list[str]:
    """Return what is wrong with a release, a sentence each: every file is read and compared with the manifest."""
    files = read_release(folder).files
    return [fault for name, facts in sorted(files.items()) if (fault := _fault(folder / name, facts))]


def _fault(path: Path, facts: FileFacts) -> str:
    try:
        found = file_facts(path.read_bytes())
    except OSError as error:
        return f"{path}: cannot be read ({error.strerror}); {DAMAGED}"
    return "" if found == facts else f"{path}: is not what the build wrote; {DAMAGED}"


def write_pointer(releases: Path, release_id: str) -> None:
    """Make a release the current one, in one step."""
    path, fresh = releases / POINTER, releases / f"{POINTER_IN_MAKING}{os.getpid()}"
    with storage_errors(path):
        try:
            fresh.symlink_to(release_id, target_is_directory=True)
        except (OSError, NotImplementedError):
            fresh.write_text(f"{release_id}\n", "ascii")
        fresh.replace(path)
        sync_folder(releases)
