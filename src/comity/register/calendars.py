"""The days of contests as iCalendar (RFC 5545), from contests or from a release: the same day is the same event."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from comity import __version__
from comity.elections import Contest
from comity.places.naming import slug
from comity.register.ask import Row, select
from comity.register.law_tables import contest_ids
from comity.register.offices import office_id_of
from comity.register.question import IN_COUNTY

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
_KINDS = {"special": " (for an unexpired term)", "second_tier": " (second tier)"}
# A calendar shows a few lines of a description; the state's page names every unit.
_MOST_NAMED = 40
_END = b"END:VCALENDAR\r\n"


class CalendarDay(msgspec.Struct, frozen=True):
    """One dated stage of one contest, with the rule that dates it. `uid` stays the same when the day is moved."""

    uid: str
    on: str
    stage: str
    standing: str
    office: str
    local_title: str
    unit: str
    state: str
    kind: str
    year: int
    condition: str
    rule_id: str
    citation: str
    quotation: str
    checked: str
    url: str
    office_id: str
    county_geoids: tuple[str, ...]
    units: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """Return the event's one line."""
        return f"{WORDS[self.stage].capitalize()}: {self.local_title}, {self.unit} ({self.standing})"

    @property
    def description(self) -> str:
        """Return what an event says of itself: what it is, how firm, on what condition, by which rule."""
        kind = _KINDS.get(self.kind, "")
        lines = [f"{self.local_title.capitalize()} of {self.unit}, {self.state}: election of {self.year}{kind}."]
        if self.units:
            rest = len(self.units) - _MOST_NAMED
            lines.append(f"In {', '.join(self.units[:_MOST_NAMED])}{f' and {rest} more' if rest > 0 else ''}.")
        lines.append(STANDINGS[self.standing])
        if self.condition:
            lines.append(f"Condition: {self.condition}.")
        words = f": “{self.quotation}”" if self.quotation else ""
        lines.append(f"Rule {self.rule_id}: {self.citation}{words} ({self.checked}).")
        return "\n".join(lines)


def days_of(contests: Iterable[Contest]) -> list[CalendarDay]:
    """Return the days of contests, by day."""
    days = [
        CalendarDay(
            uid=f"{contest_id}.{stage.stage}@comity",
            on=stage.on.isoformat(),
            stage=stage.stage,
            standing=stage.standing,
            office=contest.office,
            local_title=contest.local_title,
            unit=contest.unit,
            state=contest.state,
            kind=contest.kind,
            year=contest.year,
            condition=stage.condition,
            rule_id=stage.rule_id,
            citation=stage.citation.section,
            quotation=stage.citation.words,
            checked=stage.citation.checked,
            url=stage.citation.url,
            office_id=office_id_of(contest),
            county_geoids=tuple(contest.county_geoids),
        )
        for contest_id, contest in contest_ids(contests)
        for stage in contest.stages
    ]
    return sorted(days, key=lambda day: (day.on, day.uid))


def days_in(
    connection: sqlite3.Connection, *, since: str = "", state: str = "", county: str = "", office_id: str = ""
) -> list[CalendarDay]:
    """Return the days that a release holds from a day on: of a state, a county by GEOID, or an office; by day."""
    where, values = ['contest_stage."on" >= ?'], [since]
    for column, value in (("contest.state", state), ("contest.office_id", office_id)):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    if county:
        where.append(IN_COUNTY)
        values.append(county)
    query = (
        'SELECT contest.*, contest_stage.stage, contest_stage."on", contest_stage.standing AS firmness,'  # noqa: S608
        " contest_stage.rule_id, law_rule.condition, law_rule.citation, law_rule.quotation, law_rule.url,"
        " law_rule.checked FROM contest JOIN contest_stage USING (contest_id)"
        " LEFT JOIN law_rule ON law_rule.state = contest.state AND law_rule.rule_id = contest_stage.rule_id"
        f' WHERE {" AND ".join(where)} ORDER BY contest_stage."on", contest_id, stage'
    )
    return [_day(row) for row in select(connection, query, values)]


def _day(row: Row) -> CalendarDay:
    return CalendarDay(
        uid=f"{row['contest_id']}.{row['stage']}@comity",
        standing=row["firmness"],
        condition=row["condition"] or "",
        citation=row["citation"] or "",
        quotation=row["quotation"] or "",
        checked=row["checked"] or "",
        url=row["url"] or "",
        county_geoids=tuple((row["county_geoids"] or "").split(";")),
        **{name: row[name] for name in _SAME},
    )


_SAME = ("on", "stage", "office", "office_id", "local_title", "unit", "state", "kind", "year", "rule_id")


def together(days: Iterable[CalendarDay]) -> list[CalendarDay]:
    """Return one day for what falls on one day by one rule in many units, so that a state's calendar can be read."""
    groups: dict[tuple[object, ...], list[CalendarDay]] = {}
    for day in days:
        key = (day.state, day.local_title, day.year, day.kind, day.stage, day.rule_id, day.on, day.standing)
        groups.setdefault(key, []).append(day)
    seen: dict[str, int] = {}
    found = []
    for some in groups.values():
        first = some[0]
        if len(some) == 1:
            found.append(first)
            continue
        name = f"us-{first.state.lower()}.{slug(first.local_title)}.{first.year}.{first.kind}.{first.stage}"
        name += f".{first.rule_id}"
        seen[name] = seen.get(name, 0) + 1
        uid = f"{name}@comity" if seen[name] == 1 else f"{name}.{seen[name]}@comity"
        units = tuple(sorted(day.unit for day in some))
        found.append(msgspec.structs.replace(first, uid=uid, unit=f"{len(units)} units", units=units))
    return found


def event_bytes(day: CalendarDay, stamped_on: date) -> bytes:
    """Return an all-day event; a projected day is tentative, a scheduled or held one confirmed. There are no alarms."""
    from icalendar import Event

    on = date.fromisoformat(day.on)
    event = Event()
    event.add("uid", day.uid)
    event.add("dtstamp", datetime.combine(stamped_on, time(), UTC))
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("summary", day.summary)
    event.add("description", day.description)
    event.add("categories", [day.office, day.stage])
    event.add("status", "TENTATIVE" if day.standing == "projected" else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if day.url:
        event.add("url", day.url)
    return bytes(event.to_ical())


def calendar_bytes(events: Sequence[bytes], name: str) -> bytes:
    """Return events as one iCalendar object, the same bytes for the same release."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//Comity//comity {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    return bytes(calendar.to_ical()).removesuffix(_END) + b"".join(events) + _END
