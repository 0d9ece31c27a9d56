"""Files of the published folder reach their places whole, wherever those lie, and leave nothing beside them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from comity.errors import StorageError
from comity.web.publishing.disk import BLOCK, PARTS, Disk, sweep_parts


def test_a_file_comes_to_its_place_whole_and_nothing_is_left(tmp_path: Path) -> None:
    """Also into folders that are not there yet, and over an older file, which whoever has it open reads to its end."""
    disk = Disk(tmp_path / "site")
    disk.write("place/us/index.html", b"old")
    with (tmp_path / "site/place/us/index.html").open("rb") as reader:
        disk.write("place/us/index.html", b"newer")
        assert reader.read() == b"old"
    assert disk.read("place/us/index.html") == b"newer" and disk.size_of("place/us/index.html") == 5
    assert [path.name for path in (tmp_path / "site/place/us").iterdir()] == ["index.html"]
    assert list((tmp_path / "site" / PARTS).iterdir()) == []


PAGE = b"<p>January 5, 2026</p>".ljust(BLOCK) + b"<p>January 5, 2026</p>".ljust(BLOCK) + b"<p>5</p>"
IN_A_BLOCK = {
    "in the first": PAGE.replace(b"5, 2026", b"9, 2026", 1),
    "twice in the first": PAGE.replace(b"January 5", b"January 9", 1).replace(b"2026", b"2027", 1),
    "in the last, which is short": PAGE.replace(b"<p>5<", b"<p>9<"),
    "up to the end of one": PAGE[: BLOCK - 1] + b"!" + PAGE[BLOCK:],
    "from the beginning of one": PAGE[:BLOCK] + b"!" + PAGE[BLOCK + 1 :],
}
IN_MORE = {
    "in two blocks": PAGE.replace(b"5, 2026", b"9, 2026"),
    "across their border": PAGE[: BLOCK - 1] + b"!!" + PAGE[BLOCK + 1 :],
    "longer": PAGE.replace(b"5, 2026", b"10, 2026", 1),
    "shorter": PAGE[:-1],
}


@pytest.mark.parametrize("change", [*IN_A_BLOCK, *IN_MORE])
def test_what_changes_in_one_block_is_written_into_the_file_and_else_replaces_it(tmp_path: Path, change: str) -> None:
    """Whoever has the file open sees the new bytes where it is the same file, and else the old ones to their end."""
    disk, file, body = Disk(tmp_path), tmp_path / "index.html", (IN_A_BLOCK | IN_MORE)[change]
    file.write_bytes(PAGE)
    with file.open("rb") as reader:
        disk.change("index.html", PAGE, body)
        assert reader.read() == (body if change in IN_A_BLOCK else PAGE)
    assert file.read_bytes() == body
    assert (tmp_path / PARTS).exists() == (change in IN_MORE)


def test_a_file_with_another_name_is_replaced(tmp_path: Path) -> None:
    """A copy that shares its bytes stays what it is; so does what a name only points to."""
    disk, body = Disk(tmp_path), IN_A_BLOCK["in the first"]
    (tmp_path / "linked.html").write_bytes(PAGE)
    os.link(tmp_path / "linked.html", tmp_path / "copy.html")
    (tmp_path / "pointing.html").symlink_to(tmp_path / "copy.html")
    for name in ("linked.html", "pointing.html"):
        disk.change(name, PAGE, body)
        assert (tmp_path / name).read_bytes() == body and (tmp_path / "copy.html").read_bytes() == PAGE


def test_what_is_not_as_it_was_read_is_replaced(tmp_path: Path) -> None:
    """Another wrote something longer meanwhile, or took the file away."""
    disk, body = Disk(tmp_path), IN_A_BLOCK["in the first"]
    (tmp_path / "longer.html").write_bytes(PAGE + b"more")
    for name in ("longer.html", "gone.html"):
        disk.change(name, PAGE, body)
        assert (tmp_path / name).read_bytes() == body


@pytest.mark.parametrize("fault", [1, OSError(errno.EIO, "Input/output error")])
def test_a_block_that_is_not_written_whole_is_followed_by_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: object
) -> None:
    """Whether too little was written or nothing: the file is replaced."""

    def faulty(handle: int, block: bytes, at: int) -> int:
        if isinstance(fault, OSError):
            raise fault
        return write(handle, block[:1], at)

    write = os.pwrite
    disk, body = Disk(tmp_path), IN_A_BLOCK["in the first"]
    (tmp_path / "index.html").write_bytes(PAGE)
    monkeypatch.setattr(os, "pwrite", faulty)
    disk.change("index.html", PAGE, body)
    assert (tmp_path / "index.html").read_bytes() == body


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    """No bytes, and no size that a file could have."""
    disk = Disk(tmp_path)
    assert disk.read("none") is None and disk.size_of("none") == -1


def test_a_folder_on_a_disk_of_its_own_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be renamed into it from elsewhere: the file is then begun beside its place."""
    replace, tried = os.replace, []

    def within_a_folder(source: str, target: str) -> None:
        tried.append(source)
        if PARTS in source:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        replace(source, target)

    (tmp_path / "data").mkdir()
    monkeypatch.setattr(os, "replace", within_a_folder)
    Disk(tmp_path).write("data/agreement.csv", b"agreement_id\n")
    assert (tmp_path / "data" / "agreement.csv").read_bytes() == b"agreement_id\n"
    assert len(tried) == 2 and [path.name for path in (tmp_path / "data").iterdir()] == ["agreement.csv"]


def test_a_place_that_cannot_be_taken_is_told(tmp_path: Path) -> None:
    """A folder stands where the file should."""
    (tmp_path / "index.html").mkdir()
    with pytest.raises(StorageError, match=r"index\.html"):
        Disk(tmp_path).write("index.html", b"page")


def test_parts_of_a_killed_run_are_thrown_away(tmp_path: Path) -> None:
    """Those of any process; a folder without any is left as it is."""
    (tmp_path / PARTS).mkdir()
    (tmp_path / PARTS / "4711").write_bytes(b"hal")
    sweep_parts(tmp_path)
    sweep_parts(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_expected_may_be_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is told of each file that can be opened; where a system cannot be told, nothing is done."""
    (tmp_path / "there.html").write_bytes(PAGE)
    told: list[int] = []
    with monkeypatch.context() as patch:
        patch.setattr(os, "posix_fadvise", lambda handle, *_: told.append(os.fstat(handle).st_size), raising=False)
        Disk(tmp_path).expect(["absent.html", "there.html", "no/folder.html"])
    assert told == [len(PAGE)]
    monkeypatch.delattr(os, "posix_fadvise", raising=False)
    Disk(tmp_path).expect(["there.html"])
