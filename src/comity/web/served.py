"""The release being served, open read-only, and taking up a new one without a restart or a failed request.

`Served` is one release with what is made from it once; a request keeps the one it began with to its end. `Serving`
holds the current one. It looks at the pointer at most every second; a new release is opened, and what answers need is
made, on a thread beside the requests; only then it takes the old one's place. A release that cannot be opened leaves
the last one serving.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
import time
from collections.abc import Callable
from email.utils import formatdate
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from markupsafe import Markup

from comity import __version__
from comity.errors import ComityError
from comity.places import Gazetteer, load_gazetteer
from comity.register.listed import newest_list
from comity.release import ReleaseInfo, current_release
from comity.release.current import read_release
from comity.release.opening import answering_settings, is_starter
from comity.release.pointer import read_only_address, read_pointer
from comity.settings import Settings
from comity.web.place_addresses import PlaceAddresses, place_addresses

T = TypeVar("T")

# Folders whose files decide what an answer looks like, beside the release itself.
_ANSWERING = ("web", "register", "model")
# Seconds between two looks at the pointer.
CHECK_EVERY = 1.0


class Served:
    """One release, open, with its validators, the places' addresses, and what is made of it once and kept."""

    def __init__(
        self, release: ReleaseInfo, *, base_url: str = "", starter: bool = False, home: Path | None = None
    ) -> None:
        """Take a release, the site's own address (for feeds and links that leave the site), and whose record it is.

        `home` is the data folder, where the map's shapes may have been swapped.
        """
        self.release = release
        self.home = home
        self.base_url = base_url.rstrip("/")
        self.is_starter = starter
        self.gazetteer: Gazetteer = load_gazetteer()
        self.addresses: PlaceAddresses = place_addresses()
        self.tag = _tag(release.release_id, base_url)
        self.placed_at = (release.folder / "manifest.json").stat().st_mtime
        self.modified_at = int(max(self.placed_at, program()[1]))
        self.last_modified = formatdate(self.modified_at, usegmt=True)
        self._here = threading.local()
        self._lock = threading.RLock()
        self._opened: list[sqlite3.Connection] = []
        self._kept: dict[str, Any] = {}

    @property
    def as_of(self) -> str:
        """Return the day of the release's newest list, or "" where it has none."""
        return str(self.release.facts.get("as_of", ""))

    @property
    def newest_day(self) -> str:
        """Return the same day to be shown, never to be counted with: where a site is published, something stands in."""
        return self.as_of

    @property
    def newest_list_on(self) -> str:
        """Return the day of the newest participating list to be shown, never to be counted with."""
        return self.keep("newest_list_on", lambda served: newest_list(served.connection))

    @property
    def connection(self) -> sqlite3.Connection:
        """Return this thread's own read-only connection to the release."""
        found = getattr(self._here, "connection", None)
        if found is None:
            found = self._here.connection = self._open()
        return cast(sqlite3.Connection, found)

    def _open(self) -> sqlite3.Connection:
        address = read_only_address(self.release.database)
        connection = sqlite3.connect(address, uri=True, check_same_thread=False, cached_statements=512)
        connection.execute(f"PRAGMA mmap_size = {self.release.database.stat().st_size}")
        with self._lock:
            self._opened.append(connection)
        return connection

    def keep(self, name: str, make: Callable[[Served], T]) -> T:
        """Return what `make` returns, made once for this release and kept under a name."""
        if name not in self._kept:
            with self._lock:
                if name not in self._kept:
                    self._kept[name] = make(self)
        return cast(T, self._kept[name])

    def read(self, make: Callable[[Served], T]) -> T:
        """Return what a function of a module makes of this release, made once and kept under the function's name.

        Unlike with `keep`, an answer that reads it rests on what was made and not on what that was made of.
        """
        return self.keep(f"{make.__module__}:{make.__qualname__}", make)

    def live(self, make: Callable[..., Markup], *values: str) -> Markup:
        """Return the words that a function of a module makes of this release and some ids, for what every list changes.

        Where a site is published, something stands in, and the words are put in as the file is written.
        """
        return make(self, *values)

    def forget_connections(self) -> None:
        """Leave the connections to the process that this one was forked from: SQLite's must not cross a fork."""
        self._here, self._opened = threading.local(), []

    def close(self) -> None:
        """Close every connection; no request may still be at work with this release."""
        with self._lock:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
            self._here = threading.local()


class Serving:
    """Holds the release that answers, and takes up a new one."""

    def __init__(
        self,
        settings: Settings,
        *,
        base_url: str = "",
        check_every: float = CHECK_EVERY,
        prepare: Callable[[Served], object] | None = None,
        kind: type[Served] = Served,
    ) -> None:
        """Open the current release (the starter record's where there is no data) as a `kind`, and prepare it.

        Raises NotFoundError where lists were added but no release was built, and RecordError where it is damaged.
        """
        self._settings, self._base_url = settings, base_url
        self._check_every, self._prepare = check_every, prepare or (lambda served: None)
        self._kind = kind
        self._lock = threading.Lock()
        self._loading: threading.Thread | None = None
        self._refused = ""
        starter = is_starter(settings)
        info = current_release(answering_settings(settings))
        if info is None:  # the pointer went away in between
            info = current_release(answering_settings(settings))
        self._served = self._made(cast(ReleaseInfo, info), starter=starter)
        self._next_look = time.monotonic() + check_every

    def current(self) -> Served:
        """Return the release that answers now; looks for a new one at most every second, and never waits for it."""
        if time.monotonic() >= self._next_look:
            self._look()
        return self._served

    def _look(self) -> None:
        self._next_look = time.monotonic() + self._check_every
        if not self._lock.acquire(blocking=False):
            return
        try:
            release_id = self._pointed()
            is_news = release_id not in (None, self._served.release.release_id, self._refused)
            if is_news and (self._loading is None or not self._loading.is_alive()):
                self._loading = threading.Thread(target=self._load, args=(release_id,), daemon=True)
                self._loading.start()
        finally:
            self._lock.release()

    def _pointed(self) -> str | None:
        try:
            return read_pointer(self._settings.releases)
        except ComityError as error:
            _log().warning("the pointer to the release cannot be read", problem=str(error))
            return None

    def _load(self, release_id: str) -> None:
        try:
            fresh = self._made(read_release(self._settings.releases / release_id), starter=False)
        except (ComityError, OSError, sqlite3.Error) as error:
            self._refused = release_id
            _log().warning("the new release cannot be served; the last one goes on", problem=str(error))
            return
        # The old one is not closed: requests that began with it may still read. It goes with the last of them.
        self._served = fresh

    def _made(self, info: ReleaseInfo, *, starter: bool) -> Served:
        served = self._kind(info, base_url=self._base_url, starter=starter, home=self._settings.home)
        self._prepare(served)
        return served


def _log() -> Any:
    import structlog  # it loads what colours traces, and is seldom needed

    return structlog.get_logger("comity.web")


def _tag(release_id: str, base_url: str) -> str:
    """Return the validator of everything that this program says of a release."""
    return hashlib.sha256(f"{release_id} {program()[0]} {base_url}".encode()).hexdigest()[:16]


@cache
def program() -> tuple[str, float]:
    """Return a hash over the files that decide what answers look like, and when the newest of them was written."""
    package = Path(__file__).parent.parent
    paths = sorted(path for name in _ANSWERING for path in (package / name).rglob("*") if _decides(path))
    digest = hashlib.sha256(__version__.encode())
    for path in paths:
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest(), max(path.stat().st_mtime for path in paths)


def _decides(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc"
