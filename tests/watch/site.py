"""A publisher's site on one day: a landing page whose links change name, lists, and what is linked in them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote, unquote

from comity.settings import Settings
from comity.watch.plan import Plan
from comity.watch.running import update_sources
from comity.watch.status import Status
from comity.watch.updating import UpdateReport
from comity.watch.watching import watch
from tests.ice_287g.ice_287g_workbooks import SAVED_ON, book, modern_row
from tests.watch.publisher import CONTACT, XLSX, Publisher, Reply, TestClock, manners, page

LANDING = "/identify-and-arrest/287g"
FOLDER = "/doclib/"


class Site:
    """A site over a server, and a data folder that watches it."""

    def __init__(self, server: Publisher, home: Path) -> None:
        """Lay the data folder's own `[watched]` keys, so that the source is looked for on this machine."""
        self.server, self.home = server, home
        self.settings = Settings(home, CONTACT, allow_loopback=True)
        self.clock = TestClock()
        self.links: list[str] = []
        self.request: dict[str, float] = {}
        keys = f'hosts = ["127.0.0.1"]\npages = ["{server.origin}{LANDING}"]\npause_seconds = 0.0\n'
        own = home / "sources" / "ice-287g.toml"
        own.parent.mkdir(parents=True)
        own.write_text(keys, "utf-8")
        server.routes["/robots.txt"] = Reply(b"User-agent: *\nAllow: /\n", kind="text/plain")
        self.show()

    def show(self, **lists: bytes) -> None:
        """Let the landing page link to these lists and no others, by the names given (`_` before the suffix)."""
        self.links = []
        for name, data in lists.items():
            path = FOLDER + quote(name.replace("_xlsx", ".xlsx"))
            self.links.append(unquote(path))  # a page writes the name as it is
            self.server.routes[path] = Reply(data, kind=XLSX, validators=True)
        self.server.routes[LANDING] = Reply(page(*self.links), validators=True)

    def go_to(self, day: str) -> None:
        """Let it be six in the morning of a day."""
        self.clock.moment = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).replace(hour=6)

    @property
    def today(self) -> str:
        """Return the day that it is."""
        return self.clock.moment.date().isoformat()

    def update(self, **options: int) -> UpdateReport:
        """Ask once."""
        wanted = manners(pause_seconds=0.0, backoff_seconds=0.01, **self.request)
        (report,) = update_sources(self.settings, manners=wanted, clock=self.clock, **options)
        return report

    def watch(self, **plan: object) -> Status:
        """Run the whole watch once."""
        wanted = manners(pause_seconds=0.0, backoff_seconds=0.01, **self.request)
        return watch(self.settings, Plan(self.today, **plan), manners=wanted, clock=self.clock)  # type: ignore[arg-type]

    def findings(self, report: UpdateReport) -> list[str]:
        """Return the codes of what was found."""
        return [finding.code for finding in report.findings]


COUNTIES = (
    "Alachua", "Baker", "Bay", "Bradford", "Brevard", "Broward", "Calhoun", "Charlotte", "Citrus", "Clay", "Collier",
    "Columbia", "DeSoto", "Dixie", "Duval", "Escambia", "Flagler", "Franklin", "Gadsden", "Gilchrist", "Glades", "Gulf",
    "Hamilton", "Hardee", "Hendry", "Hernando", "Highlands", "Hillsborough", "Holmes", "Jackson", "Jefferson", "Lake",
    "Lee", "Leon", "Levy", "Liberty", "Madison", "Manatee", "Marion", "Martin",
)  # fmt: skip


def sheriffs(count: int = 40, *, without: tuple[str, ...] = (), links: bool = False, saved_on: str = SAVED_ON) -> bytes:
    """Return a list of so many Florida sheriffs, some left out; with links, each to its memorandum."""
    signed = datetime(2025, 2, 26)  # noqa: DTZ001  a workbook's dates have no zone
    named = [county for county in COUNTIES[:count] if county not in without]
    rows = [
        modern_row(f"{county} County Sheriff's Office", county=f"{county} County", signed=signed) for county in named
    ]
    targets = {f"G{at}": f"https://www.ice.gov/doclib/287gMOA/{county}.pdf" for at, county in enumerate(named, 2)}
    return book(rows, links=targets if links else None, saved_on=saved_on)
