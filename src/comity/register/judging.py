"""The record's lists, judged as whole files beside each other."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable

from comity.ledger import StoredList
from comity.register.inputs import Record
from comity.sources.ice_287g import Judgement, ListSummary, judge_lists, load_source, row_content, signed_on

# As in the source's own summaries: enough of the newest signings to look past single misprints.
LATEST_SIGNED = 12
FAR = "2099-12-31"


def judge_record(record: Record, lists: Iterable[StoredList]) -> dict[str, Judgement]:
    """Return the judgement on every list as shown, by its id."""
    rows = RowFacts(record)
    summaries = [_summary(stored, rows) for stored in lists]
    judgements = judge_lists(summaries, load_source().expectations)
    return {judgement.publication_id: judgement for judgement in judgements}


class RowFacts:
    """What each distinct printed row says to the judge: worked out once, though most lists repeat it."""

    def __init__(self, record: Record) -> None:
        """Number the rows' contents in the order of their text."""
        contents = {
            number: row_content(row.state, row.agency, row.support_type) for number, row in record.printed_rows.items()
        }
        keys = {content: key for key, content in enumerate(sorted(set(contents.values())))}
        self.keys = {number: keys[content] for number, content in contents.items()}
        texts = {row.signed for row in record.printed_rows.values()}
        days = {text: signed_on(text, FAR).on if text else "" for text in texts}
        self.signed = {number: days[row.signed] for number, row in record.printed_rows.items()}


def _summary(stored: StoredList, rows: RowFacts) -> ListSummary:
    numbers = stored.printed_row_ids
    dates = sorted(filter(None, map(rows.signed.__getitem__, numbers)), reverse=True)
    return ListSummary(
        publication_id=stored.publication_id,
        facts=stored.facts,
        row_keys=frozenset(map(rows.keys.__getitem__, numbers)),
        content=_digest(numbers),
        row_count=stored.row_count,
        refused_count=len(stored.refused),
        signed_count=len(dates),
        latest_signed=tuple(dates[:LATEST_SIGNED]),
        error=stored.error,
    )


def _digest(numbers: Iterable[int]) -> str:
    """Return what two lists with the same rows have in common, in any order."""
    return hashlib.blake2b(array("q", sorted(numbers)).tobytes(), digest_size=16).hexdigest()
