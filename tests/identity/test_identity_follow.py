"""Agreements are followed through lists by named rules, and nothing leaves because one list lacks it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.identity import History, Ruling, Snapshot, follow
from tests.identity.lists import Lists

BAKER = ("FL", "Baker County Sheriff's Office", "TFM", "2025-02-26")
BAY = ("FL", "Bay County Sheriff's Office", "TFM", "2025-02-26")
AGENCIES = {
    "baker county sheriffs office": ("us-fl-baker-county-sheriff", ("12003",)),
    "bay county sheriffs office": ("us-fl-bay-county-sheriff", ("12005",)),
    "bay county so": ("us-fl-bay-county-sheriff", ("12005",)),
    "okaloosa county sheriffs office": ("us-fl-okaloosa-county-sheriff", ("12091",)),
    "okaloosa county department of corrections": ("us-fl-okaloosa-county-jail", ("12091",)),
    "pinal county sheriffs office": ("us-az-pinal-county-sheriff", ("04021",)),
    "lake county sheriffs office": ("us-fl-lake-county-sheriff", ("12069",)),
    "bureau of investigation": ("us-ks-bureau-of-investigation", ()),
}
OTHERS = [("FL", f"City {n} Police Department", "TFM", "2025-02-28") for n in range(5)]
WEEKS = ["2025-03-01", "2025-03-08", "2025-03-15", "2025-03-22", "2025-03-29", "2025-04-05"]


def events(history: History) -> list[tuple[str, str, str, str, str]]:
    """Return what happened, without ids."""
    return [(e.event, e.agency, e.after_on, e.by_on, e.after) for e in history.events]


def walk(make: Lists, *lists: list[tuple[str, ...]]) -> History:
    """Follow one list a week, each with five bystanders."""
    return follow([make.on(day, *rows, *OTHERS) for day, rows in zip(WEEKS, lists, strict=False)])


def test_a_row_that_stands_in_every_list_is_one_agreement_without_events() -> None:
    """Nothing changed, so nothing happened."""
    history = walk(Lists(AGENCIES), [BAKER], [BAKER], [BAKER])
    agreement = next(a for a in history.agreements if a.agency_id == "us-fl-baker-county-sheriff")
    assert (agreement.status, agreement.first_listed_on, agreement.last_listed_on) == ("listed", WEEKS[0], WEEKS[2])
    assert agreement.agreement_id == "us-fl-baker-county-sheriff.1"
    assert history.events == ()


def test_a_new_row_is_listed_between_the_two_lists() -> None:
    """The event names the last list without it and the first with it."""
    history = walk(Lists(AGENCIES), [BAKER], [BAKER, BAY])
    assert events(history) == [("listed", "Bay County Sheriff's Office", WEEKS[0], WEEKS[1], "")]


def test_a_departure_waits_for_later_lists() -> None:
    """One list without a row proves nothing; two over a week do."""
    once = walk(Lists(AGENCIES), [BAKER, BAY], [BAKER])
    assert once.events == () and {a.status for a in once.agreements} == {"listed"}
    twice = walk(Lists(AGENCIES), [BAKER, BAY], [BAKER], [BAKER])
    assert events(twice) == [("unlisted", "Bay County Sheriff's Office", WEEKS[0], WEEKS[1], "")]
    left = next(a for a in twice.agreements if a.agency_id == "us-fl-bay-county-sheriff")
    assert (left.status, left.last_listed_on) == ("no_longer_listed", WEEKS[0])


def test_many_lists_of_few_days_do_not_confirm_a_departure() -> None:
    """A row fell out of five lists within six days and came back: no event at all."""
    make = Lists(AGENCIES)
    days = ["2025-07-23", "2025-07-24", "2025-07-25", "2025-07-28", "2025-07-29", "2025-07-30"]
    lists = [make.on(days[0], BAKER, BAY), *make.days([BAKER], *days[1:5]), make.on(days[5], BAKER, BAY)]
    assert follow(lists).events == ()


def test_a_confirmed_departure_that_returns_is_relisted() -> None:
    """Both events stand, and the agreement is one."""
    history = walk(Lists(AGENCIES), [BAKER, BAY], [BAKER], [BAKER], [BAKER, BAY])
    assert [e[0] for e in events(history)] == ["unlisted", "relisted"]
    assert sum(a.agency_id == "us-fl-bay-county-sheriff" for a in history.agreements) == 1


@pytest.mark.parametrize("spelling", ["Bay County SO", "BAY COUNTY SHERIFF’S OFFICE ", "Bay County S.O."])
def test_another_spelling_of_one_body_is_no_departure(spelling: str) -> None:
    """The agency id carries the agreement over; only a changed name is an event."""
    make = Lists(AGENCIES | {"bay county s o": AGENCIES["bay county so"]})
    new = (BAY[0], spelling, *BAY[2:])
    history = walk(make, [BAKER, BAY], [BAKER, new], [BAKER, new])
    assert {e[0] for e in events(history)} <= {"renamed"}
    assert sum(a.agency_id == "us-fl-bay-county-sheriff" for a in history.agreements) == 1


def test_look_alike_neighbours_are_never_merged() -> None:
    """Baker leaves as Bay comes, alike in model and date: two bodies of two counties, two agreements."""
    history = walk(Lists(AGENCIES), [BAKER], [BAY], [BAY])
    assert sorted(e[0] for e in events(history)) == ["listed", "unlisted"]


def test_names_that_stood_side_by_side_are_never_merged_by_likeness() -> None:
    """Neither name resolves and they are nearly one, but one list has both as different rows."""
    east = ("PA", "East Donegal Township Constable", "TFM", "2025-07-15")
    west = ("PA", "West Donegal Township Constable", "TFM", "2025-07-15")
    history = walk(Lists(), [east], [west], [west], [east, west])
    assert not any(d.kind == "same" and d.rule == "misspelt" for d in history.decisions)
    assert any(d.rule == "side_by_side" for d in history.decisions)


def test_a_misspelt_unknown_name_is_put_right() -> None:
    """Nearly one name, the same model and date, one row in the place of the other."""
    wrong = ("NC", "Brookfield Village Police Department", "TFM", "2025-09-09")
    right = ("NC", "Brookford Village Police Department", "TFM", "2025-09-09")
    history = walk(Lists(), [wrong], [right], [right])
    assert events(history) == [
        ("renamed", right[1], WEEKS[0], WEEKS[1], right[1]),
    ]
    assert [d.rule for d in history.decisions] == ["misspelt"]


def test_a_likeness_too_weak_to_merge_waits_for_a_person() -> None:
    """The two stay apart and the doubt is recorded as undecided."""
    wrong = ("NC", "Brookfield Police Department", "TFM", "2025-09-09")
    right = ("NC", "Brockton Falls Police Department", "TFM", "2025-09-09")
    history = walk(Lists(), [wrong], [right], [right])
    assert [d.kind for d in history.decisions] == ["undecided"]
    assert sorted(e[0] for e in events(history)) == ["listed", "unlisted"]


def test_a_date_moved_by_a_day_is_redated() -> None:
    """The agreement goes on under its new date."""
    moved = (*BAKER[:3], "2025-02-25")
    history = walk(Lists(AGENCIES), [BAKER], [moved], [moved])
    assert [(e.event, e.before, e.after) for e in history.events] == [("redated", "2025-02-26", "2025-02-25")]
    assert [a.signed_on for a in history.agreements if a.agency_id.endswith("sheriff")] == ["2025-02-25"]


def test_a_date_with_another_year_is_a_misprint_put_right() -> None:
    """Month and day agree: one signing."""
    late = (*BAKER[:3], "2026-02-26")
    history = walk(Lists(AGENCIES), [late], [BAKER], [BAKER])
    assert [(e.event, e.after) for e in history.events] == [("redated", "2025-02-26")]


def test_a_signing_years_later_is_a_new_agreement_that_supersedes() -> None:
    """The old agreement is superseded by the new one, and did not leave."""
    old = ("TN", "Baker County Sheriff's Office", "JEM", "2017-06-15", "old.pdf")
    new = ("TN", "Baker County Sheriff's Office", "JEM", "2020-06-08", "new.pdf")
    history = walk(Lists(AGENCIES), [old], [new], [new])
    statuses = {a.signed_on: (a.status, a.successor_id) for a in history.agreements if a.agency_id}
    assert statuses["2017-06-15"] == ("superseded", "us-fl-baker-county-sheriff.2")
    assert statuses["2020-06-08"] == ("listed", "")
    told = [(e.event, e.before, e.after) for e in history.events]
    assert told == [("listed", "2017-06-15 (us-fl-baker-county-sheriff.1)", "2020-06-08")]
    assert "unlisted" not in {e.event for e in history.events}


def test_one_memorandum_under_two_names_is_one_agreement() -> None:
    """The linked document joins what the names do not."""
    old = ("FL", "Gulf County BOCC", "WSO", "2025-02-26", "GulfCo_WSO.pdf")
    new = ("FL", "Board of Commissioners, Detention", "WSO", "2025-02-26", "GulfCo_WSO.pdf")
    history = walk(Lists(), [old], [new], [new])
    assert [d.rule for d in history.decisions] == ["same_document"]


def test_a_memorandum_of_another_county_joins_nothing() -> None:
    """A link that points at the neighbour's document is refused, and the refusal recorded."""
    old = ("FL", "Baker County Sheriff's Office", "WSO", "2025-02-26", "BakerCo_WSO.pdf")
    new = ("FL", "Bay County Sheriff's Office", "WSO", "2025-03-01", "BakerCo_WSO.pdf")
    history = walk(Lists(AGENCIES), [old], [new], [new])
    assert [(d.kind, d.rule) for d in history.decisions] == [("different", "other_body")]
    assert sorted(e[0] for e in events(history)) == ["listed", "unlisted"]


def test_a_row_that_passes_to_the_jail_department_has_moved() -> None:
    """Another body of the same county takes the row over."""
    old = ("FL", "Okaloosa County Sheriff's Office", "WSO", "2025-02-26")
    new = ("FL", "Okaloosa County Department of Corrections", "WSO", "2025-02-26")
    history = walk(Lists(AGENCIES), [old], [new], [new])
    assert [e[0] for e in events(history)] == ["moved_to_another_agency"]
    assert [a.agency_id for a in history.agreements if a.model == "WSO"] == ["us-fl-okaloosa-county-jail"]


def test_sheriff_and_jail_of_one_county_stay_two_where_both_are_listed() -> None:
    """They have stood side by side: nothing moves from one to the other."""
    sheriff = ("FL", "Okaloosa County Sheriff's Office", "WSO", "2025-02-26")
    jail = ("FL", "Okaloosa County Department of Corrections", "WSO", "2025-02-26")
    history = walk(Lists(AGENCIES), [sheriff], [jail], [jail], [sheriff, jail])
    assert "moved_to_another_agency" not in {e[0] for e in events(history)}


def test_a_row_in_a_wrong_state_is_put_right() -> None:
    """Name, model and date agree; the state does not: one agreement, corrected."""
    wrong = ("MA", "Crow Wing County Sheriff's Office", "WSO", "2025-03-27")
    right = ("MN", "Crow Wing County Sheriff's Office", "WSO", "2025-03-27")
    history = walk(Lists(), [wrong], [right], [right])
    assert [(e.event, e.before, e.after) for e in history.events] == [("corrected", "MA", "MN")]


def test_a_model_printed_wrongly_is_changed_in_place() -> None:
    """Same body, same signing, one row in the place of the other."""
    wrong = ("KS", "Bureau of Investigation", "WSO", "2025-02-18")
    right = ("KS", "Bureau of Investigation", "TFM", "2025-02-18")
    history = walk(Lists(AGENCIES), [wrong], [right], [right])
    assert [(e.event, e.before, e.after) for e in history.events] == [("model_changed", "WSO", "TFM")]
    assert len([a for a in history.agreements if a.state == "KS"]) == 1


def test_two_models_of_one_agency_are_two_agreements() -> None:
    """A second model beside the first replaces nothing."""
    task = ("KS", "Bureau of Investigation", "TFM", "2025-02-18")
    warrant = ("KS", "Bureau of Investigation", "WSO", "2025-03-05")
    history = walk(Lists(AGENCIES), [task], [task, warrant], [task, warrant])
    assert [e[0] for e in events(history)] == ["listed"]
    assert {a.status for a in history.agreements} == {"listed"}


def test_a_switch_of_models_supersedes() -> None:
    """The jail model leaves in the week in which the warrant model, signed later, comes."""
    jail = ("FL", "Baker County Sheriff's Office", "JEM", "2025-02-01")
    warrant = ("FL", "Baker County Sheriff's Office", "WSO", "2025-03-05")
    history = walk(Lists(AGENCIES), [jail], [warrant], [warrant])
    statuses = {a.model: (a.status, a.successor_id) for a in history.agreements if a.agency_id}
    assert statuses["JEM"] == ("superseded", "us-fl-baker-county-sheriff.2")
    assert ("model_changed", "WSO") in {(e.event, e.after) for e in history.events}


def test_one_of_two_rows_of_one_agency_and_model_withdrawn_is_superseded() -> None:
    """The other row stands, so the agency has not left."""
    first = ("FL", "Baker County Sheriff's Office", "TFM", "2025-02-26")
    second = ("FL", "Baker County Sheriff's Office", "TFM", "2025-02-27")
    history = walk(Lists(AGENCIES), [first, second], [first], [first])
    assert {(a.signed_on, a.status) for a in history.agreements if "sheriff" in a.agency_id} == {
        ("2025-02-26", "listed"),
        ("2025-02-27", "superseded"),
    }
    assert [e[0] for e in events(history)] == ["corrected"]


def test_one_body_under_two_names_in_one_list_is_one_agreement() -> None:
    """The agency, model and date agree, so the second row is no second agreement, and its leaving no departure."""
    long = ("FL", "Bay County Sheriff's Office", "TFM", "2025-02-26")
    short = ("FL", "Bay County SO", "TFM", "2025-02-26")
    history = walk(Lists(AGENCIES), [long], [long, short], [short], [short])
    bay = [a for a in history.agreements if a.agency_id == "us-fl-bay-county-sheriff"]
    assert [(a.status, a.last_listed_on) for a in bay] == [("listed", WEEKS[3])]
    assert [(d.rule, d.agreement_id) for d in history.decisions] == [("beside", bay[0].agreement_id)]
    assert {e[0] for e in events(history)} <= {"renamed"}


def test_a_row_that_took_another_bodys_document_is_not_merged_with_it() -> None:
    """Two state bodies, one link: the link alone joins nothing."""
    agencies = {
        "fish and wildlife commission": ("us-fl-fish-and-wildlife", ()),
        "environmental protection": ("us-fl-environmental-protection", ()),
    }
    wildlife = ("FL", "Fish and Wildlife Commission", "TFM", "2025-02-14", "Environ.pdf")
    taken = ("FL", "Environmental Protection", "TFM", "2025-02-14", "Environ.pdf")
    history = walk(Lists(agencies), [wildlife], [taken], [taken], [wildlife, taken])
    assert {a.agency_id for a in history.agreements if a.state == "FL" and a.document} == {
        "us-fl-fish-and-wildlife",
        "us-fl-environmental-protection",
    }


def test_a_row_that_goes_and_comes_back_signed_since_is_signed_anew() -> None:
    """The old agreement is superseded; as its absence had not been confirmed, it never left."""
    old = ("FL", "Baker County Sheriff's Office", "WSO", "2025-02-26")
    new = ("FL", "Baker County Sheriff's Office", "WSO", "2025-03-10")
    history = walk(Lists(AGENCIES), [old], [], [new], [new])
    statuses = {a.signed_on: a.status for a in history.agreements if "sheriff" in a.agency_id}
    assert statuses == {"2025-02-26": "superseded", "2025-03-10": "listed"}
    assert "unlisted" not in {e[0] for e in events(history)}


def test_a_departure_that_lists_confirmed_stays_said_when_a_successor_comes() -> None:
    """Months later the same model is signed again: unlisted then, superseded now."""
    old = ("FL", "Baker County Sheriff's Office", "WSO", "2025-02-26")
    new = ("FL", "Baker County Sheriff's Office", "WSO", "2025-03-28")
    history = walk(Lists(AGENCIES), [old], [], [], [], [new], [new])
    assert ("unlisted", WEEKS[1]) in {(e.event, e.by_on) for e in history.events}
    assert {a.signed_on: a.status for a in history.agreements if "sheriff" in a.agency_id}["2025-02-26"] == "superseded"


def test_a_person_can_join_and_part() -> None:
    """A ruling joins what no rule joins, and parts what a rule would join."""
    make = Lists()
    old = ("FL", "Anything At All", "TFM", "2025-02-26")
    new = ("FL", "Quite Another Name", "TFM", "2025-02-26")
    lists = [make.on(WEEKS[0], old, *OTHERS), *(make.on(day, new, *OTHERS) for day in WEEKS[1:3])]
    references = [make.sighting(*row).reference for row in (old, new)]
    joined = follow(lists, [Ruling("r1", "same", *references, "the county's minutes say so")])
    assert [e[0] for e in events(joined)] == ["renamed"]
    alike = ("FL", "Anything At Al", "TFM", "2025-02-26")
    lists = [make.on(WEEKS[0], old, *OTHERS), *(make.on(day, alike, *OTHERS) for day in WEEKS[1:3])]
    references = [make.sighting(*row).reference for row in (old, alike)]
    parted = follow(lists, [Ruling("r2", "different", *references, "two bodies")])
    assert sorted(e[0] for e in events(parted)) == ["listed", "unlisted"]
    assert any(d.rule == "reviewed" and d.kind == "different" for d in parted.decisions)


def test_a_row_printed_twice_is_one_agreement_and_is_shown() -> None:
    """The twin is named for a person to see."""
    make = Lists(AGENCIES)
    history = follow([make.on(WEEKS[0], BAKER, BAKER, *OTHERS)])
    assert len(history.twins[f"list-{WEEKS[0]}"]) == 1
    assert sum(a.agency_id == "us-fl-baker-county-sheriff" for a in history.agreements) == 1


def test_a_county_or_an_unreadable_date_put_right_is_a_correction() -> None:
    """The identity is untouched; the printed value changed."""
    wrong = (*BAKER, "", "Bakr")
    right = (*BAKER, "", "Baker")
    history = walk(Lists(AGENCIES), [wrong], [right])
    assert [(e.event, e.before, e.after) for e in history.events] == [("corrected", "Bakr", "Baker")]


@st.composite
def record(draw: st.DrawFn) -> list[Snapshot]:
    """Draw up to eight weekly lists in which agencies come, go and come back."""
    make = Lists({f"city {n} pd": (f"us-fl-city-{n}-police", (f"12{n:03d}",)) for n in range(6)})
    pool = [("FL", f"City {n} PD", model, "2025-02-01") for n in range(6) for model in ("TFM", "WSO")]
    lists = draw(st.lists(st.sets(st.sampled_from(pool), min_size=1), min_size=1, max_size=8))
    return [
        make.on(f"2025-{3 + week // 4:02d}-{1 + 7 * (week % 4):02d}", *sorted(rows)) for week, rows in enumerate(lists)
    ]


@settings(max_examples=60, deadline=None)
@given(record(), st.randoms(use_true_random=False))
def test_the_order_of_adding_does_not_matter(lists: list[Snapshot], chance: random.Random) -> None:
    """The same lists in any order give the same history."""
    shuffled = list(lists)
    chance.shuffle(shuffled)
    assert follow(shuffled) == follow(lists)


@settings(max_examples=60, deadline=None)
@given(record())
def test_every_row_of_every_list_belongs_to_one_agreement(lists: list[Snapshot]) -> None:
    """The runs of all agreements, unrolled, are the lists again: nothing is lost and nothing is counted twice."""
    history = follow(lists)
    unrolled: dict[int, set[str]] = {index: set() for index in range(len(lists))}
    for agreement in history.agreements:
        for run in agreement.runs:
            for index in range(run.first, run.last + 1):
                assert run.row_id not in unrolled[index]
                unrolled[index].add(run.row_id)
    assert list(unrolled.values()) == [{s.row_id for s in snapshot.sightings} for snapshot in lists]


@settings(max_examples=60, deadline=None)
@given(record())
def test_an_unlisting_is_always_confirmed_by_two_later_lists(lists: list[Snapshot]) -> None:
    """No event of departure rests on fewer than two lists that lack the row."""
    history = follow(lists)
    days = [snapshot.published_on for snapshot in lists]
    for event in history.events:
        if event.event == "unlisted":
            assert len([day for day in days if day >= event.by_on]) >= 2


def test_words_that_name_no_model_neither_end_nor_begin_an_agreement() -> None:
    """A misprinted model is carried by the agency and date; the model known before stands."""
    garbled = (*BAKER[:2], "", BAKER[3])
    history = walk(Lists(AGENCIES), [BAKER], [garbled], [garbled], [BAKER])
    baker = [a for a in history.agreements if a.agency_id == "us-fl-baker-county-sheriff"]
    assert [(a.model, a.status) for a in baker] == [("TFM", "listed")]
    assert history.events == ()
    never = walk(Lists(AGENCIES), [garbled], [garbled])
    assert not [a for a in never.agreements if a.agency_id == "us-fl-baker-county-sheriff"]
