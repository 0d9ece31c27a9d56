"""From an accepted proposal to the release: the claim with its words, its act, what waits, and the same bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from review_samples import AT, ENDED, LOUDOUN, TEXT, page_of, proposed

from comity.errors import SourceError
from comity.ledger import Ledger, Proposed, Verdict
from comity.places import Gazetteer, load_gazetteer
from comity.release import current_release
from comity.release.build import build
from comity.release.reviewing import decide
from comity.settings import Settings
from comity.text.quotes import quote


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """Return the package's gazetteer, loaded once."""
    return load_gazetteer()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return an empty data folder."""
    return Settings(tmp_path / "home")


@pytest.fixture
def ledger(settings: Settings) -> Iterator[Ledger]:
    """Return its ledger."""
    with Ledger(settings.ledger) as fresh:
        yield fresh


def accept(ledger: Ledger, item: Proposed, gazetteer: Gazetteer, url: str = "", **changes: Any) -> str:
    """Propose a claim of a page and accept it, with other fields if some are given; return the proposal's id."""
    page = page_of(url=url) if url else page_of()
    (proposal_id,) = ledger.propose(page, TEXT, [item], made_by="reader", added_at=AT).new
    outcome = "edit" if changes else "accept"
    decide(ledger, [Verdict(proposal_id, outcome, "A. Reader", "read it", AT, changes)], gazetteer)
    return proposal_id


def rows(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query to the current release."""
    release = current_release(settings)
    assert release is not None
    with closing(sqlite3.connect(release.database)) as connection:
        return connection.execute(query).fetchall()


def test_an_accepted_proposal_is_a_claim_of_the_next_release(
    settings: Settings, ledger: Ledger, gazetteer: Gazetteer
) -> None:
    """With its words, place, speaker and publication; what nobody accepted is not there."""
    proposal_id = accept(ledger, proposed(attributed_to="the sheriff"), gazetteer)
    ledger.propose(page_of(), TEXT, [proposed(LOUDOUN)], made_by="model:x", added_at=AT)
    build(settings)
    query = (
        'SELECT claim_id, statement, quotation, locator, attributed_to, subject_place_geoid, "on", act_id, source, '
        "publication.title, outlet, url FROM claim JOIN publication USING (publication_id) WHERE source = 'review'"
    )
    start = TEXT.index(ENDED)
    assert rows(settings, query) == [
        (
            f"review-{proposal_id}",
            "Fairfax County, VA: end of a detention contract (happened, 2018-01-22).",
            ENDED,
            f"paragraph 2, characters {start}-{start + len(ENDED)}",
            "the sheriff, as cited by The Paper",
            "51059",
            "2018-01-22",
            "act-51059-detention_contract-end-2018-01-22",
            "review",
            "Fairfax leaves the deal",
            "The Paper",
            "https://paper.example/fairfax",
        )
    ]


def test_an_edit_publishes_what_was_accepted_and_keeps_what_was_proposed(
    settings: Settings, ledger: Ledger, gazetteer: Gazetteer
) -> None:
    """The release has the reviewer's fields, the ledger both."""
    accept(ledger, proposed(), gazetteer, action="suspend", statement="The sheriff paused the contract.")
    build(settings)
    found = rows(settings, "SELECT action, statement FROM claim WHERE claim_id LIKE 'review-%'")
    assert found == [("suspend", "The sheriff paused the contract.")]
    assert ledger.proposals()[0].fields["action"] == "end" and ledger.reviews()[0].accepted["action"] == "suspend"


def test_two_pages_of_one_act_are_one_act_with_two_claims(
    settings: Settings, ledger: Ledger, gazetteer: Gazetteer
) -> None:
    """The conflict between them stands in the act's row."""
    accept(ledger, proposed(), gazetteer)
    accept(ledger, proposed(date="2018-01-24"), gazetteer, "https://other.example/")
    build(settings)
    ((act_id, count, conflict),) = rows(
        settings,
        "SELECT act_id, claim_count, conflict FROM act WHERE act_id LIKE 'act-51059-%' AND claim_count > 1",
    )
    assert (act_id, count) == ("act-51059-detention_contract-end-2018-01-22", 2)
    assert conflict.startswith("the day: 2018-01-2")


def test_a_reopened_claim_is_held_back_and_the_release_says_so(
    settings: Settings, ledger: Ledger, gazetteer: Gazetteer
) -> None:
    """Until a person decides anew; then it is back."""
    proposal_id = accept(ledger, proposed(), gazetteer)
    changed = TEXT.replace("January 22", "January 23")
    ledger.propose(page_of(changed), changed, [], made_by="reader", added_at=AT)
    build(settings)
    told = "SELECT count(*) FROM claim WHERE claim_id LIKE 'review-%'"
    issue = "SELECT subject, message FROM issue WHERE code = 'review_reopened'"
    assert rows(settings, told) == [(0,)]
    assert [proposal_id in message for _, message in rows(settings, issue)] == [True]
    decide(ledger, [Verdict(proposal_id, "accept", "A. Reader", "the page of that day said so", AT)], gazetteer)
    build(settings)
    assert rows(settings, told) == [(1,)] and rows(settings, issue) == []


def test_reviewers_who_disagree_are_told_in_the_release(
    settings: Settings, ledger: Ledger, gazetteer: Gazetteer
) -> None:
    """The first decision stands, and the issue names both."""
    proposal_id = accept(ledger, proposed(), gazetteer)
    ledger.review([Verdict(proposal_id, "reject", "B. Reader", "another county", AT, after_id="")])
    build(settings)
    ((message,),) = rows(settings, "SELECT message FROM issue WHERE code = 'review_conflict'")
    assert "A. Reader: accept" in message and "B. Reader: reject (another county)" in message
    assert rows(settings, "SELECT count(*) FROM claim WHERE claim_id LIKE 'review-%'") == [(1,)]


def test_the_same_decisions_in_another_order_and_hour_give_the_same_release(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    """And building again leaves the release standing."""
    ids = []
    for name, order in (("one", (0, 1)), ("two", (1, 0))):
        settings = Settings(tmp_path / name)
        with Ledger(settings.ledger) as ledger:
            for at in order:
                item = (proposed(), proposed(LOUDOUN, jurisdiction_name="Loudoun County", fips5_or_null="51107"))[at]
                url, when = f"https://paper.example/{at}", f"2026-03-0{at + len(name)}T00:00:00Z"
                (proposal_id,) = ledger.propose(page_of(url=url), TEXT, [item], made_by="reader", added_at=when).new
                decide(ledger, [Verdict(proposal_id, "accept", "A. Reader", "", when)], gazetteer)
        first = build(settings).release
        assert build(settings).release.release_id == first.release_id
        ids.append(first.release_id)
    assert ids[0] == ids[1]


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "a word outside the vocabulary": ({"action": "abolish"}, "action"),
    "a place that several bear": ({"jurisdiction_name": "Salem", "jurisdiction_type": "city", "state": None,
                                   "fips5_or_null": None}, "geoid"),
    "a place that does not exist": ({"fips5_or_null": "51999"}, "geoid"),
    "a day that is none": ({"date": "2018-02-30"}, "on"),
    "a field that there is not": ({"colour": "red"}, "colour"),
    "no kind": ({"kind": None}, "kind"),
    "a statement that is none": ({"statement": "It ended"}, "statement"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "named"), FAULTS.values(), ids=FAULTS.keys())
def test_what_cannot_be_a_claim_is_refused_with_the_field(
    ledger: Ledger, gazetteer: Gazetteer, changes: dict[str, Any], named: str
) -> None:
    """At the decision, not at the build; nothing is recorded."""
    with pytest.raises(SourceError) as raised:
        accept(ledger, proposed(), gazetteer, **changes)
    assert named in f"{raised.value.where} {raised.value.problem}" and raised.value.cure
    assert ledger.reviews() == []


def test_a_claim_that_newer_rules_refuse_is_an_issue_and_the_build_goes_on(settings: Settings, ledger: Ledger) -> None:
    """Accepted under older rules: it is not published, and the release says why."""
    item = msgspec.structs.replace(proposed(), fields={**proposed().fields, "action": "abolish"})
    (proposal_id,) = ledger.propose(page_of(), TEXT, [item], made_by="reader", added_at=AT).new
    ledger.review([Verdict(proposal_id, "accept", "A. Reader", "", AT)])
    build(settings)
    ((subject, message),) = rows(settings, "SELECT subject, message FROM issue WHERE code = 'review_fault'")
    assert subject == proposal_id and "abolish" in message


@pytest.mark.parametrize(
    ("name", "kind", "state", "geoid"),
    [
        ("Richmond", "city", "VA", "51760"),
        ("Virginia", "state", "VA", "51"),
        ("Arcadia", "city", "FL", "1201750"),
        ("Bossier Parish", "parish", "LA", "22015"),
    ],
)
def test_a_place_is_found_by_its_name_and_kind(
    settings: Settings, ledger: Ledger, gazetteer: Gazetteer, name: str, kind: str, state: str, geoid: str
) -> None:
    """Where the reader gives no code of a county."""
    fields = {"jurisdiction_name": name, "jurisdiction_type": kind, "state": state, "fips5_or_null": None}
    accept(ledger, proposed(**fields), gazetteer)
    build(settings)
    assert rows(settings, "SELECT subject_place_geoid FROM claim WHERE claim_id LIKE 'review-%'") == [(geoid,)]


def test_relations_and_elections_become_claims(settings: Settings, ledger: Ledger, gazetteer: Gazetteer) -> None:
    """With object, office and stage; an accepted election adds no contest of its own to the calendars."""
    words = "Loudoun County"
    start = TEXT.index(words)
    quotation = quote(TEXT, start, start + len(words))
    tie = {"subject": "A Fund", "relation": "donated_to", "object": "B League", "amount_usd": 5000.0, "date": "2018"}
    held = {"office": "sheriff", "jurisdiction_name": "Loudoun County", "state": "VA", "fips5_or_null": "51107",
            "kind": "general", "date": "2019-11-05", "candidates": ["A. One", "B. Two"], "winner": None}  # fmt: skip
    for kind, fields in (("relation", tie), ("election", held)):
        accept(ledger, Proposed(kind, fields, quotation, "rule"), gazetteer)
    build(settings)
    columns = "kind, statement, relation, object, office, stage, note"
    assert rows(settings, f"SELECT {columns} FROM claim WHERE claim_id LIKE 'review-%' ORDER BY kind") == [
        ("election", "Loudoun County, VA: general election of sheriff (2019-11-05).", "", "", "sheriff", "general",
         "Candidates: A. One; B. Two."),
        ("relation", "A Fund gave to B League ($5,000).", "donated_to", "B League", "", "", ""),
    ]  # fmt: skip
    assert rows(settings, "SELECT count(*) FROM contest WHERE kind = 'special' AND unit_id LIKE '%loudoun%'") == [(0,)]
