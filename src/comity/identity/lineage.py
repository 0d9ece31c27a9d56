"""One agreement as it is followed through the lists. Mutable while the walk goes on, never seen outside."""

from __future__ import annotations

from dataclasses import dataclass, field

from comity.identity.records import Run, Sighting


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

    def open_row(self, sighting: Sighting, index: int) -> None:
        """Begin a run of this printed row at a list."""
        self.rows[sighting.row_id] = index
        self.keys.add(sighting.key)
        self.current = sighting

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
