"""What a sentence's words make together: "ICE … jail", "inmates … to ICE", found by the frames of the patterns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comity.reader.patterns import Frame, Pattern

# Full stops inside a sentence only shorten words; brackets hold a remark and part nothing.
HARD = frozenset((";", ":", "—", "–", "|"))


class Span(NamedTuple):
    """A cue among the words: its first word, the word after its last, its pattern and form."""

    first: int
    after: int
    pattern: Pattern
    form: str


def compose(texts: Sequence[str], spans: Sequence[Span], frames: Sequence[Frame]) -> list[Span]:
    """Return what the frames put together of a sentence's words and of the classes found in it."""
    classes: dict[str, dict[int, int]] = {}
    for span in spans:
        if span.pattern.role == "class":
            found = classes.setdefault(f"{{{span.pattern.id}}}", {})
            found[span.first] = max(span.after, found.get(span.first, 0))
    present = frozenset(name[1:-1] for name in classes)
    fitting = [frame for frame in frames if frame.classes <= present]
    found_spans = {
        Span(first, after, frame.pattern, "word")
        for frame in fitting
        for first, after in _matches(texts, classes, frame)
    }
    return sorted(found_spans, key=lambda span: (span.first, -span.after, span.pattern.id))


def _matches(texts: Sequence[str], classes: dict[str, dict[int, int]], frame: Frame) -> Iterator[tuple[int, int]]:
    """Yield where a frame begins and ends, from each place where its first part stands."""
    head = frame.parts[0]
    starts = (
        sorted(classes[head].items()) if head in classes else [(i, i + 1) for i, t in enumerate(texts) if t == head]
    )
    for first, after in starts:
        end = after
        for part, gap in zip(frame.parts[1:], frame.gaps[1:], strict=True):
            end = _next(texts, classes, part, end, gap)
            if end < 0:
                break
        else:
            yield first, end


def _next(texts: Sequence[str], classes: dict[str, dict[int, int]], part: str, start: int, gap: int) -> int:
    """Return the word after the next place of a part, -1 where none stands within the gap."""
    for index in range(start, min(len(texts), start + gap + 1)):
        if part in classes and index in classes[part]:
            return classes[part][index]
        if texts[index] == part:
            return index + 1
        if texts[index] in HARD:
            return -1
    return -1
