"""The generated page on what the law files rest on is current, and its totals are those of the law."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.elections.making_law import COUNTIES, UNITS, base, make_law

from comity.elections import Law, load_law, read_counties
from comity.places import load_gazetteer
from comity.register.contests import all_contests
from comity.register.coverage import COMPILED_BY_HAND, coverage_page, unknown_stages, unknown_units
from comity.sources.curated import load_claims

PAGE = Path(__file__).resolve().parents[2] / "docs" / "coverage.md"


@pytest.fixture(scope="module")
def law() -> Law:
    """Return the carried law."""
    return load_law()


def test_the_page_is_current(law: Law) -> None:
    """It is what the command writes from the law files as they are."""
    made = coverage_page(law, read_counties(load_gazetteer()), load_claims().claims)
    assert PAGE.read_text(encoding="utf-8") == made, "run: comity law coverage --out docs/coverage.md"


def test_the_page_names_what_a_file_does_not_know() -> None:
    """A unit without a cycle, a stage without a date; a stage that the law does not have is no gap."""
    data = base()
    data["cycles"][0] |= {"units": ["99001"], "offices": ["sheriff"]}
    one = make_law(data).state("ZZ")
    missing = unknown_units(one, COUNTIES)
    assert missing["sheriff"] == ["Birch County", "Cedar County"]
    assert list(unknown_stages(one)) == ["filing opens (November)"]


def test_read_and_recalled_are_told_apart() -> None:
    """A rule whose words were read leaves the list of recalled ones."""
    data = base()
    data["stages"][0]["citation"] = {"section": "Z. Code § 1", "words": "in November", "checked": "read"}
    page = coverage_page(make_law(data), UNITS, ())
    assert "- Read: `general`\n" in page
    assert re.search(r"- Recalled: .*`primary`", page) and not re.search(r"- Recalled: .*`general`", page)


def test_the_contests_of_2019_come_to_nearly_five_hundred(law: Law) -> None:
    """The number that a reporter counted by hand, reproduced from the law and explained line by line."""
    units = read_counties(load_gazetteer())
    found = [
        one
        for one in all_contests(law, 2019, units, load_claims().claims)
        if one.kind != "second_tier" and one.office in {"sheriff", "prosecutor"}
    ]
    assert 470 <= len(found) <= 510
    explained = PAGE.read_text(encoding="utf-8").split("## The contests of 2019, explained")[1]
    counts = [int(cell) for cell in re.findall(r"^\| [A-Z]{2} \| [^|]+ \| (\d+) \|", explained, re.MULTILINE)]
    assert sum(counts) == int(re.findall(r"\| all \|.*\| (\d+) \| \|", explained)[0])
    assert set(COMPILED_BY_HAND) >= {2019, 2022, 2023, 2024, 2025, 2026}
