"""The unattended run: update → build → check → publish → tell, under one lock, each step safe to kill and to run again.

No step asks what an earlier one did: each compares what is with what should be (a release with its inputs, a published
folder with the release in place, what was told with what is to tell). So a run after a killed one goes on by itself.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress

from msgspec.structs import replace

from comity.archive.fetching import Clock, Manners, SystemClock, stamp
from comity.errors import CheckError, ComityError, SourceError, StorageError
from comity.ledger import Ledger
from comity.settings import Settings
from comity.watch.findings import FindingCode
from comity.watch.journal import Journal, Silence
from comity.watch.metrics import NAME, write_metrics
from comity.watch.plan import Plan, Run
from comity.watch.running import watch_lock
from comity.watch.stages import STAGES, Stage, release_facts
from comity.watch.status import FORMAT, Status, StepReport, write_status


def watch(
    settings: Settings,
    plan: Plan,
    *,
    journal: Journal | None = None,
    manners: Manners | None = None,
    clock: Clock | None = None,
) -> Status:
    """Run every step once and return what came of it; the status file says the same.

    A step that fails is told and does not stop the others. Raises BusyError where another run holds the lock and
    StorageError where not even the status can be written.
    """
    with watch_lock(settings):
        run = Run(settings, plan, manners, clock or SystemClock())
        return _Watcher(run, journal or Silence()).watch()


class _Watcher:
    """Takes a run through its steps and keeps the status file."""

    def __init__(self, run: Run, journal: Journal) -> None:
        self.run, self.journal = run, journal
        before = run.before
        self.status = Status(
            format=FORMAT,
            started_at=stamp(run.clock.now()),
            finished_at="",
            pid=os.getpid(),
            today=run.plan.today,
            outcome="running",
            exit_code=0,
            release_id=before.release_id if before else "",
            as_of=before.as_of if before else "",
            good_at=before.good_at if before else "",
            new_at=before.new_at if before else "",
            blocked=run.blocked,
        )

    def watch(self) -> Status:
        """Run the steps; whatever ends them, the status says so."""
        before = self.run.before
        if before and before.outcome == "running":
            self.journal.warning("unfinished", started_at=before.started_at, process=before.pid)
        self._write()
        try:
            for name, stage in STAGES.items():
                self._step(name, stage)
        except BaseException:  # also an interrupt or a fault of the program: it is told, then goes its way
            with suppress(StorageError):
                self._finish("failed", 1)
            raise
        return self._conclude()

    def _step(self, name: str, stage: Stage) -> None:
        began = time.perf_counter()
        try:
            report = stage(self.run)
        except ComityError as error:
            report = StepReport(name, "failed", 0.0, str(error), error.exit_code)
            self.run.find("step", FindingCode.STEP_FAILED, name, str(error))
        report = replace(report, seconds=round(time.perf_counter() - began, 3))
        steps, found = (*self.status.steps, report), tuple(self.run.findings)
        self.status = replace(self.status, steps=steps, findings=found, blocked=self.run.blocked)
        self._write()
        is_well = report.outcome not in ("failed", "blocked")
        say = self.journal.info if is_well else self.journal.warning
        say(name, outcome=report.outcome, seconds=report.seconds, message=report.message, counts=report.counts)

    def _conclude(self) -> Status:
        codes = [step.exit_code for step in self.status.steps if step.outcome == "failed"]
        if codes:
            return self._finish("failed", codes[0])
        if self.run.blocked is not None:
            return self._finish("blocked", CheckError.exit_code)
        if any(finding.is_grave for finding in self.run.findings):
            return self._finish("findings", SourceError.exit_code)
        return self._finish("ok", 0)

    def _finish(self, outcome: str, exit_code: int) -> Status:
        run = self.run
        ended, facts = stamp(run.clock.now()), release_facts(run.settings, run.plan.today)
        self.status = replace(
            self.status,
            finished_at=ended,
            outcome=outcome,
            exit_code=exit_code,
            good_at=ended if exit_code == 0 else self.status.good_at,
            new_at=ended if run.is_new else self.status.new_at,
            blocked=run.blocked,
            findings=tuple(run.findings),
            release_id=facts.release_id,
            as_of=facts.as_of,
            as_of_days=facts.as_of_days,
        )
        self._write()
        write_metrics(run.plan.metrics or run.settings.watch / NAME, self.status, self._fetches())
        for finding in run.findings:
            told = {"source": finding.source, "role": finding.role, "code": finding.code}
            self.journal.warning("finding", **told, where=finding.where, message=finding.message)
        say = self.journal.info if exit_code == 0 else self.journal.warning
        say("end", outcome=outcome, exit_code=exit_code, release_id=facts.release_id, as_of=facts.as_of)
        return self.status

    def _fetches(self) -> Mapping[tuple[str, str, str], int]:
        ledger_file = self.run.settings.ledger
        if not ledger_file.exists():
            return {}
        with Ledger(ledger_file, read_only=True) as ledger:
            return ledger.fetch_counts()

    def _write(self) -> None:
        write_status(self.run.settings.watch, self.status)
