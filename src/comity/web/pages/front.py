"""The first page, the map, how it works, and the glossary."""

from __future__ import annotations

import msgspec

from comity.register import ballot, overview
from comity.register.ask import Row
from comity.register.election_law import rule_counts
from comity.register.publishers import list_totals
from comity.web import addresses
from comity.web.atlas.view import map_view
from comity.web.pages import pictures
from comity.web.pages.frame import Desk, Page
from comity.web.pages.machine import dataset_data
from comity.web.plots import Figure

# The newest changes and the coming election days that the first page shows.
_LAST, _NEXT = 8, 8


class HomeView(msgspec.Struct, frozen=True):
    """What the first page shows beside the search and the map."""

    listed_count: int
    agency_count: int
    state_count: int
    models: tuple[tuple[str, int], ...]
    first_on: str
    changes: tuple[Row, ...]
    next_days: tuple[Row, ...]
    growth: Figure | None


def home_page(desk: Desk) -> Page:
    """Return the first page."""
    view = desk.served.keep(f"pages.home.{desk.language}", lambda served: _home(desk))
    title, description = desk.text("site.tagline"), desk.text("home.description")
    return Page(
        kind="home",
        path=addresses.HOME,
        title=title,
        description=description,
        view=view,
        data=dataset_data(desk.served, f"{desk.text('site.name')}: {title}", description),
        feeds=(("application/atom+xml", desk.text("changes.title"), addresses.changes_feed_path()),),
        map=map_view(desk.served, desk.language, "states"),
    )


def _home(desk: Desk) -> HomeView:
    connection, day = desk.served.connection, desk.served.as_of
    states = overview.listed_by_state(connection)
    days = overview.list_days(connection)
    counts = {model: sum(row[column] for row in states) for model, column in _MODEL_COLUMNS.items()}
    return HomeView(
        listed_count=sum(row["listed"] for row in states),
        agency_count=sum(row["agencies"] for row in states),
        state_count=len(states),
        models=tuple((model, count) for model, count in counts.items() if count),
        first_on=days[0] if days else "",
        changes=tuple(overview.last_changes(connection, _LAST)),
        next_days=tuple(ballot.next_days(connection, day, limit=_NEXT)) if day else (),
        growth=pictures.growth(desk, "growth", desk.text("site.country")),
    )


_MODEL_COLUMNS = {"JEM": "JEM", "WSO": "WSO", "TFM": "TFM", "JEM+TFM": "JEM_TFM"}


def map_page(desk: Desk) -> Page:
    """Return the map's own page, with every agreement of the newest day as a table."""
    title, description = desk.text("map.heading"), desk.text("map.description")
    shown = map_view(desk.served, desk.language, "agreements")
    return Page("map", addresses.MAP, title, description, view=None, map=shown)


class MethodView(msgspec.Struct, frozen=True):
    """The numbers that the page on method speaks of."""

    list_count: int
    row_count: int
    first_on: str
    newest_on: str
    issue_count: int
    decision_count: int
    read_count: int
    recalled_count: int


def method_page(desk: Desk) -> Page:
    """Return the page on how it works, its limits, and how mistakes are corrected."""
    view = desk.served.keep("pages.method", lambda served: _method(desk))
    title = desk.text("method.title")
    return Page("method", addresses.METHOD, title, desk.text("method.description"), view)


def _method(desk: Desk) -> MethodView:
    connection, counts = desk.served.connection, desk.served.release.row_counts
    lists, rules = list_totals(connection), rule_counts(connection)
    return MethodView(
        list_count=lists["list_count"],
        row_count=lists["row_count"],
        first_on=lists["first_on"],
        newest_on=desk.served.as_of,
        issue_count=counts.get("issue", 0),
        decision_count=counts.get("decision", 0),
        read_count=sum(row["read_count"] for row in rules),
        recalled_count=sum(row["recalled_count"] for row in rules),
    )


# The terms of the glossary in the order in which one needs them; each has its words in the catalogue.
TERMS = (
    "287g", "moa", "jem", "wso", "tfm", "detainer", "administrative_warrant", "judicial_warrant", "notification",
    "information_sharing", "igsa", "ice", "sheriff", "prosecutor", "jailer", "list", "listed", "no_longer_listed",
    "superseded", "pending", "claim", "decider", "contest", "filing_deadline", "primary", "runoff", "general",
    "projected", "geoid", "ori",
)  # fmt: skip


def glossary_page(desk: Desk) -> Page:
    """Return the glossary."""
    title = desk.text("glossary.title")
    data = {
        "@type": "DefinedTermSet",
        "name": title,
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "name": desk.text(f"term_{term}.name"),
                "description": desk.text(f"term_{term}.text"),
                "termCode": term,
            }
            for term in TERMS
        ],
    }
    return Page("glossary", addresses.GLOSSARY, title, desk.text("glossary.description"), TERMS, data=data)
