"""No private person's name comes out of a reading, wherever it stands; what is public or no person stays."""

from __future__ import annotations

import msgspec
import pytest

from comity.reader.mentions import find_mentions
from comity.reader.page import read_page
from comity.reader.privacy import Curtain, keep_private
from comity.reader.records import Election, Event, Page, Reading, Relation

# Invented: common and rare given names, initials, hyphens, accents, double surnames, particles, nicknames, suffixes,
# surnames that are places, offices or words.
NAMES = (
    "Marisol Quintero",
    "Dwayne K. Brubaker",
    "T.J. Okonkwo",
    "Anneliese Fforde-Bright",
    "José Ángel Peñaloza",
    "María Fernanda Ibáñez Solórzano",
    "Ximena de la Vega",
    "Tadeo Ruiz y Cortázar",
    "Roberto “Beto” Zamudio",
    "Hyun-woo Baek",
    "Fatuma Abdirahman Warsame",
    "Lincoln Pettibone Jr.",
    "Madison Orange",
    "Orlando Washington",
    "Grace Church",
    "Shaniqua O’Rourke",
    "Oleksandr Hrytsenko",
    "Baudelio Xicay Tzul",
)
# Every place in a sentence that a name can take; each sentence also states an act, so that it can become evidence.
PLACES = (
    "{} sued after Alder County ended its 287(g) agreement with ICE in May 2021.",
    "In May 2021 Alder County ended its 287(g) agreement with ICE, which had held {} for a week.",
    "Alder County ended its 287(g) agreement with ICE in May 2021 after the arrest of {}.",
    "After {}'s arrest Alder County ended its 287(g) agreement with ICE in May 2021.",
    "Alder County, home of {}, ended its 287(g) agreement with ICE in May 2021.",
    "A resident, {}, asked Alder County to end its 287(g) agreement with ICE.",
    "{}, 34, was glad when Alder County ended its 287(g) agreement with ICE in May 2021.",
    "{}, a mother of two, asked Alder County to end its 287(g) agreement with ICE.",
    "“Alder County must end its 287(g) agreement with ICE,” said {}.",
    "“Thank God that Alder County ended its 287(g) agreement with ICE,” {} said in May 2021.",
    "“I told {} that Alder County ended its 287(g) agreement with ICE,” the neighbor said.",
    "Organizers {}, Ewa Lindqvist and Babajide Oyelaran asked Alder County to end its 287(g) agreement with ICE.",
    "Alder County ended its 287(g) agreement with ICE, according to {}.",
    "Mr. {} asked Alder County to end its 287(g) agreement with ICE.",
    "Deputies arrested {} before Alder County ended its 287(g) agreement with ICE in May 2021.",
    "Alder County ended its 287(g) agreement with ICE in May 2021, attorney {} said.",
    "Alder County will honor ICE detainers, and the first to be held was {}.",
    "The sheriff of Alder County signed a 287(g) agreement with ICE, said protester {}.",
    "Alder County ended its 287(g) agreement with ICE in May 2021 (photo: {}).",
    "Activist {} and two others sued Alder County over its detention contract with ICE.",
)
COMMENT = (
    "Alder County ended its 287(g) agreement with ICE in May 2021.\n\nOne Comment\n\n{}\n\nMay 6, 2021\n\nGood news!\n"
)
OTHERS = ("Ewa Lindqvist", "Babajide Oyelaran")


def page(text: str, title: str = "") -> Page:
    """Return a page of a county that is in no gazetteer row but one, so that acts are found."""
    return Page("p", text.replace("Alder County", "Ada County, Idaho"), "https://news.example/1", title, "2021-06-01")


def words_of(name: str) -> list[str]:
    """Return the words of a name that would give somebody away."""
    plain = name.replace("“", "").replace("”", "").replace(".", "")
    return [word for word in plain.split() if len(word) > 2 and word[0].isupper() and word != "Jr"]


def comes_out(reading: Reading, name: str) -> list[str]:
    """Return the words of a name that are anywhere in a reading, its address apart."""
    said = msgspec.json.encode(msgspec.structs.replace(reading, url="", id="")).decode()
    return [word for word in words_of(name) if word in said]


@pytest.mark.parametrize("name", NAMES)
def test_no_private_name_comes_out_of_any_place_in_a_sentence(name: str) -> None:
    """Whatever its form, a private name is in no field and no evidence, in twenty syntactic places."""
    leaks = []
    for place in PLACES:
        reading = read_page(page(place.format(name)))
        leaks += [(place, word) for word in comes_out(reading, name)]
        leaks += [(place, word) for other in OTHERS for word in comes_out(reading, other)]
    assert leaks == []


@pytest.mark.parametrize("name", NAMES)
def test_evidence_is_elided_wherever_a_private_name_stands(name: str) -> None:
    """Evidence that is a whole sentence has the elision and not a word of the name, in each syntactic place."""
    for place in PLACES:
        one = page(place.format(name))
        mentions = find_mentions(one)
        kept = Curtain(one, mentions, Reading("p", "", "", "")).evidence(0, one.text)
        assert "[…]" in kept, (place, kept)
        assert [word for word in words_of(name) if word in kept] == [], (place, kept)


def test_most_of_the_sentences_are_read_as_acts() -> None:
    """The test above would say nothing of sentences in which nothing is found: most of them state a claim."""
    found = [bool(read_page(page(place.format("Marisol Quintero"))).events) for place in PLACES]
    assert sum(found) >= 0.6 * len(PLACES)


@pytest.mark.parametrize("name", NAMES)
def test_a_commenter_is_nobody_to_the_reader(name: str) -> None:
    """A name under an article, alone on its line, is in no evidence and no field."""
    assert comes_out(read_page(page(COMMENT.format(name))), name) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_title_is_elided_too(name: str) -> None:
    """A reading's title does not say whom the page's title names."""
    text = f"Alder County ended its 287(g) agreement with ICE in May 2021. {name} had been held there for a week."
    assert comes_out(read_page(page(text, f"County frees {name}, ends its agreement with ICE")), name) == []


def test_a_surname_alone_is_elided_after_the_full_name() -> None:
    """Who was named in full is known by the surname, the given name and half of a double one later on."""
    text = (
        "Marisol Quintero-Duarte asked for it. Alder County ended its 287(g) agreement with ICE in May 2021 because "
        "Quintero-Duarte wept, said Marisol, and Quintero knows why."
    )
    reading = read_page(page(text))
    assert reading.events
    assert comes_out(reading, "Marisol Quintero-Duarte") == []
    assert comes_out(reading, "Quintero") == []


PUBLIC = (
    ("Sheriff Marisol Quintero of Alder County ended its 287(g) agreement with ICE in May 2021.", "Marisol Quintero"),
    ("Alder County's sheriff, Marisol Quintero, ended its 287(g) agreement with ICE in May 2021.", "Marisol Quintero"),
    ("Alder County Commissioner Dwayne K. Brubaker voted to end the county's 287(g) agreement with ICE.", "Brubaker"),
    ("U.S. District Judge Madison Orange ruled that Alder County may end its 287(g) agreement with ICE.", "Orange"),
    ("Gov. Tadeo Ruiz signed a law that requires Alder County to honor ICE detainers.", "Tadeo Ruiz"),
    ("Orlando Washington, a candidate for sheriff, will end the 287(g) agreement of Alder County with ICE.", "Orlando"),
)


@pytest.mark.parametrize(("text", "name"), PUBLIC)
def test_who_holds_or_seeks_a_public_post_is_named(text: str, name: str) -> None:
    """Officials, candidates and judges stay in the evidence."""
    one = page(text)
    kept = Curtain(one, find_mentions(one), Reading("p", "", "", "")).evidence(0, one.text)
    assert name in kept
    assert "[…]" not in kept


NOBODY = (
    "Santa Clara County and Contra Costa County ended agreements with U.S. Immigration and Customs Enforcement.",
    "The Board of Supervisors of Prince George's County voted on Tuesday, May 4, 2021, to end it.",
    "The Fairfax County Sheriff's Office and the Los Angeles Police Department met Homeland Security.",
    "The American Civil Liberties Union of North Carolina and the Southern Poverty Law Center welcomed it.",
    "The Washington Post and the Las Vegas Review-Journal reported it in October.",
    "Under the Warrant Service Officer model and Secure Communities, ICE sends detainers to Mecklenburg County.",
    "President Trump's executive order and the Illinois Way Forward Act are in the Supreme Court.",
    "St. Louis, New Orleans, San Francisco and Fort Myers are cities; King William County is none.",
    "The Tides Foundation and the Colcom Foundation gave money to the Center for Immigration Studies.",
    "In January and in August the Oklahoma City Council met; Montgomery County, Maryland, did not.",
    "The Sheriffs' Association of Texas and the National Immigration Law Center wrote to Congress.",
    "The Trust Act, the Laken Riley Act and Senate Bill 4 bind Kandiyohi County and Crow Wing County.",
)


@pytest.mark.parametrize("text", NOBODY)
def test_places_bodies_laws_and_months_are_not_taken_for_persons(text: str) -> None:
    """Nothing is elided in a sentence that names no private person."""
    one = Page("p", text, "", "", "2021-06-01")
    assert Curtain(one, find_mentions(one), Reading("p", "", "", "")).evidence(0, text) == text


def test_a_field_with_a_private_name_is_left_empty() -> None:
    """Actor, agency, speaker and pressure of an event are None where they name somebody private."""
    text = "Marisol Quintero asked Ada County, Idaho, to end its 287(g) agreement."
    event = Event(
        "pressure", "287g_unspecified", "end", "Ada County", "county", "ID", "16001", "the office of Quintero", None,
        None, "pressured", "Ada County", text, "Marisol Quintero", True, "resident Marisol Quintero",
    )  # fmt: skip
    one = Page("p", text)
    kept = keep_private(Reading("p", "", "", "", (event,)), one, find_mentions(one)).events[0]
    assert (kept.agency, kept.attributed_to, kept.pressed_by) == (None, None, None)
    assert kept.actor == "Ada County"
    assert kept.evidence == "[…] asked Ada County, Idaho, to end its 287(g) agreement."
    assert text[kept.start :].startswith("Marisol")


def test_a_relation_with_a_private_party_is_dropped() -> None:
    """Somebody's own gift is nobody's business; a known giver's and a body's stay."""
    text = (
        "Marisol Quintero donated $50 to the Alder Foundation. "
        "Billionaire Carl Dee gave the Alder Foundation $5 million."
    )
    one = Page("p", text)
    reading = read_page(Page("p", f"Sheriff and ICE. {text}", "", "", "2021-06-01"))
    assert [(r.subject, r.object) for r in reading.relations] == [("Carl Dee", "Alder Foundation")]
    made = Relation("Marisol Quintero", "donated_to", "Alder Foundation", 50.0, None, text[:51], None)
    empty = Reading("p", "", "", "", (), (made,))
    assert comes_out(msgspec.structs.replace(empty, relations=()), "Marisol Quintero") == []
    assert Curtain(one, find_mentions(one), Reading("p", "", "", "")).relation(made) is None


def test_candidates_are_public_and_others_in_the_same_sentence_are_not() -> None:
    """Whom an election names is let through, everywhere on the page; a voter beside him is not."""
    text = "Tadeo Ruiz beat Sheriff Carl Dee in the Ada County, Idaho, primary, said voter Marisol Quintero of Boise."
    reading = read_page(Page("p", text, "", "", "2022-05-20"))
    assert [e.candidates for e in reading.elections] == [("Tadeo Ruiz", "Carl Dee")]
    assert comes_out(reading, "Marisol Quintero") == []
    election = Election("sheriff", "Ada County", "ID", "16001", "primary", None, ("Tadeo Ruiz",), None, text, None)
    one = Page("p", text)
    kept = keep_private(Reading("p", "", "", "", (), (), (election,)), one, find_mentions(one)).elections[0]
    assert kept.evidence == text.replace("Marisol Quintero", "[…]")


def test_evidence_that_is_not_in_the_page_is_elided_by_name() -> None:
    """Evidence written by something else than the reader is searched for every private name of the page."""
    one = Page("p", "Marisol Quintero wept. Ada County, Idaho, ended its 287(g) agreement.")
    curtain = Curtain(one, find_mentions(one), Reading("p", "", "", ""))
    assert curtain.evidence(0, "Ada County ended it for Quintero.") == "Ada County ended it for […]."
