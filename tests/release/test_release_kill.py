"""Killing the program at any moment loses nothing acknowledged and leaves no half-built release in place."""

import re
import subprocess
import sys
from pathlib import Path


def test_kill_9_at_any_moment_harms_nothing(tmp_path: Path) -> None:
    """Over a hundred kills, at every step and at random moments, each followed by a look at everything."""
    script = Path(__file__).with_name("killed_builds.py")
    # One run of the child touches the file system about 110 times; each touch is a kill, then come 14 at random.
    command = [sys.executable, str(script), str(tmp_path / "home"), "1", "125", "1", "14"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = re.fullmatch(r"(\d+) killed of 138, (\d+) acknowledged\n", done.stdout)
    assert found, done.stdout
    assert int(found[1]) >= 100, done.stdout
    assert int(found[2]) >= 50, done.stdout
