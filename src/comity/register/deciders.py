"""The tables of offices and deciders: for every agreement and claimed policy the office or body that decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from comity.elections import Contest, Law, read_counties
from comity.elections import contests as engine_contests
from comity.elections.statelaw import Counties
from comity.model import Claim
from comity.places import Gazetteer, Resolver
from comity.register.contests import claimed_contests, with_claimed
from comity.register.deciding import Agency, Decider, Deciding
from comity.register.election_rows import DeciderRow, OfficeRow
from comity.register.law_tables import contest_ids
from comity.register.offices import Office, OfficeIndex, find_offices, office_id_of
from comity.register.rows import AgencyRow, AgreementRow, PendingRow
from comity.sources.curated import laws_in_force

# No office here waits longer for its next election than Tennessee's district attorneys general, eight years.
HORIZON = 9
# Claims that tell of a policy or of an act upon an agreement, and so have a decider.
POLICY_KINDS = frozenset({"local_decision", "practice"})
# Laws that leave a body less than a free choice; one that permits leaves it as free as it was.
BINDING = frozenset({"compels", "forbids", "limits"})


def office_rows(
    law: Law, gazetteer: Gazetteer, claims: Sequence[Claim], as_of: str
) -> tuple[list[OfficeRow], OfficeIndex]:
    """Return the row of every elected office of the release's year, and the index in which deciders look it up."""
    units = read_counties(gazetteer)
    day = date.fromisoformat(as_of)
    index = OfficeIndex(law, day.year, units)
    around = Around(law, units, claims, day)
    people = {geoid: gazetteer.place(geoid).population or 0 for state in units.values() for geoid in state}
    return [_office(one, around, people) for one in index.offices], index


class Told(msgspec.Struct, frozen=True):
    """What the stages of a contest come to: the days, and when and how firmly the office is filled."""

    days: dict[str, str]
    decided_on: date | None
    standing: str


class Around:
    """By office, the last contest decided until a day, and the first decided after it, with its id.

    Years are asked for outwards from the day, state by state, until every office that was found so far in the state
    has both; eight years are the most that any waits.
    """

    def __init__(self, law: Law, units: Mapping[str, Counties], claims: Sequence[Claim], day: date) -> None:
        """Look around a day."""
        self.last: dict[str, tuple[str, Contest]] = {}
        self.next: dict[str, tuple[str, Contest]] = {}
        self._day = day
        self._told: dict[int, tuple[object, Told]] = {}
        told = claimed_contests(claims, law, units)
        for code in sorted(law.states):
            one = Law([law.states[code]], law.fingerprint)
            offices = {office.office_id for office in find_offices(one, day.year, units)}
            claimed = [contest for contest in told if contest.state == code]
            self._look(one, units, offices, claimed, range(day.year - 1, day.year + HORIZON + 1), 1)
            self._look(one, units, offices, claimed, range(day.year, day.year - HORIZON - 1, -1), -1)

    def _look(
        self,
        law: Law,
        units: Mapping[str, Counties],
        offices: set[str],
        told: Sequence[Contest],
        years: range,
        way: int,
    ) -> None:
        found = self.next if way > 0 else self.last
        for year in years:
            contests = with_claimed(engine_contests(law, year, units), [one for one in told if one.year == year])
            self._take(contest_ids(contests), found, way)
            if abs(year - self._day.year) > 1 and offices <= found.keys():
                return

    def _take(self, contests: Iterable[tuple[str, Contest]], found: dict[str, tuple[str, Contest]], way: int) -> None:
        for contest_id, contest in contests:
            on, office_id = self.told(contest).decided_on, office_id_of(contest)
            if on is None or (on > self._day) != (way > 0):
                continue
            known = found.get(office_id)
            before = self.told(known[1]).decided_on if known else None
            if before is None or (on < before if way > 0 else on > before):
                found[office_id] = (contest_id, contest)

    def told(self, contest: Contest) -> Told:
        """Return what a contest's stages come to; contests of one calendar and year share them, worked out once."""
        known = self._told.get(id(contest.stages))
        if known is None:
            days = {stage.stage: stage.on.isoformat() for stage in contest.stages}
            known = (contest.stages, Told(days, contest.decided_on, contest.standing))
            self._told[id(contest.stages)] = known
        return known[1]


NOTHING = Told({}, None, "")


def _office(office: Office, around: Around, people: Mapping[str, int]) -> OfficeRow:
    before, following = around.last.get(office.office_id), around.next.get(office.office_id)
    told = around.told(following[1]) if following else NOTHING
    last = around.told(before[1]) if before else NOTHING
    return OfficeRow(
        office_id=office.office_id,
        office=office.office,
        local_title=office.local_title,
        state=office.state,
        unit_id=office.unit_id,
        unit=office.unit,
        county_geoids=";".join(office.county_geoids),
        population=sum([people.get(geoid, 0) for geoid in office.county_geoids]) or None,
        is_second_tier=office.is_second_tier,
        last_general_on=last.decided_on.isoformat() if last.decided_on else "",
        next_contest_id=following[0] if following else "",
        next_kind=following[1].kind if following else "",
        next_filing_deadline=told.days.get("filing_deadline", ""),
        next_primary_on=told.days.get("primary", ""),
        next_primary_runoff_on=told.days.get("primary_runoff", ""),
        next_general_on=told.days.get("general", ""),
        next_general_runoff_on=told.days.get("general_runoff", ""),
        next_standing=told.standing,
        citation=office.citation,
    )


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


def decide_all(
    law: Law,
    gazetteer: Gazetteer,
    resolver: Resolver,
    claims: Sequence[Claim],
    as_of: str,
    agencies: Iterable[AgencyRow],
    agreements: Iterable[AgreementRow],
    pending: Iterable[PendingRow],
) -> tuple[list[OfficeRow], list[DeciderRow]]:
    """Return the rows of `office` and `decider`; none where no list tells the day."""
    if not as_of:
        return [], []
    offices, index = office_rows(law, gazetteer, claims, as_of)
    table = DeciderTable(Deciding(index, gazetteer), resolver, claims, as_of)
    return offices, table.rows(agencies, agreements, pending)
