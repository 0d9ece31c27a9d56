"""A law file is read strictly: what is wrong with it is one sentence that names the file and the field."""

import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from making_law import CITED, TOML, UNITS, base, make_law, stage, write_toml

from comity.archive.kept import Kept
from comity.elections import check_law, contests, load_law
from comity.elections.check import make_schema, read_schema, schema_problems
from comity.elections.law import COMPILED_LAW, LAW_FOLDER, compile_law
from comity.errors import LawError

Change = Callable[[dict[str, Any]], None]


def test_the_schema_is_what_the_records_say() -> None:
    """`schema.json` is JSON Schema 2020-12, closed everywhere, and the one that the records stand for."""
    schema = read_schema()
    assert schema == json.loads(json.dumps(make_schema()))
    assert schema["$schema"].endswith("2020-12/schema")
    assert all(part.get("additionalProperties") is False for part in schema["$defs"].values())


def test_a_file_is_read_as_it_stands(tmp_path: Path) -> None:
    """A law file in a folder becomes law, with its counties given by the caller."""
    law = load_law(write_toml(tmp_path, TOML))
    assert len(contests(law, 2022, UNITS)) == 4
    assert contests(law, 2022, UNITS)[0].stages[0].citation.words == "in November"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("anchor = 2002", "anchr = 2002", r"law/zz.toml: .*`anchr`.*cycles\[0\]"),
        ("period = 4", "period = 0", r"period"),
        ("anchor = 2002", 'anchor = "2002"', r"Expected `int`, got `str` \(at `\$.cycles\[0\].anchor`\)"),
        ('status = "elected"', 'status = "chosen"', r"Invalid enum value 'chosen' \(at `\$.offices\[0\].status`\)"),
        ('checked = "read", ', "", r"missing required field `checked` \(at `\$.stages\[0\].citation`\)"),
        ('id = "every-four"', 'id = "Every four"', r"an id is not in lower-case letters"),
        ('words = "in November"', f'words = "{"word " * 25}word"', r"a quotation is longer than 25 words"),
        ("FREQ=YEARLY;BYMONTH=11", "FREQ=MONTHLY;BYMONTH=11", r"a recurrence is not a yearly RRULE"),
        ("examples = [{ year = 2018, on = 2018-11-06", "examplez = [{ year = 2018, on = 2018-11-06", r"examplez"),
        ("[[cycles]]", "[[cycles", r"law/zz.toml: Expected"),
        ('state = "ZZ"', 'state = "YY"', r"law/zz.toml: state is YY; name the file after its state"),
    ],
)
def test_a_typo_names_the_file_and_the_field(tmp_path: Path, old: str, new: str, said: str) -> None:
    """What does not fit the schema is an error that says where it stands."""
    assert old in TOML
    with pytest.raises(LawError, match=said) as caught:
        load_law(write_toml(tmp_path, TOML.replace(old, new, 1)))
    assert "law/zz.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_rule_without_an_example_is_refused(tmp_path: Path) -> None:
    """A rule must have at least one example, in the file's schema and on reading."""
    text = TOML.replace('examples = [{ year = 2018, on = 2018-11-06, source = "results of 2018" }]', "examples = []")
    with pytest.raises(LawError, match=r"stages\[0\].examples"):
        load_law(write_toml(tmp_path, text))
    assert any("examples" in problem for problem in schema_problems(text.encode()))


def test_reading_and_the_schema_refuse_the_same_typo() -> None:
    """The schema alone also refuses a field that it does not know."""
    assert schema_problems(TOML.encode()) == []
    assert schema_problems(TOML.replace("anchor", "anchr", 1).encode()) != []


def _two_rules(data: dict[str, Any]) -> None:
    data["stages"].append(stage(data, "primary") | {"id": "primary-too", "valid_from": 2010})


def _two_defaults(data: dict[str, Any]) -> None:
    data["cycles"].append(data["cycles"][0] | {"id": "again", "anchor": 2004})


def _two_for_a_unit(data: dict[str, Any]) -> None:
    data["cycles"].append(data["cycles"][1] | {"id": "cities-too", "valid_from": 2010})


def _ring(data: dict[str, Any]) -> None:
    stage(data, "primary")["date"] = {"from": "primary_runoff", "weeks": -4}


def _unknown_group(data: dict[str, Any]) -> None:
    data["cycles"][1]["units"] = ["@towns"]


def _nested_group(data: dict[str, Any]) -> None:
    data["groups"]["towns"] = ["@cities"]


def _unknown_district(data: dict[str, Any]) -> None:
    data["cycles"][1]["units"] = ["9th"]


def _unknown_calendar(data: dict[str, Any]) -> None:
    stage(data, "primary")["calendars"] = ["may"]


def _unknown_office(data: dict[str, Any]) -> None:
    data["cycles"][0]["offices"] = ["mayor"]


def _unknown_anchor(data: dict[str, Any]) -> None:
    stage(data, "filing")["date"] = {"from": "convention", "days": -75}


def _no_unit(data: dict[str, Any]) -> None:
    del data["offices"][0]["unit"]


def _no_unit_set(data: dict[str, Any]) -> None:
    del data["offices"][1]["unit_set"]


def _same_id(data: dict[str, Any]) -> None:
    data["cycles"][1]["id"] = "every-four"


def _backwards(data: dict[str, Any]) -> None:
    stage(data, "primary")["valid_until"] = 1999


def _both_kinds(data: dict[str, Any]) -> None:
    stage(data, "primary")["date"]["from"] = "general"


def _half_a_weekday(data: dict[str, Any]) -> None:
    stage(data, "filing")["date"]["weekday"] = "FR"


def _half_a_shift(data: dict[str, Any]) -> None:
    stage(data, "filing")["date"]["off"] = ["sunday"]


def _year_beside_a_stage(data: dict[str, Any]) -> None:
    stage(data, "filing")["date"]["year"] = -1


def _denied_stage(data: dict[str, Any]) -> None:
    data["calendars"][0]["no_stages"] = ["primary_runoff"]


def _term_of_no_election(data: dict[str, Any]) -> None:
    data["cycles"][0]["term_changes"] = [{"year": 2021, "years": 6}]


def _seat_outside(data: dict[str, Any]) -> None:
    data["offices"][0]["shared"] = [{"seat": "99001", "members": ["99003", "99005"], "citation": CITED}]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_two_rules, "primary and primary-too both hold for primary in 2010"),
        (_two_defaults, "every-four and again both hold"),
        (_two_for_a_unit, "cities and cities-too both hold for 99510 in 2010"),
        (_unknown_group, "cities names a unit @towns, which is not here"),
        (_nested_group, "group towns names another group"),
        (_unknown_calendar, "primary names a calendar may, which is not here"),
        (_unknown_office, "every-four names an office mayor, which is not here"),
        (_unknown_anchor, "filing counts from convention, which is no stage or landmark here"),
        (_unknown_district, "cities names a unit 9th, which is not here"),
        (_no_unit, "sheriff is elected but has no unit"),
        (_no_unit_set, "attorney needs unit_set"),
        (_same_id, "the id every-four is given 2 times"),
        (_backwards, "primary is valid from 2000 until 1999"),
        (_both_kinds, "primary needs exactly one of rrule and from"),
        (_half_a_weekday, "filing needs weekday and ordinal together"),
        (_half_a_shift, "filing needs off and shift together"),
        (_year_beside_a_stage, "filing has year beside a stage or landmark"),
        (_denied_stage, "runoff dates primary_runoff, which the calendar november says the law does not have"),
        (_term_of_no_election, "every-four changes the term of 2021, when it elects nobody"),
        (_seat_outside, "sheriff shares 99001, which is not among its members"),
    ],
)
def test_a_contradiction_within_a_file_is_one_sentence(change: Change, said: str) -> None:
    """What a schema cannot see is refused with the rules that it is about."""
    data = base()
    change(data)
    with pytest.raises(LawError, match=said):
        make_law(data)


def test_rules_that_refer_to_each_other_are_refused() -> None:
    """A ring of rules is named, not followed for ever."""
    data = base()
    _ring(data)
    with pytest.raises(LawError, match="primary → runoff → primary refer to each other"):
        contests(make_law(data), 2018, UNITS)


def test_what_was_compiled_is_taken_only_for_the_same_bytes(tmp_path: Path) -> None:
    """The compiled law is kept by fingerprint: read again for the same files, made anew when one changes."""
    folder, cache = write_toml(tmp_path / "law", TOML), tmp_path / "cache"
    first = load_law(folder, cache)
    (kept,) = cache.iterdir()
    before = kept.read_bytes()
    assert contests(load_law(folder, cache), range(2000, 2041), UNITS) == contests(first, range(2000, 2041), UNITS)
    assert kept.read_bytes() == before
    write_toml(
        folder, TOML.replace("anchor = 2002", "anchor = 2004").replace("year = 2018, source", "year = 2020, source")
    )
    changed = load_law(folder, cache)
    assert changed.fingerprint != first.fingerprint
    assert kept.read_bytes() != before
    assert contests(changed, 2024, UNITS) != []


@pytest.mark.parametrize("damage", [lambda data: b"\xc1 not it", lambda data: data[:-9], lambda data: b""])
def test_a_damaged_compiled_law_is_made_anew(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    """What was compiled can be rebuilt at any time, so damage to it is no error."""
    folder, cache = write_toml(tmp_path / "law", TOML), tmp_path / "cache"
    load_law(folder, cache)
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert len(contests(load_law(folder, cache), 2018, UNITS)) == 4
    assert kept.read_bytes() == whole


def test_the_package_carries_what_is_compiled_of_its_law_files(tmp_path: Path) -> None:
    """After a change of a law file `comity law compile` is due: what ships is what the files say."""
    compile_law(tmp_path / "law.bin")
    key = load_law().fingerprint
    shipped, made = (Kept(path, key, bytes).read() for path in (COMPILED_LAW, tmp_path / "law.bin"))
    assert shipped and made, "run `comity law compile`"
    # Compressed by whatever zlib is at hand.
    assert zlib.decompress(shipped) == zlib.decompress(made)


def test_every_state_file_fits_the_schema() -> None:
    """The carried files of law fit `schema.json`, whatever reads them."""
    files = sorted(path for path in LAW_FOLDER.glob("*.toml") if path.name != "us.toml")
    assert files
    assert {path.name: problems for path in files if (problems := schema_problems(path.read_bytes()))} == {}


def test_the_check_of_a_sound_file_is_one_line(tmp_path: Path) -> None:
    """A sound file's check says how much was proved, in one line."""
    folder = write_toml(tmp_path, TOML)
    (checked,) = check_law(load_law(folder), UNITS, folder)
    assert checked.line == "ZZ ok: 3 rules (1 read), 2 examples: holds"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("on = 2018-11-06", "on = 2018-11-13", "general gives 2018-11-06 in 2018, but results of 2018 has 2018-11-13"),
        ("on = 2022-11-01", "on = 2022-11-08", "general gives 2022-11-08 in 2022, which it must not"),
        ("year = 2018, on", "year = 1999, on", "general has an example of 1999, when it does not hold"),
        ("count = 4", "count = 3", "every-four gives 4 contests in 2018, but results of 2018 has 3"),
        ("year = 2018, source", "year = 2019, source", "every-four has an example of 2019, when it elects nobody"),
        ("count = 4", 'units = ["99999"]', "99999"),
        ("count = 4 }]", 'count = 4 }]\ncounter_examples = [{ year = 2018, why = "none" }]', "contests in 2018, which"),
    ],
)
def test_a_rule_that_its_example_belies_fails_the_check(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Each example, counter-example and published result is held against what the engine gives."""
    assert old in TOML
    folder = write_toml(tmp_path, TOML.replace(old, new, 1))
    (checked,) = check_law(load_law(folder), UNITS, folder)
    assert said in checked.line and checked.line.startswith("ZZ FAILS")


def test_stages_out_of_order_fail_the_check() -> None:
    """A primary after the general election fails the check with its year."""
    data = base()
    stage(data, "primary")["date"] = {"rrule": "FREQ=YEARLY;BYMONTH=12;BYDAY=1TU"}
    data["stages"] = [stage(data, "general"), stage(data, "primary")]
    data["stages"][1]["examples"] = [{"year": 2018, "on": "2018-12-04", "source": "none"}]
    (checked,) = check_law(make_law(data), UNITS, None)
    assert any("november 2000: primary 2000-12-05 is after general 2000-11-07" in p for p in checked.problems)


def test_a_result_that_names_a_unit_without_a_contest_fails_the_check() -> None:
    """A published result in a unit that the rule leaves out shows that the rule is wrong."""
    data = base()
    data["cycles"][0]["examples"] = [{"year": 2018, "source": "results", "units": ["99510", "99001"]}]
    (checked,) = check_law(make_law(data), UNITS, None)
    assert checked.problems == ("every-four leaves out 99510, which results has in 2018",)
