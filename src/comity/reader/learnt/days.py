"""Which day an event was: that which the rules read, another that stands near it, or none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date as Day
from typing import NamedTuple

import msgspec

from comity.reader.context import Context
from comity.reader.learnt.trees import Trees
from comity.reader.records import DateMention, Event

_NEAR = 3  # sentences
_LATEST = 12  # sentence of a page, beyond which a number tells no more
_OLDEST = 400  # days
_DAY_SIZE = 10  # characters of an ISO day


class Candidate(NamedTuple):
    """A day that an event may have been on, with what the trees ask of it; its mention unless the rules read it."""

    on: str
    mention: DateMention | None
    circumstances: Mapping[str, float]


class Days:
    """The dates of a page by its sentences, to be asked event by event."""

    def __init__(self, context: Context) -> None:
        """Take a page."""
        self._context = context
        self._starts = [sentence.start for sentence in context.sentences]
        self._published = context.page.published
        self._dates: dict[int, list[DateMention]] = {}
        self._times: dict[str, int] = {}
        self._likeliest: dict[tuple[int, str | None, str, bool], Candidate | None] = {}
        for date in context.mentions.dates:
            if date.on:
                self._dates.setdefault(self._number(date.start), []).append(date)
                self._times[date.on] = self._times.get(date.on, 0) + 1

    def _number(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1

    def candidates(self, event: Event, *, is_learnt: bool) -> list[Candidate]:
        """Return the days named near an event, and the one that the rules give it."""
        own, number = event.date or "", self._number(event.start)
        here = self._dates.get(number, [])
        shared = {
            f"status={event.status}": 1.0,
            "undated": float(not own),
            "learnt": float(is_learnt),
            "number": float(min(number, _LATEST)),
            "dates_here": float(len(here)),
            "days_here": float(len({date.on for date in here})),
        }
        near = range(max(0, number - _NEAR), number + _NEAR + 1)
        found = [
            Candidate(date.on, date, shared | self._of(date, own, number, at))
            for at in near
            for date in self._dates.get(at, ())
        ]
        if own and all(one.on != own for one in found):
            found.append(Candidate(own, None, shared | {"own": 1.0, "far": 1.0}))
        return found

    def _of(self, date: DateMention, own: str, number: int, at: int) -> dict[str, float]:
        """Return how a date stands to an event: to the day that the rules give it, and to its sentence."""
        sentences = self._context.sentences
        found = {
            "own": float(date.on == own),
            "shorter": float(own != date.on and own.startswith(date.on)),
            "longer": float(bool(own) and own != date.on and date.on.startswith(own)),
            "behind": float(at - number),
            "away": float(abs(at - number)),
            "paragraph": float(sentences[at].paragraph == sentences[number].paragraph),
            "future": float(date.is_future),
            "times": float(self._times[date.on]),
            "dates_there": float(len(self._dates[at])),
            f"precision={date.precision}": 1.0,
        }
        if len(date.on) == len(self._published) == _DAY_SIZE:
            age = (Day.fromisoformat(self._published) - Day.fromisoformat(date.on)).days
            found["age"] = float(min(age, _OLDEST))
        return found

    def settled(self, event: Event, trees: Trees, least: float, *, is_learnt: bool) -> Event:
        """Return an event with the day that is likeliest its own, with none where none is as likely as `least`."""
        # Events of one list have the same days.
        asked = self._number(event.start), event.date, event.status, is_learnt
        if asked not in self._likeliest:
            days = self.candidates(event, is_learnt=is_learnt)
            chances = [trees.chance(day.circumstances) for day in days]
            best = max(range(len(days)), key=chances.__getitem__, default=None)
            self._likeliest[asked] = None if best is None or chances[best] < least else days[best]
        day = self._likeliest[asked]
        if day is None:
            return event if event.date is None else msgspec.structs.replace(event, date=None, date_text=None)
        if day.on == event.date or day.mention is None:
            return event
        text = self._context.page.text[day.mention.start : day.mention.end]
        return msgspec.structs.replace(event, date=day.on, date_text=text)
