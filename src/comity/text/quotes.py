"""Words quoted from a text: where they stand, what stands around them, and whether a changed text still holds them.

The fields are those of the W3C Web Annotation model's text-quote selector (`exact`, `prefix`, `suffix`) and
text-position selector (`start`, `end`; characters of the text, the end excluded). A private person's name inside a
quotation is elided as `[…]`; the words around a quotation stop short of such a name.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

ELISION = "[…]"
# Enough to read the sentence in its context on a terminal, too little to reproduce the page.
AROUND = 160

Span = tuple[int, int]


class Quotation(msgspec.Struct, frozen=True):
    """Exact words of a text (`[…]` where a name is elided), what stands before and after, and their characters."""

    exact: str
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""


def quote(text: str, start: int, end: int, *, private: Sequence[Span] = (), around: int = AROUND) -> Quotation:
    """Return the quotation of a span; names at the `private` spans are elided in it and do not stand around it."""
    inside = [span for span in sorted(private) if span[0] < end and span[1] > start]
    before = max([max(0, start - around), *(span[1] for span in private if span[1] <= start)])
    after = min([min(len(text), end + around), *(span[0] for span in private if span[0] >= end)])
    # A name that reaches over the quotation's edge is elided inside it and leaves nothing of itself outside.
    prefix = "" if any(span[0] < start for span in inside) else text[before:start]
    suffix = "" if any(span[1] > end for span in inside) else text[end:after]
    return Quotation(_elided(text, start, end, inside), start, end, prefix, suffix)


def _elided(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    parts, at = [], start
    for first, last in spans:
        if min(last, end) > at:
            parts += [text[at : max(first, at)], ELISION]
            at = last
    return "".join([*parts, text[at:end]])


def stands_at(text: str, quotation: Quotation) -> bool:
    """Return whether a text holds exactly these words at these characters."""
    return _matches(text[quotation.start : quotation.end], quotation.exact.split(ELISION))


def _matches(words: str, parts: Sequence[str]) -> bool:
    """Return whether the words are these parts with something elided between each and the next."""
    if len(parts) == 1:
        return words == parts[0]
    first, *middle, last = parts
    at, stop = len(first), len(words) - len(last)
    if at > stop or not words.startswith(first) or not words.endswith(last):
        return False
    for part in middle:
        found = words.find(part, at, stop)
        if found < 0:
            return False
        at = found + len(part)
    return True


def stands_in(text: str, quotation: Quotation) -> bool:
    """Return whether a text still holds these words somewhere, spaces aside; an elided name may be any few words."""
    flat = " ".join(text.split())
    parts = [" ".join(part.split()) for part in quotation.exact.split(ELISION)]
    return _holds(flat, [part for part in parts if part])


# An elided name with what may stand beside it; longer gaps would join words from different sentences.
_LONGEST_ELISION = 120


def _holds(flat: str, parts: Sequence[str]) -> bool:
    if not parts:
        return False
    at = flat.find(parts[0])
    while at >= 0:
        end = at + len(parts[0])
        for part in parts[1:]:
            found = flat.find(part, end, end + _LONGEST_ELISION + len(part))
            if found < 0:
                break
            end = found + len(part)
        else:
            return True
        at = flat.find(parts[0], at + 1)
    return False
