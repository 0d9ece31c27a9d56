"""A file of pages → the bytes of a file of results: the pure function that runs on a pool or a cluster."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable
from typing import Any, get_args, get_type_hints

import msgspec

from comity.reader.model import ModelProposals
from comity.reader.shard import AskModel, PageResult, default_reader, read_shard

FORMS = ("jsonl", "parquet")

_encoder = msgspec.json.Encoder()


def jsonl_line(result: PageResult) -> bytes:
    """Return a page's result as one line of JSON, the line's end included."""
    return _encoder.encode(result) + b"\n"


def shard_rows(
    path: str, form: str = "jsonl", ask: AskModel | None = None, *, looks_twice: bool = True
) -> tuple[bytes, dict[str, int]]:
    """Return the results of a file's pages as the bytes of one file, and how many pages and claims there are."""
    results = read_shard(path, default_reader(looks_twice=looks_twice), ask)
    counts: Counter[str] = Counter()
    if form == "parquet":
        table = list(_counted(results, counts))
        return _parquet(table), dict(counts)
    return b"".join(map(jsonl_line, _counted(results, counts))), dict(counts)


def _counted(results: Iterable[PageResult], counts: Counter[str]) -> Iterable[PageResult]:
    for result in results:
        counts.update(count(result))
        yield result


def count(result: PageResult) -> dict[str, int]:
    """Return what a page adds to the counts: its outcome, and its claims by kind."""
    claims = {"events": result.events, "relations": result.relations, "elections": result.elections}
    told = {result.outcome: 1} | {kind: len(found) for kind, found in claims.items() if found}
    if isinstance(model := result.model_proposals, ModelProposals):
        told |= {
            "model_claims": len(model.events) + len(model.relations) + len(model.elections),
            "model_discarded": sum(model.discarded.values()),
            "model_unanswered": int(model.problem is not None),
        }
    return told


def _parquet(results: list[PageResult]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [msgspec.to_builtins(result) for result in results]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema(_arrow(PageResult))), out, compression="zstd")
    return out.getvalue()


def _arrow(record: type[msgspec.Struct]) -> list[Any]:
    """Return the Arrow fields of a record, by its types: the columns are the records' and stay so."""
    import pyarrow as pa

    plain = {str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64()}

    def arrow(kind: Any) -> Any:
        arguments = [one for one in get_args(kind) if one not in (type(None), Ellipsis, msgspec.UnsetType)]
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            return pa.struct(_arrow(kind))
        if kind in plain:
            return plain[kind]
        if getattr(kind, "__origin__", None) in (tuple, dict):
            is_list = kind.__origin__ is tuple
            return pa.list_(arrow(arguments[0])) if is_list else pa.map_(*map(arrow, arguments))
        return pa.string() if all(isinstance(one, str) for one in arguments) else arrow(arguments[0])

    hints = get_type_hints(record)
    return [pa.field(name, arrow(hints[name])) for name in record.__struct_fields__]
