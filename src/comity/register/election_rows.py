"""A record per table on elections and deciders; field names are column names everywhere. "" is unknown, or none."""

from __future__ import annotations

import msgspec


class OfficeRow(msgspec.Struct, frozen=True):
    """An elected post with the unit that elects it, and its contests before and after the release's day."""

    office_id: str
    office: str
    local_title: str
    state: str
    unit_id: str
    unit: str
    county_geoids: str
    population: int | None
    is_second_tier: bool
    last_general_on: str
    next_contest_id: str
    next_kind: str
    next_filing_deadline: str
    next_primary_on: str
    next_primary_runoff_on: str
    next_general_on: str
    next_general_runoff_on: str
    next_standing: str
    citation: str


class DeciderRow(msgspec.Struct, frozen=True):
    """Who can enter and leave an agreement, or set a claimed policy: an elected office, or another body by name."""

    subject_id: str
    subject_kind: str
    agreement_id: str
    agency_id: str
    agency: str
    state: str
    is_current: bool
    decider_kind: str
    office_id: str
    body: str
    rule: str
    reason: str
    citation: str
    checked: str
    law_claim_ids: str


class ContestRow(msgspec.Struct, frozen=True):
    """One office in one unit at one election, with its stages' days."""

    contest_id: str
    office_id: str
    year: int
    state: str
    office: str
    local_title: str
    unit_id: str
    unit: str
    county_geoids: str
    kind: str
    filing_deadline: str
    primary_on: str
    primary_runoff_on: str
    general_on: str
    general_runoff_on: str
    partisan: str
    standing: str
    rule_ids: str


class ContestStageRow(msgspec.Struct, frozen=True):
    """One dated stage of a contest: how firm the day is, and by which rule (`law_rule` has its words and condition)."""

    contest_id: str
    stage: str
    on: str
    standing: str
    rule_id: str


class LawRuleRow(msgspec.Struct, frozen=True):
    """One rule of a state's election law, in plain words, with where it stands and whether it was read there."""

    state: str
    rule_id: str
    text: str
    condition: str
    citation: str
    quotation: str
    url: str
    checked: str
