"""The steps of a run. Each looks at what is and what should be, does the difference, and says what it did."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date

import msgspec
from msgspec.structs import replace

from comity.archive.fetching import stamp
from comity.errors import ComityError, RecordError
from comity.ledger import Ledger
from comity.release.current import ReleaseInfo, check_release, current_release
from comity.release.judging import HeldBackError, admit_expected, standing_release
from comity.release.opening import package_key
from comity.release.pointer import read_only_address
from comity.settings import Settings
from comity.sources.ice_287g import load_source
from comity.watch.findings import FindingCode
from comity.watch.parts import publish_pages, tell_subscribers
from comity.watch.plan import Run
from comity.watch.running import visit_sources
from comity.watch.state import Blocked, seen_now, write_state
from comity.watch.status import StepReport

Stage = Callable[[Run], StepReport]


def update(run: Run) -> StepReport:
    """Ask publishers for what they show now."""
    plan = run.plan
    reports = visit_sources(
        run.settings,
        plan.sources,
        documents=plan.documents,
        only_due=plan.only_due,
        manners=run.manners,
        clock=run.clock,
    )
    if not reports:
        return StepReport("update", "not_due", 0.0)
    run.findings += [finding for report in reports for finding in report.findings]
    counts = {
        "requests": sum(report.asked_count for report in reports),
        "lists": sum(report.new_count for report in reports),
        "documents": sum(report.document_count for report in reports),
        "documents_left": sum(report.documents_left for report in reports),
        "findings": sum(len(report.findings) for report in reports),
    }
    return StepReport("update", "done" if counts["lists"] else "nothing_new", 0.0, counts=counts)


def build(run: Run) -> StepReport:
    """Compile a release, where a build could give another answer than the last, and judge it."""
    settings, today = run.settings, run.plan.today
    if not settings.ledger.exists():
        return StepReport("build", "skipped", 0.0, "nothing was ever added")
    seen = seen_now(settings, today, is_blocked=run.blocked is not None)
    before = standing_release(settings)
    if seen == run.state.built_from and (before is not None or run.blocked is not None):
        return StepReport("build", "blocked" if run.blocked else "nothing_new", 0.0)
    report = _build_judged(run, before)
    # Written last: a run that is killed before builds again, and finds the release standing.
    seen = seen_now(settings, today, is_blocked=run.blocked is not None)
    run.state = replace(run.state, built_from=seen, blocked=run.blocked)
    write_state(settings.watch, run.state)
    return report


def _build_judged(run: Run, before: ReleaseInfo | None) -> StepReport:
    from comity.release.build import build as build_release

    settings = run.settings
    with Ledger(settings.ledger, read_only=True) as ledger:
        acceptances, is_empty = ledger.acceptances(), not ledger.lists()
    if is_empty:
        return StepReport("build", "skipped", 0.0, "no list was ever added")
    admit = admit_expected(before, load_source().release, acceptances, run.plan.today)
    try:
        made = build_release(settings, admit=admit)
    except HeldBackError as error:
        run.blocked = _blocked(run, error)
        return StepReport("build", "blocked", 0.0, str(error))
    run.blocked = None
    run.is_new = before is None or made.release.release_id != before.release_id
    return StepReport("build", "done" if run.is_new else "nothing_new", 0.0, counts=made.counts if run.is_new else {})


def _blocked(run: Run, error: HeldBackError) -> Blocked:
    """Return what is held back; while it goes on, since when stays."""
    since = run.blocked.since if run.blocked else stamp(run.clock.now())
    return Blocked(error.release_id, error.faults, since)


def check(run: Run) -> StepReport:
    """Look at the release in place: whole, fresh, and which of the lists that came it does not believe."""
    current = current_release(run.settings)
    if current is None:
        return StepReport("check", "skipped", 0.0, "no release was ever built")
    faults = check_release(current.folder)
    if faults:
        # What was kept of the last build says nothing any more: the next run builds again.
        write_state(run.settings.watch, replace(run.state, built_from=""))
        raise RecordError(faults[0].partition("; ")[0], cure="it is built again in the next run")
    if run.blocked is not None:
        run.find("release", FindingCode.BLOCKED, run.blocked.release_id, "; ".join(run.blocked.reasons))
    _check_freshness(run)
    doubted = _doubted_lists(current)
    for name, verdict, reason in doubted:
        run.find("list", FindingCode.DOUBTED, name, f"{verdict}: {reason}")
    return StepReport("check", "done", 0.0, counts={"doubted_lists": len(doubted)})


def _check_freshness(run: Run) -> None:
    facts = release_facts(run.settings, run.plan.today)
    limit = load_source().watched.stale_after_days
    if facts.as_of_days is not None and facts.as_of_days > limit:
        message = f"the newest list is of {facts.as_of}, {facts.as_of_days} days ago; more than {limit} are unusual"
        run.find("release", FindingCode.STALE, facts.release_id, message)


def _doubted_lists(release: ReleaseInfo) -> list[tuple[str, str, str]]:
    """Return the lists that are not believed and newer than the release's newest: name, verdict, reason."""
    query = (
        "SELECT name, verdict, reason FROM publication WHERE source = 'ice-287g' AND verdict IN "
        "('suspect', 'stale', 'unreadable') AND coalesce(nullif(published_on, ''), printed_on) >= ? ORDER BY name"
    )
    with closing(sqlite3.connect(read_only_address(release.database), uri=True)) as database:
        return [tuple(row) for row in database.execute(query, (str(release.facts.get("as_of", "")),))]


def publish(run: Run) -> StepReport:
    """Write the release's pages to a folder, where it holds those of another release or of another program."""
    folder, current = run.plan.publish_to, current_release(run.settings)
    if folder is None or current is None:
        return StepReport("publish", "skipped", 0.0, "no folder was named" if current else "no release was ever built")
    where, wanted = str(folder.absolute()), f"{current.release_id} program:{package_key()} {run.plan.base_url}".rstrip()
    if run.state.published.get(where) == wanted and folder.is_dir():
        return StepReport("publish", "nothing_new", 0.0)
    made = publish_pages(run.settings, folder, run.plan.base_url)
    run.state = replace(run.state, published={**run.state.published, where: wanted})
    write_state(run.settings.watch, run.state)
    return StepReport("publish", "done", 0.0, counts=made)


def tell(run: Run) -> StepReport:
    """Tell subscribers what is to be told; who was told what is written down by that part itself."""
    path = run.plan.subscriptions or run.settings.home / "subscriptions.toml"
    if run.plan.subscriptions is None and not path.is_file():
        return StepReport("tell", "skipped", 0.0, "there are no subscriptions")
    if current_release(run.settings) is None:
        return StepReport("tell", "skipped", 0.0, "no release was ever built")
    counts, error = tell_subscribers(run.settings, path, run.clock.now())
    if error is not None:
        run.find("step", FindingCode.STEP_FAILED, "tell", str(error))
        return StepReport("tell", "failed", 0.0, str(error), error.exit_code, counts)
    return StepReport("tell", "done" if counts["messages"] else "nothing_new", 0.0, counts=counts)


STAGES: Mapping[str, Stage] = {"update": update, "build": build, "check": check, "publish": publish, "tell": tell}


class ReleaseFacts(msgspec.Struct, frozen=True):
    """Which release is in place, the day of its newest list, and how old that is."""

    release_id: str = ""
    as_of: str = ""
    as_of_days: int | None = None


def release_facts(settings: Settings, today: str) -> ReleaseFacts:
    """Return what is in place; nothing where there is no release or it is damaged."""
    try:
        current = current_release(settings)
    except ComityError:
        return ReleaseFacts()
    if current is None:
        return ReleaseFacts()
    as_of = str(current.facts.get("as_of", ""))
    days = (date.fromisoformat(today) - date.fromisoformat(as_of)).days if as_of else None
    return ReleaseFacts(current.release_id, as_of, days)
