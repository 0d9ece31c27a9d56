"""Which lineages are compared with which rows, and which of several verdicts are taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from comity.identity.lineage import Lineage
from comity.identity.records import Sighting
from comity.identity.rules import CANDIDATE, Verdict, alike

Rule = Callable[[Sighting, Sighting], Verdict | None]


def choose_closest(
    found: list[tuple[Lineage, int, Verdict]], waiting: dict[int, list[Sighting]]
) -> list[tuple[Lineage, int, Verdict]]:
    """Return at most one verdict for each lineage and each row: the pair of nearest dates and names, first of all."""

    def distance(item: tuple[Lineage, int, Verdict]) -> tuple[int, int, int, str, int]:
        lineage, key, verdict = item
        old, new = lineage.current, waiting[key][0]
        kinds = {"same": 0, "different": 1, "undecided": 2}
        return (kinds[verdict.kind], old.document != new.document, -lineage.last, _gap(old, new), lineage.number)

    taken_lineages: set[int] = set()
    taken_keys: set[int] = set()
    chosen = []
    for lineage, key, verdict in sorted(found, key=distance):
        if lineage.number in taken_lineages or key in taken_keys:
            continue
        taken_lineages.add(lineage.number)
        taken_keys.add(key)
        chosen.append((lineage, key, verdict))
    return chosen


def one_for_one(gone: Iterable[Lineage], waiting: dict[int, list[Sighting]]) -> Rule:
    """Return the rule for a name garbled beyond likeness: one known body's row leaves, one unknown name's row comes.

    Nothing else left or came in that state under that model and date, so the one stands in the place of the other.
    """
    groups = Counter(_place_in_list(lineage.current) for lineage in gone if not lineage.is_open)
    groups += Counter(_place_in_list(sightings[0]) for sightings in waiting.values())

    def judge(old: Sighting, new: Sighting) -> Verdict | None:
        if _place_in_list(old) != _place_in_list(new) or groups[_place_in_list(new)] != 2 or not new.signed_on:
            return None
        if bool(old.agency_id) == bool(new.agency_id) or alike(old, new) < CANDIDATE:
            return None
        return Verdict(
            "same", "one_for_one", "the only row of its state, model and date that left, and the only one that came"
        )

    return judge


def _place_in_list(sighting: Sighting) -> tuple[str, str, str]:
    return sighting.state, sighting.model, sighting.signed_on


def of_agencies(lineages: Iterable[Lineage], waiting: dict[int, list[Sighting]]) -> list[Lineage]:
    """Return the lineages of bodies that some waiting row names; others need no comparing."""
    named = {sightings[0].agency_id for sightings in waiting.values()} - {""}
    return [lineage for lineage in lineages if lineage.current.agency_id in named]


def of_documents(lineages: Iterable[Lineage], waiting: dict[int, list[Sighting]]) -> list[Lineage]:
    """Return the lineages whose memorandum some waiting row links."""
    linked = {sightings[0].document for sightings in waiting.values()} - {""}
    return [lineage for lineage in lineages if lineage.current.document in linked]


def _gap(old: Sighting, new: Sighting) -> str:
    """Return a sortable text that is smallest for equal dates and names."""
    return f"{old.signed_on != new.signed_on}{old.name_key != new.name_key}{new.signed_on}{new.name_key}"
