"""The learnt second look: what it adds and leaves out, and that its numbers are those of the pages labelled here."""

from __future__ import annotations

from math import exp, isclose, sqrt

import msgspec
import pytest
from tests.reader.scoring import FAMILY, SIDE, own_pages, taught
from tests.reader.test_reader_privacy import NAMES, OTHERS, PLACES, comes_out
from tests.reader.test_reader_privacy import page as private_page

from comity.reader.drafts import SIDES
from comity.reader.events import find_events
from comity.reader.learnt import SecondLook, own_second_look
from comity.reader.learnt.days import Days
from comity.reader.learnt.lanes import Lanes
from comity.reader.learnt.linear import Head, Linear
from comity.reader.learnt.look import PATTERN
from comity.reader.learnt.page import PageProposals
from comity.reader.learnt.rows import FAINT, Features, Row, rows_of
from comity.reader.learnt.rows import FAMILY as FAMILIES
from comity.reader.learnt.trees import Branch, Trees
from comity.reader.page import context_of, read_page
from comity.reader.records import Event, Page
from comity.reader.shard import default_reader

ALWAYS, NEVER = Trees(20.0, []), Trees(-20.0, [])
# The day that the rules read, and no other.
AS_READ = Trees(0.0, [[Branch("own", 0.5, 1, 2), Branch("", -5.0), Branch("", 5.0)]])
# Read by the rules: one event. The other holds a verb that no rule knows.
ENDED = "Commissioners of Lane County, Oregon, ended the detention contract with ICE on Tuesday."
ZINGED = "Commissioners of Linn County, Oregon, zinged the detention contract with ICE on Tuesday."


def one_page(text: str) -> Page:
    """Return a page of a day."""
    return Page("p", text, "https://news.example/1", "", "2021-06-03")


def made_look(
    of_events: Trees = ALWAYS, of_rows: Trees = ALWAYS, of_days: Trees = AS_READ, **weights: float
) -> SecondLook:
    """Return a second look that knows some words, and takes what they tell for the end of a county's contract."""
    said = {"instrument": "detention_contract", "action": "end", "kind": "local_decision", "status": "happened"}
    heads = {name: Head([answer], [0.0], {}) for name, answer in said.items()}
    known = {f"w={word}": weight for word, weight in weights.items()} | {"type=state": -100.0}
    linear = Linear(-10.0, known, heads)
    return SecondLook("", linear, of_events, of_rows, of_days, 0.5, 0.5, 0.5)


def told(text: str, look: SecondLook | None) -> list[tuple[str, str, str]]:
    """Return place, action and pattern of each event of a text."""
    events = read_page(one_page(text), look=look).events
    return [(event.jurisdiction_name, event.action, event.pattern) for event in events]


def test_what_the_rules_find_stands_where_the_trees_say_so() -> None:
    """Kept whole and unchanged, or left out."""
    page = one_page(ENDED)
    (found,) = read_page(page).events
    assert read_page(page, look=made_look()).events == (found,)
    assert read_page(page, look=made_look(of_events=NEVER)).events == ()


def test_events_of_one_list_stand_or_fall_together() -> None:
    """The mean of what the trees say of each decides."""
    listed = (
        "They include Lane County, Oregon, and Linn County, Oregon, which ended their detention contracts with ICE."
    )
    split = Trees(0.0, [[Branch("is=main", 0.5, 1, 2), Branch("", 1.0), Branch("", -3.0)]])
    assert [place for place, _, _ in told(listed, None)] == ["Lane County", "Linn County"]
    for trees, kept in (
        (split, 0),
        (Trees(0.0, [[Branch("is=main", 0.5, 1, 2), Branch("", 3.0), Branch("", -1.0)]]), 2),
    ):
        assert len(told(listed, made_look(of_events=trees))) == kept


def test_a_demand_stands_whatever_the_trees_say() -> None:
    """They have seen too few; the rules are right of most."""
    text = "Activists in Lane County, Oregon, are pressuring the sheriff to end the detention contract with ICE."
    assert told(text, None) and told(text, made_look(of_events=NEVER)) == told(text, None)


def test_a_sentence_that_no_rule_reads_is_added_with_its_day_and_words() -> None:
    """What it is comes from the weights; place, day, words and where they stand come from the page."""
    assert told(ZINGED, None) == []
    (event,) = read_page(one_page(ZINGED), look=made_look(zing=60.0)).events
    said = event.jurisdiction_name, event.state, event.fips5_or_null, event.instrument, event.action
    assert said == ("Linn County", "OR", "41043", "detention_contract", "end")
    assert (event.kind, event.status, event.date, event.pattern) == (
        "local_decision",
        "happened",
        "2021-06-01",
        PATTERN,
    )
    assert event.evidence == ZINGED and event.start == 0


@pytest.mark.parametrize(
    "look",
    [made_look(), made_look(zing=1.0), made_look(of_rows=NEVER, zing=60.0), made_look(zip=60.0)],
    ids=["no weight", "too light", "no by the trees", "another word"],
)
def test_what_is_not_likely_is_not_added(look: SecondLook) -> None:
    """Neither without weight nor against the trees."""
    assert told(ZINGED, look) == []


def test_an_act_that_the_rules_tell_is_not_told_twice() -> None:
    """The same place, family and side is the rules'; the same row told by two sentences is one."""
    look = made_look(ended=60.0, end=60.0, zing=60.0)
    assert told(ENDED, look) == told(ENDED, None)
    twice = f"{ZINGED} They had zinged the contract with ICE before, in Linn County, on Monday."
    assert [place for place, _, _ in told(twice, look)] == ["Linn County"]
    both = told(f"{ENDED} {ZINGED}", look)
    assert [(place, pattern == PATTERN) for place, _, pattern in both] == [
        ("Lane County", False),
        ("Linn County", True),
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Clackamas, Linn and Lane counties, Oregon, zinged the contract with ICE.", ["Clackamas", "Lane", "Linn"]),
        ("Clackamas County, Lane County's neighbor in Oregon, zinged the contract with ICE.", ["Clackamas"]),
        ("Clackamas County, Oregon, zinged the contract with ICE while Lane County waited.", ["Clackamas"]),
        ("Clackamas and Lane counties, Oregon, zinged it; Lane County ended its contract.", ["Clackamas", "Lane"]),
    ],
    ids=["a list", "no list", "another clause", "one of them told by the rules"],
)
def test_what_is_told_of_one_place_of_a_list_is_told_of_all(text: str, places: list[str]) -> None:
    """The weights know only the place that stands first; what the rules tell of another is not told again."""
    linear = made_look(zing=10.0).linear
    linear = Linear(-12.0, {**linear.weights, "first": 60.0}, linear.heads)
    look = msgspec.structs.replace(made_look(), linear=linear)
    found = [name for name, _, _ in told(f"The detention contract with ICE\n\n{text}", look)]
    assert sorted(found) == [f"{place} County" for place in places]


@pytest.mark.parametrize(
    "text",
    [
        "Commissioners of Linn County, Oregon, zinged the paving contract on Tuesday.",
        "In a novel by a local writer, Linn County zinged its detention contract with ICE. "
        "The thriller is out on Tuesday; the novel's hero is a sheriff.",
        "",
    ],
)
def test_a_page_of_something_else_has_no_rows(text: str) -> None:
    """Nothing is weighed on a page that is not about this country's local cooperation."""
    assert rows_of(context_of(one_page(text))) == []
    assert told(text, made_look(zing=60.0)) == []


def test_rows_are_of_the_places_that_a_sentence_may_be_about() -> None:
    """Those that it names, the last named before, the one that the page names most; how they stand is said."""
    text = (
        "Lane County, Oregon, has a detention contract with ICE. Lane County's jail is full. In Linn County the board "
        "has none. The contract with ICE ends in June."
    )
    rows = rows_of(context_of(one_page(text)))
    last = [row for row in rows if text[row.start :].startswith("The contract")]
    flags = {row.place.name: {name for name in row.bearing.plain if name.startswith("fl=")} for row in last}
    assert flags["Linn County"] == {"fl=last", "fl=last1", "fl=lastlocal"}
    assert flags["Lane County"] == {"fl=main"}
    (named,) = [row for row in rows if text[row.start :].startswith("In Linn") and row.place.name == "Linn County"]
    assert "fl=here" in named.bearing.plain and "w=xplace" in named.words.plain and "w=linn" not in named.words.plain
    assert "p=jail" in named.words.faint and "pins=detention_contract" in named.words.faint


def test_a_title_and_a_dateline_are_places_that_a_page_may_be_about() -> None:
    """They stand beside the places that the text names."""
    text = "BEND, Ore. - The council ended its agreement with ICE on Tuesday. Salem, Oregon, has none."
    page = Page("p", text, "https://news.example/1", "Tigard, Oregon, looks on", "2021-06-03")
    headed = {row.place.name for row in rows_of(context_of(page)) if "fl=headed" in row.bearing.plain}
    assert headed == {"Bend", "Tigard"}


def test_a_linear_model_weighs_words_by_their_length() -> None:
    """The sum of the known features over their length, through the logistic function; faint ones less."""
    heads = {name: Head(classes, [0.0, 0.5], {"w=a": [(1, 2.0)]}) for name, classes in (
        ("instrument", ["detainer_policy", "notification"]), ("action", ["start", "end"]))}  # fmt: skip
    linear = Linear(-0.5, {"w=a": 2.0, "here": 1.0}, heads)
    place = context_of(one_page(ENDED)).ground.named[0].jurisdiction
    row = Row(0, 0, 9, place, Features(["w=a", "w=unknown"], ["w=a"]), Features(["here"]), {})
    (guess,) = linear.guesses([row], 0.0)
    length = sqrt(2 + FAINT * FAINT)
    assert isclose(guess.told, 1 / (1 + exp(-(-0.5 + (3.0 + 2.0 * FAINT) / length))))
    second = 1 / (1 + exp(-(0.5 + (2.0 + 2.0 * FAINT) / length)))
    assert isclose(guess.sides["less"], second) and isclose(guess.sides["more"], 1 - second)
    assert isclose(guess.families["custody"], 1.0)
    (unlikely,) = linear.guesses([row], 0.99)
    assert unlikely.families == {} == unlikely.sides


def test_what_a_feature_weighs_is_summed_lane_by_lane() -> None:
    """Below nothing or over it, none spills into the next; what is unknown adds nothing."""
    lanes = Lanes(4)
    for name, row in {"a": (-1.5, 2.25, 0, -100.0), "b": (0.5, -2.25, 0, -100.0), "c": (0, 0, 0.001, 999.999)}.items():
        for at, number in enumerate(row):
            lanes.put(name, at, number)
    assert lanes.sums(["a", "b", "unknown"]) == (-1_000, 0, 0, -200_000)
    assert lanes.sums(["a", "c", "c"]) == (-1_500, 2_250, 2, 1_899_998)
    assert lanes.sums(()) == (0, 0, 0, 0)


def test_trees_sum_the_answers_that_the_circumstances_lead_to() -> None:
    """At most a limit is one branch, more another; what is not told is nothing."""
    trees = Trees(
        1.0, [[Branch("a", 0.5, 1, 2), Branch("", -3.0), Branch("b", 2.0, 3, 4), Branch("", 1.0), Branch("", 4.0)]]
    )
    for circumstances, total in (({}, -2.0), ({"a": 0.5}, -2.0), ({"a": 1.0}, 2.0), ({"a": 1.0, "b": 3.0}, 5.0)):
        assert isclose(trees.chance(circumstances), 1 / (1 + exp(-total)))


def test_the_weights_are_learnt_from_the_pages_that_stand_here() -> None:
    """Whoever changes those pages learns anew: `python -m tests.reader.train_second_look`."""
    assert own_second_look().trained_on == taught()


def test_its_words_are_those_of_the_claims() -> None:
    """Every instrument, action, kind and status that it may choose is the guide's; families are the scorer's."""
    heads = own_second_look().linear.heads
    assert set(heads["instrument"].classes) <= FAMILY.keys() and FAMILIES == FAMILY
    assert set(heads["action"].classes) <= SIDES.keys() and SIDES == SIDE
    kinds = {"local_decision", "legal_mandate", "lawsuit", "campaign_pledge", "pressure", "practice"}
    assert set(heads["kind"].classes) <= kinds
    assert set(heads["status"].classes) <= {"happened", "announced", "proposed", "pressured", "rejected", "denied"}


def test_the_reader_of_many_pages_looks_twice() -> None:
    """`comity read` gives what the rules and the second look give together; some is added and some left out."""
    pages, _ = own_pages("sibling")
    read, looked, ruled = default_reader(looks_twice=True), own_second_look(), 0
    counts = {"added": 0, "left": 0}
    for raw in pages[:150]:
        page = Page(raw["id"], raw["text"], raw["url"], raw["title"], raw["published"] or "")
        context = context_of(page)
        by_rules, both = find_events(context), read(page).events
        assert both == read_page(page, look=looked).events == read_page(page, is_plain=True, look=looked).events
        added = [event for event in both if event.pattern == PATTERN]
        counts["added"] += len(added)
        counts["left"] += len(by_rules) - (len(both) - len(added))
        ruled += len(by_rules)
        assert len({named(event) for event in added}) == len(added)
        assert not {named(event) for event in added} & {named(event) for event in by_rules}
        assert [event.start for event in both] == sorted(event.start for event in both)
    assert counts["added"] and counts["left"] and counts["left"] < ruled / 4


def named(event: Event) -> tuple[str, str, str]:
    """Return what an event is told apart by."""
    return event.fips5_or_null or event.jurisdiction_name, FAMILY[event.instrument], SIDE[event.action]


@pytest.mark.parametrize(
    ("of_days", "day"),
    [
        (AS_READ, "2021-06-01"),
        (NEVER, None),
        (Trees(0.0, [[Branch("behind", 0.5, 1, 2), Branch("", -5.0), Branch("", 5.0)]]), "2021-05"),
        (Trees(0.0, [[Branch("precision=year", 0.5, 1, 2), Branch("", -5.0), Branch("", 5.0)]]), "2019"),
    ],
    ids=["its own", "none", "that of the next sentence", "a year"],
)
def test_an_event_is_on_the_day_that_is_likeliest_its_own(of_days: Trees, day: str | None) -> None:
    """Of those named near it, by the rules' or by a row's: the words of the day go with it."""
    behind = " The vote was 3-2. The sheriff had signed in May. He came to office in 2019."
    words = {"2021-06-01": "Tuesday", None: None, "2021-05": "in May", "2019": "2019"}
    for text, look in ((ENDED, made_look(of_days=of_days)), (ZINGED, made_look(of_days=of_days, zing=60.0))):
        event = read_page(one_page(text + behind), look=look).events[0]
        assert (event.date, event.date_text) == (day, words[day])


def test_the_days_of_an_event_are_those_named_near_it() -> None:
    """Up to three sentences away, and wherever the rules have it from their own; each with how it stands."""
    text = f"The jail was built in 2001. One. Two. Three. {ENDED} The jail will close on July 1."
    context = context_of(one_page(text))
    (event,) = find_events(context)
    days = {one.on: one for one in Days(context).candidates(event, is_learnt=False)}
    assert days.keys() == {"2021-06-01", "2021-07-01"}
    assert days["2021-06-01"].circumstances["own"] and not days["2021-06-01"].circumstances["away"]
    later = days["2021-07-01"].circumstances
    assert (later["own"], later["behind"], later["future"], later["age"]) == (0.0, 1.0, 1.0, -28.0)
    told_elsewhere = msgspec.structs.replace(event, date="2001")
    found = [one for one in Days(context).candidates(told_elsewhere, is_learnt=True) if one.on == "2001"]
    assert [(one.mention, one.circumstances["own"], one.circumstances["learnt"]) for one in found] == [(None, 1.0, 1.0)]
    undated = context_of(one_page("Commissioners of Lane County, Oregon, ended the detention contract with ICE."))
    assert Days(undated).candidates(find_events(undated)[0], is_learnt=False) == []


def test_a_row_is_weighed_beside_all_others_of_its_page() -> None:
    """The likeliest other one of the sentence, of the place and of the page is that of all others, one by one."""
    text = " ".join(f"{ZINGED} {ENDED}" for _ in range(6))
    rows, linear = rows_of(context_of(one_page(text))), own_second_look().linear
    likely = msgspec.structs.replace(linear, constant=linear.constant + 9.0)
    guesses = likely.guesses(rows, 0.0)
    told = list(PageProposals(rows, (), likely).of_rows())
    assert len(told) == len(rows) > 12
    for row, guess, proposal in told:
        others = [(other, mine.told) for other, mine in zip(rows, guesses, strict=True) if other is not row]
        wanted = {
            "told": guess.told,
            "best_in_sentence": max((chance for one, chance in others if one.number == row.number), default=0.0),
            "best_of_place": max((chance for one, chance in others if one.place == row.place), default=0.0),
            "best_of_page": max(chance for _, chance in others),
            "sum_of_page": min(5.0, sum(chance for _, chance in others)),
        }
        assert {name: pytest.approx(value) for name, value in wanted.items()} == {
            name: proposal.circumstances[name] for name in wanted
        }


@pytest.mark.parametrize("name", NAMES)
def test_no_private_name_comes_out_of_what_is_added(name: str) -> None:
    """Not even of a second look that takes every sentence for an event."""
    all_told = msgspec.structs.replace(
        own_second_look(), linear=msgspec.structs.replace(own_second_look().linear, constant=20.0), of_rows=ALWAYS
    )
    added, leaks = 0, []
    for place in PLACES:
        reading = read_page(private_page(place.format(name)), look=all_told)
        added += sum(event.pattern == PATTERN for event in reading.events)
        leaks += [(place, word) for word in comes_out(reading, name)]
        leaks += [(place, word) for other in OTHERS for word in comes_out(reading, other)]
    assert leaks == [] and added
