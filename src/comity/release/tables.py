"""What a release's table is: names, types, keys and descriptions, said once for SQL, Parquet, CSV and JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal

from comity.errors import CheckError

ColumnType = Literal["text", "integer", "real", "boolean"]
Cell = str | int | float | bool | None

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_CURE = "mend the rule that made the row"
_PYTHON_TYPES: dict[ColumnType, tuple[type, ...]] = {
    "text": (str,),
    "integer": (int,),
    "real": (float, int),
    "boolean": (bool,),
}
_SQL_TYPES: dict[ColumnType, str] = {"text": "TEXT", "integer": "INTEGER", "real": "REAL", "boolean": "BOOLEAN"}
# Frictionless Table Schema's names of the same types.
_FIELD_TYPES: dict[ColumnType, str] = {"text": "string", "integer": "integer", "real": "number", "boolean": "boolean"}


@dataclass(frozen=True)
class Column:
    """One column. `references` is "" or the `table.column` its values are taken from; unknown is None there, not ""."""

    name: str
    type: ColumnType = "text"
    description: str = ""
    references: str = ""


@dataclass(frozen=True)
class Table:
    """One table of a release; rows are tuples in column order, in the order in which people shall read them.

    A clustered one stands in the database in the order of its key, which then needs no index beside it.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    primary_key: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    is_clustered: bool = False

    def values(self) -> list[Sequence[Cell]]:
        """Return the cells column by column; raise CheckError where a row's length or a cell's type is wrong."""
        width = len(self.columns)
        if set(map(len, self.rows)) - {width}:
            raise CheckError(f"a row does not have {width} cells", where=f"table {self.name}", cure=_CURE)
        columns: list[Sequence[Cell]] = [*zip(*self.rows, strict=True)] or [() for _ in self.columns]
        for column, cells in zip(self.columns, columns, strict=True):
            if fault := _fault(column, cells):
                raise CheckError(fault, where=f"table {self.name}, column {column.name}", cure=_CURE)
        return columns


def _fault(column: Column, cells: Sequence[Cell]) -> str:
    # A whole column holds one or two types, so that looking at types costs little and no writer has to guess.
    found = set(map(type, cells)) - {type(None), *_PYTHON_TYPES[column.type]}
    if wrong := sorted(kind.__name__ for kind in found if not (column.type == "text" and issubclass(kind, str))):
        return f"a cell of type {wrong[0]} in a column of type {column.type}"
    if column.type == "real" and not all(map(isfinite, filter(None, cells))):  # type: ignore[arg-type]
        return "a cell is not a finite number"
    return ""


def check_tables(tables: Sequence[Table]) -> None:
    """Raise CheckError where names are not plain words, stand twice, or are used but not there."""
    _check_names("table", [table.name for table in tables], "the release")
    for table in tables:
        names = [column.name for column in table.columns]
        _check_names("column", names, f"table {table.name}")
        used = {*table.primary_key, *(name for index in table.indexes for name in index)}
        if missing := sorted(used - set(names)):
            raise CheckError(f"key or index on {missing[0]!r}, which is no column", where=f"table {table.name}")


def _check_names(kind: str, names: Sequence[str], where: str) -> None:
    for name in names:
        if not _NAME.fullmatch(name):
            cure = "use small letters, digits and underscores"
            raise CheckError(f"{name!r} is no {kind} name", where=where, cure=cure)
        if names.count(name) > 1:
            raise CheckError(f"two {kind}s are named {name!r}", where=where, cure="rename one")


def create_statement(table: Table) -> str:
    """Return the SQL that makes the table."""
    lines = [_column_sql(column, table.primary_key) for column in table.columns]
    if table.primary_key:
        lines.append(f"PRIMARY KEY ({_quoted(table.primary_key)})")
    for column in table.columns:
        if column.references:
            parent, _, key = column.references.partition(".")
            lines.append(f'FOREIGN KEY ("{column.name}") REFERENCES "{parent}" ("{key}")')
    end = "\n) WITHOUT ROWID" if table.is_clustered else "\n)"
    return f'CREATE TABLE "{table.name}" (\n    ' + ",\n    ".join(lines) + end


def index_statements(table: Table) -> list[str]:
    """Return the SQL that makes its indexes, run after the rows are in."""
    return [
        f'CREATE INDEX "{table.name}_by_{"_".join(index)}" ON "{table.name}" ({_quoted(index)})'
        for index in table.indexes
    ]


def insert_statement(table: Table) -> str:
    """Return the SQL that takes one row."""
    return f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.columns))})'  # noqa: S608  a checked name


def table_schema(table: Table) -> dict[str, Any]:
    """Return the Frictionless Table Schema."""
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns]}
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    foreign = [_foreign_key(column) for column in table.columns if column.references]
    return {**schema, "foreignKeys": foreign} if foreign else schema


def _column_sql(column: Column, primary_key: tuple[str, ...]) -> str:
    return f'"{column.name}" {_SQL_TYPES[column.type]}{" NOT NULL" if column.name in primary_key else ""}'


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _field(column: Column) -> dict[str, str]:
    return {"name": column.name, "type": _FIELD_TYPES[column.type], "description": column.description}


def _foreign_key(column: Column) -> dict[str, Any]:
    parent, _, key = column.references.partition(".")
    return {"fields": [column.name], "reference": {"resource": parent, "fields": [key]}}
