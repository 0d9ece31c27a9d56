"""Every address that a published folder holds, in an order in which neighbours share what they need."""

from __future__ import annotations

from collections.abc import Iterator

from comity.register.ask import select
from comity.web import addresses
from comity.web.addresses import localized
from comity.web.atlas.view import map_addresses
from comity.web.feeds.downloads import CHECKSUMS, line_files, release_files
from comity.web.feeds.sitemap import INDEX, sitemap_parts
from comity.web.plan import page_kinds
from comity.web.served import Served


def page_addresses(served: Served) -> list[str]:
    """Return the addresses of all pages in both languages."""
    pages = [path for paths in page_kinds(served).values() for path in paths]
    return [localized(path, language) for path in [*pages, addresses.SEARCH] for language in ("en", "es")]


def feed_addresses(served: Served) -> Iterator[str]:
    """Yield the feeds and calendars: state by state, because a state's calendars share their events."""
    yield addresses.changes_feed_path()
    kinds = page_kinds(served)
    offices = select(served.connection, "SELECT office_id, state FROM office ORDER BY state, office_id")
    for state in kinds["state"]:
        places = [state, *(path for path in kinds["place"] if path.startswith(f"{state}/"))]
        yield from map(addresses.changes_feed_path, places)
        yield from (addresses.calendar_path(path) for path in places if _has_calendar(served, path))
        code = state.rpartition("/")[2].upper()
        yield from (addresses.office_calendar_path(row["office_id"]) for row in offices if row["state"] == code)


def _has_calendar(served: Served, path: str) -> bool:
    _, _, _, state, *name = path.split("/")
    return len(served.addresses.find(state, *name).place.geoid) in (2, 5)


def other_addresses(served: Served) -> Iterator[str]:
    """Yield what pages load, and what search engines and programs read."""
    yield from ("/robots.txt", INDEX, *sitemap_parts(served))
    yield from (addresses.data_path(name) for name in (*release_files(served), *line_files(served), CHECKSUMS))
    yield from map_addresses(served)
    yield addresses.OPENAPI
    yield f"{addresses.API}/stats"
    for path in page_kinds(served)["place"] + page_kinds(served)["state"]:
        _, _, _, state, *name = path.split("/")
        yield f"{addresses.API}/places/{served.addresses.find(state, *name).place.geoid}"
