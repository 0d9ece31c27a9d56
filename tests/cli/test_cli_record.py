"""Lists go in, a release comes out, and every question is answered from it."""

from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Write
from tests.cli.running import Comity
from tests.ice_287g.ice_287g_workbooks import modern_row

AGREEMENTS = (
    "agreement_id,agency_id,agency,state,kind,county_geoids,model,signed_on,first_listed_on,last_listed_on,status,"
    "successor_id,moa_url"
)
CHANGES = "event_id,event,agreement_id,agency,state,model,after_on,by_on,before,after,publication"
PUBLICATIONS = "publication_id,source,list,published_on,printed_on,rows,accepted,refused,verdict,reason,sha256"
RESOLVED = "state,agency,type,county,agency_id,kind,place_geoid,county_geoids,ori,confidence,rule"


@pytest.fixture
def built(comity: Comity, weeks: list[Path]) -> Comity:
    """Return the command line over a record of five weekly lists."""
    assert comity("add", "ice-287g", *weeks).code == 0
    assert comity("build").code == 0
    return comity


def test_the_forms_that_programs_rely_on(built: Comity) -> None:
    """The columns of each listing, in their order."""
    assert built("agreements").header == AGREEMENTS
    assert built("changes").header == CHANGES
    assert built("publications").header == PUBLICATIONS


def test_agreements_say_whose_and_since_when(built: Comity) -> None:
    """A sheriff's agreement with its county, its dates and its status."""
    rows = {row["agency_id"]: row for row in built("agreements", "--state", "Florida").rows}
    baker = rows["us-fl-baker-county-sheriff"]
    assert (baker["kind"], baker["county_geoids"], baker["model"]) == ("sheriff", "12003", "TFM")
    assert (baker["first_listed_on"], baker["last_listed_on"], baker["status"]) == (
        "2025-07-01",
        "2025-07-29",
        "listed",
    )
    assert rows["us-fl-bay-county-sheriff"]["status"] == "no_longer_listed"


def test_a_day_in_the_past_shows_what_was_listed_then(built: Comity) -> None:
    """Bay is there on the tenth and gone on the sixteenth; the police department is the other way round."""
    then = {row["agency_id"] for row in built("agreements", "--as-of", "2025-07-10").rows}
    later = {row["agency_id"] for row in built("agreements", "--as-of", "2025-07-16").rows}
    assert then - later == {"us-fl-bay-county-sheriff"}
    assert later - then == {"us-fl-arcadia-police"}
    assert built("agreements", "--as-of", "2025-06-30").rows == []


def test_changes_name_both_lists(built: Comity) -> None:
    """What happened, after which list and by which."""
    told = [(row["event"], row["agency"], row["after_on"], row["by_on"]) for row in built("changes").rows]
    assert sorted(told) == [
        ("listed", "Arcadia PD", "2025-07-08", "2025-07-15"),
        ("unlisted", "Bay County Sheriff's Office", "2025-07-08", "2025-07-15"),
    ]
    assert built("changes", "--since", "2025-07-16").rows == []
    assert len(built("changes", "--until", "2025-07-15").rows) == 2


def test_every_row_is_accounted_for(built: Comity) -> None:
    """Rows in are rows accepted and rows refused, list by list."""
    rows = [row for row in built("publications").rows if row["source"] == "ice-287g"]
    assert len(rows) == 5
    assert all(int(row["rows"]) == int(row["accepted"]) + int(row["refused"]) for row in rows)
    assert {row["verdict"] for row in rows} == {"good"}


def test_the_same_file_twice_is_known_by_its_hash(built: Comity, weeks: list[Path]) -> None:
    """Adding again changes nothing, and the release stays the same to the byte."""
    before = built("doctor", "--format", "json").json
    again = built("add", "ice-287g", *weeks)
    assert {row["outcome"] for row in again.rows} == {"known"}
    built("build")
    assert [r for r in built("doctor", "--format", "json").json if r["check"] == "release"] == [
        r for r in before if r["check"] == "release"
    ]


def test_the_order_of_adding_makes_no_difference(
    built: Comity, comity: Comity, weeks: list[Path], tmp_path: Path
) -> None:
    """The same lists in any order, in one call or many, give the same files to the byte."""
    other = Comity(tmp_path / "other", comity._monkeypatch, comity._capsys)
    shuffled = list(weeks)
    random.Random(7).shuffle(shuffled)
    for path in shuffled:
        other("add", "ice-287g", path)
    other("build")
    ours, theirs = (sorted((c.home / "releases" / "current").iterdir()) for c in (built, other))
    assert [path.name for path in ours] == [path.name for path in theirs]
    assert [a.name for a, b in zip(ours, theirs, strict=True) if a.read_bytes() != b.read_bytes()] == []


def test_a_bad_file_is_recorded_and_the_others_go_in(comity: Comity, weeks: list[Path], tmp_path: Path) -> None:
    """One sentence names the file and the cure, the exit code is that of unreadable files, nothing is lost."""
    bad = tmp_path / "participatingAgencies07022025am.xlsx"
    bad.write_text("<!doctype html><html><body>Access denied</body></html>")
    said = comity("add", "ice-287g", *weeks, bad)
    assert said.code == 5
    lines = [line for line in said.err.splitlines() if line.startswith("comity: ")]
    assert len(lines) == 1 and bad.name in lines[0] and ";" in lines[0]
    assert comity("build").code == 0
    verdicts = {row["verdict"]: row for row in comity("publications").rows if row["source"] == "ice-287g"}
    assert set(verdicts) == {"good", "unreadable"}
    assert len(comity("agreements").rows) == 41


def test_a_missing_file_or_source_is_a_usage_error(comity: Comity, tmp_path: Path, weeks: list[Path]) -> None:
    """Nothing is added, and the sentence says what to give."""
    assert comity("add", "ice-287g", tmp_path / "absent.xlsx").code == 2
    said = comity("add", "ice-278g", weeks[0])
    assert said.code == 2 and "ice-287g" in said.err
    assert not comity.home.exists()


def test_a_list_that_loses_many_rows_changes_nothing_until_confirmed(built: Comity, write_list: Write) -> None:
    """Nearly half of the rows are gone at once: the list is suspect, and everybody stays listed."""
    thin = write_list(
        "2025-08-05",
        (
            "Bay",
            *(
                f"{c}"
                for c in (
                    "Lake",
                    "Lee",
                    "Leon",
                    "Levy",
                    "Liberty",
                    "Madison",
                    "Manatee",
                    "Marion",
                    "Martin",
                    "Alachua",
                    "Baker",
                    "Bradford",
                    "Brevard",
                    "Broward",
                    "Calhoun",
                    "Charlotte",
                )
            ),
        ),
    )
    built("add", "ice-287g", thin)
    built("build")
    verdicts = [row["verdict"] for row in built("publications").rows if row["published_on"] == "2025-08-05"]
    assert verdicts == ["suspect"]
    assert [row["event"] for row in built("changes", "--since", "2025-08-01").rows] == []
    assert any(row["code"] == "list" and "suspect" in row["message"] for row in built("issues").rows)


def test_no_cell_becomes_a_formula(comity: Comity, write_list: Write) -> None:
    """A hostile agency name is printed as text in every form."""
    signed = datetime.fromisoformat("2025-07-01")
    hostile = [modern_row(f'{sign}HYPERLINK("https://example.org","Arcadia PD")', signed=signed) for sign in "@+-="]
    added = comity("add", "ice-287g", write_list("2025-07-08", more=tuple(hostile))).rows[0]
    assert int(added["rows"]) == int(added["accepted"]) + int(added["refused"]) == 44
    comity("build")
    said = comity("agreements")
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in said.rows for cell in row.values())
    (printed,) = (row["agency"] for row in said.rows if "HYPERLINK" in row["agency"])
    (plain,) = (row["agency"] for row in comity("agreements", "--format", "json").json if "HYPERLINK" in row["agency"])
    assert plain[0] in "@+-" and printed == f"'{plain}"


def test_control_and_direction_marks_do_not_reach_the_terminal(comity: Comity, write_list: Write) -> None:
    """What a table prints holds no character that moves the cursor or turns the text."""
    marked = modern_row("Lake\u202e City\u200f PD", signed=datetime.fromisoformat("2025-07-01"))
    comity("add", "ice-287g", write_list("2025-07-08", more=(marked,)))
    comity("build")
    for verb in (("agreements",), ("issues",), ("show", "Florida")):
        out = comity(*verb, "--format", "table").out
        assert all(c.isprintable() or c == "\n" for c in out), verb


def test_explain_goes_down_to_the_bytes(built: Comity) -> None:
    """From an agreement to the lists, the cells as printed, and the archived bytes that hold the row."""
    found = built("explain", "us-fl-bay-county-sheriff.1", "--format", "json").json
    (listing,) = found["listings"]
    assert listing["printed"]["agency"] == "Bay County Sheriff's Office"
    assert listing["first"]["locator"] == "Sheet1!4"
    assert listing["first"]["bytes"].startswith("verified: ")
    assert listing["read_as"]["county_geoids"] == "12005"
    assert [event["event"] for event in found["events"]] == ["unlisted"]
    assert "verified: " in built("explain", "us-fl-bay-county-sheriff.1").out


def test_explain_says_where_bytes_are_damaged(built: Comity) -> None:
    """A changed byte in the archive is found when the answer is traced, and by the archive's check."""
    found = built("explain", "us-fl-bay-county-sheriff.1", "--format", "json").json
    path = built.home / "archive" / found["listings"][0]["first"]["sha256"][:2]
    victim = path / found["listings"][0]["first"]["sha256"]
    victim.chmod(0o644)
    victim.write_bytes(victim.read_bytes()[:-1] + b"x")
    again = built("explain", "us-fl-bay-county-sheriff.1", "--format", "json").json
    assert again["listings"][0]["first"]["bytes"].startswith("damaged: ")
    check = built("archive", "check")
    assert check.code == 10 and victim.name in check.out


@pytest.mark.parametrize("kind", ["event", "publication", "agency", "printed_row", "issue", "claim"])
def test_every_kind_of_id_can_be_explained(built: Comity, write_list: Write, kind: str) -> None:
    """Whatever a listing prints as an id, explain takes; a body that nobody knows makes an issue."""
    unknown = modern_row("Quite Unknown Watch", county="", signed=datetime.fromisoformat("2025-08-01"))
    built("add", "ice-287g", write_list("2025-08-05", ("Bay",), (unknown,)))
    built("build")
    ids = {
        "event": lambda: built("changes").rows[0]["event_id"],
        "publication": lambda: built("publications").rows[0]["publication_id"],
        "agency": lambda: built("agreements").rows[0]["agency_id"],
        "printed_row": lambda: built("explain", "us-fl-bay-county-sheriff.1", "--format", "json").json["listings"][0][
            "row_id"
        ],
        "issue": lambda: built("issues").rows[0]["issue_id"],
        "claim": lambda: built("claims").rows[0]["claim_id"],
    }
    found = built("explain", ids[kind](), "--format", "json")
    assert found.code == 0 and found.json["table"] == kind


def test_a_person_can_decide_and_take_it_back(built: Comity, write_list: Write) -> None:
    """Two agreements are declared one; the next build follows; the withdrawal undoes it."""
    old = modern_row(
        "Lake Panasoffkee Watch", type="Municipality", county="", signed=datetime.fromisoformat("2025-07-01")
    )
    new = modern_row("Quite Another Watch", type="Municipality", county="", signed=datetime.fromisoformat("2025-07-01"))
    built("add", "ice-287g", write_list("2025-08-05", ("Bay",), (old,)))
    for day in ("2025-08-12", "2025-08-19", "2025-08-26"):
        built("add", "ice-287g", write_list(day, ("Bay",), (new,)))
    built("build")
    watch = [row["agreement_id"] for row in built("agreements").rows if "Watch" in row["agency"]]
    assert len(watch) == 2
    said = built("decide", "same", *watch, "--reason", "the county's minutes name one body", "--by", "A. Reader")
    assert said.code == 0
    built("build")
    assert len([row for row in built("agreements").rows if "Watch" in row["agency"]]) == 1
    assert built("decide", "withdraw", "decision-1", "--reason", "misread", "--by", "A. Reader").code == 0
    built("build")
    assert len([row for row in built("agreements").rows if "Watch" in row["agency"]]) == 2
    assert built("decide", "same", watch[0], "--reason", "x", "--by", "y").code == 2


def test_resolve_quotes_a_lone_carriage_return(comity: Comity) -> None:
    """A cell that holds one stays one cell, as in every other command."""
    said = comity("resolve", typed='state,agency,type,county\nFL,"Arcadia\rPD",,\n')
    assert said.code == 0 and '"Arcadia\rPD"' in said.out


def test_resolve_answers_beside_what_was_asked(comity: Comity) -> None:
    """The input's columns come first, whatever they hold; what fits no body is left empty."""
    typed = "state,agency,type,county\nFL,Arcadia PD,Municipality,#N/A\nFL,No Such Body,,\n"
    typed += "VA,Fairfax County Sheriff’s Office,County,\n"
    said = comity("resolve", typed=typed)
    assert said.code == 0 and said.header == RESOLVED
    arcadia, nobody, fairfax = said.rows
    assert (arcadia["agency_id"], arcadia["county_geoids"], arcadia["kind"]) == (
        "us-fl-arcadia-police",
        "12027",
        "municipal_police",
    )
    assert (nobody["agency_id"], nobody["county_geoids"]) == ("", "")
    # The sheriff of Fairfax County serves Fairfax city as well, or the county alone: never another county.
    assert fairfax["county_geoids"].split(";")[0] == "51059" and float(fairfax["confidence"]) > 0.9
    assert comity("resolve", typed="name\nx\n").code == 2


def test_explain_tells_the_runs_in_time(comity: Comity, write_list: Write) -> None:
    """A row that was printed anew each week is followed in the order of the weeks."""
    days = ("2025-07-01", "2025-07-08", "2025-07-15", "2025-07-22", "2025-07-29")
    for number, day in enumerate(days):
        signed = datetime.fromisoformat("2025-06-20")
        row = modern_row("Arcadia PD", county=f"Desoto{' ' * number}", signed=signed)
        comity("add", "ice-287g", write_list(day, more=(row,)))
    comity("build")
    found = comity("explain", "us-fl-arcadia-police.1", "--format", "json").json
    assert [listing["first_on"] for listing in found["listings"]] == list(days)
