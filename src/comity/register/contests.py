"""Contests as rows: those of the law files, and special elections that a publication tells of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec.structs import replace

from comity.elections import STAGES, Citation, Contest, Law, OfficeDate, StageDate, contests
from comity.elections.records import Standing
from comity.elections.statelaw import Counties
from comity.model import Claim
from comity.register.ask import Row
from comity.register.offices import Office, find_offices, office_id_of

CONTEST = (
    "state", "office", "local_title", "unit_id", "unit", "county_geoids", "kind", "filing_deadline", "primary_on",
    "primary_runoff_on", "general_on", "general_runoff_on", "partisan", "standing", "rule_ids",
)  # fmt: skip
DATE = ("state", "year", "office", "stage", "on", "standing", "condition", "rule_id", "citation")
Partisan = bool | Literal["optional"] | None
# The column in which a stage's day stands; when filing opens is told by `dates` alone.
STAGE_COLUMNS = {
    "filing_deadline": "filing_deadline",
    "primary": "primary_on",
    "primary_runoff": "primary_runoff_on",
    "general": "general_on",
    "general_runoff": "general_runoff_on",
}
# What a claim's status makes of an election that it tells of; a proposed or rejected one is no contest.
_STANDINGS: dict[str, Standing] = {
    "happened": "held", "in_force": "scheduled", "announced": "scheduled", "stated": "scheduled",
}  # fmt: skip
# A stage belongs to the next general election of its office; filing opens at most so long before it.
_LONGEST_RACE = 400


def all_contests(
    law: Law,
    years: int | range,
    units: Mapping[str, Counties],
    claims: Iterable[Claim] = (),
    *,
    state: str | None = None,
    office: str | None = None,
) -> list[Contest]:
    """Return the contests of the law files and, among them, the special elections that claims tell of.

    Raises what `comity.elections.contests` raises. A claimed contest that the law file has too is one contest, with
    the claim's days.
    """
    found = contests(law, years, units, state=state, office=office)
    span = range(years, years + 1) if isinstance(years, int) else years
    told = [
        contest
        for contest in claimed_contests(claims, law, units)
        if contest.year in span and state in (None, contest.state) and office in (None, contest.office)
    ]
    return with_claimed(found, told)


def with_claimed(found: list[Contest], told: Sequence[Contest]) -> list[Contest]:
    """Return the law's contests and claimed ones, in the order of states; one that both tell of is one contest."""
    if not told:
        return found
    by_key = {_key(contest): contest for contest in told}
    merged = [_merge(contest, by_key.pop(_key(contest), None)) for contest in found]
    return sorted([*merged, *by_key.values()], key=lambda contest: contest.state)


def _key(contest: Contest) -> tuple[str, int, str]:
    return office_id_of(contest), contest.year, contest.kind


def _merge(contest: Contest, told: Contest | None) -> Contest:
    """Return the law's contest with the days that claims tell in place of its own."""
    if told is None:
        return contest
    days = {stage.stage: stage for stage in contest.stages}
    days |= {stage.stage: _firmer(stage, days.get(stage.stage)) for stage in told.stages}
    stages = tuple(days[name] for name in STAGES if name in days)
    replaced = {stage.rule_id for stage in contest.stages} - {stage.rule_id for stage in stages}
    ids = [rule_id for rule_id in contest.rule_ids if rule_id not in replaced]
    return replace(contest, stages=stages, rule_ids=tuple(dict.fromkeys((*ids, *told.rule_ids))))


def _firmer(told: StageDate, known: StageDate | None) -> StageDate:
    """Return the claimed stage, as held where the law file knows that the same day was."""
    if known is not None and known.on == told.on and known.standing == "held":
        return replace(told, standing="held", condition=known.condition)
    return told


def claimed_contests(claims: Iterable[Claim], law: Law, units: Mapping[str, Counties]) -> list[Contest]:
    """Return a special contest for each election that claims tell of, its stages as far as they are told to the day."""
    told: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        if claim.kind == "election" and claim.on_precision == "day" and claim.status in _STANDINGS:
            told.setdefault((claim.subject_state, claim.office, claim.subject_place_geoid), []).append(claim)
    found = []
    for key in sorted(told):
        for race in _races(sorted(told[key], key=lambda claim: (claim.on, claim.claim_id))):
            contest = _contest(race, law, units)
            if contest:
                found.append(contest)
    return found


def _races(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return claims on one office parted into elections: each general election ends one, a runoff follows it."""
    races: list[list[Claim]] = [[]]
    for claim in claims:
        last = races[-1]
        ended = any(other.stage == "general" for other in last)
        far = bool(last) and (_day(claim) - _day(last[0])).days > _LONGEST_RACE
        if far or (ended and claim.stage not in {"general", "general_runoff"}):
            races.append([])
        races[-1].append(claim)
    return [race for race in races if race]


def _day(claim: Claim) -> date:
    return date.fromisoformat(claim.on)


def _contest(race: Sequence[Claim], law: Law, units: Mapping[str, Counties]) -> Contest | None:
    """Return the contest, or None where the law knows no such elected office there."""
    first = race[0]
    deciding = next((claim for claim in race if claim.stage == "general"), race[-1])
    year = _day(deciding).year
    here = law.states.get(first.subject_state)
    office = _office_of(first, find_offices(Law([here], law.fingerprint), year, units)) if here else None
    if office is None:
        return None
    stages = {claim.stage: _stage(claim) for claim in race}
    return Contest(
        state=first.subject_state,
        year=year,
        office=office.office,
        local_title=office.local_title,
        unit_id=office.unit_id,
        unit=office.unit,
        county_geoids=office.county_geoids,
        kind="special",
        partisan=_partisan(law, office),
        term=None,
        stages=tuple(stages[name] for name in STAGES if name in stages),
        rule_ids=tuple(claim.claim_id for claim in race),
    )


def _office_of(claim: Claim, offices: Iterable[Office]) -> Office | None:
    """Return the one office that a claim speaks of: of the first tier, serving the place that it names."""
    fits = [
        office
        for office in offices
        if (office.state, office.office) == (claim.subject_state, claim.office)
        and not office.is_second_tier
        and (claim.subject_place_geoid in office.county_geoids)
    ]
    return fits[0] if len(fits) == 1 else None


def _partisan(law: Law, office: Office) -> Partisan:
    rules = law.state(office.state).file.offices
    return next((rule.partisan for rule in rules if rule.title == office.local_title), None)


def _stage(claim: Claim) -> StageDate:
    citation = Citation(section=claim.attributed_to, checked="read", words="")
    return StageDate(claim.stage, _day(claim), _STANDINGS[claim.status], "", claim.claim_id, citation)


def stage_cells(contest: Contest) -> Row:
    """Return what a contest's stages come to: the day of each by its column, "" unknown, and how firm they are."""
    days = {stage.stage: stage.on.isoformat() for stage in contest.stages}
    cells: Row = {column: days.get(stage, "") for stage, column in STAGE_COLUMNS.items()}
    return cells | {"standing": contest.standing}


def contest_row(contest: Contest, stages: Row | None = None) -> Row:
    """Return a contest under the names of `CONTEST`; what is unknown is empty.

    `stages` are its `stage_cells` where they are known: contests of one calendar and year share them.
    """
    told = stages or stage_cells(contest)
    return {
        "state": contest.state,
        "office": contest.office,
        "local_title": contest.local_title,
        "unit_id": contest.unit_id,
        "unit": contest.unit,
        "county_geoids": ";".join(contest.county_geoids),
        "kind": contest.kind,
        **{column: told[column] for column in STAGE_COLUMNS.values()},
        "partisan": say_partisan(contest.partisan),
        "standing": told["standing"],
        "rule_ids": ";".join(contest.rule_ids),
    }


def say_partisan(partisan: Partisan) -> str:
    """Return true, false, optional, or "" where it is not known."""
    if partisan is None:
        return ""
    return partisan if isinstance(partisan, str) else str(partisan).lower()


def date_row(dated: OfficeDate) -> Row:
    """Return a dated stage under the names of `DATE`."""
    stage = dated.date
    return {
        "state": dated.state,
        "year": dated.year,
        "office": dated.office,
        "stage": stage.stage,
        "on": stage.on.isoformat(),
        "standing": stage.standing,
        "condition": stage.condition,
        "rule_id": stage.rule_id,
        "citation": stage.citation.section,
    }
