"""A question from a cold start, against the least that any such command costs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

from bench.timing import in_fresh_process, line

PASS = "pass"
CLICK = "import click"
SHOW = "import sys; sys.argv = ['comity', 'show', 'Fairfax County, VA']; from comity.cli.main import main; main()"


def run() -> Iterator[str]:
    """Yield the lines of this benchmark."""
    with tempfile.TemporaryDirectory() as home:
        env = {"COMITY_HOME": home}
        in_fresh_process(SHOW, env=env)  # compiles the starter's release into the cache
        shown = in_fresh_process(SHOW, times=9, env=env).seconds
        least = in_fresh_process(CLICK, times=9).seconds
        bare = in_fresh_process(PASS, times=9).seconds
    ratio = shown / least
    measured = f"{ratio:.2f} × ({shown * 1000:.0f} ms to {least * 1000:.0f} ms, of which Python {bare * 1000:.0f} ms)"
    yield line("`comity show` from a cold start, against Python and the import of click", measured, "≤ 3 ×", ratio <= 3)
