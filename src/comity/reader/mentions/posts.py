"""Public posts, before a name and behind it: what makes it public who somebody is."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from comity.reader.mentions.runs import Piece, bare


class Posts(NamedTuple):
    """The lists of `people.toml`."""

    heads: frozenset[str]
    leaders: frozenset[str]
    candidates: frozenset[str]
    givers: frozenset[str]
    courtesies: frozenset[str]
    public_surnames: frozenset[str]
    institutions: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    bodies: frozenset[str]
    leads: frozenset[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]


@lru_cache(maxsize=1)
def load_posts() -> Posts:
    """Return the lists of posts and names, read once per process."""
    data = tomllib.loads((files("comity.reader.mentions") / "people.toml").read_text(encoding="utf-8"))
    lists = {key: frozenset(data["posts"][key]) for key in data["posts"]}
    every = sorted(lists["heads"] | lists["leaders"] | lists["candidates"] | lists["givers"], key=len, reverse=True)
    posts = "|".join(re.escape(post) for post in every)
    # A post in small letters right before a name, which a comma may set off: `its sheriff, X`, `editor X`.
    before = re.compile(
        rf"(?<![\w'-])(?:(?P<post>{posts})|(?P<plural>(?:{posts})s))"
        r"(?:\sof\s(?-i:[A-Z])[\w'-]+(?:\s(?-i:[A-Z])[\w'-]+){0,3}(?=,)|\s(?:we|they|voters)\s(?:just\s)?(?:elected|chose)(?=,))?"
        r",?\s(?:\([A-Z-]{1,6}\)\s)?$",
        re.IGNORECASE,
    )
    # A post behind a name: only its own words may stand between, no `of`, `who` or `'s` but a place's.
    behind = re.compile(
        r"(?:\s?(?:,|\(|--?|—)\s?|\s(?:is|was|as|became|has\sbeen|had\sbeen|took\soffice\sas|sworn\sin\sas)\s(?:(?:elected|named|appointed|chosen|re-elected)\s(?:as\s)?)?(?=(?:an?|the|now|its|their|our)\s|"
        rf"(?:county\s|city\s)?(?:{posts})\b))"
        r"(?:(?!(?:of|to|who|whose|with|from|against|for|by|and|or|in|at|on|that|which)\b)"
        rf"(?:[\w.-]+|(?:[A-Z][\w-]+|county|state|city|town|group|nation)'s?)\s){{0,5}}?(?P<post>{posts})(?![\w'-])",
        re.IGNORECASE,
    )
    words = {
        key: frozenset(data[key]["words"].split()) for key in ("institutions", "given", "surnames", "bodies", "leads")
    }
    return Posts(**lists, **words, before=before, behind=behind)


def find_post(pieces: list[Piece], posts: Posts) -> tuple[int, str, bool]:
    """Return where the name begins in a run with a post before it, the post, and whether the post is in the plural.

    The last post of the run counts: `Cobb County Police Maj. Craig Owens`. 0 and "" where there is none.
    """
    for last in range(len(pieces) - 1, -1, -1):
        for first in range(max(0, last - 2), last + 1):
            said = " ".join(piece.text for piece in pieces[first : last + 1]).lower()
            is_lead = first == 0 and (said in posts.givers or said in posts.leaders)
            if said in posts.heads or said in posts.candidates or is_lead:
                return last + 1, " ".join(piece.text for piece in pieces[first : last + 1]), said in _PLURALS
            if said.endswith("s") and said[:-1] in posts.heads:
                return last + 1, " ".join(piece.text for piece in pieces[first : last + 1]), True
    return 0, "", False


_PLURALS = frozenset(("reps.", "sens."))


def find_courtesy(pieces: list[Piece], posts: Posts) -> int:
    """Return where the name begins behind a courtesy (`Mr.`, `Officer`), or 0 where there is none."""
    for last in range(len(pieces) - 2, -1, -1):
        if bare(pieces[last]) in posts.courtesies:
            return last + 1
    return 0
