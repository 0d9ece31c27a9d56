"""Which contest comes next for a county, which was the last, and what the law rests on."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from making_law import CITED, UNITS, base, make_law

from comity.elections import Contest, Law, contests, last_contests, law_coverage, next_contests

ALDER, DOVER = "99001", "99510"


def _next(law: Law, office: str, county: str, after: date) -> Contest | None:
    return next_contests(law, UNITS, after, "ZZ").get(("ZZ", office, county))


def test_the_next_contest_is_the_first_decided_after_the_day() -> None:
    """On election day itself the next contest is the following one; the day before, it is still this one."""
    law = make_law(base())
    before = _next(law, "sheriff", ALDER, date(2018, 11, 5))
    after = _next(law, "sheriff", ALDER, date(2018, 11, 6))
    assert before is not None and before.year == 2018
    assert after is not None and after.year == 2022


def test_a_county_in_a_district_votes_in_the_districts_contest() -> None:
    """A county's next contest for prosecutor is that of the district it lies in that year."""
    found = _next(make_law(base()), "prosecutor", DOVER, date(2019, 1, 1))
    assert found is not None and (found.year, found.unit) == (2022, "3rd Circuit")


def test_a_vacancy_comes_before_the_regular_year() -> None:
    """An election for an unexpired term is the next contest where it comes first."""
    data = base()
    special = {"id": "vacancy", "office": "sheriff", "unit": ALDER, "year": 2019, "reason": "a vacancy"}
    data["specials"] = [special | {"stages": [{"stage": "general", "on": "2019-05-07"}], "citation": CITED}]
    found = _next(make_law(data), "sheriff", ALDER, date(2018, 12, 1))
    assert found is not None and found.kind == "special"


def test_there_is_no_next_contest_where_the_file_ends_or_knows_none() -> None:
    """Past the last election that the file speaks of there is none, nor where the office is of the second tier."""
    law = make_law(base())
    assert _next(law, "sheriff", ALDER, date(2038, 12, 1)) is None
    data = base()
    data["offices"][1]["second_tier"] = True
    assert _next(make_law(data), "prosecutor", ALDER, date(2018, 1, 1)) is None


@settings(deadline=None)
@given(st.dates(date(2004, 1, 1), date(2034, 12, 31)))
def test_last_and_next_meet_at_the_day(day: date) -> None:
    """The last contest is decided on or before a day, the next after it, and none lies between them."""
    law = make_law(base())
    before = last_contests(law, UNITS, day)["ZZ", "sheriff", DOVER]
    after = next_contests(law, UNITS, day)["ZZ", "sheriff", DOVER]
    first, second = before.decided_on, after.decided_on
    assert first is not None and second is not None and first <= day < second
    decided = [c.decided_on for c in contests(law, range(2000, 2041), UNITS) if DOVER in c.county_geoids]
    own = {on for on in decided if on is not None and on.year % 4 == 1}
    assert not any(first < on < second for on in own)


def test_coverage_counts_what_was_read_and_names_what_is_unknown() -> None:
    """A state's coverage says how many rules were read, how many recalled, and what it does not know."""
    data = base()
    data["stages"][0]["citation"] = CITED | {"checked": "read"}
    data["cycles"][0]["units"], data["cycles"][0]["offices"] = [ALDER], ["sheriff"]
    (found,) = law_coverage(make_law(data), 2018, UNITS)
    assert (found.state, found.read_count, found.recalled_count) == ("ZZ", 1, 7)
    assert len(found.unknown) == 2 and "Birch County" in found.unknown[0]
