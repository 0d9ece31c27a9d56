"""One build at a time, and a dead one holds nobody up."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from comity.errors import BusyError
from comity.release import build_lock

HOLDER = """
import os, sys, time
from pathlib import Path
from comity.release import build_lock
with build_lock(Path(sys.argv[1])):
    worker = os.fork() if len(sys.argv) > 2 else None
    if worker == 0:
        time.sleep(60)
        os._exit(0)
    print(worker or "held", flush=True)
    sys.stdin.readline()
"""


def hold(home: Path, *more: str) -> subprocess.Popen[str]:
    """Start a process that holds the lock until its input ends."""
    command = [sys.executable, "-c", HOLDER, str(home), *more]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_second_process_is_told_who_builds(tmp_path: Path) -> None:
    """It ends with the process's number, and can build when the first has ended."""
    with hold(tmp_path) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match=f"process {holder.pid} is building") as raised, build_lock(tmp_path):
            pass
        assert raised.value.where == str(tmp_path)
        holder.communicate("\n")
    with build_lock(tmp_path):
        pass


def test_a_killed_build_holds_nobody_up_not_even_by_its_workers(tmp_path: Path) -> None:
    """The lock falls with its process, though a forked worker lives on."""
    with hold(tmp_path, "fork") as holder:
        assert holder.stdout is not None
        worker = int(holder.stdout.readline())
        holder.kill()
        os.waitid(os.P_PID, holder.pid, os.WEXITED | os.WNOWAIT)
        try:
            os.kill(worker, 0)
            with build_lock(tmp_path):
                pass
        finally:
            os.kill(worker, signal.SIGKILL)


def test_the_same_process_cannot_build_twice_at_once(tmp_path: Path) -> None:
    """Not under another spelling of the folder either; and the refusal does not loosen the first one's lock."""
    with build_lock(tmp_path):
        with pytest.raises(BusyError, match=f"process {os.getpid()}"), build_lock(tmp_path / "." / "x" / ".."):
            pass
        script = "import sys; from pathlib import Path; from comity.release import build_lock\n"
        script += "with build_lock(Path(sys.argv[1])): pass"
        done = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False
        )
        assert "BusyError" in done.stderr
    with build_lock(tmp_path):
        pass


def test_two_homes_build_side_by_side(tmp_path: Path) -> None:
    """The lock is a record's, not the machine's."""
    with build_lock(tmp_path / "1"), build_lock(tmp_path / "2"):
        pass


def test_a_failed_build_gives_the_lock_back(tmp_path: Path) -> None:
    """Whatever ends the block."""
    with pytest.raises(KeyboardInterrupt), build_lock(tmp_path):
        raise KeyboardInterrupt
    with build_lock(tmp_path):
        pass
