"""The shape of a claims file as written by hand (`[publication]` and `[[claim]]` tables), and of a whole load."""

from __future__ import annotations

import msgspec

from comity.model import Claim
from comity.sources.curated.vocabulary import (
    Action,
    Body,
    Checked,
    ClaimKind,
    ClaimStatus,
    Cover,
    Effect,
    Instrument,
    Office,
    Precision,
    PublicationKind,
    Relation,
    Stage,
)


class CuratedPublication(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One document as published once; `sha256` names the bytes where we hold them, "" where we only read them.

    `published_not_after` is the day by which it must have been out, when the day itself is unknown.
    """

    publication_id: str = msgspec.field(name="id")
    title: str
    outlet: str
    kind: PublicationKind
    author: str = ""
    published_on: str = ""
    published_on_precision: Precision = Precision.UNKNOWN
    published_on_words: str = ""
    published_not_after: str = ""
    url: str = ""
    sha256: str = ""
    note: str = ""


class WrittenPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The place that a claim is about: two-letter state (`US` for the country), Census GEOID, printed name."""

    state: str
    geoid: str
    name: str


class WrittenRelation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tie between the claim's subject and `object`, read as a sentence: subject, kind, object."""

    kind: Relation
    object: str


class WrittenCount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure as stated (`nearly 500` is 500) and what was counted, with the hedge in words."""

    value: int
    counted: str


class WrittenElection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A special election's office and the stage that falls on the claim's date."""

    office: Office
    stage: Stage


class WrittenLaw(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a law does, of which instrument, to whom, from when to before when; `citation` names section or bill.

    `checked` speaks of the text, `dates_checked` of the days, which are often known from elsewhere.
    """

    effect: Effect
    covers: tuple[Cover, ...]
    applies_to: tuple[Body, ...]
    citation: str
    checked: Checked
    valid_from: str = ""
    valid_until: str = ""
    dates_checked: Checked | None = None


class WrittenClaim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[claim]]` table. `attributed_to` is a chain: who said it first, then each who passed it on."""

    claim_id: str = msgspec.field(name="id")
    kind: ClaimKind
    statement: str
    attributed_to: tuple[str, ...]
    subject: str = ""
    place: WrittenPlace | None = None
    agency: str = ""
    instrument: Instrument = Instrument.OTHER
    action: Action = Action.OTHER
    status: ClaimStatus = ClaimStatus.STATED
    on: str = ""
    on_precision: Precision = Precision.UNKNOWN
    on_words: str = ""
    actor: str = ""
    pressed_by: str = ""
    quotation: str = ""
    locator: str = ""
    note: str = ""
    relation: WrittenRelation | None = None
    count: WrittenCount | None = None
    election: WrittenElection | None = None
    law: WrittenLaw | None = None


class ClaimsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file: a publication and what it claims."""

    publication: CuratedPublication
    claim: tuple[WrittenClaim, ...]


class CuratedRecord(msgspec.Struct, frozen=True):
    """All publications and all claims written by hand, in the order of file names and of the files."""

    publications: tuple[CuratedPublication, ...]
    claims: tuple[Claim, ...]
