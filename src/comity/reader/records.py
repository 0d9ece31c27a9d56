"""What the reader takes and gives: a page, what it mentions, and the claims it proposes, all with character spans.

Every `start` and `end` counts characters of `Page.text`, end exclusive. The proposed claims carry the field names of
the annotation guide, so that what is read and what was labelled are compared like with like.
"""

from __future__ import annotations

from typing import Literal

import msgspec


class Page(msgspec.Struct, frozen=True):
    """One page's text with what is known of its publication; `published` is an ISO day or "" where unknown."""

    id: str
    text: str
    url: str = ""
    title: str = ""
    published: str = ""
    outlet: str = ""


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of the page, and the number of the paragraph it stands in.

    `form` is what its line is: prose; a heading (headline, question, section title, dateline alone); an item of a list
    or a row of a table; or a line that the publisher prints around the article (navigation, credit, advertisement).
    """

    start: int
    end: int
    paragraph: int
    form: Literal["prose", "heading", "item", "boilerplate"] = "prose"


class PlaceMention(msgspec.Struct, frozen=True):
    """A place named in the text: resolved (`geoid`), or open with its candidates' GEOIDs."""

    start: int
    end: int
    name: str
    kind: str
    """state, county, municipality, or "" where that is open."""
    state: str
    """Postal code, "" where open."""
    geoid: str
    """Two digits a state, five a county or an independent city, seven a place; "" where unresolved."""
    county_geoid: str
    """The county, or the county that the city is identical with; "" otherwise."""
    is_state_in_text: bool
    candidates: tuple[str, ...] = ()
    rule: str = ""


class DateMention(msgspec.Struct, frozen=True):
    """A date: ISO, cut to what is known (YYYY, YYYY-MM, YYYY-MM-DD); "" where it cannot be resolved strictly."""

    start: int
    end: int
    on: str
    precision: Literal["day", "month", "year", "unknown"]
    is_future: bool = False
    rule: str = ""


class MoneyMention(msgspec.Struct, frozen=True):
    """An amount in US dollars as stated ("over $6 million" is 6000000)."""

    start: int
    end: int
    amount_usd: float


class BodyMention(msgspec.Struct, frozen=True):
    """An agency, an office or an organisation named in the text; `place` is the index of its place mention, or -1."""

    start: int
    end: int
    name: str
    kind: Literal["agency", "office", "organisation", "outlet", "federal"]
    place: int = -1


class OfficialMention(msgspec.Struct, frozen=True):
    """A named official or candidate with the post that the text gives; without a post nobody is named."""

    start: int
    end: int
    name: str
    post: str
    place: int = -1


class PersonMention(msgspec.Struct, frozen=True):
    """A person named in the text, private ones too: it never leaves the reader, which must know what to keep in."""

    start: int
    end: int
    name: str
    post: str
    role: Literal["official", "leader", "candidate", "giver", "author", "private"]
    """What makes the name public; a `leader` holds a post in a body, a `giver` is known for money given."""


class Mentions(msgspec.Struct, frozen=True):
    """Everything that a page mentions, each kind in the order of the text."""

    places: tuple[PlaceMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    money: tuple[MoneyMention, ...] = ()
    bodies: tuple[BodyMention, ...] = ()
    officials: tuple[OfficialMention, ...] = ()
    people: tuple[PersonMention, ...] = ()


class Event(msgspec.Struct, frozen=True):
    """A proposed claim about an act; the field names are the annotation guide's."""

    kind: str
    instrument: str
    action: str
    jurisdiction_name: str
    jurisdiction_type: str
    state: str | None
    fips5_or_null: str | None
    agency: str | None
    date: str | None
    date_text: str | None
    status: str
    actor: str | None
    evidence: str
    attributed_to: str | None
    state_in_text: bool
    pressed_by: str | None = None
    start: int = 0
    """Where the evidence starts in the page's text."""
    pattern: str = ""
    """The id of the pattern that found it."""


class Relation(msgspec.Struct, frozen=True):
    """A proposed claim that two named bodies are tied."""

    subject: str
    relation: str
    object: str
    amount_usd: float | None
    date: str | None
    evidence: str
    attributed_to: str | None
    start: int = 0
    pattern: str = ""


class Election(msgspec.Struct, frozen=True):
    """A proposed claim about an election of a local office."""

    office: str
    jurisdiction_name: str
    state: str | None
    fips5_or_null: str | None
    kind: str | None
    date: str | None
    candidates: tuple[str, ...]
    winner: str | None
    evidence: str
    attributed_to: str | None
    start: int = 0
    pattern: str = ""


class Reading(msgspec.Struct, frozen=True):
    """What the reader proposes of one page."""

    id: str
    url: str
    title: str
    published: str
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    elections: tuple[Election, ...] = ()
