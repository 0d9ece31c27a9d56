"""`comity serve`: the pages, the API, feeds and downloads on a port of this machine."""

from __future__ import annotations

import click

from comity.release.opening import is_starter
from comity.settings import read_settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at: this machine alone.")
@click.option("--port", type=click.IntRange(0, 65535), default=8787, show_default=True, help="The port; 0: a free one.")
@click.option("--base-url", help="The site's own address, where others reach it: for feeds and links that leave it.")
def serve(host: str, port: int, base_url: str | None) -> None:
    """Serve the pages, the map, the API, feeds and downloads until stopped with Ctrl-C; print the address.

    Reads the current release and takes up a new one as soon as it is built, without a restart. With no data of your
    own the starter record answers. `/healthz` tells which release is served.

    Example: comity serve --port 8788
    """
    # Here, so that the other commands start without them.
    from comity.web.app import create_app
    from comity.web.server import address_of, bind, run

    settings = read_settings()
    bound = bind(host, port)
    address = address_of(bound)
    app = create_app(settings, base_url=base_url or address)

    def tell() -> None:
        if is_starter(settings):
            click.echo("This is the starter record of the package; add newer lists with `comity add ice-287g FILE…`.")
        click.echo(f"Comity answers at {address} (Ctrl-C ends it).")

    try:
        run(app, bound, tell)
    finally:
        bound.close()
