"""`comity resolve`: printed agencies in, bodies and counties out."""

from __future__ import annotations

import csv
import sys

import click

from comity.cli.output import csv_cell, format_option, print_rows
from comity.errors import UsageError

NEEDED = ("state", "agency")
ANSWER = ("agency_id", "kind", "place_geoid", "county_geoids", "ori", "confidence", "rule")


@click.command()
@format_option
def resolve(form: str | None) -> None:
    """Resolve printed agencies: CSV with state,agency,type,county on standard input.

    The answer has the input's columns, then agency_id, kind, place_geoid, county_geoids (joined by `;`), ori,
    confidence and rule. A name that fits no body, or several, has an empty agency_id, and the rule says why.

    Example: printf 'state,agency,type,county\\nFL,Arcadia PD,Municipality,Desoto\\n' | comity resolve
    """
    from comity.places import Resolver, load_gazetteer

    reader = csv.DictReader(sys.stdin)
    given = list(reader.fieldnames or ())
    missing = [name for name in NEEDED if name not in given]
    if missing:
        cure = "give CSV with the header state,agency,type,county"
        raise UsageError(f"the input has no column {missing[0]!r}", where="standard input", cure=cure)
    resolver = Resolver(load_gazetteer())
    rows = []
    for row in reader:
        cells = {name: row.get(name) or "" for name in given}
        found = resolver.resolve(cells["state"], cells["agency"], cells.get("type", ""), cells.get("county", ""))
        answer = {
            "agency_id": found.agency_id,
            "kind": found.kind,
            "place_geoid": found.place_geoid,
            "county_geoids": ";".join(found.county_geoids),
            "ori": found.ori,
            "confidence": f"{found.confidence:.2f}",
            "rule": found.rule,
        }
        rows.append([cells[name] for name in given] + [answer[name] for name in ANSWER])
    _print(given, rows, form)


def _print(given: list[str], rows: list[list[str]], form: str | None) -> None:
    """Print by position, for the input's columns may bear any name."""
    columns = [*given, *ANSWER]
    if form in {"json", "table"}:
        print_rows(columns, [dict(zip(columns, row, strict=True)) for row in rows], form)
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[csv_cell(cell) for cell in row] for row in rows])
