"""Which pages are read at all."""

import json
from pathlib import Path

import pytest

from comity.reader.page import read_page
from comity.reader.records import Page
from comity.reader.scope import Subject, own_scope

SUBJECTS = own_scope().subjects


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda one: one.id)
def test_a_subject_is_named_by_its_examples_and_by_none_of_the_others(subject: Subject) -> None:
    """Each example puts a page in scope by this subject; a counter-example by none."""
    assert subject.meaning.endswith(".") and subject.examples and subject.counter_examples
    for text in subject.examples:
        assert subject.id in own_scope().subjects_of(text), text
    for text in subject.counter_examples:
        assert not own_scope().subjects_of(text), text


def test_every_company_is_needed_by_a_subject() -> None:
    """No list of words stands there for nothing, and none is missing."""
    assert {one.company for one in SUBJECTS} - {""} == {one.id for one in own_scope().companies}


def test_case_quotes_and_neighbours_do_not_hide_a_word() -> None:
    """Capitals, typographic quotes and signs around a word are the same word; letters around it are another."""
    scope = own_scope()
    assert scope.subjects_of("“ICE” agents") and scope.subjects_of("(287(g))") and scope.subjects_of("DETAINERS.")
    assert scope.subjects_of("İstanbul ICE") and not scope.subjects_of("Ice on the river")
    assert scope.subjects_of("the STATE’S ATTORNEY won the primary")
    assert not scope.subjects_of("nice services justice policed") and not scope.subjects_of("")
    assert not scope.subjects_of("éICE") and not scope.subjects_of("ICEé") and scope.subjects_of("é ICE é")


def test_a_company_is_none_within_a_phrase_that_means_something_else() -> None:
    """A county called Grant is no grant and electricity no election; beside them the words still count."""
    scope = own_scope()
    assert not scope.subjects_of("The Grant County sheriff's office has no electricity.")
    assert scope.subjects_of("The Grant County sheriff's office won a grant.")
    assert scope.subjects_of("The sheriff lost the election; the electric company said nothing.")


def test_a_page_out_of_scope_proposes_nothing_and_a_plain_reading_agrees() -> None:
    """A page about nothing of this is passed over; looking at every sentence finds nothing either."""
    text = "The choir sang on Tuesday. The mayor of Granite County ended his agreement with the orchestra in May 2019."
    for is_plain in (False, True):
        reading = read_page(Page("p", text), is_plain=is_plain)
        assert not (reading.events or reading.relations or reading.elections)


@pytest.mark.real
def test_every_labelled_page_with_a_claim_is_in_scope(shared_data: Path) -> None:
    """No page on which a person found an event, a relation or an election is passed over."""
    folder = shared_data / "articles"
    texts = {one["id"]: one for one in map(json.loads, (folder / "pages.jsonl").read_text().splitlines())}
    gold = list(map(json.loads, (folder / "gold.jsonl").read_text().splitlines()))
    labelled = [one["id"] for one in gold if one["events"] or one["relations"] or one["elections"]]
    passed_over = [key for key in labelled if not own_scope().subjects_of(texts[key]["text"])]
    assert len(labelled) > 100 and passed_over == []
