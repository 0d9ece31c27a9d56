"""Templates as the code that they are compiled to: once for both languages, and once for all processes of a program."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from comity.archive.kept import Kept
from comity.web.kept import kept_of_program


class SharedCode(jinja2.BytecodeCache):
    """Compiled templates of one language for the other: words are looked up when a page is made, so the code is one.

    The templates' own hashes stand in the code, so that one that was changed is compiled again.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._code: dict[str, bytes] = {}
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put known code into a template's bucket."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template that was compiled."""
        self._code[bucket.key] = bucket.bytecode_to_string()

    def read(self, home: Path) -> None:
        """Take the code that a data folder keeps, where it is this user's own: a data folder may come from others."""
        kept = _kept(home)
        self._kept = (kept.read() if kept.is_own() else None) or {}
        self._code = self._kept | self._code

    def write(self, home: Path) -> None:
        """Let a data folder keep the code, where it is other than what it keeps."""
        if self._code != self._kept:
            self._kept = dict(self._code)
            _kept(home).keep(self._kept)


def _kept(home: Path) -> Kept[dict[str, bytes]]:
    return kept_of_program(home, "templates", dict[str, bytes])


@cache
def shared_code() -> SharedCode:
    """Return the code of the package's templates, as far as this process knows it."""
    return SharedCode()
