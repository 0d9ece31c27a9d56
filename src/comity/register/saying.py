"""One sentence for what a row says, the same in a feed, a mail and a page's description."""

from __future__ import annotations

from comity.register.ask import Row

_EVENTS = {
    "listed": "listed",
    "unlisted": "no longer listed",
    "relisted": "listed again",
    "renamed": "name changed",
    "redated": "date of signing changed",
    "model_changed": "model changed",
    "moved_to_another_agency": "moved to another agency",
    "corrected": "corrected in print",
}


def change_sentence(row: Row) -> str:
    """Return a change between lists in one sentence: whose, which model, what, and between which lists."""
    texts = f" ({row['before']} → {row['after']})" if row["before"] and row["after"] else ""
    says = _EVENTS.get(row["event"], row["event"].replace("_", " "))
    between = f"between the lists of {row['after_on']} and {row['by_on']}" if row["after_on"] else f"by {row['by_on']}"
    return f"{row['agency']} ({row['state']}), {row['model'] or 'model not printed'}: {says}{texts}, {between}."
