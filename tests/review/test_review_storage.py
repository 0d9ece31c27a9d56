"""Proposals and decisions in the ledger: added once, decided by people, opened again when the page changes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from review_samples import AT, ENDED, LOUDOUN, TEXT, URL, page_of, proposed

from comity.errors import NotFoundError, UsageError
from comity.ledger import Ledger, ProposeOutcome, Recorded, Verdict, schema
from comity.text.quotes import Quotation

CHANGED = TEXT.replace("ended its agreement with ICE on January 22, 2018", "kept its agreement with ICE")
LONGER = "A correction was added.\n\n" + TEXT


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a fresh ledger."""
    with Ledger(tmp_path / "ledger.sqlite") as fresh:
        yield fresh


def propose(ledger: Ledger, *items: str, text: str = TEXT, made_by: str = "reader", **more: str) -> ProposeOutcome:
    """Propose claims that rest on these words of a page's text."""
    found = [proposed(words, text, **more) for words in items]
    return ledger.propose(page_of(text), text, found, made_by=made_by, added_at=AT)


def decide(
    ledger: Ledger, proposal_id: str, outcome: str = "accept", by: str = "A. Reader", **more: object
) -> Recorded:
    """Record one decision."""
    reason = str(more.pop("reason", "read it"))
    return ledger.review([Verdict(proposal_id, outcome, by, reason, AT, **more)])[0]  # type: ignore[arg-type]


def status(ledger: Ledger, proposal_id: str) -> str:
    """Return where a proposal stands."""
    standing = ledger.standings().get(proposal_id)
    return standing.status if standing else "open"


def test_a_proposal_comes_back_whole(ledger: Ledger) -> None:
    """Page, words, selector, locator, fields, maker and rule are what was given."""
    item = proposed()
    (proposal_id,) = propose(ledger, ENDED).new
    found = ledger.proposal(proposal_id)
    assert found is not None and [found] == ledger.proposals()
    assert (found.page, found.fields, found.quotation) == (page_of(), dict(item.fields), item.quotation)
    start = TEXT.index(ENDED)
    assert found.locator == f"paragraph 2, characters {start}-{start + len(ENDED)}"
    assert (found.kind, found.made_by, found.rule, found.added_at) == ("event", "reader", "ended-agreement", AT)
    assert found.quotation.prefix.endswith("deal\n\n") and found.quotation.suffix.startswith(" The sheriff")
    assert ledger.proposal("none") is None


def test_the_same_reading_again_changes_nothing(ledger: Ledger) -> None:
    """Known proposals are named as such, and no row is added."""
    first = propose(ledger, ENDED, LOUDOUN)
    before = [tuple(ledger._connection.execute(f"SELECT count(*) FROM {name}")) for name in schema.MADE_IN]
    again = propose(ledger, ENDED, LOUDOUN)
    assert again == ProposeOutcome(known=first.new)
    assert before == [tuple(ledger._connection.execute(f"SELECT count(*) FROM {name}")) for name in schema.MADE_IN]


@pytest.mark.parametrize(
    "quotation",
    [
        Quotation("Fairfax County left it", 25, 47),
        Quotation(ENDED, 0, len(ENDED)),
        Quotation("", 0, 0),
        Quotation(ENDED, TEXT.index(ENDED), 9999999),
    ],
)
def test_words_that_do_not_stand_there_are_refused_and_nothing_enters(ledger: Ledger, quotation: Quotation) -> None:
    """No maker, a model least of all, is believed on what a page says."""
    wrong = msgspec.structs.replace(proposed(), quotation=quotation)
    with pytest.raises(UsageError, match="does not hold"):
        ledger.propose(page_of(), TEXT, [proposed(LOUDOUN), wrong], made_by="model:x", added_at=AT)
    assert ledger.proposals() == []


def test_a_documents_page_is_told_by_its_number(ledger: Ledger) -> None:
    """Words on the second page of three are proved there and located there."""
    item = msgspec.structs.replace(proposed(), sheet=2)
    ledger.propose(page_of(), ["one", TEXT, "three"], [item], made_by="moa", added_at=AT)
    assert ledger.proposals()[0].locator.startswith("page 2, characters ")
    with pytest.raises(UsageError):
        ledger.propose(page_of(), ["one", "two"], [item], made_by="moa", added_at=AT)


@pytest.mark.parametrize(
    ("outcome", "expected"), [("accept", "accepted"), ("reject", "rejected"), ("later", "later"), ("edit", "accepted")]
)
def test_a_decision_is_recorded_with_who_when_and_why(ledger: Ledger, outcome: str, expected: str) -> None:
    """An edit also keeps what was accepted in place of what was proposed."""
    (proposal_id,) = propose(ledger, ENDED).new
    accepted = {"action": "suspend"} if outcome == "edit" else {}
    recorded = decide(ledger, proposal_id, outcome, accepted=accepted)
    assert recorded.became == "recorded" and status(ledger, proposal_id) == expected
    (row,) = ledger.reviews()
    assert (row.decided_by, row.decided_at, row.reason, row.accepted) == ("A. Reader", AT, "read it", accepted)
    assert decide(ledger, proposal_id, outcome, accepted=accepted).became == "agrees"


@pytest.mark.parametrize(
    "fault",
    [
        {"outcome": "reopened"},
        {"outcome": "maybe"},
        {"by": " "},
        {"outcome": "reject", "reason": " "},
        {"outcome": "edit", "reason": " ", "accepted": {"a": 1}},
        {"outcome": "edit"},
        {"outcome": "accept", "accepted": {"a": 1}},
    ],
)
def test_a_decision_that_says_too_little_is_refused(ledger: Ledger, fault: dict[str, object]) -> None:
    """A known word, a name, a reason where something is turned down or changed, fields with an edit alone."""
    (proposal_id,) = propose(ledger, ENDED).new
    with pytest.raises(UsageError):
        decide(ledger, proposal_id, **fault)  # type: ignore[arg-type]
    assert ledger.reviews() == []


def test_a_proposal_that_does_not_exist_is_named(ledger: Ledger) -> None:
    """And nothing else of the same call is recorded."""
    (proposal_id,) = propose(ledger, ENDED).new
    verdicts = [Verdict(known, "accept", "A. Reader", "", AT) for known in (proposal_id, "nowhere")]
    with pytest.raises(NotFoundError, match="nowhere"):
        ledger.review(verdicts)
    assert ledger.reviews() == []


@pytest.mark.parametrize("outcome", ["accept", "reject"])
def test_a_changed_page_that_no_longer_says_it_reopens_the_decision(ledger: Ledger, outcome: str) -> None:
    """Whatever was decided; the reason says so, and a new decision closes it."""
    (proposal_id,) = propose(ledger, ENDED).new
    decide(ledger, proposal_id, outcome)
    assert propose(ledger, text=CHANGED).reopened == (proposal_id,)
    assert status(ledger, proposal_id) == "reopened" and "no longer holds" in ledger.reviews()[-1].reason
    assert propose(ledger, text=CHANGED) == ProposeOutcome()
    decide(ledger, proposal_id, "accept", reason="the old page said so")
    assert status(ledger, proposal_id) == "accepted"
    assert propose(ledger, text=CHANGED) == ProposeOutcome() and status(ledger, proposal_id) == "accepted"


def test_a_changed_page_that_is_read_otherwise_reopens_the_decision(ledger: Ledger) -> None:
    """The words stand and mean something else now: the new reading is open, and the old one again."""
    (proposal_id,) = propose(ledger, ENDED).new
    decide(ledger, proposal_id)
    again = propose(ledger, ENDED, text=LONGER, date="2018-01-23")
    assert again.reopened == (proposal_id,) and len(again.new) == 1


def test_a_changed_page_that_still_says_it_reopens_nothing(ledger: Ledger) -> None:
    """Words that moved down the page are the same proposal, also where only spaces changed."""
    (proposal_id,) = propose(ledger, ENDED).new
    decide(ledger, proposal_id)
    assert propose(ledger, ENDED, text=LONGER) == ProposeOutcome(known=(proposal_id,))
    assert propose(ledger, LOUDOUN, text=TEXT.replace(" ended", "\n ended")).reopened == ()
    assert status(ledger, proposal_id) == "accepted"


def test_newer_rules_alone_reopen_nothing(ledger: Ledger) -> None:
    """The text is the one that was decided on; what nobody decided on is offered no longer."""
    decided, undecided = propose(ledger, ENDED, LOUDOUN).new
    decide(ledger, decided)
    assert propose(ledger) == ProposeOutcome(outdated=(undecided,))
    assert (status(ledger, decided), status(ledger, undecided)) == ("accepted", "outdated")
    assert propose(ledger, ENDED, LOUDOUN).reopened == (undecided,)
    assert status(ledger, undecided) == "reopened"


def test_one_maker_says_nothing_of_anothers_proposals(ledger: Ledger) -> None:
    """A model that proposes less takes nothing of the reader's off; a page that lost the words does."""
    (readers,) = propose(ledger, ENDED).new
    assert propose(ledger, made_by="model:x") == ProposeOutcome()
    (models,) = propose(ledger, ENDED, made_by="model:x").new
    assert models != readers
    assert set(propose(ledger, text=CHANGED, made_by="model:x").outdated) == {readers, models}


def test_a_page_at_another_address_is_another_page(ledger: Ledger) -> None:
    """The same words elsewhere are another proposal, and the first page's change does not touch it."""
    (here,) = propose(ledger, ENDED).new
    there = ledger.propose(page_of(url=URL + "/2"), TEXT, [proposed()], made_by="reader", added_at=AT)
    assert there.new != (here,) and propose(ledger, text=CHANGED).outdated == (here,)
    assert status(ledger, there.new[0]) == "open"


def test_two_reviewers_who_did_not_see_each_other_are_both_shown(ledger: Ledger) -> None:
    """The second decision changes nothing until somebody settles it with both in view."""
    (proposal_id,) = propose(ledger, ENDED).new
    decide(ledger, proposal_id, "accept", after_id="")
    second = decide(ledger, proposal_id, "reject", by="B. Reader", after_id="")
    assert second.became == "conflict" and second.standing is not None and second.standing.decided_by == "A. Reader"
    assert decide(ledger, proposal_id, "reject", by="B. Reader", after_id="").became == "known"
    standing = ledger.standings()[proposal_id]
    assert standing.status == "accepted" and [row.decided_by for row in standing.contested_by] == ["B. Reader"]
    assert decide(ledger, proposal_id, "reject", by="C. Reader").became == "recorded"
    assert ledger.standings()[proposal_id].contested_by == () and status(ledger, proposal_id) == "rejected"


def test_a_decision_made_before_the_page_changed_is_stale(ledger: Ledger) -> None:
    """It was made on words that the page no longer holds; so is one that the same person has since replaced."""
    (proposal_id,) = propose(ledger, ENDED).new
    seen = decide(ledger, proposal_id).review.review_id
    propose(ledger, text=CHANGED)
    assert decide(ledger, proposal_id, "reject", by="B. Reader", after_id=seen).became == "stale"
    assert status(ledger, proposal_id) == "reopened"
    decide(ledger, proposal_id, "reject")
    assert decide(ledger, proposal_id, "later", after_id=seen).became == "stale"


def test_a_ledger_of_the_first_version_is_brought_up_and_keeps_its_rows(tmp_path: Path) -> None:
    """Writing makes the new tables, with their guards; reading an old one finds no proposals and writes nothing."""
    path = tmp_path / "ledger.sqlite"
    with Ledger(path) as ledger:
        ledger.start_run("add", started_at=AT)
    with closing(sqlite3.connect(path)) as other:
        for table in reversed(list(schema.MADE_IN)):
            other.execute(f"DROP TABLE {table}")
        other.execute("PRAGMA user_version = 1")
    with Ledger(path, read_only=True) as old:
        assert (old.proposals(), old.reviews(), old.standings()) == ([], [], {})
        assert old._connection.execute("PRAGMA user_version").fetchone() == (1,)
    with Ledger(path) as ledger:
        (proposal_id,) = propose(ledger, ENDED).new
        assert decide(ledger, proposal_id).became == "recorded" and len(ledger.runs()) == 1
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            other.execute("DELETE FROM proposal")
