"""docs/reader.md names everything that it is about, so that it cannot drift from the program."""

import re
from pathlib import Path
from typing import get_args

import msgspec

from comity.archive.model_endpoint import KEY_VARIABLE
from comity.cli.read import read
from comity.reader.contests import Contest
from comity.reader.expressions import ExpressionRule
from comity.reader.patterns import Pattern
from comity.reader.scope import Company, Subject
from comity.reader.shard import PageResult
from comity.reader.ties import Tie
from comity.text import Outcome
from comity.text.cleaning import MOST_BYTES, MOST_CHARACTERS, MOST_DEPTH, MOST_READ, MOST_TAGS
from comity.text.furniture import Rule
from comity.text.pages import SUFFIXES

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "reader.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`]+)`", TEXT))


def test_every_field_of_a_pattern_is_named() -> None:
    """Whoever writes a pattern finds each field's meaning, and no field that does not exist."""
    table = TEXT.split("## The patterns")[1].split("## ")[0]
    listed = {name for row in re.findall(r"^\| \w+ \| (.+?) \|", table, re.M) for name in re.findall(r"`(\w+)`", row)}
    kinds = (Pattern, Tie, Contest, ExpressionRule, Subject, Company, Rule)
    fields = {f.encode_name for one in kinds for f in msgspec.structs.fields(one)}
    assert listed == fields


def test_every_option_outcome_suffix_and_bound_is_named() -> None:
    """The page knows each option of the command, each way that a page comes out, each kind of file and each bound."""
    options = {option for parameter in read.params for option in parameter.opts if option.startswith("--")}
    assert {option for option in options if option not in TEXT} == set()
    assert NAMED.issuperset(get_args(Outcome)) and NAMED.issuperset(SUFFIXES)
    for bound in (MOST_BYTES, MOST_CHARACTERS, MOST_TAGS, MOST_DEPTH, MOST_READ):
        assert f"{bound:,}" in TEXT
    assert KEY_VARIABLE in TEXT


def test_every_field_of_a_pages_result_is_named() -> None:
    """Each key of the output stands on the page."""
    for name in PageResult.__struct_fields__:
        assert f'"{name}"' in TEXT or name in NAMED, name
