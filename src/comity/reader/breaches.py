"""Laws that a sentence names only as what something is against."""

from __future__ import annotations

from comity.reader.parsing import BE, Parse, Span

_BREAKING = frozenset(
    ("violates", "violated", "violate", "violating", "broke", "breaks", "break", "broken", "breaking")
)


def is_breach(parse: Parse, span: Span) -> bool:
    """Return whether a law is only what something is against: "is against the law", "violates state law"."""
    before = [parse.text(i) for i in range(span.first - 4, span.first)]
    is_common = parse.text(span.after - 1) in {"law", "laws"}
    is_against = "against" in before and bool(BE & {*before})
    if {"breach", "violation", "breaching", "contrary"} & {*before}:
        return True
    return is_common and (is_against or bool(_BREAKING & {*before[1:]}))
