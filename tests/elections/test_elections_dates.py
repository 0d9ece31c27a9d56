"""Every date that a rule gives is a real day, and the day that the rule's words say."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making_law import CITED, UNITS, base, make_law, stage

from comity.elections import contests, dates
from comity.elections.dating import WEEKDAYS, find_date, is_in_years, tabulate_rrule
from comity.elections.describe import describe_date, say_rrule
from comity.elections.lawfile import DateRule
from comity.errors import LawError

YEARS = st.integers(1990, 2060)


def _none(year: int) -> frozenset[date]:
    return frozenset()


def _at(day: date, rule: DateRule, holidays: frozenset[date] = frozenset()) -> date:
    return find_date(rule, day.year, {}, lambda name: day, lambda year: holidays, "test")


@pytest.mark.parametrize(
    ("rrule", "year", "on"),
    [
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", 2022, date(2022, 11, 8)),
        ("FREQ=YEARLY;BYMONTH=6;BYDAY=3TU", 2023, date(2023, 6, 20)),
        ("FREQ=YEARLY;BYMONTH=10;BYDAY=-3SA", 2019, date(2019, 10, 12)),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=TU;BYMONTHDAY=16,17,18,19,20,21,22", 2018, date(2018, 5, 22)),
        ("FREQ=YEARLY;BYMONTH=8;BYDAY=1TH", 2022, date(2022, 8, 4)),
    ],
)
def test_a_recurrence_gives_its_known_dates(rrule: str, year: int, on: date) -> None:
    """A recurrence gives, in a known year, the day on which the election was held."""
    assert tabulate_rrule(rrule, "test")[year] == on


@settings(deadline=None)  # the machine is shared; nothing here is about time
@given(YEARS, st.sampled_from(WEEKDAYS), st.integers(1, 4), st.integers(1, 12))
def test_a_recurrence_falls_on_the_weekday_it_says(year: int, weekday: str, ordinal: int, month: int) -> None:
    """The n-th weekday of a month is in that month, on that weekday, in that week."""
    day = tabulate_rrule(f"FREQ=YEARLY;BYMONTH={month};BYDAY={ordinal}{weekday}", "test")[year]
    assert (day.year, day.month, WEEKDAYS[day.weekday()]) == (year, month, weekday)
    assert (day.day - 1) // 7 == ordinal - 1


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.sampled_from(WEEKDAYS), st.integers(-12, 12).filter(bool))
def test_counting_weekdays_gives_that_weekday_at_that_distance(day: date, weekday: str, ordinal: int) -> None:
    """The n-th weekday after or before a day is strictly on that side of it, within n weeks."""
    found = _at(day, DateRule(from_="primary", weekday=weekday, ordinal=ordinal))  # type: ignore[arg-type]
    assert WEEKDAYS[found.weekday()] == weekday
    distance = (found - day).days if ordinal > 0 else (day - found).days
    assert 7 * (abs(ordinal) - 1) < distance <= 7 * abs(ordinal)


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_the_day_itself_counts_only_where_it_is_said(day: date) -> None:
    """With `inclusive` the day itself is the first of its weekday, without it the next one is."""
    weekday = WEEKDAYS[day.weekday()]
    assert _at(day, DateRule(from_="x", weekday=weekday, ordinal=1, inclusive=True)) == day  # type: ignore[arg-type]
    later = _at(day, DateRule(from_="x", weekday=weekday, ordinal=1))  # type: ignore[arg-type]
    assert later == day + timedelta(days=7)


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.sampled_from(["next", "previous"]))
def test_a_shifted_date_is_never_on_a_day_that_is_off(day: date, shift: str) -> None:
    """A date shifted off weekends and holidays lands on the nearest working day of its side."""
    holidays = frozenset({day, day + timedelta(days=1)})
    rule = DateRule(from_="x", off=("saturday", "sunday", "holiday"), shift=shift)  # type: ignore[arg-type]
    found = _at(day, rule, holidays)
    assert found.weekday() < 5 and found not in holidays
    assert found > day if shift == "next" else found < day
    assert abs((found - day).days) <= 5


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(-24, 24))
def test_months_keep_the_day_or_the_last_of_the_month(day: date, months: int) -> None:
    """So many months later is the same day of the month, or its last where the month is shorter."""
    found = _at(day, DateRule(from_="x", months=months))
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


def test_29_february_is_one_sentence_in_a_year_without_it() -> None:
    """A rule that falls on 29 February says so in a year that has none, as a recurrence and as a month-day."""
    table = {"R": tabulate_rrule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "test")}
    assert find_date(DateRule(rrule="R"), 2024, table, _no_anchor, _none, "test") == date(2024, 2, 29)
    with pytest.raises(LawError, match="2026 has no such day as R"):
        find_date(DateRule(rrule="R"), 2026, table, _no_anchor, _none, "test")
    with pytest.raises(LawError, match="test: 2026 has no 02-29"):
        find_date(DateRule(from_="02-29"), 2026, {}, _no_anchor, _none, "test")


def _no_anchor(name: str) -> date:
    raise AssertionError(name)


def test_a_day_of_the_year_before_is_in_that_year() -> None:
    """`year = -1` places a recurrence and a month-day in the year before the election."""
    table = {"R": tabulate_rrule("FREQ=YEARLY;BYMONTH=12;BYDAY=2MO", "test")}
    assert find_date(DateRule(rrule="R", year=-1), 2018, table, _no_anchor, _none, "") == date(2017, 12, 11)
    assert find_date(DateRule(from_="12-15", year=-1), 2018, {}, _no_anchor, _none, "") == date(2017, 12, 15)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("FREQ=YEARLY;BYMONTH=6;BYDAY=TU", "has several dates in one year"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "has no date in any year"),
        ("FREQ=YEARLY;BYMONTH=6;BYDAY=3XX", "cannot be read"),
    ],
)
def test_a_recurrence_that_is_not_one_day_a_year_is_refused(text: str, said: str) -> None:
    """A recurrence must give exactly one day in a year."""
    with pytest.raises(LawError, match=said):
        tabulate_rrule(text, "test")


@pytest.mark.parametrize(
    ("in_years", "years"),
    [
        ("all", {2019, 2020, 2021, 2022}),
        ("even", {2020, 2022}),
        ("odd", {2019, 2021}),
        ("presidential", {2020}),
        ("midterm", {2022}),
        ("not_presidential", {2019, 2021, 2022}),
        ("year_after", {2021}),
        ("year_before", {2019}),
    ],
)
def test_the_words_for_years_mean_what_they_say(in_years: str, years: set[int]) -> None:
    """Each word for a kind of year holds in those years and no others."""
    assert {year for year in range(2019, 2023) if is_in_years(in_years, year)} == years  # type: ignore[arg-type]


@settings(deadline=None)
@given(st.integers(1, 12), st.integers(-8, 12), st.integers(0, 11))
def test_a_period_moved_by_whole_terms_elects_the_same(period: int, terms: int, offset: int) -> None:
    """Moving the anchor by any number of terms never changes who elects when."""
    data = base()
    anchor = 2000 + offset % period
    data["cycles"] = [data["cycles"][0] | {"anchor": anchor, "period": period, "term": period}]
    moved = base()
    moved["cycles"] = [data["cycles"][0] | {"anchor": anchor + terms * period}]
    years = range(2000, 2041)
    assert _who(data, years) == _who(moved, years)


def _who(data: Mapping[str, object], years: range) -> list[tuple[int, str]]:
    return [(c.year, c.unit_id) for c in contests(make_law(dict(data)), years, UNITS)]


@settings(deadline=None)
@given(st.integers(2000, 2040), st.integers(20, 150), st.integers(1, 12))
def test_stages_follow_each_other(year: int, days: int, weeks: int) -> None:
    """Filing comes before the primary, the primary before its runoff, the runoff before the general election."""
    data = base()
    stage(data, "filing")["date"] = {"from": "primary", "days": -days}
    stage(data, "runoff")["date"] = {"from": "primary", "weeks": weeks}
    found = [d.date.on for d in dates(make_law(data), "ZZ", year, "sheriff")]
    assert found == sorted(found) and len(found) == 4


def test_a_landmark_is_counted_from_and_is_no_stage() -> None:
    """A rule may count from a named day that is no stage of a contest."""
    data = base()
    data["landmarks"] = [
        {"id": "call", "date": {"rrule": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1"}, "valid_from": 2000, "citation": CITED}
        | {"examples": [{"year": 2018, "on": "2018-03-01", "source": "notice"}]}
    ]
    stage(data, "filing")["date"] = {"from": "call", "weekday": "FR", "ordinal": 2}
    found = {d.date.stage: d.date.on for d in dates(make_law(data), "ZZ", 2018, "sheriff")}
    assert found["filing_deadline"] == date(2018, 3, 9)
    assert "call" not in found


def test_a_holiday_of_the_state_shifts_a_date() -> None:
    """A state's own holiday, and the Monday on which it is observed, are days off."""
    data = base()
    day = "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1"
    data["holidays"] = [{"id": "own", "rrule": day, "observed": True, "citation": CITED}]
    stage(data, "filing")["date"] = {"rrule": day, "off": ["saturday", "sunday", "holiday"], "shift": "next"}
    stage(data, "filing")["examples"] = [{"year": 2019, "on": "2019-04-02", "source": "notice"}]
    found = {y: d.date.on for y in (2018, 2019) for d in dates(make_law(data), "ZZ", y) if d.date.rule_id == "filing"}
    assert found == {2018: date(2018, 4, 3), 2019: date(2019, 4, 2)}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (DateRule(from_="primary", days=-75), "75 days before the primary"),
        (DateRule(from_="general", weeks=-24), "24 weeks before the general"),
        (DateRule(from_="filing_opens", weekday="FR", ordinal=1), "the first Friday after the filing opens"),
        (DateRule(from_="12-15", year=-1), "15 December of the year before"),
        (DateRule(from_="06-01", off=("sunday",), shift="next"), "1 June, or the next day that is no sunday"),
    ],
)
def test_a_relative_rule_is_said_in_words(rule: DateRule, words: str) -> None:
    """A rule that counts from another date is said as the statute would say it."""
    assert describe_date(rule) == words


@pytest.mark.parametrize(
    ("rrule", "words"),
    [
        ("FREQ=YEARLY;BYMONTH=6;BYDAY=3TU", "the third Tuesday in June"),
        ("FREQ=YEARLY;BYMONTH=8;BYDAY=-1TU", "the last Tuesday in August"),
        ("FREQ=YEARLY;BYMONTH=10;BYDAY=-3SA", "the third to last Saturday in October"),
        (
            "FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
            "the Tuesday after the first Monday in November",
        ),
        (
            "FREQ=YEARLY;BYMONTH=5;BYDAY=TU;BYMONTHDAY=16,17,18,19,20,21,22",
            "the Tuesday after the third Monday in May",
        ),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1", "1 June"),
    ],
)
def test_a_recurrence_is_said_in_words(rrule: str, words: str) -> None:
    """A recurrence is said as the statute would say it."""
    assert say_rrule(rrule) == words
