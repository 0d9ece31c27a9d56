"""Elections as a release holds them: the contests of a year, and the next days of those that decide something."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from comity.register.ask import Row, select
from comity.register.contests import STAGE_COLUMNS
from comity.register.question import IN_COUNTY

BALLOT = (
    "contest_id", "office_id", "year", "state", "office", "local_title", "unit", "unit_id", "county_geoids", "kind",
    "filing_deadline", "primary_on", "primary_runoff_on", "general_on", "general_runoff_on", "partisan", "standing",
)  # fmt: skip
# By what contests may be sorted: the column, and what breaks ties.
ORDERS = {
    "state": "contest.state, contest.local_title, contest.unit",
    "office": "contest.local_title, contest.state, contest.unit",
    "unit": "contest.unit, contest.state, contest.local_title",
    "filing": "contest.filing_deadline = '', contest.filing_deadline, contest.state, contest.unit",
    "primary": "contest.primary_on = '', contest.primary_on, contest.state, contest.unit",
    "general": "contest.general_on = '', contest.general_on, contest.state, contest.unit",
    "population": "coalesce(office.population, 0) DESC, contest.state, contest.unit",
}
_DECIDING = (
    "SELECT office_id FROM decider WHERE is_current AND subject_kind <> 'pending' AND office_id <> ''"
)  # fmt: skip


def election_years(connection: sqlite3.Connection) -> list[int]:
    """Return the years whose contests the release holds."""
    return [row["year"] for row in select(connection, "SELECT DISTINCT year FROM contest ORDER BY year")]


def contests_of_year(
    connection: sqlite3.Connection,
    year: int,
    *,
    state: str = "",
    office: str = "",
    deciding: bool = False,
    sort: str = "state",
    start: int = 0,
    limit: int = -1,
) -> list[Row]:
    """Return a year's contests with the people of their counties, of all offices or of those that decide.

    From `start` on, counted from 0, and no more than `limit`, where that is not negative.
    """
    where, values = _of_year(year, state, office, deciding)
    names = ", ".join(f"contest.{name}" for name in BALLOT)
    query = (
        f"SELECT {names}, office.population FROM contest LEFT JOIN office USING (office_id)"  # noqa: S608
        f" WHERE {where} ORDER BY {ORDERS[sort]}, contest.contest_id LIMIT ? OFFSET ?"
    )
    return select(connection, query, (*values, limit, start))


def office_counts(
    connection: sqlite3.Connection, year: int, *, state: str = "", office: str = "", deciding: bool = False
) -> list[tuple[str, int]]:
    """Return each kind of office with how many of a year's contests fill one, those of most contests first."""
    where, values = _of_year(year, state, office, deciding)
    query = (
        f"SELECT office, count(*) AS contest_count FROM contest WHERE {where}"  # noqa: S608
        " GROUP BY office ORDER BY contest_count DESC, office"
    )
    return [(row["office"], row["contest_count"]) for row in select(connection, query, values)]


def _of_year(year: int, state: str, office: str, is_deciding: bool) -> tuple[str, list[str | int]]:
    """Return the condition on a year's contests, and its values."""
    values: list[str | int] = [year, *filter(None, (state, office))]
    where = ["contest.year = ?"]
    where += [f"contest.{name} = ?" for name, value in (("state", state), ("office", office)) if value]
    if is_deciding:
        where.append(f"contest.office_id IN ({_DECIDING})")
    return " AND ".join(where), values


def deciding_among(connection: sqlite3.Connection, office_ids: Iterable[str]) -> set[str]:
    """Return those of these offices that decide on something in force or claimed now."""
    wanted: Sequence[str] = sorted(set(office_ids))
    query = f"SELECT DISTINCT office_id FROM ({_DECIDING}) WHERE office_id IN ({', '.join('?' * len(wanted))})"  # noqa: S608
    return {row["office_id"] for row in select(connection, query, wanted)}


def deciding_count(connection: sqlite3.Connection, year: int, *, state: str = "", office: str = "") -> int:
    """Return how many of a year's contests fill an office that decides on something in force or claimed now."""
    return sum(count for _, count in office_counts(connection, year, state=state, office=office, deciding=True))


def next_days(connection: sqlite3.Connection, day: str, *, state: str = "", limit: int = 12) -> list[Row]:
    """Return the next election days after a day on which offices that decide on something are filed for or chosen.

    A row for each day, stage, state and title: `contest_count`, one `contest_id` of them, and the people of all.
    """
    stages = " UNION ALL ".join(
        f"SELECT contest_id, office_id, state, local_title, year, unit, '{stage}' AS stage, {column} AS day"  # noqa: S608
        f" FROM contest WHERE {column} > ? AND year <= ? AND (state = ? OR ? = '')"
        for stage, column in STAGE_COLUMNS.items()
    )
    values = [day, int(day[:4]) + 2, state, state] * len(STAGE_COLUMNS)
    query = (
        "SELECT day, stage, found.state, found.local_title, year, count(*) AS contest_count,"  # noqa: S608
        " min(contest_id) AS contest_id, min(found.unit) AS unit, sum(population) AS population"
        f" FROM ({stages}) AS found JOIN office USING (office_id) WHERE office_id IN ({_DECIDING})"
        " GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 3, 4, 2 LIMIT ?"
    )
    return select(connection, query, [*values, limit])


def contests_of_offices(connection: sqlite3.Connection, office_ids: Iterable[str]) -> list[Row]:
    """Return the contests of these offices, oldest first."""
    wanted: Sequence[str] = sorted(set(office_ids))
    names = ", ".join(BALLOT)
    query = (
        f"SELECT {names} FROM contest WHERE office_id IN ({', '.join('?' * len(wanted))})"  # noqa: S608
        " ORDER BY year, general_on, contest_id"
    )
    return select(connection, query, wanted)


def contest_counts(connection: sqlite3.Connection) -> list[Row]:
    """Return how many contests each year has, by office and how many of them are special."""
    query = (
        "SELECT year, count(*) AS contest_count, sum(kind = 'special') AS special_count,"
        " sum(office = 'sheriff') AS sheriff_count, sum(office = 'prosecutor') AS prosecutor_count"
        " FROM contest GROUP BY year ORDER BY year"
    )
    return select(connection, query)


def office(connection: sqlite3.Connection, office_id: str) -> Row | None:
    """Return an office, or None where the release holds none of that id."""
    found = select(connection, "SELECT * FROM office WHERE office_id = ?", (office_id,))
    return found[0] if found else None


def offices_electing(connection: sqlite3.Connection, county_geoids: Iterable[str]) -> list[Row]:
    """Return the offices of the first tier for which these counties vote, each with its next contest."""
    query = (
        f"SELECT * FROM office WHERE {IN_COUNTY} AND NOT is_second_tier"  # noqa: S608  a constant
        " ORDER BY office DESC, office_id"
    )
    found: dict[str, Row] = {}
    for geoid in county_geoids:
        found |= {row["office_id"]: row for row in select(connection, query, (geoid,))}
    return list(found.values())


def next_contest_ids(connection: sqlite3.Connection, office_ids: Iterable[str]) -> dict[str, str]:
    """Return the next contest of each of these offices."""
    wanted = sorted(set(office_ids))
    marks = ", ".join("?" * len(wanted))
    query = f"SELECT office_id, next_contest_id FROM office WHERE office_id IN ({marks})"  # noqa: S608
    return {row["office_id"]: row["next_contest_id"] for row in select(connection, query, wanted)}


def decided_by(connection: sqlite3.Connection, office_id: str) -> list[Row]:
    """Return what an office decides on, with a claim's statement: what is in force, pending or claimed now first."""
    query = (
        "SELECT decider.*, coalesce(claim.statement, '') AS statement, coalesce(agreement.model, '') AS model"
        " FROM decider LEFT JOIN claim ON claim_id = subject_id LEFT JOIN agreement USING (agreement_id)"
        " WHERE office_id = ? ORDER BY NOT is_current, subject_kind, subject_id"
    )
    return select(connection, query, (office_id,))
