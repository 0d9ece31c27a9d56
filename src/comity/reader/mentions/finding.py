"""Everything that a page mentions, put together."""

from __future__ import annotations

from collections.abc import Sequence

from comity.reader.mentions.bodies import find_bodies
from comity.reader.mentions.dates import find_dates
from comity.reader.mentions.evidence import PageEvidence, StateNamed, read_evidence
from comity.reader.mentions.lexicon import Lexicon, Row, load_lexicon
from comity.reader.mentions.money import find_money
from comity.reader.mentions.naming import Around
from comity.reader.mentions.officials import find_officials
from comity.reader.mentions.settling import Settled, Settling
from comity.reader.mentions.surface import named_text, plain_text
from comity.reader.records import Mentions, Page, PlaceMention, Sentence


def find_mentions(page: Page, sentences: Sequence[Sentence] = (), lexicon: Lexicon | None = None) -> Mentions:
    """Return the places, dates, amounts, bodies and officials that a page mentions, each kind in the text's order."""
    book = lexicon or load_lexicon()
    plain = plain_text(page.text)
    named = named_text(plain)
    places = find_page_places(page, named, book)
    bodies = find_bodies(named, plain, places, book)
    officials = find_officials(named, places, bodies, book)
    return Mentions(places, find_dates(plain, page.published), find_money(plain), bodies, officials)


def find_page_places(page: Page, named: str, lexicon: Lexicon) -> tuple[PlaceMention, ...]:
    """Return the places of a page, namesakes settled from what the page says."""
    hits = lexicon.find(named)
    around = Around(named, lexicon)
    evidence = read_evidence(page, around, hits)
    settled = Settling(around, evidence, page.title).settle(around.read(hits))
    taken = {done.named.hit.start for done in settled}
    found = [_place(done, evidence, lexicon) for done in settled]
    found += [_state(state, lexicon, evidence) for state in evidence.named if state.hit.start not in taken]
    return tuple(sorted(found, key=lambda place: (place.start, place.end)))


def _place(done: Settled, evidence: PageEvidence, lexicon: Lexicon) -> PlaceMention:
    """Return a settled or open name as a mention."""
    named, row = done.named, done.row
    candidates = tuple(lexicon.geoid(candidate) for candidate in done.candidates)
    is_county = named.typed == "county"
    if row is None:
        name = f"{named.hit.name} County" if is_county else named.hit.name
        kind = "county" if named.typed in {"county", "office_county"} else "" if not candidates else "municipality"
        return PlaceMention(named.start, named.end, name, kind, named.beside, "", "", False, candidates, done.rule)
    is_named = (
        row.state in evidence.counts or bool(named.beside) or lexicon.book.state_name(row.state) in named.hit.name
    )
    geoid, place = lexicon.geoid(row), lexicon.book.in_state(row.state).place(row.row)
    county = len(geoid) == 5 and place.kind != "independent_city"
    name = place.name if county else named.hit.name
    return PlaceMention(
        named.start,
        named.end,
        name,
        "county" if county else "municipality",
        row.state,
        geoid,
        lexicon.county_of(row),
        is_named,
        candidates,
        done.rule,
    )


def _state(state: StateNamed, lexicon: Lexicon, evidence: PageEvidence) -> PlaceMention:
    """Return a state as a mention; Washington alone may be the capital, and stays open then."""
    hit, code = state.hit, state.code
    geoid = lexicon.book.state(code).geoid
    if code not in evidence.counts:
        return PlaceMention(hit.start, hit.end, hit.name, "", "", "", "", False, ("11", geoid), "open")
    county = "11001" if code == "DC" else ""
    return PlaceMention(
        hit.start, hit.end, lexicon.book.state_name(code), "state", code, geoid, county, True, (), "state"
    )


__all__ = ["Row", "find_mentions", "find_page_places"]
