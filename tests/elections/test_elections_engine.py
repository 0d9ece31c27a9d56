"""The engine answers from the law it is given, and says what it does not know."""

from datetime import date

import pytest
from making_law import CITED, UNITS, base, make_law, stage

from comity.elections import contests, dates, gaps
from comity.errors import LawError, NotFoundError, UsageError


def test_only_units_in_their_year_have_a_contest() -> None:
    """Counties elect in their year and the city in its own."""
    law = make_law(base())
    assert [c.unit_id for c in contests(law, 2018, UNITS) if c.office == "sheriff"] == [
        "us-zz-alder-county",
        "us-zz-birch-county",
        "us-zz-cedar-county",
    ]
    assert [c.unit_id for c in contests(law, 2021, UNITS)] == ["us-zz-dover-city"]
    assert contests(law, 2019, UNITS) == []


def test_a_district_has_the_counties_of_its_year() -> None:
    """A changed map gives each year its own districts and members."""
    law = make_law(base())
    before = {c.unit_id: c.county_geoids for c in contests(law, 2018, UNITS, office="prosecutor")}
    after = {c.unit_id: c.county_geoids for c in contests(law, 2022, UNITS, office="prosecutor")}
    assert before["us-zz-circuit-2"] == ("99005", "99510")
    assert after["us-zz-circuit-2"] == ("99005",)
    assert set(after) - set(before) == {"us-zz-circuit-3"}


def test_a_contest_carries_its_dated_stages_in_order() -> None:
    """A contest has its stages with date, standing, condition, rule and citation."""
    contest = contests(make_law(base()), 2018, UNITS, office="sheriff")[0]
    assert [(s.stage, s.on.isoformat()) for s in contest.stages] == [
        ("filing_deadline", "2018-04-05"),
        ("primary", "2018-06-19"),
        ("primary_runoff", "2018-07-17"),
        ("general", "2018-11-06"),
    ]
    runoff = contest.stage("primary_runoff")
    assert runoff is not None and runoff.condition == "if nobody has a majority" and runoff.citation.section
    assert contest.rule_ids == ("sheriff", "every-four", "filing", "primary", "runoff", "general")
    assert (contest.standing, contest.term, contest.partisan) == ("projected", 4, None)


def test_an_island_has_no_contest_while_it_lasts() -> None:
    """A unit whose office is appointed has no contest in those years."""
    data = base()
    data["offices"][0]["islands"] = [
        {"units": ["99001"], "status": "appointed", "by": "the mayor", "valid_until": 2019, "citation": CITED}
    ]
    law = make_law(data)
    assert "us-zz-alder-county" not in {c.unit_id for c in contests(law, 2018, UNITS, office="sheriff")}
    assert "us-zz-alder-county" in {c.unit_id for c in contests(law, 2022, UNITS, office="sheriff")}


def test_a_shared_office_is_one_contest_of_all_its_members() -> None:
    """Units that share an officer have one contest, in the seat's year, and the other members none."""
    data = base()
    data["offices"][0]["shared"] = [
        {"seat": "99005", "members": ["99005", "99510"], "name": "Cedar and Dover", "citation": CITED}
    ]
    law = make_law(data)
    joint = [c for c in contests(law, 2018, UNITS, office="sheriff") if len(c.county_geoids) == 2]
    assert [(c.unit_id, c.unit, c.county_geoids) for c in joint] == [
        ("us-zz-cedar-county", "Cedar and Dover", ("99005", "99510"))
    ]
    assert contests(law, 2021, UNITS, office="sheriff") == []


def test_a_moved_date_is_given_as_moved_and_only_named_stages_follow() -> None:
    """An exception moves its stage; a stage that `moves_with` it counts from the new day, others do not."""
    data = base()
    move = {"id": "moved", "year": 2018, "stage": "primary", "instead_of": "2018-06-19", "on": "2018-08-07"}
    data["exceptions"] = [move | {"by": "court", "citation": CITED, "moves_with": ["primary_runoff"]}]
    found = {d.date.stage: d.date for d in dates(make_law(data), "ZZ", 2018, "sheriff")}
    assert (found["primary"].on, found["primary"].rule_id) == (date(2018, 8, 7), "moved")
    assert found["primary_runoff"].on == date(2018, 9, 4)
    assert found["filing_deadline"].on == date(2018, 4, 5)


def test_an_exception_that_expects_another_date_is_refused() -> None:
    """A move whose `instead_of` is not what the rule gives fails in one sentence that names both."""
    data = base()
    move = {"id": "moved", "year": 2018, "stage": "primary", "instead_of": "2018-06-12", "on": "2018-08-07"}
    data["exceptions"] = [move | {"by": "court", "citation": CITED}]
    with pytest.raises(LawError, match=r"moved moves 2018-06-12, but primary gives 2018-06-19"):
        dates(make_law(data), "ZZ", 2018)


@pytest.mark.parametrize("standing", ["scheduled", "held"])
def test_a_notice_gives_a_date_its_standing(standing: str) -> None:
    """A date is projected until a notice says it is scheduled or a result that it was held."""
    data = base()
    data["notices"] = [{"year": 2018, "stage": "general", "on": "2018-11-06", "standing": standing, "source": "notice"}]
    law = make_law(data)
    assert {c.standing for c in contests(law, 2018, UNITS)} == {standing}
    assert {c.standing for c in contests(law, 2022, UNITS)} == {"projected"}


def test_a_notice_against_the_law_is_refused() -> None:
    """A notice of another date than the file gives is a contradiction, never overwritten in silence."""
    data = base()
    data["notices"] = [{"year": 2018, "stage": "general", "on": "2018-11-13", "standing": "held", "source": "a page"}]
    with pytest.raises(LawError, match="a page says 2018-11-13 for general 2018, the law file gives 2018-11-06"):
        contests(make_law(data), 2018, UNITS)


def test_a_special_contest_has_its_own_dates_or_its_calendars() -> None:
    """An election for an unexpired term is a contest of kind special."""
    data = base()
    common = {"office": "sheriff", "unit": "99001", "year": 2019, "reason": "a vacancy", "citation": CITED}
    data["specials"] = [
        common | {"id": "own", "stages": [{"stage": "general", "on": "2019-05-07"}], "standing": "held"},
        common | {"id": "calendar", "unit": "99003", "calendar": "november"},
    ]
    own, usual = contests(make_law(data), 2019, UNITS)
    assert (own.kind, own.standing, own.term, [s.on for s in own.stages]) == (
        "special",
        "held",
        None,
        [date(2019, 5, 7)],
    )
    assert usual.stages[-1].on == date(2019, 11, 5)


def test_a_second_tier_office_says_so() -> None:
    """A prosecutor of lesser crimes is of kind second_tier."""
    data = base()
    data["offices"][1]["second_tier"] = True
    assert {c.kind for c in contests(make_law(data), 2018, UNITS, office="prosecutor")} == {"second_tier"}


def test_a_changed_term_is_that_of_the_winners_of_one_year() -> None:
    """The winners of one year may serve another term than the rule's."""
    data = base()
    data["cycles"][0]["term_changes"] = [{"year": 2022, "years": 6}]
    law = make_law(data)
    assert {c.term for c in contests(law, 2022, UNITS)} == {6}
    assert {c.term for c in contests(law, 2018, UNITS)} == {4}


def test_a_stage_without_a_rule_is_absent_and_so_is_what_counts_from_it() -> None:
    """What the file does not know is unknown, never a default."""
    data = base()
    stage(data, "primary")["valid_from"] = 2012
    stage(data, "primary")["examples"] = [{"year": 2018, "on": "2018-06-19", "source": "results"}]
    contest = contests(make_law(data), 2010, UNITS)[0]
    assert [s.stage for s in contest.stages] == ["general"]


def test_units_without_a_cycle_are_named_as_gaps() -> None:
    """A unit that no cycle covers has no contest, and is said to be unknown."""
    data = base()
    data["cycles"][0]["units"] = ["99001"]
    data["cycles"][0]["offices"] = ["sheriff"]
    law = make_law(data)
    assert len(contests(law, 2018, UNITS)) == 1
    assert gaps(law, 2018, UNITS) == [
        "ZZ: when the sheriff is elected is unknown in 2018 for Birch County, Cedar County",
        "ZZ: when the circuit attorney is elected is unknown in 2018 for 1st Circuit, 2nd Circuit",
    ]


def test_a_year_outside_the_file_is_one_sentence() -> None:
    """A year that a state's file does not speak of is an error where the state is named, and a gap where it is not."""
    law = make_law(base())
    with pytest.raises(NotFoundError, match="the election law of Zeta is known here for 2000 to 2040, not for 1980"):
        contests(law, 1980, UNITS, state="ZZ")
    with pytest.raises(NotFoundError, match="not for 2041"):
        dates(law, "ZZ", 2041)
    assert contests(law, 1980, UNITS) == []
    assert "1980" in gaps(law, 1980, UNITS)[0]


def test_a_state_that_elects_nobody_says_why() -> None:
    """A contest asked for where nobody is elected gets one clear sentence, and dates likewise."""
    data = base()
    data["cycles"], data["calendars"], data["stages"], data["unit_sets"], data["groups"] = [], [], [], [], {}
    data["offices"] = [
        {"id": "sheriff", "office": "sheriff", "title": "sheriff", "status": "none", "citation": CITED},
        {"id": "attorney", "office": "prosecutor", "title": "district attorney", "status": "appointed"}
        | {"by": "the attorney general", "citation": CITED},
    ]
    law = make_law(data)
    said = "there is no sheriff and the district attorney is appointed by the attorney general"
    with pytest.raises(NotFoundError, match=said):
        contests(law, 2026, UNITS, state="ZZ")
    with pytest.raises(NotFoundError, match="Zeta holds no contest for sheriff: there is no sheriff"):
        contests(law, 2026, UNITS, state="ZZ", office="sheriff")
    with pytest.raises(NotFoundError, match="Zeta holds no contest for jailer: its law file names no such office"):
        contests(law, 2026, UNITS, state="ZZ", office="jailer")
    assert contests(law, 2026, UNITS) == []


def test_an_unknown_state_or_office_is_refused() -> None:
    """A state or office that does not exist is refused in one sentence."""
    law = make_law(base())
    with pytest.raises(NotFoundError, match="no election law of a state 'QQ'"):
        contests(law, 2026, UNITS, state="QQ")
    with pytest.raises(UsageError, match="'mayor' is no office here"):
        contests(law, 2026, UNITS, office="mayor")
    with pytest.raises(NotFoundError, match="no counties of Zeta were given"):
        contests(law, 2026, {})


def test_dates_of_a_year_without_a_regular_contest_are_of_all_offices() -> None:
    """A calendar that nobody is regularly elected by that year still has its dates, as `all`."""
    law = make_law(base())
    assert {d.office for d in dates(law, "ZZ", 2018)} == {"sheriff", "prosecutor"}
    assert {d.office for d in dates(law, "ZZ", 2020)} == {"all"}
    assert {d.office for d in dates(law, "ZZ", 2020, "sheriff")} == {"all"}


def test_a_calendar_that_no_office_uses_is_shown_for_all_others() -> None:
    """The state's own primary, where counties vote on another day, appears as `all` beside the offices' dates."""
    data = base()
    data["calendars"].append({"id": "state", "title": "the state's offices"})
    extra = stage(data, "general") | {"id": "state-general", "calendars": ["state"]}
    data["stages"].append(extra)
    found = {(d.office, d.date.rule_id) for d in dates(make_law(data), "ZZ", 2018)}
    assert ("all", "state-general") in found and ("sheriff", "general") in found


def test_a_state_that_elects_nobody_may_still_have_the_dates_of_its_other_offices() -> None:
    """Dates without an office are those of the state's own calendar; with one, the reason why there are none."""
    data = base()
    data["offices"] = [{"id": "sheriff", "office": "sheriff", "title": "sheriff", "status": "none", "citation": CITED}]
    data["cycles"], data["unit_sets"], data["groups"] = [], [], {}
    law = make_law(data)
    assert {d.office for d in dates(law, "ZZ", 2018)} == {"all"}
    with pytest.raises(NotFoundError, match="there is no sheriff"):
        dates(law, "ZZ", 2018, "sheriff")
