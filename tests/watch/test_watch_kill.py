"""An unattended run may be killed anywhere: nothing is lost, nothing half is in place, and the next run goes on."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KILLS = 200


def test_killed_at_two_hundred_random_points(tmp_path: Path, warm_cache: Path) -> None:
    """After each kill everything is looked at; in the end the record is the one that no kill disturbed."""
    command = [sys.executable, "-m", "tests.watch.killed_watches", str(tmp_path / "at"), str(warm_cache), str(KILLS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-4000:]
    found = re.fullmatch(r"(\d+) killed, (\d+) days\n", done.stdout)
    assert found, done.stdout
    assert int(found[1]) == KILLS and int(found[2]) >= KILLS // 10
