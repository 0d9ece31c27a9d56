"""The ledger as one object over one file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import msgspec

from comity.ledger import acceptances, claims, decisions, fetches, journal, lists, proposals, reviews
from comity.ledger.acceptances import Acceptance
from comity.ledger.connection import (
    ledger_errors,
    open_ledger,
    set_batch_synchrony,
    set_full_synchrony,
    transaction,
)
from comity.ledger.decisions import Decision
from comity.ledger.fetches import Fetch
from comity.ledger.journal import Issue, Run
from comity.ledger.lists import ListEntry, ListWriter, unreadable_entry
from comity.ledger.proposals import Proposal, Proposed, ProposeOutcome, ReadPage
from comity.ledger.records import AddOutcome, StoredList
from comity.ledger.reviews import Recorded, Review, Standing, Verdict
from comity.model import Claim, ListFacts, ParsedList, PrintedRow


class Ledger:
    """The ledger's file, open. Every call that adds returns after its facts are on the disk.

    Raises RecordError (damaged, foreign, written by a newer version), BusyError and StorageError.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open the file; a missing one is made, unless `read_only`."""
        self.path = path
        self._connection = open_ledger(path, read_only=read_only)
        self._writer: ListWriter | None = None

    def __enter__(self) -> Ledger:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; further calls fail."""
        self._connection.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with ledger_errors(self.path):
            yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with ledger_errors(self.path), transaction(self._connection):
            yield self._connection

    def add_list(
        self,
        parsed: ParsedList,
        *,
        source: str,
        added_at: str,
        url: str = "",
        retrieved_at: str = "",
        read_by: str = "",
    ) -> AddOutcome:
        """Add a list that was read; `read_by` names the state of the rules that read it."""
        return self.add_lists([ListEntry(parsed, source, added_at, url, retrieved_at, read_by)])[0]

    def add_unreadable(
        self, facts: ListFacts, error: str, *, source: str, added_at: str, url: str = "", retrieved_at: str = ""
    ) -> AddOutcome:
        """Add a file that could not be read, with the reason, so that it is never lost."""
        entry = unreadable_entry(facts, error, source=source, added_at=added_at, url=url, retrieved_at=retrieved_at)
        return self.add_lists([entry])[0]

    def add_lists(self, entries: Iterable[ListEntry]) -> list[AddOutcome]:
        """Add many lists, each in its own transaction, and return what changed once all are on the disk.

        Where one fails, those before it stay: adding them again changes nothing.
        """
        # What it remembers of a failed addition was never written: then the next addition begins with a new one.
        writer, self._writer = self._writer or ListWriter(self._connection), None
        outcomes: list[AddOutcome] = []
        added_at = ""
        with ledger_errors(self.path):
            set_batch_synchrony(self._connection)
            try:
                for entry in entries:
                    outcomes.append(writer.add(entry))
                    added_at = entry.added_at
            finally:
                set_full_synchrony(self._connection)
            # Also where nothing changed: an earlier batch may have been stopped before it reached the disk.
            if outcomes:
                lists.acknowledge(self._connection, added_at, len(outcomes))
        self._writer = writer
        return outcomes

    def lists(self) -> list[StoredList]:
        """Return all publications with their latest readings, sorted by SHA-256."""
        with self._reading() as connection:
            return lists.read_lists(connection)

    def list_of(self, publication_id: str) -> StoredList | None:
        """Return one publication, or None."""
        with self._reading() as connection:
            return next(iter(lists.read_lists(connection, publication_id)), None)

    def printed_rows(self) -> dict[int, PrintedRow]:
        """Return every distinct printed row by the number that `StoredList.printed_row_ids` uses."""
        with self._reading() as connection:
            return lists.read_printed_rows(connection)

    def add_claims(
        self, found: Iterable[Claim], *, added_at: str, publications: Mapping[str, msgspec.Struct] | None = None
    ) -> int:
        """Add claims and the publications they come from, all or none; return how many claims are new."""
        with self._writing() as connection:
            claims.add_claim_publications(connection, publications or {}, added_at)
            return claims.add_claims(connection, found, added_at)

    def claims(self) -> list[Claim]:
        """Return the latest wording of every claim, sorted by id."""
        with self._reading() as connection:
            return claims.read_claims(connection)

    def claim_publications(self) -> dict[str, bytes]:
        """Return the record of every claims' publication as JSON, by id, sorted."""
        with self._reading() as connection:
            return claims.read_claim_publications(connection)

    def propose(
        self, page: ReadPage, texts: str | Sequence[str], proposed: Iterable[Proposed], *, made_by: str, added_at: str
    ) -> ProposeOutcome:
        """Add what a program proposes of one reading of a page, for review, all or none; return what changed.

        `texts` is the page's text, or a document's pages in order: every quotation must stand in it exactly, else
        UsageError. `made_by` is the maker (`reader`, `moa`, `model:NAME`): another reading by the same maker says what
        is no longer proposed. Where the page has changed since, decisions on what it no longer says are reopened.
        """
        pages = [texts] if isinstance(texts, str) else list(texts)
        with self._writing() as connection:
            return proposals.add_proposals(connection, page, pages, list(proposed), made_by, added_at)

    def proposals(self, *, reviewed: bool = False) -> list[Proposal]:
        """Return every proposal in the order of adding, or with `reviewed` those on which something was decided."""
        with self._reading() as connection:
            return proposals.read_proposals(connection, "reviewed" if reviewed else "all")

    def proposal(self, proposal_id: str) -> Proposal | None:
        """Return one proposal, or None."""
        with self._reading() as connection:
            return next(iter(proposals.read_proposals(connection, "proposal_id", proposal_id)), None)

    def review(self, verdicts: Iterable[Verdict]) -> list[Recorded]:
        """Record people's decisions on proposals, all or none, and return what became of each, in order."""
        with self._writing() as connection:
            return [reviews.add_review(connection, verdict) for verdict in verdicts]

    def reviews(self) -> list[Review]:
        """Return every decision on a proposal ever recorded, in the order of adding."""
        with self._reading() as connection:
            return reviews.read_reviews(connection)

    def standings(self) -> dict[str, Standing]:
        """Return where each proposal stands that somebody, or a changed page, has said something of."""
        return reviews.standings(self.reviews())

    def add_decision(self, decision: Decision) -> None:
        """Add a decision, or the withdrawal of one."""
        with self._writing() as connection:
            decisions.add_decision(connection, decision)

    def decisions(self, *, withdrawn: bool = False) -> list[Decision]:
        """Return the decisions in force in the order of adding; with `withdrawn`, every row ever written."""
        with self._reading() as connection:
            found = decisions.read_decisions(connection)
        return found if withdrawn else decisions.in_force(found)

    def start_run(self, command: str, *, started_at: str) -> int:
        """Record that a command began and return the run's number."""
        with self._writing() as connection:
            return journal.start_run(connection, command, started_at)

    def finish_run(self, run_id: int, *, finished_at: str, outcome: str, counts: Mapping[str, int]) -> None:
        """Record how a run ended; a run without this was stopped."""
        with self._writing() as connection:
            journal.finish_run(connection, run_id, finished_at, outcome, counts)

    def runs(self, limit: int = 20) -> list[Run]:
        """Return the latest runs, newest first."""
        with self._reading() as connection:
            return journal.read_runs(connection, limit)

    def mark(self) -> str:
        """Return a text that is another one whenever a fact was added that a release is compiled from."""
        with self._reading() as connection:
            return journal.read_mark(connection)

    def add_issues(self, issues: Iterable[Issue]) -> None:
        """Add issues that belong to no single row of a list."""
        with self._writing() as connection:
            journal.add_issues(connection, issues)

    def issues(self) -> list[Issue]:
        """Return those issues in the order of adding."""
        with self._reading() as connection:
            return journal.read_issues(connection)

    def add_fetches(self, made: Iterable[Fetch]) -> None:
        """Add requests to the log of fetching, all or none."""
        with self._writing() as connection:
            fetches.add_fetches(connection, made)

    def last_fetch(self, url: str) -> Fetch | None:
        """Return the last word on an address, or None where it was never asked."""
        with self._reading() as connection:
            return fetches.read_last(connection, url)

    def held_fetch(self, url: str) -> Fetch | None:
        """Return the request that last brought bytes from an address, or None."""
        with self._reading() as connection:
            return fetches.read_held(connection, url)

    def fetches(self, since: str = "", *, last_only: bool = False) -> list[Fetch]:
        """Return the requests from a moment on, in order; with `last_only` those whose outcome counts."""
        with self._reading() as connection:
            return fetches.read_fetches(connection, since, last_only=last_only)

    def fetch_outcomes(self, role: str) -> dict[str, Fetch]:
        """Return the last word on every address of a role (page, list, document, article)."""
        with self._reading() as connection:
            return fetches.read_outcomes(connection, role)

    def fetch_counts(self) -> dict[tuple[str, str, str], int]:
        """Return how many requests ended how, by source, role and outcome."""
        with self._reading() as connection:
            return fetches.count_outcomes(connection)

    def fetched_hashes(self) -> list[str]:
        """Return the SHA-256 of everything that was ever fetched, sorted."""
        with self._reading() as connection:
            return fetches.read_hashes(connection)

    def linked_addresses(self, columns: Iterable[str]) -> list[str]:
        """Return every address that a printed row links to in these columns, the rows printed last first."""
        with self._reading() as connection:
            return fetches.read_linked(connection, columns)

    def add_acceptance(self, acceptance: Acceptance) -> None:
        """Add a person's decision to let a release through that fell outside the expectations."""
        with self._writing() as connection:
            acceptances.add_acceptance(connection, acceptance)

    def acceptances(self) -> list[Acceptance]:
        """Return those decisions in the order of adding."""
        with self._reading() as connection:
            return acceptances.read_acceptances(connection)
