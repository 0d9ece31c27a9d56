"""The claims that the package carries."""

import csv
import hashlib
import json
import re
from pathlib import Path

import msgspec
import pytest

from comity.model import Claim
from comity.sources.curated import CuratedRecord, load_claims, verify_quotations

CONSERVATIVE_REVIEW = "conservative-review-elections-2019"
LIBERTY_HEADLINES = "liberty-headlines-local-agreements"
POST = "The Washington Post, as cited by Liberty Headlines"
EDITOR = "Daniel Nichanian in The Appeal: Political Report, as cited by Conservative Review"
CR = "Conservative Review"
LH = "Liberty Headlines"

# place GEOID, instrument, action, status, who says so
ARTICLE_EVENTS = [
    ("51059", "detention_contract", "end", "happened", POST),
    ("34017", "detention_contract", "end", "announced", POST),
    ("06013", "detention_contract", "end", "happened", LH),
    ("42101", "information_sharing", "end", "happened", LH),
    ("51510", "detention_contract", "end", "pressured", LH),
    ("53033", "detainer_policy", "decline", "happened", CR),
    ("24031", "detainer_policy", "decline", "happened", CR),
]
ARTICLE_RELATIONS = [
    ("The Appeal: Political Report", "publication_of", "Justice Collaborative"),
    ("Justice Collaborative", "project_of", "Tides Advocacy"),
    ("Tides Advocacy", "affiliate_of", "Tides Foundation"),
    ("Tides Foundation", "funded_by", "George Soros"),
    ("Daniel Nichanian", "member_of", "The Appeal: Political Report"),
    ("Michele Hanisee", "member_of", "Association of Los Angeles Deputy District Attorneys"),
]


@pytest.fixture(scope="module")
def record() -> CuratedRecord:
    """Return the packaged claims."""
    return load_claims()


def of(record: CuratedRecord, *publication_ids: str) -> list[Claim]:
    """Return the claims of some publications."""
    return [claim for claim in record.claims if claim.publication_id in publication_ids]


@pytest.mark.parametrize(("geoid", "instrument", "action", "status", "who"), ARTICLE_EVENTS)
def test_each_event_of_the_two_articles_is_there_with_its_status_and_speaker(
    record: CuratedRecord, geoid: str, instrument: str, action: str, status: str, who: str
) -> None:
    """Each place's event stands once, as far gone as the article says, attributed to whom the article credits."""
    found = [
        (claim.action, claim.status, claim.attributed_to)
        for claim in of(record, CONSERVATIVE_REVIEW, LIBERTY_HEADLINES)
        if (claim.subject_place_geoid, claim.instrument) == (geoid, instrument) and claim.kind != "statement"
    ]
    assert found == [(action, status, who)]


@pytest.mark.parametrize("relation", ARTICLE_RELATIONS)
def test_each_tie_between_organisations_is_there_as_claimed(
    record: CuratedRecord, relation: tuple[str, str, str]
) -> None:
    """A tie is a claim of the article, not a fact of ours."""
    found = [claim for claim in record.claims if (claim.subject, claim.relation, claim.object) == relation]
    assert [claim.attributed_to for claim in found] == [CR]
    assert found[0].status == "stated"


def test_nobody_says_that_alexandria_ended_its_agreement(record: CuratedRecord) -> None:
    """A demand is not a decision: no claim of the article has Alexandria's agreement ended or announced to end."""
    assert {claim.status for claim in of(record, LIBERTY_HEADLINES) if claim.subject_place_geoid == "51510"} == {
        "pressured",
        "stated",
    }


def test_hudsons_plan_is_announced_and_has_no_year(record: CuratedRecord) -> None:
    """The article prints a month and no year, so there is no date, and its words are kept."""
    (hudson,) = [claim for claim in of(record, LIBERTY_HEADLINES) if claim.subject_place_geoid == "34017"]
    assert (hudson.status, hudson.on, hudson.on_precision, hudson.on_words) == (
        "announced",
        "",
        "unknown",
        "in September",
    )


def test_hudsons_contract_is_told_turn_by_turn(record: CuratedRecord) -> None:
    """Renewed, to be left, extended, given up: later sources give the days that the article does not print."""
    turns = sorted((c.on, c.action, c.status) for c in record.claims if c.subject_place_geoid == "34017" and c.on)
    assert turns == [
        ("2018-07", "renew", "happened"),
        ("2018-09-06", "end", "announced"),
        ("2020-11", "renew", "happened"),
        ("2021-11-01", "end", "announced"),
    ]


def test_the_counts_of_the_articles_carry_their_hedge_and_their_speaker(record: CuratedRecord) -> None:
    """78, three, nearly 500, at least a dozen: each with what was counted and who counted it."""
    counts = {
        c.count: (c.counted, c.attributed_to) for c in of(record, CONSERVATIVE_REVIEW, LIBERTY_HEADLINES) if c.count
    }
    assert counts == {
        78: ("jurisdictions with 287(g) agreements", EDITOR),
        3: ("jurisdictions that left 287(g)", EDITOR),
        500: ("elections of prosecutors and sheriffs in 2019 (nearly 500)", CR),
        12: ("communities (at least a dozen)", POST),
    }


def test_the_year_of_the_78_is_marked_as_reckoned(record: CuratedRecord) -> None:
    """A month is printed and its year is not: the record says how it was reckoned."""
    (claim,) = [claim for claim in record.claims if claim.count == 78]
    assert (claim.on, claim.on_precision) == ("2018-11", "month")
    assert "not printed" in claim.note and "2018 elections" in claim.on_words


def test_no_date_of_publication_is_invented(record: CuratedRecord) -> None:
    """Neither article prints its date; one bears a later date beneath it, which bounds it and is no more than that."""
    by_id = {publication.publication_id: publication for publication in record.publications}
    review, headlines = by_id[CONSERVATIVE_REVIEW], by_id[LIBERTY_HEADLINES]
    assert (review.published_on, review.published_not_after) == ("", "2019-11-06")
    assert (headlines.published_on, headlines.published_not_after) == ("", "")


def test_no_private_person_is_in_the_claims_of_the_articles(record: CuratedRecord) -> None:
    """Those who are accused, those who were hurt and those who commented are not stored, not even as quoted words."""
    text = " ".join(f"{c.statement} {c.quotation} {c.note}" for c in of(record, CONSERVATIVE_REVIEW, LIBERTY_HEADLINES))
    for words in ("murderer", "stabbing", "his son", "cold calls", "irrationality"):
        assert words not in text


def test_sources_that_disagree_both_stand(record: CuratedRecord) -> None:
    """Two days for the end of Fairfax's agreement stand, each with its source and the kind of that source."""
    kinds = {publication.publication_id: publication.kind for publication in record.publications}
    days = {
        (claim.on, kinds[claim.publication_id].value)
        for claim in record.claims
        if claim.subject_place_geoid == "51059" and claim.instrument == "detention_contract" and claim.on
    }
    assert days == {("2018-05-23", "official_page"), ("2018-03-23", "article")}


def test_where_287g_comes_from_is_told_by_article_and_by_statute(record: CuratedRecord) -> None:
    """The article's account of the program and the statute's year stand side by side."""
    on_program = [c for c in record.claims if c.instrument == "287g_unspecified" and c.subject_state == "US"]
    assert {"cr-287g-described", "us-287g-permits"} <= {claim.claim_id for claim in on_program}
    assert next(claim for claim in on_program if claim.effect == "permits").valid_from == "1996-09-30"


def test_every_quotation_is_short_and_every_law_read_has_an_address_or_a_note(record: CuratedRecord) -> None:
    """Quotations of laws stay within forty words; what was read can be found again."""
    by_id = {publication.publication_id: publication for publication in record.publications}
    for claim in record.claims:
        if claim.effect and claim.checked == "read":
            publication = by_id[claim.publication_id]
            assert publication.url or publication.note, claim.claim_id
            assert len(claim.quotation.split()) <= 40, claim.claim_id


def test_statements_of_laws_use_the_verbs_of_the_law(record: CuratedRecord) -> None:
    """A claim that a law compels says requires, directs or sets; one that it forbids says bars, ends or orders."""
    verbs = {
        "compels": r"\b(require[sd]?|requires|directs|sets)\b",
        "forbids": r"\b(bars|barred|requires local governments to end|ends|orders)\b",
        "limits": r"\b(bars|barred|only|restricts|replaced)\b",
        "permits": r"\b(lets|bars|could)\b",
    }
    for claim in record.claims:
        if claim.effect:
            assert re.search(verbs[claim.effect], claim.statement), claim.claim_id


def test_a_special_election_has_its_stages_in_order(record: CuratedRecord) -> None:
    """Filing ends before the primary, the primary comes before the general, and each stage has its day."""
    order = ["filing_opens", "filing_deadline", "primary", "primary_runoff", "general", "general_runoff"]
    elections = sorted((claim for claim in record.claims if claim.stage), key=lambda claim: order.index(claim.stage))
    assert [(claim.stage, claim.on) for claim in elections if claim.subject_place_geoid == "04013"] == [
        ("filing_deadline", "2022-04-04"),
        ("primary", "2022-08-02"),
        ("general", "2022-11-08"),
    ]
    assert {claim.office for claim in elections} == {"prosecutor"}


def test_a_recalled_law_says_nothing_in_quotation_marks(record: CuratedRecord) -> None:
    """What nobody read is neither quoted nor located, and is cited."""
    recalled = [claim for claim in record.claims if claim.checked == "recalled"]
    assert recalled
    for claim in recalled:
        assert not claim.quotation and not claim.locator and claim.citation, claim.claim_id


def test_claims_go_into_json_and_back(record: CuratedRecord) -> None:
    """Every claim is plain data."""
    assert msgspec.json.decode(msgspec.json.encode(record.claims), type=tuple[Claim, ...]) == record.claims


@pytest.mark.real
def test_every_quotation_of_the_articles_stands_at_its_locator(record: CuratedRecord, shared_data: Path) -> None:
    """The two articles' bytes hold each quotation exactly where the claim says."""
    texts = seed_texts(shared_data)
    proved = verify_quotations(record, texts)
    assert set(proved) == {claim.claim_id for claim in of(record, CONSERVATIVE_REVIEW, LIBERTY_HEADLINES)}
    assert len(proved) >= 39


@pytest.mark.real
def test_every_place_is_a_place_of_the_census(record: CuratedRecord, shared_data: Path) -> None:
    """Each GEOID exists, in the state that the claim names, under a name that the claim's name begins with."""
    places = census_places(shared_data)
    placed = [claim for claim in record.claims if claim.subject_place_geoid]
    assert len(placed) > 70
    for claim in placed:
        assert claim.subject_place_geoid in places, claim.claim_id
        state, name = places[claim.subject_place_geoid]
        assert claim.subject_state == state, claim.claim_id
        assert claim.subject.startswith(name.removesuffix(" (city)")), (claim.claim_id, name)


@pytest.mark.real
def test_every_labelled_event_and_tie_of_the_two_pages_has_its_claim(record: CuratedRecord, shared_data: Path) -> None:
    """The pages' labels, made apart from the claims, find the same place, instrument, action, status and speaker."""
    events, relations = labels(shared_data)
    assert (len(events), len(relations)) == (7, 6)
    for event in events:
        (claim,) = [
            claim
            for claim in of(record, CONSERVATIVE_REVIEW, LIBERTY_HEADLINES)
            if claim.subject_place_geoid == event["fips5_or_null"]
            and (claim.instrument, claim.action, claim.status, claim.kind)
            == (event["instrument"], event["action"], event["status"], event["kind"])
        ]
        assert claim.attributed_to.split(", as cited by ")[0] == (event["attributed_to"] or claim.attributed_to)
        assert claim.subject_state == event["state"]
    claimed = {(claim.subject, claim.relation, claim.object) for claim in record.claims}
    assert {(r["subject"], r["relation"], r["object"]) for r in relations} <= claimed


def seed_texts(shared_data: Path) -> dict[str, str]:
    """Return the two articles by the SHA-256 of their bytes."""
    files = [path.read_bytes() for path in sorted((shared_data.parent / "seeds").glob("*.txt"))]
    return {hashlib.sha256(content).hexdigest(): content.decode("utf-8") for content in files}


def census_places(shared_data: Path) -> dict[str, tuple[str, str]]:
    """Return state and short name of every state, county and municipality by GEOID."""
    places = {}
    for name, geoid, state, title in (
        ("states", "FIPS", "Code", "Name"),
        ("counties", "GEOID", "State", "Short Name"),
        ("places", "GEOID", "State", "Short Name"),
    ):
        with (shared_data / "census" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            places |= {row[geoid]: (row[state], row[title]) for row in csv.DictReader(file)}
    return places


def labels(shared_data: Path) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the labelled events and ties of the two pages, which are found by their text."""
    texts = set(seed_texts(shared_data).values())
    folder = shared_data / "articles"
    pages = [json.loads(line) for line in (folder / "pages.jsonl").read_text("utf-8").splitlines()]
    ids = {page["id"] for page in pages if page["text"] in texts}
    assert len(ids) == 2
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
    mine = [entry for entry in gold if entry["id"] in ids]
    return [e for entry in mine for e in entry["events"]], [r for entry in mine for r in entry["relations"]]
