"""The whole country's site into a folder, from the starter record, and again with nothing new."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.timing import in_fresh_process, line

PUBLISH = """
import sys
from pathlib import Path
from comity.settings import Settings
from comity.web.publishing import publish
publish(Settings(Path(sys.argv[1])), Path(sys.argv[2]), base_url="https://comity.example")
"""


def run() -> Iterator[str]:
    """Yield the lines of this benchmark."""
    with tempfile.TemporaryDirectory() as base:
        home, folder = str(Path(base) / "home"), Path(base) / "site"
        whole = in_fresh_process(PUBLISH, home, str(folder)).seconds
        count = sum(1 for path in folder.rglob("*") if path.is_file())
        again = in_fresh_process(PUBLISH, home, str(folder)).seconds
    yield line(f"the whole country's site, {count:,} files", f"{whole:.0f} s", "< 180 s", whole < 180)
    yield line(
        "the same again with nothing new", f"{again / whole:.3f} of that ({again:.1f} s)", "< 0.1", again < whole / 10
    )
