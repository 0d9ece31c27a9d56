"""What the lists show: agencies, agreements (on a day, if one is asked for), pending entries, changes."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from litestar import Response

from comity.model.words import EventKind
from comity.register import ask, rows
from comity.register.question import Question
from comity.web.addresses import agency_path, agreement_path, event_path, read_segment
from comity.web.api.listing import Paging, answer_list, answer_question
from comity.web.api.parameters import (
    AsOf,
    CountyGeoid,
    Identifier,
    PlaceGeoid,
    Since,
    State,
    Until,
    Word,
    code,
    day,
    days,
)
from comity.web.api.records import answer_traced, record_shape
from comity.web.api.routes import offer_list, offer_one
from comity.web.api.shapes import shape
from comity.web.served import Served

Model = Literal["JEM", "WSO", "TFM", "JEM+TFM"]
Status = Literal["listed", "no_longer_listed", "superseded"]
PendingStatus = Literal["pending", "listed_since", "no_longer_pending"]
AGENCY = tuple(field.name for field in msgspec.structs.fields(rows.AgencyRow))
AGREEMENT = tuple(field.name for field in msgspec.structs.fields(rows.AgreementRow))
EVENT = tuple(field.name for field in msgspec.structs.fields(rows.EventRow))
CHANGE = (*ask.CHANGE, *(column for column in EVENT if column not in ask.CHANGE))
SERVED_BY = "agency_id IN (SELECT agency_id FROM agency_county WHERE county_geoid = ?)"


@offer_list("/agencies", "agencies", shape("Agency", AGENCY), "record")
def list_agencies(
    served: Served,
    paging: Paging,
    usps: State = None,
    kind: Word = None,
    place_geoid: PlaceGeoid = None,
    county_geoid: CountyGeoid = None,
) -> Response[Any]:
    """List the agencies that the lists name, by id."""
    wanted = {"state": code(usps), "kind": kind, "place_geoid": place_geoid}
    asked = Question("agency", AGENCY, ("agency_id",)).equal(wanted)
    asked = asked.where(SERVED_BY, county_geoid) if county_geoid else asked
    return answer_question(served, paging, "agencies", asked)


@offer_one(
    "/agencies/{agency_id:str}",
    "agency",
    record_shape("AgencyWithRecord", AGENCY, "agreements", "pending", "printed_names"),
    "record",
)
def get_agency(served: Served, agency_id: str) -> Response[Any]:
    """Show an agency: its agreements, its pending entries, and the names under which it was printed."""
    return answer_traced(served, "agency", agency_id, agency_path(read_segment(agency_id)))


@offer_list("/agreements", "agreements", shape("Agreement", ask.AGREEMENT), "record")
def list_agreements(
    served: Served,
    paging: Paging,
    as_of: AsOf = None,
    usps: State = None,
    kind: Word = None,
    model: Model | None = None,
    status: Status | None = None,
    agency_id: Identifier = None,
    county_geoid: CountyGeoid = None,
) -> Response[Any]:
    """List agreements by id; with `as_of` those that the lists show on that day, as they showed them then.

    `no_longer_listed` says that later lists lack the agreement, and no more: only a claim can say that one ended.
    """
    narrowed = {"state": code(usps), "agency_id": agency_id or "", "county": county_geoid or ""}
    asked = ask.agreements_asked(as_of=day(as_of), **narrowed).equal({"kind": kind})
    if not as_of:
        asked = asked.equal({"model": model, "status": status})
        return answer_question(served, paging, "agreements", asked)
    found = ask.agreements(served.connection, as_of=day(as_of), status=status or "", **narrowed)
    # Model and status are those of that day, which the table itself does not tell.
    chosen = [row for row in found if row["kind"] == (kind or row["kind"]) and row["model"] == (model or row["model"])]
    return answer_list(served, paging, "agreements", ask.AGREEMENT, chosen, "agreement_id")


@offer_one(
    "/agreements/{agreement_id:str}",
    "agreement",
    record_shape("AgreementWithRecord", AGREEMENT, "listings", "events", "decisions", "decider"),
    "record",
)
def get_agreement(served: Served, agreement_id: str) -> Response[Any]:
    """Show an agreement: every printed row with its first and last place in the lists, its changes, who decides."""
    return answer_traced(served, "agreement", agreement_id, agreement_path(read_segment(agreement_id)))


@offer_list("/pending", "pending", shape("Pending", ask.PENDING), "record")
def list_pending(
    served: Served,
    paging: Paging,
    usps: State = None,
    kind: Word = None,
    model: Model | None = None,
    status: PendingStatus | None = None,
    agency_id: Identifier = None,
) -> Response[Any]:
    """List what the pending lists showed, by agency and model."""
    asked = ask.pending_asked(state=code(usps)).equal(
        {"kind": kind, "model": model, "status": status, "agency_id": agency_id}
    )
    return answer_question(served, paging, "pending", asked)


@offer_list("/changes", "changes", shape("Change", CHANGE), "record")
def list_changes(
    served: Served,
    paging: Paging,
    since: Since = None,
    until: Until = None,
    usps: State = None,
    event: EventKind | None = None,
    model: Model | None = None,
    agency_id: Identifier = None,
    agreement_id: Identifier = None,
    county_geoid: CountyGeoid = None,
) -> Response[Any]:
    """List what changed between lists, oldest first: after which list, by which, and what was printed before and after.

    The days are those of the first list with the change. A departure is listed once later lists have confirmed it.
    """
    first, last = days(since, until)
    asked = Question("event", CHANGE, ("by_on", "agreement_id", "event_id")).between("by_on", first, last)
    wanted = {"state": code(usps), "event": event, "model": model, "agency_id": agency_id, "agreement_id": agreement_id}
    asked = asked.equal(wanted)
    asked = asked.where(SERVED_BY, county_geoid) if county_geoid else asked
    return answer_question(served, paging, "changes", asked)


@offer_one(
    "/changes/{event_id:str}",
    "change",
    record_shape("ChangeWithRecord", EVENT, single=("before", "after", "agreement")),
    "record",
)
def get_change(served: Served, event_id: str) -> Response[Any]:
    """Show a change: the list before and the list after it, with the printed rows, and the agreement."""
    return answer_traced(served, "event", event_id, event_path(read_segment(event_id)))


HANDLERS = [
    list_agencies, get_agency, list_agreements, get_agreement, list_pending, list_changes, get_change,
]  # fmt: skip
