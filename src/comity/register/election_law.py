"""A state's election law as a release holds it: its rules, and the days that follow from them year by year."""

from __future__ import annotations

import sqlite3

from comity.register.ask import Row, select


def rules_of(connection: sqlite3.Connection, state: str) -> list[Row]:
    """Return a state's rules in the order of its law file."""
    return select(connection, "SELECT * FROM law_rule WHERE state = ? ORDER BY rowid", (state,))


def rule_of(connection: sqlite3.Connection, state: str, rule_id: str) -> Row | None:
    """Return one rule of a state's law, or None where there is none of that id."""
    found = select(connection, "SELECT * FROM law_rule WHERE state = ? AND rule_id = ?", (state, rule_id))
    return found[0] if found else None


def rule_counts(connection: sqlite3.Connection) -> list[Row]:
    """Return how many rules each state has, how many were read in the law and how many are recalled."""
    query = (
        "SELECT state, count(*) AS rule_count, sum(checked = 'read') AS read_count,"
        " sum(checked = 'recalled') AS recalled_count FROM law_rule GROUP BY state ORDER BY state"
    )
    return select(connection, query)


def days_by_year(connection: sqlite3.Connection, state: str) -> list[Row]:
    """Return a state's contests by year and title: how many, and the first day of each stage."""
    query = (
        "SELECT year, local_title, count(*) AS contest_count, min(filing_deadline) AS filing_deadline,"
        " min(primary_on) AS primary_on, min(general_on) AS general_on FROM contest WHERE state = ?"
        " GROUP BY year, local_title ORDER BY year, local_title"
    )
    return select(connection, query, (state,))
