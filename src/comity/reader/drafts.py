"""Proposed events before they are told once: drafts, their evidence, and the merging of the same change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from comity.reader.acts import FAMILIES, Act
from comity.reader.context import Context
from comity.reader.jurisdictions import Jurisdiction
from comity.reader.records import DateMention, Event, Sentence

LONGEST_EVIDENCE = 300
# How many sentences on a matter may be decided that was only taken up before.
_SOON = 2
# Beside what others only want, what a jail does goes on, where a plain verb tells it.
_WANTED = frozenset(("pressure", "campaign_pledge"))
_PLAIN = frozenset(("honor-detainers", "notify-agency"))
# The more advanced status stands where one change is told twice.
_RANK = {"denied": 7, "rejected": 6, "happened": 5, "announced": 4, "proposed": 3, "pressured": 2, "": 0}
SIDES = {
    "start": "more", "expand": "more", "renew": "more", "end": "less", "suspend": "less", "decline": "less",
    "restrict": "less", "consider": "open", "sue": "suit", "other": "open",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """An event as one sentence tells it."""

    kind: str
    instrument: str
    action: str
    jurisdiction: Jurisdiction
    status: str
    date: DateMention | None
    attributed_to: str | None
    evidence: str
    start: int
    pattern: str
    sentence: int
    actor: str | None = None
    agency: str | None = None
    pressed_by: str | None = None
    weight: int = 0
    """How plainly the sentence tells the act: of two alike, the plainer stands."""
    is_guess: bool = False
    """Whether its side is taken from the sentences around: the page's plain word on the same thing stands then."""

    def is_same(self, other: Draft) -> bool:
        """Return whether two drafts tell the same change: place, family, side, and no other year or kind of act."""
        family, its_family = (
            FAMILIES.get(self.instrument, self.instrument),
            FAMILIES.get(other.instrument, other.instrument),
        )
        if (_place(self), family) != (_place(other), its_family) or SIDES[self.action] != SIDES[other.action]:
            return False
        mine, its = (d.date.on if d.date else "" for d in (self, other))
        is_dated = mine != its and self.sentence != other.sentence
        is_apart = bool(mine and its) and not (mine.startswith(its) or its.startswith(mine))
        if {self.action, other.action} == {"start", "renew"} and (
            is_dated or is_apart or self._is_later_than_start(other)
        ):
            return False
        if self._is_left_for_good(other) or self._is_count_beside(other):
            return False
        if "expand" in {self.action, other.action} and self.action != other.action and is_dated and mine and its:
            return False
        if self._is_demand_beside(other) or self._is_history_beside(other):
            return False
        if SIDES[self.action] == "suit" and self._is_filed_and_lost(other):
            return False
        return not self._is_other_year(other)

    def _is_later_than_start(self, other: Draft) -> bool:
        """Return whether one sentence dates a beginning by its year, and tells of what was done to it afterwards."""
        start, later = (self, other) if self.action == "start" else (other, self)
        on = later.date.on if later.date else ""
        return start.date is not None and start.date.precision == "year" and start.date.on != on

    def _is_left_for_good(self, other: Draft) -> bool:
        """Return whether a program was left, and one refuses to come back into it: "quit in 2015, does not plan to"."""
        if {self.action, other.action} != {"end", "decline"}:
            return False
        end, decline = (self, other) if self.action == "end" else (other, self)
        is_of_year = end.date is not None and end.date.precision == "year" and self.kind == other.kind
        if is_of_year and not (decline.date is not None and decline.date.on):
            return decline.sentence > end.sentence and decline.status in {"happened", "announced"}
        if not self.instrument.startswith("287g"):
            return False
        return end.status == "happened" and decline.status == "announced" and self.kind != "pressure"

    def _is_count_beside(self, other: Draft) -> bool:
        """Return whether one is what figures say of a place, and the other a decision that it took on a day."""
        counted, act = (self, other) if self.pattern == "counted-refusals" else (other, self)
        is_decided = act.kind != "practice" and act.date is not None and act.sentence != counted.sentence
        return counted.pattern == "counted-refusals" and is_decided

    def _is_demand_beside(self, other: Draft) -> bool:
        """Return whether one is what others demand and the other, told elsewhere, what the body does or will do."""
        act = other if self.kind == "pressure" else self
        is_beside = (self.kind == "pressure") != (other.kind == "pressure") and self.sentence != other.sentence
        return is_beside and act.status in {"happened", "announced"}

    def _is_history_beside(self, other: Draft) -> bool:
        """Return whether one is of a year gone by and the other only wanted: "began in 2007", "would bring it back"."""
        done, open_ = (self, other) if self.status == "happened" else (other, self)
        if done.status != "happened" or done.date is None or done.date.precision != "year":
            return False
        is_wanted = open_.status in {"announced", "rejected"} or (open_.status == "proposed" and open_.date is None)
        return is_wanted and open_.kind != "legal_mandate" and done.kind != "legal_mandate"

    def _is_filed_and_lost(self, other: Draft) -> bool:
        """Return whether one tells of a suit's filing with its own day, and the other that it was thrown out."""
        filed = self if self.status == "happened" else other
        return {self.status, other.status} == {"happened", "rejected"} and filed.date is not None

    def _is_other_year(self, other: Draft) -> bool:
        mine, its = (d.date.on[:4] if d.date else "" for d in (self, other))
        if _is_in_force_later(self, other) or _is_in_force_later(other, self):
            return False
        is_done = {self.status, other.status} == {"happened"} or (
            self.instrument == "state_law" and {self.status, other.status} & {"happened", "rejected"} != set()
        )
        return bool(mine and its) and mine != its and is_done


def _is_in_force_later(done: Draft, later: Draft) -> bool:
    """Return whether one tells the day on which a law was made, and the other the coming one when it takes effect."""
    if "state_law" not in (done.instrument, later.instrument) or done.date is None or later.date is None:
        return False
    is_law = done.status == later.status == "happened" and not done.date.is_future and later.date.is_future
    return is_law and int(later.date.on[:4] or 0) - int(done.date.on[:4] or 0) <= 1


def _place(draft: Draft) -> str:
    """Return what names a draft's place: a city that is its county is the county, whichever the page calls it."""
    return draft.jurisdiction.fips or draft.jurisdiction.geoid


def evidence_of(text: str, sentence: Sentence, position: int) -> tuple[str, int]:
    """Return the sentence, or the part of a long one around a position, with where it starts."""
    start, end = sentence.start, sentence.end
    if end - start > LONGEST_EVIDENCE:
        start = max(start, position - LONGEST_EVIDENCE // 2)
        end = min(end, start + LONGEST_EVIDENCE)
        start = text.find(" ", start, end) + 1 if start > sentence.start else start
        end = text.rfind(" ", start, end) if end < sentence.end else end
    return text[start:end], start


def is_limit_told(act: Act, made: Draft, told: Sequence[Draft]) -> bool:
    """Return whether "the policy" took effect that was told as a limit: no help begins by it."""
    if act.instrument is None or act.instrument.pattern.id != "generic-policy" or act.action != "start":
        return False
    return any(
        draft.jurisdiction == made.jurisdiction and draft.kind != "practice" and SIDES[draft.action] == "less"
        for draft in told
    )


def to_events(context: Context, drafts: list[Draft]) -> tuple[Event, ...]:
    """Return the drafts as events, the same change told twice once, in the order of the text."""
    merged: dict[str, list[Draft]] = {}
    for draft in _settled_sides([_as_states_law(draft) for draft in drafts]):
        known = merged.setdefault(_place(draft), [])
        at = next((i for i, other in enumerate(known) if other.is_same(draft)), -1)
        if at < 0:
            known.append(draft)
        else:
            known[at] = _merge(known[at], draft)
    kept = _without_echoes([draft for known in merged.values() for draft in known])
    return tuple(_event(context, draft) for draft in sorted(kept, key=lambda d: (d.start, d.jurisdiction.name)))


def _as_states_law(draft: Draft) -> Draft:
    """Return what a law does to a whole state as the state's law; an order on its own agencies' 287(g) stays one."""
    is_states = draft.kind == "legal_mandate" and draft.jurisdiction.type == "state"
    if not is_states or draft.instrument == "state_law" or draft.instrument.startswith("287g"):
        return draft
    side = {"more": "expand", "less": "restrict"}.get(SIDES[draft.action], "other")
    return replace(draft, instrument="state_law", action=side)


def _settled_sides(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts, a guessed side of a state's law replaced by the one that the page tells plainly."""
    plain: dict[str, list[str]] = {}
    for draft in drafts:
        if draft.instrument == "state_law" and draft.kind == "legal_mandate" and not draft.is_guess:
            plain.setdefault(draft.jurisdiction.geoid, []).append(draft.action)
    return [
        replace(draft, action=side)
        if draft.is_guess and (side := _most(plain.get(draft.jurisdiction.geoid, [])))
        else draft
        for draft in drafts
    ]


def _most(actions: list[str]) -> str:
    """Return the action told most often, "" where two are told alike or none is."""
    ranked = Counter(actions).most_common(2)
    is_clear = ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return ranked[0][0] if is_clear else ""


def _merge(known: Draft, new: Draft) -> Draft:
    """Return the draft of the more advanced status, with the other's date where it has none."""
    is_better = (_RANK[new.status], new.weight) > (_RANK[known.status], known.weight)
    if new.instrument == "state_law" and new.weight != known.weight:
        is_better = new.weight > known.weight  # what a law says tells less of how far it is than what is done to it
    elif new.instrument == "state_law" and new.status == known.status == "happened":
        is_better = _is_signing(new) and not _is_signing(known)  # "passed in May. The governor signed it on June 14"
    better, other = (new, known) if is_better else (known, new)
    if better.status == other.status and other.attributed_to is None:
        better = replace(better, attributed_to=None)
    is_made = _is_in_force_later(other, better)
    if other.date is not None and _is_day_of(other, better) and (is_made or _is_closer(other.date, better.date)):
        better = replace(better, date=other.date)
    return better


def _is_signing(draft: Draft) -> bool:
    """Return whether a draft tells the day on which a law was signed."""
    return draft.pattern == "law-enacted" and draft.date is not None and " signed " in f" {draft.evidence} "


def _is_closer(date: DateMention, known: DateMention | None) -> bool:
    """Return whether a date tells more than the one known: a day of the same month, or any where none is known."""
    return known is None or (date.on != known.on and bool(known.on) and date.on.startswith(known.on))


def _is_day_of(other: Draft, better: Draft) -> bool:
    """Return whether the day told with one draft is the other's too: of the same status, or of one made known then."""
    if other.status == better.status:
        return True
    is_past = other.date is not None and not other.date.is_future
    return is_past and {other.status, better.status} <= {"happened", "announced"}


def _without_echoes(drafts: list[Draft]) -> list[Draft]:
    """Leave out a plain practice beside the same place's act on the instrument, and the reasons of a lost suit."""
    acts = [d for d in drafts if (d.kind, d.action) != ("practice", "other")]
    told = {(_place(d), FAMILIES.get(d.instrument, d.instrument)) for d in acts if d.kind not in _WANTED}
    wanted = {(_place(d), FAMILIES.get(d.instrument, d.instrument)) for d in acts if d.kind in _WANTED}
    lost = {_place(d) for d in drafts if d.kind == "lawsuit" and d.status == "rejected"}
    settled = {
        (_place(d), FAMILIES.get(d.instrument, d.instrument)): d.sentence
        for d in drafts
        if d.kind == "local_decision"
        and d.action != "consider"
        and d.status in {"happened", "rejected", "announced"}
        and not (d.date is not None and d.date.precision == "year")
    }
    drafts = [d for d in drafts if not (d.action == "consider" and _is_settled_soon(d, settled))]
    drafts = [d for d in drafts if not _is_why_it_ended(d, drafts)]
    sworn = {_place(d) for d in drafts if d.instrument.startswith("287g") and SIDES[d.action] == "more"}
    drafts = [d for d in drafts if not (d.pattern == "arrest-for-status" and _place(d) in sworn)]
    over = {d.instrument for d in drafts if d.kind == "lawsuit" and d.status == "rejected"}
    drafts = [
        d
        for d in drafts
        if (d.kind, d.action) != ("lawsuit", "other")
        or not (_place(d) in lost or (d.date is None and d.instrument in over))
    ]
    drafts = [d for d in drafts if not _is_ruling_again(d, drafts)]
    return [
        d
        for d in drafts
        if d.kind != "practice"
        or d.action != "other"
        or (_place(d), FAMILIES.get(d.instrument, d.instrument)) not in (told if d.pattern in _PLAIN else told | wanted)
    ]


def _is_ruling_again(draft: Draft, drafts: list[Draft]) -> bool:
    """Return whether a ruling is told without a day beside what it did: "may not hold people. …, the judges wrote"."""
    if (draft.kind, draft.action) != ("lawsuit", "other") or draft.date is not None:
        return False
    return any(
        d.kind == "lawsuit" and d.action in {"restrict", "end"} and _place(d) == _place(draft)
        and FAMILIES.get(d.instrument) == FAMILIES.get(draft.instrument)
        for d in drafts
    )  # fmt: skip


def _is_why_it_ended(draft: Draft, drafts: list[Draft]) -> bool:
    """Return whether an extension is told as voted down beside the end that this was: "let it lapse. A motion died"."""
    if draft.status != "rejected" or SIDES[draft.action] != "more":
        return False
    return any(
        other.action == "end" and other.status in {"happened", "announced"} and _place(other) == _place(draft)
        and FAMILIES.get(other.instrument) == FAMILIES.get(draft.instrument)
        and abs(other.sentence - draft.sentence) <= _SOON
        for other in drafts
    )  # fmt: skip


def _is_settled_soon(draft: Draft, settled: dict[tuple[str, str], int]) -> bool:
    """Return whether what was taken up is told as decided in the same breath: "took it up Tuesday. It was approved"."""
    decided = settled.get((_place(draft), FAMILIES.get(draft.instrument, draft.instrument)), -1)
    return 0 <= decided - draft.sentence <= _SOON


def _event(context: Context, draft: Draft) -> Event:
    date, place = draft.date, draft.jurisdiction
    return Event(
        kind=draft.kind,
        instrument=draft.instrument,
        action=draft.action,
        jurisdiction_name=place.name,
        jurisdiction_type=place.type,
        state=place.state or None,
        fips5_or_null=place.fips or None,
        agency=draft.agency,
        date=(date.on or None) if date else None,
        date_text=context.page.text[date.start : date.end] if date else None,
        status=draft.status,
        actor=draft.actor,
        evidence=draft.evidence,
        attributed_to=draft.attributed_to,
        state_in_text=place.is_state_in_text,
        pressed_by=draft.pressed_by,
        start=draft.start,
        pattern=draft.pattern,
    )
