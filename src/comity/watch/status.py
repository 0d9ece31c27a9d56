"""What a run tells of itself: `status.json`, written anew at every step, whole or not at all.

`/healthz` shows it, and so may a page. Its fields are explained in docs/watch.md, which a test keeps in step.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from comity.archive import write_durably
from comity.watch.findings import Finding
from comity.watch.state import Blocked

FORMAT = 1
NAME = "status.json"


class StepReport(msgspec.Struct, frozen=True):
    """One step: `outcome` is done, nothing_new, not_due, blocked, skipped or failed; `counts` say how much."""

    step: str
    outcome: str
    seconds: float
    message: str = ""
    exit_code: int = 0
    counts: dict[str, int] = {}


class Status(msgspec.Struct, frozen=True):
    """One run, and what outlives it.

    `outcome` is running, ok, findings, blocked or failed. `release_id` and `as_of` are of the release in place,
    `as_of_days` how old its newest list was on `today`. `good_at` is the end of the last run without a fault, `new_at`
    that of the last which brought a new release.
    """

    format: int
    started_at: str
    finished_at: str
    pid: int
    today: str
    outcome: str
    exit_code: int
    release_id: str = ""
    as_of: str = ""
    as_of_days: int | None = None
    good_at: str = ""
    new_at: str = ""
    blocked: Blocked | None = None
    steps: tuple[StepReport, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_status(folder: Path) -> Status | None:
    """Return what the last run told, or None where none ran or the file is spoilt: the next run writes it anew."""
    try:
        return msgspec.json.decode((folder / NAME).read_bytes(), type=Status)
    except (OSError, msgspec.MsgspecError):
        return None


def write_status(folder: Path, status: Status) -> None:
    """Write what a run tells, in one step; raise StorageError."""
    data = msgspec.json.format(msgspec.json.encode(status), indent=2)
    write_durably(folder / NAME, data + b"\n", sync=False)
