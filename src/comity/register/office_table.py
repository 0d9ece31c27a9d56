"""The table of offices: each with its elections on both sides of a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from comity.elections import Contest, Law, read_counties
from comity.elections import contests as engine_contests
from comity.elections.statelaw import Counties, StateLaw
from comity.model import Claim
from comity.places import Gazetteer
from comity.register.contests import claimed_contests, with_claimed
from comity.register.election_rows import OfficeRow
from comity.register.law_tables import contest_ids
from comity.register.offices import Office, find_offices, office_id_of

# No office here waits longer for its next election than Tennessee's district attorneys general, eight years.
HORIZON = 9


def last_election_day(law: Law, claims: Iterable[Claim], day: str) -> str:
    """Return the latest day on or before `day` on which any office is filled: until the next, the table is the same.

    It looks at calendars, not at contests, so that it costs nothing to ask before every build.
    """
    if not day:
        return ""
    found = {claim.on for claim in claims if claim.kind == "election"}
    for one in law.states.values():
        found.update(_filling_days(one, int(day[:4])))
    return max((on for on in found if on <= day), default="")


def _filling_days(one: StateLaw, year: int) -> Iterator[str]:
    for calendar in one.file.calendars:
        for spoken in (year - 1, year, year + 1):
            stages = one.calendar_dates(calendar.id, spoken)
            general = [stage for stage in stages if stage.stage == "general"]
            for stage in (general or stages)[-1:]:
                yield stage.on.isoformat()
    for special in one.file.specials:
        yield from (stage.on.isoformat() for stage in special.stages)


def office_rows(law: Law, gazetteer: Gazetteer, claims: Sequence[Claim], as_of: str) -> list[OfficeRow]:
    """Return the row of every elected office of a day's year, with its elections around it; none for no day."""
    if not as_of:
        return []
    units = read_counties(gazetteer)
    day = date.fromisoformat(as_of)
    around = Around(law, units, claims, day)
    people = {geoid: gazetteer.place(geoid).population or 0 for state in units.values() for geoid in state}
    return [_office(one, around, people) for one in find_offices(law, day.year, units)]


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
