"""Printed names as words and as keys: what is the same name however it is spelled, spaced, accented or capitalised."""

from __future__ import annotations

import re

from comity.text.normalise import APOSTROPHES, unaccented

# Words that say what a place is, before or behind its name.
COUNTY_TYPES = frozenset(("county", "parish"))
TOWN_TYPES = frozenset(("city", "town", "village", "borough", "township", "municipality"))
LEADING = TOWN_TYPES | COUNTY_TYPES
_MARKS = str.maketrans(dict.fromkeys(APOSTROPHES, "") | dict.fromkeys("&+", " and "))
_WORD = re.compile(r"[a-z0-9]+")
# Initials printed with points ("S.O.", "P. D.") are one word; a lone letter beside a word stays what it is.
_INITIALS = re.compile(r"\b([a-z])\. ?(?=[a-z](?:\.|\b))")
# Words that publishers shorten at will: one spelling stands for all in a key.
_SAME = {
    "saint": "st",
    "sainte": "ste",
    "mount": "mt",
    "fort": "ft",
    "twp": "township",
    "twsp": "township",
    "boro": "borough",
    "co": "county",
    "cnty": "county",
    "hts": "heights",
    "spgs": "springs",
    "vlg": "village",
    "metropolitan": "metro",
    "of": "",
    "the": "",
}


def split_words(text: str) -> list[str]:
    """Return the words of a printed name: lower case, without accents, apostrophes or punctuation."""
    plain = text.translate(_MARKS)
    if not plain.isascii():
        plain = unaccented(plain)
    lowered = plain.lower()
    if "." in lowered:
        lowered = _INITIALS.sub(r"\1", lowered)
    return _WORD.findall(lowered)


def join_key(words: list[str] | tuple[str, ...]) -> str:
    """Return the key of a name: its words in one spelling, without spaces, so that `De Soto` is `DeSoto`.

    `of` and `the` fall away, so that `Isle of Wight` and a misprinted `Isle Wight` are one.
    """
    if _SAME.keys().isdisjoint(words):  # as most names are, and the quicker by half
        return "".join(words)
    return "".join([_SAME.get(word, word) for word in words])


def name_key(text: str) -> str:
    """Return the key under which a printed name is looked up: the same for more spellings than `text.name_key`."""
    return join_key(split_words(text))


def plain_key(text: str) -> str:
    """Return a name's words run together, nothing rewritten: for codes such as CO, which is no county."""
    return "".join(split_words(text))


def slug(text: str) -> str:
    """Return a name as the readable part of an id: `Saint John's` is `saint-johns`."""
    return "-".join(split_words(text))


def strip_types(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Return a name without the word that says its type, first or last, and that word (parish counts as county)."""
    if len(words) > 1:
        if words[0] in LEADING:
            return words[1:], _one_type(words[0])
        if len(words) > 2 and words[0] in {"charter", "metro"} and words[1] in LEADING:
            return words[2:], _one_type(words[1])
        if words[-1] in LEADING:
            rest = words[:-1]
            if len(rest) > 1 and rest[-1] in {"charter"}:
                rest = rest[:-1]
            return rest, _one_type(words[-1])
    return words, ""


def _one_type(word: str) -> str:
    return "county" if word in COUNTY_TYPES else word
