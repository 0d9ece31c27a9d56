"""Every address of the site, both ways: one function a kind, used by pages, API, feeds and `publish` alike.

All are paths from the root, without the host; `absolute` puts one in front. Spanish pages stand under `/es` at the
same paths. Ids that hold characters unfit for a path or a file name are written with `segment` and read back with
`read_segment`. Addresses of places need the gazetteer: see `place_addresses`.
"""

from __future__ import annotations

import re
from typing import Literal

from comity.errors import NotFoundError

Language = Literal["en", "es"]

HOME = "/"
MAP = "/map"
CHANGES = "/changes"
ELECTIONS = "/elections"
SOURCES = "/sources"
LAW = "/law"
METHOD = "/method"
GLOSSARY = "/glossary"
SEARCH = "/search"
PLACES = "/place/us"
DATA = "/data/"
FEEDS = "/feeds/"
CALENDARS = "/calendar/"
API = "/api/v1"
OPENAPI = "/api/openapi.json"
PLOTS = "/plots/"
STYLE = "/style/"
ASSETS = "/assets/"
HEALTH = "/healthz"
SPANISH = "/es"

_SAFE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_.")
_ESCAPED = re.compile(r"~([0-9a-f]{2})")
_PLAIN = re.compile(r"[a-z0-9_][a-z0-9_.-]*")


def segment(identifier: str) -> str:
    """Return an id as one part of a path that is a file name everywhere: `~2b` for `+`; most ids stay as they are.

    Small letters, digits, `-`, `_` and inner points stay; every other byte of its UTF-8 is `~` with two digits, so
    that no id can climb out of its folder, and no two fall together where file names ignore capitals.
    """
    if _PLAIN.fullmatch(identifier) and not identifier.endswith("."):
        return identifier
    last = len(identifier) - 1
    return "".join(
        c if c in _SAFE and not (c == "." and at in (0, last)) else "".join(f"~{byte:02x}" for byte in c.encode())
        for at, c in enumerate(identifier)
    )


def read_segment(text: str) -> str:
    """Return the id that a part of a path was written from; raise NotFoundError where it was written from none."""
    if "~" not in text:
        return text
    raw = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    try:
        return raw.encode("latin-1").decode("utf-8")
    except UnicodeError:
        raise NotFoundError("there is no such id", where=text, cure="follow the links of the site") from None


def agency_path(agency_id: str) -> str:
    """Return the address of an agency's page."""
    return f"/agency/{segment(agency_id)}"


def agreement_path(agreement_id: str) -> str:
    """Return the address of an agreement's page."""
    return f"/agreement/{segment(agreement_id)}"


def event_path(event_id: str) -> str:
    """Return the address of a change between lists."""
    return f"/event/{segment(event_id)}"


def contest_path(contest_id: str) -> str:
    """Return the address of a contest's page."""
    return f"/contest/{segment(contest_id)}"


def claim_path(claim_id: str) -> str:
    """Return the address of a claim's page."""
    return f"/claim/{segment(claim_id)}"


def publication_path(publication_id: str) -> str:
    """Return the address of a publication's page."""
    return f"/publication/{segment(publication_id)}"


def source_path(source: str) -> str:
    """Return the address of a source's page."""
    return f"{SOURCES}/{segment(source)}"


def elections_path(year: int) -> str:
    """Return the address of an election year's page."""
    return f"{ELECTIONS}/{year}"


def law_path(state: str) -> str:
    """Return the address of a state's election law, by postal code."""
    return f"{LAW}/{state.lower()}"


def state_path(state: str) -> str:
    """Return the address of a state's page, by postal code."""
    return f"{PLACES}/{state.lower()}"


def changes_feed_path(place: str = "") -> str:
    """Return the address of the Atom feed of all changes, or of those of a place or state, by its page's address."""
    return f"/feeds{_below(place)}.atom" if place else "/feeds/changes.atom"


def calendar_path(place: str) -> str:
    """Return the address of the iCalendar of a state or county, by its page's address."""
    return f"/calendar{_below(place)}.ics"


def office_calendar_path(office_id: str) -> str:
    """Return the address of an office's iCalendar."""
    return f"/calendar/office/{segment(office_id)}.ics"


def plot_path(page: str, kind: str, ending: str) -> str:
    """Return the address of a picture (`svg`) on a page, or of what it shows (`csv`), by the page's address."""
    below = _below(page).rstrip("/") or "/us"
    return f"{PLOTS}{below.removeprefix('/')}/{kind}.{ending}"


def data_path(name: str) -> str:
    """Return the address of a file of the release."""
    return f"{DATA}{name}"


def _below(place: str) -> str:
    return place.removeprefix("/place")


def localized(path: str, language: Language) -> str:
    """Return a page's address in a language: `/es/map` for `/map`."""
    if language == "en":
        return path
    return SPANISH + ("/" if path == HOME else path)


def split_language(path: str) -> tuple[Language, str]:
    """Return the language of an address and the address without it: the inverse of `localized`."""
    if path in (SPANISH, f"{SPANISH}/"):
        return "es", HOME
    if path.startswith(f"{SPANISH}/"):
        return "es", path.removeprefix(SPANISH)
    return "en", path


def absolute(base_url: str, path: str) -> str:
    """Return an address with the site's own in front; without one, the path itself."""
    return f"{base_url.rstrip('/')}{path}"
