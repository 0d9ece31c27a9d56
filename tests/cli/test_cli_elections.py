"""Contests, dates and law on the command line: the forms that programs rely on, and one sentence for a bad question."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Comity
from tests.elections.making_law import TOML, write_toml

CONTESTS = (
    "state,office,local_title,unit_id,unit,county_geoids,kind,filing_deadline,primary_on,primary_runoff_on,general_on,"
    "general_runoff_on,partisan,standing,rule_ids"
)
DATES = "state,year,office,stage,on,standing,condition,rule_id,citation"
STAGES = {"filing_opens", "filing_deadline", "primary", "primary_runoff", "general", "general_runoff"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one data folder without data, so that the starter's release is compiled once for these tests."""
    return tmp_path_factory.mktemp("elections") / "home"


@pytest.fixture
def starter(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Comity:
    """Return the command line over it."""
    return Comity(home, monkeypatch, capsys)


def test_the_columns_that_programs_rely_on(starter: Comity) -> None:
    """Each form's columns in their order; only `--deciding` adds one, at the end."""
    assert starter("contests", "2027", "--state", "VA", "--format", "csv").header == CONTESTS
    assert starter("contests", "2026", "--deciding", "--format", "csv").header == f"{CONTESTS},population"
    assert starter("dates", "--state", "VA", "--year", "2027", "--format", "csv").header == DATES


def test_a_year_of_virginia(starter: Comity) -> None:
    """Counties elect in 2027, cities do not; a shared sheriff has all his counties; days come from the law."""
    rows = {row["unit_id"]: row for row in starter("contests", "2027", "--state", "VA", "--office", "sheriff").rows}
    fairfax = rows["us-va-fairfax-county"]
    assert fairfax["county_geoids"].split(";") == ["51059", "51600"]
    assert (fairfax["primary_on"], fairfax["general_on"]) == ("2027-06-15", "2027-11-02")
    assert (fairfax["kind"], fairfax["standing"], fairfax["partisan"]) == ("regular", "projected", "false")
    assert "us-va-alexandria-city" not in rows and {row["office"] for row in rows.values()} == {"sheriff"}


def test_a_county_s_contests(starter: Comity) -> None:
    """By its name with the state, or by its GEOID, every contest in which it votes, districts too."""
    named = starter("contests", "2028", "--county", "Pasco County, FL").rows
    assert named == starter("contests", "2028", "--county", "12101").rows
    assert {row["office"] for row in named} == {"sheriff", "prosecutor"}
    assert all("12101" in row["county_geoids"].split(";") for row in named)


def test_a_special_election_that_a_publication_tells_of(starter: Comity) -> None:
    """Maricopa County chose a county attorney in 2022 out of turn; the source is named among the rules."""
    rows = starter("contests", "2022", "--state", "AZ", "--office", "prosecutor").rows
    (special,) = [row for row in rows if row["kind"] == "special" and row["unit_id"] == "us-az-maricopa-county"]
    assert (special["filing_deadline"], special["general_on"]) == ("2022-04-04", "2022-11-08")
    assert special["standing"] in {"scheduled", "held"}
    assert "maricopa-2022-general" in special["rule_ids"].split(";")


def test_who_decides_most_populous_first(starter: Comity) -> None:
    """Only offices that decide on something in force or claimed, by the people of their counties."""
    rows = starter("contests", "2026", "--deciding").rows
    people = [int(row["population"]) for row in rows]
    assert len(people) > 50 and people == sorted(people, reverse=True)
    every = {(row["unit_id"], row["local_title"]) for row in starter("contests", "2026").rows}
    chosen = {(row["unit_id"], row["local_title"]) for row in rows}
    assert chosen < every
    jailers = [row for row in rows if row["office"] == "jailer"]
    assert jailers and {row["state"] for row in jailers} == {"KY"}


def test_dates_say_rule_and_citation(starter: Comity) -> None:
    """Each stage with its day, its rule and where it stands in the law."""
    rows = starter("dates", "--state", "Georgia", "--year", "2024").rows
    assert {row["stage"] for row in rows} <= STAGES and all(row["rule_id"] and row["citation"] for row in rows)
    general = {row["on"] for row in rows if row["stage"] == "general"}
    runoff = [row for row in rows if row["stage"] == "general_runoff"]
    assert general == {"2024-11-05"}
    assert runoff and all(row["condition"] for row in runoff) and {row["on"] for row in runoff} == {"2024-12-03"}


def test_what_is_not_known_of_a_year_is_said(starter: Comity) -> None:
    """The gaps of the law files go to standard error, so that the table is not taken for the whole."""
    said = starter("contests", "2026", "--state", "NY")
    assert said.code == 0
    assert all(line.startswith("unknown: NY: ") for line in said.err.splitlines())


def test_a_state_s_law_in_plain_words(starter: Comity) -> None:
    """By code or by name; with the statute's section."""
    said = starter("law", "VA")
    assert said.code == 0 and "Va. Code § 24.2-217" in said.out
    assert starter("law", "Virginia").out == said.out


def test_every_law_file_holds(starter: Comity) -> None:
    """A line for each state, and no failure."""
    said = starter("law", "check")
    assert said.code == 0, said.out
    assert len(said.out.splitlines()) == 51 and "FAILS" not in said.out


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('status = "elected"', 'status = "elected"\nperiood = 4', "periood"),
        ("examples = [{ year = 2018, source", "examples = [] #", "examples"),
        ("period = 4", 'period = "four"', "period"),
        ("count = 4", "count = 5", "count"),
    ],
    ids=["a typo in a field", "a rule with no example", "a wrong type", "an anchor that contradicts a result"],
)
def test_a_law_file_that_does_not_hold_ends_in_exit_code_11(
    starter: Comity, tmp_path: Path, old: str, new: str, words: str
) -> None:
    """One sentence names the file or state and what is wrong with it."""
    assert old in TOML
    folder = write_toml(tmp_path / "law", TOML.replace(old, new, 1))
    said = starter("law", "check", "--folder", folder)
    assert said.code == 11
    assert "zz.toml" in said.err + said.out or "ZZ" in said.err
    assert words in said.err + said.out or "gives" in said.out
    assert "Traceback" not in said.err


def test_two_rules_valid_at_once_are_refused(starter: Comity, tmp_path: Path) -> None:
    """Both are named, and the year."""
    again = TOML[TOML.index("[[cycles]]") : TOML.index("[[calendars]]")].replace("every-four", "every-four-too")
    folder = write_toml(tmp_path / "law", TOML.replace("[[calendars]]", f"{again}\n[[calendars]]", 1))
    said = starter("law", "check", "--folder", folder)
    assert said.code == 11 and "every-four and every-four-too both hold" in said.err


def test_the_coverage_page_is_written_where_asked(starter: Comity, tmp_path: Path) -> None:
    """To a file, or to standard output: the same text."""
    out = tmp_path / "coverage.md"
    assert starter("law", "coverage", "--out", out).code == 0
    assert out.read_text(encoding="utf-8") == starter("law", "coverage").out
    assert "| Virginia |" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        (("contests", "2026", "--state", "AK"), 3, "Alaska holds no contest"),
        (("dates", "--state", "AK", "--year", "2026", "--office", "sheriff"), 3, "no sheriff"),
        (("calendar", "--state", "Alaska", "--year", "2026"), 3, "Alaska holds no contest"),
        (("contests", "2026", "--state", "Atlantis"), 2, "postal code"),
        (("law", "Atlantis"), 2, "postal code"),
        (("contests", "1850"), 3, "not of 1850"),
        (("contests", "2001", "--state", "VA"), 3, "not "),
        (("dates", "--state", "VA", "--year", "2051"), 3, "not "),
        (("contests", "soon"), 2, "soon"),
        (("contests", "2026", "--office", "mayor"), 2, "mayor"),
        (("contests", "2026", "--county", "Washington County"), 4, "name the state"),
        (("contests", "2026", "--county", "Nowhere County", "--state", "VA"), 3, "Nowhere County"),
        (("contests", "2026", "--county", "Arcadia, FL"), 2, "no county"),
        (("contests", "2026", "--state", "VA", "--office", "jailer"), 3, "jailer"),
    ],
)
def test_a_bad_question_ends_in_one_sentence(starter: Comity, asked: tuple[str, ...], code: int, words: str) -> None:
    """What is wrong, the documented exit code, and nothing on standard output."""
    said = starter(*asked)
    assert said.code == code and words in said.err and said.out == ""
    assert "Traceback" not in said.err


def test_changes_beside_elections(starter: Comity) -> None:
    """Three more columns, every change kept, and the help says that it is a coincidence."""
    plain = starter("changes", "--since", "2025-01-01")
    paired = starter("changes", "--since", "2025-01-01", "--after-election")
    assert paired.header == f"{plain.header},deciding_office,last_general_on,days_after"
    assert [row["event_id"] for row in paired.rows] == [row["event_id"] for row in plain.rows]
    told = [row for row in paired.rows if row["days_after"]]
    assert told and all(row["deciding_office"] and 0 <= int(row["days_after"]) <= 366 for row in told)
    said = " ".join(starter("changes", "--help").out.split())
    assert "coincidence and no more" in said


def test_a_place_shows_who_decides_and_when_they_are_next_chosen(starter: Comity) -> None:
    """In words, in CSV and in JSON, with the standing of the day."""
    said = starter("show", "Oldham County, KY")
    (line,) = [line for line in said.out.splitlines() if "us-ky-oldham-county.jailer" in line]
    assert "the jailer of Oldham County, KY, for Oldham County Detention Center" in line
    assert ("general 2026-11-03" in line and "(projected)" in line) or "(scheduled)" in line
    flat = [row for row in starter("show", "Oldham County, KY", "--format", "csv").rows if row["section"] == "deciding"]
    assert any(row["id"] == "us-ky-oldham-county.jailer" and row["on"] == "2026-11-03" for row in flat)
    (jailer,) = [
        row
        for row in starter("show", "Oldham County, KY", "--format", "json").json["deciding"]
        if row["office_id"] == "us-ky-oldham-county.jailer"
    ]
    assert (jailer["decider_kind"], jailer["next_general_on"]) == ("office", "2026-11-03")


def test_a_body_that_voters_do_not_choose_here_is_named(starter: Comity) -> None:
    """A municipality's police is its governing body's, a state's the governor's; a law in force stands beside."""
    rows = starter("show", "Collier County, FL", "--format", "json").json["deciding"]
    bodies = {row["agency"]: row for row in rows}
    assert bodies["Naples Police Department"]["body"] == "the governing body of City of Naples, FL"
    assert bodies["Florida National Guard"]["decider_kind"] == "governor"
    sheriff = bodies["Collier County Sheriff's Office"]
    assert "fl-908-11-compels" in sheriff["law_claim_ids"].split(";")


def test_a_past_day_has_the_election_after_that_day(starter: Comity) -> None:
    """As of the summer of 2024 Collier's sheriff is next chosen that November; before the release's years, nothing."""
    then = starter("show", "Collier County, FL", "--as-of", "2024-07-01", "--format", "json").json["deciding"]
    days = {row["office_id"]: row["next_general_on"] for row in then}
    assert days["us-fl-collier-county.sheriff"] == "2024-11-05"
    old = starter("show", "Collier County, FL", "--as-of", "2012-07-01", "--format", "json").json["deciding"]
    assert {row["next_general_on"] for row in old} == {""}


def test_an_office_and_a_contest_go_down_to_rule_and_citation(starter: Comity) -> None:
    """What `show` puts in brackets, explain takes: the office, its contests, each stage with its rule in words."""
    office = starter("explain", "us-va-culpeper-county.sheriff", "--format", "json").json
    assert office["table"] == "office" and office["record"]["next_contest_id"] == "us-va-culpeper-county.sheriff.2027"
    assert {row["agreement_id"] for row in office["decides_on"]} >= {"us-va-culpeper-county-sheriff.1"}
    contest = starter("explain", "us-va-culpeper-county.sheriff.2027", "--format", "json").json
    general = next(stage for stage in contest["stages"] if stage["stage"] == "general")
    assert general["on"] == "2027-11-02" and "Va. Const." in general["rests_on"]["citation"]
    assert contest["rules"][0]["citation"]
    agreement = starter("explain", "us-va-culpeper-county-sheriff.1", "--format", "json").json
    assert [row["office_id"] for row in agreement["decider"]] == ["us-va-culpeper-county.sheriff"]


def test_a_special_s_stage_rests_on_its_claim(starter: Comity) -> None:
    """Where no law but a publication gives the day, the claim stands in the rule's place, with who says so."""
    from comity.elections import load_law, read_counties
    from comity.places import load_gazetteer
    from comity.register.contests import claimed_contests
    from comity.sources.curated import load_claims

    law, units = load_law(), read_counties(load_gazetteer())
    found = claimed_contests(load_claims().claims, law, units)
    assert found and all(stage.citation.section for contest in found for stage in contest.stages)
    told = {row["claim_id"] for row in starter("claims", "--state", "AZ").rows}
    assert {stage.rule_id for contest in found for stage in contest.stages if contest.state == "AZ"} <= told


def test_a_state_s_page_counts_those_alike(starter: Comity) -> None:
    """Sheriffs chosen on the same days are one line with their number; the state's own deciders are named."""
    said = starter("show", "Florida").out
    section = said.split("Who decides, and when they are next chosen")[1].split("\n\n")[0].strip().splitlines()
    assert len(section) < 40
    (sheriffs,) = [line for line in section if "offices of sheriff" in line]
    assert int(sheriffs.split()[0]) > 50 and "general 2028-11-07" in sheriffs
    assert any(line.strip().startswith("the governor of Florida, for ") for line in section)
    flat = [row for row in starter("show", "Florida", "--format", "csv").rows if row["section"] == "deciding"]
    assert len(flat) > 200
