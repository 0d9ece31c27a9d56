"""A small law that tests change one thing of at a time."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import msgspec

from comity.elections import Law, LawFile
from comity.elections.dating import tabulate_rrule
from comity.elections.verify import verify_file

COUNTIES = {"99001": "Alder County", "99003": "Birch County", "99005": "Cedar County", "99510": "City of Dover"}
UNITS = {"ZZ": COUNTIES}
CITED = {"section": "Z. Code § 1", "checked": "recalled"}
NOVEMBER = "FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8"
THIRD_TUESDAY_OF_JUNE = "FREQ=YEARLY;BYMONTH=6;BYDAY=3TU"

BASE: dict[str, Any] = {
    "state": "ZZ",
    "name": "Zeta",
    "valid_from": 2000,
    "valid_until": 2040,
    "groups": {"cities": ["99510"]},
    "offices": [
        {"id": "sheriff", "office": "sheriff", "title": "sheriff", "status": "elected", "unit": "county"}
        | {"calendar": "november", "citation": CITED},
        {"id": "attorney", "office": "prosecutor", "title": "circuit attorney", "status": "elected"}
        | {"unit": "district", "unit_set": "circuit", "calendar": "november", "citation": CITED},
    ],
    "unit_sets": [
        {
            "id": "circuit",
            "title": "circuit",
            "citation": CITED,
            "units": [
                {"id": "1", "name": "1st Circuit", "members": ["99001", "99003"]},
                {"id": "2", "name": "2nd Circuit", "members": ["99005", "99510"], "valid_until": 2019},
                {"id": "2", "name": "2nd Circuit", "members": ["99005"], "valid_from": 2020},
                {"id": "3", "name": "3rd Circuit", "members": ["99510"], "valid_from": 2020},
            ],
        }
    ],
    "cycles": [
        {"id": "every-four", "offices": ["sheriff", "attorney"], "anchor": 2002, "period": 4, "term": 4}
        | {"citation": CITED, "examples": [{"year": 2018, "source": "results of 2018"}]},
        {"id": "cities", "offices": ["sheriff"], "units": ["@cities"], "anchor": 2001, "period": 4, "term": 4}
        | {"citation": CITED, "examples": [{"year": 2021, "source": "results of 2021", "units": ["99510"]}]},
    ],
    "calendars": [{"id": "november", "title": "November", "no_stages": ["general_runoff"]}],
    "stages": [
        {"id": "general", "stage": "general", "calendars": ["november"], "date": {"rrule": NOVEMBER}}
        | {
            "valid_from": 2000,
            "citation": CITED,
            "examples": [{"year": 2018, "on": "2018-11-06", "source": "results"}],
        },
        {"id": "primary", "stage": "primary", "calendars": ["november"], "date": {"rrule": THIRD_TUESDAY_OF_JUNE}}
        | {
            "valid_from": 2000,
            "citation": CITED,
            "examples": [{"year": 2018, "on": "2018-06-19", "source": "results"}],
        },
        {"id": "runoff", "stage": "primary_runoff", "calendars": ["november"], "date": {"from": "primary", "weeks": 4}}
        | {"condition": "if nobody has a majority", "valid_from": 2000, "citation": CITED}
        | {"examples": [{"year": 2018, "on": "2018-07-17", "source": "results"}]},
        {
            "id": "filing",
            "stage": "filing_deadline",
            "calendars": ["november"],
            "date": {"from": "primary", "days": -75},
        }
        | {"valid_from": 2000, "citation": CITED, "examples": [{"year": 2018, "on": "2018-04-05", "source": "notice"}]},
    ],
}


def base() -> dict[str, Any]:
    """Return the small law as data that a test may change."""
    return copy.deepcopy(BASE)


def stage(data: dict[str, Any], rule_id: str) -> dict[str, Any]:
    """Return one stage rule of the data, to be changed."""
    return next(rule for rule in data["stages"] if rule["id"] == rule_id)


def make_law(data: dict[str, Any]) -> Law:
    """Return the law that the data says, verified as a file is."""
    file = msgspec.convert(data, LawFile)
    table = {}
    for rule in (*file.stages, *file.landmarks):
        if rule.date.rrule:
            table[rule.date.rrule] = tabulate_rrule(rule.date.rrule, "law/zz.toml")
    for holiday in file.holidays:
        table[holiday.rrule] = tabulate_rrule(holiday.rrule, "law/zz.toml")
    return Law([verify_file(file, table, ())], "test")


def write_toml(folder: Path, text: str, name: str = "zz.toml") -> Path:
    """Write a law file's text and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


TOML = """
state = "ZZ"
name = "Zeta"
valid_from = 2000
valid_until = 2040

[[offices]]
id = "sheriff"
office = "sheriff"
title = "sheriff"
status = "elected"
unit = "county"
calendar = "november"
citation = { section = "Z. Code § 1", checked = "recalled" }

[[cycles]]
id = "every-four"
offices = ["sheriff"]
anchor = 2002
period = 4
term = 4
citation = { section = "Z. Code § 1", checked = "recalled" }
examples = [{ year = 2018, source = "results of 2018", count = 4 }]

[[calendars]]
id = "november"
title = "November"

[[stages]]
id = "general"
stage = "general"
calendars = ["november"]
date = { rrule = "FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8" }
valid_from = 2000
citation = { section = "Z. Code § 2", checked = "read", words = "in November" }
examples = [{ year = 2018, on = 2018-11-06, source = "results of 2018" }]
counter_examples = [{ year = 2022, on = 2022-11-01, why = "before the first Monday" }]
"""
