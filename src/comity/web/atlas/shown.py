"""What the map shows on a day, as the scripts in the browser work it out: counties, state bodies, fills.

The server draws one day by it (the newest) for readers without scripts, and the tests compare the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from comity.web.atlas.record import MapAgency, MapAgreement, MapData

MODELS = ("TFM", "WSO", "JEM")


class Standing(msgspec.Struct, frozen=True):
    """An agreement that stands on a day, under the model shown then."""

    agreement: MapAgreement
    agency: MapAgency
    model: str

    @property
    def since(self) -> str:
        """Return the day of the first list that shows it."""
        return self.agreement.runs[0][0]


class Shown(msgspec.Struct, frozen=True):
    """Models by county's number (of whole-county bodies and of others), and by state (of its bodies, and of any)."""

    whole: dict[int, set[str]]
    part: dict[int, set[str]]
    states: dict[str, int]
    anywhere: dict[str, set[str]]

    def fill(self, numbers: tuple[int, ...]) -> str:
        """Return the fill of the shape on which these counties are drawn."""
        whole = set().union(*(self.whole.get(number, set()) for number in numbers))
        return fill_of(whole, set().union(*(self.part.get(number, set()) for number in numbers)))


def standing(data: MapData, day: str) -> Iterator[Standing]:
    """Yield the agreements that the lists show on a day."""
    for agreement in data.agreements:
        for from_on, until_on, model in agreement.runs:
            if from_on <= day and (not until_on or day < until_on):
                yield Standing(agreement, data.agencies[agreement.agency], model)


def shown_on(data: MapData, day: str) -> Shown:
    """Return what the map shows on a day."""
    shown = Shown(defaultdict(set), defaultdict(set), defaultdict(int), defaultdict(set))
    for one in standing(data, day):
        models = set(one.model.split("+"))
        shown.anywhere[one.agency.state] |= models
        if one.agency.reach == "state":
            shown.states[one.agency.state] += 1
            continue
        layer = shown.whole if one.agency.reach == "county" else shown.part
        for number in one.agency.counties:
            layer[number] |= models
    return shown


def fill_of(whole: set[str], part: set[str]) -> str:
    """Return a fill's name: the model or `several`, with `-part` where only bodies of a part have it; "" for none."""
    models = whole or part
    if not models:
        return ""
    name = next(iter(models)).lower() if len(models) == 1 else "several"
    return name if whole else f"{name}-part"
