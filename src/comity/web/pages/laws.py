"""The pages of election law: a state's rules in words with their citations, and the list of states."""

from __future__ import annotations

import msgspec

from comity.errors import NotFoundError
from comity.places import Place
from comity.register import ask
from comity.register.ask import Row
from comity.register.election_law import days_by_year, rule_counts, rules_of
from comity.web import addresses
from comity.web.pages.frame import Crumb, Desk, Page


class LawView(msgspec.Struct, frozen=True):
    """A state's rules: those on offices, those on dates; and the laws that speak to working with ICE, as claimed."""

    state: Place
    path: str
    rules: tuple[Row, ...]
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
        rules=tuple(rules),
        read_count=sum(row["checked"] == "read" for row in rules),
        contests=tuple(days_by_year(connection, state.state)),
        laws=tuple(ask.claims(connection, state=state.state, kind="legal_mandate")),
    )
    title = desk.text("law.title", state=state.name)
    crumbs = (Crumb(desk.text("nav.law"), desk.links.law()),)
    return Page("law", view.path, title, desk.text("law.description", state=state.name), view, crumbs)


class LawsView(msgspec.Struct, frozen=True):
    """The states that have a law file, with how many rules were read in the law and how many are recalled."""

    states: tuple[tuple[Place, Row], ...]


def laws_page(desk: Desk) -> Page:
    """Return the list of the states' election laws."""
    book = desk.served.gazetteer
    rows = [(book.state(row["state"]), row) for row in rule_counts(desk.served.connection)]
    view = LawsView(tuple(sorted(rows, key=lambda pair: pair[0].name)))
    return Page("laws", addresses.LAW, desk.text("law.index_title"), desk.text("law.index_description"), view)
