"""Claims and their publications. A claim that is worded anew under the same id gains a row; the latest counts."""

import sqlite3
from collections.abc import Iterable, Mapping

import msgspec

from comity.model import Claim

_to_claim = msgspec.json.Decoder(Claim).decode


def add_claims(connection: sqlite3.Connection, claims: Iterable[Claim], added_at: str) -> int:
    """Add what is new or worded anew, in the transaction of the caller, and return how many."""
    rows = [(claim.claim_id, claim.publication_id, added_at, msgspec.json.encode(claim).decode()) for claim in claims]
    return sum(_add(connection, "claim", "claim_id", row) for row in rows)


def add_claim_publications(
    connection: sqlite3.Connection, publications: Mapping[str, msgspec.Struct], added_at: str
) -> int:
    """Add the publications claims come from, by id, as their whole record, and return how many are new."""
    rows = [(key, added_at, msgspec.json.encode(fact).decode()) for key, fact in publications.items()]
    return sum(_add(connection, "claim_publication", "publication_id", row) for row in rows)


def _add(connection: sqlite3.Connection, table: str, key: str, row: tuple[str, ...]) -> bool:
    query = f"SELECT fact FROM {table} WHERE {key} = ? ORDER BY rowid DESC LIMIT 1"  # noqa: S608  constant names
    latest = connection.execute(query, (row[0],)).fetchone()
    if latest and latest[0] == row[-1]:
        return False
    places = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} VALUES (NULL, {places})", row)  # noqa: S608  constant names
    return True


def read_claims(connection: sqlite3.Connection) -> list[Claim]:
    """Return the latest wording of every claim, sorted by id."""
    rows = connection.execute("SELECT claim_id, fact FROM claim ORDER BY claim_row_id")
    latest = dict(rows.fetchall())
    return [_to_claim(latest[claim_id]) for claim_id in sorted(latest)]


def read_claim_publications(connection: sqlite3.Connection) -> dict[str, bytes]:
    """Return the latest record of every claims' publication as JSON, sorted by id; its source knows its shape."""
    rows = connection.execute("SELECT publication_id, fact FROM claim_publication ORDER BY claim_publication_row_id")
    latest: dict[str, str] = dict(rows.fetchall())
    return {publication_id: latest[publication_id].encode() for publication_id in sorted(latest)}
