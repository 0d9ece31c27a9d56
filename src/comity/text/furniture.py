"""Lines that stand around an article, and walls before it: rules of `furniture.toml`, compiled when first used."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import msgspec

from comity.text.records import EmptyPage, RefusedPage

# A wall's words in a long text are a note under the article, or the article's own subject.
_SHORT_OF_A_WALL = 120


class Rule(msgspec.Struct, frozen=True):
    """One rule with its examples; `most_words` bounds the lines that it is tried on."""

    id: str
    meaning: str
    pattern: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    most_words: int = 1000

    @property
    def expression(self) -> re.Pattern[str]:
        """Return the compiled expression."""
        return _compiled(self.pattern)


class Furniture(msgspec.Struct, frozen=True):
    """All rules by their use."""

    line: tuple[Rule, ...]
    heading: tuple[Rule, ...]
    wall: tuple[Rule, ...]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


@cache
def load_furniture() -> Furniture:
    """Return the rules of `furniture.toml`."""
    with Path(__file__).with_name("furniture.toml").open("rb") as file:
        return msgspec.convert(tomllib.load(file), Furniture)


def furniture_rule(line: str) -> str:
    """Return the id of the rule by which a line is no part of the article, or ""."""
    return _matching(load_furniture().line, line)


def begins_links(line: str) -> bool:
    """Return whether a line is a heading over links to other articles."""
    return bool(_matching(load_furniture().heading, line))


def _matching(rules: tuple[Rule, ...], line: str) -> str:
    # Furniture is short; a paragraph is not looked at again.
    if len(line) > 400:
        return ""
    words = line.count(" ") + 1
    return next((rule.id for rule in rules if words <= rule.most_words and rule.expression.fullmatch(line)), "")


def find_wall(text: str) -> str:
    """Return the id of the wall that a page's words speak of, or ""."""
    return next((rule.id for rule in load_furniture().wall if rule.expression.search(text)), "")


_WALLS = {
    "log_in": "shows only a log-in wall",
    "subscribe": "shows only a subscription wall",
    "robot_check": "shows only a check for robots",
}


def check_wall(article: str, visible: str, *, is_free: bool) -> tuple[str, ...]:
    """Return a note where a page ends at a wall; raise RefusedPage where there is nothing before the wall.

    Raises EmptyPage where there is neither an article nor a wall.
    """
    words = len(article.split())
    wall = find_wall(article) if words >= _SHORT_OF_A_WALL else find_wall(visible[:20_000])
    if wall and words < _SHORT_OF_A_WALL and _before_wall(article) < _SHORT_OF_A_WALL / 4:
        raise RefusedPage(_WALLS[wall], cure="save the page as you see it when you are logged in")
    if not words:
        raise EmptyPage("holds no article")
    if wall or not is_free:
        return ("only the part before a wall was read",)
    return ()


def _before_wall(article: str) -> int:
    """Return how many words of an article are not the wall's own."""
    lines = [line for line in article.splitlines() if not find_wall(line) and not furniture_rule(line)]
    return sum(len(line.split()) for line in lines)
