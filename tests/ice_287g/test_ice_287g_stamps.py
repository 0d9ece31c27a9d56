"""Lists saved in one go say nothing of their days; a pending list is known beside a list of those it became."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from msgspec.structs import replace as changed

from comity.model import Verdict
from comity.sources.ice_287g import Judgement, ListSummary, judge_lists, load_source
from tests.ice_287g.ice_287g_series import Made, file_name, growing

START = date(2026, 2, 2)
EXPECTATIONS = load_source().expectations


def stamped(one: Made, moment: str) -> ListSummary:
    """Return a list's summary with its last saving at a moment."""
    summary = one.summary()
    return changed(summary, facts=changed(summary.facts, modified_at=moment))


def judged(lists: Sequence[ListSummary]) -> list[Judgement]:
    """Return the judgements in order of the names' days."""
    return sorted(judge_lists(lists, EXPECTATIONS), key=lambda one: (one.printed_on, one.name))


def short(day: int, keys: int, without: Sequence[int] = ()) -> Made:
    """Return a short list of a day."""
    on = START + timedelta(days=day)
    rows = {key: date(2025, 9, 1) for key in range(keys) if key not in without}
    return Made(on, file_name("participating", on), rows, None)


@pytest.mark.parametrize(
    "moment", ["2026-02-09T10:00:0", "2026-02-02T10:00:0", "2025-11-22T10:00:0", "2026-11-22T10:00:0"]
)
def test_lists_saved_in_one_go_stand_on_their_names_days(moment: str) -> None:
    """Whenever it was, and be it on one of their own days."""
    made = [short(day, 20, ([3] if day else [])) for day in (0, 2, 7, 14)]
    verdicts = judged([stamped(one, f"{moment}{second}Z") for second, one in enumerate(made)])
    assert [(one.verdict, one.published_on) for one in verdicts] == [(Verdict.GOOD, one.on.isoformat()) for one in made]


def test_a_copy_with_the_same_saving_is_still_stale() -> None:
    """Two files of the same rows and saving under two days are a copy: the saving is the witness."""
    series = growing(5, count=12)
    copy = replace(series[4], name=file_name("participating", series[8].on))
    verdicts = {
        (one.name, one.published_on): one.verdict
        for one in judged([one.summary() for one in (*series[:8], copy, *series[9:])])
    }
    assert verdicts[copy.name, copy.name and series[8].on.isoformat()] == Verdict.STALE


@pytest.mark.parametrize(
    ("rows", "lost", "verdict"), [(40, 16, "suspect"), (40, 4, "good"), (9, 4, "suspect"), (9, 2, "good")]
)
def test_a_short_list_is_doubted_for_the_share_it_loses(rows: int, lost: int, verdict: str) -> None:
    """A quarter of a short list at once is doubted until a later list confirms it; a row or two is not."""
    made = [short(0, rows), short(2, rows), short(5, rows, range(lost))]
    assert [one.verdict for one in judged([one.summary() for one in made])] == ["good", "good", verdict]
    confirmed = judged([one.summary() for one in (*made, short(9, rows, range(lost)))])
    assert [one.verdict for one in confirmed] == ["good"] * 4


def test_a_pending_list_under_the_other_name_is_known_beside_those_it_became() -> None:
    """Its rows stand in the participating lists of the next days, and it is a pending list all the same."""
    series = growing(6, count=10)
    coming = set(series[5].rows) - set(series[3].rows)
    waiting = dict.fromkeys([*coming, *range(10**6, 10**6 + 4)], series[3].on)
    pending = Made(series[3].on, file_name("participating", series[3].on, "am"), waiting, series[3].on, "pending")
    near = [
        Made(series[n].on, file_name("pending", series[n].on), dict.fromkeys((10 ** 6, 10 ** 6 + 1 + n), series[n].on),
             series[n].on, "pending")
        for n in (2, 4)
    ]  # fmt: skip
    found = {one.name: one for one in judged([one.summary() for one in (*series, pending, *near)])}
    assert (found[pending.name].list, found[pending.name].verdict) == ("pending", Verdict.SWAPPED)
