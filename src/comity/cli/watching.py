"""`comity watch`: the unattended run, for cron, a systemd timer or a CI schedule."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from comity.cli.output import format_option, print_rows
from comity.settings import read_settings

COLUMNS = ("step", "outcome", "seconds", "message")


@click.command()
@click.argument("sources", nargs=-1)
@click.option("--publish", "publish_to", type=click.Path(path_type=Path), help="Write the pages to this folder.")
@click.option("--base-url", default="", help="The site's own address, such as https://comity.example: for feeds.")
@click.option("--tell", "subscriptions", type=click.Path(path_type=Path), help="Tell the subscribers of this file.")
@click.option("--metrics", type=click.Path(path_type=Path), help="Where the numbers go; by default beside the status.")
@click.option("--documents", type=click.IntRange(0), help="At most so many linked documents.")
@click.option("--only-due", is_flag=True, help="Ask a publisher only when its time has come, as its source says.")
@click.option("--today", help="The day to count freshness from; by default today.")
@format_option
def watch(
    sources: tuple[str, ...],
    publish_to: Path | None,
    base_url: str,
    subscriptions: Path | None,
    metrics: Path | None,
    documents: int | None,
    only_due: bool,
    today: str | None,
    form: str | None,
) -> None:
    """Update, build, check, publish and tell, once; then end. One line of JSON per step goes to standard error.

    Two never run together (exit code 8), and one that is killed anywhere is continued by the next. What falls outside
    the expectations holds the new release back (10); a publisher that could not be read as it should is 6.

    Example: COMITY_CONTACT=desk@example.org comity watch --publish /srv/comity
    """
    from comity.register.question import read_day
    from comity.watch.journal import open_journal
    from comity.watch.plan import Plan
    from comity.watch.watching import watch as run

    day = read_day(today, "--today") if today else datetime.now(UTC).date().isoformat()
    plan = Plan(day, sources, documents, only_due, publish_to, subscriptions, metrics, base_url)
    status = run(read_settings(), plan, journal=open_journal(sys.stderr))
    rows = [{column: getattr(step, column) for column in COLUMNS} for step in status.steps]
    print_rows(COLUMNS, rows, form)
    sys.exit(status.exit_code)
