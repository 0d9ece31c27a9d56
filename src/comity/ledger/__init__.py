"""Observations, claims, decisions, runs and issues: the only code that touches the ledger's database.

May import `model`, `settings` and `errors` only. One SQLite file in WAL mode, append-only: triggers refuse UPDATE and
DELETE from any program, so a decision is withdrawn by another row and a list that is read anew gains another reading.
Whatever a call has returned from is on the disk; a publication enters whole or not at all.
`schema` is the layout on disk, `connection` opens it and translates its errors, `lists`, `claims`, `decisions` and
`journal` write and read each kind of fact, `Ledger` joins them. Row numbers (`printed_row_id`, …) depend on the
order of adding and are local to one file: what is compiled from the ledger must not show them.
"""

from comity.ledger.decisions import Decision
from comity.ledger.journal import Issue, Run
from comity.ledger.lists import ListEntry
from comity.ledger.records import AddOutcome, Sighting, StoredList
from comity.ledger.store import Ledger

__all__ = ["AddOutcome", "Decision", "Issue", "Ledger", "ListEntry", "Run", "Sighting", "StoredList"]
