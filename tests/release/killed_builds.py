"""Run apart by test_release_kill: add lists and build, be killed with signal 9, and look at what is left.

A child adds publications and builds a release, writing each acknowledgement to a pipe. It is killed either at its
first, second, … touch of each kind (rename, link, open, …; an audit hook counts them, so that every step of every
write is hit in turn) or after a random moment (which hits the middle of the database's own writes). Each child goes
on with what the last one left.
"""

import os
import random
import signal
import sqlite3
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from comity.archive import Archive
from comity.ledger import Ledger, ListEntry
from comity.model import ListFacts, ParsedList, PrintedRow
from comity.release import Column, StaticTables, Table, build_lock, check_release, current_release, write_release
from comity.settings import Settings

ROWS = 20
SQL = "statement"
# Past this many statements a child only repeats the insertion of one more row into the release.
FAR = 150
# How far to go on after each kill.
TOUCHES = {
    "os.rename": 1,
    "os.symlink": 1,
    "os.link": 1,
    "os.mkdir": 1,
    "os.scandir": 1,
    "os.listdir": 1,
    "os.chmod": 2,
    "shutil.rmtree": 1,
    "tempfile.mkstemp": 1,
    "sqlite3.connect": 1,
    "open": 2,
    SQL: 5,
}


def document(number: int) -> bytes:
    """Return the bytes of the publication of that number."""
    return f"list {number}\n".encode() * 50


def agency(number: int, row: int) -> str:
    """Return what a publication prints in a row: half of it is what the one before printed."""
    return f"agency {number * ROWS // 2 + row}"


def add(settings: Settings, numbers: range) -> list[str]:
    """Add publications to archive and ledger and return their ids."""
    ids = Archive(settings.archive).put_many(document(number) for number in numbers)
    entries = []
    for number, publication_id in zip(numbers, ids, strict=True):
        rows = tuple((f"S!{row + 2}", PrintedRow("TX", agency(number, row))) for row in range(ROWS))
        parsed = ParsedList(ListFacts(f"{number}.xlsx", publication_id, 9), rows, (), (), ROWS)
        entries.append(ListEntry(parsed, "ice-287g", "2026-01-01"))
    with Ledger(settings.ledger) as ledger:
        return [outcome.publication_id for outcome in ledger.add_lists(entries)]


def build(settings: Settings) -> str:
    """Build a release from the ledger and return its id."""
    with build_lock(settings.home):
        with Ledger(settings.ledger) as ledger:
            printed = ledger.printed_rows()
            rows = [
                (stored.publication_id, locator, printed[row].agency)
                for stored in ledger.lists()
                for locator, row in zip(stored.locators, stored.printed_row_ids, strict=True)
            ]
        columns = (Column("publication_id"), Column("locator"), Column("agency"))
        table = Table("observation", "Rows.", columns, rows, ("publication_id", "locator"), (("agency",),))
        static = StaticTables("1", lambda: [Table("place", "", (Column("geoid"),), [("51059",)])], settings.cache)
        return write_release(settings.releases, [table], inputs={}, facts={}, static=static).release_id


def work(settings: Settings, pipe: int, first: int) -> None:
    """Add and build, acknowledging each on the pipe."""
    for publication_id in add(settings, range(first, first + 2)):
        os.write(pipe, f"{publication_id}\n".encode())
    os.write(pipe, f"{build(settings)}\n".encode())


def run_child(
    settings: Settings, first: int, step: tuple[str, int] | None, seconds: float | None
) -> tuple[list[str], bool]:
    """Run a child that is killed at a step or after a time; return what it acknowledged and whether it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if step:
                kill_at(*step, home=str(settings.home))
            work(settings, writing, first)
            os._exit(0)
        except BaseException:  # noqa: BLE001  the child must not go on as its parent
            traceback.print_exc()
            os._exit(1)
    os.close(writing)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading) as pipe:
        lines = pipe.read().splitlines()
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    assert killed or os.WEXITSTATUS(status) == 0, f"a build after a kill failed ({status})"
    return lines, killed


def kill_at(touch: str, number: int, home: str) -> None:
    """Kill this process just before its n-th touch of that kind, or its n-th statement of SQL."""
    left = [number]

    def count(_: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def hear(event: str, what: tuple[Any, ...]) -> None:
        if event == touch and (home in str(what) or event == "os.chmod"):
            count(event)

    def connect(*where: Any, **how: Any) -> sqlite3.Connection:
        connection = sqlite3.Connection(*where, **how)
        connection.set_trace_callback(count)
        return connection

    if touch == SQL:
        sqlite3.connect = connect
    else:
        sys.addaudithook(hear)


def look(settings: Settings, acknowledged: set[str], last_release: str) -> None:
    """Check that nothing acknowledged is lost and nothing half is in place."""
    archive = Archive(settings.archive)
    with Ledger(settings.ledger) as ledger:
        stored = {found.publication_id: found for found in ledger.lists()}
        printed = ledger.printed_rows()
        whole = ledger._connection.execute("PRAGMA integrity_check").fetchone()
        [(begun,)] = ledger._connection.execute("SELECT count(*) FROM publication")
    assert whole == ("ok",), whole
    assert acknowledged <= set(stored), "an acknowledged publication is lost"
    assert begun == len(stored), "a publication is there without its rows"
    assert set(printed) == {row for found in stored.values() for row in found.printed_row_ids}, "rows of no list"
    for publication_id, found in stored.items():
        number = int(found.name.removesuffix(".xlsx"))
        expected = [agency(number, row) for row in range(ROWS)]
        assert [printed[row].agency for row in found.printed_row_ids] == expected, "a list is there in part"
        assert archive.get(publication_id) == document(number)
    assert {damage.kind for damage in archive.check(stored)} <= {"unfinished"}
    current = current_release(settings)
    assert current is not None or not last_release, "an acknowledged release is lost"
    if current is not None:
        assert check_release(current.folder) == [], "half a release is in place"


class Watch:
    """Runs children one after the other over one record and looks at it after each."""

    def __init__(self, settings: Settings) -> None:
        """Take the record's settings."""
        self.settings = settings
        self.turn = self.kills = 0
        self.acknowledged: set[str] = set()
        self.last_release = ""

    def run(self, step: tuple[str, int] | None = None, seconds: float | None = None) -> bool:
        """Run the next child and return whether it was killed."""
        lines, killed = run_child(self.settings, 2 * self.turn, step, seconds)
        self.acknowledged |= {line for line in lines if len(line) == 64}
        self.last_release = next((line for line in lines if len(line) == 16), self.last_release)
        look(self.settings, self.acknowledged, self.last_release)
        self.kills += killed
        self.turn += 1
        return killed


def main(home: Path, at_random: int) -> None:
    """Kill children on an empty record, then at each touch of each kind, then at random moments; print the count."""
    watch = Watch(Settings(home))
    for number in range(1, 20, 2):
        watch.run(("open", number))
    assert not watch.run()
    for touch, stride in TOUCHES.items():
        number = 1
        while watch.run((touch, number)) and number < FAR:
            number += stride
    moments = random.Random(20260101)
    for _ in range(at_random):
        watch.run(seconds=moments.uniform(0, 0.06))
    assert not watch.run()
    names = {path.name for path in watch.settings.releases.iterdir()}
    assert not any(name.startswith(".") for name in names), names
    print(f"{watch.kills} killed, {len(watch.acknowledged)} acknowledged")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
