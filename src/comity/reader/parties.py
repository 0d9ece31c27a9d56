"""Who can stand at either end of a relation: named bodies and persons, the pronouns and short names that mean them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache

from comity.reader.fullnames import FullNames, straight
from comity.reader.listednames import JOINED, LISTED_BEFORE, LISTED_BEHIND, is_of_state
from comity.reader.mentions.organisations import Named, find_named
from comity.reader.mentions.posts import load_posts
from comity.reader.mentions.spans import Spans
from comity.reader.mentions.surface import named_text, plain_text
from comity.reader.partywords import (
    ASSOCIATION,
    BY_NAME,
    CAMPAIGN,
    COALITIONS,
    COMMITTEE,
    COMPARED,
    DEFINITE,
    GOVERNMENT,
    HEADS,
    MEANT,
    NEAR,
    NO_SURNAME,
    OBJECT,
    PRONOUN,
    STANDS,
    THING_BEFORE,
    THING_BEHIND,
)
from comity.reader.pronouns import Kind, Party, meant_as_object, topic_of
from comity.reader.records import Mentions, Page, PersonMention
from comity.reader.toldnames import find_told
from comity.reader.wholenames import find_whole_names

__all__ = ("Parties", "Party")


class Parties:
    """The parties of one page, in order, and what its pronouns mean."""

    def __init__(self, page: Page, mentions: Mentions) -> None:
        """Take a page and what it mentions."""
        self.page, self.mentions = page, mentions
        self.plain = plain_text(page.text)
        self.named = named_text(self.plain)
        self._roles: dict[str, set[str]] = {}
        for person in mentions.people:
            self._roles.setdefault(straight(person.name), set()).add(person.role)
        self._givers: dict[str, bool] = {}

    @cached_property
    def direct(self) -> list[Party]:
        """Return the bodies and persons that are named, none inside another, by their fullest names."""
        found = [*self._whole(), *self._told(), *self._persons(), *self._bodies()]
        found.sort(key=lambda party: (party.start, -party.end))
        out: list[Party] = []
        for party in found:
            if not out or party.start >= out[-1].end:
                out.append(party)
        named = [p._replace(name=self._full.full_name(self._without_place(p.name))) for p in out]
        named = [*self._listed(named)]
        return [party for at, party in enumerate(named) if not at or not self._is_initials(named[at - 1], party)]

    def _without_place(self, name: str) -> str:
        """Return a foundation's name without its city, where the page also gives it so: `Alder Foundation of Elm`."""
        head, _, place = name.rpartition(" of ")
        if not head.endswith(_PLACED) or not place[:1].isupper():
            return name
        said = f"{self.page.title}\n{self.plain}"
        return head if said.count(head) > said.count(name) else name

    def _listed(self, named: list[Party]) -> Iterator[Party]:
        """Yield the parties with what stands beside a body in a list: `Juntos, the Alder Institute and Casa Elm`."""
        last = 0
        private = {p.start for p in self._people if p.role == "private" and p.name.split()[0] not in load_posts().given}
        for party in self._bodies_of_lists(named, private):
            if party.start < last:
                continue
            if party.kind == "body":
                ahead = LISTED_BEFORE.search(self.named, max(last, party.start - 60), party.start)
                if ahead and self._may_be_listed(ahead.start("name"), ahead.end("name")):
                    yield Party(*ahead.span("name"), straight(self.page.text[slice(*ahead.span("name"))]), "body")
            yield party
            last = party.end
            while party.kind == "body" and (behind := LISTED_BEHIND.match(self.named, last)):
                start, last_of = behind.span("name")
                over = [p for p in named if p.start < last_of and start < p.end and p.start not in private]
                if over or not self._may_be_listed(start, last_of):
                    break
                yield Party(start, last_of, straight(self.page.text[start:last_of]), "body")
                last = last_of

    def _bodies_of_lists(self, named: list[Party], private: set[int]) -> Iterator[Party]:
        """Yield the parties, those as bodies that are no known persons and stand between bodies: `Enlace Chicago`."""
        for at, party in enumerate(named):
            beside = [p for p in (*named[max(0, at - 1) : at], *named[at + 1 : at + 2]) if p.kind == "body"]
            gaps = [self.plain[min(p.end, party.end) : max(p.start, party.start)] for p in beside]
            is_joined = len(beside) == 2 and all(JOINED.fullmatch(gap) for gap in gaps)
            yield party._replace(kind="body") if is_joined and party.start in private else party

    def _may_be_listed(self, start: int, end: int) -> bool:
        words = self.named[start:end].split()
        is_odd = words[0] in load_posts().leads or words[-1] in _NO_ACRONYMS or self._is_place(start, end)
        dates = any(d.start < end and start < d.end for d in self.mentions.dates)
        near = (p for p in self._people if p.start < end and start < p.end)
        people = any(p.role != "private" or p.name.split()[0] in load_posts().given for p in near)
        return not (is_odd or dates or people or " ".join(words).lower() in load_posts().heads)

    def _is_initials(self, before: Party, party: Party) -> bool:
        """Return whether a party is only the short form of the one before it: `the Alder Institute (AI)`."""
        is_bracketed = self.plain[before.end : party.start] in {" (", " (the "} and self.plain.startswith(
            ")", party.end
        )
        return is_bracketed and before.name == party.name

    @cached_property
    def all(self) -> list[Party]:
        """Return the direct parties with the pronouns and definite words that mean one before them."""
        taken = [(party.start, party.end) for party in self.direct]
        starts = [start for start, _ in taken]
        found = list(self.direct)
        spoken: list[Party] = []
        for match in [*DEFINITE.finditer(self.plain), *PRONOUN.finditer(self.plain)]:
            at = bisect_right(starts, match.start()) - 1
            if at >= 0 and match.start() < taken[at][1]:
                continue
            kind: Kind = "person" if match.re is PRONOUN.compiled and match["person"] else "body"
            noun = "" if match.re is PRONOUN.compiled else match["noun"].split()[-1]
            noun = noun if noun == "PAC" else noun.lower()
            named = self._called(match.start(), noun) if noun else None
            if not named and noun in BY_NAME:
                continue
            meant = named or self._antecedent(match.start(), kind)
            if not noun and kind == "body":
                meant = self._nearer(spoken, match.start(), meant)
            if meant:
                found.append(Party(match.start(), match.end(), meant.name, kind, False))
                if named:
                    spoken.append(found[-1])
        return sorted(found)

    def between(self, start: int, end: int) -> list[Party]:
        """Return the parties that stand inside a span, in order."""
        starts = self._starts
        return [party for party in self.all[bisect_left(starts, start) : bisect_left(starts, end)] if party.end <= end]

    @cached_property
    def _starts(self) -> list[int]:
        return [party.start for party in self.all]

    def _antecedent(self, position: int, kind: Kind) -> Party | None:
        """Return the last party of a kind named before a position, within the last few sentences."""
        known, ends = self._by_kind[kind]
        at = bisect_right(ends, position) - 1
        if kind == "body" and at >= 0 and OBJECT.match(self.plain, position):
            return meant_as_object(self.plain, known[: at + 1], position)
        if kind == "body" and self.home and at >= 0 and self.plain.rfind("\n", known[at].end, position) >= 0:
            return self.home  # what a section of a page about a body begins with
        if kind == "body" and at > 0 and (topic := topic_of(self.plain, known[:at], position)):
            return topic
        if (
            at > 0
            and position - ends[at] <= 2
            and COMPARED.search(self.plain, max(0, known[at].start - 16), known[at].start)
        ):
            at -= 1  # `Like FAIR, it has ...`
        return known[at] if at >= 0 and position - ends[at] <= 600 else None

    @cached_property
    def home(self) -> Party | None:
        """Return the body that the title begins with, which a page about one body does."""
        title = self.page.title.removeprefix("The ")
        known = (p for p in self.direct if p.kind == "body")
        return next((p for p in known if title.startswith((p.name, self.page.text[p.start : p.end] + " "))), None)

    @staticmethod
    def _nearer(spoken: list[Party], position: int, meant: Party | None) -> Party | None:
        """Return the body that `the network` meant right before a pronoun, if no other one is named behind it."""
        at = bisect_left([p.start for p in spoken], position) - 1
        is_nearer = at >= 0 and position - spoken[at].end <= NEAR and (meant is None or meant.end <= spoken[at].start)
        return spoken[at] if is_nearer else meant

    def _called(self, position: int, noun: str) -> Party | None:
        """Return the last body before a position whose name has a noun in it: `the fund` is the Alder Fund."""
        known, ends = self._by_kind["body"]
        word = noun if noun == "PAC" else noun.capitalize()
        for party in reversed(known[: bisect_right(ends, position)]):
            if position - party.end > MEANT:
                return None
            if word in party.name.split():
                return party
        return None

    @cached_property
    def _by_kind(self) -> dict[Kind, tuple[list[Party], list[int]]]:
        kinds: tuple[Kind, ...] = ("body", "person")
        parted = {kind: [party for party in self.direct if party.kind == kind] for kind in kinds}
        return {kind: (known, [party.end for party in known]) for kind, known in parted.items()}

    def body_before(self, position: int, other_than: str = "") -> Party | None:
        """Return the last body named before a position, within the last few sentences; one of another name if given."""
        found = self._antecedent(position, "body")
        while found and found.name == other_than:
            found = self._antecedent(found.start, "body")
        return found

    def last_person(self, position: int) -> Party | None:
        """Return the last person named before a position, however far."""
        known, ends = self._by_kind["person"]
        at = bisect_right(ends, position) - 1
        return known[at] if at >= 0 else None

    def is_government(self, party: Party) -> bool:
        """Return whether a party is a public body, whose acts are events and no relations."""
        if party.kind == "person":
            return False
        if GOVERNMENT.search(party.name):
            return not ASSOCIATION.search(party.name)
        return self._public_bodies.cover(party.start, party.end)

    @cached_property
    def _public_bodies(self) -> Spans:
        return Spans((b.start, b.end) for b in self.mentions.bodies if b.kind in {"federal", "agency"})

    def is_coalition(self, party: Party) -> bool:
        """Return whether a body is made up of bodies, by its name or because the page calls it so."""
        if {*party.name.split()} & COALITIONS:
            return True
        called = re.compile(rf"{re.escape(party.name)}(?:\s\([^()]{{2,20}}\))?(?:,|\sis|\swas)\s{_COALITION}")
        named = re.compile(rf"\b(?:coalition|alliance)(?:,|\scalled|\snamed)?\s(?:the\s)?{re.escape(party.name)}")
        return called.search(self.plain) is not None or named.search(self.plain) is not None

    def is_public(self, person: Party) -> bool:
        """Return whether what the page gives makes a person's name public: a post, or money known to be given."""
        roles = self._roles.get(person.name, set())
        return bool(roles - {"private", "author"}) or self._is_known_giver(person)

    def is_official(self, person: Party) -> bool:
        """Return whether a person is named with a public post, or as a candidate for one, here."""
        return any(p.start == person.start and p.role in {"official", "candidate"} for p in self.mentions.people)

    def _is_known_giver(self, person: Party) -> bool:
        """Return whether the title names a person, or a word such as `billionaire` stands near a mention in full."""
        known = self._givers.get(person.name)
        if known is None:
            near = [p for p in self._by_kind["person"][0] if p.name == person.name][:20]
            said = [self.plain[max(0, p.start - 300) : p.end + 300] for p in near]
            is_titled = person.name.split()[-1] in self.page.title
            known = is_titled or (" " in person.name and any(map(_giver_words().search, said)))
            self._givers[person.name] = known
        return known

    def may_pay(self, party: Party) -> bool:
        """Return whether a party may be named as paying: no public body, and no private person."""
        return not self.is_government(party) if party.kind == "body" else self.is_public(party)

    def may_receive(self, party: Party, payer: Party) -> bool:
        """Return whether a party may be named as receiving money: a body, or a candidate whom a committee backs."""
        if party.kind == "body":
            return not self.is_government(party)
        is_backed = COMMITTEE.search(payer.name) is not None and bool(
            CAMPAIGN.search(self.plain) or CAMPAIGN.search(self.page.title)
        )
        has_campaign = re.match(r"'s?\s(?:\w+\s)?(?:campaign|bid|race)\b", self.plain[party.end : party.end + 30])
        is_of = self.plain[max(0, party.start - 13) : party.start] == " campaign of "
        is_standing = STANDS.match(self.plain, party.end) is not None
        return self.is_public(party) or is_backed or is_of or is_standing or bool(has_campaign)

    def _is_thing(self, person: PersonMention) -> bool:
        """Return whether what is taken for a private person is called a project, an affiliate or a publication."""
        if person.role != "private" or person.name.split()[0] in load_posts().given:
            return False
        before, behind = self.plain[max(0, person.start - 60) : person.start], self.plain[person.end : person.end + 80]
        return bool(THING_BEHIND.match(behind) or THING_BEFORE.search(before))

    def _whole(self) -> Iterator[Party]:
        """Yield the bodies that no run of capitals names: `the Gates, JPB and Kresge foundations`, `Alder, Inc.`."""
        for one in find_whole_names(self.named):
            yield Party(one.start, one.end, one.name, "body")

    def _told(self) -> Iterator[Party]:
        """Yield the bodies that only the words beside their names tell: `Prism, a project of the Alder Lab`."""
        for one in find_told(self.named):
            start = one.start
            if not one.keeps_article and self.named.startswith("The ", start):
                start += 4
            near = [p for p in self._people if p.start < one.end and start < p.end]
            is_person = any(p.role != "private" or p.name.split()[0] in load_posts().given for p in near)
            if not is_person and not self._is_place(start, one.end):
                yield Party(start, one.end, straight(self.page.text[start : one.end]), "body")

    def _persons(self) -> Iterator[Party]:
        for person in self._people:
            end, name = person.end, straight(person.name)
            if " " in name and _SURNAME_MAY.match(self.named, end):
                end, name = end + 4, f"{name} May"  # no month: `Cordelia Scaife May established`
            yield Party(person.start, end, name, "person")

    @cached_property
    def _people(self) -> list[PersonMention]:
        """Return the persons of the page, without the bodies whose names look like one's: "Alder Philanthropy"."""
        kept = (p for p in self.mentions.people if p.post or not NO_SURNAME.search(p.name))
        return [person for person in kept if not self._is_thing(person) and not is_of_state(person)]

    def _bodies(self) -> Iterator[Party]:
        """Yield the bodies named; a single word only where it is short for one that the page names in full."""
        for name in self._names:
            if not self._is_place(name.start, name.end) and (party := self._body(name)):
                yield party

    @cached_property
    def _names(self) -> list[Named]:
        closed = [(p.start, p.end) for p in self._people] + [(p.start, p.end) for p in self.mentions.dates]
        return list(find_named(self.named, closed))

    def _body(self, span: Named) -> Party | None:
        start, end = span.start, span.end
        name = straight(self.page.text[start:end])
        if name.startswith("The ") and not self._full.keeps_article(name):
            start, name = start + 4, name[4:]
        if name.startswith("A ") and self.plain[end : end + 1] == "-":
            start, name = start + 2, name[2:]  # `A Birch-backed committee`
        if name in _NO_BODIES or _ANY_BODY.match(name) or (name.startswith("The ") and len(name) < 6):
            return None
        words = name.lower().split()
        if not span.is_sure and any(
            " ".join(words[at:]) in load_posts().heads for at in range(max(0, len(words) - 3), len(words))
        ):
            return None  # `District Attorney`: who holds it is named behind
        is_single = " " not in name
        if name in HEADS:
            return None  # `the Trust` is one that is named in full elsewhere
        is_known = span.is_sure or name in self._full.aliases or self._full.is_short(name)
        is_known = is_known or _ACRONYM.fullmatch(name) is not None
        if is_single and (not is_known or name in _NO_ACRONYMS):
            return None
        return Party(start, end, name, "body")

    def _is_place(self, start: int, end: int) -> bool:
        return self._places.cover(start, end)

    @cached_property
    def _places(self) -> Spans:
        return Spans((place.start, place.end) for place in self.mentions.places)

    @cached_property
    def _full(self) -> FullNames:
        return FullNames(self.page, self.plain, self.mentions, self._names)


@lru_cache(maxsize=1)
def _giver_words() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(load_posts().givers - {"donor", "heir", "investor"}))
    return re.compile(rf"\b(?:{words})s?\b")


_COALITION = (
    r"(?:an?|the)\s(?:[\w-]+\s){0,4}(?:coalition|alliance|consortium|umbrella group|"
    r"network\sof\s(?:[\w-]+\s){0,3}(?:groups|organizations|nonprofits))\b"
)
_PLACED = (" Foundation", " Institute", " Fund", " Trust")
_ACRONYM = re.compile(r"[A-Z]{3,8}(?:PAC)?")
# Initials that are no body's outside government, or no body's at all.
_NO_ACRONYMS = frozenset((
    "ICE", "DHS", "FBI", "CBP", "ERO", "USA", "DACA", "DAPA", "DNA", "COVID", "GOP", "DUI", "MOA", "MOU", "IGSA",
    "DOJ", "HSI", "CEO", "PAC", "MAGA", "TPS", "LGBTQ", "USC", "INA", "TFM", "WSO", "JEM", "THE", "AND", "FOR", "NOT",
))  # fmt: skip
# `A PAC funded by ...`: a kind of body, not one of that name.
_SURNAME_MAY = re.compile(
    r"\sMay(?=[,;)]|\.\s|\s(?:and|who|founded|established|set|gave|left|started|created|had|was|died|began)\b)"
)
_ANY_BODY = re.compile(
    r"(?:(?:National|State|Local)\s)?(?:Advisory|Executive|Steering|Governing)\s(?:Board|Committee|Council)$|"
    r"(?:An?|One|Another|Some|This|That)\s(?:[Ss]uper\s)?(?:PACs?|[Cc]ommittees?|[Gg]roups?)\b"
)
_NO_BODIES = frozenset(
    ("I", "A", "The", "It", "He", "She", "They", "We", "You", "United States", "America", "U.S.", "US")
)
