"""The whole country's contests for a year, and for fifty, and loading the law."""

from __future__ import annotations

from collections.abc import Iterator

from bench.timing import best, in_fresh_process, line

LOAD = """
from comity.elections import load_law
load_law()
"""
COMPILE = """
from comity.elections import load_law
load_law(compiled_law=None)
"""
IMPORT = "import comity.elections"


def run() -> Iterator[str]:
    """Yield the lines of this benchmark."""
    yield _loading()
    yield from _asking()


def _loading() -> str:
    first = in_fresh_process(COMPILE).seconds
    loaded = in_fresh_process(LOAD, times=7).seconds
    bare = in_fresh_process(IMPORT, times=7).seconds
    taken, compiling = (loaded - bare) * 1000, (first - bare) * 1000
    measured = f"{taken:.0f} ms ({compiling:.0f} ms from the files themselves, checked)"
    return line("loading all law files (start of Python and its libraries aside)", measured, "< 150 ms", taken < 150)


def _asking() -> Iterator[str]:
    from comity.elections import contests, load_law, read_counties
    from comity.places import load_gazetteer

    units = read_counties(load_gazetteer())
    # A law that was just loaded remembers nothing yet: each run begins with a fresh one, loaded outside the clock.
    fresh = iter([load_law() for _ in range(8)])
    year = min(best(lambda: len(contests(next(fresh), 2026, units)), 1) for _ in range(5))
    fifty = min(best(lambda: len(contests(next(fresh), range(1990, 2041), units)), 1) for _ in range(3))
    count = len(contests(load_law(), 2026, units))
    what = f"the whole country's {count:,} contests of a year, first asked"
    yield line(what, f"{year * 1000:.0f} ms", "< 50 ms", year < 0.05)
    yield line("all units from 1990 to 2040, first asked", f"{fifty:.2f} s", "< 3 s", fifty < 3)
