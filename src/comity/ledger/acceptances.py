"""Releases that fell outside the expectations and that a person let through all the same, with the reason."""

from __future__ import annotations

import sqlite3

import msgspec

from comity.errors import UsageError
from comity.ledger.connection import has_table

_to_findings = msgspec.json.Decoder(tuple[str, ...]).decode


class Acceptance(msgspec.Struct, frozen=True):
    """One such decision: it holds for that release alone, made of exactly those inputs, and for those findings."""

    release_id: str
    inputs: str
    findings: tuple[str, ...]
    reason: str
    decided_by: str
    decided_at: str


def add_acceptance(connection: sqlite3.Connection, acceptance: Acceptance) -> None:
    """Add one; raise UsageError without a reason or a name."""
    if not acceptance.reason.strip() or not acceptance.decided_by.strip():
        raise UsageError("a decision has a reason and a name", cure="say why with --accept, and who with --by")
    row = (
        acceptance.release_id,
        acceptance.inputs,
        msgspec.json.encode(acceptance.findings).decode(),
        acceptance.reason,
        acceptance.decided_by,
        acceptance.decided_at,
    )
    columns = "release_id, inputs, findings, reason, decided_by, decided_at"
    connection.execute(f"INSERT INTO acceptance ({columns}) VALUES (?, ?, ?, ?, ?, ?)", row)  # noqa: S608  constant


def read_acceptances(connection: sqlite3.Connection) -> list[Acceptance]:
    """Return all in the order of adding."""
    if not has_table(connection, "acceptance"):
        return []
    rows = connection.execute(
        "SELECT release_id, inputs, findings, reason, decided_by, decided_at FROM acceptance ORDER BY acceptance_id"
    )
    return [Acceptance(release, inputs, _to_findings(found), *rest) for release, inputs, found, *rest in rows]
