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


class Places(NamedTuple):
    """Where a part stands in a sentence: the first words, and the words after the last."""

    firsts: list[int]
    afters: list[int]


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
    places = _places(texts, spans)
    hard = [index for index, text in enumerate(texts) if text in HARD]
    found: dict[tuple[int, int, str], Span] = {}
    for part in root.by_part.keys() & places.keys():
        at = places[part]
        for first, after in zip(at.firsts, at.afters, strict=True):
            for _, node in root.by_part[part]:
                for end, pattern in _ends(places, hard, node, after):
                    found[first, -end, pattern.id] = Span(first, end, pattern, "word")
    return [found[key] for key in sorted(found)]


def _places(texts: Sequence[str], spans: Sequence[Span]) -> dict[str, Places]:
    """Return where each word stands, and each class by its longest phrase at a place."""
    places: dict[str, Places] = {}
    for index, text in enumerate(texts):
        known = places.get(text)
        if known is None:
            places[text] = Places([index], [index + 1])
        else:
            known.firsts.append(index)
            known.afters.append(index + 1)
    for span in spans:
        if span.pattern.role != "class":
            continue
        at = places.setdefault(f"{{{span.pattern.id}}}", Places([], []))
        if at.firsts and at.firsts[-1] == span.first:
            at.afters[-1] = max(at.afters[-1], span.after)
        else:
            at.firsts.append(span.first)
            at.afters.append(span.after)
    return places


def _ends(places: dict[str, Places], hard: list[int], node: Node, after: int) -> Iterator[tuple[int, Pattern]]:
    """Yield where the frames that go on from a word end, with their patterns."""
    for pattern in node.patterns:
        yield after, pattern
    mark = bisect_left(hard, after)
    limit = hard[mark] if mark < len(hard) else after + LONGEST_GAP
    # Many parts may come next, and few of them stand in a sentence.
    for part in node.by_part.keys() & places.keys():
        firsts, afters = places[part]
        index = bisect_left(firsts, after)
        if index == len(firsts):
            continue
        for gap, child in node.by_part[part]:
            if firsts[index] <= min(after + gap, limit):
                yield from _ends(places, hard, child, afters[index])
