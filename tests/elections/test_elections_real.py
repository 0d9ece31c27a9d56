"""The carried law against published calendars and results: pinned floors, wrong among given first."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from comity.elections import Law, check_law, contests, dates, describe_law, gaps, load_law, read_counties
from comity.errors import NotFoundError
from comity.places import load_gazetteer

Units = dict[str, dict[str, str]]

# Which stages may answer a published fact. Louisiana's first round and runoff are its primary and general election.
STAGES_OF = {
    "filing_deadline": {"filing_deadline"},
    "primary_date": {"primary"},
    "runoff_date": {"primary_runoff", "general_runoff"},
    "general_date": {"general"},
}
# Published dates of other elections than those that these offices are chosen or nominated at, each with its reason.
OF_OTHER_ELECTIONS = {
    ("NY", "2018-06-26"): "the federal primary; the state's was on 13 September",
    ("NY", "2018-04-12"): "petitions for the federal primary",
    ("WI", "2020-04-07"): "the spring election with the presidential primary",
    ("WA", "2020-03-10"): "the presidential primary",
    ("LA", "2020-07-11"): "the presidential primary",
    ("TX", "2020-11-03"): "the general election, in a file named a primary",
    ("MA", "2018-05-08"): "the first of two steps: papers to the local registrars",
}
# The dates of 2020 were published before they were moved, too; the law gives them as moved.
BEFORE_MOVES = "statutory schedule as of 2020-01-20"


@pytest.fixture(scope="module")
def law() -> Law:
    """Return the carried law of every state."""
    return load_law()


@pytest.fixture(scope="module")
def units() -> Units:
    """Return every state's counties from the carried gazetteer."""
    return read_counties(load_gazetteer())


def test_every_state_passes_its_own_check(law: Law, units: Units) -> None:
    """Each carried file keeps its examples, its counter-examples and its published results."""
    failed = [checked.line for checked in check_law(law, units) if checked.problems]
    assert failed == []


def test_every_state_can_be_said_in_words(law: Law) -> None:
    """Each state's law can be said in plain words, with a citation for each office."""
    for code, one in law.states.items():
        text = "\n".join(describe_law(law, code))
        assert all(office.citation.section in text for office in one.file.offices), code


@pytest.mark.parametrize(
    ("state", "year", "office", "count"),
    [
        ("VA", 2019, "sheriff", 95),
        ("VA", 2019, "prosecutor", 95),
        ("VA", 2021, "sheriff", 28),
        ("VA", 2021, "prosecutor", 25),
        ("TN", 2022, "sheriff", 95),
        ("TN", 2022, "prosecutor", 32),
        ("TN", 2014, "prosecutor", 31),
        ("TN", 2018, "prosecutor", 0),
        ("GA", 2024, "sheriff", 159),
        ("GA", 2016, "prosecutor", 42),
        ("GA", 2018, "prosecutor", 6),
        ("GA", 2020, "prosecutor", 43),
        ("LA", 2023, "sheriff", 63),
        ("LA", 2025, "sheriff", 1),
        ("LA", 2020, "prosecutor", 42),
        ("KY", 2022, "sheriff", 120),
        ("KY", 2024, "prosecutor", 57),
        ("NJ", 2023, "sheriff", 5),
        ("NJ", 2024, "sheriff", 6),
        ("CA", 2022, "sheriff", 57),
        ("CA", 2026, "sheriff", 2),
        ("CA", 2028, "sheriff", 56),
        ("TX", 2024, "sheriff", 254),
        ("TX", 2018, "prosecutor", 49),
    ],
)
def test_so_many_are_regularly_elected(law: Law, units: Units, state: str, year: int, office: str, count: int) -> None:
    """The number of regular contests is what the statute or the published results give."""
    found = contests(law, year, units, state=state, office=office)
    assert sum(contest.kind == "regular" for contest in found) == count


@pytest.mark.parametrize(
    ("state", "year", "calendar", "stage", "on"),
    [
        ("VA", 2026, "november", "primary", "2026-08-04"),
        ("TN", 2022, "august", "general", "2022-08-04"),
        ("TN", 2022, "august", "primary", "2022-05-03"),
        ("LA", 2023, "gubernatorial", "primary", "2023-10-14"),
        ("LA", 2023, "gubernatorial", "general", "2023-11-18"),
        ("LA", 2027, "gubernatorial", "primary", "2027-10-09"),
        ("GA", 2024, "november", "general_runoff", "2024-12-03"),
        ("GA", 2020, "november", "primary_runoff", "2020-08-11"),
        ("NJ", 2025, "november", "primary", "2025-06-10"),
        ("NJ", 2025, "november", "filing_deadline", "2025-03-24"),
        ("KY", 2022, "november", "filing_deadline", "2022-01-25"),
        ("TX", 2012, "november", "primary", "2012-05-29"),
        ("TX", 2024, "november", "filing_deadline", "2023-12-11"),
        ("CA", 2024, "statewide-primary", "primary", "2024-03-05"),
    ],
)
def test_a_hard_date_comes_out_right(law: Law, state: str, year: int, calendar: str, stage: str, on: str) -> None:
    """Dates that were moved, are not in November, or whose rule changed, are given as they were scheduled."""
    found = {date.stage: date.on.isoformat() for date in law.state(state).calendar_dates(calendar, year)}
    assert found[stage] == on


def test_alaska_is_one_clear_sentence(law: Law, units: Units) -> None:
    """A contest asked for Alaska is answered with who prosecutes there, in one sentence."""
    with pytest.raises(NotFoundError) as caught:
        contests(law, 2026, units, state="AK")
    assert "Alaska holds no contest" in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.real
def test_published_dates_are_given(law: Law, shared_data: Path) -> None:
    """Of the published dates that are answered almost none is wrong, and almost all are answered."""
    wrong, given, asked = _score_dates(law, shared_data / "elections" / "dates_dev.csv")
    for fact, floor in DATE_FLOORS.items():
        most_wrong, least_given = floor
        assert wrong[fact] <= most_wrong * given[fact], (fact, wrong[fact], given[fact])
        assert given[fact] >= least_given * asked[fact], (fact, given[fact], asked[fact])


def _score_dates(law: Law, path: Path) -> tuple[Counter[str], Counter[str], Counter[str]]:
    wrong: Counter[str] = Counter()
    given: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    with path.open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            fact = row["fact"]
            is_other = fact not in STAGES_OF or (row["state"], row["value"]) in OF_OTHER_ELECTIONS
            if is_other or BEFORE_MOVES in row["note"]:
                continue
            asked[fact] += 1
            found = _given(law, row["state"], int(row["year"]), STAGES_OF[fact])
            given[fact] += bool(found)
            wrong[fact] += bool(found) and row["value"] not in found
    return wrong, given, asked


def _given(law: Law, state: str, year: int, stages: set[str]) -> set[str]:
    if state == "LA":
        stages = stages | {"primary", "general"}
    try:
        found = dates(law, state, year)
    except NotFoundError:
        return set()
    return {date.date.on.isoformat() for date in found if date.date.stage in stages}


@pytest.mark.real
def test_published_contests_are_given(law: Law, units: Units, shared_data: Path) -> None:
    """Almost every published contest of a county is one that the law gives in that year."""
    missing: Counter[str] = Counter()
    asked = 0
    for state, year, office, county in _published(shared_data / "elections" / "contests_to_2022.csv", law, units):
        asked += 1
        found = contests(law, year, units, state=state, office=office)
        missing[state] += all(county not in contest.county_geoids for contest in found)
    assert asked > 1000
    assert sum(missing.values()) <= MOST_MISSING * asked, missing.most_common(8)


def _published(path: Path, law: Law, units: Units) -> set[tuple[str, int, str, str]]:
    """Return the published contests of units that are counties: state, year, office and county."""
    found = set()
    by_name = {code: {_key(name): geoid for geoid, name in counties.items()} for code, counties in units.items()}
    with path.open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            office = {"county_attorney": "prosecutor"}.get(row["office"], row["office"])
            state, year = row["state"], int(row["year"])
            county = by_name.get(state, {}).get(_key(row["unit"]))
            elects = state in law.states and office in {o.office for o in law.states[state].file.offices}
            if county and elects and row["special"] != "1":
                found.add((state, year, office, county))
    return found


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]", "", re.sub(r"\b(county|parish)\b", "", plain).replace("saint", "st"))


def test_nothing_that_the_law_leaves_unknown_is_silent(law: Law, units: Units) -> None:
    """Where the law does not know when units elect, `gaps` says so, and so few states are unknown as are pinned."""
    unknown = {sentence[:2] for sentence in gaps(law, 2026, units)}
    assert len(unknown) <= MOST_UNKNOWN_STATES, sorted(unknown)


# Fact: at most this share wrong among those given; at least this share given. Measured (0 wrong, all given), then
# pinned a little below.
DATE_FLOORS = {
    "primary_date": (0.01, 0.98),
    "runoff_date": (0.0, 0.95),
    "general_date": (0.0, 0.95),
    "filing_deadline": (0.05, 0.95),
}
MOST_MISSING = 0.002
MOST_UNKNOWN_STATES = 6


@pytest.mark.parametrize(
    ("year", "least", "most"),
    [(2019, 485, 515), (2022, 2400, 2650), (2023, 475, 500), (2024, 2134, 2266), (2025, 143, 160), (2026, 2328, 2472)],
)
def test_the_country_elects_as_many_as_the_best_hand_made_list_counts(
    law: Law, units: Units, year: int, least: int, most: int
) -> None:
    """Sheriffs and prosecutors together are, within three in a hundred, as many as were counted by hand."""
    found = [c for c in contests(law, year, units) if c.kind != "second_tier" and c.office != "jailer"]
    assert least <= len(found) <= most


def test_stages_follow_each_other_in_every_state_and_year(law: Law) -> None:
    """In every calendar and year filing comes before the primary, its runoff, the general election and its runoff."""
    for code, one in law.states.items():
        for calendar in one.file.calendars:
            for year in range(one.file.valid_from, one.file.valid_until + 1):
                found = [stage.on for stage in one.calendar_dates(calendar.id, year)]
                assert found == sorted(found), (code, calendar.id, year)


def test_every_county_has_at_most_one_first_tier_prosecutor_per_district(law: Law, units: Units) -> None:
    """No county is in two districts at once unless the file says that it is shared between them."""
    for code, one in law.states.items():
        for office in one.file.offices:
            if office.unit != "district" or office.second_tier:
                continue
            seen: Counter[str] = Counter()
            for unit in one.find_units(office, 2026, units[code]):
                seen.update(unit.county_geoids)
            partial = {g for s in one.file.unit_sets for u in s.units for g in u.partial}
            assert {g for g, count in seen.items() if count > 1} <= partial, (code, office.id)
