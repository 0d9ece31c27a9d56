"""A register that does not balance is refused with the fault in words; a manifest's inputs follow what goes in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from tests.register.making import Shown, gazetteer, record, register_of, sheriff, sighting

from comity.elections import Law
from comity.errors import BusyError, CheckError, NotFoundError
from comity.identity import Ruling
from comity.ledger import Decision, Ledger
from comity.model import Claim
from comity.register.compile import Register
from comity.register.inputs import Record
from comity.release import build as build_module
from comity.release import build_lock, schema
from comity.release.build import build, build_record, code_fingerprint, guessed_day, read_record
from comity.release.check import check_register, faults
from comity.release.database import add_tables
from comity.release.pointer import read_pointer
from comity.release.schema import COLUMNS, election_tables, place_tables, register_tables
from comity.release.tables import Table
from comity.settings import Settings
from comity.sources.curated import CuratedPublication, CuratedRecord

BAY = sheriff("Bay")
JAIL = sheriff("Bay", support_type="Jail Enforcement Model", signed="2024-02-26")
WSO = sheriff("Bay", support_type="Warrant Service Officer", signed="2025-07-10")
WITNESS = sheriff("Laramie", "WYOMING", signed="2021-08-09")
DAYS = ("2025-07-01", "2025-07-08", "2025-07-15", "2025-07-22")
# Its county is printed otherwise from the second list on, so that it rests on two rows with their own dates.
LAKE, LAKE_LATER = sheriff("Lake"), sheriff("Lake", county="LAKE")
LISTS = [
    Shown(DAYS[0], [WITNESS, BAY, JAIL]),
    Shown(DAYS[1], [WITNESS, BAY, WSO]),
    Shown(DAYS[2], [WITNESS, BAY, WSO]),
    Shown(DAYS[3], [WITNESS, BAY, WSO]),
]


@pytest.fixture(scope="module")
def made() -> Record:
    """Return the record of these lists."""
    return record(*LISTS)


@pytest.fixture(scope="module")
def register(made: Record) -> Register:
    """Return a register that balances, with an agreement that was superseded."""
    found = register_of(made)
    assert {row.status for row in found.agreements} == {"listed", "superseded"}
    return found


def _lost_list(one: Register) -> Register:
    return replace(one, publications=one.publications[1:])


def _lost_row(one: Register) -> Register:
    return replace(one, publications=[replace(one.publications[0], accepted=2), *one.publications[1:]])


def _refused_twice(one: Register) -> Register:
    return replace(one, publications=[*one.publications[:-1], replace(one.publications[-1], refused=1)])


def _stray_event(one: Register) -> Register:
    return replace(one, events=[replace(one.events[0], agreement_id="us-fl-nobody.1"), *one.events[1:]])


def _changed(one: Register, status: str, **changes: str) -> Register:
    at = next(number for number, row in enumerate(one.agreements) if row.status == status)
    rows = list(one.agreements)
    rows[at] = replace(rows[at], **changes)
    return replace(one, agreements=rows)


def _no_successor(one: Register) -> Register:
    return _changed(one, "superseded", successor_id="")


def _lost_successor(one: Register) -> Register:
    return _changed(one, "superseded", successor_id="us-fl-nobody.1")


def _needless_successor(one: Register) -> Register:
    return _changed(one, "listed", successor_id="us-fl-bay-county-sheriff.1")


def _first_too_early(one: Register) -> Register:
    return _changed(one, "listed", first_listed_on="2025-06-30")


def _last_too_late(one: Register) -> Register:
    return _changed(one, "listed", last_listed_on="2025-07-29")


def _lost_runs(one: Register) -> Register:
    gone = one.listings[0].agreement_id
    return replace(one, listings=[row for row in one.listings if row.agreement_id != gone])


BREAKS: dict[Callable[[Register], Register], str] = {
    _lost_list: "is not in the release",
    _lost_row: "has 3 rows, 2 accepted and 0 refused",
    _refused_twice: "has 3 rows, 3 accepted and 1 refused",
    _stray_event: "has no agreement",
    _no_successor: "names no successor",
    _lost_successor: "names no successor",
    _needless_successor: "names no successor",
    _first_too_early: "is dated ('2025-06-30', '2025-07-22'), its rows ('2025-07-01', '2025-07-22')",
    _last_too_late: "is dated ('2025-07-01', '2025-07-29'), its rows ('2025-07-01', '2025-07-22')",
    _lost_runs: "its rows None",
}


def test_a_register_that_balances_has_no_fault(made: Record, register: Register) -> None:
    """What was compiled is what was put in."""
    check_register(made, register)
    assert list(faults(made, register)) == []


def test_an_agreement_of_several_rows_has_the_dates_of_all() -> None:
    """From the first day of its first row to the last day of its last."""
    made = record(*(Shown(day, [WITNESS, LAKE_LATER if at else LAKE]) for at, day in enumerate(DAYS)))
    register = register_of(made)
    assert len(register.listings) == 3 and len(register.agreements) == 2
    assert list(faults(made, register)) == []
    for changes in ({"first_listed_on": DAYS[1]}, {"last_listed_on": DAYS[0]}):
        (fault,) = faults(made, _changed(register, "listed", **changes))
        assert f"its rows ('{DAYS[0]}', '{DAYS[3]}')" in fault


@pytest.mark.parametrize("broken", BREAKS, ids=lambda one: one.__name__.strip("_"))
def test_each_fault_is_found_and_named(made: Record, register: Register, broken: Callable[..., Register]) -> None:
    """One thing is broken, and one sentence says what, with what becomes of the last good release."""
    (fault,) = faults(made, broken(register))
    assert BREAKS[broken] in fault
    with pytest.raises(CheckError) as caught:
        check_register(made, broken(register))
    assert BREAKS[broken] in caught.value.problem and "last good release" in caught.value.cure


def test_every_showing_of_a_file_must_be_in_the_release(register: Register) -> None:
    """A second name under which the same bytes were published may not get lost either."""
    again = Shown(DAYS[3], LISTS[3].rows, more_names=("participatingAgencies07292025am.xlsx",))
    made = record(*LISTS[:3], again)
    (fault,) = faults(made, register)
    assert "participatingAgencies07292025am.xlsx is not in the release" in fault


class Bench:
    """Builds records quickly: without places, election law or claims of the package."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take the folder and the means to replace what a build loads."""
        self.home = home
        self.curated = CuratedRecord((), ())
        monkeypatch.setattr(build_module, "load_claims", lambda: self.curated)
        monkeypatch.setattr(build_module, "open_law", lambda _: Law((), "none"))
        monkeypatch.setattr(build_module, "load_gazetteer", gazetteer)
        monkeypatch.setattr(build_module, "place_tables", self._no_places)
        # What the rules' own fingerprint follows is tested apart, over files that nobody edits meanwhile.
        monkeypatch.setattr(build_module, "rule_fingerprint", lambda: "the rules")

    @staticmethod
    def _no_places(_: object) -> list[Table]:
        return []

    def inputs(self, made: Record) -> dict[str, str]:
        """Return the manifest's inputs of the release of a record."""
        return build_record(made, self.home / "releases", self.home / "cache").release.inputs


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """Return a quick build over an empty folder."""
    return Bench(tmp_path, monkeypatch)


def differing(left: dict[str, str], right: dict[str, str]) -> set[str]:
    """Return the inputs in which two manifests differ."""
    assert left.keys() == right.keys()
    return {name for name in left if left[name] != right[name]}


RULING = Ruling("decision-1", "different", "FL|a|TFM|", "FL|b|TFM|", "two bodies", "A. Reader")


def test_a_failed_check_leaves_the_last_good_release(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that does not balance ends in the error, and what was current stays current, file for file."""
    bench.inputs(record(*LISTS[:2]))
    releases = bench.home / "releases"
    before = (read_pointer(releases), sorted(path.name for path in releases.iterdir()))

    def break_it(*arguments: object) -> Register:
        return _lost_row(register_of(record(*LISTS)))

    monkeypatch.setattr(build_module, "compile_register", break_it)
    with pytest.raises(CheckError, match="2 accepted"):
        bench.inputs(record(*LISTS))
    assert (read_pointer(releases), sorted(path.name for path in releases.iterdir())) == before


def test_inputs_do_not_depend_on_the_order_of_adding(bench: Bench) -> None:
    """Lists, names and decisions in any order are the same inputs."""
    other = replace(RULING, decision_id="decision-2", left="FL|c|TFM|")
    one = record(*LISTS, rulings=[RULING, other])
    two = record(*reversed(LISTS), rulings=[other, RULING], number_from=50)
    assert differing(bench.inputs(one), bench.inputs(two)) == set()


@pytest.mark.parametrize(
    "changed",
    [
        record(*LISTS[:3]),
        record(*LISTS[:3], Shown(DAYS[3], LISTS[3].rows, more_names=("participatingAgencies07292025am.xlsx",))),
        record(*LISTS[:3], Shown(DAYS[3], LISTS[3].rows, modified_at="2025-07-22T09:00:00Z")),
    ],
    ids=["a list less", "a name more", "other bytes"],
)
def test_other_lists_or_names_change_the_input_of_lists_alone(bench: Bench, changed: Record) -> None:
    """What was published, and under which names, is one input; nothing else moves with it."""
    assert differing(bench.inputs(record(*LISTS)), bench.inputs(changed)) == {"lists"}


@pytest.mark.parametrize("change", [{"url": "https://example.org/list.xlsx"}, {"retrieved_at": "2025-07-02T00:00:00Z"}])
def test_where_and_when_a_list_was_fetched_is_an_input(bench: Bench, change: dict[str, str]) -> None:
    """The release tells it of each publication, so that the same inputs are the same bytes."""
    made = record(*LISTS)
    seen = replace(made.lists[0], sightings=(sighting(LISTS[0].name, LISTS[0], **change),))
    other = Record([seen, *made.lists[1:]], made.printed_rows)
    assert differing(bench.inputs(made), bench.inputs(other)) == {"lists"}


def test_when_a_list_was_added_is_no_input(bench: Bench) -> None:
    """The same lists added on another day are the same inputs."""
    made = record(*LISTS)
    later = [
        replace(one, added_at="2026-01-01", sightings=(replace(one.sightings[0], added_at="2026-01-01"),))
        for one in made.lists
    ]
    assert differing(bench.inputs(made), bench.inputs(Record(later, made.printed_rows))) == set()


@pytest.mark.parametrize(
    "change", [{"reason": "one"}, {"left": "FL|x|TFM|"}, {"kind": "same"}, {"decision_id": "decision-9"}, {}]
)
def test_decisions_are_an_input_of_their_own(bench: Bench, change: dict[str, str]) -> None:
    """A decision more, less or other changes that input alone."""
    plain = bench.inputs(record(*LISTS, rulings=[RULING] if change else []))
    assert differing(plain, bench.inputs(record(*LISTS, rulings=[replace(RULING, **change)]))) == {"rulings"}


def test_claims_are_an_input_of_their_own(bench: Bench) -> None:
    """Claims that were written by hand change that input alone."""
    plain = bench.inputs(record(*LISTS))
    bench.curated = CuratedRecord((), (_claim("a"),))
    assert differing(plain, bench.inputs(record(*LISTS))) == {"claims"}


def _claim(claim_id: str) -> Claim:
    """Return a claim that rests on the first list."""
    names = {"subject": "s", "instrument": "i", "action": "a", "status": "happened", "statement": "t"}
    publication_id = f"ice-287g-{LISTS[0].sha256[:12]}"
    return Claim(claim_id, publication_id, "12005", attributed_to="A. Reader", kind="act", **names)


def test_the_manifest_tells_what_the_lists_amount_to(bench: Bench) -> None:
    """The day of the newest usable list, verdicts and statuses counted, and no clock."""
    bad = Shown("2025-08-01", [], error="it is a web page")
    report = build_record(record(*LISTS, bad), bench.home / "releases", bench.home / "cache")
    facts = report.release.facts
    assert report.release.inputs["rules"] == "the rules"
    assert facts["as_of"] == DAYS[3]
    assert facts["verdicts"] == {"good": 4, "unreadable": 1}
    assert facts["statuses"] == {"listed": 3, "superseded": 1}
    assert facts["issues"] == {"list": 1}
    assert (report.counts["agreement"], report.counts["publication"]) == (4, 5)


@pytest.mark.parametrize("folder", ["elections", "identity", "places", "register", "release", "sources", "text"])
def test_the_rules_are_every_file_that_decides(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of a byte and a new file change the fingerprint; what Python leaves behind does not."""
    for name in build_module.RULES:
        (tmp_path / name / "law").mkdir(parents=True)
        (tmp_path / name / "a.py").write_text("1")
    monkeypatch.setattr(build_module, "__file__", str(tmp_path / "release" / "build.py"))
    told = [build_module.rule_fingerprint()]
    for name, text in (("a.py", "2"), ("law/x.toml", "1"), ("law/x.toml", "2"), ("law/y.toml", "")):
        (tmp_path / folder / name).write_text(text)
        told.append(build_module.rule_fingerprint())
    assert len(set(told)) == len(told)
    (tmp_path / folder / "__pycache__").mkdir()
    (tmp_path / folder / "__pycache__" / "a.cpython-311.pyc").write_bytes(b"x")
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli" / "main.py").write_text("1")
    assert build_module.rule_fingerprint() == told[-1]
    assert code_fingerprint(folder) != code_fingerprint("cli")


def test_the_day_that_is_guessed_is_the_latest_that_any_list_tells() -> None:
    """From names and savings alike; an empty record tells none."""
    lists = [Shown("2025-07-01", [BAY]), Shown("2025-06-01", [BAY], modified_at="2025-07-09T08:00:00Z")]
    assert guessed_day(record(*lists)) == "2025-07-09"
    assert guessed_day(record(*lists[:1])) == "2025-07-01"
    assert guessed_day(Record([], {})) == ""


def test_every_description_is_of_a_column_that_some_table_has(register: Register) -> None:
    """No column is described that is nowhere, so that the words cannot go stale unseen."""
    tables = [
        *register_tables(register),
        *place_tables(gazetteer()),
        *election_tables(Law((), "none"), DAYS[0], gazetteer(), ()),
    ]
    used = {column.name for table in tables for column in table.columns}
    assert used == set(COLUMNS)
    assert all(column.description == COLUMNS[column.name] for table in tables for column in table.columns)
    assert all(table.description.endswith(".") for table in tables)


def test_what_the_ledger_holds_is_what_is_compiled(tmp_path: Path) -> None:
    """Decisions that stand come as rulings, side by side as they were recorded; withdrawn ones do not."""
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        for number, left in enumerate("ab", 1):
            ledger.add_decision(Decision(f"decision-{number}", "same", left, "right", "a reason", "A. Reader", "2026"))
        ledger.add_decision(Decision("decision-3", "same", "", "", "misread", "A. Reader", "2026", "decision-2"))
        made = read_record(ledger)
    assert list(made.rulings) == [Ruling("decision-1", "same", "a", "right", "a reason", "A. Reader")]
    assert (list(made.lists), dict(made.printed_rows)) == ([], {})


def test_a_build_waits_for_no_other(tmp_path: Path) -> None:
    """While another build holds the record, this one ends at once; with nothing to build from it says what to add."""
    settings = Settings(tmp_path)
    with pytest.raises(NotFoundError, match="nothing to build from") as caught:
        build(settings)
    assert "comity add" in caught.value.cure
    Ledger(settings.ledger).close()
    with build_lock(settings.home), pytest.raises(BusyError):
        build(settings)
    assert not settings.releases.exists()


def test_tables_of_places_are_made_anew_with_another_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of them depends on the gazetteer and on how a table is written."""
    monkeypatch.setattr(build_module, "__file__", str(tmp_path / "build.py"))
    found = []
    for shape in ("one", "two", "one"):
        (tmp_path / "schema.py").write_text(shape)
        found.append(build_module._fingerprint(gazetteer()))
    assert found[0] == found[2] != found[1]


def test_publications_written_from_by_hand_have_no_verdict_in_the_manifest(bench: Bench) -> None:
    """Verdicts are counted of lists alone."""
    bench.curated = CuratedRecord(
        (msgspec.convert({"id": "p", "title": "t", "outlet": "o", "kind": "article"}, CuratedPublication),), ()
    )
    report = build_record(record(*LISTS), bench.home / "releases", bench.home / "cache")
    assert report.counts["publication"] == 5 and report.release.facts["verdicts"] == {"good": 4}


def test_the_name_of_a_list_is_an_input(bench: Bench) -> None:
    """The same bytes under another name only may be another day's list."""
    made = record(*LISTS)
    renamed = replace(made.lists[3], sightings=(sighting("participatingAgencies07292025am.xlsx", LISTS[3]),))
    other = Record([*made.lists[:3], renamed], made.printed_rows)
    assert differing(bench.inputs(made), bench.inputs(other)) == {"lists"}


def test_fixed_tables_are_those_of_a_year(tmp_path: Path) -> None:
    """Contests around a day belong to the release: another year has its own tables, another day of it has not."""
    fixed = build_module.FixedTables(gazetteer(), Law((), "none"), (), tmp_path)
    keys = [fixed.of_day(day).fingerprint for day in ("2025-07-01", "2025-07-02", "2026-07-01")]
    assert keys[0] == keys[1] != keys[2]


def test_columns_have_the_types_of_their_records(register: Register) -> None:
    """Numbers are numbers, also where they may be unknown; everything else is text."""
    tables = [*register_tables(register), *place_tables(gazetteer())]
    found = {f"{table.name}.{one.name}": one.type for table in tables for one in table.columns if one.type != "text"}
    assert found == {
        "publication.rows": "integer",
        "publication.accepted": "integer",
        "publication.refused": "integer",
        "publication.sequence": "integer",
        "printed_row.confidence": "real",
        "agency.confidence": "real",
        "agency.agreement_count": "integer",
        "agency.listed_count": "integer",
        "listing.list_count": "integer",
        "act.claim_count": "integer",
        "act.publication_count": "integer",
        "claim.count": "integer",
        "decider.is_current": "boolean",
        "issue.count": "integer",
        "place.population": "integer",
        "place.latitude": "real",
        "place.longitude": "real",
    }


def test_a_column_without_a_description_stops_the_build() -> None:
    """Whoever adds a column says what it holds."""

    class Odd(msgspec.Struct):
        """A row."""

        unheard_of: str

    with pytest.raises(CheckError, match="'unheard_of' is not described"):
        schema._make("odd", Odd, [], ("unheard_of",))


def test_a_special_election_that_is_told_makes_the_fixed_tables_anew(tmp_path: Path) -> None:
    """Claims of elections are in them; other claims are not."""
    claims: list[tuple[Claim, ...]] = [(), (_claim("a"),), (replace(_claim("a"), kind="election"),)]
    made = [build_module.FixedTables(gazetteer(), Law((), "none"), told, tmp_path) for told in claims]
    keys = [one.of_day(DAYS[0]).fingerprint for one in made]
    assert keys[0] == keys[1] != keys[2]


def test_references_lead_to_the_tables_that_hold_the_ids(register: Register) -> None:
    """Whoever opens the database is led from an agreement to its agency, and from a run to its row and lists."""
    found = {
        f"{table.name}.{one.name}": one.references
        for table in register_tables(register)
        for one in table.columns
        if one.references
    }
    assert (
        found.items()
        >= {
            "agreement.agency_id": "agency.agency_id",
            "listing.row_id": "printed_row.row_id",
            "listing.last_publication_id": "publication.publication_id",
            "event.agreement_id": "agreement.agreement_id",
            "claim.publication_id": "publication.publication_id",
        }.items()
    )


def test_places_stand_by_their_level_and_geoid() -> None:
    """States, counties, places, towns; each place once."""
    (places,) = place_tables(gazetteer())
    geoids = [str(row[0]) for row in places.rows]
    assert geoids == sorted(set(geoids), key=lambda geoid: (len(geoid), geoid))
    assert {len(geoid) for geoid in geoids} == {2, 5, 7, 10}


@pytest.mark.parametrize(
    "question",
    [
        "event WHERE agreement_id = ''",
        "event WHERE agency_id = ''",
        "event WHERE state = ''",
        "event WHERE publication = ''",
        "listing WHERE first_publication_id = ''",
        "listing WHERE agreement_id = ''",
    ],
)
def test_what_pages_ask_of_the_lists_is_found_by_index(register: Register, tmp_path: Path, question: str) -> None:
    """No page goes through all changes or all runs of lists for the few that are its own."""
    add_tables(tmp_path / "register.sqlite", register_tables(register))
    with closing(sqlite3.connect(tmp_path / "register.sqlite")) as connection:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {question}")]
    assert all(step.startswith("SEARCH") for step in plan) and plan
