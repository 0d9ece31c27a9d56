"""The archive keeps bytes under their hash, verifies them at every reading and says what is damaged."""

import errno
import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.archive import Archive, Damage, durable, storage_errors, write_durably
from comity.errors import NotFoundError, RecordError, StorageError, UsageError

DATA = b"a list as it was published"
SHA = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Return an archive whose folder does not exist yet."""
    return Archive(tmp_path / "home" / "archive")


def names_below(folder: Path) -> list[str]:
    """Return every file below a folder, relative to it."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_put_returns_the_hash_and_keeps_the_bytes_under_it(archive: Archive) -> None:
    """Bytes stand at ab/ab12… and nowhere else."""
    assert archive.put(DATA) == SHA
    assert archive.get(SHA) == DATA
    assert names_below(archive.folder) == [f"{SHA[:2]}/{SHA}"]


def test_putting_the_same_bytes_again_writes_nothing(archive: Archive) -> None:
    """A second put finds the first one's file and leaves it as it is."""
    archive.put(DATA)
    before = archive.path(SHA).stat()
    assert archive.put(DATA) == SHA
    after = archive.path(SHA).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_put_many_returns_hashes_in_the_order_given(archive: Archive) -> None:
    """Order is kept over more documents than are held together, duplicates included."""
    documents = [str(number % 100).encode() for number in range(150)]
    assert archive.put_many(iter(documents)) == [hashlib.sha256(data).hexdigest() for data in documents]
    assert len(names_below(archive.folder)) == 100
    assert archive.check() == []


@given(data=st.binary(max_size=200))
def test_whatever_is_put_comes_back(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Any bytes, none at all included, come back as they were."""
    archive = Archive(tmp_path_factory.getbasetemp() / "any")
    assert archive.get(archive.put(data)) == data


def test_has_tells_what_is_there_and_what_is_not(archive: Archive) -> None:
    """`has` needs neither folder nor reading."""
    assert not archive.has(SHA)
    archive.put(DATA)
    assert archive.has(SHA)


def test_an_absent_publication_names_its_file_and_the_cure(archive: Archive) -> None:
    """Not found is not damage."""
    with pytest.raises(NotFoundError, match="comity add") as raised:
        archive.get(SHA)
    assert raised.value.where == str(archive.path(SHA))


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA.upper(), SHA[:-1], SHA + "0", "é" * 64])
def test_what_is_no_sha256_reaches_no_file(archive: Archive, name: str) -> None:
    """A name from outside never becomes a path."""
    with pytest.raises(UsageError, match="no SHA-256"):
        archive.get(name)


def test_altered_bytes_are_refused_with_the_file_and_the_cure(archive: Archive) -> None:
    """One changed bit is found at the next reading."""
    archive.put(DATA)
    archive.path(SHA).write_bytes(DATA[:-1] + b"D")
    with pytest.raises(RecordError, match="comity add") as raised:
        archive.get(SHA)
    assert raised.value.where == str(archive.path(SHA))


@pytest.mark.parametrize("damaged", [b"", DATA[:5], DATA + b"x"])
def test_putting_the_original_again_repairs_a_damaged_copy(archive: Archive, damaged: bytes) -> None:
    """The cure that the error names works, also for a file emptied by a power cut."""
    archive.put(DATA)
    archive.path(SHA).write_bytes(damaged)
    archive.put(DATA)
    assert archive.get(SHA) == DATA


def test_check_names_each_kind_of_damage(archive: Archive) -> None:
    """Missing, altered, unfinished and foreign files are told apart; good ones are not mentioned."""
    good, altered = archive.put(b"good"), archive.put(DATA)
    archive.path(altered).write_bytes(b"other")
    (archive.folder / good[:2] / ".abc.part").write_bytes(b"hal")
    (archive.folder / "notes.txt").write_bytes(b"?")
    (archive.folder / good).write_bytes(b"good")  # right name, wrong place
    missing = hashlib.sha256(b"never put").hexdigest()
    found = {(Path(damage.path).name, damage.kind) for damage in archive.check([good, altered, missing])}
    assert found == {
        (altered, "altered"),
        (".abc.part", "unfinished"),
        ("notes.txt", "foreign"),
        (good, "foreign"),
        (missing, "missing"),
    }


def test_check_of_an_archive_that_does_not_exist_finds_only_what_is_missing(archive: Archive) -> None:
    """An empty record is not damaged."""
    assert archive.check() == []
    assert [damage.kind for damage in archive.check([SHA])] == ["missing"]
    assert isinstance(archive.check([SHA])[0], Damage)


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "read-only"), (errno.EACCES, "permissions"), (errno.EIO, "health")],
)
@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_refusing_disk_ends_in_one_sentence_and_no_partial_file(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, code: int, words: str, call: str
) -> None:
    """Whatever the disk refuses, at writing or at syncing, the archive is as it was."""
    archive.put(b"already there")
    before = names_below(archive.folder)

    def refuse(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(durable.os, call, refuse)
    with pytest.raises(StorageError, match=words) as raised:
        archive.put(DATA)
    monkeypatch.undo()
    assert raised.value.where == str(archive.path(SHA))
    assert raised.value.cure
    assert names_below(archive.folder) == before
    assert archive.put(DATA) == SHA


def test_a_disk_that_takes_part_of_the_bytes_gets_the_rest(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A short write is no failure and no truncation."""
    write = os.write
    monkeypatch.setattr(durable.os, "write", lambda handle, data: write(handle, bytes(data[:7])))
    archive.put(DATA)
    monkeypatch.undo()
    assert archive.get(SHA) == DATA


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path) -> None:
    """The home being a file is one clear sentence, not a traceback."""
    (tmp_path / "home").write_text("a file")
    with pytest.raises(StorageError, match="where a folder is needed"):
        Archive(tmp_path / "home" / "archive").put(DATA)


def test_an_interrupt_leaves_no_partial_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of a write is not swallowed and leaves nothing."""

    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(durable.os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_durably(tmp_path / "file", DATA)
    assert names_below(tmp_path) == []


def test_a_file_written_durably_can_be_read_by_everyone(tmp_path: Path) -> None:
    """The record is public: the mode of a temporary file does not stay."""
    write_durably(tmp_path / "file", DATA, sync=False)
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o644


def test_only_what_the_disk_refuses_becomes_a_storage_error(tmp_path: Path) -> None:
    """A defect of the program keeps its own name."""
    with pytest.raises(ValueError, match="not the disk"), storage_errors(tmp_path):
        raise ValueError("not the disk")


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_disk_that_refuses_in_the_middle_of_many_leaves_no_partial_file(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """What was put before stays, of the rest nothing is half there, and the same call again ends well."""
    archive.put(b"already there")
    documents = [b"already there", *(str(number).encode() for number in range(20))]
    plain, calls = getattr(os, call), iter(range(1000))

    def refuse_the_eighth(*given: object) -> object:
        if next(calls) == 7:
            raise OSError(errno.ENOSPC, "No space left on device")
        return plain(*given)

    monkeypatch.setattr(durable.os, call, refuse_the_eighth)
    with pytest.raises(StorageError, match="disk is full"):
        archive.put_many(documents)
    monkeypatch.undo()
    assert archive.check() == [] and archive.get(hashlib.sha256(b"already there").hexdigest())
    assert archive.put_many(documents) == [hashlib.sha256(data).hexdigest() for data in documents]
    assert len(names_below(archive.folder)) == len(documents)


def test_many_are_brought_to_the_disk_before_any_has_its_name(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that stands after a power cut stands for whole bytes, and the folders that hold it are synced last."""
    seen: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(handle: object) -> None:
        number = handle if isinstance(handle, int) else handle.fileno()  # type: ignore[attr-defined]
        seen.append("folder" if Path(f"/proc/self/fd/{number}").is_dir() else "file")
        fsync(number)

    def renamed(path: Path, target: Path) -> Path:
        seen.append("name")
        return replace(path, target)

    monkeypatch.setattr(durable.os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    archive.put_many([b"one", b"two"])
    assert seen[:4] == ["file", "file", "name", "name"]
    assert set(seen[4:]) == {"folder"} and len(seen) >= 7


def test_putting_none_at_all_does_nothing(archive: Archive) -> None:
    """No documents, or only such as are there already, touch no disk."""
    archive.put(DATA)
    assert archive.put_many([]) == [] and archive.put_many([DATA, DATA]) == [SHA, SHA]
    assert names_below(archive.folder) == [f"{SHA[:2]}/{SHA}"]
