"""Review: what is proposed, with where it stands; decisions recorded one by one or from a file; the file itself.

A decision that accepts is tried first: what cannot become a claim by the rules for all claims is refused with the field
and the cure, so that a release never meets it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from comity.errors import ComityError, NotFoundError, UnreadableError, UsageError
from comity.ledger import Ledger, Proposal, Recorded, Review, Standing, Verdict
from comity.ledger.reviews import check_verdict
from comity.places import Gazetteer, load_gazetteer
from comity.sources.reviewed import Accepted, accepted_claim

STATUSES = ("open", "reopened", "later", "accepted", "rejected", "outdated")
# What waits for a person, in the order in which it is asked: an accepted claim that is not published comes first.
WAITING = ("reopened", "open", "later")
Format = Literal["comity-review-1"]
FORMAT: Format = "comity-review-1"


class Item(msgspec.Struct, frozen=True):
    """A proposal and where it stands."""

    proposal: Proposal
    standing: Standing

    @property
    def is_waiting(self) -> bool:
        """Return whether a person should look at it."""
        return self.standing.status in WAITING or bool(self.standing.contested_by)


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a review file: the proposal for reading, and `decision` to `accepted` for writing.

    `seen` is the decision that stood when the file was written; who works on a copy decides with that in view.
    """

    proposal_id: str
    seen: str
    decision: Literal["", "accept", "edit", "reject", "later"] = ""
    by: str = ""
    reason: str = ""
    accepted: dict[str, Any] = {}
    status: str = ""
    kind: str = ""
    url: str = ""
    title: str = ""
    outlet: str = ""
    published_on: str = ""
    before: str = ""
    quotation: str = ""
    after: str = ""
    locator: str = ""
    proposed: dict[str, Any] = {}
    made_by: str = ""
    rule: str = ""
    said: str = ""
    format: Format = FORMAT


def review_items(ledger: Ledger) -> list[Item]:
    """Return every proposal with where it stands, in the order of adding."""
    standings = ledger.standings()
    return [Item(one, standings.get(one.proposal_id, Standing())) for one in ledger.proposals()]


def waiting(items: Iterable[Item]) -> list[Item]:
    """Return what waits for a person: contested first, then reopened, open, put off."""
    found = [item for item in items if item.is_waiting]
    return sorted(found, key=lambda item: -1 if item.standing.contested_by else WAITING.index(item.standing.status))


def find_item(items: Sequence[Item], proposal_id: str) -> Item:
    """Return the proposal of an id, or of its beginning where only one begins so; raise NotFoundError, UsageError."""
    fits = [item for item in items if item.proposal.proposal_id.startswith(proposal_id)] if proposal_id else []
    if len(fits) > 1:
        raise UsageError(f"{len(fits)} proposals begin so", where=proposal_id, cure="give more of the id")
    if not fits:
        cure = "list what waits with `comity review --list`"
        raise NotFoundError("there is no such proposal", where=repr(proposal_id), cure=cure)
    return fits[0]


def decide(ledger: Ledger, verdicts: Sequence[Verdict], gazetteer: Gazetteer | None = None) -> list[Recorded]:
    """Record decisions, all or none; raise SourceError where something accepted cannot become a claim."""
    items = {item.proposal.proposal_id: item.proposal for item in review_items(ledger)}
    for verdict in verdicts:
        if verdict.outcome in ("accept", "edit") and verdict.proposal_id in items:
            _try(items[verdict.proposal_id], verdict, gazetteer or load_gazetteer())
    return ledger.review(verdicts)


def _try(proposal: Proposal, verdict: Verdict, gazetteer: Gazetteer) -> None:
    tried = Review("", proposal.proposal_id, verdict.outcome, "", "", "", dict(verdict.accepted), "")
    accepted_claim(Accepted(proposal, tried), gazetteer)


def export_lines(items: Iterable[Item]) -> bytes:
    """Return a review file: a line of JSON for each proposal, with empty fields for the decision."""
    return b"".join(msgspec.json.encode(_line(item)) + b"\n" for item in items)


def _line(item: Item) -> Line:
    proposal, standing = item.proposal, item.standing
    page, quotation = proposal.page, proposal.quotation
    return Line(
        proposal_id=proposal.proposal_id,
        seen=standing.head_id,
        status=standing.status,
        kind=proposal.kind,
        url=page.url,
        title=page.title,
        outlet=page.outlet,
        published_on=page.published_on,
        before=quotation.prefix,
        quotation=quotation.exact,
        after=quotation.suffix,
        locator=proposal.locator,
        proposed=proposal.fields,
        made_by=proposal.made_by,
        rule=proposal.rule,
        said="; ".join(say_review(row) for row in (standing.head, *standing.contested_by) if row),
    )


def say_review(row: Review) -> str:
    """Return a decision in words: who, what, when, why."""
    return f"{row.decided_by}: {row.outcome} on {row.decided_at[:10]}" + (f" ({row.reason})" if row.reason else "")


def read_lines(data: bytes, name: str) -> list[tuple[int, Line]]:
    """Return the lines of a review file with their numbers; raise UnreadableError that names the first wrong one."""
    found: list[tuple[int, Line]] = []
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if not raw.strip():
            continue
        try:
            found.append((number, msgspec.json.decode(raw, type=Line)))
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            cure = "write each line as `comity review --export` does; nothing of the file was recorded"
            raise UnreadableError(
                f"is no line of a review file ({error})", where=f"{name}:{number}", cure=cure
            ) from error
    return found


def import_lines(
    ledger: Ledger,
    data: bytes,
    name: str,
    *,
    decided_at: str,
    by: str = "",
    gazetteer: Callable[[], Gazetteer] = load_gazetteer,
) -> list[Recorded]:
    """Record the decisions of a review file, all or none, and return what became of each; raise with its line.

    Lines without a decision are passed over. `by` names who decides where a line does not.
    """
    lines = [(number, line) for number, line in read_lines(data, name) if line.decision]
    proposals = {item.proposal.proposal_id: item.proposal for item in review_items(ledger)}
    verdicts = []
    seen: dict[str, int] = {}
    for number, line in lines:
        where = f"{name}:{number}"
        if line.proposal_id in seen:
            problem = f"line {seen[line.proposal_id]} decides on this proposal already"
            raise UnreadableError(problem, where=where, cure="leave one decision for each proposal")
        seen[line.proposal_id] = number
        verdicts.append(_checked(_verdict(line, by, decided_at), proposals, where, gazetteer))
    return ledger.review(verdicts)


def _verdict(line: Line, by: str, decided_at: str) -> Verdict:
    return Verdict(
        proposal_id=line.proposal_id,
        outcome=line.decision,
        decided_by=line.by.strip() or by,
        reason=line.reason.strip(),
        decided_at=decided_at,
        accepted=line.accepted,
        after_id=line.seen,
    )


def _checked(
    verdict: Verdict, proposals: Mapping[str, Proposal], where: str, gazetteer: Callable[[], Gazetteer]
) -> Verdict:
    """Return a verdict of a file's line; raise what is wrong with it, with the line."""
    try:
        if verdict.proposal_id not in proposals:
            raise NotFoundError("there is no such proposal", cure="export the list again")
        check_verdict(verdict)
        if verdict.outcome in ("accept", "edit"):
            _try(proposals[verdict.proposal_id], verdict, gazetteer())
    except ComityError as error:
        raise UnreadableError(
            error.problem, where=f"{where}: {error.where}".removesuffix(": "), cure=error.cure
        ) from error
    return verdict


def read_file(path: Path) -> bytes:
    """Return a review file's bytes; raise UsageError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        cure = "give the path of a file that `comity review --export` wrote"
        raise UsageError(f"cannot be read ({error.strerror})", where=str(path), cure=cure) from error
