"""A year of real lists as a site would show them, day by day, with everything that goes wrong on the way.

The record that comes of it is the one that the same files give by hand, and nothing told on the way was false.
"""

from __future__ import annotations

import io
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest

from comity.archive import Archive
from comity.ledger import Ledger
from comity.release import current_release
from comity.release.build import build
from comity.release.intake import take_in
from comity.settings import Settings
from tests.watch.conftest import warm
from tests.watch.publisher import XLSX, Publisher, Reply
from tests.watch.site import FOLDER, LANDING, Site

pytestmark = pytest.mark.real

# Releases are built on these days: before and after the bad list and the traps, and now and then in between.
BUILT_ON = (
    "2025-02-28",
    "2025-04-30",
    "2025-06-30",
    "2025-08-15",
    "2025-10-27",
    "2025-10-28",
    "2025-10-29",
    "2025-12-31",
)
BAD_DAY, GOOD_DAY = "2025-10-28", "2025-10-29"
LOST = 68
MOVED_ON = "2025-07-05"
CHALLENGE = b"<html><title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p></html>"

# What stands in place of the landing page on a day, and what is found then. On none of these days a list is new.
PAGE_TRAPS: dict[str, tuple[Reply, str]] = {
    "2025-02-02": (Reply(b"no", 403), "refused"),
    "2025-02-05": (Reply(b"", 429, headers={"Retry-After": "20"}), "busy"),
    "2025-02-08": (Reply(b"", 500), "server_error"),
    "2025-02-10": (Reply(CHALLENGE, 503), "challenge"),
    "2025-03-23": (Reply(b"gone", 404), "not_found"),
    "2025-05-25": (Reply(b"<html>" + b"x" * 200, drip=0.05), "timeout"),
    "2025-06-01": (Reply(b"<html><body>Under maintenance</body></html>"), "no_link"),
    "2025-06-29": (Reply(status=302, headers={"Location": "https://10.0.0.1/287g"}), "unsafe"),
    "2025-07-04": (Reply(status=302, headers={"Location": "https://evil.example/287g"}), "unsafe"),
    "2025-09-07": (Reply(b"\x89PNG\r\n\x1a\n", kind="image/png"), "wrong_type"),
    "2025-11-02": (Reply(b"<html>" + b"x" * 500, cut=100), "truncated"),
}
# Days on which the lists themselves fail at first and come in a later attempt or run of that day.
CUT_ON, PAGE_FOR_FILE_ON = "2025-08-14", "2025-09-15"


class Schedule:
    """What the site shows, run by run: the real lists by the days on which they were really published."""

    def __init__(self, lists: Path, release: sqlite3.Connection) -> None:
        paths = {path.name: path for path in lists.rglob("*.xlsx")}
        query = (
            "SELECT name, published_on FROM publication WHERE source = 'ice-287g' AND name LIKE '%.xlsx' "
            "ORDER BY published_on, sequence, name"
        )
        self.before: list[Path] = []
        self.days: defaultdict[str, list[tuple[str, Path]]] = defaultdict(list)
        for name, on in release.execute(query):
            kind = "pending" if "pending" in name.lower() else "participating"  # as its name says, be it swapped
            if on < "2025-01-01":
                self.before.append(paths[name])
            elif on <= "2025-12-31":
                self.days[on].append((kind, paths[name]))

    def runs(self, day: str) -> list[list[tuple[str, Path]]]:
        """Return the lists that are new in each run of a day: one of a kind at a time."""
        runs: list[list[tuple[str, Path]]] = []
        for kind, path in self.days.get(day, []):
            if not runs or kind in {known for known, _ in runs[-1]}:
                runs.append([])
            runs[-1].append((kind, path))
        return runs or [[]]

    def files(self) -> list[Path]:
        """Return every file that is shown or was before."""
        return self.before + [path for some in self.days.values() for _, path in some]


@pytest.fixture(scope="module")
def schedule(shared_data: Path, real_home: Path) -> Iterator[Schedule]:
    """Return what was published when, as the record of all real lists judges it."""
    current = current_release(Settings(real_home))
    assert current is not None
    with closing(sqlite3.connect(f"{current.database.as_uri()}?mode=ro&immutable=1", uri=True)) as release:
        yield Schedule(shared_data / "ice-287g", release)


def cut_list(data: bytes, lost: int) -> bytes:
    """Return a real list without so many of its rows: the tail is missing."""
    made = openpyxl.load_workbook(io.BytesIO(data))
    sheet = made.active
    assert sheet is not None
    last = max(cell.row for cell in sheet["B"] if cell.value)
    sheet.delete_rows(last - lost + 1, lost)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def events_of(settings: Settings) -> dict[str, tuple[object, ...]]:
    """Return every event of the release in place."""
    current = current_release(settings)
    assert current is not None
    with closing(sqlite3.connect(f"{current.database.as_uri()}?mode=ro&immutable=1", uri=True)) as release:
        return {row[0]: row[1:] for row in release.execute("SELECT * FROM event")}


class Year:
    """The year as it is lived through."""

    def __init__(self, site: Site, schedule: Schedule) -> None:
        self.site, self.schedule = site, schedule
        last = [path for path in schedule.before if path.name.startswith("Participating")][-1]
        self.shown: dict[str, tuple[str, bytes]] = {"participating": (last.name, last.read_bytes())}
        self.found: defaultdict[str, set[str]] = defaultdict(set)
        self.told: dict[str, tuple[object, ...]] = {}
        self.told_on: dict[str, list[str]] = {}
        self.outcomes: dict[str, tuple[str, int]] = {}

    def live(self) -> None:
        """Let every day pass."""
        day = date(2025, 1, 1)
        while day.year == 2025:
            self._pass(day.isoformat())
            day += timedelta(days=1)

    def _pass(self, day: str) -> None:
        self.site.go_to(day)
        is_dripping = day in PAGE_TRAPS and PAGE_TRAPS[day][0].drip > 0
        self.site.request = {"most_seconds": 0.4 if is_dripping else 60.0}
        runs = self.schedule.runs(day)
        for number, new in enumerate(runs):
            for kind, path in new:
                self.shown[kind] = (path.name, path.read_bytes())
            if number == 0:
                self._lay_bad_list(day)
            self._show(day, is_first=number == 0)
            self._run(day, is_last=number == len(runs) - 1)
            if day in (CUT_ON, PAGE_FOR_FILE_ON) and number == 0:
                self._show(day, is_first=False)
                self._run(day, is_last=False)

    def _lay_bad_list(self, day: str) -> None:
        if day == BAD_DAY:
            self.good = self.shown["participating"][1]
            self.shown["participating"] = ("participatingAgencies10282025am.xlsx", cut_list(self.good, LOST))
        elif day == GOOD_DAY:
            self.shown["participating"] = ("participatingAgencies10292025am.xlsx", self.good)

    def _show(self, day: str, *, is_first: bool) -> None:
        site = self.site
        site.show(**{name.replace(".xlsx", "_xlsx"): data for name, data in self.shown.values()})
        if day >= MOVED_ON:
            site.server.routes["/partners/287g"] = site.server.routes[LANDING]
            site.server.routes[LANDING] = Reply(status=301, headers={"Location": "/partners/287g"})
        if day in PAGE_TRAPS:
            site.server.routes[LANDING] = PAGE_TRAPS[day][0]
        for name, data in self.shown.values() if is_first else ():
            if day == CUT_ON:
                site.server.routes[FOLDER + quote(name)] = Reply(data, kind=XLSX, cut=500)
            elif day == PAGE_FOR_FILE_ON:
                site.server.routes[FOLDER + quote(name)] = Reply(b"<html>Not found</html>", kind="text/html")

    def _run(self, day: str, *, is_last: bool) -> None:
        if day in BUILT_ON and is_last:
            status = self.site.watch(documents=0)
            self.outcomes[day] = (status.outcome, status.exit_code)
            self.found[day] |= {finding.code for finding in status.findings}
            self._tell(day)
        else:
            report = self.site.update(documents=0)
            self.found[day] |= set(self.site.findings(report))

    def _tell(self, day: str) -> None:
        now = events_of(self.site.settings)
        self.told_on[day] = [event_id for event_id in now if event_id not in self.told]
        self.told |= {event_id: now[event_id] for event_id in self.told_on[day]}


@pytest.fixture(scope="module")
def year(schedule: Schedule, warm_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """Return the year after it has passed, lived through once."""
    with Publisher() as server:
        home = tmp_path_factory.mktemp("year") / "home"
        warm(home, warm_cache)
        site = Site(server, home)
        take_in(site.settings, "ice-287g", schedule.before, added_at="2025-01-01T00:00:00Z")
        build(site.settings)
        lived = Year(site, schedule)
        lived.told = events_of(site.settings)
        lived.live()
        yield lived


@pytest.fixture(scope="module")
def clean(year: Year, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return the record of the same files without the bad one, added by hand and built once."""
    folder = tmp_path_factory.mktemp("clean")
    regained = folder / "participatingAgencies10292025am.xlsx"
    regained.write_bytes(year.good)
    settings = Settings(folder / "home")
    take_in(settings, "ice-287g", [*year.schedule.files(), regained], added_at="2026-01-01T00:00:00Z")
    build(settings)
    return settings


def test_every_list_that_was_shown_is_in_the_record(year: Year) -> None:
    """None was lost to a trap, and its bytes are those of the file."""
    with Ledger(year.site.settings.ledger, read_only=True) as ledger:
        names = {seen.name for stored in ledger.lists() for seen in stored.sightings}
        expected = [stored.publication_id for stored in ledger.lists()] + ledger.fetched_hashes()
    assert {path.name for path in year.schedule.files()} <= names
    assert Archive(year.site.settings.archive).check(expected) == []


def test_each_trap_is_found_on_its_day_and_nothing_on_the_others(year: Year) -> None:
    """A day on which all is well has no finding but that the page moved; every other says what it was."""
    expected: dict[str, set[str]] = {day: {code} for day, (_, code) in PAGE_TRAPS.items()}
    expected |= {CUT_ON: {"truncated"}, PAGE_FOR_FILE_ON: {"wrong_type"}, BAD_DAY: {"doubted_list"}}
    for day, codes in year.found.items():
        assert codes - {"moved"} == expected.get(day, set()), day
        assert ("moved" in codes) == (day >= MOVED_ON and day not in PAGE_TRAPS), day


def test_the_record_is_the_clean_one(year: Year, clean: Settings) -> None:
    """All events, with their days and the lists that show them, are those of the files added by hand."""
    assert events_of(year.site.settings) == events_of(clean)


def test_what_was_told_was_never_false(year: Year, clean: Settings) -> None:
    """The bad list told nothing; every departure that was ever told stands in the clean record."""
    final = events_of(clean)
    assert year.told_on[BAD_DAY] == []
    assert year.told_on["2025-10-27"] and year.told_on["2025-12-31"]
    departures = {event_id for event_id, event in year.told.items() if event[0] == "unlisted"}
    assert departures and departures <= set(final)
    # A later list can teach better what an earlier one showed (a name that was respelt and back): few, and counted.
    assert len(set(year.told) - set(final)) <= len(final) // 100


def test_a_bad_list_is_told_and_leaves_the_release_as_it_was(year: Year) -> None:
    """The run that met it ends with exit code 6; the runs before and after are good."""
    assert year.outcomes[BAD_DAY] == ("findings", 6)
    assert {year.outcomes[day] for day in BUILT_ON if day != BAD_DAY} == {("ok", 0)}


def test_the_publisher_is_asked_no_more_than_needed(year: Year) -> None:
    """On a day with nothing new the page and the lists answer 304 or are the same; rules are asked for once a day."""
    seen = year.site.server.seen
    assert sum(one.path == "/robots.txt" for one in seen) <= 366
    days = 365 + sum(len(year.schedule.runs(day)) - 1 for day in year.schedule.days)
    assert len(seen) <= 7 * days


def test_trap_days_are_quiet_days(schedule: Schedule) -> None:
    """A trap on a day with a new list would only show that a list which is gone the next day cannot be had."""
    assert not set(PAGE_TRAPS) & set(schedule.days)
    assert {CUT_ON, PAGE_FOR_FILE_ON} <= set(schedule.days)
    assert not {BAD_DAY, GOOD_DAY} & {day for day, some in schedule.days.items() if "participating" in dict(some)}
