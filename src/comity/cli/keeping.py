"""`comity backup` and `comity restore`: the whole record in one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity.cli.output import format_option, print_rows
from comity.cli.record import now
from comity.errors import RecordError
from comity.settings import read_settings

if TYPE_CHECKING:
    from comity.release.backup import BackupReport

COLUMNS = ("path", "file_count", "publication_count", "size_bytes")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@format_option
def backup(file: Path, form: str | None) -> None:
    """Write the whole record into one FILE, while it is in use: ledger, archive, reviews, what subscribers were told.

    Releases are left out: after a restore `comity build` makes the same one. An older back-up of that name is replaced
    once the new one is whole.

    Example: comity backup /media/disk/comity-2026-03-01.zip
    """
    from comity.release.backup import back_up

    report = back_up(read_settings(), file, made_at=now())
    _print(file, report, form)
    _tell_lacking(report)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), help="A new folder; by default the data folder.")
@format_option
def restore(file: Path, into: Path | None, form: str | None) -> None:
    """Put a back-up FILE into the data folder, which must be empty but for its cache, or into a new folder.

    Every hash is verified before the folder appears; nothing is ever overwritten. Run `comity build` afterwards.

    Example: comity restore /media/disk/comity-2026-03-01.zip --into ~/comity-restored
    """
    from comity.release.backup import restore as restore_record

    home = into or read_settings().home
    report = restore_record(file, home)
    _print(home, report, form)
    click.echo(f"Run `comity build` with COMITY_HOME={home} to compile its release.", err=True)


def _tell_lacking(report: BackupReport) -> None:
    """Raise RecordError where the record has lost publications: the back-up is made, and whoever runs it must know."""
    if report.lacking:
        problem = (
            f"{len(report.lacking)} publication(s) are missing from the archive or altered, first {report.lacking[0]}"
        )
        cure = "run `comity archive check`, add them again, and back up then; the rest is backed up"
        raise RecordError(problem, cure=cure)


def _print(path: Path, report: BackupReport, form: str | None) -> None:
    row = {
        "path": str(path),
        "file_count": report.file_count,
        "publication_count": report.publication_count,
        "size_bytes": report.size_bytes,
    }
    print_rows(COLUMNS, [row], form)
