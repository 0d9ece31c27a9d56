"""`comity tell`: tell subscribers what is new to them, or show what would be told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity.cli.output import format_option, print_rows
from comity.settings import read_settings

if TYPE_CHECKING:
    from comity.telling import TellReport

COLUMNS = ("subscriber_id", "message_id", "item_count", "outcome", "error")


@click.command()
@click.option(
    "--subscriptions",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The subscriptions file; by default subscriptions.toml in the data folder.",
)
@click.option("--dry-run", is_flag=True, help="Print the messages that would go; send and remember nothing.")
@format_option
def tell(path: Path | None, dry_run: bool, form: str | None) -> None:
    """Tell subscribers what is new to them: changes between lists, and deadlines ahead.

    A subscriber that is new is told what comes from now on. Each item is told once. Where a channel fails the others
    are told all the same, its messages wait for the next time, and the exit code is 12. docs/telling.md shows the file.

    Example: comity tell --dry-run
    """
    from comity.places import load_gazetteer
    from comity.release.opening import open_release
    from comity.telling import read_subscriptions
    from comity.telling import tell as tell_subscribers

    settings = read_settings()
    asked = read_subscriptions(path or settings.home / "subscriptions.toml", load_gazetteer())
    release = open_release(settings)
    try:
        report = tell_subscribers(settings, asked, release, datetime.now(UTC), dry_run=dry_run)
    finally:
        release.close()
    if dry_run:
        _show(report)
        return
    for one in report.met:
        click.echo(f"{one}: begins now; what changed before is not told", err=True)
    rows = [{name: getattr(one, name) for name in COLUMNS} for one in report.messages]
    print_rows(COLUMNS, rows, form, empty="Nothing to tell.")
    if report.error is not None:
        raise report.error


def _show(report: TellReport) -> None:
    for one in report.messages:
        words = one.words
        click.echo(f"To {one.subscriber_id}: {words.subject if words else ''}\n\n{words.text if words else ''}")
    click.echo(f"{len(report.messages)} message(s) would go; nothing was sent.", err=True)
