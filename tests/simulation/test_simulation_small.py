"""Small records: one list, or a few short ones made within one second, saved long after or before their names' days."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from datetime import date, timedelta
from pathlib import Path

import pytest

from comity.register.rows import AgreementRow, EventRow, PublicationRow
from tests.simulation.bodies import Body, all_bodies
from tests.simulation.files import File
from tests.simulation.run import Outcome, put_through
from tests.simulation.world import Accord, Issue, World

# Every workbook of a made-up record is saved now, whatever its name says: after the names' days, or before them all.
STAMPS = ("2026-11-22T01:15:07Z", "2025-11-22T01:15:07Z", "2026-02-10T01:15:07Z", "")
SIZES = (5, 9, 17, 40)


class Record:
    """A few lists of a few agencies, and what the program makes of them."""

    def __init__(self, folder: Path, saved: str, size: int, seed: int = 1) -> None:
        """Take how many agencies there are and the stamp that every workbook bears."""
        self.folder = folder
        self.saved = saved
        bodies: list[Body] = random.Random(seed).sample(all_bodies()["sheriff"], size)
        self.accords = [
            Accord(uid, body, "TFM", date(2025, 9, 1) + timedelta(days=uid), 0) for uid, body in enumerate(bodies)
        ]
        self.files: list[File] = []
        self.issues: list[Issue] = []

    def add(self, day: str, without: Collection[int] = (), slot: str = "pm") -> Record:
        """Add a list of a day that lacks some of the agencies."""
        on, index = date.fromisoformat(day), len(self.issues)
        rows = tuple((a.uid, a.cells(index)) for a in self.accords if a.uid not in without)
        self.issues.append(Issue(on, slot))
        name = f"participatingAgencies{on:%m%d%Y}{slot}.xlsx"
        self.files.append(File(index, "participating", name, rows, self.saved))
        return self

    def read(self) -> Outcome:
        """Return what the program makes of the lists."""
        return put_through(World(self.issues, self.accords, 0), self.files, self.folder)


def happened(outcome: Outcome) -> list[tuple[str, str, str]]:
    """Return what happened, after which list and by which."""
    return sorted((row.event, row.after_on, row.by_on) for row in outcome.events)


def statuses(rows: list[AgreementRow]) -> dict[str, int]:
    """Return how many agreements have each status."""
    found: dict[str, int] = {}
    for row in rows:
        found[row.status] = found.get(row.status, 0) + 1
    return found


def verdicts(rows: list[PublicationRow]) -> list[tuple[str, str]]:
    """Return the day and verdict of each list, in order of their names' days."""
    return [(row.published_on, row.verdict) for row in sorted(rows, key=lambda row: (row.printed_on, row.name))]


@pytest.fixture(params=STAMPS)
def record(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[int], Record]:
    """Return a maker of records whose workbooks all bear one stamp."""
    return lambda size: Record(tmp_path, request.param, size)


Make = Callable[[int], Record]


@pytest.mark.parametrize("size", SIZES)
def test_one_list_lists_its_agreements(record: Make, size: int) -> None:
    """A record of one list has no events, and everybody is listed on its day."""
    outcome = record(size).add("2026-02-03").read()
    assert verdicts(outcome.publications) == [("2026-02-03", "good")]
    assert statuses(outcome.agreements) == {"listed": size}
    assert happened(outcome) == []
    assert {row.first_listed_on for row in outcome.agreements} == {"2026-02-03"}


@pytest.mark.parametrize("size", SIZES)
def test_unchanged_lists_stand_on_their_own_days(record: Make, size: int) -> None:
    """The same rows, and even the same bytes, under the names of four days are four lists."""
    made = record(size)
    days = ["2026-02-03", "2026-02-05", "2026-02-10", "2026-02-17"]
    for day in days:
        made.add(day)
    outcome = made.read()
    assert verdicts(outcome.publications) == [(day, "good") for day in days]
    assert {(row.first_listed_on, row.last_listed_on) for row in outcome.agreements} == {(days[0], days[-1])}


@pytest.mark.parametrize("size", SIZES)
def test_a_row_absent_from_three_later_lists_is_unlisted(record: Make, size: int) -> None:
    """Three lists over a week lack it: unlisted between the last with it and the first without."""
    outcome = record(size).add("2026-02-03").add("2026-02-05", {0}).add("2026-02-10", {0}).add("2026-02-12", {0}).read()
    assert happened(outcome) == [("unlisted", "2026-02-03", "2026-02-05")]
    assert statuses(outcome.agreements) == {"listed": size - 1, "no_longer_listed": 1}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("absent", [1, 2])
def test_a_row_absent_from_a_list_or_two_and_back_is_nothing(record: Make, size: int, absent: int) -> None:
    """Absence for a few days is no event."""
    made = record(size).add("2026-02-03")
    for day in ("2026-02-04", "2026-02-05")[:absent]:
        made.add(day, {1})
    outcome = made.add("2026-02-06").add("2026-02-16").read()
    assert happened(outcome) == []
    assert statuses(outcome.agreements) == {"listed": size}


@pytest.mark.parametrize("size", SIZES)
def test_a_row_absent_from_the_newest_list_is_still_listed(record: Make, size: int) -> None:
    """One later list is no confirmation."""
    outcome = record(size).add("2026-02-03").add("2026-02-12", {0}).read()
    assert happened(outcome) == [] and statuses(outcome.agreements) == {"listed": size}


@pytest.mark.parametrize("size", SIZES)
def test_a_row_that_comes_is_listed(record: Make, size: int) -> None:
    """The event stands between the list without it and the list with it."""
    outcome = record(size).add("2026-02-03", {2}).add("2026-02-05").add("2026-02-10").read()
    assert happened(outcome) == [("listed", "2026-02-03", "2026-02-05")]


@pytest.mark.parametrize("size", [9, 17, 40])
def test_half_of_a_short_list_gone_at_once_is_suspect(record: Make, size: int) -> None:
    """The newest list lacks half of the rows: it changes nothing until a later one confirms it."""
    half = set(range(size // 2))
    outcome = record(size).add("2026-02-03").add("2026-02-05").add("2026-02-16", half).read()
    assert verdicts(outcome.publications)[-1] == ("2026-02-16", "suspect")
    assert happened(outcome) == [] and statuses(outcome.agreements) == {"listed": size}


@pytest.mark.parametrize("size", [9, 17, 40])
def test_half_of_a_short_list_gone_for_good_is_believed(record: Make, size: int) -> None:
    """Later lists confirm the loss: then it happened when the first list showed it."""
    half = set(range(size // 2))
    made = record(size).add("2026-02-03").add("2026-02-05")
    outcome = made.add("2026-02-10", half).add("2026-02-12", half).add("2026-02-17", half).read()
    assert {verdict for _, verdict in verdicts(outcome.publications)} == {"good"}
    assert set(happened(outcome)) == {("unlisted", "2026-02-05", "2026-02-10")}
    assert statuses(outcome.agreements) == {"listed": size - len(half), "no_longer_listed": len(half)}


@pytest.mark.parametrize("size", [9, 17, 40])
def test_half_of_a_short_list_gone_for_one_list_is_a_bad_list(record: Make, size: int) -> None:
    """The next list has the rows again: nothing happened."""
    half = set(range(size // 2))
    outcome = record(size).add("2026-02-03").add("2026-02-10", half).add("2026-02-12").add("2026-02-20").read()
    assert happened(outcome) == [] and statuses(outcome.agreements) == {"listed": size}
    assert [verdict for _, verdict in verdicts(outcome.publications)] == ["good", "suspect", "good", "good"]


def test_am_and_pm_of_one_day_are_two_lists(record: Make) -> None:
    """The afternoon's list comes after the morning's, and a row it adds is listed by it."""
    made = record(9).add("2026-02-03").add("2026-02-04", {3}, "am").add("2026-02-04", (), "pm").add("2026-02-11")
    outcome = made.read()
    assert happened(outcome) == [] and statuses(outcome.agreements) == {"listed": 9}


def test_events_name_the_lists_they_rest_on(record: Make) -> None:
    """Each event's publication is one of the files."""
    outcome = record(9).add("2026-02-03").add("2026-02-05", {0}).add("2026-02-10", {0}).add("2026-02-12", {0}).read()
    events: list[EventRow] = outcome.events
    assert [outcome.file_of[row.publication].index for row in events] == [1]
    assert [outcome.file_of[row.before_publication].index for row in events] == [0]
