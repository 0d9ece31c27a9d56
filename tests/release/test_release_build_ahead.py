"""Tables that no list changes are made beside the work: only a gain of time, whatever becomes of it."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from comity.release import Column, StaticTables, Table
from comity.release.static import made_ahead, static_database, static_files

TABLE = Table("place", "Places.", (Column("geoid", description="Code"),), [("12005",)], ("geoid",))
HERE = os.getpid()
FORKS = pytest.mark.skipif((os.cpu_count() or 1) < 2 or sys.platform != "linux", reason="nothing to fork")


class Made:
    """Makes the tables and leaves a mark of the process that did."""

    def __init__(self, folder: Path, fail: bool = False) -> None:
        """Take where to leave the marks, and whether to die on the way in another process."""
        self.folder, self.fail = folder, fail
        folder.mkdir()

    def __call__(self) -> list[Table]:
        """Return the table."""
        if self.fail and os.getpid() != HERE:
            os._exit(9)
        # Long enough that a block which does not wait would end before.
        time.sleep(0.2)
        (self.folder / str(os.getpid())).touch()
        return [TABLE]

    @property
    def processes(self) -> set[int]:
        """Return which processes made the tables."""
        return {int(path.name) for path in self.folder.iterdir()}


@FORKS
def test_tables_are_ready_when_the_block_ends(tmp_path: Path) -> None:
    """Another process made them, and the build takes them as they are."""
    made = Made(tmp_path / "marks")
    static = StaticTables("one", made, tmp_path / "cache")
    with made_ahead(static):
        pass
    assert made.processes and HERE not in made.processes
    before = made.processes
    assert [one.name for one in static_files(static).facts.tables] == ["place"]
    assert made.processes == before


@FORKS
def test_a_process_that_dies_costs_nothing_but_time(tmp_path: Path) -> None:
    """What it did not make is made afterwards, here."""
    made = Made(tmp_path / "marks", fail=True)
    static = StaticTables("one", made, tmp_path / "cache")
    with made_ahead(static):
        pass
    assert made.processes == set()
    assert len(static_files(static).facts.tables) == 1
    assert made.processes == {HERE}


def test_what_the_cache_holds_is_not_made_again(tmp_path: Path) -> None:
    """With a warm cache no process is begun."""
    made = Made(tmp_path / "marks")
    static = StaticTables("one", made, tmp_path / "cache")
    static_files(static)
    with made_ahead(static):
        pass
    assert made.processes == {HERE}


def test_what_the_cache_holds_is_read_beside_the_work(tmp_path: Path) -> None:
    """The same as without, however often it is asked for; what is damaged or gone is made again."""
    made = Made(tmp_path / "marks")
    static = StaticTables("one", made, tmp_path / "cache")
    expected = static_files(static)
    with made_ahead(static) as read:
        ahead = replace(static, read=read)
        assert static_files(ahead) == static_files(ahead) == expected
        assert static_database(ahead) == static_database(static)
    for spoil in (lambda path: path.write_text("damaged"), Path.unlink):
        spoil(static.folder / "files" / "place.csv")
        with made_ahead(static) as read:
            assert static_files(replace(static, read=read)) == expected


def test_an_error_inside_the_block_goes_on(tmp_path: Path) -> None:
    """A failure of the work is the failure that is told, and the other process is waited for."""
    made = Made(tmp_path / "marks")
    with pytest.raises(ZeroDivisionError), made_ahead(StaticTables("one", made, tmp_path / "cache")):
        raise ZeroDivisionError
    assert len(made.processes) <= 1
