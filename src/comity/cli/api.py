"""`comity api`: the reference page of the API, from its document and live answers."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from comity.cli.output import print_page
from comity.settings import Settings, read_settings


@click.command("api")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the page there.")
def api(out: Path | None) -> None:
    """Write the API's reference page: its routes from the OpenAPI document, its examples from the starter's answers.

    Example: comity api --out docs/api.md
    """
    from comity.release.opening import starter_settings

    page = written_page(starter_settings(read_settings()))
    print_page(page, out)


def written_page(settings: Settings) -> str:
    """Return the page over the current release of a data folder."""
    import msgspec

    from comity.web.addresses import OPENAPI
    from comity.web.api.reference import EXAMPLES, reference_page
    from comity.web.app import create_app
    from comity.web.publishing.walk import answer

    app = create_app(settings, parts=("api",))

    async def ask_all() -> dict[str, tuple[int, str, bytes]]:
        return {address: await answer(app, address) for address in (OPENAPI, *(one for _, one in EXAMPLES))}

    answers = asyncio.run(ask_all())
    return reference_page(msgspec.json.decode(answers[OPENAPI][2]), answers)
