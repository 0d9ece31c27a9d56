"""`comity explain ID`: from an answer down to the bytes and the row."""

from __future__ import annotations

from typing import Any

import click

from comity.cli.output import print_json
from comity.register.trace import trace
from comity.release.opening import open_release
from comity.settings import Settings, read_settings


@click.command()
@click.argument("wanted", metavar="ID")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="For people, or JSON.")
def explain(wanted: str, form: str) -> None:
    """Go from an ID (of an agreement, event, agency, publication, claim, …) down to the bytes and the row.

    Where the archive holds a list, its bytes are verified against their hash and the row is read again from them.

    Example: comity explain us-va-culpeper-county-sheriff.1
    """
    settings = read_settings()
    with open_release(settings) as release:
        found = trace(release, wanted)
    for listing in found.get("listings", []):
        for end in ("first", "last"):
            if end in listing:
                listing[end]["bytes"] = reread(settings, listing[end], listing["printed"])
    if form == "json":
        print_json(found)
        return
    click.echo(f"{found['table']}: {wanted}")
    _tell({key: value for key, value in found.items() if key != "table"}, 1)


def reread(settings: Settings, place: dict[str, Any], printed: dict[str, str]) -> str:
    """Return what the archived bytes say at a place: verified, or why not."""
    from comity.archive import Archive
    from comity.errors import ComityError
    from comity.sources.ice_287g import read_list

    archive = Archive(settings.archive)
    sha256 = place.get("sha256", "")
    if not sha256 or not archive.has(sha256):
        return "not held here: add the file to verify it"
    try:
        rows = dict(read_list(archive.get(sha256), place["name"]).rows)
    except ComityError as error:
        return f"damaged: {error}"
    row = rows.get(place["locator"])
    same = row is not None and all(getattr(row, name) == value for name, value in printed.items())
    path = archive.path(sha256)
    return f"verified: {path} holds this row at {place['locator']}" if same else f"{path} does not hold this row there"


def _tell(value: Any, depth: int) -> None:
    """Print nested values as indented lines: names and what they hold, nothing where there is nothing."""
    indent = "  " * depth
    for key, item in value.items():
        if isinstance(item, dict):
            click.echo(f"{indent}{key}:")
            _tell(item, depth + 1)
        elif isinstance(item, list):
            click.echo(f"{indent}{key}: {len(item)}")
            for number, entry in enumerate(item, 1):
                click.echo(f"{indent}  [{number}]")
                _tell(entry, depth + 2)
        elif item not in ("", None):
            click.echo(f"{indent}{key}: {item}")
