"""Review of proposed claims: on the terminal one by one, by options for scripts, by a file for a spreadsheet."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comity.cli.output import format_option, print_rows
from comity.cli.record import now
from comity.errors import NotFoundError, UsageError
from comity.settings import Settings, read_settings

if TYPE_CHECKING:
    from comity.ledger import Ledger, Recorded
    from comity.release.reviewing import Item

COLUMNS = (
    "proposal_id", "status", "kind", "quotation", "proposed", "url", "locator", "made_by", "rule", "decided_by",
    "reason", "contested_by",
)  # fmt: skip
PEOPLE = ("proposal_id", "status", "kind", "quotation", "url")
RECORDED = ("proposal_id", "became", "outcome", "decided_by", "standing")


@click.command()
@click.option("--list", "is_list", is_flag=True, help="List the proposals that wait; with --status those of a status.")
@click.option("--status", type=click.Choice(["waiting", "open", "reopened", "later", "accepted", "rejected", "outdated",
                                             "contested", "all"]), default="waiting")  # fmt: skip
@click.option("--accept", "accepts", multiple=True, metavar="ID", help="Accept a proposal as it stands.")
@click.option("--reject", "rejects", multiple=True, metavar="ID", help="Reject a proposal; needs --reason.")
@click.option("--later", "laters", multiple=True, metavar="ID", help="Put a proposal off.")
@click.option("--edit", "edited", metavar="ID", help="Accept a proposal with other fields: --set; needs --reason.")
@click.option("--set", "changes", multiple=True, metavar="FIELD=VALUE", help="A field to accept in place of another.")
@click.option("--by", "decided_by", default="", help="Who decides; needed to decide anything.")
@click.option("--reason", default="", help="Why: a sentence that another person can check.")
@click.option("--again", is_flag=True, help="Decide anew on what another person has decided.")
@click.option("--export", "export_to", type=click.Path(path_type=Path), help="Write the proposals as JSON lines.")
@click.option("--import", "import_from", type=click.Path(path_type=Path), help="Record the decisions of such a file.")
@format_option
def review(is_list: bool, status: str, form: str | None, **chosen: Any) -> None:
    """Decide on proposed claims: accept, edit, reject or put off, each with who and why.

    Without options it shows each proposal that waits, in its context, and asks. Nothing that a program proposes is
    published before a person has accepted it; run `comity build` afterwards.

    Example: comity review --accept 3f2a91c0d4e5b677 --by "A. Reader" --reason "The board's minutes say the same."
    """
    settings = read_settings()
    if not settings.ledger.exists():
        raise NotFoundError(
            "nothing is proposed yet", where=str(settings.home), cure="propose with `comity read --propose FILE…`"
        )
    if chosen["export_to"]:
        _export(settings, chosen["export_to"], status)
    elif chosen["import_from"]:
        _import(settings, chosen["import_from"], chosen["decided_by"], form)
    elif any(chosen[key] for key in ("accepts", "rejects", "laters", "edited")):
        _decide(settings, chosen, form)
    elif is_list or not is_terminal():
        _list(settings, status, form)
    else:
        from comity.cli.reviewing import ask_through

        ask_through(settings, chosen["decided_by"])


def is_terminal() -> bool:
    """Return whether a person sits there who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _chosen(items: Sequence[Item], status: str) -> list[Item]:
    from comity.release.reviewing import waiting

    if status == "waiting":
        return waiting(items)
    if status == "contested":
        return [item for item in items if item.standing.contested_by]
    return [item for item in items if status in ("all", item.standing.status)]


def _items(settings: Settings) -> list[Item]:
    from comity.ledger import Ledger
    from comity.release.reviewing import review_items

    with Ledger(settings.ledger, read_only=True) as ledger:
        return review_items(ledger)


def _list(settings: Settings, status: str, form: str | None) -> None:
    rows = [_row(item) for item in _chosen(_items(settings), status)]
    print_rows(COLUMNS, rows, form, people=PEOPLE, empty="No proposal waits for a decision.")


def _row(item: Item) -> dict[str, Any]:
    from comity.release.reviewing import say_review

    proposal, standing = item.proposal, item.standing
    return {
        "proposal_id": proposal.proposal_id,
        "status": standing.status,
        "kind": proposal.kind,
        "quotation": proposal.quotation.exact,
        "proposed": "; ".join(f"{key}={value}" for key, value in proposal.fields.items() if value not in (None, "")),
        "url": proposal.page.page,
        "locator": proposal.locator,
        "made_by": proposal.made_by,
        "rule": proposal.rule,
        "decided_by": standing.head.decided_by if standing.head else "",
        "reason": standing.head.reason if standing.head else "",
        "contested_by": [say_review(row) for row in standing.contested_by],
    }


def _export(settings: Settings, path: Path, status: str) -> None:
    from comity.archive import write_durably
    from comity.release.reviewing import export_lines

    items = _chosen(_items(settings), status)
    write_durably(path, export_lines(items))
    click.echo(f"{path}: {len(items)} proposals; fill in decision, by and reason, then --import it.", err=True)


def _import(settings: Settings, path: Path, decided_by: str, form: str | None) -> None:
    from comity.ledger import Ledger
    from comity.release.reviewing import import_lines, read_file

    with Ledger(settings.ledger) as ledger:
        found = import_lines(ledger, read_file(path), os.fspath(path), decided_at=now(), by=decided_by)
    _print_recorded(found, form)


def _decide(settings: Settings, chosen: dict[str, Any], form: str | None) -> None:
    from comity.ledger import Ledger
    from comity.release.reviewing import decide

    with Ledger(settings.ledger) as ledger:
        _print_recorded(decide(ledger, list(_verdicts(ledger, chosen))), form)


def _verdicts(ledger: Ledger, chosen: dict[str, Any]) -> Iterator[Any]:
    from comity.ledger import Verdict
    from comity.release.reviewing import find_item, review_items

    items = review_items(ledger)
    wanted = [("accept", one) for one in chosen["accepts"]] + [("reject", one) for one in chosen["rejects"]]
    wanted += [("later", one) for one in chosen["laters"]] + ([("edit", chosen["edited"])] if chosen["edited"] else [])
    for outcome, proposal_id in wanted:
        item = find_item(items, proposal_id)
        _refuse_unseen(item, chosen["decided_by"], again=chosen["again"])
        accepted = parse_changes(chosen["changes"], item) if outcome == "edit" else {}
        yield Verdict(
            item.proposal.proposal_id, outcome, chosen["decided_by"], chosen["reason"].strip(), now(), accepted
        )


def _refuse_unseen(item: Item, decided_by: str, *, again: bool) -> None:
    """Raise UsageError where another person has decided already: who decides anew says that he knows."""
    head = item.standing.head
    if head is None or again or item.standing.status in ("reopened", "outdated") or head.decided_by == decided_by:
        return
    from comity.release.reviewing import say_review

    cure = "read it, and add --again to decide anew"
    raise UsageError(f"it is decided already ({say_review(head)})", where=item.proposal.proposal_id, cure=cure)


def parse_changes(changes: Sequence[str], item: Item) -> dict[str, Any]:
    """Return the fields of `FIELD=VALUE`: numbers and lists where the proposal has them, null is none."""
    import msgspec

    found: dict[str, Any] = {}
    for change in changes:
        field, sign, value = change.partition("=")
        if not sign or not field.strip():
            raise UsageError(f"{change!r} sets nothing", where="--set", cure="write it as FIELD=VALUE")
        if value == "null":
            found[field.strip()] = None
        elif isinstance(item.proposal.fields.get(field.strip()), (int, float, list)):
            try:
                found[field.strip()] = msgspec.json.decode(value)
            except msgspec.DecodeError as error:
                raise UsageError(f"{value!r} is not JSON ({error})", where=f"--set {field}", cure="mend it") from error
        else:
            found[field.strip()] = value
    return found


def _print_recorded(found: Sequence[Recorded], form: str | None) -> None:
    from comity.release.reviewing import say_review

    rows = [
        {
            "proposal_id": one.proposal_id,
            "became": one.became,
            "outcome": one.review.outcome,
            "decided_by": one.review.decided_by,
            "standing": say_review(one.standing) if one.standing and one.became != "recorded" else "",
        }
        for one in found
    ]
    print_rows(RECORDED, rows, form, empty="No decision in the file.")
    conflicts = [one for one in found if one.became in ("conflict", "stale")]
    if conflicts:
        for one in conflicts:
            click.echo(f"comity: {_say_conflict(one)}", err=True)
        sys.exit(CONFLICT)
    click.echo("Run `comity build` to publish what was accepted.", err=True)


# The exit code of AmbiguousError: several decisions fit, and the record does not choose between them.
CONFLICT = 4


def _say_conflict(one: Recorded) -> str:
    from comity.release.reviewing import say_review

    stands = say_review(one.standing) if one.standing else "nothing"
    if one.became == "stale":
        return f"{one.proposal_id}: {stands}, after this file was written; not recorded; export the list again"
    return (
        f"{one.proposal_id}: {one.review.decided_by} says {one.review.outcome}, but what stands is {stands}; both are "
        "kept; settle it with --accept or --reject and --again"
    )
