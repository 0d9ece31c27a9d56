"""The published folder is the site: whole, the same twice, taken up where it stopped, its links checked."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from comity.cli.main import cli
from comity.errors import BusyError, CheckError, StorageError, UsageError
from comity.places import Gazetteer
from comity.release.lock import one_at_a_time
from comity.settings import Settings
from comity.web.publishing import publish
from comity.web.publishing.batch import Batch, Written
from comity.web.publishing.files import asked_again, file_of, relinked, static_path
from comity.web.publishing.pool import SHARD, Begun, More
from comity.web.publishing.publish import MANIFEST
from comity.web.publishing.resuming import PART
from comity.web.publishing.walk import Walker

gathering = import_module("comity.web.publishing.gathering")
BASE = "https://comity.example"


@pytest.fixture(scope="module", autouse=True)
def _two_states() -> Iterator[None]:
    """Let the country be the two states that the small release knows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Gazetteer, "state_codes", ("FL", "VA"))
        yield


@pytest.fixture(scope="module")
def site(_two_states: None, made_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small release, published."""
    folder = tmp_path_factory.mktemp("site") / "site"
    publish(made_settings, folder, base_url=BASE)
    return folder


def hashes(folder: Path) -> dict[str, str]:
    """Return every published file's hash."""
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".comity")]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_every_kind_of_page_feed_and_file_is_there(site: Path) -> None:
    """Pages in both languages, feeds, calendars, downloads, the API's answers, what pages load."""
    for name in (
        "index.html", "es/index.html", "place/us/va/fairfax-county/index.html", "es/place/us/fl/index.html",
        "feeds/changes.atom", "feeds/us/va/fairfax-county.atom", "calendar/us/va.ics", "data/agreement.csv",
        "calendar/office/us-va-fairfax-county.sheriff.ics", "data/agreement.jsonl", "data/register.sqlite",
        "api/openapi.json", "api/v1/stats.json", "api/v1/places/51059.json", "sitemap.xml", "robots.txt", "404.html",
        "claim/made-claim/index.html", "changes/index.html", "law/va/index.html", "search/index.html",
    ):  # fmt: skip
        assert (site / name).is_file(), name
    assert list(site.glob("style/*.css")) and list(site.glob("plots/**/*.svg"))


def test_links_that_ask_a_question_lead_to_files(site: Path) -> None:
    """No link of a published page asks a server anything, and the pages behind the kept questions are there."""
    pages = [site / name for name in ("changes/index.html", "place/us/fl/index.html", "elections/2026/index.html")]
    links = [link for page in pages for link in re.findall(r'href="(/[^"]*)"', page.read_text(encoding="utf-8"))]
    assert not [link for link in links if "?" in link]
    assert "/changes/state-fl" in links and (site / "changes/state-fl/index.html").is_file()


def test_the_same_release_gives_the_same_bytes(site: Path, made_settings: Settings, tmp_path: Path) -> None:
    """In another folder, with another number of processes."""
    publish(made_settings, tmp_path / "site", base_url=BASE, jobs=1)
    assert hashes(tmp_path / "site") == hashes(site)


def test_a_second_run_ends_at_once(site: Path, made_settings: Settings) -> None:
    """Over what is published already nothing is walked and nothing written."""
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*.html")}
    report = publish(made_settings, site, base_url=BASE)
    assert report.is_unchanged and report.written_count == 0 and report.file_count > 500
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*.html")} == before


def test_only_what_changed_is_written_and_what_is_gone_is_removed(
    made_settings: Settings, tmp_path: Path, site: Path
) -> None:
    """A file that was altered is written again, one that the last run made and this one does not is removed."""
    folder = tmp_path / "site"
    publish(made_settings, folder, base_url=BASE)
    manifest = (folder / MANIFEST).read_text(encoding="utf-8")
    gone = folder / "place" / "us" / "va" / "gone" / "index.html"
    gone.parent.mkdir()
    gone.write_text("gone")
    changed = manifest.replace('"files":{', '"files":{"place/us/va/gone/index.html":"0",')
    (folder / MANIFEST).write_text(changed.replace('"tag":"', '"tag":"older '), encoding="utf-8")
    (folder / "index.html").write_text("altered, and shorter")
    report = publish(made_settings, folder, base_url=BASE)
    assert report.written_count == 1 and report.removed_count == 1
    assert not gone.parent.exists() and hashes(folder) == hashes(site)


class Killed(BaseException):
    """Stands for a process that is killed between two shards."""


def test_a_stopped_run_is_taken_up(
    made_settings: Settings, tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written before is not walked again, and the result is the same."""
    folder, count = tmp_path / "site", 0

    def stop(done: int, total: int) -> None:
        nonlocal count
        count += 1
        if count == 3:
            raise Killed

    with pytest.raises(Killed):
        publish(made_settings, folder, base_url=BASE, progress=stop, jobs=1)
    with (folder / PART).open("ab") as part:
        part.write(b'[{"address": "/cut off')
    report = publish(made_settings, folder, base_url=BASE, jobs=1)
    assert report.resumed_count == 3 * SHARD
    assert hashes(folder) == hashes(site) and not (folder / PART).exists()


def test_a_killed_process_of_the_pool_costs_only_time(
    made_settings: Settings, tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its addresses are walked again by a new pool."""
    mark, walk = tmp_path / "killed", Walker.walk

    def killed_once(self: Walker, addresses: list[str]) -> Batch:
        if not mark.exists():
            mark.touch()
            os._exit(9)
        return walk(self, addresses)

    monkeypatch.setattr(Walker, "walk", killed_once)
    publish(made_settings, tmp_path / "site", base_url=BASE, jobs=2)
    assert mark.exists() and hashes(tmp_path / "site") == hashes(site)


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_links_bring_to_light_is_made_while_the_rest_is(
    made_settings: Settings, tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    """Questions and plots that only links name need no processes of their own; each is asked once."""
    rounds: list[list[str]] = []
    asked: list[str] = []
    make = gathering.made

    def made(begun: Begun, hoped: frozenset[str], dated: list[str], left: list[str], jobs: int, more: More) -> Any:
        def noted() -> Sequence[str]:
            asked.extend(fresh := more())
            return fresh

        rounds.append(left)
        yield from make(begun, hoped, dated, left, jobs, noted)

    monkeypatch.setattr(gathering, "made", made)
    publish(made_settings, tmp_path / "site", base_url=BASE, jobs=jobs)
    assert len(rounds) == 1
    assert asked and len(asked) == len(set(asked)) and not set(asked) & set(rounds[0])
    assert hashes(tmp_path / "site") == hashes(site)


def test_a_link_that_leads_nowhere_is_told_with_its_page(
    made_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run does not count as done."""
    walk = Walker.walk

    def with_a_broken_link(self: Walker, addresses: list[str]) -> Batch:
        found = walk(self, addresses)
        written = [
            Written(one.address, one.file, one.digest, one.is_written, (*one.links, "/nowhere/at-all"))
            if one.address == "/method"
            else one
            for one in found.written
        ]
        return Batch(written, found.reads)

    monkeypatch.setattr(Walker, "walk", with_a_broken_link)
    with pytest.raises(CheckError, match=r"1 internal link\(s\) lead nowhere: /method → /nowhere/at-all"):
        publish(made_settings, tmp_path / "site", base_url=BASE)
    assert not (tmp_path / "site" / MANIFEST).exists()


def test_an_address_that_is_not_answered_stops_the_run(
    made_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that fails is never published as the page of its failure."""
    listed = gathering.page_addresses
    monkeypatch.setattr(gathering, "page_addresses", lambda served: [*listed(served), "/agency/none"])
    with pytest.raises(CheckError, match="/agency/none: the site answers 404"):
        publish(made_settings, tmp_path / "site", base_url=BASE, jobs=1)


def test_a_folder_that_holds_something_else_is_refused(made_settings: Settings, tmp_path: Path) -> None:
    """A mistyped folder is not filled with a site, nor a file taken for one."""
    (tmp_path / "thesis.odt").write_text("years of work")
    with pytest.raises(UsageError, match="holds something else"):
        publish(made_settings, tmp_path)
    with pytest.raises(UsageError, match="a file stands"):
        publish(made_settings, tmp_path / "thesis.odt")


def test_two_runs_into_one_folder_are_refused(made_settings: Settings, tmp_path: Path) -> None:
    """The second is told who publishes."""
    (tmp_path / "site").mkdir()
    lock = tmp_path / "site" / ".comity-publish.lock"
    with one_at_a_time(lock, "publishing"), pytest.raises(BusyError, match="publishing"):
        publish(made_settings, tmp_path / "site")


def test_a_disk_that_refuses_is_told(made_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is named, and the run can be taken up."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StorageError, match="the disk is full"):
        publish(made_settings, tmp_path / "site", base_url=BASE, jobs=1)


def test_the_command_says_what_it_did(made_settings: Settings, site: Path) -> None:
    """A table of counts; over a published folder it says that nothing was to do."""
    environ = {"COMITY_HOME": str(made_settings.home)}
    done = CliRunner().invoke(cli, ["publish", str(site), "--base-url", BASE, "--format", "csv"], env=environ)
    assert done.exit_code == 0, done.output
    assert re.search(r",\d+,0,0,0,true$", done.stdout.splitlines()[1])


@pytest.mark.parametrize(
    ("address", "path", "file"),
    [
        ("/", "/", "index.html"),
        ("/es/", "/es/", "es/index.html"),
        ("/place/us/va", "/place/us/va", "place/us/va/index.html"),
        ("/agreement/us-va-x-sheriff.1", "/agreement/us-va-x-sheriff.1", "agreement/us-va-x-sheriff.1/index.html"),
        ("/changes?state=VA&part=2", "/changes/state-va/part-2", "changes/state-va/part-2/index.html"),
        ("/changes?part=2&state=VA", "/changes/state-va/part-2", "changes/state-va/part-2/index.html"),
        ("/es/changes?state=va", "/es/changes/state-va", "es/changes/state-va/index.html"),
        ("/changes?part=1", "/changes/part-1", "changes/part-1/index.html"),
        ("/changes?page=1", "/changes", "changes/index.html"),
        ("/elections/2026?page=1", "/elections/2026", "elections/2026/index.html"),
        ("/elections/2026?state=va", "/elections/2026/state-va", "elections/2026/state-va/index.html"),
        ("/elections/2026?sort=unit", "/elections/2026", "elections/2026/index.html"),
        ("/changes?state=../../etc", "/changes", "changes/index.html"),
        ("/search?q=Fairfax", "/search", "search/index.html"),
        ("/api/v1/places/51059", "/api/v1/places/51059", "api/v1/places/51059.json"),
        ("/api/openapi.json", "/api/openapi.json", "api/openapi.json"),
        ("/data/agreement.csv", "/data/agreement.csv", "data/agreement.csv"),
        ("/data/SHA256SUMS", "/data/SHA256SUMS", "data/SHA256SUMS"),
        ("/data/", "/data/", "data/index.html"),
        ("/calendar/us/va.ics", "/calendar/us/va.ics", "calendar/us/va.ics"),
    ],
)
def test_every_address_has_its_file(address: str, path: str, file: str) -> None:
    """Pages are folders, so that every web server finds them; kept questions are paths."""
    assert (static_path(address), file_of(address)) == (path, file)


def test_a_question_with_more_than_is_kept_leads_to_the_page_itself() -> None:
    """Half a question would be another page than the one that was linked to."""
    assert asked_again("/elections/2026?state=va&deciding=1") == ""
    body, links = relinked(
        b'<a href="/elections/2026?state=va&amp;deciding=1#x">a</a><a href="/changes?state=va">b</a>'
    )
    assert body == b'<a href="/elections/2026#x">a</a><a href="/changes/state-va">b</a>'
    assert links == {"/elections/2026?state=va&deciding=1#x", "/changes?state=va"}


@given(st.text(min_size=1, max_size=60))
def test_no_question_leads_out_of_the_folder(value: str) -> None:
    """Whatever stands in a link, its file lies below the folder."""
    for address in (f"/changes?state={value}", f"/elections/2026?page={value}"):
        parts = Path(file_of(address)).parts
        assert ".." not in parts and not Path(file_of(address)).is_absolute() and parts[0] in ("changes", "elections")


def test_a_folder_with_nothing_new_is_left_without_the_framework(made_settings: Settings, site: Path) -> None:
    """To load it takes longer than to see that nothing is new."""
    run = (
        "import sys\nfrom pathlib import Path\nfrom comity.settings import Settings\n"
        "from comity.web.publishing import publish\n"
        "made = publish(Settings(Path(sys.argv[1])), Path(sys.argv[2]), base_url=sys.argv[3])\n"
        "print(made.is_unchanged, 'litestar' in sys.modules)"
    )
    arguments = [sys.executable, "-c", run, str(made_settings.home), str(site), BASE]
    told = subprocess.run(arguments, check=True, capture_output=True, text=True)
    assert told.stdout == "True False\n"
