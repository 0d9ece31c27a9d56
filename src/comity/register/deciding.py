"""Who decides: from the body that acts to the office or body that can enter an agreement, and leave it.

Pure. The rules are data (`deciding.toml`), each with its reason, examples and counter-examples; offices come from the
election law files. What the rules do not settle is unknown, with the reason, never a guess.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from comity.elections import Citation
from comity.elections.statelaw import slug
from comity.errors import NotFoundError, RecordError
from comity.model import AgencyKind
from comity.places import Gazetteer
from comity.register.offices import Office, OfficeIndex

DeciderKind = Literal[
    "office", "elected_officer", "appointed_officer", "county_board", "municipal_board", "institution_board",
    "authority_board", "governor", "tribal_government", "unknown",
]  # fmt: skip


class Agency(msgspec.Struct, frozen=True):
    """A body that acts: its id, name, state and kind, the place that it belongs to, and the counties it serves."""

    agency_id: str
    name: str
    state: str
    kind: str
    place_geoid: str = ""
    county_geoids: tuple[str, ...] = ()


class Decider(msgspec.Struct, frozen=True):
    """Who decides for a body: an office of the law files (`office_id`), or another body, by name; and by which rule."""

    decider_kind: DeciderKind
    office_id: str
    body: str
    rule: str
    reason: str
    citation: str = ""
    checked: str = ""


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A body that a rule must decide, or must not."""

    state: str
    kind: AgencyKind
    name: str


class DecidingRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rule of `deciding.toml`: which bodies it fits, and who decides for them."""

    rule_id: str = msgspec.field(name="id")
    kinds: Annotated[tuple[AgencyKind, ...], Meta(min_length=1)]
    decides: DeciderKind
    reason: str
    examples: Annotated[tuple[Example, ...], Meta(min_length=1)]
    counter_examples: Annotated[tuple[Example, ...], Meta(min_length=1)]
    states: tuple[str, ...] = ()
    name: str = ""
    office: Literal["sheriff", "prosecutor", "jailer", ""] = ""
    otherwise: DeciderKind | None = None
    body: str = ""
    citation: Citation | None = None
    by_state: dict[str, Citation] = {}

    def fits(self, state: str, kind: str, name: str) -> bool:
        """Return whether the rule speaks of a body of this state, kind and name."""
        if kind not in self.kinds or (self.states and state not in self.states):
            return False
        return not self.name or re.search(self.name, name.casefold().replace("’", "'")) is not None

    def cited(self, state: str) -> Citation | None:
        """Return where the rule stands in a state's law, or None where it rests on no one text."""
        return self.by_state.get(state, self.citation)


class DecidingRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of `deciding.toml`."""

    words: dict[str, str]
    rules: tuple[DecidingRule, ...]
    boards: dict[str, str]

    def find(self, state: str, kind: str, name: str) -> DecidingRule | None:
        """Return the first rule that fits, or None where none does."""
        return next((rule for rule in self.rules if rule.fits(state, kind, name)), None)


@cache
def load_rules() -> DecidingRules:
    """Return the package's rules; raise RecordError where the file does not hold what it should."""
    text = resources.files("comity.register").joinpath("deciding.toml").read_text(encoding="utf-8")
    try:
        return msgspec.convert(tomllib.loads(text), DecidingRules)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RecordError(str(error), where="deciding.toml", cure="mend the rule") from error


class Deciding:
    """Answers who decides for bodies, with the offices of one year."""

    def __init__(self, index: OfficeIndex, gazetteer: Gazetteer, rules: DecidingRules | None = None) -> None:
        """Take the offices, the places and, for tests, other rules."""
        self._index, self._gazetteer = index, gazetteer
        self._rules = rules or load_rules()

    def decide(self, agency: Agency) -> Decider:
        """Return who decides for a body; `unknown` with the reason where no rule settles it."""
        rule = self._rules.find(agency.state, agency.kind, agency.name)
        if rule is None:
            return _unknown("no-rule", "No rule speaks of this kind of body.")
        if rule.decides == "unknown":
            return _unknown(rule.rule_id, rule.reason)
        return self._office(rule, agency) if rule.office else self._body(rule, rule.decides, agency)

    def _office(self, rule: DecidingRule, agency: Agency) -> Decider:
        # A body of the whole state serves every county; of another without counties they are not known.
        is_statewide = AgencyKind.STATE_AGENCY in rule.kinds
        if not agency.county_geoids and not is_statewide:
            return _unknown(rule.rule_id, "The county or district that it serves is not known.")
        counties = self._all_counties(agency.state) if is_statewide else agency.county_geoids
        serving = self._index.serving(agency.state, rule.office, counties)
        chosen = _choose(serving, agency)
        if chosen:
            name = f"the {chosen.local_title} of {chosen.unit}, {agency.state}"
            return _decider(rule, "office", name, agency.state, chosen.office_id)
        if serving:
            names = ", ".join(f"{one.local_title} of {one.unit}" for one in serving)
            return _unknown(rule.rule_id, f"Several offices serve its counties: {names}.")
        if rule.otherwise:
            return self._body(rule, rule.otherwise, agency)
        return self._not_elected(rule, agency)

    def _all_counties(self, state: str) -> tuple[str, ...]:
        geoids = self._gazetteer.in_state(state).geoids
        return tuple(geoid for geoid in geoids if len(geoid) == 5)

    def _not_elected(self, rule: DecidingRule, agency: Agency) -> Decider:
        said = (
            self._index.not_elected(agency.state, rule.office, agency.county_geoids[0])
            if agency.county_geoids
            else None
        )
        if said is None or not said[1]:
            return _unknown(rule.rule_id, f"The law files know of no elected {rule.office} there.")
        title, by, citation = said
        body = f"the {title} of {self._name(agency.county_geoids[0])}, appointed by {by}"
        reason = f"Here the {title} is appointed by {by}; voters do not choose the office."
        return Decider("appointed_officer", "", body, f"{rule.rule_id}-appointed", reason, citation)

    def _body(self, rule: DecidingRule, kind: DeciderKind, agency: Agency) -> Decider:
        template = rule.body if kind == rule.decides else "the governing board of {county}{board}"
        if ("{county}" in template and not agency.county_geoids) or ("{place}" in template and not agency.place_geoid):
            template = f"the governing body over {agency.name}"
        return _decider(rule, kind, template.format_map(_Names(self, agency)), agency.state)

    def name(self, field: str, agency: Agency) -> str:
        """Return what stands for a field of a rule's `body`."""
        if field == "county":
            return self._name(agency.county_geoids[0])
        if field == "place":
            return self._name(agency.place_geoid)
        if field == "state":
            return self._gazetteer.state_name(agency.state)
        if field == "board":
            return self._board(agency)
        words = self._rules.words["institution"]
        return re.sub(words, "", agency.name).strip() if field == "institution" else agency.name

    def _board(self, agency: Agency) -> str:
        """Return the governing board's name by general law in brackets, or "" where it is not known."""
        place = self._gazetteer.place(agency.county_geoids[0])
        name = "city council" if place.kind == "independent_city" else self._rules.boards.get(agency.state, "")
        return f" (by general law its {name})" if name else ""

    def _name(self, geoid: str) -> str:
        try:
            return self._gazetteer.place(geoid).label
        except NotFoundError:
            return geoid


class _Names(dict[str, str]):
    """Fills a template's fields when they are asked for."""

    def __init__(self, deciding: Deciding, agency: Agency) -> None:
        super().__init__()
        self._deciding, self._agency = deciding, agency

    def __missing__(self, field: str) -> str:
        return self._deciding.name(field, self._agency)


def _choose(serving: Sequence[Office], agency: Agency) -> Office | None:
    """Return the one office meant: that whose title and unit the body's id bears, else the only one of its tier."""
    titled = [one for one in serving if slug(one.local_title) in agency.agency_id]
    for fits in (titled, serving):
        exact = [one for one in fits if set(one.county_geoids) == set(agency.county_geoids)]
        for some in (exact, fits):
            first = [one for one in some if one.is_second_tier == some[0].is_second_tier] if some else []
            if len(first) == 1:
                return first[0]
    return None


def _decider(rule: DecidingRule, kind: DeciderKind, body: str, state: str, office_id: str = "") -> Decider:
    cited = rule.cited(state)
    section, checked = (cited.section, cited.checked) if cited else ("", "")
    return Decider(kind, office_id, body, rule.rule_id, rule.reason, section, checked)


def _unknown(rule: str, reason: str) -> Decider:
    return Decider("unknown", "", "", rule, reason)
