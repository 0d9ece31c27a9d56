"""Killing the program at any moment loses nothing acknowledged and leaves no half-built release in place."""

import re
import subprocess
import sys
from pathlib import Path


def test_kill_9_at_any_moment_harms_nothing(tmp_path: Path) -> None:
    """Kills at every step and then at random moments, each followed by a look at everything."""
    script = Path(__file__).with_name("killed_builds.py")
    command = [sys.executable, str(script), str(tmp_path / "home"), "12"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = re.fullmatch(r"(\d+) killed, (\d+) acknowledged\n", done.stdout)
    assert found, done.stdout
    assert int(found[1]) >= 80, done.stdout
    assert int(found[2]) >= 50, done.stdout
