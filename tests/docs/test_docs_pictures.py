"""The pictures of the documentation."""

from pathlib import Path

from bench.pictures import OUT, PICTURES


def test_every_picture_is_there_and_all_are_light() -> None:
    """Each picture that `make pictures` makes is in docs/pictures, no other is, and all weigh less than a megabyte."""
    files = {path.stem: path.stat().st_size for path in Path(OUT).glob("*.png")}
    assert set(files) == {name for name, _, _ in PICTURES}
    assert sum(files.values()) < 1_000_000
