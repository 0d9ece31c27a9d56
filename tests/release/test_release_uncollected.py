"""Work done without the collector: it is as it was afterwards, and the process ends without a last search."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from comity.release.uncollected import uncollected

_ENDS = """
import atexit, gc
atexit.register(lambda: print("frozen" if gc.get_freeze_count() else "not frozen"))
from comity.release.uncollected import uncollected
for _ in range({times}):
    with uncollected():
        pass
"""


@pytest.mark.parametrize("is_on", [True, False])
def test_the_collector_is_afterwards_as_it_was(is_on: bool) -> None:
    """It is off inside the block, and on behind it only where it was on before, even where the work failed."""
    was_on = gc.isenabled()
    try:
        (gc.enable if is_on else gc.disable)()
        with pytest.raises(ValueError, match="failed"), uncollected():
            assert not gc.isenabled()
            raise ValueError("failed")
        assert gc.isenabled() is is_on
        assert not gc.get_freeze_count()  # a process that lives on collects what it leaves
    finally:
        (gc.enable if was_on else gc.disable)()


@pytest.mark.parametrize(("times", "told"), [(0, "not frozen"), (2, "frozen")])
def test_a_process_that_ends_searches_no_more(times: int, told: str) -> None:
    """Only at the end of the process, and only of one that did such work, is everything left out of the last search."""
    ended = subprocess.run(
        [sys.executable, "-c", _ENDS.format(times=times)], capture_output=True, text=True, check=True
    )
    assert ended.stdout.split("\n")[0] == told
