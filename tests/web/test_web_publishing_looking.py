"""Which files published before are kept, put together from what is seen of reads and of files."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

import pytest

from comity.web.publishing.disk import Disk
from comity.web.publishing.earlier import Earlier, Entry, Published
from comity.web.publishing.looking import Findings
from comity.web.publishing.reads import KEY, Read, Reads
from comity.web.publishing.traced import Days

ONE, TWO, THREE = (bytes([number]) * KEY for number in (1, 2, 3))
DAYS = Days("2026-01-09", "2026-01-09")
SAME, OTHER_DAY = DAYS, Days("2026-01-10", "2026-01-09")
ALL = {"plain", "other", "dated", "live"}


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
ADDRESSES = [one.address for one in PUBLISHED]


def findings(days: Days = SAME, noted: tuple[bytes, ...] = (ONE, TWO, THREE)) -> Findings:
    """Return what nobody has seen anything of yet, for a release of these days."""
    reads = Reads({key: Read("rows", "statement") for key in noted})
    entries = {one.address: one for one in PUBLISHED}
    known = {one.file: one.digest for one in PUBLISHED}
    return Findings(Earlier(days=DAYS, reads=reads), entries, known, days)


def kept(found: Findings, other_reads: Set[bytes] = frozenset()) -> tuple[list[str], list[str]]:
    """Return the kept addresses: those that stand as they are, and those that words are put into."""
    told = found.kept(ADDRESSES, other_reads)
    return told.untouched, told.dated


def test_a_file_is_kept_whose_reads_give_the_same() -> None:
    """One of which no read is known is not; words that every list changes are put in, those for a day if it is new."""
    assert kept(findings()) == (["plain", "other", "dated"], ["live"])
    assert kept(findings(OTHER_DAY)) == (["plain", "other"], ["dated", "live"])


@pytest.mark.parametrize(
    ("other_reads", "noted", "lost"),
    [
        (set(), (ONE, TWO, THREE), set()),
        ({THREE}, (ONE, TWO, THREE), {"other"}),
        ({THREE, ONE}, (ONE, TWO, THREE), ALL),
        (set(), (ONE, TWO), {"other"}),
    ],
    ids=["nothing", "a read", "two reads", "a read that was not noted"],
)
def test_what_is_other_is_not_kept(other_reads: set[bytes], noted: tuple[bytes, ...], lost: set[str]) -> None:
    """A read that gives something else, or that was not noted, loses every file that rests on it."""
    untouched, dated = kept(findings(noted=noted), other_reads)
    assert ALL - {*untouched, *dated} == lost


def test_a_file_that_the_list_of_hashes_knows_otherwise_is_not_kept() -> None:
    """The list is what the folder was last said to hold."""
    found = Findings(Earlier(days=DAYS, reads=Reads({ONE: Read("fact", "day")})), {"dated": PUBLISHED[2]}, {}, SAME)
    assert found.kept(["dated"], set()).untouched == []


def test_a_file_of_another_length_is_not_kept(tmp_path: Path) -> None:
    """One that is gone has none; one that words are put into is read whole in any case, and said to be kept here."""
    for name, body in (("plain", b"four"), ("dated", b"four"), ("live", b"fives")):
        (tmp_path / f"{name}.html").write_bytes(body)
    found = findings()
    found.look_at_files(Disk(tmp_path), ADDRESSES)
    assert kept(found) == (["plain", "dated"], ["live"])
    (tmp_path / "dated.html").write_bytes(b"fives")
    again = findings()
    again.look_at_files(Disk(tmp_path), ADDRESSES)
    assert kept(again) == (["plain"], ["live"])


def test_files_noted_in_a_way_that_cannot_be_read_are_none() -> None:
    """All are made then; nothing else of what was noted is lost."""
    assert Earlier().published() == Published()
    published = Published(["/a"], PUBLISHED)
    whole = Earlier(packed=published.packed())
    assert whole.published() == published
    assert Earlier(packed=type(whole.packed)(b"\x93not this")).published() == Published()
