"""Days of elections in calendars and plain sentences: each date with the stage that stands beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from comity.reader.contests import Stage
from comity.reader.expressions import Expression
from comity.reader.records import DateMention, Mentions

_STAGES = Expression("calendar-stage")
# A date that belongs to something else than the stage beside it.
_OTHER = Expression("other-day")
_NATION = Expression("national-election")
# A board that chooses holds no election, and an interim holder is appointed.
_CHOSEN_BY = Expression("chosen-by-body")
_BODY_BEFORE, _ON_PAPER = Expression("body-before-choice"), Expression("voted-on-paper")
_FOR_NOW = Expression("chosen-for-now")
_OWN_FILING = Expression("own-filing")
_CANDIDACY = Expression("of-candidacy")
# What is held about an election is not the election.
_ABOUT = Expression("about-election")
_LASTS = Expression("lasts-until")
NEAR = 48
_NEAR_OPENING = 120
_FAR = 200
# An election of these months past is told as news where nothing says that it is to come.
RECENT = 2


class StageDay(NamedTuple):
    """A stage with its day, and the span of both."""

    stage: Stage
    date: DateMention
    on: str
    start: int
    end: int


def find_stage_days(plain: str, start: int, end: int, mentions: Mentions, published: str) -> Iterator[StageDay]:
    """Yield the dates of a sentence that a stage stands right before, or right behind, each once.

    A day without its year is in the year that the page names for the election, else to come (`is`, `will`) or past.
    """
    stages = [(m.start(), m.end(), _stage(m)) for m in _STAGES.finditer(plain, start, end)]
    if not stages:
        return
    low = bisect_left(mentions.dates, start, key=lambda d: d.start)
    high = bisect_left(mentions.dates, end, key=lambda d: d.start)
    named = mentions.dates[low:high]
    inside = [d for d in named if d.precision != "unknown"]
    stages = [stage for stage in stages if not _is_no_contest(plain, stage, start, end)]
    windows = list(_closings(plain, stages, named, mentions, published))
    yield from (day for _, day in windows)
    for number, date in enumerate(inside):
        if any(first <= date.start < day.end for first, day in windows):
            continue  # a day of a window to file is no election's
        before = inside[number - 1].end if number else start
        after = inside[number + 1].start if number + 1 < len(inside) else end
        if found := _beside(plain, stages, date, before, after):
            yield found._replace(on=in_year(plain, found, mentions, published))


def _closings(
    plain: str, stages: list[tuple[int, int, Stage]], named: Sequence[DateMention], mentions: Mentions, published: str
) -> Iterator[tuple[int, StageDay]]:
    """Yield the last day of a window to file, with where its first stands: `filing begins Feb. 8 and ends Feb. 26`."""
    for first, last in pairwise(named):
        begun = [
            s
            for s in stages
            if s[2] == "filing_deadline" and s[1] <= first.start and first.start - s[1] <= _NEAR_OPENING
        ]
        gap = plain[first.end : last.start]
        is_window = begun and (_BEGINS.search(plain[begun[-1][0] : first.start]) or _THROUGH.match(gap))
        if is_window and last.on and _CLOSES.fullmatch(gap):
            found = StageDay("filing_deadline", last, last.on, begun[-1][0], last.end)
            yield first.start, found._replace(on=in_year(plain, found, mentions, published))


def _is_no_contest(plain: str, stage: tuple[int, int, Stage], start: int, end: int) -> bool:
    """Return whether words of a stage mean a president's election, or a deadline or filing of no candidate."""
    first, last, name = stage
    if _CHOSEN_BY.search(plain[max(start, first - 70) : first]) or _FOR_NOW.match(plain[last : min(end, last + 40)]):
        return True
    is_choice = plain[first:last].lower().startswith(("will ", "to "))
    if is_choice and (_BODY_BEFORE.search(plain[max(start, first - 70) : first]) or _ON_PAPER.match(plain[last:end])):
        return True
    if _NATION.search(plain[max(0, first - 24) : first]):
        return True
    said = plain[first:last].lower()
    is_any = name == "filing_deadline" and not _OWN_FILING.search(said)
    return is_any and not _CANDIDACY.search(plain, max(0, start - 300), min(len(plain), end + 300))


def _beside(
    plain: str, stages: list[tuple[int, int, Stage]], date: DateMention, before: int, after: int
) -> StageDay | None:
    left = [s for s in stages if before <= s[0] and s[1] <= date.start and _gap(plain, s, date) <= _near(date)]
    own = next((s for s in stages if s[0] >= date.end and s[1] <= after), None)
    if own and plain.endswith("the ", 0, date.start) and _OWN_STAGE.fullmatch(plain[date.end : own[0]]):
        return StageDay(own[2], date, date.on, date.start, own[1])  # `to qualify for the May 19 primary`
    filing = next((s for s in reversed(stages) if s[1] <= date.start and s[2] == "filing_deadline"), None)
    if filing and date.start - filing[1] <= _NEAR_OPENING and _FOR_STAGE.fullmatch(plain[filing[1] : date.start]):
        return StageDay("filing_deadline", date, date.on, filing[0], date.end)
    if left:
        first, last, stage = left[-1]
        gap = plain[last : date.start] + plain[date.start : date.end].split()[0]
        is_start = stage == "filing_deadline" and _BEGINS.search(gap) and not _LASTS.search(gap)
        is_about = _ABOUT.search(plain[max(before, first - 60) : date.start]) and not _HELD.search(gap)
        if not re.search(r"[.!?]\s[A-Z]", gap) and not _OTHER.search(gap) and not is_start and not is_about:
            return StageDay(_next_stage(stage, gap), date, date.on, first, date.end)
    right = [s for s in stages if s[0] >= date.end and s[1] <= after and s[0] - date.end <= 24]
    if right and _TO_STAGE.fullmatch(plain[date.end : right[0][0]]) and plain[right[0][0] : right[0][1]] != "elected":
        return StageDay(right[0][2], date, date.on, date.start, right[0][1])
    return None


def _gap(plain: str, stage: tuple[int, int, Stage], date: DateMention) -> int:
    """Return how far a date is behind a stage: brackets, and what leads up to `will be held on`, count for nothing."""
    if date.start - stage[1] > _FAR:
        return _FAR
    said = plain[stage[1] : date.start]
    if _HELD.search(said) and not re.search(r"[;\n]|\b(?:and|but)\b", said):
        return 0
    is_choice = plain[stage[0] : stage[1]].lower().split()[-1] in _CHOOSING and _ITS_OFFICE.fullmatch(said)
    return 0 if is_choice else len(re.sub(r"\([^()]{1,80}\)", "", said))


_CHOOSING = frozenset(("elect", "elects", "choose", "pick", "vote"))
_ITS_OFFICE = Expression("its-office")
_HELD = Expression("held-on")


def _near(date: DateMention) -> int:
    """Return how far a stage may stand before a date: a year belongs to what is right beside it."""
    return 10 if date.precision == "year" else NEAR


def _next_stage(stage: Stage, gap: str) -> Stage:
    """Return the stage of a day behind another: `the winner of the primary meets X in November`."""
    return "general" if stage in {"primary", "runoff"} and _MEETS.search(gap) else stage


_MEETS = Expression("meets")
# Between filing and its last day, the contest that it is for: `for the May 21 primary closes on`.
_FOR_STAGE = re.compile(
    r"\sfor\sthe\s[^.;]{4,50}?\b(?:primary|elections?|run-?off)\s(?:closes|closed|ends|ended|runs\sthrough)\s"
    r"(?:at\s[^,;]{3,20}\s)?(?:on\s)?(?:[A-Z][a-z]+day,?\s)?"
)
# Between a day and the stage that it is put before.
_OWN_STAGE = re.compile(
    r"(?:,?\s(?:19|20)\d\d,?)?(?:'s)?\s(?:(?:[A-Z]\w+|municipal|party|special|partisan|statewide)\s){0,2}"
)
_BEGINS = Expression("begins")
_THROUGH = re.compile(r",?\s(?:through|until|till|thru)\s|\s?[–—-]\s?")
# Between the first and the last day of a window.
_CLOSES = Expression("closes")
# Between a date and its stage: `May 21 primary`, `Tuesday's Democratic primary`.
_TO_STAGE = Expression("day-to-stage")


def in_year(plain: str, found: StageDay, mentions: Mentions, published: str) -> str:
    """Return a stage's date in the right year where the text leaves the year out."""
    date = found.date
    if date.rule not in {"month_day", "day_month", "month", "month_bare"} or len(published) < 7 or not date.on:
        return date.on
    tail = date.on[4:]
    year = int(published[:4])
    at = bisect_left(mentions.dates, date.start, key=lambda d: d.start)
    recent = mentions.dates[max(0, at - 40) : at]
    named = [d.on[:4] for d in recent if d.rule in {"year", "month_year"} and int(d.on[:4]) in {year, year + 1}]
    if named:
        return named[-1] + tail
    if spelled := _year_spelled(plain, found, recent, year):
        return spelled + tail
    around = plain[max(0, found.start - 30) : found.end]
    years = [f"{y}{tail}" for y in (year - 1, year, year + 1)]
    past = max((on for on in years if on[: len(published)] <= published[: len(on)]), default=date.on)
    ahead = min((on for on in years if on >= published[: len(on)]), default=date.on)
    is_recent = (int(published[:4]) * 12 + int(published[5:7])) - (int(past[:4]) * 12 + int(past[5:7])) <= RECENT
    if _AHEAD.search(around) or (not is_recent and _TO_COME.search(_sentence_before(plain, found.start))):
        return ahead
    if date.rule == "month":  # `in June` looks back by itself
        return date.on
    before = plain[max(0, found.start - 200) : found.end]
    before = before[before.rfind(". ") + 1 :]
    return past if is_recent or _PAST.search(around) or _DECIDED.search(before) else ahead


def _sentence_before(plain: str, position: int) -> str:
    """Return what a sentence says before a position, at most its last words."""
    before = plain[max(0, position - 90) : position]
    return re.split(r"[.;\n]\s?", before)[-1]


def _year_spelled(plain: str, found: StageDay, recent: Sequence[DateMention], year: int) -> str:
    """Return the year of the day that the calendar gave in full just before: `March 5, 2024; the general is Nov. 5`."""
    full = [d for d in recent if found.date.start - d.end <= _CALENDAR and len(d.on) == 10]
    full = [d for d in full if d.on[:4] in plain[d.start : d.end] and int(d.on[:4]) in {year, year + 1}]
    return full[-1].on[:4] if full and full[-1].on[5:] < found.date.on[5:] else ""


_CALENDAR = 200
_TO_COME = Expression("to-come")
_AHEAD = Expression("ahead")
_DECIDED = Expression("decided")
_PAST = Expression("past")


_NOMINEES = Expression("nominees")


def _stage(match: re.Match[str]) -> Stage:
    if match.lastgroup == "general" and _NOMINEES.search(
        match.string, match.start(), min(match.end() + 50, match.endpos)
    ):
        return "primary"
    stages: dict[str, Stage] = {"filing": "filing_deadline", "runoff": "runoff", "primary": "primary"}
    return stages.get(str(match.lastgroup), "general")
