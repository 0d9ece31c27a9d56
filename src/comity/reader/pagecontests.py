"""The one contest that a page is about, where no sentence of it tells office, place and candidates together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from comity.reader.contests import LISTED_OFFICES, NATIONAL_CANDIDATES, offices_in, stage_in
from comity.reader.expressions import Expression
from comity.reader.parties import Parties, Party
from comity.reader.polling import CLAUSE, NATIONAL, SPOKEN_OF
from comity.reader.records import Mentions, Page, Sentence
from comity.reader.schedule import Schedule
from comity.reader.seats import Seats
from comity.reader.sightings import Sighting

_CHIEF = LISTED_OFFICES | {"county executive", "mayor"}
# How far behind such words the candidates may be named, in characters.
_NEXT = 200
# Words of a vote for somebody, one of which the telling sentence must hold.
_VOTE = Expression("vote-for-somebody")
# Those that do so where the page says nowhere that the office is sought.
_RIVALRY = Expression("vote-among-rivals")
_FILING = Expression("filing-told")
# What puts a vote for somebody out of the question, or makes it another's.
_NO_VOTE = Expression("vote-on-something")


def find_page_contest(
    page: Page, sentences: Sequence[Sentence], mentions: Mentions, parties: Parties, seats: Seats, schedule: Schedule
) -> Sighting | None:
    """Return the contest for the one chief office of the one county that a page names, where it tells of its vote."""
    office = _only_chief(seats, page)
    place = _only_county(mentions)
    if not office or place < 0:
        return None
    is_sought = any(_of(match, office) for match in SPOKEN_OF.finditer(page.title + "\n" + seats.plain))
    for sentence in sentences:
        said = seats.plain[sentence.start : sentence.end]
        vote = (_VOTE if is_sought else _RIVALRY).search(said)
        if not vote or NATIONAL.search(said) or CLAUSE.search(said) or _NO_VOTE.search(said):
            continue
        near = parties.between(sentence.start, sentence.end)
        if any(p.name in NATIONAL_CANDIDATES for p in near):
            continue
        behind = parties.between(sentence.end, sentence.end + _NEXT)
        people = [p for p in near if _may_stand(p, seats)] or [p for p in behind if _may_stand(p, seats)]
        day = schedule.day_near(sentence, sentence.start + vote.start(), is_decided=False)
        if people or day:
            start, end = sentence.start + vote.start(), sentence.start + vote.end()
            names = tuple(dict.fromkeys(p.name for p in people))
            stage = "filing_deadline" if day and _FILING.search(said) else stage_in(said)
            return Sighting(office, place, stage, day, names, None, start, end, "page")
    return None


def _only_chief(seats: Seats, page: Page) -> str:
    """Return the chief office that a page names, "" where it names several or another elected office."""
    named = {office for _, office in offices_in(seats.plain + "\n" + page.title)}
    chief = (named & _CHIEF) - ({"prosecutor"} if len(named & _CHIEF) > 1 else set())
    return chief.pop() if len(chief) == 1 else ""


def _only_county(mentions: Mentions) -> int:
    """Return the county that a page names, -1 where it names none or several."""
    found = {
        place.county_geoid or place.geoid: index
        for index, place in reversed([*enumerate(mentions.places)])
        if place.geoid and (place.kind == "county" or place.county_geoid) and place.kind != "state"
    }
    return next(iter(found.values())) if len(found) == 1 else -1


def _of(match: re.Match[str], office: str) -> bool:
    """Return whether words that speak of a contest speak of one for an office."""
    return offices_in(match["office"] or match["own"] or match["held"])[0][1] == office


def _may_stand(party: Party, seats: Seats) -> bool:
    if party.kind != "person" or " " not in party.name or party.name in NATIONAL_CANDIDATES:
        return False
    roles = {one.role for one in seats.people_like(party)}
    return bool(roles & {"official", "candidate", "private"}) and not roles & {"giver", "leader", "author"}
