"""What the ledger gives back about a list. Locators are kept as runs, because rows mostly follow each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from comity.model import ListFacts, Refusal, RowIssue

# JSON in SQLite holds whole numbers up to 2^63 exactly; a longer tail of digits is kept as text.
_MOST_DIGITS = 15


class LocatorRun(msgspec.Struct, frozen=True, array_like=True):
    """Locators `prefix + number`, `prefix + (number + 1)`, … of `count` rows from `index` on; no number: the prefix."""

    index: int
    prefix: str
    number: int | None
    count: int


class Sighting(msgspec.Struct, frozen=True, order=True):
    """One name, address and capture under which a publication's bytes were seen."""

    name: str
    url: str
    retrieved_at: str
    added_at: str
    facts: ListFacts


class AddOutcome(msgspec.Struct, frozen=True):
    """What an addition changed: all false and zero means that the ledger already held exactly this."""

    publication_id: str
    is_new: bool
    is_new_sighting: bool
    is_new_reading: bool
    row_count: int
    new_row_count: int


class StoredList(msgspec.Struct, frozen=True):
    """A publication with its latest reading. `error` is "" unless it could not be read.

    `sightings` are sorted by name, address and capture, and `facts` are those of the first, so that neither depends
    on the order of adding. `printed_row_ids` stand in the file's row order.
    """

    publication_id: str
    source: str
    added_at: str
    size_bytes: int
    sightings: tuple[Sighting, ...]
    read_by: str
    row_count: int
    printed_row_ids: tuple[int, ...]
    locator_runs: tuple[LocatorRun, ...]
    refused: tuple[Refusal, ...]
    issues: tuple[RowIssue, ...]
    error: str

    @property
    def facts(self) -> ListFacts:
        """Return what the file says of itself under the first of its names."""
        return self.sightings[0].facts

    @property
    def name(self) -> str:
        """Return the first of its names."""
        return self.sightings[0].name

    @property
    def locators(self) -> list[str]:
        """Return each row's locator, in row order."""
        return expand_locators(self.locator_runs)


def compress_locators(locators: Sequence[str]) -> list[LocatorRun]:
    """Return the runs that `expand_locators` turns back into exactly these locators."""
    starts: list[tuple[int, str, int | None]] = []
    prefix, following = "", None
    for index, locator in enumerate(locators):
        if following is not None and locator == f"{prefix}{following}":
            following += 1
            continue
        prefix, number = _split(locator)
        starts.append((index, prefix, number))
        following = None if number is None else number + 1
    ends = [index for index, _, _ in starts[1:]] + [len(locators)]
    return [LocatorRun(*start, count=end - start[0]) for start, end in zip(starts, ends, strict=bool(starts))]


def expand_locators(runs: Iterable[LocatorRun]) -> list[str]:
    """Return the locators of all runs, in order."""
    found: list[str] = []
    for run in runs:
        if run.number is None:
            found.extend([run.prefix] * run.count)
        else:
            found.extend([f"{run.prefix}{number}" for number in range(run.number, run.number + run.count)])
    return found


def _split(locator: str) -> tuple[str, int | None]:
    """Split off the number at the end: `Sheet1!7` is `Sheet1!` and 7; a leading zero belongs to the prefix."""
    digits = len(locator) - len(locator.rstrip("0123456789"))
    number = locator[len(locator) - min(digits, _MOST_DIGITS) :] if digits else ""
    stripped = number.lstrip("0")
    if not stripped:
        return locator, None
    return locator[: len(locator) - len(stripped)], int(stripped)
