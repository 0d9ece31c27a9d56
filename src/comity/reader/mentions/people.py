"""Persons named in a text, each with what makes the name public, or nothing: then the name never leaves the reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from comity.reader.mentions.lexicon import Lexicon
from comity.reader.mentions.posts import Posts, find_courtesy, find_post, load_posts
from comity.reader.mentions.runs import Piece, bare, find_runs, is_nickname, is_suffix
from comity.reader.mentions.spans import Spans

Role = Literal["official", "leader", "candidate", "giver", "author", "private"]

_LETTERS = re.compile(r"[A-Za-z][\w'-]*")
_PARTY = re.compile(r"\b(?:Democrats?|Republicans?|Libertarians?|[Ii]ndependents?)\s$")
_AGE = re.compile(r",\s(?:an?\s)?(?:age\s)?\d{1,2}(?:-year-old)?[,.;)]")
_SAID = re.compile(
    r"\s(?:said|says|told|asked|added|wrote|recalled|argued|testified|shouted|cried|lives|was arrested)\b"
)
_RUNS = re.compile(
    r",?\s(?:who\s)?(?:is|was)\s(?:running|a candidate)\b|"
    r",?\s(?:who\s)?(?:wants|seeks|is seeking|is after|hopes for)\s(?:an?other\s|an?\s\w+\s|re-?election|"
    r"re-?elected)(?:term)?\b"
)
_SAID_BEFORE = re.compile(r"\b(?:said|says|asked|added|wrote|named|called|identified as|known as|attorney|lawyer)\s$")
_KIN = re.compile(
    r"'s?\s(?:mother|father|wife|husband|son|daughter|brother|sister|family|parents|children|attorney|lawyer|friend|home|"
    r"arrest|case|death|detention|deportation|cousin|uncle|aunt|partner|boyfriend|girlfriend|fianc)"
)
_BODY_BEFORE = re.compile(
    r"\b(?:group|groups|organization|nonprofit|coalition|firm|company|outlet|newspaper|magazine|website|site|PAC|union|"
    r"movement|network|ship|freighter|program|project|street|called|campaign|committee|foundation)\s$"
)
_BYLINE = re.compile(r"(?:^|\n)\s*(?:By|by|BY|Story by|Words by)\s$")
_LIST_LINK = re.compile(r",?\s(?:and\s)?|,?\sand\s(?:\w+\s)?|,\s")


class Person(NamedTuple):
    """A person named: the span of the name, the name, the post the text gives, and what makes the name public."""

    start: int
    end: int
    name: str
    post: str
    role: Role
    title_start: int
    """Where the post before the name starts; the name's start where none stands there."""


class _Page:
    """One text while its persons are found."""

    def __init__(
        self, text: str, lexicon: Lexicon, covered: Sequence[tuple[int, int]], bodies: Sequence[tuple[int, int]]
    ) -> None:
        self.text = text
        self.lexicon = lexicon
        self.posts: Posts = load_posts()
        self.covered = Spans(covered)
        self.bodies = Spans(bodies)
        self.found: list[Person] = []
        self._plural: Person | None = None
        self._known_words: frozenset[str] = frozenset()
        self._headlines: dict[int, bool] = {}

    @cached_property
    def lower(self) -> frozenset[str]:
        """Return the words that the page writes in small letters."""
        return frozenset(re.findall(r"(?<![\w'-])[a-z][a-z]+(?![\w'])", self.text))

    def is_word(self, word: str) -> bool:
        """Return whether a capitalised word is an ordinary one: the page writes it small, and it is nobody's name."""
        words = self.lexicon.words
        if word in self.posts.given or word in self.posts.public_surnames:
            return False
        low = word.lower()
        is_small = low in self.lower or (low.endswith("s") and (low[:-1] in self.lower or low[:-1] + "d" in self.lower))
        return is_small or word in words.beside or word in words.ordinary

    def is_covered(self, start: int, end: int) -> bool:
        """Return whether a body, a federal agency or a place with its type stands on a span."""
        return self.covered.touch(start, end)

    def _is_by_body(self, start: int, end: int) -> bool:
        """Return whether a body is named close to a name and its post: only then is who leads it public."""
        return self.bodies.touch(start - 60, end + 80)

    def read(self) -> tuple[Person, ...]:
        """Return every person of the text in order: those named in full or with a post, then those they recur as."""
        singles, cued = [], []
        for run in find_runs(self.text):
            person = self._read_run(run)
            if person and (person.role != "private" or " " in person.name or person.title_start < person.start):
                self.found.append(person)
            elif person:
                cued.append(person)
            elif len(run) <= 2:
                singles.append(run)
        known = self._known()
        for person in cued:
            like = known.get(person.name)
            self.found.append(person._replace(post=like.post, role=like.role) if like else person)
        known = self._known()
        self._known_words = frozenset(known)
        self.found += [again for run in singles for again in self._read_again(run, known)]
        return tuple(sorted(self.found))

    def _read_run(self, run: list[Piece]) -> Person | None:
        run = self._behind_places(run)
        if not run:
            return None
        first, post, is_plural = find_post(run, self.posts)
        name = run[first:]
        if post and not name:
            return None
        courtesy = 0 if post else find_courtesy(run, self.posts)
        name = self._trim(name[courtesy:] if courtesy else name, bool(post or courtesy))
        if not name or not self._is_name(name, bool(post), bool(courtesy)):
            return None
        start, end = name[0].start, name[-1].start + len(bare(name[-1]))
        said = self.text[start:end]
        title = run[first - 1].start - len(post) + len(run[first - 1].text) if post else start
        if is_plural and len(name) < 2:
            return None
        role: Role = self._role(post) if post else "private"
        if not post:
            role, post, title = self._context(start, end)
        if role == "leader" and not self._is_by_body(title, end):
            role, post = "private", ""
        if courtesy:
            title = min(title, start - 1)
        person = Person(start, end, said, post, role, title)
        if post and (is_plural or (title < start and post.endswith("s"))):
            self._plural = person
        return self._inherit(person)

    def _behind_places(self, run: list[Piece]) -> list[Piece]:
        """Return what of a run stands behind a place or a body: `In Wake County Gerald Baker` names a person too."""
        last = max((at for at, piece in enumerate(run) if self.is_covered(piece.start, piece.end)), default=-1)
        rest = run[last + 1 :]
        return rest if last >= 0 and len(rest) > 1 else run

    def _inherit(self, person: Person) -> Person:
        """Return a person with the post of a list that began with it in the plural: `Reps. Ana Bo and Carl Dee`."""
        head = self._plural
        if head is None or head.start == person.start:
            return person
        between = self.text[head.end : person.start]
        if person.role == "private" and len(between) < 12 and _LIST_LINK.fullmatch(between):
            person = person._replace(post=head.post, role=head.role)
            self._plural = person
        else:
            self._plural = None
        return person

    def _trim(self, name: list[Piece], is_titled: bool) -> list[Piece]:
        """Return a name without the ordinary words at its ends."""
        pieces = list(name)
        while pieces and not is_titled and self.is_word(bare(pieces[0])):
            pieces.pop(0)
        given = self.posts.given
        if len(pieces) > 2 and not is_titled and bare(pieces[1]) in given and bare(pieces[0]) not in given:
            pieces.pop(0)
        while pieces and not is_suffix(pieces[-1]) and self._is_no_end(pieces):
            pieces.pop()
        return pieces

    def _is_no_end(self, pieces: list[Piece]) -> bool:
        """Return whether no name ends with the last of the pieces; `Brown` and `Hall` do behind another name."""
        first, last = bare(pieces[0]), bare(pieces[-1])
        if len(pieces) == 2 and first in self.posts.given and last in self.posts.surnames:
            return False
        is_ordinary = self.is_word(last)
        if is_ordinary and len(pieces) > 1 and last in self.lexicon.words.ordinary and last.lower() not in self.lower:
            is_ordinary = last in self.lexicon.words.beside
        return is_ordinary or self._is_initials(pieces[-1])

    def _is_initials(self, piece: Piece) -> bool:
        """Return whether a piece is initials of a body (ICE, DHS), which no name ends with."""
        return len(piece.text) > 1 and piece.text.isupper() and not is_suffix(piece)

    def _is_name(self, name: list[Piece], has_post: bool, has_courtesy: bool) -> bool:
        """Return whether the pieces are a person's name by themselves and by what stands there."""
        start, end = name[0].start, name[-1].end
        words = [bare(piece) for piece in name if not is_suffix(piece) and not is_nickname(piece)]
        if not words or self.is_covered(start, end) or len(words) > 5:
            return False
        if any(word in self.posts.institutions for word in words[1:] if word not in self.posts.surnames):
            return False
        if (
            words[0] in self.posts.institutions
            and words[0] not in self.posts.given
            and words[0] not in self.posts.surnames
        ):
            return False
        if has_post or has_courtesy:
            if len(words) == 1 and self._is_headline(start) and self.text.count(words[0]) == 1:
                return False  # `Candidates for Sheriff Seeking Reform`: a name would recur below its headline
            is_shouted = any(word.isupper() and len(word) > 3 and "." not in word for word in words)
            return not is_shouted and not any(word in self.lexicon.words.beside for word in words)
        if len(words) < 2:
            return self._has_cue(start, name[-1]) and words[0] not in self.posts.surnames
        return self._is_full(name, words)

    def _is_full(self, name: list[Piece], words: list[str]) -> bool:
        """Return whether two words or more are a person's full name."""
        whole = self.text[name[0].start : name[-1].start + len(bare(name[-1]))]
        if words[0] in self.posts.given and not self.lexicon.is_name(whole):
            return True
        if self._is_headline(name[0].start) or self._begins_with_place(words):
            return False
        if any(word in self.posts.institutions for word in words) or whole in self.lexicon.states:
            return False
        if _BODY_BEFORE.search(self.text[max(0, name[0].start - 24) : name[0].start]):
            return False
        if self.lexicon.is_name(whole):  # a place, unless an age says that it is somebody: `Madison Heights, 34,`
            return _AGE.match(self.text, name[-1].start + len(words[-1])) is not None
        is_plain = all(len(word) > 1 or len(words) > 2 for word in words)
        return is_plain and not all(self.is_word(word) for word in words) and not words[-1].isupper()

    def _begins_with_place(self, words: list[str]) -> bool:
        """Return whether a place of several words leads a run: `Fort Myers OKs`."""
        return len(words) > 2 and any(self.lexicon.is_name(" ".join(words[:size])) for size in range(2, len(words)))

    def _is_headline(self, position: int) -> bool:
        """Return whether most words of a line have capitals: there a capital says little."""
        start = self.text.rfind("\n", 0, position) + 1
        if start not in self._headlines:
            end = self.text.find("\n", position)
            line = self.text[start : end if end >= 0 else len(self.text)].rstrip()
            words = _LETTERS.findall(line[:400]) if line[-1:] not in '.!?"' else ()
            self._headlines[start] = len(words) > 3 and sum(word[0].isupper() for word in words) > 0.6 * len(words)
        return self._headlines[start]

    def _has_cue(self, start: int, last: Piece) -> bool:
        """Return whether what stands around a single word makes it a person's: an age, a saying, kin."""
        word = bare(last)
        end = last.start + len(word)
        if word in self.posts.institutions or self.is_word(word) or word.isupper() or self._is_place(start, end, word):
            return False
        tail = self.text[end : end + 40]
        if self.lexicon.is_name(word):
            return _AGE.match(tail) is not None
        is_said = _SAID.match(tail) and not self.lexicon.is_name(word)
        is_holder = not self.lexicon.is_name(word) and self._role_behind(end) == "official"
        return bool(
            is_holder
            or _RUNS.match(tail)
            or _AGE.match(tail)
            or is_said
            or _KIN.match(tail)
            or _SAID_BEFORE.search(self.text[max(0, start - 20) : start])
        )

    def _is_place(self, start: int, end: int, word: str) -> bool:
        return word in self.lexicon.states

    def _role_behind(self, end: int) -> str:
        match = self.posts.behind.match(self.text, end, end + 80)
        return self._role(match["post"]) if match else ""

    def _context(self, start: int, end: int) -> tuple[Role, str, int]:
        """Return what makes a name public by what stands before it or behind it."""
        before = self.text[max(0, start - 60) : start]
        if match := self.posts.before.search(before):
            post = match["post"] or match["plural"]
            return self._role(post), post, start - (len(before) - match.start())
        if _PARTY.search(before):
            return "candidate", "candidate", start
        if _BYLINE.search(before) and start < 1500:
            return "author", "", start
        if _RUNS.match(self.text, end):
            return "candidate", "candidate", start
        if match := self.posts.behind.match(self.text, end, end + 120):
            return self._role(match["post"]), match["post"], start
        return "private", "", start

    def _role(self, post: str) -> Role:
        said = post.lower()
        said = said if said in self.posts.heads else said.removesuffix("s") if said[:-1] in self.posts.heads else said
        if said in self.posts.heads:
            return "official"
        if said.removesuffix("s") in self.posts.candidates or said in self.posts.candidates:
            return "candidate"
        return "giver" if said.removesuffix("s") in self.posts.givers or said in self.posts.givers else "leader"

    def _known(self) -> dict[str, Person]:
        """Return persons by each word of their names; who is public wins, unless a private one bears it in full."""
        known: dict[str, Person] = {}
        for person in self.found:
            words = re.findall(r"[A-Z][\w'-]+", person.name)
            is_sure = person.role != "private" or len(words) == 1 or words[0] in self.posts.given
            for word in words if is_sure or person.title_start < person.start else ():
                if word not in known or (known[word].role == "private" and person.role != "private"):
                    known[word] = person
                for part in word.split("-") if "-" in word else ():
                    known.setdefault(part, person)
        return known

    def _read_again(self, run: list[Piece], known: dict[str, Person]) -> list[Person]:
        """Return the persons that single names recur as, or that public surnames are."""
        out = []
        for piece in run:
            word, end = bare(piece), piece.start + len(bare(piece))
            if word in self.posts.public_surnames and not self.is_covered(piece.start, end):
                out.append(Person(piece.start, end, word, "", "official", piece.start))
            elif (
                word in known
                and not self.is_covered(piece.start, end)
                and not self._is_typed(end)
                and not self.is_word(word)
            ):
                person = known[word]
                out.append(Person(piece.start, end, word, person.post, person.role, piece.start))
        return out

    def _is_given_alone(self, run: list[Piece], piece: Piece, word: str, end: int) -> bool:
        """Return whether a given name stands alone where no post and no earlier name makes it somebody's: `Marisol`."""
        if word not in self.posts.given or len(run) > 1 or self.is_covered(piece.start, end):
            return False
        words = self.lexicon.words
        is_other = (
            self.lexicon.is_name(word) or word in words.ordinary or word in words.beside or word in self._known_words
        )
        return not is_other

    def _is_typed(self, end: int) -> bool:
        """Return whether a type of place stands behind a word: `Jackson County` is nobody."""
        return bool(re.match(r"(?:'s)?\s(?:[Cc]ount(?:y|ies)|[Pp]arish|City|Township)\b", self.text[end : end + 12]))


def find_people(
    text: str, lexicon: Lexicon, covered: Sequence[tuple[int, int]] = (), bodies: Sequence[tuple[int, int]] = ()
) -> tuple[Person, ...]:
    """Return the persons named in a plain text, in order.

    No name stands on a span that is `covered` by a body or a typed place; `bodies` are the spans of those that are no
    public agency, whose leaders are public.
    """
    return _settle(_Page(text, lexicon, covered, bodies).read())


def _settle(people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Return persons with one role each: somebody whose post is given anywhere is public everywhere on the page."""
    public: dict[str, Person] = {}
    for person in people:
        if person.role != "private" and " " in person.name:
            public.setdefault(person.name, person)
    out: list[Person] = []
    for person in people:
        known = public.get(person.name)
        if person.role == "private" and known:
            person = person._replace(role=known.role, post=known.post)
        if not out or person.start >= out[-1].end:
            out.append(person)
    return tuple(out)
