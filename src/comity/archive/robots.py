"""What a host allows programs to fetch, and how fast: its robots.txt, obeyed as RFC 9309 says.

A file that is not there (4xx) allows everything; a host that fails (5xx, 429, no answer) allows nothing, unless a copy
of its rules is kept; a copy serves for a day (2.4), and beyond that only while the host cannot be reached.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from protego import Protego

from comity.archive.durable import write_durably
from comity.errors import StorageError

# The product token of the User-Agent, which rules for this program name (RFC 9309, 2.2.1).
TOKEN = "Comity"  # noqa: S105  a product token, no secret
# RFC 9309, 2.5: parsers read at least 500 KiB; what stands behind is not looked at.
MOST_BYTES = 500 * 1024
_FRESH = timedelta(hours=24)
# RFC 9309, 2.3.1.4: after a reasonably long time, "for example, 30 days".
_KEPT = timedelta(days=30)


class Asked(msgspec.Struct, frozen=True):
    """What asking for a robots.txt gave: its text, that there is none (`is_absent`), or neither: it failed."""

    text: str | None = None
    is_absent: bool = False


class RobotsCopy(msgspec.Struct, frozen=True):
    """A host's rules as last obtained; no text means that there are none."""

    origin: str
    asked_at: datetime
    text: str


class Rules:
    """What one host allows this program."""

    def __init__(self, text: str | None) -> None:
        """Take the text of a robots.txt; None allows nothing."""
        self._parsed = None if text is None else Protego.parse(text)

    def allow(self, url: str) -> bool:
        """Return whether an address may be asked."""
        return self._parsed is not None and bool(self._parsed.can_fetch(url, TOKEN))

    @property
    def delay(self) -> float:
        """Return the seconds that the host asks to leave between two requests."""
        if self._parsed is None:
            return 0.0
        rate = self._parsed.request_rate(TOKEN)
        spaced = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(float(self._parsed.crawl_delay(TOKEN) or 0.0), spaced)


class RobotsBook:
    """The rules of every host that is asked, with copies in a folder that may be thrown away at any time."""

    def __init__(self, folder: Path | None) -> None:
        """Take the folder of the copies, or None to remember them for this run alone."""
        self._folder = folder
        self._rules: dict[str, tuple[datetime, Rules]] = {}

    def rules(self, origin: str, now: datetime, ask: Callable[[], Asked]) -> Rules:
        """Return the rules of a host, asking for them where no copy is a day old or younger."""
        known = self._rules.get(origin)
        if known and now - known[0] < _FRESH:
            return known[1]
        copy = self._read(origin)
        if copy and timedelta(0) <= now - copy.asked_at < _FRESH:
            rules = Rules(copy.text)
        else:
            rules = self._ask(origin, now, ask, copy)
        self._rules[origin] = (now, rules)
        return rules

    def _ask(self, origin: str, now: datetime, ask: Callable[[], Asked], copy: RobotsCopy | None) -> Rules:
        asked = ask()
        if asked.text is None and not asked.is_absent:
            is_kept = copy is not None and now - copy.asked_at < _KEPT
            return Rules(copy.text if copy and is_kept else None)
        fresh = RobotsCopy(origin, now, asked.text or "")
        self._write(fresh)
        return Rules(fresh.text)

    def _path(self, folder: Path, origin: str) -> Path:
        return folder / f"{hashlib.sha256(origin.encode()).hexdigest()[:16]}.json"

    def _read(self, origin: str) -> RobotsCopy | None:
        if self._folder is None:
            return None
        try:
            copy = msgspec.json.decode(self._path(self._folder, origin).read_bytes(), type=RobotsCopy)
        except (OSError, msgspec.MsgspecError):
            return None  # none kept, or a spoilt one: it is asked for anew
        return copy if copy.origin == origin else None

    def _write(self, copy: RobotsCopy) -> None:
        if self._folder is None:
            return
        try:
            write_durably(self._path(self._folder, copy.origin), msgspec.json.encode(copy), sync=False)
        except StorageError:
            return  # a folder that cannot be written costs one request more in the next run, nothing else
