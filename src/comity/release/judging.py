"""Whether a new release may take the place of the last one: the expectations of its source, each with its reason.

What falls outside holds the release back until a person has looked (`comity release diff`) and let it through with a
reason. Such a decision is recorded, and holds for that release alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from comity.errors import CheckError, RecordError
from comity.ledger import Acceptance, Ledger
from comity.release.beside import both
from comity.release.current import ReleaseInfo, current_release
from comity.release.write import Admit
from comity.settings import Settings
from comity.sources.expected import ReleaseExpectations
from comity.sources.ice_287g import load_source

if TYPE_CHECKING:
    from comity.release.build import BuildReport

CURE = "look at `comity release diff`; to let it through, run `comity release diff --accept REASON --by NAME`"
_USED = "('good', 'misdated', 'swapped')"


class HeldBackError(CheckError):
    """A release that is whole and balances, and falls outside the expectations; `faults` says how, a sentence each."""

    def __init__(self, release_id: str, faults: tuple[str, ...]) -> None:
        """Take the release and every reason."""
        super().__init__("; ".join(faults), where=f"release {release_id} is held back", cure=CURE)
        self.release_id, self.faults = release_id, faults


def judge_release(
    before: ReleaseInfo | None, after: ReleaseInfo, expected: ReleaseExpectations, today: str = ""
) -> tuple[str, ...]:
    """Return what of a release falls outside the expectations, a sentence each; nothing where it may be published.

    Without `today` nothing is said of dates ahead and of freshness: what a person builds by hand may be of any age.
    """
    with both(before, after) as database:
        return tuple(_faults(database, before, after, expected, today))


def _faults(
    database: sqlite3.Connection,
    before: ReleaseInfo | None,
    after: ReleaseInfo,
    e: ReleaseExpectations,
    today: str,
) -> Iterator[str]:
    yield from _rows(database, e)
    yield from _columns(database, e)
    yield from _unresolved(database, e)
    if before is not None:
        yield from _losses(database, before, after, e)
    if today:
        yield from _days(before, after, e, today)


def _rows(database: sqlite3.Connection, e: ReleaseExpectations) -> Iterator[str]:
    """Rows of the newest usable participating list, beside the newest of the release in place."""
    new, old = _newest(database, "new"), _newest(database, "old")
    if new is None:
        yield "it rests on no usable list of participants"
        return
    if new["rows"] < e.min_rows and (old is None or old["rows"] >= e.min_rows):
        yield f"the list of {new['published_on']} has {new['rows']} rows, fewer than {e.min_rows}"
    if new["refused"] > e.max_refused and new["refused"] > e.max_refused_share * new["rows"]:
        yield f"{new['refused']} of {new['rows']} rows of the list of {new['published_on']} could not be read"
    if old is None or old["published_on"] > new["published_on"]:
        return
    lost = old["rows"] - new["rows"]
    share = e.max_lost_rows_share + e.lost_share_per_day * _days_between(old["published_on"], new["published_on"])
    if lost > e.max_lost_rows and lost > share * old["rows"]:
        yield f"the list of {new['published_on']} has {new['rows']} rows, that of {old['published_on']} {old['rows']}"


def _newest(database: sqlite3.Connection, side: str) -> sqlite3.Row | None:
    query = (
        f"SELECT published_on, rows, refused FROM {side}.publication WHERE list = 'participating' "  # noqa: S608
        f"AND verdict IN {_USED} ORDER BY published_on DESC, sequence DESC LIMIT 1"
    )
    found: sqlite3.Row | None = database.execute(query).fetchone()
    return found


def _columns(database: sqlite3.Connection, e: ReleaseExpectations) -> Iterator[str]:
    query = (
        "SELECT message FROM new.issue WHERE code = 'unknown_column' "
        "AND issue_id NOT IN (SELECT issue_id FROM old.issue) ORDER BY issue_id"
    )
    messages = [row["message"] for row in database.execute(query)]
    if len(messages) > e.max_unknown_columns:
        yield f"{len(messages)} column(s) that no list had before: {messages[0]}"


def _unresolved(database: sqlite3.Connection, e: ReleaseExpectations) -> Iterator[str]:
    query = "SELECT count(DISTINCT subject) FROM {side}.issue WHERE code = 'unresolved_agency'"
    (now,), (then,) = (database.execute(query.format(side=side)).fetchone() for side in ("new", "old"))
    (agencies,) = database.execute("SELECT count(*) FROM new.agency").fetchone()
    if now > then and now > e.max_unresolved and now > e.max_unresolved_share * agencies:
        yield f"{now} of {agencies} printed agencies fit no single known body; {then} did not before"


def _losses(
    database: sqlite3.Connection, before: ReleaseInfo, after: ReleaseInfo, e: ReleaseExpectations
) -> Iterator[str]:
    """Agreements that are no longer listed, and events that the newer release takes back."""
    (listed,) = database.execute("SELECT count(*) FROM old.agreement WHERE status = 'listed'").fetchone()
    (lost,) = database.execute(
        "SELECT count(*) FROM old.agreement AS o LEFT JOIN new.agreement AS n USING (agreement_id) "
        "WHERE o.status = 'listed' AND coalesce(n.status, 'gone') IN ('no_longer_listed', 'gone')"
    ).fetchone()
    days = _days_between(str(before.facts.get("as_of", "")), str(after.facts.get("as_of", "")))
    share = e.max_lost_agreements_share + e.lost_share_per_day * days
    if lost > e.max_lost_agreements and lost > share * listed:
        yield f"{lost} of {listed} agreements that were listed are no longer"
    (told,) = database.execute("SELECT count(*) FROM old.event").fetchone()
    (retracted,) = database.execute(
        "SELECT count(*) FROM old.event WHERE event_id NOT IN (SELECT event_id FROM new.event)"
    ).fetchone()
    if retracted > e.max_retracted_events and retracted > e.max_retracted_events_share * told:
        yield f"{retracted} of {told} events that were told would be taken back"


def _days(before: ReleaseInfo | None, after: ReleaseInfo, e: ReleaseExpectations, today: str) -> Iterator[str]:
    as_of = str(after.facts.get("as_of", ""))
    if not as_of:
        return
    ahead = _days_between(today, as_of)
    if ahead > e.max_days_ahead:
        yield f"its newest list is of {as_of}, {ahead} days ahead of {today}"
    if before is None:
        return
    held = str(before.facts.get("as_of", ""))
    if as_of < held:
        yield f"its newest list is of {as_of}, that of the release in place of {held}"
    # Where nothing came, an old record is told as a finding; here lists came, and none of them is fresh.
    is_fed = before.inputs.get("lists") != after.inputs.get("lists")
    if is_fed and -ahead > e.stale_after_days:
        yield f"lists came, and the newest is of {as_of}, {-ahead} days before {today}"


def _days_between(earlier: str, later: str) -> int:
    """Return the days from one day to another; 0 where either is unknown."""
    if not earlier or not later:
        return 0
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def inputs_text(release: ReleaseInfo) -> str:
    """Return what a release was made of, as an acceptance names it."""
    return msgspec.json.encode(release.inputs, order="sorted").decode()


def is_accepted(release: ReleaseInfo, acceptances: list[Acceptance]) -> bool:
    """Return whether a person let this very release through, made of exactly these inputs."""
    inputs = inputs_text(release)
    return any(one.release_id == release.release_id and one.inputs == inputs for one in acceptances)


def standing_release(settings: Settings) -> ReleaseInfo | None:
    """Return the release in place, or None where there is none or it is damaged: a build then makes one anew."""
    try:
        return current_release(settings)
    except RecordError:
        return None


def build_judged(settings: Settings, today: str = "") -> BuildReport:
    """Compile what the ledger holds and make it current; where lists are fetched, only if it is as expected.

    What a person added by hand is that person's own word. Raises what `build` raises, and HeldBackError.
    """
    from comity.release.build import build  # loads every rule; a judgement alone needs none of them

    if not settings.ledger.exists():
        return build(settings)
    with Ledger(settings.ledger, read_only=True) as ledger:
        acceptances = ledger.acceptances()
        is_fetched = any(role == "list" for _, role, _ in ledger.fetch_counts())
    if not is_fetched:
        return build(settings)
    return build(settings, admit=admit_expected(standing_release(settings), load_source().release, acceptances, today))


def admit_expected(
    before: ReleaseInfo | None, expected: ReleaseExpectations, acceptances: list[Acceptance], today: str = ""
) -> Admit:
    """Return what `build` asks before a release becomes current: it raises HeldBackError with every reason."""

    def admit(after: ReleaseInfo) -> None:
        faults = judge_release(before, after, expected, today)
        if faults and not is_accepted(after, acceptances):
            raise HeldBackError(after.release_id, faults)

    return admit
