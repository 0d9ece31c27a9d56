"""Dates as the annotation guide reads them: strictly against the day of publication, cut to what is known."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from comity.reader.mentions.calendar import MONTHS, SEASONS, WEEKDAYS, back_months, back_to, month_of, read_number
from comity.reader.records import DateMention

Precision = Literal["day", "month", "year", "unknown"]

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?\.?|July?\.?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|"
    r"JAN(?:UARY|\.)|FEB(?:RUARY|\.)|MARCH|APRIL|MAY|JUNE|JULY|AUG(?:UST|\.)|SEPT?(?:EMBER|\.)|OCT(?:OBER|\.)|"
    r"NOV(?:EMBER|\.)|DEC(?:EMBER|\.))"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY"
_COUNT = (
    r"(?:\d{1,3}|[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|"
    r"[Ee]leven|[Tt]welve|[Ss]everal|[Aa] few)"
)
_COUNT_ANY = rf"(?:{_COUNT}|[A-Z][a-z]{{2,6}})"
_COUNT_AGO = (
    r"(?:\d{1,3}|[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|"
    r"[Tt]welve|[Ss]everal|[Aa] few)"
)
_WHOLE_COUNT = r"(?:\d{1,2}|[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en)"
_YEAR = r"(?:19[5-9]\d|20[0-9]\d)"
_PREPOSITION = (
    r"(?:[Ii]n|[Ll]ast|[Tt]his|[Nn]ext|[Ss]ince|[Bb]y|[Uu]ntil|[Ee]arl(?:y|ier)|[Ll]ate|[Mm]id|[Dd]uring|[Tt]hrough|"
    r"[Ff]rom|[Pp]ast|[Bb]efore|[Aa]fter|of|[Bb]ack in|[Aa]s (?:recently|lately|late|early|far back) as)"
)
_LIMIT = r"(?:(?:[Bb]y|[Uu]ntil|[Bb]efore|[Tt]hrough|[Ee]ffective|[Ss]tarting|[Bb]eginning)\s(?:on\s)?)?"
_NTH = r"(?:st|nd|rd|th)?"
_STEP = r"(?:[Tt]his|[Ll]ast|[Nn]ext|[Tt]he (?:past|previous|following))"
_SEASON = r"(?:fall|autumn|spring|summer|winter)"
# A date begins with a digit, a capital letter or one of these words: nothing else is tried.
_BEGINS = (
    r"(?:(?=[\dA-Z])|\b(?=(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|as|in|last|this|"
    r"next|since|by|until|early|earlier|late|later|mid|during|through|from|past|before|after|of|back|effective|"
    r"starting|beginning|fiscal|today|tonight|yesterday|tomorrow|the|that|fall|autumn|spring|summer|winter)(?![a-z])))"
)
_ANY_DATE = (
    rf"\b(?:(?:{_WEEKDAY})(?:,\s|\s)(?:the\s)?)?(?:"
    rf"(?P<month_day_year>{_MONTH}\s\d{{1,2}}{_NTH},?\s{_YEAR})\b"
    rf"|(?P<day_month_year>\d{{1,2}}{_NTH}\s(?:day\s)?(?:of\s)?{_MONTH},?\s{_YEAR})\b"
    rf"|(?P<month_day>{_LIMIT}{_MONTH}\s\d{{1,2}}{_NTH}(?:,?\sof (?:that|the same) year)?)(?!\d|:\d)(?!,?\s{_YEAR}\b)\b"
    rf"|(?P<day_month>\d{{1,2}}{_NTH}\s(?:of\s)?{_MONTH})(?!\w)"
    rf"|(?P<iso>(?<![\d-]){_YEAR}-\d{{2}}-\d{{2}})(?![\d-])"
    rf"|(?P<slashed>\d{{1,2}}/\d{{1,2}}/(?:{_YEAR}|\d{{2}}))(?![\d/])"
    rf"|(?P<month_year>{_MONTH}(?:,?\s|\sof\s){_YEAR})\b"
    rf"|(?P<month>{_PREPOSITION}[\s-](?:(?:early|late|mid|this|last)[\s-])?{_MONTH})(?!\w)(?!\.?\s\d)"
    rf"|(?P<month_bare>{_MONTH}(?='s\s|\s(?:[\w-]+\s){{0,2}}(?:primary|elections?|run-?off|vote|ballot|races?|contest)\b))"
    r"|(?P<fiscal>(?:[Ff]iscal(?:[ -][Yy]ear)?|FY)[ -]?(?:(?:20)?\d{2})(?!\d))"
    r")"
    rf"|\b(?P<weekday>(?:(?:[Ll]ast|[Nn]ext|[Tt]his(?: coming| past)?|[Pp]ast)\s)?(?:{_WEEKDAY}))\b"
    r"(?:\s(?:night|evening|morning|afternoon))?"
    r"|\b(?P<near_day>[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|[Ll]ast night|"
    r"[Tt]his (?:morning|afternoon|evening))\b"
    rf"|\b(?P<ago>{_COUNT_AGO}\s(?:day|week|fortnight|month|year|decade)s?\sago)\b"
    rf"|\b(?P<anchored>{_COUNT_ANY}\s(?:day|week)s?\s(?:earlier|before|later|after)|"
    r"[Tt]he (?:day before|next day|following day|same day|day after)|"
    r"[Tt]hat (?:(?:same|very) )?(?:day|evening|night|afternoon|morning))\b"
    rf"|\b(?P<counted>{_WHOLE_COUNT}\s(?:month|year)s?\s(?:later|earlier(?!\sthis))|"
    r"[Tt]he(?<!over the)(?<!within the)(?<!for the) (?:next|following|same) (?:month|year)|"
    r"(?:[Tt]hat (?:same )?|[Tt]he same )week|"
    r"[Tt]hat (?:same )?(?:year|month))\b"
    rf"|\b(?P<unit>(?:(?:[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly)\s)?{_STEP}\s(?:week|month|year|weekend|{_SEASON}))\b"
    rf"|\b(?P<season>[Ii]n the {_SEASON})\b(?!\sof)"
    rf"|\b(?P<season_year>(?:(?:the\s)?{_SEASON}|early|late|mid)(?:\sof|-)?\s?{_YEAR})\b"
    rf"|(?<![\d$,.#/-])(?<!Bill )(?<!HB )(?<!SB )(?<!File )(?<!No\. )(?<!Resolution )(?<!Ordinance )"
    rf"(?P<year>{_YEAR})(?![\d%]|'?s\b|,\d|\.\d|-\d{3}|\s(?:people|inmates|beds|detainees|residents|votes|jobs))"
)
_DATES = re.compile(f"{_BEGINS}(?:{_ANY_DATE})")
_DIGITS = re.compile(r"\d+")
_MONTH_WORD = re.compile(_MONTH)
_FORWARD = ("by", "until", "before", "through", "effective", "starting", "beginning")
# What stands before a date to come: a verb in the future, or one whose present tense tells of what is fixed already.
_AHEAD = re.compile(
    r"\b(?:will|won't|shall|expires|take effect|takes effect|takes office|takes over|scheduled|slated|plans to|"
    r"going to|effective|beginning|starting|set to|due to|expected to)\b[^.;:\n]{0,60}$"
)
# A verb of what was done, with no word between it and the day by which that is of something to come.
_DONE = re.compile(
    r"\b(?:signed|ended|voted|approved|adopted|filed|joined|left|quit|dated|wrote|issued|announced|met|began|started|"
    r"stopped|passed|won|ruled|sued|renewed|withdrew|canceled|cancelled|terminated|said|told|sent|received|accepted|"
    r"rejected|launched|opened|closed|held|testified|arrived)\b(?:(?! (?:to|will|would|for|until|by|that|which|"
    r"begin\w*|start\w*|effective|next|at)\b)[^.;:,\n]){0,50}$"
)
# Behind `two days after`, that it is counted from something else than the day told last: `the inauguration`.
_COUNTED_FROM = re.compile(r"(?<=after|efore)\s(?:the|an?|his|her|its|their|he|she|it|they|[A-Z][\w'-]*)\b")
_LOOKED_AT = 90  # characters before a date


def find_dates(plain: str, published: str) -> tuple[DateMention, ...]:
    """Return the dates of a plain text; `published` is an ISO day or month, or "" where it is unknown.

    A relative date is unknown without a day of publication (a month of publication settles years and months alone).
    """
    reader = _Reading(published)
    found = []
    for match in _DATES.finditer(plain):
        kind = str(match.lastgroup)
        is_ahead = kind in {"month", "month_day"} and _is_ahead(plain, match.start())
        reader.is_told = kind in {"month_day", "day_month"} and not is_ahead and _is_told(plain, match.start())
        if kind == "anchored" and _COUNTED_FROM.match(plain, match.end()) is not None:
            continue
        on = reader.read(kind, match.group(kind), is_ahead)
        start, end = match.span()
        found.append(DateMention(start, end, on, _precision(on), reader.is_future(on), kind))
    return tuple(found)


def _is_ahead(plain: str, start: int) -> bool:
    """Return whether the words before a date tell of something to come; "was scheduled to" tells of the past."""
    before = plain[max(0, start - _LOOKED_AT) : start]
    found = _AHEAD.search(before)
    return found is not None and not re.search(r"\b(?:was|were|been|had)\s*$", before[: found.start()])


def _is_told(plain: str, start: int) -> bool:
    """Return whether what was done on a day stands right before it: "had signed the agreement on March 5"."""
    return _DONE.search(plain, max(0, start - _LOOKED_AT), start) is not None


def _precision(on: str) -> Precision:
    sizes: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
    return sizes.get(len(on), "unknown")


class _Reading:
    """Reads dates in the order of the text; a dated day becomes the anchor of `the day before`."""

    def __init__(self, published: str) -> None:
        self.published = published
        self.today = _day(published)
        self.anchor = self.today
        self.told = ""
        self.is_ahead = False
        self.is_told = False

    def read(self, kind: str, said: str, is_ahead: bool = False) -> str:
        """Return a date of a kind as ISO; `is_ahead` where the words before it tell of something to come."""
        self.is_ahead = is_ahead
        on: str = getattr(self, f"_{kind}")(said)
        if len(on) == 10 and kind != "anchored":
            self.anchor = date.fromisoformat(on)
        if on and not self.is_future(on):
            self.told = on
        return on

    def is_future(self, on: str) -> bool:
        return bool(on and self.published) and on > self.published[: len(on)]

    def _iso(self, said: str) -> str:
        return _safe(*(int(part) for part in said.split("-")))

    def _slashed(self, said: str) -> str:
        month, day, year = (int(part) for part in said.split("/"))
        return _safe(year if year > 99 else 2000 + year, month, day)

    def _month_day_year(self, said: str) -> str:
        day, year = (int(number) for number in _DIGITS.findall(said)[:2])
        return _safe(year, month_of(_month_in(said)), day)

    def _day_month_year(self, said: str) -> str:
        return self._month_day_year(said)

    def _month_day(self, said: str) -> str:
        month, day = month_of(_month_in(said)), int(_DIGITS.findall(said)[0])
        if said.endswith("year"):
            return _safe(int(self.told[:4]), month, day) if self.told else ""
        today = self.today or self._middle()
        if today is None:
            return ""
        years = (today.year - 1, today.year, today.year + 1)
        days = [made for year in years if (made := _made(year, month, day))]
        if self.is_ahead or said.split()[0].lower() in _FORWARD:
            days = [made for made in days if made >= today] or days
        elif self.is_told:
            days = [made for made in days if made <= today] or days
        return min(days, key=lambda made: _distance(made, today)).isoformat() if days else ""

    def _middle(self) -> date | None:
        """Return the middle of the month of publication where no day is known: near enough to choose a year."""
        return _day(f"{self.published}-15") if len(self.published) == 7 else None

    def _day_month(self, said: str) -> str:
        return self._month_day(said)

    def _month_year(self, said: str) -> str:
        return f"{said[-4:]}-{month_of(_month_in(said)):02}"

    def _month(self, said: str) -> str:
        if len(self.published) < 7:
            return ""
        year, current = int(self.published[:4]), int(self.published[5:7])
        month, words = month_of(_month_in(said)), said.lower().split()
        is_past = words[0] in {"last", "past", "since", "from"} or "last" in words
        if words[0] == "next" or words[0] in {"by", "until"} or (self.is_ahead and not is_past):
            year += month < current or (words[0] == "next" and month == current)
        elif month > current or (words[0] in {"last", "past"} and month == current):
            year -= 1
        return f"{year}-{month:02}"

    def _month_bare(self, said: str) -> str:
        return self._month(f"in {said}")

    def _fiscal(self, said: str) -> str:
        number = _DIGITS.findall(said)[-1]
        return number if len(number) == 4 else f"20{number}"

    def _weekday(self, said: str) -> str:
        if self.today is None:
            return self.published if len(self.published) == 7 else ""
        words = said.split()
        wanted = WEEKDAYS.index(words[-1][:3].lower())
        if words[0].lower() == "next" or "coming" in words:
            return (self.today + timedelta(days=(wanted - self.today.weekday() - 1) % 7 + 1)).isoformat()
        day = back_to(wanted, self.today)
        return (day - timedelta(days=7) if words[0].lower() == "last" and day == self.today else day).isoformat()

    def _near_day(self, said: str) -> str:
        if self.today is None:
            return self.published if len(self.published) == 7 else ""
        step = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(said.lower(), 0)
        return (self.today + timedelta(days=step)).isoformat()

    def _ago(self, said: str) -> str:
        count, unit = read_number(said), said.lower().split()[-2].rstrip("s")
        if count is None or len(self.published) < 4:
            return ""
        if unit in {"year", "decade"}:
            return str(int(self.published[:4]) - count * (10 if unit == "decade" else 1))
        if unit == "month":
            return back_months(self.published, count)
        if self.today is None:
            return ""
        day = self.today - timedelta(days=count * {"week": 7, "fortnight": 14}.get(unit, 1))
        return day.isoformat() if unit == "day" else day.isoformat()[:7]

    def _anchored(self, said: str) -> str:
        if self.anchor is None:
            return ""
        words = said.lower().split()
        if words[0] == "that":
            return self.anchor.isoformat() if len(self.told) == 10 else ""
        if words[0] == "the":
            step = {"day before": -1, "same day": 0}.get(" ".join(words[1:]), 1)
            return (self.anchor + timedelta(days=step)).isoformat()
        count = read_number(said)
        if count is None or "week" in said:
            return ""
        return (self.anchor + timedelta(days=count if words[-1] in {"later", "after"} else -count)).isoformat()

    def _counted(self, said: str) -> str:
        """Return a month or year counted from the date that was told last: `two years later`, `the same year`."""
        words = said.lower().split()
        is_counted = words[-1] in {"later", "earlier"}
        size = 7 if words[-1] in {"month", "week"} or (is_counted and "month" in words[-2]) else 4
        if len(self.told) < size:
            return ""
        step = read_number(said) if is_counted else int(words[1] in {"next", "following"})
        if step is None:
            return ""
        step = -step if words[-1] == "earlier" else step
        on = back_months(self.told, -step) if size == 7 else str(int(self.told[:4]) + step)
        return "" if self.is_future(on) else on

    def _unit(self, said: str) -> str:
        words = said.lower().split()
        unit, step = words[-1], {"next": 1, "following": 1, "this": 0}.get(words[-2], -1)
        if unit in SEASONS:
            return self._season_of(unit, step)
        if unit == "year":
            return str(int(self.published[:4]) + step) if self.published else ""
        if unit == "month":
            return back_months(self.published, -step) if len(self.published) >= 7 else ""
        if self.today is None:
            return ""
        monday = self.today - timedelta(days=self.today.weekday())
        return (monday + timedelta(days=7 * step)).isoformat()[:7]

    def _season(self, said: str) -> str:
        return self._season_of(said.split()[-1], -1)

    def _season_of(self, season: str, step: int) -> str:
        """Return the year of a season: the last one that has begun, or for `next` the first to come."""
        if len(self.published) < 7:
            return ""
        year, month = int(self.published[:4]), int(self.published[5:7])
        has_begun = month >= SEASONS[season]
        if step == 0:
            return str(year)
        return str(year + (1 if has_begun else 0)) if step > 0 else str(year if has_begun else year - 1)

    def _season_year(self, said: str) -> str:
        return said[-4:]

    def _year(self, said: str) -> str:
        return said


def _month_in(said: str) -> str:
    match = _MONTH_WORD.search(said)
    assert match, said
    return match.group()


def _distance(day: date, today: date) -> int:
    """Return how far a day is from publication; news looks back more than ahead, so that ahead counts double."""
    days = (day - today).days
    return 2 * days if days > 0 else -days


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _safe(year: int, month: int, day: int) -> str:
    """Return an ISO day, or "" where there is no such day: a misprint is no date."""
    made = _made(year, month, day)
    return made.isoformat() if made else ""


@lru_cache(maxsize=256)
def _day(published: str) -> date | None:
    """Return the day of publication, or None where only its month is known, or nothing."""
    parts = published.split("-")
    return _made(int(parts[0]), int(parts[1]), int(parts[2])) if len(parts) == 3 else None


__all__ = ["MONTHS", "find_dates"]
