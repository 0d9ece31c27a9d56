"""The questions behind the pages: contests by year, the next days, publishers, growth. Each on rows made for it."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from comity.errors import NotFoundError
from comity.places import load_gazetteer
from comity.register import ballot, decided, election_law, overview, publishers
from comity.register.ask import CLAIM
from comity.register.election_rows import ContestRow, DeciderRow, LawRuleRow, OfficeRow
from comity.register.rows import (
    AgencyRow,
    AgreementRow,
    EventRow,
    InForceRow,
    IssueRow,
    ListingRow,
    PrintedRowRow,
    PublicationRow,
)
from comity.register.saying import change_sentence

ROWS: dict[str, type[msgspec.Struct]] = {
    "contest": ContestRow,
    "office": OfficeRow,
    "decider": DeciderRow,
    "law_rule": LawRuleRow,
    "agency": AgencyRow,
    "agreement": AgreementRow,
    "event": EventRow,
    "in_force": InForceRow,
    "issue": IssueRow,
    "listing": ListingRow,
    "printed_row": PrintedRowRow,
    "publication": PublicationRow,
}
Rows = list[dict[str, Any]]


def create(connection: sqlite3.Connection, name: str, columns: Sequence[str]) -> None:
    """Make an empty table; a column may be called by a word of SQL."""
    connection.execute(f"CREATE TABLE {name} ({', '.join(chr(34) + one + chr(34) for one in columns)})")


def release(**tables: Rows) -> sqlite3.Connection:
    """Return a release in memory; a column that is not given is empty, and rows are laid in no order."""
    connection = sqlite3.connect(":memory:")
    for name, row in ROWS.items():
        columns = [field.name for field in msgspec.structs.fields(row)]
        create(connection, name, columns)
        given = list(tables.get(name, []))
        random.Random(7).shuffle(given)
        marks = ", ".join("?" * len(columns))
        values = [[one.get(column, "") for column in columns] for one in given]
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", values)
    return connection


def contest(number: int, **changes: Any) -> dict[str, Any]:
    """Return a contest of a sheriff; its office has its number."""
    plain = {
        "contest_id": f"c{number}",
        "office_id": f"o{number}",
        "year": 2026,
        "state": "FL",
        "office": "sheriff",
        "local_title": "Sheriff",
        "unit": f"County {number}",
        "kind": "regular",
    }
    return plain | changes


def office(number: int, **changes: Any) -> dict[str, Any]:
    """Return an office."""
    plain = {
        "office_id": f"o{number}",
        "office": "sheriff",
        "population": 1000 * number,
        "is_second_tier": 0,
        "county_geoids": f"1200{number}",
    }
    return plain | changes


def decides(number: int, **changes: Any) -> dict[str, Any]:
    """Return what makes an office one that decides on something in force."""
    return {
        "office_id": f"o{number}",
        "subject_id": f"s{number}",
        "subject_kind": "agreement",
        "is_current": 1,
    } | changes


def ids(rows: Rows, key: str = "contest_id") -> list[str]:
    """Return the ids of rows in their order."""
    return [row[key] for row in rows]


# Contests


def test_the_contests_of_a_year_are_those_of_that_year() -> None:
    """And of a state and an office, where these are asked."""
    book = release(contest=[contest(1), contest(2, state="VA"), contest(3, office="prosecutor"), contest(4, year=2027)])
    assert ids(ballot.contests_of_year(book, 2026)) == ["c1", "c3", "c2"]
    assert ids(ballot.contests_of_year(book, 2026, state="FL")) == ["c1", "c3"]
    assert ids(ballot.contests_of_year(book, 2026, office="prosecutor")) == ["c3"]
    assert ids(ballot.contests_of_year(book, 2026, state="FL", office="sheriff")) == ["c1"]
    assert ballot.election_years(book) == [2026, 2027]


@pytest.mark.parametrize(
    ("start", "limit", "some"),
    [(0, -1, ["c3", "c4", "c2", "c1"]), (0, 2, ["c3", "c4"]), (1, 2, ["c4", "c2"]), (3, 2, ["c1"]), (4, 2, [])],
)
def test_some_contests_of_a_year_are_shown(start: int, limit: int, some: list[str]) -> None:
    """From a row on, in the order of all."""
    assert ids(ballot.contests_of_year(release(contest=ORDERED), 2026, start=start, limit=limit)) == some


def test_the_offices_of_a_year_are_counted() -> None:
    """As often as contests fill one, the most first and else by name; only of what is asked."""
    rows = [contest(1), contest(2, state="VA"), contest(3, office="prosecutor"), contest(4, office="judge"), contest(5)]
    book = release(contest=[*rows, contest(6, year=2027)], decider=[decides(2)])
    assert ballot.office_counts(book, 2026) == [("sheriff", 3), ("judge", 1), ("prosecutor", 1)]
    assert ballot.office_counts(book, 2026, state="VA") == ballot.office_counts(book, 2026, deciding=True)
    assert ballot.office_counts(book, 2026, state="VA", office="judge") == []


ORDERED = [
    contest(1, state="VA", local_title="Sheriff", unit="B", filing_deadline="2026-06-01", general_on="2026-11-03"),
    contest(2, local_title="State Attorney", unit="C", primary_on="2026-08-18", general_on="2026-11-03"),
    contest(3, unit="A", filing_deadline="2026-05-01", primary_on="2026-06-16"),
    contest(4, unit="B", filing_deadline="2026-05-01", primary_on="2026-06-16", general_on="2026-11-01"),
]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("state", ["c3", "c4", "c2", "c1"]),
        ("office", ["c3", "c4", "c1", "c2"]),
        ("unit", ["c3", "c4", "c1", "c2"]),
        ("filing", ["c3", "c4", "c1", "c2"]),
        ("primary", ["c3", "c4", "c2", "c1"]),
        ("general", ["c4", "c2", "c1", "c3"]),
        ("population", ["c4", "c2", "c1", "c3"]),
    ],
)
def test_contests_are_sorted_and_what_has_no_day_stands_last(sort: str, order: list[str]) -> None:
    """Ties are broken by state and unit; the most people come first, and unknown ones last."""
    offices = [office(1, population=2), office(2, population=3), office(3, population=None), office(4)]
    assert ids(ballot.contests_of_year(release(contest=ORDERED, office=offices), 2026, sort=sort)) == order


@pytest.mark.parametrize(
    ("changes", "is_deciding"),
    [
        ({}, True),
        ({"subject_kind": "claim"}, True),
        ({"subject_kind": "pending"}, False),
        ({"is_current": 0}, False),
        ({"office_id": ""}, False),
        ({"office_id": "another"}, False),
    ],
)
def test_an_office_decides_where_something_is_in_force_or_claimed_now(
    changes: dict[str, Any], is_deciding: bool
) -> None:
    """What is pending or over makes none that decides."""
    book = release(contest=[contest(1)], office=[office(1)], decider=[decides(1, **changes)])
    (row,) = ballot.contests_of_year(book, 2026)
    assert bool(ballot.deciding_among(book, [row["office_id"]])) is is_deciding and row["population"] == 1000
    assert ballot.deciding_count(book, 2026) == is_deciding
    assert ballot.deciding_count(book, 2026, state=row["state"], office=row["office"]) == is_deciding
    assert ballot.deciding_count(book, 2027) == ballot.deciding_count(book, 2026, state="none") == 0
    assert bool(ballot.contests_of_year(book, 2026, deciding=True)) is is_deciding
    book = release(contest=[contest(1, general_on="2026-11-03")], office=[office(1)], decider=[decides(1, **changes)])
    assert bool(ballot.next_days(book, "2026-01-01")) is is_deciding


def test_the_next_days_are_those_after_the_day_the_soonest_first() -> None:
    """A day itself is over; of a day, a stage and a title there is one row, with the people of all its counties."""
    contests = [
        contest(number, filing_deadline="2026-06-12", primary_on="2026-08-18", general_on="2026-11-03")
        for number in (1, 2, 3)
    ]
    book = release(contest=contests, office=[office(n) for n in (1, 2, 3)], decider=[decides(1), decides(3)])
    found = ballot.next_days(book, "2026-06-12")
    told = [(row["day"], row["stage"], row["contest_count"], row["contest_id"], row["population"]) for row in found]
    assert told == [("2026-08-18", "primary", 2, "c1", 4000), ("2026-11-03", "general", 2, "c1", 4000)]
    assert [row["day"] for row in ballot.next_days(book, "2026-06-11", limit=1)] == ["2026-06-12"]


def test_the_next_days_are_of_one_state_where_it_is_asked_and_not_far_ahead() -> None:
    """A contest of the third year from now is not news yet."""
    contests = [
        contest(1, general_on="2026-11-03"),
        contest(2, state="VA", general_on="2027-11-02", year=2027),
        contest(3, general_on="2028-11-07", year=2028),
        contest(4, general_on="2029-11-06", year=2029),
    ]
    book = release(
        contest=contests, office=[office(n) for n in (1, 2, 3, 4)], decider=[decides(n) for n in (1, 2, 3, 4)]
    )
    assert ids(ballot.next_days(book, "2026-01-01")) == ["c1", "c2", "c3"]
    assert ids(ballot.next_days(book, "2026-01-01", state="VA")) == ["c2"]


def test_offices_that_a_county_elects_are_those_of_its_first_tier() -> None:
    """A county of a circuit is found by its whole GEOID, each office once, the sheriff first."""
    offices = [
        office(1),
        office(2, county_geoids="12001;12002", office="prosecutor"),
        office(3, county_geoids="120011"),
        office(4, county_geoids="12001", is_second_tier=1),
    ]
    book = release(office=offices)
    assert ids(ballot.offices_electing(book, ["12001", "12002"]), "office_id") == ["o1", "o2"]
    assert ballot.offices_electing(book, ["12099"]) == [] and ballot.office(book, "o9") is None
    assert (ballot.office(book, "o2") or {})["office"] == "prosecutor"


def test_contests_are_counted_by_year_kind_and_office() -> None:
    """Special ones among them."""
    contests = [contest(1), contest(2, kind="special", office="prosecutor"), contest(3, year=2025, office="jailer")]
    assert ballot.contest_counts(release(contest=contests)) == [
        {"year": 2025, "contest_count": 1, "special_count": 0, "sheriff_count": 0, "prosecutor_count": 0},
        {"year": 2026, "contest_count": 2, "special_count": 1, "sheriff_count": 1, "prosecutor_count": 1},
    ]


def test_the_contests_of_offices_stand_from_the_oldest() -> None:
    """Of the offices asked, and of no other."""
    contests = [
        contest(1, general_on="2026-11-03"),
        contest(2, office_id="o1", contest_id="old", year=2022),
        contest(3),
        contest(4, office_id="o1", contest_id="sooner", general_on="2026-03-03"),
    ]
    assert ids(ballot.contests_of_offices(release(contest=contests), ["o1", "o1"])) == ["old", "sooner", "c1"]


# Law


def test_the_first_day_of_each_stage_is_told_by_year_and_title() -> None:
    """Of the state asked alone."""
    contests = [
        contest(1, filing_deadline="2026-06-12", general_on="2026-11-03"),
        contest(2, state="VA"),
        contest(3, filing_deadline="2026-06-10", general_on="2026-11-03"),
    ]
    assert election_law.days_by_year(release(contest=contests), "FL") == [
        {
            "year": 2026,
            "local_title": "Sheriff",
            "contest_count": 2,
            "filing_deadline": "2026-06-10",
            "primary_on": "",
            "general_on": "2026-11-03",
        },
    ]


def test_rules_are_counted_by_how_they_are_known() -> None:
    """What was read in the law and what is recalled."""
    rules = [
        {"state": "VA", "rule_id": "a", "checked": "read"},
        {"state": "FL", "rule_id": "a", "checked": "recalled"},
        {"state": "FL", "rule_id": "b", "checked": "read"},
    ]
    book = release(law_rule=rules)
    assert election_law.rule_counts(book) == [
        {"state": "FL", "rule_count": 2, "read_count": 1, "recalled_count": 1},
        {"state": "VA", "rule_count": 1, "read_count": 1, "recalled_count": 0},
    ]
    assert (election_law.rule_of(book, "FL", "a") or {})["checked"] == "recalled"
    assert election_law.rule_of(book, "VA", "b") is None


# Publishers


def published(number: int, on: str, **changes: Any) -> dict[str, Any]:
    """Return a list of a day."""
    plain = {
        "publication_id": f"p{number}",
        "source": "ice-287g",
        "list": "participating",
        "published_on": on,
        "verdict": "good",
        "rows": 10,
        "accepted": 9,
        "refused": 1,
        "sequence": 0,
        "name": f"{number}.xlsx",
    }
    return plain | changes


LISTS = [
    published(1, "2025-03-01"),
    published(2, "2025-03-10", sequence=1, verdict="misdated"),
    published(3, "2025-03-10", verdict="suspect"),
    published(4, "", verdict="unreadable"),
    published(5, "2025-04-01", list="pending"),
    published(6, "2025-05-01", source="curated", list="", rows=3),
]


def test_each_source_and_list_has_its_row_the_lists_first() -> None:
    """From when to when, how many rows, and how many are believed; a publication of no day has none."""
    found = publishers.publishers(release(publication=LISTS))
    assert [(row["source"], row["list"]) for row in found] == [
        ("ice-287g", "participating"),
        ("ice-287g", "pending"),
        ("curated", ""),
    ]
    first = found[0]
    assert (first["publication_count"], first["first_on"], first["newest_on"]) == (4, "2025-03-01", "2025-03-10")
    assert (first["row_count"], first["accepted"], first["refused"], first["usable_count"]) == (40, 36, 4, 2)


@pytest.mark.parametrize(
    ("number", "before", "after"),
    [(1, "", "p3"), (2, "p3", ""), (3, "p1", "p2"), (4, "", ""), (5, "", ""), (6, "", "")],
)
def test_a_list_has_its_neighbours_of_the_same_list(number: int, before: str, after: str) -> None:
    """By day, and within a day by their slots; what has no day or is no list has none."""
    found = publishers.publication(_with_claims(release(publication=LISTS)), f"p{number}")
    assert (found["before"], found["after"]) == (before, after)


def _with_claims(connection: sqlite3.Connection) -> sqlite3.Connection:
    create(connection, "claim", CLAIM)
    return connection


def test_a_publication_tells_what_it_brought_and_one_that_is_not_there_is_not_found() -> None:
    """The changes seen in it first, its issues and new rows; of another publication nothing."""
    book = _with_claims(
        release(
            publication=LISTS,
            event=[
                {"event_id": "e1", "publication": "p1", "agency": "B"},
                {"event_id": "e2", "publication": "p1", "agency": "A"},
                {"event_id": "e3", "publication": "p2"},
            ],
            issue=[{"issue_id": "i1", "publication_id": "p1", "code": "x"}, {"issue_id": "i2", "publication_id": "p2"}],
            listing=[
                {"row_id": "r1", "first_publication_id": "p1", "first_locator": "Sheet1!2", "last_publication_id": "p2"}
            ],
            printed_row=[{"row_id": "r1", "agency": "Baker"}],
        )
    )
    found = publishers.publication(book, "p1")
    assert ids(found["changes"], "event_id") == ["e2", "e1"] and ids(found["issues"], "issue_id") == ["i1"]
    assert [(row["locator"], row["agency"]) for row in found["rows"]] == [("Sheet1!2", "Baker")]
    assert publishers.publication(book, "p2")["rows"] == []
    with pytest.raises(NotFoundError, match="comity publications"):
        publishers.publication(book, "p9")


def test_publications_of_a_source_stand_from_the_newest_and_those_of_no_day_last() -> None:
    """Of one day the later slot first."""
    book = release(publication=LISTS)
    assert ids(publishers.publications_of(book, "ice-287g"), "publication_id") == ["p5", "p2", "p3", "p1", "p4"]
    assert publishers.list_totals(book) == {"list_count": 5, "row_count": 50, "first_on": "2025-03-01"}
    assert publishers.list_totals(release()) == {"list_count": 0, "row_count": 0, "first_on": ""}
    assert publishers.names_of(book, {"p1", "p3", "p9"}) == {"p1": "1.xlsx", "p3": "3.xlsx"}


def test_issues_are_counted_the_most_frequent_first() -> None:
    """And alike by their word."""
    issues = [{"code": code} for code in ("b", "a", "c", "c")]
    assert [(row["code"], row["issue_count"]) for row in publishers.issue_counts(release(issue=issues))] == [
        ("c", 2),
        ("a", 1),
        ("b", 1),
    ]


# How much is in force


def test_growth_counts_a_span_from_its_first_list_to_before_the_first_without() -> None:
    """On the days of usable participating lists alone, by model."""
    lists = [published(n, day) for n, day in enumerate(("2025-03-01", "2025-03-10", "2025-03-20", "2025-04-01"))]
    lists += [published(8, "2025-03-15", verdict="suspect"), published(9, "2025-03-16", list="pending")]
    spans: Rows = [
        {"agreement_id": "a", "from_on": "2025-03-01", "until_on": "2025-03-20"},
        {"agreement_id": "a", "from_on": "2025-04-01", "until_on": None},
        {"agreement_id": "b", "from_on": "2025-03-10", "until_on": None},
    ]
    agreements = [
        {"agreement_id": "a", "model": "TFM", "state": "FL"},
        {"agreement_id": "b", "model": "WSO", "state": "VA"},
    ]
    book = release(publication=lists, in_force=spans, agreement=agreements)
    found = overview.growth(book)
    assert found.days == ("2025-03-01", "2025-03-10", "2025-03-20", "2025-04-01")
    assert found.counts == {"TFM": (1, 1, 0, 1), "WSO": (0, 1, 1, 1)}
    assert overview.growth(book, state="VA").counts == {"WSO": (0, 1, 1, 1)}


def test_what_is_listed_is_counted_by_state_and_model() -> None:
    """An agency with two agreements is one; what is no longer listed counts nowhere."""
    agreements = [
        {"agreement_id": "a", "agency_id": "x", "state": "VA", "model": "JEM", "status": "listed"},
        {"agreement_id": "b", "agency_id": "x", "state": "VA", "model": "WSO", "status": "listed"},
        {"agreement_id": "c", "agency_id": "y", "state": "VA", "model": "WSO", "status": "no_longer_listed"},
        {"agreement_id": "d", "agency_id": "z", "state": "FL", "model": "JEM+TFM", "status": "listed"},
    ]
    assert overview.listed_by_state(release(agreement=agreements)) == [
        {"state": "FL", "listed": 1, "agencies": 1, "JEM": 0, "WSO": 0, "TFM": 0, "JEM_TFM": 1},
        {"state": "VA", "listed": 2, "agencies": 1, "JEM": 1, "WSO": 1, "TFM": 0, "JEM_TFM": 0},
    ]


def test_the_last_changes_are_the_newest() -> None:
    """Within a day by state and agency; no more than are asked."""
    events = [
        {"event_id": "e1", "by_on": "2025-03-01", "state": "AL"},
        {"event_id": "e2", "by_on": "2025-03-10", "state": "VA"},
        {"event_id": "e3", "by_on": "2025-03-10", "state": "FL", "agency": "B"},
        {"event_id": "e4", "by_on": "2025-03-10", "state": "FL", "agency": "A"},
    ]
    assert ids(overview.last_changes(release(event=events), 3), "event_id") == ["e4", "e3", "e2"]


def test_changes_come_in_the_order_asked_with_what_both_rows_print() -> None:
    """A change without a row before it has nothing there."""
    events = [{"event_id": "e1", "before_row_id": "r1", "after_row_id": "r2"}, {"event_id": "e2", "after_row_id": "r1"}]
    rows = [
        {"row_id": "r1", "agency": "Old", "signed": "1/1/25"},
        {"row_id": "r2", "agency": "New", "signed": "2/2/25"},
    ]
    found = overview.changes_with_rows(release(event=events, printed_row=rows), ["e2", "e1"])
    told = [
        (row["event_id"], row["old_agency"], row["new_agency"], row["old_signed"], row["new_signed"]) for row in found
    ]
    assert told == [("e2", None, "Old", None, "1/1/25"), ("e1", "Old", "New", "1/1/25", "2/2/25")]


# A change in a sentence

CHANGE = {
    "agency": "Baker County Sheriff",
    "state": "FL",
    "model": "TFM",
    "event": "unlisted",
    "after_on": "2025-03-01",
    "by_on": "2025-03-10",
    "before": "",
    "after": "",
}


BETWEEN = "between the lists of 2025-03-01 and 2025-03-10."


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, f"Baker County Sheriff (FL), TFM: no longer listed, {BETWEEN}"),
        ({"event": "listed", "after_on": ""}, "Baker County Sheriff (FL), TFM: listed, by 2025-03-10."),
        (
            {"event": "renamed", "before": "Baker SO", "after": "Baker Sheriff"},
            f"Baker County Sheriff (FL), TFM: name changed (Baker SO → Baker Sheriff), {BETWEEN}",
        ),
        ({"before": "2025-01-01"}, f"Baker County Sheriff (FL), TFM: no longer listed, {BETWEEN}"),
        (
            {"model": "", "event": "some_new_kind"},
            f"Baker County Sheriff (FL), model not printed: some new kind, {BETWEEN}",
        ),
    ],
)
def test_a_change_is_one_sentence_of_the_lists_own_words(changes: dict[str, str], sentence: str) -> None:
    """Never that something ended: what is missing from a list is no longer listed."""
    assert change_sentence(CHANGE | changes) == sentence


# Who decides

BAKER = "12003"


def decider(subject: str, number: int, **changes: Any) -> dict[str, Any]:
    """Return who decides on a subject: the office of a number."""
    plain = {
        "subject_id": subject,
        "subject_kind": "agreement",
        "agreement_id": subject,
        "agency": f"Agency {number}",
        "body": f"Body {number}",
        "office_id": f"o{number}",
        "decider_kind": "office",
        "is_current": 1,
    }
    return plain | changes


def test_who_decides_is_told_once_for_all_that_it_decides_on() -> None:
    """In the order of what was asked; two agencies of one sheriff are two rows."""
    deciders = [decider("b", 1), decider("a", 1), decider("c", 2), decider("d", 1, agency="Jail"), decider("x", 3)]
    offices = [office(number, county_geoids="12086", next_general_on="2028-11-07") for number in (1, 2, 3)]
    town = load_gazetteer().state("FL")
    found = decided.deciding_rows(release(decider=deciders, office=offices), town, ["c", "a", "b", "d", "a"])
    told = [(row["agency"], row["subject_ids"], row["next_general_on"]) for row in found]
    assert told == [("Agency 2", "c", "2028-11-07"), ("Agency 1", "a;b", "2028-11-07"), ("Jail", "d", "2028-11-07")]


def test_of_a_county_its_own_offices_follow_once() -> None:
    """Those of the first tier in its state that are not named already."""
    offices = [
        office(1, county_geoids=BAKER, state="FL"),
        office(
            2, county_geoids=f"{BAKER};12125", state="FL", office="prosecutor", local_title="State Attorney", unit="C8"
        ),
        office(3, county_geoids=BAKER, state="FL", is_second_tier=1),
        office(4, county_geoids="12125", state="FL"),
    ]
    book = release(decider=[decider("a", 1)], office=offices)
    found = decided.deciding_rows(book, load_gazetteer().place(BAKER), ["a"])
    assert [(row["office_id"], row["body"]) for row in found] == [
        ("o1", "Body 1"),
        ("o2", "the State Attorney of C8, FL"),
    ]


@pytest.mark.parametrize(
    ("day", "on"),
    [("2026-11-02", "2026-11-03"), ("2026-11-03", "2028-08-18"), ("2028-08-18", ""), ("2020-01-01", "")],
)
def test_the_next_election_after_a_day_is_the_first_behind_it(day: str, on: str) -> None:
    """Chosen in the primary where there is no general; beyond the years that are held nothing is said."""
    contests = [
        contest(1, general_on="2026-11-03", primary_on="2026-08-18"),
        contest(2, office_id="o1", year=2028, primary_on="2028-08-18"),
        contest(3, general_on="2027-11-02"),
    ]
    book = release(decider=[decider("a", 1)], office=[office(1, county_geoids="")], contest=contests)
    (row,) = decided.deciding_rows(book, load_gazetteer().state("FL"), ["a"], as_of=day)
    assert (row["next_general_on"] or row["next_primary_on"]) == on


def test_offices_that_decide_and_what_they_decide_on() -> None:
    """What is only pending, or over, makes none that decides; an office of unknown people has none."""
    deciders = [
        decider("a", 1),
        decider("b", 2, subject_kind="pending", agreement_id=""),
        decider("c", 3, is_current=0),
        decider("d", 4, subject_kind="claim", agreement_id=""),
        decider("e", 5, office_id=""),
    ]
    book = release(decider=deciders, office=[office(n) for n in (1, 2, 3)] + [office(4, population=None)])
    assert decided.deciding_offices(book) == {"o1": 1000, "o4": 0}
    assert decided.offices_by_agreement(book) == {"a": "o1", "c": "o3"}
