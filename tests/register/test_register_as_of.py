"""A day in the past is answered as the lists up to it say: compared with a plain walk over random series of lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.model import PrintedRow
from comity.places import Place
from comity.register import ask
from comity.register.compile import Register
from comity.register.place import place_history
from tests.register.making import Shown, compiled, gazetteer, moa, opened, sheriff

USED = {"good", "misdated", "swapped"}
START = date(2025, 3, 3)
# Bodies that no rule can take for each other: other states, other days of signing. Each is printed in two ways that
# differ only in the county cell and the link, alone or both at once.
BODIES = {
    "us-fl-baker-county-sheriff": ("Baker", "FLORIDA", "2025-01-06"),
    "us-tx-galveston-county-sheriff": ("Galveston", "TEXAS", "2024-11-19"),
    "us-ga-whitfield-county-sheriff": ("Whitfield", "GEORGIA", "2023-05-30"),
    "us-ks-finney-county-sheriff": ("Finney", "KANSAS", "2022-02-14"),
}
LOOKS = {"absent": (), "plain": (0,), "linked": (1,), "both": (0, 1)}


def printed(agency_id: str, look: str) -> list[PrintedRow]:
    """Return the rows of a body in one list."""
    county, state, signed = BODIES[agency_id]
    ways = (
        sheriff(county, state, signed=signed),
        sheriff(county, state, signed=signed, county=county.upper(), moa="link", moa_url=moa(f"{county}SO.pdf")),
    )
    return [ways[number] for number in LOOKS[look]]


@st.composite
def series(draw: st.DrawFn) -> list[Shown]:
    """Return up to ten lists, some twice a day, in which every body comes and goes as it likes."""
    count = draw(st.integers(2, 10))
    day, lists = START, []
    slot = "am"
    for _ in range(count):
        if lists:
            step = draw(st.sampled_from([0, 1, 2, 4, 7, 9]))
            if step == 0 and slot == "am":
                slot = "pm"
            else:
                day, slot = day + timedelta(days=max(step, 1)), "am"
        looks = {key: draw(st.sampled_from(["absent", "plain", "plain", "linked", "both"])) for key in BODIES}
        rows = [row for key, look in looks.items() for row in printed(key, look)]
        # One body is always there, so that no list is empty.
        rows.append(sheriff("Laramie", "WYOMING", signed="2021-08-09"))
        lists.append(Shown(day.isoformat(), rows, slot=slot))
    return lists


def used_lists(register: Register, lists: Sequence[Shown]) -> list[Shown]:
    """Return the lists that were believed, in their order; which they are is the judge's matter."""
    by_hash = {shown.sha256: shown for shown in lists}
    rows = [row for row in register.publications if row.verdict in USED]
    return [by_hash[row.sha256] for row in rows]


def standing(days: Sequence[str], shows: Sequence[bool], day: str) -> tuple[bool, str]:
    """Return whether a body counts as listed on a day, and the last list until then that shows it.

    The plain rule: what the last list up to the day shows is listed. What it lacks still is, unless the lists in a row
    that lack it are two or more and the last of them is seven days or more after the last that showed it.
    """
    until = [index for index, when in enumerate(days) if when <= day]
    seen = [index for index in until if shows[index]]
    if not seen:
        return False, ""
    if shows[until[-1]]:
        return True, days[seen[-1]]
    back = next((index for index in range(until[-1], len(days)) if shows[index]), len(days))
    lacking = range(seen[-1] + 1, back)
    apart = date.fromisoformat(days[lacking[-1]]) - date.fromisoformat(days[seen[-1]])
    return not (len(lacking) >= 2 and apart.days >= 7), days[seen[-1]]


@settings(max_examples=40, deadline=None)
@given(series())
def test_every_day_is_answered_as_a_plain_walk_over_the_lists_says(lists: list[Shown]) -> None:
    """Who is listed on each day, since when it was last shown, and never a word of what came later."""
    register = compiled(*lists)
    used = used_lists(register, lists)
    days = [shown.day for shown in used]
    last = date.fromisoformat(lists[-1].day)
    release = opened(register)
    span = (last - START).days
    for offset in range(-1, span + 3):
        day = (START + timedelta(days=offset)).isoformat()
        found = {row["agency_id"]: row for row in ask.agreements(release, as_of=day)}
        for agency_id in BODIES:
            rows = {row for look in ("plain", "linked") for row in printed(agency_id, look)}
            shows = [bool(rows & set(shown.rows)) for shown in used]
            is_listed, shown_on = standing(days, shows, day)
            assert (agency_id in found) == is_listed, (day, agency_id)
            if is_listed:
                assert found[agency_id]["last_listed_on"] == shown_on, (day, agency_id)
                assert found[agency_id]["status"] == "listed"
                links = [row for shown, when in zip(used, days, strict=True) if when <= day for row in shown.rows]
                has_link = any(row in rows and row.moa_url for row in links)
                assert bool(found[agency_id]["moa_url"]) == has_link, (day, agency_id)


@settings(max_examples=15, deadline=None)
@given(series())
def test_the_spans_of_an_agreement_never_meet_and_only_the_last_is_open(lists: list[Shown]) -> None:
    """Each span ends before the next begins; an open one belongs to what is listed now."""
    register = compiled(*lists)
    status = {row.agreement_id: row.status for row in register.agreements}
    spans: dict[str, list[tuple[str, str]]] = {key: [] for key in status}
    for row in register.in_force:
        spans[row.agreement_id].append((row.from_on, row.until_on or "9999"))
    for agreement_id, found in spans.items():
        edges = [edge for span in sorted(found) for edge in span]
        assert edges == sorted(edges)
        assert (edges[-1] == "9999") == (status[agreement_id] == "listed")


WEEKS = ["2025-07-01", "2025-07-08", "2025-07-15", "2025-07-22", "2025-07-29", "2025-08-05"]
WITNESS = sheriff("Laramie", "WYOMING", signed="2021-08-09")


def weekly(*rows: Sequence[PrintedRow]) -> list[Shown]:
    """Return a list for each week, with a row that always stands."""
    return [Shown(day, [WITNESS, *some]) for day, some in zip(WEEKS, rows, strict=False)]


def test_a_day_knows_the_model_the_date_and_the_link_of_its_own_time() -> None:
    """What a later list prints otherwise is not told of the days before it."""
    first = sheriff("Bay", support_type="Task Force Model", signed="2025-02-26", moa_url=moa("old.pdf"))
    later = sheriff("Bay", support_type="Task Force Model", signed="2025-02-25", moa_url=moa("new.pdf"))
    release = opened(compiled(*weekly([first], [first], [later], [later])))
    before, after = (ask.agreements(release, as_of=day, state="FL")[0] for day in ("2025-07-10", "2025-07-16"))
    assert before["agreement_id"] == after["agreement_id"]
    assert (before["signed_on"], after["signed_on"]) == ("2025-02-26", "2025-02-25")
    assert (before["moa_url"], after["moa_url"]) == (moa("old.pdf"), moa("new.pdf"))


def test_a_switch_of_model_is_not_told_before_it_happened() -> None:
    """On a day before the switch the old agreement is listed and names no successor; today it is superseded."""
    jail = sheriff("Bay", support_type="Jail Enforcement Model", signed="2024-02-26")
    warrants = sheriff("Bay", support_type="Warrant Service Officer", signed="2025-07-10")
    release = opened(compiled(*weekly([jail], [jail], [warrants], [warrants], [warrants])))
    (now,) = ask.agreements(release, state="FL", status="superseded")
    assert (now["model"], now["successor_id"]) == ("JEM", "us-fl-bay-county-sheriff.2")
    (then,) = ask.agreements(release, as_of="2025-07-14", state="FL")
    assert (then["agreement_id"], then["status"], then["successor_id"]) == (now["agreement_id"], "listed", "")
    assert ask.agreements(release, as_of="2025-07-14", state="FL", status="superseded") == []
    (after,) = ask.agreements(release, as_of="2025-07-15", state="FL")
    assert after["model"] == "WSO"


def bay() -> Place:
    """Return Bay County, Florida."""
    return gazetteer().place("12005")


@pytest.fixture
def gone_and_back() -> list[Shown]:
    """Return weekly lists: Bay stands, is missing for three weeks, and stands again."""
    row = sheriff("Bay")
    return weekly([row], [], [], [], [row], [row])


def test_what_came_back_later_is_not_in_force_on_a_day_between(gone_and_back: list[Shown]) -> None:
    """A place's page of a day in the gap shows the agreement among those no longer listed, as it stood then."""
    release = opened(compiled(*gone_and_back))
    between = place_history(release, bay(), as_of="2025-07-20")
    assert between.in_force == []
    (row,) = between.no_longer
    assert (row["status"], row["last_listed_on"], row["successor_id"]) == ("no_longer_listed", "2025-07-01", "")
    assert [row["status"] for row in place_history(release, bay(), as_of="2025-07-30").in_force] == ["listed"]
    now = place_history(release, bay())
    assert [row["last_listed_on"] for row in now.in_force] == ["2025-08-05"] and now.no_longer == []


def test_what_was_signed_later_is_not_on_the_page_of_a_day_before(gone_and_back: list[Shown]) -> None:
    """Before the first list that shows it an agreement is neither in force nor no longer so; nor are its changes."""
    release = opened(compiled(*weekly([], [], [], [sheriff("Bay")], [sheriff("Bay")])))
    before, after = (place_history(release, bay(), as_of=day) for day in ("2025-07-21", "2025-07-22"))
    assert (before.in_force, before.no_longer, before.changes) == ([], [], [])
    assert [row["event"] for row in after.changes] == ["listed"] and len(after.in_force) == 1
    assert (before.newest_list_on, after.newest_list_on) == ("2025-07-15", "2025-07-22")


def test_a_successor_that_was_not_there_yet_is_not_named() -> None:
    """In the months between two signings the first was no longer listed; that it was signed again came later."""
    old, new = sheriff("Bay", signed="2024-02-26"), sheriff("Bay", signed="2025-07-24")
    release = opened(compiled(*weekly([old], [], [], [], [new], [new])))
    (between,) = place_history(release, bay(), as_of="2025-07-20").no_longer
    assert (between["status"], between["successor_id"]) == ("no_longer_listed", "")
    (after,) = place_history(release, bay(), as_of="2025-07-30").no_longer
    assert (after["status"], after["successor_id"]) == ("superseded", "us-fl-bay-county-sheriff.2")


def test_what_was_pending_later_is_not_on_the_page_of_a_day_before() -> None:
    """A pending entry appears with its first list, and one that was listed since counts as pending until then."""
    asking = sheriff("Bay", signed="")
    pending = [Shown(day, [asking], kind="pending") for day in ("2025-07-09", "2025-07-16")]
    signed = sheriff("Bay", signed="2025-07-20")
    release = opened(compiled(*weekly([], [], [], [signed], [signed]), *pending))
    told = {
        day: [(row["status"], row["last_pending_on"]) for row in place_history(release, bay(), as_of=day).pending]
        for day in ("2025-07-08", "2025-07-10", "2025-07-17", "2025-07-22")
    }
    assert told == {
        "2025-07-08": [],
        "2025-07-10": [("pending", "2025-07-09")],
        "2025-07-17": [("pending", "2025-07-16")],
        "2025-07-22": [],
    }
    assert place_history(release, bay()).pending == []


def test_a_model_that_was_put_right_is_told_as_it_was_printed_then() -> None:
    """One agreement, printed under another model until a list corrected it."""
    wrong = sheriff("Bay", support_type="Warrant Service Officer", moa_url=moa("BaySO.pdf"))
    right = sheriff("Bay", support_type="Task Force Model", moa_url=moa("BaySO.pdf"))
    release = opened(compiled(*weekly([wrong], [wrong], [right], [right], [right])))
    (now,) = ask.agreements(release, state="FL")
    told = {day: ask.agreements(release, as_of=day, state="FL") for day in ("2025-07-10", "2025-07-16")}
    assert {day: [(row["agreement_id"], row["model"]) for row in rows] for day, rows in told.items()} == {
        "2025-07-10": [(now["agreement_id"], "WSO")],
        "2025-07-16": [(now["agreement_id"], "TFM")],
    }


def test_a_misdated_list_is_the_newest_on_its_true_day() -> None:
    """What it shows was last listed on the day it was judged to be of, not on that of the list before."""
    names = ("Alachua", "Bay", "Clay", "Duval", "Lake")
    early = [sheriff(name) for name in names]
    later = [*early, *(sheriff(name, signed="2025-08-14") for name in ("Levy", "Gulf", "Union", "Polk", "Pasco"))]
    lists = [Shown(day, early, modified_at=f"{day}T09:00:00Z") for day in ("2025-07-01", "2025-08-01")]
    register = compiled(*lists, Shown("2025-01-15", later, modified_at="2025-08-15T09:00:00Z"))
    assert [str(row.verdict) for row in register.publications] == ["good", "good", "misdated"]
    release = opened(register)
    assert ask.newest_list(release) == register.as_of == register.publications[2].published_on
    assert {row["last_listed_on"] for row in ask.agreements(release, as_of="2025-12-01")} == {register.as_of}
