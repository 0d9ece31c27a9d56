"""What printed texts mean: support models, signing dates, the comparable form of a name. Pure, and never a guess."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from comity.model import SupportModel
from comity.sources.ice_287g.source import load_source

_QUOTES = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u00b4": "'", "`": "'", "\u2032": "'",
        "\u0092": "'",
        "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u2010": "-", "\u2011": "-", "\u2212": "-",
    }
)  # fmt: skip
# marks that show nothing: zero-width, direction and byte-order marks, soft hyphen
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=65_536)
def comparable(text: str) -> str:
    """Return the text as it compares: plain quotes and dashes, single spaces, no invisible marks, lower case."""
    bare = INVISIBLE.sub("", text) if not text.isascii() else text
    return _SPACES.sub(" ", bare.translate(_QUOTES)).strip().casefold()


@lru_cache(maxsize=4_096)
def support_models(text: str) -> tuple[SupportModel, ...] | None:
    """Return the models that a printed support type names, or None for a word outside the vocabulary.

    Spaces, case and quotes do not matter; a misspelling counts only once it is listed in `source.toml`.
    """
    return _models_by_text().get(comparable(text))


@lru_cache(maxsize=1)
def _models_by_text() -> dict[str, tuple[SupportModel, ...]]:
    words = load_source().support_type
    return {comparable(text): models for text, models in (*words.known.items(), *words.fixable.items())}


class Signed(NamedTuple):
    """A signing date: ISO or "", the text as printed, and what is wrong with it ("" if nothing)."""

    on: str
    printed: str
    problem: str


_ISO = re.compile(r"(\d{4,5})-(\d\d)-(\d\d)(?:[T ]00:00(?::00)?)?")
_US = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4,5})")
_US_CLOSED = re.compile(r"(\d{1,2})/(\d{1,2})(20\d\d)")  # 05/082025, 7/72025: the second stroke is missing
_SERIAL = re.compile(r"[34]\d{4}")
_FIRST = date(2002, 1, 1)  # Florida signed the first agreement in 2002
_LAST = date(2099, 12, 31)
_LEAD = timedelta(days=7)  # a list is named up to some days before or after it is made


def signed_on(text: str, published_on: str) -> Signed:
    """Return the signing date that a SIGNED cell prints, judged against the day the list was published ("" if unknown).

    A year that cannot be is mended only where one year alone is possible (5025, 20026, 2205); a signing after the
    publication is reported and not believed, for nobody can say which part of it is wrong.
    """
    bare = _SPACES.sub(" ", INVISIBLE.sub("", text)).strip()
    if not bare:
        return Signed("", text, "no signing date is printed")
    found = _read_date(bare)
    if found is None:
        return Signed("", text, f"the signing date {bare!r} cannot be read")
    year, month, day, note = found
    latest = _published(published_on) + _LEAD
    on = _day(year, month, day)
    if on is not None and _FIRST <= on <= latest:
        return Signed(on.isoformat(), text, note)
    if on is None and 2002 <= year <= latest.year:
        return Signed("", text, f"the signing date {bare!r} is no day of the calendar")
    if on is not None and on > latest and year - latest.year <= 1:
        return Signed("", text, f"the signing date {on.isoformat()} is later than the list of {published_on}")
    return _mended(bare, (year, month, day), latest, text)


def _published(text: str) -> date:
    """Return the day of publication, or the end of the century where it is not known."""
    try:
        return min(date.fromisoformat(text[:10]), _LAST)
    except ValueError:
        return _LAST


def _read_date(text: str) -> tuple[int, int, int, str] | None:
    """Return year, month, day and a note for a text that was read in an unusual way."""
    if match := _ISO.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3]), ""
    if match := _US.fullmatch(text):
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        return year, int(match[1]), int(match[2]), ""
    if match := _US_CLOSED.fullmatch(text):
        return (
            int(match[3]),
            int(match[1]),
            int(match[2]),
            f"the signing date is printed as {text!r}, without its stroke",
        )
    if _SERIAL.fullmatch(text):
        on = date(1899, 12, 30) + timedelta(days=int(text))
        return on.year, on.month, on.day, f"the signing date is printed as Excel's day number {text}"
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _mended(bare: str, printed: tuple[int, int, int], latest: date, text: str) -> Signed:
    """Return the only possible date one slip of a key away from an impossible year, else none."""
    year, month, day = printed
    days = {on for candidate in _slips(f"{year:04}") if (on := _day(candidate, month, day)) and _FIRST <= on <= latest}
    recent = {on for on in days if (latest - on).days <= 730}
    choice = days if len(days) == 1 else recent
    if len(choice) != 1:
        return Signed("", text, f"the year of the signing date {bare!r} cannot be")
    on = choice.pop()
    return Signed(
        on.isoformat(), text, f"the year is printed {year}; {on.year} is the one year near the list that it can be"
    )


def _slips(digits: str) -> set[int]:
    """Return the years one slip away: a digit wrong, a digit doubled or too many, two neighbours swapped."""
    if len(digits) == 5:
        return {int(digits[:i] + digits[i + 1 :]) for i in range(5)}
    wrong = {int(digits[:i] + other + digits[i + 1 :]) for i in range(4) for other in "0123456789"}
    swapped = {int(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]) for i in range(3)}
    return wrong | swapped
