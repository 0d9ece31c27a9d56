"""What the engine answers with: contests and their dated stages, frozen."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from comity.elections.lawfile import Citation

Standing = Literal["projected", "scheduled", "held"]
Kind = Literal["regular", "special", "second_tier"]

# The order in which the stages of one election follow each other.
STAGES = ("filing_opens", "filing_deadline", "primary", "primary_runoff", "general", "general_runoff")


class StageDate(msgspec.Struct, frozen=True):
    """One dated stage: when, how firm the date is, on what condition it is held, and the rule with its citation."""

    stage: str
    on: date
    standing: Standing
    condition: str
    rule_id: str
    citation: Citation


class OfficeDate(msgspec.Struct, frozen=True):
    """A dated stage of an office's calendar; `office` is `all` where none of these offices uses it that year."""

    state: str
    year: int
    office: str
    date: StageDate


class Contest(msgspec.Struct, frozen=True):
    """One office in one unit at one election. A stage that is not among `stages` is unknown, or the law has none."""

    state: str
    year: int
    office: str
    local_title: str
    unit_id: str
    unit: str
    county_geoids: tuple[str, ...]
    kind: Kind
    partisan: bool | Literal["optional"] | None
    term: int | None
    stages: tuple[StageDate, ...]
    rule_ids: tuple[str, ...]

    def stage(self, name: str) -> StageDate | None:
        """Return the stage of that name, or None where the law file gives no date for it."""
        return next((stage for stage in self.stages if stage.stage == name), None)

    @property
    def decisive(self) -> StageDate | None:
        """Return the stage that fills the office: the general election, else the last that is known."""
        return self.stage("general") or (self.stages[-1] if self.stages else None)

    @property
    def decided_on(self) -> date | None:
        """Return the day on which the office is filled, or None where no date is known."""
        return self.decisive.on if self.decisive else None

    @property
    def standing(self) -> Standing:
        """Return how firm the day is on which the office is filled."""
        return self.decisive.standing if self.decisive else "projected"
