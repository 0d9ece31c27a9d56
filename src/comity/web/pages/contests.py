"""The pages of elections: a contest with its stages and rules, a year's contests, and the list of years."""

from __future__ import annotations

from collections.abc import Mapping, Set

import msgspec

from comity.errors import NotFoundError
from comity.register import ballot
from comity.register.ask import Row
from comity.register.election_law import rule_of
from comity.web import addresses
from comity.web.pages.agencies import body_crumbs, counties_named, traced
from comity.web.pages.asked import Asked
from comity.web.pages.frame import Crumb, Desk, Page
from comity.web.pages.machine import contest_data
from comity.web.pages.paging import Paging, paging_of

OFFICES = ("sheriff", "prosecutor", "jailer")
# A page of contests: enough to search with the browser, light enough for a phone.
PAGE_SIZE = 100


class StageView(msgspec.Struct, frozen=True):
    """One stage of a contest, with what its day rests on: a rule of the law, or a claim."""

    stage: str
    on: str
    standing: str
    rule_id: str
    rule: Row
    is_claim: bool


class ContestView(msgspec.Struct, frozen=True):
    """Everything that a contest's page shows."""

    contest: Row
    path: str
    name: str
    population: int | None
    counties: tuple[tuple[str, str], ...]
    stages: tuple[StageView, ...]
    missing: tuple[str, ...]
    other_rules: tuple[tuple[str, Row], ...]
    decides_on: tuple[Row, ...]
    siblings: tuple[Row, ...]


_STAGES = ("filing_deadline", "primary", "primary_runoff", "general", "general_runoff")


def contest_page(desk: Desk, contest_id: str) -> Page:
    """Return the page of a contest; raise NotFoundError where there is none of that id."""
    connection = desk.served.connection
    found = traced(desk, "contest", contest_id)
    contest = found["record"]
    stages = tuple(_stage(row) for row in found["stages"])
    ids = contest["rule_ids"].split(";")
    staged = {stage.rule_id for stage in stages}
    rules = {rule_id: rule_of(connection, contest["state"], rule_id) for rule_id in ids if rule_id not in staged}
    office = ballot.office(connection, contest["office_id"])
    name = contest_name(desk, contest)
    view = ContestView(
        contest=contest,
        path=addresses.contest_path(contest_id),
        name=name,
        population=office["population"] if office else None,
        counties=counties_named(desk, contest["county_geoids"]),
        stages=stages,
        missing=tuple(stage for stage in _STAGES if stage not in {one.stage for one in stages}),
        other_rules=tuple((rule_id, rule) for rule_id, rule in rules.items() if rule),
        decides_on=tuple(ballot.decided_by(connection, contest["office_id"])),
        siblings=tuple(ballot.contests_of_offices(connection, [contest["office_id"]])),
    )
    year = Crumb(str(contest["year"]), desk.links.elections(contest["year"]))
    return Page(
        kind="contest",
        path=view.path,
        title=name,
        description=desk.text("contest.describe", name=name),
        view=view,
        crumbs=(
            Crumb(desk.text("nav.elections"), desk.links.elections()),
            year,
            body_crumbs(desk, contest["state"], "")[-1],
        ),
        data=contest_data(desk.served, contest, name),
        feeds=(("text/calendar", name, addresses.office_calendar_path(contest["office_id"])),),
    )


def contest_name(desk: Desk, contest: Row) -> str:
    """Return what a contest is called: `sheriff, Fairfax County, VA, 2027`."""
    title = contest["local_title"]
    kind = f" ({desk.name('contest', contest['kind'])})" if contest["kind"] != "regular" else ""
    return f"{title[:1].upper()}{title[1:]}, {contest['unit']}, {contest['state']}, {contest['year']}{kind}"


def _stage(row: Row) -> StageView:
    rule = row["rests_on"]
    return StageView(row["stage"], row["on"], row["standing"], row["rule_id"], rule, "statement" in rule)


class Filters(msgspec.Struct, frozen=True):
    """What a year's contests were asked for."""

    state: str = ""
    office: str = ""
    deciding: bool = False
    sort: str = "state"

    def query(self, **changed: object) -> dict[str, object]:
        """Return the filters as a query, some changed; what is the rule is left out."""
        asked: dict[str, object] = {
            "state": self.state.lower(), "office": self.office, "deciding": "1" if self.deciding else "",
            "sort": "" if self.sort == "state" else self.sort,
        }  # fmt: skip
        return asked | changed


class YearView(msgspec.Struct, frozen=True):
    """A year's contests: the filters, the sums of all that fit them, one page of rows, which of their offices decide.

    How many decide is told on the first page alone: it changes with lists, and the other pages need not for it.
    """

    year: int
    path: str
    years: tuple[int, ...]
    filters: Filters
    states: tuple[tuple[str, str], ...]
    sums: tuple[tuple[str, int], ...]
    deciding_count: int | None
    rows: tuple[Row, ...]
    deciding: Set[str]
    paging: Paging


def year_page(desk: Desk, year: int, query: Mapping[str, str]) -> Page:
    """Return the page of a year's contests; raise NotFoundError for a year that the release does not hold."""
    connection = desk.served.connection
    years = ballot.election_years(connection)
    if year not in years:
        spoken = (
            f"the record holds the contests of {years[0]} to {years[-1]}" if years else "the record holds no contest"
        )
        raise NotFoundError(f"there is nothing on {year}", where=addresses.elections_path(year), cure=spoken)
    filters = read_filters(desk, query)
    state, office, deciding = filters.state, filters.office, filters.deciding
    sums = ballot.office_counts(connection, year, state=state, office=office, deciding=deciding)
    paging = paging_of(sum(count for _, count in sums), Asked(query).page(), PAGE_SIZE)
    rows = ballot.contests_of_year(
        connection, year, state=state, office=office, deciding=deciding, sort=filters.sort,
        start=paging.start, limit=PAGE_SIZE,
    )  # fmt: skip
    view = YearView(
        year=year,
        path=addresses.elections_path(year),
        years=tuple(years),
        filters=filters,
        states=state_choices(desk),
        sums=tuple(sums),
        deciding_count=_deciding_count(desk, year, filters) if paging.page == 1 else None,
        rows=tuple(rows),
        deciding=ballot.deciding_among(connection, [row["office_id"] for row in rows]),
        paging=paging,
    )
    return Page(
        kind="elections",
        path=view.path,
        title=desk.text("elections.title", year=str(year)),
        description=desk.text("elections.description", year=str(year)),
        view=view,
        crumbs=(Crumb(desk.text("nav.elections"), desk.links.elections()),),
        query=Asked(query).text(),
        is_indexed=not query,
    )


def _deciding_count(desk: Desk, year: int, filters: Filters) -> int:
    return ballot.deciding_count(desk.served.connection, year, state=filters.state, office=filters.office)


def read_filters(desk: Desk, query: Mapping[str, str]) -> Filters:
    """Return the filters of a query; raise UsageError for an office or an order that does not exist."""
    asked = Asked(query)
    sort = asked.choice("sort", tuple(ballot.ORDERS)) or "state"
    office = asked.choice("office", OFFICES)
    return Filters(asked.state(desk.served.gazetteer), office, asked.flag("deciding"), sort)


def state_choices(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return the states by code and name, by name."""
    book = desk.served.gazetteer
    return tuple(sorted(((code, book.state_name(code)) for code in book.state_codes), key=lambda pair: pair[1]))


class YearsView(msgspec.Struct, frozen=True):
    """The election years that the release holds, with how many contests each has."""

    years: tuple[Row, ...]
    next: tuple[Row, ...]


def years_page(desk: Desk) -> Page:
    """Return the list of election years."""
    connection, day = desk.served.connection, desk.served.as_of
    view = YearsView(
        tuple(ballot.contest_counts(connection)), tuple(ballot.next_days(connection, day, limit=40)) if day else ()
    )
    title = desk.text("elections.years_title")
    return Page("years", addresses.ELECTIONS, title, desk.text("elections.years_description"), view)
