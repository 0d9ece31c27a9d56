"""The reference page of the API: its routes from the OpenAPI document, its examples from live answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

# What is asked for the page: what it shows, and the address.
EXAMPLES: tuple[tuple[str, str], ...] = (
    ("A place with its whole record", "/api/v1/places/51047"),
    ("What the lists showed in a state on a day", "/api/v1/agreements?as_of=2025-06-30&state=MN&limit=2"),
    ("The same as CSV", "/api/v1/agreements?as_of=2025-06-30&state=MN&limit=2&format=csv"),
    ("What changed between two days", "/api/v1/changes?since=2025-12-01&until=2025-12-31&state=NE&limit=1"),
    ("Contests of offices that decide", "/api/v1/contests?year=2027&state=VA&deciding=true&limit=1"),
    ("A state's election dates", "/api/v1/dates?year=2026&state=GA&limit=2"),
    ("Search, past a slip", "/api/v1/search?q=culpepr&limit=2"),
    ("A parameter with a slip", "/api/v1/agreements?stat=VA"),
    ("A value that is none", "/api/v1/changes?since=yesterday"),
    ("A year that is not held", "/api/v1/contests?year=1990"),
)
# The release's id changes with every rule; the page shows this in its place.
MASK = "0123456789abcdef"
# Of a list in an answer so many are shown.
SHOWN = 1
_HEAD = """# The API

Written by `comity api --out docs/api.md` from the OpenAPI document and from live answers of the starter record; do not
edit it by hand. `/api/openapi.json` is the document itself (OpenAPI 3.1), written by the framework from the handlers.

`comity serve` answers at `http://127.0.0.1:8787/api/v1/…`. Only reads are offered, to programs of every site (CORS).

- **One release.** Every answer comes from one release, which every page of rows names. A new one is taken up within a
  second of being built, without a restart; a request keeps the release that it began with.
- **Validators.** `ETag` and `Last-Modified` change with the release and with the program; ask with `If-None-Match` and
  an answer that did not change is `304` without a body. Answers come as `br` or `gzip` to who accepts these.
- **Lists** are JSON, or CSV with `format=csv` or `Accept: text/csv`. Filters are named like the columns. `limit` is at
  most 10,000; `next` (in CSV the `Link` header) leads on by a cursor, which stays right when rows come or go.
- **CSV** has the columns of JSON. A text that a spreadsheet would take for a formula has one apostrophe more in front.
- **Ids in paths**: small letters, digits, `-`, `_` and points stand as they are; any other byte is `~` and two digits.
- **What is not offered is refused**, with what is: an unknown parameter, one given twice, a value that is none.
- **Errors** have one shape, `{"error": {"status", "code", "problem", "where", "cure"}}`, under every status.
"""
_WHY = """## Why this framework

Litestar writes the OpenAPI 3.1 document itself and takes its types from msgspec, which writes the answers; nothing
but a test has to hold the two together. Measured with 64 clients on one endpoint over the same SQLite file, it answers
about 0.65 × as many a second as bare Starlette (11,400 to 17,400 on two cores), which has no document. What that costs
is won back in front of it: an answer is a pure function of the release, so whole answers are kept ready, and one that
is kept does not pass through the framework at all. `python -m bench web` measures that against its hello-world.
"""


def reference_page(document: Mapping[str, Any], answers: Mapping[str, tuple[int, str, bytes]]) -> str:
    """Return the page as Markdown, from the document and the answers (status, media type, body) to the examples."""
    parts = (_HEAD.splitlines(), _routes(document), _examples(answers), _WHY.splitlines())
    return "\n".join("\n".join(part).rstrip() + "\n" for part in parts)


def _routes(document: Mapping[str, Any]) -> Iterator[str]:
    yield "## Routes"
    for path in sorted(document["paths"]):
        operation = document["paths"][path]["get"]
        statuses = ", ".join(sorted(operation["responses"]))
        yield from ("", f"### `{path}`", "")
        yield " ".join(operation["description"].split())
        yield from ("", f"Statuses: {statuses}.")
        asked = [one for one in operation["parameters"] if one["in"] == "query"]
        if asked:
            yield from ("", "| parameter | values | meaning |", "|---|---|---|")
            yield from (
                f"| `{one['name']}` | {_values(one['schema'])} | {one.get('description', '')} |" for one in asked
            )


def _values(schema: Mapping[str, Any]) -> str:
    """Return what a parameter may be, in words."""
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "integer":
        default = f"; {schema['default']} by default" if "default" in schema else ""
        return f"{int(schema['minimum'])} to {int(schema['maximum'])}{default}"
    if schema.get("type") == "boolean":
        return "`true`, `false`"
    if "pattern" in schema:
        return f"`{schema['pattern']}`".replace("|", "\\|")
    return "a day" if schema.get("format") == "date" else "text"


def _examples(answers: Mapping[str, tuple[int, str, bytes]]) -> Iterator[str]:
    yield "## Examples"
    yield ""
    yield f"Of a list the first is shown; `…` stands for more. The release's id is written as `{MASK}`."
    for title, address in EXAMPLES:
        status, kind, body = answers[address]
        form = "csv" if kind.startswith("text/csv") else "json"
        shown = body.decode().rstrip("\n") if form == "csv" else shown_json(body)
        yield from ("", f"### {title}", "", f"`GET {address}` → {status}", "", f"```{form}", shown, "```")
    yield ""


def shown_json(body: bytes) -> str:
    """Return an answer as the page shows it: indented, long lists cut, the release masked."""
    cut = _cut(msgspec.json.decode(body))
    return msgspec.json.format(msgspec.json.encode(cut), indent=2).decode()


def _cut(value: Any) -> Any:
    if isinstance(value, list):
        rest: Sequence[Any] = ["…"] if len(value) > SHOWN else []
        return [*map(_cut, value[:SHOWN]), *rest]
    if isinstance(value, dict):
        return {name: MASK if name == "release_id" else _cut(one) for name, one in value.items()}
    return value
