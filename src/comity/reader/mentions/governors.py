"""The state that a page speaks of because it names the state's governor."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

# "Gov. Roy Cooper", "Governor Cooper": the title makes the name a governor's.
_TITLED = re.compile(r"\bGov(?:ernor|\.)?\s(?P<name>[A-Z][\w.'’]*(?:\s[A-Z][\w.'’]*){0,3})")
_MARGIN = 1  # years: the term of one is told of before it begins and after it ends
_OWNER = re.compile(r"['’]s?$")
_LIEUTENANT = re.compile(r"(?:[Ll]ieutenant|[Ll]t\.?)\s$")


class _Term(NamedTuple):
    state: str
    names: tuple[str, ...]
    since: int
    until: int


@lru_cache(maxsize=1)
def _terms() -> dict[str, tuple[_Term, ...]]:
    """Return the terms by surname, read once per process."""
    text = (files("comity.reader.mentions") / "governors.toml").read_text(encoding="utf-8")
    found: dict[str, list[_Term]] = {}
    for state, rows in tomllib.loads(text)["governors"].items():
        for row in rows:
            *names, since, until = row.split()
            found.setdefault(names[-1], []).append(_Term(state, tuple(names), int(since), int(until)))
    return {surname: tuple(terms) for surname, terms in found.items()}


def governed_states(text: str, published: str) -> Counter[str]:
    """Return the states whose governors a text names with their title, as often as it does.

    A surname that governors of two states bear counts where the first name or the year tells which.
    """
    counts: Counter[str] = Counter()
    for found in _TITLED.finditer(text):
        if _LIEUTENANT.search(text[max(0, found.start() - 12) : found.start()]):
            continue
        states = _states_of(found["name"].rstrip("."), published[:4])
        counts.update(states if len(states) == 1 else ())
    return counts


def _states_of(name: str, year: str) -> set[str]:
    """Return the states that a governor of a name may govern, those of the first name before the others."""
    words = [_OWNER.sub("", word) for word in name.split()]
    terms = _terms()
    full = [term for word in words for term in terms.get(word, ()) if term.names[0] in words]
    fitting = full or list(terms.get(words[0], ()))
    if year.isdigit():
        in_term = [t for t in fitting if t.since - _MARGIN <= int(year) <= t.until + _MARGIN]
        fitting = in_term or fitting
    return {term.state for term in fitting}
