"""The pages of election law: a state's rules in words with their citations, and the list of states."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from comity.elections import STAGES
from comity.errors import NotFoundError
from comity.places import Place
from comity.register import ask
from comity.register.ask import Row
from comity.register.election_law import days_by_year, rule_counts, rules_of
from comity.web import addresses
from comity.web.pages.frame import Crumb, Desk, Page

# How the words of each sort of rule begin; what begins otherwise is on offices and their terms.
_SORTS = (
    ("specials", ("special election ",)),
    ("moves", tuple(f"{stage.replace('_', ' ')} of " for stage in STAGES)),
    ("days", tuple(f"{stage.replace('_', ' ')}: " for stage in STAGES)),
)
GROUPS = ("offices", "days", "moves", "specials")
_GEOID = re.compile(r"\b\d{5}\b")


class LawView(msgspec.Struct, frozen=True):
    """A state's rules: those on offices, those on dates; and the laws that speak to working with ICE, as claimed."""

    state: Place
    path: str
    groups: dict[str, tuple[Row, ...]]
    rule_count: int
    read_count: int
    contests: tuple[Row, ...]
    laws: tuple[Row, ...]


def law_page(desk: Desk, code: str) -> Page:
    """Return the page of a state's election law; raise NotFoundError where no law file speaks of it."""
    state = desk.served.gazetteer.state(code)
    connection = desk.served.connection
    rules = rules_of(connection, state.state)
    if not rules:
        cure = "see the states that have one at /law"
        raise NotFoundError("the record holds no election law of this state", where=state.name, cure=cure)
    view = LawView(
        state=state,
        path=addresses.law_path(state.state),
        groups=_grouped([rule | {"text": name_counties(desk, rule["text"])} for rule in rules]),
        rule_count=len(rules),
        read_count=sum(row["checked"] == "read" for row in rules),
        contests=tuple(days_by_year(connection, state.state)),
        laws=tuple(ask.claims(connection, state=state.state, kind="legal_mandate")),
    )
    title = desk.text("law.title", state=state.name)
    crumbs = (Crumb(desk.text("nav.law"), desk.links.law()),)
    return Page("law", view.path, title, desk.text("law.description", state=state.name), view, crumbs)


def _grouped(rules: Sequence[Row]) -> dict[str, tuple[Row, ...]]:
    """Return rules by what they are on, in the order in which one would ask."""
    found: dict[str, list[Row]] = {name: [] for name in GROUPS}
    for rule in rules:
        sort = next((name for name, heads in _SORTS if rule["text"].startswith(heads)), "offices")
        found[sort].append(rule)
    return {name: tuple(some) for name, some in found.items() if some}


def name_counties(desk: Desk, text: str) -> str:
    """Return a rule's words with the names of counties before their GEOIDs, and groups called groups."""
    named = _GEOID.sub(lambda found: _named(desk, found[0]), text)
    return re.sub(r"@(?=\w)", "the group ", named)


def _named(desk: Desk, geoid: str) -> str:
    place = desk.served.gazetteer.get(geoid)
    return f"{place.name} ({geoid})" if place else geoid


class LawsView(msgspec.Struct, frozen=True):
    """The states that have a law file, with how many rules were read in the law and how many are recalled."""

    states: tuple[tuple[Place, Row], ...]


def laws_page(desk: Desk) -> Page:
    """Return the list of the states' election laws."""
    book = desk.served.gazetteer
    rows = [(book.state(row["state"]), row) for row in rule_counts(desk.served.connection)]
    view = LawsView(tuple(sorted(rows, key=lambda pair: pair[0].name)))
    return Page("laws", addresses.LAW, desk.text("law.index_title"), desk.text("law.index_description"), view)
