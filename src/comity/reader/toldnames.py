"""Names of bodies that no word of their own tells, and the words beside them do: "Prism, a project of Alder Lab"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from comity.reader.expressions import Expression
from comity.reader.mentions.posts import load_posts

# Each names a body with `name`; some say with another group what it is.
_TELLING = (
    Expression("told-behind"),
    Expression("told-tied"),
    Expression("told-before"),
    Expression("told-of"),
    Expression("told-tail"),
    Expression("told-owner"),
    Expression("told-of-which"),
    Expression("told-arm"),
    Expression("told-called"),
    Expression("told-kind-before"),
    Expression("told-published"),
    Expression("told-writer"),
    Expression("told-chapter"),
)
_OF_PAPERS = frozenset(("told-published", "told-writer"))
_PAPER = Expression("outlet-noun")
_PAIRED = Expression("paired-ahead")
_GOES_ON = Expression("paired-behind")
_NEVER = Expression("no-told-name")
_AWAY = frozenset(("in", "with", "to", "on", "a", "against"))


class Told(NamedTuple):
    """A name at its span, and whether the article is a part of it."""

    start: int
    end: int
    keeps_article: bool


def find_told(named: str) -> Iterator[Told]:
    """Yield the names that words beside them tell to be bodies', in no order, and their other mentions."""
    names: dict[str, bool] = {}
    for pattern in _TELLING:
        for match in pattern.finditer(named):
            if trimmed := _trimmed(named, *match.span("name")):
                groups = match.groupdict()
                is_paper = (
                    pattern.name in _OF_PAPERS
                    or _PAPER.fullmatch(groups.get("noun") or groups.get("own") or groups.get("their") or "")
                    is not None
                )
                name = named[slice(*trimmed)]
                is_one = name.count(" ") == 1  # `The Appeal`
                names[name] = names.get(name, False) or ((is_paper or is_one) and name.startswith("The "))
    if names:
        written = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        for match in re.finditer(rf"(?<![\w'/-])(?:{written})(?![\w/-])", named):
            yield Told(*match.span(), names[match.group()])


def _trimmed(named: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of a name without what only leads its sentence, or None where it can be no body's."""
    words = named[start:end].split(" ")
    leads = load_posts().leads
    while len(words) > 1 and (words[0] in leads or words[0].islower()) and (words[0] != "Local" or len(words) > 2):
        start += len(words[0]) + 1
        words = words[1:]
    if words[-1].endswith(("'s", "'")):
        return None
    for at, word in enumerate(words[1:-1], 1):
        if word in _AWAY and words[at - 1] in load_posts().bodies:
            words = words[:at]  # `NEO Philanthropy in New York`
            end = start + len(" ".join(words))
            break
    if paired := _PAIRED.search(named, max(0, start - 20), start):
        start = paired.start()
    if further := _GOES_ON.match(named, end):
        end = further.end()
    bare = [word for word in words if word != "The"]
    is_lead = len(bare) == 1 and (bare[0] in leads or len(bare[0]) < 3)
    return None if not bare or is_lead or _NEVER.search(named, start, end) else (start, end)
