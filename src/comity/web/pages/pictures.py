"""The pictures of the pages, with their titles, descriptions and source lines in the page's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from comity.register import overview
from comity.register.ask import Row
from comity.register.ballot import contests_of_offices
from comity.register.contests import STAGE_COLUMNS
from comity.web.dates_of_record import drawn_lists, month_began_on
from comity.web.pages.frame import Desk
from comity.web.plots import Figure, Span, Stage, plot_growth, plot_strip, plot_timeline
from comity.web.plots.timeline import MOST
from comity.web.words.dates import say_short_date

# How far the calendar strip looks ahead: past the next odd-year and even-year elections.
_AHEAD = timedelta(days=2 * 366)
# More offices than this on one strip are no picture any more.
_MOST_OFFICES = 6


def timeline(desk: Desk, key: str, name: str, agreement_ids: Sequence[str]) -> Figure | None:
    """Return the timeline of these agreements, or None where there are none or too many to draw."""
    if not agreement_ids or len(agreement_ids) > MOST:
        return None
    connection = desk.served.connection
    rows = overview.spans(connection, agreement_ids)
    drawn = desk.served.read(drawn_lists)
    if not rows or not drawn.end_on:
        return None
    spans = [_span(row, desk.served.newest_list_on) for row in rows]
    words = {
        "title": desk.text("plots.timeline_title", name=name),
        "desc": desk.text("plots.timeline_desc") + " " + " ".join(_say_span(desk, span) for span in spans),
        "source": desk.text("plots.source_month", month=desk.date(drawn.end_on[:7])),
    }
    return plot_timeline(key, spans, drawn.days, words, newest_on=drawn.end_on)


def _span(row: Row, newest_on: str) -> Span:
    last_on = "" if row["last_listed_on"] == newest_on else row["last_listed_on"]
    return Span(row["agreement_id"], row["agency"], row["model"], row["from_on"], row["until_on"] or "", last_on)


def _say_span(desk: Desk, span: Span) -> str:
    key = "plots.span_over" if span.until_on else "plots.span_open"
    first, last = desk.date(span.from_on), desk.date(span.last_on)
    return desk.text(key, agency=span.agency, model=span.model, first=first, last=last)


def growth(desk: Desk, key: str, name: str, state: str = "") -> Figure | None:
    """Return how the number of agreements grew, in a state or the country, or None where none was ever listed."""
    found = desk.served.keep(f"pages.growth.{state}", lambda served: overview.growth(served.connection, state=state))
    if not found.days or not found.counts:
        return None
    ends = ", ".join(f"{model} {desk.words.number(counts[-1])}" for model, counts in sorted(found.counts.items()))
    first, last = desk.date(found.days[0]), desk.date(found.days[-1])
    words = {
        "title": desk.text("plots.growth_title", name=name),
        "desc": desk.text("plots.growth_desc", first=first, last=last, n=len(found.days), ends=ends),
        "source": _source(desk),
    }
    return plot_growth(key, found, words)


def strip(desk: Desk, key: str, name: str, office_ids: Sequence[str]) -> Figure | None:
    """Return the coming election days of these offices, or None where none is known."""
    # From the beginning of the newest list's month, so that the picture changes with the month and not with each list.
    day = desk.served.read(month_began_on)
    if not office_ids or not day or len(office_ids) > _MOST_OFFICES:
        return None
    end = (date.fromisoformat(day) + _AHEAD).isoformat()
    stages = [
        _stage(desk, row, stage, row[column])
        for row in _coming(contests_of_offices(desk.served.connection, office_ids), day, end)
        for stage, column in STAGE_COLUMNS.items()
        if row[column] >= day
    ]
    if not stages:
        return None
    told = "; ".join(f"{one.office}: {one.label}" for one in stages)
    words = {
        "title": desk.text("plots.strip_title", name=name),
        "desc": desk.text("plots.strip_desc", day=desk.date(day), stages=told),
        "source": desk.text("plots.strip_source"),
    }
    return plot_strip(key, stages, words, first=day)


def _coming(contests: Sequence[Row], day: str, end: str) -> list[Row]:
    """Return each office's next contest, however far off, and those that follow it before a day."""
    found, seen = [], set()
    for row in contests:
        days = [row[column] for column in STAGE_COLUMNS.values() if row[column]]
        if days and max(days) >= day and (row["office_id"] not in seen or max(days) <= end):
            seen.add(row["office_id"])
            found.append(row)
    return found


def _stage(desk: Desk, row: Row, stage: str, on: str) -> Stage:
    label = f"{desk.name('stage', stage)} {say_short_date(desk.language, on)}"
    return Stage(f"{row['local_title']} · {row['unit']}", row["contest_id"], stage, on, row["standing"], label)


def _source(desk: Desk) -> str:
    return desk.text("plots.source", day=desk.date(desk.served.as_of), release=desk.served.release.release_id)
