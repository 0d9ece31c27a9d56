"""The offices that the law files know: which post, chosen by which unit, and whether voters choose it at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from comity.elections import Contest, Law
from comity.elections.lawfile import OfficeRule
from comity.elections.statelaw import Counties, StateLaw, is_valid, slug


class Office(msgspec.Struct, frozen=True):
    """A post and the unit that it serves; `status` is elected, appointed or none, `by` says who appoints."""

    office_id: str
    office: str
    local_title: str
    state: str
    unit_id: str
    unit: str
    county_geoids: tuple[str, ...]
    is_second_tier: bool
    status: str = "elected"
    by: str = ""
    citation: str = ""


def office_id_of(contest: Contest) -> str:
    """Return the id of the office that a contest fills: its unit and its local title."""
    return make_office_id(contest.unit_id, contest.local_title)


def make_office_id(unit_id: str, local_title: str) -> str:
    """Return an office's id: `us-va-fairfax-county.sheriff`."""
    return f"{unit_id}.{slug(local_title)}"


def find_offices(law: Law, year: int, units: Mapping[str, Counties]) -> list[Office]:
    """Return every elected office of a year, by its id; a state whose law file does not speak of the year has none."""
    found: dict[str, Office] = {}
    for code in sorted(law.states):
        one = law.states[code]
        if one.file.valid_from <= year <= one.file.valid_until:
            for office in _elected(one, year, units.get(code, {})):
                found.setdefault(office.office_id, office)
    return [found[key] for key in sorted(found)]


def _elected(one: StateLaw, year: int, counties: Counties) -> Iterator[Office]:
    for rule in one.file.offices:
        if rule.status != "elected" or not is_valid(rule.valid_from, rule.valid_until, year):
            continue
        for unit in one.find_units(rule, year, counties):
            yield Office(
                office_id=make_office_id(unit.unit_id, rule.title),
                office=rule.office,
                local_title=rule.title,
                state=one.file.state,
                unit_id=unit.unit_id,
                unit=unit.name,
                county_geoids=tuple(unit.county_geoids),
                is_second_tier=rule.second_tier,
                citation=rule.citation.section,
            )


class OfficeIndex:
    """Which offices serve a county: those elected there, and what the law says where none is."""

    def __init__(self, law: Law, year: int, units: Mapping[str, Counties]) -> None:
        """Index the offices of a year."""
        self._law, self._year = law, year
        self.offices = find_offices(law, year, units)
        self._by_county: dict[tuple[str, str, str], list[Office]] = {}
        for office in self.offices:
            for geoid in office.county_geoids:
                self._by_county.setdefault((office.state, office.office, geoid), []).append(office)

    def serving(self, state: str, office: str, county_geoids: tuple[str, ...]) -> list[Office]:
        """Return the elected offices of a kind that serve any of these counties, those of the first tier first."""
        found: dict[str, Office] = {}
        for geoid in county_geoids:
            for one in self._by_county.get((state, office, geoid), ()):
                found[one.office_id] = one
        return sorted(found.values(), key=lambda one: (one.is_second_tier, one.office_id))

    def not_elected(self, state: str, office: str, county_geoid: str) -> tuple[str, str, str] | None:
        """Return what the law says where voters do not choose an office: its title, who appoints, the citation.

        None where the law file does not speak of it; who appoints is "" where there is no such office.
        """
        one = self._law.states.get(state)
        if one is None:
            return None
        for rule in one.file.offices:
            if rule.office == office and is_valid(rule.valid_from, rule.valid_until, self._year):
                found = _said_of(one, rule, county_geoid, self._year)
                if found:
                    return found
        return None


def _said_of(one: StateLaw, rule: OfficeRule, geoid: str, year: int) -> tuple[str, str, str] | None:
    for island in rule.islands:
        holds = is_valid(island.valid_from, island.valid_until, year)
        if holds and geoid in set(one.resolve(island.units)):
            return rule.title, island.by if island.status == "appointed" else "", island.citation.section
    if rule.status != "elected" and (not rule.units or geoid in set(one.resolve(rule.units))):
        return rule.title, rule.by if rule.status == "appointed" else "", rule.citation.section
    return None
