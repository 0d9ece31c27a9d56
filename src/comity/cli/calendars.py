"""`comity calendar`: the days of a state's contests, for people, pipes and calendar programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import click

from comity.cli.elections import find_contests, find_county, office_option
from comity.cli.output import Row, print_rows
from comity.cli.questions import check_state
from comity.elections import Contest, StageDate
from comity.places import load_gazetteer
from comity.register.ask import newest_list
from comity.register.calendars import WORDS, calendar_bytes, days_of, event_bytes
from comity.release.opening import open_release
from comity.settings import read_settings

if TYPE_CHECKING:
    pass

COLUMNS = (
    "on", "stage", "office", "local_title", "unit_id", "unit", "kind", "year", "standing", "condition", "rule_id",
    "citation",
)  # fmt: skip


@click.command("calendar")
@click.option("--state", required=True, help="The state: postal code or name.")
@click.option("--year", type=int, required=True, help="The year of the general election.")
@office_option
@click.option("--county", help="Only contests in which this county votes: its name or its GEOID.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "ics"]),
    default=None,
    help="A table (the default on a terminal), CSV (the default in a pipe), JSON, or iCalendar.",
)
def show_calendar(state: str, year: int, office: str | None, county: str | None, form: str | None) -> None:
    """Show the days of a state's contests in an election year: filing, primary, general election, runoffs.

    As iCalendar (RFC 5545) it can be imported or subscribed to: a day that is projected is tentative, one that is
    scheduled or held is confirmed, and each event says by which rule. There are no alarms.

    Example: comity calendar --state VA --year 2027 --office sheriff --format ics > virginia-2027.ics
    """
    code = check_state(state)
    contests = find_contests(year, code, office, find_county(county, state))
    if form == "ics":
        name = f"{load_gazetteer().state_name(code)}: elections of {year}"
        stamped_on = release_day()
        write_bytes(calendar_bytes([event_bytes(day, stamped_on) for day in days_of(contests)], name))
        return
    if (form or ("table" if sys.stdout.isatty() else "csv")) == "table":
        print_rows(GROUPED, grouped(contests), "table", empty=f"No contest in {year}.")
        return
    print_rows(COLUMNS, calendar_rows(contests), form, empty=f"No contest in {year}.")


def calendar_rows(contests: Iterable[Contest]) -> list[Row]:
    """Return a row for every dated stage of every contest, by day."""
    rows = [_row(contest, stage) for contest in contests for stage in contest.stages]
    return sorted(rows, key=lambda row: (row["on"], list(WORDS).index(row["stage"]), row["office"], row["unit_id"]))


def _row(contest: Contest, stage: StageDate) -> Row:
    return {
        "on": stage.on.isoformat(),
        "stage": stage.stage,
        "office": contest.office,
        "local_title": contest.local_title,
        "unit_id": contest.unit_id,
        "unit": contest.unit,
        "kind": contest.kind,
        "year": contest.year,
        "standing": stage.standing,
        "condition": stage.condition,
        "rule_id": stage.rule_id,
        "citation": stage.citation.section,
    }


GROUPED = ("on", "stage", "local_title", "kind", "units", "standing", "condition", "citation")


def grouped(contests: Iterable[Contest]) -> list[Row]:
    """Return the rows for people: a line for what falls on one day by one rule, with the number of units."""
    found: dict[tuple[object, ...], dict[str, object]] = {}
    for row in calendar_rows(contests):
        key = tuple(row[name] for name in GROUPED if name != "units")
        line = found.setdefault(key, {name: row.get(name) for name in GROUPED} | {"units": 0, "unit": row["unit"]})
        line["units"] = int(str(line["units"])) + 1
    return [line | {"units": line["unit"] if line["units"] == 1 else line["units"]} for line in found.values()]


def release_day() -> date:
    """Return the day of the release: that of its newest list, by which a calendar is stamped, never the clock's."""
    with open_release(read_settings()) as release:
        newest = newest_list(release)
    return date.fromisoformat(newest) if newest else date(1970, 1, 1)


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are: iCalendar's line ends are not the system's."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
