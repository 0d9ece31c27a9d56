"""Lists over HTTP: what they hold, page by page, as JSON and CSV, narrowed by what may be asked."""

from __future__ import annotations

import csv
import io
import sqlite3
from typing import Any

import pytest
from litestar.testing import TestClient
from web_made import FORMULA, QUOTED, SCRIPT

from comity.register import ask
from comity.release import open_current
from comity.release.cells import unguard_text
from comity.settings import Settings

LISTS = (
    "places", "agencies", "agreements", "pending", "changes", "contests", "offices", "deciders", "dates", "claims",
    "publications", "issues",
)  # fmt: skip
Client = TestClient[Any]


@pytest.fixture
def release(made_settings: Settings) -> sqlite3.Connection:
    """Return the small release."""
    return open_current(made_settings)


def items(client: Client, path: str, **query: Any) -> list[dict[str, Any]]:
    """Return the rows of one page, which must be answered."""
    answer = client.get(f"/api/v1/{path}", params=query)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def walk(client: Client, path: str) -> list[dict[str, Any]]:
    """Return the rows of every page from one on, following `next`."""
    found: list[dict[str, Any]] = []
    following: str | None = path
    while following:
        page = client.get(following.removeprefix("https://comity.example")).json()
        found += page["items"]
        following = page["next"]
        assert len(found) <= page["total"]
    return found


@pytest.mark.parametrize("name", LISTS)
def test_pages_put_together_are_the_whole(client: Client, name: str) -> None:
    """Each list in small pages is the list in one, each row once, and as many as it says."""
    whole = client.get(f"/api/v1/{name}?limit=10000").json()
    assert whole["total"] == len(whole["items"]) > 0 and whole["next"] is None
    size = max(len(whole["items"]) // 4, 1)
    assert walk(client, f"/api/v1/{name}?limit={size}") == whole["items"]


@pytest.mark.parametrize("name", LISTS)
def test_csv_holds_what_json_holds(client: Client, name: str) -> None:
    """The same rows under the same names; `true` and `false` for yes and no, nothing for what is not known."""
    rows = items(client, name, limit=300)
    answer = client.get(f"/api/v1/{name}", params={"limit": 300, "format": "csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    told = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert [{key: unguard_text(cell) for key, cell in row.items()} for row in told] == [
        {key: "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)
         for key, cell in row.items()}
        for row in rows
    ]  # fmt: skip


def test_csv_is_chosen_by_the_accept_header_too_and_leads_on_by_a_link(client: Client) -> None:
    """A page of CSV tells the next in its Link header; following it gives CSV again."""
    first = client.get("/api/v1/places?limit=2", headers={"accept": "text/csv"})
    assert first.headers["content-type"].startswith("text/csv") and first.headers["vary"] == "Accept, Accept-Encoding"
    link = first.headers["link"]
    assert link.startswith("<https://comity.example/api/v1/places?limit=2&cursor=") and link.endswith('>; rel="next"')
    path = link[1:].partition(">")[0].removeprefix("https://comity.example")
    second = client.get(path, headers={"accept": "text/csv"})
    assert second.text.splitlines()[0] == first.text.splitlines()[0]
    assert second.text.splitlines()[1] not in first.text
    assert client.get(path).json()["items"][0]["geoid"] == second.text.splitlines()[1].partition(",")[0]


def test_no_cell_of_csv_is_a_formula(client: Client) -> None:
    """A hostile agency's name has an apostrophe more; a quotation that begins like one as well."""
    text = client.get("/api/v1/agreements?format=csv&limit=100").text
    assert f"'{FORMULA}".replace('"', '""') in text
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell[:1] in "=+-@\t\r\n" and cell for cell in row)


def test_json_holds_hostile_names_as_they_are(client: Client) -> None:
    """No escaping but JSON's own: what was printed is what is told."""
    names = {row["agency"] for row in items(client, "agreements", limit=100)}
    assert SCRIPT in names and FORMULA in names
    assert items(client, "claims")[1]["quotation"] == QUOTED or items(client, "claims")[0]["quotation"] == QUOTED


@pytest.mark.parametrize(
    ("path", "query", "column"),
    [
        ("places", {"state": "va"}, "state"),
        ("places", {"kind": "county"}, "kind"),
        ("agencies", {"state": "FL"}, "state"),
        ("agencies", {"kind": "sheriff"}, "kind"),
        ("agencies", {"place_geoid": "12003"}, "place_geoid"),
        ("agreements", {"state": "VA"}, "state"),
        ("agreements", {"model": "WSO"}, "model"),
        ("agreements", {"status": "no_longer_listed"}, "status"),
        ("agreements", {"kind": "sheriff"}, "kind"),
        ("agreements", {"agency_id": "us-fl-baker-county-sheriff"}, "agency_id"),
        ("pending", {"model": "TFM"}, "model"),
        ("changes", {"event": "unlisted"}, "event"),
        ("changes", {"state": "VA"}, "state"),
        ("changes", {"agreement_id": "us-fl-union-county-sheriff.1"}, "agreement_id"),
        ("contests", {"year": "2028"}, "year"),
        ("contests", {"state": "VA"}, "state"),
        ("contests", {"office": "sheriff"}, "office"),
        ("offices", {"office": "prosecutor"}, "office"),
        ("deciders", {"subject_kind": "agreement"}, "subject_kind"),
        ("deciders", {"is_current": "true"}, "is_current"),
        ("dates", {"stage": "general"}, "stage"),
        ("dates", {"year": "2027"}, "year"),
        ("claims", {"subject_state": "FL"}, "subject_state"),
        ("claims", {"kind": "legal_mandate"}, "kind"),
        ("publications", {"list": "pending"}, "list"),
        ("publications", {"verdict": "good"}, "verdict"),
        ("issues", {"code": "type_unknown"}, "code"),
    ],
)  # fmt: skip
def test_a_filter_keeps_exactly_the_rows_with_its_value(
    client: Client, path: str, query: dict[str, str], column: str
) -> None:
    """Named like the column: every row that stays has the value, and every row that has it stays."""
    (value,) = query.values()
    every = items(client, path, limit=10_000)
    wanted = value.upper() if column.endswith("state") else value
    expected = [row for row in every if str(row[column]).lower() == wanted.lower()]
    assert items(client, path, limit=10_000, **query) == expected != every
    assert expected


def test_agreements_of_a_day_are_those_of_the_command_line(client: Client, release: sqlite3.Connection) -> None:
    """One question, one answer, whoever asks; narrowed by what the day itself shows."""
    for day in ("2025-03-01", "2025-03-10", "2025-03-25"):
        expected = ask.agreements(release, as_of=day)
        assert items(client, "agreements", as_of=day) == expected
        models = [row for row in expected if row["model"] == "WSO"]
        assert items(client, "agreements", as_of=day, model="WSO") == models
    assert items(client, "agreements", as_of="2025-03-05", status="superseded") == []
    assert items(client, "agreements", as_of="2000-01-01") == []


def test_agreements_of_a_day_come_page_by_page_too(client: Client) -> None:
    """The cursor of a day's list goes on where the page ended."""
    whole = items(client, "agreements", as_of="2025-03-10")
    assert walk(client, "/api/v1/agreements?as_of=2025-03-10&limit=2") == whole and len(whole) > 4


def test_changes_are_taken_by_the_days_of_their_lists(client: Client) -> None:
    """Both ends are included."""
    every = items(client, "changes")
    day = every[-1]["by_on"]
    assert items(client, "changes", since=day, until=day) == [row for row in every if row["by_on"] == day]
    assert items(client, "changes", since="2031-01-01") == []


def test_a_county_finds_what_serves_it(client: Client) -> None:
    """Agencies, agreements, changes, contests and offices of a county, and the places inside it."""
    assert {row["agency_id"] for row in items(client, "agencies", county_geoid="12125")} == {
        "us-fl-union-county-sheriff", "us-fl-lake-butler-police",
    }  # fmt: skip
    assert {row["state"] for row in items(client, "agreements", county_geoid="51059")} == {"VA"}
    for name in ("contests", "offices", "places"):
        rows = items(client, name, county_geoid="12125")
        assert rows and all("12125" in row["county_geoids"].split(";") for row in rows)
    assert all(row["county_geoids"] for row in items(client, "changes", county_geoid="12125"))


def test_only_contests_of_deciding_offices(client: Client) -> None:
    """Those whose office decides on something in force or claimed; the others are more."""
    deciding = {row["office_id"] for row in items(client, "contests", deciding="true", limit=10_000)}
    current = {
        row["office_id"]
        for row in items(client, "deciders", is_current="true", limit=10_000)
        if row["office_id"] and row["subject_kind"] != "pending"
    }
    held = {row["office_id"] for row in items(client, "contests", limit=10_000)}
    assert deciding == current & held < held and deciding
    assert {row["office_id"] for row in items(client, "offices", deciding="true", limit=10_000)} == current


def test_dates_stand_once_with_their_rule(client: Client) -> None:
    """No day of a stage twice under one rule, and most with words for where it stands."""
    rows = items(client, "dates", year=2027, state="VA", limit=10_000)
    keys = [(row["office"], row["stage"], row["on"], row["rule_id"]) for row in rows]
    assert len(set(keys)) == len(keys) and {"general", "primary"} <= {row["stage"] for row in rows}
    assert all(row["citation"] for row in rows)


def test_a_page_of_rows_names_its_release(client: Client, made_settings: Settings) -> None:
    """Its id and the day of its newest list."""
    page = client.get("/api/v1/agencies").json()
    assert (made_settings.releases / page["release_id"]).is_dir() and page["newest_list_on"] == "2025-04-01"


def test_a_cursor_of_one_list_is_none_of_another(client: Client) -> None:
    """It is refused with the cure, as is one that was made up."""
    cursor = client.get("/api/v1/agencies?limit=1").json()["next"].rpartition("cursor=")[2]
    for wrong in (cursor, "x", "WyJjbGFpbXMiXQ", "e30", "WzFd", "é"):
        answer = client.get("/api/v1/claims", params={"cursor": wrong})
        assert answer.status_code == 400 and answer.json()["error"]["where"] == "cursor", wrong
