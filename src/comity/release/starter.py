"""The starter record inside the package: what the lists say, in a compact form of this project's own making.

It holds each list's name, date and hash, the printed rows of all lists once, and which list shows which rows: facts,
never a publisher's file. `pack_starter` writes it from a ledger, `read_starter` gives it back as a record, and
`starter_entries` lays it under a ledger of one's own.

Format: LZMA over MessagePack, `{format, lists, printed_rows}`; a list's rows are numbers into `printed_rows`, and all
lists but the first are written as what changed against the list before them in the file.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator, Sequence
from importlib import resources

import msgspec

from comity.errors import RecordError
from comity.ledger import ListEntry, Sighting, StoredList
from comity.ledger.records import LocatorRun
from comity.model import ParsedList, PrintedRow, Refusal, RowIssue
from comity.register.inputs import Record

FORMAT = 1
NAME = "starter.bin"


class PackedRun(msgspec.Struct, frozen=True, array_like=True):
    """Part of a list's rows: `count` rows taken from the list before at `start`, or else new row numbers."""

    start: int
    count: int
    rows: tuple[int, ...] = ()


class PackedList(msgspec.Struct, frozen=True, array_like=True):
    """One list without its printed rows."""

    publication_id: str
    source: str
    size_bytes: int
    sightings: tuple[Sighting, ...]
    row_count: int
    runs: tuple[PackedRun, ...]
    locator_runs: tuple[LocatorRun, ...]
    refused: tuple[Refusal, ...]
    issues: tuple[RowIssue, ...]
    error: str


class Starter(msgspec.Struct, frozen=True):
    """The whole file."""

    format: int
    lists: tuple[PackedList, ...]
    printed_rows: tuple[tuple[str, ...], ...]


def pack_starter(lists: Sequence[StoredList], printed_rows: dict[int, PrintedRow]) -> bytes:
    """Return the starter record of these lists; the same lists give the same bytes, however they were added."""
    used = {number for stored in lists for number in stored.printed_row_ids}
    cells = {number: msgspec.structs.astuple(printed_rows[number]) for number in used}
    ordered = sorted(used, key=lambda number: cells[number])
    renumbered = {number: position for position, number in enumerate(ordered)}
    packed: list[PackedList] = []
    before: tuple[int, ...] = ()
    for stored in sorted(lists, key=lambda stored: (stored.facts.modified_at, stored.name, stored.publication_id)):
        rows = tuple([renumbered[number] for number in stored.printed_row_ids])
        packed.append(_pack(stored, tuple(_changes(before, rows))))
        before = rows
    starter = Starter(FORMAT, tuple(packed), tuple(cells[number] for number in ordered))
    return lzma.compress(msgspec.msgpack.encode(starter), preset=9 | lzma.PRESET_EXTREME)


def _pack(stored: StoredList, runs: tuple[PackedRun, ...]) -> PackedList:
    return PackedList(
        publication_id=stored.publication_id,
        source=stored.source,
        size_bytes=stored.size_bytes,
        # When somebody added the list to a ledger is no fact about the list.
        sightings=tuple(msgspec.structs.replace(sighting, added_at="") for sighting in stored.sightings),
        row_count=stored.row_count,
        runs=runs,
        locator_runs=stored.locator_runs,
        refused=stored.refused,
        issues=stored.issues,
        error=stored.error,
    )


def _changes(before: tuple[int, ...], rows: tuple[int, ...]) -> Iterator[PackedRun]:
    """Yield a list's rows as stretches of the list before and stretches of its own."""
    position = {number: index for index, number in enumerate(before)}
    index = 0
    while index < len(rows):
        start = position.get(rows[index])
        end = index + 1
        if start is None:
            while end < len(rows) and rows[end] not in position:
                end += 1
            yield PackedRun(-1, end - index, rows[index:end])
        else:
            while end < len(rows) and position.get(rows[end]) == start + end - index:
                end += 1
            yield PackedRun(start, end - index)
        index = end


def starter_bytes() -> bytes:
    """Return the package's starter record as it is stored."""
    path = resources.files("comity.release") / "data" / NAME
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        cure = "reinstall the package, or write it with `comity starter write`"
        raise RecordError("the package carries no starter record", cure=cure) from error


def read_starter(data: bytes | None = None) -> Record:
    """Return the starter record; raise RecordError where the bytes are none."""
    try:
        packed = lzma.decompress(starter_bytes() if data is None else data)
        starter = msgspec.msgpack.decode(packed, type=Starter)
    except (lzma.LZMAError, msgspec.MsgspecError) as error:
        cure = "reinstall the package"
        raise RecordError(f"the starter record cannot be read ({error})", where=NAME, cure=cure) from error
    if starter.format != FORMAT:
        raise RecordError("the starter record has another format", where=NAME, cure="install the newest version")
    rows = {number: PrintedRow(*cells) for number, cells in enumerate(starter.printed_rows)}
    return Record(list(_unpack(starter.lists)), rows)


def _unpack(lists: Sequence[PackedList]) -> Iterator[StoredList]:
    before: tuple[int, ...] = ()
    for item in lists:
        rows: list[int] = []
        for run in item.runs:
            rows += run.rows if run.start < 0 else before[run.start : run.start + run.count]
        before = tuple(rows)
        yield StoredList(
            publication_id=item.publication_id,
            source=item.source,
            added_at="",
            size_bytes=item.size_bytes,
            sightings=item.sightings,
            read_by="",
            row_count=item.row_count,
            printed_row_ids=before,
            locator_runs=item.locator_runs,
            refused=item.refused,
            issues=item.issues,
            error=item.error,
        )


def starter_entries(added_at: str) -> Iterator[ListEntry]:
    """Yield the starter's lists as entries for a ledger, one for each name a list was seen under."""
    record = read_starter()
    for stored in record.lists:
        rows = [record.printed_rows[number] for number in stored.printed_row_ids]
        for sighting in stored.sightings:
            parsed = ParsedList(
                facts=sighting.facts,
                rows=tuple(zip(stored.locators, rows, strict=True)),
                refused=stored.refused,
                issues=stored.issues,
                row_count=stored.row_count,
            )
            yield ListEntry(
                parsed, stored.source, added_at, sighting.url, sighting.retrieved_at, "starter", stored.error
            )
