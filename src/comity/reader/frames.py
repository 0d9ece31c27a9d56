"""What a sentence's words make together: "ICE … jail", "inmates … to ICE", found by the frames of the patterns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from comity.reader.patterns import Frame, Pattern, Patterns

# Full stops inside a sentence only shorten words; brackets hold a remark and part nothing.
HARD = frozenset((";", ":", "—", "–", "|"))
# More words than may stand in any gap.
LONGEST_GAP = 99


class Span(NamedTuple):
    """A cue among the words: its first word, the word after its last, its pattern and form."""

    first: int
    after: int
    pattern: Pattern
    form: str


@dataclass
class Node:
    """What all frames have in common that begin alike: the patterns that end here, and the parts that may come next."""

    patterns: list[Pattern] = field(default_factory=list)
    next: dict[tuple[str, int], Node] = field(default_factory=dict)

    @cached_property
    def by_part(self) -> dict[str, list[tuple[int, Node]]]:
        """Return what comes next by its part alone, with the gap that may be before it."""
        found: dict[str, list[tuple[int, Node]]] = {}
        for (part, gap), node in self.next.items():
            found.setdefault(part, []).append((gap, node))
        return found

    @cached_property
    def parts(self) -> frozenset[str]:
        """Return every part of the frames from here on."""
        return frozenset(self.by_part).union(*(node.parts for node in self.next.values()))


def plant(frames: Sequence[Frame]) -> Node:
    """Return the frames as a tree, so that what they have in common is looked for once."""
    root = Node()
    for frame in frames:
        node = root
        for part, gap in zip(frame.parts, frame.gaps, strict=True):
            node = node.next.setdefault((part, gap), Node())
        node.patterns.append(frame.pattern)
    return root


@lru_cache(maxsize=4)
def frame_tree(patterns: Patterns) -> Node:
    """Return the tree of some patterns' frames, made once."""
    return plant(patterns.frames)


def compose(texts: Sequence[str], spans: Sequence[Span], root: Node | None) -> list[Span]:
    """Return what the frames put together of a sentence's words and of the classes found in it."""
    if root is None:
        return []
    places = _places(texts, spans, root.parts)
    begun = root.by_part.keys() & places.keys()
    hard = [index for index, text in enumerate(texts) if text in HARD] if begun else []
    found: dict[tuple[int, int, str], Span] = {}
    for part in begun:
        for first, after in places[part]:
            for _, node in root.by_part[part]:
                for end, pattern in _ends(places, hard, node, after):
                    found[first, -end, pattern.id] = Span(first, end, pattern, "word")
    return [found[key] for key in sorted(found)]


# Where each part of frames stands in a sentence, in order: its first word, and the word after its last.
_Places = dict[str, list[tuple[int, int]]]


def _places(texts: Sequence[str], spans: Sequence[Span], parts: frozenset[str]) -> _Places:
    """Return where each word of the frames stands, and each class by its longest phrase at a place."""
    places: _Places = {}
    for index, text in enumerate(texts):
        if text in parts:
            places.setdefault(text, []).append((index, index + 1))
    for span in spans:
        if span.pattern.role != "class":
            continue
        at = places.setdefault(f"{{{span.pattern.id}}}", [])
        if at and at[-1][0] == span.first:
            at[-1] = span.first, max(at[-1][1], span.after)
        else:
            at.append((span.first, span.after))
    return places


def _ends(places: _Places, hard: list[int], node: Node, after: int) -> Iterator[tuple[int, Pattern]]:
    """Yield where the frames that go on from a word end, with their patterns."""
    for pattern in node.patterns:
        yield after, pattern
    mark = bisect_left(hard, after)
    limit = hard[mark] if mark < len(hard) else after + LONGEST_GAP
    # Many parts may come next, and few of them stand in a sentence.
    for part in node.by_part.keys() & places.keys():
        at = places[part]
        index = bisect_left(at, (after,))
        if index == len(at):
            continue
        first, end = at[index]
        for gap, child in node.by_part[part]:
            if first <= min(after + gap, limit):
                yield from _ends(places, hard, child, end)
