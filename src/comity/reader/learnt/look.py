"""The second look: an event that is hardly right is left out, what rows tell for likely is added."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec

from comity.reader.context import Context
from comity.reader.drafts import SIDES, Draft, evidence_of
from comity.reader.events import as_events
from comity.reader.jurisdictions import Jurisdiction
from comity.reader.kinds import attributed_to
from comity.reader.learnt.days import Days
from comity.reader.learnt.linear import Guess, Linear, likeliest
from comity.reader.learnt.page import PageProposals, Proposal
from comity.reader.learnt.rows import FAMILY, Row, key_of, rows_of
from comity.reader.learnt.trees import Trees
from comity.reader.parsing import Parse
from comity.reader.patterns import HEADS
from comity.reader.records import DateMention, Event
from comity.reader.timing import date_of, is_news, news_date, opening_date

WEIGHTS = Path(__file__).with_name("weights.json.gz")
PATTERN = "learnt"
# The rules are right in five of six demands of the pages learnt from, which are too few for the trees to tell apart.
UNWEIGHED = frozenset(("pressure",))


class SecondLook(msgspec.Struct, frozen=True):
    """The learnt numbers: the linear models, the trees for the rules' events, for rows and for days.

    From where on the trees say yes is said beside. `trained_on` is the fingerprint of the pages they are learnt from.
    """

    trained_on: str
    linear: Linear
    of_events: Trees
    of_rows: Trees
    of_days: Trees
    least_kept: float
    least_added: float
    least_day: float

    def look(self, context: Context, events: Sequence[Event]) -> tuple[Event, ...]:
        """Return a page's events: those of the rules that stand, and what else its sentences tell, as the text goes."""
        rows = rows_of(context)
        if not rows and not events:
            return ()
        page = PageProposals(rows, events, self.linear)
        days = Days(context)
        kept = [
            days.settled(event, self.of_days, self.least_day, is_learnt=False)
            for event, chance in zip(events, self._chances(page, events), strict=True)
            if chance >= self.least_kept or event.kind in UNWEIGHED
        ]
        added = [
            days.settled(event, self.of_days, self.least_day, is_learnt=True)
            for event in as_events(context, self._added(context, page))
        ]
        return tuple(sorted((*kept, *added), key=lambda event: (event.start, event.jurisdiction_name)))

    def _chances(self, page: PageProposals, events: Sequence[Event]) -> list[float]:
        """Return how likely each of the rules' events is right: those of one list stand or fall together."""
        chances = [self.of_events.chance(proposal.circumstances) for proposal in page.of_events()]
        lists: dict[tuple[str, str, str, int], list[float]] = {}
        names = [(event.instrument, event.action, event.evidence, event.start) for event in events]
        for name, chance in zip(names, chances, strict=True):
            lists.setdefault(name, []).append(chance)
        return [sum(lists[name]) / len(lists[name]) for name in names]

    def _added(self, context: Context, page: PageProposals) -> list[Draft]:
        """Return what rows tell for likely, each once: by its likeliest row, or as one of a list."""
        best: dict[tuple[str, str, str], tuple[float, tuple[Row, Guess, Proposal]]] = {}
        for told in page.of_rows():
            *_, proposal = told
            chance = self.of_rows.chance(proposal.circumstances)
            name = proposal.key, proposal.family, proposal.side
            if chance >= self.least_added and (name not in best or chance > best[name][0]):
                best[name] = chance, told
        for chance, (row, guess, proposal) in [*best.values()]:
            for place in _listed_with(context, row):
                name = key_of(place), proposal.family, proposal.side
                if name not in page.told:
                    best.setdefault(name, (chance, (row._replace(place=place), guess, proposal)))
        return [self._draft(context, *told) for _, told in best.values()]

    def _draft(self, context: Context, row: Row, guess: Guess, proposal: Proposal) -> Draft:
        """Return what a row tells: of the proposal's family and side, the rest guessed from its words."""
        return draft_of(
            context,
            row,
            instrument=likeliest(guess.instruments, FAMILY, proposal.family),
            action=likeliest(guess.actions, SIDES, proposal.side),
            kind=likeliest(self.linear.chances("kind", row)),
            status=likeliest(self.linear.chances("status", row)),
        )


def _listed_with(context: Context, row: Row) -> list[Jurisdiction]:
    """Return the places of the list in which a row's place stands: what is told of one is told of all."""
    named = context.ground.between(row.start, row.end)
    at = next((at for at, one in enumerate(named) if one.jurisdiction.geoid == row.place.geoid), None)
    return [] if at is None else [one.jurisdiction for one in context.ground.list_around(named, at)]


def draft_of(context: Context, row: Row, *, instrument: str, action: str, kind: str, status: str) -> Draft:
    """Return what a row tells as the rules would, its day and its speaker read from the sentence."""
    sentence = context.sentences[row.number]
    parse = context.parsed(row.number)
    heads = [span for span in parse.spans if span.pattern.role in HEADS] or parse.spans
    head = heads[0] if heads else None
    speaker = context.voices.speaker(parse, row.number, context.sentences, head, head.first) if head else None
    evidence, start = evidence_of(context.page.text, sentence, sentence.start)
    return Draft(
        kind,
        instrument,
        action,
        row.place,
        status,
        _day(context, parse, row.number, head.first if head else 0, status),
        attributed_to(speaker, status),
        evidence,
        start,
        PATTERN,
        row.number,
    )


def _day(context: Context, parse: Parse, number: int, head: int, status: str) -> DateMention | None:
    """Return the day of what a sentence tells: its own, the opening's, or that of the page's news."""
    found = date_of(context, parse, head, status) or opening_date(context, parse, number)
    if found is None and is_news(context, parse, number, status):
        return news_date(context)
    return found


@cache
def own_second_look() -> SecondLook:
    """Return the second look that comes with the program."""
    return msgspec.json.decode(gzip.decompress(WEIGHTS.read_bytes()), type=SecondLook)
