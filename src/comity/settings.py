"""Frozen settings, read once from the environment by the program that starts; nothing happens at import."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Where the record lives. Layout under `home`: `archive/`, `ledger.sqlite`, `releases/`, `cache/`."""

    home: Path

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


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings named by the environment: `COMITY_HOME`, else the user's data folder."""
    env = os.environ if environ is None else environ
    home = env.get("COMITY_HOME")
    if home:
        return Settings(Path(home).expanduser())
    data = env.get("XDG_DATA_HOME") or "~/.local/share"
    return Settings(Path(data).expanduser() / "comity")
