"""docs/watch.md names every field, outcome, finding and key, and its examples are ones that a machine takes."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import click
import msgspec
import pytest

from comity.archive.answers import FetchOutcome
from comity.cli.watching import watch
from comity.sources.watched import Watched, WatchedDocuments, WatchedFile, WatchedLink, override_watched
from comity.watch.findings import GRAVE, FindingCode
from comity.watch.metrics import metrics_text
from comity.watch.plan import Plan
from comity.watch.stages import STAGES
from comity.watch.state import Blocked
from comity.watch.status import Status, StepReport
from comity.watch.updating import WATCHED

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "watch.md").read_text("utf-8")


def examples(language: str) -> list[str]:
    """Return the page's examples in a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("record", [Status, Blocked, StepReport, Watched, WatchedLink, WatchedFile, WatchedDocuments])
def test_every_field_stands_on_the_page(record: type[msgspec.Struct]) -> None:
    """Of the status file and of what is watched."""
    for field in msgspec.structs.fields(record):
        assert f"`{field.name}`" in PAGE, field.name


def test_every_word_stands_on_the_page() -> None:
    """Outcomes of fetching, findings, steps, and the numbers."""
    words = [*FetchOutcome, *FindingCode, *STAGES, "running", "ok", "findings", "blocked", "failed"]
    status = Status(1, "2025-07-01T06:00:00Z", "2025-07-01T06:00:05Z", 1, "2025-07-01", "ok", 0, as_of="2025-07-01")
    words += re.findall(r"# TYPE (\w+)", metrics_text(status, {}))
    for word in words:
        assert f"`{word}`" in PAGE, word


def test_what_is_grave_is_as_the_page_says() -> None:
    """All but three kinds of finding make the exit code 6."""
    assert {*FetchOutcome, *FindingCode} - GRAVE == {"fetched", "not_modified", "unknown_file", "moved", "waiting"}


def test_the_example_of_a_sources_own_file_is_one() -> None:
    """It replaces what it names."""
    (example,) = examples("toml")
    changed = override_watched(WATCHED["ice-287g"](), example.encode(), "x")
    assert changed.pages == tuple(tomllib.loads(example)["pages"])


def commands() -> list[list[str]]:
    """Return every `comity watch …` of the page as words, without what stands around it."""
    found = re.findall(r"comity watch(?: [^\n`>|]*)?", "\n".join(re.findall(r"```\w+\n.*?```", PAGE, re.DOTALL)))
    return [shlex.split(line.partition(" >")[0]) for line in found]


def test_every_command_of_the_page_is_understood() -> None:
    """With options that exist."""
    assert len(commands()) == 4
    for words in commands():
        with watch.make_context("watch", words[2:], resilient_parsing=False) as context:
            assert isinstance(context, click.Context)
    assert set(Plan.__struct_fields__) >= {"today", "only_due", "publish_to", "subscriptions"}


def test_the_line_for_cron_has_five_fields_and_one_line() -> None:
    """cron knows no continuation, and takes `%` for an end of line."""
    (example,) = examples("cron")
    fields = example.strip().split()
    assert all(re.fullmatch(r"[\d*/,-]+", field) for field in fields[:5]) and "=" in fields[5]
    assert example.count("\n") == 1 and "%" not in example


def test_the_units_for_systemd_are_taken(tmp_path: Path) -> None:
    """Their sections and keys are whole; where systemd is at hand, it verifies them."""
    service, timer = examples("ini")
    for text, sections in ((service, {"Unit", "Service"}), (timer, {"Unit", "Timer", "Install"})):
        parser = configparser.ConfigParser(interpolation=None)
        parser.optionxform = str  # type: ignore[assignment,method-assign]
        parser.read_string(text)
        assert set(parser.sections()) == sections
    program = shutil.which("systemd-analyze")
    if program is None:
        return
    (tmp_path / "comity.service").write_text(service.replace("/usr/local/bin/comity", "/bin/true"))
    (tmp_path / "comity.timer").write_text(timer)
    done = subprocess.run(
        [program, "verify", str(tmp_path / "comity.timer")], capture_output=True, text=True, check=False, timeout=60
    )
    assert "comity" not in done.stderr, done.stderr


def test_the_schedule_for_ci_runs_the_command() -> None:
    """On a schedule, one at a time, with a data folder and a contact."""
    (example,) = examples("yaml")
    assert re.search(r'- cron: "[\d*/]+ [\d*/]+ \* \* \*"', example)
    assert "concurrency:" in example and "COMITY_HOME:" in example and "COMITY_CONTACT:" in example
    assert "\t" not in example
