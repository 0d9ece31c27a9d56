"""Comity: an open, even-handed, source-cited record of local-federal cooperation in immigration enforcement.

It answers what is in force in a place and since when, what changed and who says so, and who decides it and when
voters next choose them. Packages import downwards only (`pyproject.toml` holds the contract): `cli` reads
`release`, which is compiled by `register` from the `ledger` with the pure parts `sources`, `identity` and
`elections`, over `archive`, `ledger` and `places`, over `model`, `settings` and `errors`.
"""

__version__ = "0.1.0"
