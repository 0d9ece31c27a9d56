"""The rules that are lists of facts, as the compact file carries them; `rulefiles` reads them from TOML."""

from __future__ import annotations

import msgspec


class KindRule(msgspec.Struct, frozen=True):
    """What words tell an agency's kind, whose body it is, and how its id ends."""

    kind: str
    word: str
    scope: str
    keys: list[str]
    reason: str
    examples: list[str] = []
    counter: list[str] = []


class StateBody(msgspec.Struct, frozen=True):
    """A state-wide body and its printings, in one state or (`state` empty) in any."""

    slug: str
    kind: str
    says: list[str]
    reason: str
    state: str = ""
    name: str = ""
    counties: list[str] = []
    examples: list[str] = []
    counter: list[str] = []


class RegionalJail(msgspec.Struct, frozen=True):
    """A jail of several counties."""

    state: str
    name: str
    members: list[str]
    source: str
    checked: str
    also: list[str] = []


class PlaceAlias(msgspec.Struct, frozen=True, rename={"kinds": "for"}):
    """A name that agencies use for a place that the Census calls otherwise."""

    state: str
    says: list[str]
    geoid: str
    kinds: list[str]
    reason: str
    examples: list[str] = []
    counter: list[str] = []


class Circuit(msgspec.Struct, frozen=True):
    """A numbered district or circuit of several counties."""

    state: str
    word: str
    number: int
    members: list[str]
    source: str
    checked: str


class Rules(msgspec.Struct, frozen=True):
    """Every rule that the resolver reads."""

    spellings: dict[str, list[str]]
    expansions: dict[str, str]
    beside: list[str]
    kinds: list[KindRule]
    generic: list[StateBody]
    bodies: list[StateBody]
    jails: list[RegionalJail]
    aliases: list[PlaceAlias]
    circuits: list[Circuit]


def load_rules(packed_rules: dict[str, object]) -> Rules:
    """Return the compiled rules of a compact file as records."""
    return msgspec.convert(packed_rules, Rules)
