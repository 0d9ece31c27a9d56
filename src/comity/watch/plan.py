"""What a run is to do, and what it carries from step to step."""

from __future__ import annotations

from pathlib import Path

import msgspec

from comity.archive.fetching import Clock, Manners
from comity.settings import Settings
from comity.watch.findings import Finding
from comity.watch.state import Blocked, State, read_state
from comity.watch.status import Status, read_status


class Plan(msgspec.Struct, frozen=True):
    """What a run is to do. With `only_due`, publishers are asked only when their time has come.

    `publish_to` is a folder of pages, `subscriptions` a file of subscribers; without them those steps are skipped.
    `metrics` is where the numbers go, by default beside the status; `base_url` is the site's own address.
    """

    today: str
    sources: tuple[str, ...] = ()
    documents: int | None = None
    only_due: bool = False
    publish_to: Path | None = None
    subscriptions: Path | None = None
    metrics: Path | None = None
    base_url: str = ""


class Run:
    """One run under way: what it works with, what the last one left, and what it has found so far."""

    def __init__(self, settings: Settings, plan: Plan, manners: Manners | None, clock: Clock) -> None:
        """Take what it works with and read what the last run left."""
        self.settings, self.plan, self.manners, self.clock = settings, plan, manners, clock
        self.state: State = read_state(settings.watch)
        self.before: Status | None = read_status(settings.watch)
        self.blocked: Blocked | None = self.state.blocked
        self.findings: list[Finding] = []
        self.is_new = False

    def find(self, role: str, code: str, where: str, message: str) -> None:
        """Add a finding of the run itself."""
        self.findings.append(Finding("comity", role, code, where, message))
