"""Claims, decisions, runs and issues: added, read back, withdrawn by another row."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_samples import AT

from comity.errors import NotFoundError, RecordError
from comity.ledger import Decision, Issue, Ledger
from comity.ledger.decisions import in_force
from comity.model import Claim

CLAIM = Claim("c-1", "p-1", "51059", "Fairfax County", "287g", "joined", "reported", "It joined.", "the paper")
DECISION = Decision("d-1", "same", "a", "b", "the same document", "rule:moa", AT)


class Paper(msgspec.Struct):
    """A publication as a source of claims might shape it."""

    title: str


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a fresh ledger."""
    with Ledger(tmp_path / "ledger.sqlite") as fresh:
        yield fresh


def test_claims_come_back_sorted_and_once(ledger: Ledger) -> None:
    """The same claims again change nothing."""
    other = msgspec.structs.replace(CLAIM, claim_id="b-1", covers=("x", "y"), count=3)
    assert ledger.add_claims([CLAIM, other], added_at=AT) == 2
    assert ledger.add_claims([CLAIM, other], added_at=AT) == 0
    assert ledger.claims() == [other, CLAIM]


def test_a_claim_worded_anew_replaces_its_wording_and_keeps_the_old_row(ledger: Ledger) -> None:
    """The latest wording counts, also when it goes back to the first."""
    anew = msgspec.structs.replace(CLAIM, statement="It joined on 1 May.")
    for claim in (CLAIM, anew, CLAIM, anew):
        assert ledger.add_claims([claim], added_at=AT) == 1
        assert ledger.claims() == [claim]


def test_claims_enter_with_their_publications_or_not_at_all(ledger: Ledger) -> None:
    """A claim that cannot be stored takes its publication back with it."""
    broken = msgspec.structs.replace(CLAIM, claim_id="\ud800")
    with pytest.raises((RecordError, UnicodeEncodeError)):
        ledger.add_claims([CLAIM, broken], added_at=AT, publications={"p-1": Paper("The Paper")})
    assert ledger.claims() == []
    assert ledger.claim_publications() == {}
    ledger.add_claims([CLAIM], added_at=AT, publications={"p-2": Paper("B"), "p-1": Paper("A")})
    assert ledger.claim_publications() == {"p-1": b'{"title":"A"}', "p-2": b'{"title":"B"}'}


def test_a_decision_stands_until_it_is_withdrawn(ledger: Ledger) -> None:
    """The withdrawal is another row with its own reason; both stay on file."""
    taken_back = Decision("d-2", "same", "a", "b", "two documents after all", "A. Reviewer", AT, withdraws="d-1")
    ledger.add_decision(DECISION)
    assert ledger.decisions() == [DECISION]
    ledger.add_decision(taken_back)
    assert ledger.decisions() == []
    assert ledger.decisions(withdrawn=True) == [DECISION, taken_back]


def test_only_a_decision_that_was_made_can_be_withdrawn(ledger: Ledger) -> None:
    """An id that does not exist is named."""
    with pytest.raises(NotFoundError, match="d-9"):
        ledger.add_decision(msgspec.structs.replace(DECISION, withdraws="d-9"))
    assert ledger.decisions(withdrawn=True) == []


@pytest.mark.parametrize("fault", [{"kind": "perhaps"}, {"reason": ""}, {"decided_by": ""}])
def test_a_decision_has_a_known_kind_a_reason_and_an_author(ledger: Ledger, fault: dict[str, str]) -> None:
    """What lacks one of them does not enter."""
    with pytest.raises(RecordError):
        ledger.add_decision(msgspec.structs.replace(DECISION, **fault))
    assert ledger.decisions(withdrawn=True) == []


def test_one_id_is_one_decision(ledger: Ledger) -> None:
    """A second decision under a known id is refused, not merged."""
    ledger.add_decision(DECISION)
    with pytest.raises(RecordError, match="already there"):
        ledger.add_decision(msgspec.structs.replace(DECISION, right="c"))
    assert ledger.decisions() == [DECISION]


@given(st.lists(st.integers(0, 9), max_size=9))
def test_withdrawals_of_withdrawals_restore(targets: list[int]) -> None:
    """A decision stands exactly if no standing withdrawal names it."""
    rows = [DECISION]
    for number, target in enumerate(targets):
        withdrawn = rows[target % len(rows)].decision_id
        rows.append(msgspec.structs.replace(DECISION, decision_id=f"w-{number}", withdraws=withdrawn))

    def stands(row: Decision) -> bool:
        return not any(later.withdraws == row.decision_id and stands(later) for later in rows)

    assert in_force(rows) == [row for row in rows if not row.withdraws and stands(row)]


def test_a_run_that_never_ended_shows_no_outcome(ledger: Ledger) -> None:
    """Newest first; a killed command is told from one that failed."""
    first = ledger.start_run("add ice-287g a.xlsx", started_at=AT)
    ledger.finish_run(first, finished_at=AT, outcome="failed", counts={"refused": 2, "accepted": 1})
    second = ledger.start_run("build", started_at=AT)
    killed, failed = ledger.runs()
    assert (killed.run_id, killed.outcome, killed.finished_at, killed.counts) == (second, "", "", {})
    assert (failed.command, failed.outcome, failed.counts) == (
        "add ice-287g a.xlsx",
        "failed",
        {"accepted": 1, "refused": 2},
    )
    assert len(ledger.runs(limit=1)) == 1


def test_a_run_ends_once(ledger: Ledger) -> None:
    """A second end is refused, and so is the end of a run that never began."""
    run = ledger.start_run("build", started_at=AT)
    ledger.finish_run(run, finished_at=AT, outcome="done", counts={})
    for number in (run, 99):
        with pytest.raises(RecordError):
            ledger.finish_run(number, finished_at=AT, outcome="again", counts={})
    assert [found.outcome for found in ledger.runs()] == ["done"]


def test_issues_come_back_in_the_order_of_adding(ledger: Ledger) -> None:
    """What belongs to no row of a list is kept beside them."""
    issues = [Issue("a.xlsx", "gap", "no list for a month", AT), Issue("TX", "odd", "=1", AT)]
    ledger.add_issues(issues)
    assert ledger.issues() == issues
