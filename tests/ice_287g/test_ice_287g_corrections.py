"""Corrections: what a known misprint means, beside what is printed, and a loud word when it is no longer needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.errors import SourceError
from comity.model import PrintedRow
from comity.sources.ice_287g import correct_row, idle_corrections, load_source, read_list
from tests.ice_287g.ice_287g_workbooks import book, modern_row

CROW_WING = PrintedRow("MASSACHUSETTS ", "Crow Wing County Sheriff’s Office", "County", support_type="Task Force Model")


def test_a_misprint_that_is_expected_is_corrected_with_its_reason() -> None:
    """The row as meant has the right state and everything else as printed; the printed row is untouched."""
    meant, applied = correct_row(CROW_WING)
    assert (meant.state, meant.agency) == ("MINNESOTA", CROW_WING.agency)
    assert [one.reason for one in applied] == [load_source().correction[0].reason]
    assert CROW_WING.state == "MASSACHUSETTS "


@pytest.mark.parametrize("state", ["MINNESOTA", "MASSACHUSETTS X", ""])
def test_a_correction_that_does_not_find_what_it_expects_does_nothing(state: str) -> None:
    """Once the publisher prints something else, the rule keeps its hands off."""
    row = PrintedRow(state, CROW_WING.agency)
    assert correct_row(row) == (row, ())


def test_a_namesake_elsewhere_is_left_alone() -> None:
    """Moore County is in several states, and only the misprinted row is meant."""
    for state in ("TEXAS", "NORTH CAROLINA"):
        assert correct_row(PrintedRow(state, "Moore County Sheriff's Office"))[1] == ()


def test_a_correction_that_no_row_needs_is_reported() -> None:
    """Every correction is idle over no rows, and the used one is not."""
    assert idle_corrections([]) == load_source().correction
    assert idle_corrections([CROW_WING]) == load_source().correction[1:]


@pytest.mark.real
def test_every_correction_is_needed_by_a_real_list(shared_data: Path) -> None:
    """None of the corrections is idle over the lists of spring and summer 2025."""
    rows = []
    for path in sorted((shared_data / "ice-287g" / "participating").glob("participatingAgencies*2025*.xlsx"))[:70]:
        rows += [row for _, row in read_list(path.read_bytes(), path.name).rows]
    assert idle_corrections(rows) == ()


def test_a_list_whose_support_types_are_mostly_unknown_is_refused() -> None:
    """Shifted columns or wholly new words stop the reading; a single new word does not."""
    rows = [modern_row(f"a{n}", support_type="County") for n in range(5)]
    with pytest.raises(SourceError, match="5 of 5 support types"):
        read_list(book(rows), "participatingAgencies02042026pm.xlsx")
    kept = read_list(book([*rows, *(modern_row(f"b{n}") for n in range(5))]), "participatingAgencies02042026pm.xlsx")
    assert len(kept.rows) == 10
