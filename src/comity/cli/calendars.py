"""`comity calendar`: the days of a state's contests, for people, pipes and calendar programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import click

from comity import __version__
from comity.cli.elections import find_contests, find_county, office_option
from comity.cli.output import Row, print_rows
from comity.cli.questions import check_state
from comity.elections import Contest, StageDate
from comity.places import load_gazetteer
from comity.register.ask import newest_list
from comity.register.law_tables import contest_ids
from comity.release.opening import open_release
from comity.settings import read_settings

if TYPE_CHECKING:
    from icalendar import Calendar, Event

COLUMNS = (
    "on", "stage", "office", "local_title", "unit_id", "unit", "kind", "year", "standing", "condition", "rule_id",
    "citation",
)  # fmt: skip
WORDS = {
    "filing_opens": "filing opens",
    "filing_deadline": "last day to file",
    "primary": "primary",
    "primary_runoff": "primary runoff",
    "general": "general election",
    "general_runoff": "general runoff",
}
STANDINGS = {
    "projected": "Projected from the law; no official notice of it is recorded here.",
    "scheduled": "Scheduled by an official notice.",
    "held": "Held.",
}


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
        write_bytes(make_calendar(contests, release_day(), name).to_ical())
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


def make_calendar(contests: Sequence[Contest], stamped_on: date, name: str) -> Calendar:
    """Return the contests' days as one iCalendar object, the same bytes for the same release."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//Comity//comity {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for event in make_events(contests, datetime.combine(stamped_on, time(), UTC)):
        calendar.add_component(event)
    return calendar


def make_events(contests: Iterable[Contest], stamp: datetime) -> Iterator[Event]:
    """Yield an all-day event for every dated stage, by day.

    Its id is made of unit, title, election year and stage, and stays the same when the day is moved.
    """
    from icalendar import Event

    dated = [
        (stage.on, f"{contest_id}.{stage.stage}@comity", contest, stage)
        for contest_id, contest in contest_ids(contests)
        for stage in contest.stages
    ]
    for on, uid, contest, stage in sorted(dated, key=lambda item: (item[0], item[1])):
        event = Event()
        event.add("uid", uid)
        event.add("dtstamp", stamp)
        event.add("dtstart", on)
        event.add("dtend", on + timedelta(days=1))
        event.add(
            "summary", f"{WORDS[stage.stage].capitalize()}: {contest.local_title}, {contest.unit} ({stage.standing})"
        )
        event.add("description", describe(contest, stage))
        event.add("categories", [contest.office, stage.stage])
        event.add("status", "TENTATIVE" if stage.standing == "projected" else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        if stage.citation.url:
            event.add("url", stage.citation.url)
        yield event


def describe(contest: Contest, stage: StageDate) -> str:
    """Return what an event says of itself: what it is, how firm, on what condition, by which rule."""
    kind = {"special": " (for an unexpired term)", "second_tier": " (second tier)"}.get(contest.kind, "")
    lines = [
        f"{contest.local_title.capitalize()} of {contest.unit}, {contest.state}: election of {contest.year}{kind}."
    ]
    lines.append(STANDINGS[stage.standing])
    if stage.condition:
        lines.append(f"Condition: {stage.condition}.")
    cited = stage.citation
    words = f": “{cited.words}”" if cited.words else ""
    lines.append(f"Rule {stage.rule_id}: {cited.section}{words} ({cited.checked}).")
    return "\n".join(lines)


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are: iCalendar's line ends are not the system's."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
