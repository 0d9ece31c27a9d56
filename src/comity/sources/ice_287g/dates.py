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
from comity.sources.ice_287g.placing import (
    END_OF_DAY,
    START_OF_DAY,
    Placed,
    amiss_on,
    best_window,
    is_near,
    likeness,
    neighbours,
    place,
)
from comity.sources.ice_287g.source import Expectations

_EASTERN = 4  # hours from the publisher's clock to UTC, in summer; the order within a day does not need the other
_ZONES = timedelta(days=1)  # savings are in UTC, names in the publisher's own day
_RHYTHM = 21  # days: a saving that near to other lists is likely the publisher's own, and not an archive's
_LONG, _GONE = 45, 3  # days without another list, and rows lost since the list before, that make a name doubtful
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
    possible = [one for one in contested if _may_be_as_named(one, expectations)]
    known = plain + [_named_or_saved(one, plain, expectations) for one in possible]
    known.sort(key=lambda placed: placed.key)
    settled = [one if _is_borne_out(one, expectations) else _place_unsaved(one, known, expectations) for one in known]
    others = [
        _place_impossible(one, known, expectations) for one in contested if not _may_be_as_named(one, expectations)
    ]
    settled += [one for one in others if one.key[0]]
    return sorted(settled, key=lambda one: one.key), [one for one in others if not one.key[0]]


def _may_be_as_named(one: ListSummary, e: Expectations) -> bool:
    named = day(one.facts.name_says_on)
    return named is not None and is_possible(named, one, e)


def _is_borne_out(one: Placed, e: Expectations) -> bool:
    """Return whether more than a list's name speaks for its day: its last saving, or a judgement already made."""
    saved = day(one.summary.facts.modified_at)
    return one.verdict != Verdict.GOOD or (saved is not None and agrees(one.on, saved, e))


def _place_unsaved(one: Placed, known: Sequence[Placed], e: Expectations) -> Placed:
    """Return a list whose name nothing bears out where a misprint of its name is borne out by the lists of that day."""
    others = [other for other in known if other is not one]
    if not one.rows or not others:
        return one
    choices = [on for on in misprints(one.on, None) if on.day == one.on.day and is_possible(on, one.summary, e)]
    return _stranger(one, others, choices) or _straggler(one, others, choices) or one


def _stranger(one: Placed, others: Sequence[Placed], choices: Sequence[date]) -> Placed | None:
    """Return a list that shares next to nothing with its neighbours, and most of its rows with those of another day."""
    if not choices or likeness(one.rows, others, one.on) > _STRANGE:
        return None
    best = max(choices, key=lambda on: likeness(one.rows, others, on))
    if likeness(one.rows, others, best) < _FAMILIAR:
        return None
    reason = f"its name says {one.on}, but its rows are like those of the lists about {best} alone"
    return place(one.summary, best, Verdict.MISDATED, reason)


def _straggler(one: Placed, others: Sequence[Placed], choices: Sequence[date]) -> Placed | None:
    """Return a list far from any other whose rows fit, to the row, between two that a misprint of its name names."""
    before, _ = neighbours(others, one.on)
    if before is None or is_near(others, one.on, _LONG) or len(before.rows - one.rows) < _GONE:
        return None
    amiss, first, last = best_window(one.rows, others, 1)
    if amiss > 1 or first is None or last is None:
        return None
    inside = [on for on in choices if first.on <= on <= last.on]
    if not inside:
        return None
    settled = settle_between(inside, first, last)
    assert settled is not None
    reason = f"its name says {one.on}, far from any other list; {settled.reason}"
    return place(one.summary, settled.on, Verdict.MISDATED, reason, settled.clock)


def is_possible(on: date, one: ListSummary, expectations: Expectations) -> bool:
    """Return whether no more than stray rows are signed after the day."""
    count = expectations.future_signings
    latest = day(one.latest_signed[count - 1]) if len(one.latest_signed) >= count else None
    return latest is None or latest <= on + timedelta(days=expectations.name_slack_days)


def agrees(named: date, saved: date, expectations: Expectations) -> bool:
    """Return whether a list may be published on the one day and last saved on the other."""
    return saved - _ZONES <= named <= saved + timedelta(days=expectations.name_slack_days)


def _place_impossible(one: ListSummary, known: Sequence[Placed], e: Expectations) -> Placed:
    """Return a list whose name says no day, or one its signings rule out, at the day that its content bears out."""
    named = day(one.facts.name_says_on)
    settled = _settle(one, named, day(one.facts.modified_at), known, e)
    signed = one.latest_signed[0] if one.latest_signed else ""
    why = f"its name says {named}, but rows are signed up to {signed}" if named else "its name says no day"
    if settled is None:
        key = ("", "", "", f"{one.publication_id} {one.facts.name}")
        return Placed(key, one, Verdict.MISDATED, f"{why}, and nothing else settles its day")
    return place(one, settled.on, Verdict.MISDATED, f"{why}; {settled.reason}", settled.clock)


def _named_or_saved(one: ListSummary, plain: Sequence[Placed], e: Expectations) -> Placed:
    """Return the list at its name's day unless its rows are those of the day it was last saved.

    A file may have been saved again later by whoever kept it; then its rows still fit its name.
    """
    named, saved = day(one.facts.name_says_on), day(one.facts.modified_at)
    assert named and saved, "only a list with both, which disagree, is asked about"
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
    one: ListSummary, named: date | None, saved: date | None, known: Sequence[Placed], e: Expectations
) -> Settled | None:
    """Return the day of a list whose name cannot be right: by its saving near others, its rows, its saving alone."""
    choices = [on for on in misprints(named, saved or named) if is_possible(on, one, e)] if named else []
    by_saving = None
    if saved and is_possible(saved, one, e):
        on = next((on for on in choices if agrees(on, saved, e)), saved)
        by_saving = Settled(on, f"it was last saved on {saved}", saved_clock(one, on))
        if is_near(known, saved, _RHYTHM) and likeness(one.row_keys, known, on) > 0:
            return by_saving
    # before the first list nothing can be amiss, which proves nothing
    if later := [on for on in choices if known and known[0].on <= on]:
        best = min(later, key=lambda on: amiss_on(one.row_keys, known, on))
        if amiss_on(one.row_keys, known, best) <= e.max_returned_rows:
            before, after = neighbours(known, best)
            return settle_between([best], before, after)
    amiss, before, after = best_window(one.row_keys, known, e.max_returned_rows)
    if (before or after) and amiss <= max(e.max_returned_rows, 0.1 * len(one.row_keys)):
        return settle_between(choices, before, after) or by_saving
    return by_saving


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
