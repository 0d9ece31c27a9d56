"""What day is a list really of? Its name, its last saving, its newest signings and its neighbours are the witnesses.

A name is believed unless another witness contradicts it: several rows signed after that day prove it wrong; a last
saving far from it raises the question, which the rows then answer beside the lists of both days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from comity.model import Verdict
from comity.sources.ice_287g.evidence import ListSummary
from comity.sources.ice_287g.placing import END_OF_DAY, START_OF_DAY, Placed, best_window, is_near, likeness, place
from comity.sources.ice_287g.source import Expectations

_EASTERN = 4  # hours from the publisher's clock to UTC, in summer; the order within a day does not need the other
_ZONES = timedelta(days=1)  # savings are in UTC, names in the publisher's own day
_RHYTHM = 21  # days: a saving that near to other lists is likely the publisher's own, and not an archive's
_STRANGE, _FAMILIAR = 0.1, 0.5  # shares of rows in common: pending lists a month apart share 3 %, a day apart 90 %


class Settled(NamedTuple):
    """A day, how it was found, and the clock in that day where its name does not say it."""

    on: date
    reason: str
    clock: str


def day(text: str) -> date | None:
    """Return the day of an ISO date or moment, or None for none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def place_all(lists: Sequence[ListSummary], expectations: Expectations) -> tuple[list[Placed], list[Placed]]:
    """Return lists of one kind in order of time, misplaced ones judged so, and those whose day nothing settles."""
    plain: list[Placed] = []
    contested: list[ListSummary] = []
    for one in lists:
        named, saved = day(one.facts.name_says_on), day(one.facts.modified_at)
        if named and is_possible(named, one, expectations) and (saved is None or agrees(named, saved, expectations)):
            plain.append(place(one, named))
        else:
            contested.append(one)
    plain.sort(key=lambda placed: placed.key)
    judged = [_place_contested(one, plain, expectations) for one in contested]
    judged += [one if one.summary.facts.modified_at else _place_unsaved(one, plain) for one in plain]
    settled = [one for one in judged if one.key[0]]
    return sorted(settled, key=lambda one: one.key), [one for one in judged if not one.key[0]]


def _place_unsaved(one: Placed, plain: Sequence[Placed]) -> Placed:
    """Return a list whose name nothing bears out where its name's misprint is borne out by the lists of that day.

    Only a list that shares next to nothing with its neighbours, and most of its rows with those of the other day.
    """
    others = [other for other in plain if other is not one]
    if not one.rows or likeness(one.rows, others, one.on) > _STRANGE:
        return one
    choices = [on for on in misprints(one.on, None) if on.day == one.on.day]
    best = max(choices, key=lambda on: likeness(one.rows, others, on))
    if likeness(one.rows, others, best) < _FAMILIAR:
        return one
    reason = f"its name says {one.on}, but its rows are like those of the lists about {best} alone"
    return place(one.summary, best, Verdict.MISDATED, reason)


def is_possible(on: date, one: ListSummary, expectations: Expectations) -> bool:
    """Return whether no more than stray rows are signed after the day."""
    count = expectations.future_signings
    latest = day(one.latest_signed[count - 1]) if len(one.latest_signed) >= count else None
    return latest is None or latest <= on + timedelta(days=expectations.name_slack_days)


def agrees(named: date, saved: date, expectations: Expectations) -> bool:
    """Return whether a list may be published on the one day and last saved on the other."""
    return saved - _ZONES <= named <= saved + timedelta(days=expectations.name_slack_days)


def _place_contested(one: ListSummary, plain: Sequence[Placed], e: Expectations) -> Placed:
    """Return the list at the day that its content bears out: its name's, its saving's, or that of its neighbours."""
    named, saved = day(one.facts.name_says_on), day(one.facts.modified_at)
    if named and is_possible(named, one, e):
        return _named_or_saved(one, named, saved or named, plain, e)
    settled = _settle(one, named, saved, plain, e)
    why = f"rows are signed up to {one.latest_signed[0]}" if named else "its name says no day"
    if settled is None:
        return Placed(
            ("", "", "", one.publication_id), one, Verdict.MISDATED, f"{why}, and nothing else settles its day"
        )
    return place(one, settled.on, Verdict.MISDATED, f"{why}; {settled.reason}", settled.clock)


def _named_or_saved(one: ListSummary, named: date, saved: date, plain: Sequence[Placed], e: Expectations) -> Placed:
    """Return the list at its name's day unless its rows are those of the day it was last saved.

    A file may have been saved again later by whoever kept it; then its rows still fit its name.
    """
    typed = next((on for on in misprints(named, saved) if agrees(on, saved, e) and is_possible(on, one, e)), None)
    as_named, as_saved = likeness(one.row_keys, plain, named), likeness(one.row_keys, plain, typed or saved)
    is_explained = typed is not None and is_near(plain, saved, _RHYTHM)
    if as_saved < as_named or (as_saved == as_named and not is_explained):
        return place(one, named)
    if saved < named:
        twin = next((p for p in reversed(plain) if p.on < named and p.rows == one.row_keys), None)
        if twin or not typed:
            source = f"the list of {twin.on}" if twin else f"the day it was last saved, {saved}"
            return place(one, named, Verdict.STALE, f"its rows are those of {source}: an older list published again")
    reason = f"its name says {named}, but it was last saved on {saved} and its rows are of that time"
    return place(one, typed or saved, Verdict.MISDATED, reason, saved_clock(one, typed or saved))


def saved_clock(one: ListSummary, on: date) -> str:
    """Return the clock of the last saving where it was on the day itself, in the publisher's time; else ""."""
    moment = one.facts.modified_at
    if day(moment) != on or len(moment) < len("2026-01-09T17:00:00"):
        return ""
    return f"{max(0, int(moment[11:13]) - _EASTERN):02}{moment[14:16]}{moment[17:19]}"


def _settle(
    one: ListSummary, named: date | None, saved: date | None, plain: Sequence[Placed], e: Expectations
) -> Settled | None:
    """Return the day of a list whose name cannot be right: by its saving, else by where its rows fit."""
    choices = [on for on in misprints(named, saved or named) if is_possible(on, one, e)] if named else []
    if saved and is_possible(saved, one, e):
        typed = next((on for on in choices if agrees(on, saved, e)), None)
        if typed or not plain or likeness(one.row_keys, plain, saved) > 0:
            return Settled(typed or saved, f"it was last saved on {saved}", saved_clock(one, typed or saved))
    amiss, before, after = best_window(one.row_keys, plain, e.max_returned_rows)
    if not (before or after) or amiss > max(e.max_returned_rows, 0.1 * len(one.row_keys)):
        return None
    return settle_between(choices, before, after)


def settle_between(choices: Sequence[date], before: Placed | None, after: Placed | None) -> Settled | None:
    """Return the likeliest day for a list that fits between two: a misprint of its name, else the earlier one's day."""
    inside = [on for on in choices if (not before or before.on <= on) and (not after or on <= after.on)]
    where = " and ".join(
        f"{word} the list of {one.on}" for word, one in (("after", before), ("before", after)) if one is not None
    )
    if inside:
        on = inside[0]
        clock = END_OF_DAY if before and before.on == on else START_OF_DAY if after and after.on == on else ""
        return Settled(on, f"its rows belong {where}", clock)
    if before and after:
        return Settled(before.on, f"its rows belong {where}", END_OF_DAY)
    return None


def misprints(on: date, until: date | None) -> Iterator[date]:
    """Yield the days that a slip of the hand turns into the printed one, the likeliest first.

    The year (a new one not yet in the fingers), the month, day and month exchanged, then the day.
    """
    seen = {on}
    others = {on.year + 1, on.year - 1} | ({until.year, until.year + 1} if until else set())
    years = sorted(others, key=lambda year: (abs(year - on.year), -year))
    months = sorted(range(1, 13), key=lambda month: (abs(month - on.month), -month))
    parts = [(year, on.month, on.day) for year in years] + [(on.year, month, on.day) for month in months]
    parts += [(on.year, on.day, on.month)] + [(on.year, on.month, number) for number in range(1, 32)]
    for year, month, number in parts:
        found = day(f"{year:04}-{month:02}-{number:02}")
        if found and found not in seen:
            seen.add(found)
            yield found
