"""Which files published before are kept, put together from what processes saw of reads and of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.web.publishing.disk import Disk
from comity.web.publishing.earlier import Earlier, Entry
from comity.web.publishing.looking import Findings, Looked, Looker, Sought
from comity.web.publishing.reads import KEY, Read, Reads
from comity.web.publishing.traced import Days

ONE, TWO, THREE = (bytes([number]) * KEY for number in (1, 2, 3))
DAYS = Days("2026-01-09", "2026-01-09")
SAME, OTHER_DAY = DAYS, Days("2026-01-10", "2026-01-09")


def entry(address: str, reads: bytes, *places: str) -> Entry:
    """Return a file that was published, made from these reads, with words for these names in it."""
    return Entry(address, f"{address}.html", f"digest of {address}", 4, b"", reads, [(0, 4, name) for name in places])


PUBLISHED = [
    entry("plain", ONE + TWO),
    entry("other", TWO + THREE),
    entry("dated", ONE, "list.long.en"),
    entry("live", ONE, "module:function|id"),
    entry("of nothing", b""),
]


def findings(days: Days = SAME, noted: tuple[bytes, ...] = (ONE, TWO, THREE)) -> Findings:
    """Return what nobody has seen anything of yet, for a release of these days."""
    reads = Reads({key: Read("rows", "statement") for key in noted})
    entries = {one.address: one for one in PUBLISHED}
    known = {one.file: one.digest for one in PUBLISHED}
    return Findings(Earlier(days=DAYS, reads=reads), entries, known, days)


def kept(found: Findings) -> tuple[list[str], list[str]]:
    """Return the kept addresses: those that stand as they are, and those that words are put into."""
    told = found.kept([one.address for one in PUBLISHED])
    return told.untouched, told.dated


def test_a_file_is_kept_whose_reads_give_the_same() -> None:
    """One of which no read is known is not; words that every list changes are put in, those for a day if it is new."""
    assert kept(findings()) == (["plain", "other", "dated"], ["live"])
    assert kept(findings(OTHER_DAY)) == (["plain", "other"], ["dated", "live"])


@pytest.mark.parametrize(
    ("looked", "noted", "lost"),
    [
        ([], (ONE, TWO, THREE), set()),
        ([Looked(reads=[THREE])], (ONE, TWO, THREE), {"other"}),
        ([Looked(reads=[THREE]), Looked(reads=[ONE])], (ONE, TWO, THREE), {"plain", "other", "dated", "live"}),
        ([], (ONE, TWO), {"other"}),
        ([Looked(files=["plain"])], (ONE, TWO, THREE), {"plain"}),
    ],
    ids=["nothing", "a read", "reads of two processes", "a read that was not noted", "a file"],
)
def test_what_is_other_is_not_kept(looked: list[Looked], noted: tuple[bytes, ...], lost: set[str]) -> None:
    """A read that gives something else, or that was not noted, loses every file that rests on it."""
    found = findings(noted=noted)
    found.add(looked)
    untouched, dated = kept(found)
    assert {"plain", "other", "dated", "live"} - {*untouched, *dated} == lost


def test_a_file_that_the_list_of_hashes_knows_otherwise_is_not_kept() -> None:
    """The list is what the folder was last said to hold."""
    found = Findings(Earlier(days=DAYS, reads=Reads({ONE: Read("fact", "day")})), {"dated": PUBLISHED[2]}, {}, SAME)
    assert found.kept(["dated"]).untouched == []


class Asked:
    """Stands for the new release, which gives one read otherwise."""

    def others(self, keys: list[bytes]) -> list[bytes]:
        return [key for key in keys if key == TWO]


def test_a_process_tells_only_of_what_is_other(tmp_path: Path) -> None:
    """Reads and files are looked at apart; a file that is gone or of another length is told of."""
    (tmp_path / "plain.html").write_bytes(b"four")
    (tmp_path / "other.html").write_bytes(b"fives")
    looker = Looker(Asked(), Disk(tmp_path), {one.address: one for one in PUBLISHED})  # type: ignore[arg-type]
    assert looker.look(Sought(reads=[ONE, TWO, THREE])) == Looked([TWO], [])
    assert looker.look(Sought(files=["plain", "other", "dated"])) == Looked([], ["other", "dated"])
