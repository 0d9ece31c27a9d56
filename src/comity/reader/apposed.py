"""What one body is to another by a noun behind the other's name: "the Elm Institute, a Birch Foundation grantee"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from comity.reader.expressions import Expression
from comity.reader.parties import Party

# The pattern that says the same in other words, by the noun.
_TIES = {
    "grantee": "its-grantees", "affiliate": "affiliate-of", "subsidiary": "affiliate-of", "spinoff": "affiliate-of",
    "chapter": "affiliate-of", "project": "project-of", "program": "project-of", "initiative": "project-of",
    "publication": "publication-of",
}  # fmt: skip
_APART = Expression("set-beside")
_NOUN = Expression("tie-noun")


def find_apposed(plain: str, inside: Sequence[Party]) -> Iterator[tuple[Party, Party, str, int]]:
    """Yield each body with the one whose grantee, affiliate or project it is called, the pattern, and the end."""
    for left, right in pairwise(inside):
        if left.kind != "body" or right.kind != "body" or not right.is_direct:
            continue
        noun = _NOUN.match(plain, right.end)
        if noun and _APART.fullmatch(plain[left.end : right.start]):
            yield left, right, _TIES[noun["noun"]], noun.end()
