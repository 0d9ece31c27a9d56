"""What a bare reference means: "the county", "the board", "the nine jurisdictions", by what was named before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from itertools import pairwise

from comity.reader.expressions import Expression
from comity.reader.jurisdictions import Ground, Jurisdiction, Named, distinct
from comity.reader.records import Sentence

# How many sentences back "the county" may reach over others that name no place of its kind, and a list of bodies.
_NEAR = 3
_LIST_NEAR = 14
# In the opening sentences the body is often named only in the next ones: "A county jail will … Alder County …".
_OPENING = 2
# A page that names hardly any other place is about that one.
_ALONE = 0.8
_COUNTY_WORDS = frozenset(
    (
        "county", "county's", "sheriff", "sheriff's", "deputies", "commissioners", "supervisors", "freeholders",
        "jailer", "undersheriff", "parish", "jail", "jail's", "metro",
    )
)  # fmt: skip
# Words for several bodies, of which no single place is meant.
PLURALS = frozenset(
    (
        "counties", "cities", "sheriffs", "agencies", "jurisdictions", "departments", "localities", "states", "offices",
        "municipalities", "communities", "jails", "prosecutors",
    )
)  # fmt: skip
_CITY_WORDS = frozenset(("city", "city's", "mayor", "town", "village", "aldermen", "councilmembers", "mayor's"))
# What only compares or illustrates is no subject: "Unlike Birch County, …", "counties such as Birch".
_ASIDE = Expression("named-aside")
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
}  # fmt: skip


# A body with a name of its own, in which no place is seen: "Silver Creek Regional Correction Facility".
_PROPER_BODY = Expression("proper-body")
# Names that act together, or whose council or board does: bodies, if nobody is known by them.
_STRANGERS = re.compile(
    r"\W*(?:The |In |But |And |Both )*([A-Z][a-z]+)"
    r"(?:(?:, ([A-Z][a-z]+))*,? and (?:the )?([A-Z][a-z]+)(?:\s(?:[a-z]+\s?){0,3})?$|"
    r"['’]s (?:council|board|commission|commissioners|supervisors|jail|mayor|selectmen)\b)"
)
# Words of which no name is made: "Its Jail Board", "The Sheriff's Office" are those of the place spoken of.
_NAMELESS = re.compile(
    r"(?:The|Its|Their|His|Her|Our|A|An|This|That|In|On|At|But|And|When|After|County|City|Town|Parish|Sheriff|Police|"
    r"Jail|Board|Detention|Corrections?|Correctional|Adult|Public|Safety|Commissioners?|Supervisors|State|Interim|"
    r"Acting|Chief|of|Facility|Facilities|Center|Authority|Prison|Complex|Department|Office|Commission)(?:['’]s)?"
)


_CAPITAL = re.compile(r"\b(?!(?:The|A|An|This|That|These|Those|In|On|It|As|For|Under|By|With|Such|No|All)\b)[A-Z]")


class References:
    """The places of a page by sentence, for what refers back to them."""

    def __init__(
        self, ground: Ground, sentences: Sequence[Sentence], text: str, others: Collection[str] = ()
    ) -> None:  # fmt: skip
        """Take what the page names, its sentences, its text, and the words of persons' and bodies' names in it."""
        self._others = others
        self._ground, self._sentences, self._text = ground, sentences, text
        self._starts = [sentence.start for sentence in sentences]

    def _number(self, position: int) -> int:
        return max(0, bisect_right(self._starts, position) - 1)

    def bare(self, position: int, words: Sequence[str]) -> Jurisdiction | None:
        """Return the place that a bare reference means whose words are given, None where nothing near fits."""
        number = self._number(position)
        for back in range(number, max(-1, number - _NEAR - 1), -1):
            found = self._leading(back, position, words)
            if found is not None:
                return found
        return None

    def proper(self, start: int, end: int) -> list[Jurisdiction] | None:
        """Return the place of a body that bears a name of its own, where another sentence puts it somewhere.

        None where no such body stands between the two places of the text; nothing where no sentence says where it is.
        """
        named = _PROPER_BODY.search(self._text, start, end)
        if named is None or self._ground.is_main(_ALONE):
            return None
        if all(_NAMELESS.fullmatch(word) for word in named[0].split()):
            return None
        for found in re.finditer(re.escape(named[0]), self._text):
            sentence = self._sentences[self._number(found.start())]
            places = self._ground.between(sentence.start, sentence.end)
            if places:
                return [places[0].jurisdiction]
        return []

    def names_somebody(self, start: int, end: int) -> bool:
        """Return whether a name stands between two places of the text: a word in capitals."""
        return bool(_CAPITAL.search(self._text, start, end))

    def names_stranger(self, start: int, end: int) -> bool:
        """Return whether a subject is one of bodies that no list knows: "Hanover and Lebanon", "Methuen's council"."""
        found = _STRANGERS.match(self._text, start, end)
        return found is not None and not any(self.is_known(name) for name in found.groups() if name)

    def is_known(self, name: str) -> bool:
        """Return whether a name is that of a place which the page names, or of somebody or something with a post."""
        places = {word for n in self._ground.named for word in self._text[n.start : n.end].split()}
        return name in places or name in self._others

    def just_before(self, position: int, words: Sequence[str]) -> Jurisdiction | None:
        """Return the place that the sentence before speaks of, if it stands in the same paragraph."""
        number = self._number(position)
        if not number or self._sentences[number - 1].paragraph != self._sentences[number].paragraph:
            return None
        return self._leading(number - 1, position, words)

    def _leading(self, number: int, position: int, words: Sequence[str]) -> Jurisdiction | None:
        """Return the first place of a sentence that agrees with the words, one only compared with left for last."""
        sentence = self._sentences[number]
        named = self._ground.between(sentence.start, min(sentence.end, position))
        fitting = [n for n in named if agrees(n.jurisdiction, words) and not self._is_aside(n)]
        if fitting and _is_one(words) and self._is_of_list(named, fitting[0]):
            return None  # "the county" is none of those that a sentence lists
        return fitting[0].jurisdiction if fitting else None

    def _is_of_list(self, named: Sequence[Named], one: Named) -> bool:
        """Return whether a place stands in a list of three or more."""
        return len(distinct(self._ground.list_around(named, list(named).index(one)))) > 2

    def _is_aside(self, named: Named) -> bool:
        return bool(_ASIDE.search(self._text[max(0, named.start - 30) : named.start]))

    def ahead(self, position: int, words: Sequence[str]) -> Jurisdiction | None:
        """Return the place that the sentences after the page's opening name first, for what stands in the opening."""
        number = self._number(position)
        if any(word in PLURALS for word in words):
            return None
        if number > _OPENING or (number and self._ground.between(0, self._starts[number])):
            return None
        end = self._sentences[min(len(self._sentences) - 1, number + _OPENING)].end
        named = self._ground.between(self._sentences[number].start, end)
        return next((n.jurisdiction for n in named if agrees(n.jurisdiction, words)), None)

    def group(self, position: int, count: int = 0) -> list[Jurisdiction]:
        """Return the bodies of the list named last before a position, of a size where one is given (`count`)."""
        number = self._number(position)
        low = max(0, number - _LIST_NEAR)
        for back in range(number, low - 1, -1):
            sentence = self._sentences[back]
            if is_row(self._sentences, self._ground, back):
                rows = self._rows(back, low)
                places = distinct(rows)
            else:
                named = self._ground.between(sentence.start, min(sentence.end, position))
                lists = [distinct(self._ground.list_around(named, at)) for at in range(len(named))]
                places = max(lists, key=len, default=[])
            if len(places) > 1 and (not count or len(places) == count):
                return places
        return []

    def _rows(self, last: int, low: int) -> list[Named]:
        """Return the first place of each row of the list that ends with a sentence."""
        found: list[Named] = []
        while last >= low and is_row(self._sentences, self._ground, last):
            found = self._ground.between(self._sentences[last].start, self._sentences[last].end)[:1] + found
            last -= 1
        return found


def is_row(sentences: Sequence[Sentence], ground: Ground, number: int) -> bool:
    """Return whether a line is one of a list: marked as an item, or a short line with a place among others like it."""
    form = sentences[number].form
    if form != "heading":
        return form == "item"
    beside = [n for n in (number - 1, number, number + 1) if 0 <= n < len(sentences)]
    alike = [
        n for n in beside
        if sentences[n].form == "heading" and ground.between(sentences[n].start, sentences[n].end)
    ]  # fmt: skip
    return number in alike and len(alike) > 1


def _is_one(words: Sequence[str]) -> bool:
    """Return whether words mean one body: "the county"."""
    return any(a == "the" and b in {"county", "parish", "city", "town"} for a, b in pairwise(words))


def size_of(words: Sequence[str]) -> int:
    """Return how many bodies words speak of, 0 where they give no number."""
    for word in words:
        if word == "both":
            return 2
        if word in _NUMBERS:
            return _NUMBERS[word]
        if word.isdigit() and len(word) < 3:
            return int(word)
    return 0


def agrees(place: Jurisdiction, words: Sequence[str]) -> bool:
    """Return whether a place can be what words such as "the county", "the sheriff" or "the mayor" mean."""
    if any(word in _COUNTY_WORDS for word in words):
        return place.type in {"county", "parish"} or bool(place.fips)
    if any(word in _CITY_WORDS for word in words):
        return place.type == "city"
    return True
