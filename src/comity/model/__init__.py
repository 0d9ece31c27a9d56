"""Frozen records and closed vocabularies: the words of the design, and nothing that acts.

May import `errors` and `settings` only. Dates are ISO text (`2025-03-04`) so that every record is the same in
Python, SQL, JSON and CSV. Counties are five-digit GEOIDs.
"""

from comity.model.records import (
    Claim,
    ListFacts,
    ParsedList,
    PrintedRow,
    Refusal,
    Resolution,
    RowIssue,
)
from comity.model.words import (
    MODELS,
    AgencyKind,
    EventKind,
    ListKind,
    Status,
    SupportModel,
    Verdict,
)

__all__ = [
    "MODELS",
    "AgencyKind",
    "Claim",
    "EventKind",
    "ListFacts",
    "ListKind",
    "ParsedList",
    "PrintedRow",
    "Refusal",
    "Resolution",
    "RowIssue",
    "Status",
    "SupportModel",
    "Verdict",
]
