"""Build, check, export: one state of the record, compiled into tables that are immutable and the same byte for byte.

May import everything below (`register` and its floors). On disk: `releases/<release_id>/` with `register.sqlite`,
`<table>.csv` and `<table>.parquet`, `datapackage.json` (Frictionless), `metadata.json` (Datasette) and
`manifest.json` (inputs' hashes, facts, counts, each file's hash); `releases/current` points at one of them. A release
is written beside the others and renamed into place; the last three are kept. Its id is the hash of what it holds.
`tables` says what a table is, `write` makes a release, `static` keeps what does not change between builds,
`current` reads, `lock` lets one build run at a time. pyarrow is imported only while a release is written.
"""

from comity.release.cells import guard_text, unguard_text
from comity.release.current import ReleaseInfo, check_release, current_release, open_current
from comity.release.lock import build_lock
from comity.release.static import StaticTables
from comity.release.tables import Cell, Column, Table
from comity.release.write import write_release

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
