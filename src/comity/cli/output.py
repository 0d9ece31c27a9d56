"""Rows for people and for pipes: a table on a terminal, CSV or JSON elsewhere and on request."""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from comity.cli.terminal import visible
from comity.release.cells import guard_text

Row = Mapping[str, Any]
F = TypeVar("F", bound=Callable[..., Any])

WIDEST_CELL = 60
NARROWEST_CELL = 10


def format_option(command: F) -> F:
    """Give a command `--format table|csv|json`: a table on a terminal, CSV in a pipe."""
    option = click.option(
        "--format",
        "form",
        type=click.Choice(["table", "csv", "json"]),
        default=None,
        help="How to print: a table (the default on a terminal), CSV (the default in a pipe) or JSON.",
    )
    return option(command)


def print_rows(
    columns: Sequence[str],
    rows: Iterable[Row],
    form: str | None,
    *,
    people: Sequence[str] = (),
    empty: str = "Nothing.",
) -> None:
    """Print rows with these columns in the form asked for; JSON is one array of objects.

    A table for people may leave columns out or order them otherwise: `people` names those it shows.
    """
    chosen = form or ("table" if sys.stdout.isatty() else "csv")
    if chosen == "json":
        print_json([{column: row.get(column) for column in columns} for row in rows])
    elif chosen == "csv":
        print_csv(columns, rows)
    else:
        print_table(people or columns, list(rows), empty)


def print_json(value: Any) -> None:
    """Print one JSON value, indented, with its characters as they are."""
    import msgspec

    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def print_csv(columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Print RFC 4180 CSV with `\\n` line ends; no cell can become a formula."""
    print_csv_lines(columns, ([row.get(column) for column in columns] for row in rows))


def print_csv_lines(columns: Sequence[str], lines: Iterable[Sequence[Any]]) -> None:
    """Print CSV whose cells are given by position, for columns that may bear any name."""
    writer = csv.writer(_PlainEnds(), lineterminator="\r\n")
    writer.writerow([csv_cell(column) for column in columns])
    for line in lines:
        writer.writerow([csv_cell(cell) for cell in line])


class _PlainEnds:
    """Writes lines that end in `\\r\\n` with `\\n`: the csv module quotes a lone `\\r` only where lines end in it."""

    def write(self, line: str) -> int:
        return sys.stdout.write(f"{line[:-2]}\n")


def print_page(page: str, out: Path | None) -> None:
    """Print a page of documentation, or write it to a file and say so."""
    if out is None:
        click.echo(page, nl=False)
    else:
        out.write_text(page, encoding="utf-8")
        click.echo(f"wrote {out}", err=True)


def csv_cell(value: Any) -> str:
    """Return a value as a CSV cell: "" for none, `;` between several, an apostrophe before a formula's sign."""
    return guard_text(value) if isinstance(value, str) else plain(value)


def plain(value: Any) -> str:
    """Return a value as plain text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ";".join(plain(item) for item in value)
    return str(value)


def print_table(columns: Sequence[str], rows: Sequence[Row], empty: str) -> None:
    """Print a table that fits the terminal: the widest columns give way first."""
    if not rows:
        click.echo(empty)
        return
    cells = [[plain(row.get(column)) for column in columns] for row in rows]
    widths = [max(len(columns[i]), *(len(line[i]) for line in cells)) for i in range(len(columns))]
    room = shutil.get_terminal_size((110, 40)).columns - 2 * (len(columns) - 1)
    # An id that is cut is of no use: whoever reads it wants to give it to `comity explain`.
    elastic = [i for i, column in enumerate(columns) if not column.endswith("_id")]
    for i in elastic:
        widths[i] = min(WIDEST_CELL, widths[i])
    while elastic and sum(widths) > room and max(widths[i] for i in elastic) > NARROWEST_CELL:
        widths[max(elastic, key=lambda i: widths[i])] -= 1
    click.echo("  ".join(_cut(column, width) for column, width in zip(columns, widths, strict=True)).rstrip())
    for line in cells:
        click.echo("  ".join(_cut(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip())
    click.echo(f"({len(rows)} {'row' if len(rows) == 1 else 'rows'})", err=True)


def _cut(text: str, width: int) -> str:
    shown = visible(text)
    if len(shown) > width:
        shown = shown[: max(width - 1, 1)] + "…"
    return shown.ljust(width)
