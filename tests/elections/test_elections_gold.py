"""The carried law against labels that were made before it was read: pinned floors, wrong among given first.

The labels (`tests/gold/election_dates.csv`, `election_terms.csv`) say where each comes from; how they were made, and
which were put right afterwards on what evidence, is in `tests/gold/README.md`. A changed file needs its floors anew.
"""

import csv
import hashlib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from comity.elections import STAGES, Contest, Law, contests, dates, load_law, read_counties
from comity.places import load_gazetteer

Row = dict[str, str]
GOLD = Path(__file__).parents[1] / "gold"
DATES, TERMS = GOLD / "election_dates.csv", GOLD / "election_terms.csv"
DIGESTS = {
    DATES.name: "a2de09b1af2c8fc5583efa9db1aba01583b83b930d95a8c21a338414b0da2ab7",
    TERMS.name: "0b1a17293253f16615e5587bb28e311b04baf82b6b04f1e6abd7534a563a1798",
}
# Per stage: labels, the most that may be wrong, the most that may be unknown. Never raise the last two.
FLOORS = {
    "filing_deadline": (282, 0, 0),
    "primary": (385, 0, 0),
    "primary_runoff": (52, 0, 0),
    "general": (31, 0, 0),
    "general_runoff": (7, 0, 0),
}
# Regular contests of sheriffs and first-tier prosecutors against the totals of the best list made by hand:
# "about 500", "more than 2,400", "nearly 500", "about 2,200", "more than 150", "about 2,400", each give or take 3 %.
# That of 2022 is given as a lower bound, and the law's own sum is what bounds it above.
TOTALS = {
    2019: (485, 515),
    2022: (2400, 2530),
    2023: (485, 515),
    2024: (2134, 2266),
    2025: (145, 165),
    2026: (2328, 2472),
}
YEARS = range(2018, 2027)
# Where fewer units are known than there are: the state, the office, how many are known, and why.
UNITS_KNOWN = {
    ("MT", "sheriff"): (55, "Petroleum County, which has had a county manager, is unknown"),
    ("MT", "prosecutor"): (55, "Petroleum County, which has had a county manager, is unknown"),
    ("ND", "prosecutor"): (
        44,
        "nine counties appoint or share theirs by the published results; no list of them was found",
    ),
    ("NY", "sheriff"): (50, "each county has its own years, and seven or more rest on no result"),
    ("NY", "prosecutor"): (57, "each county has its own years, and five or more rest on no result"),
    ("OR", "sheriff"): (35, "no result was found for Gilliam County"),
}


@pytest.fixture(scope="module")
def law() -> Law:
    """Return the carried law of every state."""
    return load_law()


@pytest.fixture(scope="module")
def ballots(law: Law) -> dict[int, list[Contest]]:
    """Return each year's contests of sheriffs and prosecutors, second-tier prosecutors and vacancies left out."""
    units = read_counties(load_gazetteer())
    found: dict[int, list[Contest]] = {year: [] for year in YEARS}
    for contest in contests(law, YEARS, units):
        if contest.kind == "regular" and contest.office != "jailer":
            found[contest.year].append(contest)
    return found


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a labelled file."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def ask(law: Law, row: Row) -> set[str]:
    """Return the days that the law gives for a label's stage, for its own offices or else for all."""
    office = None if row["office"] == "all" else row["office"]
    given = [item for item in dates(law, row["state"], int(row["year"]), office) if item.date.stage == row["stage"]]
    own = [item for item in given if item.office != "all"]
    return {item.date.on.isoformat() for item in own or given}


def judge(given: set[str], on: str) -> str:
    """Return whether the days given are exactly the labelled one."""
    if not given:
        return "unknown"
    return "right" if given == {on} else "wrong"


def describe_score(score: Counter[tuple[str, str]]) -> str:
    """Return the table of a score: per stage the labels, the wrong among those given, the unknown."""
    lines = ["stage             labels  wrong among given  unknown"]
    for stage in STAGES:
        right, wrong, unknown = (score[stage, verdict] for verdict in ("right", "wrong", "unknown"))
        if right + wrong + unknown:
            share = wrong / max(1, right + wrong)
            lines.append(f"{stage:16} {right + wrong + unknown:7} {wrong:10} {share:7.2%} {unknown:8}")
    return "\n".join(lines)


@pytest.mark.parametrize("path", [DATES, TERMS], ids=lambda path: path.name)
def test_the_floors_belong_to_these_labels(path: Path) -> None:
    """A labelled file whose bytes changed has to be measured again."""
    assert hashlib.sha256(path.read_bytes()).hexdigest() == DIGESTS[path.name]


def test_a_label_of_a_date_is_well_formed() -> None:
    """Each label is one day of a stage that the engine knows, near its election year, said once, with its source."""
    rows = read_rows(DATES)
    keys = [(row["state"], row["year"], row["office"], row["stage"]) for row in rows]
    assert len(keys) == len(set(keys))
    for row in rows:
        assert row["stage"] in STAGES and row["office"] in {"sheriff", "prosecutor", "all"}, row
        assert row["certainty"] in {"sure", "likely"}, row
        assert row["source"] == "known" or row["url"], row
        lead = int(row["year"]) - date.fromisoformat(row["on"]).year
        assert lead == 0 or (lead == 1 and row["stage"] == "filing_deadline"), row


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ({"2024-06-18"}, "right"),
        (set(), "unknown"),
        ({"2024-06-25"}, "wrong"),
        ({"2024-06-18", "2024-06-25"}, "wrong"),
    ],
)
def test_only_the_one_right_day_counts(given: set[str], verdict: str) -> None:
    """A second day beside the right one is wrong, and no day is unknown."""
    assert judge(given, "2024-06-18") == verdict


def test_the_law_dates_what_the_calendars_print(law: Law, capsys: pytest.CaptureFixture[str]) -> None:
    """No stage has more wrong or more unknown days than its floor allows."""
    score: Counter[tuple[str, str]] = Counter()
    missed = []
    for row in read_rows(DATES):
        given = ask(law, row)
        verdict = judge(given, row["on"])
        score[row["stage"], verdict] += 1
        if verdict != "right":
            missed.append((verdict, *row.values(), sorted(given)))
    with capsys.disabled():
        print("\n" + describe_score(score))
    for stage, (labels, wrong, unknown) in FLOORS.items():
        assert sum(score[stage, verdict] for verdict in ("right", "wrong", "unknown")) == labels, stage
        assert score[stage, "wrong"] <= wrong and score[stage, "unknown"] <= unknown, missed


@pytest.mark.parametrize(("year", "bounds"), TOTALS.items())
def test_a_year_has_as_many_contests_as_were_counted_by_hand(
    ballots: dict[int, list[Contest]], year: int, bounds: tuple[int, int]
) -> None:
    """The regular contests of a year come to the published total."""
    least, most = bounds
    assert least <= len(ballots[year]) <= most


@pytest.mark.parametrize("row", read_rows(TERMS), ids=lambda row: f"{row['state']}-{row['office']}")
def test_a_state_elects_whom_when_and_for_how_long(law: Law, ballots: dict[int, list[Contest]], row: Row) -> None:
    """Who is elected, the term, the years in which a fifth or more vote, and how many units, are as labelled."""
    offices = [office for office in law.state(row["state"]).file.offices if office.office == row["office"]]
    # Rhode Island's and Delaware's prosecutor is the attorney general, whom the whole state elects.
    assert any(office.status == "elected" for office in offices) == (row["elected"] == "yes")
    if row["elected"] == "no":
        return
    mine = [c for year in YEARS for c in ballots[year] if (c.state, c.office) == (row["state"], row["office"])]
    terms = Counter(contest.term for contest in mine)
    assert str(terms.most_common(1)[0][0]) == row["term"]
    counts = Counter(contest.year for contest in mine)
    floor = 0.0 if row["cycle"] == "staggered" else 0.2 * int(row["count"])
    assert ";".join(str(year) for year in sorted(counts) if counts[year] > floor) == row["years_on_ballot"]
    if row["count"]:
        known = UNITS_KNOWN.get((row["state"], row["office"]), (int(row["count"]), ""))[0]
        assert len({contest.unit_id for contest in mine}) >= known
        assert len({contest.unit_id for contest in mine}) <= int(row["count"])
