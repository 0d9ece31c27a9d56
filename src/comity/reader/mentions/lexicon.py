"""Every name of a place as it is written, and one matcher that finds them all in a single pass."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from comity.places import Gazetteer, load_gazetteer
from comity.reader.mentions.surface import plain_text

# A county may be printed with its short forms; the Census writes them one way.
_SPELLINGS = (("Saint ", "St. "), ("Sainte ", "Ste. "), ("Fort ", "Ft. "), ("Mount ", "Mt. "))
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Row(NamedTuple):
    """A place of the gazetteer that bears a name: its state and its row there."""

    state: str
    row: int


class Hit(NamedTuple):
    """A name found in the text, on word boundaries."""

    start: int
    end: int
    name: str


class Words(NamedTuple):
    """The words of `words.toml`."""

    abbreviations: dict[str, str]
    outlets: frozenset[str]
    titles: frozenset[str]
    beside: frozenset[str]
    ordinary: frozenset[str]


@lru_cache(maxsize=1)
def load_words() -> Words:
    """Return the lists of words, read once per process."""
    text = (files("comity.reader.mentions") / "words.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    spelled = {say: code for code, says in data["abbreviations"].items() for say in says}
    beside, ordinary = (frozenset(data[key]["words"].split()) for key in ("beside", "ordinary"))
    ordinary |= frozenset(data["ordinary"]["regions"])
    return Words(spelled, frozenset(data["outlets"]["words"]), frozenset(data["titles"]["words"]), beside, ordinary)


class Lexicon:
    """The names of all places, states among them, with the gazetteer behind them. Make one with `load_lexicon`."""

    def __init__(self, book: Gazetteer) -> None:
        """Take a gazetteer; the names and the matcher are made when first used."""
        self.book = book
        self.words = load_words()
        self._geoids: dict[str, list[str]] = {}

    @cached_property
    def states(self) -> dict[str, str]:
        """Return postal codes by full name and by newspapers' abbreviation (not by postal code: `IN` is a word)."""
        named = {self.book.state_name(code): code for code in self.book.packed.columns}
        return named | self.words.abbreviations

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """Return the places that bear each name."""
        found: dict[str, list[Row]] = {}
        for code in self.book.packed.columns:
            for row, short in enumerate(self.book.in_state(code).shorts):
                for name in [_CALLED[short]] if short in _CALLED else _spellings(plain_text(short)):
                    # `The Rock` and `Webster County` would hide Rock County and its namesakes.
                    if not (name.startswith("The ") or name.endswith(" County")):
                        found.setdefault(name, []).append(Row(code, row))
        for (code, _, _), geoid in self.book.aliases.items():
            here = self.book.in_state(code)
            for name in self._alias_names(geoid, code):
                known = found.setdefault(name, [])
                alias = Row(code, here.row_of[geoid])
                if alias not in known:
                    known.append(alias)
        return found

    def _alias_names(self, geoid: str, code: str) -> list[str]:
        says = self._alias_says.get((code, geoid), ())
        # `Clarke County` is read by its type word; as a name of one place it would hide its namesakes.
        plain = [say for say in says if not say.endswith((" county", " parish"))]
        return [" ".join(word.capitalize() for word in say.split()) for say in plain]

    @cached_property
    def _alias_says(self) -> dict[tuple[str, str], list[str]]:
        from comity.places.rulebook import load_rules

        found: dict[tuple[str, str], list[str]] = {}
        for alias in load_rules(self.book.packed.rules).aliases:
            found.setdefault((alias.state, alias.geoid), []).extend(alias.says)
        return found

    @cached_property
    def matcher(self) -> AhoCorasick:
        """Return the automaton over all names, the longest at each place first."""
        names = dict.fromkeys([*self.rows, *self.states])
        self._longest = max(len(name) for name in names)
        return AhoCorasick(
            list(names), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        )

    def find(self, text: str) -> list[Hit]:
        """Return every name in a plain text that stands on word boundaries, in order, none inside another."""
        hits = []
        for _, start, end in self.matcher.find_matches_as_indexes(text):
            if start and _is_word(text[start - 1]):
                continue
            while not _ends_word(text, end) and end > start:
                end = self._shorter(text, start, end)
            if end > start:
                hits.append(Hit(start, end, text[start:end]))
        return hits

    def _shorter(self, text: str, start: int, end: int) -> int:
        """Return where a shorter name ends that begins at the same place: `Orange` in `Orange Coves`."""
        cut = text.rfind(" ", start, end)
        while cut > start and not self.is_name(text[start:cut]):
            cut = text.rfind(" ", start, cut)
        return max(cut, start)

    def is_name(self, text: str) -> bool:
        """Return whether a plain text is a name of a place or a state as it stands."""
        return text in self.rows or text in self.states

    def geoid(self, row: Row) -> str:
        """Return a row's GEOID."""
        known = self._geoids.get(row.state)
        if known is None:
            known = self._geoids[row.state] = self.book.in_state(row.state).geoids
        return known[row.row]

    def kind(self, row: Row) -> str:
        """Return a row's kind of place, as the gazetteer calls it."""
        return self.book.packed.kinds[self.book.in_state(row.state).kinds[row.row]]

    def is_named(self, row: Row, name: str) -> bool:
        """Return whether a name is a row's own, no alias of it."""
        return name in _spellings(plain_text(self.book.in_state(row.state).shorts[row.row]))

    def population(self, row: Row) -> int:
        """Return a row's population, 0 where it is unknown."""
        return max(0, self.book.packed.columns[row.state].populations[row.row])

    def county_of(self, row: Row) -> str:
        """Return the county that a row is, or that its government is one with; "" otherwise.

        A city and its county are one where the city bears the county's name or is a consolidated government, lies in
        no other county, and holds nearly all of its people (Census estimates of two years differ by a few percent).
        """
        geoid, here = self.geoid(row), self.book.in_state(row.state)
        if len(geoid) == 5:
            return geoid
        counties = here.counties(row.row)
        if len(geoid) != 7 or len(counties) != 1 or self.kind(row) == "cdp" or counties[0] not in here.row_of:
            return ""
        county = Row(row.state, here.row_of[counties[0]])
        is_named_alike = here.shorts[county.row] == here.shorts[row.row] or geoid in _CONSOLIDATED
        people = self.population(county)
        return counties[0] if is_named_alike and people and self.population(row) > people * 0.93 else ""


# Consolidated with the county, under another name than the county's: the gazetteer's own row says so for the others.
_CONSOLIDATED = frozenset(("4752006", "2255000", "2146027", "1304204", "1303440", "1349008", "3011397"))


# Cities that the Census carries under a longer name than anybody uses.
_CALLED = {
    "Boise City": "Boise",
    "Lexington-Fayette Urban County": "Lexington",
    "Athens-Clarke County": "Athens",
    "Augusta-Richmond County": "Augusta",
    "Macon-Bibb County": "Macon",
    "Butte-Silver Bow": "Butte",
}


def _spellings(name: str) -> list[str]:
    names = [name]
    for full, short in _SPELLINGS:
        if full in name:
            names += [name.replace(full, short), name.replace(full, short.replace(".", ""))]
        elif name.startswith(short):
            names.append(full + name[len(short) :])
    if "'" in name:
        names.append(name.replace("'", ""))
    if _INNER_CAPITAL.search(name) and not name.startswith(("Mc", "Mac")):
        names += [_INNER_CAPITAL.sub(" ", name), name.capitalize()]
    return names


def _is_word(char: str) -> bool:
    return char.isalnum() or char in "_@#"


def _ends_word(text: str, end: int) -> bool:
    return end >= len(text) or not _is_word(text[end])


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Return the lexicon of the package's own gazetteer, made once per process."""
    return Lexicon(load_gazetteer())
