"""The page of downloads: every table of the release with what it holds, its files and their sizes."""

from __future__ import annotations

import msgspec

from comity.web import addresses
from comity.web.pages.frame import Desk, Page
from comity.web.pages.machine import dataset_data

_NOTE = " A text that a spreadsheet"


class DataFile(msgspec.Struct, frozen=True):
    """A file: its ending as people name it, its address and its size in bytes (0 where it is made as it is sent)."""

    form: str
    path: str
    bytes: int


class DataTable(msgspec.Struct, frozen=True):
    """A table of the release, described in the words of its data package."""

    name: str
    text: str
    row_count: int
    files: tuple[DataFile, ...]


class DataView(msgspec.Struct, frozen=True):
    """Everything that can be taken away: the tables, and the files about all of them."""

    release_id: str
    tables: tuple[DataTable, ...]
    whole: tuple[DataFile, ...]


def data_page(desk: Desk) -> Page:
    """Return the page of downloads."""
    release = desk.served.release
    package = msgspec.json.decode((release.folder / "datapackage.json").read_bytes())
    texts = {one["name"]: one.get("description", "").partition(_NOTE)[0] for one in package["resources"]}
    tables = tuple(
        DataTable(name, texts.get(name, ""), count, _files(desk, name))
        for name, count in sorted(release.row_counts.items())
    )
    whole = tuple(
        DataFile(form, addresses.data_path(name), release.files[name].bytes if name in release.files else 0)
        for form, name in (("SQLite", "register.sqlite"), ("Data Package", "datapackage.json"),
                           ("SHA-256", "SHA256SUMS"), ("Manifest", "manifest.json"))
    )  # fmt: skip
    view = DataView(release.release_id, tables, whole)
    title, text = desk.text("data.title"), desk.text("data.description")
    return Page("data", addresses.DATA, title, text, view, data=dataset_data(desk.served, title, text))


def _files(desk: Desk, table: str) -> tuple[DataFile, ...]:
    known = desk.served.release.files
    made = [
        DataFile(form, addresses.data_path(name), known[name].bytes)
        for form, name in (("CSV", f"{table}.csv"), ("Parquet", f"{table}.parquet"))
        if name in known
    ]
    return (*made, DataFile("JSON Lines", addresses.data_path(f"{table}.jsonl"), 0))
