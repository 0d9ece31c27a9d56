"""The whole record in one file and back: the same release byte for byte, in use or not; what is wrong is refused."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.cli.running import Comity
from tests.ice_287g.ice_287g_workbooks import book, modern_row

from comity.errors import ComityError, NotFoundError, RecordError, StorageError, UnreadableError, UsageError
from comity.ledger import Ledger, Proposed, ReadPage, Verdict, text_hash
from comity.release.backup import MANIFEST, back_up, restore
from comity.release.build import build
from comity.release.intake import take_in
from comity.settings import Settings
from comity.text.quotes import quote

AT = "2026-03-04T05:06:07Z"
TEXT = "The board of Fairfax County ended the contract on January 22, 2018."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with lists, a reviewed claim, subscriptions, what was told, a release, and passing files."""
    tmp_path = tmp_path_factory.mktemp("made")
    settings = Settings(tmp_path / "home")
    paths = []
    for day in ("07012025", "07082025"):
        path = tmp_path / f"participatingAgencies{day}am.xlsx"
        counties = (
            ("Baker", "Bay", "Clay", "Lake", "Levy") if day < "0708" else ("Baker", "Bay", "Clay", "Lake", "Leon")
        )
        path.write_bytes(
            book([modern_row(f"{name} County Sheriff's Office", county=f"{name} County") for name in counties])
        )
        paths.append(path)
    take_in(settings, "ice-287g", paths, added_at=AT)
    with Ledger(settings.ledger) as ledger:
        fields = {"kind": "local_decision", "instrument": "detention_contract", "action": "end", "status": "happened",
                  "jurisdiction_name": "Fairfax County", "fips5_or_null": "51059", "state": "VA"}  # fmt: skip
        page = ReadPage(text_hash(TEXT), "https://paper.example/", outlet="The Paper", title="Ended")
        proposed = Proposed("event", fields, quote(TEXT, 0, len(TEXT)), "rule")
        (proposal_id,) = ledger.propose(page, TEXT, [proposed], made_by="reader", added_at=AT).new
        ledger.review([Verdict(proposal_id, "accept", "A. Reader", "", AT)])
    (settings.home / "subscriptions.toml").write_text("# nobody yet\n")
    with closing(sqlite3.connect(settings.home / "telling.sqlite")) as told:
        told.execute("CREATE TABLE sent (event)")
        told.execute("INSERT INTO sent VALUES ('one')")
        told.commit()
    build(settings)
    (settings.cache / "x").parent.mkdir(exist_ok=True)
    (settings.cache / "x").write_text("can be made again")
    (settings.home / "watch.lock").write_text("123")
    return settings.home


@pytest.fixture
def settings(made: Path, tmp_path: Path) -> Settings:
    """Return a copy of that folder."""
    shutil.copytree(made, tmp_path / "home", symlinks=True)
    return Settings(tmp_path / "home")


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def release(settings: Settings) -> dict[str, bytes]:
    """Return every file of the release that a build makes of a record."""
    return contents(build(settings).release.folder)


def test_a_restored_record_gives_the_same_release_byte_for_byte(settings: Settings, tmp_path: Path) -> None:
    """Ledger, archive, reviews and the files beside them come back; releases, cache and locks are left out."""
    report = back_up(settings, tmp_path / "backup.zip", made_at=AT)
    again = Settings(tmp_path / "again")
    assert restore(tmp_path / "backup.zip", again.home) == report
    assert (report.publication_count, report.lacking) == (2, ())
    found = contents(again.home)
    assert {name for name in found if "/" not in name} == {"ledger.sqlite", "subscriptions.toml", "telling.sqlite"}
    assert report.file_count == 5 == len(found)
    assert release(again) == release(settings)
    with closing(sqlite3.connect(again.home / "telling.sqlite")) as told:
        assert told.execute("SELECT event FROM sent").fetchall() == [("one",)]
    with Ledger(again.ledger) as ledger:
        assert len(ledger.reviews()) == 1 and ledger.runs() == []


def test_a_back_up_of_the_restored_record_holds_the_same(settings: Settings, tmp_path: Path) -> None:
    """Nothing is lost or added on the way, however often."""
    back_up(settings, tmp_path / "one.zip", made_at=AT)
    restore(tmp_path / "one.zip", tmp_path / "again")
    back_up(Settings(tmp_path / "again"), tmp_path / "two.zip", made_at=AT)
    names = []
    for name in ("one", "two"):
        with zipfile.ZipFile(tmp_path / f"{name}.zip") as zipped:
            names.append(zipped.namelist())
    assert names[0] == names[1]


def test_a_back_up_is_taken_while_others_write(settings: Settings, tmp_path: Path) -> None:
    """What is committed before is in it, the copy is one moment's, and no writer waits for long."""
    stop, under_way, written = threading.Event(), threading.Event(), []

    def write() -> None:
        with Ledger(settings.ledger) as ledger:
            while not stop.is_set() and len(written) < 3000:
                run = ledger.start_run("test", started_at=AT)
                ledger.finish_run(run, finished_at=AT, outcome="done", counts={})
                written.append(run)
                under_way.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert under_way.wait(60)
    before = len(written)
    back_up(settings, tmp_path / "backup.zip", made_at=AT)
    stop.set()
    writer.join()
    restore(tmp_path / "backup.zip", tmp_path / "again")
    with Ledger(Settings(tmp_path / "again").ledger, read_only=True) as ledger:
        runs = ledger.runs(limit=10_000)
    assert before <= len(runs) <= len(written)
    assert all(run.outcome for run in runs[1:])
    assert release(Settings(tmp_path / "again")) == release(settings)


def test_a_back_up_is_never_half_there(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stops it leaves the older one as it was, and nothing beside it."""
    path = tmp_path / "out" / "backup.zip"
    back_up(settings, path, made_at=AT)
    whole = path.read_bytes()

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(settings, path, made_at=AT, progress=stop)
    assert contents(path.parent) == {"backup.zip": whole}


def test_what_may_hold_addresses_and_keys_is_nobody_elses_to_read(settings: Settings, tmp_path: Path) -> None:
    """The back-up and the restored subscriptions; ledger and archive are public."""
    back_up(settings, tmp_path / "backup.zip", made_at=AT)
    restore(tmp_path / "backup.zip", tmp_path / "again")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "again").iterdir()}
    assert stat.S_IMODE((tmp_path / "backup.zip").stat().st_mode) == 0o600
    assert modes["subscriptions.toml"] == modes["telling.sqlite"] == 0o600 and modes["ledger.sqlite"] == 0o644


def test_a_lost_or_altered_publication_is_told_and_the_rest_is_backed_up(settings: Settings, tmp_path: Path) -> None:
    """The damage of one file is no reason for having no back-up; a restored copy tells the same loss."""
    lost, altered = sorted(path for path in settings.archive.rglob("*") if path.is_file())
    lost.unlink()
    altered.write_bytes(b"something else")
    report = back_up(settings, tmp_path / "backup.zip", made_at=AT)
    assert report.lacking == tuple(sorted((lost.name, altered.name))) and report.publication_count == 0
    assert restore(tmp_path / "backup.zip", tmp_path / "again").lacking == report.lacking


def test_a_folder_that_holds_something_is_left_alone(settings: Settings, tmp_path: Path) -> None:
    """Nothing is ever overwritten; an empty folder is taken."""
    back_up(settings, tmp_path / "backup.zip", made_at=AT)
    before = contents(settings.home)
    with pytest.raises(UsageError, match="--into"):
        restore(tmp_path / "backup.zip", settings.home)
    (tmp_path / "file").write_text("a file")
    with pytest.raises(UsageError, match="not empty"):
        restore(tmp_path / "backup.zip", tmp_path / "file")
    assert contents(settings.home) == before
    (tmp_path / "empty").mkdir()
    restore(tmp_path / "backup.zip", tmp_path / "empty")
    assert (tmp_path / "empty" / "ledger.sqlite").exists()


def test_a_folder_of_a_cache_alone_is_as_good_as_empty(settings: Settings, tmp_path: Path) -> None:
    """Any command leaves one; it goes when the record comes, and stays where nothing comes or more is there."""
    back_up(settings, tmp_path / "backup.zip", made_at=AT)
    (tmp_path / "bad.zip").write_bytes(b"no back-up")
    home = tmp_path / "home of a newcomer"
    (home / "cache" / "law").mkdir(parents=True)
    (home / "cache" / "law" / "law.bin").write_bytes(b"compiled")
    refused(tmp_path / "bad.zip", home)
    assert (home / "cache" / "law" / "law.bin").exists()
    (home / "notes.txt").write_text("a note")
    refused(tmp_path / "backup.zip", home, UsageError)
    (home / "notes.txt").unlink()
    restore(tmp_path / "backup.zip", home)
    assert "cache" not in {path.name for path in home.iterdir()} and (home / "ledger.sqlite").exists()


def test_a_cache_that_lies_elsewhere_is_left_alone(settings: Settings, tmp_path: Path) -> None:
    """A link to another folder is no cache of this one's, and a file is none."""
    back_up(settings, tmp_path / "backup.zip", made_at=AT)
    (tmp_path / "elsewhere").mkdir()
    home = tmp_path / "home of a newcomer"
    home.mkdir()
    (home / "cache").symlink_to(tmp_path / "elsewhere")
    refused(tmp_path / "backup.zip", home, UsageError)
    (home / "cache").unlink()
    (home / "cache").write_text("a file")
    refused(tmp_path / "backup.zip", home, UsageError)


def refused(path: Path, home: Path, kind: type[ComityError] = UnreadableError) -> ComityError:
    """Return the error that restoring ends in; nothing is left of the attempt."""
    beside = set(home.parent.iterdir())
    with pytest.raises(kind) as raised:
        restore(path, home)
    assert set(home.parent.iterdir()) == beside and raised.value.cure
    return raised.value


def test_a_back_up_that_was_cut_short_anywhere_is_refused(settings: Settings, tmp_path: Path) -> None:
    """At every length, and empty."""
    back_up(settings, tmp_path / "backup.zip", made_at=AT)
    whole = (tmp_path / "backup.zip").read_bytes()
    for length in [0, 1, 30, *range(100, len(whole), max(1, len(whole) // 23)), len(whole) - 1]:
        (tmp_path / "cut.zip").write_bytes(whole[:length])
        refused(tmp_path / "cut.zip", tmp_path / "again")


def test_a_back_up_that_was_altered_anywhere_is_refused_or_the_same(settings: Settings, tmp_path: Path) -> None:
    """A byte turned in it is found by a hash, or is one that says nothing."""
    back_up(settings, tmp_path / "backup.zip", made_at=AT)
    restore(tmp_path / "backup.zip", tmp_path / "whole")
    expected = contents(tmp_path / "whole")
    whole = (tmp_path / "backup.zip").read_bytes()
    for number, at in enumerate(range(0, len(whole), max(1, len(whole) // 60))):
        (tmp_path / "bad.zip").write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        home = tmp_path / f"again{number}"
        try:
            restore(tmp_path / "bad.zip", home)
        except ComityError as error:
            assert error.cure and not home.exists()
        else:
            assert contents(home) == expected


Change = Callable[[dict[str, bytes]], None]


def remade(path: Path, target: Path, change: Change, *, sign: bool = True) -> Path:
    """Write a back-up anew with its members changed; the manifest's own hash is right, unless told otherwise."""
    with zipfile.ZipFile(path) as zipped:
        members = {name: zipped.read(name) for name in zipped.namelist()}
        comment = zipped.comment
    change(members)
    with zipfile.ZipFile(target, "w") as zipped:
        for name, data in members.items():
            zipped.writestr(zipfile.ZipInfo(name), data)
        signed = hashlib.sha256(members.get(MANIFEST, b"")).hexdigest().encode()
        zipped.comment = signed if sign else comment
    return target


def with_file(name: str, data: bytes = b"x") -> Change:
    """Return a change that adds a file, and says so in the manifest as who made it would."""

    def change(members: dict[str, bytes]) -> None:
        members[name] = data
        manifest = json.loads(members[MANIFEST])
        manifest["files"][name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        members[MANIFEST] = json.dumps(manifest).encode()

    return change


def saying(**facts: object) -> Change:
    """Return a change of the manifest."""

    def change(members: dict[str, bytes]) -> None:
        members[MANIFEST] = json.dumps({**json.loads(members[MANIFEST]), **facts}).encode()

    return change


def without(name: str) -> Change:
    """Return a change that takes a file out, and its line in the manifest."""

    def change(members: dict[str, bytes]) -> None:
        names = [known for known in members if known.startswith(name)]
        manifest = json.loads(members[MANIFEST])
        for known in names[:1]:
            del members[known]
            manifest["files"].pop(known, None)
        if MANIFEST in members:
            members[MANIFEST] = json.dumps(manifest).encode()

    return change


ESCAPES = ["../evil", "/etc/evil", "a/../../evil", "archive/../evil", "..", "a//b", "./a", "archive/ab/evil",
           "a\\..\\b", "releases/current", "cache/x", ".hidden", "archive/00/" + "11" * 32, "a/.b/c"]  # fmt: skip


@pytest.mark.parametrize("name", ESCAPES)
def test_a_name_that_leads_elsewhere_is_refused(settings: Settings, tmp_path: Path, name: str) -> None:
    """Out of the folder, into a release, or no name of an archive's file: before anything is written."""
    back_up(settings, tmp_path / "backup.zip", made_at=AT)
    (tmp_path / "in").mkdir()
    remade(tmp_path / "backup.zip", tmp_path / "bad.zip", with_file(name))
    refused(tmp_path / "bad.zip", tmp_path / "in" / "again")
    assert not (tmp_path / "evil").exists() and not (tmp_path / "in" / "evil").exists()


def unsaid(members: dict[str, bytes]) -> None:
    """Add a file of which the manifest says nothing."""
    members["extra.toml"] = b"x"


def other_ledger(members: dict[str, bytes]) -> None:
    """Put other bytes in the ledger's place."""
    members["ledger.sqlite"] = b"x" * len(members["ledger.sqlite"])


def foreign_ledger(members: dict[str, bytes]) -> None:
    """Put a text in the ledger's place, and say so in the manifest."""
    with_file("ledger.sqlite", b"no database")(members)


BAD: dict[str, tuple[Change, bool, type[ComityError], str]] = {
    "a newer format": (saying(format="comity-backup-2"), True, RecordError, "another version"),
    "no format": (lambda members: members.update({MANIFEST: b'{"files": {}}'}), True, RecordError, "another version"),
    "a manifest that is none": (lambda members: members.update({MANIFEST: b"[]"}), True, UnreadableError, "manifest"),
    "an unknown field": (saying(more=1), True, UnreadableError, "manifest"),
    "a manifest by another hand": (saying(made_at="then"), False, UnreadableError, "not the one"),
    "no manifest": (lambda members: members.pop(MANIFEST) and None, True, UnreadableError, "no manifest"),
    "a file too many": (unsaid, True, UnreadableError, "other files"),
    "other bytes": (other_ledger, True, UnreadableError, "not what was backed up"),
    "no ledger": (without("ledger.sqlite"), True, UnreadableError, "no ledger"),
    "no database": (foreign_ledger, True, RecordError, "cannot be used"),
    "a publication too few": (without("archive/"), True, UnreadableError, "lacks 1 publication"),
    "a file that grows": (lambda members: with_file("big", b"x" * 10)(members) or members.update(big=b"x" * 10_000),
                          True, UnreadableError, "big is not what"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "sign", "kind", "words"), BAD.values(), ids=BAD.keys())
def test_a_back_up_that_does_not_hold_together_is_refused(
    settings: Settings, tmp_path: Path, change: Change, sign: bool, kind: type[ComityError], words: str
) -> None:
    """With what is wrong, and no folder left behind."""
    back_up(settings, tmp_path / "backup.zip", made_at=AT)
    remade(tmp_path / "backup.zip", tmp_path / "bad.zip", change, sign=sign)
    assert words in refused(tmp_path / "bad.zip", tmp_path / "again", kind).problem


def test_a_ledger_of_a_newer_version_is_refused_before_the_folder_appears(settings: Settings, tmp_path: Path) -> None:
    """The back-up of a newer Comity waits for that Comity."""
    with closing(sqlite3.connect(settings.ledger)) as other:
        other.execute("PRAGMA user_version = 999")
    with pytest.raises(RecordError, match="newer version"):
        back_up(settings, tmp_path / "backup.zip", made_at=AT)
    assert not (tmp_path / "backup.zip").exists()


def test_a_back_up_has_its_place(settings: Settings, tmp_path: Path) -> None:
    """Not in the record itself, not over a file that is none, not of nothing."""
    with pytest.raises(UsageError, match="own folder"):
        back_up(settings, settings.home / "in" / "backup.zip", made_at=AT)
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(UsageError, match="no back-up"):
        back_up(settings, tmp_path / "thesis.doc", made_at=AT)
    with pytest.raises(UsageError, match="no back-up"):
        back_up(settings, settings.home.parent, made_at=AT)
    with pytest.raises(NotFoundError, match="nothing to back up"):
        back_up(Settings(tmp_path / "none"), tmp_path / "backup.zip", made_at=AT)
    with pytest.raises(UsageError, match="no such file"):
        restore(tmp_path / "none.zip", tmp_path / "again")
    with pytest.raises(UsageError, match="is a folder"):
        restore(tmp_path, tmp_path / "again")
    with pytest.raises(UnreadableError, match="no whole back-up"):
        restore(tmp_path / "thesis.doc", tmp_path / "again")


# Run apart: the limit on a file's size stands for a full disk, and holds for the whole process.
FULL_DISK = """
import resource, sys
from pathlib import Path
from comity.errors import StorageError
from comity.release.backup import back_up, restore
from comity.settings import Settings

resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
home, out, again = map(Path, sys.argv[1:])
def take():
    back_up(Settings(home), out / "new.zip", made_at="x")

def put():
    restore(out / "backup.zip", again)

for attempt in (take, put):
    try:
        attempt()
    except StorageError as error:
        assert error.cure and error.where, error
        print("refused")
"""


def test_a_disk_that_fills_leaves_nothing_behind(settings: Settings, tmp_path: Path) -> None:
    """Neither half a back-up nor half a record; one sentence says so."""
    out = tmp_path / "out"
    back_up(settings, out / "backup.zip", made_at=AT)
    command = [sys.executable, "-c", FULL_DISK, str(settings.home), str(out), str(tmp_path / "again")]
    beside = set(tmp_path.iterdir())
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["refused", "refused"], done.stderr
    assert [path.name for path in out.iterdir()] == ["backup.zip"] and {*tmp_path.iterdir()} == beside


def test_the_commands_say_what_they_did_and_what_to_do(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Back up, restore into a new folder or an empty data folder; a loss ends in its own exit code."""
    comity = Comity(settings.home, monkeypatch, capsys)
    said = comity("backup", tmp_path / "backup.zip")
    assert said.code == 0 and said.rows[0] | {"size_bytes": ""} == {
        "path": str(tmp_path / "backup.zip"), "file_count": "5", "publication_count": "2", "size_bytes": "",
    }  # fmt: skip
    told = comity("restore", tmp_path / "backup.zip", "--into", tmp_path / "again")
    assert told.code == 0 and told.rows[0]["file_count"] == "5" and "comity build" in told.err
    assert comity("restore", tmp_path / "backup.zip").code == 2
    fresh = Comity(tmp_path / "fresh", monkeypatch, capsys)
    assert fresh("restore", tmp_path / "backup.zip").code == 0 and fresh("build").code == 0
    next(path for path in settings.archive.rglob("*") if path.is_file()).unlink()
    lossy = comity("backup", tmp_path / "backup.zip")
    assert lossy.code == 7 and "1 publication(s) are missing" in lossy.err and len(lossy.rows) == 1


def test_a_disk_that_refuses_is_named(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be written is one clear sentence."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError):
        back_up(settings, tmp_path / "file" / "backup.zip", made_at=AT)


# Run apart, to be killed: backs up, and restores what it backed up, again and again.
FOR_EVER = """
import sys
from pathlib import Path
from comity.release.backup import back_up, restore
from comity.settings import Settings

home, out = map(Path, sys.argv[1:])
for number in range(10_000):
    back_up(Settings(home), out / "backup.zip", made_at=str(number))
    restore(out / "backup.zip", out / f"again{number}")
    print(number, flush=True)
"""


@pytest.mark.parametrize("moment", [0.05, 0.11, 0.17, 0.29, 0.41])
def test_a_process_that_is_killed_leaves_a_whole_back_up_and_no_half_record(
    settings: Settings, tmp_path: Path, moment: float
) -> None:
    """Whenever it dies: the back-up is the last whole one, every restored folder is whole."""
    out = tmp_path / "out"
    out.mkdir()
    command = [sys.executable, "-c", FOR_EVER, str(settings.home), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None and running.stdout.readline() == "0\n"
        time.sleep(moment)
        running.kill()
    restore(out / "backup.zip", tmp_path / "checked")
    expected = set(contents(tmp_path / "checked"))
    folders = [path for path in out.iterdir() if path.name.startswith("again")]
    assert folders and all(set(contents(folder)) == expected for folder in folders)
