"""Feeds, calendars and downloads say what the release says, whatever names stand in it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from litestar.testing import TestClient
from web_made import FORMULA, SCRIPT, TURNED

from comity.settings import Settings
from comity.web import create_app
from comity.web.addresses import segment
from comity.web.feeds.atom import ATOM
from comity.web.plan import page_kinds

Client = TestClient[Any]
SPACE = {"a": ATOM}


def entries(client: Client, path: str) -> list[ElementTree.Element]:
    """Return a feed's entries as another program reads them."""
    answer = client.get(path)
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content).findall("a:entry", SPACE)


def text(entry: ElementTree.Element, name: str) -> str:
    """Return the text of a part of an entry."""
    found = entry.find(f"a:{name}", SPACE)
    assert found is not None and found.text
    return found.text


def test_the_feed_holds_the_changes_newest_first_with_their_pages(client: Client) -> None:
    """Every change that the API gives is an entry, with an id that does not depend on where it is served."""
    found = entries(client, "/feeds/changes.atom")
    days = [text(entry, "updated") for entry in found]
    assert days == sorted(days, reverse=True)
    told = client.get("/api/v1/changes", params={"limit": 1000}).json()["items"]
    assert {text(entry, "id") for entry in found} == {
        f"urn:comity:event:{segment(row['event_id'])}" for row in told
    } and told
    for entry in found:
        link = entry.find("a:link", SPACE)
        assert link is not None and link.get("href", "").startswith("https://comity.example/event/")
        assert client.get(link.get("href", "").removeprefix("https://comity.example")).status_code == 200


@pytest.mark.parametrize("name", [SCRIPT, TURNED, FORMULA])
def test_hostile_names_are_text_in_a_feed(client: Client, name: str) -> None:
    """What a publisher printed comes out as it went in, and never as markup."""
    assert any(name in text(entry, "summary") for entry in entries(client, "/feeds/us/fl.atom"))


@pytest.mark.parametrize(
    ("path", "states"),
    [
        ("/feeds/us/va.atom", {"VA"}),
        ("/feeds/us/fl/union-county.atom", {"FL"}),
        ("/feeds/us/fl/lake-butler-city.atom", {"FL"}),
        ("/feeds/us/va/fairfax-county.atom", set()),
    ],
)
def test_a_place_has_its_own_feed(client: Client, path: str, states: set[str]) -> None:
    """It holds the changes of that place alone."""
    terms = {one.get("term") for entry in entries(client, path) for one in entry.findall("a:category", SPACE)}
    assert {str(term).removeprefix("state:") for term in terms if str(term).startswith("state:")} == states


def test_a_feed_never_says_ended(client: Client) -> None:
    """An agreement that lists no longer show is no longer listed, and no more is said."""
    told = [text(entry, "summary") for entry in entries(client, "/feeds/changes.atom")]
    assert any("no longer listed" in one for one in told) and not any(" ended" in one for one in told)


@pytest.mark.parametrize("path", ["/feeds/us/zz.atom", "/feeds/us/va", "/feeds/us/va/nowhere.atom", "/calendar/us/va",
                                  "/calendar/office/nobody.ics", "/data/nothing.csv", "/data/..%2f..%2fledger.sqlite",
                                  "/data/%2e%2e/manifest.json", "/sitemaps/none.xml"])  # fmt: skip
def test_what_is_not_there_is_said_to_be_not_there(client: Client, path: str) -> None:
    """An address that is none is 404, and no path leads out of the release."""
    assert client.get(path).status_code == 404


def test_calendars_hold_the_contests_of_state_county_and_office(client: Client) -> None:
    """An office's days are in its county's calendar; a projected day is tentative."""
    county = Calendar.from_ical(client.get("/calendar/us/va/fairfax-county.ics").content).walk("VEVENT")
    office = Calendar.from_ical(client.get("/calendar/office/us-va-fairfax-county.sheriff.ics").content).walk("VEVENT")
    assert {str(event["uid"]) for event in office} <= {str(event["uid"]) for event in county} and office
    for event in county:
        assert (event["status"] == "TENTATIVE") == ("(projected)" in event["summary"])
    state = Calendar.from_ical(client.get("/calendar/us/va.ics").content).walk("VEVENT")
    assert any("units (projected)" in event["summary"] for event in state)


def test_every_table_can_be_taken_away_in_every_form(client: Client) -> None:
    """JSON lines hold the rows of the CSV, and the checksums are those of the files."""
    told = dict(reversed(line.split("  ")) for line in client.get("/data/SHA256SUMS").text.splitlines())
    assert {"agreement.csv", "agreement.parquet", "datapackage.json", "register.sqlite"} <= set(told)
    for name, sha256 in told.items():
        assert hashlib.sha256(client.get(f"/data/{name}").content).hexdigest() == sha256
    rows = list(csv.DictReader(io.StringIO(client.get("/data/agreement.csv").text)))
    lines = [json.loads(line) for line in client.get("/data/agreement.jsonl").text.splitlines()]
    assert [row["agreement_id"] for row in rows] == [line["agreement_id"] for line in lines] and lines
    # The formula is guarded where a spreadsheet would run it, and as printed where none does.
    assert any(line["agency"] == FORMULA for line in lines) and not any(row["agency"] == FORMULA for row in rows)


def test_the_page_of_downloads_names_every_file(client: Client) -> None:
    """In both languages, with links that lead somewhere."""
    for path in ("/data/", "/es/data/"):
        page = client.get(path).text
        for table in ("agreement", "event", "contest", "claim"):
            assert f'href="/data/{table}.csv"' in page and f'href="/data/{table}.jsonl"' in page


def test_the_sitemap_names_every_page_in_both_languages(client: Client, made_settings: Settings) -> None:
    """What it names is there; robots.txt names it."""
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    assert "Sitemap: https://comity.example/sitemap.xml" in client.get("/robots.txt").text
    parts = ElementTree.fromstring(client.get("/sitemap.xml").content).findall("s:sitemap/s:loc", space)
    found = set()
    for part in parts:
        answer = client.get(str(part.text).removeprefix("https://comity.example"))
        found |= {str(one.text) for one in ElementTree.fromstring(answer.content).findall("s:url/s:loc", space)}
    served = create_app(made_settings).asgi_handler.serving.current()  # type: ignore[attr-defined]
    paths = [path for paths in page_kinds(served).values() for path in paths]
    assert {f"https://comity.example{path}" for path in paths} <= found and len(found) == 2 * len(paths)
    for kind, some in page_kinds(served).items():
        assert client.get(some[0]).status_code == client.get(f"/es{some[0]}").status_code == 200, kind


def test_other_sites_programs_may_read_feeds_and_data(client: Client) -> None:
    """Feeds, calendars and downloads are open to all origins; a page is not."""
    for path in ("/feeds/changes.atom", "/calendar/us/va.ics", "/data/SHA256SUMS", "/data/agreement.csv"):
        assert client.get(path).headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.get("/").headers


TEXTS = ("/", "/feeds/changes.atom", "/calendar/us/va.ics", "/data/agreement.csv", "/api/v1/stats", "/robots.txt",
         "/api/v1/agreements?format=csv", "/nowhere")  # fmt: skip


@pytest.mark.parametrize("path", TEXTS)
def test_an_answer_names_its_charset_once(client: Client, path: str) -> None:
    """A content type says UTF-8 once, or not at all where it means nothing."""
    assert client.get(path).headers["content-type"].count("charset=") <= 1
