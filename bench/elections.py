"""The whole country's contests for a year, and for fifty, and loading the law."""

from __future__ import annotations

from collections.abc import Iterator


def run() -> Iterator[str]:
    """Yield the lines of this benchmark."""
    yield from ()
