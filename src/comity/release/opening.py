"""Which release answers: the one in the data folder, or the starter record's where there is no other data."""

from __future__ import annotations

import sqlite3
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from comity.errors import NotFoundError, StorageError
from comity.release.pointer import open_current, read_pointer
from comity.settings import Settings

if TYPE_CHECKING:
    from comity.elections import Law


def open_release(settings: Settings) -> sqlite3.Connection:
    """Return a read-only connection to the release that answers.

    With lists in the ledger but no release, raises NotFoundError with the cure; with no data at all, the starter
    record answers, compiled once into the cache (or into the system's folder for temporary files, where the data
    folder cannot be written).
    """
    return open_current(answering_settings(settings))


def answering_settings(settings: Settings) -> Settings:
    """Return the settings whose current release answers; compile the starter's release if it must."""
    if read_pointer(settings.releases) is not None:
        return settings
    if settings.ledger.exists():
        raise NotFoundError(
            "lists were added, but no release was built", where=str(settings.home), cure="run `comity build`"
        )
    return starter_settings(settings)


def is_starter(settings: Settings) -> bool:
    """Return whether the starter record answers for want of other data."""
    return read_pointer(settings.releases) is None and not settings.ledger.exists()


def starter_settings(settings: Settings) -> Settings:
    """Return settings under which the starter's release is current, made if it is not there yet."""
    key = package_key()
    places = (settings.cache, Path(tempfile.gettempdir()) / "comity-cache")
    for cache in places:
        made = Settings(cache / f"starter-{key}")
        if read_pointer(made.releases) is not None:
            return made
    for cache in places[:-1]:
        try:
            return _make(Settings(cache / f"starter-{key}"), cache)
        except StorageError:
            continue
    return _make(Settings(places[-1] / f"starter-{key}"), places[-1])


def _make(made: Settings, cache: Path) -> Settings:
    from comity.release.build import build_record
    from comity.release.lock import build_lock
    from comity.release.starter import read_starter

    with build_lock(made.home):
        if read_pointer(made.releases) is None:
            build_record(read_starter(), made.releases, cache)
    return made


def package_key() -> str:
    """Return what the starter's release depends on, told by the sizes and times of the package's files."""
    package = Path(__file__).parent.parent
    told = sorted(
        f"{path.relative_to(package)} {path.stat().st_size} {path.stat().st_mtime_ns}"
        for path in package.rglob("*")
        if path.suffix in {".py", ".toml", ".bin", ".json"}
    )
    text = "\n".join(told).encode()
    # Checksums, not a hash: they tell apart states of one installation, and load far faster than OpenSSL.
    return f"{zlib.crc32(text):08x}{zlib.adler32(text):08x}"


def open_law(cache: Path) -> Law:
    """Return the law of every state, compiled once into the cache (or each time, where the cache cannot be written)."""
    from comity.elections import load_law

    return load_law(cache=cache)
