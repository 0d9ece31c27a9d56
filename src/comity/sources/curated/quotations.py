"""Where a quotation stands in a text, and the proof that it stands there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from comity.errors import SourceError
from comity.sources.curated.layout import CuratedRecord

SPAN = re.compile(r"paragraph ([1-9][0-9]*), characters ([0-9]+)-([0-9]+)")


class Span(NamedTuple):
    """A paragraph's number from 1 (a line that is not blank), and characters of the whole text, end excluded."""

    paragraph: int
    start: int
    end: int


def parse_span(locator: str) -> Span | None:
    """Return the span that a locator such as `paragraph 7, characters 1153-1243` names, or None if it names none."""
    match = SPAN.fullmatch(locator)
    return Span(*map(int, match.groups())) if match else None


def paragraph_at(text: str, position: int) -> int:
    """Return the number, from 1, of the paragraph (line that is not blank) in which a character stands."""
    line_end = text.find("\n", position)
    return sum(1 for line in text[: line_end if line_end >= 0 else None].split("\n") if line.strip())


def locate_quotation(text: str, quotation: str) -> str:
    """Return the locator of a quotation in a text; raise SourceError where it is absent or stands there twice."""
    if not quotation or quotation != quotation.strip():
        raise SourceError("begins or ends with a space, or is empty", where=repr(quotation), cure="quote words")
    start = text.find(quotation)
    if start < 0:
        raise SourceError(
            "the text does not hold these words", where=repr(quotation), cure=_near_words(text, quotation)
        )
    if text.find(quotation, start + 1) >= 0:
        raise SourceError("the text holds these words twice", where=repr(quotation), cure="quote a longer passage")
    return f"paragraph {paragraph_at(text, start)}, characters {start}-{start + len(quotation)}"


def _near_words(text: str, quotation: str) -> str:
    """Return the cure: the text's own words where only spaces differ (a no-break space looks like any other)."""
    match = re.search(r"\s+".join(map(re.escape, quotation.split())), text)
    return f"copy them exactly: {match[0]!a}" if match else "copy them exactly"


def verify_quotations(record: CuratedRecord, texts_by_sha256: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids of the claims whose quotation was found exactly at its locator, in the texts that are given.

    A text is the publication's bytes decoded as UTF-8, line ends untouched. Claims of other publications are passed
    over; a quotation that is not where its locator says raises SourceError.
    """
    sha256_by_id = {publication.publication_id: publication.sha256 for publication in record.publications}
    proved = []
    for claim in record.claims:
        text = texts_by_sha256.get(sha256_by_id.get(claim.publication_id, ""))
        if text is not None and claim.quotation:
            _prove(claim.claim_id, claim.quotation, claim.locator, text)
            proved.append(claim.claim_id)
    return tuple(proved)


def _prove(claim_id: str, quotation: str, locator: str, text: str) -> None:
    span = parse_span(locator)
    if span and text[span.start : span.end] == quotation and paragraph_at(text, span.start) == span.paragraph:
        return
    found = text.find(quotation)
    cure = f'write locator = "{locate_quotation(text, quotation)}"' if found >= 0 else "copy the words exactly"
    raise SourceError(f"the quotation does not stand at its locator ({locator})", where=f"claim {claim_id}", cure=cure)
