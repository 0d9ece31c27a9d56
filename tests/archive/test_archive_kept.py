"""What is made of something else is kept under a key: read under that key alone, and as none where it is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.archive.kept import Kept, fingerprint
from comity.errors import StorageError


def test_what_was_kept_is_read_under_its_key_alone(tmp_path: Path) -> None:
    """Under another key, or as another kind, there is nothing; the last that was kept stands."""
    path = tmp_path / "cache" / "things.kept"
    one = Kept(path, "first", dict[str, int])
    assert one.read() is None
    one.keep({"a": 1})
    one.keep({"a": 2})
    assert one.read() == {"a": 2}
    assert Kept(path, "second", dict[str, int]).read() is None
    assert Kept(path, "first", list[int]).read() is None
    assert [file.name for file in path.parent.iterdir()] == ["things.kept"]


@pytest.mark.parametrize("at", [0, 40, -1])
def test_a_damaged_file_is_none(tmp_path: Path, at: int) -> None:
    """In its head or behind it, or cut off."""
    path = tmp_path / "things.kept"
    one = Kept(path, "key", dict[str, str])
    one.keep({"a": "something that is long enough to be damaged"})
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    assert one.read() is None
    path.write_bytes(data[:20])
    assert one.read() is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    """It is made again the next time, and who must know is told."""
    (tmp_path / "cache").write_text("a file where the folder should be")
    one = Kept(tmp_path / "cache" / "things.kept", "key", dict[str, int])
    one.keep({"a": 1})
    assert one.read() is None
    with pytest.raises(StorageError, match=r"things\.kept"):
        one.write({"a": 1})


def test_a_fingerprint_tells_files_by_name_bytes_and_form() -> None:
    """Bytes that move from one file to the next are other files."""
    told = {
        fingerprint(texts, form)
        for form in ("1", "2")
        for texts in ({"a": b"xy", "b": b""}, {"a": b"x", "b": b"y"}, {"a": b"xy", "c": b""}, {"a": b"xy"})
    }
    assert len(told) == 8
    assert fingerprint({"a": b"xy"}, "1") == fingerprint({"a": b"xy"}, "1")
