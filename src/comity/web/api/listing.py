"""Answers: a page of rows as JSON or CSV with the cursor to the next, and one thing as JSON."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec
from litestar import Request, Response

from comity.errors import UsageError
from comity.register.question import Question, Row
from comity.release.cells import guard_text
from comity.web.addresses import absolute
from comity.web.api.parameters import Cursor, Format, Limit
from comity.web.api.shapes import boolean_columns
from comity.web.negotiating import chosen_form
from comity.web.served import Served

JSON = "application/json"
CSV = "text/csv; charset=utf-8; header=present"
_BOOLEAN = boolean_columns()
_SPECIAL = frozenset(',"\r\n')


class Paging(msgspec.Struct, frozen=True):
    """Which page is asked for, and in which form."""

    limit: int
    cursor: str
    form: str
    path: str
    filters: tuple[tuple[str, str], ...]

    def after(self, name: str, width: int) -> tuple[Any, ...]:
        """Return the place behind which the page begins, `()` for the first; raise UsageError for a foreign cursor."""
        return read_cursor(self.cursor, name, width) if self.cursor else ()

    def address(self, served: Served, cursor: str) -> str:
        """Return the address of another page of the same question."""
        return absolute(served.base_url, f"{self.path}?{urlencode([*self.filters, ('cursor', cursor)])}")


def read_paging(
    request: Request[Any, Any, Any], limit: Limit = 100, cursor: Cursor = None, format: Format = None
) -> Paging:
    """Return which page a request asks for."""
    accepted = chosen_form(request.headers.get("accept", ""))
    # As they were written: the framework hands them out in no order.
    asked = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    filters = tuple((name, value) for name, value in asked if name != "cursor")
    return Paging(limit, cursor or "", format or ("csv" if accepted == "csv" else "json"), request.url.path, filters)


def write_cursor(name: str, place: Sequence[Any]) -> str:
    """Return a place in a list's order as a word that goes into an address."""
    return base64.urlsafe_b64encode(msgspec.json.encode([name, *place])).decode().rstrip("=")


def read_cursor(cursor: str, name: str, width: int) -> tuple[Any, ...]:
    """Return the place in a list's order that a cursor tells; raise UsageError where it is none of this list."""
    try:
        raw = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        found = msgspec.json.decode(raw, type=list[str | int | float | None])
    except (ValueError, binascii.Error, msgspec.MsgspecError):
        found = []
    if len(found) != width + 1 or found[0] != name or None in found:
        raise UsageError("this cursor is none of this list's", where="cursor", cure="begin without a cursor")
    if any(isinstance(value, int) and abs(value) >= 2**63 for value in found):
        raise UsageError("this cursor is none of this list's", where="cursor", cure="begin without a cursor")
    return tuple(found[1:])


def answer_question(served: Served, paging: Paging, name: str, asked: Question) -> Response[Any]:
    """Return a page of a question's rows."""
    connection = served.connection
    rows, last = asked.page(connection, paging.after(name, len(asked.order)), paging.limit)
    columns = tuple(column.strip('"') for column in asked.columns)
    return answer_rows(served, paging, name, columns, (asked.count(connection), rows, last))


def answer_list(
    served: Served, paging: Paging, name: str, columns: Sequence[str], rows: Sequence[Row], key: str
) -> Response[Any]:
    """Return a page of rows that are all there already, in the order of a text column that no two share."""
    after = paging.after(name, 1)
    rest = [row for row in rows if row[key] > str(after[0])] if after else list(rows)
    shown = rest[: paging.limit]
    last = (shown[-1][key],) if len(rest) > len(shown) else ()
    return answer_rows(served, paging, name, columns, (len(rows), shown, last))


def answer_rows(
    served: Served,
    paging: Paging,
    name: str,
    columns: Sequence[str],
    found: tuple[int, Sequence[Row], Sequence[Any]],
) -> Response[Any]:
    """Return rows (with their number in all, and the place of the last where more follow) in the form asked for."""
    total, rows, last = found
    following = paging.address(served, write_cursor(name, last)) if last else None
    headers = {"link": f'<{following}>; rel="next"'} if following else {}
    truths = [column for column in columns if column in _BOOLEAN]
    if truths:
        rows = [row | {column: bool(row[column]) for column in truths} for row in rows]
    if paging.form == "csv":
        headers["content-disposition"] = f'inline; filename="{name}.csv"'
        return Response(csv_text(columns, rows), media_type=CSV, headers=headers)
    body = {
        "release_id": served.release.release_id,
        "newest_list_on": served.as_of,
        "total": total,
        "items": rows,
        "next": following,
    }
    return Response(msgspec.json.encode(body), media_type=JSON, headers=headers)


def answer_one(value: Mapping[str, Any] | msgspec.Struct) -> Response[Any]:
    """Return one thing as JSON."""
    return Response(msgspec.json.encode(value), media_type=JSON)


def csv_text(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return rows as CSV (RFC 4180 with plain line ends) in which no cell can become a formula."""
    lines = [",".join(columns)]
    lines += [",".join([_cell(row.get(column)) for column in columns]) or '""' for row in rows]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _cell(value: Any) -> str:
    if isinstance(value, str):
        text = guard_text(value)
        return '"' + text.replace('"', '""') + '"' if not _SPECIAL.isdisjoint(text) else text
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
