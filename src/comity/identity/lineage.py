"""One agreement as it is followed through the lists. Mutable while the walk goes on, never seen outside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from msgspec.structs import replace

from comity.identity.records import Run, Sighting
from comity.identity.rules import ALIKE, alike


@dataclass(slots=True)
class Step:
    """Something that happened to a lineage between the list before `index` and the list at `index`."""

    event: str
    index: int
    before: Sighting | None
    after: Sighting | None
    before_text: str = ""
    after_text: str = ""
    last_seen: int = -1


@dataclass(slots=True)
class Joined:
    """A judgement on a row and a lineage: joined, kept apart, or left to a person."""

    kind: str
    rule: str
    reason: str
    left: Sighting
    right: Sighting
    index: int
    number: int


@dataclass(slots=True, eq=False)
class Lineage:
    """An agreement under way: its sightings so far, in runs, and where it stands."""

    number: int
    first: int
    current: Sighting
    last: int
    keys: set[int] = field(default_factory=set)
    rows: dict[str, int] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    absences: list[tuple[int, int]] = field(default_factory=list)
    successor: Lineage | None = None
    succession: str = ""
    is_open: bool = True
    # the state that each printed row stands under, and the latest row of each state
    states: dict[str, str] = field(default_factory=dict)
    latest: dict[str, Sighting] = field(default_factory=dict)

    def open_row(self, sighting: Sighting, index: int) -> None:
        """Begin a run of this printed row at a list."""
        self.rows[sighting.row_id] = index
        self.keys.add(sighting.key)
        self.current = self.known(sighting)
        self.states[sighting.row_id] = sighting.state
        self.latest[sighting.state] = self.current

    def known(self, sighting: Sighting) -> Sighting:
        """Return a row with what the agreement's earlier rows tell of it: whose it is, and of which model.

        A misprint that names no known body or model, or fits another body by a guess, says nothing against those
        known before.
        """
        before = self.current
        is_guess = before.is_sure and not sighting.is_sure and alike(before, sighting) >= ALIKE
        if before.agency_id and before.agency_id != sighting.agency_id and (is_guess or not sighting.agency_id):
            sighting = replace(sighting, agency_id=before.agency_id, county_geoids=before.county_geoids)
        if not sighting.document and before.document:  # a link is often lost for a while
            sighting = replace(sighting, document=before.document)
        return sighting if sighting.model else replace(sighting, model=before.model)

    def close_row(self, row_id: str, index: int) -> None:
        """End the run of a printed row which the list at `index` no longer has."""
        first = self.rows.pop(row_id, None)
        if first is not None:
            self.runs.append(Run(row_id, first, index - 1))
            self.last = index - 1

    def finish(self, count: int) -> None:
        """Close every open run at the last list of the record."""
        for row_id, first in sorted(self.rows.items()):
            self.runs.append(Run(row_id, first, count - 1))
        if self.rows:
            self.last = count - 1
        self.rows.clear()
        self.runs.sort(key=lambda run: (run.first, run.last, run.row_id))
        self._settle_state()

    def _settle_state(self) -> None:
        """Take the state that most lists print: a wrong one in the newest list alone does not move the agreement."""
        if len(self.latest) < 2:
            return
        counts: Counter[str] = Counter()
        for run in self.runs:
            counts[self.states[run.row_id]] += run.last - run.first + 1
        most = max(counts, key=lambda state: (counts[state], state == self.current.state))
        if most != self.current.state:
            self.current = self.latest[most]
