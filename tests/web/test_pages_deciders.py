"""Who is named first as deciding, and what many of a kind become on a state's page."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from comity.places import load_gazetteer
from comity.register.decided import DECIDING
from comity.web.pages.deciders import FEW, Decider, deciders_of, leading, soonest


def decider(body: str, subjects: str = "", general: str = "", title: str = "") -> Decider:
    """Return a decider with what these tests need."""
    return Decider(
        kind="office" if title else "municipal_board",
        body=body,
        office_id=f"us-tx-x.{title}" if title else "",
        title=title,
        contest_id="",
        agencies=(),
        stages=(("general", general),) if general else (),
        standing="projected",
        is_special=False,
        is_elected=bool(title),
        reason="",
        citation="",
        law_claim_ids=(),
        subject_ids=frozenset(filter(None, subjects.split())),
    )


SHERIFF = decider("the sheriff", general="2028-11-07", title="sheriff")
SIGNING = decider("the sheriff", "a.1", "2028-11-07", "sheriff")
ATTORNEY = decider("the district attorney", general="2026-11-03", title="district-attorney")
COUNCIL = decider("the council", "b.1")
JAILER = decider("the jailer", "c.1", "2026-11-03", "jailer")


@pytest.mark.parametrize(
    ("found", "current", "expected"),
    [
        ([SIGNING, ATTORNEY, COUNCIL], {"a.1", "b.1"}, SIGNING),
        ([SIGNING, JAILER], {"a.1", "c.1"}, JAILER),
        ([COUNCIL, SHERIFF, ATTORNEY], {"b.1"}, COUNCIL),
        ([COUNCIL, SHERIFF, ATTORNEY], set(), SHERIFF),
        ([SIGNING, ATTORNEY], set(), SIGNING),
        ([ATTORNEY, COUNCIL], set(), None),
        ([], set(), None),
    ],
)
def test_who_is_named_first(found: list[Decider], current: set[str], expected: Decider | None) -> None:
    """The elected body that decides on something current, then any that does; else the sheriff, and nobody else."""
    assert leading(found, current) is expected


def test_the_soonest_is_by_the_general_election() -> None:
    """A body whose filing closes first is not the one chosen first."""
    late = Decider(**{name: getattr(JAILER, name) for name in JAILER.__struct_fields__} | {
        "stages": (("filing_deadline", "2026-01-01"), ("general", "2030-11-05"))
    })  # fmt: skip
    assert soonest([late, SIGNING, COUNCIL]) is SIGNING
    assert soonest([COUNCIL]) is None


def rows(count: int, **more: Any) -> list[dict[str, Any]]:
    """Return rows of sheriffs who are all chosen on one day."""
    same = {"decider_kind": "office", "next_general_on": "2027-11-02", "next_standing": "projected"}
    empty = dict.fromkeys(DECIDING, "") | same | {"law_claim_ids": "law-1"}
    return [
        empty
        | {"agency": f"Agency {number}", "subject_ids": f"a.{number}", "body": f"sheriff {number}"}
        | {"office_id": f"us-va-{number}.sheriff"}
        | more
        for number in range(count)
    ]


@pytest.fixture
def connection() -> sqlite3.Connection:
    """Return a release without offices."""
    made = sqlite3.connect(":memory:")
    made.execute("CREATE TABLE office (office_id, next_contest_id)")
    return made


def test_many_of_a_kind_are_one_entry_on_a_states_page_only(connection: sqlite3.Connection) -> None:
    """A state's page gives their number, with every law and every subject; a county's names each."""
    book = load_gazetteer()
    state, county = book.state("VA"), book.place("51059")
    (drawn,) = deciders_of(connection, rows(FEW + 1), state)
    assert (drawn.count, drawn.title, drawn.body) == (FEW + 1, "sheriff", "")
    assert drawn.law_claim_ids == ("law-1",) and len(drawn.subject_ids) == FEW + 1
    assert len(deciders_of(connection, rows(FEW), state)) == FEW
    assert len(deciders_of(connection, rows(FEW + 1), county)) == FEW + 1


def test_those_chosen_on_other_days_stay_apart(connection: sqlite3.Connection) -> None:
    """Bodies of a kind that are chosen on different days are not told as one."""
    found = rows(FEW + 1) + rows(FEW + 1, next_general_on="2029-11-06")
    for number, row in enumerate(found):
        row["body"] = f"sheriff {number}"
    assert [one.count for one in deciders_of(connection, found, load_gazetteer().state("VA"))] == [FEW + 1] * 2


def test_one_body_for_several_agencies_is_one_entry(connection: sqlite3.Connection) -> None:
    """A sheriff who decides for two agencies stands once, with both; one that decides on nothing says so."""
    (one,) = deciders_of(connection, rows(2, body="the sheriff", office_id="us-va-x.sheriff"), None)
    assert one.agencies == ("Agency 0", "Agency 1") and one.is_deciding
    (other,) = deciders_of(connection, rows(1, subject_ids="", agency=""), None)
    assert not other.is_deciding and other.agencies == ()
