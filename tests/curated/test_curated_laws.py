"""Which law bears on a body, for an instrument, on a day."""

import itertools
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model import AgencyKind, Claim
from comity.sources.curated import laws_in_force, load_claims
from comity.sources.curated.laws import addresses
from comity.sources.curated.vocabulary import Body, Cover

LAWS = tuple(claim for claim in load_claims().claims if claim.effect)


def law(valid_from: str = "", valid_until: str = "", applies_to: tuple[str, ...] = ("sheriff",)) -> Claim:
    """Return a law of a state that has no other."""
    return Claim(
        claim_id="x",
        publication_id="p",
        subject_place_geoid="56",
        subject="Wyoming",
        instrument="state_law",
        action="expand",
        status="in_force",
        statement="S.",
        attributed_to="o",
        subject_state="WY",
        effect="compels",
        covers=("287g",),
        applies_to=applies_to,
        valid_from=valid_from,
        valid_until=valid_until,
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2018-12-31", False), ("2019-01-01", True), ("2019-12-31", True), ("2020-01-01", False)],
)
def test_a_law_holds_from_its_first_day_to_the_day_before_its_end(on: str, expected: bool) -> None:
    """The first day counts, the day of the end does not."""
    claims = [law("2019-01-01", "2020-01-01")]
    assert bool(laws_in_force(claims, state="WY", cover="287g", body="sheriff", on=on)) is expected


def test_a_law_of_unknown_beginning_is_shown_until_its_end() -> None:
    """What is not known is handed on with its empty date, not dropped; an end that is known ends it."""
    unknown = law("", "2020-01-01")
    assert laws_in_force([unknown], state="WY", cover="287g", body="sheriff", on="2019-01-01") == (unknown,)
    assert laws_in_force([unknown], state="WY", cover="287g", body="sheriff", on="2020-01-01") == ()


@pytest.mark.parametrize(
    ("applies_to", "body", "expected"),
    [
        (("sheriff",), "sheriff", True),
        (("sheriff",), "county_jail", False),
        (("any_local_agency",), "sheriff", True),
        (("any_local_agency",), "municipal_police", True),
        (("any_local_agency",), "county_government", True),
        (("any_local_agency",), "state_police", False),
        (("any_local_agency",), "tribal", False),
        (("any_local_agency",), "private_operator", False),
        (("any_state_agency",), "corrections", True),
        (("any_state_agency",), "sheriff", False),
        (("private_operator",), "private_operator", True),
    ],
)
def test_a_law_reaches_those_it_names_and_those_in_its_net(
    applies_to: tuple[str, ...], body: str, expected: bool
) -> None:
    """A wide net reaches the agencies of its own level of government and no tribe or company."""
    assert addresses(applies_to, body) is expected


@pytest.mark.parametrize(
    ("state", "cover", "body", "on", "effects"),
    [
        ("FL", "287g", "sheriff", "2025-06-01", {"compels", "limits"}),
        ("FL", "287g", "sheriff", "2023-01-01", {"compels"}),
        ("FL", "287g", "sheriff", "2021-01-01", set()),
        ("FL", "287g", "municipal_police", "2025-06-01", set()),
        ("TX", "287g", "sheriff", "2025-12-31", set()),
        ("TX", "287g", "sheriff", "2026-01-01", {"compels"}),
        ("DE", "287g", "municipal_police", "2025-07-13", set()),
        ("DE", "287g", "municipal_police", "2025-07-14", {"forbids"}),
        ("MD", "287g", "sheriff", "2026-03-01", {"forbids"}),
        ("MD", "287g", "sheriff", "2026-01-01", set()),
        ("NJ", "287g", "sheriff", "2019-06-01", {"limits"}),
        ("NJ", "287g", "sheriff", "2020-01-01", {"forbids"}),
        ("VA", "287g", "state_police", "2025-06-01", {"compels"}),
        ("VA", "287g", "state_police", "2026-01-20", set()),
        ("VA", "287g", "state_police", "2026-02-04", {"forbids"}),
        ("VA", "287g", "sheriff", "2026-02-04", set()),
        ("VT", "287g", "sheriff", "2024-01-01", {"limits", "permits"}),
        ("VT", "287g", "sheriff", "2026-01-01", {"limits"}),
        ("LA", "detainer_policy", "sheriff", "2025-08-01", {"compels"}),
        ("WY", "287g", "sheriff", "2026-02-04", set()),
    ],
)
def test_the_packaged_laws_answer_as_they_should(state: str, cover: str, body: str, on: str, effects: set[str]) -> None:
    """What holds for a kind of body on a day, and what did not hold the day before."""
    assert {claim.effect for claim in laws_in_force(LAWS, state=state, cover=cover, body=body, on=on)} == effects


def test_no_state_compels_and_forbids_the_same_thing_on_one_day() -> None:
    """Two laws of one state that pull opposite ways for one body and instrument are a mistake of ours until shown."""
    days = sorted({day for claim in LAWS for day in (claim.valid_from, claim.valid_until) if day})
    by_state: dict[str, list[Claim]] = defaultdict(list)
    for claim in LAWS:
        by_state[claim.subject_state].append(claim)
    for (state, claims), cover, body in itertools.product(by_state.items(), Cover, Body):
        if not any(cover in claim.covers for claim in claims):
            continue
        for day in days:
            found = laws_in_force(claims, state=state, cover=cover, body=body, on=day)
            assert not {"compels", "forbids"} <= {claim.effect for claim in found}, (state, cover, body, day)


def test_every_kind_of_agency_can_be_addressed() -> None:
    """The bodies that a law may address include every kind of agency that the record knows."""
    assert {kind.value for kind in AgencyKind} <= {body.value for body in Body}


def test_most_laws_were_read() -> None:
    """At least four fifths of the laws rest on a text that somebody read, and the count of the rest may not grow."""
    recalled = sum(claim.checked == "recalled" for claim in LAWS)
    assert recalled <= 10 and recalled * 5 <= len(LAWS)


@given(
    start=st.dates().map(str),
    end=st.dates().map(str),
    on=st.dates().map(str),
)
def test_a_law_is_in_force_exactly_between_its_days(start: str, end: str, on: str) -> None:
    """Membership in the window is all that decides, whatever the days."""
    found = laws_in_force([law(start, end)], state="WY", cover="287g", body="sheriff", on=on)
    assert bool(found) is (start <= on < end)
