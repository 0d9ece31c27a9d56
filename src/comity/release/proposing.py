"""What the reader found on a page → the ledger's proposals, each with its exact words and where they stand.

A reviewer sees the words in their paragraph, cut where a private person's name begins: such a name is not stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from comity.ledger import Ledger, Proposed, ProposeOutcome, ReadPage, text_hash
from comity.reader.mentions import find_mentions
from comity.reader.model import ModelProposals
from comity.reader.privacy import Curtain
from comity.reader.records import Election, Event, Page, Reading, Relation
from comity.reader.sentences import split_sentences
from comity.reader.shard import PageResult
from comity.text import CleanPage
from comity.text.quotes import ELISION, Quotation, Span, quote, stands_at

# Where a proposal's words stand and which pattern found them are told beside its fields, not among them.
_TOLD_APART = frozenset({"evidence", "start", "pattern"})


def propose_page(ledger: Ledger, result: PageResult, clean: CleanPage, *, added_at: str) -> ProposeOutcome:
    """Record what the reader proposes of a page, for review; return what that changed."""
    page = ReadPage(
        text_sha256=text_hash(clean.text),
        url=result.url or "",
        name=result.id,
        title=result.title or "",
        outlet=clean.outlet,
        published_on=result.published or "",
    )
    private = private_spans(result, clean)
    proposed = proposed_of(result, clean.text, private)
    outcome = ledger.propose(page, clean.text, proposed, made_by="reader", added_at=added_at)
    model = result.model_proposals
    if isinstance(model, ModelProposals) and model.problem is None:
        # Under a name of its own, so that what a model says is never taken for what the reader says.
        proposed = proposed_of(model, clean.text, private)
        ledger.propose(page, clean.text, proposed, made_by=f"model:{model.model}", added_at=added_at)
    return outcome


def private_spans(result: PageResult, clean: CleanPage) -> list[Span]:
    """Return where private persons are named in a page's text; none where nothing is proposed of it."""
    model = result.model_proposals
    claimed = (result.events, result.relations, result.elections)
    if not any(claimed) and not isinstance(model, ModelProposals):
        return []
    page = Page(result.id, clean.text, result.url or "", result.title or "", result.published or "", clean.outlet)
    reading = Reading(page.id, page.url, page.title, page.published, *claimed)
    curtain = Curtain(page, find_mentions(page, split_sentences(page.text)), reading)
    named = [
        match.span() for name in curtain.names for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", page.text)
    ]
    return sorted({*curtain.spans, *named})


def proposed_of(result: PageResult | ModelProposals, text: str, private: Sequence[Span] = ()) -> Iterator[Proposed]:
    """Yield a page's claims as proposals; one whose words do not stand in the text is none."""
    for kind, claims in (("event", result.events), ("relation", result.relations), ("election", result.elections)):
        for claim in claims:
            if quotation := _quotation(claim, text, private):
                yield Proposed(kind, _fields(claim), quotation, claim.pattern)


def _fields(claim: Event | Relation | Election) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(claim)
    return {name: value for name, value in fields.items() if name not in _TOLD_APART}


def _quotation(claim: Event | Relation | Election, text: str, private: Sequence[Span]) -> Quotation | None:
    end = evidence_end(claim, text)
    if end <= claim.start:
        return None
    around = quote(text, claim.start, end, private=private)
    before, after = around.prefix.rpartition("\n")[2], around.suffix.partition("\n")[0]
    quotation = Quotation(claim.evidence, claim.start, end, before, after)
    return quotation if stands_at(text, quotation) else None


def evidence_end(claim: Event | Relation | Election, text: str) -> int:
    """Return where a claim's words end in the text; a name that is elided in them takes more room there."""
    end = claim.start
    for part in claim.evidence.split(ELISION):
        at = text.find(part, end)
        if at < 0:
            return -1
        end = at + len(part)
    return end
