"""What a page was asked for: the query of its address, read strictly, with limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from comity.errors import UsageError
from comity.places import Gazetteer
from comity.register.question import read_day

# Longer than the longest name of a place with its state and its type, several times over.
LONGEST = 120


class Asked:
    """A query's values; what is empty counts as not asked."""

    def __init__(self, query: Mapping[str, str]) -> None:
        """Keep the query."""
        self._query = query

    def words(self, name: str) -> str:
        """Return a text as typed, single-spaced; raise UsageError where it is longer than any name."""
        text = " ".join(self._query.get(name, "").split())
        if len(text) > LONGEST:
            raise UsageError(f"the text is longer than {LONGEST} characters", where=name, cure="write less")
        return text

    def day(self, name: str) -> str:
        """Return an ISO date, or "" where none was asked; raise UsageError for what is no day."""
        return read_day(self._query.get(name, "").strip(), name)

    def choice(self, name: str, choices: Sequence[str]) -> str:
        """Return one of some choices, or "" where none was asked; raise UsageError for another."""
        text = self._query.get(name, "").strip()
        if text and text not in choices:
            raise UsageError(
                f"{text[:40]!r} is none of the choices", where=name, cure=f"choose of {', '.join(choices)}"
            )
        return text

    def flag(self, name: str) -> bool:
        """Return whether a box was ticked."""
        return self._query.get(name, "") in {"1", "true", "on", "yes"}

    def state(self, book: Gazetteer, name: str = "state") -> str:
        """Return a state's postal code, or "" where none was asked; raise UsageError where there is none such."""
        text = self._query.get(name, "").strip()
        code = book.state_code(text[:LONGEST]) if text else ""
        if text and not code:
            raise UsageError(f"there is no state {text[:40]!r}", where=name, cure="use a postal code such as VA")
        return code

    def page(self) -> int:
        """Return the number of the page asked for, from 1; raise UsageError for what is no number of a page."""
        return self.number("page") or 1

    def number(self, name: str) -> int:
        """Return the number of a page or part, from 1, or 0 where none was asked; raise UsageError for what is none."""
        text = self._query.get(name, "").strip()
        if text and (not text.isascii() or not text.isdigit() or len(text) > 6 or int(text) < 1):
            raise UsageError(f"{text[:20]!r} is no {name}", where=name, cure=f"count {name}s from 1")
        return int(text or 0)

    def text(self) -> str:
        """Return the query as it is appended to an address, or ""."""
        kept = {name: value for name, value in self._query.items() if value and len(value) <= LONGEST}
        return f"?{urlencode(kept)}" if kept else ""
