"""The words of an agency's printed name in one spelling, each beside the word as printed."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from comity.places.naming import split_words
from comity.places.rulebook import Rules

# A slip is one letter in a word of five or more, two in a long word: shorter words turn into one another too easily.
SHORTEST = 5
LONG = 10
# Nor is any word taken for a slip of a shorter word than this: `Staples` is not `states`.
SHORTEST_KNOWN = 6
DIRECTIONS = {"so": "south", "no": "north"}
# Words kept for each state; a stream of made-up names must not fill the memory.
MOST_LEARNT = 50_000
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1
    )
}
UNITS = ("precinct", "district", "ward", "circuit")

# One word as (canonical, printed); the second part of an abbreviation has no printed word.
Word = tuple[str, str]


class Wording:
    """Rewrites printed words to canonical ones, by the rules' spellings and by the nearest known word."""

    def __init__(self, rules: Rules) -> None:
        """Compile the spellings and the vocabulary."""
        self._direct = {printed: word for word, listed in rules.spellings.items() for printed in listed}
        self._expanded = {short: long.split() for short, long in rules.expansions.items() if short not in {"no", "st"}}
        known = {word for rule in rules.kinds for key in rule.keys for word in key.split()}
        known |= {word for body in (*rules.generic, *rules.bodies) for say in body.says for word in say.split()}
        known |= {word for long in self._expanded.values() for word in long}
        known -= {"of", "the"}
        known |= (
            set(rules.spellings) | set(rules.beside) | set(UNITS) | {"college", "trustees", "university", "village"}
        )
        known |= {"regional", "judicial", "highway", "addendum", "community", "campus", "parish"}
        self.known = known
        # A park, a court or a port is a word of many towns' names: no misprint is read as one.
        vague = {word for rule in rules.kinds if rule.scope == "body" for key in rule.keys for word in key.split()}
        plain = {word for rule in rules.kinds if rule.scope != "body" for key in rule.keys for word in key.split()}
        vague -= plain | set(rules.beside) | set(UNITS)
        targets = (known - vague - {"capitol"}) | (set(self._direct) - {"states"})
        self._targets = sorted(word for word in targets if len(word) >= SHORTEST_KNOWN)

    def read(self, text: str, place_words: frozenset[str], learnt: dict[str, tuple[Word, ...]]) -> list[Word]:
        """Return the words of a printed name; a word of a place's name in that state is never taken for a slip.

        `learnt` holds what words of that state were read as before, and is added to.
        """
        words: list[Word] = []
        if len(learnt) > MOST_LEARNT:
            learnt.clear()
        for word in split_words(text):
            found = learnt.get(word)
            if found is None:
                found = learnt[word] = self._learn(word, place_words)
            words += found
        if words and words[0][1] in DIRECTIONS and any(printed for _, printed in words[1:]):
            first = DIRECTIONS[words[0][1]]
            words = [(first, first), *(w for i, w in enumerate(words) if i and not (i == 1 and not w[1]))]
        return _separate_directions(words)

    def _learn(self, word: str, place_words: frozenset[str]) -> tuple[Word, ...]:
        if word in {"of", "the"}:
            return ()
        if word in self.known:
            return ((word, word),)
        if word in self._direct:
            return ((self._direct[word], word),)
        if word in self._expanded:
            long = self._expanded[word]
            return ((long[0], word), *((part, "") for part in long[1:]))
        if word in place_words or len(word) < SHORTEST or word in ORDINALS:
            return ((word, word),)
        return (((word if word.isdigit() else self._nearest(word)), word),)

    def _nearest(self, word: str) -> str:
        limit = 2 if len(word) >= LONG else 1
        best, ties = limit + 1, []
        for target in self._targets:
            if abs(len(target) - len(word)) > limit:
                continue
            distance = OSA.distance(word, target, score_cutoff=limit)
            if distance < best:
                best, ties = distance, [target]
            elif distance == best <= limit:
                ties.append(target)
        canonical = {self._direct.get(target, target) for target in ties}
        return canonical.pop() if len(canonical) == 1 else word


def _separate_directions(words: list[Word]) -> list[Word]:
    """Return the words with `So Middleton Twp` read as South where it does not end the name."""
    if len(words) < 4 or words[-1][0] not in {"township", "borough"}:
        return words
    for i, (canonical, printed) in enumerate(words[:-2]):
        if printed == "so" and canonical == "sheriff" and i > 0:
            following = words[i + 2][1] if i + 2 < len(words) else ""
            after = [word for word, _ in words[i + 2 :]]
            if following and after and after[-1] in {"township", "borough"}:
                return [*words[:i], ("south", "south"), *words[i + 2 :]]
    return words


def read_number(word: str) -> int | None:
    """Return the number that a word means: `4`, `4th`, `fourth`, `four`, `iv`."""
    if word.isdigit():
        return int(word) if len(word) < 4 else None
    if word[:1].isdigit() and word[-2:] in {"st", "nd", "rd", "th"} and word[:-2].isdigit():
        return int(word[:-2])
    return ORDINALS.get(word) or NUMBERS.get(word) or ROMAN.get(word)
