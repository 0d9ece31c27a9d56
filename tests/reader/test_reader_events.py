"""What a page's words tell: made-up pages, each with its events, and the fast path beside the plain one."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.reader.acts import FAMILIES
from comity.reader.drafts import LONGEST_EVIDENCE, SIDES
from comity.reader.page import read_page
from comity.reader.records import Page

_CASES = tomllib.loads((Path(__file__).parent / "made_up_events.toml").read_text(encoding="utf-8"))["case"]
# The labels' own grouping: what is done with a person at the jail's door is one family.
_CUSTODY = {"notification": "custody", "access": "custody"}


def told(events, with_status: bool = False) -> list[str]:  # type: ignore[no-untyped-def]
    """Return each event as its family, side and place, with its status where that is asked for."""
    found = set()
    for event in events:
        family = FAMILIES.get(event.instrument, "law")
        said = f"{_CUSTODY.get(family, family)} {SIDES[event.action]}: {event.jurisdiction_name}"
        found.add(f"{said}: {event.status}" if with_status else said)
    return sorted(found)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"][:60])
def test_a_made_up_page_tells_its_events(case, read_made_up) -> None:  # type: ignore[no-untyped-def]
    """Each page tells its events, and nothing else."""
    with_status = any(said.count(": ") == 2 for said in case["events"])
    assert told(read_made_up(case["text"]), with_status) == sorted(case["events"])


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"][:60])
def test_the_plain_path_tells_the_same(case, read_made_up) -> None:  # type: ignore[no-untyped-def]
    """Looking at every sentence, one literal after the other, gives what the matcher's choice of sentences gives."""
    assert read_made_up(case["text"], is_plain=True) == read_made_up(case["text"])


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"][:60])
def test_evidence_is_an_exact_span(case, read_made_up) -> None:  # type: ignore[no-untyped-def]
    """The evidence stands in the text where the event says, and is no longer than it may be."""
    for event in read_made_up(case["text"]):
        assert case["text"][event.start : event.start + len(event.evidence)] == event.evidence
        assert 0 < len(event.evidence) <= LONGEST_EVIDENCE


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Alder County ended its 287(g) agreement.", "happened"),
        ("Alder County is ending its 287(g) agreement.", "announced"),
        ("Alder County will end its 287(g) agreement.", "announced"),
        ("Alder County plans to end its 287(g) agreement.", "announced"),
        ("Alder County wants to end its 287(g) agreement.", "proposed"),
        ("Activists urged Alder County to end its 287(g) agreement.", "pressured"),
        ("The Alder County board voted to end its 287(g) agreement.", "happened"),
        ("A motion to end the 287(g) agreement of Alder County failed.", "rejected"),
        ("The sheriff denied that Alder County had ended its 287(g) agreement.", "denied"),
        ("The candidate for sheriff promised to end the 287(g) agreement of Alder County.", "proposed"),
    ],
)
def test_the_status_follows_the_verb(text: str, status: str, read_made_up) -> None:  # type: ignore[no-untyped-def]
    """Tense, mood and what governs the verb say how far an act is done."""
    assert [event.status for event in read_made_up(text)] == [status]


@pytest.mark.parametrize(
    ("text", "attributed_to"),
    [
        ("Alder County ended its 287(g) agreement.", None),
        ("According to the Alder Gazette, Alder County ended its 287(g) agreement.", "Alder Gazette"),
        ("Alder County has signed a 287(g) agreement, the ACLU of Florida said.", "ACLU of Florida"),
        ("Alder County will end its 287(g) agreement, Sheriff Ann Roe of Alder County said.", None),
        ("Alder County ended its 287(g) agreement in May, Sheriff Ann Roe said.", "Ann Roe"),
        ("Alder County ended its 287(g) agreement in May, his spokesperson said.", None),
    ],
)
def test_a_claim_is_whose_word_it_is(text: str, attributed_to: str | None, read_made_up) -> None:  # type: ignore[no-untyped-def]
    """Another's report is attributed; an official's announcement of his own act, and the page's own word, are not."""
    assert [event.attributed_to for event in read_made_up(text)] == [attributed_to]


def test_an_attribution_covers_the_list_that_hangs_on_it(read_made_up) -> None:  # type: ignore[no-untyped-def]
    """ "They include …" is the source's word still; the paragraph after it is the page's own."""
    text = (
        "According to The Alder Post, several counties have quit 287(g).\n\n"
        "They include Alder County, Florida, which dropped 287(g), and Birch County.\n\n"
        "Rowan County left 287(g) in May."
    )
    said = {event.jurisdiction_name: event.attributed_to for event in read_made_up(text)}
    assert said["Alder County"] == "The Alder Post"
    assert said["Rowan County"] is None


@pytest.mark.parametrize(
    ("text", "date", "words"),
    [
        ("On Tuesday Alder County ended its 287(g) agreement.", "2025-06-10", "Tuesday"),
        ("Alder County ended its 287(g) agreement in 2012.", "2012", "2012"),
        ("Alder County ended its 287(g) agreement, signed under a 2011 policy.", None, None),
        ("Alder County ended its 287(g) agreement.", None, None),
    ],
)
def test_the_date_is_the_verbs_own(text: str, date: str | None, words: str | None, read_made_up) -> None:  # type: ignore[no-untyped-def]
    """The date by the verb is the act's; a year that only describes something is not."""
    (event,) = read_made_up(text)
    assert event.date == date
    assert (event.date_text or "").endswith(words or "")


@pytest.mark.parametrize(
    ("text", "actor", "pressed_by", "agency"),
    [
        (
            "Sheriff Ann Roe of Alder County ended the 287(g) agreement.",
            "Sheriff Ann Roe",
            None,
            "Alder County Sheriff",
        ),
        ("Alder County ended the contract to hold ICE detainees.", "Alder County", None, None),
        ("Activists urged the Alder County board to end the 287(g) agreement.", "Alder County", "activists", None),
    ],
)
def test_who_acts_and_who_asks(  # type: ignore[no-untyped-def]
    text: str, actor: str, pressed_by: str | None, agency: str | None, read_made_up
) -> None:
    """An event names who acts, who presses for it, and the agency that it is about, as the text does."""
    (event,) = read_made_up(text)
    assert (event.pressed_by, event.agency) == (pressed_by, agency)
    assert event.actor is not None and event.actor.startswith(actor.split()[0])


def test_a_governors_signature_is_the_states_law(read_made_up) -> None:  # type: ignore[no-untyped-def]
    """Who signs a law is its actor, and the state its place."""
    (event,) = read_made_up("Georgia Gov. Bob Coe signed a law requiring sheriffs to honor ICE detainers.")
    assert (event.kind, event.instrument, event.action, event.state) == ("legal_mandate", "state_law", "expand", "GA")
    assert event.actor is not None and "Coe" in event.actor


def test_a_suit_names_its_party_and_side(read_made_up) -> None:  # type: ignore[no-untyped-def]
    """The county that sues is the plaintiff."""
    (event,) = read_made_up("Alder County sued on Tuesday over a new state law that bans ICE detention contracts.")
    assert (event.kind, event.action, event.actor) == ("lawsuit", "sue", "Alder County (plaintiff)")


def test_a_list_gives_one_event_for_each_county(read_made_up) -> None:  # type: ignore[no-untyped-def]
    """One sentence with three counties gives three events with the same evidence."""
    events = read_made_up("Sheriffs in Alder, Birch and Rowan counties signed 287(g) agreements in May.")
    assert [event.jurisdiction_name for event in events] == ["Alder County", "Birch County", "Rowan County"]
    assert len({event.evidence for event in events}) == 1


def test_the_same_change_told_twice_is_one_event(read_made_up) -> None:  # type: ignore[no-untyped-def]
    """A change stands once, at its most advanced status."""
    text = "Alder County plans to end its 287(g) agreement.\n\nOn Tuesday Alder County ended the 287(g) agreement."
    (event,) = read_made_up(text)
    assert (event.status, event.date) == ("happened", "2025-06-10")


def test_changes_of_other_years_are_two_events(read_made_up) -> None:  # type: ignore[no-untyped-def]
    """Renewed in one year and again in another is two events."""
    text = "Alder County renewed its 287(g) agreement in 2015.\n\nAlder County renewed the 287(g) agreement in 2019."
    assert [event.date for event in read_made_up(text)] == ["2015", "2019"]


@pytest.mark.parametrize(
    "text",
    [
        "Alder County ends its 287(g) agreement",
        "Would Alder County end its 287(g) agreement?",
        "If Alder County ends its 287(g) agreement, it saves money.",
        "Alder County did not end its 287(g) agreement.",
        "The novel tells how Alder County ended its 287(g) agreement. Another thriller does so too.",
        "The Home Office said so. In the UK, Alder County ended its 287(g) agreement.",
        "Call now for a bail bond. Alder County ended its 287(g) agreement. Free consultation.",
        "Three counties ended their 287(g) agreements.",
        "President Trump ended the 287(g) program by executive order.",
        "Alder County ended its recycling program.",
    ],
)
def test_nothing_is_told(text: str, read_made_up) -> None:  # type: ignore[no-untyped-def]
    """Headlines, questions, conditions, denials, fiction, other countries, advertisements, federal acts: no event."""
    assert read_made_up(text) == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([case["text"] for case in _CASES]), min_size=2, max_size=4), st.sampled_from([" ", "\n\n"])
)
def test_whole_pages_are_read_alike_on_both_paths(read_made_up, texts: list[str], between: str) -> None:  # type: ignore[no-untyped-def]
    """Pages put together of any sentences give the same output with and without the prefilter."""
    text = between.join(texts)
    assert read_made_up(text, is_plain=True) == read_made_up(text)


def test_a_surname_leads_to_its_officials_place() -> None:
    """An act of "Roe" is of the county whose sheriff Roe is, not of the county named last."""
    text = "Baker County Sheriff John Roe of Florida met Clay County Sheriff Jane Poe. {} signed a 287(g) deal."
    for surname, county in (("Roe", "Baker County"), ("Poe", "Clay County")):
        events = read_page(Page("made-up", text.format(surname), "", "", "")).events
        assert [event.jurisdiction_name for event in events] == [county]


def test_a_list_of_the_agency_is_its_word() -> None:
    """What the agency's own list says is told on its word; a list of the page's own is not."""
    text = "{} three counties in Florida with 287(g) agreements: Baker County, Clay County and Nassau County."
    for opening, source in (("ICE lists", "U.S. Immigration and Customs Enforcement"), ("There are", None)):
        events = read_page(Page("made-up", text.format(opening), "", "", "")).events
        assert [event.attributed_to for event in events] == [source] * 3
