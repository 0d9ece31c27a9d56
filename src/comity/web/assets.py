"""What a browser loads: scripts, styles and the map's geometry, built from `browser/` into `built/` beside this module.

On disk: `manifest.json` (plain name → name with the content's hash) and the files.
Where they were not built the pages work without them, and `comity doctor` says so.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from comity.errors import NotFoundError
from comity.web.addresses import ASSETS

BUILT = Path(__file__).parent / "built"
MISSING = "run `make setup` in a checkout (it needs Node), or install the package from its wheel"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


class Assets:
    """The built files of one folder."""

    def __init__(self, folder: Path = BUILT) -> None:
        """Read the manifest, if there is one."""
        self.folder = folder
        self._names = _read(folder / "manifest.json")

    @property
    def is_built(self) -> bool:
        """Return whether there is anything to load."""
        return bool(self._names)

    def path(self, name: str) -> str:
        """Return the address of a built file by its plain name (`map.js`), or "" where it was not built."""
        hashed = self._names.get(name)
        return f"{ASSETS}{hashed}" if hashed else ""

    def names(self) -> list[str]:
        """Return the file names that are served, sorted."""
        return sorted(self._names.values())

    def file(self, name: str) -> Path | None:
        """Return where a plain name's file is, or None where it was not built."""
        hashed = self._names.get(name)
        return self.folder / hashed if hashed else None

    def read(self, hashed: str) -> bytes:
        """Return the bytes of a served file; raise NotFoundError for a name that is none."""
        if hashed not in self._names.values():
            raise NotFoundError("there is no such file", where=f"{ASSETS}{hashed}", cure="load the page again")
        return (self.folder / hashed).read_bytes()


def _read(path: Path) -> dict[str, str]:
    try:
        names = msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.MsgspecError):
        return {}
    # A manifest whose files are gone counts as not built.
    return names if all((path.parent / name).is_file() for name in names.values()) else {}


def media_type(name: str) -> str:
    """Return a file's media type by its name's end."""
    return _TYPES.get(Path(name).suffix, "application/octet-stream")


@cache
def assets() -> Assets:
    """Return the package's built files, read once."""
    return Assets()


def asset_path(name: str) -> str:
    """Return the address of a built file of the package by its plain name, or "" where it was not built."""
    return assets().path(name)
