"""Relations: who belongs to whom, who pays whom, from the words that stand between two named parties."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from comity.reader.apposed import find_apposed
from comity.reader.boards import find_members_named, find_on_boards
from comity.reader.founders import find_founders, is_foundation
from comity.reader.foundties import FoundTie, distinct
from comity.reader.gapties import find_gap_ties
from comity.reader.gifts import find_gifts, gives_for_years, supported_before
from comity.reader.givers import Givers
from comity.reader.laterpayers import find_later_payer
from comity.reader.leadingties import find_fronted, find_of_topic, find_so_too
from comity.reader.ledgers import Ledgers
from comity.reader.ledgerties import find_set_out
from comity.reader.memberships import find_member
from comity.reader.ownedties import OWNERS, find_owned
from comity.reader.parties import Parties, Party
from comity.reader.partywords import OBJECT
from comity.reader.patterns import fold
from comity.reader.records import Mentions, Page, Relation, Sentence
from comity.reader.rosters import counted_before, find_rows
from comity.reader.speakers import find_speaker
from comity.reader.tiefits import fits, is_led, is_passive, is_past
from comity.reader.ties import TieCue, Ties, own_ties
from comity.reader.tiewords import (
    AFTER_ASIDE,
    APPOSED,
    ASIDE,
    BREAK,
    CHECKS,
    COPULA,
    DENIED,
    GAP,
    ITS,
    JOINT,
    LIST,
    NAMED,
    ON_PAGE,
    ONCE,
    OWNING,
    PLURAL,
    RELATIVE,
    WHICH,
)
from comity.reader.topicdonors import bracketed, find_topic_donors


def find_relations(
    page: Page,
    sentences: Sequence[Sentence],
    mentions: Mentions,
    ties: Ties | None = None,
    parties: Parties | None = None,
) -> tuple[Relation, ...]:
    """Return the relations that a page states, in order, each pair of parties once for each amount."""
    folded = fold(page.text)
    if not ON_PAGE.search(folded):
        return ()
    ties = ties or own_ties()
    cues = ties.find(folded)
    reader = _Reader(page, mentions, ties, parties or Parties(page, mentions))
    found: list[FoundTie] = list(find_set_out(reader.parties, mentions, reader.ties))
    starts = [cue.start for cue in cues]
    for sentence in sentences:
        here = cues[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        read = list(reader.read(sentence, [cue for cue in here if cue.end <= sentence.end]))
        if not read:
            continue
        said = reader.plain[sentence.start : sentence.end]
        speaker = None if CHECKS.search(said) else find_speaker(said)
        kept = [one._replace(speaker=speaker) for one in read if one.subject.name != speaker]
        found += kept + [more for one in kept if (more := find_so_too(reader.parties, one))]
    return distinct(page, found)


class _Reader:
    """Reads the relations of one page."""

    def __init__(self, page: Page, mentions: Mentions, ties: Ties, parties: Parties) -> None:
        self.page, self.mentions, self.ties = page, mentions, ties
        self.parties = parties
        self.plain = self.parties.plain
        self.givers = Givers(parties, mentions, page.title)

    @cached_property
    def home(self) -> Party | None:
        """Return the body that the whole page is about."""
        return Ledgers(self.parties, self.mentions).topic(len(self.plain))

    def read(self, sentence: Sentence, cues: list[TieCue]) -> Iterator[FoundTie]:
        """Yield what a sentence says."""
        inside = self.parties.between(sentence.start, sentence.end)
        if not inside:
            return
        end_of_last: dict[str, int] = {}
        said: list[TieCue] = []
        named = [party for party in inside if party.is_direct]
        for cue in cues:
            if any(p.start <= cue.start and cue.end <= p.end and cue.end - cue.start < p.end - p.start for p in named):
                continue  # `Four Freedoms Fund` funds nobody by its name
            if cue.start < end_of_last.get(cue.pattern.id, -1):
                continue
            if any(o.start <= cue.start and cue.end <= o.end and o.end - o.start > cue.end - cue.start for o in said):
                continue  # `action fund` says more than the `fund` in it
            made = list(self._read_cue(cue, inside))
            if made:
                end_of_last[cue.pattern.id] = cue.end
                said.append(cue)
            yield from made
        yield from self._framed([cue for cue in cues if cue.pattern.form == "frame"], inside)
        yield from self._beside(sentence, inside)
        yield from self._gifts(sentence, inside)

    def _beside(self, sentence: Sentence, inside: list[Party]) -> Iterator[FoundTie]:
        """Yield what two parties right beside each other are to one another."""
        for left, right in pairwise(inside):
            yield from find_owned(self.parties, self.ties, left, right)
        for one, owner, name, end in find_apposed(self.plain, inside):
            tie = next(tie for tie in self.ties.all if tie.id == name)
            if fits(self.parties, tie, one, owner, one, owner) and not self._is_denied_before(one):
                yield FoundTie(one, owner, one.start, end, tie)
        for person, body in find_on_boards(self.parties, sentence, inside):
            tie = next(tie for tie in self.ties.all if tie.id == "officer-of")
            yield FoundTie(person, body, min(body.start, person.start), person.end, tie)
        for body, whole in find_members_named(self.parties, sentence, inside):
            tie = next(tie for tie in self.ties.all if tie.id == "member-of")
            if not self.parties.is_government(body):
                yield FoundTie(body, whole, body.start, body.end, tie)
        for given in find_topic_donors(self.parties, self.mentions, sentence, inside, self.home):
            if self._pays(given.payer, given.receiver):
                tie = next(tie for tie in self.ties.all if tie.id == ("gives" if given.amount else "funded-by"))
                ends = (given.payer, given.receiver) if given.amount else (given.receiver, given.payer)
                yield FoundTie(*ends, given.start, given.end, tie, given.amount)
        for body, person in find_founders(self.plain, sentence.start, inside):
            is_own = is_foundation(body)
            if not is_own and (not self.parties.is_official(person) or self.parties.is_government(body)):
                continue
            tie = next(tie for tie in self.ties.all if tie.id == ("foundation-founded" if is_own else "officer-of"))
            pair = (body, person) if is_own else (person, body)
            yield FoundTie(*pair, min(body.start, person.start), max(body.end, person.end), tie)

    def _framed(self, cues: Sequence[TieCue], inside: list[Party]) -> Iterator[FoundTie]:
        """Yield the ties that a single word between two parties tells."""
        named = [p for p in inside if p.is_direct]
        cues = [c for c in cues if not any(p.start <= c.start and c.end <= p.end for p in named)]
        for one in find_gap_ties(self.plain, cues, inside):
            pair = (one.subject, one.object)
            if DENIED.search(self.plain, max(0, one.start - 60, one.end - 240), one.end):
                continue
            is_fit = fits(self.parties, one.tie, *pair, *(reversed(pair) if one.tie.subject == "right" else pair))
            if is_fit and (one.tie.relation == "funded_by" or one.object.kind == "body"):
                yield FoundTie(*pair, one.start, one.end, one.tie)

    def _gifts(self, sentence: Sentence, inside: list[Party]) -> Iterator[FoundTie]:
        """Yield the money that a sentence says went from one party to another."""
        gifts = list(
            find_gifts(self.plain, sentence, inside, self.mentions, self.ties, supported_before(self.parties, sentence))
        )
        if not gifts:
            yield from self._granted(sentence, inside)
        # Who gives a sum together with somebody whose giving is public is as public.
        is_joint = any(g.amount is None and g.payer.kind == "person" and self.parties.is_public(g.payer) for g in gifts)
        later = find_later_payer(self.parties, self.mentions, sentence, inside)
        if later and self._pays(later.payer, later.receiver):
            tie = next(tie for tie in self.ties.all if tie.form == "gives")
            yield FoundTie(later.payer, later.receiver, later.start, later.end, tie, later.amount)
        for gift in gifts:
            is_with = is_joint and gift.amount is None and " " in gift.payer.name
            if self._pays(gift.payer, gift.receiver) or (
                is_with and self.parties.may_receive(gift.receiver, gift.payer)
            ):
                tie = next(tie for tie in self.ties.all if tie.form == gift.form)
                is_lasting = gift.receiver.kind == "body" and gives_for_years(self.plain[sentence.start : sentence.end])
                if is_lasting:
                    tie = next(tie for tie in self.ties.all if tie.id == "funded-by")
                pair = (gift.receiver, gift.payer) if is_lasting else (gift.payer, gift.receiver)
                yield FoundTie(*pair, gift.start, gift.end, tie, gift.amount, gift.on)

    def _granted(self, sentence: Sentence, inside: list[Party]) -> Iterator[FoundTie]:
        """Yield the grants of a sentence that leaves out who gives them, on a page about a giver's grants."""
        tie = next(tie for tie in self.ties.all if tie.form == "gives")
        for paid, amount, start, end in self.givers.read(sentence, inside):
            if self._pays(*paid):
                yield FoundTie(*paid, start, end, tie, amount)

    def _read_cue(self, cue: TieCue, inside: list[Party]) -> Iterator[FoundTie]:
        form = cue.pattern.form
        if form == "compound":
            yield from self._compound(cue, inside)
        elif form == "post" and (found := find_member(self.parties, cue, inside)):
            person, body = found
            start = min(person.start, body.start, cue.start)
            yield FoundTie(person, body, start, max(person.end, body.end), cue.pattern)
        elif form == "row":
            yield from self._rows(cue, inside)
        elif form in {"between", "includes", "relative"}:
            yield from self._between(cue, inside)

    def _between(self, cue: TieCue, inside: list[Party]) -> Iterator[FoundTie]:
        left = self._left_of(cue, inside)
        if left is None and not self._is_denied(cue, cue.start):
            yield from self._all_of_them(cue, inside)
            yield from self._leading(cue, inside)
        if (
            left is None
            or is_passive(self.plain, cue)
            or self._is_denied(cue, inside[0].start)
            or is_past(self.plain, cue)
        ):
            return
        if cue.pattern.owner_follows:
            owner = self.parties.last_person(left.start)
            if owner:
                yield FoundTie(left, owner, left.start, cue.end, cue.pattern)
            return
        if owned := self._owned_before(left, cue, inside):
            yield FoundTie(owned, left, owned.start, cue.end, cue.pattern)
            return
        rights = self._right_of(cue, inside) if cue.pattern.form != "relative" else []
        if not rights and (relative := list(self._relative(left, cue, inside))):
            yield from relative
            return
        if cue.pattern.id.startswith("own-") and not self._is_owned(left, cue, rights):
            return
        lefts = self._lefts(left, cue, inside)
        for one in lefts if is_led(self.parties, cue.pattern, lefts[0]) else ():
            for right in rights if cue.pattern.lists else rights[:1]:
                is_turned = cue.pattern.subject == "right" or cue.pattern.form == "includes"
                subject, thing = (right, one) if is_turned else (one, right)
                if subject.name != thing.name and fits(self.parties, cue.pattern, subject, thing, one, right):
                    yield FoundTie(subject, thing, one.start, right.end, cue.pattern)

    def _leading(self, cue: TieCue, inside: list[Party]) -> Iterator[FoundTie]:
        rights = self._right_of(cue, inside)
        if rights and (led := find_fronted(self.parties, cue, rights, inside)):
            yield led
        elif rights:
            yield from find_of_topic(self.parties, cue, rights)

    def _all_of_them(self, cue: TieCue, inside: list[Party]) -> Iterator[FoundTie]:
        """Yield the tie for each body of the list before: "A, B and C are known. All three get money from X."."""
        rights = self._right_of(cue, inside)[:1]
        if not rights or cue.pattern.form != "between" or cue.pattern.subject != "left":
            return
        listed = counted_before(self.parties, cue.start)
        for one in listed:
            if one.kind == "body" and fits(self.parties, cue.pattern, one, rights[0], one, rights[0]):
                yield FoundTie(one, rights[0], one.start, rights[0].end, cue.pattern)

    def _relative(self, last: Party, cue: TieCue, inside: list[Party]) -> Iterator[FoundTie]:
        """Yield the tie of the body before "which X and Y fund" to each of those who pay."""
        is_verb = cue.pattern.subject == "right" and cue.form in {"s", "past", "base"}
        if not is_verb or (cue.pattern.relation != "funded_by" and cue.pattern.form != "relative"):
            return
        before, payers = [p for p in inside if p.end <= last.start and p.is_direct], [last]
        while cue.form != "s" and len(before) > 1 and JOINT.fullmatch(self.plain[before[-1].end : payers[0].start]):
            payers.insert(0, before.pop())
        if not before or before[-1].kind != "body" or not WHICH.fullmatch(self.plain[before[-1].end : payers[0].start]):
            return
        for payer in payers:
            if fits(self.parties, cue.pattern, before[-1], payer, payer, before[-1]):
                yield FoundTie(before[-1], payer, before[-1].start, cue.end, cue.pattern)

    def _is_owned(self, owner: Party, cue: TieCue, rights: list[Party]) -> bool:
        """Return whether a noun is said to be the owner's, with the name right behind: "X's project, the Y"."""
        before, behind = self.plain[owner.end : cue.start], self.plain[cue.end : rights[0].start] if rights else ""
        is_its = self.plain[owner.start : owner.end].lower() in OWNERS
        return bool(OWNING.match(before) or ITS.search(before) or is_its) and bool(NAMED.fullmatch(behind))

    def _rows(self, cue: TieCue, inside: list[Party]) -> Iterator[FoundTie]:
        """Yield who stands in a row behind or before the word for what they are: `its grantees include A, B and C`."""
        tie = cue.pattern
        beyond = self.parties.between(inside[-1].end, inside[-1].end + _NEXT)
        for row in find_rows(self.parties, cue, [*inside, *beyond]):
            owner_words = {*row.owner.name.split()}
            if (tie.right_words and not owner_words & {*tie.right_words}) or self._is_denied(cue, row.start):
                return
            for one in row.listed:
                subject, thing = (one, row.owner) if tie.subject == "left" else (row.owner, one)
                is_person = tie.relation == "member_of" and subject.kind == "person"
                if is_person and thing.kind == "body" and self.parties.is_official(subject):
                    yield FoundTie(subject, thing, row.start, row.end, tie)
                money = bracketed(self.plain, one, self.mentions) if tie.relation == "funded_by" else None
                if money and self._pays(thing, subject):
                    gives = next(tie for tie in self.ties.all if tie.form == "gives")
                    yield FoundTie(thing, subject, row.start, row.end, gives, money)
                    continue
                is_body = subject.kind == "body" and not self.parties.is_government(subject)
                if is_body and (self._pays(thing, subject) if tie.relation == "funded_by" else thing.kind == "body"):
                    yield FoundTie(subject, thing, row.start, row.end, tie)

    def _owned_before(self, owner: Party, cue: TieCue, inside: list[Party]) -> Party | None:
        """Return the party before its owner: `the Rowan Institute, the Birch Federation's legal arm,`."""
        if (
            cue.pattern.subject != "right"
            or cue.form != "word"
            or self.plain[owner.end : cue.start] not in {"'s ", "' "}
        ):
            return None
        before = [p for p in inside if p.end <= owner.start and p.is_direct and p.kind == "body"]
        is_beside = before and self.plain[before[-1].end : owner.start] in {", ", ", the ", " is ", " is the "}
        is_closed = self.plain[cue.end : cue.end + 1] in {",", ".", ";", ""}
        ok = is_beside and is_closed and fits(self.parties, cue.pattern, before[-1], owner, owner, before[-1])
        return before[-1] if ok else None

    def _lefts(self, left: Party, cue: TieCue, inside: list[Party]) -> list[Party]:
        """Return the left party, and with a plural behind it those of the list that it ends, the first first."""
        found = [left]
        if PLURAL.match(self.plain[left.end : cue.end].lstrip(", ")):
            for party in reversed([p for p in inside if p.end <= left.start and p.is_direct]):
                if not LIST.fullmatch(self.plain[party.end : found[0].start]):
                    break
                found.insert(0, party)
        return found

    def _left_of(self, cue: TieCue, inside: list[Party]) -> Party | None:
        if cue.pattern.relation in {"project_of", "publication_of", "affiliate_of"} and (
            named := self._single(cue, inside)
        ):
            return named
        if around := [p for p in inside if p.start < cue.start < p.end <= cue.end and p.is_direct]:
            return around[0]  # `the Open Alder Foundations of X`: the name ends in the words
        before = [party for party in inside if party.end <= cue.start]
        if not before:
            return None
        left = before[-1]
        if len(before) > 1 and ONCE.fullmatch(self.plain[before[-2].end : left.start]):
            left = before[-2]  # `the Alder Project, formerly the Birch Fund, belongs to`
            gap = self.plain[before[-1].end : cue.start].removeprefix(",")
            return left if len(gap) < 60 and GAP.fullmatch(gap) and not BREAK.search(gap) else None
        gap = self.plain[left.end : cue.start]
        direct = [p for p in before if p.is_direct and p.end <= left.start]
        if direct and AFTER_ASIDE.match(gap) and RELATIVE.fullmatch(self.plain, direct[-1].end, left.end):
            left = direct[-1]  # `the Alder Fund, which has its home at Birch, funds`
            gap = gap.removeprefix(",")
        is_near = len(gap) < 90 and GAP.fullmatch(gap) is not None and not BREAK.search(gap)
        return left if is_near and len(gap.split()) <= 10 else None

    def _single(self, cue: TieCue, inside: list[Party]) -> Party | None:
        """Return the body of one word that an apposition tells to be one: "Rowanline, an initiative of"."""
        match = APPOSED.search(self.plain, max(0, cue.start - 60), cue.start)
        if not match or any(p.start < match.end(1) and match.start(1) < p.end for p in inside if p.is_direct):
            return None
        return Party(match.start(1), match.end(1), match[1], "body")

    def _right_of(self, cue: TieCue, inside: list[Party]) -> list[Party]:
        """Return the party behind the words and those of the list that it begins."""
        after = [
            p
            for p in inside
            if p.start >= cue.end
            and self.plain[p.end : p.end + 1] != "-"
            and (
                p.is_direct
                or self.plain.startswith(cue.pattern.meant or "the same ", p.start)
                or OBJECT.match(self.plain, p.start)
            )
        ]
        if not after:
            return []
        gap = self.plain[cue.end : after[0].start]
        if cue.pattern.subject == "right" and cue.form == "word":
            gap = COPULA.sub("", gap)  # `its legal arm is the ...`
        if len(gap) > 70 or not GAP.fullmatch(gap) or BREAK.search(gap) or ASIDE.search(gap) or gap.count(",") > 1:
            return []
        found = [after[0]]
        for party in after[1:]:
            if not LIST.fullmatch(self.plain[found[-1].end : party.start]):
                break
            found.append(party)
        return found

    def _is_denied_before(self, party: Party) -> bool:
        return DENIED.search(self.plain, max(0, party.start - 60), party.start) is not None

    def _is_denied(self, cue: TieCue, start: int) -> bool:
        """Return whether a tie is said not to be, or to be uncertain, earlier in its clause."""
        return DENIED.search(self.plain, min(start, max(0, cue.start - 120)), cue.start) is not None

    def _compound(self, cue: TieCue, inside: list[Party]) -> Iterator[FoundTie]:
        payer = next((p for p in inside if p.end == cue.start - 1 and self.plain[p.end] == "-"), None)
        rights = self._right_of(cue, inside)
        if payer and rights and rights[0].kind == "body" and not self.parties.is_government(rights[0]):
            yield FoundTie(rights[0], payer, payer.start, rights[0].end, cue.pattern)

    def _pays(self, payer: Party, receiver: Party) -> bool:
        return self.parties.may_pay(payer) and self.parties.may_receive(receiver, payer)


_NEXT = 500  # characters of the next sentence, in which a list may stand
