"""`comity update`: ask publishers for what they show now, or take in a saved folder of captures."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comity.cli.output import format_option, print_rows
from comity.errors import SourceError, UsageError
from comity.settings import Settings, read_settings

if TYPE_CHECKING:
    from comity.release.intake import Taken
    from comity.watch.updating import UpdateReport

COLUMNS = ("source", "role", "outcome", "name", "rows", "message")


@click.command()
@click.argument("sources", nargs=-1)
@click.option("--documents", type=click.IntRange(0), help="At most so many linked documents.")
@click.option(
    "--from",
    "folder",
    type=click.Path(exists=True, path_type=Path),
    help="Take in saved captures of a web archive from a folder or a WARC file; the publisher is not asked.",
)
@format_option
def update(sources: tuple[str, ...], documents: int | None, folder: Path | None, form: str | None) -> None:
    """Ask the publishers of SOURCES (by default all) for what they show now; fetch and record what is new.

    COMITY_CONTACT names an e-mail address or page at which a publisher reaches you. What could not be had is listed
    with the reason, and the exit code is then 6. Run `comity build` afterwards, or let `comity watch` do all of it.

    Example: COMITY_CONTACT=desk@example.org comity update ice-287g
    """
    settings = read_settings()
    if folder is not None:
        print_rows(COLUMNS, _back_fill(settings, sources, folder), form, empty="Nothing that a source knows.")
        return
    reports = _ask(settings, sources, documents)
    print_rows(COLUMNS, [row for report in reports for row in _told(report)], form, empty="Nothing new.")
    grave = [finding for report in reports for finding in report.findings if finding.is_grave]
    if grave:
        problem = f"{len(grave)} thing(s) could not be had as they should, first: {grave[0].code}: {grave[0].message}"
        raise SourceError(problem, where=grave[0].where, cure="the record stands as it was; run it again later")


def _ask(settings: Settings, sources: Iterable[str], documents: int | None) -> list[UpdateReport]:
    from comity.watch.running import update_sources

    reports = update_sources(settings, tuple(sources), documents=documents)
    for report in reports:
        told = f"{report.source}: {report.asked_count} request(s), {report.new_count} list(s) new or shown again"
        if report.document_count or report.documents_left:
            told += f", {report.document_count} document(s) archived, {report.documents_left} left for later"
        click.echo(f"{told}.", err=True)
    return reports


def _told(report: UpdateReport) -> Iterable[dict[str, Any]]:
    yield from (_list_row(report.source, taken) for taken in report.lists)
    for found in report.findings:
        row = {"role": found.role, "outcome": found.code, "name": found.where, "message": found.message}
        yield {"source": found.source, **row}


def _list_row(source: str, taken: Taken) -> dict[str, Any]:
    return {"source": source, "role": "list", "outcome": taken.outcome, "name": taken.name, "rows": taken.rows}


def _back_fill(settings: Settings, sources: tuple[str, ...], folder: Path) -> list[dict[str, Any]]:
    from comity.watch.running import back_fill_source, captures_size

    if len(sources) != 1:
        raise UsageError("--from takes one source", cure="name it: `comity update ice-287g --from FOLDER`")
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=captures_size(folder), label="Taking in", file=sys.stderr, hidden=hidden) as bar:
        report = back_fill_source(settings, sources[0], folder, progress=bar.update)
    told = f"{report.capture_count} capture(s): {len(report.lists)} of lists, {report.page_count} of pages"
    click.echo(f"{told}, {report.other_count} of other kinds. Run `comity build` to compile a release.", err=True)
    return [_list_row(sources[0], taken) for taken in report.lists]
