"""The terminal's review: one proposal after the other, its sentence in context, and one key for each decision."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING, Any

import click

from comity.cli.record import now
from comity.cli.terminal import visible
from comity.errors import ComityError
from comity.settings import Settings

if TYPE_CHECKING:
    from comity.ledger import Ledger
    from comity.release.reviewing import Item

KEYS = {"a": "accept", "e": "edit", "r": "reject", "l": "later", "s": "skip", "q": "quit"}


def ask_through(settings: Settings, decided_by: str) -> None:
    """Show each proposal that waits and ask what to do with it; each answer is on the disk before the next question."""
    from comity.ledger import Ledger
    from comity.release.reviewing import review_items, waiting

    with Ledger(settings.ledger) as ledger:
        items = waiting(review_items(ledger))
        if not items:
            click.echo("No proposal waits for a decision.")
            return
        name = decided_by or click.prompt("Who decides? Your name")
        for number, item in enumerate(items, 1):
            show_item(item, number, len(items))
            if not _answered(ledger, item, name):
                break
    click.echo("Run `comity build` to publish what was accepted.")


def show_item(item: Item, number: int, count: int) -> None:
    """Print a proposal: the page, the words in their context, the fields, and what was said of it before."""
    from comity.release.reviewing import say_review

    proposal, quotation = item.proposal, item.proposal.quotation
    click.echo()
    click.secho(f"{number} of {count} · {proposal.proposal_id} · {proposal.kind} · {item.standing.status}", bold=True)
    page = proposal.page
    click.echo(_plain(" · ".join(part for part in (page.outlet, page.title, page.published_on) if part)))
    click.echo(_plain(f"{page.page}, {proposal.locator} ({proposal.made_by}: {proposal.rule})"))
    click.echo()
    words = f"…{quotation.prefix}»{quotation.exact}«{quotation.suffix}…"
    width = min(100, shutil.get_terminal_size((100, 40)).columns - 4)
    click.echo(textwrap.fill(_plain(words), width, initial_indent="  ", subsequent_indent="  "))
    click.echo()
    for field, value in proposal.fields.items():
        if value not in (None, "", []):
            click.echo(f"  {field}: {_plain(str(value))}")
    for row in (item.standing.head, *item.standing.contested_by):
        if row:
            click.secho(f"  {_plain(say_review(row))}", fg="yellow")


def _plain(text: str) -> str:
    """Return text for the terminal: one line, and no character that could steer it."""
    return visible(" ".join(text.split()), " ")


def _answered(ledger: Ledger, item: Item, name: str) -> bool:
    """Ask until there is a decision or none is wanted; return whether to go on."""
    while True:
        asked = "a accept, e edit, r reject, l later, s skip, q quit"
        key = click.prompt(asked, type=click.Choice(list(KEYS)), show_choices=False)
        if key in "sq":
            return bool(key == "s")
        accepted = _edits(item) if key == "e" else {}
        if key == "e" and not accepted:
            continue
        reason = str(click.prompt("Why", default="" if key in "al" else None, show_default=False))
        try:
            _record(ledger, item, KEYS[key], name, reason, accepted)
        except ComityError as error:
            click.secho(f"Not recorded: {error}", fg="red")
            continue
        return True


def _edits(item: Item) -> dict[str, Any]:
    from comity.cli.review import parse_changes

    changes: list[str] = []
    while change := click.prompt("FIELD=VALUE (empty to end)", default="", show_default=False):
        changes.append(change)
    try:
        return parse_changes(changes, item)
    except ComityError as error:
        click.secho(str(error), fg="red")
        return {}


def _record(ledger: Ledger, item: Item, outcome: str, name: str, reason: str, accepted: dict[str, Any]) -> None:
    from comity.ledger import Verdict
    from comity.release.reviewing import decide

    verdict = Verdict(item.proposal.proposal_id, outcome, name, reason.strip(), now(), accepted, item.standing.head_id)
    (found,) = decide(ledger, [verdict])
    click.echo(f"{found.became}: {outcome}")
