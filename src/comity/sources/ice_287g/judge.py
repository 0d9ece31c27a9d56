"""Every file judged as a whole, beside its neighbours in time: which list, of what day, and is it to be believed?

The witnesses are the rows themselves, the signings in them, the file's name and its last saving. No file is judged by
its name alone, and none by a rule that names it. The same lists give the same judgements in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from comity.model import ListKind, Verdict
from comity.sources.ice_287g.dates import agrees, day, misprints, place_all, settle_between
from comity.sources.ice_287g.evidence import Judgement, ListSummary
from comity.sources.ice_287g.kinds import decide_kinds
from comity.sources.ice_287g.placing import Placed, best_window, place
from comity.sources.ice_287g.source import Expectations
from comity.sources.ice_287g.stamps import without_batch_stamps

_COPY_ROWS = 2  # rows by which a stale copy may differ from the list it copies


def judge_lists(lists: Sequence[ListSummary], expectations: Expectations) -> list[Judgement]:
    """Return a judgement on every list, in order of time (`sequence` counts from 0)."""
    readable = without_batch_stamps([one for one in lists if not one.error])
    kinds = decide_kinds(readable)
    judged: list[tuple[ListKind, Placed]] = []
    for kind in ListKind:
        of_kind = [one for one, (its_kind, _) in zip(readable, kinds, strict=True) if its_kind == kind]
        placed, lost = place_all(of_kind, expectations)
        settled = _mark_duplicates(_judge_in_order(placed, kind, expectations))
        judged += [(kind, one) for one in (*settled, *lost)]
    swaps = {_id(one): reason for one, (_, reason) in zip(readable, kinds, strict=True) if reason}
    judged = [(kind, _mark_swapped(one, swaps.get(_id(one.summary), ""))) for kind, one in judged]
    judged += [_unreadable(one) for one in lists if one.error]
    judged.sort(key=lambda pair: (pair[1].key[0] == "", pair[1].key, pair[0]))
    return [_judgement(kind, one, sequence) for sequence, (kind, one) in enumerate(judged)]


def _id(one: ListSummary) -> tuple[str, str]:
    """Return what tells publications apart: the same bytes may be published again under another name."""
    return one.publication_id, one.facts.name


def _judgement(kind: ListKind, one: Placed, sequence: int) -> Judgement:
    summary = one.summary
    return Judgement(
        publication_id=summary.publication_id,
        name=summary.facts.name,
        list=kind,
        printed_on=summary.facts.name_says_on,
        published_on=one.key[0],
        sequence=sequence,
        verdict=one.verdict,
        reason=one.reason,
    )


def _unreadable(one: ListSummary) -> tuple[ListKind, Placed]:
    kind = ListKind.PENDING if one.facts.name_says_list == ListKind.PENDING else ListKind.PARTICIPATING
    key = (one.facts.name_says_on, one.facts.name_says_order, "", f"{one.publication_id} {one.facts.name}")
    return kind, Placed(key, one, Verdict.UNREADABLE, one.error)


def _mark_swapped(one: Placed, reason: str) -> Placed:
    """Return the list as swapped where its name says the other list; one that is not used keeps its verdict."""
    if not reason:
        return one
    is_used = one.verdict in (Verdict.GOOD, Verdict.DUPLICATE, Verdict.MISDATED) and one.key[0]
    verdict = Verdict.SWAPPED if is_used else one.verdict
    return one._replace(verdict=verdict, reason="; ".join(filter(None, (reason, one.reason))))


def _mark_duplicates(placed: Sequence[Placed]) -> list[Placed]:
    """Mark a list as duplicate whose rows another of the same day has, saved at the same moment or in the same slot.

    The same rows again in a later slot of the day (am, pm) or on a later day are news: they were still listed.
    """
    seen: dict[tuple[str, str, str], date] = {}
    marked = []
    for one in placed:
        content = f"{one.summary.content} {one.summary.refused_count}"
        marks = [(one.key[0], content, mark) for mark in {one.key[1], one.key[2] or one.key[1]}]
        if one.verdict == Verdict.GOOD and one.summary.content and any(mark in seen for mark in marks):
            one = one._replace(verdict=Verdict.DUPLICATE, reason=f"the same rows are held already, of {one.key[0]}")
        if one.verdict in (Verdict.GOOD, Verdict.DUPLICATE, Verdict.MISDATED):
            seen.update(dict.fromkeys(marks, one.on))
        marked.append(one)
    return marked


def _judge_in_order(placed: Sequence[Placed], kind: ListKind, e: Expectations) -> list[Placed]:
    """Return the lists judged one after the other, each against the last good one and the next few."""
    standing = [one for one in placed if one.verdict != Verdict.STALE]
    good: list[Placed] = []
    flagged: list[tuple[Placed, str]] = []
    for index, one in enumerate(standing):
        near = standing[max(0, index - e.look_ahead) : index]
        doubt = _doubt(one, good, near, standing[index + 1 :], kind, e)
        if doubt:
            flagged.append((one, doubt))
        else:
            good.append(one)
    stale = [one for one in placed if one.verdict == Verdict.STALE]
    explained = [_explain(one, doubt, good, e) for one, doubt in flagged]
    return sorted([*good, *stale, *explained], key=lambda one: one.key)


def _doubt(
    one: Placed,
    good: Sequence[Placed],
    near: Sequence[Placed],
    later: Sequence[Placed],
    kind: ListKind,
    e: Expectations,
) -> str:
    """Return why a list is not to be believed at its place, or ""."""
    if kind == ListKind.PARTICIPATING and len(one.rows) < e.min_participating_rows:
        return f"it holds {len(one.rows)} rows, and a list of participants holds at least {e.min_participating_rows}"
    if not good:
        return ""
    older = {other.summary.content for other in good[:-1]} - {good[-1].summary.content}
    later = [other for other in later if other.summary.content != one.summary.content or other.on > one.on]
    if kind == ListKind.PENDING:
        return _doubt_pending(one, good[-1], [other for other in later if other.summary.content not in older], e)
    if all(other.on == one.on for other in later):
        return _doubt_newest(one, good[-1], e)
    returned = _count_standing(good[-1].rows - one.rows, later[: e.look_ahead])
    # any list near it that has a row bears it out, be it a partial one, or one before the row was respelt
    fleeting = len(_less(one.rows, (*good[-1:], *near, *later[: e.look_ahead])))
    short = max(e.max_lost_rows_of_short - 1, int(e.max_lost_share_of_short * len(good[-1].rows)))
    if returned - fleeting > min(e.max_returned_rows, short) or (returned and one.summary.content in older):
        return f"it lacks {returned} rows that the lists before and after it have"
    # what one later list alone lacks may be that list's fault
    if fleeting - returned > e.max_fleeting_rows and len(later) > 1:
        return f"it holds {fleeting} rows that neither the lists before it nor the lists after it have"
    return ""


def _doubt_pending(one: Placed, before: Placed, later: Sequence[Placed], e: Expectations) -> str:
    """Return the doubt about a pending list: only rows that left and came back speak against it."""
    returned = len((before.rows - one.rows) & later[0].rows) if later else 0
    limit = max(e.max_pending_returned_rows, e.max_pending_returned_share * len(before.rows))
    return f"it lacks {returned} rows that the lists before and after it have" if returned > limit else ""


def _count_standing(rows: frozenset[int], later: Sequence[Placed]) -> int:
    """Return how many rows at least half of the later lists have: one bad list among them says nothing."""
    need = (len(later) + 1) // 2
    return sum(sum(row in one.rows for one in later) >= need for row in rows)


def _less(rows: frozenset[int], others: Iterable[Placed]) -> frozenset[int]:
    """Return the rows that none of the others has; one after the other, for few are left after the first."""
    for other in others:
        rows -= other.rows
    return rows


def _doubt_newest(one: Placed, before: Placed, e: Expectations) -> str:
    """Return the doubt about a list that no later day's list bears out: it loses many rows at once."""
    lost, days = len(before.rows - one.rows), (one.on - before.on).days
    drift = e.lost_share_per_day * days
    is_many = lost >= e.max_lost_rows and lost >= (e.max_lost_share + drift) * len(before.rows)
    is_large_part = lost >= e.max_lost_rows_of_short and lost >= (e.max_lost_share_of_short + drift) * len(before.rows)
    if not is_many and not is_large_part:
        return ""
    return f"it lacks {lost} of {len(before.rows)} rows of the list of {before.on}, and no later list confirms that yet"


def _explain(one: Placed, doubt: str, good: Sequence[Placed], e: Expectations) -> Placed:
    """Return a doubted list with its verdict: an older list again, a list of another day, or suspect."""
    earlier = [other for other in good if other.key < one.key]
    if earlier and one.verdict == Verdict.GOOD:
        nearest = min(earlier, key=lambda other: (len(other.rows ^ one.rows), -other.on.toordinal()))
        apart = len(nearest.rows ^ one.rows)
        if nearest is not earlier[-1] and apart <= _COPY_ROWS and 4 * apart < len(earlier[-1].rows ^ one.rows):
            reason = f"{doubt}; its rows are those of the list of {nearest.on}: an older list published again"
            return one._replace(verdict=Verdict.STALE, reason=reason)
    if one.verdict == Verdict.GOOD and (moved := _elsewhere(one, doubt, good, e)):
        return moved
    return one._replace(verdict=Verdict.SUSPECT, reason="; ".join(filter(None, (doubt, one.reason))))


def _elsewhere(one: Placed, doubt: str, good: Sequence[Placed], e: Expectations) -> Placed | None:
    """Return the list between two others where its rows fit, if there is such a place and nothing speaks against it.

    A last saving that agrees with the name does. Rows older than their place with a name that no slip of year or month
    explains are an older list published again.
    """
    tolerance = min(e.max_returned_rows, len(one.rows) // 10)  # a short list fits anywhere if ten rows do not count
    amiss, before, after = best_window(one.rows, good, tolerance)
    if amiss > tolerance or before is None or after is None or before.key < one.key < after.key:
        return None
    if (saved := day(one.summary.facts.modified_at)) and agrees(one.on, saved, e):
        return None
    settled = settle_between([on for on in misprints(one.on, None) if on.day == one.on.day], before, after)
    if settled is None or (settled.clock and one.key > after.key):
        where = f"its rows belong between the lists of {before.on} and {after.on}"
        return one._replace(verdict=Verdict.STALE, reason=f"{doubt}; {where}: an older list published again")
    reason = f"{doubt}; {settled.reason}"
    return place(one.summary, settled.on, Verdict.MISDATED, reason, settled.clock)
