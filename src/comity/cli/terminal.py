"""Text for the terminal, whatever stands in it."""

from __future__ import annotations


def visible(text: str, instead: str = "\N{REPLACEMENT CHARACTER}") -> str:
    """Return text without a character that could steer a terminal: `instead` stands in the place of each."""
    return "".join(c if c.isprintable() else instead for c in text)
