"""Which claims tell of one act: examples of one act and of two, conflicts kept, no order of claims matters."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from comity.model import Claim
from comity.register.acts import ActRow, group_acts
from comity.sources.curated import load_claims

BASE = Claim(
    "a", "paper", "51059", "Fairfax County", "detention_contract", "end", "happened", "It ended.", "The Paper",
    on="2018-01-22", on_precision="day", kind="local_decision", subject_state="VA",
)  # fmt: skip
PAPERS = {
    "paper": ("article", "2018-01-23"),
    "other": ("article", "2018-02-20"),
    "county": ("official_page", "2018-01-22"),
    "late": ("article", "2019-06-01"),
    "undated": ("article", ""),
}


def claim(claim_id: str = "b", paper: str = "other", **changes: Any) -> Claim:
    """Return another page's claim, of the same act unless something is changed."""
    on = changes.get("on", BASE.on)
    precision = {10: "day", 7: "month", 4: "year"}.get(len(on), "unknown")
    said = {"other": "The Other", "county": "The County"}.get(paper, "The Paper")
    return replace(
        BASE, claim_id=claim_id, publication_id=paper, attributed_to=said, **{"on_precision": precision, **changes}
    )


def acts(*claims: Claim) -> list[ActRow]:
    """Return the acts of some claims."""
    return group_acts(claims, PAPERS)[1]


ONE = {
    "the same day in another paper": claim(),
    "a few days' difference": claim(on="2018-01-25"),
    "the month that holds the day": claim(on="2018-01"),
    "the year that holds the day": claim(on="2018"),
    "no day, in the news of those weeks": claim(on=""),
    "announced there, happened here": claim(on="2018-01-20", status="announced"),
    "an official's denial of it": claim(status="denied"),
    "denied a week later": claim(on="2018-01-29", status="denied"),
}
TWO = {
    "another place": claim(subject_place_geoid="51107"),
    "another instrument": claim(instrument="detainer_policy"),
    "another action": claim(action="renew"),
    "half a year later": claim(on="2018-07-22"),
    "just beyond a month": claim(on="2018-02-23"),
    "two days told by one page": claim(paper="paper", on="2018-01-25"),
    "voted down on another day": claim(on="2018-01-15", status="rejected"),
    "another month": claim(on="2018-02"),
    "another year": claim(on="2017"),
    "no day, in a paper of the year after": claim(paper="late", on=""),
    "no day, in a paper of unknown day": claim(paper="undated", on=""),
    "asked for by outsiders": claim(kind="pressure"),
    "promised by a candidate": claim(kind="campaign_pledge"),
    "fought in court": claim(kind="lawsuit"),
}


@pytest.mark.parametrize("other", ONE.values(), ids=ONE.keys())
def test_claims_of_one_act(other: Claim) -> None:
    """They share an act, whichever comes first."""
    (act,) = acts(BASE, other)
    assert act.claim_count == act.publication_count == 2 and acts(other, BASE) == [act]
    marked, _ = group_acts([BASE, other], PAPERS)
    assert {one.act_id for one in marked} == {act.act_id}


@pytest.mark.parametrize("other", TWO.values(), ids=TWO.keys())
def test_claims_of_two_acts(other: Claim) -> None:
    """Each is an act of its own, with an id of its own."""
    found = acts(BASE, other)
    assert len({act.act_id for act in found}) == 2 and [act.claim_count for act in found] == [1, 1]
    assert acts(other, BASE) == found


@pytest.mark.parametrize("kind", ["practice", "count", "relation", "statement", "election"])
def test_what_is_no_act_has_none(kind: str) -> None:
    """A practice goes on, a figure or a tie is not done on a day."""
    marked, found = group_acts([replace(BASE, kind=kind)], PAPERS)
    assert found == [] and marked[0].act_id == ""


def test_a_model_that_is_not_told_fits_the_one_that_is() -> None:
    """Where two models were signed in those weeks nobody knows which is meant, and it stands by itself."""
    jail = claim("j", instrument="287g_jail_model", action="start")
    force = claim("k", instrument="287g_task_force", action="start")
    vague = claim("v", "paper", instrument="287g_unspecified", action="start", on="2018-01-24")
    assert [act.claim_count for act in acts(jail, vague)] == [2]
    assert acts(jail, vague)[0].instrument == "287g_jail_model"
    assert sorted(act.claim_count for act in acts(jail, force)) == [1, 1]
    assert sorted(act.claim_count for act in acts(jail, force, vague)) == [1, 1, 1]


def test_a_claim_that_fits_two_acts_stands_by_itself() -> None:
    """A year in which the contract was renewed twice says nothing of which."""
    spring, autumn = claim("s", on="2018-03-01", action="renew"), claim("t", on="2018-11-01", action="renew")
    year = claim("y", "late", on="2018", action="renew")
    assert sorted(act.claim_count for act in acts(spring, autumn, year)) == [1, 1, 1]
    assert sorted(act.claim_count for act in acts(spring, year)) == [2]


def test_laws_are_told_apart_by_their_citations() -> None:
    """Two bills of one week are two acts; a page that cites nothing may tell of either."""
    law = {"kind": "legal_mandate", "instrument": "state_law", "action": "restrict", "subject_place_geoid": "51"}
    first, second = claim("f", citation="HB 1", **law), claim("g", citation="HB 2", **law)
    assert len(acts(first, second)) == 2 and len(acts(first, claim("h", "paper", **law))) == 1


def test_conflicts_are_kept_and_told() -> None:
    """Every side is named, the weightiest publication first; its day and the furthest status stand for the act."""
    official = claim("z", "county", on="2018-01-25")
    (act,) = acts(BASE, official, claim("d", status="denied", on="2018-01-22"))
    assert act.conflict == (
        "the day: 2018-01-25 (The County), 2018-01-22 (The Paper; The Other); "
        "whether it happened: happened (The County; The Paper), denied (The Other)"
    )
    assert (act.on, act.status, act.claim_count) == ("2018-01-25", "happened", 3)
    assert acts(BASE, claim())[0].conflict == "" and acts(BASE, claim(status="announced"))[0].conflict == ""


def test_ids_are_readable_and_numbered_where_they_would_clash() -> None:
    """Place, instrument, action and day."""
    found = acts(BASE, claim(kind="lawsuit"))
    assert [act.act_id for act in found] == [
        "act-51059-detention_contract-end-2018-01-22",
        "act-51059-detention_contract-end-2018-01-22.2",
    ]
    nowhere = claim(subject_place_geoid="", subject_state="US", subject="The Country", on="")
    assert acts(nowhere)[0].act_id == "act-us_the_country-detention_contract-end-undated"


DAYS = st.sampled_from(["", "2018", "2018-01", "2018-01-02", "2018-01-22", "2018-02-10", "2018-06-01"])
CLAIMS = st.lists(
    st.builds(
        lambda on, paper, status, model: claim(paper=paper, on=on, status=status, instrument=model),
        DAYS,
        st.sampled_from(sorted(PAPERS)),
        st.sampled_from(["happened", "rejected", "denied", "announced"]),
        st.sampled_from(["287g_jail_model", "287g_unspecified", "287g_task_force"]),
    ),
    max_size=8,
)


@given(CLAIMS, st.randoms())
def test_every_claim_is_of_one_act_whatever_the_order(found: list[Claim], chance: Any) -> None:
    """No claim is lost or counted twice, no two models stand in one act, and shuffling changes nothing."""
    numbered = [replace(one, claim_id=f"c{at}") for at, one in enumerate(found)]
    marked, rows = group_acts(numbered, PAPERS)
    assert sum(row.claim_count for row in rows) == len(marked) == len(numbered)
    assert {one.act_id for one in marked} == {row.act_id for row in rows}
    for row in rows:
        models = {one.instrument for one in marked if one.act_id == row.act_id} - {"287g_unspecified"}
        assert len(models) <= 1
    chance.shuffle(numbered)
    assert group_acts(numbered, PAPERS) == (marked, rows)


def test_the_claims_of_the_package_are_grouped_and_none_is_lost() -> None:
    """Claims written by hand go through the same rule; the acts with several claims were looked at."""
    record = load_claims()
    papers = {one.publication_id: (one.kind.value, one.published_on) for one in record.publications}
    marked, rows = group_acts(record.claims, papers)
    assert len(marked) == len(record.claims) and all(row.claim_count >= 1 for row in rows)
    shared = {row.act_id: row.claim_count for row in rows if row.claim_count > 1}
    assert shared == {"act-23-state_law-restrict-2026-07": 2, "act-24-state_law-restrict-2026-02-17": 2}
