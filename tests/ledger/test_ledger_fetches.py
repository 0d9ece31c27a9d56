"""The log of fetching, acceptances, and the mark that tells whether anything was added."""

import sqlite3
from pathlib import Path

import msgspec
import pytest
from ledger_samples import AT, list_of

from comity.errors import UsageError
from comity.ledger import Acceptance, Decision, Fetch, Issue, Ledger, schema

URL = "https://www.ice.gov/a.xlsx"
ASKED = Fetch(
    "2026-01-01T06:00:00Z", "ice-287g", "list", URL, URL, "fetched", 200, "", "a.xlsx", "a" * 64, 9, etag='"1"'
)


def test_a_request_comes_back_as_it_was_added(tmp_path: Path) -> None:
    """Every field of the log is kept, in the order of asking."""
    later = msgspec.structs.replace(
        ASKED, asked_at="2026-01-02T06:00:00Z", outcome="refused", status=403, is_last=False
    )
    with Ledger(tmp_path / "l") as ledger:
        ledger.add_fetches([ASKED, later])
        assert ledger.fetches() == [ASKED, later]
        assert ledger.fetches("2026-01-02") == [later]
        assert ledger.fetches(last_only=True) == [ASKED]
        assert ledger.fetch_counts() == {("ice-287g", "list", "fetched"): 1, ("ice-287g", "list", "refused"): 1}


def test_the_last_word_and_the_bytes_held_are_told_apart(tmp_path: Path) -> None:
    """A later refusal is the last word on an address; the bytes that came before are still those held."""
    refused = msgspec.structs.replace(ASKED, outcome="refused", sha256="", etag="")
    with Ledger(tmp_path / "l") as ledger:
        assert ledger.last_fetch(URL) is None and ledger.held_fetch(URL) is None
        ledger.add_fetches([ASKED, refused])
        assert ledger.last_fetch(URL) == refused
        assert ledger.held_fetch(URL) == ASKED
        assert ledger.fetch_outcomes("list") == {URL: refused}
        assert ledger.fetch_outcomes("page") == {}
        assert ledger.fetched_hashes() == ["a" * 64]


def test_the_mark_changes_with_facts_and_not_with_logs(tmp_path: Path) -> None:
    """Runs, fetches, issues and acceptances are not what a release is made of; lists and decisions are."""
    with Ledger(tmp_path / "l") as ledger:
        marks = [ledger.mark()]
        ledger.add_fetches([ASKED])
        ledger.add_acceptance(Acceptance("0" * 16, "{}", ("x",), "because", "A. Reader", AT))
        ledger.add_issues([Issue("a", "b", "c", AT)])
        ledger.finish_run(ledger.start_run("watch", started_at=AT), finished_at=AT, outcome="ok", counts={})
        assert ledger.mark() == marks[0]
        for add in (
            lambda: ledger.add_list(list_of("a.xlsx", ["One"]), source="ice-287g", added_at=AT),
            lambda: ledger.add_list(list_of("b.xlsx", ["One"]), source="ice-287g", added_at=AT),
            lambda: ledger.add_decision(Decision("d-1", "same", "a", "b", "why", "A. Reader", AT)),
        ):
            add()
            marks.append(ledger.mark())
        assert len(set(marks)) == len(marks)


@pytest.mark.parametrize("field", ["reason", "decided_by"])
def test_an_acceptance_has_a_reason_and_a_name(tmp_path: Path, field: str) -> None:
    """Without either nothing is recorded."""
    given = Acceptance("0" * 16, '{"lists":"1"}', ("it lost rows", "it is old"), "renamed", "A. Reader", AT)
    with Ledger(tmp_path / "l") as ledger:
        with pytest.raises(UsageError, match="a reason and a name"):
            ledger.add_acceptance(msgspec.structs.replace(given, **{field: "  "}))
        assert ledger.acceptances() == []
        ledger.add_acceptance(given)
        assert ledger.acceptances() == [given]


def test_addresses_of_rows_come_newest_first_and_once(tmp_path: Path) -> None:
    """The rows printed last lead; an address in two columns is one address."""
    first = list_of("a.xlsx", ["One"])
    rows = tuple((at, msgspec.structs.replace(row, moa_url="https://a/1", addendum_url="")) for at, row in first.rows)
    second = list_of("b.xlsx", ["Two"])
    more = tuple(
        (at, msgspec.structs.replace(row, moa_url="https://a/2", addendum_url="https://a/1")) for at, row in second.rows
    )
    with Ledger(tmp_path / "l") as ledger:
        ledger.add_list(msgspec.structs.replace(first, rows=rows), source="ice-287g", added_at=AT)
        ledger.add_list(msgspec.structs.replace(second, rows=more), source="ice-287g", added_at=AT)
        assert ledger.linked_addresses(("moa_url",)) == ["https://a/2", "https://a/1"]
        assert sorted(ledger.linked_addresses(("moa_url", "addendum_url"))) == ["https://a/1", "https://a/2"]


def test_a_ledger_of_an_older_version_is_read_and_brought_up(tmp_path: Path) -> None:
    """One without the newer tables answers that nothing was fetched, and gains them at the first writing."""
    path = tmp_path / "l"
    with Ledger(path) as ledger:
        ledger.add_list(list_of("a.xlsx", ["One"]), source="ice-287g", added_at=AT)
    plain = sqlite3.connect(path)
    for name in ("fetch", "acceptance"):
        plain.execute(f"DROP TABLE {name}")
    plain.execute("PRAGMA user_version = 2")
    plain.commit()
    plain.close()
    with Ledger(path, read_only=True) as ledger:
        assert (ledger.fetches(), ledger.last_fetch(URL), ledger.fetch_outcomes("list")) == ([], None, {})
        assert (ledger.fetched_hashes(), ledger.fetch_counts(), ledger.acceptances()) == ([], {}, [])
    with Ledger(path) as ledger:
        ledger.add_fetches([ASKED])
        assert ledger.fetches() == [ASKED]
        assert len(ledger.lists()) == 1
    assert sqlite3.connect(path).execute("PRAGMA user_version").fetchone()[0] == schema.VERSION
