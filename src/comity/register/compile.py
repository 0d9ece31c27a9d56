"""Everything that the record holds → the rows of every table, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from comity.elections import Law
from comity.identity import Snapshot, follow
from comity.ledger import StoredList
from comity.model import Claim
from comity.places import Gazetteer, Resolver
from comity.register.acts import ActRow, group_acts
from comity.register.agreements import agreement_tables
from comity.register.compiled import Compiled
from comity.register.deciders import decider_rows
from comity.register.election_rows import DeciderRow
from comity.register.inputs import Record, showings
from comity.register.issues import find_issues
from comity.register.judging import judge_record
from comity.register.pending import pending_rows
from comity.register.reading import Sightings, read_rows
from comity.register.reviewing import review_issues
from comity.register.rows import (
    AgencyCountyRow,
    AgencyRow,
    AgreementRow,
    DecisionRow,
    EventRow,
    InForceRow,
    IssueRow,
    ListingRow,
    PendingRow,
    PrintedRowRow,
    PublicationRow,
)
from comity.register.tables import agency_tables, curated_publication_rows, printed_row_rows, publication_rows
from comity.sources.curated import CuratedRecord
from comity.sources.ice_287g import Judgement
from comity.sources.reviewed import reviewed_record


class Register(msgspec.Struct, frozen=True):
    """The rows of every table that is compiled from the record, sorted by their keys."""

    publications: list[PublicationRow]
    printed_rows: list[PrintedRowRow]
    agencies: list[AgencyRow]
    agency_counties: list[AgencyCountyRow]
    agreements: list[AgreementRow]
    in_force: list[InForceRow]
    listings: list[ListingRow]
    events: list[EventRow]
    decisions: list[DecisionRow]
    pending: list[PendingRow]
    issues: list[IssueRow]
    claims: list[Claim]
    acts: list[ActRow]
    deciders: list[DeciderRow]
    as_of: str


def compile_register(record: Record, gazetteer: Gazetteer, curated: CuratedRecord, law: Law) -> Register:
    """Return the register that this record amounts to; the order in which lists were added makes no difference."""
    resolver = Resolver(gazetteer)
    compiled = _compile(record, resolver)
    agreements, in_force, listings, events, decisions = agreement_tables(compiled)
    agencies, agency_counties = agency_tables(compiled, agreements)
    pending = pending_rows(compiled, agreements)
    publications = publication_rows(compiled)
    told, faults = reviewed_record(record.reviewed.accepted, gazetteer)
    papers = {
        one.publication_id: (one.kind.value, one.published_on) for one in curated.publications + told.publications
    }
    claims, acts = group_acts(curated.claims + told.claims, papers)
    as_of = newest(publications)
    bodies = (agencies, agreements, pending)
    return Register(
        publications=publications
        + curated_publication_rows(curated, "curated")
        + curated_publication_rows(told, "review"),
        printed_rows=printed_row_rows(compiled),
        agencies=agencies,
        agency_counties=agency_counties,
        agreements=agreements,
        in_force=in_force,
        listings=listings,
        events=events,
        decisions=decisions,
        pending=pending,
        issues=find_issues(compiled, agreements, review_issues(record.reviewed, faults)),
        claims=claims,
        acts=acts,
        deciders=decider_rows(law, gazetteer, resolver, claims, as_of, bodies),
        as_of=as_of,
    )


def newest(lists: Iterable[PublicationRow]) -> str:
    """Return the day of the newest usable list, or "" where there is none: a release is as old as that."""
    return max((row.published_on for row in lists if row.verdict in {"good", "misdated", "swapped"}), default="")


def _compile(record: Record, resolver: Resolver) -> Compiled:
    lists = {shown.publication_id: shown for shown in showings(record)}
    judgements = judge_record(record, lists.values())
    shown = sorted(
        (judgements[key].published_on, judgements[key].sequence, key)
        for key in lists
        if judgements[key].is_used and judgements[key].verdict != "duplicate"
    )
    participating = [lists[key] for _, _, key in shown if judgements[key].list == "participating"]
    pending = [lists[key] for _, _, key in shown if judgements[key].list == "pending"]
    rows = read_rows(record.printed_rows, _first_seen(lists, judgements), resolver)
    sightings = Sightings(rows)
    snapshots = [
        Snapshot(
            publication_id=stored.publication_id,
            published_on=judgements[stored.publication_id].published_on,
            sightings=sightings.of(stored.printed_row_ids),
            sequence=judgements[stored.publication_id].sequence,
        )
        for stored in participating
    ]
    return Compiled(lists, judgements, participating, pending, rows, follow(snapshots, record.rulings))


def _first_seen(lists: Mapping[str, StoredList], judgements: Mapping[str, Judgement]) -> dict[int, str]:
    """Return the first day on which each printed row was published: a signing date is judged against it."""
    first: dict[int, str] = {}
    ordered = sorted(lists, key=lambda key: (judgements[key].published_on or "9999-12-31", key))
    for key in ordered:
        day = judgements[key].published_on or "9999-12-31"
        # what most lists repeat is put aside at once
        first.update(dict.fromkeys(set(lists[key].printed_row_ids).difference(first), day))
    return first
