"""A full or read-only disk is told as such, leaves the last good release in place, and the next run goes on."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_disk_that_refuses_at_any_touch_harms_nothing(tmp_path: Path, warm_cache: Path) -> None:
    """Full from some touch on, read-only from some touch on, or too small for a file: told, and mended by the next."""
    command = [sys.executable, "-m", "tests.watch.refused_watches", str(tmp_path / "at"), str(warm_cache)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-4000:]
    found = re.fullmatch(r"(\d+) well (\d+) told (\d+) refused\n", done.stdout)
    assert found, done.stdout
    assert int(found[2]) + int(found[3]) >= 8, done.stdout
