"""The loader: what a claims file must be, and what it says when it is not."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import SourceError
from comity.sources.curated import load_claims, read_claims_file
from comity.sources.curated.vocabulary import Action, ClaimStatus, Instrument

PUBLICATION = """
[publication]
id = "example-page"
title = "A page"
outlet = "The Outlet"
kind = "official_page"
published_on = "2018-07-10"
published_on_precision = "day"
published_on_words = "July 10, 2018"
url = "https://example.org/page"
"""
DECISION = """
[[claim]]
id = "example-ends"
kind = "local_decision"
place = { state = "VA", geoid = "51059", name = "Fairfax County, Virginia" }
agency = "Fairfax County Sheriff's Office"
instrument = "detention_contract"
action = "end"
status = "announced"
on = "2018-05-23"
on_precision = "day"
on_words = "May 23, 2018"
actor = "the sheriff"
statement = "The county ends a contract."
quotation = "will end its contract"
locator = "last paragraph"
attributed_to = ["The Sheriff", "The Outlet"]
note = "A note."
"""
LAW = """
[[claim]]
id = "example-law"
kind = "legal_mandate"
place = { state = "FL", geoid = "12", name = "Florida" }
instrument = "state_law"
action = "expand"
status = "in_force"
statement = "The state requires an agreement."
quotation = "must enter into a written agreement"
locator = "section 1"
attributed_to = ["The Outlet"]
[claim.law]
effect = "compels"
covers = ["287g"]
applies_to = ["sheriff"]
citation = "Statutes 1.1"
checked = "read"
valid_from = "2025-02-13"
dates_checked = "recalled"
"""
RELATION = """
[[claim]]
id = "example-relation"
kind = "relation"
subject = "The Page"
status = "stated"
statement = "The Page is a publication of The House."
quotation = "The Page, a publication of The House"
locator = "first paragraph"
attributed_to = ["The Outlet"]
[claim.relation]
kind = "publication_of"
object = "The House"
"""
COUNT = """
[[claim]]
id = "example-count"
kind = "count"
place = { state = "US", geoid = "", name = "United States" }
statement = "There are 78."
quotation = "78 jurisdictions"
locator = "first paragraph"
attributed_to = ["The Outlet"]
[claim.count]
value = 78
counted = "jurisdictions"
"""
ELECTION = """
[[claim]]
id = "example-election"
kind = "election"
place = { state = "AZ", geoid = "04013", name = "Maricopa County" }
status = "announced"
on = "2022-11-08"
on_precision = "day"
on_words = "November 8, 2022"
statement = "The unexpired term is filled at the general election."
quotation = "to fill the vacancy"
locator = "notice, item 2"
attributed_to = ["The Outlet"]
[claim.election]
office = "prosecutor"
stage = "general"
"""
WHOLE = PUBLICATION + DECISION + LAW + RELATION + COUNT + ELECTION


def write(folder: Path, text: str, name: str = "example-page.toml") -> Path:
    """Write a claims file and return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_file_becomes_records_field_by_field(tmp_path: Path) -> None:
    """Every field that is written comes out in the record, under the record's name."""
    write(tmp_path, WHOLE)
    record = load_claims(tmp_path)
    assert [publication.publication_id for publication in record.publications] == ["example-page"]
    decision, law, relation, count, election = record.claims
    assert (decision.claim_id, decision.publication_id, decision.kind) == (
        "example-ends",
        "example-page",
        "local_decision",
    )
    assert (decision.subject, decision.subject_state, decision.subject_place_geoid) == (
        "Fairfax County, Virginia",
        "VA",
        "51059",
    )
    assert (decision.instrument, decision.action, decision.status) == ("detention_contract", "end", "announced")
    assert (decision.on, decision.on_precision, decision.on_words) == ("2018-05-23", "day", "May 23, 2018")
    assert (decision.agency, decision.actor, decision.note) == (
        "Fairfax County Sheriff's Office",
        "the sheriff",
        "A note.",
    )
    assert (decision.quotation, decision.locator) == ("will end its contract", "last paragraph")
    assert decision.count is None
    assert (law.effect, law.covers, law.applies_to, law.citation) == (
        "compels",
        ("287g",),
        ("sheriff",),
        "Statutes 1.1",
    )
    assert (law.valid_from, law.valid_until, law.checked, law.dates_checked) == ("2025-02-13", "", "read", "recalled")
    assert (relation.subject, relation.relation, relation.object) == ("The Page", "publication_of", "The House")
    assert (relation.subject_state, relation.subject_place_geoid) == ("", "")
    assert (count.count, count.counted, count.subject_state) == (78, "jurisdictions", "US")
    assert (election.office, election.stage, election.on) == ("prosecutor", "general", "2022-11-08")


def test_an_attribution_is_a_chain_from_the_first_speaker_to_the_outlet(tmp_path: Path) -> None:
    """Who said it stands first, who passed it on after."""
    write(tmp_path, PUBLICATION + DECISION)
    assert load_claims(tmp_path).claims[0].attributed_to == "The Sheriff, as cited by The Outlet"


def test_records_come_in_the_order_of_names_and_of_the_files(tmp_path: Path) -> None:
    """The order does not depend on the order in which the files were made."""
    second = (PUBLICATION + DECISION).replace("example-page", "b-page").replace("example-ends", "b-ends")
    first = (PUBLICATION + COUNT + RELATION).replace("example-page", "a-page")
    write(tmp_path, second, "b-page.toml")
    write(tmp_path, first, "a-page.toml")
    record = load_claims(tmp_path)
    assert [claim.claim_id for claim in record.claims] == ["example-count", "example-relation", "b-ends"]


FAULTS = [
    # what is replaced, by what, the field that the error names, a word of its cure or problem
    ('kind = "official_page"', 'kind = "blog"', "publication.kind", "use one of statute, order, official_page"),
    ('outlet = "The Outlet"\nkind', 'outlet = "The Outlet"\ncolor = "x"\nkind', "publication", "color"),
    ('title = "A page"\n', "", "publication", "title"),
    ('title = "A page"', 'title = " "', "publication: title", "empty"),
    ('published_on = "2018-07-10"', 'published_on = "2018-02-30"', "publication: published_on", "2018-02-30"),
    ('published_on = "2018-07-10"', 'published_on = "2018-07"', "publication: published_on", "2018-07-10"),
    ('published_on_words = "July 10, 2018"\n', "", "published_on_words", "reckoning"),
    ('url = "https://example.org/page"', 'url = "example.org"', "publication: url", "whole address"),
    ('url = "https', 'sha256 = "ABC"\nurl = "https', "publication: sha256", "64"),
    ('url = "https', 'published_not_after = "2019"\nurl = "https', "published_not_after", "2018-07-10"),
    ('id = "example-ends"', 'id = "Example Ends"', "claim Example Ends: id", "hyphens"),
    ('action = "end"', 'action = "finish"', "claim example-ends: action", "use one of start, expand"),
    ('status = "announced"\non = "2018', 'status = "done"\non = "2018', "claim example-ends: status", "'done'"),
    ('actor = "the sheriff"', 'author = "the sheriff"', "claim example-ends", "author"),
    ('instrument = "detention_contract"', 'instrument = "287(g)"', "claim example-ends: instrument", "287(g)"),
    ('on = "2018-05-23"', 'on = "May 2018"', "claim example-ends: on", "2018-07-10"),
    ('on_words = "May 23, 2018"\n', "", "claim example-ends: on_words", "reckoning"),
    ('geoid = "51059"', 'geoid = "5105"', "claim example-ends: place.geoid", "GEOID"),
    ('geoid = "51059"', 'geoid = ""', "claim example-ends: place.geoid", "only the country"),
    ('state = "VA"', 'state = "Va"', "claim example-ends: place.state", "two capital letters"),
    ('name = "Fairfax County, Virginia"', 'name = ""', "claim example-ends: place.name", "prints"),
    ('"The county ends a contract."', '"the county ends"', "claim example-ends: statement", "full stop"),
    ('"The county ends a contract."', '"' + "a" * 400 + '."', "claim example-ends: statement", "401"),
    ('quotation = "will end its contract"\n', "", "claim example-ends: quotation", "missing"),
    ('"will end its contract"', '"' + "word " * 60 + 'word"', "claim example-ends: quotation", "61 words"),
    ('"will end its contract"', '"will end "', "claim example-ends: quotation", "words alone"),
    ('locator = "last paragraph"\n', "", "claim example-ends: locator", "missing"),
    ('["The Sheriff", "The Outlet"]', "[]", "claim example-ends: attributed_to", "who says so"),
    ('["The Sheriff", "The Outlet"]', '["The Sheriff"]', "claim example-ends: attributed_to", "'The Outlet'"),
    ('kind = "local_decision"', 'kind = "count"', "claim example-ends: count", "[claim.count]"),
    ('kind = "relation"', 'kind = "statement"', "claim example-relation: relation", "remove it"),
    ('kind = "legal_mandate"', 'kind = "practice"', "claim example-law: law", "legal_mandate"),
    (
        'effect = "compels"',
        'effect = "forces"',
        "claim example-law: law.effect",
        "use one of compels, forbids, limits, permits",
    ),
    ('covers = ["287g"]', "covers = []", "claim example-law: law.covers", "instrument"),
    (
        'applies_to = ["sheriff"]',
        'applies_to = ["mayor"]',
        "claim example-law: law.applies_to[0]",
        "use one of sheriff, municipal_police",
    ),
    ('citation = "Statutes 1.1"', 'citation = ""', "claim example-law: law.citation", "section"),
    ('valid_from = "2025-02-13"', 'valid_from = "2025"', "claim example-law: law.valid_from", "not known"),
    ('dates_checked = "recalled"\n', "", "claim example-law: law.dates_checked", "recalled"),
    ('checked = "read"', 'checked = "recalled"', "claim example-law: quotation", "read"),
    (
        'valid_from = "2025-02-13"',
        'valid_from = "2025-02-13"\nvalid_until = "2025-02-13"',
        "claim example-law: law.valid_until",
        "first day",
    ),
    (
        'on = "2022-11-08"\non_precision = "day"',
        'on = "2022"\non_precision = "year"',
        "claim example-election: on",
        "day",
    ),
    ('office = "prosecutor"', 'office = "coroner"', "claim example-election: election.office", "'coroner'"),
    ('stage = "general"', 'stage = "recount"', "claim example-election: election.stage", "'recount'"),
    ("value = 78", 'value = "78"', "claim example-count: count.value", "int"),
    ('id = "example-count"', 'id = "example-law"', "id", "already"),
    ('subject = "The Page"\n', "", "claim example-relation: subject", "what the claim is about"),
]


@pytest.mark.parametrize(("old", "new", "field", "word"), FAULTS, ids=[f"{f[2]}-{f[1][:24]}" for f in FAULTS])
def test_a_fault_names_file_field_and_cure(tmp_path: Path, old: str, new: str, field: str, word: str) -> None:
    """One wrong thing in a good file stops the load with one sentence: file, claim and field, problem, cure."""
    assert old in WHOLE
    write(tmp_path, WHOLE.replace(old, new, 1))
    with pytest.raises(SourceError) as caught:
        load_claims(tmp_path)
    error = caught.value
    assert error.where.startswith("example-page.toml") and error.where.endswith(field)
    assert word in str(error)
    assert error.problem and error.cure and "\n" not in str(error)


def test_the_good_file_of_these_tests_is_good(tmp_path: Path) -> None:
    """Without a fault the same file loads, so that each fault is the cause of its error."""
    assert len(read_claims_file(write(tmp_path, WHOLE)).claim) == 5


def test_a_claim_that_needs_a_place_says_so(tmp_path: Path) -> None:
    """A decision with no place is refused."""
    line = 'place = { state = "VA", geoid = "51059", name = "Fairfax County, Virginia" }'
    write(tmp_path, (PUBLICATION + DECISION).replace(line, 'subject = "Fairfax County"'))
    with pytest.raises(SourceError, match="place: is missing, and a local_decision needs one"):
        load_claims(tmp_path)


def test_where_bytes_are_held_a_locator_must_be_a_span_of_the_right_length(tmp_path: Path) -> None:
    """With a SHA-256 the words can be proved, so the locator must say where they stand, and fit them."""
    held = (PUBLICATION + DECISION).replace("url =", f'sha256 = "{"a" * 64}"\nurl =')
    write(tmp_path, held)
    with pytest.raises(SourceError, match="locator: 'last paragraph' is no span"):
        load_claims(tmp_path)
    write(tmp_path, held.replace('"last paragraph"', '"paragraph 2, characters 10-30"'))
    with pytest.raises(SourceError, match="spans 20 characters of 21"):
        load_claims(tmp_path)
    write(tmp_path, held.replace('"last paragraph"', '"paragraph 2, characters 10-31"'))
    assert load_claims(tmp_path).claims[0].locator == "paragraph 2, characters 10-31"


def test_a_law_that_is_only_recalled_needs_no_quotation_but_a_citation(tmp_path: Path) -> None:
    """What nobody read is not quoted; it is marked."""
    text = (PUBLICATION + LAW).replace('checked = "read"', 'checked = "recalled"', 1)
    text = text.replace('quotation = "must enter into a written agreement"\nlocator = "section 1"\n', "")
    write(tmp_path, text)
    claim = load_claims(tmp_path).claims[0]
    assert (claim.checked, claim.quotation, claim.citation) == ("recalled", "", "Statutes 1.1")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"[publication\n", "is not TOML"),
        (b"id = \xff", "not UTF-8 at byte 5"),
        (b"", "publication"),
        (b"claim = 3\n", "claim: Expected 'array'"),
        (PUBLICATION.encode() + b'claim = ["x"]\n', "claim"),
        (b'claim = ["x"]\n' + PUBLICATION.encode(), "that is no table"),
    ],
)
def test_a_file_that_is_no_claims_file_ends_in_one_sentence(tmp_path: Path, content: bytes, problem: str) -> None:
    """Bytes that are not TOML, not UTF-8 or of another shape raise SourceError, never a traceback of another kind."""
    (tmp_path / "example-page.toml").write_bytes(content)
    with pytest.raises(SourceError, match=re.escape(problem)) as caught:
        load_claims(tmp_path)
    assert caught.value.where.startswith("example-page.toml")


def test_a_file_is_named_by_its_publication(tmp_path: Path) -> None:
    """A file whose name differs from its publication's id is refused with the name that it should have."""
    write(tmp_path, PUBLICATION + DECISION, "other.toml")
    with pytest.raises(SourceError, match=r"name the file example-page\.toml"):
        load_claims(tmp_path)


def test_one_id_may_not_stand_in_two_files(tmp_path: Path) -> None:
    """A claim's id is unique across all files, and the error names both."""
    write(tmp_path, PUBLICATION + DECISION)
    write(tmp_path, (PUBLICATION + DECISION).replace("example-page", "other-page"), "other-page.toml")
    with pytest.raises(SourceError, match=r"other-page\.toml: id: claim id .* stands in example-page\.toml"):
        load_claims(tmp_path)


def test_an_empty_folder_is_an_error_and_not_an_empty_record(tmp_path: Path) -> None:
    """No claims file at all means a wrong folder, not a country without claims."""
    with pytest.raises(SourceError, match="holds no claims file"):
        load_claims(tmp_path / "absent")


@given(
    instrument=st.sampled_from(Instrument),
    action=st.sampled_from(Action),
    status=st.sampled_from(ClaimStatus),
)
def test_every_word_of_the_vocabularies_is_taken_and_given_back(
    tmp_path_factory: pytest.TempPathFactory, instrument: Instrument, action: Action, status: ClaimStatus
) -> None:
    """Any known word passes unchanged."""
    text = (PUBLICATION + DECISION).replace('"detention_contract"', f'"{instrument}"')
    text = text.replace('action = "end"', f'action = "{action}"').replace('"announced"', f'"{status}"')
    folder = tmp_path_factory.mktemp("words")
    write(folder, text)
    claim = load_claims(folder).claims[0]
    assert (claim.instrument, claim.action, claim.status) == (instrument.value, action.value, status.value)


@given(word=st.text(min_size=1, max_size=12))
def test_no_other_word_is_taken(tmp_path_factory: pytest.TempPathFactory, word: str) -> None:
    """A word outside the vocabulary is refused, whatever it is."""
    if word in {action.value for action in Action}:
        return
    toml_word = "".join(f"\\U{ord(character):08x}" for character in word)
    if any(0xD800 <= ord(character) <= 0xDFFF for character in word):
        return
    folder = tmp_path_factory.mktemp("word")
    write(folder, (PUBLICATION + DECISION).replace('action = "end"', f'action = "{toml_word}"'))
    with pytest.raises(SourceError):
        load_claims(folder)
