"""Frozen settings, read once from the environment by the program that starts; nothing happens at import."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Where the record lives. Layout under `home`: `archive/`, `ledger.sqlite`, `releases/`, `cache/`, `watch/`.

    `contact` is where a publisher reaches whoever fetches. `allow_loopback` lets a publisher's server stand on this
    machine, which is for tests alone.
    """

    home: Path
    contact: str = ""
    allow_loopback: bool = False

    @property
    def archive(self) -> Path:
        """Return the folder of publications, named by their SHA-256."""
        return self.home / "archive"

    @property
    def ledger(self) -> Path:
        """Return the ledger's SQLite file."""
        return self.home / "ledger.sqlite"

    @property
    def releases(self) -> Path:
        """Return the folder that holds the current release."""
        return self.home / "releases"

    @property
    def cache(self) -> Path:
        """Return the folder of what can be rebuilt at any time."""
        return self.home / "cache"

    @property
    def watch(self) -> Path:
        """Return the folder of what the unattended runs tell of themselves."""
        return self.home / "watch"


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings named by the environment: `COMITY_HOME` (else the user's data folder), `COMITY_CONTACT`."""
    env = os.environ if environ is None else environ
    data = env.get("XDG_DATA_HOME") or "~/.local/share"
    home = env.get("COMITY_HOME") or f"{data}/comity"
    contact = env.get("COMITY_CONTACT", "").strip()
    return Settings(Path(home).expanduser(), contact, allow_loopback=env.get("COMITY_TEST_LOOPBACK") == "1")
