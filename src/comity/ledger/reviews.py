"""Decisions of people on proposals: accepted, edited, rejected, put off. Append-only; conflicts stand until settled.

Every decision names the row that its maker had before him (`after_id`). A later decision made with the standing one in
view takes its place. One made without it (two people worked on copies of the same list) changes nothing: it is kept
beside it as a conflict, both are shown, and who settles it has both in view.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from comity.errors import NotFoundError, UsageError
from comity.ledger.connection import has_table

_to_fields = msgspec.json.Decoder(dict[str, Any]).decode


class Outcome(StrEnum):
    """What was decided; `reopened` and `outdated` are said by the program when a page has changed."""

    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"
    LATER = "later"
    REOPENED = "reopened"
    OUTDATED = "outdated"


BY_PEOPLE = (Outcome.ACCEPT, Outcome.EDIT, Outcome.REJECT, Outcome.LATER)


class Review(msgspec.Struct, frozen=True):
    """One decision on one proposal; `accepted` is what was accepted in place of what was proposed (for an edit).

    `text_sha256` is the page's text that it was made on.
    """

    review_id: str
    proposal_id: str
    outcome: str
    decided_by: str
    decided_at: str
    reason: str
    accepted: dict[str, Any]
    text_sha256: str
    after_id: str = ""
    contests_id: str = ""


class Standing(msgspec.Struct, frozen=True):
    """Where a proposal stands: its latest row that counts, and the decisions that contest it."""

    head: Review | None = None
    contested_by: tuple[Review, ...] = ()

    @property
    def status(self) -> str:
        """Return open, accepted, rejected, later, reopened or outdated."""
        words = {"accept": "accepted", "edit": "accepted", "reject": "rejected"}
        return words.get(self.head.outcome, self.head.outcome) if self.head else "open"

    @property
    def head_id(self) -> str:
        """Return the id that a decision made now comes after."""
        return self.head.review_id if self.head else ""


class Verdict(msgspec.Struct, frozen=True):
    """A decision to record. `after_id` is the head its maker saw; None is whatever stands now."""

    proposal_id: str
    outcome: str
    decided_by: str
    reason: str
    decided_at: str
    accepted: Mapping[str, Any] = {}
    after_id: str | None = None


class Recorded(msgspec.Struct, frozen=True):
    """What became of a verdict: recorded, known (it was there), agrees, conflict, or stale (the page changed since)."""

    proposal_id: str
    became: str
    review: Review
    standing: Review | None = None


def add_review(connection: sqlite3.Connection, verdict: Verdict) -> Recorded:
    """Record a person's decision, in the transaction of the caller, and return what became of it."""
    check_verdict(verdict)
    query = "SELECT 1 FROM proposal WHERE proposal_id = ?"
    if not connection.execute(query, (verdict.proposal_id,)).fetchone():
        cure = "list what is proposed with `comity review --list`"
        raise NotFoundError("there is no such proposal", where=verdict.proposal_id, cure=cure)
    rows = read_reviews(connection, [verdict.proposal_id])
    standing = standing_of(rows)
    head = standing.head
    after_id = standing.head_id if verdict.after_id is None else verdict.after_id
    review = _review(verdict, after_id, _text_now(connection, verdict.proposal_id))
    if any(row.review_id == review.review_id for row in rows):
        return Recorded(verdict.proposal_id, "known", review, head)
    if head and not standing.contested_by and (head.outcome, head.accepted) == (review.outcome, review.accepted):
        return Recorded(verdict.proposal_id, "agrees", review, head)
    if head is None or after_id == head.review_id:
        _insert(connection, review)
        return Recorded(verdict.proposal_id, "recorded", review, head)
    if head.outcome not in BY_PEOPLE or head.decided_by == verdict.decided_by:
        return Recorded(verdict.proposal_id, "stale", review, head)
    contest = msgspec.structs.replace(review, contests_id=head.review_id)
    _insert(connection, contest)
    return Recorded(verdict.proposal_id, "conflict", contest, head)


def check_verdict(verdict: Verdict) -> None:
    """Raise UsageError where a decision lacks what its kind needs: a known word, a name, a reason, accepted fields."""
    if verdict.outcome not in BY_PEOPLE:
        raise UsageError(f"{verdict.outcome!r} is no decision", cure=f"use one of: {', '.join(BY_PEOPLE)}")
    if not verdict.decided_by.strip():
        raise UsageError("a decision needs the name of who decides", where=verdict.proposal_id, cure="say --by NAME")
    if verdict.outcome in ("reject", "edit") and not verdict.reason.strip():
        raise UsageError(
            f"to {verdict.outcome} needs a reason",
            where=verdict.proposal_id,
            cure="say why in a sentence: --reason TEXT",
        )
    if bool(verdict.accepted) != (verdict.outcome == "edit"):
        cure = "give the fields to accept with an edit, and with nothing else"
        raise UsageError("the accepted fields do not go with the decision", where=verdict.proposal_id, cure=cure)


def _text_now(connection: sqlite3.Connection, proposal_id: str) -> str:
    """Return the SHA-256 of the page's text as it was read last: the text that a decision made now is made on."""
    query = (
        "SELECT text_sha256 FROM page_reading WHERE page = (SELECT page FROM proposal WHERE proposal_id = ?) "
        "ORDER BY page_reading_id DESC LIMIT 1"
    )
    return str(connection.execute(query, (proposal_id,)).fetchone()[0])


def _review(verdict: Verdict, after_id: str, text_sha256: str) -> Review:
    accepted = dict(verdict.accepted)
    content = [verdict.proposal_id, verdict.outcome, verdict.decided_by, verdict.reason, accepted, after_id]
    review_id = hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()[:16]
    return Review(
        review_id,
        verdict.proposal_id,
        verdict.outcome,
        verdict.decided_by,
        verdict.decided_at,
        verdict.reason,
        accepted,
        text_sha256,
        after_id,
    )


def add_program_review(
    connection: sqlite3.Connection, proposal_id: str, outcome: str, by: str, at: str, reason: str, after_id: str
) -> None:
    """Record what the program found of a proposal: that its page changed under it."""
    content = f"{proposal_id} {outcome} {after_id}".encode()
    review_id = hashlib.sha256(content).hexdigest()[:16]
    text = _text_now(connection, proposal_id)
    _insert(connection, Review(review_id, proposal_id, outcome, by, at, reason, {}, text, after_id))


def _insert(connection: sqlite3.Connection, review: Review) -> None:
    accepted = msgspec.json.encode(review.accepted, order="sorted").decode()
    row = (*msgspec.structs.astuple(review)[:6], accepted, review.text_sha256, review.after_id, review.contests_id)
    connection.execute("INSERT INTO review VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def read_reviews(connection: sqlite3.Connection, proposal_ids: Iterable[str] | None = None) -> list[Review]:
    """Return every row in the order of adding, or those of these proposals."""
    if not has_table(connection, "review"):
        return []
    wanted = None if proposal_ids is None else msgspec.json.encode(list(proposal_ids)).decode()
    query = (
        "SELECT review_id, proposal_id, outcome, decided_by, decided_at, reason, accepted, text_sha256, after_id, "  # noqa: S608
        "contests_id FROM review "
        f"{'' if wanted is None else 'WHERE proposal_id IN (SELECT value FROM json_each(?))'} ORDER BY review_row_id"
    )
    return [_stored(*row) for row in connection.execute(query, () if wanted is None else (wanted,))]


def _stored(*row: str) -> Review:
    review_id, proposal_id, outcome, decided_by, decided_at, reason, accepted, *rest = row
    return Review(review_id, proposal_id, outcome, decided_by, decided_at, reason, _to_fields(accepted), *rest)


def standing_of(rows: Sequence[Review]) -> Standing:
    """Return where a proposal stands after these rows, which are all its own and in the order of adding."""
    head: Review | None = None
    contests: list[Review] = []
    for row in rows:
        if row.contests_id:
            contests.append(row)
        else:
            # Whoever decides after a conflict has it in view: it is settled.
            head, contests = row, []
    return Standing(head, tuple(contests))


def standings(rows: Iterable[Review]) -> dict[str, Standing]:
    """Return where each proposal stands that has any row."""
    by_proposal: dict[str, list[Review]] = {}
    for row in rows:
        by_proposal.setdefault(row.proposal_id, []).append(row)
    return {proposal_id: standing_of(found) for proposal_id, found in by_proposal.items()}


def heads_of(connection: sqlite3.Connection, proposal_ids: Sequence[str]) -> dict[str, Review]:
    """Return the row that counts of each of these proposals that has one."""
    found = standings(read_reviews(connection, proposal_ids))
    return {proposal_id: one.head for proposal_id, one in found.items() if one.head}
