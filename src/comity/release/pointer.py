"""Which release is current, and opening its database: as little as a question needs, so that it starts fast."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path

from comity.errors import NotFoundError, RecordError
from comity.settings import Settings

DATABASE = "register.sqlite"
POINTER = "current"
DAMAGED = "run `comity build` to make it again from the ledger"
_RELEASE_ID = re.compile(r"[0-9a-f]{16}")


def open_current(settings: Settings) -> sqlite3.Connection:
    """Return a read-only connection to the current release; raise NotFoundError where none was built."""
    release_id = read_pointer(settings.releases)
    if release_id is None:
        where = str(settings.releases)
        raise NotFoundError("no release has been built", where=where, cure="run `comity build`")
    path = settings.releases / release_id / DATABASE
    if not path.is_file():
        raise RecordError("the current release has no database", where=str(path), cure=DAMAGED)
    return sqlite3.connect(read_only_address(path), uri=True)


def read_only_address(database: Path) -> str:
    """Return the URI by which SQLite opens a release's database: it never changes, so nothing needs to be locked."""
    return f"{database.absolute().as_uri()}?mode=ro&immutable=1"


def read_pointer(releases: Path) -> str | None:
    """Return the current release's id, or None; raise RecordError where the pointer names no release."""
    path = releases / POINTER
    try:
        name = os.readlink(path) if path.is_symlink() else path.read_text("ascii").strip()  # noqa: PTH115  the text
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(f"cannot be read ({error})", where=str(path), cure=DAMAGED) from error
    if not is_release_id(name):
        raise RecordError("does not name a release", where=str(path), cure=DAMAGED)
    return name


def is_release_id(name: str) -> bool:
    """Return whether a folder's name is that of a release."""
    return _RELEASE_ID.fullmatch(name) is not None
