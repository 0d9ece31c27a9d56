"""What people decided on proposed claims, as a build takes it in: what was accepted, and what waits for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from comity.errors import SourceError
from comity.ledger import Proposal, Review, Standing
from comity.sources.reviewed import Accepted

REVIEW_CURES = {
    "review_conflict": "look at both reasons and settle it with `comity review --accept ID` or `--reject ID`",
    "review_fault": "decide it anew with `comity review --edit ID`; until then the claim is not published",
    "review_reopened": "look at the page and decide anew with `comity review`; until then the claim is not published",
}


class Reviewed(msgspec.Struct, frozen=True):
    """Accepted proposals, and by proposal those whose decision a changed page reopened or another reviewer contests."""

    accepted: tuple[Accepted, ...] = ()
    reopened: tuple[tuple[str, str], ...] = ()
    contested: tuple[tuple[str, str], ...] = ()


def read_reviewed(proposals: Sequence[Proposal], standings: Mapping[str, Standing]) -> Reviewed:
    """Return what these proposals and decisions amount to; the order of deciding leaves no trace."""
    accepted, reopened, contested = [], [], []
    for proposal in sorted(proposals, key=lambda one: one.proposal_id):
        standing = standings.get(proposal.proposal_id)
        if standing is None or standing.head is None:
            continue
        subject = proposal.page.page
        if standing.status == "accepted":
            accepted.append(_timeless(proposal, standing.head))
        if standing.status == "reopened":
            reopened.append((subject, f"proposal {proposal.proposal_id}: {standing.head.reason}"))
        if standing.contested_by:
            contested.append((subject, _said(proposal.proposal_id, standing)))
    return Reviewed(tuple(accepted), tuple(reopened), tuple(contested))


def _timeless(proposal: Proposal, review: Review) -> Accepted:
    """Return what was accepted without when and in which order: the same decisions give the same release."""
    kept = msgspec.structs.replace(review, review_id="", decided_at="", after_id="")
    return Accepted(msgspec.structs.replace(proposal, added_at=""), kept)


def _said(proposal_id: str, standing: Standing) -> str:
    rows = [row for row in (standing.head, *standing.contested_by) if row]
    said = "; ".join(f"{row.decided_by}: {row.outcome}{f' ({row.reason})' if row.reason else ''}" for row in rows)
    return f"proposal {proposal_id}: reviewers disagree; the first decision stands ({said})"


def review_issues(reviewed: Reviewed, faults: Mapping[str, SourceError]) -> list[tuple[str, str, str, str, str]]:
    """Return code, subject, message, publication and locator of everything about reviews that a person should see."""
    found = [("review_reopened", subject, message, "", "") for subject, message in reviewed.reopened]
    found += [("review_conflict", subject, message, "", "") for subject, message in reviewed.contested]
    return found + [("review_fault", key, str(error), "", "") for key, error in sorted(faults.items())]
