"""Jail contracts and holds told indirectly: by what follows, by nouns, over two sentences, or as others did."""

import tomllib
from pathlib import Path

import pytest

from comity.reader.acts import FAMILIES
from comity.reader.drafts import SIDES
from comity.reader.mentions import find_mentions
from comity.reader.records import Page
from comity.reader.sentences import split_sentences

_CASES = tomllib.loads((Path(__file__).parent / "made_up_beds_and_holds.toml").read_text(encoding="utf-8"))["case"]
# The labels' own grouping: what is done with a person at the jail's door is one family.
_CUSTODY = {"notification": "custody", "access": "custody"}


def told(events) -> list[str]:  # type: ignore[no-untyped-def]
    """Return each event as its family, side and place."""
    families = [(FAMILIES.get(event.instrument, "law"), event) for event in events]
    return sorted(
        {f"{_CUSTODY.get(family, family)} {SIDES[e.action]}: {e.jurisdiction_name}" for family, e in families}
    )


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"][:60])
def test_an_indirect_wording_tells_its_act(case, read_made_up) -> None:  # type: ignore[no-untyped-def]
    """Each text tells its acts and nothing else, and the plain path tells the same."""
    events = read_made_up(case["text"])
    assert told(events) == sorted(case["events"])
    assert read_made_up(case["text"], is_plain=True) == events


@pytest.mark.parametrize(
    ("text", "action", "status"),
    [
        ("The Alder County jail ended its contract for ICE detainees. Birch County did the same.", "end", "happened"),
        (
            "The Alder County jail ended its contract for ICE detainees. Birch County will do the same.",
            "end",
            "announced",
        ),
        (
            "The Alder County jail ended its contract for ICE detainees. Birch County is considering doing the same.",
            "consider",
            "proposed",
        ),
    ],
)
def test_the_same_again_is_as_far_as_its_own_verb_says(text: str, action: str, status: str, read_made_up) -> None:  # type: ignore[no-untyped-def]
    """What another body does likewise is done, announced or only considered."""
    birch = next(event for event in read_made_up(text) if event.jurisdiction_name == "Birch County")
    assert (birch.action, birch.status) == (action, status)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("The beds that the Alder County jail keeps for ICE went from 50 to 120 in March.", "expand"),
        ("The beds that the Alder County jail keeps for ICE were cut from 120 to 50 in March.", "restrict"),
        ("ICE detainees in the Alder County jail rose from 50 to 120 in March.", ""),
        ("The beds that the Alder County jail keeps for ICE went from the first floor to the second.", ""),
    ],
)
def test_beds_are_counted_and_people_are_not(text: str, action: str, read_made_up) -> None:  # type: ignore[no-untyped-def]
    """More beds are a larger contract, fewer a smaller one; how many people there are is a statistic."""
    assert [event.action for event in read_made_up(text)] == ([action] if action else [])


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Alder and Birch counties stopped honoring ICE detainers after a federal judge ruled in a case about Rowan "
            "County.",
            {"Rowan County"},
        ),
        ("A federal judge ruled that Alder County had held a woman unlawfully on an ICE detainer.", {"Alder County"}),
        ("Inmates of Alder County with an ICE detainer are freed as soon as a judge orders it.", set()),
        ("The Alder County jail ended its ICE contract. Detainees of ICE sued Florida counties three times.", set()),
    ],
)
def test_a_ruling_is_about_who_stands_in_its_own_clause(text: str, parties: set[str], read_made_up) -> None:  # type: ignore[no-untyped-def]
    """Who acts because of a ruling is no party to it, and an order that is waited for is none."""
    assert {e.jurisdiction_name for e in read_made_up(text) if e.kind == "lawsuit"} == parties


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        (
            "An agreement with ICE by which the Alder County jail kept inmates at its request was ended Tuesday.",
            "detainer_policy",
        ),
        (
            "An agreement with ICE under which the Alder County jail housed immigrants was ended Tuesday.",
            "detention_contract",
        ),
    ],
)
def test_an_agreement_is_what_its_clause_describes(text: str, instrument: str, read_made_up) -> None:  # type: ignore[no-untyped-def]
    """An agreement without a name is on what is done under it."""
    assert {event.instrument for event in read_made_up(text)} == {instrument}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Policies on ICE detainers were changed in Walla Walla, Kitsap and Thurston counties in Washington.", 3),
        ("Commissioners of Alder County met, the Las Cruces Sun-News said of ICE.", 0),
    ],
)
def test_a_state_and_a_newspaper_are_no_local_bodies(text: str, names: int) -> None:
    """The state behind a list of its counties, and a newspaper called after its town, are not in the list."""
    places = find_mentions(Page("made-up", text), split_sentences(text)).places
    assert (
        len([place for place in places if place.kind in {"county", "municipality"} and place.name != "Alder County"])
        == names
    )


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The sheriffs of Alder and Birch counties have said that they would honor no ICE detainers.", "announced"),
        ("Activists said that they would have the Alder County sheriff honor no ICE detainers.", None),
    ],
)
def test_would_is_announced_where_a_body_says_it_of_itself(text: str, status: str | None, read_made_up) -> None:  # type: ignore[no-untyped-def]
    """What a body said that it would do is announced; what others said is not."""
    found = {event.status for event in read_made_up(text)}
    assert found == {status} if status else "announced" not in found


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        (
            "Holding people on ICE detainers, as Alder County does, is against the law of the state, a judge ruled.",
            "detainer_policy",
        ),
        ("A judge threw out Alder County's case against a new state law that limits ICE detention.", "state_law"),
    ],
)
def test_what_is_against_the_law_is_no_suit_against_a_law(text: str, instrument: str, read_made_up) -> None:  # type: ignore[no-untyped-def]
    """A ruling that something breaks the law is about what was done; a case against a law is about the law."""
    assert {event.instrument for event in read_made_up(text)} == {instrument}
