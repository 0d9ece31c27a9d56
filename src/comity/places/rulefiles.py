"""The rule files: TOML read when the gazetteer is built, checked, and compiled into the compact file."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import msgspec

from comity.errors import SourceError
from comity.places.census import Row
from comity.places.rulebook import Rules

RULE_FILES = ("changes", "circuits", "consolidated", "place_aliases", "regional_jails", "state_bodies", "words")


class RuleSet(msgspec.Struct, frozen=True):
    """The rule files as read: the resolver's rules, the dated changes, and the fingerprint of all."""

    rules: Rules
    changes: list[dict[str, object]]
    former_places: list[Row]
    consolidated: list[Row]
    replaced: frozenset[str]
    connecticut_town_of: dict[str, str]
    fingerprint: str


def read_rules() -> RuleSet:
    """Return the package's rule files; raise SourceError where one does not have its form."""
    folder = files("comity.places") / "rules"
    texts = {name: (folder / f"{name}.toml").read_text(encoding="utf-8") for name in RULE_FILES}
    digest = hashlib.sha256("\0".join(texts[name] for name in RULE_FILES).encode()).hexdigest()
    read = {name: _parse(name, text) for name, text in texts.items()}
    words, changes = read["words"], read["changes"]
    try:
        rules = msgspec.convert(
            {
                "spellings": words["spellings"],
                "expansions": words["expansions"],
                "beside": words["filler"]["beside"],
                "kinds": words["kind"],
                "generic": read["state_bodies"]["generic"],
                "bodies": read["state_bodies"]["body"],
                "jails": read["regional_jails"]["jail"],
                "aliases": read["place_aliases"]["alias"],
                "circuits": read["circuits"]["circuit"],
            },
            Rules,
        )
    except msgspec.ValidationError as error:
        raise SourceError(str(error), where="comity/places/rules", cure="correct the rule file") from error
    former = [_former(row) for row in changes["place"]]
    replaced = frozenset(geoid for row in read["consolidated"]["place"] for geoid in row.get("replaces", ()))
    consolidated = [_consolidated(row) for row in read["consolidated"]["place"]]
    return RuleSet(rules, changes["change"], former, consolidated, replaced, changes["connecticut_town_of"], digest)


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(str(error), where=f"rules/{name}.toml", cure="correct the rule file") from error


def _former(row: dict[str, str]) -> Row:
    """Return a county that has ended, as a row of the gazetteer."""
    name, kind = row["name"], row.get("kind", "")
    short = name.removesuffix(" County").removesuffix(" Census Area").removeprefix("City of ")
    kind = kind or ("census_area" if name.endswith("Census Area") else "county")
    return Row(row["geoid"], short, name, kind, row["state"], [row["geoid"]])


def _consolidated(row: dict[str, Any]) -> Row:
    """Return a consolidated city that the place table leaves out, as a row of the gazetteer."""
    kind = "city" if row["name"].startswith("City") else "consolidated"
    made = Row(row["geoid"], row["short"], row["name"], kind, row["state"], list(row["counties"]), row["population"])
    made.ocd_id = row.get("ocd_id", "")
    return made


def compile_rules(rule_set: RuleSet, county: Callable[[str, str], str]) -> dict[str, object]:
    """Return the rules as plain values for the compact file, without what only tests read.

    `county` turns a state and a member's name into a GEOID.
    """
    plain: dict[str, Any] = msgspec.to_builtins(rule_set.rules)
    for entry in (*plain["jails"], *plain["circuits"]):
        entry["members"] = sorted(county(entry["state"], name) for name in entry["members"])
    for name in ("kinds", "generic", "bodies", "jails", "aliases", "circuits"):
        plain[name] = [{k: v for k, v in entry.items() if k not in {"examples", "counter"}} for entry in plain[name]]
    return plain
