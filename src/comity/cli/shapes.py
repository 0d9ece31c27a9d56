"""`comity geometry`: the shapes that the map is drawn with."""

from __future__ import annotations

from pathlib import Path

import click

from comity.cli.output import format_option, print_rows
from comity.settings import read_settings

COLUMNS = ("finding", "count", "detail")


@click.group()
def geometry() -> None:
    """Draw the map with the counties of a newer Census boundary file.

    Example: comity geometry build cb_2024_us_county_20m.zip
    """


@geometry.command(name="build")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--edition", help="What the map says of its shapes; by default the file's name.")
@format_option
def build_shapes(file: Path, edition: str | None, form: str | None) -> None:
    """Make the map's shapes of a Census cartographic boundary file: a shapefile, zipped or not, or GeoJSON.

    The shapes are laid into COMITY_HOME and drawn from the next start of the server on; without them the shapes of
    the package are drawn. The files at 1:20,000,000 are detailed enough.

    Example: comity geometry build cb_2024_us_county_20m.zip
    """
    import msgspec

    from comity.archive import write_durably
    from comity.places import load_gazetteer
    from comity.web.assets import assets
    from comity.web.atlas.boundaries import make_geometry
    from comity.web.atlas.geometry import NAME, parse_geometry
    from comity.web.atlas.shapefile import read_features

    built = assets().file(NAME)
    standing_on = parse_geometry(built).standing_on if built else {}
    made = make_geometry(read_features(file), edition or file.stem, standing_on)
    path = read_settings().home / NAME
    data = msgspec.json.encode(made)
    write_durably(path, data)
    places = [place for place in load_gazetteer().all_places() if len(place.geoid) == 5 and not place.valid_until]
    known = {place.geoid for place in places}
    absent = [place.label for place in places if not made.shapes_of(place.geoid) and place.geoid[:2] not in made.boxes]
    strange = sorted(set(made.counties) - known - {one for on in made.standing_on.values() for one in on})
    rows = [
        {"finding": "counties drawn", "count": len(made.counties), "detail": f"{len(data):,} bytes in {path}"},
        {"finding": "drawn on older shapes", "count": len(made.standing_on), "detail": ", ".join(made.standing_on)},
        {"finding": "counties without a shape", "count": len(absent), "detail": ", ".join(absent[:8])},
        {"finding": "shapes of no county known here", "count": len(strange), "detail": ", ".join(strange[:8])},
    ]
    print_rows(COLUMNS, rows, form)


@geometry.command()
def reset() -> None:
    """Draw the map with the package's own shapes again.

    Example: comity geometry reset
    """
    from comity.web.atlas.geometry import NAME

    path = read_settings().home / NAME
    path.unlink(missing_ok=True)
    click.echo(f"{path}: gone; the map is drawn with the package's shapes", err=True)
