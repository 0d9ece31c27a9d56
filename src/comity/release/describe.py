"""The files that describe a release: `datapackage.json`, `metadata.json` (Datasette) and `manifest.json`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from comity.release.pointer import DATABASE
from comity.release.tables import Table, table_schema

# A change of any file's form raises it, and with it every release's id.
FORMAT = 2
_CSV_NOTE = (
    "A text that a spreadsheet would take for a formula (it begins with = + - @, a tab, a line break or a full-width "
    "sign, also behind apostrophes) has one apostrophe more in front; take one away to have the text as printed."
)


class FileFacts(msgspec.Struct, frozen=True):
    """A file's size in bytes and SHA-256."""

    bytes: int
    sha256: str


class TableFacts(msgspec.Struct, frozen=True):
    """A table's description without its rows: what the descriptive files say of it."""

    name: str
    description: str
    row_count: int
    column_descriptions: dict[str, str]
    schema: dict[str, Any]


def file_facts(data: bytes) -> FileFacts:
    """Return size and hash."""
    return FileFacts(len(data), hashlib.sha256(data).hexdigest())


def table_facts(table: Table) -> TableFacts:
    """Return what is said of a table."""
    descriptions = {column.name: column.description for column in table.columns}
    return TableFacts(table.name, table.description, len(table.rows), descriptions, table_schema(table))


def json_bytes(value: object) -> bytes:
    """Return JSON for people and for hashing: sorted keys, two spaces, a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=2) + b"\n"


def datasette_metadata(tables: Sequence[TableFacts]) -> bytes:
    """Return Datasette's metadata: what each table and column is."""
    described = {
        table.name: {"description": table.description, "columns": table.column_descriptions} for table in tables
    }
    return json_bytes({"title": "Comity", "databases": {"register": {"tables": described}}})


def datapackage(release_id: str, tables: Sequence[TableFacts], files: Mapping[str, FileFacts]) -> bytes:
    """Return the Frictionless Data Package: each table's CSV and Parquet with schema, size and hash; the database."""
    resources = [resource for table in tables for resource in _resources(table, files)]
    database = {
        "name": "register",
        "path": DATABASE,
        "format": "sqlite",
        "mediatype": "application/vnd.sqlite3",
        **_measured(files[DATABASE]),
    }
    title = "Comity: the record of local and federal cooperation in immigration enforcement"
    package = {"profile": "data-package", "name": "comity", "id": release_id, "title": title}
    return json_bytes({**package, "resources": [*resources, database]})


def _resources(table: TableFacts, files: Mapping[str, FileFacts]) -> list[dict[str, Any]]:
    as_csv = {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": f"{table.description} {_CSV_NOTE}".strip(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n", "delimiter": ",", "quoteChar": '"', "doubleQuote": True},
        "schema": table.schema,
        **_measured(files[f"{table.name}.csv"]),
    }
    as_parquet = {
        "name": f"{table.name}-parquet",
        "path": f"{table.name}.parquet",
        "description": table.description,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": table.schema,
        **_measured(files[f"{table.name}.parquet"]),
    }
    return [as_csv, as_parquet]


def _measured(facts: FileFacts) -> dict[str, Any]:
    return {"bytes": facts.bytes, "hash": f"sha256:{facts.sha256}"}


def release_id_of(inputs: Mapping[str, str], facts: Mapping[str, Any], files: Mapping[str, FileFacts]) -> str:
    """Return the release's id: 16 hexadecimal digits of the hash of all that it holds."""
    content = json_bytes({"format": FORMAT, "inputs": dict(inputs), "facts": dict(facts), "files": dict(files)})
    return hashlib.sha256(content).hexdigest()[:16]


def manifest(
    release_id: str,
    inputs: Mapping[str, str],
    facts: Mapping[str, Any],
    tables: Sequence[TableFacts],
    files: Mapping[str, FileFacts],
) -> bytes:
    """Return the manifest: what the release was made from, what it counts, and every other file's size and hash."""
    counts = {table.name: table.row_count for table in tables}
    head = {"format": FORMAT, "release_id": release_id, "inputs": dict(inputs), "facts": dict(facts)}
    return json_bytes({**head, "row_counts": counts, "files": dict(files)})
