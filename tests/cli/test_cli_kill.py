"""The real commands are killed with signal 9 at random moments, and run side by side: nothing acknowledged is lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from comity.archive import Archive
from comity.ledger import Ledger
from comity.release import check_release, current_release
from comity.release.build import build
from comity.release.intake import take_in
from comity.settings import Settings
from tests.simulation.files import make_files
from tests.simulation.world import make_world

KILLS = 24
BUSY = 8


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the files of a small made-up world; there are enough of them for a pool of readers."""
    folder = tmp_path_factory.mktemp("lists")
    world = make_world(21, lists=44, accords=80)
    for file in make_files(world, 21, with_traps=False):
        (folder / file.name).write_bytes(file.data())
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def made(lists: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return a record of the first list, built."""
    settings = Settings(tmp_path_factory.mktemp("made") / "home")
    take_in(settings, "ice-287g", lists[:1], added_at="2026-06-01T00:00:00Z")
    build(settings)
    return settings


@pytest.fixture
def settings(made: Settings, tmp_path: Path) -> Settings:
    """Return a copy of that record."""
    shutil.copytree(made.home, tmp_path / "home", symlinks=True)
    return Settings(tmp_path / "home")


def start(settings: Settings, *arguments: str | Path) -> subprocess.Popen[str]:
    """Start a command in a session of its own."""
    command = [sys.executable, "-m", "comity", *map(str, arguments)]
    environment = {**os.environ, "COMITY_HOME": str(settings.home)}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True, start_new_session=True)


def finish(command: subprocess.Popen[str]) -> tuple[int, str]:
    """Return a command's exit code and what it said of errors, once its whole session has ended."""
    _, said = command.communicate(timeout=60)
    for _ in range(200):
        try:
            os.killpg(command.pid, 0)
        except ProcessLookupError:
            return command.returncode, said
        time.sleep(0.05)
    raise AssertionError("a process of the command outlived it")


def look(settings: Settings, acknowledged: set[str]) -> None:
    """Check that what was acknowledged is there and whole, and that a whole release is current."""
    with Ledger(settings.ledger, read_only=True) as ledger:
        names = {sighting.name for stored in ledger.lists() for sighting in stored.sightings}
        ids = [stored.publication_id for stored in ledger.lists()]
    assert acknowledged <= names
    assert {damage.kind for damage in Archive(settings.archive).check(ids)} <= {"unfinished"}
    release = current_release(settings)
    assert release is not None and check_release(release.folder) == []


def test_whenever_a_command_is_killed_nothing_acknowledged_is_lost(settings: Settings, lists: list[Path]) -> None:
    """Adding and building by turns, each killed after a random moment or not at all."""
    moments = random.Random(20260602)
    acknowledged = {lists[0].name}
    killed = 0
    for turn in range(KILLS):
        some = lists if turn % 6 == 0 else moments.sample(lists, 5)
        command = start(settings, "build") if turn % 2 else start(settings, "add", "ice-287g", *some)
        time.sleep(moments.uniform(0.02, 0.4))
        if command.poll() is None:
            os.kill(command.pid, signal.SIGKILL)
            killed += 1
        code, said = finish(command)
        assert code in {0, -signal.SIGKILL}, said
        if code == 0 and turn % 2 == 0:
            acknowledged |= {path.name for path in some}
        look(settings, acknowledged)
    assert killed >= KILLS // 4
    assert finish(start(settings, "add", "ice-287g", *lists))[0] == 0
    code, said = finish(start(settings, "build"))
    assert code == 0, said
    look(settings, {path.name for path in lists})
    assert not [path for path in settings.releases.iterdir() if path.name.startswith(".")]


def test_killed_or_not_the_release_is_the_same(
    settings: Settings, made: Settings, lists: list[Path], tmp_path: Path
) -> None:
    """What is built after a kill is, to the byte, what is built without one."""
    command = start(settings, "add", "ice-287g", *lists)
    time.sleep(0.4)
    command.kill()
    finish(command)
    assert finish(start(settings, "add", "ice-287g", *lists))[0] == 0
    assert finish(start(settings, "build"))[0] == 0
    other = Settings(tmp_path / "other")
    shutil.copytree(made.home, other.home, symlinks=True)
    take_in(other, "ice-287g", lists, added_at="2026-07-01T00:00:00Z")
    left, right = current_release(settings), build(other).release
    assert left is not None and left.release_id == right.release_id


def test_two_builds_at_once(settings: Settings, lists: list[Path]) -> None:
    """One builds; the other builds after it or is told to wait: never two in one place."""
    take_in(settings, "ice-287g", lists[:8], added_at="2026-06-01T00:00:00Z")
    ended = [finish(command) for command in [start(settings, "build") for _ in range(3)]]
    assert {code for code, _ in ended} <= {0, BUSY} and 0 in {code for code, _ in ended}
    assert all("is building a release; wait" in said for code, said in ended if code == BUSY)
    look(settings, {path.name for path in lists[:8]})


def test_adding_while_a_build_runs(settings: Settings, lists: list[Path]) -> None:
    """Both go through; the next build has what was added."""
    take_in(settings, "ice-287g", lists[:8], added_at="2026-06-01T00:00:00Z")
    commands = [start(settings, "build"), start(settings, "add", "ice-287g", *lists[8:])]
    assert [finish(command)[0] for command in commands] == [0, 0]
    look(settings, {path.name for path in lists})
    assert finish(start(settings, "build"))[0] == 0
    release = current_release(settings)
    assert release is not None and release.facts["verdicts"]["good"] == len(lists)
