"""Search as one types, and the record in figures."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.params import QueryParameter

from comity.register.question import Row, select
from comity.web.api.listing import answer_one
from comity.web.api.routes import offer_whole
from comity.web.search import Found, find
from comity.web.search.finding import LONGEST_TEXT, Kind
from comity.web.served import Served

Text = Annotated[
    str,
    QueryParameter(min_length=1, max_length=LONGEST_TEXT, description="What to find; the last word may be unfinished."),
]
Most = Annotated[int, QueryParameter(ge=1, le=50, description="How many at most, up to 50.")]


class SearchAnswer(msgspec.Struct, frozen=True):
    """What a search found, the likeliest first."""

    release_id: str
    q: str
    items: list[Found]


class Count(msgspec.Struct, frozen=True):
    """How many there are of one kind."""

    name: str
    count: int


class Stats(msgspec.Struct, frozen=True):
    """The record in figures. `in_force_*` count the agreements that the newest list shows."""

    release_id: str
    newest_list_on: str
    first_list_on: str
    tables: list[Count]
    agreements_by_status: list[Count]
    in_force_by_model: list[Count]
    in_force_by_kind: list[Count]
    in_force_by_state: list[Count]
    changes_by_event: list[Count]
    publications_by_verdict: list[Count]
    issues_by_code: list[Count]


@offer_whole("/search", "search", SearchAnswer, "finding")
def search(served: Served, q: Text, limit: Most = 10, kind: Kind | None = None) -> Response[Any]:
    """Find places, agencies and offices by what somebody has typed so far, past a slip in a longer word."""
    items = find(served, q, limit=limit, kind=kind)
    return answer_one(SearchAnswer(served.release.release_id, q, items))


@offer_whole("/stats", "stats", Stats, "finding")
def stats(served: Served) -> Response[Any]:
    """Show how much the record holds, by what it is."""
    return answer_one(served.keep("stats", make_stats))


def make_stats(served: Served) -> Stats:
    """Return the record in figures; made once for a release."""
    listed = "FROM agreement WHERE status = 'listed'"
    connection = served.connection
    first = select(connection, "SELECT min(from_on) AS day FROM in_force")[0]["day"]

    def counts(column: str, table: str) -> list[Count]:
        query = f"SELECT {column} AS name, count(*) AS count {table} GROUP BY 1 ORDER BY 2 DESC, 1"
        return [_count(row) for row in select(connection, query)]

    return Stats(
        release_id=served.release.release_id,
        newest_list_on=served.as_of,
        first_list_on=first or "",
        tables=[Count(name, count) for name, count in sorted(served.release.row_counts.items())],
        agreements_by_status=counts("status", "FROM agreement"),
        in_force_by_model=counts("model", listed),
        in_force_by_kind=counts("kind", listed),
        in_force_by_state=counts("state", listed),
        changes_by_event=counts("event", "FROM event"),
        publications_by_verdict=counts("verdict", "FROM publication"),
        issues_by_code=counts("code", "FROM issue"),
    )


def _count(row: Row) -> Count:
    return Count(row["name"], row["count"])


HANDLERS = [search, stats]
