"""Small lists made for these tests."""

import hashlib

from comity.model import ListFacts, ParsedList, PrintedRow, Refusal, RowIssue

AT = "2026-01-02T03:04:05Z"


def facts_of(name: str, content: str | None = None, **more: str) -> ListFacts:
    """Return what a file of that name says of itself; its hash is that of `content`, else of the name."""
    return ListFacts(name=name, sha256=hashlib.sha256((content or name).encode()).hexdigest(), size_bytes=9, **more)


def list_of(name: str, agencies: list[str], content: str | None = None, **more: str) -> ParsedList:
    """Return a list of agencies of one state, on rows 2 and following."""
    rows = [(f"Sheet1!{number}", PrintedRow("TEXAS", agency)) for number, agency in enumerate(agencies, 2)]
    return ParsedList(facts_of(name, content, **more), tuple(rows), (), (), len(rows))


def odd_list(name: str) -> ParsedList:
    """Return a list with a refused row, an issue and every column filled."""
    row = PrintedRow(
        "TX", "Ävila’s Office", "County", "#N/A", "JEM", "5025-01-02", "link", "http://x", "link", "http://y"
    )
    refused = (Refusal("Sheet1!3", "no agency"),)
    issues = (RowIssue("Sheet1!2", "signed_year", "5025 is no year of a signing"),)
    return ParsedList(facts_of(name, name_says_on="2025-01-01"), (("Sheet1!2", row),), refused, issues, 2)
