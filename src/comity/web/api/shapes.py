"""What answers look like, for the OpenAPI document: made from the release's own tables and their descriptions."""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Annotated, Any

import msgspec

from comity.model import Claim
from comity.register import election_rows, rows
from comity.release.schema import COLUMNS

# Columns that only a question makes, and what they mean.
ADDED = {
    "page": "The address of its page on this site.",
    "county_geoids": "The counties that it serves or lies in, as GEOIDs separated by semicolons.",
    "name": "The name, with the state where it is a place.",
}
_PLACE_TYPES: dict[str, Any] = {"population": int | None, "latitude": float | None, "longitude": float | None}


@cache
def _types() -> dict[str, Any]:
    """Return the columns that hold no text, with their types."""
    found: dict[str, Any] = dict(_PLACE_TYPES)
    kinds: list[type[msgspec.Struct]] = [*_structs(rows), *_structs(election_rows), Claim]
    for kind in kinds:
        for field in msgspec.structs.fields(kind):
            named = str(field.type)
            for word, made in (("int", int), ("float", float), ("bool", bool)):
                if word in named:
                    found[field.name] = made | None if "None" in named else made
            if field.type in (int, float, bool):
                found[field.name] = field.type
    return {**found, "population": int | None, "count": int | None}


def _structs(module: ModuleType) -> list[type[msgspec.Struct]]:
    values = vars(module).values()
    return [one for one in values if isinstance(one, type) and issubclass(one, msgspec.Struct)]


def boolean_columns() -> frozenset[str]:
    """Return the columns that hold yes or no, which SQLite hands out as 1 and 0."""
    return frozenset(name for name, kind in _types().items() if kind is bool)


def shape(name: str, columns: tuple[str, ...], **more: Any) -> type[msgspec.Struct]:
    """Return the type of one row with these columns, each described, and what else it has."""
    plain = [column.strip('"') for column in columns]
    fields = [(column, _described(column, _types().get(column, str))) for column in plain]
    fields += [(key, _described(key, kind)) for key, kind in more.items()]
    return msgspec.defstruct(name, fields, module=__name__, kw_only=True)


def _described(column: str, kind: Any) -> Any:
    text = ADDED.get(column) or COLUMNS.get(column, "")
    return Annotated[kind, msgspec.Meta(description=text)] if text else kind


def page_shape(name: str, row: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """Return the type of one page of rows."""
    items: Any = list[row]  # type: ignore[valid-type]
    fields: list[tuple[str, Any]] = [
        ("release_id", _told(str, "The release that answers.")),
        ("newest_list_on", _told(str, "The day of the release's newest list.")),
        ("total", _told(int, "How many rows there are in all.")),
        ("items", _told(items, "The rows.")),
        ("next", _told(str | None, "The address of the next page, or null on the last.")),
    ]
    return msgspec.defstruct(name, fields, module=__name__, kw_only=True)


def _told(kind: Any, text: str) -> Any:
    return Annotated[kind, msgspec.Meta(description=text)]
