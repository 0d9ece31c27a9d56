"""A world's files through the whole pipeline, and how near the answer comes to the truth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from comity.ledger import Ledger, ListEntry
from comity.register.agreements import agreement_tables
from comity.register.compile import _compile
from comity.register.reading import row_id
from comity.register.rows import AgreementRow, EventRow, ListingRow, PublicationRow
from comity.register.tables import publication_rows
from comity.release.build import read_record
from comity.sources.ice_287g import read_list
from tests.simulation.bodies import resolver
from tests.simulation.files import File, make_files
from tests.simulation.noise import add_noise
from tests.simulation.truth import Event, Known, truth
from tests.simulation.world import World, make_world

SCORED = ("unlisted", "listed", "relisted", "renamed", "redated", "model_changed", "moved_to_another_agency")


@dataclass
class Score:
    """Counts of right answers, of answers given and of answers that were due, by subject."""

    right: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    due: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def precision(self, what: str) -> float:
        """Return the share of the answers given that are right."""
        return self.right[what] / self.given[what] if self.given[what] else 1.0

    def recall(self, what: str) -> float:
        """Return the share of the answers due that were given."""
        return self.right[what] / self.due[what] if self.due[what] else 1.0

    def add(self, other: Score) -> None:
        """Take another score's counts in."""
        self.right += other.right
        self.given += other.given
        self.due += other.due
        self.faults += other.faults


@dataclass(frozen=True)
class Outcome:
    """A world, its files, and what the program made of them."""

    world: World
    files: list[File]
    publications: list[PublicationRow]
    agreements: list[AgreementRow]
    listings: list[ListingRow]
    events: list[EventRow]
    owners: dict[str, Counter[int]]
    file_of: dict[str, File]


def simulate(seed: int, folder: Path, *, with_noise: bool = True, with_traps: bool = True, **size: int) -> Outcome:
    """Return what the program makes of the world of a seed."""
    world = make_world(seed, **size)
    if with_noise:
        add_noise(world, seed)
    return put_through(world, make_files(world, seed, with_traps=with_traps), folder)


def put_through(world: World, files: list[File], folder: Path) -> Outcome:
    """Return what the program makes of these files."""
    owners: dict[str, Counter[int]] = defaultdict(Counter)
    entries, hashes = [], list[str]()
    for file in files:
        parsed = read_list(file.data(), file.name)
        assert parsed.row_count == len(file.rows), file.name
        for (_, row), (uid, _) in zip(parsed.rows, file.rows, strict=True):
            owners[row_id(row)][uid] += 1
        hashes.append(parsed.facts.sha256)
        entries.append(ListEntry(parsed, "ice-287g", "2026-06-01T00:00:00Z"))
    with Ledger(folder / "ledger.sqlite") as ledger:
        ledger.add_lists(entries)
        record = read_record(ledger)
    # The part of the compile step that the lists decide; what the law and the claims add has its own tests.
    compiled = _compile(record, resolver())
    agreements, _, listings, events, _ = agreement_tables(compiled)
    publications = publication_rows(compiled)
    named = {(row.name, row.sha256): row.publication_id for row in publications}
    file_of = {named[file.name, sha256]: file for file, sha256 in zip(files, hashes, strict=True)}
    return Outcome(world, files, publications, agreements, listings, events, dict(owners), file_of)


def score(outcome: Outcome) -> Score:
    """Return how near the answer comes to the truth."""
    known = truth(outcome.world, outcome.files)
    made = _whose(outcome)
    scored = Score()
    _score_verdicts(outcome, scored)
    _score_agreements(outcome, known, made, scored)
    _score_events(outcome, known, made, scored)
    return scored


def _whose(outcome: Outcome) -> dict[str, Counter[int]]:
    """Return whose rows each agreement of the register rests on."""
    made: dict[str, Counter[int]] = defaultdict(Counter)
    for listing in outcome.listings:
        for uid in outcome.owners[listing.row_id]:
            made[listing.agreement_id][uid] += listing.list_count
    return made


def _score_verdicts(outcome: Outcome, scored: Score) -> None:
    rows = {row.publication_id: row for row in outcome.publications}
    for publication_id, file in outcome.file_of.items():
        row = rows[publication_id]
        is_right = row.verdict in file.verdicts
        _count(scored, "verdict", is_right, f"{file.trap or 'plain'} {file.name}: {row.verdict} ({row.reason})")
        on = outcome.world.issues[file.index].on.isoformat()
        if is_right and file.is_used and file.kind == "participating":
            _count(scored, "day", row.published_on == on, f"{file.trap} {file.name}: {row.published_on}, truly {on}")


def _count(scored: Score, what: str, is_right: bool, words: str) -> None:
    scored.given[what] += 1
    scored.due[what] += 1
    scored.right[what] += is_right
    if not is_right:
        scored.faults.append(f"{what}: {words}")


def _score_agreements(outcome: Outcome, known: dict[int, Known], made: dict[str, Counter[int]], scored: Score) -> None:
    whole: dict[int, list[str]] = defaultdict(list)
    for agreement_id, uids in made.items():
        for uid in uids:
            whole[uid].append(agreement_id)
    rows = {row.agreement_id: row for row in outcome.agreements}
    scored.given["agreement"] += len(rows)
    scored.due["agreement"] += len(known)
    days = [issue.on.isoformat() for issue in outcome.world.issues]
    for uid, fact in known.items():
        row = rows[whole[uid][0]] if len(whole[uid]) == 1 and len(made[whole[uid][0]]) == 1 else None
        scored.right["agreement"] += row is not None
        name = f"{outcome.world.accords[uid].body.name} {outcome.world.accords[uid].model} #{uid}"
        if row is None:
            others = {agreement_id: dict(made[agreement_id]) for agreement_id in whole[uid]}
            scored.faults.append(f"agreement: {name}: {others}")
            continue
        _count(scored, "status", row.status == fact.status, f"{name}: {row.status}, truly {fact.status}")
        if outcome.world.accords[uid].shown[fact.last].state != outcome.world.accords[uid].body.state:
            continue  # the newest list itself prints a wrong state, and nothing corrects it yet
        _count(scored, "body", row.agency_id == _agency_id(outcome, uid, fact), f"{name}: {row.agency_id}")
        span = (row.first_listed_on, row.last_listed_on)
        due = (days[fact.first], days[fact.last])
        _count(scored, "span", span == due, f"{name}: {span}, truly {due}")


def _agency_id(outcome: Outcome, uid: int, fact: Known) -> str:
    return outcome.world.accords[uid].body_at(fact.last).agency_id


def _score_events(outcome: Outcome, known: dict[int, Known], made: dict[str, Counter[int]], scored: Score) -> None:
    quiet = {uid for uid, fact in known.items() if fact.is_twin}
    due = _kept((event for fact in known.values() for event in fact.events), quiet)
    given: Counter[Event] = Counter()
    for row in outcome.events:
        if row.event in SCORED:
            uids = made[row.agreement_id]
            whose = max(uids, key=lambda uid: (uids[uid], -uid)) if uids else -1
            file = outcome.file_of[row.publication]
            given[row.event, whose, file.index] += 1
    kept = Counter({event: number for event, number in given.items() if event in _kept(given, quiet)})
    for event in sorted(due | set(kept)):
        kind, uid, index = event
        scored.due[kind] += event in due
        scored.given[kind] += kept[event]
        scored.right[kind] += event in due and kept[event] > 0
        if (event in due) != (kept[event] == 1):
            accord = outcome.world.accords[uid]
            word = "missed" if event in due else "false"
            scored.faults.append(f"{kind} {word}: {accord.body.name} {accord.model} #{uid} at list {index}")


def _kept(events: Iterable[Event], quiet: set[int]) -> set[Event]:
    """Return the events that count: a body printed under two names at once may be called renamed or not."""
    return {event for event in events if event[1] not in quiet or event[0] in {"listed", "unlisted", "model_changed"}}
