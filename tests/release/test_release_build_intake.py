"""Files into the record: the pool reads what one process reads, a death costs nothing, and bytes are kept as read."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ice_287g.ice_287g_workbooks import book, modern_row
from tests.register.making import sheriff

from comity.errors import SourceError, StorageError, UnreadableError, UsageError
from comity.ledger import Ledger
from comity.model import ListFacts, ParsedList, PrintedRow, Refusal, RowIssue
from comity.release import intake, reading
from comity.release.intake import SOURCES, take_in
from comity.release.reading import Outcome, read_file, read_files
from comity.settings import Settings

ADDED = "2026-01-10T00:00:00Z"
HERE = os.getpid()


def facts(data: bytes, name: str) -> ListFacts:
    """Return a file's facts."""
    return ListFacts(name, hashlib.sha256(data).hexdigest(), len(data))


def read_plain(data: bytes, name: str) -> ParsedList:
    """Read a made-up form: a line is a county, `-` refuses, `?` is an issue, `!` and `#` are files that are none."""
    rows: list[tuple[str, PrintedRow]] = []
    refused, issues = [], []
    lines = data.decode().splitlines()
    for number, line in enumerate(lines, 1):
        place = f"Sheet1!{number}"
        if line == "!":
            raise UnreadableError("it is no list", where=name, cure="fetch it again")
        if line == "#":
            raise SourceError("it has no column of agencies", where=name, cure="look what it is")
        if line == "-":
            refused.append(Refusal(place, "the row names no agency"))
            continue
        if line == "?":
            issues.append(RowIssue(place, "type_unknown", f"line {number} of {name}"))
        rows.append((place, sheriff(line, county=str(number % 3))))
    return ParsedList(facts(data, name), tuple(rows), tuple(refused), tuple(issues), len(lines))


def read_dying(data: bytes, name: str) -> ParsedList:
    """Read likewise, but let the worker of a pool die at one file, without a word."""
    if os.getpid() != HERE and name == "list-30.txt":
        os._exit(9)
    return read_plain(data, name)


@pytest.fixture
def sixty(tmp_path: Path) -> list[Path]:
    """Return sixty files: most are lists that repeat each other, some are none, some refuse rows."""
    folder = tmp_path / "lists"
    folder.mkdir()
    paths = []
    for number in range(60):
        lines = [f"C{(number + step) % 9}" for step in range(12)]
        lines[number % 12] = "-" if number % 5 == 0 else "?" if number % 3 == 0 else "D"
        lines += {17: ["!"], 41: ["#"]}.get(number, [])
        path = folder / f"list-{number:02}.txt"
        path.write_text("\n".join([] if number == 23 else lines))
        paths.append(path)
    return paths


def told(outcomes: list[Outcome]) -> list[tuple[ParsedList, str, str]]:
    """Return outcomes as values that compare: errors by their kind and their sentence."""
    return [(one.parsed, type(one.error).__name__, str(one.error)) for one in outcomes]


def test_the_pool_reads_what_one_process_reads(sixty: list[Path]) -> None:
    """Rows, places, refusals, issues, facts and errors of every file are the same, in the same order."""
    plain = [read_file(read_plain, path) for path in sixty]
    pooled = list(read_files(read_plain, sixty))
    assert told(pooled) == told(plain)
    assert [type(one.error) for one in pooled if one.error] == [UnreadableError, SourceError]
    assert {one.parsed.facts.name for one in pooled} == {path.name for path in sixty}


TOLD: list[Path] = []


def read_and_tell(data: bytes, name: str) -> ParsedList:
    """Read likewise, and leave a mark of the process that read."""
    (TOLD[-1] / f"{os.getpid()}.pid").touch()
    return read_plain(data, name)


@pytest.mark.skipif((os.cpu_count() or 1) < 2 or sys.platform != "linux", reason="one processor, or none to fork")
def test_many_files_are_read_in_other_processes_and_few_in_this_one(sixty: list[Path], tmp_path: Path) -> None:
    """The comparison above is one of two paths: the pool takes so many files, and not one less."""
    TOLD.append(tmp_path)
    list(read_files(read_and_tell, sixty[: reading.POOLED_FROM - 1]))
    assert [path.stem for path in tmp_path.glob("*.pid")] == [str(HERE)]
    (tmp_path / f"{HERE}.pid").unlink()
    list(read_files(read_and_tell, sixty[: reading.POOLED_FROM]))
    found = [path.stem for path in tmp_path.glob("*.pid")]
    assert found and str(HERE) not in found


@pytest.mark.parametrize("seconds", [0, 0.3])
def test_a_worker_that_dies_loses_nothing(sixty: list[Path], monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Its files, those that waited for it and those never handed out are read here, each once and in order."""
    submit = ProcessPoolExecutor.submit

    def handed_out_late(*told: Any) -> Any:
        time.sleep(seconds)
        return submit(*told)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", handed_out_late)
    assert told(list(read_files(read_dying, sixty))) == told([read_file(read_plain, path) for path in sixty])


def test_an_error_that_nobody_foresaw_is_not_swallowed(sixty: list[Path]) -> None:
    """Only files that are none are outcomes; a fault of the program stops the reading."""

    def fail(data: bytes, name: str) -> ParsedList:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(read_files(fail, sixty[:2]))


def test_a_file_larger_than_any_list_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its hash and size are told, its bytes are not loaded, parsed or archived, and the limit itself is allowed."""
    monkeypatch.setattr(reading, "MAX_BYTES", 1000)
    monkeypatch.setattr(intake, "MAX_BYTES", 1000)
    large, fits = tmp_path / "participatingAgencies07012025am.xlsx", tmp_path / "participatingAgencies07022025am.xlsx"
    large.write_bytes(b"x" * 1001)
    fits.write_bytes(b"y" * 1000)
    loaded: list[str] = []
    read_bytes = Path.read_bytes

    def watched(path: Path) -> bytes:
        loaded.append(path.name)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", watched)
    settings = Settings(tmp_path / "home")
    first, second = take_in(settings, "ice-287g", [large, fits], added_at=ADDED)
    assert first.outcome == second.outcome == "unreadable"
    assert "larger than" in str(first.error) and "larger than" not in str(second.error)
    assert first.publication_id == hashlib.sha256(b"x" * 1001).hexdigest()
    assert large.name not in loaded and fits.name in loaded
    archived = [path.name for path in settings.archive.rglob("*") if path.is_file()]
    assert first.publication_id not in archived and second.publication_id in archived


@pytest.fixture
def lists(tmp_path: Path) -> list[Path]:
    """Return two readable workbooks and one that is none."""
    paths = [tmp_path / f"participatingAgencies070{day}2025am.xlsx" for day in (1, 2, 3)]
    paths[0].write_bytes(book([modern_row()]))
    paths[1].write_text("<html>Access denied</html>")
    paths[2].write_bytes(book([modern_row(), modern_row(agency="")]))
    return paths


def held(settings: Settings) -> dict[str, str]:
    """Return what the ledger holds: each list's name with its error."""
    if not settings.ledger.exists():
        return {}
    with Ledger(settings.ledger, read_only=True) as ledger:
        return {stored.name: stored.error for stored in ledger.lists()}


def test_what_became_of_each_file_is_told(tmp_path: Path, lists: list[Path]) -> None:
    """New, known, known bytes under another name, unreadable: with the rows accounted for, in the order given."""
    settings = Settings(tmp_path / "home")
    steps: list[int] = []
    found = take_in(settings, "ice-287g", lists, added_at=ADDED, progress=steps.append)
    assert [(one.name, one.outcome) for one in found] == [
        (lists[0].name, "new"),
        (lists[1].name, "unreadable"),
        (lists[2].name, "new"),
    ]
    assert [(one.rows, one.accepted, one.refused) for one in found] == [(1, 1, 0), (0, 0, 0), (2, 1, 1)]
    assert isinstance(found[1].error, UnreadableError) and sum(steps) == 3
    again = tmp_path / "participatingAgencies07042025am.xlsx"
    again.write_bytes(lists[0].read_bytes())
    later = take_in(settings, "ice-287g", [lists[0], again, lists[1]], added_at="2026-01-11T00:00:00Z")
    assert [one.outcome for one in later] == ["known", "shown_again", "unreadable"]
    assert held(settings) == {lists[0].name: "", lists[1].name: str(found[1].error), lists[2].name: ""}


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, lists: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes that are kept must be those that were read: nothing of the batch enters the ledger."""
    settings = Settings(tmp_path / "home")

    def read_and_change(data: bytes, name: str) -> ParsedList:
        parsed = read_plain(b"C1", name)
        if name == lists[2].name:
            lists[2].write_bytes(b"other bytes")
        return msgspec.structs.replace(parsed, facts=facts(data, name))

    monkeypatch.setitem(SOURCES, "ice-287g", read_and_change)
    with pytest.raises(StorageError, match="changed while it was read") as caught:
        take_in(settings, "ice-287g", lists, added_at=ADDED)
    assert caught.value.where == str(lists[2]) and caught.value.cure
    assert held(settings) == {}


def test_the_ledger_never_speaks_of_bytes_that_are_not_kept(
    tmp_path: Path, lists: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes come to the archive first; if the ledger then fails, they wait there for the next attempt."""
    settings = Settings(tmp_path / "home")

    def refuse(*_: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr(Ledger, "add_lists", refuse)
    with pytest.raises(StorageError):
        take_in(settings, "ice-287g", lists[:1], added_at=ADDED)
    kept = [path.name for path in settings.archive.rglob("*") if path.is_file()]
    assert hashlib.sha256(lists[0].read_bytes()).hexdigest() in kept


def test_more_files_than_one_batch_all_go_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches are cut and counted so that no file is left out or taken twice."""
    monkeypatch.setattr(intake, "AT_ONCE", 3)
    monkeypatch.setitem(SOURCES, "ice-287g", read_plain)
    paths = [tmp_path / f"list-{number}.txt" for number in range(8)]
    for number, path in enumerate(paths):
        path.write_text(f"C{number}")
    steps: list[int] = []
    settings = Settings(tmp_path / "home")
    found = take_in(settings, "ice-287g", paths, added_at=ADDED, progress=steps.append)
    assert [one.name for one in found] == [path.name for path in paths]
    assert steps == [3, 3, 2] and len(held(settings)) == 8


@pytest.mark.parametrize("make", [lambda path: path / "absent.xlsx", lambda path: path], ids=["absent", "a folder"])
def test_nothing_is_added_where_one_path_is_no_file(
    tmp_path: Path, lists: list[Path], make: Callable[[Path], Path]
) -> None:
    """A slip of the pen in one of many paths adds none of them."""
    settings = Settings(tmp_path / "home")
    with pytest.raises(UsageError, match="there is no such file"):
        take_in(settings, "ice-287g", [*lists, make(tmp_path)], added_at=ADDED)
    with pytest.raises(UsageError, match="use one of: ice-287g"):
        take_in(settings, "ice-287", lists, added_at=ADDED)
    assert not settings.home.exists()


@given(st.lists(st.lists(st.sampled_from(["A", "B", "C", "-", "?"]), max_size=6), min_size=1, max_size=5))
def test_what_goes_between_processes_comes_out_as_it_went_in(files: list[list[str]]) -> None:
    """Packing a shard and unpacking it changes nothing, whatever the files repeat."""
    parsed = {str(number): "\n".join(lines).encode() for number, lines in enumerate(files)}

    def read(data: bytes, name: str) -> ParsedList:
        return read_plain(data, name)

    outcomes = [Outcome(read(data, name)) for name, data in parsed.items()]
    shards = iter(outcomes)
    original = reading.read_file
    reading.read_file = lambda *_: next(shards)
    try:
        packed = reading._read_shard(read, [Path(name) for name in parsed])
    finally:
        reading.read_file = original
    assert list(reading._unpack(packed)) == outcomes
