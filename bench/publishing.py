"""The whole country's site into a folder, again with nothing new, and again after one more list.

The day with one more list is done three times on copies, and the one in the middle counts: it lasts seconds, in which
a busy neighbour of a shared machine weighs as it does not in the minutes of the whole.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.timing import SHARED, absent, in_fresh_process, line

# A day as `comity watch` does it, in one process: take in, build, publish; the seconds of the last alone are noted.
DAY = """
import sys, time
from pathlib import Path
from comity.release.build import build
from comity.release.intake import take_in
from comity.settings import Settings
settings, folder, note = (Settings(Path(sys.argv[1])), *map(Path, sys.argv[2:4]))
take_in(settings, "ice-287g", [Path(name) for name in sys.argv[4:]], added_at="2026-01-10T00:00:00Z")
build(settings)
began = time.perf_counter()
from comity.web.publishing import publish
publish(settings, folder, base_url="https://comity.example")
note.write_text(str(time.perf_counter() - began))
"""

PUBLISH = """
import sys
from pathlib import Path
from comity.settings import Settings
from comity.web.publishing import publish
publish(Settings(Path(sys.argv[1])), Path(sys.argv[2]), base_url="https://comity.example")
"""

# The newest participating list, and the pending list of the same day, which is left out.
NEWEST, ITS_DAY = "participatingAgencies01092025pm.xlsx", "01092025"


def run() -> Iterator[str]:
    """Yield the lines of this benchmark."""
    paths = sorted(path for path in (SHARED / "ice-287g").rglob("*") if path.suffix in {".xlsx", ".csv"})
    if not paths:
        yield absent("publishing")
        return
    with tempfile.TemporaryDirectory() as base:
        yield from _runs(Path(base), paths)


def _runs(base: Path, paths: Sequence[Path]) -> Iterator[str]:
    home, folder, anew = base / "home", base / "site", base / "anew"
    before = [str(path) for path in paths if ITS_DAY not in path.name]
    (newest,) = [str(path) for path in paths if path.name == NEWEST]
    first = _day(home, folder, *before)
    count = sum(1 for path in folder.rglob("*") if path.is_file())
    what = f"the whole country's site, {count:,} files"
    yield line(what, f"{first.publishing:.0f} s", "< 180 s", first.publishing < 180)
    again = _spent(PUBLISH, str(home), str(folder)).wall
    share = again / first.publishing
    yield line("the same again with nothing new", f"{share:.3f} of that ({again:.1f} s)", "< 0.1", share < 0.1)
    days = [_day_on_a_copy(home, folder, base / f"day-{number}", newest) for number in range(3)]
    day = sorted(days)[1]
    # The same record from nothing: nothing is there that an earlier run made.
    whole = _day(base / "anew-home", anew, *before, newest)
    share, processor = day.publishing / whole.publishing, day.processor / whole.processor
    told = f"{share:.3f} of a full publish ({day.publishing:.1f} s to {whole.publishing:.0f} s)"
    yield line("one more list, published over the old folder", told, "≤ 0.1", share <= 0.1)
    share = day.wall / whole.wall
    each = ", ".join(f"{one.wall / whole.wall:.3f}" for one in days)
    seconds = f"{day.wall:.1f} s to {whole.wall:.0f} s"
    told = f"{share:.3f} of a full rebuild ({seconds}; processor time {processor:.3f}; of three: {each})"
    yield line("the same with taking in the list and building the release, in one process", told, "≤ 0.1", share <= 0.1)
    old, new = _hashes(base / "day-2" / "site"), _hashes(anew)
    differing = sum(old.get(name) != new.get(name) for name in old.keys() | new.keys())
    yield line(f"files of {len(new):,} that differ between the two folders", str(differing), "0", not differing)


class Spent(NamedTuple):
    """What a fresh process took: seconds by the clock, and of processor time with its children's.

    `publishing` are those of the clock that went into publishing alone, where the process does more.
    """

    wall: float
    processor: float
    publishing: float = 0.0


def _day_on_a_copy(home: Path, folder: Path, copy: Path, newest: str) -> Spent:
    for part in (home, folder):
        shutil.copytree(part, copy / part.name, symlinks=True)
    return _day(copy / home.name, copy / folder.name, newest)


def _day(home: Path, folder: Path, *lists: str) -> Spent:
    note = folder.with_suffix(".seconds")
    spent = _spent(DAY, str(home), str(folder), str(note), *lists)
    return spent._replace(publishing=float(note.read_text()))


def _spent(code: str, *arguments: str) -> Spent:
    # What the run before left to be written out is not this one's: a day lies between them.
    os.sync()
    began = os.times()
    wall = in_fresh_process(code, *arguments).seconds
    ended = os.times()
    used = ended.children_user + ended.children_system - began.children_user - began.children_system
    return Spent(wall, used)


def _hashes(folder: Path) -> dict[str, str]:
    """Return the hash of every file of a site, this program's own notes aside."""
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".comity")]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
