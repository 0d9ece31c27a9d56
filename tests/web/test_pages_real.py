"""Pages of the record of every real list: each kind in both languages, whole, with links that lead somewhere."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
from litestar.testing import TestClient
from pages_made import client_of, in_spanish
from pages_strict import read_page

from comity.places import load_gazetteer
from comity.web import addresses
from comity.web.place_addresses import PlaceAddresses

pytestmark = pytest.mark.real
# Of each kind so many, chosen by chance that is the same every time.
SOME = 4


@pytest.fixture(scope="module")
def client(real_home: Path) -> Iterator[TestClient[Any]]:
    """Return a client of the site."""
    with client_of(real_home) as made:
        yield made


@pytest.fixture(scope="module")
def paths(real_home: Path) -> list[str]:
    """Return some pages of each kind."""
    database = real_home / "releases" / "current" / "register.sqlite"
    chance = random.Random(287)
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        found = [path for query, make in _KINDS for path in _some(connection, query, make, chance)]
        geoids = [
            row[0] for row in connection.execute("SELECT DISTINCT place_geoid FROM agency WHERE place_geoid <> ''")
        ]
    places = PlaceAddresses(load_gazetteer())
    found += [places.path_of(geoid) for geoid in chance.sample(sorted(filter(None, geoids)), 3 * SOME)]
    found += ["/", "/map", "/place/us", "/place/us/fl", "/place/us/pa", "/changes?part=3", "/elections"]
    found += ["/elections/2026", "/sources", "/sources/ice-287g", "/law", "/law/la", "/method", "/search?q=Harris"]
    return found


_KINDS = (
    ("SELECT agency_id FROM agency WHERE agency_id <> ''", addresses.agency_path),
    ("SELECT agreement_id FROM agreement", addresses.agreement_path),
    ("SELECT agreement_id FROM agreement WHERE status = 'superseded'", addresses.agreement_path),
    ("SELECT event_id FROM event WHERE event = 'listed'", addresses.event_path),
    ("SELECT event_id FROM event WHERE event <> 'listed'", addresses.event_path),
    ("SELECT contest_id FROM contest", addresses.contest_path),
    ("SELECT contest_id FROM contest WHERE kind <> 'regular'", addresses.contest_path),
    ("SELECT claim_id FROM claim", addresses.claim_path),
    ("SELECT publication_id FROM publication", addresses.publication_path),
    ("SELECT publication_id FROM publication WHERE verdict <> 'good'", addresses.publication_path),
)


def _some(connection: sqlite3.Connection, query: str, make: Any, chance: random.Random) -> list[str]:
    ids = sorted(row[0] for row in connection.execute(query))
    return [make(one) for one in chance.sample(ids, min(SOME, len(ids)))]


def test_every_kind_is_whole_and_its_links_lead_somewhere(client: TestClient[Any], paths: list[str]) -> None:
    """Real pages are well-formed in both languages, and some links of each shape on them answer."""
    wanted: dict[str, set[str]] = {}
    for path in paths:
        for address in (path, in_spanish(path)):
            answer = client.get(address, follow_redirects=False)
            assert answer.status_code == 200, address
            page = read_page(answer.text)
            assert page.finish() == [], address
            for link in page.links:
                target = urldefrag(link)[0]
                if target.startswith("/"):
                    wanted.setdefault(re.sub("[^/]+$", "", target), set()).add(target)
    chance = random.Random(287)
    for targets in wanted.values():
        for target in chance.sample(sorted(targets), min(3, len(targets))):
            assert client.get(target, follow_redirects=False).status_code == 200, target


def test_every_claim_has_its_page(client: TestClient[Any], real_release: sqlite3.Connection) -> None:
    """Each claim's page shows its statement, its speaker, and its words where it has some."""
    rows = real_release.execute("SELECT claim_id, attributed_to, quotation FROM claim").fetchall()
    assert len(rows) > 100
    for claim_id, who, words in rows:
        told = " ".join(text for _, text in read_page(client.get(addresses.claim_path(claim_id)).text).texts)
        assert " ".join(who.split(", as cited by ")[0].split()) in told
        assert " ".join(words.split()) in told


def test_a_state_page_names_every_listed_agreement(client: TestClient[Any], real_release: sqlite3.Connection) -> None:
    """No listed agreement of a state is missing from its page, and none of another state's is there."""
    for state in ("VA", "TX", "NC"):
        links = {
            link
            for link in read_page(client.get(addresses.state_path(state)).text).links
            if link.startswith("/agreement/")
        }
        listed = real_release.execute(
            "SELECT agreement_id FROM agreement WHERE state = ? AND status = 'listed'", (state,)
        )
        assert {addresses.agreement_path(row[0]) for row in listed} <= links
        assert all(link.startswith(f"/agreement/us-{state.lower()}-") for link in links if "/us-" in link)
