"""Every bound on a new release holds to the row and to the day, beside the release in place."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from comity.errors import CheckError
from comity.ledger import Acceptance
from comity.release import ReleaseInfo
from comity.release.beside import Change, compare_releases
from comity.release.judging import HeldBackError, admit_expected, inputs_text, judge_release
from comity.sources.expected import ReleaseExpectations

# Wide bounds, so that each test narrows the one that it is about.
WIDE = ReleaseExpectations(
    min_rows=0, max_lost_rows=0, max_lost_rows_share=1.0, max_lost_agreements=0, max_lost_agreements_share=1.0,
    lost_share_per_day=0.0, max_retracted_events=0, max_retracted_events_share=1.0, max_unresolved=0,
    max_unresolved_share=1.0, max_unknown_columns=0, max_refused=0, max_refused_share=1.0, max_days_ahead=1,
    stale_after_days=30,
)  # fmt: skip
TABLES = {
    "publication": ("list", "published_on", "sequence", "rows", "refused", "verdict"),
    "issue": ("issue_id", "code", "subject", "message"),
    "agency": ("agency_id",),
    "agreement": ("agreement_id", "state", "agency", "model", "signed_on", "last_listed_on", "status", "successor_id"),
    "event": ("event_id", "event", "state", "agency", "model", "after_on", "by_on"),
}
Rows = Sequence[Sequence[object]]
Make = Callable[..., ReleaseInfo]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return what makes a release of rows; unless told otherwise it has one good list of a hundred rows."""
    count = [0]

    def made(*, as_of: str = "2025-07-01", inputs: str = "", **tables: Rows) -> ReleaseInfo:
        count[0] += 1
        folder = tmp_path / str(count[0])
        folder.mkdir()
        given = {"publication": [list_of(100)], **tables}
        with closing(sqlite3.connect(folder / "register.sqlite")) as database:
            database.execute("PRAGMA synchronous = OFF")
            for name, columns in TABLES.items():
                database.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
                marks = ", ".join("?" * len(columns))
                database.executemany(f"INSERT INTO {name} VALUES ({marks})", given.get(name, ()))
            database.commit()
        counts = {name: len(given.get(name, ())) for name in TABLES}
        return ReleaseInfo(f"{count[0]:016x}", folder, {"lists": inputs}, {"as_of": as_of}, counts, {})

    return made


def list_of(
    rows: int,
    on: str = "2025-07-01",
    *,
    refused: int = 0,
    verdict: str = "good",
    kind: str = "participating",
    slot: int = 0,
) -> tuple[object, ...]:
    """Return a publication: a list with so many rows."""
    return kind, on, slot, rows, refused, verdict


def issues(code: str, numbers: Iterable[int]) -> list[tuple[str, ...]]:
    """Return issues of a kind, each about a subject of its own."""
    return [(f"{code}{number}", code, f"subject {number}", f"message {number}") for number in numbers]


def agreements(listed: int, gone: int = 0) -> list[tuple[str, ...]]:
    """Return agreements, the first of them listed and the others no longer."""
    status = ["listed"] * listed + ["no_longer_listed"] * gone
    return [(f"a{n:03}", "FL", f"Body {n}", "TFM", "2025-02-26", "2025-07-01", one, "") for n, one in enumerate(status)]


def events(numbers: Iterable[int], on: str = "2025-07-01") -> list[tuple[str, ...]]:
    """Return events by their numbers."""
    return [(f"e{number}", "listed", "FL", "Body", "TFM", "", on) for number in numbers]


# The newest list


def test_a_release_like_the_last_is_as_expected(make: Make) -> None:
    """And a first one, of which nothing is known before."""
    assert judge_release(make(), make(), WIDE, "2025-07-01") == ()
    assert judge_release(None, make(), WIDE, "2025-07-01") == ()


@pytest.mark.parametrize(
    "lists",
    [[], [list_of(100, verdict="suspect")], [list_of(100, kind="pending")], [list_of(100, verdict="duplicate")]],
)
def test_a_release_rests_on_a_usable_list_of_participants(make: Make, lists: Rows) -> None:
    """A pending list is none, nor one that is not believed."""
    assert judge_release(None, make(publication=lists), WIDE) == ("it rests on no usable list of participants",)


@pytest.mark.parametrize("verdict", ["good", "misdated", "swapped"])
def test_a_list_that_is_used_is_a_usable_one(make: Make, verdict: str) -> None:
    """Whatever was wrong with its name."""
    assert judge_release(None, make(publication=[list_of(100, verdict=verdict)]), WIDE) == ()


def test_the_newest_list_is_judged_and_of_a_day_the_last(make: Make) -> None:
    """Not an older one with more rows."""
    lists = [list_of(500, "2025-06-01"), list_of(7, slot=1), list_of(500, slot=0)]
    expected = replace(WIDE, min_rows=10)
    assert judge_release(None, make(publication=lists), expected) == (
        "the list of 2025-07-01 has 7 rows, fewer than 10",
    )


@pytest.mark.parametrize(("rows", "is_told"), [(10, False), (9, True)])
def test_the_fewest_rows_are_enough(make: Make, rows: int, is_told: bool) -> None:
    """One less is not; but where the release in place has as few already, it is not told again."""
    expected, after = replace(WIDE, min_rows=10), make(publication=[list_of(rows)])
    assert bool(judge_release(None, after, expected)) is is_told
    assert bool(judge_release(make(publication=[list_of(10)]), after, expected)) is is_told
    assert judge_release(make(publication=[list_of(9)]), after, expected) == ()


@pytest.mark.parametrize(("refused", "is_told"), [(5, False), (10, False), (11, True)])
def test_refused_rows_pass_a_number_and_a_share(make: Make, refused: int, is_told: bool) -> None:
    """Both have to be passed before anything is held back."""
    expected = replace(WIDE, max_refused=4, max_refused_share=0.1)
    faults = judge_release(None, make(publication=[list_of(100, refused=refused)]), expected)
    assert bool(faults) is is_told
    assert (
        judge_release(None, make(publication=[list_of(100, refused=refused)]), replace(expected, max_refused=11)) == ()
    )


@pytest.mark.parametrize(("rows", "is_told"), [(95, False), (90, False), (89, True)])
def test_lost_rows_pass_a_number_and_a_share(make: Make, rows: int, is_told: bool) -> None:
    """Of the rows of the release in place; one that gains rows has lost none."""
    expected = replace(WIDE, max_lost_rows=4, max_lost_rows_share=0.1)
    before, after = make(), make(publication=[list_of(rows)])
    assert bool(judge_release(before, after, expected)) is is_told
    assert judge_release(before, after, replace(expected, max_lost_rows=11)) == ()
    assert judge_release(after, before, expected) == ()


def test_the_longer_the_lists_lie_apart_the_more_may_be_lost(make: Make) -> None:
    """A hundredth a day: twenty rows in ten days are as expected, in nine they are not."""
    expected = replace(WIDE, max_lost_rows_share=0.1, lost_share_per_day=0.01)
    after = make(publication=[list_of(80, "2025-07-11")])
    assert judge_release(make(publication=[list_of(100, "2025-07-01")]), after, expected) == ()
    assert judge_release(make(publication=[list_of(100, "2025-07-02")]), after, expected) == (
        "the list of 2025-07-11 has 80 rows, that of 2025-07-02 100",
    )


def test_rows_of_an_older_list_are_not_compared(make: Make) -> None:
    """A record that falls back is told by its day, not by its rows."""
    before, after = make(), make(publication=[list_of(10, "2025-06-01")], as_of="2025-06-01")
    expected = replace(WIDE, max_lost_rows_share=0.1)
    assert judge_release(before, after, expected) == ()
    assert judge_release(before, after, expected, "2025-07-01") == (
        "its newest list is of 2025-06-01, that of the release in place of 2025-07-01",
    )


# What was read of it


@pytest.mark.parametrize(("new", "is_told"), [(0, False), (1, False), (2, True)])
def test_a_column_is_new_once(make: Make, new: int, is_told: bool) -> None:
    """Those that the release in place tells of already are known."""
    before = make(issue=issues("unknown_column", range(5)))
    after = make(issue=issues("unknown_column", range(5 + new)))
    faults = judge_release(before, after, replace(WIDE, max_unknown_columns=1))
    assert faults == (("2 column(s) that no list had before: message 5",) if is_told else ())


@pytest.mark.parametrize(
    ("then", "now", "is_told"), [(0, 10, False), (0, 11, True), (11, 11, False), (12, 11, False), (10, 11, True)]
)
def test_unresolved_agencies_pass_a_number_a_share_and_what_was_before(
    make: Make, then: int, now: int, is_told: bool
) -> None:
    """Of the agencies; what was so before is known."""
    agency = [(f"x{number}",) for number in range(100)]
    before = make(agency=agency, issue=issues("unresolved_agency", range(then)))
    after = make(agency=agency, issue=issues("unresolved_agency", range(now)))
    expected = replace(WIDE, max_unresolved=3, max_unresolved_share=0.1)
    assert bool(judge_release(before, after, expected)) is is_told
    assert judge_release(before, after, replace(expected, max_unresolved=11)) == ()


def test_an_agency_that_is_unresolved_in_many_lists_is_one(make: Make) -> None:
    """Subjects are counted, not issues."""
    same = [(f"i{number}", "unresolved_agency", "one body", "m") for number in range(50)]
    expected = replace(WIDE, max_unresolved_share=0.1)
    assert judge_release(None, make(agency=[("x",)] * 10, issue=same), expected) == ()


# What would be lost


@pytest.mark.parametrize(("gone", "is_told"), [(5, False), (10, False), (11, True)])
@pytest.mark.parametrize("is_missing", [False, True])
def test_lost_agreements_pass_a_number_and_a_share(make: Make, gone: int, is_told: bool, is_missing: bool) -> None:
    """Whether they are no longer listed or gone from the record."""
    after = make(agreement=agreements(100 - gone, 0 if is_missing else gone))
    expected = replace(WIDE, max_lost_agreements=4, max_lost_agreements_share=0.1)
    assert bool(judge_release(make(agreement=agreements(100)), after, expected)) is is_told
    many = replace(expected, max_lost_agreements=11)
    assert judge_release(make(agreement=agreements(100)), after, many) == ()


def test_an_agreement_with_a_successor_and_one_that_was_gone_before_are_not_lost(make: Make) -> None:
    """What was listed is counted, and what was moved to another model stands there."""
    moved = [(*row[:6], "superseded", "b") for row in agreements(50)]
    expected = replace(WIDE, max_lost_agreements_share=0.0)
    assert judge_release(make(agreement=agreements(50)), make(agreement=moved), expected) == ()
    assert judge_release(make(agreement=agreements(0, 50)), make(agreement=agreements(0, 50)), expected) == ()


def test_agreements_too_may_be_lost_the_more_the_longer_the_records_lie_apart(make: Make) -> None:
    """By the days of the two records."""
    expected = replace(WIDE, max_lost_agreements_share=0.0, lost_share_per_day=0.01)
    before, after = agreements(100), agreements(90, 10)
    assert judge_release(make(agreement=before), make(agreement=after, as_of="2025-07-11"), expected) == ()
    assert judge_release(make(agreement=before), make(agreement=after, as_of="2025-07-10"), expected) == (
        "10 of 100 agreements that were listed are no longer",
    )


@pytest.mark.parametrize(("kept", "is_told"), [(90, False), (89, True)])
def test_events_that_are_taken_back_pass_a_number_and_a_share(make: Make, kept: int, is_told: bool) -> None:
    """Of those that were told; new ones do not make up for them."""
    expected = replace(WIDE, max_retracted_events=4, max_retracted_events_share=0.1)
    after = make(event=events([*range(kept), *range(1000, 1100)]))
    assert bool(judge_release(make(event=events(range(100))), after, expected)) is is_told
    many = replace(expected, max_retracted_events=11)
    assert judge_release(make(event=events(range(100))), after, many) == ()


# Days


@pytest.mark.parametrize(("as_of", "is_told"), [("2025-07-01", False), ("2025-07-02", False), ("2025-07-03", True)])
def test_a_list_may_be_of_tomorrow(make: Make, as_of: str, is_told: bool) -> None:
    """Which is the publisher's zone; the day after is a misprint. Without a today nothing is said."""
    after = make(as_of=as_of)
    assert bool(judge_release(None, after, WIDE, "2025-07-01")) is is_told
    assert judge_release(None, after, WIDE) == ()


@pytest.mark.parametrize(("today", "is_told"), [("2025-07-31", False), ("2025-08-01", True)])
def test_lists_that_come_are_fresh(make: Make, today: str, is_told: bool) -> None:
    """Thirty days are fresh; where nothing came, an old record is no fault of the new release."""
    assert bool(judge_release(make(inputs="a"), make(inputs="b"), WIDE, today)) is is_told
    assert judge_release(make(inputs="a"), make(inputs="a"), WIDE, today) == ()
    assert judge_release(None, make(inputs="b"), WIDE, today) == ()


# Letting through


def test_a_release_is_held_back_with_every_reason_and_let_through_by_a_decision_on_itself(make: Make) -> None:
    """A decision on another release, or on other inputs, lets nothing through."""
    expected = replace(WIDE, min_rows=101, max_refused_share=0.0)
    after = make(publication=[list_of(100, refused=1)], inputs="x")
    with pytest.raises(HeldBackError, match="comity release diff") as raised:
        admit_expected(None, expected, [])(after)
    assert isinstance(raised.value, CheckError) and len(raised.value.faults) == 2
    inputs = inputs_text(after)
    for release_id, made_of, is_let in (
        (after.release_id, inputs, True), ("f" * 16, inputs, False), (after.release_id, "{}", False),
    ):  # fmt: skip
        decision = Acceptance(release_id, made_of, (), "looked at it", "A. Person", "2025-07-01T00:00:00Z")
        if is_let:
            admit_expected(None, expected, [decision])(after)
        else:
            with pytest.raises(HeldBackError):
                admit_expected(None, expected, [decision])(after)


# Side by side


def test_two_releases_side_by_side_tell_what_comes_goes_and_differs(make: Make) -> None:
    """Events first; of an agreement every difference that a person would ask for, with both values."""
    old: list[Any] = agreements(3)
    renamed = (*old[1][:2], "Renamed", "WSO", *old[1][4:6], "no_longer_listed", "b")
    later = (*old[2][:5], "2025-08-01", *old[2][6:])
    new: list[Any] = [old[0], renamed, later, ("a9", "VA", "New body", "JEM", "", "", "listed", "")]
    found = compare_releases(make(agreement=old, event=events([1, 2])), make(agreement=new, event=events([2, 3])))
    told = "agency: Body 1 → Renamed; model: TFM → WSO; status: listed → no_longer_listed; successor_id: nothing → b"
    assert found.changes == (
        Change("added", "event", "e3", "FL", "Body", "listed, TFM, after nothing, by 2025-07-01"),
        Change("removed", "event", "e1", "FL", "Body", "listed, TFM, after nothing, by 2025-07-01"),
        Change("added", "agreement", "a9", "VA", "New body", "JEM, listed"),
        Change("changed", "agreement", "a001", "FL", "Renamed", told),
    )
    assert found.counts["agreement"] == (3, 4) and found.counts["event"] == (2, 2)


def test_beside_nothing_everything_is_new(make: Make) -> None:
    """A first release has no id before it."""
    found = compare_releases(None, make(event=events([1])))
    assert (found.before_id, [one.change for one in found.changes]) == ("", ["added"])
    assert found.counts["event"] == (0, 1)


def test_events_are_told_from_the_oldest(make: Make) -> None:
    """By the day of their list, then by id."""
    found = compare_releases(None, make(event=[*events([3, 2]), *events([9], "2025-06-01")]))
    assert [one.id for one in found.changes] == ["e9", "e2", "e3"]
