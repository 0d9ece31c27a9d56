"""The tables that no list changes are made once, and anew when an election day, a rule or a claim changes them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from comity.elections import load_law
from comity.model import Claim
from comity.places import load_gazetteer
from comity.release.build import FixedTables, build_record, guessed_day
from comity.release.starter import read_starter
from comity.settings import Settings
from comity.sources.curated import load_claims


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    """Return the release of the package's own record."""
    settings = Settings(tmp_path_factory.mktemp("fixed"))
    report = build_record(read_starter(), settings.releases, settings.cache)
    return sqlite3.connect(report.release.database)


def keys(claims: tuple[Claim, ...], *days: str) -> list[str]:
    """Return the fingerprint of the fixed tables on each day."""
    fixed = FixedTables(load_gazetteer(), load_law(), claims, Path("unused"))
    return [fixed.of_day(day).fingerprint for day in days]


def test_they_are_the_same_until_an_election_day_has_passed() -> None:
    """Two days of one winter share them; a November election parts them, and so do a new year and a told election."""
    claims = load_claims().claims
    winter, later, before, after, next_year = keys(
        claims, "2026-01-09", "2026-01-20", "2026-11-02", "2026-11-03", "2027-01-02"
    )
    assert winter == later and len({winter, before, after, next_year}) == 4
    assert keys((), "2026-01-09") != [winter]


def test_the_guess_is_the_latest_day_that_a_list_tells_of_itself() -> None:
    """By its name or by when it was saved; a record without lists has none."""
    record = read_starter()
    assert "2026-01-01" < guessed_day(record) < "2026-02-01"
    assert guessed_day(type(record)([], {})) == ""


def test_a_release_holds_the_years_around_its_newest_list(release: sqlite3.Connection) -> None:
    """Two years before to six after; each contest with its stages, each office's next contest among them."""
    (first, last), *_ = release.execute("SELECT min(year), max(year) FROM contest")
    assert (first, last) == (2024, 2032)
    lacking = "SELECT count(*) FROM contest WHERE contest_id NOT IN (SELECT contest_id FROM contest_stage)"
    undated = "SELECT count(*) FROM contest WHERE general_on = '' AND primary_on = '' AND filing_deadline = ''"
    assert release.execute(lacking).fetchone() <= release.execute(undated).fetchone()
    strange = "SELECT count(*) FROM office WHERE next_contest_id <> '' AND next_general_on BETWEEN '2026' AND '2032'"
    assert release.execute(strange).fetchone()[0] > 5_000
    absent = f"{strange} AND next_contest_id NOT IN (SELECT contest_id FROM contest)"
    assert release.execute(absent).fetchone()[0] == 0


def test_every_agreement_has_one_decider_and_every_office_named_exists(release: sqlite3.Connection) -> None:
    """Nothing is left out, nothing named twice, no office made up."""
    count = release.execute(
        "SELECT count(*), count(DISTINCT agreement_id) FROM decider WHERE agreement_id <> ''"
    ).fetchone()
    agreements = release.execute("SELECT count(*) FROM agreement").fetchone()[0]
    assert count == (agreements, agreements)
    made_up = "SELECT count(*) FROM decider WHERE office_id <> '' AND office_id NOT IN (SELECT office_id FROM office)"
    assert release.execute(made_up).fetchone()[0] == 0
    settled = release.execute("SELECT avg(decider_kind <> 'unknown') FROM decider WHERE agreement_id <> ''").fetchone()[
        0
    ]
    assert settled > 0.99


def test_a_decider_says_why(release: sqlite3.Connection) -> None:
    """Each has its rule and reason; all but the unknown ones have a name; laws beside it are claims of the release."""
    bad = "SELECT count(*) FROM decider WHERE rule = '' OR reason = '' OR (body = '') <> (decider_kind = 'unknown')"
    assert release.execute(bad).fetchone()[0] == 0
    ids = {row[0] for row in release.execute("SELECT claim_id FROM claim WHERE effect <> ''")}
    named = {
        law
        for (laws,) in release.execute("SELECT DISTINCT law_claim_ids FROM decider")
        for law in laws.split(";")
        if law
    }
    assert named and named <= ids
