"""Pages that stand in the way of programs: recognised by `challenges.toml`, reported, never got around."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

import msgspec

_HEAD = 64 * 1024


class Sign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sign: words that all stand in the page, or in the named header's value, with examples of both sides."""

    id: str
    words: tuple[str, ...]
    reason: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    header: str = ""


class _Signs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sign: tuple[Sign, ...]


@cache
def load_signs() -> tuple[Sign, ...]:
    """Return every sign, read once."""
    data = resources.files(__package__).joinpath("challenges.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(data), _Signs).sign


def find_challenge(data: bytes, headers: Mapping[str, str]) -> str:
    """Return the id of the first sign that a response bears, or ""."""
    page = data[:_HEAD].decode("utf-8", "replace").lower()
    for sign in load_signs():
        text = headers.get(sign.header, "").lower() if sign.header else page
        if bears(sign, text):
            return sign.id
    return ""


def bears(sign: Sign, text: str) -> bool:
    """Return whether a lower-case text bears a sign; a header's value must begin with the words."""
    if sign.header:
        return text.startswith(sign.words)
    return all(word in text for word in sign.words)
