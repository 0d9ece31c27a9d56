"""Changes beside elections: which general election of the deciding office came in the twelve months before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from comity.elections import Contest
from comity.register.ask import Row
from comity.register.offices import office_id_of


def pair_with_elections(changes: Iterable[Row], offices: Mapping[str, str], contests: Iterable[Contest]) -> list[Row]:
    """Return changes with the deciding office's last general election within the twelve months before them.

    A change lies between two lists: the months are counted back from the first list that shows it, and so are the
    days. Where the election fell between the two lists, which came first is not known, and the days are empty.
    The two stand side by side; nothing is said of why.
    """
    held: dict[str, list[date]] = {}
    for contest in contests:
        if contest.decided_on is not None:
            held.setdefault(office_id_of(contest), []).append(contest.decided_on)
    return [dict(row) | _pairing(row, offices.get(row["agreement_id"], ""), held) for row in changes]


def _pairing(change: Row, office: str, held: Mapping[str, Sequence[date]]) -> Row:
    by_on = date.fromisoformat(change["by_on"])
    near = [on for on in held.get(office, ()) if twelve_months_before(by_on) <= on <= by_on]
    if not near:
        return {"deciding_office": office, "last_general_on": "", "days_after": None}
    last = max(near)
    is_ordered = bool(change["after_on"]) and last <= date.fromisoformat(change["after_on"])
    days = (by_on - last).days if is_ordered else None
    return {"deciding_office": office, "last_general_on": last.isoformat(), "days_after": days}


def twelve_months_before(day: date) -> date:
    """Return the same day a year earlier; 28 February stands for a 29th that the year before does not have."""
    if (day.month, day.day) == (2, 29):
        day -= timedelta(days=1)
    return day.replace(year=day.year - 1)
