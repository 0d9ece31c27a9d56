"""Each expectation holds back what falls outside it, with the reason, and lets through what does not."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from comity.ledger import Ledger
from comity.release import current_release
from comity.release.beside import compare_releases
from comity.release.judging import admit_expected, inputs_text, judge_release
from comity.sources.ice_287g import load_source
from tests.ice_287g.ice_287g_workbooks import MODERN, book, modern_row
from tests.watch.publisher import Reply
from tests.watch.site import COUNTIES, FOLDER, Site, sheriffs

EXPECTED = load_source().release
SIGNED = datetime(2025, 2, 26)  # noqa: DTZ001  a workbook's dates have no zone


def rows(count: int = 40) -> list[list[object]]:
    """Return the rows of so many sheriffs."""
    return [
        list(modern_row(f"{county} County Sheriff's Office", county=f"{county} County", signed=SIGNED))
        for county in COUNTIES[:count]
    ]


def test_a_new_column_is_for_a_person_first(site: Site) -> None:
    """It is not read, and the release waits until somebody has looked; after that it is known."""
    site.watch()
    site.go_to("2025-07-02")
    wider = book([[*row, "new"] for row in rows()], header=[*MODERN, "REGION"])  # type: ignore[list-item]
    site.show(participatingAgencies07022025am_xlsx=wider)
    status = site.watch()
    assert status.exit_code == 10 and status.blocked is not None
    assert "1 column(s) that no list had before" in status.blocked.reasons[0] and "REGION" in status.blocked.reasons[0]


def test_a_list_of_days_ahead_is_for_a_person_first(site: Site) -> None:
    """A misprinted name must not make the record newer than today; tomorrow's date is the publisher's zone."""
    site.watch()
    site.go_to("2025-07-02")
    site.show(participatingAgencies07032025am_xlsx=sheriffs(39))
    assert site.watch().exit_code == 0
    site.show(participatingAgencies08032025am_xlsx=sheriffs(38))
    status = site.watch()
    assert status.exit_code == 10 and status.blocked is not None
    assert status.blocked.reasons == ("its newest list is of 2025-08-03, 32 days ahead of 2025-07-02",)


def test_lists_that_come_and_are_all_old_are_for_a_person_first(site: Site) -> None:
    """A publisher that shows new files of old content is not a source that is alive."""
    site.watch()
    site.go_to("2025-09-01")
    site.show(participatingAgencies07022025am_xlsx=sheriffs(39))
    status = site.watch()
    assert status.exit_code == 10 and status.blocked is not None
    assert status.blocked.reasons == ("lists came, and the newest is of 2025-07-02, 61 days before 2025-09-01",)


def test_many_agencies_without_a_body_are_for_a_person_first(site: Site) -> None:
    """A list whose names no longer resolve has changed its ways, or the rules have."""
    site.watch()
    site.go_to("2025-07-02")
    odd = [modern_row(f"Office {number} of Nowhere", county="", signed=SIGNED) for number in range(20)]
    site.show(participatingAgencies07022025am_xlsx=book([*rows(), *odd]))  # type: ignore[list-item]
    status = site.watch()
    assert status.exit_code == 10 and status.blocked is not None
    assert any("fit no single known body; 0 did not before" in reason for reason in status.blocked.reasons), status


def test_each_bound_is_passed_on_both_sides(site: Site) -> None:
    """A figure at its bound passes, one beyond it is told: rows, their loss, refused rows, events taken back."""
    site.watch()
    first = current_release(site.settings)
    site.go_to("2025-07-02")
    site.show(participatingAgencies07022025am_xlsx=sheriffs(38))
    site.watch()
    second = current_release(site.settings)
    assert first is not None and second is not None and first.release_id != second.release_id
    assert judge_release(first, second, EXPECTED, "2025-07-02") == ()
    tight = replace(EXPECTED, max_lost_rows=1, max_lost_rows_share=0.0, lost_share_per_day=0.0)
    (fault,) = judge_release(first, second, tight)
    assert fault == "the list of 2025-07-02 has 38 rows, that of 2025-07-01 40"
    assert judge_release(first, second, replace(tight, max_lost_rows=2)) == ()
    assert judge_release(second, first, tight, "2025-07-02") == (
        "its newest list is of 2025-07-01, that of the release in place of 2025-07-02",
    )
    assert "fewer than 41" in judge_release(None, first, replace(EXPECTED, min_rows=41))[0]
    assert judge_release(None, first, replace(EXPECTED, min_rows=40)) == ()


def test_events_that_would_be_taken_back_are_counted(site: Site) -> None:
    """What was told and is no longer in the record is for a person, beyond a handful."""
    site.show(participatingAgencies07012025am_xlsx=sheriffs(37))
    site.watch()
    site.go_to("2025-07-02")
    site.show(participatingAgencies07022025am_xlsx=sheriffs(40))
    site.watch()
    older = current_release(site.settings)
    other = Site(site.server, site.home.parent / "other")
    other.go_to("2025-07-02")
    other.show(participatingAgencies07022025am_xlsx=sheriffs(40))
    other.watch()
    newer = current_release(other.settings)
    assert older is not None and newer is not None
    three = replace(EXPECTED, max_retracted_events=3, max_retracted_events_share=0.0)
    assert judge_release(older, newer, three) == ()
    (fault,) = judge_release(older, newer, replace(three, max_retracted_events=2))
    assert fault == "3 of 3 events that were told would be taken back"


def test_what_a_release_would_change_is_told_one_by_one(site: Site) -> None:
    """Agreements that come, go and differ, events, and the rows of every table."""
    site.watch()
    first = current_release(site.settings)
    site.go_to("2025-07-02")
    changed = rows(41 if len(COUNTIES) > 40 else 40)
    changed[0][4] = "Warrant Service Officer"
    site.show(participatingAgencies07022025am_xlsx=book(changed))  # type: ignore[arg-type]
    site.watch()
    second = current_release(site.settings)
    assert first is not None and second is not None
    found = compare_releases(first, second)
    assert (found.before_id, found.after_id) == (first.release_id, second.release_id)
    assert {one.kind for one in found.changes} == {"event", "agreement"}
    assert any("alachua" in one.id for one in found.changes)
    assert found.counts["place"][0] == found.counts["place"][1] > 0
    assert compare_releases(second, second).changes == ()
    whole = compare_releases(None, second)
    assert (
        whole.before_id == ""
        and sum(one.kind == "agreement" for one in whole.changes) == second.row_counts["agreement"]
    )


def test_a_release_that_is_as_expected_needs_nobody(site: Site) -> None:
    """What asks before a release becomes current says nothing."""
    site.watch()
    release = current_release(site.settings)
    assert release is not None
    admit_expected(None, EXPECTED, [], "2025-07-01")(release)
    assert inputs_text(release).startswith('{"')


@pytest.mark.real
def test_a_real_memorandum_that_a_row_links_to_is_put_before_a_reviewer(site: Site, shared_data: Path) -> None:
    """Its bytes are archived, and what it says is proposed as claims with the archived document as their page."""
    path = shared_data / "moa" / "GEORGIA--DecaturCountySheriffGA_WSO_MOA_031825.pdf"
    address = f"{FOLDER}287gMOA/DecaturCountySheriffGA_WSO_MOA_031825.pdf"
    site.server.routes[address] = Reply(path.read_bytes(), kind="application/pdf", validators=True)
    linked = book(rows(), links={"G2": site.server.origin + address})  # type: ignore[arg-type]
    site.show(participatingAgencies07012025am_xlsx=linked)
    report = site.update()
    assert (report.document_count, report.documents_left, report.findings) == (1, 0, ())
    with Ledger(site.settings.ledger) as ledger:
        proposals = ledger.proposals()
        (fetch,) = [row for row in ledger.fetches() if row.role == "document"]
        mark = ledger.mark()
    assert proposals and fetch.sha256
    assert site.update().document_count == 0
    with Ledger(site.settings.ledger) as ledger:
        assert ledger.mark() == mark
