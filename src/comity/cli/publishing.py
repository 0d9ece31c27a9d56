"""`comity publish`: the site as a folder of files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from comity.cli.output import format_option, print_rows
from comity.settings import read_settings

COLUMNS = ("release_id", "file_count", "kept_count", "written_count", "removed_count", "resumed_count", "is_unchanged")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--base-url", default="", help="The site's own address, such as https://comity.example: for feeds.")
@click.option("--jobs", type=click.IntRange(0, 64), default=0, help="Processes at work; by default one a processor.")
@format_option
def publish(folder: Path, base_url: str, jobs: int, form: str | None) -> None:
    """Write every page, feed, calendar and download into FOLDER, for any web server.

    Only what a new release changes is made again and written, a stopped run is taken up, and at the end every internal
    link is checked.
    API answers stand at their address with `.json` behind it.

    Example: comity publish site --base-url https://comity.example
    """
    from comity.web.publishing import publish as publish_site

    is_shown = sys.stderr.isatty()
    with click.progressbar(length=1, label="Publishing", file=sys.stderr, hidden=not is_shown) as bar:

        def tell(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        report = publish_site(read_settings(), folder, base_url=base_url, jobs=jobs, progress=tell)
    print_rows(COLUMNS, [{name: getattr(report, name) for name in COLUMNS}], form)
