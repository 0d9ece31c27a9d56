"""The pages of an agency, of an agreement with every printed row behind it, and of a change between two lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from markupsafe import Markup

from comity.errors import NotFoundError
from comity.register import ask
from comity.register.ask import Row, select
from comity.register.decided import deciding_rows
from comity.register.trace import KEYS, PRINTED, trace
from comity.web import addresses
from comity.web.pages import pictures
from comity.web.pages.deciders import Decider, deciders_of
from comity.web.pages.frame import Crumb, Desk, Page
from comity.web.pages.machine import agency_data
from comity.web.pages.standing_runs import say_count, say_last_place, say_lists
from comity.web.plots import Figure


def traced(desk: Desk, table: str, wanted: str) -> dict[str, Any]:
    """Return what an id of a table rests on; raise NotFoundError where the id is none, or another table's."""
    found = trace(desk.served.connection, wanted, first=table)
    if found["table"] != table:
        raise NotFoundError(f"this is no {table}", where=wanted, cure="search for it by name")
    return found


def of_table(desk: Desk, table: str, wanted: str) -> Row:
    """Return the row of an id alone, for what needs no more; raise NotFoundError as `traced` does."""
    key = KEYS[table]
    found = select(desk.served.connection, f"SELECT * FROM {table} WHERE {key} = ?", (wanted,))  # noqa: S608  constants
    row: Row = found[0] if found else traced(desk, table, wanted)["record"]
    return row


class AgencyView(msgspec.Struct, frozen=True):
    """Everything that an agency's page shows."""

    agency: Row
    path: str
    counties: tuple[tuple[str, str], ...]
    listed: tuple[Row, ...]
    others: tuple[Row, ...]
    pending: tuple[Row, ...]
    printed_names: tuple[Row, ...]
    deciders: tuple[Decider, ...]
    changes: tuple[Row, ...]
    laws: dict[str, Row]
    timeline: Figure | None
    strip: Figure | None


def agency_page(desk: Desk, agency_id: str) -> Page:
    """Return the page of an agency; raise NotFoundError where there is none of that id."""
    served = desk.served
    found = traced(desk, "agency", agency_id)
    agency = found["record"]
    agreements = sorted(found["agreements"], key=lambda row: row["first_listed_on"])
    ids = [row["agreement_id"] for row in agreements]
    subjects = [*ids, *(row["pending_id"] for row in found["pending"])]
    deciders = deciders_of(served.connection, _deciding(desk, agency, subjects), None)
    view = AgencyView(
        agency=agency,
        path=addresses.agency_path(agency_id),
        counties=counties_named(desk, agency["county_geoids"]),
        listed=tuple(row for row in agreements if row["status"] == "listed"),
        others=tuple(row for row in agreements if row["status"] != "listed"),
        pending=tuple(row for row in found["pending"] if row["status"] != "listed_since"),
        printed_names=tuple(found["printed_names"]),
        deciders=tuple(deciders),
        changes=tuple(reversed(ask.changes(served.connection, agreement_ids=ids))),
        laws=laws_named(desk, deciders),
        timeline=pictures.timeline(desk, "timeline", agency["agency"], ids),
        strip=pictures.strip(desk, "calendar", agency["agency"], [one.office_id for one in deciders if one.office_id]),
    )
    return Page(
        kind="agency",
        path=view.path,
        title=f"{agency['agency']}, {agency['state']}",
        description=desk.text(
            "agency.describe", name=agency["agency"], n=len(view.listed), day=desk.date(served.newest_day)
        ),
        view=view,
        crumbs=body_crumbs(desk, agency["state"], agency["place_geoid"]),
        data=agency_data(served, agency),
    )


def agency_timeline(desk: Desk, agency_id: str) -> Figure | None:
    """Return the picture of an agency's agreements over time."""
    agency = of_table(desk, "agency", agency_id)
    rows = ask.agreements(desk.served.connection, agency_id=agency_id)
    return pictures.timeline(desk, "timeline", agency["agency"], [row["agreement_id"] for row in rows])


def agency_strip(desk: Desk, agency_id: str) -> Figure | None:
    """Return the picture of the coming election days of those who decide for an agency."""
    agency = of_table(desk, "agency", agency_id)
    rows = _deciding(desk, agency, [*_subjects(desk, agency_id)])
    offices = [one.office_id for one in deciders_of(desk.served.connection, rows, None) if one.office_id]
    return pictures.strip(desk, "calendar", agency["agency"], offices)


def _subjects(desk: Desk, agency_id: str) -> Iterator[str]:
    """Yield the ids of what an agency has or had, and of what is pending, in the order of its page."""
    connection = desk.served.connection
    rows = ask.agreements(connection, agency_id=agency_id)
    yield from (row["agreement_id"] for row in sorted(rows, key=lambda row: row["first_listed_on"]))
    yield from (row["pending_id"] for row in ask.pending(connection, agency_ids=[agency_id]))


def _deciding(desk: Desk, agency: Row, subjects: Sequence[str]) -> list[Row]:
    book = desk.served.gazetteer
    place = book.get(agency["place_geoid"]) or book.state(agency["state"])
    return [row for row in deciding_rows(desk.served.connection, place, subjects) if row["subject_ids"]]


def agreement_timeline(desk: Desk, agreement_id: str) -> Figure | None:
    """Return the picture of an agreement over time."""
    row = of_table(desk, "agreement", agreement_id)
    return pictures.timeline(desk, "timeline", row["agency"], [agreement_id])


def counties_named(desk: Desk, county_geoids: str) -> tuple[tuple[str, str], ...]:
    """Return counties by GEOID and name; one that the gazetteer does not know has its GEOID for a name."""
    found = []
    for geoid in filter(None, county_geoids.split(";")):
        place = desk.served.gazetteer.get(geoid)
        found.append((geoid, place.name if place else geoid))
    return tuple(found)


def laws_named(desk: Desk, deciders: Sequence[Decider]) -> dict[str, Row]:
    """Return the claims of laws that deciders name, by id."""
    wanted = sorted({law for one in deciders for law in one.law_claim_ids})
    return (
        {row["claim_id"]: row for row in ask.claims(desk.served.connection) if row["claim_id"] in wanted}
        if wanted
        else {}
    )


def body_crumbs(desk: Desk, state: str, place_geoid: str) -> tuple[Crumb, ...]:
    """Return the way up from a body: the states, its state, its place."""
    book, links = desk.served.gazetteer, desk.links
    steps = [Crumb(desk.text("nav.states"), links.states())]
    if book.state_code(state):
        steps.append(Crumb(book.state_name(state), links.state(state)))
    place = book.get(place_geoid)
    if place and len(place.geoid) > 2:
        steps.append(Crumb(place.name, links.place(place.geoid)))
    return tuple(steps)


class Cell(msgspec.Struct, frozen=True):
    """One printed value beside what it was read as; `is_read_otherwise` where the two differ in more than form."""

    column: str
    printed: str
    read: str


class StandingWords(msgspec.Struct, frozen=True):
    """What every new list changes of a run that the newest list goes on with: its lists so far, and its last place."""

    lists: Markup
    place: Markup


class PrintedView(msgspec.Struct, frozen=True):
    """One printed row with its run of lists."""

    row_id: str
    first_on: str
    last_on: str
    list_count: int
    standing: StandingWords | None
    cells: tuple[Cell, ...]
    rule: str
    confidence: float
    conflict: str
    candidates: str
    signed_problem: str
    first: Row
    last: Row


class AgreementView(msgspec.Struct, frozen=True):
    """Everything that an agreement's page shows."""

    agreement: Row
    path: str
    counties: tuple[tuple[str, str], ...]
    rows: tuple[PrintedView, ...]
    list_count: Markup
    changes: tuple[Row, ...]
    decisions: tuple[Row, ...]
    deciders: tuple[Decider, ...]
    laws: dict[str, Row]
    predecessors: tuple[Row, ...]
    timeline: Figure | None


def agreement_page(desk: Desk, agreement_id: str) -> Page:
    """Return the page of an agreement; raise NotFoundError where there is none of that id."""
    connection = desk.served.connection
    found = traced(desk, "agreement", agreement_id)
    row = found["record"]
    book = desk.served.gazetteer
    rows = deciding_rows(connection, book.state(row["state"]), [agreement_id])
    deciders = deciders_of(connection, [one for one in rows if one["subject_ids"]], None)
    siblings = ask.agreements(connection, agency_id=row["agency_id"])
    printed = tuple(_printed(desk, agreement_id, one) for one in found["listings"])
    view = AgreementView(
        agreement=row,
        path=addresses.agreement_path(agreement_id),
        counties=counties_named(desk, row["county_geoids"]),
        rows=tuple(reversed(printed)),
        list_count=_count(desk, agreement_id, printed),
        changes=tuple(reversed(ask.changes(connection, agreement_ids=[agreement_id]))),
        decisions=tuple(found["decisions"]),
        deciders=tuple(deciders),
        laws=laws_named(desk, deciders),
        predecessors=tuple(one for one in siblings if one["successor_id"] == agreement_id),
        timeline=pictures.timeline(desk, "timeline", row["agency"], [agreement_id]),
    )
    model = desk.name("model", row["model"])
    crumbs = (*body_crumbs(desk, row["state"], ""), Crumb(row["agency"], desk.links.agency(row["agency_id"])))
    return Page(
        kind="agreement",
        path=view.path,
        title=f"{row['agency']}, {row['state']}: {model}",
        description=desk.text(
            "agreement.describe", name=row["agency"], model=model, day=desk.date(row["first_listed_on"])
        ),
        view=view,
        crumbs=crumbs,
    )


# A printed column, and the column that says what it was read as.
_READ_AS = {"support_type": "models", "signed": "signed_on"}


def _count(desk: Desk, agreement_id: str, rows: Sequence[PrintedView]) -> Markup:
    """Return on how many lists an agreement stands, in words."""
    if any(one.standing for one in rows):
        return desk.served.live(say_count, agreement_id, desk.language)
    return desk.words.text("agreement.list_count", n=sum(one.list_count for one in rows))


def _standing(desk: Desk, agreement_id: str, listing: dict[str, Any]) -> StandingWords | None:
    if listing["last_on"] != desk.served.newest_list_on:
        return None
    run = (agreement_id, listing["row_id"], listing["first"]["publication_id"], desk.language)
    return StandingWords(desk.served.live(say_lists, *run), desk.served.live(say_last_place, *run))


def _printed(desk: Desk, agreement_id: str, listing: dict[str, Any]) -> PrintedView:
    printed, read = listing["printed"], listing["read_as"]
    cells = [
        Cell(name, printed.get(name, ""), str(read.get(_READ_AS.get(name, ""), "")))
        for name in PRINTED
        if name in printed
    ]
    return PrintedView(
        row_id=listing["row_id"],
        first_on=listing["first_on"],
        last_on=listing["last_on"],
        list_count=listing["list_count"],
        standing=_standing(desk, agreement_id, listing),
        cells=tuple(cells),
        rule=read.get("rule", ""),
        confidence=read.get("confidence", 0.0),
        conflict=read.get("conflict", ""),
        candidates=read.get("candidates", ""),
        signed_problem=read.get("signed_problem", ""),
        first=listing["first"],
        last=listing["last"],
    )


class EventView(msgspec.Struct, frozen=True):
    """A change: both lists, and the printed rows on both sides with the columns in which they differ."""

    event: Row
    path: str
    agreement: Row
    before: Row
    after: Row
    columns: tuple[str, ...]
    differing: frozenset[str]


def event_page(desk: Desk, event_id: str) -> Page:
    """Return the page of a change between two lists; raise NotFoundError where there is none of that id."""
    found = traced(desk, "event", event_id)
    event, before, after = found["record"], found["before"], found["after"]
    old, new = before.get("printed", {}), after.get("printed", {})
    columns = tuple(name for name in PRINTED if name in old or name in new)
    both = bool(old and new)
    view = EventView(
        event=event,
        path=addresses.event_path(event_id),
        agreement=found["agreement"],
        before=before,
        after=after,
        columns=columns,
        differing=frozenset(name for name in columns if both and old.get(name, "") != new.get(name, "")),
    )
    what = desk.name("event", event["event"])
    crumbs = (
        *body_crumbs(desk, event["state"], ""),
        Crumb(event["agency"], desk.links.agency(event["agency_id"])),
        Crumb(desk.name("model", event["model"]), desk.links.agreement(event["agreement_id"])),
    )
    return Page(
        kind="event",
        path=view.path,
        title=f"{event['agency']}, {event['state']}: {what}",
        description=desk.text("event.describe", name=event["agency"], what=what, day=desk.date(event["by_on"])),
        view=view,
        crumbs=crumbs,
    )
