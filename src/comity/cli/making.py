"""Commands of the project: they write the compact facts that the package carries."""

from __future__ import annotations

from pathlib import Path

import click

from comity.cli.output import format_option, print_rows
from comity.cli.record import now
from comity.errors import NotFoundError
from comity.settings import read_settings

PACKAGE = Path(__file__).parent.parent


@click.group()
def starter() -> None:
    """Write the package's starter record, or lay it under your own lists.

    Example: comity starter load
    """


@starter.command()
@click.option("--out", type=click.Path(path_type=Path), default=PACKAGE / "release" / "data" / "starter.bin")
def write(out: Path) -> None:
    """Write the starter record from the ledger of COMITY_HOME: names, dates and hashes of lists, and printed rows.

    Example: comity starter write
    """
    from comity.archive import write_durably
    from comity.ledger import Ledger
    from comity.release.starter import pack_starter

    settings = read_settings()
    if not settings.ledger.exists():
        raise NotFoundError("there is no ledger", where=str(settings.home), cure="add lists with `comity add` first")
    with Ledger(settings.ledger, read_only=True) as ledger:
        data = pack_starter(ledger.lists(), ledger.printed_rows())
    out.parent.mkdir(parents=True, exist_ok=True)
    write_durably(out, data)
    click.echo(f"{out}: {len(data):,} bytes")


@starter.command()
@format_option
def load(form: str | None) -> None:
    """Lay the package's starter record into the ledger of COMITY_HOME, so that your own lists continue it.

    Example: comity starter load && comity add ice-287g new.xlsx && comity build
    """
    from comity.ledger import Ledger
    from comity.release.starter import starter_entries

    settings = read_settings()
    with Ledger(settings.ledger) as ledger:
        outcomes = ledger.add_lists(starter_entries(now()))
    rows = [{"lists": len({item.publication_id for item in outcomes}), "new": sum(item.is_new for item in outcomes)}]
    print_rows(("lists", "new"), rows, form)
    click.echo("Run `comity build` to compile a release.", err=True)


@click.group()
def gazetteer() -> None:
    """Write the package's gazetteer from the Census, FBI and Open Civic Data tables.

    Example: comity gazetteer build --census census/ --fbi agencies.csv --ocd places.csv
    """


@gazetteer.command(name="build")
@click.option("--census", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--fbi", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--ocd", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default=PACKAGE / "places" / "data")
@format_option
def build_command(census: Path, fbi: Path, ocd: Path, out: Path, form: str | None) -> None:
    """Write the gazetteer's compact file and its manifest.

    Example: comity gazetteer build --census census/ --fbi agencies.csv --ocd places.csv
    """
    from comity.places import build_gazetteer

    report = build_gazetteer(census, fbi, ocd, out)
    rows = [{"kind": kind, "count": count} for kind, count in sorted(report.counts.items())]
    print_rows(("kind", "count"), rows, form)
    click.echo(f"{out}: {report.size_bytes:,} bytes, {report.ori_count:,} ORIs", err=True)
