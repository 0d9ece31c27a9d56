"""Elections of local offices: office, place, stage, day, candidates and winner, from what a page says of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from comity.reader.ballots import Ballots
from comity.reader.candidatelists import CandidateLists
from comity.reader.contenders import (
    find_replaced,
    find_share,
    find_sides,
    find_winners,
    is_by_office,
    is_no_contest,
    is_on_condition,
    is_thought,
    listed_behind,
    stands_not,
)
from comity.reader.contestrows import Rows
from comity.reader.contests import (
    LISTED_OFFICES,
    NATIONAL_CANDIDATES,
    ContestCue,
    Contests,
    names_other_office,
    offices_in,
    own_contests,
    stage_in,
)
from comity.reader.cuewords import CueWords
from comity.reader.loosecontests import Loose
from comity.reader.mentions import place_meant
from comity.reader.notices import Notices, is_noticed
from comity.reader.pagestages import PageStages
from comity.reader.parties import Parties, Party
from comity.reader.patterns import fold
from comity.reader.placerows import PlaceRows
from comity.reader.polling import (
    AND_IN,
    BALLOT,
    BECOMES,
    BLOWS,
    BY_PARTY,
    CALLED,
    CANDIDATES,
    CHOSEN,
    CLAUSE,
    CONTEXT,
    HOLDER,
    NATIONAL,
    NEXT_HOLDER,
    OF_OLD,
    ON_PAGE,
    OWN_RACE,
    PARTISAN,
    PARTYS_OWN,
    SECOND_STAGE,
    STATE_POST,
    STRONG,
    TOLD_PAST,
)
from comity.reader.records import Election, Mentions, Page, Sentence
from comity.reader.resultlines import ResultLines
from comity.reader.schedule import Schedule
from comity.reader.seats import Seats
from comity.reader.sightings import Sighting, adds, merge_sightings
from comity.reader.speakers import find_speaker
from comity.reader.stageparts import part_at, stage_beside


def find_elections(
    page: Page,
    sentences: Sequence[Sentence],
    mentions: Mentions,
    contests: Contests | None = None,
    parties: Parties | None = None,
) -> tuple[Election, ...]:
    """Return the elections that a page states, one for each office, place, stage and year, in order."""
    folded = fold(page.text)
    if not ON_PAGE.search(folded):
        return ()
    contests = contests or own_contests()
    reader = _Reader(page, mentions, parties or Parties(page, mentions))
    cues = contests.find(folded)
    noticed = list(Notices(page, mentions, reader.seats).read())
    found: list[Sighting] = [*reader.tables(), *reader.place_rows.read(), *noticed]
    starts = [cue.start for cue in cues]
    for sentence in sentences:
        here = cues[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if read := list(reader.read(sentence, [cue for cue in here if cue.end <= sentence.end])):
            speaker = find_speaker(reader.plain[sentence.start : sentence.end])
            found += [one._replace(speaker=speaker) for one in read if not is_noticed(one, noticed)]
    kept = [one for one in found if adds(one, found, mentions)]
    return merge_sightings(page, mentions, sorted(kept, key=lambda one: (one.start, one.end)))


# Behind an office, before who stands for it.
_LISTS = re.compile(r":|\s[–—]\s")
_HEADLINE = 6  # words


class _Reader:
    """Reads the elections of one page."""

    def __init__(self, page: Page, mentions: Mentions, parties: Parties) -> None:
        self.page, self.mentions = page, mentions
        self.parties = parties
        self.plain = self.parties.plain
        self.stages = PageStages(page, self.plain)
        self.ballots = Ballots(self.plain, mentions)
        self.seats = Seats(page, mentions, self.plain, self.ballots)
        self.schedule = Schedule(page, mentions, parties, self.seats, self._is_elsewhere)
        self.rows = Rows(page, mentions, self.seats, self.schedule, self.stages.page)
        self.results = ResultLines(page, mentions, self.plain, self.seats, self.schedule, self.stages.page)
        self.lists = CandidateLists(page, mentions, parties, self.seats)
        self.place_rows = PlaceRows(page, mentions, parties, self.seats)
        self.loose = Loose(self.plain, self.seats, self._is_elsewhere)
        self.has_found = False
        self.words = CueWords(self.plain)

    def read(self, sentence: Sentence, cues: list[ContestCue]) -> Iterator[Sighting]:
        """Yield what a sentence says of elections."""
        said = self.plain[sentence.start : sentence.end]
        if _LISTS.search(said) and self.results.is_on_list:
            yield from self.lists.read(sentence, said)
        yield from self.schedule.read(sentence, said)
        people = [
            p
            for p in self.parties.between(sentence.start, sentence.end)
            if p.kind == "person"
            and self.plain[p.end : p.end + 1] != "-"  # `X-backed candidates` are others
            and not self._only_gives(p)
        ]
        people = [] if _is_in_capitals(sentence, said) else sorted([*people, *self._holders(sentence)])
        found = list(self._named(sentence, said, cues, people)) or list(self._nearest(sentence, said, cues, people))
        found = found or ([] if self.has_found else list(self._called(sentence, said, people)))
        if not found and (told := self.loose.read(sentence, said, people)):
            found = list(self._sighting(sentence, said, told.start, told.end, told.candidates, told.winner, "loose"))
        self.has_found = self.has_found or bool(found)
        yield from found or self.rows.spoken_of(sentence, said)

    def tables(self) -> Iterator[Sighting]:
        """Yield the contests that a page sets out below headings: candidates, row by row."""
        for heading, rows in self.ballots.tables():
            place = place_meant(self.mentions, heading.start, {"county", "municipality"})
            names = tuple(row.name for row in rows)
            won = [row.name for row in rows if row.share and row.share > 50]
            if place >= 0 and self.mentions.places[place].geoid:
                stage = heading.stage or self.stages.page
                yield Sighting(
                    heading.office, place, stage, None, names, won[0] if len(won) == 1 else None,
                    heading.start, rows[-1].end, "table",
                )  # fmt: skip

    def _holders(self, sentence: Sentence) -> Iterator[Party]:
        """Yield whom `the sheriff` means, where one person alone has the post on the page."""
        for match in HOLDER.finditer(self.plain, sentence.start, sentence.end):
            office = offices_in(match["post"])[0][1]
            names = self.seats.holders_of.get(office, frozenset())
            if len(names) == 1:
                yield Party(match.start(), match.end(), next(iter(names)), "person", False)
        for match in PARTISAN.finditer(self.plain, sentence.start, sentence.end):
            last = self.parties.last_person(match.start())
            if last and match.start() - last.end <= 400 and self.parties.is_public(last):
                yield Party(match.start(), match.end(), last.name, "person", False)

    def _nearest(
        self, sentence: Sentence, said: str, cues: list[ContestCue], people: list[Party]
    ) -> Iterator[Sighting]:
        """Yield an election of the one candidate whom a sentence of winning or losing names, wherever he stands."""
        sure = [c for c in cues if c.pattern.form in {"wins", "elected", "lost", "runs"} and self.words.hold(said, c)]
        local = [p for p in people if not self._is_elsewhere(p)]
        if (
            len(local) < len(people)
            or len({p.name for p in local}) != 1
            or not sure
            or not STRONG.search(said)
            or CLAUSE.search(said)
        ):
            return
        cue = sure[0]
        if stands_not(self.plain, cue) or is_thought(self.plain, cue) or is_no_contest(self.plain, cue):
            return
        is_won = cue.pattern.form in {"wins", "elected"} and not is_on_condition(self.plain, cue)
        winner = local[0] if is_won else None
        yield from self._sighting(sentence, said, cue.start, cue.end, local[:1], winner, cue.pattern.id)

    def _called(self, sentence: Sentence, said: str, people: list[Party]) -> Iterator[Sighting]:
        """Yield the contest of who is called incumbent or challenger, where the page tells for which office."""
        named = {p.start: p.post.lower() for p in self.mentions.people if sentence.start <= p.start < sentence.end}
        is_own = OWN_RACE.search(said) is not None
        called = [p for p in people if named.get(p.start, "") in CALLED or (is_own and self._is_by_party(p))]
        called = [p for p in called if not self._is_elsewhere(p)]
        office = self.seats.office(said, 0, called, sentence.start) if called else ""
        is_two = len({p.name for p in called}) > 1
        is_near = CONTEXT.search(self.plain, max(0, sentence.start - 200), sentence.start)
        if (
            office
            and (is_own or ((is_two or is_near or STRONG.search(said)) and self.seats.is_sought(office)))
            and not NATIONAL.search(said)
        ):
            yield from self._sighting(sentence, said, called[0].start, called[0].end, called, None, "called")

    def _is_by_party(self, party: Party) -> bool:
        """Return whether a person is called a candidate by party alone: `the Democrat, X`."""
        return BY_PARTY.search(self.plain[max(0, party.start - 40) : party.start]) is not None

    def _only_gives(self, party: Party) -> bool:
        """Return whether a person is known on the page for money alone."""
        roles = {one.role for one in self.seats.people_like(party)}
        return "giver" in roles and roles <= {"giver", "private"}

    def _is_elsewhere(self, party: Party) -> bool:
        """Return whether a person's post is of the state or the nation."""
        posts = {p.post for p in self.seats.people_like(party) if p.name == party.name and p.post}
        is_other = any(names_other_office(post) or STATE_POST.search(post) for post in posts)
        return party.name in NATIONAL_CANDIDATES or (is_other and not any(offices_in(post) for post in posts))

    def _is_of_others(self, cue: ContestCue, candidates: list[Party]) -> bool:
        """Return whether a candidate is of the state or the nation, and no local office follows that he stands for."""
        if any(party.name in NATIONAL_CANDIDATES for party in candidates):
            return True
        is_other = any(self._is_elsewhere(party) for party in candidates)
        return is_other and not offices_in(re.split(r"[,;.]\s", self.plain[cue.end : cue.end + 40], maxsplit=1)[0])

    def _named(self, sentence: Sentence, said: str, cues: list[ContestCue], people: list[Party]) -> Iterator[Sighting]:
        """Yield the elections of a sentence in which a candidate is named."""
        done = -1
        yield from self.rows.unnamed(sentence, said)
        yield from self.rows.read(sentence, said)
        yield from self._next(sentence, said, people)
        yield from self.results.winners(sentence, said, people)
        yield from self.results.for_office(sentence, said, people)
        yield from self._share(sentence, said, people)
        yield from self.results.tallied(sentence, said, people)
        rows = list(self.lists.rows(sentence, said, people, self.stages.page)) if self.results.is_on_list else []
        yield from rows or self._behind_colon(sentence, said, people)
        for cue in cues:
            if cue.start < done or not self.words.hold(said, cue) or is_no_contest(self.plain, cue):
                continue
            for sighting in self._read_cue(sentence, said, cue, people):
                done = cue.end
                yield sighting

    def _read_cue(self, sentence: Sentence, said: str, cue: ContestCue, people: list[Party]) -> Iterator[Sighting]:
        together = find_winners(self.plain, cue, people)
        for winner in together if len(self._locals(sentence)) > 1 else ():
            yield from self._sighting(sentence, said, cue.start, cue.end, [winner], winner, cue.pattern.id, winner.end)
        if together and len(self._locals(sentence)) > 1:
            return
        is_replaced = cue.pattern.form == "replaced"
        sides = find_replaced(self.plain, cue, people) if is_replaced else find_sides(self.plain, cue, people)
        candidates = [p for p in (sides.winner, *sides.others) if p is not None]
        if self._is_of_others(cue, candidates):
            return
        if candidates and self._is_about_election(said, cue, candidates):
            for one in self._sighting(sentence, said, cue.start, cue.end, candidates, sides.winner, cue.pattern.id):
                yield one
                yield from self._and_in_the_fall(sentence, one, people)
        is_runner = bool(candidates) and cue.pattern.form == "runs"
        if is_runner or (sides.winner and cue.pattern.form in {"wins", "elected", "went"}):
            yield from self._and_another(sentence, said, cue, people)

    def _and_in_the_fall(self, sentence: Sentence, one: Sighting, people: list[Party]) -> Iterator[Sighting]:
        """Yield the general election that the winner of a primary won too: `and then Republican Y in the fall`."""
        second = (
            SECOND_STAGE.search(self.plain, one.end, sentence.end) if one.stage == "primary" and one.winner else None
        )
        if second:
            rivals = tuple(p.name for p in people if second.start() <= p.start < second.end() and p.is_direct)
            names = tuple(dict.fromkeys((str(one.winner), *rivals)))
            yield one._replace(
                stage="general",
                date=None,
                candidates=names,
                start=second.start(),
                end=second.end(),
                pattern="in-the-fall",
            )

    def _and_another(self, sentence: Sentence, said: str, cue: ContestCue, people: list[Party]) -> Iterator[Sighting]:
        """Yield the next winner of `X becomes sheriff of A County and Y of B County`."""
        for party in people:
            behind = self.seats.places_in(party.end, min(sentence.end, party.end + 40))
            is_second = party.start > cue.end and re.search(r"(?:\band|;)\s$", self.plain[cue.end : party.start])
            is_of = behind and AND_IN.fullmatch(self.plain[party.end : self.mentions.places[behind[0]].start])
            if is_second and is_of:
                winner = None if cue.pattern.form == "runs" else party
                yield from self._sighting(
                    sentence, said, cue.start, cue.end, [party], winner, cue.pattern.id, party.end
                )

    def _locals(self, sentence: Sentence) -> list[int]:
        """Return the counties, and cities that are counties, that a sentence names, each once."""
        seen: dict[str, int] = {}
        for index in self.seats.places_in(sentence.start, sentence.end):
            if self.seats.is_of(index, {"county"}):
                seen.setdefault(self.mentions.places[index].geoid, index)
        return list(seen.values())

    def _behind_colon(self, sentence: Sentence, said: str, people: list[Party]) -> Iterator[Sighting]:
        """Yield the candidates of `Three candidates want the office: X, Y and Z`."""
        match = CANDIDATES.search(said)
        right = [p for p in people if match and p.start >= sentence.start + match.end() and p.is_direct]
        if match and right and right[0].start - sentence.start - match.end() < 40:
            start, end = sentence.start + match.start(), sentence.start + match.end()
            placed = [p for p in right if self._has_place(p, sentence)]
            for party in placed if len(placed) > 1 else ():  # `three lost: X of A County, Y of B County`
                yield from self._sighting(sentence, said, start, end, [party], None, "candidates", party.end)
            if len(placed) < 2:
                listed = listed_behind(self.plain, right)
                yield from self._sighting(sentence, said, start, end, listed, None, "candidates")

    def _has_place(self, party: Party, sentence: Sentence) -> bool:
        """Return whether a county stands right behind a person: `X of A County`."""
        behind = self.seats.places_in(party.end, min(sentence.end, party.end + 40))
        gap = self.plain[party.end : self.mentions.places[behind[0]].start] if behind else ""
        return AND_IN.fullmatch(gap) is not None

    def _next(self, sentence: Sentence, said: str, people: list[Party]) -> Iterator[Sighting]:
        """Yield who is called the next holder of an office: `X, the next commissioner of A County,`."""
        found = [*NEXT_HOLDER.finditer(self.plain, sentence.start, sentence.end)]
        if self._is_of_voters:
            found += BECOMES.finditer(self.plain, sentence.start, sentence.end)
        for match in found:
            one = next((p for p in people if p.end == match.start()), None)
            if one and offices_in(match["office"]):
                yield from self._sighting(sentence, said, match.start(), match.end(), [one], one, "next")

    @cached_property
    def _is_on_ballot(self) -> bool:
        return BALLOT.search(self.plain) is not None

    @cached_property
    def _is_of_voters(self) -> bool:
        return self._is_on_ballot or STRONG.search(self.plain) is not None

    def _share(self, sentence: Sentence, said: str, people: list[Party]) -> Iterator[Sighting]:
        people = [p for p in people if p.name not in NATIONAL_CANDIDATES]
        known = [p for p in people if any(one.role in {"official", "candidate"} for one in self.seats.people_like(p))]
        is_vote = CONTEXT.search(said) or self._is_on_ballot
        found = find_share(self.plain, sentence.start, sentence.end, known if CONTEXT.search(said) is None else people)
        if found and is_vote:
            party, has_won = found
            winner = party if has_won else None
            yield from self._sighting(sentence, said, party.end, party.end, [party], winner, "share")

    def _is_about_election(self, said: str, cue: ContestCue, candidates: list[Party]) -> bool:
        """Return whether words that may speak of something else (`beat`, `took on`) speak of an election."""
        if cue.pattern.form not in {"beats", "against", "noun"} or CONTEXT.search(said):
            return True
        if cue.pattern.form != "beats" and cue.pattern.id not in {"challenges", "opposed-by"}:
            return False
        if len(candidates) < 2 and is_by_office(self.plain, cue) and BALLOT.search(said):
            return True  # `the new sheriff, who beat X in November`
        if len(candidates) < 2:  # `Sheriff X was ousted on Tuesday`
            held = [office for p in self.seats.people_like(candidates[0]) for _, office in offices_in(p.post)]
            return any(office in LISTED_OFFICES for office in held) and not BLOWS.match(self.plain, cue.start)
        roles = {p.role for c in candidates for p in self.seats.people_like(c)}
        is_political = not BLOWS.match(self.plain, cue.start) and bool(offices_in(said))
        return bool(roles & {"official", "candidate"}) or is_political or self.has_found

    def _sighting(
        self, sentence: Sentence, said: str, start: int, end: int, candidates: list[Party], winner: Party | None,
        rule: str, near: int = -1,
    ) -> Iterator[Sighting]:  # fmt: skip
        """Yield an election of candidates, where its office and place can be told."""
        office = self.seats.office(said, start - sentence.start, candidates, sentence.start)
        place = self.seats.place(sentence, near if near >= 0 else start, candidates, office)
        if not office or place < 0 or not self.mentions.places[place].geoid:
            return
        heading = self.ballots.above(start)
        is_decided = winner is not None or rule in {"recalled", "recalls-its"}
        stage = stage_in(part_at(said, start - sentence.start))
        stage = stage or stage_beside(said, start - sentence.start)
        stage = stage or (heading.stage if heading else None) or self.stages.above(sentence, said, self.schedule)
        is_won = winner is not None and rule != "elect-title"  # the day on which a sheriff-elect speaks is none
        is_over = is_won or bool(TOLD_PAST.search(said))
        # The day on which a sheriff-elect speaks or begins is none.
        is_title = rule in {"elect-title", "next"} and not CHOSEN.search(said)
        date = None if is_title else self.schedule.day_near(sentence, start, is_over)
        is_old = (
            bool(date) and str(date)[:4] < self.page.published[:4]
        )  # `who was sheriff until she ousted him in 2018`
        stage = stage or (None if OF_OLD.search(said) else self.stages.news)
        stage = stage or ("primary" if PARTYS_OWN.search(said) else None)
        stage = stage or ("general" if is_decided else None if is_old else self.stages.page)
        names = tuple(dict.fromkeys(p.name for p in candidates))
        self.seats.sought.update(dict.fromkeys(names, office))
        first = min(start, *(p.start for p in candidates))
        last = max(end, *(p.end for p in candidates))
        yield Sighting(office, place, stage, date, names, winner.name if winner else None, first, last, rule)


def _is_in_capitals(sentence: Sentence, said: str) -> bool:
    """Return whether a headline writes every word with a capital: names cannot be told in it."""
    if sentence.form != "heading":
        return False
    words = [word for word in re.findall(r"[A-Za-z]\S+", said) if len(word) > 3]
    return len(words) >= _HEADLINE and all(word[0].isupper() for word in words)
