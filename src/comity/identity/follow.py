"""The walk through the lists in the order of their dates, joining each row that comes to an agreement or a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property, partial
from operator import attrgetter

from comity.identity.choosing import Rule, choose_closest, of_agencies, of_documents, one_for_one
from comity.identity.lineage import Joined, Lineage, Step
from comity.identity.outcome import conclude
from comity.identity.records import History, Ruling, Sighting, Snapshot
from comity.identity.rules import (
    RETURN_WITHIN_DAYS,
    Verdict,
    judge_date,
    judge_document,
    judge_model,
    judge_moved,
    judge_normalised,
    judge_return,
    judge_spelling,
    judge_state,
)

_NOWHERE: frozenset[str] = frozenset()
_ROW_ID, _KEY = attrgetter("row_id"), attrgetter("key")


def follow(snapshots: Sequence[Snapshot], rulings: Sequence[Ruling] = ()) -> History:
    """Return the agreements, events and decisions of these lists, whatever order they are given in."""
    ordered = sorted(snapshots, key=lambda item: (item.published_on, item.sequence, item.publication_id))
    walk = Walk(ordered, rulings)
    for index in range(len(ordered)):
        walk.take(index)
    return conclude(ordered, walk.lineages, walk.joined, walk.twins)


class Walk:
    """The state of the walk: the lineages so far, and which of them the last list showed."""

    def __init__(self, snapshots: Sequence[Snapshot], rulings: Sequence[Ruling]) -> None:
        """Take the lists in order and the people's rulings on printed identities."""
        self.snapshots = snapshots
        self.lineages: list[Lineage] = []
        self.joined: list[Joined] = []
        self.twins: dict[str, tuple[str, ...]] = {}
        self._by_key: dict[int, Lineage] = {}
        self._shown: dict[str, Sighting] = {}
        self._keys: set[int] = set()
        self._succeeded: dict[int, Lineage] = {}
        self._same = _pairs(rulings, "same")
        self._different = _pairs(rulings, "different")

    def take(self, index: int) -> None:
        """Account for every row of one list: it goes on, returns, joins a lineage or begins one."""
        snapshot = self.snapshots[index]
        shown = dict(zip(map(_ROW_ID, snapshot.sightings), snapshot.sightings, strict=True))
        keys = set(map(_KEY, snapshot.sightings))
        twins = _twins(snapshot.sightings, shown)
        if twins:
            self.twins[snapshot.publication_id] = twins
        self._close_rows(shown, index)
        gone = self._leave(keys, index)
        self._continue(shown, index)
        self._place(_by_key(snapshot.sightings, keys - self._keys), gone, index)
        self._shown, self._keys = shown, keys

    def _close_rows(self, shown: dict[str, Sighting], index: int) -> None:
        for row_id in self._shown.keys() - shown.keys():
            self._by_key[self._shown[row_id].key].close_row(row_id, index)

    def _leave(self, keys: set[int], index: int) -> list[Lineage]:
        """Return the lineages that the list before showed and this one does not, in a fixed order.

        A body printed under two names at once is one lineage: it goes on as long as one of them stands.
        """
        left = self._keys - keys
        if not left:
            return []
        gone: dict[int, Lineage] = {}
        first = {sighting.key: sighting for sighting in reversed(self.snapshots[index].sightings)}
        still = {id(self._by_key[key]): first[key] for key in sorted(self._keys & keys)}
        for key in left:
            lineage = self._by_key[key]
            if id(lineage) in still:
                lineage.current = lineage.known(still[id(lineage)])
                continue
            lineage.is_open = False
            lineage.last = index - 1
            gone[lineage.number] = lineage
        return [gone[number] for number in sorted(gone)]

    def _continue(self, shown: dict[str, Sighting], index: int) -> None:
        """Open the runs of rows whose lineage goes on under a row that differs only in its details."""
        come = shown.keys() - self._shown.keys()
        for row_id in [row_id for row_id in shown if row_id in come] if come else ():
            sighting = shown[row_id]
            if sighting.key not in self._keys:
                continue
            lineage = self._by_key[sighting.key]
            before = lineage.current
            lineage.open_row(sighting, index)
            _note_details(lineage, before, sighting, index)

    def _place(self, waiting: dict[int, list[Sighting]], gone: list[Lineage], index: int) -> None:
        """Join the rows that have come to lineages that left or are missing, tier by tier; the rest are new."""
        if not waiting:
            return
        self._resume(waiting, index)
        self._stand_beside(waiting, index)
        gone = [lineage for lineage in gone if not lineage.is_open]
        missing = self._missing(index)
        everyone = gone + [lineage for lineage in missing if lineage not in gone]
        if not waiting:
            return
        self._apply(waiting, of_agencies(everyone, waiting), judge_normalised, index)
        self._apply_rulings(waiting, everyone, index)
        self._apply(waiting, of_documents(everyone, waiting), self._by_document(waiting, index), index)
        recent = [lineage for lineage in missing if self._is_recent(lineage, index)]
        self._apply(waiting, gone, judge_date, index)
        self._apply_return(waiting, recent, index)
        self._apply(waiting, gone + recent, judge_state, index)
        for rule in (judge_moved, judge_model, judge_spelling):
            self._apply(waiting, gone + recent, rule, index)
        self._apply(waiting, gone, one_for_one(gone, waiting), index)
        # once more: a body under two names may have had both put right in one list
        self._stand_beside(waiting, index)
        self._begin_all(waiting, index)

    def _resume(self, waiting: dict[int, list[Sighting]], index: int) -> None:
        """Tier `exact`: a printed identity that a lineage has had before."""
        for key in list(waiting):
            lineage = self._by_key.get(key)
            if lineage is None or lineage.is_open:
                continue
            self._join(
                lineage, waiting.pop(key), Verdict("same", "exact", "the printed identity had stood before"), index
            )

    def _stand_beside(self, waiting: dict[int, list[Sighting]], index: int) -> None:
        """Join rows to an open lineage of the same body, model and date: one agreement printed under two names."""
        agencies = {sightings[0].agency_id for sightings in waiting.values() if _is_telling(sightings[0])}
        if not agencies:
            return
        open_ones = {
            _meaning(lineage.current): lineage
            for lineage in self.lineages
            if lineage.current.agency_id in agencies and lineage.is_open and lineage.current.is_sure
        }
        for key, sightings in list(waiting.items()):
            beside = open_ones.get(_meaning(sightings[0])) if _is_telling(sightings[0]) else None
            if beside is not None:
                self._attach(beside, waiting.pop(key), index)

    def _attach(self, beside: Lineage, sightings: list[Sighting], index: int) -> None:
        """Let rows stand under a lineage that the same list shows under another name."""
        verdict = Verdict("same", "beside", "one body, model and date printed under two names")
        self._note(beside, sightings[0], verdict, index)
        for sighting in sightings:
            beside.rows[sighting.row_id] = index
            beside.states[sighting.row_id] = sighting.state
            beside.keys.add(sighting.key)
        self._by_key[sightings[0].key] = beside

    def _apply_return(self, waiting: dict[int, list[Sighting]], recent: list[Lineage], index: int) -> None:
        """Tier `redated` or `new_signing` for agreements that were missing from a list or more."""
        shown_on = {lineage.number: self.snapshots[lineage.last].published_on for lineage in recent}
        for lineage in recent:
            self._apply(waiting, [lineage], partial(judge_return, last_shown_on=shown_on[lineage.number]), index)

    def _missing(self, index: int) -> list[Lineage]:
        return [lineage for lineage in self.lineages if not lineage.is_open and lineage.last < index - 1]

    def _is_recent(self, lineage: Lineage, index: int) -> bool:
        left = date.fromisoformat(self.snapshots[lineage.last].published_on)
        now = date.fromisoformat(self.snapshots[index].published_on)
        return (now - left).days <= RETURN_WITHIN_DAYS

    def _by_document(self, waiting: dict[int, list[Sighting]], index: int) -> Rule:
        """Return the document rule, held back where another row of the list links the same memorandum."""
        links: dict[str, set[int]] = {sightings[0].document: set() for sightings in waiting.values()}
        for sighting in self.snapshots[index].sightings:
            if sighting.document in links:
                links[sighting.document].add(sighting.key)

        def judge(old: Sighting, new: Sighting) -> Verdict | None:
            return judge_document(old, new) if len(links.get(new.document, ())) == 1 else None

        return judge

    def _apply_rulings(self, waiting: dict[int, list[Sighting]], lineages: list[Lineage], index: int) -> None:
        if not self._same:
            return

        def judge(old: Sighting, new: Sighting) -> Verdict | None:
            reason = self._same.get(frozenset((old.reference, new.reference)))
            return Verdict("same", "reviewed", reason) if reason is not None else None

        self._apply(waiting, lineages, judge, index)

    def _apply(self, waiting: dict[int, list[Sighting]], lineages: Iterable[Lineage], rule: Rule, index: int) -> None:
        """Join what a rule joins, if it has one answer from both sides; else leave it and say so."""
        found: list[tuple[Lineage, int, Verdict]] = []
        candidates = [lineage for lineage in lineages if not lineage.is_open]
        for lineage in candidates:
            for key, sightings in waiting.items():
                verdict = rule(lineage.current, sightings[0])
                if verdict is not None:
                    found.append((lineage, key, self._guarded(lineage, sightings[0], verdict)))
        for lineage, key, verdict in choose_closest(found, waiting):
            if verdict.kind == "same":
                self._join(lineage, waiting.pop(key), verdict, index)
            else:
                self._note(lineage, waiting[key][0], verdict, index)

    def _guarded(self, lineage: Lineage, new: Sighting, verdict: Verdict) -> Verdict:
        """Refuse what a person has refused, and any likeness of two names that ever stood side by side."""
        reason = self._different.get(frozenset((lineage.current.reference, new.reference)))
        if reason is not None:
            return Verdict("different", "reviewed", reason)
        is_guess = not (lineage.current.is_sure and new.is_sure)
        if (
            verdict.rule in {"misspelt", "moved"} or (is_guess and verdict.rule == "normalised")
        ) and self._stood_beside(lineage, new):
            reason = "the two names have stood in one list as different rows of the same model"
            return Verdict("different", "side_by_side", reason)
        return verdict

    def _stood_beside(self, lineage: Lineage, new: Sighting) -> bool:
        first, second = lineage.current.name_key, new.name_key
        if first == second:
            return False
        one, other = (self._printed.get((new.state, new.model, name), _NOWHERE) for name in (first, second))
        return any(not rows.isdisjoint(one) and not rows.isdisjoint(other) for rows in self._rows_of_lists)

    @cached_property
    def _rows_of_lists(self) -> list[frozenset[str]]:
        """Return the rows of each list, by their ids."""
        return [frozenset(map(_ROW_ID, snapshot.sightings)) for snapshot in self.snapshots]

    @cached_property
    def _printed(self) -> dict[tuple[str, str, str], set[str]]:
        """Return the rows that print each name with a model; a row that many lists repeat is looked at once."""
        rows: dict[str, Sighting] = {}
        for snapshot in self.snapshots:
            rows.update(zip(map(_ROW_ID, snapshot.sightings), snapshot.sightings, strict=True))
        printed: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
        for row_id, sighting in rows.items():
            printed[sighting.state, sighting.model, sighting.name_key].add(row_id)
        return dict(printed)

    def _join(self, lineage: Lineage, sightings: list[Sighting], verdict: Verdict, index: int) -> None:
        before = lineage.current
        after = lineage.known(sightings[0])
        if verdict.rule != "exact":
            self._note(lineage, after, verdict, index)
        if lineage.last < index - 1:
            lineage.absences.append((lineage.last, index))
        self._note_changes(lineage, before, after, index)
        for sighting in sightings:
            lineage.open_row(sighting, index)
        lineage.current = after
        lineage.is_open = True
        self._by_key[after.key] = lineage

    def _note_changes(self, lineage: Lineage, before: Sighting, after: Sighting, index: int) -> None:
        last = lineage.last
        for event, left, right in differences(before, after):
            lineage.steps.append(Step(event, index, before, after, left, right, last_seen=last))

    def _note(self, lineage: Lineage, new: Sighting, verdict: Verdict, index: int) -> None:
        self.joined.append(
            Joined(verdict.kind, verdict.rule, verdict.reason, lineage.current, new, index, lineage.number)
        )
        if verdict.rule == "new_signing":
            self._succeeded[new.key] = lineage

    def _begin_all(self, waiting: dict[int, list[Sighting]], index: int) -> None:
        """Begin a lineage for all rows that are left, one for a body that comes under two names at once."""
        begun: dict[tuple[str, str, str], Lineage] = {}
        for sightings in waiting.values():
            new = sightings[0]
            if _is_telling(new) and _meaning(new) in begun:
                self._attach(begun[_meaning(new)], sightings, index)
                continue
            begun[_meaning(new)] = self._begin(sightings, index)

    def _begin(self, sightings: list[Sighting], index: int) -> Lineage:
        lineage = Lineage(len(self.lineages), index, sightings[0], index)
        for sighting in sightings:
            lineage.open_row(sighting, index)
        self.lineages.append(lineage)
        self._by_key[sightings[0].key] = lineage
        predecessor = self._succeeded.pop(sightings[0].key, None)
        if predecessor is not None:
            predecessor.successor, predecessor.succession = lineage, "new_signing"
        if index > 0:
            lineage.steps.append(Step("listed", index, None, sightings[0], last_seen=index - 1))
        return lineage


def differences(before: Sighting, after: Sighting) -> list[tuple[str, str, str]]:
    """Return what changed in print, as (event, before, after): the body, its name, the date, the model, the state."""
    changes = []
    if before.agency_id != after.agency_id and before.agency_id and after.agency_id and before.state == after.state:
        changes.append(("moved_to_another_agency", before.agency, after.agency))
    elif before.name_key != after.name_key:
        changes.append(("renamed", before.agency, after.agency))
    if before.signed_on != after.signed_on:
        event = "redated" if before.signed_on and after.signed_on else "corrected"
        changes.append((event, before.signed_on or before.signed_printed, after.signed_on or after.signed_printed))
    if before.model != after.model and before.model:
        changes.append(("model_changed", before.model, after.model))
    if before.state != after.state:
        changes.append(("corrected", before.state, after.state))
    return changes


def _note_details(lineage: Lineage, before: Sighting, after: Sighting, index: int) -> None:
    """Note a printed county, date or state that was put right while the row's identity went on.

    A county that comes to be printed, or no longer is, corrects nothing; nor does another case of letters.
    """
    pairs = [(before.printed_state, after.printed_state)]
    if before.printed_county and after.printed_county:
        pairs.append((before.printed_county, after.printed_county))
    if before.signed_on == after.signed_on:
        pairs.append((before.signed_printed, after.signed_printed))
    for old, new in pairs:
        if old.casefold() != new.casefold():
            lineage.steps.append(Step("corrected", index, before, after, old, new, last_seen=index - 1))


def _by_key(sightings: Iterable[Sighting], keys: set[int]) -> dict[int, list[Sighting]]:
    """Return the rows of some keys, by key, in the list's order."""
    grouped: dict[int, list[Sighting]] = {}
    for sighting in [sighting for sighting in sightings if sighting.key in keys] if keys else ():
        grouped.setdefault(sighting.key, []).append(sighting)
    return grouped


def _twins(sightings: Sequence[Sighting], shown: dict[str, Sighting]) -> tuple[str, ...]:
    """Return the rows that stand more than once in one list, to the letter."""
    if len(shown) == len(sightings):
        return ()
    counts: dict[str, int] = {}
    for sighting in sightings:
        counts[sighting.row_id] = counts.get(sighting.row_id, 0) + 1
    return tuple(sorted(row_id for row_id, count in counts.items() if count > 1))


def _pairs(rulings: Sequence[Ruling], kind: str) -> dict[frozenset[str], str]:
    return {frozenset((ruling.left, ruling.right)): ruling.reason for ruling in rulings if ruling.kind == kind}


def _is_telling(sighting: Sighting) -> bool:
    """Return whether a row says surely whose agreement it is, of which model and signing."""
    return sighting.is_sure and bool(sighting.agency_id and sighting.model and sighting.signed_on)


def _meaning(sighting: Sighting) -> tuple[str, str, str]:
    return sighting.agency_id, sighting.model, sighting.signed_on
