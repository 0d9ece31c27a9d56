"""Every rule that is a list of facts is walked both ways: its examples are its own, its counter-examples are not."""

import json
from importlib.resources import files

import pytest

from comity.errors import SourceError
from comity.places import load_gazetteer, resolve_agency
from comity.places.naming import join_key, split_words
from comity.places.rulebook import Circuit, RegionalJail, StateBody
from comity.places.rulefiles import RuleSet, read_rules

RULES: RuleSet = read_rules()
STATE_OF = {
    "Fairfax": "VA",
    "Caddo": "LA",
    "Harris": "TX",
    "Stockdale": "TX",
    "Kleberg": "TX",
    "Goliad": "TX",
    "Grayson": "KY",
    "Pinal": "AZ",
    "Clark County Prosec": "WA",
    "Lancaster": "PA",
    "Cambria": "PA",
    "Damascus": "PA",
    "Okmulgee": "OK",
    "Idaho": "ID",
    "Virginia": "VA",
    "Missouri": "MO",
    "Wyoming": "WY",
    "Nebraska": "NE",
    "Cabarrus": "NC",
    "Texas": "TX",
    "16th Judicial District": "AR",
    "Louisiana": "LA",
    "Constableville": "NY",
    "Town of Clarksville": "IN",
    "Maryland": "MD",
    "Kentucky": "KY",
    "Rapid City": "SD",
    "Georgia": "GA",
    "State College": "PA",
    "Highland Park": "IL",
    "Park City": "UT",
    "Marshall Police": "MO",
    "Marshall County": "AL",
    "Office Of The Attorney": "GU",
    "Arizona": "AZ",
    "Iowa": "IA",
    "Mississippi": "MS",
    "Montana": "MT",
    "MT ": "MT",
    "Kansas": "KS",
    "Oklahoma": "OK",
    "South Dakota": "SD",
    "South Carolina": "SC",
    "Indiana": "IN",
    "Tennessee": "TN",
    "Alabama": "AL",
    "Highland": "IL",
    "Fish Lake": "IN",
    "Office of the Attorney": "TX",
    "Arkansas": "AR",
}


def state_of(name: str) -> str:
    """Return the state that an example speaks of; Florida's examples are the most and need no entry."""
    return next((state for head, state in STATE_OF.items() if name.startswith(head)), "FL")


def walk(entries: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the cases, so that a rule without one fails the collection."""
    assert entries
    return entries


KIND_EXAMPLES = walk([(rule.kind, rule.word, name) for rule in RULES.rules.kinds for name in rule.examples])
KIND_COUNTERS = walk([(rule.kind, rule.word, name) for rule in RULES.rules.kinds for name in rule.counter])
GENERIC_EXAMPLES = walk([(rule.slug, rule.kind, name) for rule in RULES.rules.generic for name in rule.examples])
GENERIC_COUNTERS = walk([(rule.slug, rule.kind, name) for rule in RULES.rules.generic for name in rule.counter])
ALIAS_EXAMPLES = walk([(alias.state, alias.geoid, name) for alias in RULES.rules.aliases for name in alias.examples])
ALIAS_COUNTERS = walk([(alias.state, alias.geoid, name) for alias in RULES.rules.aliases for name in alias.counter])


@pytest.mark.parametrize(("kind", "word", "name"), KIND_EXAMPLES)
def test_an_example_of_a_kind_is_of_that_kind(kind: str, word: str, name: str) -> None:
    """A kind's example resolves to the kind (a state's correction body stands for the jail of the state)."""
    found = resolve_agency(state_of(name), name)
    assert found.kind == kind, (word, found)


@pytest.mark.parametrize(("kind", "word", "name"), KIND_COUNTERS)
def test_a_counter_example_is_not_taken_by_the_kind(kind: str, word: str, name: str) -> None:
    """A kind's counter-example is another body."""
    found = resolve_agency(state_of(name), name)
    assert (found.kind, found.agency_id.endswith(word)) != (kind, True), found


@pytest.mark.parametrize(("slug", "kind", "name"), GENERIC_EXAMPLES)
def test_an_example_of_a_state_body_is_that_body(slug: str, kind: str, name: str) -> None:
    """A state body's printings give its id, serve no county, and are of its kind."""
    found = resolve_agency(state_of(name), name)
    own = {body.slug for body in RULES.rules.bodies if body.state == found.state}
    assert found.agency_id.split("-", 2)[2] in {slug, *own}, found
    assert found.county_geoids == ()


@pytest.mark.parametrize(("slug", "kind", "name"), GENERIC_COUNTERS)
def test_a_counter_example_of_a_state_body_is_another(slug: str, kind: str, name: str) -> None:
    """A state body's counter-example never gives its id."""
    found = resolve_agency(state_of(name), name)
    assert found.agency_id != f"us-{found.state.lower()}-{slug}"


@pytest.mark.parametrize(("state", "geoid", "name"), ALIAS_EXAMPLES)
def test_an_alias_leads_to_its_place(state: str, geoid: str, name: str) -> None:
    """An alias's example resolves to the place, or to a county or city of the same consolidated government."""
    found = resolve_agency(state, name)
    county = load_gazetteer().place(geoid).county_geoids
    assert found.agency_id
    assert found.county_geoids == county, found


@pytest.mark.parametrize(("state", "geoid", "name"), ALIAS_COUNTERS)
def test_an_alias_takes_nothing_else(state: str, geoid: str, name: str) -> None:
    """An alias's counter-example does not resolve to the alias's place."""
    assert resolve_agency(state, name).place_geoid != geoid


@pytest.mark.parametrize("body", RULES.rules.bodies, ids=lambda b: f"{b.state}-{b.slug}")
def test_every_printing_of_a_state_body_gives_its_id(body: StateBody) -> None:
    """All the printings of a body listed for one state give one id."""
    for say in body.says:
        found = resolve_agency(body.state, say.title())
        assert found.agency_id == f"us-{body.state.lower()}-{body.slug}", (say, found)


@pytest.mark.parametrize("jail", RULES.rules.jails, ids=lambda j: f"{j.state}-{j.name}")
def test_a_regional_jail_serves_all_its_members(jail: RegionalJail) -> None:
    """A jail of several counties resolves under its names to all its members, with or without the word Authority."""
    for name in (jail.name, f"{jail.name} Authority", *jail.also):
        found = resolve_agency(jail.state, name)
        assert found.kind == "regional_jail", name
        assert len(found.county_geoids) == len(jail.members), name


def test_a_regional_jail_is_not_taken_for_a_members_own_jail_or_sheriff() -> None:
    """A member county's sheriff and jail stay that county's."""
    assert resolve_agency("VA", "Warren County Sheriff's Office").county_geoids == ("51187",)
    assert resolve_agency("VA", "Rappahannock Regional Jail").county_geoids != ("51157", "51171", "51187")
    assert resolve_agency("KY", "Grayson County Detention Center").kind == "county_jail"
    assert resolve_agency("KY", "Lee County Jail").county_geoids == ("21129",)


@pytest.mark.parametrize("circuit", RULES.rules.circuits, ids=lambda c: f"{c.state}-{c.word}-{c.number}")
def test_a_circuit_holds_its_members(circuit: Circuit) -> None:
    """A prosecutor named for a numbered circuit or district serves its counties, all of one state."""
    word = {"circuit": "Judicial Circuit", "district": "District"}[circuit.word]
    office = {"FL": "State Attorney's Office", "SC": "Solicitor's Office"}.get(
        circuit.state, "District Attorney's Office"
    )
    found = resolve_agency(circuit.state, f"{office}, {word} {circuit.number}")
    assert found.kind == "prosecutor"
    assert len(found.county_geoids) == len(circuit.members)


def test_circuits_of_a_state_do_not_overlap() -> None:
    """No county stands in two circuits of its state."""
    seen: dict[tuple[str, str, str], int] = {}
    for circuit in RULES.rules.circuits:
        for member in circuit.members:
            assert seen.setdefault((circuit.state, circuit.word, member), circuit.number) == circuit.number, member


def test_every_state_with_all_its_circuits_covers_every_county() -> None:
    """Florida's, Oklahoma's and South Carolina's circuits hold each county once."""
    for state, count in (("FL", 67), ("OK", 77), ("SC", 46)):
        assert sum(len(c.members) for c in RULES.rules.circuits if c.state == state) == count


def test_no_printing_belongs_to_two_bodies_or_places() -> None:
    """A printing stands under one generic body, and an alias names one place for one kind in one state."""
    generic = [join_key(split_words(say)) for rule in RULES.rules.generic for say in rule.says]
    aliases = [
        (alias.state, join_key(split_words(say)), kind)
        for alias in RULES.rules.aliases
        for say in alias.says
        for kind in alias.kinds
    ]
    assert len(generic) == len(set(generic))
    assert len(aliases) == len(set(aliases))


def test_every_fact_has_a_reason_or_a_source() -> None:
    """No rule stands without its why, and what was not read says so."""
    for rule in (*RULES.rules.kinds, *RULES.rules.generic, *RULES.rules.bodies, *RULES.rules.aliases):
        assert len(rule.reason) > 10, rule
    for fact in (*RULES.rules.jails, *RULES.rules.circuits):
        assert fact.source
        assert fact.checked in {"read", "recalled"}
    for change in RULES.changes:
        assert change["source"]
        assert change["checked"] in {"read", "recalled"}


def test_the_compact_file_was_written_from_these_rules() -> None:
    """The rules in the compact file are the rule files' as they stand."""
    assert load_gazetteer().manifest["rules_sha256"] == RULES.fingerprint
    shown = json.loads((files("comity.places") / "data" / "manifest.json").read_text(encoding="utf-8"))
    assert shown["rules_sha256"] == RULES.fingerprint


def test_a_damaged_rule_file_names_itself() -> None:
    """A rule file that is no TOML is refused by name."""
    from comity.places.rulefiles import _parse

    with pytest.raises(SourceError, match=r"rules/words\.toml"):
        _parse("words", "kind = [")
