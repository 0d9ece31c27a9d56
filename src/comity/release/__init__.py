"""Build, check, export: one state of the record, compiled into tables that are immutable and the same byte for byte.

May import everything below (`register` and its floors). On disk: `releases/<release_id>/` with `register.sqlite`,
`<table>.csv` and `<table>.parquet`, `datapackage.json` (Frictionless), `metadata.json` (Datasette) and
`manifest.json` (inputs' hashes, facts, counts, each file's hash); `releases/current` points at one of them. A release
is written beside the others and renamed into place; the last three are kept. Its id is the hash of what it holds.
`tables` says what a table is, `write` makes a release, `static` keeps what does not change between builds,
`current` reads, `lock` lets one build run at a time. pyarrow is imported only while a release is written.
"""

from typing import TYPE_CHECKING

from comity.lazily import names_from

if TYPE_CHECKING:
    from comity.release.cells import guard_text, unguard_text
    from comity.release.current import ReleaseInfo, check_release, current_release
    from comity.release.lock import build_lock
    from comity.release.pointer import open_current
    from comity.release.static import StaticTables
    from comity.release.tables import Cell, Column, Table
    from comity.release.write import write_release

# Where each name lives; it is imported when first used, so that a question to a release starts fast.
_HOMES = {
    "Cell": "tables",
    "Column": "tables",
    "ReleaseInfo": "current",
    "StaticTables": "static",
    "Table": "tables",
    "build_lock": "lock",
    "check_release": "current",
    "current_release": "current",
    "guard_text": "cells",
    "open_current": "pointer",
    "unguard_text": "cells",
    "write_release": "write",
}
__getattr__ = names_from(__name__, _HOMES)

__all__ = [
    "Cell",
    "Column",
    "ReleaseInfo",
    "StaticTables",
    "Table",
    "build_lock",
    "check_release",
    "current_release",
    "guard_text",
    "open_current",
    "unguard_text",
    "write_release",
]
