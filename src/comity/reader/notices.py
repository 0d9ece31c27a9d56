"""Notices and calendars of elections: days and offices on lines of their own, below the body that runs the election."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from comity.reader.calendars import StageDay, find_stage_days, in_year
from comity.reader.contests import LISTED_OFFICES, Stage, offices_in
from comity.reader.expressions import Expression
from comity.reader.records import DateMention, Mentions, Page
from comity.reader.seats import Seats
from comity.reader.sightings import Sighting

_LONGEST = 6_000  # characters: a notice is short
_HEAD = 300
_LINE = re.compile(r"[^\n]+")
_ROW = Expression("notice-row")
_VACANCY = Expression("notice-vacancy")
_LISTED = Expression("notice-list")
# What else a day is of than an election or the last day to file.
_ASIDE = Expression("notice-aside")
_STAGE = Expression("notice-stage")
_CLOSES = Expression("notice-closes")
_NO_PRIMARY = Expression("notice-no-primary")
_DISTRICT = Expression("court-district")
# Before a line's own day: nothing but its weekday, a bullet.
_FIRST = re.compile(r"[\s•*·–—-]*(?:[A-Z][a-z]+day,?\s)?")
_ITEM = re.compile(r"[^,;:.()]+")
# What a county's own list leaves out of an office's name.
_BARE = {
    "commissioner": "county commissioner", "commissioners": "county commissioner", "auditor": "county auditor",
    "treasurer": "county treasurer", "recorder": "county recorder", "clerk": "county clerk",
    "assessor": "county assessor", "surveyor": "county surveyor", "supervisor": "county supervisor",
    "supervisors": "county supervisor", "executive": "county executive",
}  # fmt: skip
_PROSECUTORS = LISTED_OFFICES - {"sheriff", "county attorney"}


class _Seat(NamedTuple):
    """An office that a notice fills, and the court's district that it is of, "" for the county's own."""

    office: str
    district: str


class Notices:
    """The days and offices of one page that is set out as a notice or a calendar."""

    def __init__(self, page: Page, mentions: Mentions, seats: Seats) -> None:
        """Take a page, what it mentions, and its offices and places."""
        self.page, self.mentions, self.seats, self.plain = page, mentions, seats, seats.plain

    def read(self) -> Iterator[Sighting]:
        """Yield the stages of every office that the page says is filled, where it lists such offices."""
        if len(self.plain) > _LONGEST or "\n" not in self.plain or self._place < 0:
            return
        # A calendar may name the offices with their days alone.
        listed = self._rows or _chief([seat for _, own in self._days for seat in own])
        for day, own in self._days if listed else ():
            for seat in own or listed:
                if day.stage == "primary" and _NO_PRIMARY.search(self.plain):
                    continue
                yield Sighting(
                    seat.office, self._place, day.stage, day.on, (), None, day.start, day.end, "notice", None,
                    seat.district,
                )  # fmt: skip

    @cached_property
    def _place(self) -> int:
        """Return the county that a page names first, else the town whose office takes papers, else -1."""
        places = self.mentions.places
        for kinds in ({"county"}, {"municipality"}):
            for index, place in enumerate(places):
                if place.geoid and self.seats.is_of(index, kinds):
                    return index
        return -1

    @cached_property
    def _rows(self) -> list[_Seat]:
        """Return the offices of all rows: sheriffs and prosecutors alone where there are some among them."""
        found: list[_Seat] = []
        for line in _LINE.finditer(self.plain):
            said = line.group()
            row = _ROW.match(said)
            if row:
                found += self._seats_in(said[row.end() :])
            elif _LISTED.match(said) or _VACANCY.search(said):
                found += self._seats_in(said.split(":")[0])
        return _chief(found)

    def _seats_in(self, said: str) -> list[_Seat]:
        found = [(at, office) for at, office in offices_in(said)]
        taken = [at for at, _ in found]
        for item in _ITEM.finditer(said):
            bare = _BARE.get(item.group().strip().lower(), "")
            if bare and not any(item.start() <= at < item.end() for at in taken):
                found.append((item.start(), bare))
        return [_Seat(office, _district_of(said, at, office)) for at, office in sorted(found)]

    @cached_property
    def _days(self) -> list[tuple[StageDay, list[_Seat]]]:
        """Return the stages' days, each with the offices that its own line names."""
        out: list[tuple[StageDay, list[_Seat]]] = []
        for line in _LINE.finditer(self.plain):
            dates = [d for d in self.mentions.dates if line.start() <= d.start < line.end() and len(d.on) == 10]
            dates = [d for d in dates if d.rule != "weekday"]
            if not dates:
                continue
            labelled = self._labelled(line, dates)
            if labelled:
                out.append(labelled)
            elif ":" not in line.group()[:60]:
                out += [(day, []) for day in self._told(line) if len(day.on) == 10]
        return out

    def _labelled(self, line: re.Match[str], dates: list[DateMention]) -> tuple[StageDay, list[_Seat]] | None:
        """Return the day of a line `Primary: May 5` or `May 5: primary for Sheriff`, and its own offices."""
        said, first = line.group(), dates[0]
        if _FIRST.fullmatch(said[: first.start - line.start()]):
            rest = said[dates[-1].end - line.start() :]
            label = re.split(r"\.\s", rest, maxsplit=1)[0] if re.match(r"[^:|–—]{0,14}[:|–—]\s", rest) else ""
            own = _chief(self._seats_in(rest))
        else:
            label = said.split(":")[0] if ":" in said[: first.start - line.start()] else ""
            own = _chief(self._seats_in(re.sub(r"\sfor\s", ": ", label)))
        stage = self._stage(label)
        if not stage:
            return None
        date = dates[-1] if stage == "filing_deadline" else first
        begin, end = (
            line.start() + len(said) - len(said.lstrip()),
            max(dates[-1].end, line.start() + said.find(label) + len(label)),
        )
        if re.search(r"\bnot for\b", label):  # `Qualifying deadline (not for candidates of the 28th Judicial District)`
            own = [seat for seat in self._rows if not seat.district or seat.district not in label]
        day = StageDay(stage, date, date.on, begin, min(end, begin + 200))
        return day._replace(on=in_year(self.plain, day, self.mentions, self.page.published)), own

    def _stage(self, label: str) -> Stage | None:
        """Return the stage that a label names; of a bare `Election date` that of the page's head."""
        label = re.sub(r"(?i)primary run-?off", "runoff", label)
        match = _STAGE.search(label) if label and len(label) <= 90 and not _ASIDE.search(label) else None
        if not match:
            return None
        if match.lastgroup == "bare":
            return (
                self._head_stage if re.search(r"election|primary|run-?off", f"{label.lower()} {self._head}") else None
            )
        stages: dict[str, Stage] = {"filing": "filing_deadline", "runoff": "runoff", "primary": "primary"}
        return stages.get(str(match.lastgroup), "general")

    @cached_property
    def _head(self) -> str:
        return f"{self.page.title}\n{self.plain[:_HEAD]}".lower()

    @cached_property
    def _head_stage(self) -> Stage:
        if re.search(r"\bgeneral\b", self._head):
            return "general"
        if re.search(r"\brun-?off\b", self._head):
            return "runoff"
        return "primary" if "primary" in self._head else "general"

    def _told(self, line: re.Match[str]) -> Iterator[StageDay]:
        """Yield the stages that a line of prose gives days, `It closes` after a filing too."""
        yield from find_stage_days(self.plain, line.start(), line.end(), self.mentions, self.page.published)
        for match in _CLOSES.finditer(self.plain, line.start(), line.end()):
            dates = (d for d in self.mentions.dates if match.end() <= d.start <= match.end() + 24 and d.on)
            if date := next(dates, None):
                day = StageDay("filing_deadline", date, date.on, match.start(), date.end)
                yield day._replace(on=in_year(self.plain, day, self.mentions, self.page.published))


def is_noticed(one: Sighting, noticed: list[Sighting]) -> bool:
    """Return whether a notice's own lines tell a day better than a sentence does: the same day, or the same stage.

    A general election is what any `ballot` or `election` of a line is taken for.
    """
    return one.pattern == "calendar" and any(
        one.stage == "general" or one.date == other.date or (one.office, one.stage) == (other.office, other.stage)
        for other in noticed
    )


def _chief(found: list[_Seat]) -> list[_Seat]:
    """Return the sheriffs and prosecutors among offices, all of them where there is none, each once."""
    chief = [seat for seat in found if seat.office in LISTED_OFFICES]
    return list(dict.fromkeys(chief or found))


def _district_of(said: str, at: int, office: str) -> str:
    """Return the court's district that a row names with a prosecutor: right behind the office, or before a colon."""
    if office not in _PROSECUTORS:
        return ""
    for match in _DISTRICT.finditer(said):
        gap = said[match.end() : at] if match.start() < at else said[at : match.start()]
        if len(gap) <= 60 and (gap.startswith(":") if match.start() < at else ";" not in gap and "." not in gap):
            return match.group()
    return ""
