"""The ledger's file: made when missing, refused when it is damaged, foreign or from the future."""

import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from ledger_samples import AT, list_of

from comity.errors import BusyError, ComityError, RecordError, StorageError
from comity.ledger import Ledger, ListEntry, connection, schema


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a ledger that holds one list."""
    path = tmp_path / "ledger.sqlite"
    with Ledger(path) as ledger:
        ledger.add_list(list_of("a", ["One"]), source="ice-287g", added_at=AT)
    return path


def change(path: Path, statement: str) -> None:
    """Run one statement as another program would."""
    with closing(sqlite3.connect(path)) as other:
        other.execute(statement)


def refusal(path: Path, kind: type[ComityError], **how: bool) -> ComityError:
    """Return the error that opening ends in; it names the file and a cure."""
    with pytest.raises(kind) as raised:
        Ledger(path, **how).lists()
    assert raised.value.where == str(path)
    assert raised.value.cure
    return raised.value


def test_a_missing_ledger_is_made_with_its_folder(tmp_path: Path) -> None:
    """The first command on a fresh machine needs no set-up."""
    with Ledger(tmp_path / "new" / "home" / "ledger.sqlite") as ledger:
        assert ledger.lists() == []
    with closing(sqlite3.connect(tmp_path / "new" / "home" / "ledger.sqlite")) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert other.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)


def test_acknowledged_writes_wait_for_the_disk(path: Path) -> None:
    """Outside a batch synchrony is full, and after a batch, whole or failed, it is full again."""
    with Ledger(path) as ledger:
        full = (2,)
        assert ledger._connection.execute("PRAGMA synchronous").fetchone() == full
        ledger.add_lists([ListEntry(list_of("b", ["Two"]), "ice-287g", AT)])
        assert ledger._connection.execute("PRAGMA synchronous").fetchone() == full
        with pytest.raises(RecordError):
            ledger.add_list(list_of("c", ["\ud800"]), source="ice-287g", added_at=AT)
        assert ledger._connection.execute("PRAGMA synchronous").fetchone() == full


def test_each_batch_ends_with_an_acknowledgement(path: Path) -> None:
    """Also one that finds everything known: the stopped batch before it may not have reached the disk."""
    with Ledger(path) as ledger:
        ledger.add_list(list_of("a", ["One"]), source="ice-287g", added_at=AT)
        ledger.add_lists([])
        rows = ledger._connection.execute("SELECT acknowledged_at, publication_count FROM acknowledgement").fetchall()
    assert rows == [(AT, 1), (AT, 1)]


def test_a_ledger_of_a_newer_version_is_left_alone(path: Path) -> None:
    """An old program does not write into a new layout."""
    change(path, f"PRAGMA user_version = {schema.VERSION + 1}")
    assert "newer version" in refusal(path, RecordError).problem


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    """Neither one without a version nor one with the same version number is taken for a ledger."""
    path = tmp_path / "other.sqlite"
    change(path, "CREATE TABLE kept (it)")
    assert "not a Comity ledger" in refusal(path, RecordError).problem
    change(path, f"PRAGMA user_version = {schema.VERSION}")
    assert "not a Comity ledger" in refusal(path, RecordError).problem
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_schema").fetchall() == [("kept",)]


def test_a_file_that_is_no_database_is_one_clear_sentence(tmp_path: Path) -> None:
    """Text where the ledger should be is damage, with the cure."""
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"<html>this is not it</html>" * 100)
    refusal(path, RecordError)


def test_a_damaged_ledger_is_one_clear_sentence(path: Path) -> None:
    """Overwritten pages are found when they are read."""
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x5a" * (len(data) - 4096)
    path.write_bytes(data)
    refusal(path, RecordError)


def test_a_folder_in_the_ledgers_place_is_one_clear_sentence(tmp_path: Path) -> None:
    """What cannot be opened is the disk's matter, not a traceback."""
    (tmp_path / "ledger.sqlite").mkdir()
    refusal(tmp_path / "ledger.sqlite", StorageError)


def test_a_file_in_the_homes_place_is_one_clear_sentence(tmp_path: Path) -> None:
    """COMITY_HOME naming a file is said so."""
    (tmp_path / "home").write_text("a file")
    with pytest.raises(StorageError, match="COMITY_HOME"):
        Ledger(tmp_path / "home" / "ledger.sqlite")


def test_a_second_writer_waits_and_then_says_who_is_in_the_way(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process's open transaction ends in BusyError; when it has ended, the addition works."""
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    with Ledger(path) as ledger, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError, match="another process"):
            ledger.add_list(list_of("b", ["Two"]), source="ice-287g", added_at=AT)
        assert len(ledger.lists()) == 1
        other.execute("ROLLBACK")
        assert ledger.add_list(list_of("b", ["Two"]), source="ice-287g", added_at=AT).is_new


def test_two_ledgers_made_at_the_same_moment_are_one(tmp_path: Path) -> None:
    """Who comes second finds the layout made."""
    path = tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as first, Ledger(path) as second:
        connection._make(first, path)
        second.add_list(list_of("a", ["One"]), source="ice-287g", added_at=AT)
    with Ledger(path) as third:
        assert len(third.lists()) == 1


def test_reading_only_does_not_make_or_write(path: Path) -> None:
    """A reader of a missing ledger is told so; a reader of a good one cannot write."""
    refusal(path.with_name("none.sqlite"), StorageError, read_only=True)
    assert not path.with_name("none.sqlite").exists()
    with Ledger(path, read_only=True) as reader:
        assert len(reader.lists()) == 1
        with pytest.raises(StorageError):
            reader.add_list(list_of("b", ["Two"]), source="ice-287g", added_at=AT)


# Run apart, as a user who may not write: an administrator may write anywhere, so one becomes nobody first.
READ_ONLY_FOLDER = """
import os, sys
from pathlib import Path
from comity.archive import Archive
from comity.errors import StorageError
from comity.ledger import Ledger
from comity.release import build_lock, write_release

home = Path(sys.argv[1])
home.chmod(0o555)
if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)
assert not os.access(home, os.W_OK, effective_ids=True)
with Ledger(home / "ledger.sqlite", read_only=True) as ledger:
    print(len(ledger.lists()), "list")

def write():
    with Ledger(home / "ledger.sqlite") as ledger:
        ledger.start_run("add", started_at="2026-01-01")

def lock():
    with build_lock(home):
        pass

for attempt in (
    write,
    lock,
    lambda: Archive(home / "archive").put(b"bytes"),
    lambda: write_release(home / "releases", [], inputs={}, facts={}),
):
    try:
        attempt()
    except StorageError as error:
        assert str(home) in error.where and error.cure, error
        print("refused")
"""


def test_a_folder_that_cannot_be_written_is_named_by_every_part() -> None:
    """Reading still works; each write ends in StorageError with the path and the cure."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        home.chmod(0o755)
        with Ledger(home / "ledger.sqlite") as ledger:
            ledger.add_list(list_of("a", ["One"]), source="ice-287g", added_at=AT)
        command = [sys.executable, "-c", READ_ONLY_FOLDER, name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        home.chmod(0o755)
        assert sorted(path.name for path in home.iterdir()) == ["ledger.sqlite"]
    assert done.stdout.splitlines() == ["1 list", "refused", "refused", "refused", "refused"], done.stderr


# Run apart: the limit on a file's size stands for a full disk, and holds for the whole process.
FULL_DISK = """
import resource, sys
from pathlib import Path
from comity.errors import StorageError
from comity.ledger import Ledger, ListEntry
sys.path.insert(0, sys.argv[2])
from ledger_samples import AT, list_of

with Ledger(Path(sys.argv[1])) as ledger:
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
    try:
        for number in range(1000):
            parsed = list_of(f"list {number}", [f"agency {number} {row} " + "x" * 200 for row in range(100)])
            ledger.add_list(parsed, source="ice-287g", added_at=AT)
            print(parsed.facts.sha256, flush=True)
    except StorageError as error:
        assert sys.argv[1] in error.where and "space" in error.cure, error
        print("refused")
"""


def test_a_disk_that_fills_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """The list that did not fit is not there in part; the others are; and with room again the work goes on."""
    path = tmp_path / "ledger.sqlite"
    command = [sys.executable, "-c", FULL_DISK, str(path), str(Path(__file__).parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    *acknowledged, last = done.stdout.splitlines()
    assert last == "refused", done.stderr
    assert acknowledged
    with Ledger(path) as ledger:
        found = {stored.publication_id: len(stored.printed_row_ids) for stored in ledger.lists()}
        assert set(acknowledged) <= set(found)
        assert set(found.values()) == {100}
        assert ledger.add_list(list_of("one more", ["One"]), source="ice-287g", added_at=AT).is_new
