"""Every address of the site for one release, by kind, in a fixed order: for the sitemap and for `comity publish`."""

from __future__ import annotations

from collections.abc import Iterator

from comity.web import addresses
from comity.web.served import Served

FRONT = (
    addresses.HOME, addresses.MAP, addresses.CHANGES, addresses.ELECTIONS, addresses.SOURCES, addresses.LAW,
    addresses.METHOD, addresses.GLOSSARY, addresses.PLACES, addresses.DATA,
)  # fmt: skip


def page_kinds(served: Served) -> dict[str, list[str]]:
    """Return the paths of all pages by kind, each once, in English (Spanish ones stand at the same under `/es`)."""
    return served.keep("plan.page_kinds", _page_kinds)


def _page_kinds(served: Served) -> dict[str, list[str]]:
    found = {
        "front": list(FRONT),
        "elections": [
            addresses.elections_path(int(row)) for row in _values(served, "SELECT DISTINCT year FROM contest")
        ],
        "law": [addresses.law_path(row) for row in _values(served, "SELECT DISTINCT state FROM law_rule")],
        "source": [addresses.source_path(row) for row in _values(served, "SELECT DISTINCT source FROM publication")],
        "state": [addresses.state_path(code) for code in served.gazetteer.state_codes],
        "place": list(_places(served)),
    }
    for kind, path in (
        ("agency", addresses.agency_path), ("agreement", addresses.agreement_path), ("event", addresses.event_path),
        ("claim", addresses.claim_path), ("publication", addresses.publication_path),
        ("contest", addresses.contest_path),
    ):  # fmt: skip
        ids = _values(served, f"SELECT {kind}_id FROM {kind}")  # noqa: S608  constant names
        found[kind] = [path(identifier) for identifier in ids]
    return {kind: sorted(set(paths)) for kind, paths in found.items()}


def _values(served: Served, query: str) -> list[str]:
    return [str(row[0]) for row in served.connection.execute(query)]


def _places(served: Served) -> Iterator[str]:
    """Yield the pages of every county, and of every town that an agency or a claim belongs to."""
    query = (
        "SELECT geoid FROM place WHERE length(geoid) = 5 OR (length(geoid) > 5 AND (geoid IN (SELECT place_geoid"
        " FROM agency) OR geoid IN (SELECT subject_place_geoid FROM claim)))"
    )
    yield from (served.addresses.path_of(geoid) for geoid in _values(served, query))
