"""The table of deciders: for every agreement and claimed policy the office or body that decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from comity.elections import Law, read_counties
from comity.model import Claim
from comity.places import Gazetteer, Resolver
from comity.register.deciding import Agency, Decider, Deciding
from comity.register.election_rows import DeciderRow
from comity.register.offices import OfficeIndex
from comity.register.rows import AgencyRow, AgreementRow, PendingRow
from comity.sources.curated import laws_in_force

# Claims that tell of a policy or of an act upon an agreement, and so have a decider.
POLICY_KINDS = frozenset({"local_decision", "practice"})
# Laws that leave a body less than a free choice; one that permits leaves it as free as it was.
BINDING = frozenset({"compels", "forbids", "limits"})


class DeciderTable:
    """Makes the rows of `decider`; an agency's answer is worked out once."""

    def __init__(self, deciding: Deciding, resolver: Resolver, claims: Sequence[Claim], as_of: str) -> None:
        """Take who answers, who resolves the agencies that claims name, the claims, and the day of the laws."""
        self._deciding, self._resolver, self._as_of = deciding, resolver, as_of
        self._claims = claims
        self._laws = [claim for claim in claims if claim.effect in BINDING]
        self._known: dict[str, Decider] = {}

    def rows(
        self, agencies: Iterable[AgencyRow], agreements: Iterable[AgreementRow], pending: Iterable[PendingRow]
    ) -> list[DeciderRow]:
        """Return a row for every agreement, every entry of the pending lists and every claimed policy, by id."""
        bodies = {row.agency_id: _agency(row) for row in agencies}
        found = [
            self._row(row.agreement_id, "agreement", bodies[row.agency_id], "287g", row.status == "listed")
            for row in agreements
        ]
        found += [
            self._row(row.pending_id, "pending", _pending_agency(row, bodies), "287g", row.status == "pending")
            for row in pending
        ]
        policies = [claim for claim in self._claims if claim.kind in POLICY_KINDS]
        found += [
            self._row(one.claim_id, "claim", self._claimed(one), _cover(one.instrument), True) for one in policies
        ]
        return sorted(found, key=lambda row: (row.subject_kind, row.subject_id))

    def _row(self, subject_id: str, subject_kind: str, agency: Agency, cover: str, is_current: bool) -> DeciderRow:
        key = agency.agency_id or f"{agency.state} {agency.name}"
        decider = self._known.get(key)
        if decider is None:
            decider = self._known[key] = self._decide(agency)
        laws = laws_in_force(self._laws, state=agency.state, cover=cover, body=agency.kind, on=self._as_of)
        return DeciderRow(
            subject_id=subject_id,
            subject_kind=subject_kind,
            agreement_id=subject_id if subject_kind == "agreement" else "",
            agency_id=agency.agency_id,
            agency=agency.name,
            state=agency.state,
            is_current=is_current,
            decider_kind=decider.decider_kind,
            office_id=decider.office_id,
            body=decider.body,
            rule=decider.rule,
            reason=decider.reason,
            citation=decider.citation,
            checked=decider.checked,
            law_claim_ids=";".join(sorted(law.claim_id for law in laws)),
        )

    def _decide(self, agency: Agency) -> Decider:
        if not agency.kind:
            return Decider("unknown", "", "", "unresolved", "The source names no body that is known here.")
        return self._deciding.decide(agency)

    def _claimed(self, claim: Claim) -> Agency:
        """Return the body that a claim names, as far as its name tells."""
        if not claim.agency:
            return Agency("", "", claim.subject_state, "")
        county = claim.subject.partition(",")[0]
        found = self._resolver.resolve(claim.subject_state, claim.agency, "", county)
        kind = found.kind if found.agency_id else ""
        return Agency(
            found.agency_id, claim.agency, claim.subject_state, kind, found.place_geoid, tuple(found.county_geoids)
        )


def _agency(row: AgencyRow) -> Agency:
    counties = tuple(geoid for geoid in row.county_geoids.split(";") if geoid)
    return Agency(row.agency_id, row.agency, row.state, row.kind, row.place_geoid, counties)


def _pending_agency(row: PendingRow, bodies: Mapping[str, Agency]) -> Agency:
    if row.agency_id in bodies:
        return bodies[row.agency_id]
    counties = tuple(geoid for geoid in row.county_geoids.split(";") if geoid)
    return Agency(row.agency_id, row.agency, row.state, row.kind, "", counties)


def _cover(instrument: str) -> str:
    """Return the word by which laws name an instrument: every 287(g) model is one to them."""
    return "287g" if instrument.startswith("287g") else instrument


def decider_rows(
    law: Law,
    gazetteer: Gazetteer,
    resolver: Resolver,
    claims: Sequence[Claim],
    as_of: str,
    bodies: tuple[Iterable[AgencyRow], Iterable[AgreementRow], Iterable[PendingRow]],
) -> list[DeciderRow]:
    """Return the rows of `decider` for agencies, agreements and pending entries; none where no list tells the day."""
    if not as_of:
        return []
    index = OfficeIndex(law, int(as_of[:4]), read_counties(gazetteer))
    return DeciderTable(Deciding(index, gazetteer), resolver, claims, as_of).rows(*bodies)
