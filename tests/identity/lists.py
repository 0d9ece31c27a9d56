"""Small lists for tests of identity: a row is written as text, and resolved by a toy gazetteer of its own."""

from __future__ import annotations

from collections.abc import Iterable

from comity.identity import Sighting, Snapshot
from comity.text import name_key

Row = tuple[str, ...]


class Lists:
    """Builds snapshots whose rows share row ids and keys as the real compile step makes them."""

    def __init__(self, agencies: dict[str, tuple[str, tuple[str, ...]]] | None = None) -> None:
        """Take the agencies that resolve: name key → (agency id, county GEOIDs). Others are unresolved."""
        self.agencies = agencies or {}
        self._rows: dict[Row, Sighting] = {}
        self._keys: dict[tuple[str, ...], int] = {}

    def sighting(
        self, state: str, agency: str, model: str, signed_on: str, document: str = "", county: str = ""
    ) -> Sighting:
        """Return the sighting of one printed row."""
        row = (state, agency, model, signed_on, document, county)
        if row not in self._rows:
            key = (state, name_key(agency), model, signed_on)
            agency_id, counties = self.agencies.get(name_key(agency), ("", ()))
            self._rows[row] = Sighting(
                row_id=f"row-{len(self._rows)}",
                key=self._keys.setdefault(key, len(self._keys)),
                state=state,
                agency_id=agency_id,
                agency=agency,
                name_key=name_key(agency),
                model=model,
                signed_on=signed_on,
                signed_printed=signed_on,
                document=document,
                county_geoids=counties,
                printed_county=county,
                printed_state=state,
            )
        return self._rows[row]

    def on(self, day: str, *rows: Row, name: str = "") -> Snapshot:
        """Return a list of a day."""
        return Snapshot(name or f"list-{day}", day, tuple(self.sighting(*row) for row in rows))

    def days(self, rows: Iterable[Row], *days: str) -> list[Snapshot]:
        """Return the same list on several days."""
        kept = list(rows)
        return [self.on(day, *kept) for day in days]
