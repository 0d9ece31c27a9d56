"""`comity doctor`: what is installed, what is known, how fresh, what failed, what to do."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import metadata

import click

from comity import __version__
from comity.cli.output import format_option, print_rows
from comity.errors import ComityError
from comity.settings import Settings, read_settings

COLUMNS = ("check", "state", "finding", "cure")
# ICE's lists came out on most working days in 2025; older than this, a reader should know.
STALE_DAYS = 14
LEAST_FREE = 200 * 1024 * 1024
NEEDED = ("click", "fastexcel", "icalendar", "jsonschema", "msgspec", "pyarrow", "python-dateutil", "rapidfuzz")

Finding = tuple[str, str, str, str]


@click.command()
@click.option("--today", help="The day to count freshness from; by default today.")
@format_option
def doctor(today: str | None, form: str | None) -> None:
    """Say what is installed, what is known, how fresh it is, what failed, and what to do.

    State is ok, mind (the record works; something is worth a look) or broken (exit code 7).

    Example: comity doctor
    """
    from comity.register.question import read_day

    day = date.fromisoformat(read_day(today, "--today")) if today else datetime.now(UTC).date()
    findings = list(examine(read_settings(), day))
    print_rows(COLUMNS, [dict(zip(COLUMNS, finding, strict=True)) for finding in findings], form)
    if any(state == "broken" for _, state, _, _ in findings):
        sys.exit(7)


def examine(settings: Settings, today: date) -> Iterator[Finding]:
    """Yield what a look at the installation and the record finds."""
    yield "program", "ok", f"comity {__version__} on Python {platform.python_version()}", ""
    yield from _libraries()
    yield from _gazetteer()
    yield from _browser_files(settings)
    yield _home(settings)
    yield from _ledger(settings)
    yield from _release(settings, today)
    yield from _watch(settings)


def _libraries() -> Iterator[Finding]:
    missing = []
    for name in NEEDED:
        try:
            metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        yield "libraries", "broken", f"missing: {', '.join(missing)}", "run `make run`, or install the package again"
    else:
        yield "libraries", "ok", f"{len(NEEDED)} of {len(NEEDED)} installed", ""


def _gazetteer() -> Iterator[Finding]:
    from comity.places import load_gazetteer

    try:
        states = len(load_gazetteer().state_codes)
        yield "gazetteer", "ok", f"{states} states and territories", ""
    except ComityError as error:
        yield "gazetteer", "broken", error.problem, error.cure


def _browser_files(settings: Settings) -> Iterator[Finding]:
    """Say whether what a browser loads was built, and with which shapes the map is drawn."""
    from comity.web.assets import MISSING, assets
    from comity.web.atlas.geometry import find_geometry, parse_geometry

    built, shapes = assets(), find_geometry(settings.home)
    if not built.is_built or shapes is None:
        yield "map", "mind", "the scripts and the map's shapes were not built; the pages work without them", MISSING
        return
    try:
        edition = parse_geometry(shapes).edition
    except ComityError as error:
        yield "map", "broken", f"{error.where}: {error.problem}", error.cure
        return
    yield "map", "ok", f"{len(built.names())} files for browsers; shapes: {edition}", ""


def _home(settings: Settings) -> Finding:
    home = settings.home
    if not home.exists():
        return "data folder", "mind", f"{home} does not exist yet", "it is made at the first `comity add`"
    if not os.access(home, os.W_OK):
        return "data folder", "mind", f"{home} cannot be written", "questions work; to add, make it writable"
    free = shutil.disk_usage(home).free
    if free < LEAST_FREE:
        return "data folder", "mind", f"{home}: {free // 1024 // 1024} MB free", "make room before adding"
    return "data folder", "ok", f"{home}: {free // 1024**3} GB free", ""


def _ledger(settings: Settings) -> Iterator[Finding]:
    if not settings.ledger.exists():
        yield "ledger", "mind", "no lists of your own were added", "add some: `comity add ice-287g FILE…`"
        return
    from comity.archive import Archive
    from comity.ledger import Ledger

    try:
        with Ledger(settings.ledger, read_only=True) as ledger:
            lists, runs = ledger.lists(), ledger.runs(1)
    except ComityError as error:
        yield "ledger", "broken", error.problem, error.cure
        return
    unreadable = [stored.name for stored in lists if stored.error]
    yield "ledger", "ok", f"{len(lists)} lists", ""
    if unreadable:
        found = f"{len(unreadable)} could not be read, such as {unreadable[0]}"
        yield "unreadable lists", "mind", found, "see `comity publications --verdict unreadable`"
    archive = Archive(settings.archive)
    absent = [stored.name for stored in lists if not archive.has(stored.publication_id)]
    if absent:
        yield "archive", "mind", f"{len(absent)} lists are known without their bytes", "add the files to verify them"
    else:
        yield "archive", "ok", "holds the bytes of every list; `comity archive check` verifies them", ""
    if runs and not runs[0].outcome:
        yield "last run", "mind", f"`{runs[0].command}` of {runs[0].started_at} did not end", "run it again"


def _release(settings: Settings, today: date) -> Iterator[Finding]:
    from comity.register import ask
    from comity.register.ask import newest_list
    from comity.release.current import check_release, current_release
    from comity.release.opening import answering_settings, is_starter, open_release

    try:
        kind = "the starter record of the package" if is_starter(settings) else "your own lists"
        with open_release(settings) as release:
            newest = newest_list(release)
            issues = ask.select(release, "SELECT code, count(*) AS n FROM issue GROUP BY code ORDER BY n DESC")
        current = current_release(answering_settings(settings))
    except ComityError as error:
        yield "release", "broken", error.problem, error.cure
        return
    assert current is not None
    faults = check_release(current.folder)
    if faults:
        yield "release", "broken", faults[0], "run `comity build` to make it again"
    else:
        yield "release", "ok", f"{current.release_id} from {kind}; every file matches its hash", ""
    yield _freshness(newest, today)
    told = ", ".join(f"{row['n']} {row['code'].replace('_', ' ')}" for row in issues[:4]) or "none"
    yield "issues", "mind" if issues else "ok", told, "see `comity issues`" if issues else ""


def _freshness(newest: str, today: date) -> Finding:
    if not newest:
        return "freshness", "mind", "no usable participating list is held", "add some: `comity add ice-287g FILE…`"
    days = (today - date.fromisoformat(newest)).days
    found = f"the newest participating list is of {newest}, {days} days ago"
    if days > STALE_DAYS:
        return "freshness", "mind", found, "add newer lists with `comity add ice-287g FILE…`"
    return "freshness", "ok", found, ""


def _watch(settings: Settings) -> Iterator[Finding]:
    """Say how the last unattended run ended; nothing where none ever ran."""
    from comity.watch.status import read_status

    status = read_status(settings.watch)
    if status is None:
        return
    if status.outcome == "running":
        yield "watch", "mind", f"the run of {status.started_at} has not ended", "look at its log; run `comity watch`"
    elif status.outcome == "ok":
        yield "watch", "ok", f"the run of {status.started_at} went well", ""
    else:
        words = status.findings[0].message if status.findings else status.outcome
        yield "watch", "mind", f"the run of {status.started_at}: {words}", "docs/watch.md says what can be done"
