"""All lists from bytes to release, against merely opening the same files; and one more list into a record."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.timing import SHARED, Measured, absent, in_fresh_process, line

OPEN_ALL = """
import sys, warnings, openpyxl
warnings.simplefilter("ignore")
for name in sys.argv[1:]:
    book = openpyxl.load_workbook(name)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                cell.value, cell.hyperlink
"""

RECORD = """
import sys
from pathlib import Path
from comity.release.build import build
from comity.release.intake import take_in
from comity.settings import Settings
settings = Settings(Path(sys.argv[1]))
take_in(settings, "ice-287g", [Path(name) for name in sys.argv[2:]], added_at="2026-01-10T00:00:00Z")
build(settings)
"""


ADD = RECORD.replace("build(settings)\n", "").replace("from comity.release.build import build\n", "")


def run() -> Iterator[str]:
    """Yield the lines of this benchmark."""
    folder = SHARED / "ice-287g"
    names = [str(path) for path in sorted(folder.rglob("*.xlsx"))]
    if not names:
        yield absent("lists")
        return
    # In turn and twice, so that a disturbance of the machine falls on neither alone; the better of each counts.
    pairs = [(in_fresh_process(OPEN_ALL, *names), _recorded(names)) for _ in range(2)]
    opened, record = (min(found, key=lambda one: one.seconds) for found in zip(*pairs, strict=True))
    ratio = opened.seconds / record.seconds
    what = f"{len(names)} lists from bytes to release, against opening them with openpyxl"
    yield line(
        what, f"{ratio:.1f} × faster ({record.seconds:.2f} s to {opened.seconds:.2f} s)", "≥ 5 ×, goal 10 ×", ratio >= 5
    )
    yield line("memory of that", f"{record.megabytes:.0f} MB", "< 600 MB", record.megabytes < 600)
    yield from _one_more(names, record.seconds)


def _recorded(names: list[str]) -> Measured:
    with tempfile.TemporaryDirectory() as home:
        return in_fresh_process(RECORD, home, *names)


def _one_more(names: list[str], whole: float) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as base:
        home = Path(base) / "home"
        in_fresh_process(RECORD, str(home), *[name for name in names if "12302025" not in name])
        added = next(name for name in names if "participatingAgencies12302025" in name)
        into_record = _least(home, ADD, added)
        into_release = _least(home, RECORD, added)
    for what, seconds in (("", into_record), (", and compiled into the next release", into_release)):
        share = seconds / whole
        measured = f"{share:.2f} of the whole ({seconds:.2f} s, Python's start included)"
        yield line(f"one more list into an existing record{what}", measured, "< 0.10", share < 0.1)


def _least(home: Path, code: str, added: str) -> float:
    """Return the shortest of three runs, each over its own copy of the record."""
    runs = []
    for number in range(3):
        copy = home.parent / f"copy{number}"
        shutil.copytree(home, copy, symlinks=True)
        runs.append(in_fresh_process(code, str(copy), added).seconds)
        shutil.rmtree(copy)
    return min(runs)
