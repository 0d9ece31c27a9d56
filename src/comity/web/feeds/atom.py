"""Atom feeds (RFC 4287) of changes between lists: of the country, a state, a county or a town."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from xml.etree import ElementTree

from litestar import Response, get

from comity.errors import NotFoundError
from comity.places import Place
from comity.register.ask import Row, select
from comity.register.saying import change_sentence
from comity.web.addresses import CHANGES, absolute, changes_feed_path, event_path, segment
from comity.web.dates_of_record import began_on
from comity.web.served import Served

ATOM = "http://www.w3.org/2005/Atom"
# Feed readers ask often; what is older stands on the page.
MOST_ENTRIES = 200
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
# What XML 1.0 cannot hold at all, whatever a publisher printed.
_UNFIT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 65534, 65535], "�")


def changes_of(served: Served, place: Place | None = None) -> list[Row]:
    """Return the newest changes of a place (or of all), newest first."""
    where, values = _where(place)
    query = f"SELECT * FROM event {where} ORDER BY by_on DESC, event_id LIMIT {MOST_ENTRIES}"  # noqa: S608  constants
    return select(served.connection, query, values)


def _where(place: Place | None) -> tuple[str, tuple[str, ...]]:
    if place is None:
        return "", ()
    if len(place.geoid) == 2:
        return "WHERE state = ?", (place.state,)
    if len(place.geoid) == 5:
        # As on its page: of the agreements of the bodies that serve it. By indexes, for every county is asked.
        serving = "SELECT agency_id FROM agency_county WHERE county_geoid = ?"
        theirs = f"SELECT agreement_id FROM agreement WHERE agency_id IN ({serving})"  # noqa: S608  constants
        return f"WHERE agreement_id IN ({theirs})", (place.geoid,)
    return "WHERE agency_id IN (SELECT agency_id FROM agency WHERE place_geoid = ?)", (place.geoid,)


def feed_bytes(served: Served, title: str, path: str, page: str, changes: Sequence[Row]) -> bytes:
    """Return a feed; its ids name the record's own things, so that they stay the same wherever it is served."""
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    newest = max((row["by_on"] for row in changes), default=served.read(began_on))
    _add(feed, "id", f"urn:comity:feed:{path}")
    _add(feed, "title", f"{title}: changes between lists")
    _add(feed, "updated", f"{newest}T00:00:00Z")
    _link(feed, "self", absolute(served.base_url, path), "application/atom+xml")
    _link(feed, "alternate", absolute(served.base_url, page), "text/html")
    _add(ElementTree.SubElement(feed, "author"), "name", "Comity")
    note = "“No longer listed” says that later lists lack an agreement, and no more."
    _add(feed, "subtitle", note)
    for row in changes:
        feed.append(_entry(served, row))
    text: str = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _entry(served: Served, row: Row) -> ElementTree.Element:
    entry = ElementTree.Element("entry")
    sentence = change_sentence(row)
    _add(entry, "id", f"urn:comity:event:{segment(row['event_id'])}")
    _add(entry, "title", sentence.partition(", between the lists")[0].removesuffix("."))
    _add(entry, "updated", f"{row['by_on']}T00:00:00Z")
    _link(entry, "alternate", absolute(served.base_url, event_path(row["event_id"])), "text/html")
    ElementTree.SubElement(entry, "category", {"term": row["event"]})
    ElementTree.SubElement(entry, "category", {"term": f"state:{row['state']}"})
    lists = f"{row['before_publication'] or 'none'} → {row['publication']}"
    _add(entry, "summary", f"{sentence} Lists: {lists}.")
    return entry


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text.translate(_UNFIT)


def _link(parent: ElementTree.Element, relation: str, address: str, kind: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": relation, "href": address, "type": kind})


def _answer(content: bytes) -> Response[bytes]:
    return Response(content, media_type=MEDIA_TYPE)


def bare(name: str, ending: str) -> str:
    """Return a name without its ending; raise NotFoundError where it ends otherwise."""
    if not name.endswith(ending):
        raise NotFoundError("there is no such file", where=name, cure=f"the address ends in {ending}")
    return name.removesuffix(ending)


@get(changes_feed_path(), sync_to_thread=True)
def country_feed(served: Served) -> Response[bytes]:
    """Answer with the newest changes of all."""
    return _answer(feed_bytes(served, "United States", changes_feed_path(), CHANGES, changes_of(served)))


@get(["/feeds/us/{code:str}", "/feeds/us/{code:str}/{name:str}"])
async def place_feed(served: Served, code: str, name: str = "") -> Response[bytes]:
    """Answer with the newest changes of a state, county or town."""
    return await asyncio.to_thread(_place_feed, served, code, name)


def _place_feed(served: Served, code: str, name: str) -> Response[bytes]:
    found = served.addresses.find(*((code, bare(name, ".atom")) if name else (bare(code, ".atom"), "")))
    place, path = found.place, changes_feed_path(found.path)
    return _answer(feed_bytes(served, place.label, path, found.path, changes_of(served, place)))


HANDLERS = [country_feed, place_feed]
