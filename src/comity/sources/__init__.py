"""One folder per publisher: what it publishes, how it misleads, and how its bytes become printed rows.

Each folder holds `source.toml` (facts, expectations, closed vocabularies, corrections) and pure functions: bytes in,
records out; no network, no database, no clock. May import `archive`, `ledger`, `places` and what lies below them;
never `identity` or `elections`, its siblings.
"""
