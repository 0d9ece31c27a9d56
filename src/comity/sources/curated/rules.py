"""What a claims file must satisfy beyond its shape. Each rule yields a fault: the field, the problem and the cure."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from comity.sources.curated.layout import CuratedPublication, WrittenClaim, WrittenPlace
from comity.sources.curated.quotations import parse_span
from comity.sources.curated.vocabulary import Checked, ClaimKind, Precision

# A quotation supports a claim; it does not reproduce the publication. Sixty words is two long sentences.
QUOTATION_WORDS = 60
# A statement is one or two sentences that a table and a feed can show whole.
STATEMENT_CHARACTERS = 400

_IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_STATE = re.compile(r"[A-Z]{2}")
_GEOID = re.compile(r"[0-9]{2}([0-9]{3}|[0-9]{5}|[0-9]{8})?")
_DATE_SHAPES = {
    Precision.DAY: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    Precision.MONTH: re.compile(r"[0-9]{4}-[0-9]{2}"),
    Precision.YEAR: re.compile(r"[0-9]{4}"),
    Precision.UNKNOWN: re.compile(""),
}
_DATE_EXAMPLES = {
    Precision.DAY: "2018-07-10",
    Precision.MONTH: "2018-07",
    Precision.YEAR: "2018",
    Precision.UNKNOWN: "",
}
# A claim of these kinds says what a body in a place does or is asked to do, so the place cannot be missing.
_PLACED = frozenset(
    {
        ClaimKind.LOCAL_DECISION,
        ClaimKind.PRACTICE,
        ClaimKind.PRESSURE,
        ClaimKind.LAWSUIT,
        ClaimKind.CAMPAIGN_PLEDGE,
        ClaimKind.LEGAL_MANDATE,
        ClaimKind.ELECTION,
    }
)


class Fault(NamedTuple):
    """What is wrong with one field, and how to cure it."""

    field: str
    problem: str
    cure: str


def publication_faults(publication: CuratedPublication) -> Iterator[Fault]:
    """Yield what is wrong with a publication's table."""
    if not _IDENTIFIER.fullmatch(publication.publication_id):
        yield Fault("id", f"{publication.publication_id!r} is not an id", "use a-z, 0-9 and single hyphens")
    for field in ("title", "outlet"):
        if not getattr(publication, field).strip():
            yield Fault(field, "is empty", "name what the publication calls itself")
    yield from _date_faults(
        "published_on",
        publication.published_on,
        publication.published_on_precision,
        publication.published_on_words,
    )
    if publication.published_not_after and not _is_date(publication.published_not_after, Precision.DAY):
        yield Fault("published_not_after", "is not a day", "write it as 2018-07-10, or leave it out")
    if publication.sha256 and not _SHA256.fullmatch(publication.sha256):
        yield Fault("sha256", "is not a SHA-256", "write its 64 hexadecimal digits in lower case")
    if publication.url and not publication.url.startswith(("https://", "http://")):
        yield Fault("url", f"{publication.url!r} is not a web address", "write the whole address, or leave it out")


def claim_faults(claim: WrittenClaim, publication: CuratedPublication) -> Iterator[Fault]:
    """Yield what is wrong with a claim, given the publication that makes it."""
    for rule in _CLAIM_RULES:
        yield from rule(claim, publication)


def _identity_faults(claim: WrittenClaim, publication: CuratedPublication) -> Iterator[Fault]:
    if not _IDENTIFIER.fullmatch(claim.claim_id):
        yield Fault("id", f"{claim.claim_id!r} is not an id", "use a-z, 0-9 and single hyphens")
    if not claim.subject and claim.place is None:
        yield Fault("subject", "is missing, and so is place", "name what the claim is about")
    if claim.place is not None:
        yield from _place_faults(claim.place)
    elif claim.kind in _PLACED:
        yield Fault("place", f"is missing, and a {claim.kind} needs one", "give state, geoid and name")


def _place_faults(place: WrittenPlace) -> Iterator[Fault]:
    if not _STATE.fullmatch(place.state):
        yield Fault("place.state", f"{place.state!r} is not a state", "use two capital letters, or US for the country")
    elif (place.state == "US") != (place.geoid == ""):
        yield Fault("place.geoid", "does not fit the state", "give the Census GEOID; only the country (US) has none")
    elif place.geoid and not _GEOID.fullmatch(place.geoid):
        yield Fault("place.geoid", f"{place.geoid!r} is not a GEOID", "use 2 digits (state), 5, 7 or 10")
    if not place.name.strip():
        yield Fault("place.name", "is empty", "write the name as the publication prints it")


def _wording_faults(claim: WrittenClaim, publication: CuratedPublication) -> Iterator[Fault]:
    statement = claim.statement
    if not statement.endswith(".") or statement != statement.strip():
        yield Fault("statement", "is not a sentence", "write one or two sentences that end with a full stop")
    if len(statement) > STATEMENT_CHARACTERS:
        yield Fault("statement", f"has {len(statement)} characters", f"keep it to {STATEMENT_CHARACTERS}")
    if not claim.attributed_to or not all(name.strip() for name in claim.attributed_to):
        yield Fault("attributed_to", "is empty", "say who says so, ending with the outlet")
    elif claim.attributed_to[-1] != publication.outlet:
        yield Fault(
            "attributed_to",
            f"ends with {claim.attributed_to[-1]!r}, not with the outlet",
            f"end the chain with {publication.outlet!r}",
        )


def _quotation_faults(claim: WrittenClaim, publication: CuratedPublication) -> Iterator[Fault]:
    if claim.law is not None and claim.law.checked is Checked.RECALLED:
        if claim.quotation or claim.locator:
            yield Fault("quotation", "stands in a claim that is only recalled", 'read it and write checked = "read"')
        return
    words = len(claim.quotation.split())
    if not words:
        yield Fault("quotation", "is missing", "copy the exact words that the claim rests on")
    if claim.quotation != claim.quotation.strip():
        yield Fault("quotation", "begins or ends with a space", "quote words alone")
    if words > QUOTATION_WORDS:
        yield Fault("quotation", f"has {words} words", f"keep it to {QUOTATION_WORDS}")
    if not claim.locator.strip():
        yield Fault("locator", "is missing", "say where in the publication the quotation stands")
    elif publication.sha256:
        yield from _span_faults(claim)


def _span_faults(claim: WrittenClaim) -> Iterator[Fault]:
    span = parse_span(claim.locator)
    if span is None:
        yield Fault("locator", f"{claim.locator!r} is no span", "write it as: paragraph 7, characters 1153-1243")
    elif span.end - span.start != len(claim.quotation):
        length = len(claim.quotation)
        yield Fault("locator", f"spans {span.end - span.start} characters of {length}", "count the span again")


def _claim_date_faults(claim: WrittenClaim, publication: CuratedPublication) -> Iterator[Fault]:
    yield from _date_faults("on", claim.on, claim.on_precision, claim.on_words)
    if claim.election is not None and claim.on_precision is not Precision.DAY:
        yield Fault("on", "is not a day, and an election's stage needs one", "give the day, or leave the claim out")


def _detail_faults(claim: WrittenClaim, publication: CuratedPublication) -> Iterator[Fault]:
    details = {
        ClaimKind.RELATION: ("relation", claim.relation),
        ClaimKind.COUNT: ("count", claim.count),
        ClaimKind.ELECTION: ("election", claim.election),
        ClaimKind.LEGAL_MANDATE: ("law", claim.law),
    }
    for kind, (field, value) in details.items():
        if (claim.kind is kind) != (value is not None):
            cure = f"give [claim.{field}]" if value is None else f'remove it or write kind = "{kind}"'
            yield Fault(field, f"does not go with kind {claim.kind}", cure)


def _law_faults(claim: WrittenClaim, publication: CuratedPublication) -> Iterator[Fault]:
    law = claim.law
    if law is None:
        return
    for field in ("covers", "applies_to", "citation"):
        if not getattr(law, field):
            yield Fault(f"law.{field}", "is empty", "say which instrument, whom, and which section or bill")
    for field in ("valid_from", "valid_until"):
        if getattr(law, field) and not _is_date(getattr(law, field), Precision.DAY):
            yield Fault(f"law.{field}", "is not a day", 'write it as 2025-02-13; leave it "" if it is not known')
    if bool(law.valid_from or law.valid_until) != (law.dates_checked is not None):
        yield Fault("law.dates_checked", "does not go with the dates", "say read or recalled where a day is given")
    if law.valid_from and law.valid_until and law.valid_until <= law.valid_from:
        yield Fault("law.valid_until", "is not after valid_from", "give the first day on which it no longer applies")


def _date_faults(field: str, value: str, precision: Precision, words: str) -> Iterator[Fault]:
    if not _is_date(value, precision):
        example = _DATE_EXAMPLES[precision]
        yield Fault(field, f"{value!r} is not a date of precision {precision}", f'write it like "{example}"')
    if value and not words.strip():
        yield Fault(f"{field}_words", "is empty", "give the words, or the reckoning, that the date rests on")


def _is_date(value: str, precision: Precision) -> bool:
    if not _DATE_SHAPES[precision].fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat((value + "-01-01")[:10] if value else "2000-01-01")
    except ValueError:
        return False
    return True


_CLAIM_RULES: tuple[Callable[[WrittenClaim, CuratedPublication], Iterator[Fault]], ...] = (
    _identity_faults,
    _wording_faults,
    _quotation_faults,
    _claim_date_faults,
    _detail_faults,
    _law_faults,
)
