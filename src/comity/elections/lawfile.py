"""The shape of a law file: one frozen record per table of `law/<state>.toml`.

These records are the one definition. `schema.json` is generated from them (a test keeps the two together), and a file
is read into them strictly: an unknown field is an error that names the file and the field. Years are election years.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Year = Annotated[int, Meta(ge=1900, le=2200)]
RuleId = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
UnitRef = Annotated[str, Meta(pattern=r"^(@?[a-z0-9]+(-[a-z0-9]+)*|[0-9]{5})$")]
Geoid = Annotated[str, Meta(pattern=r"^[0-9]{5}$")]
Text = Annotated[str, Meta(min_length=1)]
Words = Annotated[str, Meta(pattern=r"^(\S+(\s+\S+){0,24})?$")]
Rrule = Annotated[str, Meta(pattern=r"^(FREQ=YEARLY(;(BYMONTH|BYDAY|BYMONTHDAY|BYSETPOS)=[-+0-9A-Z,]+)+)?$")]
Anchor = Annotated[str, Meta(pattern=r"^([a-z][a-z_0-9-]*|(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$")]
Office = Literal["sheriff", "prosecutor", "jailer"]
Stage = Literal["filing_opens", "filing_deadline", "primary", "primary_runoff", "general", "general_runoff"]
# `year_after` and `year_before` are the odd years after and before a presidential election (2021, 2023).
InYears = Literal["all", "even", "odd", "presidential", "midterm", "not_presidential", "year_after", "year_before"]
Weekday = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
Mover = Literal["law", "court", "emergency"]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every record of a law file is: frozen, and closed to fields that it does not name."""


class Citation(Part, frozen=True):
    """Where a rule stands in the law, its words (at most 25), and whether somebody read them there."""

    section: Text
    checked: Literal["read", "recalled"]
    words: Words = ""
    url: str = ""


class Rule(Part, frozen=True, kw_only=True):
    """What every rule has: an id, unique in its file, and where it stands in the law."""

    id: RuleId
    citation: Citation


class DateRule(Part, frozen=True):
    """One date a year: a plain recurrence (`rrule`), or steps from a stage, landmark or month-day (`from`).

    Steps are taken in this order: months, weeks, days, weekday, then the shift off days that are `off`.
    `ordinal` counts weekdays from there: 1 is the first after it, -1 the last before it; `inclusive` lets the day
    itself count. `year` places a recurrence or a month-day in the year before (-1) or after (1) the election year.
    """

    rrule: Rrule = ""
    from_: Anchor = msgspec.field(default="", name="from")
    year: Literal[-1, 0, 1] = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    weekday: Weekday | None = None
    ordinal: int = 0
    inclusive: bool = False
    off: tuple[Literal["saturday", "sunday", "holiday"], ...] = ()
    shift: Literal["next", "previous"] | None = None


class DateExample(Part, frozen=True):
    """A date that is known, and who says so; `year` is the election year that it belongs to."""

    year: Year
    on: date
    source: Text
    url: str = ""


class DateCounterExample(Part, frozen=True):
    """A date that the rule must not give, and why one might think so."""

    year: Year
    on: date
    why: Text


class Landmark(Rule, frozen=True, kw_only=True):
    """A named day of an election year; where it is no stage of a contest, other rules count from it."""

    date: DateRule
    valid_from: Year
    examples: Annotated[tuple[DateExample, ...], Meta(min_length=1)]
    in_years: InYears = "all"
    valid_until: Year | None = None
    counter_examples: tuple[DateCounterExample, ...] = ()


class StageRule(Landmark, frozen=True, kw_only=True):
    """The rule of one stage's date in the calendars named; no other rule may hold for that stage in the same year."""

    stage: Stage
    calendars: Annotated[tuple[RuleId, ...], Meta(min_length=1)]
    condition: str = ""


class Calendar(Part, frozen=True):
    """A set of stages that go together, and the stages that the law does not have (absent elsewhere means unknown)."""

    id: RuleId
    title: Text
    no_stages: tuple[Stage, ...] = ()


class Island(Part, frozen=True):
    """Units that an office rule does not hold for: there it is appointed, or there is none."""

    units: Annotated[tuple[UnitRef, ...], Meta(min_length=1)]
    status: Literal["appointed", "none"]
    citation: Citation
    by: str = ""
    valid_from: Year | None = None
    valid_until: Year | None = None


class Shared(Part, frozen=True):
    """One office chosen by several units together: it is the contest of `seat`, and its members have no other."""

    seat: UnitRef
    members: Annotated[tuple[Geoid, ...], Meta(min_length=2)]
    citation: Citation
    name: str = ""
    valid_from: Year | None = None
    valid_until: Year | None = None


class OfficeRule(Rule, frozen=True, kw_only=True):
    """An office under its local title: elected, appointed or none, and by which units."""

    office: Office
    title: Text
    status: Literal["elected", "appointed", "none"]
    by: str = ""
    second_tier: bool = False
    partisan: bool | Literal["optional"] | None = None
    unit: Literal["county", "district", "statewide"] | None = None
    unit_set: RuleId | None = None
    units: tuple[UnitRef, ...] = ()
    calendar: RuleId | None = None
    islands: tuple[Island, ...] = ()
    shared: tuple[Shared, ...] = ()
    valid_from: Year | None = None
    valid_until: Year | None = None
    note: str = ""


class District(Part, frozen=True):
    """A circuit or district: its short id, its name and its counties; `partial` are those it shares with another."""

    id: RuleId
    name: Text
    members: Annotated[tuple[Geoid, ...], Meta(min_length=1)]
    partial: tuple[Geoid, ...] = ()
    valid_from: Year | None = None
    valid_until: Year | None = None


class UnitSet(Part, frozen=True):
    """The districts of one kind in a state."""

    id: RuleId
    title: Text
    citation: Citation
    units: Annotated[tuple[District, ...], Meta(min_length=1)]


class CycleExample(Part, frozen=True):
    """Contests that were held (or that the law says will be), as published: which units, or how many, or both."""

    year: Year
    source: Text
    units: tuple[UnitRef, ...] = ()
    count: int | None = None
    url: str = ""


class CycleCounterExample(Part, frozen=True):
    """A year in which the rule must give no regular contest (in these units, or in any), and why one might think so."""

    year: Year
    why: Text
    units: tuple[UnitRef, ...] = ()


class TermChange(Part, frozen=True):
    """The winners of one year serve another number of years than the rule says."""

    year: Year
    years: int


class CycleRule(Rule, frozen=True, kw_only=True):
    """Which years an office is elected in: `anchor` and every `period` years from it.

    With `units`, it holds for those alone and goes before the office's rule without `units`, which holds for the rest.
    """

    offices: Annotated[tuple[RuleId, ...], Meta(min_length=1)]
    anchor: Year
    period: Annotated[int, Meta(ge=1, le=12)]
    term: Annotated[int, Meta(ge=1, le=12)]
    examples: Annotated[tuple[CycleExample, ...], Meta(min_length=1)]
    units: tuple[UnitRef, ...] = ()
    calendar: RuleId | None = None
    valid_from: Year | None = None
    valid_until: Year | None = None
    term_changes: tuple[TermChange, ...] = ()
    counter_examples: tuple[CycleCounterExample, ...] = ()


class DateMove(Rule, frozen=True, kw_only=True):
    """A date moved once; `instead_of` is what the rule gives; stages of `moves_with` count from the new date."""

    year: Year
    stage: Stage
    instead_of: date
    on: date
    by: Mover
    calendars: tuple[RuleId, ...] = ()
    moves_with: tuple[Stage, ...] = ()


class Notice(Part, frozen=True):
    """An official notice of a date (`scheduled`) or a published result of it (`held`); it must agree with the file."""

    year: Year
    stage: Stage
    on: date
    standing: Literal["scheduled", "held"]
    source: Text
    calendars: tuple[RuleId, ...] = ()
    url: str = ""


class SpecialStage(Part, frozen=True):
    """One date of a special election."""

    stage: Stage
    on: date
    condition: str = ""


class SpecialContest(Rule, frozen=True, kw_only=True):
    """An election for an unexpired term. Its dates are those of `calendar` in that year, or the `stages` given."""

    office: RuleId
    unit: UnitRef
    year: Year
    reason: Text
    calendar: RuleId | None = None
    stages: tuple[SpecialStage, ...] = ()
    standing: Literal["scheduled", "held"] | None = None


class Holiday(Part, frozen=True):
    """A public holiday as a recurrence; `observed` adds the Friday before a Saturday and the Monday after a Sunday."""

    id: RuleId
    rrule: Rrule
    citation: Citation
    observed: bool = False
    in_years: InYears = "all"
    valid_from: Year | None = None
    valid_until: Year | None = None


class LawFile(Part, frozen=True):
    """A whole `law/<state>.toml`."""

    state: Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]
    name: Text
    valid_from: Year
    valid_until: Year
    offices: Annotated[tuple[OfficeRule, ...], Meta(min_length=1)]
    groups: dict[RuleId, tuple[UnitRef, ...]] = {}
    unit_sets: tuple[UnitSet, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    cycles: tuple[CycleRule, ...] = ()
    stages: tuple[StageRule, ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    exceptions: tuple[DateMove, ...] = ()
    notices: tuple[Notice, ...] = ()
    specials: tuple[SpecialContest, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    notes: tuple[str, ...] = ()


class HolidayFile(Part, frozen=True):
    """The holidays that hold in every state (`law/us.toml`)."""

    holidays: tuple[Holiday, ...]
