"""Which column is which: known names first, then what is left, each remainder an issue a person sees."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from comity.model import RowIssue
from comity.sources.ice_287g.grid import Grid
from comity.sources.ice_287g.source import load_source
from comity.sources.ice_287g.values import INVISIBLE, support_models

HEADER_DEPTH = 20  # rows searched for the header: titles and notes above a table are short
_SPACES = re.compile(r"[\s_]+")
_SUPPORT = "SUPPORT TYPE"


class Columns(NamedTuple):
    """Column letters by known name, the header as printed, what is missing, and what a person should see."""

    letters: dict[str, str]
    header_row: int
    printed: tuple[str, ...]
    missing: tuple[str, ...]
    issues: tuple[RowIssue, ...]


def header_name(text: str) -> str:
    """Return a header's text as it compares: capitals, single spaces, underscores as spaces."""
    return _SPACES.sub(" ", INVISIBLE.sub("", text)).strip().upper()


def find_header(grid: Grid) -> int:
    """Return the index of the header among the first rows, or -1: the row with most known names, at least two."""
    scores = [len({known_name(text) for text in texts.values()} - {""}) for texts in grid.head(HEADER_DEPTH)]
    best = max(scores, default=0)
    return scores.index(best) if best >= 2 else -1


@lru_cache(maxsize=4096)  # the first rows of all lists say mostly the same
def known_name(text: str) -> str:
    """Return the known column a header names, by its name or a listed variant, else ""."""
    words = load_source().header
    name = header_name(text)
    return name if name in words.known else words.fixable.get(name, "")


def match_columns(grid: Grid, index: int, sheet: str) -> Columns:
    """Return the columns of the table whose header is the row at `index`.

    A known name wins; a second column of the same name is left over, unless SUPPORT TYPE is missing and the column
    holds support types; then a left-over name one or two letters from a missing one is taken as its misprint.
    """
    number, texts = grid.numbers[index], grid.row(index)
    order = sorted(texts, key=lambda letters: (len(letters), letters))
    letters: dict[str, str] = {}
    left: list[str] = []
    for column in order:
        name = known_name(texts[column])
        if name and name not in letters:
            letters[name] = column
        elif header_name(texts[column]):
            left.append(column)
    issues: list[RowIssue] = []
    body = {column: cells[index + 1 :] for column, cells in grid.columns.items()}
    _take_support_type(letters, left, texts, body, f"{sheet}!{number}", issues)
    _take_misprints(letters, left, texts, f"{sheet}!{number}", issues)
    issues += _left_over(left, texts, letters, f"{sheet}!{number}")
    issues += _unnamed(body, {c for c in order if header_name(texts[c])}, f"{sheet}!{number}")
    missing = tuple(name for name in load_source().header.required if name not in letters)
    printed = tuple(texts[column] for column in order)
    return Columns(letters, number, printed, missing, tuple(issues))


def _take_support_type(
    letters: dict[str, str],
    left: list[str],
    texts: dict[str, str],
    body: Mapping[str, Sequence[str]],
    where: str,
    issues: list[RowIssue],
) -> None:
    """Where no column is called SUPPORT TYPE, take the one whose values are support types (seen: TYPE twice)."""
    if _SUPPORT in letters:
        return
    named = {column: name for name, column in letters.items()}
    candidates = [column for column in (*left, *named) if _holds_support_types(body, column)]
    if len(candidates) != 1:
        return
    column = candidates[0]
    if column in named:
        del letters[named[column]]
    else:
        left.remove(column)
    letters[_SUPPORT] = column
    message = f"the column printed {texts[column].strip()!r} holds support types and is read as {_SUPPORT}"
    issues.append(RowIssue(where, "header_misprint", message))
    # its namesake, taken first or second, is what the name says
    twin = next((c for c in left if known_name(texts[c]) and known_name(texts[c]) not in letters), "")
    if twin:
        left.remove(twin)
        letters[known_name(texts[twin])] = twin


def _holds_support_types(body: Mapping[str, Sequence[str]], column: str) -> bool:
    values = [text for text in body[column] if text.strip()]
    return bool(values) and sum(support_models(value) is not None for value in values) >= 0.9 * len(values)


def _take_misprints(
    letters: dict[str, str], left: list[str], texts: dict[str, str], where: str, issues: list[RowIssue]
) -> None:
    """Take a left-over name as the misprint of a missing one, where it is near one alone and nothing else is."""
    missing = [name for name in load_source().header.known if name not in letters]
    for column in list(left):
        near = [name for name in missing if _is_near(header_name(texts[column]), name)]
        rivals = [c for c in left if near and _is_near(header_name(texts[c]), near[0])]
        if len(near) == 1 and rivals == [column]:
            left.remove(column)
            missing.remove(near[0])
            letters[near[0]] = column
            message = f"the column printed {texts[column].strip()!r} is read as {near[0]}"
            issues.append(RowIssue(where, "header_misprint", message))


def _is_near(printed: str, name: str) -> bool:
    """Say whether a misprint is likely: one slip in four letters or more, two in eight or more (STATE/STATUS is no)."""
    allowed = 2 if len(name) >= 8 else 1 if len(name) >= 4 else 0
    return DamerauLevenshtein.distance(printed, name) <= allowed


def _left_over(left: Sequence[str], texts: dict[str, str], letters: dict[str, str], where: str) -> list[RowIssue]:
    issues = []
    for column in left:
        name = known_name(texts[column])
        if name in letters:
            message = f"column {column} repeats the name {name}; column {letters[name]} is read, {column} is not"
            issues.append(RowIssue(where, "duplicate_column", message))
        else:
            message = (
                f"column {column} is called {texts[column].strip()[:60]!r}, which no list had before; it is not read"
            )
            issues.append(RowIssue(where, "unknown_column", message))
    return issues


def _unnamed(body: Mapping[str, Sequence[str]], named: set[str], where: str) -> list[RowIssue]:
    """Report columns without a name that hold something; empty ones are the publisher's habit and harmless."""
    issues = []
    for column in sorted(body.keys() - named):
        texts = [text.strip() for text in body[column] if text and not text.isspace()]
        if texts:
            message = f"column {column} has no name and {len(texts)} values, such as {texts[0][:60]!r}; it is not read"
            issues.append(RowIssue(where, "unnamed_column", message))
    return issues
