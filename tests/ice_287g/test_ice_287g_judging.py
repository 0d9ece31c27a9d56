"""Judging whole files on made-up series: one bad list is found and named, and its neighbours are left alone."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import UnreadableError
from comity.model import ListFacts, ListKind, Verdict
from comity.sources.ice_287g import Judgement, ListSummary, judge_lists, load_source, read_list, summarise
from tests.ice_287g.ice_287g_series import Made, file_name, growing, turning_over

EXPECTATIONS = load_source().expectations
SEEDS = st.integers(0, 10**6)
FEW = settings(max_examples=25, deadline=None)
BOTH = pytest.mark.parametrize("has_saved", [True, False], ids=["saved", "unsaved"])


def judged(made: list[Made]) -> list[Judgement]:
    """Return the judgements in the order of the lists given."""
    found = {(one.publication_id, one.name): one for one in judge_lists([m.summary() for m in made], EXPECTATIONS)}
    return [found[(m.summary().publication_id, m.name)] for m in made]


def verdicts(made: list[Made]) -> list[str]:
    """Return the verdicts in the order of the lists given."""
    return [str(one.verdict) for one in judged(made)]


def only(made: list[Made], index: int) -> Judgement:
    """Return the judgement of one list, once every other is seen to be good and of its own day."""
    found = judged(made)
    others = [(m, one) for n, (m, one) in enumerate(zip(made, found, strict=True)) if n != index]
    assert [(one.name, one.reason) for _, one in others if one.verdict != Verdict.GOOD] == []
    assert all(one.published_on == m.on.isoformat() for m, one in others)
    return found[index]


def some(seed: int, made: list[Made], margin: int = 4) -> int:
    """Return the index of a list that has neighbours on both sides."""
    return random.Random(seed).randrange(2, len(made) - margin)


@FEW
@given(SEEDS, st.booleans())
def test_a_growing_series_is_good_throughout(seed: int, has_saved: bool) -> None:
    """Rows that come, go and are respelt as they really do raise no doubt, and the order is that of the days."""
    made = growing(seed, has_saved=has_saved)
    found = judged(made)
    assert {one.verdict for one in found} == {Verdict.GOOD}
    assert [one.sequence for one in found] == list(range(len(made)))


@FEW
@given(SEEDS, st.randoms())
def test_the_order_of_adding_changes_nothing(seed: int, rng: random.Random) -> None:
    """The same lists give the same judgements in whatever order they are handed in."""
    made = [*growing(seed), *turning_over(seed)]
    index = some(seed, made[:20])
    made[index] = made[index].named(made[index].on - timedelta(days=31))
    made[3] = made[3].without(set(sorted(made[3].rows)[:50]))
    summaries = [m.summary() for m in made]
    expected = judge_lists(summaries, EXPECTATIONS)
    rng.shuffle(summaries)
    assert judge_lists(summaries, EXPECTATIONS) == expected


@BOTH
@FEW
@given(seed=SEEDS)
def test_the_year_of_the_year_before_is_recognised(has_saved: bool, seed: int) -> None:
    """A January list that still says last year is placed in its own."""
    made = growing(seed, has_saved=has_saved)
    index = some(seed, made)
    on = made[index].on
    made[index] = made[index].named(date(on.year - 1, on.month, min(on.day, 28)))
    found = only(made, index)
    assert found.verdict == Verdict.MISDATED
    if on.day <= 28:
        assert found.published_on == on.isoformat()
    assert found.printed_on.startswith(str(on.year - 1))


@BOTH
@FEW
@given(seed=SEEDS)
def test_a_month_too_early_is_recognised(has_saved: bool, seed: int) -> None:
    """A September list that says August is placed among its neighbours by content."""
    made = growing(seed, has_saved=has_saved)
    index = some(seed, made)
    on = made[index].on
    made[index] = made[index].named((on - timedelta(days=31)).replace(day=min(on.day, 28)))
    found = only(made, index)
    assert found.verdict == Verdict.MISDATED
    if has_saved and on.day <= 28:
        assert found.published_on == on.isoformat()
    # several neighbours may fit alike where little has changed
    before = [m for n, m in enumerate(made) if n != index and m.on.isoformat() <= found.published_on][-1]
    assert found.published_on <= made[index + 1].on.isoformat()
    assert len(before.rows.keys() - made[index].rows.keys()) <= 9


@BOTH
@FEW
@given(seed=SEEDS)
def test_a_name_ahead_of_its_content_never_harms(has_saved: bool, seed: int) -> None:
    """A list named a month late is placed where it belongs or not used at all, unless nothing has changed since."""
    made = growing(seed, count=30, has_saved=has_saved)
    index = random.Random(seed).randrange(2, 12)
    on = made[index].on
    made[index] = made[index].named((on + timedelta(days=31)).replace(day=min(on.day, 28)))
    found = only(made, index)
    assert found.verdict in (Verdict.MISDATED, Verdict.STALE)
    assert found.verdict == Verdict.STALE or found.published_on < made[index + 5].on.isoformat()


@BOTH
@FEW
@given(seed=SEEDS)
def test_a_year_ahead_is_recognised(has_saved: bool, seed: int) -> None:
    """A list that says next year stands far after all others, and its rows say where it belongs."""
    made = growing(seed, has_saved=has_saved)
    index = some(seed, made)
    on = made[index].on
    if len(made[-1].rows.keys() - made[index].rows.keys()) < 10 or on.day > 28:
        return
    made[index] = made[index].named(date(on.year + 1, on.month, on.day))
    found = only(made, index)
    assert found.verdict in (Verdict.MISDATED, Verdict.STALE)
    assert not found.is_used or found.published_on <= made[index + 1].on.isoformat()


@FEW
@given(SEEDS)
def test_a_pending_list_without_a_saving_is_placed_by_its_rows(seed: int) -> None:
    """A pending list that shares nothing with its neighbours by name, and most with a misprint's, is of that day."""
    made = [replace(m, saved=None) for m in turning_over(seed, count=60)]
    index = 30 + some(seed, made[30:])  # the first lists by name have emptied by then
    on = made[index].on
    if on.day > 28 or made[index].rows.keys() & made[0].rows.keys():
        return
    made[index] = made[index].named(on.replace(year=on.year - 1))
    found = judged(made)[index]
    near = made[index - 1].rows.keys() & made[index].rows.keys(), made[index + 1].rows.keys() & made[index].rows.keys()
    if max(map(len, near)) > 0.7 * max(len(made[index + n].rows) for n in (-1, 0, 1)):
        assert (found.verdict, found.published_on) == (Verdict.MISDATED, on.isoformat())


@BOTH
@FEW
@given(seed=SEEDS, share=st.sampled_from([0.04, 0.1, 0.5, 0.9]))
def test_a_list_that_lacks_rows_which_the_next_has_again_is_suspect(has_saved: bool, seed: int, share: float) -> None:
    """Rows missing once, between lists that have them, are the list's fault."""
    made = growing(seed, has_saved=has_saved)
    index = some(seed, made)
    rows = sorted(made[index].rows)
    made[index] = made[index].without(set(random.Random(seed).sample(rows, int(share * len(rows)))))
    found = only(made, index)
    assert (found.verdict, found.published_on) == (Verdict.SUSPECT, made[index].on.isoformat())
    assert "lacks" in found.reason
    assert not found.is_used


@FEW
@given(SEEDS)
def test_two_partial_lists_in_a_row_are_both_suspect(seed: int) -> None:
    """The second bears out nothing of the first, once later lists speak."""
    made = growing(seed)
    index = some(seed, made, margin=6)
    gone = set(random.Random(seed).sample(sorted(made[index].rows), 80))
    made[index], made[index + 1] = made[index].without(gone), made[index + 1].without(gone)
    found = verdicts(made)
    assert found[index : index + 2] == ["suspect", "suspect"]
    assert set(found[:index] + found[index + 2 :]) == {"good"}


@BOTH
@FEW
@given(seed=SEEDS)
def test_an_older_list_published_again_is_stale(has_saved: bool, seed: int) -> None:
    """A copy of an earlier list under a new name says nothing new and is used for nothing."""
    made = growing(seed, has_saved=has_saved)
    index = some(seed, made)
    older = max(0, index - random.Random(seed).randint(4, 7))
    if len(made[older].rows.keys() ^ made[index - 1].rows.keys()) < 10:
        return
    made[index] = replace(made[older], on=made[index].on).named(made[index].on)
    found = only(made, index)
    assert (found.verdict, found.published_on) == (Verdict.STALE, made[index].on.isoformat())
    assert "an older list published again" in found.reason
    assert not found.is_used


@FEW
@given(SEEDS)
def test_an_unchanged_list_on_a_later_day_is_good(seed: int) -> None:
    """Where nothing changed, the same rows again confirm that they were still listed."""
    made = growing(seed)
    index = some(seed, made)
    again = replace(made[index], on=made[index].on + timedelta(days=1))
    made[index + 1 :] = [again.named(again.on)]
    assert set(verdicts(made)) == {"good"}


@BOTH
@FEW
@given(seed=SEEDS)
def test_many_departures_at_once_are_suspect_until_a_later_list_confirms_them(has_saved: bool, seed: int) -> None:
    """The newest list alone cannot take sixty agreements away; the next one that agrees can."""
    made = growing(seed, has_saved=has_saved)
    index = some(seed, made)
    gone = set(random.Random(seed).sample(sorted(made[index].rows), 60))
    made = made[:index] + [m.without(gone) for m in made[index:]]
    newest = only(made[: index + 1], index)
    assert newest.verdict == Verdict.SUSPECT
    assert "no later list confirms" in newest.reason
    assert only(made[: index + 2], index).verdict == Verdict.GOOD
    assert set(verdicts(made)) == {"good"}


@FEW
@given(SEEDS)
def test_a_later_list_of_the_same_day_does_not_confirm_departures(seed: int) -> None:
    """Morning and evening of one day are one witness to a great loss."""
    made = growing(seed)[:10]
    gone = set(sorted(made[-1].rows)[:60])
    morning = made[-1].without(gone)
    made[-1] = morning.named(morning.on, "am")
    made.append(replace(morning, saved=morning.on).named(morning.on, "pm2"))
    assert verdicts(made)[-2:] == ["suspect", "suspect"]


@FEW
@given(SEEDS)
def test_a_few_departures_are_good_even_in_the_newest_list(seed: int) -> None:
    """A list loses a few rows on most days."""
    made = growing(seed)
    made[-1] = made[-1].without(set(sorted(made[-2].rows)[:8]))
    assert only(made, len(made) - 1).verdict == Verdict.GOOD


@FEW
@given(SEEDS, st.booleans())
def test_respelling_many_rows_is_no_loss(seed: int, is_kept: bool) -> None:
    """Fifty names expanded in one go, for good or for one list, leave the list good."""
    made = growing(seed)
    index = some(seed, made)
    for n in range(index, len(made) if is_kept else index + 1):
        made[n] = replace(made[n], rows={key + 10**7 * (key < 50): on for key, on in made[n].rows.items()})
    assert set(verdicts(made)) == {"good"}


@FEW
@given(SEEDS)
def test_rows_that_stand_in_one_list_alone_make_it_suspect(seed: int) -> None:
    """A list with forty rows that no neighbour has holds something else."""
    made = growing(seed)
    index = some(seed, made)
    extra = {10**8 + n: date(2025, 6, 1) for n in range(40)}
    made[index] = replace(made[index], rows=made[index].rows | extra)
    found = only(made, index)
    assert (found.verdict, "neither" in found.reason) == (Verdict.SUSPECT, True)


@FEW
@given(SEEDS)
def test_swapped_files_are_each_read_as_the_list_they_are(seed: int) -> None:
    """On a day when each file bears the other's name, both are used, under their own list."""
    participating = growing(seed)
    pending = [
        replace(p, on=m.on, saved=m.on).named(m.on) for p, m in zip(turning_over(seed), participating, strict=True)
    ]
    index = some(seed, participating)
    one, other = participating[index], pending[index]
    participating[index], pending[index] = replace(other, name=one.name), replace(one, name=other.name)
    found = judged([*participating, *pending])
    bad = [(f.verdict, f.list, f.published_on, f.is_used) for f in found if f.verdict != Verdict.GOOD]
    on = one.on.isoformat()
    assert sorted(bad) == [
        (Verdict.SWAPPED, ListKind.PARTICIPATING, on, True),
        (Verdict.SWAPPED, ListKind.PENDING, on, True),
    ]


def test_a_swapped_file_alone_is_read_as_what_it_looks_like() -> None:
    """With nothing beside it, signing dates tell a participating list from a pending one."""
    made = growing(1)[:1]
    found = judged([replace(made[0], name=file_name("pending", made[0].on))])[0]
    assert (found.verdict, found.list) == (Verdict.SWAPPED, ListKind.PARTICIPATING)


def test_a_participating_list_that_lost_its_signed_column_is_still_one() -> None:
    """Its rows stand in the participating lists beside it, which is a better witness than a header."""
    made = growing(2)
    made[8] = replace(made[8], kind="pending", name=made[8].name)
    found = judged([*made, *turning_over(2)])
    assert [(one.list, one.verdict) for one in found[8:9]] == [(ListKind.PARTICIPATING, Verdict.GOOD)]


def test_a_name_without_a_kind_or_a_date_is_settled_by_content() -> None:
    """A file of any name is placed by its saving, else between the lists that its rows fit."""
    made = growing(3)
    for saved in (made[9].on, None):
        found = only([*made[:9], replace(made[9], name="list.xlsx", saved=saved), *made[10:]], 9)
        assert (found.list, found.verdict) == (ListKind.PARTICIPATING, Verdict.MISDATED)
        assert made[8].on.isoformat() <= found.published_on <= made[10].on.isoformat()


def test_a_day_that_nothing_settles_is_left_open_and_the_list_unused() -> None:
    """A list alone, with no date in its name and none in its workbook, is of no known day."""
    found = judged([replace(growing(4)[0], name="participating.xlsx", saved=None)])[0]
    assert (found.verdict, found.published_on, found.is_used) == (Verdict.MISDATED, "", False)


@BOTH
@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_lists_are_good(count: int, has_saved: bool) -> None:
    """One, two or three lists of a series stand by themselves."""
    for seed in range(20):
        assert set(verdicts(growing(seed, has_saved=has_saved)[:count])) == {"good"}


def test_a_small_list_alone_is_good_and_an_empty_one_is_suspect() -> None:
    """Three rows may be a whole list; none cannot be one of participants, and may be one of those pending."""
    one = growing(5, rows=3)[:1]
    assert verdicts(one) == ["good"]
    assert verdicts([replace(one[0], rows={})]) == ["suspect"]
    assert verdicts([replace(turning_over(5)[0], rows={})]) == ["good"]


def test_long_gaps_allow_what_a_day_does_not() -> None:
    """Seven years may take most of a roster away, and a week may not."""
    rows = {key: date(2008, 1, 1) for key in range(70)}
    old = Made(date(2010, 10, 29), "roster_20101029.csv", rows, None)
    kept = {key: on for key, on in rows.items() if key < 20} | {100 + key: date(2016, 6, 8) for key in range(38)}
    assert verdicts([old, Made(date(2017, 8, 1), "roster_20170801.csv", kept, None)]) == ["good", "good"]
    week = {key: on for key, on in rows.items() if key < 20}
    assert verdicts([old, Made(date(2010, 11, 5), "roster_20101105.csv", week, None)]) == ["good", "suspect"]


@BOTH
def test_files_saved_again_later_keep_the_day_of_their_names(has_saved: bool) -> None:
    """Old lists that someone saved anew years later still fit the days they are named for."""
    old = growing(6, count=8, start=date(2021, 1, 10), rows=150)
    new = growing(7, count=8, start=date(2026, 3, 1), rows=900, has_saved=has_saved)
    resaved = [replace(m, saved=date(2026, 3, 9)) for m in old]
    found = judged([*resaved, *new])
    assert [(one.verdict, one.published_on) for one in found[:8]] == [(Verdict.GOOD, m.on.isoformat()) for m in old]


def test_a_day_with_several_files_keeps_their_order() -> None:
    """Morning, noon, evening, second evening and its second version follow each other."""
    first = growing(8)[0]
    suffixes = ["am", "mid", "pm", "pm_b", "pm2"]
    made = []
    for n, suffix in enumerate(suffixes):
        rows = first.rows | {10**6 + k: first.on for k in range(n)}
        made.append(replace(first, rows=rows).named(first.on, suffix))
    found = judged(made[::-1])
    assert [one.name for one in sorted(found, key=lambda one: one.sequence)] == [m.name for m in made]


def test_the_same_rows_in_the_same_slot_of_a_day_are_a_duplicate_and_in_a_later_slot_are_not() -> None:
    """A copy of a file is a duplicate; the evening's list that repeats the morning's confirms it."""
    first = growing(9)[0]
    copy = replace(first, name=first.name.replace(".xlsx", " copy.xlsx"))
    evening = replace(first, saved=None)
    assert verdicts([first, copy]).count("duplicate") == 1
    assert (
        verdicts([replace(evening, name=file_name("participating", first.on, s)) for s in ("am", "pm")]) == ["good"] * 2
    )


def test_the_same_bytes_under_two_names_are_two_publications() -> None:
    """An unchanged file published again on another day is judged for that day."""
    made = growing(10)[:3]
    again = replace(made[2]).named(made[2].on + timedelta(days=2))
    same_id = [replace_id(m.summary()) for m in (made[2], again)]
    found = judge_lists([made[0].summary(), made[1].summary(), *same_id], EXPECTATIONS)
    assert [one.published_on for one in found[2:]] == [made[2].on.isoformat(), again_on(again)]
    assert {one.verdict for one in found} == {Verdict.GOOD}


def replace_id(summary: ListSummary) -> ListSummary:
    """Return a summary under one fixed id."""
    return ListSummary(
        "same", summary.facts, summary.row_keys, summary.content, summary.row_count, 0, summary.signed_count
    )


def again_on(made: Made) -> str:
    """Return the day of a list's name."""
    return made.summary().facts.name_says_on


@FEW
@given(SEEDS)
def test_pending_lists_that_empty_at_once_are_good(seed: int) -> None:
    """What was pending is signed in waves, so a pending list may lose nearly all its rows."""
    assert set(verdicts(turning_over(seed))) == {"good"}


@FEW
@given(SEEDS)
def test_a_pending_list_that_lacks_rows_which_come_back_is_suspect(seed: int) -> None:
    """Rows that left a pending list do not return, so a list without them was a bad one."""
    made = turning_over(seed)
    fits = [
        n for n in range(2, 18) if len(made[n - 1].rows.keys() & made[n].rows.keys() & made[n + 1].rows.keys()) > 12
    ]
    if not fits:
        return
    made[fits[0]] = made[fits[0]].without(set(made[fits[0] - 1].rows))
    assert verdicts(made)[fits[0]] == "suspect"


def test_an_unreadable_file_is_judged_by_its_error_and_harms_nothing() -> None:
    """A file that could not be read keeps its place by name, and says why."""
    with pytest.raises(UnreadableError) as caught:
        read_list(b"", "pendingAgencies01092026am.xlsx")
    facts = ListFacts("pendingAgencies01092026am.xlsx", "", 0, "pending", "2026-01-09", "090000")
    broken = ListSummary("x", facts, error=str(caught.value))
    found = judge_lists([*(m.summary() for m in growing(11)), broken], EXPECTATIONS)
    assert [(one.verdict, one.list, one.published_on) for one in found if one.publication_id == "x"] == [
        (Verdict.UNREADABLE, ListKind.PENDING, "2026-01-09")
    ]
    assert sum(one.verdict == Verdict.GOOD for one in found) == 20


def test_a_summary_holds_rows_by_content_and_every_witness() -> None:
    """Spelling that compares equal gives one id, and misprinted signings do not reach the newest ones."""
    head = "state,agency,support_type,date_signed\n"
    body = "TEXAS,Bell PD,Task Force,2016-06-08\nTexas ,BELL PD,Task Force Model,5016-06-09\nUTAH,X,Jail Enforcement,\n"
    ids: dict[object, int] = {}
    parsed = read_list((head + body).encode(), "roster_20170801.csv")
    summary = summarise(parsed, lambda content: ids.setdefault(content, len(ids)))
    assert (summary.row_keys, summary.row_count, summary.signed_count) == (frozenset({0, 1}), 3, 2)
    assert summary.latest_signed[-1] == "2016-06-08"
    assert summary.has_signed_column
    reordered = read_list((head + "".join(reversed(body.splitlines(keepends=True)))).encode(), "roster_20170801.csv")
    assert summarise(reordered, lambda content: ids[content]).content == summary.content
    assert judge_lists([], EXPECTATIONS) == []
