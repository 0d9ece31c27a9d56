"""The tables that rest on election law alone: contests, their stages, and the rules in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from comity.elections import Citation, Contest, Law, StageDate
from comity.elections.describe import describe_date
from comity.elections.lawfile import CycleRule, DateMove, Landmark, OfficeRule, SpecialContest
from comity.elections.statelaw import Counties, StateLaw
from comity.model import Claim
from comity.register.ask import Row
from comity.register.contests import all_contests, contest_row, stage_cells
from comity.register.election_rows import ContestRow, ContestStageRow, LawRuleRow
from comity.register.offices import office_id_of

# How many election years before and after the year of the newest list a release holds.
YEARS_BEFORE, YEARS_AFTER = 2, 6


def years_around(as_of: str) -> range:
    """Return the election years that a release of a day holds; none where the day is not known."""
    if not as_of:
        return range(0)
    year = int(as_of[:4])
    return range(year - YEARS_BEFORE, year + YEARS_AFTER + 1)


def contest_ids(contests: Iterable[Contest]) -> list[tuple[str, Contest]]:
    """Return each contest with its id: its office and year, and what kind it is where it is no regular one."""
    seen: dict[str, int] = {}
    found = []
    for contest in contests:
        contest_id = f"{office_id_of(contest)}.{contest.year}" + (".special" if contest.kind == "special" else "")
        seen[contest_id] = seen.get(contest_id, 0) + 1
        found.append((contest_id if seen[contest_id] == 1 else f"{contest_id}.{seen[contest_id]}", contest))
    return found


class _Shared(NamedTuple):
    """What the stages of some contests come to, and the stages themselves, which are not to go before it does."""

    stages: tuple[StageDate, ...]
    cells: Row
    told: Sequence[tuple[str, str, str, str]]


def _share(contest: Contest) -> _Shared:
    told = [(one.stage, one.on.isoformat(), one.standing, one.rule_id) for one in contest.stages]
    return _Shared(contest.stages, stage_cells(contest), told)


def contest_rows(
    law: Law, years: range, units: Mapping[str, Counties], claims: Iterable[Claim]
) -> tuple[list[ContestRow], list[ContestStageRow]]:
    """Return the rows of `contest` and `contest_stage`."""
    rows: list[ContestRow] = []
    stages: list[ContestStageRow] = []
    known: dict[int, _Shared] = {}  # contests of one calendar and year share their stages
    for contest_id, contest in contest_ids(all_contests(law, years, units, claims)):
        shared = known.get(id(contest.stages))
        if shared is None:
            shared = known[id(contest.stages)] = _share(contest)
        cells = contest_row(contest, shared.cells)
        rows.append(ContestRow(contest_id=contest_id, office_id=office_id_of(contest), year=contest.year, **cells))
        stages += [ContestStageRow(contest_id, *one) for one in shared.told]
    return rows, stages


def law_rule_rows(law: Law) -> list[LawRuleRow]:
    """Return every rule of every state in words; a landmark that has several rules is one row with all of them."""
    found: dict[tuple[str, str], LawRuleRow] = {}
    for code in sorted(law.states):
        for rule_id, text, condition, citation in _rules(law.states[code]):
            known = found.get((code, rule_id))
            words = f"{known.text}; {text}" if known else text
            found[code, rule_id] = LawRuleRow(
                code, rule_id, words, condition, citation.section, citation.words, citation.url, citation.checked
            )
    return [found[key] for key in sorted(found)]


def _rules(one: StateLaw) -> Iterator[tuple[str, str, str, Citation]]:
    file = one.file
    for office in file.offices:
        yield office.id, _say_office(office), "", office.citation
    for cycle in file.cycles:
        yield cycle.id, _say_cycle(cycle), "", cycle.citation
    for rule in file.stages:
        yield rule.id, f"{_plain(rule.stage)}: {_say_date(rule)}", rule.condition, rule.citation
    for mark in file.landmarks:
        yield mark.id, f"{_plain(mark.id)}: {_say_date(mark)}", "", mark.citation
    for move in file.exceptions:
        yield move.id, _say_move(move), _condition_of(one, move), move.citation
    for special in file.specials:
        yield special.id, _say_special(special), "", special.citation


def _condition_of(one: StateLaw, move: DateMove) -> str:
    """Return the condition of the stage that was moved: a new day leaves it as it was."""
    calendars = move.calendars or tuple(calendar.id for calendar in one.file.calendars)
    rules = (one.stage_rule(calendar, move.stage, move.year) for calendar in calendars)
    return next((rule.condition for rule in rules if rule), "")


def _plain(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")


def _span(first: int | None, last: int | None) -> str:
    return (f" from {first}" if first else "") + (f" until {last}" if last else "")


def _say_date(rule: Landmark) -> str:
    years = "" if rule.in_years == "all" else f", in {_plain(rule.in_years)} years"
    return f"{describe_date(rule.date)}{years}{_span(rule.valid_from, rule.valid_until)}"


def _say_office(office: OfficeRule) -> str:
    span = _span(office.valid_from, office.valid_until)
    if office.status == "elected":
        return f"{office.title}: elected by {office.unit}{span}"
    return f"{office.title}: {office.status}{' by ' + office.by if office.by else ''}{span}"


def _say_cycle(cycle: CycleRule) -> str:
    every = "year" if cycle.period == 1 else f"{cycle.period} years"
    where = f" in {', '.join(cycle.units)}" if cycle.units else ""
    span = _span(cycle.valid_from, cycle.valid_until)
    return f"elected in {cycle.anchor} and every {every}, for {cycle.term} years{where}{span}"


def _say_move(move: DateMove) -> str:
    return f"{_plain(move.stage)} of {move.year} moved by {move.by} from {move.instead_of} to {move.on}"


def _say_special(special: SpecialContest) -> str:
    return f"special election of {special.year} in {special.unit}: {special.reason}"
