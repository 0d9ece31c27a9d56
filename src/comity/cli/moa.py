"""`comity moa FILE…`: what memoranda of agreement say, and claims for review of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comity.cli.output import format_option, print_rows
from comity.cli.record import now
from comity.settings import read_settings

if TYPE_CHECKING:
    from comity.release.memoranda import ReadDocument

COLUMNS = (
    "name", "document", "model", "agency", "agency_id", "state", "county_geoids", "signed_on", "local_signed_on",
    "federal_signed_on", "local_office", "federal_office", "page_count", "unread_pages", "evidence", "problems",
    "proposed",
)  # fmt: skip
PEOPLE = ("name", "model", "agency", "state", "signed_on", "local_signed_on", "federal_signed_on", "local_office")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--propose", is_flag=True, help="Archive the documents and send what they say to review.")
@click.option("--no-ocr", is_flag=True, help="Read no page from its picture, though Tesseract is installed.")
@format_option
def moa(files: tuple[Path, ...], propose: bool, no_ocr: bool, form: str | None) -> None:
    """Read signed memoranda of agreement (PDF): model, agency, days of signing, signers' offices, with page and words.

    Scanned pages are read by Tesseract where it is installed. A day written by hand that cannot be read surely is left
    out. A file that cannot be read is told, the others are read, and the exit code is that of the first such file.

    Example: comity moa memoranda/*.pdf --propose
    """
    from comity.cli.main import say
    from comity.release.memoranda import read_documents

    with click.progressbar(
        length=len(files), label="Reading", file=sys.stderr, hidden=len(files) < 2 or not sys.stderr.isatty()
    ) as bar:
        program = "" if no_ocr else None
        found = list(
            read_documents(
                read_settings(), files, added_at=now(), propose=propose, program=program, progress=bar.update
            )
        )
    rows = [_row(one) for one in found if one.memorandum]
    print_rows(COLUMNS, rows, form, people=PEOPLE, empty="No memorandum could be read.")
    failed = [one.error for one in found if one.error]
    for error in failed:
        say(error)
    if propose:
        click.echo("Run `comity review` to accept or reject what is proposed.", err=True)
    if failed:
        sys.exit(failed[0].exit_code)


def _row(one: ReadDocument) -> dict[str, Any]:
    found = one.memorandum
    assert found is not None
    return {
        "name": one.name,
        "document": found.document,
        "model": found.model.value,
        "agency": found.agency.value,
        "agency_id": found.resolution.agency_id,
        "state": found.state,
        "county_geoids": list(found.resolution.county_geoids),
        "signed_on": found.signed_on.value,
        "local_signed_on": found.local.signed_on.value,
        "federal_signed_on": found.federal.signed_on.value,
        "local_office": found.local.office.value,
        "federal_office": found.federal.office.value,
        "page_count": found.page_count,
        "unread_pages": [str(page) for page in found.unread_pages],
        "evidence": list(_evidence(one)),
        "problems": list(found.problems),
        "proposed": len(one.proposed.new) + len(one.proposed.known) if one.proposed else None,
    }


def _evidence(one: ReadDocument) -> Iterator[str]:
    from comity.sources.moa.parse import passages

    assert one.memorandum is not None
    for name, found in passages(one.memorandum):
        if found.value and found.passage:
            sheet = one.memorandum.sheets[found.passage.sheet]
            words = " ".join(sheet.text[found.passage.start : found.passage.end].split())
            yield f"{name}: {sheet.label} “{words}” ({found.rule})"
