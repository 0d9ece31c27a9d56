"""What is made of the program alone and takes long, kept in the data folder's cache from one process to the next."""

from __future__ import annotations

import sys
from functools import cache as once
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from comity.archive.kept import Kept
from comity.release.opening import package_key
from comity.settings import Settings

T = TypeVar("T")


def kept_of_program(home: Path, name: str, kind: type[T]) -> Kept[T]:
    """Return the place of one such thing in a data folder: `<cache>/<name>.kept`, of this program alone."""
    return Kept(Settings(home).cache / f"{name}.kept", _program(), kind)


@once
def _program() -> str:
    """Return what tells this program, and what it runs with, from every other."""
    made_with = (f"{name} {version(name)}" for name in ("jinja2", "markupsafe", "msgspec"))
    return "\0".join((package_key(), sys.version, *made_with))
