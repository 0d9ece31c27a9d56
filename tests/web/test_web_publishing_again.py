"""A new release over a published folder: it becomes what it would be made anew, and what stayed is not made again."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from time import sleep
from typing import Any

import msgspec
import pytest
import web_made
from msgspec.structs import replace as changed
from tests.register.making import Shown, police, sheriff

from comity.model import Claim
from comity.places import Gazetteer
from comity.release.tables import Table
from comity.settings import Settings
from comity.web import create_app
from comity.web.publishing import PublishReport, publish
from comity.web.publishing.earlier import READS, Check, Earlier
from comity.web.publishing.files import relinked
from comity.web.publishing.keeping import Keeper
from comity.web.publishing.listing import page_addresses
from comity.web.publishing.reads import keys_of
from comity.web.publishing.traced import Traced
from comity.web.publishing.walk import Walker, alone, answer

BASE = "https://comity.example"
ROWS = [web_made.BAKER, web_made.TOWN, web_made.FAIRFAX, web_made.STATE_POLICE, *web_made.HOSTILE]
DUVAL = sheriff("Duval", support_type="Jail Enforcement Model", signed="2025-04-09")
MORE = [*ROWS, DUVAL, police("Macclenny", "Baker")]
# Baker, Duval, Union; Fairfax.
COUNTIES = {"12003", "12031", "12125", "51059"}
LISTS: tuple[Shown, ...] = web_made.LISTS
# Each with the days after it: what a day may bring, one thing at a time.
DAYS: dict[str, tuple[Sequence[Shown], Sequence[Claim]]] = {
    "the beginning": (LISTS, web_made.CLAIMS),
    "the same rows again": ((*LISTS, Shown("2025-04-10", ROWS)), web_made.CLAIMS),
    "new agreements, one from the pending list": ((*LISTS, Shown("2025-04-11", MORE)), web_made.CLAIMS),
    "a second list of that day, and an older one found later": (
        (*LISTS, Shown("2025-03-28", ROWS), Shown("2025-04-11", MORE), Shown("2025-04-11", MORE[:-1], slot="pm")),
        web_made.CLAIMS,
    ),
    "a pending list alone, and a claim withdrawn": (
        (*LISTS, Shown("2025-04-11", MORE), Shown("2025-04-14", [sheriff("Nassau")], kind="pending")),
        web_made.CLAIMS[1:],
    ),
    "another year, one no longer listed": (
        (*LISTS, Shown("2025-04-11", MORE), Shown("2026-01-05", MORE[1:]), Shown("2026-01-09", MORE[1:])),
        web_made.CLAIMS,
    ),
    "back to the beginning": (LISTS, web_made.CLAIMS),
}


@pytest.fixture(scope="module", autouse=True)
def _two_states() -> Iterator[None]:
    """Let the country be the two states that the small release knows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Gazetteer, "state_codes", ("FL", "VA"))
        yield


def hashes(folder: Path) -> dict[str, str]:
    """Return every published file's hash."""
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".comity")]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def write(settings: Settings, lists: Sequence[Shown], claims: Sequence[Claim]) -> None:
    """Make a release with the elections of a few counties alone, so that it is published in seconds."""
    elections = web_made.election_tables

    def few(*arguments: Any) -> list[Table]:
        tables = elections(*arguments)
        named = [[column.name for column in table.columns] for table in tables]
        offices = {
            row[names.index("office_id")]
            for table, names in zip(tables, named, strict=True)
            if table.name == "office"
            for row in table.rows
            if set(str(row[names.index("county_geoids")]).split(";")) & COUNTIES
        }
        return [_of_offices(table, names, offices) for table, names in zip(tables, named, strict=True)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(web_made, "election_tables", few)
        web_made.write(settings.releases, lists, claims)


def _of_offices(table: Table, names: Sequence[str], offices: set[object]) -> Table:
    if table.name == "contest_stage":
        kept = tuple(row for row in table.rows if str(row[names.index("contest_id")]).rpartition(".")[0] in offices)
    elif "office_id" in names:
        kept = tuple(row for row in table.rows if row[names.index("office_id")] in offices)
    else:
        return table
    return replace(table, rows=kept)


class Site:
    """A data folder whose release is made again and again, its published folder, and each day's folder made anew."""

    def __init__(self, base: Path) -> None:
        """Begin with nothing."""
        self.base, self.folder = base, base / "site"
        self.settings = Settings(base / "home")
        self.settings.releases.mkdir(parents=True)

    def release(self, day: str) -> None:
        """Make a day's release the current one."""
        write(self.settings, *DAYS[day])

    def publish(self, **named: Any) -> PublishReport:
        """Publish over what is there."""
        return publish(self.settings, self.folder, base_url=BASE, **{"jobs": 1, **named})

    def anew(self, day: str) -> dict[str, str]:
        """Return the hashes of a day's site in an empty folder."""
        folder = self.base / f"anew {day}"
        if not folder.exists():
            self.release(day)
            publish(self.settings, folder, base_url=BASE, jobs=1)
        return hashes(folder)


@pytest.fixture(scope="module")
def site(_two_states: None, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of the beginning, published."""
    made = Site(tmp_path_factory.mktemp("again"))
    made.release("the beginning")
    made.publish()
    return made


@pytest.mark.parametrize("day", list(DAYS)[1:])
def test_a_new_release_over_the_old_folder_gives_the_folder_made_anew(site: Site, day: str) -> None:
    """Byte for byte, over all files, whatever the day brought; and most of it is not made again."""
    expected = site.anew(day)
    site.release(day)
    report = site.publish()
    assert hashes(site.folder) == expected
    assert report.file_count == len(expected)
    # A new year turns every calendar, and going back turns it again.
    if "year" not in day and "back" not in day:
        assert report.kept_count > report.file_count / 2


def test_a_page_is_not_written_whose_facts_did_not_change(site: Site) -> None:
    """A list with the same rows touches no contest, law, claim, event, calendar, feed or picture."""
    site.release("the beginning")
    site.publish()
    before = {path: path.stat().st_mtime_ns for path in site.folder.rglob("*") if path.is_file()}
    site.release("the same rows again")
    site.publish()
    touched = {
        path.relative_to(site.folder).as_posix()
        for path in site.folder.rglob("*")
        if path.is_file() and before.get(path) != path.stat().st_mtime_ns
    }
    kinds = {"contest", "law", "claim", "event", "calendar", "feeds", "search", "glossary", "assets", "style"}
    assert not [name for name in touched if name.removeprefix("es/").partition("/")[0] in kinds]
    assert not [name for name in touched if name.endswith("timeline.svg") or "/calendar." in name]
    # Places say of which day the newest list is, and so do the API's answers.
    assert {"place/us/va/fairfax-county/index.html", "api/v1/places/51059.json"} <= touched


def test_a_page_of_a_place_is_written_into_for_a_new_day(site: Site) -> None:
    """The newest list's day stands in its first block, in both languages; one that is longer replaces the file."""
    shown = [*LISTS, Shown("2025-04-08", ROWS)]
    write(site.settings, shown, web_made.CLAIMS)
    site.publish()
    files = [site.folder / start / "place/us/va/fairfax-county/index.html" for start in ("", "es")]
    # Whoever has a file open reads on in what was written into it, and not in what took its place.
    for day, is_written_into in (("2025-04-09", True), ("2025-04-10", False)):
        with ExitStack() as opened:
            readers = [opened.enter_context(file.open(encoding="utf-8")) for file in files]
            shown.append(Shown(day, ROWS))
            write(site.settings, shown, web_made.CLAIMS)
            site.publish()
            assert all(day in file.read_text("utf-8") for file in files)
            assert {day in reader.read() for reader in readers} == {is_written_into}


def test_a_file_that_was_altered_is_made_again(site: Site) -> None:
    """Whether in length, or in what stands beside a day that is put in."""
    site.release("the beginning")
    site.publish()
    place = site.folder / "place" / "us" / "va" / "fairfax-county" / "index.html"
    place.write_bytes(place.read_bytes().replace(b"Fairfax", b"Foirfax"))
    (site.folder / "law" / "va" / "index.html").write_text("shorter")
    (site.folder / "claim" / "made-claim" / "index.html").unlink()
    site.release("the same rows again")
    site.publish()
    assert hashes(site.folder) == site.anew("the same rows again")


class Killed(BaseException):
    """Stands for a process that is killed between two shards."""


def killed_after(count: int) -> Callable[[int, int], None]:
    """Return a progress that ends the run after some shards."""
    seen = 0

    def progress(done: int, total: int) -> None:
        nonlocal seen
        seen += 1
        if seen == count:
            raise Killed

    return progress


@pytest.mark.parametrize("count", [1, 3])
def test_a_run_over_an_old_folder_is_taken_up(site: Site, count: int) -> None:
    """What it kept is found so again, what it wrote is not made twice, and the result is the same."""
    site.release("the beginning")
    site.publish()
    site.release("new agreements, one from the pending list")
    with pytest.raises(Killed):
        site.publish(progress=killed_after(count))
    report = site.publish()
    assert report.resumed_count > 0
    assert hashes(site.folder) == site.anew("new agreements, one from the pending list")


def test_a_run_that_was_stopped_is_not_trusted_by_another_release(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is then partly of a release that nobody published: every file is looked at, and none is left over."""
    site.release("the beginning")
    site.publish()
    site.release("new agreements, one from the pending list")
    walk = Walker.walk

    def killed_before_it_is_noted(self: Walker, addresses: list[str]) -> Any:
        walk(self, addresses)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Walker, "walk", killed_before_it_is_noted)
        with pytest.raises(Killed):
            site.publish()
    site.release("the same rows again")
    assert site.publish().kept_count == 0
    assert hashes(site.folder) == site.anew("the same rows again")


@pytest.mark.parametrize(("kind", "step"), [(Check, "others"), (Keeper, "say_days")])
def test_processes_keep_and_make_what_one_would(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Check | Keeper], step: str
) -> None:
    """A killed process, whichever it is at, costs only time: what it had in hand is made."""
    site.release("the beginning")
    site.publish()
    work, mark = getattr(kind, step), tmp_path / "killed"

    def killed_once(self: Check | Keeper, told: Any) -> Any:
        if not mark.exists():
            mark.touch()
            os._exit(9)
        return work(self, told)

    submit = ProcessPoolExecutor.submit

    def handed_out_late(*told: Any) -> Any:
        """Give the killed process time to be missed before the last shard is handed out."""
        sleep(0.2)
        return submit(*told)

    site.release("new agreements, one from the pending list")
    # Two processes ask the reads, because one has its own work meanwhile.
    assert site.publish(jobs=3).kept_count > 0
    assert hashes(site.folder) == site.anew("new agreements, one from the pending list")
    site.release("a pending list alone, and a claim withdrawn")
    monkeypatch.setattr(kind, step, killed_once)
    monkeypatch.setattr(ProcessPoolExecutor, "submit", handed_out_late)
    site.publish(jobs=2)
    assert mark.exists()
    assert hashes(site.folder) == site.anew("a pending list alone, and a claim withdrawn")


def test_a_damaged_or_absent_record_of_reads_costs_only_time(site: Site) -> None:
    """Everything is made, as into an empty folder."""
    for damage in (b"", b"\x93not this"):
        site.release("the beginning")
        site.publish()
        (site.folder / READS).write_bytes(damage)
        site.release("the same rows again")
        assert site.publish().kept_count == 0
        assert hashes(site.folder) == site.anew("the same rows again")


def test_another_program_makes_everything(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template that changed shows on every page, though the release did not."""
    site.release("the beginning")
    site.publish()
    site.release("the same rows again")
    monkeypatch.setattr("comity.web.publishing.earlier._program", lambda: "another program")
    assert site.publish().kept_count == 0


def test_a_published_page_is_the_page_that_is_served(site: Site) -> None:
    """What stands in while a page is made is gone from the file: every file is what `comity serve` answers."""
    site.release("new agreements, one from the pending list")
    site.publish()
    app: Any = create_app(site.settings, base_url=BASE, check_every=float("inf"))
    entries = import_module("comity.web.publishing.earlier").read_earlier
    served = create_app(site.settings, base_url=BASE, check_every=float("inf"), kind=Traced)
    traced = served.asgi_handler.serving.current()  # type: ignore[attr-defined]
    addresses = entries(site.folder, traced.tag, traced).published().by_address()
    assert len(addresses) > 500

    async def differing() -> list[str]:
        found = []
        for address, entry in addresses.items():
            status, kind, body = await answer(app, address)
            body = relinked(body)[0] if kind.startswith("text/html") else body
            if status != 200 or body != (site.folder / entry.file).read_bytes():
                found.append(address)
        return found

    assert alone(differing()) == []


def test_every_file_that_an_answer_opens_is_noted(site: Site) -> None:
    """An answer that opens a file of the release without asking it for the release would be kept when it must not."""
    app: Any = create_app(site.settings, base_url=BASE, check_every=float("inf"), kind=Traced)
    traced: Traced = app.asgi_handler.serving.current()
    folder = str(traced.release.folder.resolve())
    opened: list[str] = []
    listening = True

    def listen(event: str, arguments: tuple[Any, ...]) -> None:
        if listening and event == "open" and str(arguments[0]).startswith((folder, str(site.settings.releases))):
            opened.append(str(arguments[0]))

    sys.addaudithook(listen)

    async def unnoted() -> list[str]:
        with traced.noting() as frame:
            assert traced.release
        release = frame.packed()
        found = []
        for address in page_addresses(traced):
            opened.clear()
            with traced.noting() as frame:
                await answer(app, address)
            if opened and release not in (frame.packed()[at : at + len(release)] for at in range(0, 10**4, 12)):
                found.append(f"{address} opens {opened[0]}")
        return found

    found = alone(unnoted())
    listening = False
    assert found == []
    # The listener hears: the page of downloads reads the data package.
    listening = True
    (Path(folder) / "datapackage.json").read_bytes()
    listening = False
    assert opened[-1].endswith("datapackage.json")


def test_rows_that_a_page_shows_decide_whether_it_is_kept(site: Site) -> None:
    """One cell of one row that a page shows, changed in the next release, and that page alone is made again."""
    lists, claims = DAYS["the beginning"]
    site.release("the beginning")
    site.publish()
    other = [changed(claims[0], statement="Another statement."), *claims[1:]]
    write(site.settings, lists, other)
    site.publish()
    assert "Another statement." in (site.folder / "claim" / "made-claim" / "index.html").read_text(encoding="utf-8")
    folder = site.base / "other"
    publish(site.settings, folder, base_url=BASE, jobs=2)
    assert hashes(site.folder) == hashes(folder)


def test_reads_that_nothing_rests_on_do_not_pile_up(site: Site) -> None:
    """Day after day those that are needed are there, and hardly more."""
    for day in list(DAYS)[:4]:
        site.release(day)
        site.publish()
        found = msgspec.msgpack.decode((site.folder / READS).read_bytes(), type=Earlier)
        entries = found.published().entries
        needed = found.reads.only([entry.reads for entry in entries])
        assert {key for entry in entries for key in keys_of(entry.reads)} <= needed.by_key.keys()
        assert len(found.reads.by_key) <= 1.25 * found.needed_count
