"""Run apart by test_watch_kill: unattended runs, killed with signal 9 at random points, and a look at what is left.

Each day the publisher shows another list. Runs are killed at the n-th touch of the disk, the database or the network,
n drawn at random; then one run is let through, and the day's list must be in the record. An audit hook counts the
touches, so that any step of any write may be hit. The publisher is a process of its own, serving a folder.
"""

from __future__ import annotations

import functools
import http.server
import json
import os
import random
import signal
import sqlite3
import sys
import traceback
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from comity.archive import Archive
from comity.archive.fetching import Manners
from comity.ledger import Ledger
from comity.release import check_release, current_release
from comity.release.build import build
from comity.release.intake import take_in
from comity.settings import Settings
from comity.watch.plan import Plan
from comity.watch.watching import watch
from tests.watch.publisher import page
from tests.watch.site import COUNTIES, sheriffs

SEED = 20250701
KILLS_A_DAY = 10
TOUCHES = ("open", "os.", "shutil.", "tempfile.", "sqlite3.", "socket.connect")


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve(folder: Path) -> tuple[int, str]:
    """Start a publisher that serves a folder; return its process and the beginning of its addresses."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    origin = f"http://127.0.0.1:{server.server_address[1]}"
    process = os.fork()
    if process == 0:
        server.serve_forever()
        os._exit(0)
    server.server_close()
    return process, origin


def show(folder: Path, number: int) -> Path:
    """Let the publisher show the list of a day: one sheriff is missing, another each day."""
    day = date(2025, 7, 1) + timedelta(days=number)
    path = folder / f"participatingAgencies{day:%m%d%Y}am.xlsx"
    path.write_bytes(sheriffs(38, without=(COUNTIES[number % 20],), saved_on=day.isoformat()))
    landing = folder / "index.html"
    landing.write_bytes(page(f"/{path.name}"))
    for file in (path, landing):  # a day's files are of that day, though days pass within a second here
        os.utime(file, (1_751_328_000 + number * 86_400,) * 2)
    return path


def run_child(settings: Settings, today: str, kill_at: int, counted: Path) -> bool:
    """Run the watch in a child that is killed at its n-th touch (0: never); return whether it was killed."""
    child = os.fork()
    if child == 0:
        try:
            touches = count_touches(str(settings.home), kill_at)
            manners = Manners("desk@example.org", pause_seconds=0.0, backoff_seconds=0.01, allow_loopback=True)
            status = watch(settings, Plan(today, documents=0), manners=manners)
            counted.write_text(str(touches[0]))
            assert status.outcome == "ok", status
            os._exit(0)
        except BaseException:  # noqa: BLE001  the child must not go on as its parent
            traceback.print_exc()
            os._exit(1)
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    assert killed or os.WEXITSTATUS(status) == 0, f"a run after a kill failed ({status})"
    return killed


def count_touches(home: str, kill_at: int) -> list[int]:
    """Count what this process touches, and kill it just before its n-th touch."""
    count = [0]

    def touch(*_: object) -> None:
        count[0] += 1
        if count[0] == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def hear(event: str, what: tuple[Any, ...]) -> None:
        if event.startswith(TOUCHES) and (event == "socket.connect" or home in str(what)):
            touch()

    def connect(*where: Any, **how: Any) -> sqlite3.Connection:
        connection = sqlite3.Connection(*where, **how)
        connection.set_trace_callback(touch)
        return connection

    sqlite3.connect = connect
    sys.addaudithook(hear)
    return count


def look(settings: Settings, shown: set[str]) -> None:
    """Check that nothing that was acknowledged is lost, and that nothing half stands anywhere."""
    archive = Archive(settings.archive)
    if settings.ledger.exists() and settings.ledger.stat().st_size:
        with Ledger(settings.ledger) as ledger:
            assert ledger._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            lists = ledger.lists()
            hashes = [stored.publication_id for stored in lists] + ledger.fetched_hashes()
        assert shown <= {stored.name for stored in lists}, "a list is lost"
        assert {damage.kind for damage in archive.check(hashes)} <= {"unfinished"}
    current = current_release(settings)
    assert current is not None or not shown, "the release is lost"
    if current is not None:
        assert check_release(current.folder) == [], "half a release is in place"
    for name in ("status.json", "state.json"):
        path = settings.watch / name
        assert not path.exists() or json.loads(path.read_bytes()), name
    numbers = settings.watch / "comity.prom"
    assert not numbers.exists() or numbers.read_text("utf-8").count("# TYPE") >= 7


def events(settings: Settings) -> list[tuple[Any, ...]]:
    """Return every event of the release in place."""
    current = current_release(settings)
    assert current is not None
    return sqlite3.Connection(current.database).execute("SELECT * FROM event ORDER BY event_id").fetchall()


def main(home: Path, cache: Path, kills: int) -> None:
    """Kill so many runs, day after day; print how many were killed, and whether the record is the clean one."""
    folder = home / "site"
    folder.mkdir(parents=True)
    settings = Settings(home / "home", "desk@example.org", allow_loopback=True)
    for made in (settings, Settings(home / "clean")):
        made.cache.mkdir(parents=True)
        for entry in cache.iterdir():
            (made.cache / entry.name).symlink_to(entry)
    process, origin = serve(folder)
    own = settings.home / "sources" / "ice-287g.toml"
    own.parent.mkdir()
    own.write_text(f'hosts = ["127.0.0.1"]\npages = ["{origin}/index.html"]\npause_seconds = 0.0\n')
    drawn, shown, killed, number, counted = random.Random(SEED), [], 0, 0, home / "counted"
    try:
        while killed < kills:
            path = show(folder, number)
            today = (date(2025, 7, 1) + timedelta(days=number)).isoformat()
            most = int(counted.read_text()) if counted.exists() else 400
            for _ in range(min(KILLS_A_DAY, kills - killed)):
                killed += run_child(settings, today, drawn.randint(1, most), counted)
                look(settings, {one.name for one in shown})
            assert not run_child(settings, today, 0, counted)
            shown.append(path)
            look(settings, {one.name for one in shown})
            number += 1
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    clean = Settings(home / "clean")
    take_in(clean, "ice-287g", shown, added_at="2026-01-01T00:00:00Z")
    build(clean)
    assert events(settings) == events(clean), "the record is another one than without kills"
    assert not [path for path in settings.releases.iterdir() if path.name.startswith(".")]
    print(f"{killed} killed, {number} days")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
