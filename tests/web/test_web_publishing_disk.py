"""Files of the published folder reach their places whole, wherever those lie, and leave nothing beside them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from comity.errors import StorageError
from comity.web.publishing.disk import PARTS, Disk, sweep_parts


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
