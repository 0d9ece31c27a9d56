"""Who decides and when they are chosen: deciders, offices, contests with their stages, and the dates of a year."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from litestar import Response

from comity.errors import NotFoundError
from comity.register.contests import DATE
from comity.register.deciding import DeciderKind
from comity.register.election_rows import ContestRow, DeciderRow, OfficeRow
from comity.register.question import IN_COUNTY, Question, Row
from comity.web.addresses import contest_path, read_segment
from comity.web.api.listing import Paging, answer_question, answer_rows
from comity.web.api.parameters import CountyGeoid, Identifier, State, Word, Year, code
from comity.web.api.records import answer_traced, record_shape
from comity.web.api.routes import offer_list, offer_one
from comity.web.api.shapes import shape
from comity.web.served import Served

OfficeName = Literal["sheriff", "prosecutor", "jailer"]
Standing = Literal["projected", "scheduled", "held"]
ContestKind = Literal["regular", "special", "second_tier"]
Stage = Literal["filing_opens", "filing_deadline", "primary", "primary_runoff", "general", "general_runoff"]
SubjectKind = Literal["agreement", "pending", "claim"]
CONTEST = tuple(field.name for field in msgspec.structs.fields(ContestRow))
OFFICE = tuple(field.name for field in msgspec.structs.fields(OfficeRow))
DECIDER = tuple(field.name for field in msgspec.structs.fields(DeciderRow))
# Offices that decide on something in force or claimed now.
DECIDING = (
    "office_id IN (SELECT office_id FROM decider WHERE is_current AND subject_kind <> 'pending' AND office_id <> '')"
)


@offer_list("/contests", "contests", shape("Contest", CONTEST), "deciding", problems=(404,))
def list_contests(
    served: Served,
    paging: Paging,
    year: Year = None,
    usps: State = None,
    office: OfficeName | None = None,
    kind: ContestKind | None = None,
    standing: Standing | None = None,
    office_id: Identifier = None,
    county_geoid: CountyGeoid = None,
    deciding: bool = False,
) -> Response[Any]:
    """List contests of sheriffs, prosecutors and jailers by id, with the days of their stages.

    With `deciding`, only those whose office decides on something in force or claimed. An empty day is unknown, or the
    law has no such stage; a primary or runoff may depend on a condition, which the contest itself tells.
    """
    check_year(served, year)
    wanted = {"year": year, "state": code(usps), "office": office, "kind": kind, "standing": standing}
    asked = Question("contest", CONTEST, ("contest_id",)).equal({**wanted, "office_id": office_id})
    asked = asked.where(IN_COUNTY, county_geoid) if county_geoid else asked
    asked = asked.where(DECIDING) if deciding else asked
    return answer_question(served, paging, "contests", asked)


def check_year(served: Served, year: int | None) -> None:
    """Raise NotFoundError for a year whose contests the release does not hold."""
    held = served.keep("contest_years", _years)
    if year is None or (held and held[0] <= year <= held[-1]):
        return
    said = f"contests of {held[0]} to {held[-1]}" if held else "no contests"
    raise NotFoundError(f"the release holds {said}", where=f"year {year}", cure="ask for another year")


def _years(served: Served) -> list[int]:
    return [row[0] for row in served.connection.execute("SELECT DISTINCT year FROM contest ORDER BY year")]


@offer_one(
    "/contests/{contest_id:str}",
    "contest",
    record_shape("ContestWithRecord", CONTEST, "stages", "rules"),
    "deciding",
    threaded=True,
)
def get_contest(served: Served, contest_id: str) -> Response[Any]:
    """Show a contest: its stages with their days, how firm each is, on which rule or claim it rests."""
    return answer_traced(served, "contest", contest_id, contest_path(read_segment(contest_id)))


@offer_list("/offices", "offices", shape("Office", OFFICE), "deciding")
def list_offices(
    served: Served,
    paging: Paging,
    usps: State = None,
    office: OfficeName | None = None,
    county_geoid: CountyGeoid = None,
    deciding: bool = False,
) -> Response[Any]:
    """List elected offices by id, each with its last election and its next contest after the release's day."""
    asked = Question("office", OFFICE, ("office_id",)).equal({"state": code(usps), "office": office})
    asked = asked.where(IN_COUNTY, county_geoid) if county_geoid else asked
    asked = asked.where(DECIDING) if deciding else asked
    return answer_question(served, paging, "offices", asked)


@offer_one(
    "/offices/{office_id:str}",
    "office",
    record_shape("OfficeWithRecord", OFFICE, "contests", "decides_on"),
    "deciding",
    threaded=True,
)
def get_office(served: Served, office_id: str) -> Response[Any]:
    """Show an office: its contests with their stages, and what it decides on."""
    return answer_traced(served, "office", office_id, "")


@offer_list("/deciders", "deciders", shape("Decider", DECIDER), "deciding")
def list_deciders(
    served: Served,
    paging: Paging,
    usps: State = None,
    decider_kind: DeciderKind | None = None,
    subject_kind: SubjectKind | None = None,
    agency_id: Identifier = None,
    office_id: Identifier = None,
    is_current: bool | None = None,
) -> Response[Any]:
    """List who can enter and leave an agreement, pending entry or claimed policy: an office, or another body."""
    wanted = {
        "state": code(usps),
        "decider_kind": decider_kind,
        "subject_kind": subject_kind,
        "agency_id": agency_id,
        "office_id": office_id,
    }
    asked = Question("decider", DECIDER, ("subject_kind", "subject_id")).equal(wanted)
    asked = asked if is_current is None else asked.where("is_current = ?", is_current)
    return answer_question(served, paging, "deciders", asked)


@offer_list("/dates", "dates", shape("ElectionDate", DATE), "deciding", problems=(404,))
def list_dates(
    served: Served,
    paging: Paging,
    year: Year = None,
    usps: State = None,
    office: OfficeName | None = None,
    stage: Stage | None = None,
    rule_id: Word = None,
) -> Response[Any]:
    """List the days of stages by state, year and office, each once, with how firm it is and the rule it rests on."""
    check_year(served, year)
    wanted = {"state": code(usps), "year": year, "office": office, "stage": stage, "rule_id": rule_id}
    given = {column: value for column, value in wanted.items() if value not in ("", None)}
    every = served.keep("dates", election_dates)
    rows = [row for row in every if all(row[column] == value for column, value in given.items())]
    after = paging.after("dates", len(_DATE_KEY))
    rest = [row for row in rows if _key(row) > after] if after else rows
    shown = rest[: paging.limit]
    last = _key(shown[-1]) if len(rest) > len(shown) else ()
    return answer_rows(served, paging, "dates", DATE, (len(rows), shown, last))


_DATE_KEY = ("state", "year", "office", "on", "stage", "standing", "rule_id")


def _key(row: Row) -> tuple[Any, ...]:
    return tuple(row[column] for column in _DATE_KEY)


def prepare_dates(served: Served) -> None:
    """Make the days of a release's stages ahead."""
    served.keep("dates", election_dates)


def election_dates(served: Served) -> list[Row]:
    """Return each day of a stage in the release once, in the order of its key; made once for a release."""
    query = (
        'SELECT DISTINCT contest.state, contest.year, contest.office, stage, "on", contest_stage.standing,'
        " coalesce(condition, '') AS condition, contest_stage.rule_id, coalesce(citation, '') AS citation"
        " FROM contest_stage JOIN contest USING (contest_id)"
        " LEFT JOIN law_rule ON law_rule.state = contest.state AND law_rule.rule_id = contest_stage.rule_id"
    )
    rows = [dict(zip(DATE, row, strict=True)) for row in served.connection.execute(query)]
    return sorted(rows, key=_key)


# Made before a release answers, so that the first who asks does not wait.
PREPARE = [prepare_dates]
HANDLERS = [
    list_contests, get_contest, list_offices, get_office, list_deciders, list_dates,
]  # fmt: skip
