"""Python's way in: `comity.open()` gives typed read functions over the release that answers.

    with comity.open() as record:
        history = record.place("Fairfax County, VA", as_of="2025-06-30")
        rows = record.agreements(as_of="2025-06-30", state="VA")

Rows are dictionaries under the columns' names, as everywhere. Nothing is written, and nothing is fetched.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from comity.errors import AmbiguousError, NotFoundError
from comity.places import Place, find_places, load_gazetteer
from comity.register import ask
from comity.register.place import PlaceHistory, place_history
from comity.register.question import Question, Row
from comity.register.trace import trace
from comity.release.opening import answering_settings
from comity.release.pointer import open_current, read_pointer
from comity.settings import Settings, read_settings


@dataclass(frozen=True)
class OpenRecord:
    """A release, open for questions until it is closed."""

    connection: sqlite3.Connection
    release_id: str

    def __enter__(self) -> OpenRecord:
        """Return the record itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the release; no more can be asked."""
        self.connection.close()

    @property
    def as_of(self) -> str:
        """Return the day of the newest list, or "" where there is none."""
        return ask.newest_list(self.connection)

    def place(self, text: str, *, as_of: str = "") -> PlaceHistory:
        """Return everything about one place, named as a person writes it or by GEOID.

        Raises NotFoundError where no place is called so, and AmbiguousError where several are.
        """
        return place_history(self.connection, one_place(text), as_of=as_of)

    def agreements(
        self, *, as_of: str = "", state: str = "", status: str = "", county: str = "", agency_id: str = ""
    ) -> list[Row]:
        """Return agreements by id; with `as_of` those that the lists show on that day, as they were shown then."""
        return ask.agreements(
            self.connection, as_of=as_of, state=state, status=status, county=county, agency_id=agency_id
        )

    def changes(self, *, since: str = "", until: str = "", state: str = "", event: str = "") -> list[Row]:
        """Return what changed between lists, oldest first, by the days of the first lists with the changes."""
        return ask.changes(self.connection, since=since, until=until, state=state, event=event)

    def pending(self, *, state: str = "", county: str = "", agency_ids: Sequence[str] = ()) -> list[Row]:
        """Return what the pending lists showed, by agency and model."""
        return ask.pending(self.connection, state=state, county=county, agency_ids=agency_ids)

    def claims(self, *, state: str = "", kind: str = "", places: Sequence[str] | None = None) -> list[Row]:
        """Return what sources say, in their words: of a state, of a kind, of places by GEOID."""
        return ask.claims(self.connection, state=state, kind=kind, places=places)

    def contests(self, year: int, *, state: str = "", office: str = "") -> list[Row]:
        """Return the contests of an election year, by id, with the days of their stages."""
        asked = Question("contest", ("*",), ("contest_id",)).equal({"year": year, "state": state, "office": office})
        return asked.rows(self.connection)

    def publications(self, *, source: str = "", verdict: str = "") -> list[Row]:
        """Return publications in the order of their dates, and what each was judged to be."""
        return ask.publications(self.connection, source=source, verdict=verdict)

    def issues(self, *, code: str = "") -> list[Row]:
        """Return everything that a person should look at."""
        return ask.issues(self.connection, code=code)

    def explain(self, wanted: str) -> dict[str, Any]:
        """Return what an id names and everything that it rests on; raise NotFoundError where nothing bears it."""
        return trace(self.connection, wanted)


def one_place(text: str) -> Place:
    """Return the one place that a text or GEOID means; raise NotFoundError or AmbiguousError."""
    if text.strip().isdigit():
        return load_gazetteer().place(text.strip())
    found = find_places(text)
    if not found:
        raise NotFoundError(f"no place is called {text!r}", cure='name it with its state, as in "Fairfax County, VA"')
    if len(found) > 1:
        names = "; ".join(f"{place.label} ({place.geoid})" for place in found[:8])
        raise AmbiguousError(f"{text!r} may be {names}", cure="name the state, or give the GEOID")
    return found[0]


def open_record(home: str | os.PathLike[str] | None = None) -> OpenRecord:
    """Return the release of a data folder (by default that of COMITY_HOME), or the starter record's, open.

    Raises NotFoundError where lists were added but no release was built, and RecordError where it is damaged.
    """
    settings = answering_settings(Settings(Path(home).expanduser()) if home is not None else read_settings())
    return OpenRecord(open_current(settings), read_pointer(settings.releases) or "")
