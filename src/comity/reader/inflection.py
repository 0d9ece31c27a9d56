"""The forms of an English verb, and the choices in a pattern's words written out."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

_VOWELS = "aeiou"
_BE = (("be", "base"), ("is", "s"), ("are", "s"), ("was", "past"), ("were", "past"), ("been", "part"), ("being", "ing"))


class Doubling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs that double their last letter, always or in one of two spellings."""

    always: tuple[str, ...] = ()
    either: tuple[str, ...] = ()


class Verbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the rule does not say: irregular forms (third person, past, participle, -ing) and doubled letters."""

    irregular: dict[str, tuple[str, str, str, str]] = {}
    doubling: Doubling = Doubling()


def inflect(phrase: str, verbs: Verbs) -> Iterator[tuple[str, str]]:
    """Yield every form of a verb phrase, its first word inflected, with the form's name: base, s, past, part, ing."""
    verb, space, rest = phrase.partition(" ")
    for form, name in _forms(verb, verbs):
        yield form + space + rest, name


def _forms(verb: str, verbs: Verbs) -> Iterator[tuple[str, str]]:
    if verb == "be":
        yield from _BE
        return
    yield verb, "base"
    if verb in verbs.irregular:
        third, past, participle, ing = verbs.irregular[verb]
        yield from ((third, "s"), (past, "past"), (participle, "past" if participle == past else "part"), (ing, "ing"))
        return
    yield _third(verb), "s"
    for stem in _stems(verb, verbs.doubling):
        yield _past(stem), "past"
        yield _ing(stem), "ing"


def _stems(verb: str, doubling: Doubling) -> tuple[str, ...]:
    doubled = verb + verb[-1]
    if verb in doubling.always:
        return (doubled,)
    return (verb, doubled) if verb in doubling.either else (verb,)


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in _VOWELS else verb + "s"


def _past(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    return stem[:-1] + "ied" if stem.endswith("y") and stem[-2] not in _VOWELS else stem + "ed"


def _ing(stem: str) -> str:
    return stem[:-1] + "ing" if stem.endswith("e") and not stem.endswith("ee") else stem + "ing"


def write_out(words: str) -> Iterator[str]:
    """Yield every reading of words with choices in round brackets: `(a|b) c` gives `a c` and `b c`, `(a |)c` also `c`.

    A bracket without a bar is itself: `287(g)`.
    """
    start = 0
    while (open_at := words.find("(", start)) >= 0:
        close_at = words.find(")", open_at)
        inner = words[open_at + 1 : close_at]
        if "|" in inner:
            for choice in inner.split("|"):
                yield from write_out(words[:open_at] + choice + words[close_at + 1 :])
            return
        start = close_at
    yield " ".join(words.split())
