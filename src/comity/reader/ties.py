"""The patterns of relations, as `patterns/relations/*.toml` holds them."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import msgspec

from comity.reader.patterns import PATTERN_FOLDER
from comity.reader.phrases import Cue, Phrases, read_phrases

Kind = Literal["project_of", "affiliate_of", "publication_of", "funded_by", "donated_to", "member_of"]
Form = Literal[
    "between", "relative", "frame", "compound", "possessive", "post", "includes", "row", "gives", "receives", "goes"
]


class Tie(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One pattern: what it means, its words, where its parties stand, and sentences that it does and does not fit."""

    id: str
    meaning: str
    relation: Kind
    form: Form
    subject: Literal["left", "right"] = "left"
    words: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    left_words: tuple[str, ...] = ()
    """Words with one of which the left body's name ends."""
    right_words: tuple[str, ...] = ()
    right_kinds: tuple[str, ...] = ()
    """Nouns of which one stands behind the right party, or the kinds of bodies of which it is one."""
    kinds: tuple[Literal["body", "person"], ...] = ()
    """What the object must be."""
    before: tuple[str, ...] = ()
    """Phrases of which one must stand right before the left party."""
    meant: str = ""
    """The article by which the right party may be meant and not named: `the `."""
    next: tuple[str, ...] = ()
    """Phrases of which one must stand right behind the words."""
    lists: bool = False
    owner_follows: bool = False
    """Whether the other party is the person that a pronoun in the words means."""
    names_owner: bool = False
    """Whether the words themselves make it public who the person is: the founder of a foundation."""
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


Ties = Phrases[Tie]
TieCue = Cue[Tie]


@lru_cache(maxsize=1)
def own_ties() -> Ties:
    """Return the package's own patterns of relations, made once per process."""
    return read_phrases(PATTERN_FOLDER / "relations", Tie)
