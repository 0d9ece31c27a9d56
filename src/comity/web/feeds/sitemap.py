"""What there is, for search engines: `robots.txt`, the sitemap's index and its parts (sitemaps.org, 50,000 each)."""

from __future__ import annotations

from xml.sax.saxutils import escape

from litestar import Response, get

from comity.errors import NotFoundError
from comity.web.addresses import absolute, localized
from comity.web.plan import page_kinds
from comity.web.served import Served

INDEX = "/sitemap.xml"
MOST_ADDRESSES = 50_000
_XML = "application/xml; charset=utf-8"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap_parts(served: Served) -> dict[str, list[str]]:
    """Return the paths of all pages in both languages by the name of the part they stand in."""
    return served.keep("sitemap", _make_parts)


def _make_parts(served: Served) -> dict[str, list[str]]:
    found = {}
    for kind, paths in page_kinds(served).items():
        both = [localized(path, language) for path in paths for language in ("en", "es")]
        for start in range(0, len(both), MOST_ADDRESSES):
            found[f"/sitemaps/{kind}-{start // MOST_ADDRESSES + 1}.xml"] = both[start : start + MOST_ADDRESSES]
    return found


def index_text(served: Served) -> str:
    """Return the sitemap's index."""
    rows = "".join(f"<sitemap><loc>{_address(served, part)}</loc></sitemap>\n" for part in sitemap_parts(served))
    return f"{_HEAD}<sitemapindex {_SPACE}>\n{rows}</sitemapindex>\n"


def part_text(served: Served, part: str) -> str:
    """Return one part of the sitemap; raise NotFoundError where there is none of that name."""
    paths = sitemap_parts(served).get(part)
    if paths is None:
        raise NotFoundError("there is no such part of the sitemap", where=part, cure=f"{INDEX} lists them")
    rows = "".join(f"<url><loc>{_address(served, path)}</loc></url>\n" for path in paths)
    return f"{_HEAD}<urlset {_SPACE}>\n{rows}</urlset>\n"


def robots_text(served: Served) -> str:
    """Return the robots file: everything may be read."""
    return f"User-agent: *\nAllow: /\nSitemap: {absolute(served.base_url, INDEX)}\n"


def _address(served: Served, path: str) -> str:
    return escape(absolute(served.base_url, path))


@get("/robots.txt", sync_to_thread=True)
def robots(served: Served) -> Response[str]:
    """Answer with what programs may read."""
    return Response(robots_text(served), media_type="text/plain")


@get(INDEX, sync_to_thread=True)
def index(served: Served) -> Response[str]:
    """Answer with the sitemap's index."""
    return Response(index_text(served), media_type=_XML)


@get("/sitemaps/{name:str}", sync_to_thread=True)
def sitemap_part(served: Served, name: str) -> Response[str]:
    """Answer with a part of the sitemap."""
    return Response(part_text(served, f"/sitemaps/{name}"), media_type=_XML)


HANDLERS = [robots, index, sitemap_part]
