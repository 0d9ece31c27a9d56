"""Special elections that publications tell of, among the contests of the law files."""

from __future__ import annotations

from msgspec.structs import replace
from tests.elections.making_law import UNITS, base, make_law

from comity.elections import load_law, read_counties
from comity.model import Claim
from comity.places import load_gazetteer
from comity.register.contests import CONTEST, all_contests, claimed_contests, contest_row, say_partisan
from comity.register.law_tables import contest_ids, contest_rows, law_rule_rows, years_around

ELECTION = Claim(
    claim_id="birch-general",
    publication_id="notice",
    subject_place_geoid="99003",
    subject="Birch County",
    subject_state="ZZ",
    instrument="other",
    action="other",
    status="announced",
    statement="An unexpired term is filled.",
    attributed_to="Zeta's secretary of state",
    kind="election",
    office="sheriff",
    stage="general",
    on="2023-11-07",
    on_precision="day",
)
FILING = replace(ELECTION, claim_id="birch-filing", stage="filing_deadline", on="2023-08-01")
LAW = make_law(base())


def test_a_claimed_special_is_a_contest_with_its_source() -> None:
    """Its stages are those told, scheduled, and each rests on its claim."""
    (contest,) = claimed_contests([ELECTION, FILING], LAW, UNITS)
    assert (contest.kind, contest.year, contest.unit_id) == ("special", 2023, "us-zz-birch-county")
    assert [(stage.stage, stage.on.isoformat(), stage.standing) for stage in contest.stages] == [
        ("filing_deadline", "2023-08-01", "scheduled"),
        ("general", "2023-11-07", "scheduled"),
    ]
    assert contest.rule_ids == ("birch-filing", "birch-general")
    assert contest.stages[1].citation.section == "Zeta's secretary of state"


def test_an_election_that_was_held_says_so() -> None:
    """A claim that it happened makes the standing held."""
    (contest,) = claimed_contests([replace(ELECTION, status="happened")], LAW, UNITS)
    assert contest.standing == "held"


def test_what_is_not_told_to_the_day_or_did_not_come_about_is_no_contest() -> None:
    """A month, a rejected proposal, another kind of claim, a place without the office."""
    refused = [
        replace(ELECTION, on="2023-11", on_precision="month"),
        replace(ELECTION, status="rejected"),
        replace(ELECTION, kind="statement"),
        replace(ELECTION, subject_place_geoid="99999"),
    ]
    assert [claimed_contests([claim], LAW, UNITS) for claim in refused] == [[], [], [], []]


def test_two_vacancies_in_one_place_are_two_contests() -> None:
    """Each general election ends a race; a filing deadline after it belongs to the next."""
    later = [
        replace(FILING, claim_id="filing-2025", on="2025-08-01"),
        replace(ELECTION, claim_id="general-2025", on="2025-11-04"),
    ]
    found = claimed_contests([*later, ELECTION, FILING], LAW, UNITS)
    assert [(one.year, len(one.stages)) for one in found] == [(2023, 2), (2025, 2)]


def test_they_stand_among_the_law_s_contests_of_the_year() -> None:
    """Asked for by year, state and office; other years and offices are as before."""
    plain = all_contests(LAW, 2023, UNITS)
    assert plain == []
    assert [one.kind for one in all_contests(LAW, 2023, UNITS, [ELECTION])] == ["special"]
    assert all_contests(LAW, 2023, UNITS, [ELECTION], office="prosecutor") == []
    assert all_contests(LAW, 2022, UNITS, [ELECTION]) == all_contests(LAW, 2022, UNITS)


def test_a_special_that_both_tell_of_is_one_contest() -> None:
    """The law file's special takes the claim's days, keeps its own others, and names both."""
    data = base()
    data["specials"] = [
        {"id": "birch-2023", "office": "sheriff", "unit": "99003", "year": 2023, "calendar": "november"}
        | {"reason": "the remainder of the term", "citation": {"section": "Z. Code § 2", "checked": "recalled"}}
    ]
    moved = replace(ELECTION, on="2023-11-14")
    (contest,) = all_contests(make_law(data), 2023, UNITS, [moved])
    days = {stage.stage: stage.on.isoformat() for stage in contest.stages}
    assert days["general"] == "2023-11-14" and days["primary"] == "2023-06-20"
    assert "birch-2023" in contest.rule_ids and "birch-general" in contest.rule_ids
    assert "general" not in contest.rule_ids


def test_a_contest_is_a_row_of_plain_words() -> None:
    """The columns in their order; several counties are joined; what is unknown is empty."""
    contest = next(one for one in all_contests(LAW, 2022, UNITS) if one.office == "prosecutor")
    row = contest_row(contest)
    assert tuple(row) == CONTEST
    assert (row["county_geoids"], row["partisan"], row["general_runoff_on"]) == ("99001;99003", "", "")
    assert (row["primary_on"], row["general_on"]) == ("2022-06-21", "2022-11-08")
    assert [say_partisan(value) for value in (True, False, "optional", None)] == ["true", "false", "optional", ""]


def test_ids_of_contests_are_unique_in_every_year_of_a_release() -> None:
    """No two contests of the country share an id, nor two stages of a contest a name."""
    law, units = load_law(), read_counties(load_gazetteer())
    years = years_around("2026-01-09")
    assert (years.start, years.stop) == (2024, 2033) and len(years_around("")) == 0
    ids = [contest_id for contest_id, _ in contest_ids(all_contests(law, years, units))]
    assert len(ids) == len(set(ids)) > 10_000


def test_the_tables_of_law_say_each_rule_that_a_contest_names() -> None:
    """Every rule of a contest is a row of `law_rule`, in words, or a claim."""
    contests, stages = contest_rows(LAW, range(2021, 2024), UNITS, [ELECTION])
    told = {row.rule_id: row for row in law_rule_rows(LAW)}
    named = {rule_id for row in contests for rule_id in row.rule_ids.split(";")}
    assert named - set(told) == {"birch-general"}
    assert {stage.contest_id for stage in stages} == {row.contest_id for row in contests}
    assert told["primary"].text.startswith("primary: the third Tuesday in June")
    assert told["runoff"].condition == "if nobody has a majority"
