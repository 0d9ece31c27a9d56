"""One thing by its id, with everything that it rests on: down to the publication, the row and the printed cells."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response

from comity.errors import NotFoundError
from comity.register.trace import trace
from comity.web.addresses import read_segment
from comity.web.api.listing import answer_one
from comity.web.api.shapes import boolean_columns, shape
from comity.web.served import Served

_BOOLEAN = boolean_columns()
Lines = list[dict[str, Any]]


def record_shape(
    name: str, columns: tuple[str, ...], *lists: str, single: tuple[str, ...] = ()
) -> type[msgspec.Struct]:
    """Return the type of one thing: its own columns under `record`, and the lists and single things it rests on."""
    fields: list[tuple[str, Any]] = [("table", str), ("record", shape(f"{name}Record", columns))]
    fields += [(key, Lines) for key in lists]
    fields += [(key, dict[str, Any]) for key in single]
    return msgspec.defstruct(name, [*fields, ("page", str)], module=__name__, kw_only=True)


def answer_traced(served: Served, table: str, segment: str, page: str) -> Response[Any]:
    """Return what an id of a table rests on; raise NotFoundError where the id is none, or another table's.

    `page` is the address of its page on this site, or "" where it has none of its own.
    """
    wanted = read_segment(segment)
    found = trace(served.connection, wanted)
    if found["table"] != table:
        raise NotFoundError(f"there is no such {table}", where=wanted, cure=f"take an id from the list of {table}s")
    record = {name: bool(value) if name in _BOOLEAN else value for name, value in found["record"].items()}
    return answer_one({**found, "record": record, "page": page})
