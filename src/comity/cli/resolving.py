"""`comity resolve`: printed agencies in, bodies and counties out."""

from __future__ import annotations

import csv
import io
import sys

import click

from comity.cli.output import format_option, print_csv_lines, print_rows
from comity.errors import UsageError

NEEDED = ("state", "agency")
ASKED = ("state", "agency", "type", "county")
CURE = "give CSV with the header state,agency,type,county"
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

    given, lines = _read()
    places = {name.strip().casefold(): place for place, name in reversed(list(enumerate(given)))}
    missing = [name for name in NEEDED if name not in places]
    if missing:
        raise UsageError(f"the input has no column {missing[0]!r}", where="standard input", cure=CURE)
    asked = [places.get(name, len(given)) for name in ASKED]
    resolver = Resolver(load_gazetteer())
    rows = []
    for line in lines:
        cells = [*(*line, *[""] * len(given))[: len(given)], ""]
        found = resolver.resolve(*(cells[place] for place in asked))
        answer = {
            "agency_id": found.agency_id,
            "kind": found.kind,
            "place_geoid": found.place_geoid,
            "county_geoids": ";".join(found.county_geoids),
            "ori": found.ori,
            "confidence": f"{found.confidence:.2f}",
            "rule": found.rule,
        }
        rows.append(cells[:-1] + [answer[name] for name in ANSWER])
    _print(given, rows, form)


def _read() -> tuple[list[str], list[list[str]]]:
    """Return header and rows of the CSV on standard input, without the byte-order mark that Excel puts before it."""
    text = sys.stdin.read().removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        lines = [line for line in csv.reader(io.StringIO(text, newline="")) if line]
    except csv.Error as error:
        raise UsageError(f"the input is no CSV ({error})", where="standard input", cure=CURE) from error
    return (lines[0], lines[1:]) if lines else ([], [])


def _print(given: list[str], rows: list[list[str]], form: str | None) -> None:
    """Print by position, for the input's columns may bear any name."""
    columns = [*given, *ANSWER]
    if form in {"json", "table"}:
        print_rows(columns, [dict(zip(columns, row, strict=True)) for row in rows], form)
        return
    print_csv_lines(columns, rows)
