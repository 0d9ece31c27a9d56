"""Which release is current, and reading it. On disk: `releases/<release_id>/` and `releases/current`.

`current` is a link to the release's folder, or a small file with its id where links do not work; either is replaced
in one step, and a reader follows it once, so that it never sees half of one release and half of another.
"""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path
from typing import Any

import msgspec

from comity.archive import storage_errors, sync_folder
from comity.errors import NotFoundError, RecordError
from comity.release.describe import DATABASE, FileFacts, file_facts
from comity.settings import Settings

_RELEASE_ID = re.compile(r"[0-9a-f]{16}")
_POINTER = "current"
POINTER_IN_MAKING = ".current-"
_DAMAGED = "run `comity build` to make it again from the ledger"


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


def open_current(settings: Settings) -> sqlite3.Connection:
    """Return a read-only connection to the current release; raise NotFoundError where none was built."""
    release_id = read_pointer(settings.releases)
    if release_id is None:
        where = str(settings.releases)
        raise NotFoundError("no release has been built", where=where, cure="run `comity build`")
    path = settings.releases / release_id / DATABASE
    if not path.is_file():
        raise RecordError("the current release has no database", where=str(path), cure=_DAMAGED)
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def read_release(folder: Path) -> ReleaseInfo:
    """Return what a release's manifest says; raise RecordError where it is missing or damaged."""
    path = folder / "manifest.json"
    try:
        manifest = msgspec.json.decode(path.read_bytes())
        return msgspec.convert({**manifest, "folder": folder}, ReleaseInfo)
    except (OSError, TypeError, msgspec.MsgspecError) as error:
        raise RecordError(f"the release's manifest cannot be read ({error})", where=str(path), cure=_DAMAGED) from error


def check_release(folder: Path) -> list[str]:
    """Return what is wrong with a release, a sentence each: every file is read and compared with the manifest."""
    files = read_release(folder).files
    return [fault for name, facts in sorted(files.items()) if (fault := _fault(folder / name, facts))]


def _fault(path: Path, facts: FileFacts) -> str:
    try:
        found = file_facts(path.read_bytes())
    except OSError as error:
        return f"{path}: cannot be read ({error.strerror}); {_DAMAGED}"
    return "" if found == facts else f"{path}: is not what the build wrote; {_DAMAGED}"


def read_pointer(releases: Path) -> str | None:
    """Return the current release's id, or None; raise RecordError where the pointer names no release."""
    path = releases / _POINTER
    try:
        name = os.readlink(path) if path.is_symlink() else path.read_text("ascii").strip()  # noqa: PTH115  the text
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(f"cannot be read ({error})", where=str(path), cure=_DAMAGED) from error
    if not is_release_id(name):
        raise RecordError("does not name a release", where=str(path), cure=_DAMAGED)
    return name


def is_release_id(name: str) -> bool:
    """Return whether a folder's name is that of a release."""
    return _RELEASE_ID.fullmatch(name) is not None


def write_pointer(releases: Path, release_id: str) -> None:
    """Make a release the current one, in one step."""
    path, fresh = releases / _POINTER, releases / f"{POINTER_IN_MAKING}{os.getpid()}"
    with storage_errors(path):
        try:
            fresh.symlink_to(release_id, target_is_directory=True)
        except (OSError, NotImplementedError):
            fresh.write_text(f"{release_id}\n", "ascii")
        fresh.replace(path)
        sync_folder(releases)
