"""A small record made for the tests of pages: lists over two years in two states, and the package's own claims."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from litestar.testing import TestClient
from tests.ice_287g.ice_287g_workbooks import Cell, book, modern_row

from comity.release.build import build
from comity.release.intake import take_in
from comity.settings import Settings
from comity.web.app import create_app

COUNTIES = (
    "Alachua", "Baker", "Bay", "Bradford", "Brevard", "Broward", "Calhoun", "Charlotte", "Citrus", "Clay", "Collier",
    "Columbia", "DeSoto", "Dixie", "Duval", "Escambia", "Flagler", "Franklin", "Gadsden", "Gilchrist", "Glades", "Gulf",
    "Hamilton", "Hardee", "Hendry", "Hernando", "Highlands", "Hillsborough", "Holmes", "Jackson", "Jefferson", "Lake",
)  # fmt: skip
SIGNED = datetime.fromisoformat("2025-02-26")
# Text that must come out of every page as text: markup, a link that runs, a mark that turns what follows it.
HOSTILE = '<script>alert("x")</script> & “Sheriff\'s” \u202eeciffO =1+1'
HOSTILE_URL = 'javascript:alert("x")'


def write_lists(folder: Path) -> list[Path]:
    """Write five weekly lists and one pending list: Bay leaves, a town comes, Baker is re-dated and renamed."""
    state = modern_row(
        "Florida Highway Patrol", type="State", county="N/A", signed=SIGNED, support_type="Task Force Model"
    )
    town = modern_row("Arcadia Police Department", type="Municipality", county="DeSoto County", signed=SIGNED)
    fairfax = modern_row(
        "Culpeper County Sheriff's Office", state="VIRGINIA", county="Culpeper County", signed=SIGNED,
        support_type="Jail Enforcement Model",
    )  # fmt: skip
    unknown = modern_row("Twin Rivers Joint Unit", type="County", county="N/A", signed=SIGNED)
    paths = []
    for day, without, more in (
        ("07012025", (), ()),
        ("07082025", (), (fairfax,)),
        ("07152025", ("Bay",), (state, town, fairfax)),
        ("07222025", ("Bay",), (state, town, fairfax)),
        ("07292025", ("Bay",), (state, town, fairfax, unknown)),
    ):
        path = folder / f"participatingAgencies{day}am.xlsx"
        path.write_bytes(book([*_sheriffs(without, is_late=day > "07152025"), *more]))
        paths.append(path)
    pending = folder / "pendingAgencies07292025am.xlsx"
    header = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE")
    row = ["FLORIDA", "Lee County Sheriff's Office", "County", "Lee County", "Task Force Model"]
    pending.write_bytes(book([row], header=header))
    return [*paths, pending]


def _sheriffs(without: tuple[str, ...], *, is_late: bool) -> Iterator[list[Cell]]:
    for county in COUNTIES:
        if county not in without:
            name = (
                "Baker County Sherifs Office" if is_late and county == "Baker" else f"{county} County Sheriff's Office"
            )
            yield modern_row(name, county=f"{county} County", signed=SIGNED)


def make_home(folder: Path) -> Path:
    """Return a data folder with these lists added and built."""
    home = folder / "home"
    settings = Settings(home)
    take_in(settings, "ice-287g", write_lists(folder), added_at="2025-08-01T00:00:00Z")
    build(settings)
    return home


def made_hostile(home: Path, folder: Path) -> Path:
    """Return a copy of a data folder whose record says hostile things wherever a publisher's words may stand."""
    made = folder / "hostile"
    release = (home / "releases" / "current").resolve()
    shutil.copytree(release, made / "releases" / release.name)
    (made / "releases" / "current").write_text(f"{release.name}\n", "ascii")
    database = made / "releases" / release.name / "register.sqlite"
    database.chmod(0o644)
    with sqlite3.connect(database) as connection:
        for table, columns in _PRINTED.items():
            sets = ", ".join(f'"{column}" = ?' for column in columns)
            connection.execute(f"UPDATE {table} SET {sets}", [HOSTILE] * len(columns))
        for table, column in (("agreement", "moa_url"), ("printed_row", "moa_url"), ("publication", "url")):
            connection.execute(f"UPDATE {table} SET {column} = ?", (HOSTILE_URL,))
        connection.execute("UPDATE law_rule SET url = ?", (HOSTILE_URL,))
    return made


_PRINTED = {
    "agreement": ("agency", "note"),
    "agency": ("agency", "ori"),
    "event": ("agency", "before", "after"),
    "printed_row": ("agency", "county", "type", "support_type", "signed", "conflict", "candidates", "signed_problem"),
    "claim": ("statement", "quotation", "attributed_to", "note", "citation", "actor", "locator", "agency"),
    "publication": ("name", "title", "outlet", "reason"),
    "decider": ("agency", "body", "reason", "citation"),
    "decision": ("reason",),
    "issue": ("subject", "message", "locator"),
    "law_rule": ("text", "quotation", "citation", "condition"),
    "contest": ("unit", "local_title"),
    "office": ("unit", "local_title"),
    "pending": ("agency", "last_locator"),
    "listing": ("first_locator", "last_locator"),
}


@contextmanager
def client_of(home: Path) -> Iterator[TestClient[Any]]:
    """Yield a client of the application over a data folder; a failure inside is raised here."""
    with TestClient(create_app(Settings(home), check_every=3600), raise_server_exceptions=True) as client:
        yield client


# A page of each kind in the made record.
KINDS = {
    "home": "/",
    "map": "/map",
    "search": "/search?q=Baker+County",
    "search-empty": "/search",
    "search-none": "/search?q=Xyzzy",
    "states": "/place/us",
    "state": "/place/us/fl",
    "county": "/place/us/fl/baker-county",
    "county-gone": "/place/us/fl/bay-county",
    "county-then": "/place/us/fl/bay-county?as_of=2025-07-10",
    "county-early": "/place/us/fl/bay-county?as_of=2001-01-01",
    "county-claims": "/place/us/va/fairfax-county",
    "town": "/place/us/fl/arcadia-city",
    "territory": "/place/us/gu",
    "agency": "/agency/us-fl-baker-county-sheriff",
    "agreement": "/agreement/us-fl-bay-county-sheriff.1",
    "event": "/event/us-fl-bay-county-sheriff.1.unlisted.2025-07-15",
    "event-renamed": "",
    "contest": "/contest/us-va-fairfax-county.sheriff.2027",
    "claim": "/claim/lh-fairfax-detention-contract",
    "changes": "/changes",
    "changes-filtered": "/changes?state=fl&event=unlisted&since=2025-07-01",
    "years": "/elections",
    "elections": "/elections/2028",
    "elections-filtered": "/elections/2028?state=fl&office=sheriff&deciding=1&sort=population",
    "sources": "/sources",
    "source": "/sources/ice-287g",
    "source-curated": "/sources/curated",
    "publication": "",
    "publication-curated": "/publication/patriot-virginia-directive-1",
    "laws": "/law",
    "law": "/law/va",
    "method": "/method",
    "glossary": "/glossary",
}  # fmt: skip


def addresses_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Return a page of each kind, with the ids that only the made record knows."""
    ask: Callable[[str], str] = lambda query: str(connection.execute(query).fetchone()[0])  # noqa: E731
    renamed = ask("SELECT event_id FROM event WHERE before <> '' AND after <> '' ORDER BY event_id LIMIT 1")
    newest = ask("SELECT publication_id FROM publication WHERE list = 'participating' ORDER BY published_on LIMIT 1")
    return KINDS | {"event-renamed": f"/event/{renamed}", "publication": f"/publication/{newest}"}


def in_spanish(path: str) -> str:
    """Return a page's address in Spanish."""
    return "/es" + ("/" if path == "/" else path)
