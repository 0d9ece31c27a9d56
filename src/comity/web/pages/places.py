"""The page of a place: a county, town or state; and the list of states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
from markupsafe import Markup

from comity.places import Place
from comity.register import overview
from comity.register.ask import Row
from comity.register.place import PlaceHistory, place_history
from comity.web import addresses
from comity.web.pages import pictures
from comity.web.pages.asked import Asked
from comity.web.pages.deciders import Decider, deciders_of, leading
from comity.web.pages.frame import Crumb, Desk, Page
from comity.web.pages.growing import say_growth
from comity.web.pages.machine import place_data
from comity.web.plots import Figure

# The newest changes that a state's page shows; the rest stands on the page of changes.
_FEW_CHANGES = 20


class CountyCount(msgspec.Struct, frozen=True):
    """A county of a state, with how many listed agreements its agencies have."""

    geoid: str
    name: str
    population: int | None
    listed_count: int


class ClaimGroup(msgspec.Struct, frozen=True):
    """Claims on one means of working together; `is_several` where several sources give days for the same act."""

    instrument: str
    claims: tuple[Row, ...]
    is_several: bool
    conflicts: tuple[str, ...] = ()


class PlaceView(msgspec.Struct, frozen=True):
    """Everything that a place's page shows."""

    place: Place
    path: str
    history: PlaceHistory
    kind: str
    counties: tuple[Place, ...]
    models: tuple[tuple[str, int], ...]
    since: str
    deciders: tuple[Decider, ...]
    others: tuple[Decider, ...]
    next: Decider | None
    more_deciding: int
    changes: tuple[Row, ...]
    claims: tuple[ClaimGroup, ...]
    laws: dict[str, Row]
    county_counts: tuple[CountyCount, ...]
    timeline: Figure | None
    growth: Markup | None
    strip: Figure | None


def place_page(desk: Desk, place: Place, path: str, query: Mapping[str, str] | None = None) -> Page:
    """Return the page of a place, now or `as_of` a day; a state's is the same page with its counties."""
    served, asked = desk.served, Asked(query or {})
    as_of = asked.day("as_of")
    newest = None if as_of else served.newest_list_on
    history = place_history(served.connection, place, as_of=as_of, newest_list_on=newest)
    deciders = deciders_of(served.connection, history.deciding, place)
    deciding = [one for one in deciders if one.is_deciding]
    current = _current(history)
    lead = leading(deciders, current)
    is_state = len(place.geoid) == 2
    changes = tuple(reversed(history.changes))
    view = PlaceView(
        place=place,
        path=path,
        history=history,
        kind="state" if is_state else "county" if len(place.geoid) == 5 else "town",
        counties=() if len(place.geoid) < 7 else served.gazetteer.counties_of(place.geoid),
        models=tuple(sorted(Counter(row["model"] for row in history.in_force).items())),
        since=min((row["first_listed_on"] for row in history.in_force), default=""),
        deciders=tuple(deciding),
        others=tuple(one for one in deciders if not one.is_deciding),
        next=lead,
        more_deciding=sum(bool(one.subject_ids & current) for one in deciding) - 1,
        changes=changes[:_FEW_CHANGES] if is_state else changes,
        claims=tuple(_with_conflicts(desk, group_claims(history.claims))),
        laws={row["claim_id"]: row for row in (*history.laws, *history.claims)},
        county_counts=_counties(desk, place, history) if is_state else (),
        timeline=None if is_state else pictures.timeline(desk, "timeline", place.label, _ids(history)),
        growth=served.live(say_growth, place.geoid, desk.language) if is_state else None,
        strip=None if is_state or as_of else pictures.strip(desk, "calendar", place.label, _offices(deciders)),
    )
    return Page(
        kind="place",
        path=path,
        title=_title(desk, place, as_of),
        description=_describe(desk, view),
        view=view,
        crumbs=_crumbs(desk, place),
        query=asked.text(),
        data=place_data(served, place, path),
        feeds=_feeds(desk, view),
        # A place of which the record holds nothing is served, but is no page to send a searcher to.
        is_indexed=not as_of
        and bool(is_state or len(place.geoid) == 5 or history.changes or history.claims or history.pending),
    )


def _title(desk: Desk, place: Place, as_of: str) -> str:
    name = full_name(desk, place)
    return desk.text("place.title_as_of", name=name, day=desk.date(as_of)) if as_of else name


def full_name(desk: Desk, place: Place) -> str:
    """Return a place's name with its state's in full: `Fairfax County, Virginia`."""
    return place.name if len(place.geoid) == 2 else f"{place.name}, {desk.served.gazetteer.state_name(place.state)}"


def _current(history: PlaceHistory) -> set[str]:
    """Return the ids of what is in force, pending or claimed here; the state's own bodies are not of this place."""
    pending = [row["pending_id"] for row in history.pending if row["status"] == "pending"]
    return {row["agreement_id"] for row in history.in_force} | {*pending} | {row["claim_id"] for row in history.claims}


def _ids(history: PlaceHistory) -> list[str]:
    return [row["agreement_id"] for row in (*history.in_force, *history.no_longer)]


def _offices(deciders: Sequence[Decider]) -> list[str]:
    return [one.office_id for one in deciders if one.office_id]


def timeline_of(desk: Desk, place: Place) -> Figure | None:
    """Return a place's timeline."""
    history = place_history(desk.served.connection, place, newest_list_on="")
    return pictures.timeline(desk, "timeline", place.label, _ids(history))


def strip_of(desk: Desk, place: Place) -> Figure | None:
    """Return a place's calendar strip."""
    history = place_history(desk.served.connection, place, newest_list_on="")
    deciders = deciders_of(desk.served.connection, history.deciding, place)
    return pictures.strip(desk, "calendar", place.label, _offices(deciders))


def _crumbs(desk: Desk, place: Place) -> tuple[Crumb, ...]:
    states = Crumb(desk.text("nav.states"), desk.links.states())
    if len(place.geoid) == 2:
        return (states,)
    state = Crumb(desk.served.gazetteer.state_name(place.state), desk.links.state(place.state))
    if len(place.geoid) == 5:
        return states, state
    county = desk.served.gazetteer.county(place.county_geoids[0])
    return states, state, Crumb(county.name, desk.links.place(county.geoid))


def _describe(desk: Desk, view: PlaceView) -> str:
    name, count = full_name(desk, view.place), len(view.history.in_force)
    day = desk.date(view.history.newest_list_on or view.history.as_of)
    if not count:
        return desk.text("place.describe_none", name=name, day=day)
    return desk.text("place.describe", name=name, n=count, day=day)


def _feeds(desk: Desk, view: PlaceView) -> tuple[tuple[str, str, str], ...]:
    title = view.place.label
    calendar = ("text/calendar", title, addresses.calendar_path(view.path))
    atom = ("application/atom+xml", title, addresses.changes_feed_path(view.path))
    return (atom, calendar) if view.kind != "town" else ()


def group_claims(claims: Sequence[Row]) -> list[ClaimGroup]:
    """Return claims by the means they speak of, in the order of their days."""
    groups: dict[str, list[Row]] = {}
    for row in claims:
        groups.setdefault(row["instrument"], []).append(row)
    return [ClaimGroup(instrument, tuple(rows), _is_several(rows)) for instrument, rows in groups.items()]


def _with_conflicts(desk: Desk, groups: Sequence[ClaimGroup]) -> list[ClaimGroup]:
    """Return groups with how the claims of one act in them contradict each other, as the record tells it."""
    ids = [row["act_id"] for group in groups for row in group.claims]
    told = overview.conflicts_of(desk.served.connection, ids)
    return [
        msgspec.structs.replace(
            group, conflicts=tuple(dict.fromkeys(told[r["act_id"]] for r in group.claims if r["act_id"] in told))
        )
        for group in groups
    ]


def _is_several(rows: Sequence[Row]) -> bool:
    """Return whether sources give different days for the same act of the same body."""
    days: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row["on"] and row["action"] not in {"", "other"}:
            days.setdefault((row["action"], row["agency"]), set()).add(row["on"])
    return any(len(found) > 1 for found in days.values())


def _counties(desk: Desk, place: Place, history: PlaceHistory) -> tuple[CountyCount, ...]:
    counts = Counter(geoid for row in history.in_force for geoid in row["county_geoids"].split(";") if geoid)
    return tuple(
        CountyCount(county.geoid, county.name, county.population, counts[county.geoid])
        for county in counties_in(desk, place.state)
    )


def counties_in(desk: Desk, state: str) -> list[Place]:
    """Return the counties and equivalents that stand in a state now, by name."""
    if state not in desk.served.gazetteer.packed.columns:
        return []
    here = desk.served.gazetteer.in_state(state)
    rows = [row for row, geoid in enumerate(here.geoids) if len(geoid) == 5]
    counties = [place for place in map(here.place, rows) if not place.valid_until]
    return sorted(counties, key=lambda place: (place.name, place.geoid))


class StatesView(msgspec.Struct, frozen=True):
    """The list of states: each with what is listed in it, those without any included."""

    states: tuple[tuple[Place, Row], ...]
    total: int


def states_page(desk: Desk) -> Page:
    """Return the list of states and territories."""
    book = desk.served.gazetteer
    counts = {row["state"]: row for row in overview.listed_by_state(desk.served.connection)}
    none: Row = {"listed": 0, "agencies": 0, "JEM": 0, "WSO": 0, "TFM": 0, "JEM_TFM": 0}
    states = sorted((book.state(code) for code in book.state_codes), key=lambda place: place.name)
    view = StatesView(
        tuple((place, counts.get(place.state, none)) for place in states), sum(row["listed"] for row in counts.values())
    )
    title = desk.text("states.title")
    return Page("states", addresses.PLACES, title, desk.text("states.description", n=view.total), view)
