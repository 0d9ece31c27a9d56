"""Run apart by test_watch_disk: unattended runs on a disk that is full, read-only or too small, from some touch on.

An audit hook cannot be taken away again, so each run is a process of its own.
"""

from __future__ import annotations

import errno
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from comity.archive.fetching import Manners
from comity.errors import StorageError
from comity.settings import Settings
from comity.watch.plan import Plan
from comity.watch.watching import watch
from tests.watch.killed_watches import look, serve, show

WRITES = ("os.mkdir", "os.rename", "os.symlink", "os.link", "os.chmod", "tempfile.mkstemp")
SIZES = (0, 2_000, 20_000, 120_000, 1_500_000)
STEP = 5


def refuse_from(home: str, number: int, code: int) -> list[int]:
    """Refuse this process its n-th and every later writing touch of the data folder; return the count of touches."""
    count = [0]

    def hear(event: str, what: tuple[Any, ...]) -> None:
        is_writing = event in WRITES or (event == "open" and what[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        if is_writing and home in str(what):
            count[0] += 1
            if count[0] >= number:
                raise OSError(code, os.strerror(code))

    sys.addaudithook(hear)
    return count


def run_child(settings: Settings, today: str, prepare: Callable[[], object]) -> str:
    """Run the watch in a child under a bad disk; return how it ended: well, told, or refused."""
    child = os.fork()
    if child == 0:
        try:
            prepare()
            manners = Manners("desk@example.org", pause_seconds=0.0, backoff_seconds=0.01, allow_loopback=True)
            status = watch(settings, Plan(today, documents=0), manners=manners)
            os._exit({"ok": 0, "failed": 9}[status.outcome] if status.exit_code in (0, 9) else 1)
        except StorageError as error:
            os._exit(10 if error.cure and error.where else 1)
        except BaseException:  # noqa: BLE001  the child must not go on as its parent
            traceback.print_exc()
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFEXITED(status), "a full disk ended the run by a signal"
    code = os.WEXITSTATUS(status)
    assert code in (0, 9, 10), f"a full disk was not told as such ({code})"
    return {0: "well", 9: "told", 10: "refused"}[code]


def main(home: Path, cache: Path) -> None:
    """Refuse runs from each fifth touch on and by each size; after each, let one through; print how they ended."""
    folder = home / "site"
    folder.mkdir(parents=True)
    settings = Settings(home / "home", "desk@example.org", allow_loopback=True)
    settings.cache.mkdir(parents=True)
    for entry in cache.iterdir():
        (settings.cache / entry.name).symlink_to(entry)
    process, origin = serve(folder)
    own = settings.home / "sources" / "ice-287g.toml"
    own.parent.mkdir()
    own.write_text(f'hosts = ["127.0.0.1"]\npages = ["{origin}/index.html"]\npause_seconds = 0.0\n')
    ended = {"well": 0, "told": 0, "refused": 0}
    shown: set[str] = set()
    turn = 0
    try:
        for size in SIZES:
            turn += 1
            _turn(settings, folder, turn, shown, ended, partial(_limit, size))
        touch, outcome = 1, ""
        while outcome != "well":
            turn += 1
            code = (errno.ENOSPC, errno.EROFS)[turn % 2]
            outcome = _turn(settings, folder, turn, shown, ended, partial(refuse_from, str(settings.home), touch, code))
            touch += STEP
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    print(" ".join(f"{count} {how}" for how, count in ended.items()))


def _limit(size: int) -> None:
    """Let no file of this process grow beyond a size, as a full disk would not."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _turn(
    settings: Settings,
    folder: Path,
    turn: int,
    shown: set[str],
    ended: dict[str, int],
    prepare: Callable[[], object],
) -> str:
    path = show(folder, turn)
    today = (date(2025, 7, 1) + timedelta(days=turn)).isoformat()
    outcome = run_child(settings, today, prepare)
    ended[outcome] += 1
    look(settings, shown)
    assert run_child(settings, today, lambda: None) == "well", "the run after a full disk failed"
    shown.add(path.name)
    look(settings, shown)
    return outcome


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
