"""What the walk amounts to: departures that later lists confirm, successions, statuses, ids and events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from comity.identity.lineage import Joined, Lineage, Step
from comity.identity.records import Agreement, Decision, Event, History, Snapshot, Span

# A departure is confirmed when at least this many lists in a row lack the row, and the last of them is at least this
# many days younger than the last that had it. Rows fell out of up to five lists within six days and came back
# (2025-07-24 to 07-30); over months two lists are as good as many.
CONFIRMING_LISTS = 2
CONFIRMING_DAYS = 7
# JEM and WSO are two ways of doing the same work in a jail. An agency that leaves the one within this many days of
# being first listed under the other has switched.
SWITCH_WITHIN_DAYS = 45
# Between other models a switch is told only by the one following the other's departure closely.
FOLLOWS_WITHIN_DAYS = 14
# The same agency and model signed again within about a year takes the old agreement's place; after a longer absence
# the old one is simply no longer listed, and the new one is new.
RESIGNED_WITHIN_DAYS = 400
JAIL_MODELS = frozenset({"JEM", "WSO", "JEM+TFM"})


def conclude(
    snapshots: Sequence[Snapshot],
    lineages: Sequence[Lineage],
    joined: Iterable[Joined],
    twins: Mapping[str, tuple[str, ...]],
) -> History:
    """Return the history that these lineages make."""
    days = [snapshot.published_on for snapshot in snapshots]
    # A row whose printed words name no known model is no agreement of any model; it is an issue for a person.
    lineages = [lineage for lineage in lineages if lineage.current.model]
    known = {lineage.number for lineage in lineages}
    joined = [item for item in joined if item.number in known]
    for lineage in lineages:
        lineage.finish(len(snapshots))
    left = [lineage for lineage in lineages if _has_left(lineage, days)]
    _find_withdrawn_twins(lineages, left)
    _find_new_signings(lineages, left, days)
    _find_switches(lineages, left, days)
    names = _name(lineages)
    _tell_new_signings(lineages, names)
    departed = {lineage.number for lineage in left}
    agreements = [_agreement(lineage, names, days, departed) for lineage in lineages]
    events = _numbered(event for lineage in lineages for event in _events(lineage, names, snapshots, departed))
    decisions = [_decision(item, names, snapshots) for item in joined]
    return History(
        tuple(sorted(agreements, key=lambda item: item.agreement_id)),
        tuple(sorted(events, key=lambda item: (item.by_on, item.agreement_id, item.event, item.event_id))),
        tuple(sorted(decisions, key=lambda item: item.decision_id)),
        twins,
    )


def is_confirmed(last: int, until: int, days: Sequence[str]) -> bool:
    """Return whether the lists after `last` and before `until` are enough to say that a row has left."""
    if until - last - 1 < CONFIRMING_LISTS:
        return False
    span = date.fromisoformat(days[until - 1]) - date.fromisoformat(days[last])
    return span.days >= CONFIRMING_DAYS


def _has_left(lineage: Lineage, days: Sequence[str]) -> bool:
    return is_confirmed(lineage.last, len(days), days)


def _find_withdrawn_twins(lineages: Sequence[Lineage], left: Iterable[Lineage]) -> None:
    """One of two rows for the same agency and model was withdrawn while the other stands: it was superseded."""
    groups = _group(lineages)
    for lineage in left:
        if lineage.successor is not None or not lineage.current.agency_id:
            continue
        for other in groups[lineage.current.agency_id]:
            stood_together = other.first <= lineage.last and other.last > lineage.last
            if other is not lineage and stood_together and other.current.model == lineage.current.model:
                lineage.successor, lineage.succession = other, "withdrawn_twin"
                break


def _find_new_signings(lineages: Sequence[Lineage], left: Iterable[Lineage], days: Sequence[str]) -> None:
    """An agency whose agreement left has signed the same model again since: the old one was superseded."""
    groups = _group(lineages)
    for lineage in left:
        if lineage.successor is not None or not lineage.current.agency_id:
            continue
        later = [
            other
            for other in groups[lineage.current.agency_id]
            if other.current.model == lineage.current.model
            and other.first > lineage.last
            and _distance(lineage, other, days) <= RESIGNED_WITHIN_DAYS
        ]
        if later:
            lineage.successor = min(later, key=lambda other: (other.first, other.number))
            lineage.succession = "new_signing"


def _tell_new_signings(lineages: Iterable[Lineage], names: Mapping[int, str]) -> None:
    """Let the listing of a new signing say which signing it followed, and its own date."""
    for lineage in lineages:
        if lineage.successor is None or lineage.succession != "new_signing":
            continue
        for step in lineage.successor.steps:
            if step.event == "listed":
                step.before_text = f"{lineage.current.signed_on} ({names[lineage.number]})".strip()
                step.after_text = lineage.successor.current.signed_on


def _find_switches(lineages: Sequence[Lineage], left: Iterable[Lineage], days: Sequence[str]) -> None:
    """An agency that left one model as it was first listed under another has switched."""
    groups = _group(lineages)
    for lineage in left:
        if lineage.successor is not None or not lineage.current.agency_id:
            continue
        candidates = [other for other in groups[lineage.current.agency_id] if _is_switch(lineage, other, days)]
        if candidates:
            lineage.successor = min(candidates, key=lambda other: (_distance(lineage, other, days), other.number))
            lineage.succession = "switch"


def _is_switch(old: Lineage, new: Lineage, days: Sequence[str]) -> bool:
    if new is old or new.current.model == old.current.model or new.first <= old.first or new.first == 0:
        return False
    if new.current.signed_on and old.current.signed_on and new.current.signed_on <= old.current.signed_on:
        return False
    if old.current.model in JAIL_MODELS and new.current.model in JAIL_MODELS:
        return _distance(old, new, days) <= SWITCH_WITHIN_DAYS
    return new.first > old.last and _distance(old, new, days) <= FOLLOWS_WITHIN_DAYS


def _distance(old: Lineage, new: Lineage, days: Sequence[str]) -> int:
    if new.first == old.last + 1:
        return 0
    gone_on = date.fromisoformat(days[old.last + 1])
    return abs((date.fromisoformat(days[new.first]) - gone_on).days)


def _group(lineages: Iterable[Lineage]) -> dict[str, list[Lineage]]:
    groups: dict[str, list[Lineage]] = {}
    for lineage in lineages:
        groups.setdefault(lineage.current.agency_id, []).append(lineage)
    return groups


def _name(lineages: Iterable[Lineage]) -> dict[int, str]:
    """Return each lineage's id: its agency's, with an ordinal in the order of first listing."""
    names: dict[int, str] = {}
    groups: dict[str, list[Lineage]] = {}
    for lineage in lineages:
        groups.setdefault(_agency_id(lineage), []).append(lineage)
    for agency_id, members in groups.items():
        members.sort(key=lambda member: (member.first, member.current.model, member.current.signed_on, member.number))
        for ordinal, member in enumerate(members, 1):
            names[member.number] = f"{agency_id}.{ordinal}"
    return names


def _agency_id(lineage: Lineage) -> str:
    current = lineage.current
    slug = "-".join(current.name_key.split()) or "unnamed"
    return current.agency_id or f"us-{current.state.lower()}-unresolved-{slug}"


def _agreement(lineage: Lineage, names: Mapping[int, str], days: Sequence[str], departed: set[int]) -> Agreement:
    current = lineage.current
    status = "listed"
    if lineage.number in departed:
        status = "superseded" if lineage.successor is not None else "no_longer_listed"
    successor = names[lineage.successor.number] if status == "superseded" and lineage.successor is not None else ""
    return Agreement(
        agreement_id=names[lineage.number],
        agency_id=_agency_id(lineage),
        agency=current.agency,
        state=current.state,
        model=current.model,
        signed_on=current.signed_on,
        county_geoids=current.county_geoids,
        document=current.document,
        first_listed_on=days[lineage.first],
        last_listed_on=days[lineage.last],
        status=status,
        successor_id=successor,
        runs=tuple(lineage.runs),
        spans=tuple(_spans(lineage, days, departed)),
        note=lineage.succession if successor else "",
    )


def _spans(lineage: Lineage, days: Sequence[str], departed: set[int]) -> Iterable[Span]:
    start = days[lineage.first]
    for last, back in lineage.absences:
        if is_confirmed(last, back, days):
            yield Span(start, days[last + 1])
            start = days[back]
    yield Span(start, days[lineage.last + 1] if lineage.number in departed else None)


def _events(
    lineage: Lineage, names: Mapping[int, str], snapshots: Sequence[Snapshot], departed: set[int]
) -> list[Event]:
    days = [snapshot.published_on for snapshot in snapshots]
    steps = list(lineage.steps)
    for last, back in lineage.absences:
        if is_confirmed(last, back, days):
            steps.append(Step("unlisted", last + 1, lineage.current, None, last_seen=last))
            steps.append(Step("relisted", back, None, lineage.current, last_seen=back - 1))
    if lineage.number in departed and (step := _departure(lineage, names, days)):
        steps.append(step)
    return [_event(step, lineage, names, snapshots) for step in steps]


def _numbered(events: Iterable[Event]) -> list[Event]:
    """Return the events with ids of their own: the second of a kind on one day ends in `.2`."""
    seen: dict[str, int] = {}
    numbered = []
    for event in events:
        count = seen[event.event_id] = seen.get(event.event_id, 0) + 1
        numbered.append(event if count == 1 else msgspec.structs.replace(event, event_id=f"{event.event_id}.{count}"))
    return numbered


def _departure(lineage: Lineage, names: Mapping[int, str], days: Sequence[str]) -> Step | None:
    """Return what the departure is called, or None where the listing of the new signing says it already.

    Where lists had confirmed the departure before a successor came, it stays unlisted.
    """
    index = lineage.last + 1
    if lineage.successor is None or is_confirmed(lineage.last, lineage.successor.first, days):
        return Step("unlisted", index, lineage.current, None, last_seen=lineage.last)
    successor = lineage.successor
    if lineage.succession == "switch":
        texts = (lineage.current.model, successor.current.model)
        return Step("model_changed", index, lineage.current, successor.current, *texts, last_seen=lineage.last)
    if lineage.succession == "new_signing":
        return None
    texts = (lineage.current.signed_on, f"one of two rows withdrawn; {names[successor.number]} stands")
    return Step("corrected", index, lineage.current, None, *texts, last_seen=lineage.last)


def _event(step: Step, lineage: Lineage, names: Mapping[int, str], snapshots: Sequence[Snapshot]) -> Event:
    agreement_id = names[lineage.number]
    shown = step.after or step.before or lineage.current
    by, after = snapshots[step.index], snapshots[max(step.last_seen, 0)]
    return Event(
        event_id=f"{agreement_id}.{step.event}.{by.published_on}",
        event=step.event,
        agreement_id=agreement_id,
        agency=shown.agency,
        state=shown.state,
        model=shown.model,
        after_on=after.published_on,
        by_on=by.published_on,
        before=step.before_text,
        after=step.after_text,
        publication_id=by.publication_id,
        before_publication_id=after.publication_id,
        before_row_id=step.before.row_id if step.before else "",
        after_row_id=step.after.row_id if step.after else "",
    )


def _decision(item: Joined, names: Mapping[int, str], snapshots: Sequence[Snapshot]) -> Decision:
    agreement_id = names[item.number]
    publication_id = snapshots[item.index].publication_id
    return Decision(
        decision_id=f"{agreement_id}.{item.rule}.{snapshots[item.index].published_on}.{item.right.row_id}",
        kind=item.kind,
        rule=item.rule,
        reason=item.reason,
        agreement_id=agreement_id,
        left_row_id=item.left.row_id,
        right_row_id=item.right.row_id,
        publication_id=publication_id,
    )
