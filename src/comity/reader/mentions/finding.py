"""Everything that a page mentions, put together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from comity.reader.mentions.bodies import find_bodies
from comity.reader.mentions.dates import find_dates
from comity.reader.mentions.evidence import PageEvidence, StateNamed, read_evidence
from comity.reader.mentions.lexicon import Lexicon, Row, load_lexicon
from comity.reader.mentions.money import find_money
from comity.reader.mentions.naming import Around
from comity.reader.mentions.people import Person, find_people
from comity.reader.mentions.posts import load_posts
from comity.reader.mentions.settling import Settled, Settling
from comity.reader.mentions.spans import Spans
from comity.reader.mentions.surface import named_text, plain_text
from comity.reader.records import BodyMention, Mentions, OfficialMention, Page, PersonMention, PlaceMention, Sentence


def find_mentions(page: Page, sentences: Sequence[Sentence] = (), lexicon: Lexicon | None = None) -> Mentions:
    """Return the places, dates, amounts, bodies and officials that a page mentions, each kind in the text's order."""
    book = lexicon or load_lexicon()
    plain = plain_text(page.text)
    named = named_text(plain)
    places, sure = find_page_places(page, named, book)
    bodies = find_bodies(named, plain, places, book)
    spans = [(body.start, body.end) for body in bodies]
    led = [(b.start, b.end) for b in bodies if b.kind in {"organisation", "outlet", "federal"}]
    people = find_people(named, book, [*sure, *spans], led)
    people = tuple(person._replace(name=_as_printed(page.text, person)) for person in people)
    places, bodies = _without_people(places, bodies, people)
    dates, money = find_dates(plain, page.published), find_money(plain)
    persons = tuple(PersonMention(p.start, p.end, p.name, p.post, p.role) for p in people)
    return Mentions(places, dates, money, bodies, _officials(named, people, places), persons)


def _as_printed(text: str, person: Person) -> str:
    """Return a name with its accents, as the page has it; one in capitals is written as a name."""
    printed = text[person.start : person.end]
    return person.name if printed.isupper() else printed.replace("’", "'").replace("\u00a0", " ")


def _without_people(
    places: tuple[PlaceMention, ...], bodies: tuple[BodyMention, ...], people: tuple[Person, ...]
) -> tuple[tuple[PlaceMention, ...], tuple[BodyMention, ...]]:
    """Return places without those that are parts of persons' names, the bodies' indexes set right.

    Where nothing but capitals makes a private person (`Grassroots Alexandria`) the place stays as well.
    """
    named = Spans((p.start, p.end) for p in people if _is_surely(p))
    inside = {i for i, place in enumerate(places) if named.cover(place.start, place.end)}
    if not inside:
        return places, bodies
    moved = {old: new for new, old in enumerate(i for i in range(len(places)) if i not in inside)}
    kept = tuple(place for i, place in enumerate(places) if i not in inside)
    return kept, tuple(msgspec.structs.replace(body, place=moved.get(body.place, -1)) for body in bodies)


def _is_surely(person: Person) -> bool:
    """Return whether a person's name is one for more than its capitals: a post, a courtesy, a given name."""
    is_given = " " in person.name and person.name.split()[0] in load_posts().given
    return person.role != "private" or person.title_start < person.start or is_given


def _officials(named: str, people: tuple[Person, ...], places: tuple[PlaceMention, ...]) -> tuple[OfficialMention, ...]:
    """Return the persons with a public post, each with the place that stands right before the post or behind it."""
    starts = [place.start for place in places]
    found = []
    for person in people:
        if person.role not in {"official", "candidate"} or not person.post:
            continue
        at = bisect_right(starts, person.title_start) - 1
        is_inside = at >= 0 and person.title_start < places[at].end  # `County Sheriff` begins in `Cobb County`
        is_beside = is_inside or (
            at >= 0 and _BEFORE_POST.fullmatch(named[places[at].end : person.title_start] or "-") is not None
        )
        if not is_beside:
            at += 1
            is_beside = at < len(places) and bool(_BEHIND_NAME.fullmatch(named[person.end : places[at].start]))
        found.append(OfficialMention(person.start, person.end, person.name, person.post, at if is_beside else -1))
    return tuple(found)


_BEFORE_POST = re.compile(r"(?:'s?)?\s(?:(?:[Cc]ounty|[Cc]ity|[Ff]ormer|[Nn]ew|[Ii]nterim|[Aa]cting)\s)*")
_BEHIND_NAME = re.compile(r",?\s(?:the\s)?(?:[a-z]+\s){0,3}(?:of|in|for)\s(?:the\s)?")


def find_page_places(
    page: Page, named: str, lexicon: Lexicon
) -> tuple[tuple[PlaceMention, ...], list[tuple[int, int]]]:
    """Return the places of a page, namesakes settled from what it says, and the spans that are surely places."""
    hits = lexicon.find(named)
    around = Around(named, lexicon)
    evidence = read_evidence(page, around, hits)
    settled = Settling(around, evidence, page.title).settle(around.read(hits))
    taken = {done.named.hit.start for done in settled}
    found = [_place(done, evidence, lexicon) for done in settled]
    found += [_state(state, lexicon, evidence) for state in evidence.named if state.hit.start not in taken]
    found += _unlisted(around, {start for place in found for start in range(place.start, place.end)})
    sure = [(done.named.start, done.named.end) for done in settled if not done.named.is_weak]
    sure += [(state.hit.start, state.hit.end) for state in evidence.named]
    return tuple(sorted(found, key=lambda place: (place.start, place.end))), sure


_UNLISTED = re.compile(
    r"\b(?!The\s|In\s|And\s|But\s)(?P<name>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\s(?:County|Parish)),?(?=\s)"
)


def _unlisted(around: Around, taken: set[int]) -> list[PlaceMention]:
    """Return counties with their state that the gazetteer does not list, misspelt ones most often, left open."""
    found = []
    for match in _UNLISTED.finditer(around.text):
        state, _ = around.state_behind(match.end("name"))
        if state and taken.isdisjoint(range(match.start(), match.end("name"))):
            found.append(
                PlaceMention(match.start(), match.end("name"), match["name"], "county", state, "", "", True, (), "open")
            )
    return found


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
    name = named.hit.name
    if county:  # as printed (`St. Louis`), with the type that the gazetteer gives
        is_own = lexicon.is_named(row, named.hit.name)
        name = place.name.replace(place.short_name, named.hit.name, 1) if is_own else place.name
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
