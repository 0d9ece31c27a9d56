"""Expressions of the pattern files: words and what stands between them, put together by name, compiled at first use.

A rule of `patterns/expressions/*.toml` is looked for by an `Expression` of its name: who asks holds no words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal

import msgspec

from comity.errors import ComityError

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


def write_expressions(rules: Iterable[ExpressionRule]) -> dict[str, Written]:
    """Return every rule written out, by its name; raise `ComityError` for a name that is there twice or not at all."""
    named: dict[str, ExpressionRule] = {}
    for rule in rules:
        if rule.id in named:
            raise ComityError(
                f"the expression {rule.id!r} is there twice", where="reader/patterns/expressions", cure="rename one"
            )
        named[rule.id] = rule
    return {name: Written("|".join(_forms(rule, named)), rule.case == "any") for name, rule in named.items()}


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
    def search(self) -> Callable[..., re.Match[str] | None]:
        """Return the search for its first place in a text."""
        return self.compiled.search

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
        return self.compiled.finditer

    @cached_property
    def findall(self) -> Callable[..., list[str]]:
        """Return the search for the words of all its places in a text."""
        return self.compiled.findall

    @cached_property
    def sub(self) -> Callable[[str, str], str]:
        """Return the putting of other words in all its places in a text."""
        return self.compiled.sub
