"""Several misprints at once, or on both sides of an absence, do not part an agreement from itself."""

from __future__ import annotations

import pytest

from comity.identity import History, follow
from tests.identity.lists import Lists

ARCADIA = "us-fl-arcadia-police"
AGENCIES = {
    "arcadia police department": (ARCADIA, ("12027",)),
    "arcadia pd": (ARCADIA, ("12027",)),
    "city of arcadia police department": (ARCADIA, ("12027",)),
    "lee county sheriffs office": ("us-fl-lee-county-sheriff", ("12071",)),
}
OTHERS = [("FL", f"City {n} Police Department", "TFM", "2025-02-28") for n in range(5)]
WEEKS = ["2025-03-01", "2025-03-08", "2025-03-15", "2025-03-22", "2025-03-29", "2025-04-05"]
Row = tuple[str, ...]


def row(
    name: str = "Arcadia PD", signed: str = "2025-02-20", state: str = "FL", link: str = "", model: str = "TFM"
) -> Row:
    """Return Arcadia's row with some of it changed."""
    return state, name, model, signed, link


def walk(*lists: list[Row]) -> History:
    """Follow one list a week, each with five bystanders."""
    make = Lists(AGENCIES)
    return follow([make.on(day, *rows, *OTHERS) for day, rows in zip(WEEKS, lists, strict=False)])


def of_arcadia(history: History) -> list[tuple[str, str]]:
    """Return id and status of every agreement but the bystanders'."""
    return [(a.agreement_id, a.status) for a in history.agreements if "city" not in a.agreement_id]


def happened(history: History) -> list[str]:
    """Return what happened, in the order of the lists."""
    return [event.event for event in history.events]


ONE = [(f"{ARCADIA}.1", "listed")]


def test_two_names_that_come_with_one_list_are_one_agreement() -> None:
    """A body printed twice from its very first list on has one agreement, and one row's going is no departure."""
    history = walk([row(), row("City of Arcadia Police Department")], [row()], [row()], [row()])
    assert of_arcadia(history) == ONE
    assert "unlisted" not in happened(history)


def test_two_names_re_dated_in_one_list_stay_one_agreement() -> None:
    """Both rows get another date at once: the one goes on, the other stands beside it again."""
    twins = [row(signed="2025-02-18"), row("City of Arcadia Police Department", "2025-02-18")]
    history = walk([row(), row("City of Arcadia Police Department")], twins, [row(signed="2025-02-18")])
    assert of_arcadia(history) == ONE


def test_an_earlier_date_is_no_new_signing() -> None:
    """Whatever the documents are called: a later list that prints an earlier date has put a date right."""
    history = walk(
        [row(link="a.pdf")], [row(signed="2024-09-03", link="b.pdf")], [row(signed="2024-09-03", link="b.pdf")]
    )
    assert of_arcadia(history) == ONE and happened(history) == ["redated"]


def test_a_later_date_over_another_document_is_a_new_signing() -> None:
    """The counter-example: forward in time, another memorandum takes the place of the old."""
    lists = [[row(link="a.pdf")]] + [[row(signed="2025-03-20", link="b.pdf")]] * 4
    history = walk(*lists)
    assert of_arcadia(history) == [(f"{ARCADIA}.1", "superseded"), (f"{ARCADIA}.2", "listed")]


def test_a_wrong_state_after_an_absence_is_put_right() -> None:
    """The row is left out, comes back under another state, and then under its own."""
    history = walk([row()], [], [row(state="GA")], [row()], [row()])
    assert of_arcadia(history) == ONE
    assert {event.event for event in history.events} == {"corrected"}


def test_a_wrong_state_and_another_date_over_one_document_is_one_row() -> None:
    """State and date change together: the memorandum is the witness."""
    there = row(state="GA", signed="2025-02-11", link="a.pdf")
    history = walk([row(link="a.pdf")], [there], [row(link="a.pdf")], [row(link="a.pdf")])
    assert of_arcadia(history) == ONE


def test_a_namesake_of_another_state_is_another_body() -> None:
    """Same name, other date and no document: one has left, the other is new."""
    history = walk([row("Milton PD")], *[[row("Milton PD", "2025-03-03", "GA")]] * 3)
    assert sorted(happened(history)) == ["listed", "unlisted"]


def test_a_misprint_in_the_newest_list_leaves_the_agreement_its_id() -> None:
    """What no known body is called does not take away whose agreement it is."""
    history = walk([row()], [row()], [row("Arcaadia PD")])
    assert of_arcadia(history) == ONE and happened(history) == ["renamed"]


def test_a_wrong_state_in_the_newest_list_does_not_move_the_agreement() -> None:
    """The state that most lists print is the agreement's, wherever the wrong one stands."""
    for wrong in (0, 2):
        history = walk(*[[row(state="GA" if index == wrong else "FL")] for index in range(3)])
        (agreement,) = (a for a in history.agreements if a.agency_id == ARCADIA)
        assert (agreement.state, agreement.status) == ("FL", "listed")


def test_a_misprint_and_then_another_date_is_still_the_same() -> None:
    """Once joined, the misspelt row counts as the body's for what comes after."""
    history = walk([row()], [row("Arcaadia PD")], [row("Arcadia PD", "2025-02-18")], [row("Arcadia PD", "2025-02-18")])
    assert of_arcadia(history) == ONE
    assert happened(history) == ["renamed", "redated", "renamed"]


def test_an_unknown_model_and_another_date_are_the_same_row() -> None:
    """A word of no vocabulary says nothing against the model known before."""
    history = walk([row()], [row(signed="2025-02-18", model="")], [row(signed="2025-02-18")])
    assert of_arcadia(history) == ONE and "unlisted" not in happened(history)


@pytest.mark.parametrize("name", ["Brown County Sheriff's Department", "Brown County SO", "Brown County Sheriff"])
def test_words_for_an_office_do_not_part_an_unknown_body_from_itself(name: str) -> None:
    """Two names that differ only in what the office is called are one, even where no gazetteer knows them."""
    history = walk([row("Brown County Sheriff's Office")], [row(name)], [row(name)], [row(name)])
    assert happened(history) == ["renamed"]


def test_a_sheriff_and_a_police_department_are_not_alike() -> None:
    """The counter-example: whose office it is stands in the words that stay."""
    history = walk([row("Brown County Sheriff's Office")], *[[row("Brown County Police Department")]] * 3)
    assert sorted(happened(history)) == ["listed", "unlisted"]
