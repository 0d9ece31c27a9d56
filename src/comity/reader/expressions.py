"""Expressions of the pattern files: words and what stands between them, put together by name, compiled at first use.

A rule of `patterns/expressions/*.toml` is looked for by an `Expression` of its name: who asks holds no words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Literal, TypeVar

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation

from comity.errors import ComityError
from comity.reader.literals import needed

T = TypeVar("T")

# Characters: on less than these an expression is tried in less time than it takes to ask whether it is worth it.
_SHORT = 40
_REFERENCE = re.compile(r"\{([a-z][a-z-]*)\}")


class ExpressionRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One expression: what it means, its words, and texts that it does and does not fit."""

    id: str
    meaning: str
    words: tuple[str, ...] = ()
    """Words that stand alone, one of them; `{id}` in another expression stands for one of them."""
    forms: tuple[str, ...] = ()
    """Expressions that say themselves where words begin and end, one of them."""
    case: Literal["folded", "kept", "any"] = "folded"
    """Whether it is looked for in folded text, in the text as it stands, or there in small and capital letters."""
    at: Literal["anywhere", "start", "whole"] = "anywhere"
    """Where in what it is tried on it may stand."""
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class Written(msgspec.Struct, frozen=True):
    """An expression with all names in it written out."""

    text: str
    ignores_case: bool
    needs: tuple[str, ...] = ()
    """Literals, in small letters, of which one stands in every text that it fits; none: it is always tried."""


def write_expressions(rules: Iterable[ExpressionRule]) -> dict[str, Written]:
    """Return every rule written out, by its name; raise `ComityError` for a name that is there twice or not at all."""
    named: dict[str, ExpressionRule] = {}
    for rule in rules:
        if rule.id in named:
            raise ComityError(
                f"the expression {rule.id!r} is there twice", where="reader/patterns/expressions", cure="rename one"
            )
        named[rule.id] = rule
    parts = {name for rule in named.values() for form in rule.words + rule.forms for name in _REFERENCE.findall(form)}
    return {name: _written(rule, named, name in parts) for name, rule in named.items()}


def _written(rule: ExpressionRule, named: Mapping[str, ExpressionRule], is_part: bool) -> Written:
    text = "|".join(_forms(rule, named))
    # What others are put together of is hardly looked for by itself, and what stands at a start is told at once.
    needs = needed(text) if rule.at == "anywhere" and not is_part else ()
    return Written(text, rule.case == "any", tuple(sorted(needs)))


def _forms(rule: ExpressionRule, named: Mapping[str, ExpressionRule]) -> Iterator[str]:
    if rule.words:
        yield rf"\b{_choice(rule, named)}\b"
    for form in rule.forms:
        yield _filled(form, rule, named)


def _choice(rule: ExpressionRule, named: Mapping[str, ExpressionRule]) -> str:
    return f"(?:{'|'.join(_filled(word, rule, named) for word in rule.words)})"


def _filled(form: str, rule: ExpressionRule, named: Mapping[str, ExpressionRule]) -> str:
    """Return a form with the words of other expressions in the place of their names."""

    def words_of(match: re.Match[str]) -> str:
        meant = named.get(match[1])
        if meant is None or not meant.words or meant is rule:
            raise ComityError(
                f"the expression {rule.id!r} names {match[0]}, which has no words",
                where="reader/patterns/expressions",
                cure="name an expression with words",
            )
        return _choice(meant, named)

    return _REFERENCE.sub(words_of, form)


class Gate:
    """Says which expressions are worth trying on a text, by one pass over it for what they need."""

    def __init__(self, expressions: Mapping[str, Written]) -> None:
        """Take all expressions; the matcher is made when first used."""
        self.bits = {name: 1 << place for place, (name, one) in enumerate(expressions.items()) if one.needs}
        self._bits_of: dict[str, int] = {}
        for name, bit in self.bits.items():
            for literal in expressions[name].needs:
                self._bits_of[literal] = self._bits_of.get(literal, 0) | bit

    @cached_property
    def _matcher(self) -> AhoCorasick:
        return AhoCorasick(list(self._bits_of), implementation=Implementation.ContiguousNFA)

    @cached_property
    def _bits_by_number(self) -> list[int]:
        return list(self._bits_of.values())

    def open_for(self, text: str) -> int:
        """Return the bits of the expressions of whose literals a text holds one."""
        small, bits = text.lower() if text.isascii() else text.casefold(), 0
        for number in {number for number, _, _ in self._matcher.find_matches_as_indexes(small, overlapping=True)}:
            bits |= self._bits_by_number[number]
        return bits


@lru_cache(maxsize=1)
def own_gate() -> Gate:
    """Return the gate of the package's own expressions, made once per process."""
    from comity.reader.patterns import own_patterns

    return Gate(own_patterns().expressions)


@lru_cache(maxsize=64)
def _open_for(text: str) -> int:
    """Return what the own gate says of a text: many expressions are tried on one sentence, one after the other."""
    return own_gate().open_for(text)


class Expression:
    """An expression by its name; it is read and compiled when it is first asked for something."""

    def __init__(self, name: str) -> None:
        """Take the name of a rule."""
        self.name = name

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Return the compiled expression."""
        from comity.reader.patterns import own_patterns

        written = own_patterns().expressions[self.name]
        return re.compile(written.text, re.IGNORECASE if written.ignores_case else 0)

    @cached_property
    def words(self) -> frozenset[str]:
        """Return its words, for where one word of a parsed sentence is asked after; none of them may be a pattern."""
        from comity.reader.patterns import own_patterns

        return frozenset(word for rule in own_patterns().rules if rule.id == self.name for word in rule.words)

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """Return the search for its first place in a text."""
        return self._gated(self.compiled.search, lambda: None)

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """Return the trial at the start of a text."""
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        """Return the trial on a whole text."""
        return self.compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """Return the search for all its places in a text."""
        return self._gated(self.compiled.finditer, lambda: iter(()))

    @cached_property
    def findall(self) -> Callable[..., list[str]]:
        """Return the search for the words of all its places in a text."""
        return self._gated(self.compiled.findall, list)

    @cached_property
    def sub(self) -> Callable[[str, str], str]:
        """Return the putting of other words in all its places in a text."""
        return self.compiled.sub

    def _gated(self, look: Callable[..., T], nothing: Callable[[], T]) -> Callable[..., T]:
        """Return a search that is left out on long texts without any of the literals that it needs."""
        bit = own_gate().bits.get(self.name, 0)
        if not bit:
            return look

        def gated(text: str, *bounds: int) -> T:
            return look(text, *bounds) if len(text) < _SHORT or _open_for(text) & bit else nothing()

        return gated
