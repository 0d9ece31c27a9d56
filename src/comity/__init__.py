"""Comity: an open, even-handed, source-cited record of local-federal cooperation in immigration enforcement.

It answers what is in force in a place and since when, what changed and who says so, and who decides it and when
voters next choose them. Packages import downwards only (`pyproject.toml` holds the contract): `cli` reads
`release`, which is compiled by `register` from the `ledger` with the pure parts `sources`, `identity` and
`elections`, over `archive`, `ledger` and `places`, over `model`, `settings` and `errors`.

From Python: `with comity.open() as record: record.agreements(as_of="2025-06-30")`; see `release/asking.py`.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = ["OpenRecord", "__version__", "open"]

_ASKED = {"OpenRecord": "OpenRecord", "open": "open_record"}


def __getattr__(name: str) -> Any:
    """Return what Python asks the record through, imported when first used; `__init__.pyi` tells its types."""
    if name not in _ASKED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("comity.release.asking"), _ASKED[name])
