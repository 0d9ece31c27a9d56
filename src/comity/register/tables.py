"""Publications, printed rows and agencies as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from comity.ledger import StoredList
from comity.model import Resolution
from comity.register.compiled import Compiled, publication_id_of
from comity.register.inputs import sha256_of
from comity.register.reading import ReadRow, display_name
from comity.register.rows import AgencyCountyRow, AgencyRow, AgreementRow, PrintedRowRow, PublicationRow
from comity.sources.curated import CuratedRecord


def publication_rows(compiled: Compiled) -> list[PublicationRow]:
    """Return a row for every list that the record holds, in the order of their dates, unreadable ones last."""
    rows = [_publication(compiled, stored) for stored in compiled.lists.values()]
    return sorted(rows, key=lambda row: (row.published_on or "9999", row.list, row.sequence, row.publication_id))


def _publication(compiled: Compiled, stored: StoredList) -> PublicationRow:
    judgement = compiled.judgements[stored.publication_id]
    first = stored.sightings[0]
    return PublicationRow(
        publication_id=publication_id_of(stored.publication_id),
        source=stored.source,
        list=judgement.list,
        published_on=judgement.published_on,
        printed_on=judgement.printed_on,
        rows=stored.row_count,
        accepted=len(stored.printed_row_ids),
        refused=len(stored.refused),
        verdict=judgement.verdict,
        reason=judgement.reason,
        sha256=sha256_of(stored.publication_id),
        name=stored.name,
        title="",
        outlet="",
        url=first.url,
        retrieved_at=first.retrieved_at,
        modified_at=stored.facts.modified_at,
        sequence=judgement.sequence,
    )


def curated_publication_rows(curated: CuratedRecord, source: str = "curated") -> list[PublicationRow]:
    """Return a row for every publication of claims: written by hand (`curated`) or proposed and accepted (`review`)."""
    made = Counter(claim.publication_id for claim in curated.claims)
    rows = [
        PublicationRow(
            publication_id=item.publication_id,
            source=source,
            list="",
            published_on=item.published_on,
            printed_on="",
            rows=made[item.publication_id],
            accepted=made[item.publication_id],
            refused=0,
            verdict="good",
            reason="",
            sha256=item.sha256,
            name=item.publication_id,
            title=item.title,
            outlet=item.outlet,
            url=item.url,
            retrieved_at="",
            modified_at="",
            sequence=0,
        )
        for item in curated.publications
    ]
    return sorted(rows, key=lambda row: row.publication_id)


def printed_row_rows(compiled: Compiled) -> list[PrintedRowRow]:
    """Return a row for every distinct printed row, by its id."""
    return sorted((_printed_row(row) for row in compiled.rows.values()), key=lambda row: row.row_id)


def _printed_row(row: ReadRow) -> PrintedRowRow:
    printed, resolution = row.printed, row.resolution
    return PrintedRowRow(
        row_id=row.row_id,
        state=printed.state,
        agency=printed.agency,
        type=printed.type,
        county=printed.county,
        support_type=printed.support_type,
        signed=printed.signed,
        moa=printed.moa,
        moa_url=printed.moa_url,
        addendum=printed.addendum,
        addendum_url=printed.addendum_url,
        agency_id=resolution.agency_id,
        kind=resolution.kind,
        place_geoid=resolution.place_geoid,
        county_geoids=";".join(resolution.county_geoids),
        ori=resolution.ori,
        confidence=resolution.confidence,
        rule=resolution.rule,
        conflict=resolution.conflict,
        candidates=";".join(resolution.candidates),
        models=row.model,
        signed_on=row.signed.on,
        signed_problem=row.signed.problem,
    )


def agency_tables(
    compiled: Compiled, agreements: Sequence[AgreementRow]
) -> tuple[list[AgencyRow], list[AgencyCountyRow]]:
    """Return every agency that a list ever named, and the counties each serves.

    An unresolved name that holds an agreement stands as an agency of its own, with nothing claimed of it.
    """
    best: dict[str, ReadRow] = {}
    for read in sorted(compiled.rows.values(), key=lambda read: read.row_id):
        found = read.resolution
        if not found.agency_id:
            continue
        known = best.get(found.agency_id)
        if known is None or found.confidence > known.resolution.confidence:
            best[found.agency_id] = read
    names = {row.agency_id: row.agency for row in sorted(agreements, key=lambda row: row.last_listed_on)}
    made = Counter(row.agency_id for row in agreements)
    listed = Counter(row.agency_id for row in agreements if row.status == "listed")
    agencies = {
        key: _agency(read.resolution, names.get(key) or display_name(read), made[key], listed[key])
        for key, read in best.items()
    }
    for row in agreements:
        if row.agency_id not in agencies:
            agencies[row.agency_id] = _unresolved(row, made[row.agency_id], listed[row.agency_id])
    rows = [agencies[key] for key in sorted(agencies)]
    counties = [
        AgencyCountyRow(row.agency_id, geoid) for row in rows for geoid in row.county_geoids.split(";") if geoid
    ]
    return rows, counties


def _agency(found: Resolution, name: str, agreement_count: int, listed_count: int) -> AgencyRow:
    return AgencyRow(
        agency_id=found.agency_id,
        agency=name,
        state=found.state,
        kind=found.kind,
        place_geoid=found.place_geoid,
        county_geoids=";".join(found.county_geoids),
        ori=found.ori,
        confidence=found.confidence,
        rule=found.rule,
        agreement_count=agreement_count,
        listed_count=listed_count,
    )


def _unresolved(row: AgreementRow, agreement_count: int, listed_count: int) -> AgencyRow:
    return AgencyRow(
        agency_id=row.agency_id,
        agency=row.agency,
        state=row.state,
        kind=row.kind or "other",
        place_geoid="",
        county_geoids=row.county_geoids,
        ori="",
        confidence=0.0,
        rule="unresolved",
        agreement_count=agreement_count,
        listed_count=listed_count,
    )
