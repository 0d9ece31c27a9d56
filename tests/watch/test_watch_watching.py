"""The unattended run: what it does on a day with news, without news, with doubts; and what it tells of itself."""

from __future__ import annotations

import inspect
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from comity.errors import BusyError, StorageError, TellingError
from comity.ledger import Ledger
from comity.release import current_release
from comity.settings import Settings
from comity.watch import stages
from comity.watch.metrics import metrics_text
from comity.watch.plan import Plan
from comity.watch.running import watch_lock
from comity.watch.state import read_state
from comity.watch.status import Status, read_status
from comity.watch.visit import is_due
from comity.watch.watching import watch
from tests.cli.running import Comity
from tests.watch.publisher import Reply
from tests.watch.site import COUNTIES, LANDING, Site, sheriffs


def outcomes(status: Status) -> dict[str, str]:
    """Return how each step ended."""
    return {step.step: step.outcome for step in status.steps}


def release_id(site: Site) -> str:
    """Return the release in place, or ""."""
    current = current_release(site.settings)
    return current.release_id if current else ""


def lose(site: Site) -> Status:
    """Let 25 of 40 sheriffs leave the list, and two later lists confirm it; return what the last run says."""
    site.watch()
    left = COUNTIES[15:]
    for day in ("2025-07-02", "2025-07-07", "2025-07-12"):
        site.go_to(day)
        name = f"participatingAgencies{day[5:7]}{day[8:]}2025am_xlsx"
        site.show(**{name: sheriffs(without=left)})
        status = site.watch()
    return status


def test_a_day_with_news(site: Site) -> None:
    """The list is fetched, the release built and checked; the status file and the numbers say so."""
    status = site.watch()
    assert (status.outcome, status.exit_code) == ("ok", 0)
    assert outcomes(status) == {
        "update": "done",
        "build": "done",
        "check": "done",
        "publish": "skipped",
        "tell": "skipped",
    }
    assert (status.release_id, status.as_of, status.as_of_days) == (release_id(site), "2025-07-01", 0)
    assert status.good_at == status.new_at == status.finished_at == "2025-07-01T06:00:00Z"
    assert read_status(site.settings.watch) == status
    numbers = (site.settings.watch / "comity.prom").read_text("utf-8")
    assert 'comity_watch_outcome{outcome="ok"} 1\n' in numbers
    assert 'comity_fetches_total{source="ice-287g",role="list",outcome="fetched"} 1\n' in numbers


def test_a_day_with_nothing_new_builds_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the rules nor the record are so much as read; what stands is checked, and the run is good."""
    before = site.watch()
    site.go_to("2025-07-02")
    monkeypatch.setattr("comity.release.build.build", None)
    status = site.watch()
    assert outcomes(status)["update"] == outcomes(status)["build"] == "nothing_new"
    assert (status.outcome, status.as_of_days, status.release_id) == ("ok", 1, before.release_id)
    assert (status.new_at, status.good_at) == (before.new_at, "2025-07-02T06:00:00Z")


def test_what_a_person_adds_between_is_built(site: Site) -> None:
    """A decision, or a list added by hand, is news like a fetched one."""
    site.watch()
    site.go_to("2025-07-02")
    with Ledger(site.settings.ledger) as ledger:
        (stored,) = ledger.lists()
    from comity.release.intake import take_in

    path = site.home / "participatingAgencies07022025am.xlsx"
    path.write_bytes(sheriffs(39))
    take_in(site.settings, "ice-287g", [path], added_at="2025-07-02T05:00:00Z")
    assert outcomes(site.watch())["build"] == "done"
    assert stored.name != path.name


def test_a_publisher_that_cannot_be_read_is_told_and_the_record_stands(site: Site) -> None:
    """The run ends with exit code 6; the release stays; the last good run is remembered."""
    good = site.watch()
    site.go_to("2025-07-02")
    site.server.routes[LANDING] = Reply(b"no", 403)
    status = site.watch()
    assert (status.outcome, status.exit_code) == ("findings", 6)
    assert (status.release_id, status.good_at) == (good.release_id, good.finished_at)
    (finding,) = status.findings
    assert (finding.code, finding.source, finding.role) == ("refused", "ice-287g", "page")


def test_silence_for_weeks_is_told(site: Site) -> None:
    """A page that answers each day with the same old list does not make a good run for ever."""
    site.watch()
    site.go_to("2025-07-22")
    assert site.watch().exit_code == 0
    site.go_to("2025-07-23")
    status = site.watch()
    assert (status.exit_code, [finding.code for finding in status.findings]) == (6, ["stale"])
    assert status.as_of_days == 22


def test_a_list_that_loses_many_rows_is_doubted_and_changes_nothing(site: Site) -> None:
    """The release does not believe it, and the run says so."""
    site.watch()
    site.go_to("2025-07-02")
    site.show(participatingAgencies07022025am_xlsx=sheriffs(without=COUNTIES[15:]))
    status = site.watch()
    assert (status.exit_code, [finding.code for finding in status.findings]) == (6, ["doubted_list"])
    assert status.as_of == "2025-07-01"


# Releases that are held back


def test_a_release_that_falls_outside_is_held_back(site: Site) -> None:
    """Even where lists confirm it: 25 departures at once are for a person to look at; the last good release stays."""
    first = site.watch().release_id
    status = lose(site)
    assert (status.outcome, status.exit_code) == ("blocked", 10)
    assert status.blocked is not None
    (reason,) = [reason for reason in status.blocked.reasons if "agreements" in reason]
    assert reason == "25 of 40 agreements that were listed are no longer"
    assert status.release_id != status.blocked.release_id
    assert first != status.release_id or status.as_of == "2025-07-01"
    assert "comity_release_blocked 1\n" in (site.settings.watch / "comity.prom").read_text("utf-8")


def test_what_is_held_back_stays_so_and_since_when(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same day nothing is built again; the next day it is judged anew; since when does not move."""
    held = lose(site).blocked
    with monkeypatch.context() as patch:
        patch.setattr("comity.release.build.build", None)
        again = site.watch()
    assert (again.outcome, again.blocked) == ("blocked", held)
    site.go_to("2025-07-13")
    later = site.watch()
    assert held is not None and later.blocked == held


def test_a_recorded_acceptance_lets_that_release_through(site: Site, comity: Comity) -> None:
    """With a reason and a name, for that release alone; the ledger keeps who, when and why."""
    blocked = lose(site).blocked
    assert blocked is not None
    said = comity("release", "diff", "--today", "2025-07-12")
    assert said.code == 10 and "25 of 40 agreements" in said.err
    assert said.rows[0]["change"] == "outside"
    unlisted = [row for row in said.rows if row["kind"] == "event" and row["detail"].startswith("unlisted")]
    assert len(unlisted) == 25
    assert comity("release", "diff", "--accept", "they left").code == 2
    said = comity("release", "diff", "--accept", "ICE confirmed it", "--by", "A. Reader", "--format", "json")
    assert (said.code, said.json["is_accepted"], said.json["release_id"]) == (0, False, blocked.release_id)
    with Ledger(site.settings.ledger) as ledger:
        (acceptance,) = ledger.acceptances()
    assert (acceptance.release_id, acceptance.reason, acceptance.decided_by) == (
        blocked.release_id,
        "ICE confirmed it",
        "A. Reader",
    )
    assert any("25 of 40" in finding for finding in acceptance.findings)
    status = site.watch()
    assert (status.outcome, status.blocked, status.release_id) == ("ok", None, blocked.release_id)
    said = comity("release", "diff")
    assert (said.code, said.rows) == (0, [])
    assert comity("release", "diff", "--accept", "again", "--by", "A. Reader").code == 2


def test_an_acceptance_holds_for_no_other_release(site: Site, comity: Comity) -> None:
    """Where another list comes after the decision, the release is another one, and is held back again."""
    lose(site)
    assert comity("release", "diff", "--accept", "ICE confirmed it", "--by", "A. Reader").code == 0
    site.go_to("2025-07-13")
    site.show(participatingAgencies07132025am_xlsx=sheriffs(without=COUNTIES[14:]))
    assert site.watch().exit_code == 10
    assert comity("build").code == 10


# Steps of other parts


class Parts:
    """Stands in for the parts that publish and tell, and notes how it is called."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.fails = False
        self.error: TellingError | None = None

    def publish(self, settings: Settings, folder: Path, base_url: str) -> dict[str, int]:
        """Write a page."""
        self.calls.append(("publish", folder, base_url) if base_url else ("publish", folder))
        if self.fails:
            raise StorageError("the disk is full", where=str(folder), cure="free some space")
        folder.mkdir(exist_ok=True)
        return {"pages": 3}

    def tell(
        self, settings: Settings, subscriptions: Path, now: datetime
    ) -> tuple[dict[str, int], TellingError | None]:
        """Tell nobody."""
        self.calls.append(("tell", subscriptions, now.date().isoformat()))
        return {"messages": 1}, self.error


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> Parts:
    """Return stand-ins in the place of the parts that publish and tell."""
    made = Parts()
    monkeypatch.setattr(stages, "publish_pages", made.publish)
    monkeypatch.setattr(stages, "tell_subscribers", made.tell)
    return made


def test_pages_are_published_when_the_release_is_another(site: Site, parts: Parts, tmp_path: Path) -> None:
    """Once for each release and folder; subscribers are told in every run, for what is due comes with the days."""
    plan = {"publish_to": tmp_path / "pages", "subscriptions": tmp_path / "subscriptions.toml"}
    status = site.watch(**plan)
    assert outcomes(status)["publish"] == outcomes(status)["tell"] == "done"
    assert next(step.counts for step in status.steps if step.step == "publish") == {"pages": 3}
    site.go_to("2025-07-02")
    assert outcomes(site.watch(**plan))["publish"] == "nothing_new"
    assert [call[0] for call in parts.calls] == ["publish", "tell", "tell"]
    assert parts.calls[-1] == ("tell", tmp_path / "subscriptions.toml", "2025-07-02")
    (tmp_path / "pages").rmdir()
    assert outcomes(site.watch(**plan))["publish"] == "done"


def test_a_step_that_fails_is_told_does_not_stop_the_others_and_is_done_next_time(
    site: Site, parts: Parts, tmp_path: Path
) -> None:
    """The exit code is that of its error; the next run publishes what this one could not."""
    plan = {"publish_to": tmp_path / "pages", "subscriptions": tmp_path / "subscriptions.toml"}
    parts.fails = True
    status = site.watch(**plan)
    assert (status.outcome, status.exit_code) == ("failed", 9)
    assert outcomes(status)["publish"] == "failed" and outcomes(status)["tell"] == "done"
    parts.fails = False
    assert outcomes(site.watch(**plan))["publish"] == "done"


def test_a_channel_that_fails_is_told(site: Site, parts: Parts, tmp_path: Path) -> None:
    """What could not go out gives the exit code of its error; the release is in place all the same."""
    parts.error = TellingError("1 message(s) did not go out, first: no mail server")
    status = site.watch(subscriptions=tmp_path / "subscriptions.toml")
    assert (status.outcome, status.exit_code, outcomes(status)["tell"]) == ("failed", 12, "failed")
    assert status.findings[-1].message == str(parts.error) and status.release_id


def test_the_publisher_of_pages_is_called_as_it_is_written(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the settings and the folder; what it reports is counted."""
    from comity.web import publishing

    real, calls = inspect.signature(publishing.publish), []

    def publish(*given: Any, **named: Any) -> publishing.PublishReport:
        calls.append(real.bind(*given, **named).arguments)
        return publishing.PublishReport("0" * 16, 7, 5, 1, 0)

    monkeypatch.setattr(publishing, "publish", publish)
    status = site.watch(publish_to=tmp_path / "pages", base_url="https://comity.example")
    assert calls == [{"settings": site.settings, "folder": tmp_path / "pages", "base_url": "https://comity.example"}]
    assert status.steps[3].counts == {"files": 7, "written": 5, "removed": 1}


def test_real_subscribers_are_met_and_told(site: Site) -> None:
    """The teller itself: a subscriber is met with the first release, and a channel that is not there is told."""
    asked = site.home / "subscriptions.toml"
    asked.write_text(
        '[[subscription]]\nid = "desk"\nstates = ["FL"]\n'
        'channel = { kind = "webhook", url = "https://127.0.0.1:9/hook", secret_env = "COMITY_NO_SUCH_SECRET" }\n',
        "utf-8",
    )
    first = site.watch()
    assert (first.exit_code, first.steps[4].outcome, first.steps[4].counts["met"]) == (0, "nothing_new", 1)
    site.go_to("2025-07-02")
    site.show(participatingAgencies07022025am_xlsx=sheriffs(39))
    site.watch()
    site.go_to("2025-07-03")
    site.show(participatingAgencies07032025am_xlsx=sheriffs())
    asked.write_text("[[subscription", "utf-8")
    wrong = site.watch()
    assert wrong.steps[4].outcome == "failed" and wrong.exit_code != 0
    assert "subscriptions.toml" in wrong.steps[4].message


# One at a time, and after a fault


def test_two_runs_never_run_together(site: Site) -> None:
    """The second is told who is at work, and touches nothing."""
    with watch_lock(site.settings), pytest.raises(BusyError, match="is updating or watching"):
        site.watch()
    assert read_status(site.settings.watch) is None


def test_a_run_that_did_not_end_is_told_by_the_next(site: Site) -> None:
    """Its status stays `running`; the next run says so in its log and goes on."""
    lines: list[str] = []

    class Journal:
        """Keeps what is said."""

        def info(self, event: str, **_: Any) -> None:
            lines.append(event)

        def warning(self, event: str, **_: Any) -> None:
            lines.append(event)

    site.watch()
    path = site.settings.watch / "status.json"
    path.write_text(path.read_text("utf-8").replace('"outcome": "ok"', '"outcome": "running"'), "utf-8")
    status = watch(site.settings, Plan(site.today), journal=Journal(), manners=site_manners(), clock=site.clock)
    assert (status.exit_code, lines[0], lines[-1]) == (0, "unfinished", "end")


def site_manners() -> Any:
    """Return manners for the site."""
    from tests.watch.publisher import manners

    return manners(pause_seconds=0.0)


def test_a_fault_of_the_program_is_told_before_it_goes_its_way(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody foresaw ends the run, and the status says that it failed."""

    def fault(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("comity.watch.watching.STAGES", {"update": fault})
    with pytest.raises(ZeroDivisionError):
        site.watch()
    status = read_status(site.settings.watch)
    assert status is not None and (status.outcome, status.exit_code) == ("failed", 1)


def test_a_plan_that_cannot_be_followed_is_a_step_that_failed(site: Site) -> None:
    """An unknown source gives the exit code of a question not understood."""
    status = site.watch(sources=("ice",))
    assert (status.outcome, status.exit_code) == ("failed", 2)
    assert "to watch" in status.steps[0].message


def test_spoilt_files_of_its_own_are_written_anew(site: Site) -> None:
    """Status and state may be thrown away or damaged: everything is looked at again."""
    site.watch()
    for name in ("status.json", "state.json"):
        (site.settings.watch / name).write_bytes(b"{spoilt")
    assert read_status(site.settings.watch) is None and read_state(site.settings.watch).built_from == ""
    status = site.watch()
    assert (status.exit_code, outcomes(status)["build"]) == (0, "nothing_new")


def test_a_damaged_release_is_told_and_built_again(site: Site) -> None:
    """The check names the file; the next run puts it right."""
    site.watch()
    current = current_release(site.settings)
    assert current is not None
    path = current.folder / "agreement.csv"
    path.chmod(0o644)
    path.write_text("damaged")
    status = site.watch()
    assert (status.outcome, status.exit_code) == ("failed", 7)
    assert "agreement.csv" in status.findings[-1].message
    assert site.watch().exit_code == 0


def test_nothing_to_build_from(site: Site) -> None:
    """A publisher that shows nothing yet leaves a record without a release, and no error of the program."""
    site.server.routes[LANDING] = Reply(b"no", 403)
    status = site.watch()
    assert (status.exit_code, outcomes(status)["build"], status.release_id) == (6, "skipped", "")


def test_a_publisher_is_asked_when_its_time_has_come(site: Site) -> None:
    """With `only_due` an hourly timer asks every six hours."""
    assert outcomes(site.watch(only_due=True))["update"] == "done"
    site.clock.moment += timedelta(hours=3)
    asked = len(site.server.seen)
    assert outcomes(site.watch(only_due=True))["update"] == "not_due"
    assert len(site.server.seen) == asked
    site.clock.moment += timedelta(hours=3, minutes=-2)
    assert outcomes(site.watch(only_due=True))["update"] == "nothing_new"


@pytest.mark.parametrize(
    ("last", "due"),
    [("", True), ("2025-07-01T00:00:00Z", True), ("2025-07-01T00:06:00Z", False), ("2025-07-02T06:00:00Z", True)],
)
def test_what_is_due(last: str, due: bool) -> None:
    """Never asked, long enough ago, not long enough, and a clock that went back."""
    assert is_due(last, 6, "2025-07-01T06:00:00Z") == due


# What it tells


@pytest.fixture
def comity(site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Comity:
    """Return the command line over the site's data folder."""
    monkeypatch.setenv("COMITY_CONTACT", "desk@example.org")
    monkeypatch.setenv("COMITY_TEST_LOOPBACK", "1")
    return Comity(site.home, monkeypatch, capsys)


def test_the_command_writes_a_line_of_json_for_each_step(site: Site, comity: Comity) -> None:
    """And a table of the steps; the exit code is the run's."""
    said = comity("watch", "--today", "2025-07-01", "--documents", "0")
    assert said.code == 0, said.err
    assert said.header == "step,outcome,seconds,message"
    lines = [json.loads(line) for line in said.err.splitlines()]
    assert [line["event"] for line in lines] == ["update", "build", "check", "publish", "tell", "end"]
    assert all({"at", "level", "outcome"} <= line.keys() for line in lines)
    site.server.routes[LANDING] = Reply(b"no", 403)
    said = comity("watch", "--today", "2025-07-01", "--documents", "0")
    lines = [json.loads(line) for line in said.err.splitlines()]
    assert (said.code, [line["code"] for line in lines if line["event"] == "finding"]) == (6, ["refused"])
    assert [line["level"] for line in lines if line["event"] in ("finding", "end")] == ["warning", "warning"]


def test_the_command_without_a_contact_asks_nobody(site: Site, comity: Comity, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says how to name one."""
    monkeypatch.setenv("COMITY_CONTACT", "")
    said = comity("watch")
    assert said.code == 2 and "COMITY_CONTACT" in said.err
    assert site.server.seen == []


def test_the_update_command_tells_lists_and_findings(site: Site, comity: Comity) -> None:
    """What came and what could not be had stand in one table; the exit code is 6 where something grave is in it."""
    said = comity("update", "ice-287g", "--documents", "0")
    assert (said.code, [row["outcome"] for row in said.rows]) == (0, ["new"])
    assert "2 request(s), 1 list(s)" in said.err
    site.server.routes[LANDING] = Reply(b"no", 403)
    said = comity("update", "--documents", "0")
    assert (said.code, [row["outcome"] for row in said.rows]) == (6, ["refused"])


def test_the_doctor_tells_how_the_last_run_ended(site: Site, comity: Comity) -> None:
    """Well, with a fault, not at all, or never."""

    def told() -> list[tuple[str, str]]:
        rows = comity("doctor", "--today", "2025-07-01").rows
        return [(row["state"], row["finding"]) for row in rows if row["check"] == "watch"]

    assert told() == []
    site.watch()
    assert told() == [("ok", "the run of 2025-07-01T06:00:00Z went well")]
    site.server.routes[LANDING] = Reply(b"no", 403)
    site.watch()
    assert told() == [("mind", "the run of 2025-07-01T06:00:00Z: the server answered 403")]
    path = site.settings.watch / "status.json"
    path.write_text(path.read_text("utf-8").replace('"outcome": "findings"', '"outcome": "running"'), "utf-8")
    assert told()[0][0] == "mind" and "has not ended" in told()[0][1]


def test_the_numbers_are_in_prometheus_format() -> None:
    """Each family has its help and type, each sample its shape; odd labels are escaped."""
    status = Status(1, "2025-07-01T06:00:00Z", "2025-07-01T06:00:05Z", 1, "2025-07-01", "ok", 0, as_of="2025-07-01")
    text = metrics_text(status, {('i"ce\n', "list", "fetched"): 3})
    sample = re.compile(r'[a-z_]+(\{([a-z_]+="([^"\\\n]|\\.)*",?)+\})? -?\d+(\.\d+)?')
    families = set()
    for line in text.splitlines():
        if line.startswith("# "):
            families.add(line.split()[2])
        else:
            assert sample.fullmatch(line), line
            assert re.split(r"[{ ]", line)[0] in families
    assert len(families) == 8 and text.endswith("\n")
    assert r'source="i\"ce\n"' in text
