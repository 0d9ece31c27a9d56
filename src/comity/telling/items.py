"""What a release holds that a subscription asks for: changes between lists, changes withdrawn, deadlines ahead."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal

import msgspec

from comity.register.ask import select
from comity.register.saying import change_sentence
from comity.telling.subscriptions import Subscription
from comity.web.addresses import contest_path, event_path

# The days of a contest that are told ahead, by column.
STAGES = {
    "filing_deadline": "filing deadline",
    "primary_on": "primary",
    "primary_runoff_on": "primary runoff, if one is needed",
    "general_on": "general election",
    "general_runoff_on": "general runoff, if one is needed",
}


class Item(msgspec.Struct, frozen=True):
    """One thing to be told: `on` is the day it happened or will, `line` a sentence, `path` the page with its source."""

    item_id: str
    kind: Literal["change", "withdrawn", "deadline"]
    on: str
    state: str
    line: str
    path: str
    facts: dict[str, Any]


def changes(release: sqlite3.Connection, asked: Subscription) -> list[Item]:
    """Return the changes between lists that a subscription asks for, oldest first."""
    if not asked.changes:
        return []
    asked = _with_bodies_of_towns(release, asked)
    rows = select(release, "SELECT * FROM event ORDER BY by_on, event_id")
    return [_change(row) for row in rows if _wants_event(asked, row)]


def _with_bodies_of_towns(release: sqlite3.Connection, asked: Subscription) -> Subscription:
    """Return the subscription with the bodies of its towns by name: a change tells its counties, not its town."""
    towns = [geoid for geoid in asked.places if len(geoid) > 5]
    query = "SELECT agency_id FROM agency WHERE place_geoid = ? ORDER BY agency_id"
    found = [row["agency_id"] for geoid in towns for row in select(release, query, (geoid,))]
    # A place that nobody belongs to still narrows: with no agency named at all the whole country would be meant.
    return msgspec.structs.replace(asked, agencies=(*asked.agencies, *found))


def _wants_event(asked: Subscription, row: dict[str, Any]) -> bool:
    if asked.events and row["event"] not in asked.events:
        return False
    return _is_here(asked, row["state"], row["county_geoids"], row["agency_id"])


def _is_here(asked: Subscription, state: str, counties: str, agency_id: str = "") -> bool:
    if not (asked.states or asked.places or asked.agencies):
        return True
    served = set((counties or "").split(";"))
    return state in asked.states or agency_id in asked.agencies or not served.isdisjoint(asked.places)


def _change(row: dict[str, Any]) -> Item:
    return Item(
        row["event_id"],
        "change",
        row["by_on"],
        row["state"],
        change_sentence(row),
        event_path(row["event_id"]),
        _facts(row),
    )


def withdrawn(told: Item) -> Item:
    """Return the item that takes back one that was told and that the record no longer holds."""
    line = f"Withdrawn: the record no longer says “{told.line}”"
    return Item(f"withdrawn:{told.item_id}", "withdrawn", told.on, told.state, line, "/changes", told.facts)


def deadlines(release: sqlite3.Connection, asked: Subscription, today: date) -> Iterator[Item]:
    """Yield the days of contests within the days ahead that a subscription asks for, soonest first."""
    if not asked.deadline_days:
        return
    last = (today + timedelta(days=asked.deadline_days)).isoformat()
    found = []
    for column in STAGES:
        query = f'SELECT * FROM contest WHERE "{column}" BETWEEN ? AND ?'  # noqa: S608  constant names
        if asked.deciding:
            query += " AND office_id IN (SELECT office_id FROM decider WHERE is_current)"
        rows = select(release, query, (today.isoformat(), last))
        found += [(row[column], row["contest_id"], column, row) for row in rows if _wants_contest(asked, row)]
    for on, _, column, row in sorted(found, key=lambda one: one[:3]):
        yield _deadline(row, column, on)


def _wants_contest(asked: Subscription, row: dict[str, Any]) -> bool:
    return _is_here(asked, row["state"], row["county_geoids"])


def _deadline(row: dict[str, Any], column: str, on: str) -> Item:
    # How firm the day is belongs to what is told: one worked out from the law must not read as an official notice.
    line = f"{on}, {row['standing']}: {STAGES[column]} for {row['local_title']} of {row['unit']}, {row['state']}."
    item_id = f"deadline:{row['contest_id']}:{column}:{on}"
    return Item(item_id, "deadline", on, row["state"], line, contest_path(row["contest_id"]), _facts(row))


def _facts(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, "")}
