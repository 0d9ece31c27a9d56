"""Lists go into the ledger whole, once, and come back as they were printed."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_samples import AT, facts_of, list_of, odd_list

from comity.errors import RecordError
from comity.ledger import AddOutcome, Ledger, ListEntry
from comity.model import ParsedList, PrintedRow


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a fresh ledger."""
    with Ledger(tmp_path / "home" / "ledger.sqlite") as fresh:
        yield fresh


def add(ledger: Ledger, parsed: ParsedList, **more: str) -> AddOutcome:
    """Add one list of the source used here."""
    return ledger.add_list(parsed, source="ice-287g", added_at=AT, **more)


def rows_of(ledger: Ledger, publication_id: str) -> list[tuple[str, PrintedRow]]:
    """Return a stored list's rows with their locators."""
    stored = ledger.list_of(publication_id)
    assert stored is not None
    printed = ledger.printed_rows()
    return [(at, printed[row]) for at, row in zip(stored.locators, stored.printed_row_ids, strict=True)]


def test_a_list_comes_back_as_it_was_printed(ledger: Ledger) -> None:
    """Rows, locators, facts, refusals and issues are those that went in."""
    parsed = odd_list("a.xlsx")
    outcome = add(ledger, parsed, url="https://example.org/a", retrieved_at="2025-02-03T00:00:00Z", read_by="rules-1")
    assert outcome == AddOutcome(parsed.facts.sha256, True, True, True, 2, 1)
    stored = ledger.list_of(parsed.facts.sha256)
    assert stored is not None
    assert (stored.facts, stored.refused, stored.issues) == (parsed.facts, parsed.refused, parsed.issues)
    assert (stored.source, stored.added_at, stored.size_bytes) == ("ice-287g", AT, 9)
    assert (stored.row_count, stored.read_by, stored.error) == (2, "rules-1", "")
    assert (stored.sightings[0].url, stored.sightings[0].retrieved_at) == (
        "https://example.org/a",
        "2025-02-03T00:00:00Z",
    )
    assert rows_of(ledger, parsed.facts.sha256) == list(parsed.rows)


def test_the_same_list_again_changes_nothing(ledger: Ledger) -> None:
    """The same bytes under the same name are recognised, also by another process later."""
    parsed = list_of("a.xlsx", ["One", "Two"])
    add(ledger, parsed)
    before = ledger.lists()
    assert add(ledger, parsed) == AddOutcome(parsed.facts.sha256, False, False, False, 2, 0)
    with Ledger(ledger.path) as other:
        assert add(other, parsed) == AddOutcome(parsed.facts.sha256, False, False, False, 2, 0)
    assert ledger.lists() == before


def test_the_same_bytes_under_another_name_are_a_further_sighting(ledger: Ledger) -> None:
    """Names are witnesses to dates: none is lost, and which came first does not show."""
    late, early = list_of("b.xlsx", ["One"], "bytes", name_says_on="2025-02-01"), list_of("a.xlsx", ["One"], "bytes")
    add(ledger, late)
    outcome = add(ledger, early)
    assert (outcome.is_new, outcome.is_new_sighting, outcome.is_new_reading) == (False, True, False)
    [stored] = ledger.lists()
    assert [sighting.name for sighting in stored.sightings] == ["a.xlsx", "b.xlsx"]
    assert stored.name == "a.xlsx"
    assert stored.facts == early.facts
    assert stored.sightings[1].facts.name_says_on == "2025-02-01"


def test_another_capture_of_the_same_file_is_a_sighting_too(ledger: Ledger) -> None:
    """That the publisher still served it later is a fact."""
    parsed = list_of("a.xlsx", ["One"])
    assert add(ledger, parsed, retrieved_at="2025-01-01").is_new_sighting
    assert add(ledger, parsed, retrieved_at="2025-02-01").is_new_sighting
    assert not add(ledger, parsed, retrieved_at="2025-01-01").is_new_sighting
    assert [sighting.retrieved_at for sighting in ledger.lists()[0].sightings] == ["2025-01-01", "2025-02-01"]


def test_better_rules_give_the_same_bytes_a_new_reading(ledger: Ledger) -> None:
    """The latest reading counts, the earlier one stays on file, and going back is a reading as well."""
    first, better = list_of("a.xlsx", ["One"], "bytes"), list_of("a.xlsx", ["One", "Two"], "bytes")
    for parsed in (first, better, first, better):
        outcome = add(ledger, parsed)
        assert (outcome.is_new_sighting, outcome.is_new_reading) == (outcome.is_new, True)
        assert rows_of(ledger, parsed.facts.sha256) == list(parsed.rows)
    assert len(ledger.lists()) == 1
    assert add(ledger, better, read_by="rules-2").is_new_reading
    assert ledger.lists()[0].read_by == "rules-2"


def test_better_rules_for_names_replace_what_a_sighting_says(ledger: Ledger) -> None:
    """One name and capture stays one sighting, with the latest facts."""
    add(ledger, list_of("a.xlsx", ["One"]))
    add(ledger, list_of("a.xlsx", ["One"], name_says_on="2025-01-01"))
    add(ledger, list_of("a.xlsx", ["One"]))
    outcome = add(ledger, list_of("a.xlsx", ["One"], name_says_on="2025-01-01"))
    assert outcome.is_new_sighting
    [sighting] = ledger.lists()[0].sightings
    assert sighting.facts.name_says_on == "2025-01-01"


def test_an_unreadable_file_is_recorded_with_the_reason(ledger: Ledger) -> None:
    """It is never lost, and a later program that can read it adds its reading."""
    facts = facts_of("broken.xlsx", "bytes")
    outcome = ledger.add_unreadable(facts, "the file is cut off", source="ice-287g", added_at=AT)
    assert outcome.is_new
    [stored] = ledger.lists()
    assert (stored.error, stored.row_count, stored.printed_row_ids) == ("the file is cut off", 0, ())
    assert add(ledger, list_of("broken.xlsx", ["One"], "bytes")).is_new_reading
    assert ledger.lists()[0].error == ""
    assert ledger.lists()[0].row_count == 1


def test_an_empty_list_is_a_list(ledger: Ledger) -> None:
    """No rows is not an error, and not nothing."""
    assert add(ledger, list_of("empty.xlsx", [])).is_new
    assert ledger.lists()[0].locators == []


def test_a_row_printed_in_many_lists_is_kept_once(ledger: Ledger) -> None:
    """Two lists that share all rows but one hold three rows between them; a repeated row stands twice in its list."""
    ledger.add_lists(
        ListEntry(parsed, "ice-287g", AT)
        for parsed in (list_of("a", ["One", "Two", "One"]), list_of("b", ["Two", "Three"]))
    )
    assert sorted(row.agency for row in ledger.printed_rows().values()) == ["One", "Three", "Two"]
    assert [at for at, _ in rows_of(ledger, facts_of("a").sha256)] == ["Sheet1!2", "Sheet1!3", "Sheet1!4"]


def test_a_list_of_many_rows_comes_back_in_its_order(ledger: Ledger) -> None:
    """More rows than are looked up together, one of them printed twice far apart."""
    names = [f"Agency {number}" for number in range(1203)]
    add(ledger, list_of("long", [*names, names[3]]))
    assert [row.agency for _, row in rows_of(ledger, facts_of("long").sha256)] == [*names, names[3]]
    assert len(ledger.printed_rows()) == len(names)


def test_rows_that_an_earlier_run_stored_keep_their_numbers(tmp_path: Path) -> None:
    """A later run meets known and new rows mixed, and remembers none of the first run's."""
    path = tmp_path / "ledger.sqlite"
    with Ledger(path) as first:
        add(first, list_of("a", ["One", "Two"]))
        before = first.printed_rows()
    with Ledger(path) as second:
        outcome = add(second, list_of("b", ["Three", "Two", "Four", "One"]))
        after = second.printed_rows()
        assert [row.agency for _, row in rows_of(second, facts_of("b").sha256)] == ["Three", "Two", "Four", "One"]
    assert outcome.new_row_count == 2 and len(after) == 4
    assert before.items() <= after.items()


def test_rows_that_differ_in_one_character_are_different(ledger: Ledger) -> None:
    """Exactly as printed: a trailing space, a curly apostrophe and the column all count."""
    rows = [
        PrintedRow("TX", "A's"),
        PrintedRow("TX", "A’s"),
        PrintedRow("TX", "A's "),
        PrintedRow("TXA", "'s"),
        PrintedRow("TX", "A's", type="x"),
        PrintedRow("TX", "A's", county="x"),
    ]
    parsed = ParsedList(facts_of("a"), tuple((f"S!{n}", row) for n, row in enumerate(rows)), (), (), len(rows))
    assert add(ledger, parsed).new_row_count == len(rows)
    assert [row for _, row in rows_of(ledger, parsed.facts.sha256)] == rows


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)


@settings(max_examples=30)
@given(st.lists(st.builds(PrintedRow, *[CELLS] * 10), max_size=4))
def test_any_printed_text_comes_back(tmp_path_factory: pytest.TempPathFactory, rows: list[PrintedRow]) -> None:
    """NUL, control characters and right-to-left marks included."""
    parsed = ParsedList(
        facts_of("a", repr(rows)), tuple((f"S!{n}", row) for n, row in enumerate(rows)), (), (), len(rows)
    )
    with Ledger(tmp_path_factory.getbasetemp() / "any.sqlite") as ledger:
        add(ledger, parsed)
        assert [row for _, row in rows_of(ledger, parsed.facts.sha256)] == rows


def test_half_a_character_is_refused_and_nothing_of_its_list_stays(ledger: Ledger) -> None:
    """A lone surrogate, which no file can hold as UTF-8, is one clear sentence."""
    with pytest.raises(RecordError, match="half a character"):
        add(ledger, list_of("a", ["fine", "\ud800"]))
    assert ledger.lists() == []
    assert ledger.printed_rows() == {}
    assert add(ledger, list_of("b", ["fine"])).new_row_count == 1


def test_where_one_of_many_fails_those_before_it_stay(ledger: Ledger) -> None:
    """Adding them again changes nothing and goes on from there."""
    good, bad, more = list_of("a", ["One"]), list_of("b", ["Two", "\ud800"]), list_of("c", ["Two"])
    with pytest.raises(RecordError):
        ledger.add_lists(ListEntry(parsed, "ice-287g", AT) for parsed in (good, bad, more))
    assert [stored.name for stored in ledger.lists()] == ["a"]
    outcomes = ledger.add_lists(ListEntry(parsed, "ice-287g", AT) for parsed in (good, more))
    assert [outcome.is_new for outcome in outcomes] == [False, True]
    assert [row.agency for row in ledger.printed_rows().values()] == ["One", "Two"]


def test_the_order_of_adding_does_not_show_in_what_is_read(tmp_path: Path) -> None:
    """But for local row numbers, two ledgers with the same lists read the same."""
    lists = [
        list_of(name, [name, "shared"], content) for name, content in (("a", "1"), ("b", "2"), ("c", "1"), ("d", "3"))
    ]

    def contents(path: Path, order: list[ParsedList]) -> list[object]:
        with Ledger(path) as ledger:
            ledger.add_lists(ListEntry(parsed, "ice-287g", AT) for parsed in order)
            return [
                (stored.publication_id, stored.sightings, stored.facts, stored.row_count) for stored in ledger.lists()
            ]

    # The same bytes read the same under each of their names.
    lists[2] = msgspec.structs.replace(lists[2], rows=lists[0].rows)
    assert contents(tmp_path / "1", lists) == contents(tmp_path / "2", lists[::-1])


def test_a_person_can_read_every_row_in_sql(ledger: Ledger) -> None:
    """The observation view unrolls publication, locator and printed cells; the latest reading counts there too."""
    add(ledger, list_of("a.xlsx", ["old"], "bytes"))
    add(ledger, list_of("a.xlsx", ["One", "Two"], "bytes"))
    parsed = odd_list("b.xlsx")
    add(ledger, parsed)
    connection = ledger._connection
    found = connection.execute("SELECT publication_name, locator, agency FROM observation ORDER BY 1, 2").fetchall()
    assert found == [
        ("a.xlsx", "Sheet1!2", "One"),
        ("a.xlsx", "Sheet1!3", "Two"),
        ("b.xlsx", "Sheet1!2", "Ävila’s Office"),
    ]
    assert connection.execute("SELECT locator, reason FROM refused_row").fetchall() == [("Sheet1!3", "no agency")]
    assert connection.execute("SELECT locator, code FROM publication_issue").fetchall() == [("Sheet1!2", "signed_year")]
    columns = [row[1] for row in connection.execute("PRAGMA table_info(observation)")]
    assert columns[3:] == list(PrintedRow.__struct_fields__)
