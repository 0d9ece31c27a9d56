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

    Brackets may stand in brackets; one without a bar of its own is itself: `287(g)`.
    """
    for open_at, close_at in _brackets(words):
        choices = _choices(words[open_at + 1 : close_at])
        if len(choices) > 1:
            for choice in choices:
                yield from write_out(words[:open_at] + choice + words[close_at + 1 :])
            return
    yield " ".join(words.split())


def _brackets(words: str) -> Iterator[tuple[int, int]]:
    """Yield where each outer bracket opens and closes."""
    depth = start = 0
    for index, char in enumerate(words):
        if char == "(":
            start = start if depth else index
            depth += 1
        elif char == ")":
            depth -= 1
            if not depth:
                yield start, index


def _choices(inner: str) -> list[str]:
    """Return what the bars of a bracket part, those of brackets inside left alone."""
    depth, parts = 0, [""]
    for char in inner:
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts
