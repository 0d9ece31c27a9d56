"""Observations, claims, proposals, decisions, runs and issues: the only code that touches the ledger's database.

May import `text`, `model`, `settings` and `errors` only. One SQLite file in WAL mode, append-only: triggers refuse
UPDATE and DELETE from any program, so a decision is withdrawn by another row, and what is read anew gains a reading.
Whatever a call has returned from is on the disk; a publication enters whole or not at all.
`schema` is the layout on disk, `connection` opens it and translates its errors; `lists`, `claims`, `proposals`,
`reviews`, `decisions`, `fetches`, `acceptances` and `journal` write and read each kind of fact, `Ledger` joins them.
Row numbers (`printed_row_id`, …) depend on the order of adding and are local to one file: what is compiled must not
show them.
"""

from comity.ledger.acceptances import Acceptance
from comity.ledger.decisions import Decision
from comity.ledger.fetches import Fetch
from comity.ledger.journal import Issue, Run
from comity.ledger.lists import ListEntry
from comity.ledger.proposals import Proposal, Proposed, ProposeOutcome, ReadPage, text_hash
from comity.ledger.records import AddOutcome, Sighting, StoredList
from comity.ledger.reviews import Recorded, Review, Standing, Verdict
from comity.ledger.store import Ledger

__all__ = [
    "Acceptance",
    "AddOutcome",
    "Decision",
    "Fetch",
    "Issue",
    "Ledger",
    "ListEntry",
    "Proposal",
    "ProposeOutcome",
    "Proposed",
    "ReadPage",
    "Recorded",
    "Review",
    "Run",
    "Sighting",
    "Standing",
    "StoredList",
    "Verdict",
    "text_hash",
]
