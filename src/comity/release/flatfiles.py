"""Tables as CSV and Parquet bytes, the same for the same rows. pyarrow is imported here and only when used."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from comity.errors import CheckError
from comity.release.cells import guard_text
from comity.release.tables import Cell, Column, Table


def csv_bytes(table: Table) -> bytes:
    r"""Return the table as UTF-8 CSV: a header, `\n`, quotes only where needed, "" for None, `true` and `false`."""
    columns = [_csv_cells(column, cells) for column, cells in zip(table.columns, table.values(), strict=True)]
    rows = list(zip(*columns, strict=True)) if table.rows else []
    text = _csv_text(table, rows, csv.QUOTE_MINIMAL)
    if "\r" in text:
        # Whether a lone carriage return is quoted differs between Python's versions; a reader needs the quotes.
        text = _csv_text(table, rows, csv.QUOTE_ALL)
    return text.encode()


def _csv_text(table: Table, rows: Sequence[tuple[Cell, ...]], quoting: Any) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n", quoting=quoting)
    writer.writerow([column.name for column in table.columns])
    writer.writerows(rows)
    return out.getvalue()


def _csv_cells(column: Column, cells: Sequence[Cell]) -> Sequence[Cell]:
    if column.type == "text":
        return [guard_text(cell) if isinstance(cell, str) else cell for cell in cells]
    if column.type == "boolean":
        return [None if cell is None else str(bool(cell)).lower() for cell in cells]
    return cells


def parquet_bytes(table: Table) -> bytes:
    """Return the table as Parquet; raise CheckError where a cell is not of its column's type."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    fields, arrays = [], []
    for column, cells in zip(table.columns, table.values(), strict=True):
        nullable = column.name not in table.primary_key
        field = pa.field(column.name, _arrow_type(column), nullable, {"description": column.description})
        arrays.append(_arrow_cells(table, column, cells, field.type))
        fields.append(field)
    sink = pa.BufferOutputStream()
    # Every choice that shapes the bytes is written out, so that a library's new default changes nothing.
    pq.write_table(
        pa.table(arrays, schema=pa.schema(fields, {"description": table.description})),
        sink,
        version="2.6",
        data_page_version="1.0",
        compression="zstd",
        compression_level=3,
        use_dictionary=True,
        write_statistics=True,
        row_group_size=1 << 20,
    )
    return bytes(sink.getvalue())


def parquet_writer() -> str:
    """Return the name of the writer whose version shapes the Parquet bytes."""
    import pyarrow as pa

    return f"pyarrow {pa.__version__}"


def _arrow_type(column: Column) -> Any:
    import pyarrow as pa

    types = {"text": pa.string(), "integer": pa.int64(), "real": pa.float64(), "boolean": pa.bool_()}
    return types[column.type]


def _arrow_cells(table: Table, column: Column, cells: Sequence[Cell], arrow_type: Any) -> Any:
    import pyarrow as pa

    try:
        return pa.array(cells, type=arrow_type)
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError) as error:
        where = f"table {table.name}, column {column.name}"
        raise CheckError(f"a cell is no {column.type} ({error})", where=where, cure="mend the rule") from error
