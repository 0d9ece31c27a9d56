"""Rules and cases by what they say: which way a law points, how far it is, what became of a case, whose governor."""

from __future__ import annotations

import pytest

from comity.reader.courts import case_step
from comity.reader.directions import points
from comity.reader.mentions.governors import governed_states
from comity.reader.rulings import is_cleared, ruled
from comity.reader.stages import stage


@pytest.mark.parametrize(
    ("said", "way"),
    [
        ("every jailer would be obliged to heed detainers", "expand"),
        ("the measure outlaws sanctuary policies", "expand"),
        ("towns may no longer refuse to work with federal agents", "expand"),
        ("sheriffs could not let a prisoner go while a detainer is pending", "expand"),
        ("sanctuary policies are to be banned across the state", "expand"),
        ("it would withhold grants from counties that do not cooperate", "expand"),
        ("participation in the program would be mandatory", "expand"),
        ("deputies are barred from honoring immigration holds", "restrict"),
        ("no jail may hold people past their release", "restrict"),
        ("the act keeps troopers from asking drivers about their status", "restrict"),
        ("its workers are not to assist federal agents", "restrict"),
        ("bills that outlaw immigration detention", "restrict"),
        ("the state declared itself a sanctuary", "restrict"),
        ("cooperation with the agency would be prohibited", "restrict"),
    ],
)
def test_a_rule_points_where_its_demands_and_bans_lead(said: str, way: str) -> None:
    """A ban on limits asks for help, a ban on help limits it, and what stands behind counts too."""
    assert points(said) == way


@pytest.mark.parametrize(
    "said",
    [
        "the committee met on thursday",
        "sheriffs who have said that they will not work with the agency",
        "people who do not follow the new law on cooperation",
        "officers must honor detainers only if a judge has signed a warrant",
        "the board has to release a report each spring",
    ],
)
def test_what_somebody_does_of_himself_points_nowhere(said: str) -> None:
    """Conduct that is only told, a condition, and other words that turn say nothing of a rule's side."""
    assert points(said) == ""


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("the bill got governor doe's signature on may 3", "happened"),
        ("the governor put her name to it", "happened"),
        ("lawmakers overrode the veto", "happened"),
        ("the governor met the bill with a veto", "rejected"),
        ("she sent it back unsigned", "rejected"),
        ("the bill died in a senate committee", "rejected"),
        ("the bill is on the governor's desk", "proposed"),
        ("it squeezed through the senate, 21-19", "proposed"),
        ("the bill was before the ways and means committee", "proposed"),
        ("the governor may sign it or veto it", "proposed"),
        ("he'll sign it", "proposed"),
    ],
)
def test_a_bills_stage_is_told_by_many_words(said: str, status: str) -> None:
    """A signature, a veto, a desk, a chamber and its count tell how far a bill is; what may come is open."""
    assert stage(said)[0] == status


@pytest.mark.parametrize(
    "said",
    [
        "the sheriff signed the agreement",
        "a veto-proof majority",
        "the team won by 21 points",
        "the signature tune played",
    ],
)
def test_other_signing_and_counting_is_no_stage(said: str) -> None:
    """An agreement that is signed, and a margin that could override, say nothing of a bill."""
    assert stage(said)[0] == ""


@pytest.mark.parametrize(
    ("said", "action", "status"),
    [
        ("the case was turned down by the appeals court", "sue", "rejected"),
        ("a magistrate granted the county summary judgment", "sue", "rejected"),
        ("the ruling was set aside by the ninth circuit", "other", "happened"),
        ("the county lost the suit", "other", "happened"),
        ("the city agreed to pay $30,000 over the claim", "other", "happened"),
        ("two neighbors took the sheriff to federal court", "sue", "happened"),
        ("the parish is a defendant", "sue", "happened"),
    ],
)
def test_a_case_is_told_by_the_courts_words(said: str, action: str, status: str) -> None:
    """What was lost, set aside, paid or brought is told whichever verb says it."""
    step = case_step(said)
    assert step is not None
    assert (step.action, step.status) == (action, status)


@pytest.mark.parametrize(
    "said",
    [
        "unless a judge has ordered it",
        "the court could throw the case out",
        "valid court orders are obeyed",
        "pioneers settled in the valley",
        "the supreme court agreed to hear the case",
    ],
)
def test_what_a_court_may_do_is_no_step(said: str) -> None:
    """A condition, a possibility, an order as a thing and a place that was settled are no steps of a case."""
    assert case_step(said) is None


@pytest.mark.parametrize(
    ("text", "published", "states"),
    [
        ("Gov. Roy Cooper spoke.", "", {"NC"}),
        ("Governor Inslee's order", "", {"WA"}),
        ("Gov. Brown signed it.", "2017-10-05", set()),
        ("Gov. Kate Brown signed it.", "", {"OR"}),
        ("Gov. Beshear signed it.", "", {"KY"}),
        ("Gov. Walker signed it.", "2012-01-01", {"WI"}),
        ("Lt. Gov. Dan Patrick spoke.", "", set()),
        ("The governor spoke with Cooper.", "", set()),
        ("Governor Nobody of Freedonia", "", set()),
    ],
)
def test_a_governor_tells_the_state(text: str, published: str, states: set[str]) -> None:
    """A governor named with the title tells the state; a surname of two states needs a first name or a year."""
    assert set(governed_states(text, published)) == states


_RULES = [
    ("The council of Fargo, North Dakota, voted down a resolution that would have barred police from helping ICE.",
     ("local_decision", "restrict", "rejected")),
    ("In Fargo, North Dakota, aldermen tabled a motion on ICE. It would let the police cooperate with the agency.",
     ("local_decision", "expand", "rejected")),
    ("The attorney general of Ohio put out a bulletin on ICE detainers. It finds that jails lack the authority to "
     "hold anyone on them.", ("legal_mandate", "restrict", "happened")),
    ("The attorney general of Ohio put out a bulletin on ICE detainers. It says that they are optional.",
     ("legal_mandate", "other", "happened")),
    ("A bill that would bar jails from honoring ICE detainers died in committee in Utah. Nevada was first, in 2019.",
     ("legal_mandate", "restrict", "rejected"), ("legal_mandate", "restrict", "happened")),
    ("House Bill 12 would make sheriffs of Utah honor ICE detainers. If it passes, Governor Doe will probably sign the "
     "bill.",
     ("legal_mandate", "expand", "proposed")),
    ("House Bill 12 got Gov. Mike DeWine's signature on May 3, 2021. It makes sheriffs honor ICE detainers.",
     ("legal_mandate", "expand", "happened")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"), [(text, told) for text, *told in _RULES], ids=[str(one[0])[:40] for one in _RULES]
)
def test_rules_are_read_by_what_they_say(text: str, told: list[tuple[str, str, str]], read_made_up) -> None:  # type: ignore[no-untyped-def]
    """A local rule, an attorney general's paper and a signed bill are told with the side that their words point to."""
    assert [(e.kind, e.action, e.status) for e in read_made_up(text)] == told


@pytest.mark.parametrize(
    "text",
    [
        "The council of Fargo, North Dakota, adopted a resolution against ICE raids in other cities.",
        "The president signed an order that would make Fargo, North Dakota, cooperate with ICE.",
        "Judge Doe in Fargo, North Dakota, ruled that President Roe may not cut grants to places that limit ICE.",
        "An attorney general's bulletin on ICE detainers may be asked for in Ohio.",
    ],
)
def test_rules_without_a_side_are_not_read(text: str, read_made_up) -> None:  # type: ignore[no-untyped-def]
    """A resolution about federal acts, a federal order and a paper only asked for are no events."""
    assert list(read_made_up(text)) == []


_LISTS = [
    ("Bills that would bar counties from holding people for ICE were brought in in Ohio, Iowa and Utah.",
     {("Ohio", "proposed"), ("Iowa", "proposed"), ("Utah", "proposed")}),
    ("Nevada passed a law that keeps counties from making contracts with ICE. Utah and Iowa followed in 2021.",
     {("Nevada", "happened"), ("Utah", "happened"), ("Iowa", "happened")}),
    ("Nevada's sheriffs met ICE on Monday. Utah and Iowa followed on Tuesday.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), _LISTS, ids=[text[:40] for text, _ in _LISTS])
def test_every_state_of_a_list_has_the_law(text: str, told: set[tuple[str, str]], read_made_up) -> None:  # type: ignore[no-untyped-def]
    """A law told of several states is each one's, and who follows does what was told; without a law nothing is."""
    assert {(e.jurisdiction_name, e.status) for e in read_made_up(text)} == told


_RECORDS = [
    ("File #: 24-11\nType: Ordinance Status: Passed\nOn agenda: 5/3/2021 Final action: 5/3/2021\nTitle: An "
     "ordinance of the City of Fargo, North Dakota\nNo officer of the city of Fargo shall honor an ICE detainer.",
     [("local_decision", "restrict", "happened", "2021-05-03")]),
    ("HB 77: Detainers\nSheriffs of Utah must honor ICE detainers, the bill says.\nHistory\n"
     "03/31/2021: vetoed by governor\n01/08/2021: introduced", [("legal_mandate", "expand", "rejected", "2021-03-31")]),
    ("File #: 24-12\nType: Report Status: Filed\nTitle: A report to the City of Fargo, North Dakota, on ICE "
     "detainers.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), _RECORDS, ids=[text[:40] for text, _ in _RECORDS])
def test_a_record_tells_its_last_step(text: str, told: list[tuple[str, str, str, str]], read_made_up) -> None:  # type: ignore[no-untyped-def]
    """A council's record and a bill's history are read by their status and last dated step; a report is no rule."""
    assert [(e.kind, e.action, e.status, e.date) for e in read_made_up(text)] == told


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("under the settlement the jail will stop holding people", "end"),
        ("the judge barred deputies from honoring detainers", "restrict"),
        ("by the decree no inmate may be held for ice", "restrict"),
        ("the county will pay $12,000", "other"),
    ],
)
def test_a_ruling_is_what_it_makes_somebody_do(said: str, action: str) -> None:
    """A ruling or settlement ends, limits or only pays, by its own words."""
    assert ruled(said, said) == action


def test_what_others_did_before_a_ruling_is_not_its_own() -> None:
    """A county that stopped honoring detainers after a ruling is not what the ruling made somebody do."""
    assert ruled("the jail limits holds under detainers; a judge ruled", "ruled") == "other"


def test_a_ruling_for_the_local_body_is_known() -> None:
    """It "did not violate" and "acted lawfully"; charges that were cleared are somebody else's."""
    assert is_cleared("the sheriff did not violate the law")
    assert not is_cleared("the charges were cleared")
