"""Who decides, by rules that are data: each with its examples and counter-examples, and nothing guessed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.elections import load_law, read_counties
from comity.elections.statelaw import slug
from comity.model import AgencyKind
from comity.places import Gazetteer, load_gazetteer
from comity.register.deciding import Agency, Decider, Deciding, DecidingRule, load_rules
from comity.register.offices import OfficeIndex

RULES = load_rules()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """Return the carried gazetteer."""
    return load_gazetteer()


@pytest.fixture(scope="module")
def index(gazetteer: Gazetteer) -> OfficeIndex:
    """Return the offices of 2026."""
    return OfficeIndex(load_law(), 2026, read_counties(gazetteer))


@pytest.fixture(scope="module")
def deciding(index: OfficeIndex, gazetteer: Gazetteer) -> Deciding:
    """Return who answers."""
    return Deciding(index, gazetteer)


def ask(deciding: Deciding, state: str, kind: str, name: str, counties: str = "", place: str = "") -> Decider:
    """Return who decides for a body that is written down in few words."""
    return deciding.decide(
        Agency(f"us-{state.lower()}-{slug(name)}", name, state, kind, place, tuple(counties.split()))
    )


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.rule_id)
def test_each_rule_decides_its_examples_and_spares_its_counter_examples(rule: DecidingRule) -> None:
    """The first rule that fits an example is this one; of a counter-example it is another."""
    for example in rule.examples:
        assert RULES.find(example.state, example.kind, example.name) is rule, example
    for counter in rule.counter_examples:
        found = RULES.find(counter.state, counter.kind, counter.name)
        assert found is not None and found is not rule, counter


def test_rules_are_whole() -> None:
    """Ids are unique, reasons are sentences, a cited law says whether it was read, and every kind has a rule."""
    ids = [rule.rule_id for rule in RULES.rules]
    assert len(set(ids)) == len(ids)
    for rule in RULES.rules:
        assert rule.reason.endswith("."), rule.rule_id
        assert set(rule.by_state) <= set(rule.states), rule.rule_id
        for cited in filter(None, (rule.citation, *rule.by_state.values())):
            assert cited.checked == "recalled" or (cited.words and cited.url), rule.rule_id
            assert len(cited.words.split()) <= 25, rule.rule_id
        assert bool(rule.office) == (rule.decides == "office"), rule.rule_id
        assert rule.body or rule.office or rule.decides == "unknown", rule.rule_id
    assert {kind for rule in RULES.rules for kind in rule.kinds} == set(AgencyKind)


def test_a_sheriff_is_the_sheriff_of_the_unit_that_elects(deciding: Deciding) -> None:
    """A county's sheriff; a sheriff shared with an independent city; a city's own."""
    culpeper = ask(deciding, "VA", "sheriff", "Culpeper County Sheriff's Office", "51047")
    fairfax = ask(deciding, "VA", "sheriff", "Fairfax County Sheriff's Office", "51059 51600")
    alexandria = ask(deciding, "VA", "sheriff", "Alexandria Sheriff's Office", "51510")
    assert culpeper.office_id == "us-va-culpeper-county.sheriff"
    assert fairfax.office_id == "us-va-fairfax-county.sheriff"
    assert alexandria.office_id == "us-va-alexandria-city.sheriff"
    assert {one.decider_kind for one in (culpeper, fairfax, alexandria)} == {"office"}


def test_an_appointed_sheriff_is_named_with_who_appoints(deciding: Deciding) -> None:
    """Denver's sheriff is the mayor's; no election is made up."""
    denver = ask(deciding, "CO", "sheriff", "Denver Sheriff Department", "08031")
    assert denver.decider_kind == "appointed_officer" and "the mayor" in denver.body
    assert denver.office_id == "" and denver.citation


def test_a_jail_is_decided_by_who_runs_it(deciding: Deciding) -> None:
    """Kentucky's jailer, a merged government where there is none, a county's board, a keeper, an authority."""
    oldham = ask(deciding, "KY", "county_jail", "Oldham County Detention Center", "21185")
    lexington = ask(deciding, "KY", "county_jail", "Fayette County Detention Center", "21067")
    orange = ask(deciding, "FL", "county_jail", "Orange County Corrections Department", "12095")
    fairfax = ask(deciding, "VA", "county_jail", "Fairfax County jail", "51059")
    regional = ask(deciding, "VA", "regional_jail", "Southwest Virginia Regional Jail Authority", "51027 51051")
    assert oldham.office_id == "us-ky-oldham-county.jailer"
    assert (lexington.decider_kind, lexington.office_id) == ("county_board", "")
    assert orange.body == "the governing board of Orange County, FL (by general law its board of county commissioners)"
    assert fairfax.office_id == "us-va-fairfax-county.sheriff"
    assert (fairfax.citation, fairfax.checked) == ("Va. Code § 53.1-116.2", "read")
    assert regional.decider_kind == "authority_board" and "Southwest Virginia" in regional.body


def test_a_prosecutor_is_found_by_title_among_several(deciding: Deciding) -> None:
    """A district's attorney, and of two prosecutors of a county the one whose title the body bears."""
    okmulgee = ask(deciding, "OK", "prosecutor", "Okmulgee County District Attorney", "40111")
    commonwealth = ask(deciding, "KY", "prosecutor", "Oldham County Commonwealths Attorney", "21185")
    county = ask(deciding, "KY", "prosecutor", "Oldham County County Attorney", "21185")
    assert okmulgee.office_id.startswith("us-ok-") and okmulgee.office_id.endswith(".district-attorney")
    assert commonwealth.office_id.endswith(".commonwealths-attorney")
    assert county.office_id == "us-ky-oldham-county.county-attorney"


def test_a_state_body_has_its_governor_or_the_officer_voters_elect(deciding: Deciding) -> None:
    """The governor by default; an attorney general, an auditor or a commissioner where voters elect one."""
    assert ask(deciding, "VA", "state_police", "Virginia State Police").body == "the governor of Virginia"
    assert ask(deciding, "TX", "state_agency", "Office of the Attorney General").decider_kind == "elected_officer"
    assert ask(deciding, "NJ", "state_agency", "Office of the Attorney General").decider_kind == "governor"
    assert ask(deciding, "DE", "state_agency", "Office of the Attorney General").decider_kind == "office"
    assert "Cabinet" in ask(deciding, "FL", "state_agency", "Florida Department of Law Enforcement").body


def test_what_no_rule_settles_is_unknown_with_its_reason(deciding: Deciding) -> None:
    """A task force, a sheriff without a county, a kind that nobody knows: no body, no office, a reason."""
    asked = [
        ask(deciding, "AR", "other", "16th Judicial District Drug Task Force", "05023"),
        ask(deciding, "VA", "sheriff", "Nowhere Sheriff's Office"),
        ask(deciding, "VA", "harbour_master", "Port of Nowhere"),
        ask(deciding, "CT", "sheriff", "Hartford County Sheriff", "09003"),
    ]
    for answer in asked:
        assert (answer.decider_kind, answer.office_id, answer.body) == ("unknown", "", "")
        assert answer.reason.endswith(".")


NAMES = st.text(alphabet=st.sampled_from("abc ’'.-&RegionalAuthorityCounty"), min_size=1, max_size=40)


@settings(max_examples=200, deadline=None)
@given(
    kind=st.sampled_from(sorted(AgencyKind)),
    state=st.sampled_from(["VA", "KY", "NJ", "TX", "LA", "GU", "DC"]),
    name=NAMES,
)
def test_every_answer_is_whole(kind: AgencyKind, state: str, name: str) -> None:
    """Whatever the name: an office is one that the law files know, another decider has a name, else it is unknown."""
    book = load_gazetteer()
    known = Whole.index(book)
    counties = tuple(geoid for geoid in book.in_state(state).geoids if len(geoid) == 5)[:1]
    answer = Deciding(known, book).decide(Agency("us-xx-any", name, state, kind, "", counties))
    assert answer.rule and answer.reason
    if answer.decider_kind == "office":
        assert answer.office_id in {office.office_id for office in known.offices}
    else:
        assert answer.office_id == "" and bool(answer.body) == (answer.decider_kind != "unknown")


class Whole:
    """The offices of 2026, indexed once for the property above."""

    _kept: OfficeIndex | None = None

    @classmethod
    def index(cls, book: Gazetteer) -> OfficeIndex:
        """Return them."""
        if cls._kept is None:
            cls._kept = OfficeIndex(load_law(), 2026, read_counties(book))
        return cls._kept
